"""Memory of a text: who has been named so far, how recently and in which case."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from elshi.types import Party

if TYPE_CHECKING:
    from collections.abc import Callable

    from elshi.types import Mention

FADE = 0.5  # what a sentence leaves of the salience before it
FARTHEST = 6
WEIGHT = {"Nom": 3.0, "Ins": 2.5, "Dat": 1.5, "Acc": 1.5, "Gen": 1.0}
MODIFIER_WEIGHT = 0.7
LIST = 3  # states that make a list


@dataclass(slots=True)
class Memory:
    """Who has been named so far in a document."""

    home: str | None
    states: frozenset[str] = frozenset()  # the codes of all states
    pair: tuple[str, ...] = ()  # the two states an interview is about
    persons: list[Party] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)  # organisations and accords
    groups: list[tuple[Party, ...]] = field(default_factory=list)
    salience: dict[str, float] = field(default_factory=dict)
    total: dict[str, float] = field(default_factory=dict)
    listed: tuple[
        Party, ...
    ] = ()  # the states of the last sentence that named three or more
    last_group: tuple[Party, ...] = ()
    topic: Party | None = None  # who the sentence before was about
    next_topic: Party | None = None
    subject: Party | None = None  # the first nominative party of this sentence
    here: list[Party] = field(default_factory=list)
    speaking: bool = False
    sentence: int = -1

    def enter(self, sentence: int) -> None:
        """Begin a sentence: what was said before fades."""
        if sentence == self.sentence:
            return
        gap = sentence - self.sentence if self.sentence >= 0 else 1
        rest = FADE ** min(gap, FARTHEST)
        self.salience = {code: value * rest for code, value in self.salience.items()}
        self.topic, self.next_topic = self.next_topic or self.topic, None
        states = {p.code: Party(p.code) for p in self.here if p.code in self.states}
        if len(states) >= LIST:
            self.listed = tuple(states.values())
        self.here, self.subject, self.sentence = [], None, sentence

    def note(self, mention: Mention, parties: tuple[Party, ...]) -> None:
        """Remember what a mention stands for."""
        adjective = mention.kind == "adjective"
        weight = (
            MODIFIER_WEIGHT if adjective else WEIGHT.get(mention.case or "Nom", 1.0)
        )
        for party in parties:
            self._count(party, weight)
        if mention.case in ("", "Nom") and len(parties) == 1 and not adjective:
            self.subject = self.subject or parties[0]
            if parties[0].name or parties[0].office:
                self.next_topic = self.next_topic or parties[0]
        if len({p.code for p in parties}) > 1 and mention.kind == "group":
            self.groups.append(parties)
        elif len({p.code for p in parties}) > 1 and not adjective:
            self.last_group = parties

    def _count(self, party: Party, weight: float) -> None:
        known = bool(party.office or party.name)
        value = weight + known
        self.salience[party.code] = self.salience.get(party.code, 0.0) + value
        self.total[party.code] = self.total.get(party.code, 0.0) + value
        if party.code not in self.states:
            self.bodies.append(party.code)
        if known:
            self.persons.append(party)
        self.here.append(party)

    def ranked(self) -> list[str]:
        """Return the codes named so far, the most salient first."""
        return [
            code for code, _ in sorted(self.salience.items(), key=lambda kv: -kv[1])
        ]

    def latest(self, test: Callable[[Party], bool]) -> Party | None:
        """Return the person named last of whom the test holds."""
        return next((p for p in reversed(self.persons) if test(p)), None)

    def filled(self, party: Party) -> Party:
        """Return the party with the name or office under which it was met before."""
        if party.name:
            return self._with_full_name(party)
        if not party.office:
            return party
        known = self.latest(
            lambda p: p.code == party.code and p.office == party.office and bool(p.name)
        )
        return replace(party, name=known.name) if known else party

    def _with_full_name(self, party: Party) -> Party:
        known = self.latest(
            lambda p: p.code == party.code and same_name(p.name, party.name)
        )
        if known is None:
            return party
        longest = max(known.name or "", party.name or "", key=len)
        return Party(party.code, party.office or known.office, longest)

    def as_before(self, party: Party) -> Party:
        """Return the state as the person who acted for it last, or with the office asked for."""
        if party.office:
            return self.filled(party)
        return self.latest(lambda p: p.code == party.code) or party


def same_name(known: str | None, name: str | None) -> bool:
    """Whether a short name ("Toqaev", "Q.Toqaev") can be the longer one."""
    if not known or not name:
        return False
    mine, theirs = name.replace(".", ". ").split(), known.replace(".", ". ").split()
    if len(mine) == 1:
        return mine[0] in theirs
    return mine[-1] == theirs[-1] and mine[0][0] == theirs[0][0]
