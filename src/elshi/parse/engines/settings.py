"""What a text says around an act: how real it is, when, where, on whose initiative, by whose account."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from elshi.parse.engines.groups import UNDER_WAY
from elshi.parse.engines.slots import dependents

PLACES = frozenset({"city", "capital", "state", "region", "seat"})
NAMING_PLACE = frozenset({"state", "seat", "anaphor"})

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from elshi.parse.engines.slots import Scene
    from elshi.resources import Language
    from elshi.types import (
        Article,
        Clause,
        Frame,
        Party,
        Phrase,
        Sentence,
        Time,
    )


@dataclass(frozen=True, slots=True)
class Cues:
    """The words of cues.toml as sets."""

    progressive: frozenset[str]
    possible: frozenset[str]
    needed: frozenset[str]
    conditional: frozenset[str]
    hearsay: frozenset[str]
    factive: frozenset[str]
    speech: frozenset[str]
    sources: frozenset[str]
    initiative: frozenset[str]
    initiative_post: frozenset[str]
    background: frozenset[str]
    ground: frozenset[str]
    sequel: frozenset[str]
    relational: frozenset[str]


@functools.cache
def cues(language: Language) -> Cues:
    """Return the cue words of a language."""
    manifest = language.manifest("cues")
    return Cues(**{name: frozenset(manifest[name]) for name in Cues.__slots__})


@dataclass(frozen=True, slots=True)
class Setting:
    """The layers around the clauses."""

    article: Article
    sentences: Sequence[Sentence]
    scene: Scene
    times: Sequence[Time]
    cues: Cues

    def sentence_tokens(self, number: int) -> range:
        """Return the tokens of a sentence."""
        tokens = self.scene.tokens
        first = next((i for i, t in enumerate(tokens) if t.sentence == number), 0)
        last = first
        while last < len(tokens) and tokens[last].sentence == number:
            last += 1
        return range(first, last)


def reality(number: int, frame: Frame, setting: Setting) -> str:
    """Return the status of a clause as its form tells it; "" where it asserts nothing.

    A promise, request or refusal is real as an utterance, so only its own form counts.
    """
    clause = setting.scene.clauses[number]
    if clause.negative and frame.status != "denied":
        return "negated"
    if clause.modal in setting.cues.possible:
        return "hypothetical"
    if clause.modal in setting.cues.needed:
        return ""
    if clause.kind == "converb" and clause.parent is not None:
        return _of_parent(clause, frame, setting)
    if (
        clause.kind == "complement"
        and clause.tense == ""
        and not _factive(number, setting)
    ):
        return ""
    if clause.mood == "Cnd" or clause.kind == "condition":
        return "actual" if _contrast(number, setting) else "hypothetical"
    return _by_tense(clause, frame, setting)


def _of_parent(clause: Clause, frame: Frame, setting: Setting) -> str:
    """A converb is as real as the predicate that it leads to, but its own negation counts alone."""
    if clause.parent is None:
        return _by_tense(clause, frame, setting)
    parent = setting.scene.clauses[clause.parent]
    if parent.modal in setting.cues.possible:
        return "hypothetical"
    if parent.kind == "converb" and parent.parent is not None:
        return _of_parent(parent, frame, setting)
    if parent.mood == "Cnd" or parent.kind == "condition":
        return "actual" if _contrast(clause.parent, setting) else "hypothetical"
    if parent.kind == "complement" and parent.tense == "":
        return "" if not _factive(clause.parent, setting) else "actual"
    return _by_tense(parent, frame, setting)


def _by_tense(clause: Clause, frame: Frame, setting: Setting) -> str:
    if clause.mood == "Des" or clause.tense == "Fut":
        return "future"
    if clause.tense in ("Pres", "Aor") and not going_on(clause, setting):
        return "actual" if frame.present == "actual" else "future"
    if clause.mood in ("Imp", "Opt"):
        return ""
    return "actual"


def going_on(clause: Clause, setting: Setting) -> bool:
    """Whether a predicate tells what is under way ("tartyp jatyr", "kütılude")."""
    planned = clause.kind in ("complement", "relative") and clause.tense == "Pres"
    words = (clause.lemma, *clause.auxiliaries)
    return not planned and any(
        a == UNDER_WAY or a in setting.cues.progressive for a in words
    )


def _factive(number: int, setting: Setting) -> bool:
    """Whether a verbal noun tells a deed that took place."""
    clause = setting.scene.clauses[number]
    if (
        clause.case == "Nom"
        and clause.parent is not None
        and clause.subject is not None
    ):
        parent = setting.scene.clauses[clause.parent]
        if clause.subject.case == "Gen" and parent.tense == "Past" and not parent.modal:
            return True
    nxt = clause.stop
    words = setting.scene.words
    if clause.post in setting.cues.factive:
        return True
    return nxt < len(words) and bool(
        {words[nxt].lemma, setting.scene.tokens[nxt].form.lower()}
        & setting.cues.factive
    )


def _contrast(number: int, setting: Setting) -> bool:
    """Whether a conditional form only sets two told facts side by side."""
    clause = setting.scene.clauses[number]
    names = {
        setting.scene.tokens[i].form.lower()
        for i in setting.sentence_tokens(clause.sentence)
    }
    if names & setting.cues.conditional:
        return False
    following = (
        c for c in setting.scene.clauses[number + 1 :] if c.sentence == clause.sentence
    )
    main = next((c for c in following if c.kind == "main"), None)
    return main is not None and main.tense == "Past"


def ancestors(number: int, scene: Scene) -> Iterator[int]:
    """Yield the clauses around a clause, innermost first."""
    parent = scene.clauses[number].parent
    seen = {number}
    while parent is not None and parent not in seen:
        yield parent
        seen.add(parent)
        parent = scene.clauses[parent].parent


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
        if c.sentence == sentence and c.verb >= time.stop and c.kind != "nominal"
    ]
    return min(following)[1] if following else None


def _shares(time: Time, holder: int | None, number: int, setting: Setting) -> bool:
    """Whether a time that stands in another clause dates this one too."""
    if holder is None:
        return True
    other = setting.scene.clauses[holder]
    if "since" in time.rule or (other.kind == "relative" and other.tense != "Past"):
        return False
    if other.kind == "condition" or setting.scene.clauses[number].kind == "condition":
        return False
    return not (other.kind == "main" and setting.scene.clauses[number].kind == "main")


def place_of(number: int, frame: Frame, setting: Setting) -> str | None:
    """Return the place of an act as "ISO3" or "ISO3, City": its goal, its clause's, its sentence's."""
    scene = setting.scene
    if frame.place in ("actor", "recipient"):
        return _seat(frame, setting)
    if (
        frame.mode == "visit"
        or frame.promise == "CONSULT/visit"
        or frame.place == "goal"
    ):
        goal = _first_place(number, "Dat", scene)
        if goal:
            return goal
    if frame.type == "ASSAULT":
        ground = _ground(number, setting)
        if ground:
            return ground
    for candidate in (number, *ancestors(number, scene), *_chained(number, scene)):
        found = _first_place(candidate, "Loc", scene)
        if found:
            return found
    return None


def _seat(frame: Frame, setting: Setting) -> str | None:
    """Return the state of the one who acts or is acted upon."""
    wanted = {"actor": ("actor", "together"), "recipient": ("recipient",)}[frame.place]
    parties = [p for role in frame.roles if role.name in wanted for p in role.parties]
    states = setting.scene.states
    return parties[0].code if parties and parties[0].code in states else None


def _chained(number: int, scene: Scene) -> Iterator[int]:
    """Yield the converbs that lead to a clause."""
    for other, clause in enumerate(scene.clauses[:number]):
        if clause.parent == number and clause.kind == "converb":
            yield other


def _first_place(number: int, case: str, scene: Scene) -> str | None:
    for phrase in reversed(scene.clauses[number].arguments):
        place = _place(phrase, case, scene)
        if place:
            return place
    return None


def _place(phrase: Phrase, case: str, scene: Scene) -> str | None:
    if phrase.case != case:
        return None
    for number in phrase.mentions:
        place = _site(number, scene)
        if place:
            return place
    for number in phrase.owners:
        mention = scene.mentions[number]
        if mention.kind in PLACES and mention.case != "Gen":
            return _site(number, scene)
    return None


def _ground(number: int, setting: Setting) -> str | None:
    """Return whose ground is struck: a town among the objects, or the owner of what stands there."""
    scene = setting.scene
    for slot in ("acc", "dat"):
        for phrase in dependents(slot, number, scene):
            for mention in (*phrase.mentions, *phrase.owners):
                place = scene.mentions[mention].place
                if place and place.split(",")[0] in scene.states:
                    return place
            if {
                scene.words[phrase.head].lemma,
                scene.words[phrase.head].base,
            } & setting.cues.ground:
                found = _party(phrase, scene)
                if found and found.code in scene.states:
                    return found.code
    return None


def _site(number: int, scene: Scene) -> str | None:
    """Return the place that a mention is: its own, or the state it names."""
    mention, parties = scene.mentions[number], scene.referents[number].parties
    if mention.place and mention.place.split(",")[0] in scene.states:
        return mention.place
    if mention.kind not in NAMING_PLACE or not parties:
        return None
    return parties[0].code if parties[0].code in scene.states else None


def initiator_of(number: int, setting: Setting) -> str | None:
    """Return the party on whose initiative, invitation or request the text says an act took place."""
    scene = setting.scene
    sentence = scene.clauses[number].sentence
    for other in scene.clauses:
        if other.sentence != sentence:
            continue
        if other.lemma in setting.cues.initiative and _governs(
            other.case, other.post, setting
        ):
            party = _party(other.subject, scene)
            if party:
                return party.code
        for phrase in other.arguments:
            if phrase.lemma in setting.cues.initiative and _governs(
                phrase.case, phrase.post, setting
            ):
                party = _party(phrase, scene)
                if party:
                    return party.code
    return None


def _governs(case: str, post: str, setting: Setting) -> bool:
    return case == "Ins" or post in setting.cues.initiative_post


def _party(phrase: Phrase | None, scene: Scene) -> Party | None:
    if phrase is None:
        return None
    for number in (*phrase.mentions, *phrase.owners):
        if scene.referents[number].parties:
            return scene.referents[number].parties[0]
    return None


def teller_of(number: int, setting: Setting) -> Party | None:
    """Return who asserts a clause: the subject of the verb of speech around it, or a named source."""
    scene = setting.scene
    for outer in ancestors(number, scene):
        clause = scene.clauses[outer]
        if clause.lemma in setting.cues.speech:
            return _party(clause.subject, scene)
    quoted = _after_quote(number, setting)
    if quoted is not None:
        return _party(scene.clauses[quoted].subject, scene)
    return _source(number, setting)


def _after_quote(number: int, setting: Setting) -> int | None:
    """Return the verb of speech that follows a quotation in which the clause stands."""
    scene = setting.scene
    clause = scene.clauses[number]
    if clause.lemma in setting.cues.speech:
        return None
    for later in range(number + 1, len(scene.clauses)):
        other = scene.clauses[later]
        if other.sentence != clause.sentence:
            return None
        if (
            other.kind == "main"
            and other.lemma in setting.cues.speech
            and clause.kind == "main"
        ):
            return later
    return None


def _source(number: int, setting: Setting) -> Party | None:
    scene = setting.scene
    clause = scene.clauses[number]
    for i in setting.sentence_tokens(clause.sentence):
        if scene.tokens[i].form.lower() not in setting.cues.sources:
            continue
        for index, mention in enumerate(scene.mentions):
            if (
                mention.stop <= i
                and scene.tokens[mention.start].sentence == clause.sentence
            ):
                if i - mention.stop <= 1 and scene.referents[index].parties:
                    return scene.referents[index].parties[0]
    return None
