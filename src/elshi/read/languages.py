"""Read: the language of a text, by py3langid among those that stand near to Kazakh."""

import functools
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from elshi import resources

NEAR = ("kk", "ru", "en", "ky", "uz", "tt", "tr", "uk")
_READ = 1000  # characters that are enough to tell
_LONG = 100  # letters from which a language outside NEAR can be told
_RARE = 250  # letters of a text for one that counts as its own
_APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019\u02bc`\u00b4", "'"))
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str | None:
    """Return the language code of a text; None where it has no letters.

    A short text gets the likeliest language of NEAR. A longer one may also get one
    outside, German or Chinese, if NEAR together have less than one chance in twenty.
    """
    words = _WORD.findall(text[:_READ])
    if not words:
        return None
    letters = sum(map(len, words))
    return (
        _by_signs(words)
        or _by_letters(text[:_READ], letters)
        or _by_model(text[:_READ], letters)
    )


def _by_model(text: str, letters: int) -> str:
    chances: dict[str, float] = dict(_identifier().rank(text))
    best = max(chances, key=chances.__getitem__)
    near = {code: chances[code] for code in NEAR}
    if letters >= _LONG and sum(near.values()) < 0.05:
        return best
    return max(near, key=near.__getitem__)


def _by_signs(words: list[str]) -> str | None:
    """Return the language of which two different everyday words stand in the text."""
    found = {
        word: _signs()[word] for word in map(str.casefold, words) if word in _signs()
    }
    codes = list(found.values())
    return next((code for code in codes if codes.count(code) > 1), None)


def _by_letters(text: str, letters: int) -> str | None:
    """Return the language whose letters the text has, and has not those of its neighbours."""
    small = text.casefold().translate(_APOSTROPHES)

    def frequent(group: str) -> bool:
        return sum(map(small.count, group.split("|"))) * _RARE >= letters

    rows = _shared("language_letters")
    return next(
        (
            row["lang"]
            for row in rows
            if all(map(frequent, row["has"].split())) and not frequent(row["lacks"])
        ),
        None,
    )


@functools.cache
def _signs() -> Mapping[str, str]:
    rows = _shared("language_signs")
    return MappingProxyType({row["word"]: row["lang"] for row in rows})


def _shared(table: str) -> tuple[resources.Row, ...]:
    return next(iter(resources.load().languages.values())).shared(table)


@functools.cache
def _identifier() -> Any:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
