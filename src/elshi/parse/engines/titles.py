"""Titles and names: which office a run of heads is, and whose name follows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from elshi.parse.engines.gazetteer import INFLECTED, NAMED, SURNAME
from elshi.parse.engines.owners import OWN_STATE, Prefix

if TYPE_CHECKING:
    from collections.abc import Sequence

    from elshi.parse.engines.atoms import Atom
    from elshi.parse.engines.gazetteer import Entry, Gazetteer, Person
    from elshi.types import Word

SIDES = ("side-representative", "side")
HEADS = (*SIDES, "embassy", "counterpart")
BODIES = frozenset({"agency", "military", "legislator", "company"})
RIVALS = frozenset(
    {"head-of-state", "head-of-government", "foreign-minister", "defence-minister"}
)
PAIRED = frozenset({"minister", "deputy-minister", "head-of-government"})
# offices of one person: in the plural they are those of several states
PERSONAL = frozenset(
    {
        "head-of-state",
        "head-of-government",
        "foreign-minister",
        "defence-minister",
        "minister",
        "deputy-minister",
        "parliament-speaker",
    }
)
LONGEST_NAME = 5
LONGEST_FIELD = 7
INITIAL = 2  # letters that rather abbreviate a first name
PORTFOLIO = "portfolio"
CERTAIN = frozenset({"Gen", "Acc", "Ins"})  # cases that first names rarely look like


@dataclass(frozen=True, slots=True)
class Title:
    """The heads after a prefix: what they are, their last word, and the atom after them."""

    stop: int
    kind: str  # office side side-representative embassy counterpart
    office: str
    word: Word


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name in the nominative, its last word, and the atom after it."""

    stop: int
    text: str
    word: Word
    persons: tuple[Person, ...] = ()


def title(atoms: Sequence[Atom], before: Prefix, names: Gazetteer) -> Title | None:
    """Return the longest run of heads that a prefix can own: "ministry's press secretary"."""
    now: Title | None = None
    owned = before.owners or before.rule == OWN_STATE
    i = before.stop + (_field(atoms, before.stop) if owned else 0)
    while i < len(atoms):
        i += _field(atoms, i) if now and now.word.case == "Gen" else 0
        apart = _apart(atoms, i, now)
        if now and not apart and not _continues(now, atoms[i]):
            break
        found = _head(atoms[i + apart], before, None if apart else now, names)
        if found is None:
            break
        i += apart
        kind, office = found
        i += 1
        now = Title(i, kind, office, atoms[i - 1].word)
    return now


def _apart(atoms: Sequence[Atom], i: int, now: Title | None) -> int:
    """Return 1 where a dash joins two titles of one holder, before a name: "deputy - minister"."""
    if now is None or now.office not in PAIRED or atoms[i].kind != "dash":
        return 0
    if i + 2 >= len(atoms) or not atoms[i + 1].entry("office"):
        return 0
    return int(atoms[i + 2].kind in ("proper", "known-proper", "person"))


def _field(atoms: Sequence[Atom], start: int) -> int:
    """Return how many words after an owner name the field of a portfolio, unlisted as such."""
    window = atoms[start : start + LONGEST_FIELD]
    about = any(atom.entry("about") for atom in window)
    for count, atom in enumerate(window):
        if any(entry.note == PORTFOLIO for entry in atom.entries):
            return count if atom.word.possessor == "3" else 0
        joint = atom.entry("link") or atom.entry("about") or atom.kind == "comma"
        if not (
            joint or _field_word(atom) or (about and atom.kind in NAMED and atom.bare)
        ):
            return 0
    return 0


def _field_word(atom: Atom) -> bool:
    plain = atom.kind in ("other", "proper", "known-proper") and not atom.entries
    return plain and atom.bare and atom.word.pos in ("NOUN", "ADJ", "PROPN")


def _continues(now: Title, atom: Atom) -> bool:
    if now.kind in ("embassy", "counterpart") or atom.word.possessor != "3":
        return False
    body = now.office in BODIES or now.kind == "side"
    return now.word.case == "Gen" or (body and now.word.case in ("", "Nom"))


def _head(
    atom: Atom, before: Prefix, now: Title | None, names: Gazetteer
) -> tuple[str, str] | None:
    bare = atom.word.number != "Plur" and not atom.word.possessor
    offices = [
        entry
        for entry in atom.entries
        if entry.kind == "office" and not (bare and entry.note == INFLECTED)
    ]
    if offices:
        office = _office(offices, before, now, names)
        if office is not None:
            return "office", office
    if (now and now.kind == "side") or not (before.owners or before.rule or now):
        owned = atom.word.possessor == "1" or bool(before.host)
        return ("embassy", "") if owned and atom.entry("embassy") else None
    kind = next((kind for kind in HEADS if atom.entry(kind)), None)
    if kind is None or (kind in SIDES and now is not None):
        return None
    return kind, now.office if now else ""


def _office(
    offices: Sequence[Entry], before: Prefix, now: Title | None, names: Gazetteer
) -> str | None:
    """Return the office of the best-fitting row; None where no row fits the owner."""
    classes = _classes(before, now, names)
    codes = set(before.codes)

    def fit(entry: Entry) -> int:
        if entry.scope in codes:
            return 3
        return 2 if entry.scope in classes else int(not entry.scope)

    best = max(offices, key=fit)
    if not fit(best):
        return None
    if best.value == "deputy":
        return names.deputies.get(now.office) if now else None
    return best.value


def _classes(before: Prefix, now: Title | None, names: Gazetteer) -> frozenset[str]:
    """Return what an office may say of its owner in its scope."""
    if now:
        return frozenset({now.office, "owned"})
    seats = [atom for atom in before.owners if atom.kind == "seat"]
    found = {entry.value for atom in seats for entry in atom.entries if entry.value}
    found |= {atom.kind for atom in seats}
    codes = set(before.codes)
    if codes & names.organisations:
        found.add("organisation")
    if codes & names.states or before.rule:
        found.add("state")
    return frozenset(found)


def name(atoms: Sequence[Atom], start: int, names: Gazetteer, day: str) -> Name | None:
    """Return the name that begins at an atom: listed, or a run of capitalised words."""
    stop = _run(atoms, start)
    if stop == start:
        return None
    whole = atoms[start:stop]
    listed = whole[-1].entry("person")
    texts = [
        *(_written(atom) for atom in whole[:-1]),
        listed.form if listed else whole[-1].text,
    ]
    text = " ".join(texts).replace(". ", ".")
    if len(whole) == 1 and whole[0].kind == "known-proper":
        return None
    persons = _holders(listed.form, texts, names, day) if listed else ()
    if len(persons) == 1 and ((len(texts) == 1 and " " not in text) or "." in text):
        text = persons[0].name
    return Name(stop, text, whole[-1].word, persons)


def _run(atoms: Sequence[Atom], start: int) -> int:
    """Return where a run of name words stops; a word with a case ends it."""
    i = start
    while i < len(atoms) and i - start < LONGEST_NAME:
        atom = atoms[i]
        person = atom.entry("person")
        if person and not (i > start and _is_first_name(atoms, i, person)):
            whole = person.note != SURNAME and atom.stop - atom.start > 1
            return i if whole and i > start else i + 1
        if atom.entry("particle") and i > start and i + 1 < len(atoms):
            if atoms[i + 1].kind not in ("proper", "person"):
                break
        elif not person and not _namelike(atoms, i):
            break
        i += 1
        if (
            atom.kind in ("proper", "known-proper")
            and not atom.bare
            and _ends(atoms, i)
        ):
            break
    while i > start and not _surname(atoms[i - 1]):
        i -= 1
    return i


def _is_first_name(atoms: Sequence[Atom], i: int, person: Entry) -> bool:
    """Tell whether a listed surname stands inside a longer name ("Seied Abbas Musavi")."""
    atom, before = atoms[i], atoms[i - 1]
    if person.note != SURNAME or not atom.bare or before.text.endswith("."):
        return False
    return i + 1 < len(atoms) and atoms[i + 1].kind == "proper"


def _surname(atom: Atom) -> bool:
    return atom.kind in ("proper", "person") and not atom.text.endswith(".")


def _namelike(atoms: Sequence[Atom], i: int) -> bool:
    atom = atoms[i]
    if atom.kind in ("proper", "known-proper"):
        return True
    lone = atom.kind in ("city", "region") and atom.stop - atom.start == 1 and atom.bare
    return lone and i + 1 < len(atoms) and atoms[i + 1].kind == "proper"


def _ends(atoms: Sequence[Atom], i: int) -> bool:
    """A guessed case inside a name is none: it ends the name only before something else."""
    if i >= len(atoms) or atoms[i].kind not in ("proper", "person"):
        return True
    return atoms[i - 1].word.known or atoms[i - 1].word.case in CERTAIN


def _written(atom: Atom) -> str:
    return atom.text or atom.word.base


def _holders(
    form: str, texts: Sequence[str], names: Gazetteer, day: str
) -> tuple[Person, ...]:
    """Return the persons of that name who can be meant on a day, the office-holders first."""
    known = names.persons.get(form, ())
    if len(texts) > 1:
        first = texts[0].rstrip(".")
        known = tuple(p for p in known if _may_begin(p.name, first))
    serving = tuple(p for p in known if p.first <= day <= (p.last or day))
    if serving:
        return _one_each(serving)
    former = tuple(p for p in known if p.code in names.states)
    return tuple(
        type(p)(p.name, p.code, "", p.first, p.last) for p in _one_each(former)
    )


def _may_begin(full: str, first: str) -> bool:
    """Tell whether a person's name may open with a first name, spelled in this way or another."""
    return full.startswith(first) if len(first) <= INITIAL else full[0] == first[0]


def _one_each(persons: Sequence[Person]) -> tuple[Person, ...]:
    """Spellings of one person count as one."""
    return tuple({(p.code, p.office): p for p in reversed(persons)}.values())


def belongs(found: Name, heading: Title, before: Prefix) -> bool:
    """Tell whether a name after a title is its holder's, not that of another party."""
    if not found.persons:
        return True
    offices = {p.office for p in found.persons if p.office in RIVALS}
    if heading.office in RIVALS and offices and heading.office not in offices:
        return found.word.case in ("", "Nom") and bool(before.owners)
    codes = set(before.codes)
    return not codes or not codes.isdisjoint(p.code for p in found.persons)
