"""Listed names and titles by lemma: a sentence as a row of atoms, whatever its cases.

"Kitayskoy Narodnoy Respublike" is found as the lemmas of "Kitayskaya Narodnaya Respublika"; its
word is the head of the name, "Respublike". For languages that inflect every part of a name.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from elshi.parse.engines.atoms import Atom
from elshi.parse.engines.gazetteer import NAMED, NOT_INITIAL, SURNAME, Entry, listed
from elshi.parse.engines.paradigm import analyser

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from elshi.resources import Language
    from elshi.types import Token, Word

MARKS = {",": "comma", "–": "dash", "—": "dash"}
OPENING, CLOSING, EITHER = "«“„", "»”", '"'
QUOTED_NAME = 5  # tokens at most between the marks of a quoted name
PLURAL = "plural"
PLACES = ("capital", "city", "region")
KINDS = (
    *("state", "capital", "organisation", "accord", "group", "seat"),
    *("city", "region", "adjective", "demonym"),
)
"""What a form names first where the tables list it twice."""


@dataclass(slots=True, eq=False)
class Node:
    """A state of the trie: entries that end here with the place of their head, and what follows."""

    entries: tuple[tuple[Entry, int], ...]
    children: dict[str, Node]


@dataclass(frozen=True, slots=True, eq=False)
class Names:
    """The compiled names of a language and how its words are looked up."""

    root: Node
    keys: Callable[[str], tuple[str, ...]]
    adjectives: Mapping[str, tuple[str, ...]]
    joint: str
    endings: tuple[str, ...]


@functools.cache
def lemma_names(language: Language) -> Names:
    """Return the compiled names of a language."""
    keys = _keyer(language)
    root = Node((), {})
    adjectives: dict[str, tuple[str, ...]] = {}
    for entry in _entries(language):
        parts = entry.form.split()
        node = root
        for part in parts:
            node = node.children.setdefault(_canonical(part, keys), Node((), {}))
        node.entries = (*node.entries, (entry, _head(parts, language)))
        if entry.kind == "adjective":
            adjectives[entry.form] = entry.codes
    manifest = language.manifest("language")["paradigm"]
    endings = tuple(manifest["adjectives"])
    return Names(root, keys, adjectives, manifest["joint"], endings)


def _keyer(language: Language) -> Callable[[str], tuple[str, ...]]:
    """Return the function that gives the keys of a form: its lemmas, likeliest first."""
    read = analyser(language)
    manifest = language.manifest("language")["paradigm"]
    fold = str.maketrans(manifest["folded"], manifest["fold"])

    @functools.lru_cache(maxsize=1 << 16)
    def keys(form: str) -> tuple[str, ...]:
        lemmas = (word.lemma.lower().translate(fold) for word in read(form))
        return tuple(dict.fromkeys((*lemmas, form.lower().translate(fold))))

    return keys


def _canonical(part: str, keys: Callable[[str], tuple[str, ...]]) -> str:
    return keys(part)[0]


def _head(parts: Sequence[str], language: Language) -> int:
    """Return which part of a listed name inflects as a whole: its first noun."""
    read = analyser(language)
    for place, part in enumerate(parts):
        readings = read(part)
        nominative = any(word.case == "Nom" for word in readings)
        if nominative and any(word.pos in ("NOUN", "PROPN") for word in readings[:2]):
            return place
    return 0


def _entries(language: Language) -> Iterator[Entry]:
    yield from listed(language)
    for row in language.table("names/persons"):
        if " " in row["surname"]:
            yield Entry("person", row["surname"], (), row["surname"], note=SURNAME)


def lemma_atoms(
    tokens: Sequence[Token],
    words: Sequence[Word],
    bounds: tuple[int, int],
    names: Names,
) -> list[Atom]:
    """Return the atoms of the sentence within the bounds."""
    start, stop = bounds
    keys = [
        names.keys(tokens[i].form) if tokens[i].kind == "word" else (tokens[i].form,)
        for i in range(start, stop)
    ]
    quoted = _quoted(tokens, start, stop)
    found, i = [], start
    while i < stop:
        atom = _listed(tokens, words, keys, i, start, names)
        if atom is None or (i in quoted and not _kept(atom)):
            atom = _unlisted(tokens, words, i, quoted=i in quoted)
            atom = _compound(atom, names)
        found.append(atom)
        i = atom.stop
    return found


def _kept(atom: Atom) -> bool:
    """A quoted name is no party, but an accord or a company stays one between marks."""
    company = any(entry.value == "company" for entry in atom.entries)
    return atom.kind == "accord" or (atom.kind == "seat" and company)


def _listed(
    tokens: Sequence[Token],
    words: Sequence[Word],
    keys: Sequence[tuple[str, ...]],
    i: int,
    start: int,
    names: Names,
) -> Atom | None:
    found: tuple[int, tuple[tuple[Entry, int], ...]] | None = None
    nodes = [names.root]
    for index in range(i - start, len(keys)):
        nodes = [
            node.children[key]
            for node in nodes
            for key in keys[index]
            if key in node.children
        ]
        if not nodes:
            break
        fitting = tuple(
            (entry, head)
            for node in nodes
            for entry, head in node.entries
            if _fits(entry, tokens, words, i, head, first=i == start)
        )
        if fitting:
            found = index + start + 1, fitting
    return _atom(i, *found, words) if found else None


def _fits(
    entry: Entry,
    tokens: Sequence[Token],
    words: Sequence[Word],
    i: int,
    head: int,
    *,
    first: bool,
) -> bool:
    """Names need a capital, acronyms all of them; a plain word is no name at the start."""
    form = tokens[i].form
    opening = entry.form.split()[0]
    if entry.note == PLURAL and words[i + head].number != "Plur":
        return False
    if entry.kind == "particle":
        return form.lower() == entry.form
    if entry.kind not in {*NAMED, "person"} or opening[0].islower():
        return not (form.isupper() and len(form) > 1) or len(opening) < 5
    if first and entry.note == NOT_INITIAL and form == opening:
        return False
    if opening.isupper() and len(opening) > 1:
        return form.startswith(opening)
    return form[0].isupper()


def _atom(
    i: int,
    stop: int,
    fitting: tuple[tuple[Entry, int], ...],
    words: Sequence[Word],
) -> Atom:
    entries = tuple(dict.fromkeys(entry for entry, _ in fitting))
    kinds = {entry.kind for entry in entries}
    kind = next((kind for kind in KINDS if kind in kinds), entries[0].kind)
    if kind == "capital" and "seat" in kinds and not _visited(i, words):
        kind = "seat"
    entry, head = next((e, h) for e, h in fitting if e.kind == kind)
    ordered = (entry, *(each for each in entries if each is not entry))
    word = words[i + head]
    atom = Atom(i, stop, word, ordered, kind)
    place = next((e for e in ordered if e.kind in PLACES), None)
    if place and place.codes:
        named = place.form if kind in PLACES else ""
        return atom._replace(text=named, place=f"{place.codes[0]}, {place.form}")
    if kind == "state" and word.case == "Loc":
        return atom._replace(place=atom.codes[0])
    return atom


def _visited(i: int, words: Sequence[Word]) -> bool:
    """Tell whether a city stands after a preposition: one goes there, it does not act."""
    return i > 0 and words[i - 1].pos == "ADP"


def _unlisted(
    tokens: Sequence[Token], words: Sequence[Word], i: int, *, quoted: bool
) -> Atom:
    token, word = tokens[i], words[i]
    if token.kind == "mark":
        return Atom(i, i + 1, word, kind=MARKS.get(token.form, "other"))
    if quoted or token.kind != "word" or not _capital(token.form):
        return Atom(i, i + 1, word)
    text = token.form if token.form.endswith(".") else word.base
    proper = word.pos == "PROPN" or token.form.endswith(".")
    return Atom(i, i + 1, word, kind="proper" if proper else "known-proper", text=text)


def _capital(form: str) -> bool:
    """Tell whether a form begins as a name does, or as "al-Mazrui" does."""
    return form[0].isupper() or (
        "-" in form and form.rpartition("-")[2][:1].isupper() and form[0].islower()
    )


def _compound(atom: Atom, names: Names) -> Atom:
    """Return "kazakhstansko-izrailskiy" as an adjective of both states."""
    parts = atom.word.lemma.lower().split("-")
    if len(parts) < 2 or atom.word.pos not in ("ADJ", "X", "NOUN", "PROPN"):
        return atom
    codes = [_code(part, names, last=part is parts[-1]) for part in parts]
    found = tuple(dict.fromkeys(code for code in codes if code))
    if len(found) < 2 or not all(codes):
        return atom
    entry = Entry("adjective", atom.word.lemma, found)
    return atom._replace(kind="adjective", entries=(entry,), text="")


def _code(part: str, names: Names, *, last: bool) -> str:
    stem = part if last else part.removesuffix(names.joint)
    shapes = (part, *(stem + ending for ending in names.endings))
    return next((names.adjectives[s][0] for s in shapes if s in names.adjectives), "")


def _quoted(tokens: Sequence[Token], start: int, stop: int) -> frozenset[int]:
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
            if i - opened - 1 <= QUOTED_NAME and not _said(tokens, i + 1, stop):
                found.update(range(opened + 1, i))
            opened = None
    return frozenset(found)


def _said(tokens: Sequence[Token], after: int, stop: int) -> bool:
    """Tell whether what follows a closing mark goes on as after words that somebody said."""
    if after >= stop or tokens[after].kind != "mark":
        return False
    dashed = range(after, min(stop, after + 2))
    return any(tokens[i].form in "–—" for i in dashed)
