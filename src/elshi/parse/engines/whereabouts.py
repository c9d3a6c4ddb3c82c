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

SEQUEL = 2  # sentences back over which a sequel finds its time
OPENING = 6  # tokens in which a sequel says so
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


def time_before(number: int, frame: Frame, setting: Setting) -> Time | None:
    """Return the time of the sentences before, where this one goes on with what they tell."""
    scene = setting.scene
    clause = scene.clauses[number]
    if frame.mode != "multilateral" and not goes_on(clause, setting):
        return None
    for sentence in range(
        clause.sentence - 1, max(-1, clause.sentence - 1 - SEQUEL), -1
    ):
        found = [t for t in setting.times if _usable(t, sentence, False, setting)]
        if found:
            return _best(found)
    return None


def goes_on(clause: Clause, setting: Setting) -> bool:
    """Whether the sentence of a clause opens as a sequel ("After that", "At the end of it")."""
    tokens = setting.scene.tokens
    opening = [
        tokens[i].form.lower() for i in setting.sentence_tokens(clause.sentence)
    ][:OPENING]
    text = " ".join(form for form in opening if form.isalpha() or "-" in form)
    return any(text.startswith(cue) for cue in setting.cues.sequel)


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
    if frame.place in ("actor", "recipient"):
        return _seat(frame, setting)
    return (
        _led_to(number, frame, setting)
        or _ground(number, frame, setting)
        or _around(number, setting)
        or (_before(number, setting) if frame.mode == "multilateral" else None)
    )


def _led_to(number: int, frame: Frame, setting: Setting) -> str | None:
    """Return where a movement leads, or for a withdrawal where it comes from."""
    goes = (
        "visit" in (frame.mode, frame.promise.partition("/")[2])
        or frame.place == "goal"
    )
    if goes:
        return _first_place(number, "Dat", setting)
    return _first_place(number, "Abl", setting) if frame.place == "source" else None


def _around(number: int, setting: Setting) -> str | None:
    """Return the place that the clause names, else those that hold it, lead to it, describe it."""
    scene = setting.scene
    clauses = (
        number,
        *ancestors(number, scene),
        *_chained(number, scene),
        *_relatives(number, scene),
    )
    return next(
        (
            place
            for n in clauses
            if (place := _first_place(n, "Loc", setting) or _journey(n, setting))
        ),
        None,
    )


def _journey(number: int, setting: Setting) -> str | None:
    """Return where the journey leads in the course of which the act takes place."""
    scene = setting.scene
    for phrase in scene.clauses[number].arguments:
        words = scene.words[phrase.start : phrase.head + 1]
        if words[-1].lemma in setting.cues.relational and any(
            word.lemma in setting.cues.journey for word in words
        ):
            return _first_place(number, "Dat", setting)
    return None


def _before(number: int, setting: Setting) -> str | None:
    """Return the place that the sentence before names: "the summit took place in ..."."""
    scene, sentence = setting.scene, setting.scene.clauses[number].sentence - 1
    earlier = (n for n, c in enumerate(scene.clauses) if c.sentence == sentence)
    return next((p for n in earlier if (p := _first_place(n, "Loc", setting))), None)


def _relatives(number: int, scene: Scene) -> Iterator[int]:
    """Yield the relative clauses that describe a dependent of a clause."""
    clause = scene.clauses[number]
    heads = {p.head for p in clause.arguments}
    for other, relative in enumerate(scene.clauses[:number]):
        if relative.kind == "relative" and relative.sentence == clause.sentence:
            described = {p.head for p in relative.arguments}
            described |= {relative.subject.head} if relative.subject else set()
            if heads & described:
                yield other


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
    near = scene.words[phrase.head].lemma in setting.cues.vicinity
    names = (
        *phrase.mentions,
        *(o for o in phrase.owners if _holds_place(o, scene, near=near)),
    )
    return next((place for n in names if (place := _site(n, scene))), None)


def _holds_place(owner: int, scene: Scene, *, near: bool) -> bool:
    mention = scene.mentions[owner]
    return mention.kind in PLACES and (near or mention.case != "Gen")


def _ground(number: int, frame: Frame, setting: Setting) -> str | None:
    """Return whose ground is struck: a town among the objects, or the owner of what stands."""
    if frame.type != "ASSAULT" and frame.place != "ground":
        return None
    scene = setting.scene
    for phrase in (
        p for slot in ("acc", "dat", "nom") for p in dependents(slot, number, scene)
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
