"""What stands before a title: whose it is, where it serves, and the words between.

"Qazaqstannyn Irlandiadagy zhana elshisi": the owner is Kazakhstan, the host Ireland. Owners may
be a list ("Armenia men Azerbaijan") or a count ("the two states").
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from elshi.parse.engines.atoms import Atom

if TYPE_CHECKING:
    from collections.abc import Sequence

    from elshi.parse.engines.gazetteer import Gazetteer

OWNERS = frozenset({"state", "seat", "capital", "adjective", "organisation", "group"})
PLACES = frozenset({"state", "capital", "city", "region", "organisation"})
OWN_STATE, REFLEXIVE, COUNT = "own-state", "reflexive", "count-"


@dataclass(frozen=True, slots=True)
class Prefix:
    """Owners in order, the rule that says who they are, and the atom after them."""

    stop: int
    owners: tuple[Atom, ...] = ()
    rule: str = ""
    host: str = ""
    count: bool = False  # a number stands before the title: "the five presidents of"

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the codes of all owners, each once."""
        return tuple(dict.fromkeys(code for atom in self.owners for code in atom.codes))


def merged(atoms: Sequence[Atom], names: Gazetteer) -> list[Atom]:
    """Return the atoms with heads drawn into the names that they complete."""
    found: list[Atom] = []
    for atom in atoms:
        joined = _completed(found, atom, names) if found and atom.entries else None
        if joined:
            found[-1] = joined
            if joined.kind == "city" and not joined.entries:
                _settle(found)
        else:
            found.append(atom)
    return found


def _completed(found: Sequence[Atom], atom: Atom, names: Gazetteer) -> Atom | None:
    last = found[-1]
    if atom.entry("polity") and atom.word.possessor == "3" and last.kind == "state":
        return last._replace(stop=atom.stop, word=atom.word) if last.bare else None
    if (
        atom.entry("capital-head")
        and last.kind == "state"
        and last.codes[0] in names.capitals
    ):
        city = names.capitals[last.codes[0]]
        place = f"{last.codes[0]}, {city}"
        entries = tuple(replace(e, kind="capital") for e in last.entries)
        return Atom(last.start, atom.stop, atom.word, entries, "capital", city, place)
    if atom.codes and last.codes == atom.codes and _one_name(last, atom):
        return atom._replace(start=last.start)
    return _with_head(last, atom)


def _with_head(last: Atom, atom: Atom) -> Atom | None:
    """Return a town or region drawn together with the head that says what it is."""
    if not (atom.entry("city-head") or atom.entry("region-head")) or not last.bare:
        return None
    if last.kind in ("city", "capital", "region"):
        return last._replace(stop=atom.stop, word=atom.word)
    if last.kind == "proper" and atom.word.possessor == "3":
        return last._replace(
            stop=atom.stop, word=atom.word, kind="city", place=last.text
        )
    return None


def _one_name(last: Atom, atom: Atom) -> bool:
    """Tell whether two names are one: a state and its seat, "the capital of X" and that city."""
    if atom.kind == "seat":
        return last.kind == "state" and last.bare
    apposed = last.kind == atom.kind == "capital" and last.stop - last.start > 1
    return apposed and last.bare and last.word.possessor == "3"


def _settle(found: list[Atom]) -> None:
    """Give a town that no table lists the state before it: "Azerbaijannyn Gabala qalasy"."""
    town, owner = found[-1], found[-2] if len(found) > 1 else None
    if owner and owner.codes and _owns(owner):
        found[-1] = town._replace(place=f"{owner.codes[0]}, {town.place}")


def _owns(atom: Atom) -> bool:
    return atom.kind in OWNERS and (atom.bare or atom.word.case == "Gen")


def is_host(atom: Atom) -> bool:
    """Tell whether the atom says where somebody serves ("Qazaqstandagy")."""
    return atom.kind in PLACES and atom.word.derivation == "adj-loc"


def prefix(atoms: Sequence[Atom], start: int) -> Prefix:
    """Return the longest run of owners, hosts and modifiers that begins at an atom."""
    now = Prefix(start)
    while now.stop < len(atoms):
        after = _step(atoms, now)
        if after is None:
            break
        now = after
    return now


def _step(atoms: Sequence[Atom], now: Prefix) -> Prefix | None:
    atom = atoms[now.stop]
    if is_host(atom) and not now.host and _hosted(now):
        return replace(now, stop=now.stop + 1, host=atom.place.partition(",")[0])
    if not now.owners and not now.rule:
        if atom.entry("possessive") and atom.bare:
            return replace(now, stop=now.stop + 1, rule=REFLEXIVE)
        rule = _anaphoric(atom)
        if rule or _owner(atom):
            stop = _listed(atoms, now.stop)
            members = tuple(_member(a) for a in atoms[now.stop : stop] if _owner(a))
            return replace(now, stop=stop, owners=members, rule=rule)
    if atom.entry("modifier") and atom.bare:
        return replace(now, stop=now.stop + 1)
    if len(now.codes) > 1 and _anaphoric(atom).startswith(COUNT):
        return replace(now, stop=now.stop + 1, count=True)
    return None


def _hosted(now: Prefix) -> bool:
    """Tell whether a host may follow: an owner before it needs its genitive.

    In "Erevan Astanadagy elshiligin zhabady" Erevan owns nothing: it closes its embassy.
    """
    last = now.owners[-1] if now.owners else None
    return last is None or last.word.case == "Gen" or last.word.base.isupper()


def _anaphoric(atom: Atom) -> str:
    """Return the rule of an owner that names no party: "our", "the two states'", "two"."""
    if atom.word.case not in ("", "Nom", "Gen"):
        return ""
    if atom.entry("own") and atom.word.case == "Gen":
        return OWN_STATE
    anaphor = atom.entry("anaphor")
    rule = anaphor.value if anaphor else ""
    return (
        rule
        if rule == OWN_STATE or rule.endswith("-states") or rule.startswith(COUNT)
        else ""
    )


def _owner(atom: Atom) -> bool:
    named = atom.kind in OWNERS or atom.entry("group") is not None
    return (
        named and (atom.bare or atom.word.case == "Gen") and bool(_member(atom).codes)
    )


def _member(atom: Atom) -> Atom:
    """Return a region that is a group of states too as that group."""
    return atom._replace(kind="group") if atom.entry("group") else atom


def _listed(atoms: Sequence[Atom], start: int) -> int:
    """Return where the list of owners that begins here stops."""
    stop = start + 1
    while stop + 1 < len(atoms):
        if atoms[stop].kind != "comma" and not atoms[stop].entry("link"):
            break
        if not _owner(atoms[stop + 1]) or is_host(atoms[stop + 1]):
            break
        stop += 2
    return stop
