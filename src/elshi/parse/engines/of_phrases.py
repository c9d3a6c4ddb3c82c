"""Engine of noun phrases whose owner stands before the title or behind "of".

"Israeli Prime Minister Benjamin Netanyahu", "the foreign minister of Israel, Gideon Sa'ar" and
"Gideon Sa'ar, Israel's foreign minister," are one mention each: owner, title and name in the
orders that a language without cases has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elshi.parse.engines.gazetteer import NAMED
from elshi.parse.engines.holders import name_at
from elshi.parse.engines.owned_titles import classes, fit, titled
from elshi.parse.engines.owners import COUNT
from elshi.parse.engines.phrase_rows import Phrase, Row, terms
from elshi.parse.engines.pieces import pieces
from elshi.parse.engines.titles import PORTFOLIO
from elshi.parse.engines.told_cases import cased

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from elshi.parse.engines.gazetteer import Entry, Gazetteer
    from elshi.resources import Language
    from elshi.types import Mention, Token, Word

DASHES, DATELINE = frozenset("–—"), 8
CLOSERS = frozenset({",", ".", "", "”", "–", "—", ")"})  # what closes an apposition
SINGLE = frozenset({"state", "organisation", "accord", "neighbour", "members"})
OWNED = frozenset({"state", "neighbour"})


def phrases(
    tokens: Sequence[Token],
    words: Sequence[Word],
    bounds: Sequence[tuple[int, int]],
    names: Gazetteer,
    language: Language,
    day: str,
) -> tuple[Mention, ...]:
    """Return the mentions of a document in order; no two of them overlap."""
    rows = [
        Row(
            pieces(tokens, words, _past_dateline(each, tokens), names, language),
            names,
            day,
            terms(language),
        )
        for each in bounds
    ]
    found = [list(_read(row)) for row in rows]
    known = {
        phrase.name.split()[-1]
        for each in found
        for phrase in each
        if " " in phrase.name
    }
    cases: Mapping[str, str] = language.manifest("language")["cases"]
    made: list[Mention] = []
    for row, named in zip(rows, found, strict=True):
        made += cased(_with_surnames(row, named, known), row, tokens, words, cases)
    return tuple(made)


def _past_dateline(bounds: tuple[int, int], tokens: Sequence[Token]) -> tuple[int, int]:
    """Return the bounds of a sentence without the dateline that may open it: "ASTANA –"."""
    start, stop = bounds
    for i in range(start, min(stop, start + DATELINE)):
        form = tokens[i].form
        if form in DASHES:
            return (i + 1, stop) if i > start else bounds
        if not (form.isupper() or form in ",.()/"):
            break
    return bounds


def _read(row: Row) -> Iterator[Phrase]:
    i, before = 0, None
    while i < len(row.pieces):
        piece = row.pieces[i]
        phrase = None
        named = piece.entries or piece.kind in ("proper", "known")
        if named or _is_portfolio(row, i):
            phrase = _phrase(row, i, before)
        if phrase is None:
            i += 1
            continue
        yield phrase
        i, before = phrase.stop, phrase


def _is_portfolio(row: Row, i: int) -> bool:
    """Tell whether a capital word that opens a sentence is a field: "Unification Minister"."""
    if i + 1 >= len(row.pieces) or not row.text(i)[0].isupper():
        return False
    entry = row.pieces[i + 1].entry("office")
    portfolio = entry is not None and entry.note == PORTFOLIO
    return portfolio and row.text(i + 1)[0].isupper()


def _phrase(row: Row, i: int, before: Phrase | None) -> Phrase | None:
    piece = row.pieces[i]
    title = titled(row, i)
    if title:
        owned = before and before.name and before.codes and _owns(row, before, i)
        if owned and before and not title.codes:
            title.codes = before.codes
            title.office = _office_of(row, title, before.codes)
        return held(row, title)
    person = name_at(row, i)
    if person:
        joined = before and before.shared and before.stop == i - 1
        if before and joined and row.text(i - 1) in row.terms.listing:
            person.office, person.head = before.office, before.head
            person.codes, person.shared = before.codes, True
        return _apposed(row, person)
    if piece.kind in NAMED or piece.kind in ("adjective", "demonym"):
        return _named(row, i)
    return _anaphor(row, i)


def _owns(row: Row, before: Phrase, i: int) -> bool:
    return before.stop == i - 1 and row.text(i - 1) in row.terms.makers


def _office_of(row: Row, title: Phrase, codes: tuple[str, ...]) -> str:
    entry = row.pieces[title.stop - 1].entry("office")
    if entry is None or entry.scope:
        return title.office
    return fit(row.pieces[title.stop - 1], classes(row, codes)) or title.office


def held(row: Row, now: Phrase) -> Phrase:
    """Add the name of the holder: "Prime Minister X", "the prime minister, X,"."""
    if now.kind in ("embassy", "side") or (now.plural and not name_at(row, now.stop)):
        return now
    i = now.stop
    found = name_at(row, i)
    if not found and row.text(i) == ",":
        found = name_at(row, i + 1)
        whole = found and (" " in found.name or found.persons)
        if not (
            found and whole and row.text(found.stop) in (",", ".", "", "”", "–", ")")
        ):
            return now
    if found and _belongs(found, now):
        now.name, now.persons, now.stop = found.name, found.persons, found.stop
        _of_state(row, now)
        now.word, now.shared, now.plural = found.word, now.plural, False
    return now


def _of_state(row: Row, now: Phrase) -> None:
    """Add the state behind a name: "King Salman of Saudi Arabia"."""
    owner = now.stop + 1
    if now.codes or row.text(now.stop) not in row.terms.owners:
        return
    if owner < len(row.pieces) and row.pieces[owner].kind == "state":
        now.codes, now.stop = row.pieces[owner].codes, owner + 1


def _belongs(found: Phrase, now: Phrase) -> bool:
    if not found.persons or not now.codes:
        return True
    return any(person.code in now.codes for person in found.persons)


def _apposed(row: Row, person: Phrase) -> Phrase:
    """Add what stands behind a name: "X, Israel's foreign minister," and "X of Israel"."""
    if row.text(person.stop) in row.terms.owners:
        _of_state(row, person)
        return _known(person)
    i = person.stop + 1
    if row.text(person.stop) in (",", "–", "—") and i < len(row.pieces):
        i += row.text(i) in row.terms.articles
        title = titled(row, i) if i < len(row.pieces) else None
        closed = title and row.text(title.stop) in CLOSERS
        if title and closed and not title.plural and title.kind == "office":
            title.name, title.persons = person.name, person.persons
            title.start = person.start
            return title
    return _known(person)


def _known(person: Phrase) -> Phrase:
    codes = {each.code for each in person.persons}
    if len(codes) == 1 and not person.codes:
        person.codes = tuple(codes)
        person.office = person.persons[0].office
    return person


def _named(row: Row, i: int) -> Phrase:
    piece = row.pieces[i]
    entry = piece.entry(piece.kind)
    codes = entry.codes if entry and piece.kind not in ("city", "region") else ()
    office = entry.value if entry and piece.kind == "seat" else ""
    kind = piece.kind
    if kind == "adjective" and piece.plural:
        kind = "demonym"
    plural = piece.plural and kind in ("demonym", "group")
    return Phrase(
        i, i + 1, codes, "named", kind, office, word=piece.word, plural=plural
    )


def _anaphor(row: Row, i: int) -> Phrase | None:
    piece = row.pieces[i]
    entry = piece.entry("anaphor")
    if entry is None:
        return None
    start, rule = i, entry.value
    owned = piece.entry("possessive") is not None and i + 1 < len(row.pieces)
    after = row.pieces[i + 1].entry("anaphor") if owned else None
    if after and after.value in OWNED:
        i, entry, rule = i + 1, after, after.value
    elif rule.startswith(COUNT):
        if rule != f"{COUNT}two" or not _is_alone(row, i):
            return None
        rule = "two-states"
    elif not _is_pointed(row, i, entry):
        return None
    return Phrase(
        start,
        i + 1,
        rule=rule,
        kind="anaphor",
        word=row.pieces[i].word,
        plural=entry.scope == "Plur" or rule == "two-states",
        host="3" if i > start and rule == "state" else "",
    )


def _is_alone(row: Row, i: int) -> bool:
    """Tell whether "two" stands for two parties: "the two agreed", not "the two Koreas"."""
    if i + 1 >= len(row.pieces) or row.text(i - 1).lower() not in row.terms.articles | {
        ""
    }:
        return False
    return row.pieces[i + 1].word.pos in ("VERB", "AUX", "ADV")


def _is_pointed(row: Row, i: int, entry: Entry) -> bool:
    """Tell whether a word like "country" stands after an article that points back."""
    rule = entry.value
    if rule not in SINGLE and entry.note != "pointed":
        return True
    if row.pieces[i].plural and rule in SINGLE - {"members", "accord"}:
        return False
    return i > 0 and row.text(i - 1).lower() in row.terms.openers


def _with_surnames(row: Row, named: list[Phrase], known: set[str]) -> list[Phrase]:
    """Add, between the phrases of a sentence, surnames of persons named elsewhere."""
    taken = {i for phrase in named for i in range(phrase.start, phrase.stop)}
    lone = [
        Phrase(i, i + 1, kind="person", name=piece.text, word=piece.word)
        for i, piece in enumerate(row.pieces)
        if piece.kind in ("proper", "known") and piece.text in known and i not in taken
    ]
    return sorted((*named, *lone), key=lambda phrase: phrase.start) if lone else named
