"""The serve layer's score: predicted events against those that a person coded.

An event matches at its *core* when type, actor codes, recipient codes and status agree; as a
*dyad* when type and the set of all codes agree. The other fields are scored on core matches.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from elshi.serve.gold import Gold
from elshi.types import Event, Party, Statement

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Count:
    """How many were found, predicted and wanted."""

    hit: int = 0
    predicted: int = 0
    wanted: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(
            self.hit + other.hit,
            self.predicted + other.predicted,
            self.wanted + other.wanted,
        )

    @property
    def precision(self) -> float:
        """Return the share of the predicted that was wanted."""
        return self.hit / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Return the share of the wanted that was found."""
        return self.hit / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall; 1 where nothing was due."""
        both = self.predicted + self.wanted
        return 2 * self.hit / both if both else 1.0


@dataclass(frozen=True, slots=True)
class Share:
    """How many of the values asked for were right."""

    right: int = 0
    asked: int = 0

    @property
    def accuracy(self) -> float:
        """Return the share of right values."""
        return self.right / self.asked if self.asked else 1.0


@dataclass(frozen=True, slots=True)
class Coded:
    """A gold document beside what the machine found in it."""

    gold: Gold
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """The counts of a set of documents."""

    documents: int
    core: Count
    dyad: Count
    statement: Count
    contexts: Count
    attributes: Mapping[str, Share]
    types: Mapping[str, Count]


@dataclass(frozen=True, slots=True)
class Difference:
    """The events of one document that have no partner, and the partners of the others."""

    gold: Gold
    missed: tuple[Event, ...]
    spurious: tuple[Event, ...]
    matched: tuple[tuple[Event, Event], ...]


def score(documents: Sequence[Coded]) -> Score:
    """Return the counts over documents: core, dyad, statements, attributes and types."""
    matched = [pair for coded in documents for pair in difference(coded).matched]
    return Score(
        documents=len(documents),
        core=_total(documents, _events, _core),
        dyad=_total(documents, _events, _dyad),
        statement=_total(documents, _statements, _position),
        contexts=sum((_contexts(wanted, got) for wanted, got in matched), Count()),
        attributes={name: _share(name, matched) for name in ATTRIBUTES},
        types={
            kind: _total(documents, _events_of(kind), _core)
            for kind in sorted(_types(documents))
        },
    )


def difference(coded: Coded) -> Difference:
    """Return which wanted events were missed, which were made up, and which match."""
    left, missed, matched = list(coded.events), [], []
    for wanted in coded.gold.events:
        same = [event for event in left if _core(event) == _core(wanted)]
        if not same:
            missed.append(wanted)
            continue
        best = max(same, key=lambda event: -len(wrong(wanted, event)))
        left.remove(best)
        matched.append((wanted, best))
    return Difference(coded.gold, tuple(missed), tuple(left), tuple(matched))


def unpaired(
    coded: Coded,
) -> tuple[tuple[Statement, ...], tuple[Statement, ...]]:
    """Return the statements that were missed, and those that were made up."""
    left, missed = list(coded.statements), []
    for wanted in coded.gold.statements:
        same = [said for said in left if _position(said) == _position(wanted)]
        if same:
            left.remove(same[0])
        else:
            missed.append(wanted)
    return tuple(missed), tuple(left)


def wrong(wanted: Event, got: Event) -> tuple[str, ...]:
    """Return the names of the attributes in which two events differ."""
    return tuple(
        name for name, value in ATTRIBUTES.items() if value(wanted) != value(got)
    )


ATTRIBUTES: dict[str, Callable[[Event], str]] = {
    "mode": lambda event: event.mode or "",
    "initiator": lambda event: event.initiator or "",
    "date": lambda event: event.date or "",
    "promise": lambda event: event.promise or "",
    "place": lambda event: (event.place or "").split(",")[0],
}


def _codes(parties: Iterable[Party]) -> frozenset[str]:
    return frozenset(party.code for party in parties)


def _core(event: Event) -> Hashable:
    return event.type, _codes(event.actors), _codes(event.recipients), event.status


def _dyad(event: Event) -> Hashable:
    return event.type, _codes((*event.actors, *event.recipients))


def _position(statement: Statement) -> Hashable:
    speaker = statement.speaker
    return speaker.code or speaker.name, frozenset(statement.about), statement.stance


Sides = tuple[Sequence[T], Sequence[T]]


def _events(coded: Coded) -> Sides[Event]:
    return coded.gold.events, coded.events


def _statements(coded: Coded) -> Sides[Statement]:
    return coded.gold.statements, coded.statements


def _events_of(kind: str) -> Callable[[Coded], Sides[Event]]:
    def events(coded: Coded) -> Sides[Event]:
        wanted, got = _events(coded)
        return [e for e in wanted if e.type == kind], [e for e in got if e.type == kind]

    return events


def _total(
    documents: Sequence[Coded],
    sides: Callable[[Coded], Sides[T]],
    key: Callable[[T], Hashable],
) -> Count:
    return sum((_count(*sides(coded), key) for coded in documents), Count())


def _count(
    wanted: Iterable[T], got: Iterable[T], key: Callable[[T], Hashable]
) -> Count:
    left, right = Counter(map(key, wanted)), Counter(map(key, got))
    return Count((left & right).total(), right.total(), left.total())


def _contexts(wanted: Event, got: Event) -> Count:
    left, right = set(wanted.contexts), set(got.contexts)
    return Count(len(left & right), len(right), len(left))


def _share(name: str, matched: Sequence[tuple[Event, Event]]) -> Share:
    value = ATTRIBUTES[name]
    asked = [(value(a), value(b)) for a, b in matched if value(a) or value(b)]
    return Share(sum(a == b for a, b in asked), len(asked))


def _types(documents: Sequence[Coded]) -> set[str]:
    return {
        event.type
        for coded in documents
        for event in (*coded.gold.events, *coded.events)
    }
