"""A sentence as a row of pieces, for a language that marks no cases: names, titles, marks, words.

A piece is the longest run of tokens that a table lists, or one token; its class says what the
grammar of engines/of_phrases.py may do with it.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from elshi.parse.engines.gazetteer import NAMED, NOT_INITIAL, Entry, Gazetteer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from elshi.parse.engines.gazetteer import Node
    from elshi.resources import Language
    from elshi.types import Token, Word

OWNING = frozenset({"state", "capital", "seat", "organisation", "group", "adjective"})
PROPER = frozenset({*NAMED, "adjective", "demonym", "person"})
ORDER = {kind: place for place, kind in enumerate((*sorted(NAMED), "adjective"))}
ACRONYM = 5  # letters that an acronym has at most


@dataclass(frozen=True, slots=True)
class Piece:
    """Tokens start to stop; `kind` is proper, known (a capital word that lists know), mark, word
    or the kind of what the tables say of it."""

    start: int
    stop: int
    kind: str
    text: str
    word: Word
    entries: tuple[Entry, ...] = ()
    plural: bool = False  # the last word, or the first before "of", is a plural

    def entry(self, kind: str) -> Entry | None:
        """Return what the tables say of the piece as a thing of that kind."""
        for entry in self.entries:
            if entry.kind == kind:
                return entry
        return None

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the codes of the parties that the piece names."""
        return next((e.codes for e in self.entries if e.kind == self.kind), ())


def pieces(
    tokens: Sequence[Token],
    words: Sequence[Word],
    bounds: tuple[int, int],
    names: Gazetteer,
    language: Language,
) -> list[Piece]:
    """Return the pieces of the sentence within the bounds."""
    start, stop = bounds
    calendar = _calendar(language)
    found: list[Piece] = []
    i = start
    opened = False
    while i < stop:
        token = tokens[i]
        piece = _listed(tokens, words, i, stop, names, opened=opened)
        if piece is None:
            piece = _single(token, words[i], i, calendar, names, opened=opened)
        found.append(piece)
        opened = token.kind != "mark" or (opened and token.form not in "“\"':")
        i = piece.stop
    return found


def _single(
    token: Token,
    word: Word,
    i: int,
    calendar: frozenset[str],
    names: Gazetteer,
    *,
    opened: bool,
) -> Piece:
    form = token.form
    if token.kind != "word":
        return Piece(i, i + 1, token.kind, form, word)
    if "-" in form:
        codes = _compound(names, form.lower())
        if codes:
            entry = Entry("adjective", form.lower(), codes)
            return Piece(i, i + 1, "adjective", form, word, (entry,))
    if not form[0].isupper() or form.rstrip(".") in calendar:
        return Piece(i, i + 1, "word", form, word)
    if word.pos == "PROPN":
        return Piece(i, i + 1, "proper", form, word)
    nominal = word.pos in ("NOUN", "ADJ")
    return Piece(i, i + 1, "known" if opened and nominal else "word", form, word)


@functools.lru_cache(maxsize=1 << 14)
def _compound(names: Gazetteer, small: str) -> tuple[str, ...]:
    """Return the states that "Kazakh-Israeli" joins."""
    parts = small.split("-")
    codes = tuple(names.adjectives[p][0] for p in parts if p in names.adjectives)
    whole = len(codes) == len(parts) and len(set(codes)) == len(codes)
    return codes if whole and len(codes) > 1 else ()


def _listed(
    tokens: Sequence[Token],
    words: Sequence[Word],
    i: int,
    stop: int,
    names: Gazetteer,
    *,
    opened: bool,
) -> Piece | None:
    """Return the longest run from a token of which the tables say something that fits."""
    nodes: list[Node] = [names.root]
    best: tuple[int, tuple[Entry, ...]] | None = None
    for j in range(i, stop):
        if tokens[j].kind == "mark" and tokens[j].form != "+":
            break
        nodes = _steps(nodes, tokens[j].form, words[j].lemma)
        if not nodes:
            break
        fitting = tuple(
            entry
            for node in nodes
            for entry in node.entries
            if _fits(entry, tokens[i].form, j - i, opened=opened)
        )
        if fitting:
            best = j + 1, fitting
    if best is None:
        return None
    after, entries = best
    kind = min((e.kind for e in entries), key=lambda kind: ORDER.get(kind, len(ORDER)))
    text = " ".join(token.form for token in tokens[i:after])
    heads = (words[i], words[after - 1])
    plural = any(word.number == "Plur" for word in heads if word.pos == "NOUN")
    return Piece(i, after, kind, text, words[after - 1], entries, plural)


def _steps(nodes: list[Node], form: str, lemma: str) -> list[Node]:
    small, base = form.lower(), lemma.lower()
    found = [node.children[small] for node in nodes if small in node.children]
    if base != small:
        found += [node.children[base] for node in nodes if base in node.children]
    return found


def _fits(entry: Entry, form: str, more: int, *, opened: bool) -> bool:
    """Names need a capital; an acronym needs all: "WHO", not "who"."""
    if entry.kind not in PROPER:
        return True
    if entry.note.endswith(NOT_INITIAL) and not opened:
        return False
    first = entry.form.split(" ", 1)[0] if more else entry.form
    if first.isupper() and len(first) <= ACRONYM:
        return form == first
    return form[0].isupper() or not entry.form[0].isupper()


@functools.cache
def _calendar(language: Language) -> frozenset[str]:
    """Return the words with capitals that name times."""
    rows = language.table("dates")
    return frozenset(row["form"] for row in rows if row["form"][0].isupper())
