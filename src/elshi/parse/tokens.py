"""The layer of tokens: the words, numbers and marks of each sentence.

Inner hyphens, initials and listed abbreviations stay inside a word; a number keeps a case
ending; a range or a number before a whole word is cut at the hyphen.
"""

import functools
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from elshi.parse.engines.capitals import capitals
from elshi.parse.engines.conversion import converted
from elshi.parse.engines.own_script import writer
from elshi.parse.engines.scripts import Script, script_of
from elshi.resources import Language
from elshi.types import Article, Sentence, Token

_UNSEEN = "\u00ad\u200c\u200d"  # soft hyphen, joiners
_ACCENTS = "\u0300-\u036f"


@dataclass(frozen=True, slots=True, eq=False)
class _Rules:
    token: re.Pattern[str]
    form: Callable[[str], str]


def tokens(
    article: Article, sentences: tuple[Sentence, ...], language: Language
) -> tuple[Token, ...]:
    """Return the tokens of all sentences in order; together they hold every letter."""
    text = article.text
    script = script_of(text, language)
    rules = _rules(language, script)
    form, finditer = rules.form, rules.token.finditer
    found = tuple(
        Token(
            match.start(),
            match.end(),
            index,
            form(match.group()),
            match.lastgroup or "mark",
        )
        for index, sentence in enumerate(sentences)
        for match in finditer(text, sentence.start, sentence.stop)
    )
    return _capitalised(found, language) if script and script.is_caseless else found


def _capitalised(tokens: tuple[Token, ...], language: Language) -> tuple[Token, ...]:
    """Give names and sentences of a script without capitals those that they have elsewhere."""
    forms = capitals([token.form for token in tokens], language)
    begun = -1
    found = []
    for token, form in zip(tokens, forms, strict=True):
        if token.kind != "mark" and token.sentence != begun:
            begun = token.sentence
            form = form[0].upper() + form[1:]  # noqa: PLW2901 - a sentence begins
        found.append(token if token.form == form else replace(token, form=form))
    return tuple(found)


@functools.cache
def _rules(language: Language, script: Script | None) -> _Rules:
    return _Rules(_pattern(language, script), _former(language, script))


def _pattern(language: Language, script: Script | None) -> re.Pattern[str]:
    manifest = language.manifest("language")["tokens"]
    own = writer(language, script) if script else str
    abbreviations = _any_of(own(row["form"]) for row in language.table("abbreviations"))
    ends = _any_of(map(own, manifest["number_endings"]))
    hyphen = f"[-{manifest['hyphens']}]"
    letter = rf"[^\W\d_][{_UNSEEN}]?[{_ACCENTS}]*"
    if script and script.marked:
        letter = f"(?:{script.marked}|{letter})"
    # "U.S.-brokered" is one word where clitics are cut
    compound = rf"(?:{hyphen}(?:{letter})+)*" if manifest.get("clitics") else ""
    clitic, inner = _clitics(manifest.get("clitics", ()))
    return re.compile(
        rf"""(?P<word>{clitic}[A-Za-z][A-Za-z0-9]*(?:\.[a-z]{{2,}})+(?!\w)     # a site
                |(?<!\w)(?:{abbreviations}){compound}
                |(?<!\w)[^\W\d_](?<=[{_capitals()}])\.(?=\s?[{_capitals()}]|-[{_capitals()}]\.)
                |(?:{letter})+\d*(?:(?:{hyphen}|{inner}['\u2019\u02bc])(?:{letter}|\d)+)*)
             |(?P<number>\d+(?:[.,\u060c\u066b]\d+)*(?:{hyphen}(?:{ends})(?![\w-]))?)
             |(?P<mark>\.{{2,}}|[^\w\s]|_)""",
        re.VERBOSE,
    )


def _clitics(forms: Sequence[str]) -> tuple[str, str]:
    """Return the patterns of what is cut from the end of a word, and of what is not: "'s"."""
    if not forms:
        return "", ""
    letters = _any_of(form[1:] for form in forms)
    clitic = rf"(?<=\w)['\u2019](?:{letters})(?!\w)|(?<=s)['\u2019](?=\s\w)|"
    return clitic, rf"(?!['\u2019](?:{letters})(?!\w))"


def _any_of(forms: Iterable[str]) -> str:
    """Return the pattern of any of some forms, the longest first."""
    longest = sorted(set(forms), key=lambda form: (-len(form), form))
    return "|".join(map(re.escape, longest))


def _capitals() -> str:
    """Return what may be an initial in the three scripts: every letter that is no small one."""
    codes = (*range(0x41, 0x250), *range(0x400, 0x530), *range(0x620, 0x6D6))
    letters = (chr(code) for code in codes)
    return "".join(x for x in letters if x.isalpha() and not x.islower())


def _former(language: Language, script: Script | None) -> Callable[[str], str]:
    manifest = language.manifest("language")["tokens"]
    hyphens = dict.fromkeys(map(ord, manifest["hyphens"]), "-")
    marks = dict.fromkeys(map(ord, manifest.get("apostrophes", "")), "'")
    plain = hyphens | marks | dict.fromkeys(map(ord, _UNSEEN)) | {0x301: None}
    folds = str.maketrans(manifest["latin"], manifest["cyrillic"])

    @functools.lru_cache(maxsize=1 << 16)
    def form(text: str) -> str:
        if script:
            clean = unicodedata.normalize("NFC", text).translate(plain)
            return converted(script, clean)[0]
        if text.isascii():
            return text
        clean = unicodedata.normalize("NFC", text).translate(plain)
        return clean.translate(folds) if _has_cyrillic(clean) else clean

    return form


def _has_cyrillic(text: str) -> bool:
    return any("\u0400" <= letter <= "\u052f" for letter in text)
