"""What belongs to a head in a language whose titles come first (Russian): field, owner, place.

"ministr energetiki Gruzii", "posol Kazakhstana v Azerbaydzhane": what follows the head says of
which field, whose and where.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from elshi.parse.engines.owners import OWN_STATE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from elshi.parse.engines.atoms import Atom
    from elshi.parse.engines.gazetteer import Gazetteer
    from elshi.types import Token, Word

OWNERS = frozenset({"state", "seat", "capital", "organisation", "group"})
HOSTS = frozenset({"state", "capital", "city", "organisation"})
HOSTED = frozenset({"ambassador", "envoy", "agency"})
LONGEST_FIELD = 9
PORTFOLIO = "portfolio"


@dataclass(frozen=True, slots=True)
class Scene:
    """What the phrases of a sentence are read with."""

    row: Sequence[Atom]
    readings: Sequence[Sequence[Word]]
    tokens: Sequence[Token]
    gazetteer: Gazetteer
    day: str
    about: str  # the preposition before what a body is for
    origin: str  # the preposition before where somebody is from


def is_fixed(atom: Atom) -> bool:
    """Tell whether the form of an atom never changes, whatever case was chosen for it."""
    return atom.word.pos == "PROPN" and atom.word.base.isupper()


def field(scene: Scene, i: int) -> int:
    """Return how many atoms after a head name its field: "minister of energy and industry"."""
    head, row = scene.row[i], scene.row
    if not any(entry.note == PORTFOLIO for entry in head.entries):
        return 0
    window = row[i + 1 : i + 1 + LONGEST_FIELD]
    count = 0
    for place, atom in enumerate(window):
        if _field_word(atom):
            count = place + 1
        elif not (_goes_on(window, place) and atom.kind in ("comma", "link", "other")):
            break
    return count + about(scene, i + 1 + count)


def _field_word(atom: Atom) -> bool:
    small = atom.kind == "other" and not atom.entries
    return small and atom.word.case == "Gen" and atom.word.pos in ("NOUN", "ADJ")


def _goes_on(window: Sequence[Atom], place: int) -> bool:
    joint = window[place].kind == "comma" or window[place].entry("link")
    return bool(joint) and place + 1 < len(window) and _field_word(window[place + 1])


def about(scene: Scene, start: int) -> int:
    """Return how many atoms name what a body is for: "agency for atomic energy"."""
    row = scene.row
    if start >= len(row) or row[start].word.lemma != scene.about:
        return 0
    stop = start + 1
    while stop < len(row) and stop - start < LONGEST_FIELD:
        atom = row[stop]
        if atom.kind != "other" or atom.entries or atom.word.case not in ("Dat", "Gen"):
            break
        stop += 1
    return stop - start if stop - start > 1 else 0


def owner_list(row: Sequence[Atom], start: int) -> tuple[tuple[Atom, ...], int]:
    """Return the owners in the genitive that begin at an atom, and the atom after them."""
    found: list[Atom] = []
    i = start
    while i < len(row) and _is_owner(row[i]):
        found.append(row[i])
        i += 1
        joint = i + 1 < len(row) and (row[i].kind == "comma" or row[i].entry("link"))
        if not (joint and _is_owner(row[i + 1])):
            break
        i += 1
    return tuple(found), i


def _is_owner(atom: Atom) -> bool:
    if atom.kind not in OWNERS or not atom.codes:
        return False
    return atom.word.case in ("Gen", "") or is_fixed(atom)


def counted(row: Sequence[Atom], start: int) -> tuple[str, int]:
    """Return the rule of an owner that names no party ("of the two states"), and what follows."""
    if start >= len(row):
        return "", start
    entry = row[start].entry("anaphor")
    if not entry or row[start].word.case not in ("Gen", ""):
        return "", start
    rule = entry.value
    if rule.endswith("-states") or rule in (OWN_STATE, "addressee", "members"):
        return rule, start + 1
    return "", start


def origin_of(scene: Scene, start: int) -> tuple[tuple[Atom, ...], int]:
    """Return whose counterparts they are: "colleagues from Kazakhstan"."""
    row = scene.row
    if start + 1 < len(row) and row[start].word.lemma == scene.origin:
        owners, stop = owner_list(row, start + 1)
        if owners:
            return owners, stop
    return (), start


def host_of(scene: Scene, start: int, head: Atom) -> tuple[str, int]:
    """Return where an envoy serves, and the atom after it: "in Azerbaijan", "at the UN"."""
    row = scene.row
    envoy = head.entry("embassy") or any(e.value in HOSTED for e in head.entries)
    if not envoy or start + 1 >= len(row) or row[start].word.pos != "ADP":
        return "", start
    place = row[start + 1]
    if place.kind not in ("state", "capital", "city", "organisation"):
        return "", start
    if place.kind == "organisation":
        return "", start + 2
    if place.word.case != "Loc":
        return "", start
    return place.codes[0], start + 2
