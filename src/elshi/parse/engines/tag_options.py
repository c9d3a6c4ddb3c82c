"""Tagging: what a form can be, as one value per form.

The class of a token is one letter: determiner D, noun N, name P, adjective J, adverb R, preposition
A, subordinator S, conjunction C, "to" T, modal M, be B, have H, do O, "not" X, subject pronoun I,
other pronoun U, number #, possessive mark G, possessive pronoun Q, verb V; marks: end ".", comma
",", other.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from elshi.parse.engines import suffix
from elshi.types import Word

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from elshi.resources import Language

CLOSED = {
    "DET": "D",
    "NOUN": "N",
    "PROPN": "P",
    "ADJ": "J",
    "ADV": "R",
    "ADP": "A",
    "SCONJ": "S",
    "CCONJ": "C",
    "PRON": "U",
    "NUM": "#",
}
HELPERS = {"be": "B", "have": "H", "do": "O"}
CURRENCY = frozenset("$£€¥")


@dataclass(frozen=True, slots=True)
class Option:
    """What a form can be: its class, and the word for each part that it may play."""

    kind: str
    word: Word
    name: Word | None = None
    base: Word | None = None
    present: Word | None = None  # the same form as finite
    third: Word | None = None
    past: Word | None = None
    part: Word | None = None
    gerund: Word | None = None
    rival: bool = False  # a verb that may be a noun or an adjective as well

    @property
    def past_lemma(self) -> str:
        """Return the lemma of a past form."""
        return self.past.lemma if self.past else ""

    @property
    def finite(self) -> bool:
        """Tell whether the form can be nothing but a finite verb or a helper."""
        if self.kind != "V":
            return self.kind in "MBHO" and self.word.verb_form in ("", "Fin")
        only = (self.third or self.past) is not None and self.part is None
        return only and not self.rival


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """The lists of a language that tell verbs, and what gives the option of a form."""

    option: Callable[[str, str], Option]
    speech: frozenset[str]
    to_nouns: frozenset[str]
    causative: frozenset[str]
    clausal: frozenset[str]  # prepositions that may open a clause
    subjects: frozenset[str]  # pronouns that may be subjects: "it", "which"


@functools.cache
def rules(language: Language) -> Rules:
    """Return the compiled lists of a language."""
    manifest = language.manifest("language")["tagging"]
    return Rules(
        _optioner(language),
        frozenset(manifest["speech"]),
        frozenset(manifest["to_nouns"]),
        frozenset(manifest["causative"]),
        frozenset(manifest["clausal"]),
        frozenset(manifest["subjects"]),
    )


def _optioner(language: Language) -> Callable[[str, str], Option]:
    read = suffix.analyser(language)

    @functools.lru_cache(maxsize=1 << 16)
    def option(form: str, kind: str) -> Option:
        if kind == "number":
            return Option("#", Word(form, form, "NUM"))
        if kind == "mark":
            if form in CURRENCY:
                return Option("#", Word(form, form, "SYM"))
            place = "." if form in ".?!;:…()–—" else "," if form == "," else '"'
            return Option(place, Word(form, form, "PUNCT"))
        return _option(read(form))

    return option


def _option(readings: Sequence[Word]) -> Option:
    verbs = {(w.verb_form, w.tense): w for w in readings[::-1] if w.pos == "VERB"}
    name = next((w for w in readings if w.pos == "PROPN"), None)
    others = [w for w in readings if w.pos not in ("VERB", "PROPN")]
    if not verbs:
        sure = readings[0].pos == "PROPN" or not others
        word = name if sure and name else others[0]
        return Option(_kind(word), word, name)
    base, present = verbs.get(("Inf", "")), verbs.get(("Fin", "Pres"))
    return Option(
        "V",
        others[0] if others else name or next(iter(verbs.values())),
        name,
        base,
        present if base else None,
        None if base else present,
        verbs.get(("Fin", "Past")),
        verbs.get(("Part", "Past")),
        verbs.get(("Vnoun", "")),
        rival=bool(others),
    )


def _kind(word: Word) -> str:
    if word.pos == "AUX":
        return HELPERS.get(word.lemma, "M")
    if word.pos == "PART":
        return "T" if word.lemma == "to" else "G" if word.case else "X"
    if word.pos == "PRON":
        return "I" if word.case == "Nom" else "U"
    if word.pos == "DET":
        return "Q" if word.case == "Gen" else "D"
    return CLOSED.get(word.pos, '"')
