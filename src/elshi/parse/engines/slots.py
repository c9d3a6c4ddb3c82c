"""Slots: the parties and words that stand in a relation to the predicate of a clause."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import chain, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from elshi.parse.engines.patterns import Condition
    from elshi.types import (
        Clause,
        Mention,
        Party,
        Phrase,
        Referent,
        Sentence,
        Token,
        Word,
    )

CASES = {
    "nom": "Nom",
    "acc": "Acc",
    "dat": "Dat",
    "loc": "Loc",
    "abl": "Abl",
    "ins": "Ins",
    "gen": "Gen",
}
DASHES = frozenset("-\u2013\u2014")
QUOTES = frozenset('«»"“”„')
OPENING = frozenset("«„")
LONGEST_TITLE = 3  # tokens in quotation marks that are rather a name than speech
BARE = frozenset({"nom", "ins"})  # slots that a postposition takes a phrase out of
INNER = frozenset({"complement", "quote"})


@dataclass(frozen=True, slots=True)
class Scene:
    """The layers in which slots are looked up, and who speaks where nobody is named."""

    tokens: Sequence[Token]
    words: Sequence[Word]
    mentions: Sequence[Mention]
    referents: Sequence[Referent]
    clauses: Sequence[Clause]
    states: frozenset[str] = frozenset()
    home: Party | None = None
    voices: Mapping[int, Party | None] = field(default_factory=dict)
    speech: frozenset[str] = frozenset()
    separately: frozenset[str] = frozenset()
    between: frozenset[str] = frozenset()
    quotations: Sequence[tuple[int, int]] = ()
    vocabularies: dict[tuple[int, int], frozenset[str]] = field(default_factory=dict)
    known_names: dict[int, tuple[str, ...]] = field(default_factory=dict)

    def filler(self, i: int) -> bool:
        """Whether token i may stand inside a compound predicate."""
        return self.tokens[i].form in QUOTES or self.words[i].pos == "PART"

    def names(self, i: int) -> tuple[str, ...]:
        """Return the forms under which a pattern can name token i."""
        found = self.known_names.get(i)
        if found is None:
            word, form = self.words[i], self.tokens[i].form
            found = (form.lower(), word.lemma.lower(), word.base.lower())
            self.known_names[i] = found
        return found


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
    return not words.isdisjoint(_vocabulary(start, stop, scene))


def _vocabulary(start: int, stop: int, scene: Scene) -> frozenset[str]:
    """Return every name of the tokens start..stop, and of each after the form before it."""
    known = scene.vocabularies.get((start, stop))
    if known is None:
        rows = [scene.names(i) for i in range(start, stop)]
        pairs = (f"{one[0]} {name}" for one, two in pairwise(rows) for name in two)
        known = frozenset((*chain.from_iterable(rows), *pairs))
        scene.vocabularies[start, stop] = known
    return known


def _is(phrase: Phrase, condition: Condition, scene: Scene) -> bool:
    if condition.words and _named(phrase, condition.words, scene):
        return True
    kinds = condition.kinds
    if "any" in kinds or ("clause" in kinds and phrase.clause is not None):
        return True
    return any(_is_kind(phrase, kind, scene) for kind in kinds)


def _is_kind(phrase: Phrase, kind: str, scene: Scene) -> bool:
    """Whether a phrase names a party, itself or by its owner, or a place."""
    if kind == "city":
        named = (*phrase.mentions, *phrase.owners)
        return any(scene.mentions[number].place for number in named)
    if kind == "named":
        return bool(of(phrase.mentions, scene))
    parties = parties_of(phrase, scene)
    if kind == "party":
        return bool(parties)
    if kind == "ambassador":
        return any(p.office == "ambassador" for p in parties)
    return kind == "person" and any(p.office or p.name for p in parties)


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
    own = slot.removeprefix("own-")
    yield from _arguments(own, clause)
    if own != slot:
        return
    if slot == "acc" and passive:
        if clause.subject:
            yield clause.subject
        yield from _arguments("nom", clause)
    for inner in inner_clauses(clause, scene):
        yield from _arguments(slot, inner)


def inner_clauses(clause: Clause, scene: Scene) -> Iterator[Clause]:
    """Yield the nominalised and quoted clauses inside a clause, outer ones first."""
    for phrase in clause.arguments:
        if phrase.clause is not None and scene.clauses[phrase.clause].kind in INNER:
            yield scene.clauses[phrase.clause]
            yield from inner_clauses(scene.clauses[phrase.clause], scene)


def _arguments(slot: str, clause: Clause) -> Iterator[Phrase]:
    if slot.startswith("post:"):
        want = slot.removeprefix("post:")
        yield from (p for p in clause.arguments if p.post == want)
        return
    case = CASES.get(slot)
    for phrase in reversed(clause.arguments):
        plain = not phrase.post or slot not in BARE
        if slot == "any" or (phrase.case == case and plain):
            yield phrase


def parties_of(phrase: Phrase, scene: Scene) -> tuple[Party, ...]:
    """Return the parties that a phrase names, else those it belongs to."""
    if phrase.mentions:
        found = of(phrase.mentions, scene)
        if found:
            return found
    return tuple(replace(p, office=None, name=None) for p in of(phrase.owners, scene))


def of(numbers: Sequence[int], scene: Scene) -> tuple[Party, ...]:
    """Return the parties of mentions; a place only says where the others are."""
    owning = [n for n in numbers if not _is_site(n, numbers, scene)]
    if owning and len(owning) < len(numbers):
        numbers = owning
    found: dict[str, Party] = {}
    for number in numbers:
        for party in scene.referents[number].parties:
            if party.code not in found or (party.name and not found[party.code].name):
                found[party.code] = party
    return tuple(found.values())


def _is_site(number: int, numbers: Sequence[int], scene: Scene) -> bool:
    """Whether a mention says where others are; so does one coordinated with such."""
    mention = scene.mentions[number]
    if mention.case == "Loc":
        return True
    if mention.case not in ("", "Nom") or number + 1 not in numbers:
        return False
    following = scene.mentions[number + 1]
    joined = following.start == mention.stop + 1
    return joined and _is_site(number + 1, numbers, scene)


def quotations(
    tokens: Sequence[Token],
    words: Sequence[Word],
    sentences: Sequence[Sentence],
    speech: frozenset[str],
) -> list[tuple[int, int]]:
    """Return the quotations of a text as their two marks; none goes beyond its paragraph.

    What stands before ", - said he" is quoted from the opening of the paragraph on.
    """
    found: list[tuple[int, int]] = []
    opening: int | None = None
    for i, token in enumerate(tokens):
        if opening is not None:
            there = sentences[tokens[opening].sentence].paragraph
            if sentences[token.sentence].paragraph != there:
                opening = None
        if token.form not in QUOTES:
            continue
        if opening is None or token.form in OPENING:
            opening = i
        else:
            found.append((opening, i))
            opening = None
    marked = [(start, stop) for start, stop in found if stop - start > LONGEST_TITLE]
    return marked + _dashed(tokens, words, sentences, speech)


def _dashed(
    tokens: Sequence[Token],
    words: Sequence[Word],
    sentences: Sequence[Sentence],
    speech: frozenset[str],
) -> list[tuple[int, int]]:
    """Return the quotations that end in a pause, a dash and a verb of speech."""
    found, start = [], -1
    for i in range(1, len(tokens) - 1):
        here = sentences[tokens[i].sentence].paragraph
        if sentences[tokens[i - 1].sentence].paragraph != here:
            start = i - 1
        paused = tokens[i].form in DASHES and tokens[i - 1].kind == "mark"
        if paused and words[i + 1].lemma in speech:
            found.append((start, i))
    return found
