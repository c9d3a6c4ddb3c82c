"""The engine `paradigm`: words of a stem and an inflection class (Russian).

A dictionary of paradigms reads what it knows; names that it does not know, and every surname, are
read by surnames.tsv: a form is a base with an ending, "Sibigu" the accusative of "Sibiga". Each
reading has a cost, the likeliest first; its context is weighed by engines/agreement.py.
"""

from __future__ import annotations

import functools
import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pymorphy3

from elshi.types import Word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from elshi.resources import Language

Weighed = tuple[tuple[float, Word], ...]
CASES = ("Nom", "Gen", "Loc", "Acc", "Dat", "Ins")
ACRONYM = 6  # letters of an acronym at most
MOST = 14
UNLIKELY = 5.0
WORDS, NAMES = 0.7, 0.3  # weight of how often the dictionary's corpus reads a form so
LISTED = -2.0
RARER = 0.4
UNLISTED = 3.0  # a name that no table lists, where one is listed
KNOWN_WORD = 3.0  # a name that looks like a word of the dictionary
STRONG = 1.5  # the same where only names end so
ADJECTIVE = 1.5  # an adjective that the dictionary lacks, made of a name
PREFIXED = "KnownPrefixAnalyzer"
NAME_MARKS = frozenset({"Surn", "Patr"})  # our own table reads these
PROPER_MARKS = frozenset({"Name", "Geox", "Orgn", "Trad"})


@dataclass(frozen=True, slots=True)
class _Ending:
    """An ending of a name: what the stem before it ends in, and what the form says."""

    kind: str
    stem: re.Pattern[str]
    base: str
    case: str
    number: str
    gender: str
    cost: float
    strong: bool


@dataclass(frozen=True, slots=True, eq=False)
class _Engine:
    dictionary: pymorphy3.MorphAnalyzer
    features: dict[str, tuple[tuple[str, str], ...]]
    endings: dict[str, tuple[_Ending, ...]]
    persons: frozenset[str]  # parts of listed names, small letters
    places: frozenset[str]
    closed: dict[str, Weighed]
    fold: Callable[[str], str]
    vowels: str


def analyser(language: Language) -> Callable[[str], tuple[Word, ...]]:
    """Return the function that reads a word form: its readings, the likeliest first."""
    weigh = weighed(language)
    return lambda form: tuple(word for _, word in weigh(form))


@functools.cache
def weighed(language: Language) -> Callable[[str], Weighed]:
    """Return the function that gives the readings of a form with their costs."""
    engine = _engine(language)
    return functools.lru_cache(maxsize=1 << 17)(functools.partial(_readings, engine))


def _engine(language: Language) -> _Engine:
    manifest = language.manifest("language")["paradigm"]
    features: dict[str, tuple[tuple[str, str], ...]] = {}
    for row in language.table("grammemes"):
        pair = (row["feature"], row["value"])
        features[row["grammeme"]] = (*features.get(row["grammeme"], ()), pair)
    folding = str.maketrans(manifest["folded"], manifest["fold"])
    return _Engine(
        pymorphy3.MorphAnalyzer(lang=language.code),
        features,
        _endings(language),
        frozenset(_persons(language)),
        frozenset(_places(language)),
        _closed(language),
        lambda text: text.translate(folding),
        manifest["vowels"],
    )


def _endings(language: Language) -> dict[str, tuple[_Ending, ...]]:
    found: dict[str, tuple[_Ending, ...]] = {}
    for row in language.table("surnames"):
        ending = _Ending(
            row["class"],
            re.compile(f"(?:{row['stem']})$"),
            row["base"],
            row["case"],
            row["number"],
            row["gender"],
            float(row["cost"]),
            row["strong"] == "yes",
        )
        found[row["ending"]] = (*found.get(row["ending"], ()), ending)
    return found


def _persons(language: Language) -> Iterator[str]:
    for row in (*language.table("names/persons"), *language.table("names/given")):
        yield from row["form"].lower().split()


def _places(language: Language) -> Iterator[str]:
    for row in language.table("names/parties"):
        if " " not in row["form"] and row["form"][0].isupper():
            yield row["form"].lower()


def _closed(language: Language) -> dict[str, Weighed]:
    """Return the forms that a table reads once and for all."""
    found: dict[str, Weighed] = {}
    for row in language.table("closed"):
        pairs = (pair.split("=") for pair in row["features"].split())
        features: dict[str, Any] = dict(pairs)
        features |= {"negative": True} if features.pop("negative", "") else {}
        base = row["lemma"] if "case" in features else row["form"]
        word = Word(row["lemma"], base, row["pos"], **features)
        held = found.get(row["form"], ())
        found[row["form"]] = (*held, (float(len(held)), word))
    return found


def _readings(engine: _Engine, form: str) -> Weighed:
    closed = engine.closed.get(form.lower())
    if closed and not (form.isupper() and len(form) > 1):
        return (*closed, *_also_names(engine, form))
    label = tuple(_acronym(engine, form)) if _is_label(form) else ()
    if label:
        return label
    found = sorted(_all(engine, form), key=lambda pair: pair[0])
    best: dict[Word, float] = {}
    for cost, word in found:
        best.setdefault(word, cost)
    ranked = [(cost, word) for word, cost in best.items()]
    kept = tuple(pair for pair in ranked if pair[0] <= ranked[0][0] + UNLIKELY)[:MOST]
    return kept or ((0.0, Word(form, form, "X", known=False)),)


def _also_names(engine: _Engine, form: str) -> Weighed:
    """Return the readings of a small word as a listed name: "Li" of "Li Qiang"."""
    if form[0].islower() or len(form) < 2 or form.lower() not in engine.persons:
        return ()
    names = _names(engine, form, known=True)
    return tuple((cost + KNOWN_WORD, word) for cost, word in names if word.known)


def _is_label(form: str) -> bool:
    """Tell whether a form is foreign or an acronym, with or without an ending."""
    capitals = sum(letter.isupper() for letter in form)
    short = form.isupper() and 1 < len(form) <= ACRONYM
    return form.isascii() or short or (capitals > 1 and "-" not in form)


def _acronym(engine: _Engine, form: str) -> Iterator[tuple[float, Word]]:
    stem = form.rstrip("".join(sorted({x for e in engine.endings for x in e})))
    if stem and stem != form and len(stem) > 1:
        for ending in engine.endings.get(form[len(stem) :], ()):
            if ending.stem.search(stem.lower()) and not ending.base:
                yield (
                    ending.cost,
                    Word(stem, stem, "PROPN", ending.case, ending.number),
                )
        return
    for cost, case in enumerate(CASES):
        yield cost * 0.4, Word(form, form, "PROPN", case, "")


def _all(engine: _Engine, form: str) -> Iterator[tuple[float, Word]]:
    capital = form[0].isupper() or (
        "-" in form and form.rpartition("-")[2][:1].isupper()
    )
    small = form.lower()
    dictionary = list(_from_dictionary(engine, form, capital=capital))
    known = _is_known(engine, small)
    if known or not capital:
        yield from dictionary
    if not capital:
        return
    if not known:
        yield from ((cost + ADJECTIVE, w) for cost, w in dictionary if w.pos == "ADJ")
    held = any(word.pos == "PROPN" for _, word in dictionary) and known
    names = [
        (cost, word)
        for cost, word in _names(engine, form, known=bool(known and dictionary))
        if not (held and word.lemma.lower() in engine.places)
    ]
    listed = any(word.known for _, word in names)
    for cost, word in names:
        yield cost + (UNLISTED if listed and not word.known else 0.0), word
    if not known and not names:
        yield from dictionary


def _is_known(engine: _Engine, small: str) -> bool:
    """Tell whether the dictionary has a word, perhaps without a prefix ("special envoy")."""
    if engine.dictionary.word_is_known(small):
        return True
    stack = engine.dictionary.parse(small)[0].methods_stack
    return len(stack) > 1 and type(stack[1][0]).__name__ == PREFIXED


def _from_dictionary(
    engine: _Engine, form: str, *, capital: bool
) -> Iterator[tuple[float, Word]]:
    for parse in engine.dictionary.parse(form):
        marks = frozenset(parse.tag.grammemes)
        if capital and marks & NAME_MARKS:
            continue
        proper = bool(marks & PROPER_MARKS) and capital and "NOUN" in marks
        dull = bool(marks & (PROPER_MARKS | NAME_MARKS)) and not capital
        weight = NAMES if proper else WORDS  # which case is common says less of names
        cost = min(UNLIKELY, -weight * math.log(max(parse.score, 1e-4)))
        several = proper and "plur" in marks and "Pltm" not in marks
        word = _word(engine, form, parse, marks, proper=proper)
        own = proper and word.lemma.lower() in engine.places
        if own and "Name" in marks:
            continue
        yield cost + UNLIKELY * dull + UNLISTED * several - proper - own, word


def _word(
    engine: _Engine, form: str, parse: Any, marks: frozenset[str], *, proper: bool
) -> Word:
    features: dict[str, Any] = {}
    for mark in sorted(marks):
        features.update(engine.features.get(mark, ()))
    pos = features.pop("pos", "X")
    if "Apro" in marks:
        pos = "DET"
    if "Fixd" in marks and "Apro" in marks:
        features = {}
    if marks & {"PRTS", "ADJS"}:
        features["derivation"] = "short"
    if proper:
        base = _cased(_nominative(parse, features), form)
        return Word(base, base, "PROPN", **features)
    lemma = engine.fold(parse.normal_form)
    base = lemma if form[0].islower() else lemma[0].upper() + lemma[1:]
    return Word(lemma, base, pos, **features)


def _nominative(parse: Any, features: dict[str, Any]) -> str:
    """Return the nominative of the same number; a plural name keeps its plural."""
    if features.get("number") != "Plur":
        return str(parse.normal_form)
    changed = parse.inflect({"nomn", "plur"})
    return str(changed.word if changed else parse.normal_form)


def _cased(base: str, form: str) -> str:
    """Return a base with the capitals of its form, part by part."""
    parts, shown = base.split("-"), form.split("-")
    if len(parts) != len(shown):
        return base[:1].upper() + base[1:]
    return "-".join(
        part[:1].upper() + part[1:] if written[:1].isupper() else part
        for part, written in zip(parts, shown, strict=True)
    )


def _names(engine: _Engine, form: str, *, known: bool) -> Iterator[tuple[float, Word]]:
    small = form.lower()
    for length in range(4):
        stem, ending = form[: len(form) - length], small[len(small) - length :]
        if len(stem) < 2:
            break
        for each in engine.endings.get(ending, ()):
            if each.stem.search(stem.lower()) and _allowed(engine, stem, each):
                yield _name(engine, stem, each, known=known)
    if small in engine.places and small[-1] not in engine.vowels:
        yield LISTED + RARER, Word(form, form, "PROPN", "Acc", "Sing", gender="Masc")


def _allowed(engine: _Engine, stem: str, ending: _Ending) -> bool:
    """Tell whether an ending fits: a place has no voice of its own, and no sex."""
    base = (stem + ending.base).lower()
    if base not in engine.places or base in engine.persons:
        return True
    living = ending.case == "Acc" and base[-1] not in engine.vowels
    return not living and ending.kind != "fixed-feminine"


def _name(
    engine: _Engine, stem: str, ending: _Ending, *, known: bool
) -> tuple[float, Word]:
    base = stem + ending.base
    listed = base.lower() in engine.persons or base.lower() in engine.places
    word = Word(
        base,
        base,
        "PROPN",
        ending.case,
        ending.number,
        gender=ending.gender,
        known=listed,
    )
    if listed:
        return LISTED + ending.cost, word
    strange = (STRONG if ending.strong else KNOWN_WORD) if known else 0.0
    return ending.cost + strange, word
