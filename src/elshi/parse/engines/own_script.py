"""Engine part: names in the script of their text, from their Cyrillic form."""

import functools
import re
import unicodedata
from collections.abc import Callable, Sequence

from elshi.parse.engines import spellings
from elshi.parse.engines.conversion import converted
from elshi.parse.engines.scripts import Script, patterns, script_of
from elshi.resources import Language
from elshi.types import Article, Token


def in_own_script(
    article: Article, tokens: Sequence[Token], language: Language
) -> Callable[[str], str] | None:
    """Return what writes a Cyrillic name in the script of the article; None where that is it.

    A word is written as it stands there, without its case ending; one that the article does
    not have is spelled as usual.
    """
    own = script_of(article.text, language)
    if own is None:
        return None
    written, foreign = writer(language, own), patterns(language)[0][1]

    @functools.cache
    def word(cyrillic: str) -> str:
        if not foreign.search(cyrillic.lower()):
            return cyrillic
        return _as_written(own, cyrillic, article, tokens) or written(cyrillic)

    return lambda name: re.sub(r"[^\W\d_]+", lambda match: word(match.group()), name)


def _as_written(
    own: Script, word: str, article: Article, tokens: Sequence[Token]
) -> str:
    """Return the letters of the article that stand for a word before its ending."""
    small = word.lower()
    found = [token for token in tokens if small in token.form.lower()]
    if not found:
        return ""

    def unlike(token: Token) -> tuple[bool, bool, int]:
        form = token.form
        shouts = form.isupper() and not word.isupper()
        return not form.lower().startswith(small), shouts, len(form)

    token = min(found, key=unlike)
    text = unicodedata.normalize("NFC", article.text[token.start : token.stop])
    start, starts = token.form.lower().index(small), converted(own, text)[1]
    stop = start + len(word)
    last = starts[stop] if stop < len(starts) else len(text)
    return text[starts[start] if start else 0 : last].rstrip("-")


@functools.cache
def writer(language: Language, script: Script) -> Callable[[str], str]:
    """Return the function that writes a Cyrillic word in a script, as usual there."""
    spell = spellings.speller(language, script.name)
    table = language.table("scripts/folds")
    of = {
        row["letter"]: row["source"]
        for row in table
        if row["variant"] == script.variant and not row["note"]
    }
    soft = set(script.manifest.get("soft", ""))

    def written(word: str) -> str:
        letters = "".join(spelling for _, spelling in next(spell(word)))
        if soft & set(word.lower()) and not set(script.manifest["front"]) & set(
            letters
        ):
            letters = script.hamza + letters
        found = "".join(of.get(letter, letter) for letter in letters)
        if word.isupper() and len(word) > 1:
            return found.upper()
        return found[:1].upper() + found[1:] if word[:1].isupper() else found

    return written
