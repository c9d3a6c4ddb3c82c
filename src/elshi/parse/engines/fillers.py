"""Fillers: the parties that a slot of a pattern names, in the clause and around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from elshi.parse.engines.slots import (
    Scene,
    dependents,
    inner_clauses,
    of,
    parties_of,
    sentence_span,
)
from elshi.types import Party

if TYPE_CHECKING:
    from collections.abc import Sequence

    from elshi.types import Clause, Phrase

ATTRIBUTIVE = frozenset({"Dat", "Abl", "Loc"})


def parties_in(
    slot: str, number: int, scene: Scene, but: frozenset[str] = frozenset()
) -> tuple[Party, ...]:
    """Return the parties in a slot: of its nearest phrase that names any but those left out."""
    name, _, word = slot.partition("=")
    special = SPECIAL.get(name)
    if special is not None:
        return tuple(p for p in special(word, number, scene) if p.code not in but)
    found: dict[str, Party] = {}
    for phrase in dependents(name, number, scene):
        if word and word not in scene.names(phrase.head):
            continue
        for party in parties_of(phrase, scene) or _ours(phrase, number, scene):
            if party.code not in but:
                found.setdefault(party.code, party)
        if found and name not in ("ins", "nom"):
            break
    return tuple(found.values())


def _ours(phrase: Phrase, number: int, scene: Scene) -> tuple[Party, ...]:
    """Return whose "our" thing it is ("täuelsızdıgımızdı")."""
    if phrase.possessor != "1" or phrase.mentions:
        return ()
    return tuple(
        Party(p.code) for p in _speaker("", number, scene) or _home("", number, scene)
    )


def _subject(_word: str, number: int, scene: Scene) -> tuple[Party, ...]:
    """Return who acts: the subject, or the speaker behind a first person."""
    clause = scene.clauses[number]
    if "Pass" in clause.voice:
        return ()
    found: tuple[Party, ...] = ()
    if clause.subject:
        found = parties_of(clause.subject, scene) or _ours(
            clause.subject, number, scene
        )
    if clause.person == "1" and not _first_person(clause.subject, scene):
        return _speaker("", number, scene) or found
    return found


def _first_person(phrase: Phrase | None, scene: Scene) -> bool:
    if phrase is None:
        return False
    return any(
        scene.mentions[m].possessor == "1" or scene.mentions[m].rule == "we"
        for m in phrase.mentions
    )


def _speaker(_word: str, number: int, scene: Scene) -> tuple[Party, ...]:
    """Return who says "we": a guest, the speaker after a quotation, the outlet's state."""
    clause = scene.clauses[number]
    if clause.sentence in scene.voices:
        voice = scene.voices[clause.sentence]
        return (voice,) if voice else ()
    if clause.kind == "quote" and clause.parent is not None:
        governor = scene.clauses[clause.parent].subject
        if governor is not None and governor is not clause.subject:
            return parties_of(governor, scene)
    quotation = next((q for q in scene.quotations if q[0] < clause.verb < q[1]), None)
    if quotation is not None:
        return _quoted(*quotation, scene)
    return _in_sentence(number, scene)


def _in_sentence(number: int, scene: Scene) -> tuple[Party, ...]:
    """Return who speaks by the rest of a sentence; the outlet's state where nobody is named."""
    clause = scene.clauses[number]
    for later in scene.clauses[number + 1 :]:
        if later.sentence != clause.sentence:
            break
        if later.lemma in scene.speech and later.subject is not None:
            return parties_of(later.subject, scene)
    by_outlet = clause.person == "1" and clause.kind != "quote"
    outlet = (scene.home,) if scene.home and by_outlet else ()
    return _before_colon(clause, scene) or outlet


def _before_colon(clause: Clause, scene: Scene) -> tuple[Party, ...]:
    """Return who stands before the colon at the beginning of the sentence ("Iran: ...")."""
    start, _ = sentence_span(clause, scene)
    for index, mention in enumerate(scene.mentions):
        colon = mention.stop < clause.verb and scene.tokens[mention.stop].form == ":"
        if mention.start >= start and colon:
            return scene.referents[index].parties
    return ()


def _quoted(opening: int, closing: int, scene: Scene) -> tuple[Party, ...]:
    """Return who says a quotation: the subject of the verb after it, or who stands before it."""
    last = scene.tokens[closing].sentence
    for clause in scene.clauses:
        after = clause.verb > closing and clause.sentence == last
        if after and clause.lemma in scene.speech:
            named = (p for p in clause.arguments if p.mentions)
            speaker = clause.subject or next(named, None)
            return parties_of(speaker, scene) if speaker else ()
    first = scene.tokens[max(opening, 0)].sentence
    for index, mention in reversed(tuple(enumerate(scene.mentions))):
        near = mention.stop <= opening and scene.tokens[mention.start].sentence == first
        if near and mention.case in ("", "Nom") and scene.referents[index].parties:
            return scene.referents[index].parties
    return ()


def _teller(_word: str, number: int, scene: Scene) -> tuple[Party, ...]:
    """Return the subject of the verb of speech around a clause."""
    parent, seen = number, set[int]()
    while parent not in seen:
        seen.add(parent)
        for other, clause in enumerate(scene.clauses):
            if any(p.clause == parent for p in clause.arguments):
                if clause.lemma in scene.speech and clause.subject:
                    return _bare(parties_of(clause.subject, scene))
                parent = other
                break
    sentence = scene.clauses[number].sentence
    for other, clause in enumerate(scene.clauses):
        if (
            other != number
            and clause.sentence == sentence
            and clause.lemma in scene.speech
            and clause.subject
        ):
            return _bare(parties_of(clause.subject, scene))
    return ()


def _bare(parties: Sequence[Party]) -> tuple[Party, ...]:
    return tuple(Party(p.code) for p in parties)


def _between(_word: str, number: int, scene: Scene) -> tuple[Party, ...]:
    """Return the parties between whom something is ("X pen Y arasynda")."""
    clause = scene.clauses[number]
    for phrase in (*clause.arguments, *((clause.subject,) if clause.subject else ())):
        if len(phrase.owners) > 1 and scene.between & {*scene.names(phrase.head)}:
            return of(phrase.owners, scene)
    return ()


def _by(_word: str, number: int, scene: Scene) -> tuple[Party, ...]:
    """Return the agent of a passive: whose side ("tarapynan") or decision it was."""
    for phrase in scene.clauses[number].arguments:
        if phrase.case == "Abl" and phrase.possessor == "3" and phrase.owners:
            return of(phrase.owners, scene)
    for phrase in scene.clauses[number].arguments:
        if phrase.case == "Ins" and phrase.possessor == "3" and phrase.owners:
            return of(phrase.owners, scene)
    return ()


def _owners(word: str, number: int, scene: Scene) -> tuple[Party, ...]:
    """Return whose the phrase is that is headed by a word, wherever it stands in the clause."""
    clause = scene.clauses[number]
    for phrase in (*clause.arguments, *((clause.subject,) if clause.subject else ())):
        if phrase.owners and (not word or word in scene.names(phrase.head)):
            found = of(phrase.owners, scene)
            if found:
                return found
    return ()


def _at(_word: str, number: int, scene: Scene) -> tuple[Party, ...]:
    """Return the state in which the object stands ("Mäskeudegı elşısın")."""
    clause = scene.clauses[number]
    for phrase in reversed(clause.arguments):
        for owner in phrase.owners:
            mention = scene.mentions[owner]
            if mention.case == "Loc":
                code = (
                    mention.place.split(",")[0]
                    if mention.place
                    else next(iter(mention.codes), "")
                )
                if code in scene.states:
                    return (Party(code),)
    return ()


def _visitor(word: str, number: int, scene: Scene) -> tuple[Party, ...]:
    """Return whose the visit is: the genitive before the noun ("Toqaevtyñ sapary")."""
    return _owners_in("Gen", word, number, scene)


def _visited(word: str, number: int, scene: Scene) -> tuple[Party, ...]:
    """Return where the visit leads: the bare name or the dative before the noun."""
    named = _owners_in("Nom", word, number, scene)
    return named or _place(word, number, scene)


def _owners_in(case: str, word: str, number: int, scene: Scene) -> tuple[Party, ...]:
    clause = scene.clauses[number]
    for phrase in (*clause.arguments, *((clause.subject,) if clause.subject else ())):
        if word in scene.names(phrase.head):
            owners = [
                o for o in phrase.owners if (scene.mentions[o].case or "Nom") == case
            ]
            found = of(owners, scene)
            if found:
                return found
    return ()


def _inner_subject(_word: str, number: int, scene: Scene) -> tuple[Party, ...]:
    for inner in inner_clauses(scene.clauses[number], scene):
        if inner.subject and inner.subject is not scene.clauses[number].subject:
            found = parties_of(inner.subject, scene)
            if found:
                return found
    return ()


def _joined(_word: str, number: int, scene: Scene) -> tuple[Party, ...]:
    """Return the organisation or accord that is joined."""
    for phrase in dependents("dat", number, scene):
        for mention in (*phrase.mentions, *phrase.owners):
            found = tuple(
                p
                for p in scene.referents[mention].parties
                if p.code not in scene.states
            )
            if found:
                return tuple(Party(p.code) for p in found)
    return ()


def _place(_word: str, number: int, scene: Scene) -> tuple[Party, ...]:
    """Return the state to which or in which the act leads."""
    for slot in ("dat", "loc"):
        for phrase in dependents(slot, number, scene):
            found = _territory_of(phrase, scene)
            if found:
                return found
    return ()


def _territory(_word: str, number: int, scene: Scene) -> tuple[Party, ...]:
    """Return the state whose ground is hit: that of a place among the objects."""
    for slot in ("acc", "dat", "loc"):
        for phrase in dependents(slot, number, scene):
            found = _territory_of(phrase, scene)
            if found:
                return found
    return ()


def _territory_of(phrase: Phrase, scene: Scene) -> tuple[Party, ...]:
    for number in (*phrase.mentions, *phrase.owners):
        place = scene.mentions[number].place
        if place and place.split(",")[0] in scene.states:
            return (Party(place.split(",")[0]),)
    return tuple(
        Party(p.code) for p in parties_of(phrase, scene) if p.code in scene.states
    )


def _site(_word: str, number: int, scene: Scene) -> tuple[Party, ...]:
    """Return the state where the act takes place."""
    for phrase in dependents("loc", number, scene):
        found = _territory_of(phrase, scene)
        if found:
            return found
    return ()


def _anywhere(_word: str, number: int, scene: Scene) -> tuple[Party, ...]:
    """Return every state named in the sentence, as a party or by a place in it."""
    start, stop = sentence_span(scene.clauses[number], scene)
    found: dict[str, Party] = {}
    for index, mention in enumerate(scene.mentions):
        if start <= mention.start < stop:
            for party in scene.referents[index].parties:
                found.setdefault(party.code, party)
            if mention.place and mention.case == "Loc":
                code = mention.place.split(",")[0]
                if code not in scene.states:
                    continue
                found.setdefault(code, Party(code))
    return tuple(p for p in found.values() if p.code in scene.states)


def _attribute(_word: str, number: int, scene: Scene) -> tuple[Party, ...]:
    """Return the parties in the relative clauses of what stands in a clause ("laid on Syria").

    A relative clause may describe a noun in another ("on goods that come from X").
    """
    clause = scene.clauses[number]
    heads = {p.head for p in clause.arguments}
    relatives = [
        (*c.arguments, *((c.subject,) if c.subject else ()))
        for c in scene.clauses
        if c.sentence == clause.sentence and c.kind == "relative"
    ]
    for _ in relatives:
        described = [r for r in relatives if heads & {p.head for p in r}]
        for phrase in (p for r in described for p in r):
            if phrase.case not in ATTRIBUTIVE or phrase.head in heads:
                continue
            found = _territory_of(phrase, scene) or parties_of(phrase, scene)
            if found:
                return found
        heads |= {p.head for r in described for p in r}
    return ()


def _through(_word: str, number: int, scene: Scene) -> tuple[Party, ...]:
    """Return the states of transit ("Iran aumağy arqyly")."""
    for phrase in scene.clauses[number].arguments:
        if phrase.post or phrase.case == "Ins":
            found = parties_of(phrase, scene)
            if found:
                return found
    return ()


def _home(_word: str, number: int, scene: Scene) -> tuple[Party, ...]:
    """Return the state for which the text speaks."""
    voice = scene.voices.get(scene.clauses[number].sentence)
    party = voice or scene.home
    return (Party(party.code),) if party else ()


def _mission_host(_word: str, number: int, scene: Scene) -> tuple[Party, ...]:
    """Return the state that hosts a mission: the place of its mention."""
    clause = scene.clauses[number]
    for phrase in (*clause.arguments, *((clause.subject,) if clause.subject else ())):
        for mention in phrase.mentions:
            place = scene.mentions[mention].place
            if (
                scene.mentions[mention].kind == "embassy"
                and place
                and place.split(",")[0] in scene.states
            ):
                return (Party(place.split(",")[0]),)
    return _at(_word, number, scene)


SPECIAL = {
    "subject": _subject,
    "speaker": _speaker,
    "teller": _teller,
    "between": _between,
    "by": _by,
    "owner": _owners,
    "inner-subject": _inner_subject,
    "joined": _joined,
    "place": _place,
    "territory": _territory,
    "site": _site,
    "anywhere": _anywhere,
    "visitor": _visitor,
    "visited": _visited,
    "at": _at,
    "attribute": _attribute,
    "through": _through,
    "home": _home,
    "mission-host": _mission_host,
}
