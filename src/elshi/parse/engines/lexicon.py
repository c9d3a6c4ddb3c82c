"""Engine parts: what is known of a stem, and how likely it is.

A cost is a small number, the lower the likelier: hand-listed stems cost least, then stems that
raw text showed with many different suffixes, then names; a guess costs by its letters.
"""

import math
from dataclasses import dataclass
from typing import NamedTuple

from elshi.resources import Language, Row

LISTED, NAMED, GUESSED_NOUN, GUESSED_VERB, PER_LETTER = 2.0, 2.0, 7.0, 8.0, 1.5
UNMADE_VERB, CAPITAL_VERB, SMALL_NAME, MADE_NOUN, LOOSE_NAME, LOOSE_WORD = (
    1.0,
    9.0,
    6.0,
    2.0,
    1.0,
    5.0,
)


class Stem(NamedTuple):
    """A stem as a lexeme: its lemma, part of speech, cost, and voice where it was stripped.

    A named tuple, not a data class: every unknown word makes several, at half the time each.
    """

    lemma: str
    pos: str
    cost: float
    voice: str = ""
    known: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Stems by their small letters; whole forms with the readings that they have."""

    nominals: dict[str, tuple[Stem, ...]]
    verbs: dict[str, tuple[Stem, ...]]
    converbs: dict[str, tuple[Stem, ...]]
    forms: dict[str, tuple[dict[str, str], ...]]


def lexicon(language: Language) -> Lexicon:
    """Compile the stems, names and closed classes of a language."""
    nominals: dict[str, dict[str, Stem]] = {}
    for stem in (*_named(language), *_listed(language), *_induced(language)):
        readings = nominals.setdefault(stem.lemma.lower(), {})
        if stem.pos not in readings or stem.cost < readings[stem.pos].cost:
            readings[stem.pos] = stem
    for row in language.table("lexicon/alternants"):
        stem = Stem(row["stem"], row["pos"], LISTED)
        nominals.setdefault(f"{row['alternant']}-", {})[row["pos"]] = stem
    forms: dict[str, list[dict[str, str]]] = {}
    for row in language.table("lexicon/closed"):
        forms.setdefault(row["form"], []).append(_reading(dict(row)))
    verbs = language.table("lexicon/verbs")
    return Lexicon(
        {form: tuple(found.values()) for form, found in nominals.items()},
        {row["stem"]: (_verb(row),) for row in verbs},
        {row["alternant"]: (_verb(row),) for row in verbs if row["alternant"]},
        {form: tuple(found) for form, found in forms.items()},
    )


def _verb(row: Row) -> Stem:
    return Stem(row["stem"], "VERB", float(row["cost"] or LISTED))


def _reading(row: dict[str, str]) -> dict[str, str]:
    pairs = (pair.split("=") for pair in row["features"].split())
    named = {name: row[name] for name in ("lemma", "base", "pos")}
    return named | dict(pairs)


def _listed(language: Language) -> list[Stem]:
    return [
        Stem(row["stem"], row["pos"], LISTED)
        for row in language.table("lexicon/nominals")
    ]


def _induced(language: Language) -> list[Stem]:
    return [
        Stem(row["stem"], row["pos"], induced_cost(int(row["count"])))
        for row in language.table("stems")
    ]


def induced_cost(count: int) -> float:
    """Return what a stem costs that raw text showed with `count` different chains."""
    return max(LISTED, 7.0 - math.log2(count))


def _named(language: Language) -> list[Stem]:
    names = ((row, name) for name in NAME_TABLES for row in language.table(name))
    stems = [
        Stem(part, _named_pos(part, row), NAMED)
        for row, name in names
        for part in _parts(row["form"], name)
    ]
    return [stem for stem in stems if len(stem.lemma) > 1]


NAME_TABLES = ("names/parties", "names/persons", "names/given", "places/cities")


def _named_pos(form: str, row: Row) -> str:
    if form[0].isupper():
        return "PROPN"
    return "ADJ" if row.get("kind") in {"adjective", "demonym"} else "NOUN"


def _parts(form: str, table: str) -> list[str]:
    words = form.split()
    return words if len(words) == 1 or table in NAME_TABLES[1:3] else []
