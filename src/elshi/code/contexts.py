"""Code layer: which contexts the words of a passage support.

A term of `contexts.tsv` is one or more words. A word of it matches a lemma, a base or a
form whole, or its beginning where it ends with `*`; each half of a hyphenated word
counts. The longest term at a place wins and takes its words with it: in "wish of good
health" the word "health" is not read again. The context `-` says that a term means nothing
here. `unless` names a context that drives this one out; `*` stands for any.
"""

import functools
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from elshi.resources import Language
from elshi.types import Token, Word

NOTHING = "-"
FALLBACK = ("diplomatic",)
KNOWN_WORDS = 1 << 16


@dataclass(frozen=True, slots=True)
class Term:
    """A row of the table: its words and what they support."""

    parts: tuple[str, ...]
    context: str
    unless: str


def contexts(
    words: Sequence[Word], tokens: Sequence[Token], language: Language
) -> tuple[str, ...]:
    """Return the contexts the words support, in the order of the list of contexts."""
    keys = [
        _keys(word.lemma, word.base, token.form)
        for word, token in zip(words, tokens, strict=True)
    ]
    found = {(term.context, term.unless) for term in _terms(keys, language)}
    names = {context for context, _ in found}
    kept = {context for context, unless in found if not _driven_out(unless, names)}
    if not kept:
        kept = names
    return tuple(name for name in _order(language) if name in kept) or FALLBACK


def _driven_out(unless: str, names: set[str]) -> bool:
    return len(names) > 1 if unless == "*" else unless in names


def _terms(keys: Sequence[tuple[str, ...]], language: Language) -> list[Term]:
    found: list[Term] = []
    place = 0
    while place < len(keys):
        opened = _terms_opened(language, keys[place])
        longest = _longest(opened, keys, place) if opened else ()
        if all(term.context != NOTHING for term in longest):
            found += longest
        place += len(longest[0].parts) if longest else 1
    return found


def _longest(
    opened: Sequence[Term], keys: Sequence[tuple[str, ...]], place: int
) -> Sequence[Term]:
    """Return the terms that go on to their end, of those that open at a place the longest."""
    here = [
        term for term in opened if len(term.parts) == 1 or _goes_on(term, keys, place)
    ]
    length = max((len(term.parts) for term in here), default=0)
    return [term for term in here if len(term.parts) == length]


def _goes_on(term: Term, keys: Sequence[tuple[str, ...]], place: int) -> bool:
    rest = keys[place + 1 : place + len(term.parts)]
    return len(rest) == len(term.parts) - 1 and all(
        _fits(part, key) for part, key in zip(term.parts[1:], rest, strict=True)
    )


def _fits(part: str, keys: tuple[str, ...]) -> bool:
    if part.endswith("*"):
        return any(key.startswith(part[:-1]) for key in keys)
    return part in keys


@functools.lru_cache(KNOWN_WORDS)
def _keys(lemma: str, base: str, form: str) -> tuple[str, ...]:
    whole = {text.lower() for text in (lemma, base, form)}
    halves = {half for text in whole for half in text.split("-") if half}
    return tuple(sorted(whole | halves))


@functools.lru_cache(KNOWN_WORDS)
def _terms_opened(language: Language, keys: tuple[str, ...]) -> tuple[Term, ...]:
    index = _index(language)
    openings = set(keys) | {
        key[:stop] + "*" for key in keys for stop in range(1, len(key) + 1)
    }
    return tuple(
        term for opening in sorted(openings) for term in index.get(opening, ())
    )


@functools.cache
def _index(language: Language) -> Mapping[str, tuple[Term, ...]]:
    index: defaultdict[str, list[Term]] = defaultdict(list)
    for row in language.table("contexts"):
        term = Term(tuple(row["term"].split()), row["context"], row["unless"])
        index[term.parts[0]].append(term)
    return {opening: tuple(terms) for opening, terms in index.items()}


@functools.cache
def _order(language: Language) -> tuple[str, ...]:
    return tuple(row["context"] for row in language.shared("contexts"))
