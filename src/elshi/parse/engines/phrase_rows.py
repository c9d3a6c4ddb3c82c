"""What the grammar of noun phrases reads and makes: a row of pieces, and a phrase of it.

The words that hold phrases together ("of", "'s", "and") are those of the language's manifest.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from elshi.parse.engines.gazetteer import Gazetteer, Person
    from elshi.parse.engines.pieces import Piece
    from elshi.resources import Language
    from elshi.types import Word


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """The words of a language that hold phrases together."""

    makers: frozenset[str]  # they make an owner of what stands before: "'s"
    listing: frozenset[str]
    articles: frozenset[str]
    openers: frozenset[str]  # they point back: "the country"
    owners: frozenset[str]  # an owner follows: "minister of"
    fields: frozenset[str]  # a field follows: "envoy for"
    hosts: frozenset[str]  # where somebody serves: "ambassador to"
    roles: frozenset[str]  # a bare office after these is a role: "as president"
    spoken: frozenset[str]  # verbs before their subjects: "said the envoy"


@functools.cache
def terms(language: Language) -> Terms:
    """Return the words that hold the phrases of a language together."""
    manifest = language.manifest("language")["phrases"]
    return Terms(**{name: frozenset(manifest[name]) for name in Terms.__slots__})


@dataclass(slots=True)
class Phrase:
    """What has been read of a phrase: whose, which title, whose name; stop is a piece."""

    start: int
    stop: int
    codes: tuple[str, ...] = ()
    rule: str = ""
    kind: str = ""
    office: str = ""
    head: str = ""
    word: Word | None = None
    plural: bool = False
    host: str = ""
    name: str = ""
    shared: bool = False  # the title is that of the names that follow too
    persons: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """The pieces of a sentence, and what they are read against."""

    pieces: Sequence[Piece]
    names: Gazetteer
    day: str
    terms: Terms

    def text(self, i: int) -> str:
        """Return the text of a piece; empty past the end."""
        return self.pieces[i].text if 0 <= i < len(self.pieces) else ""
