"""Engine part: the capitals of names in a script that has none.

A word is written as its table does where it can only be a name, or where its neighbours make it
one; after an office, words that nobody knows are its holder's name.
"""

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from elshi.parse.engines import chain
from elshi.parse.engines.gazetteer import NOT_INITIAL
from elshi.resources import Language
from elshi.types import Word

CERTAIN = frozenset({"state", "capital", "organisation", "accord", "group"})
SHORTEST, LONGEST_NAME = 3, 3


@dataclass(frozen=True, slots=True, eq=False)
class _Names:
    certain: Mapping[str, str]  # names of parties by their small letters
    words: Mapping[str, str]  # words of names of persons
    persons: frozenset[str]  # the same as they are written
    runs: Mapping[
        str, tuple[tuple[str, ...], ...]
    ]  # by the first word, the longest first
    titles: frozenset[str]
    endings: frozenset[str]
    read: Callable[[str], tuple[Word, ...]]


def capitals(forms: Sequence[str], language: Language) -> list[str]:
    """Return the forms of a text with names as they are written elsewhere."""
    names = _names(language)
    found = [_single(names, form) for form in forms]
    for i, form in enumerate(forms):
        for run in names.runs.get(form, ()):
            cased = _run(names, run, forms[i : i + len(run)])
            if cased:
                found[i : i + len(run)] = cased
                break
    return _with_holders(names, found)


@functools.lru_cache(maxsize=1 << 14)
def _single(names: _Names, form: str) -> str:
    """Return the name of a party, or what is read as a name, with its capitals."""
    if len(form) == len("a.") and form[1] == ".":
        return form.upper()
    sure = _listed(names, names.certain, form)
    if sure:
        return sure
    best = names.read(form)[0]
    if best.known and best.pos == "PROPN":
        lemma = best.lemma
        same = form.startswith(lemma.lower())
        return lemma + form[len(lemma) :] if same else form[0].upper() + form[1:]
    return form if best.known else _listed(names, names.words, form) or form


def _listed(names: _Names, table: Mapping[str, str], form: str) -> str:
    """Return a form with a listed word before an ending as its table writes it."""
    for stop in range(len(form), 1, -1):
        ending = form[stop:].lstrip("-")
        if stop < SHORTEST and ending and form[stop] != "-":
            break
        if form[:stop] in table and (not ending or ending in names.endings):
            return table[form[:stop]] + form[stop:]
    return ""


def _run(names: _Names, run: tuple[str, ...], forms: Sequence[str]) -> list[str]:
    """Return forms as the words of a listed name; nothing where they are others."""
    small = [word.lower() for word in run]
    if list(forms[:-1]) != small[:-1] or not forms[-1].startswith(small[-1]):
        return []
    ending = forms[-1][len(small[-1]) :]
    if ending and ending not in names.endings:
        return []
    return [*run[:-1], run[-1] + ending]


def _with_holders(names: _Names, forms: list[str]) -> list[str]:
    """Return the forms with unknown words after an office or a name as names."""
    for i, form in enumerate(forms[:-1]):
        if not (_is_title(names, form) or form in names.persons):
            continue
        for j in range(i + 1, min(i + 1 + LONGEST_NAME, len(forms))):
            if not forms[j][:1].islower() or not _may_be_name(names, forms[j]):
                break
            forms[j] = forms[j][0].upper() + forms[j][1:]
    return forms


@functools.lru_cache(maxsize=1 << 14)
def _is_title(names: _Names, form: str) -> bool:
    best = names.read(form)[0]
    return best.case == "Nom" and best.number != "Plur" and best.lemma in names.titles


def _may_be_name(names: _Names, form: str) -> bool:
    best = names.read(form)[0]
    return not best.known and best.pos != "VERB"


@functools.cache
def _names(language: Language) -> _Names:
    parties, persons = language.table("names/parties"), language.table("names/persons")
    certain = {
        row["form"].lower(): row["form"]
        for row in parties
        if row["kind"] in CERTAIN and row["note"] != NOT_INITIAL
        if not row["form"].islower()
    }
    runs: dict[str, list[tuple[str, ...]]] = {}
    for row in (*parties, *persons):
        words = tuple(row["form"].split())
        if len(words) > 1 and not row["form"].islower():
            runs.setdefault(words[0].lower(), []).append(words)
    parts = {w for row in persons for w in row["form"].split() if len(w) > 2}
    return _Names(
        certain,
        {part.lower(): part for part in parts},
        frozenset(parts),
        {
            word: tuple(sorted(found, key=len, reverse=True))
            for word, found in runs.items()
        },
        frozenset(row["form"].split()[-1] for row in language.table("names/offices")),
        frozenset(row["form"] for row in language.table("names/endings")),
        chain.analyser(language),
    )
