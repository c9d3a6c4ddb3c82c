"""Names of persons in a language that inflects them (Russian), in the nominative.

"s Gideonom Saarom" names "Gideon Saar": every part of a name stands in the case of its title, or
in that of its first part.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from elshi.parse.engines.atoms import Atom
    from elshi.parse.engines.gazetteer import Person
    from elshi.parse.engines.head_owners import Scene
    from elshi.types import Word

LONGEST_NAME = 5


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name in the nominative, its last word, and the atom after it."""

    stop: int
    text: str
    word: Word
    persons: tuple[Person, ...] = ()


def name(scene: Scene, start: int, case: str) -> Name | None:
    """Return the name that begins at an atom: a run of name words in one case."""
    row = scene.row
    parts: list[Word] = []
    texts: list[str] = []
    i, last = start, start
    while i < len(row) and i - start < LONGEST_NAME:
        atom = row[i]
        particle = atom.entry("particle")
        if (
            particle
            and parts
            and i + 1 < len(row)
            and _namelike(row, i + 1, inside=True)
        ):
            texts.append(scene.tokens[atom.start].form)
            i += 1
            continue
        if atom.text.endswith(".") and atom.kind == "proper":
            texts.append(atom.text)
            i += 1
            continue
        if not _namelike(row, i, inside=i > start or _before_name(row, i, case)):
            break
        listed = atom.entry("person")
        word = None if listed else _part(scene, atom, case)
        if not listed and word is None:
            break
        word = word or atom.word
        texts.append(listed.form if listed else word.base)
        parts.append(word)
        case = case or word.case
        i += 1
        last = i
    if not parts:
        return None
    text = " ".join(texts).replace(". ", ".")
    persons = _persons(text, scene)
    if persons and (" " not in text or "." in text):
        one = {person.name for person in persons}
        text = persons[0].name if len(one) == 1 else text
    return Name(last, text, parts[-1], persons)


def _before_name(row: Sequence[Atom], i: int, case: str) -> bool:
    """Tell whether a plain word after a title is a first name: a proper name follows it."""
    return bool(case) and i + 1 < len(row) and row[i + 1].kind == "proper"


def _part(scene: Scene, atom: Atom, case: str) -> Word | None:
    """Return the reading of a name word in the case of the name; None where it has none."""
    if atom.word.pos == "PROPN" and (not case or atom.word.case == case):
        return atom.word
    for word in scene.readings[atom.start]:
        if word.pos == "PROPN" and word.case == case:
            return word
    return None if case else atom.word


def _namelike(row: Sequence[Atom], i: int, *, inside: bool) -> bool:
    atom = row[i]
    if atom.kind == "proper" or atom.entry("person"):
        return _is_name(atom.text or atom.word.base)
    if atom.kind == "known-proper":
        return inside
    lone = atom.kind in ("city", "region", "state") and atom.stop - atom.start == 1
    return lone and inside


def _is_name(text: str) -> bool:
    return not (text.isascii() or text.isupper() or any(map(str.isdigit, text)))


def _persons(text: str, scene: Scene) -> tuple[Person, ...]:
    """Return the persons of that name who can be meant on the day, office-holders first."""
    held, day = scene.gazetteer.persons, scene.day
    parts = text.split()
    known = held.get(text, ())
    if not known and len(parts) > 1:
        same = held.get(parts[-1], ())
        initial = parts[0].rstrip(".")
        short = "." in parts[0]
        known = tuple(p for p in same if short and p.name.startswith(initial[0]))
    if "." in text and not known:
        initials, _, last = text.rpartition(".")
        known = tuple(
            p for p in held.get(last, ()) if p.name.startswith(initials.split(".")[0])
        )
    serving = tuple(p for p in known if p.first <= day <= (p.last or day))
    if serving:
        return _one_each(serving)
    return tuple(type(p)(p.name, p.code, "", p.first, p.last) for p in _one_each(known))


def _one_each(persons: Sequence[Person]) -> tuple[Person, ...]:
    return tuple({(p.code, p.office): p for p in reversed(persons)}.values())
