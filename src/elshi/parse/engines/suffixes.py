"""Engine parts: every chain of suffixes that the morphotactics allow, spelled out.

The states of morphotactics.tsv are walked for each class of stems; the strings found are kept in
one table: "leriniñ" -> (classes that may precede, features, cost, length of the case ending).
"""

import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from elshi.parse.engines.phonology import CLASSES, Phonology, bit, spelled
from elshi.resources import Language

Features = tuple[tuple[str, str], ...]
FLAGS = ("negative", "evident")
BARE = {"verb_form": "Part", "case": "Nom", "number": "Sing"}


@dataclass(frozen=True, slots=True)
class Suffix:
    """A chain of suffixes: which stems it follows, what it says, how unlikely it is.

    `ending` counts the letters after the base: those of the case and what follows it.
    """

    mask: int
    features: Features
    cost: int
    ending: int
    fields: Mapping[str, Any] = field(compare=False)  # the features as a Word has them


Endings = Mapping[str, tuple[Suffix, ...]]
"""Chains by their letters; a tail that is none itself has no chains."""


@dataclass(frozen=True, slots=True)
class _Step:
    text: str
    features: Features
    cost: int
    base: int  # where the base stops; -1 where no case can follow


@dataclass(frozen=True, slots=True)
class _Row:
    suffix: str
    to: str
    after: str
    cost: int
    features: Features


@dataclass(frozen=True, slots=True, eq=False)
class _Grammar:
    sounds: Phonology
    moves: dict[str, tuple[_Row, ...]]
    bases: frozenset[str]


def suffixes(language: Language, sounds: Phonology, start: str, goal: str) -> Endings:
    """Return the spelled chains that lead from one state to another, and their tails."""
    grammar = _grammar(language, sounds)
    masks: dict[_Step, int] = {}
    for stem in CLASSES:
        for step in _walk(grammar, stem, start, goal):
            masks[step] = masks.get(step, 0) | bit(*stem)
    table: dict[str, list[Suffix]] = {}
    for step, mask in masks.items():
        ending = len(step.text) - step.base if step.base >= 0 else 0
        table.setdefault(step.text, []).append(
            Suffix(mask, step.features, step.cost, ending, _fields(step.features))
        )
    tails = {text[place:] for text in table for place in range(len(text) + 1)}
    return dict.fromkeys(tails, ()) | {
        text: tuple(sorted(found, key=_order)) for text, found in table.items()
    }


@functools.cache
def _fields(features: Features) -> Mapping[str, Any]:
    """Return features as a Word has them; a participle without a noun's ending has no case."""
    given = fields(features)
    is_bare = BARE.items() <= given.items() and "possessor" not in given
    return {**given, "case": "", "number": ""} if is_bare else given


def fields(features: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Return features as the fields of a Word: a flag is true or false."""
    return {name: bool(value) if name in FLAGS else value for name, value in features}


def cuts(
    endings: Endings, word: str, last: int, first: int = 1
) -> Iterator[tuple[int, tuple[Suffix, ...]]]:
    """Yield where chains may begin in a word, from the place `last` back to `first`."""
    for place in range(last, first - 1, -1):
        found = endings.get(word[place:])
        if found:
            yield place, found
        elif found is None:
            return


def _order(suffix: Suffix) -> tuple[int, Features]:
    return suffix.cost, suffix.features


def _walk(
    grammar: _Grammar, stem: tuple[str, str], start: str, goal: str
) -> Iterator[_Step]:
    sounds, todo = grammar.sounds, [(start, _Step("", (), 0, -1))]
    while todo:
        state, step = todo.pop()
        if state == goal:
            yield step
            continue
        if state in grammar.bases:
            step = replace(step, base=len(step.text))
        sound = sounds.sound(step.text, stem[0])
        todo.extend(
            (row.to, _taken(step, row, spelled(sounds, row.suffix, sound, stem[1])))
            for row in grammar.moves.get(state, ())
            if not row.after or sound in row.after
        )


def _taken(step: _Step, row: _Row, text: str) -> _Step:
    features = _joined(step.features, row.features)
    return _Step(step.text + text, features, step.cost + row.cost, step.base)


@functools.cache
def _joined(before: Features, after: Features) -> Features:
    features = dict(before)
    for name, value in after:
        joined = name == "voice" and name in features
        features[name] = f"{features[name]}+{value}" if joined else value
    return tuple(sorted(features.items()))


def _grammar(language: Language, sounds: Phonology) -> _Grammar:
    moves: dict[str, list[_Row]] = {}
    for row in language.table("morphotactics"):
        features = (pair.split("=") for pair in row["features"].split())
        move = _Row(
            row["suffix"],
            row["to"],
            row["after"],
            int(row["cost"]),
            tuple((name, value) for name, value in features),
        )
        for state in row["from"].split():
            moves.setdefault(state, []).append(move)
    bases = language.manifest("language")["chain"]["base_states"]
    frozen = {state: tuple(rows) for state, rows in moves.items()}
    return _Grammar(sounds, frozen, frozenset(bases))
