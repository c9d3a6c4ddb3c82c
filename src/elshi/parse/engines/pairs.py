"""What two neighbours cost each other, for the engine `paradigm`.

A word counts by its mark: its class and what it agrees in. pairs.tsv prices how two marks stand to
each other ("MOD NOUN agree"), government.tsv lists the cases that prepositions ask for.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from elshi.resources import Language
    from elshi.types import Word

NEAR, OVER, COMMA, COORD = "near", "over", "comma", "coord"
NAME, LABEL = "NAME", "LABEL"  # proper names; acronyms among them
RANK = 0.4  # what each rarer case of a preposition costs
VERBS = {"Fin": "FIN", "Inf": "INF", "Conv": "CONV"}


@dataclass(frozen=True, slots=True, eq=False)
class Mark:
    """What pairs.tsv sees of a word; equal ones are one object."""

    kind: str
    case: str = ""
    number: str = ""
    gender: str = ""
    person: str = ""
    governs: str = ""  # the preposition that it is
    does: bool = False  # a participle that takes an object


START = Mark("start")


@functools.lru_cache(maxsize=1 << 16)
def mark(word: Word) -> Mark:
    """Return the mark of a word."""
    return _mark(
        _kind(word),
        word.case,
        word.number,
        word.gender,
        word.person,
        word.lemma if word.pos == "ADP" else "",
        word.verb_form == "Part" and not word.voice,
    )


_mark = functools.lru_cache(maxsize=1 << 12)(Mark)


def _kind(word: Word) -> str:
    """Return the class under which pairs.tsv lists a word."""
    if word.pos == "PROPN":
        return LABEL if word.base.isupper() and len(word.base) > 1 else NAME
    modifier = word.verb_form == "Part" or word.pos in ("ADJ", "DET")
    if modifier and word.derivation == "short":
        return "SHORT"
    if modifier:
        return "MOD" if word.case else word.pos
    return VERBS.get(word.verb_form, "FIN") if word.pos == "VERB" else word.pos


@functools.cache
def prices(language: Language) -> Callable[[Mark, Mark, str], float]:
    """Return the function that prices two neighbours and what links them."""
    rows: dict[tuple[str, str, str], tuple[tuple[str, float], ...]] = {}
    for row in language.table("pairs"):
        key = row["before"], row["after"], row["link"]
        rows[key] = (*rows.get(key, ()), (row["relation"], float(row["cost"])))
    governed = {
        row["preposition"]: tuple(row["cases"].split())
        for row in language.table("government")
    }

    @functools.lru_cache(maxsize=1 << 18)
    def price(before: Mark, after: Mark, link: str) -> float:
        cost = 0.0
        for name, value in _rows(rows, before, after, link):
            if _holds(name, before, after, governed):
                cost += value
        cases = governed.get(before.governs, ())
        return cost + (RANK * cases.index(after.case) if after.case in cases else 0.0)

    return price


def _rows(
    rows: Mapping[tuple[str, str, str], tuple[tuple[str, float], ...]],
    before: Mark,
    after: Mark,
    link: str,
) -> tuple[tuple[str, float], ...]:
    """Return the rows of two marks: an acronym's own, else those of a name."""
    own = rows.get((before.kind, after.kind, link))
    plain = rows.get((_plain(before.kind), _plain(after.kind), link), ())
    doing = rows.get(("DOING", after.kind, link), ()) if before.does else ()
    return (*(own or plain), *doing)


def _plain(kind: str) -> str:
    return NAME if kind == LABEL else kind


def _holds(
    name: str, before: Mark, after: Mark, governed: Mapping[str, tuple[str, ...]]
) -> bool:
    """Tell whether two words stand in a relation."""
    if name in _OF_CASE:
        return after.case == _OF_CASE[name]
    if name in ("governed", "ungoverned"):
        cases = governed.get(before.governs, ())
        return bool(cases) and (after.case in cases) == (name == "governed")
    if name in ("subject", "joint", "nonsubject"):
        noun, verb = (before, after) if before.case else (after, before)
        return noun.case == "Nom" and _subject(noun, verb) == name
    return name == "any" or name in _alike(before, after)


_OF_CASE = dict(
    zip(
        ("nom", "gen", "acc", "dat", "ins", "loc"),
        ("Nom", "Gen", "Acc", "Dat", "Ins", "Loc"),
        strict=True,
    )
)


def _alike(one: Mark, two: Mark) -> tuple[str, ...]:
    """Return how far two words agree: in case alone, or in number and gender too."""
    if one.case != two.case:
        return ("differ",)
    genders = "case" if fits(one.gender, two.gender) else "clash"
    plural = "Plur" in (one.number, two.number)
    agree = fits(one.number, two.number) and (plural or genders == "case")
    return genders, "agree" if agree else "differ"


def _subject(noun: Mark, verb: Mark) -> str:
    """Return whether a nominative can be the subject of a verb, or one of several."""
    if verb.person and verb.person != (noun.person or "3"):
        return "nonsubject"
    if not fits(noun.number, verb.number):
        return "joint" if verb.number == "Plur" else "nonsubject"
    title = noun.kind == "NOUN" and noun.gender == "Masc" and verb.gender == "Fem"
    agree = verb.number == "Plur" or title or fits(noun.gender, verb.gender)
    return "subject" if agree else "nonsubject"


def fits(one: str, two: str) -> bool:
    """Tell whether two values of a feature can be one; an absent one fits any."""
    return not one or not two or one == two
