"""Slots: the parties and words that stand in a relation to the predicate of a clause."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from elshi.types import Party

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from elshi.parse.engines.patterns import Condition
    from elshi.types import Clause, Mention, Phrase, Referent, Token, Word

CASES = {
    "nom": "Nom", "acc": "Acc", "dat": "Dat", "loc": "Loc", "abl": "Abl", "ins": "Ins", "gen": "Gen",
}
QUOTES = frozenset("«»\"“”„")
INNER = frozenset({"complement", "quote"})


@dataclass(frozen=True, slots=True)
class Scene:
    """The layers in which slots are looked up, and who speaks where nobody is named."""

    tokens: Sequence[Token]
    words: Sequence[Word]
    mentions: Sequence[Mention]
    referents: Sequence[Referent]
    clauses: Sequence[Clause]
    home: Party | None = None
    voices: Mapping[int, Party | None] = field(default_factory=dict)
    speech: frozenset[str] = frozenset()

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
        stop = max([clause.stop, *(p.head + 1 for p in clause.arguments)])
        return in_words(condition.words, clause.start, stop, scene)
    if condition.slot == "sentence":
        return in_words(condition.words, *sentence_span(clause, scene), scene)
    return any(
        _is(phrase, condition, scene)
        for slot in condition.slot.split(",")
        for phrase in dependents(slot, number, scene)
    )


def sentence_span(clause: Clause, scene: Scene) -> tuple[int, int]:
    """Return the tokens of the sentence of a clause."""
    start = stop = clause.verb
    while start > 0 and scene.tokens[start - 1].sentence == clause.sentence:
        start -= 1
    while stop < len(scene.tokens) and scene.tokens[stop].sentence == clause.sentence:
        stop += 1
    return start, stop


def in_words(words: frozenset[str], start: int, stop: int, scene: Scene) -> bool:
    """Whether one of the words, or pairs of words, stands among tokens start..stop."""
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
    if "city" in kinds and any(scene.mentions[m].place for m in (*phrase.mentions, *phrase.owners)):
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
    yield from _arguments(slot, clause)
    if slot == "acc" and passive:
        if clause.subject:
            yield clause.subject
        yield from _arguments("nom", clause)
    for inner in _inner(clause, scene):
        yield from _arguments(slot, inner)


def _inner(clause: Clause, scene: Scene) -> Iterator[Clause]:
    for phrase in clause.arguments:
        if phrase.clause is not None and scene.clauses[phrase.clause].kind in INNER:
            yield scene.clauses[phrase.clause]
            yield from _inner(scene.clauses[phrase.clause], scene)


def _arguments(slot: str, clause: Clause) -> Iterator[Phrase]:
    if slot.startswith("post:"):
        want = slot.removeprefix("post:")
        yield from (p for p in clause.arguments if p.post == want)
        return
    case = CASES.get(slot)
    for phrase in reversed(clause.arguments):
        if slot == "any" or (phrase.case == case and (not phrase.post or slot != "nom")):
            yield phrase


def parties_in(slot: str, number: int, scene: Scene) -> tuple[Party, ...]:
    """Return the parties in a slot: of its nearest phrase that names any."""
    name, _, word = slot.partition("=")
    special = SPECIAL.get(name)
    if special is not None:
        return special(word, number, scene)
    found: dict[str, Party] = {}
    for phrase in dependents(name, number, scene):
        if word and word not in scene.names(phrase.head):
            continue
        for party in _parties(phrase, scene) or _ours(phrase, number, scene):
            found.setdefault(party.code, party)
        if found and name not in ("ins", "nom"):
            break
    return tuple(found.values())


def _ours(phrase: Phrase, number: int, scene: Scene) -> tuple[Party, ...]:
    """Return whose "our" thing it is ("тәуелсіздігімізді")."""
    if phrase.possessor != "1" or phrase.mentions:
        return ()
    return tuple(Party(p.code) for p in _speaker("", number, scene) or _home("", number, scene))


def _subject(_word: str, number: int, scene: Scene) -> tuple[Party, ...]:
    """Return who acts: the subject, or the speaker behind a first person."""
    clause = scene.clauses[number]
    if "Pass" in clause.voice:
        return ()
    found = _parties(clause.subject, scene) if clause.subject else ()
    if clause.person == "1" and not _first_person(clause.subject, scene):
        return _speaker("", number, scene) or found
    return found


def _first_person(phrase: Phrase | None, scene: Scene) -> bool:
    if phrase is None:
        return False
    return any(scene.mentions[m].possessor == "1" or scene.mentions[m].rule == "we" for m in phrase.mentions)


def _speaker(_word: str, number: int, scene: Scene) -> tuple[Party, ...]:
    """Return who says "we": an interview's guest, the speaker after a quotation, the outlet's state."""
    clause = scene.clauses[number]
    if clause.sentence in scene.voices:
        voice = scene.voices[clause.sentence]
        return (voice,) if voice else ()
    if clause.kind == "quote" and clause.parent is not None:
        governor = scene.clauses[clause.parent].subject
        if governor is not None and governor is not clause.subject:
            return _parties(governor, scene)
    for later in scene.clauses[number + 1 :]:
        if later.sentence != clause.sentence:
            break
        if later.lemma in scene.speech and later.subject is not None:
            return _parties(later.subject, scene)
    if clause.person == "1" and scene.home:
        return (scene.home,)
    return ()


def _teller(_word: str, number: int, scene: Scene) -> tuple[Party, ...]:
    """Return the subject of the verb of speech around a clause."""
    parent, seen = number, set[int]()
    while parent not in seen:
        seen.add(parent)
        for other, clause in enumerate(scene.clauses):
            if any(p.clause == parent for p in clause.arguments):
                if clause.lemma in scene.speech and clause.subject:
                    return _bare(_parties(clause.subject, scene))
                parent = other
                break
    sentence = scene.clauses[number].sentence
    for clause in scene.clauses:
        if clause.sentence == sentence and clause.lemma in scene.speech and clause.subject:
            return _bare(_parties(clause.subject, scene))
    return ()


def _bare(parties: Sequence[Party]) -> tuple[Party, ...]:
    return tuple(Party(p.code) for p in parties)


def _between(_word: str, number: int, scene: Scene) -> tuple[Party, ...]:
    """Return the parties between whom something is ("X пен Y арасында")."""
    for phrase in scene.clauses[number].arguments:
        if len(phrase.owners) > 1:
            return _of(phrase.owners, scene)
    subject = scene.clauses[number].subject
    return _of(subject.owners, scene) if subject and len(subject.owners) > 1 else ()


def _by(_word: str, number: int, scene: Scene) -> tuple[Party, ...]:
    """Return the agent of a passive: the party whose side ("тарапынан") or whose decision it was."""
    for phrase in scene.clauses[number].arguments:
        if phrase.case == "Abl" and phrase.possessor == "3" and phrase.owners:
            return _of(phrase.owners, scene)
    for phrase in scene.clauses[number].arguments:
        if phrase.case == "Ins" and phrase.possessor == "3" and phrase.owners:
            return _of(phrase.owners, scene)
    return ()


def _owners(word: str, number: int, scene: Scene) -> tuple[Party, ...]:
    """Return whose the phrase is that is headed by a word, wherever it stands in the clause."""
    clause = scene.clauses[number]
    for phrase in (*clause.arguments, *((clause.subject,) if clause.subject else ())):
        if phrase.owners and (not word or word in scene.names(phrase.head)):
            found = _of(phrase.owners, scene)
            if found:
                return found
    return ()


def _at(_word: str, number: int, scene: Scene) -> tuple[Party, ...]:
    """Return the state in which the object stands ("Мәскеудегі елшісін")."""
    clause = scene.clauses[number]
    for phrase in reversed(clause.arguments):
        for owner in phrase.owners:
            mention = scene.mentions[owner]
            if mention.case == "Loc":
                code = mention.place.split(",")[0] if mention.place else next(iter(mention.codes), "")
                if is_state(code):
                    return (Party(code),)
    return ()


def _visitor(word: str, number: int, scene: Scene) -> tuple[Party, ...]:
    """Return whose the visit is: the genitive before the noun ("Тоқаевтың сапары")."""
    return _owners_in("Gen", word, number, scene)


def _visited(word: str, number: int, scene: Scene) -> tuple[Party, ...]:
    """Return where the visit leads: the bare name or the dative before the noun."""
    named = _owners_in("Nom", word, number, scene)
    return named or _place(word, number, scene)


def _owners_in(case: str, word: str, number: int, scene: Scene) -> tuple[Party, ...]:
    clause = scene.clauses[number]
    for phrase in (*clause.arguments, *((clause.subject,) if clause.subject else ())):
        if word in scene.names(phrase.head):
            owners = [o for o in phrase.owners if (scene.mentions[o].case or "Nom") == case]
            found = _of(owners, scene)
            if found:
                return found
    return ()


def _inner_subject(_word: str, number: int, scene: Scene) -> tuple[Party, ...]:
    for inner in _inner(scene.clauses[number], scene):
        if inner.subject and inner.subject is not scene.clauses[number].subject:
            found = _parties(inner.subject, scene)
            if found:
                return found
    return ()


def _joined(_word: str, number: int, scene: Scene) -> tuple[Party, ...]:
    """Return the organisation or accord that is joined."""
    for phrase in dependents("dat", number, scene):
        for mention in (*phrase.mentions, *phrase.owners):
            found = tuple(p for p in scene.referents[mention].parties if not is_state(p.code))
            if found:
                return tuple(Party(p.code) for p in found)
    return ()


def is_state(code: str) -> bool:
    """Whether a party code is a state's."""
    return len(code) == 3 and code.isupper()


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
        if place and is_state(place.split(",")[0]):
            return (Party(place.split(",")[0]),)
    return tuple(Party(p.code) for p in _parties(phrase, scene) if is_state(p.code))


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
                if not is_state(code):
                    continue
                found.setdefault(code, Party(code))
    return tuple(p for p in found.values() if is_state(p.code))


def _through(_word: str, number: int, scene: Scene) -> tuple[Party, ...]:
    """Return the states of transit ("Иран аумағы арқылы")."""
    for phrase in scene.clauses[number].arguments:
        if phrase.post or phrase.case == "Ins":
            found = _parties(phrase, scene)
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
            if scene.mentions[mention].kind == "embassy" and place and is_state(place.split(",")[0]):
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
    "through": _through,
    "home": _home,
    "mission-host": _mission_host,
}


def _parties(phrase: Phrase, scene: Scene) -> tuple[Party, ...]:
    if phrase.mentions:
        found = _of(phrase.mentions, scene)
        if found:
            return found
    return tuple(replace(p, office=None, name=None) for p in _of(phrase.owners, scene))


def _of(numbers: Sequence[int], scene: Scene) -> tuple[Party, ...]:
    """Return the parties of mentions; a place only says where the others are."""
    owning = [n for n in numbers if scene.mentions[n].case != "Loc"]
    if owning and len(owning) < len(numbers):
        numbers = owning
    found: dict[str, Party] = {}
    for number in numbers:
        for party in scene.referents[number].parties:
            if party.code not in found or (party.name and not found[party.code].name):
                found[party.code] = party
    return tuple(found.values())
