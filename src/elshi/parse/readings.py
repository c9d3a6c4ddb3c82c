"""The layer of readings: every way to read each token, the likeliest first."""

import functools
from collections.abc import Callable

from elshi.parse.engines import chain, paradigm, suffix
from elshi.resources import Language
from elshi.types import Token, Word

ENGINES: dict[str, Callable[[Language], Callable[[str], tuple[Word, ...]]]] = {
    "chain": chain.analyser,
    "paradigm": paradigm.analyser,
    "suffix": suffix.analyser,
}


def readings(
    tokens: tuple[Token, ...], language: Language
) -> tuple[tuple[Word, ...], ...]:
    """Return at least one reading per token; a mark reads as itself, with pos PUNCT."""
    word = ENGINES[language.manifest("language")["engine"]](language)
    number = _numbers(language)
    return tuple(
        word(token.form)
        if token.kind == "word"
        else number(token.form)
        if token.kind == "number"
        else _mark(token.form)
        for token in tokens
    )


@functools.lru_cache(maxsize=1 << 12)
def _mark(form: str) -> tuple[Word, ...]:
    return (Word(form, form, "PUNCT"),)


@functools.cache
def _numbers(language: Language) -> Callable[[str], tuple[Word, ...]]:
    ordinals = tuple(language.manifest("language")["tokens"]["ordinals"])
    word = ENGINES[language.manifest("language")["engine"]](language)

    @functools.lru_cache(maxsize=1 << 14)
    def number(form: str) -> tuple[Word, ...]:
        digits, _, rest = form.partition("-")
        if not rest or rest.startswith(ordinals):
            return (Word(digits, form, "NUM", derivation="ordinal" if rest else ""),)
        return (_numbered(digits, word(form)[0]),)

    return number


def _numbered(digits: str, word: Word) -> Word:
    case, number = word.case or "Nom", word.number or "Sing"
    return Word(
        digits, word.base, "NUM", case=case, number=number, possessor=word.possessor
    )
