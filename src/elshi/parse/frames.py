"""Layer frames: clauses that match a pattern of an event type, with who fills its roles.

First every clause is matched by its predicate and conditions; then, in the order of the text, roles
are filled from the clause, from nominalised clauses inside it, and last from the contact that the
text is telling of. A clause that is the content of a promise, request or refusal gives its type
to the frame above it and makes none of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elshi.parse.engines.fillers import parties_in
from elshi.parse.engines.patterns import patterns
from elshi.parse.engines.slots import (
    Scene,
    in_words,
    quotations,
    satisfied,
    sentence_span,
)
from elshi.parse.engines.telling import LATE, PAIR, Telling, codes, roles
from elshi.types import Frame, Party, Role

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

Roles = tuple[Role, ...]


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
    scene = Scene(
        tokens=tokens,
        words=words,
        mentions=mentions,
        referents=referents,
        clauses=clauses,
        states=language.states,
        home=home,
        voices={
            n: t.speaker
            for t in turns
            if t.role == "answer"
            for n in range(t.start, t.stop)
        },
        speech=rules.speech,
        separately=rules.separately,
        between=rules.between,
        quotations=quotations(tokens, words, sentences, rules.speech),
    )
    telling = Telling([s.paragraph for s in sentences], _interviewed(turns, home))
    return _told(scene, rules, telling)


def _interviewed(turns: Sequence[Turn], home: Party | None) -> tuple[Party, ...]:
    """Return the two states whose relation an interview is about: the guest's and the outlet's."""
    guests = {t.speaker.code for t in turns if t.speaker}
    both = sorted(guests | ({home.code} if home else set()))
    return tuple(Party(code) for code in both) if len(both) == PAIR and guests else ()


def _told(scene: Scene, rules: Patterns, telling: Telling) -> tuple[Frame, ...]:
    """Return the frames of all clauses; those that lean on later ones come last to be filled."""
    matching = [tuple(_matching(n, scene, rules)) for n in range(len(scene.clauses))]
    named = [found[0] if found else None for found in matching]
    told = [tuple(p for p in found if not p.only) for found in matching]
    used = _contents(told, scene.clauses)
    late: list[tuple[int, Pattern]] = []
    for number, candidates in enumerate(told):
        for noun in _noun_matches(number, scene, rules):
            _tell(number, noun, named, scene, telling)
        if number in used:
            continue
        if not any(_tell(number, p, named, scene, telling) for p in candidates):
            late += [(number, p) for p in candidates if p.fallback in LATE]
    for number, pattern in late:
        _tell(number, pattern, named, scene, telling)
    return tuple(sorted(telling.made, key=lambda frame: frame.clause))


def _matching(number: int, scene: Scene, rules: Patterns) -> Iterator[Pattern]:
    """Yield the patterns that a clause matches, the most special first.

    A predicate may end in an auxiliary ("üşyp ketti"), so each word of the group is a head.
    """
    clause = scene.clauses[number]
    for i in range(clause.verb, clause.stop):
        lemma = clause.lemma if i == clause.verb else scene.words[i].lemma
        for pattern, before in rules.by_verb.get(lemma, ()):
            heads = i == clause.verb or bool(before)
            if heads and _preceded(i, before, scene) and _holds(number, pattern, scene):
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
    if pattern.kind and not _is_kind(pattern.kind, clause.kind):
        return False
    if pattern.polarity == "negative" and not clause.negative:
        return False
    return all(satisfied(c, number, scene) for c in pattern.when) and not any(
        satisfied(c, number, scene) for c in pattern.unless
    )


def _is_kind(wanted: str, kind: str) -> bool:
    return kind != wanted[1:] if wanted.startswith("!") else kind == wanted


def _contents(
    told: Sequence[tuple[Pattern, ...]], clauses: Sequence[Clause]
) -> set[int]:
    """Return the clauses that are the content of a promise, a request, an accusation."""
    used: set[int] = set()
    for number, candidates in enumerate(told):
        for pattern in candidates:
            used.update(_children(number, pattern.promise, clauses))
            used.update(_children(number, pattern.grounds, clauses))
    return used


def _children(number: int, content: str, clauses: Sequence[Clause]) -> list[int]:
    """Return the inner clauses that "clause:CASE|POSTPOSITION" names."""
    kind, _, wanted = content.partition(":")
    if kind != "clause":
        return []
    return [
        p.clause
        for p in clauses[number].arguments
        if p.clause is not None and {p.case, p.post} & set(wanted.split("|"))
    ]


def _tell(
    number: int,
    pattern: Pattern,
    named: Sequence[Pattern | None],
    scene: Scene,
    telling: Telling,
) -> bool:
    """Add the frames that a matched clause makes; return whether it made any."""
    sides = roles(number, pattern, scene, telling)
    everyone = tuple(p for role in sides for p in role.parties)
    if pattern.mode == "multilateral" and everyone:
        telling.session = everyone
    if len(codes(everyone)) < PAIR or not all(role.parties for role in sides):
        return False
    alone = in_words(
        scene.separately, *sentence_span(scene.clauses[number], scene), scene
    )
    promises = _promises(number, pattern, named, scene)
    if pattern.promise == "proposal":
        promises = [(telling.proposed(codes(sides[-1].parties)), None)]
    if pattern.type == "AGREE" and not any(promise for promise, _ in promises):
        return False
    for promise, child in promises:
        for pair in _separate(pattern, sides) if alone else [sides]:
            telling.made.append(_frame(number, pattern, pair, (promise, child), scene))
    telling.remember(pattern, everyone, scene.clauses[number].sentence)
    return True


def _separate(pattern: Pattern, sides: Roles) -> list[Roles]:
    """Return one pair for each guest who was met alone."""
    if pattern.type != "CONSULT":
        return [sides]
    if len(sides) == 1:
        first, *others = sides[0].parties
        return [(Role("together", (first, other)),) for other in others]
    return [(Role("actor", (guest,)), sides[1]) for guest in sides[0].parties]


def _frame(
    number: int,
    pattern: Pattern,
    sides: Roles,
    promised: tuple[str, int | None],
    scene: Scene,
) -> Frame:
    promise, child = promised
    if pattern.type == "AGREE" and promise.startswith("CONSULT") and child is not None:
        sides = _visitor(child, scene) or sides
    return Frame(
        rule=pattern.id,
        clause=number,
        type=pattern.type,
        mode=dict(pattern.modes).get(promise.partition("/")[0], pattern.mode),
        roles=sides,
        promise=promise,
        content=child,
        status=pattern.status or ("denied" if pattern.polarity == "negative" else ""),
        future=pattern.future,
        present=pattern.present,
        place=pattern.place,
        under=pattern.under,
        initiator=_initiator(number, pattern, sides, scene),
    )


def _initiator(number: int, pattern: Pattern, sides: Roles, scene: Scene) -> str:
    """Return who started a contact where the pattern itself says so."""
    if pattern.initiator == "recipient":  # the host of an accepted invitation
        first = [p for role in sides if role.name == "recipient" for p in role.parties]
    else:
        first = (
            list(parties_in(pattern.initiator, number, scene))
            if pattern.initiator
            else []
        )
    return first[0].code if first else ""


def _visitor(child: int, scene: Scene) -> Roles | None:
    """Return who goes to whom where the agreed visit names its own traveller and goal."""
    subject = scene.clauses[child].subject
    if subject is None or subject.case != "Gen":
        return None
    goes = parties_in("subject", child, scene)
    hosts = tuple(
        p for p in parties_in("place", child, scene) if p.code not in codes(goes)
    )
    if len(goes) != 1 or not hosts:
        return None
    return (Role("actor", goes), Role("recipient", hosts))


def _promises(
    number: int, pattern: Pattern, named: Sequence[Pattern | None], scene: Scene
) -> list[tuple[str, int | None]]:
    """Return the promised acts with the clauses that name them; one without where there is none."""
    if not pattern.promise:
        return [("", None)]
    if not pattern.promise.startswith("clause:"):
        inner = [
            p.clause for p in scene.clauses[number].arguments if p.clause is not None
        ]
        return [(pattern.promise, inner[-1] if inner else None)]
    children = _children(number, pattern.promise, scene.clauses)
    found: list[tuple[str, int | None]] = [(_act(named[c]), c) for c in children]
    acts = [(act, child) for act, child in found if act]
    return acts[:PROMISED_TOGETHER] or [
        (pattern.default, children[-1] if children else None)
    ]


def _act(pattern: Pattern | None) -> str:
    """Return the act that a content clause names."""
    if pattern is None:
        return ""
    if pattern.type == "AGREE":
        return "" if pattern.promise.startswith("clause:") else pattern.promise
    return f"{pattern.type}/{pattern.mode}" if pattern.mode else pattern.type
