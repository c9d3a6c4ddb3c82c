"""Layer frames: clauses that match a pattern of an event type, with who fills its roles.

First every clause is matched by its predicate and conditions; then, in the order of the text, roles
are filled from the clause, from nominalised clauses inside it, and last from the contact that the
text is telling of. A clause that is the content of a promise, request or refusal gives its type
to the frame above it and makes none of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from elshi.parse.engines.patterns import patterns
from elshi.parse.engines.slots import Scene, parties_in, satisfied
from elshi.types import Frame, Party, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from elshi.parse.engines.patterns import Pattern, Patterns
    from elshi.resources import Language
    from elshi.types import Clause, Mention, Referent, Sentence, Time, Token, Word

CONTACTS = frozenset({"CONSULT", "AGREE", "SUPPORT", "COOPERATE", "RETREAT"})


@dataclass(slots=True)
class _Telling:
    """The contact that the text is telling of: who meets whom."""

    contact: tuple[Party, ...] = ()
    made: list[Frame] = field(default_factory=list)


def frames(
    sentences: Sequence[Sentence],
    tokens: Sequence[Token],
    words: Sequence[Word],
    mentions: Sequence[Mention],
    referents: Sequence[Referent],
    clauses: Sequence[Clause],
    language: Language,
) -> tuple[Frame, ...]:
    """Return the frames of the text in order."""
    rules = patterns(language)
    scene = Scene(tokens, words, mentions, referents, clauses)
    matched = [_matches(number, scene, rules) for number in range(len(clauses))]
    used = _contents(matched, clauses)
    telling = _Telling()
    for number, pattern in enumerate(matched):
        if pattern is not None and number not in used:
            _tell(number, pattern, matched, scene, telling)
    return tuple(telling.made)


def _matches(number: int, scene: Scene, rules: Patterns) -> Pattern | None:
    clause = scene.clauses[number]
    for pattern, before in rules.by_verb.get(clause.lemma, ()):
        if _preceded(clause, before, scene) and _holds(number, pattern, scene):
            return pattern
    return _noun_match(number, scene, rules)


def _noun_match(number: int, scene: Scene, rules: Patterns) -> Pattern | None:
    clause = scene.clauses[number]
    phrases = [*clause.arguments, *([clause.subject] if clause.subject else [])]
    for phrase in phrases:
        for pattern in rules.by_noun.get(phrase.lemma, ()):
            if phrase.clause is None and _holds(number, pattern, scene):
                return pattern
    return None


def _preceded(clause: Clause, before: tuple[str, ...], scene: Scene) -> bool:
    """Whether the words of a compound predicate stand right before the verb."""
    i = clause.verb
    for want in reversed(before):
        i -= 1
        while i >= 0 and scene.filler(i):
            i -= 1
        if i < 0 or want not in scene.names(i):
            return False
    return True


def _holds(number: int, pattern: Pattern, scene: Scene) -> bool:
    clause = scene.clauses[number]
    if pattern.voice and pattern.voice not in (clause.voice or "Act"):
        return False
    return all(satisfied(c, number, scene) for c in pattern.when) and not any(
        satisfied(c, number, scene) for c in pattern.unless
    )


def _contents(matched: Sequence[Pattern | None], clauses: Sequence[Clause]) -> set[int]:
    """Return the clauses that are the content of a promise, a request, an accusation."""
    used = set()
    for number, pattern in enumerate(matched):
        if pattern is None:
            continue
        cases = {p.removeprefix("clause:") for p in (pattern.promise, pattern.grounds) if p.startswith("clause:")}
        for phrase in clauses[number].arguments:
            if phrase.clause is not None and _fits(phrase.case, phrase.post, cases):
                used.add(phrase.clause)
    return used


def _fits(case: str, post: str, cases: set[str]) -> bool:
    return any(case in c.split("|") or (post and post in c.split("|")) for c in cases)


def _tell(
    number: int, pattern: Pattern, matched: Sequence[Pattern | None], scene: Scene, telling: _Telling
) -> None:
    """Add the frames that a matched clause makes."""
    if pattern.only == "promise":
        return
    roles = _roles(number, pattern, scene, telling)
    if len({p.code for role in roles for p in role.parties}) < 2:
        return
    promises = _promises(number, pattern, matched, scene)
    for promise, child in promises or [("", None)]:
        telling.made.append(_frame(number, pattern, roles, promise, child, scene))
    if pattern.type in CONTACTS:
        together = tuple(p for role in roles for p in role.parties)
        telling.contact = together


def _frame(
    number: int, pattern: Pattern, roles: tuple[Role, ...], promise: str, child: int | None, scene: Scene
) -> Frame:
    first = parties_in(pattern.initiator, number, scene) if pattern.initiator else ()
    return Frame(
        rule=pattern.id,
        clause=number,
        type=pattern.type,
        mode=pattern.mode,
        roles=roles,
        promise=promise,
        content=child,
        status=pattern.status,
        future=pattern.future,
        present=pattern.present,
        initiator=first[0].code if first else "",
    )


def _promises(
    number: int, pattern: Pattern, matched: Sequence[Pattern | None], scene: Scene
) -> list[tuple[str, int | None]]:
    if not pattern.promise.startswith("clause:"):
        return [(pattern.promise, None)] if pattern.promise else []
    cases = {pattern.promise.removeprefix("clause:")}
    children = [
        p.clause
        for p in scene.clauses[number].arguments
        if p.clause is not None and _fits(p.case, p.post, cases)
    ]
    found = [(_act(matched[c]), c) for c in children]
    named = [(act, c) for act, c in found if act]
    return named[:2] or [(pattern.default, children[-1] if children else None)]


def _act(pattern: Pattern | None) -> str:
    if pattern is None or pattern.type == "AGREE":
        return pattern.promise if pattern and "/" in pattern.promise else ""
    return f"{pattern.type}/{pattern.mode}" if pattern.mode else pattern.type


def _roles(number: int, pattern: Pattern, scene: Scene, telling: _Telling) -> tuple[Role, ...]:
    if pattern.together:
        return _joint(number, pattern, scene, telling)
    actor = _first(pattern.actor, number, scene, frozenset())
    taken = frozenset(p.code for p in actor)
    recipient = _first(pattern.recipient, number, scene, taken)
    if not recipient and pattern.fallback == "partner":
        recipient = tuple(p for p in telling.contact if p.code not in taken) if taken & _codes(telling.contact) else ()
    if not actor and pattern.fallback == "contact" and recipient:
        actor = tuple(p for p in telling.contact if p.code not in _codes(recipient))
    return (Role("actor", actor), Role("recipient", recipient))


def _joint(number: int, pattern: Pattern, scene: Scene, telling: _Telling) -> tuple[Role, ...]:
    found: dict[str, Party] = {}
    for slot in pattern.together:
        for party in parties_in(slot, number, scene):
            if party.code not in found or (party.name and not found[party.code].name):
                found[party.code] = party
    if len(found) < 2 and pattern.fallback == "contact" and telling.contact:
        known = _codes(telling.contact)
        if not found or set(found) <= known:
            for party in telling.contact:
                found.setdefault(party.code, party)
    return (Role("together", tuple(found.values())),)


def _codes(parties: Sequence[Party]) -> frozenset[str]:
    return frozenset(p.code for p in parties)


def _first(slots: Sequence[str], number: int, scene: Scene, but: frozenset[str]) -> tuple[Party, ...]:
    for slot in slots:
        found = tuple(p for p in parties_in(slot, number, scene) if p.code not in but)
        if found:
            return found
    return ()
