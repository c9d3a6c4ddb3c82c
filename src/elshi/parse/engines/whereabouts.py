"""Whereabouts: when and where an act takes place, by what stands around its clause."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from elshi.parse.engines.settings import Setting, ancestors, party_of
from elshi.parse.engines.slots import dependents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from elshi.parse.engines.slots import Scene
    from elshi.types import Clause, Frame, Phrase, Time

LONG_PAST = timedelta(
    days=30
)  # what a relative clause tells so long after is another act
PLACES = frozenset({"city", "capital", "state", "region", "seat"})
NAMING_PLACE = frozenset({"state", "seat", "anaphor"})


def time_of(number: int, setting: Setting, *, ahead: bool | None) -> Time | None:
    """Return the time expression that dates a clause: its own, its surroundings', its sentence's.

    `ahead` asks for a time not yet past (a promise), or for one that has come (a deed).
    """
    clause = setting.scene.clauses[number]
    usable = [t for t in setting.times if _usable(t, clause.sentence, ahead, setting)]
    if not usable:
        return None
    owner = {id(t): _holder(t, clause.sentence, setting) for t in usable}
    for candidate in (number, *ancestors(number, setting.scene)):
        own = [t for t in usable if owner[id(t)] == candidate]
        if own:
            return _best(own)
    loose = [t for t in usable if _shares(t, owner[id(t)], number, setting)]
    return _best(loose) if loose else None


def _usable(time: Time, sentence: int, ahead: bool | None, setting: Setting) -> bool:
    if (
        setting.scene.tokens[time.start].sentence != sentence
        or time.rule == "purpose-span"
    ):
        return False
    today = setting.article.published
    if ahead is None:
        return True
    return (
        time.last >= today
        if ahead
        else time.first <= today and "until" not in time.rule
    )


def _best(times: list[Time]) -> Time:
    stated = [t for t in times if t.precision == "stated" and t.first == t.last]
    return stated[-1] if stated else times[-1]


def _holder(time: Time, sentence: int, setting: Setting) -> int | None:
    """Return the clause that a time stands in: the first predicate to its right."""
    following = [
        (c.verb, n)
        for n, c in enumerate(setting.scene.clauses)
        if c.sentence == sentence and c.verb >= time.stop and not _describes(c)
    ]
    return min(following)[1] if following else None


def _describes(clause: Clause) -> bool:
    """Whether a clause is a headline or a bare participle before its noun ("birlesken")."""
    bare = all(p.start > clause.verb for p in clause.arguments)
    return clause.kind == "nominal" or (
        clause.kind == "relative" and bare and not clause.subject
    )


def _shares(time: Time, holder: int | None, number: int, setting: Setting) -> bool:
    """Whether a time that stands in another clause dates this one too."""
    if holder is None:
        return True
    other = setting.scene.clauses[holder]
    if "since" in time.rule or (other.kind == "relative" and other.tense != "Past"):
        return False
    if other.kind == "relative" and time.last < setting.article.published - LONG_PAST:
        return False
    if other.kind == "condition" or setting.scene.clauses[number].kind == "condition":
        return False
    return not (other.kind == "main" and setting.scene.clauses[number].kind == "main")


def place_of(number: int, frame: Frame, setting: Setting) -> str | None:
    """Return the place of an act as "ISO3" or "ISO3, City".

    A visit takes place at its goal, a strike on the ground that it hits, an expulsion at home;
    else the locative of the clause says it, or of the clauses around.
    """
    scene = setting.scene
    if frame.place in ("actor", "recipient"):
        return _seat(frame, setting)
    goes = (
        "visit" in (frame.mode, frame.promise.partition("/")[2])
        or frame.place == "goal"
    )
    found = _first_place(number, "Dat", setting) if goes else None
    if not found and frame.type == "ASSAULT":
        found = _ground(number, setting)
    around = (number, *ancestors(number, scene), *_chained(number, scene))
    return found or next(
        (place for n in around if (place := _first_place(n, "Loc", setting))), None
    )


def _seat(frame: Frame, setting: Setting) -> str | None:
    """Return the state of the one who acts or is acted upon."""
    names = {"actor": ("actor", "together"), "recipient": ("recipient",)}[frame.place]
    parties = [
        p.code for role in frame.roles if role.name in names for p in role.parties
    ]
    return next((code for code in parties[:1] if code in setting.scene.states), None)


def _chained(number: int, scene: Scene) -> Iterator[int]:
    """Yield the converbs that lead to a clause."""
    for other, clause in enumerate(scene.clauses[:number]):
        if clause.parent == number and clause.kind == "converb":
            yield other


def _first_place(number: int, case: str, setting: Setting) -> str | None:
    for phrase in reversed(setting.scene.clauses[number].arguments):
        place = _place(phrase, setting) if phrase.case == case else None
        if place:
            return place
    return None


def _place(phrase: Phrase, setting: Setting) -> str | None:
    """Return the place that a phrase names; a noun of relation names none."""
    scene = setting.scene
    if (
        scene.words[phrase.head].lemma in setting.cues.relational
        and not phrase.mentions
    ):
        return None
    names = (*phrase.mentions, *(o for o in phrase.owners if _holds_place(o, scene)))
    return next((place for n in names if (place := _site(n, scene))), None)


def _holds_place(owner: int, scene: Scene) -> bool:
    mention = scene.mentions[owner]
    return mention.kind in PLACES and mention.case != "Gen"


def _ground(number: int, setting: Setting) -> str | None:
    """Return whose ground is struck: a town among the objects, or the owner of what stands."""
    scene = setting.scene
    for phrase in (
        p for slot in ("acc", "dat") for p in dependents(slot, number, scene)
    ):
        places = (scene.mentions[m].place for m in (*phrase.mentions, *phrase.owners))
        town = next((p for p in places if p and p.split(",")[0] in scene.states), None)
        if town:
            return town
        head = scene.words[phrase.head]
        party = (
            party_of(phrase, scene)
            if {head.lemma, head.base} & setting.cues.ground
            else None
        )
        if party and party.code in scene.states:
            return party.code
    return None


def _site(number: int, scene: Scene) -> str | None:
    """Return the place that a mention is: its own, or the state it names."""
    mention, parties = scene.mentions[number], scene.referents[number].parties
    if mention.place and mention.place.split(",")[0] in scene.states:
        return mention.place
    if mention.kind not in NAMING_PLACE or not parties:
        return None
    return parties[0].code if parties[0].code in scene.states else None
