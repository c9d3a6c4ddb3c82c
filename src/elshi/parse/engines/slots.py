"""Slots: the parties and words that stand in a relation to the predicate of a clause."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from elshi.types import Party

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from elshi.parse.engines.patterns import Condition
    from elshi.types import Clause, Mention, Phrase, Referent, Token, Word

CASES = {"nom": "Nom", "acc": "Acc", "dat": "Dat", "loc": "Loc", "abl": "Abl", "ins": "Ins", "gen": "Gen"}
QUOTES = frozenset("«»\"“”„")


@dataclass(frozen=True, slots=True)
class Scene:
    """The layers in which slots are looked up."""

    tokens: Sequence[Token]
    words: Sequence[Word]
    mentions: Sequence[Mention]
    referents: Sequence[Referent]
    clauses: Sequence[Clause]

    def filler(self, i: int) -> bool:
        """Whether token i may stand inside a compound predicate."""
        return self.tokens[i].form in QUOTES or self.words[i].pos == "PART"

    def names(self, i: int) -> tuple[str, ...]:
        """Return the forms under which a pattern can name token i."""
        word = self.words[i]
        return (self.tokens[i].form.lower(), word.lemma.lower(), word.base.lower())


def satisfied(condition: Condition, number: int, scene: Scene) -> bool:
    """Whether a condition holds of a clause."""
    clause = scene.clauses[number]
    if condition.slot == "span":
        return _in_span(condition.words, clause.start, clause.stop, scene)
    if condition.slot == "sentence":
        start, stop = _sentence(clause, scene)
        return _in_span(condition.words, start, stop, scene)
    return any(_is(phrase, condition, scene) for phrase in dependents(condition.slot, number, scene))


def _sentence(clause: Clause, scene: Scene) -> tuple[int, int]:
    start = stop = clause.verb
    while start > 0 and scene.tokens[start - 1].sentence == clause.sentence:
        start -= 1
    while stop < len(scene.tokens) and scene.tokens[stop].sentence == clause.sentence:
        stop += 1
    return start, stop


def _in_span(words: frozenset[str], start: int, stop: int, scene: Scene) -> bool:
    before = ""
    for i in range(start, stop):
        names = scene.names(i)
        if any(name in words for name in names):
            return True
        if before and any(f"{before} {name}" in words for name in names):
            return True
        before = names[0]
    return False


def _is(phrase: Phrase, condition: Condition, scene: Scene) -> bool:
    if condition.words and _named(phrase, condition.words, scene):
        return True
    kinds = condition.kinds
    if "any" in kinds or ("clause" in kinds and phrase.clause is not None):
        return True
    if "party" in kinds and _parties(phrase, scene):
        return True
    return "person" in kinds and any(p.office or p.name for p in _parties(phrase, scene))


def _named(phrase: Phrase, words: frozenset[str], scene: Scene) -> bool:
    names = scene.names(phrase.head)
    if any(name in words for name in names):
        return True
    if phrase.head == 0:
        return False
    before = scene.names(phrase.head - 1)[0]
    return any(f"{before} {name}" in words for name in names)


def dependents(slot: str, number: int, scene: Scene) -> Iterator[Phrase]:
    """Yield the phrases in a slot, nearest to the predicate first, then those of inner clauses."""
    clause = scene.clauses[number]
    passive = "Pass" in clause.voice
    if slot == "subject":
        if clause.subject and not passive:
            yield clause.subject
        return
    if slot == "patient":
        yield from _patients(clause, passive)
        return
    yield from _arguments(slot, clause)
    if slot == "acc" and passive and clause.subject:
        yield clause.subject
    for phrase in clause.arguments:
        if phrase.clause is not None and scene.clauses[phrase.clause].kind == "complement":
            yield from _arguments(slot, scene.clauses[phrase.clause])


def _patients(clause: Clause, passive: bool) -> Iterator[Phrase]:
    if passive and clause.subject:
        yield clause.subject
    yield from _arguments("acc", clause)
    if passive:
        yield from _arguments("nom", clause)


def _arguments(slot: str, clause: Clause) -> Iterator[Phrase]:
    if slot.startswith("post:"):
        want = slot.removeprefix("post:")
        yield from (p for p in clause.arguments if p.post == want)
        return
    case = CASES.get(slot)
    for phrase in reversed(clause.arguments):
        if slot == "any" or phrase.case == case:
            yield phrase


def parties_in(slot: str, number: int, scene: Scene) -> tuple[Party, ...]:
    """Return the parties in a slot: of its nearest phrase that names any."""
    name, _, word = slot.partition("=")
    if name == "owner":
        return _owners(word, number, scene)
    if name == "place":
        return _place(number, scene)
    for phrase in dependents(name, number, scene):
        if word and word not in scene.names(phrase.head):
            continue
        found = _parties(phrase, scene)
        if found:
            return found
    return ()


def _owners(word: str, number: int, scene: Scene) -> tuple[Party, ...]:
    """Return whose the phrase is that is headed by a word, wherever it stands in the clause."""
    clause = scene.clauses[number]
    phrases = [*clause.arguments, *([clause.subject] if clause.subject else [])]
    for phrase in phrases:
        if phrase.owners and (not word or word in scene.names(phrase.head)):
            return _of(phrase.owners, scene)
    return ()


def _place(number: int, scene: Scene) -> tuple[Party, ...]:
    for slot in ("dat", "loc"):
        for phrase in dependents(slot, number, scene):
            for mention in phrase.mentions:
                place = scene.mentions[mention].place
                if place:
                    return (Party(place.split(",")[0]),)
            found = _parties(phrase, scene)
            if found:
                return tuple(Party(p.code) for p in found)
    return ()


def _parties(phrase: Phrase, scene: Scene) -> tuple[Party, ...]:
    if phrase.mentions:
        return _of(phrase.mentions, scene)
    return tuple(replace(p, office=None, name=None) for p in _of(phrase.owners, scene))


def _of(numbers: Sequence[int], scene: Scene) -> tuple[Party, ...]:
    found: dict[str, Party] = {}
    for number in numbers:
        for party in scene.referents[number].parties:
            if party.code not in found or (party.name and not found[party.code].name):
                found[party.code] = party
    return tuple(found.values())
