"""The layer of tokens: the words, numbers and marks of each sentence.

Inner hyphens, initials and listed abbreviations stay inside a word; a number keeps a case
ending; a range or a number before a whole word is cut at the hyphen.
"""

import functools
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from elshi.resources import Language
from elshi.types import Article, Sentence, Token

_SOFT_HYPHEN = "\u00ad"


@dataclass(frozen=True, slots=True, eq=False)
class _Rules:
    token: re.Pattern[str]
    form: Callable[[str], str]


def tokens(
    article: Article, sentences: tuple[Sentence, ...], language: Language
) -> tuple[Token, ...]:
    """Return the tokens of all sentences in order; together they hold every letter."""
    rules, text = _rules(language), article.text
    form, finditer = rules.form, rules.token.finditer
    return tuple(
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


@functools.cache
def _rules(language: Language) -> _Rules:
    manifest = language.manifest("language")["tokens"]
    return _Rules(
        _pattern(language, manifest["number_endings"], manifest["hyphens"]),
        _former(language),
    )


def _pattern(language: Language, endings: list[str], hyphens: str) -> re.Pattern[str]:
    listed = (row["form"] for row in language.table("abbreviations"))
    abbreviations = "|".join(
        map(re.escape, sorted(listed, key=lambda form: (-len(form), form)))
    )
    ends = "|".join(sorted(set(endings), key=lambda ending: (-len(ending), ending)))
    hyphen, letter = f"[-{hyphens}]", rf"[^\W\d_]{_SOFT_HYPHEN}?\u0301?"
    return re.compile(
        rf"""(?P<word>[A-Za-z][A-Za-z0-9]*(?:\.[a-z]{{2,}})+(?!\w)     # a site
                |(?<!\w)(?:{abbreviations})
                |(?<!\w)[^\W\d_](?<=[{_capitals()}])\.(?=\s?[{_capitals()}]|-[{_capitals()}]\.)
                |(?:{letter})+\d*(?:(?:{hyphen}|['\u2019\u02bc])(?:{letter}|\d)+)*)
             |(?P<number>\d+(?:[.,]\d+)*(?:{hyphen}(?:{ends})(?![\w-]))?)
             |(?P<mark>\.{{2,}}|[^\w\s]|_)""",
        re.VERBOSE,
    )


def _capitals() -> str:
    """Return every capital letter of the two alphabets in use, as a set for a pattern."""
    ranges = (*range(0x41, 0x250), *range(0x400, 0x530))
    return "".join(chr(code) for code in ranges if chr(code).isupper())


def _former(language: Language) -> Callable[[str], str]:
    manifest = language.manifest("language")["tokens"]
    hyphens = dict.fromkeys(map(ord, manifest["hyphens"]), "-")
    plain = hyphens | {ord(_SOFT_HYPHEN): None, 0x301: None}
    folds = str.maketrans(manifest["latin"], manifest["cyrillic"])

    @functools.lru_cache(maxsize=1 << 16)
    def form(text: str) -> str:
        if text.isascii():
            return text
        clean = unicodedata.normalize("NFC", text).translate(plain)
        return clean.translate(folds) if _has_cyrillic(clean) else clean

    return form


def _has_cyrillic(text: str) -> bool:
    return any("\u0400" <= letter <= "\u052f" for letter in text)
