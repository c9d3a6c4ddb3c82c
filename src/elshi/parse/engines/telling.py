"""Telling: who fills the roles of a pattern, from its clause and from what the text tells of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from elshi.parse.engines.fillers import parties_in
from elshi.types import Party, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from elshi.parse.engines.patterns import Pattern
    from elshi.parse.engines.slots import Scene
    from elshi.types import Frame

Parties = tuple[Party, ...]
LATE = frozenset({"doer", "victim"})  # what these supply may be told only later
PAIR = 2
REACH = 3  # acts back to which one may answer


@dataclass(slots=True)
class Telling:
    """What the text is telling of: who meets whom, at which session, in which paragraph."""

    paragraphs: Sequence[int]
    contact: Parties = ()
    session: Parties = ()
    last: Parties = ()
    paragraph: int = -1
    made: list[Frame] = field(default_factory=list)

    def proposed(self, parties: frozenset[str]) -> str:
        """Return what the parties last asked for or offered; "COOPERATE" where that is not told."""
        for frame in reversed(self.made):
            asked = frame.type in {"REQUEST", "AGREE"} and frame.promise
            if asked and codes(frame.roles[0].parties) & parties:
                return frame.promise
        return "COOPERATE"

    def host(self, scene: Scene) -> Parties:
        """Return whose the session is: the organisation, else those who have met there."""
        bodies = tuple(p for p in self.session if p.code not in scene.states)
        return bodies or self.session

    def remember(self, pattern: Pattern, everyone: Parties, sentence: int) -> None:
        """Remember the parties of a frame that was told."""
        if pattern.together or pattern.type == "CONSULT":
            same = pattern.mode == "multilateral" and codes(everyone) & codes(
                self.contact
            )
            self.contact = _union(self.contact, everyone) if same else everyone
            self.paragraph = self.paragraphs[sentence]
        self.last = everyone


def roles(
    number: int, pattern: Pattern, scene: Scene, telling: Telling
) -> tuple[Role, ...]:
    """Return the roles of a clause that matches a pattern; a role may stay empty."""
    if pattern.together:
        return _joint(number, pattern, scene, telling)
    actor = _first(pattern.actor, number, scene, frozenset())
    recipient = _first(pattern.recipient, number, scene, codes(actor))
    if not recipient:
        recipient = _supplied(number, pattern, codes(actor), scene, telling)
    if not actor and pattern.fallback == "contact" and recipient:
        actor = tuple(p for p in telling.contact if p.code not in codes(recipient))
    return (Role("actor", actor), Role("recipient", recipient))


def codes(parties: Iterable[Party]) -> frozenset[str]:
    """Return the codes of parties."""
    return frozenset(p.code for p in parties)


def _union(old: Parties, new: Parties) -> Parties:
    return tuple({p.code: p for p in (*old, *new)}.values())


def _first(
    slots: Sequence[str], number: int, scene: Scene, but: frozenset[str]
) -> Parties:
    for slot in slots:
        found = parties_in(slot, number, scene, but)
        if found:
            return found
    return ()


def _joint(
    number: int, pattern: Pattern, scene: Scene, telling: Telling
) -> tuple[Role, ...]:
    found: dict[str, Party] = {}
    for slot in pattern.together:
        named = (
            telling.host(scene)
            if slot == "session"
            else parties_in(slot, number, scene)
        )
        for party in named:
            if party.code not in found or (party.name and not found[party.code].name):
                found[party.code] = party
    if len(found) < PAIR:
        for party in _lent(number, pattern, codes(found.values()), scene, telling):
            found.setdefault(party.code, party)
    return (Role("together", tuple(found.values())),)


def _lent(
    number: int, pattern: Pattern, found: frozenset[str], scene: Scene, telling: Telling
) -> Parties:
    """Return the parties whom a joint act leaves to the contact that is told."""
    contact = telling.contact or (
        telling.last if len(codes(telling.last)) == PAIR else ()
    )
    same = telling.paragraphs[scene.clauses[number].sentence] == telling.paragraph
    lends = pattern.fallback == "contact" or (pattern.fallback == "paragraph" and same)
    if lends and contact and found <= codes(contact):
        return contact
    return (
        parties_in("anywhere", number, scene) if pattern.fallback == "paragraph" else ()
    )


def _supplied(
    number: int, pattern: Pattern, taken: frozenset[str], scene: Scene, telling: Telling
) -> Parties:
    """Return the recipients that the clause leaves to the discourse."""
    beside = _beside(number, pattern, taken, scene, telling)
    if beside or not pattern.fallback:
        return beside
    if pattern.fallback in LATE:
        struck = _of_assault(pattern.fallback, taken, telling)
        return struck or _met(taken, telling)
    if pattern.fallback == "partner":
        return _partner(taken, telling) or _guest(number, taken, scene)
    named: Parties = ()
    if pattern.fallback == "organisation":
        named = tuple(p for p in telling.session if p.code not in scene.states)
    if pattern.fallback == "teller":
        named = parties_in("teller", number, scene)
    return tuple(p for p in named if p.code not in taken)


def _beside(
    number: int, pattern: Pattern, taken: frozenset[str], scene: Scene, telling: Telling
) -> Parties:
    """Return to whom the same party did the act told just before in this sentence."""
    before = telling.made[-1] if telling.made else None
    if before is None or not taken:
        return ()
    if scene.clauses[before.clause].sentence != scene.clauses[number].sentence:
        return ()
    sides = {role.name: role.parties for role in before.roles}
    same = (before.type, before.mode) == (pattern.type, pattern.mode)
    alike = pattern.fallback == "partner" or same
    if alike and taken == codes(sides.get("actor", ())):
        return sides.get("recipient", ())
    return ()


def _partner(taken: frozenset[str], telling: Telling) -> Parties:
    answered = _other_side(telling.made[-1], taken) if telling.made else ()
    if answered:
        return answered
    if taken & codes(telling.contact):
        return tuple(p for p in telling.contact if p.code not in taken)
    earlier = (
        _other_side(frame, taken) for frame in telling.made[-2 : -REACH - 2 : -1]
    )
    return next((found for found in earlier if found), ())


def _met(taken: frozenset[str], telling: Telling) -> Parties:
    """Return whom a party meets as the text tells."""
    others = tuple(p for p in telling.contact if p.code not in taken)
    return others if taken & codes(telling.contact) and len(others) == 1 else ()


def _guest(number: int, taken: frozenset[str], scene: Scene) -> Parties:
    """Return the guest's state for what others do to it by the guest's own account."""
    voice = scene.voices.get(scene.clauses[number].sentence)
    return (Party(voice.code),) if voice and taken and voice.code not in taken else ()


def _other_side(frame: Frame, taken: frozenset[str]) -> Parties:
    """Return to whom one answers: the other side of the act told last."""
    sides = [role.parties for role in frame.roles]
    if len(sides) < PAIR:
        others = tuple(p for p in sides[0] if p.code not in taken)
        return others if taken <= codes(sides[0]) and len(others) == 1 else ()
    if taken and taken <= codes(sides[0]):
        return sides[1]
    return sides[0] if taken and taken <= codes(sides[1]) else ()


def _of_assault(who: str, taken: frozenset[str], telling: Telling) -> Parties:
    """Return who struck, or was struck, in the attack that the text tells of."""
    name = "actor" if who == "doer" else "recipient"
    for frame in telling.made:
        sides = {role.name: role.parties for role in frame.roles}
        if frame.type == "ASSAULT" and name in sides and not taken & codes(sides[name]):
            return tuple(Party(p.code) for p in sides[name])
    return ()
