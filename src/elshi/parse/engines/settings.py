"""Settings: the layers and cue words around a clause, and the clauses that hold it."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from elshi.parse.engines.slots import Scene
    from elshi.resources import Language
    from elshi.types import Article, Party, Phrase, Sentence, Time


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
    ground: frozenset[str]
    sequel: frozenset[str]
    relational: frozenset[str]
    vicinity: frozenset[str]
    stative: frozenset[str]
    motion: frozenset[str]
    ability: frozenset[str]
    intended: frozenset[str]
    journey: frozenset[str]
    onward: frozenset[str]
    hoped: frozenset[str]


@functools.cache
def cues(language: Language) -> Cues:
    """Return the cue words of a language."""
    manifest = language.manifest("cues")
    return Cues(**{name: frozenset(manifest.get(name, ())) for name in Cues.__slots__})


@dataclass(frozen=True, slots=True)
class Setting:
    """The layers around the clauses."""

    article: Article
    sentences: Sequence[Sentence]
    scene: Scene
    times: Sequence[Time]
    cues: Cues
    questions: Mapping[int, range] = field(
        default_factory=dict
    )  # answer -> question sentences

    def sentence_tokens(self, number: int) -> range:
        """Return the tokens of a sentence."""
        tokens = self.scene.tokens
        first = next((i for i, t in enumerate(tokens) if t.sentence == number), 0)
        last = first
        while last < len(tokens) and tokens[last].sentence == number:
            last += 1
        return range(first, last)


def ancestors(number: int, scene: Scene) -> Iterator[int]:
    """Yield the clauses around a clause, innermost first."""
    parent = scene.clauses[number].parent
    seen = {number}
    while parent is not None and parent not in seen:
        yield parent
        seen.add(parent)
        parent = scene.clauses[parent].parent


def party_of(phrase: Phrase | None, scene: Scene) -> Party | None:
    """Return the first party that a phrase names or belongs to."""
    if phrase is None:
        return None
    for number in (*phrase.mentions, *phrase.owners):
        if scene.referents[number].parties:
            return scene.referents[number].parties[0]
    return None
