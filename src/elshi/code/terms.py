"""Code layer: the words that judge, as a table has them, and where they stand in a sentence.

A part of a term matches a lemma or a form whole, or its beginning before `*`; at each place the
longest term wins.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from elshi.resources import Language
    from elshi.types import Token, Word

NOMINAL = frozenset({"NOUN", "PRON", "NUM"})


@dataclass(frozen=True, slots=True)
class Named:
    """A mention inside speech: the other parties it stands for, or the speaker's side."""

    start: int
    stop: int
    case: str
    codes: tuple[str, ...]
    own: bool
    plain: bool = True  # without postposition


@dataclass(frozen=True, slots=True)
class Term:
    """A row of the table: words, what kind of judgement they pass, and its value under negation."""

    parts: tuple[str, ...]
    kind: str
    value: float
    negated: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A term at its tokens."""

    start: int
    stop: int
    term: Term


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """The terms of a language by their first part, and the words that shift them."""

    terms: Mapping[str, tuple[Term, ...]]
    openings: tuple[str, ...]
    nouns: frozenset[str]
    negators: frozenset[str]
    only: frozenset[str]
    owed: frozenset[str]
    contrast: frozenset[str]
    that: frozenset[str]
    supposing_nothing: frozenset[str]
    joining: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Speech:
    """Tokens of one sentence of somebody's speech, with the mentions inside."""

    tokens: Sequence[Token]
    words: Sequence[Word]
    start: int
    stop: int
    named: tuple[Named, ...]


def hits(speech: Speech, lexicon: Lexicon) -> list[Hit]:
    """Return the terms in a sentence, the longest at each place."""
    found: list[Hit] = []
    place = speech.start
    while place < speech.stop:
        here = [
            t for t in _opened(place, speech, lexicon) if _fits_all(t, place, speech)
        ]
        if here:
            term = max(here, key=lambda t: len(t.parts))
            found.append(Hit(place, place + len(term.parts), term))
        place = found[-1].stop if here else place + 1
    return found


def _opened(place: int, speech: Speech, lexicon: Lexicon) -> list[Term]:
    if speech.tokens[place].kind != "word":
        return []
    found: list[Term] = []
    for key in _keys(speech.words[place], speech.tokens[place]):
        found += lexicon.terms.get(key, ())
        found += [
            t
            for o in lexicon.openings
            if key.startswith(o)
            for t in lexicon.terms[o + "*"]
        ]
    return found


def _keys(word: Word, token: Token) -> set[str]:
    """Return what a term can name a word by; a case form of another word is none of it."""
    keys = {word.lemma.lower(), word.base.lower()}
    return (
        keys
        if word.pos in NOMINAL and word.case not in ("", "Nom")
        else keys | {token.form.lower()}
    )


def _fits_all(term: Term, place: int, speech: Speech) -> bool:
    if place + len(term.parts) > speech.stop:
        return False
    return all(
        _fits(part, _keys(speech.words[place + n], speech.tokens[place + n]))
        for n, part in enumerate(term.parts)
    )


def _fits(part: str, keys: set[str]) -> bool:
    if part.endswith("*"):
        return any(key.startswith(part[:-1]) for key in keys)
    return part in keys


@functools.cache
def lexicon(language: Language) -> Lexicon:
    """Return the judging words of a language."""
    terms: defaultdict[str, list[Term]] = defaultdict(list)
    for row in language.table("stances"):
        value = float(row["value"])
        negated = float(row["negated"]) if row["negated"] else -value
        parts = tuple(row["term"].split())
        terms[parts[0]].append(Term(parts, row["kind"], value, negated))
    shifters = language.manifest("speech").get("stances", {})
    names = (
        "party_nouns",
        "negators",
        "only",
        "owed",
        "contrast",
        "that",
        "supposing_nothing",
        "joining",
    )
    return Lexicon(
        {key: tuple(found) for key, found in terms.items()},
        tuple(key[:-1] for key in terms if key.endswith("*")),
        *(frozenset(shifters.get(name, ())) for name in names),
    )
