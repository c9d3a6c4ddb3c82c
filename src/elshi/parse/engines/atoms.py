"""A sentence as a row of atoms: listed names and titles, capitalised words, and the rest."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from elshi.parse.engines.gazetteer import (
    NAMED,
    NOT_INITIAL,
    Entry,
    Gazetteer,
    inflected,
    keys,
    longest,
)
from elshi.types import Word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from elshi.types import Token

NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "PRON", "DET"})
OBLIQUE = frozenset({"Dat", "Acc", "Loc", "Abl", "Ins"})
QUOTED_NAME = 5  # tokens at most between the marks of a quoted name
OPENING, CLOSING, EITHER = "«“„", "»”", '"'
MARKS = {",": "comma", "\N{EN DASH}": "dash", "\N{EM DASH}": "dash"}
CAPITAL = NAMED | {"person"}  # what is written with a capital
QUOTABLE = "quoted"  # note of a name that is often written between quotation marks
GOES_ON = frozenset(MARKS)  # what follows words that somebody said


class Atom(NamedTuple):
    """Tokens start to stop that the grammar takes as one; `word` is its last.

    A named tuple, not a data class: there is one for most tokens, and it is made in half the time.
    """

    start: int
    stop: int
    word: Word
    entries: tuple[Entry, ...] = ()
    kind: str = "other"  # other comma dash proper or the kind of the name
    text: str = ""  # the name in the nominative
    place: str = ""  # "ISO3, City"

    def entry(self, kind: str) -> Entry | None:
        """Return what the tables say of the atom as a thing of that kind."""
        for entry in self.entries:
            if entry.kind == kind:
                return entry
        return None

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the codes of the party that the atom names."""
        entry = self.entry(self.kind)
        return entry.codes if entry else ()

    @property
    def bare(self) -> bool:
        """Tell whether the last word stands in the nominative or has no case."""
        return self.word.case in ("", "Nom")


@dataclass(frozen=True, slots=True)
class Line:
    """The tokens start to stop of a sentence, how each can be read and under what it is listed."""

    tokens: Sequence[Token]
    words: Sequence[Word]
    readings: Sequence[Sequence[Word]]
    start: int
    stop: int
    names: Gazetteer
    keys: Sequence[tuple[str, ...]]
    inner: Sequence[tuple[str, ...]]  # keys of a word that others follow


def atoms(
    tokens: Sequence[Token],
    words: Sequence[Word],
    readings: Sequence[Sequence[Word]],
    bounds: tuple[int, int],
    names: Gazetteer,
) -> list[Atom]:
    """Return the atoms of the sentence within the bounds."""
    start, stop = bounds
    if start == stop:
        return []
    listed = [
        _keys(token.form, word, found if len(found) > 1 else (), names)
        if token.kind == "word"
        else (token.form,)
        for token, word, found in zip(
            tokens[start:stop],
            words[start:stop],
            ((), *readings[start + 1 : stop]),
            strict=True,
        )
    ]
    inner = [
        keys[:1] if word.case in OBLIQUE else keys
        for keys, word in zip(listed, words[start:stop], strict=True)
    ]
    line = Line(tokens, words, readings, start, stop, names, listed, inner)
    quoted, opening = _quoted(tokens, start, stop, names), names.root.children.keys()
    found, i = [], start
    while i < stop:
        is_listed = not opening.isdisjoint(listed[i - start])
        atom = _listed(line, i) if is_listed else None
        if atom is None or (quoted and not _kept(atom, quoted)):
            atom = _unlisted(
                tokens[i], words[i], i, first=i == start, quoted=i in quoted
            )
            if "-" in tokens[i].form:
                atom = _compound(atom, tokens[i].form, names)
        found.append(atom)
        i = atom.stop
    return found


@functools.lru_cache(maxsize=1 << 16)
def _keys(
    form: str, word: Word, others: Sequence[Word], names: Gazetteer
) -> tuple[str, ...]:
    """Return the forms under which a word may be listed, by any reading of a name or verb."""
    found, capital = keys(form, word), form[0].isupper()
    if others and (capital or word.pos not in NOMINAL):
        more = (key for other in others for key in keys(form, other))
        found = tuple(dict.fromkeys((*found, *more)))
    if capital and names.parts.isdisjoint(found):
        name = inflected(form, names)
        return (*found, name.base.lower()) if name else found
    return found


def _listed(line: Line, i: int) -> Atom | None:
    match = longest(line.names.root, line.keys, line.inner, i - line.start)
    if match is None:
        return None
    stop, entries = match[0] + line.start, match[1]
    capital, first = line.tokens[i].form[0].isupper(), i == line.start
    whole = line.keys[i - line.start][0]
    fitting = entries
    if first or not capital:
        fitting = tuple(
            entry
            for entry in entries
            if _fits(entry, capital=capital, first=first, whole=whole)
        )
    if not fitting:
        return None
    kind = next(
        (entry.kind for entry in fitting if entry.kind in NAMED), fitting[0].kind
    )
    return _placed(Atom(i, stop, _reading(line, stop - 1, fitting[0]), fitting, kind))


def _reading(line: Line, i: int, entry: Entry) -> Word:
    """Return the first reading that is a noun of the listed form."""
    word, part = line.words[i], entry.form.lower().split()[-1]
    form = line.tokens[i].form
    certain = entry.kind in NAMED or form.isupper()
    if (
        certain
        and part == form.lower()
        and (word.base != form or word.possessor == "1")
    ):
        return Word(form, form, "PROPN", "Nom", "Sing")
    if word.pos in NOMINAL and part in keys(form, word):
        return word
    fitting = (
        w for w in line.readings[i] if w.pos in NOMINAL and part in keys(form, w)
    )
    return next(fitting, None) or inflected(form, line.names) or word


def _fits(entry: Entry, *, capital: bool, first: bool, whole: str) -> bool:
    """Names need a capital; a name that is a plain word too is none where a sentence begins."""
    if first and entry.note.endswith(NOT_INITIAL) and whole == entry.form.lower():
        return False
    return capital or entry.form[0].islower() or entry.kind not in CAPITAL


def _placed(atom: Atom) -> Atom:
    """Return the atom with the place that it names, and a people as a people."""
    word = atom.word
    if atom.kind in ("adjective", "group"):
        people = word.number == "Plur" or not atom.bare or word.possessor
        return (
            atom._replace(kind="demonym")
            if people and atom.kind == "adjective"
            else atom
        )
    place = next(
        (e for e in atom.entries if e.kind in ("capital", "city", "region")), None
    )
    if place and place.codes:
        return atom._replace(text=place.form, place=f"{place.codes[0]}, {place.form}")
    if atom.kind == "state" and (word.case == "Loc" or word.derivation == "adj-loc"):
        return atom._replace(place=atom.codes[0])
    return atom


def _unlisted(token: Token, word: Word, i: int, *, first: bool, quoted: bool) -> Atom:
    if token.form.islower():
        return Atom(i, i + 1, word)
    if token.kind == "mark":
        return Atom(i, i + 1, word, kind=MARKS.get(token.form, "other"))
    if quoted or token.kind != "word" or not _capital(token.form):
        return Atom(i, i + 1, word)
    plain = word.known and word.pos != "PROPN"
    if first and (plain or word.case not in ("", "Nom")):
        return Atom(i, i + 1, word)
    text = token.form if token.form.endswith(".") else word.base
    return Atom(i, i + 1, word, kind="known-proper" if plain else "proper", text=text)


def _capital(form: str) -> bool:
    """Tell whether a form begins as a name does, or as "al-Mazrui" does."""
    return form[0].isupper() or (
        "-" in form and form.rpartition("-")[2][:1].isupper() and form[0].islower()
    )


def _compound(atom: Atom, form: str, names: Gazetteer) -> Atom:
    """Return "qazaq-qyrgyz" as an adjective of both states."""
    parts = form.lower().split("-")
    codes = tuple(names.adjectives[p][0] for p in parts if p in names.adjectives)
    if len(codes) != len(parts) or len(set(codes)) < 2:
        return atom
    return atom._replace(
        kind="adjective",
        entries=(Entry("adjective", form.lower(), codes),),
        text="",
    )


def _kept(atom: Atom, quoted: frozenset[int]) -> bool:
    """A quoted name is no party, but accords and movements stay so between quotation marks."""
    always = any(entry.note == QUOTABLE for entry in atom.entries)
    return atom.start not in quoted or atom.kind == "accord" or always


def _quoted(
    tokens: Sequence[Token], start: int, stop: int, names: Gazetteer
) -> frozenset[int]:
    """Return the tokens inside quotation marks that hold a name, not what somebody said."""
    found: set[int] = set()
    opened: int | None = None
    for i in range(start, stop):
        mark = tokens[i].form
        if tokens[i].kind != "mark":
            continue
        if mark in OPENING or (mark == EITHER and opened is None):
            opened = i
        elif opened is not None and mark in CLOSING + EITHER:
            if i - opened - 1 <= QUOTED_NAME and _names(tokens, i + 1, stop, names):
                found.update(range(opened + 1, i))
            opened = None
    return frozenset(found)


def _names(tokens: Sequence[Token], after: int, stop: int, names: Gazetteer) -> bool:
    """Tell whether what follows a closing mark goes on with the quotation as with a name."""
    if after >= stop:
        return True
    token = tokens[after]
    if token.kind == "mark":
        return token.form not in GOES_ON
    node = names.root.children.get(token.form.lower())
    return not (node and any(entry.kind == "say" for entry in node.entries))
