"""Names of persons in a row of pieces: listed ones, and runs of capitalised words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from elshi.parse.engines.gazetteer import SURNAME
from elshi.parse.engines.phrase_rows import Phrase, Row

if TYPE_CHECKING:
    from elshi.parse.engines.gazetteer import Entry, Person
    from elshi.parse.engines.pieces import Piece

LONGEST_INITIALS = 2  # "JD Vance", but "USS Ford"
HONOURED = 3  # words of honour before a name
NAME = 5  # words that a name has at most


def name_at(row: Row, i: int) -> Phrase | None:
    """Return the name from a piece on: listed, or a run of capitalised words."""
    start = i
    while (
        i < len(row.pieces)
        and row.pieces[i].entry("honorific")
        and i - start < HONOURED
    ):
        if not row.text(i)[0].isupper():
            return None
        i += 1
    stop, honoured = _run(row, i), i > start
    if stop == i:
        return None
    run = row.pieces[i:stop]
    listed = run[-1].entry("person")
    text = " ".join(piece.text for piece in run)
    persons = _holders(row, listed, text) if listed else ()
    titled = start > 0 and row.pieces[start - 1].entry("office") is not None
    sure = honoured or titled or stop - i > 1 or persons or " " in text
    proper = [piece.kind == "proper" for piece in run]
    if not sure or not (persons or proper[-1] or (titled and any(proper))):
        return None
    if persons and len(run) == 1 and listed and listed.note == SURNAME:
        text = persons[0].name
    return Phrase(
        start, stop, name=text, word=run[-1].word, persons=persons, kind="person"
    )


def _run(row: Row, i: int) -> int:
    start = i
    while i < len(row.pieces) and i - start < NAME:
        piece = row.pieces[i]
        person = piece.entry("person")
        if person and (person.note == SURNAME or i == start):
            i += 1
            whole = person.note != SURNAME or i - start > 1
            if whole or not _goes_on(row, i):
                return i
            continue
        particle = piece.entry("particle") and i > start and _goes_on(row, i + 1)
        if not (particle or piece.kind in ("proper", "known") or _initial(piece)):
            break
        if i == start and piece.text.isupper() and len(piece.text) > LONGEST_INITIALS:
            break
        i += 1
    while i > start and row.pieces[i - 1].kind not in ("proper", "known", "person"):
        i -= 1
    return i


def _goes_on(row: Row, i: int) -> bool:
    return i < len(row.pieces) and row.pieces[i].kind in ("proper", "person", "known")


def _initial(piece: Piece) -> bool:
    return len(piece.text) == 2 and piece.text[0].isupper() and piece.text[1] == "."


def _holders(row: Row, listed: Entry, text: str) -> tuple[Person, ...]:
    """Return the persons of that name who can be meant on a day, the office-holders first."""
    known = row.names.persons.get(listed.form, ())
    if " " in text:
        first = text.split(maxsplit=1)[0].rstrip(".")
        known = tuple(p for p in known if p.name.startswith(first[:1]))
    serving = tuple(p for p in known if p.first <= row.day <= (p.last or row.day))
    unique: dict[tuple[str, str], Person] = {}
    for person in serving or known:
        unique.setdefault((person.code, person.name.split()[-1]), person)
    if serving:
        return tuple(unique.values())
    return tuple(replace(person, office="") for person in unique.values())
