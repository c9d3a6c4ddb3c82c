"""Layer frames: clauses that match a pattern of an event type, with who fills its roles.

First every clause is matched by its predicate and conditions; then, in the order of the text, roles
are filled from the clause, from nominalised clauses inside it, and last from the contact that the
text is telling of. A clause that is the content of a promise, request or refusal gives its type
to the frame above it and makes none of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from elshi.parse.engines.fillers import parties_in
from elshi.parse.engines.patterns import patterns
from elshi.parse.engines.slots import Scene, in_words, satisfied, sentence_span
from elshi.types import Frame, Party, Role, is_state

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from elshi.parse.engines.patterns import Pattern, Patterns
    from elshi.resources import Language
    from elshi.types import (
        Article,
        Clause,
        Mention,
        Referent,
        Sentence,
        Token,
        Turn,
        Word,
    )

PROMISED_TOGETHER = 2
LATE = frozenset({"doer", "victim"})  # what these supply may be told only later


@dataclass(slots=True)
class _Telling:
    """What the text is telling of: who meets whom, at which session, in which paragraph."""

    rules: Patterns
    paragraphs: Sequence[int]
    contact: tuple[Party, ...] = ()
    session: tuple[Party, ...] = ()
    last: tuple[Party, ...] = ()
    paragraph: int = -1
    made: list[Frame] = field(default_factory=list)

    def remember(self, parties: tuple[Party, ...], sentence: int) -> None:
        self.contact, self.paragraph = parties, self.paragraphs[sentence]


def frames(
    article: Article,
    sentences: Sequence[Sentence],
    tokens: Sequence[Token],
    words: Sequence[Word],
    mentions: Sequence[Mention],
    turns: Sequence[Turn],
    referents: Sequence[Referent],
    clauses: Sequence[Clause],
    language: Language,
) -> tuple[Frame, ...]:
    """Return the frames of the text in order."""
    rules = patterns(language)
    home = Party(article.outlet_country, "agency") if article.outlet_country else None
    voices = {
        n: t.speaker
        for t in turns
        if t.role == "answer"
        for n in range(t.start, t.stop)
    }
    scene = Scene(
        tokens, words, mentions, referents, clauses, home, voices, rules.speech
    )
    named = [_named(number, scene, rules) for number in range(len(clauses))]
    told = [
        tuple(p for p in _matching(n, scene, rules) if not p.only)
        for n in range(len(clauses))
    ]
    used = _contents(told, clauses)
    telling = _Telling(
        rules, [s.paragraph for s in sentences], _interviewed(turns, home)
    )
    late: list[tuple[int, Pattern]] = []
    for number, candidates in enumerate(told):
        for noun in _noun_matches(number, scene, rules):
            _tell(number, noun, named, scene, telling)
        if number not in used and not any(
            _tell(number, pattern, named, scene, telling) for pattern in candidates
        ):
            late += [(number, p) for p in candidates if p.fallback in LATE]
    for number, pattern in late:
        _tell(number, pattern, named, scene, telling)
    return tuple(sorted(telling.made, key=lambda frame: frame.clause))


def _interviewed(turns: Sequence[Turn], home: Party | None) -> tuple[Party, ...]:
    """Return the two states whose relation an interview is about: the guest's and the outlet's."""
    guests = {t.speaker.code for t in turns if t.speaker}
    codes = [
        *sorted(guests),
        *([home.code] if home and home.code not in guests else []),
    ]
    return tuple(Party(code) for code in codes) if len(codes) == 2 and guests else ()


def _named(number: int, scene: Scene, rules: Patterns) -> Pattern | None:
    """Return the pattern of the act that a clause names, were it only promised."""
    return next(_matching(number, scene, rules), None)


def _matching(number: int, scene: Scene, rules: Patterns) -> Iterator[Pattern]:
    clause = scene.clauses[number]
    for pattern, before in rules.by_verb.get(clause.lemma, ()):
        if _preceded(clause.verb, before, scene) and _holds(number, pattern, scene):
            yield pattern
    for i in range(
        clause.verb + 1, clause.stop
    ):  # "ūşyp kettı": the predicate ends in an auxiliary
        for pattern, before in rules.by_verb.get(scene.words[i].lemma, ()):
            if (
                before
                and _preceded(i, before, scene)
                and _holds(number, pattern, scene)
            ):
                yield pattern


def _noun_matches(number: int, scene: Scene, rules: Patterns) -> Iterator[Pattern]:
    """Yield the patterns of acts that a clause names by a noun ("sapary", "jattyğuymen")."""
    clause = scene.clauses[number]
    for phrase in (*clause.arguments, *((clause.subject,) if clause.subject else ())):
        for pattern in rules.by_noun.get(phrase.lemma, ()):
            if phrase.clause is None and _holds(number, pattern, scene):
                yield pattern
                break


def _preceded(i: int, before: tuple[str, ...], scene: Scene) -> bool:
    """Whether the words of a compound predicate stand right before token i."""
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
    if pattern.kind and pattern.kind != clause.kind:
        return False
    if pattern.polarity == "negative" and not clause.negative:
        return False
    return all(satisfied(c, number, scene) for c in pattern.when) and not any(
        satisfied(c, number, scene) for c in pattern.unless
    )


def _contents(
    told: Sequence[tuple[Pattern, ...]], clauses: Sequence[Clause]
) -> set[int]:
    """Return the clauses that are the content of a promise, a request, an accusation."""
    used = set()
    late: list[tuple[int, Pattern]] = []
    for number, candidates in enumerate(told):
        cases = {
            p.removeprefix("clause:")
            for pattern in candidates
            for p in (pattern.promise, pattern.grounds)
            if p.startswith("clause:")
        }
        for phrase in clauses[number].arguments:
            if phrase.clause is not None and _fits(phrase.case, phrase.post, cases):
                used.add(phrase.clause)
    return used


def _fits(case: str, post: str, cases: set[str]) -> bool:
    return any(case in c.split("|") or (post and post in c.split("|")) for c in cases)


def _tell(
    number: int,
    pattern: Pattern,
    matched: Sequence[Pattern | None],
    scene: Scene,
    telling: _Telling,
) -> bool:
    """Add the frames that a matched clause makes; return whether it made any."""
    roles = _roles(number, pattern, scene, telling)
    sentence = scene.clauses[number].sentence
    everyone = tuple(p for role in roles for p in role.parties)
    if pattern.mode == "multilateral" and everyone:
        telling.session = everyone
    if len({p.code for p in everyone}) < 2 or not all(role.parties for role in roles):
        return False
    for promise, child in _promises(number, pattern, matched, scene) or [("", None)]:
        for sides in _separate(number, pattern, roles, scene, telling):
            telling.made.append(_frame(number, pattern, sides, promise, child, scene))
    if pattern.together or pattern.type == "CONSULT":
        telling.remember(everyone, sentence)
    telling.last = everyone
    return True


def _separate(
    number: int,
    pattern: Pattern,
    roles: tuple[Role, ...],
    scene: Scene,
    telling: _Telling,
) -> list[tuple[Role, ...]]:
    """Return the roles once, or one pair for each guest who was met alone."""
    span = sentence_span(scene.clauses[number], scene)
    if pattern.type != "CONSULT" or not in_words(
        telling.rules.separately, *span, scene
    ):
        return [roles]
    if len(roles) == 1:
        first, *others = roles[0].parties
        return [(Role("together", (first, other)),) for other in others]
    return [(Role("actor", (guest,)), roles[1]) for guest in roles[0].parties]


def _frame(
    number: int,
    pattern: Pattern,
    roles: tuple[Role, ...],
    promise: str,
    child: int | None,
    scene: Scene,
) -> Frame:
    first = parties_in(pattern.initiator, number, scene) if pattern.initiator else ()
    if pattern.type == "AGREE" and promise.startswith("CONSULT") and child is not None:
        roles = _visitor(child, scene) or roles
    return Frame(
        rule=pattern.id,
        clause=number,
        type=pattern.type,
        mode=pattern.mode,
        roles=roles,
        promise=promise,
        content=child,
        status=pattern.status or ("denied" if pattern.polarity == "negative" else ""),
        future=pattern.future,
        present=pattern.present,
        place=pattern.place,
        initiator=first[0].code if first else _initiating(pattern, roles),
    )


def _initiating(pattern: Pattern, roles: tuple[Role, ...]) -> str:
    """Return the host of an accepted invitation."""
    if pattern.initiator != "recipient":
        return ""
    return next((p.code for r in roles if r.name == "recipient" for p in r.parties), "")


def _visitor(child: int, scene: Scene) -> tuple[Role, ...] | None:
    """Return who goes to whom where the agreed visit names its own traveller and goal."""
    clause = scene.clauses[child]
    if clause.subject is None or clause.subject.case != "Gen":
        return None
    goes = parties_in("subject", child, scene)
    hosts = tuple(
        p
        for p in parties_in("place", child, scene)
        if p.code not in {g.code for g in goes}
    )
    return (
        (Role("actor", goes), Role("recipient", hosts))
        if len(goes) == 1 and hosts
        else None
    )


def _promises(
    number: int, pattern: Pattern, matched: Sequence[Pattern | None], scene: Scene
) -> list[tuple[str, int | None]]:
    cases = {pattern.promise.removeprefix("clause:")}
    children = [
        p.clause
        for p in scene.clauses[number].arguments
        if p.clause is not None and _fits(p.case, p.post, cases)
    ]
    if not pattern.promise.startswith("clause:"):
        inner = [
            p.clause for p in scene.clauses[number].arguments if p.clause is not None
        ]
        return (
            [(pattern.promise, inner[-1] if inner else None)] if pattern.promise else []
        )
    found = [(_act(matched[c]), c) for c in children]
    named: list[tuple[str, int | None]] = [(act, c) for act, c in found if act]
    return named[:PROMISED_TOGETHER] or [
        (pattern.default, children[-1] if children else None)
    ]


def _act(pattern: Pattern | None) -> str:
    if pattern is None:
        return ""
    if pattern.type == "AGREE":
        return pattern.promise if "clause:" not in pattern.promise else ""
    return f"{pattern.type}/{pattern.mode}" if pattern.mode else pattern.type


def _roles(
    number: int, pattern: Pattern, scene: Scene, telling: _Telling
) -> tuple[Role, ...]:
    if pattern.together:
        return _joint(number, pattern, scene, telling)
    actor = _first(pattern.actor, number, scene, frozenset())
    taken = _codes(actor)
    recipient = _first(pattern.recipient, number, scene, taken)
    if not recipient:
        recipient = _supplied(number, pattern, taken, scene, telling)
    if not actor and pattern.fallback == "contact" and recipient:
        actor = tuple(p for p in telling.contact if p.code not in _codes(recipient))
    return (Role("actor", actor), Role("recipient", recipient))


def _supplied(
    number: int,
    pattern: Pattern,
    taken: frozenset[str],
    scene: Scene,
    telling: _Telling,
) -> tuple[Party, ...]:
    """Return recipients that the clause leaves to the discourse."""
    before = telling.made[-1] if telling.made else None
    if before and _beside(before.clause, number, scene):
        sides = {role.name: role.parties for role in before.roles}
        same = pattern.fallback == "partner" or before.rule == pattern.id
        if same and taken == _codes(sides.get("actor", ())):
            return sides["recipient"]
    if pattern.fallback in LATE:
        return _of_assault(pattern.fallback, taken, telling)
    if pattern.fallback == "partner" and taken & _codes(telling.contact):
        return tuple(p for p in telling.contact if p.code not in taken)
    if pattern.fallback == "partner" and telling.made:
        return _other_side(telling.made[-1], taken)
    if pattern.fallback == "organisation":
        return tuple(
            p for p in telling.session if p.code not in taken and not is_state(p.code)
        )
    if pattern.fallback == "teller":
        return tuple(
            p for p in parties_in("teller", number, scene) if p.code not in taken
        )
    return ()


def _other_side(frame: Frame, taken: frozenset[str]) -> tuple[Party, ...]:
    """Return to whom one answers: the other side of the act told last."""
    sides = [role.parties for role in frame.roles]
    if len(sides) < 2:
        everyone = tuple(p for p in sides[0] if p.code not in taken)
        return everyone if taken <= _codes(sides[0]) and len(everyone) == 1 else ()
    if taken and taken <= _codes(sides[0]):
        return sides[1]
    return sides[0] if taken and taken <= _codes(sides[1]) else ()


def _of_assault(
    who: str, taken: frozenset[str], telling: _Telling
) -> tuple[Party, ...]:
    """Return who struck, or was struck, in the attack that the text tells of."""
    name = "actor" if who == "doer" else "recipient"
    for frame in telling.made:
        sides = {role.name: role.parties for role in frame.roles}
        if (
            frame.type == "ASSAULT"
            and name in sides
            and not taken & _codes(sides[name])
        ):
            return tuple(Party(p.code) for p in sides[name])
    return ()


def _beside(before: int, number: int, scene: Scene) -> bool:
    return scene.clauses[before].sentence == scene.clauses[number].sentence


def _joint(
    number: int, pattern: Pattern, scene: Scene, telling: _Telling
) -> tuple[Role, ...]:
    found: dict[str, Party] = {}
    for slot in pattern.together:
        parties = (
            telling.session if slot == "session" else parties_in(slot, number, scene)
        )
        for party in parties:
            if party.code not in found or (party.name and not found[party.code].name):
                found[party.code] = party
    lent = telling.contact or (telling.last if len(_codes(telling.last)) == 2 else ())
    if len(found) < 2 and lent and _may_borrow(number, pattern, scene, telling):
        if not found or set(found) <= _codes(lent):
            for party in lent:
                found.setdefault(party.code, party)
    if len(found) < 2 and pattern.fallback == "paragraph":
        for party in parties_in("anywhere", number, scene):
            found.setdefault(party.code, party)
    return (Role("together", tuple(found.values())),)


def _may_borrow(number: int, pattern: Pattern, scene: Scene, telling: _Telling) -> bool:
    if pattern.fallback == "contact":
        return True
    here = telling.paragraphs[scene.clauses[number].sentence]
    return pattern.fallback == "paragraph" and here == telling.paragraph


def _codes(parties: Sequence[Party]) -> frozenset[str]:
    return frozenset(p.code for p in parties)


def _first(
    slots: Sequence[str], number: int, scene: Scene, but: frozenset[str]
) -> tuple[Party, ...]:
    for slot in slots:
        found = tuple(p for p in parties_in(slot, number, scene) if p.code not in but)
        if found:
            return found
    return ()
