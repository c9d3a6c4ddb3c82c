"""Titles that come before their owners (Russian): which office a head with its body is.

"glava pravitelstva Italii" is the head of a government, "predstavitel MID" a spokesperson: the
office depends on what the head is the head of.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from elshi.parse.engines.head_owners import (
    Scene,
    about,
    counted,
    field,
    host_of,
    is_fixed,
    origin_of,
    owner_list,
)
from elshi.parse.engines.lemma_names import PLURAL
from elshi.parse.engines.owners import OWN_STATE, REFLEXIVE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from elshi.parse.engines.atoms import Atom
    from elshi.parse.engines.gazetteer import Entry, Gazetteer
    from elshi.types import Word

HEADS = ("side-representative", "side", "embassy", "counterpart")
KINDS = frozenset({"office", *HEADS})


@dataclass(frozen=True, slots=True)
class Title:
    """A head with what belongs to it, from atom start to stop."""

    start: int
    stop: int
    head: Atom
    kind: str  # office side side-representative embassy counterpart
    office: str
    entry: Entry
    owners: tuple[Atom, ...] = ()
    rule: str = ""
    host: str = ""

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the codes of all owners, each once."""
        return tuple(dict.fromkeys(code for atom in self.owners for code in atom.codes))


def title(scene: Scene, start: int) -> Title | None:
    """Return the title that begins at an atom: what precedes its head, and what follows."""
    row = scene.row
    owners: tuple[Atom, ...] = ()
    rule, i = "", start
    while i < len(row):
        atom = row[i]
        if atom.kind == "adjective" and atom.word.pos == "ADJ":
            owners = (*owners, atom)
        elif _rule_of(atom) and not rule:
            rule = _rule_of(atom)
        elif not (atom.entry("modifier") or (owners and _joins(row, i))):
            break
        if _is_head(row, i):
            break
        i += 1
    if i >= len(row) or not _is_head(row, i):
        return None
    if owners and not (_agrees(owners[-1].word, row[i].word) or is_fixed(row[i])):
        return None
    return _complete(scene, start, i, owners, rule)


def _joins(row: Sequence[Atom], i: int) -> bool:
    """Tell whether a comma or a conjunction joins two adjectives: "afghan and pakistani"."""
    joint = row[i].kind == "comma" or row[i].entry("link")
    return bool(joint) and i + 1 < len(row) and row[i + 1].kind == "adjective"


def _rule_of(atom: Atom) -> str:
    if atom.entry("own"):
        return OWN_STATE
    return REFLEXIVE if atom.entry("possessive") else ""


def _agrees(one: Word, two: Word) -> bool:
    return not (one.case and two.case) or one.case == two.case


def _is_head(row: Sequence[Atom], i: int) -> bool:
    return any(entry.kind in KINDS for entry in row[i].entries)


def _complete(
    scene: Scene, start: int, i: int, before: tuple[Atom, ...], rule: str
) -> Title | None:
    """Return the title with the owners, the body it heads and the place after its head."""
    head, stop = scene.row[i], i + 1 + field(scene, i)
    owners, stop = _owners(scene, stop, head, before, rule)
    inner = _inner(scene, stop, head) if owners == before or not owners else None
    if inner:
        stop, owners, rule = inner.stop, owners or inner.owners, rule or inner.rule
    elif not (rule or owners):
        rule, stop = counted(scene.row, stop)
    host, stop = host_of(scene, stop, head)
    stop += about(scene, stop) if owners and not inner else 0
    made = _headed(scene.gazetteer, head, owners, inner, rule)
    if made is None:
        return None
    kind, entry, office = made
    return Title(start, stop, head, kind, office, entry, owners, rule, host)


def _owners(
    scene: Scene, stop: int, head: Atom, before: tuple[Atom, ...], rule: str
) -> tuple[tuple[Atom, ...], int]:
    """Return whose a head is, by what stands before or after it, and where that stops."""
    if before and not rule:
        return before, stop
    after, stop = owner_list(scene.row, stop)
    if head.entry("counterpart") and not (after or before):
        return origin_of(scene, stop)
    return after or before, stop


def _inner(scene: Scene, start: int, head: Atom) -> Title | None:
    """Return the title in the genitive that a title heads: "head of the government of Italy"."""
    if start >= len(scene.row) or not head.entry("office"):
        return None
    if scene.row[start].kind in ("comma", "dash"):
        return None
    found = title(scene, start)
    if found is None or found.head.word.case != "Gen":
        return None if found is None or not is_fixed(found.head) else found
    return found


def _headed(
    names: Gazetteer,
    head: Atom,
    owners: tuple[Atom, ...],
    inner: Title | None,
    rule: str,
) -> tuple[str, Entry, str] | None:
    """Return kind, entry and office of a head by whose it is; None where no row fits."""
    offices = [
        entry
        for entry in head.entries
        if entry.kind == "office"
        and not (entry.note == PLURAL and head.word.number != "Plur")
    ]
    codes = {code for atom in owners for code in atom.codes}
    classes = _classes(owners, inner, names, rule)
    best = max(offices, key=lambda entry: _fit(entry, codes, classes), default=None)
    if best and _fit(best, codes, classes):
        office = best.value
        if office == "deputy":
            office = names.deputies.get(inner.office, "") if inner else ""
        return ("office", best, office) if office else None
    entry = next((e for kind in HEADS for e in head.entries if e.kind == kind), None)
    if entry is None:
        return None
    return entry.kind, entry, inner.office if inner else ""


def _fit(entry: Entry, codes: set[str], classes: frozenset[str]) -> int:
    if entry.scope in codes:
        return 3
    if not entry.scope:
        return 1
    named = not entry.scope.isascii()  # the words of the title that it heads
    return (4 if named else 2) if entry.scope in classes else 0


def _classes(
    owners: tuple[Atom, ...], inner: Title | None, names: Gazetteer, rule: str
) -> frozenset[str]:
    """Return what an office may say of its owner in its scope."""
    if inner:
        return frozenset({inner.office, "owned", inner.entry.form})
    codes = {code for atom in owners for code in atom.codes}
    found = {"seat" for atom in owners if atom.kind == "seat"}
    found |= {e.value for a in owners for e in a.entries if a.kind == "seat"}
    if codes & names.organisations:
        found.add("organisation")
    if codes & names.states or rule:
        found.add("state")
    if found:
        found.add("owned")
    return frozenset(found)
