"""Listed names and titles as one trie: what the tables say, found by form, base or lemma."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from elshi.types import Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from elshi.resources import Language

NAMED = frozenset(
    {"state", "capital", "seat", "organisation", "accord", "group", "city", "region"}
)
ALIAS, NOT_INITIAL = "alias", "not-initial"
ADJECTIVAL, SPELLING, INFLECTED = "adj-loc", "spelling", "inflected"
SURNAME = "surname"


@dataclass(frozen=True, slots=True)
class Entry:
    """What one row of a table says of a form; `value` is its office, rule or surname."""

    kind: str
    form: str
    codes: tuple[str, ...] = ()
    value: str = ""
    scope: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """A person of record in one office; an empty bound is open."""

    name: str
    code: str
    office: str
    first: str
    last: str


@dataclass(slots=True, eq=False)
class Node:
    """A state of the trie: entries that end here, and the words that lead on."""

    entries: tuple[Entry, ...] = ()
    children: dict[str, Node] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Gazetteer:
    """All that the tables of names say, compiled for one language."""

    root: Node
    states: frozenset[str]
    organisations: frozenset[str]
    persons: Mapping[str, tuple[Person, ...]]  # by full name and by surname
    capitals: Mapping[str, str]  # code -> name
    adjectives: Mapping[str, tuple[str, ...]]  # parts of "qazaq-qyrgyz" -> codes
    deputies: Mapping[str, str]
    parts: frozenset[str]  # every word of a listed name of a party, place or person
    # of a name whatever its harmony, and their case, by their last letter
    endings: Mapping[str, tuple[tuple[str, str], ...]]


@functools.cache
def gazetteer(language: Language) -> Gazetteer:
    """Return the compiled names of a language."""
    entries = tuple(_entries(language))
    return Gazetteer(
        _trie(entries),
        frozenset(row["code"] for row in language.shared("parties/states")),
        frozenset(row["code"] for row in language.shared("parties/organisations")),
        _persons(language),
        {
            entry.codes[0]: entry.form
            for entry in reversed(entries)
            if entry.kind == "capital" and ALIAS not in entry.note
        },
        {
            entry.form.lower(): entry.codes
            for entry in entries
            if entry.kind in ("state", "adjective") and len(entry.codes) == 1
        },
        {row["office"]: row["deputy"] for row in language.shared("parties/deputies")},
        frozenset(
            part.lower()
            for entry in entries
            if entry.kind in (*NAMED, "person")
            for part in entry.form.split()
        ),
        _endings(language),
    )


def _endings(language: Language) -> Mapping[str, tuple[tuple[str, str], ...]]:
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for row in language.table("names/endings"):
        ending, case = row["form"], row["case"]
        found[ending[-1]] = (*found.get(ending[-1], ()), (ending, case))
    return found


def keys(form: str, word: Word) -> tuple[str, ...]:
    """Return the lower-case forms under which a word may be listed, the whole form first."""
    whole, base, lemma = form.lower(), word.base.lower(), word.lemma.lower()
    if word.derivation and word.derivation != ADJECTIVAL:
        lemma = whole
    if base == whole:
        return (whole,) if lemma == whole else (whole, lemma)
    return (whole, base) if lemma in (whole, base) else (whole, base, lemma)


def inflected(form: str, names: Gazetteer) -> Word | None:
    """Return the reading of a listed name that stands before a case ending of any harmony."""
    small = form.lower()
    for ending, case in names.endings.get(small[-1], ()):
        if small.endswith(ending) and small[: -len(ending)].rstrip("-") in names.parts:
            base = form[: -len(ending)].rstrip("-")
            if case == ADJECTIVAL:
                return Word(base, base, "PROPN", "Loc", "Sing", derivation=case)
            return Word(base, base, "PROPN", case, "Sing")
    return None


def longest(
    root: Node,
    names: Sequence[tuple[str, ...]],
    inner: Sequence[tuple[str, ...]],
    start: int,
) -> tuple[int, tuple[Entry, ...]] | None:
    """Return where the longest listed form from `start` stops, and what the tables say of it.

    `names` are the keys of a last word, `inner` those of a word that others follow.
    """
    found, nodes = None, [root]
    for index in range(start, len(names)):
        ends = _children(nodes, names[index])
        entries = _entries_of(ends)
        if entries:
            found = index + 1, entries
        if inner[index] is not names[index]:
            ends = _children(nodes, inner[index])
        nodes = [node for node in ends if node.children]
        if not nodes:
            break
    return found


def _children(nodes: Sequence[Node], keys: tuple[str, ...]) -> list[Node]:
    return [
        node.children[key] for node in nodes for key in keys if key in node.children
    ]


def _entries_of(nodes: Sequence[Node]) -> tuple[Entry, ...]:
    if len(nodes) == 1:
        return nodes[0].entries
    return tuple(dict.fromkeys(entry for node in nodes for entry in node.entries))


def _trie(entries: Iterable[Entry]) -> Node:
    root = Node()
    for entry in entries:
        node = root
        for part in entry.form.lower().split():
            node = node.children.setdefault(part, Node())
        if entry not in node.entries:
            node.entries = (*node.entries, entry)
    return root


def _entries(language: Language) -> Iterator[Entry]:
    yield from listed(language)
    for row in language.table("names/persons"):
        yield Entry("person", row["form"], (), row["form"])
        yield Entry("person", row["surname"], (), row["surname"], note=SURNAME)


def listed(language: Language) -> Iterator[Entry]:
    """Yield what the tables of names list of a language, but for its persons."""
    yield from _parties(language)
    for row in language.table("names/offices"):
        office, scope, note = row["office"], row["scope"], row["note"]
        yield Entry("office", row["form"], (), office, scope, note)
    for row in language.table("names/heads"):
        yield Entry(row["role"], row["form"])
    for row in language.table("names/anaphors"):
        yield Entry("anaphor", row["form"], (), row["rule"], row["number"], row["note"])


def _parties(language: Language) -> Iterator[Entry]:
    groups: dict[str, tuple[str, ...]] = {}
    for row in language.shared("parties/groups"):
        groups[row["group"]] = (*groups.get(row["group"], ()), row["code"])
    for row in language.table("names/parties"):
        codes = groups.get(row["code"], (row["code"],) if row["code"] else ())
        yield Entry(row["kind"], row["form"], codes, row["office"], "", row["note"])


def _persons(language: Language) -> Mapping[str, tuple[Person, ...]]:
    """Return persons by full name and surname; other spellings of one person come last."""
    found: dict[str, tuple[Person, ...]] = {}
    rows = language.table("names/persons")
    for row in sorted(rows, key=lambda row: row["note"] == SPELLING):
        person = Person(
            row["form"], row["code"], row["office"], row["from"], row["until"]
        )
        for name in {row["form"], row["surname"]}:
            found[name] = (*found.get(name, ()), person)
    return found
