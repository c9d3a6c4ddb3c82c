"""Engine parts: every chain of suffixes that the morphotactics allow, spelled out.

The states of morphotactics.tsv are walked for each class of stems; the strings found are kept in
one table: "leriniñ" -> (classes that may precede, features, cost, length of the case ending).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from elshi.parse.engines.phonology import CLASSES, Phonology, bit
from elshi.resources import Language

Features = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Suffix:
    """A chain of suffixes: which stems it follows, what it says, how unlikely it is.

    `ending` counts the letters after the base: those of the case and what follows it.
    """

    mask: int
    features: Features
    cost: int
    ending: int


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


def suffixes(
    language: Language, sounds: Phonology, start: str, goal: str
) -> dict[str, tuple[Suffix, ...]]:
    """Return the spelled chains that lead from one state to another."""
    grammar = _grammar(language, sounds)
    masks: dict[_Step, int] = {}
    for stem in CLASSES:
        for step in _walk(grammar, stem, start, goal):
            masks[step] = masks.get(step, 0) | bit(*stem)
    table: dict[str, list[Suffix]] = {}
    for step, mask in masks.items():
        ending = len(step.text) - step.base if step.base >= 0 else 0
        table.setdefault(step.text, []).append(
            Suffix(mask, step.features, step.cost, ending)
        )
    return {text: tuple(sorted(found, key=_order)) for text, found in table.items()}


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
            (row.to, _taken(step, row, sounds.spell(row.suffix, sound, stem[1])))
            for row in grammar.moves.get(state, ())
            if not row.after or sound in row.after
        )


def _taken(step: _Step, row: _Row, text: str) -> _Step:
    features = dict(step.features)
    for name, value in row.features:
        joined = name == "voice" and name in features
        features[name] = f"{features[name]}+{value}" if joined else value
    kept = tuple(sorted(features.items()))
    return _Step(step.text + text, kept, step.cost + row.cost, step.base)


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
