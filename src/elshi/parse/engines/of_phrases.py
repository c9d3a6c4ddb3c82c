"""Engine of noun phrases whose owner stands before the title or behind "of".

"Israeli Prime Minister Benjamin Netanyahu", "the foreign minister of Israel, Gideon Sa'ar" and
"Gideon Sa'ar, Israel's foreign minister," are one mention each: owner, title and name in the
orders that a language without cases has.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from elshi.parse.engines.gazetteer import INFLECTED, NAMED, SURNAME
from elshi.parse.engines.owners import COUNT, OWN_STATE, REFLEXIVE
from elshi.parse.engines.pieces import OWNING, Piece, pieces
from elshi.parse.engines.titles import BODIES, PAIRED, PORTFOLIO, RIVALS
from elshi.types import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from elshi.parse.engines.gazetteer import Entry, Gazetteer, Person
    from elshi.resources import Language
    from elshi.types import Token, Word

GROUPED = frozenset({"side", "embassy", "counterpart", "side-representative"})
MAKERS = frozenset({"'s", "'"})
HOSTED = frozenset({"ambassador", "envoy"})
LISTING = frozenset({",", "and", "&"})
DASHES, DATELINE = frozenset("–—"), 8
LONGEST_INITIALS = 2  # "JD Vance", but "USS Ford"
HONOURED = 3  # words of honour before a name
NAME, FIELD = 5, 6  # words that a name, and the field of a portfolio, have at most
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
SINGLE = frozenset({"state", "organisation", "accord", "neighbour", "members"})
OWNED = frozenset({"state", "neighbour"})
OPENERS = frozenset({"the", "this", "that", "both", "these"})


@dataclass(slots=True)
class _Phrase:
    """What has been read of a phrase: whose, which title, whose name; stop is a piece."""

    start: int
    stop: int
    codes: tuple[str, ...] = ()
    rule: str = ""
    kind: str = ""
    office: str = ""
    head: str = ""
    word: Word | None = None
    plural: bool = False
    host: str = ""
    name: str = ""
    shared: bool = False  # the title is that of the names that follow too
    persons: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class _Row:
    """The pieces of a sentence, and what they are read against."""

    pieces: Sequence[Piece]
    names: Gazetteer
    day: str
    known: set[str] = field(default_factory=set)

    def text(self, i: int) -> str:
        """Return the text of a piece; empty past the end."""
        return self.pieces[i].text if 0 <= i < len(self.pieces) else ""


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
        _Row(
            pieces(tokens, words, _past_dateline(each, tokens), names, language),
            names,
            day,
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
        made += _cased(_with_surnames(row, named, known), row, tokens, words, cases)
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


def _read(row: _Row) -> Iterator[_Phrase]:
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


def _is_portfolio(row: _Row, i: int) -> bool:
    """Tell whether a capital word that opens a sentence is a field: "Unification Minister"."""
    if i + 1 >= len(row.pieces) or not row.text(i)[0].isupper():
        return False
    entry = row.pieces[i + 1].entry("office")
    portfolio = entry is not None and entry.note == PORTFOLIO
    return portfolio and row.text(i + 1)[0].isupper()


def _phrase(row: _Row, i: int, before: _Phrase | None) -> _Phrase | None:
    piece = row.pieces[i]
    title = _titled(row, i)
    if title:
        owned = before and before.name and before.codes and _owns(row, before, i)
        if owned and before and not title.codes:
            title.codes = before.codes
            title.office = _office_of(row, title, before.codes)
        return _held(row, title)
    person = _name(row, i)
    if person:
        joined = before and before.shared and before.stop == i - 1
        if before and joined and row.text(i - 1) in LISTING:
            person.office, person.head = before.office, before.head
            person.codes, person.shared = before.codes, True
        return _apposed(row, person)
    if piece.kind in NAMED or piece.kind in ("adjective", "demonym"):
        return _named(row, i)
    return _anaphor(row, i)


def _owns(row: _Row, before: _Phrase, i: int) -> bool:
    return before.stop == i - 1 and row.text(i - 1) in MAKERS


def _office_of(row: _Row, title: _Phrase, codes: tuple[str, ...]) -> str:
    entry = row.pieces[title.stop - 1].entry("office")
    if entry is None or entry.scope:
        return title.office
    return _fit(row.pieces[title.stop - 1], _classes(row, codes)) or title.office


# --- owners --------------------------------------------------------------------------------------


def _owners(row: _Row, i: int) -> _Phrase:
    """Return the owners that stand from a piece on: "Israel's", "Kazakh and Uzbek", "his"."""
    now = _Phrase(i, i)
    piece = row.pieces[i]
    if piece.entry("own"):
        now.rule, now.stop = OWN_STATE, i + 1
    elif piece.entry("possessive"):
        now.rule, now.stop = REFLEXIVE, i + 1
    anaphor = (
        row.pieces[now.stop].entry("anaphor") if now.stop < len(row.pieces) else None
    )
    if anaphor and (
        anaphor.value.endswith("-states") or anaphor.value.startswith(COUNT)
    ):
        after = now.stop + 1
        made = row.text(after) in MAKERS
        if made or anaphor.value.startswith(COUNT):
            now.rule, now.stop = anaphor.value, after + made
    now.stop = _modifiers(row, now.stop)
    if now.stop < len(row.pieces) and _owner(row.pieces[now.stop]):
        _list_owners(row, now)
        now.stop = _modifiers(row, now.stop)
    return now


def _modifiers(row: _Row, i: int) -> int:
    while i < len(row.pieces) and row.pieces[i].entry("modifier"):
        if row.pieces[i].entry("office") and _is_head(row, i):
            break
        i += 1
    return i


def _is_head(row: _Row, i: int) -> bool:
    after = row.pieces[i + 1] if i + 1 < len(row.pieces) else None
    return after is None or not (after.entry("office") or after.entry("modifier"))


def _owner(piece: Piece) -> bool:
    return piece.kind in OWNING and bool(piece.codes)


def _list_owners(row: _Row, now: _Phrase) -> None:
    """Take a list of owners: "Armenia's and Azerbaijan's", "Russian, Kazakh and Chinese"."""
    i = now.stop
    codes = list(row.pieces[i].codes)
    i = _past_maker(row, i + 1)
    while row.text(i) in LISTING or (row.text(i) == "," and row.text(i + 1) == "and"):
        j = i + 1 + (row.text(i) == "," and row.text(i + 1) == "and")
        j += row.text(j) == "the"
        if j >= len(row.pieces) or not _owner(row.pieces[j]):
            break
        codes += row.pieces[j].codes
        i = _past_maker(row, j + 1)
    now.codes, now.stop = tuple(dict.fromkeys(codes)), i


def _past_maker(row: _Row, i: int) -> int:
    return i + 1 if row.text(i) in MAKERS else i


# --- titles --------------------------------------------------------------------------------------


def _titled(row: _Row, i: int) -> _Phrase | None:
    """Return owners and title from a piece on, with the owner behind "of"; None without title."""
    now = _owners(row, i)
    if len(now.codes) > 1 and not _several(row, now):
        alone = _Phrase(i, i)
        now = alone if not _owner(row.pieces[i]) else now
        if now is not alone:
            return None
    if not _heads(row, now):
        return None
    _behind(row, now)
    role = now.kind == "office" and not (now.codes or now.rule or now.plural)
    return None if role and row.text(i - 1).lower() == "as" else now


def _several(row: _Row, now: _Phrase) -> bool:
    """Tell whether the title after a list of owners is that of all of them."""
    for j in range(now.stop, min(now.stop + FIELD, len(row.pieces))):
        piece = row.pieces[j]
        if piece.entry("office") or any(piece.entry(kind) for kind in GROUPED):
            return piece.plural or piece.entry("office") is None
        if piece.kind not in ("word", "known", "proper"):
            return False
    return False


def _heads(row: _Row, now: _Phrase) -> bool:
    """Read the heads of a title: "Deputy Prime Minister and Foreign Minister"."""
    i = now.stop + _field_before(row, now)
    found = False
    while i < len(row.pieces):
        piece = row.pieces[i]
        office, kind = _head(row, piece, now, first=not found)
        if not kind or _modifies(row, i, office):
            break
        found = True
        now.kind, now.office, now.head = kind, office, _form(piece)
        now.word, now.plural, now.stop = piece.word, piece.plural, i + 1
        i = _next_head(row, now, i + 1)
        if i == 0:
            break
    if found and now.office in PAIRED | RIVALS:
        _second(row, now)
    return found


def _modifies(row: _Row, i: int, office: str) -> bool:
    """Tell whether a body only tells of what kind a thing is: "military drills"."""
    if office not in BODIES or row.pieces[i].plural or i + 1 >= len(row.pieces):
        return False
    after = row.pieces[i + 1]
    plain = after.kind == "word" and not after.entries
    return plain and after.word.pos == "NOUN" and after.text[0].islower()


def _form(piece: Piece) -> str:
    entry = piece.entry("office")
    return entry.form if entry else piece.text.lower()


def _head(row: _Row, piece: Piece, now: _Phrase, *, first: bool) -> tuple[str, str]:
    """Return office and kind of a piece as the head of a title; no kind where it is none."""
    if piece.entry("office"):
        classes = _classes(row, now.codes, now.rule, now.office)
        office = _fit(piece, classes)
        if office == "deputy":
            office = row.names.deputies.get(now.office, "")
        if office:
            return office, "office"
    if not (first and (now.codes or now.rule)):
        return "", ""
    kind = next((kind for kind in GROUPED if piece.entry(kind)), "")
    return "", kind


def _classes(
    row: _Row, codes: tuple[str, ...], rule: str = "", office: str = ""
) -> frozenset[str]:
    """Return what an office may say of its owner in its scope."""
    found = {*codes}
    if office:
        found |= {office, "owned"}
    if found & row.names.organisations:
        found.add("organisation")
    if found & row.names.states or rule:
        found.add("state")
    return frozenset(found)


def _fit(piece: Piece, classes: frozenset[str]) -> str:
    """Return the office of the best-fitting row; empty where no row fits the owner."""
    best, office = 0, ""
    for entry in piece.entries:
        if entry.kind != "office" or (entry.note == INFLECTED and not piece.plural):
            continue
        fit = 1 if not entry.scope else 0
        if entry.scope in classes:
            fit = 3 if entry.scope.isupper() else 2
        if fit > best:
            best, office = fit, entry.value
    return office


def _next_head(row: _Row, now: _Phrase, i: int) -> int:
    """Return where a further head may stand: "Foreign Ministry spokesperson"; 0 for nowhere."""
    after = i + 1 if row.text(i) in MAKERS else i
    if now.kind != "office" or after >= len(row.pieces):
        return 0
    piece = row.pieces[after]
    body = now.office in ("agency", "legislator", "military", "company") or after > i
    return after if body and piece.entry("office") else 0


def _second(row: _Row, now: _Phrase) -> None:
    """Take a second title of the same holder where a name follows it."""
    i = now.stop
    if row.text(i) not in ("and", "–", "—", "-") or now.plural:
        return
    other = _Phrase(i + 1, i + 1, now.codes, now.rule)
    other.stop = _modifiers(row, other.stop)
    if (
        other.stop >= len(row.pieces)
        or not _heads(row, other)
        or other.kind != "office"
    ):
        return
    _field_after(row, other)
    if not (other.plural or _name(row, other.stop) is None):
        rival = now.office in RIVALS and other.office not in RIVALS
        now.office = now.office if rival else other.office
        now.stop, now.word = other.stop, other.word


def _field_before(row: _Row, now: _Phrase) -> int:
    """Return how many words before a head name its field: "Deputy Energy Minister"."""
    owned = bool(now.codes or now.rule)
    for count in range(1, FIELD):
        j = now.stop + count - 1
        if j >= len(row.pieces):
            return 0
        piece = row.pieces[j]
        entry = piece.entry("office")
        if entry and entry.note == PORTFOLIO and count > 1:
            return count - 1
        plain = piece.kind in ("word", "known", "proper", "office")
        noun = piece.word.pos in ("NOUN", "ADJ", "PROPN") or piece.text == "and"
        if not plain or not noun or not (owned or piece.text[0].isupper()):
            return 0
        if entry and count == 1 and not entry.note:
            return 0
    return 0


def _field_after(row: _Row, now: _Phrase) -> None:
    """Pass over the field behind a head: "Minister of Trade and Integration"."""
    entry = row.pieces[now.stop - 1].entry("office")
    if not entry or entry.note != PORTFOLIO or row.text(now.stop) not in ("of", "for"):
        return
    i = now.stop + 1
    while i < len(row.pieces) and i - now.stop < FIELD and _is_field(row, i):
        i += 1
    while i > now.stop + 1 and row.text(i - 1) in ("and", "the", ","):
        i -= 1
    if i > now.stop + 1:
        now.stop = i


def _is_field(row: _Row, i: int) -> bool:
    piece = row.pieces[i]
    if piece.text in ("and", "the", "&"):
        return True
    if piece.kind == "region" and row.text(i - 1) in ("for", "the"):
        return True
    listed = piece.kind not in ("word", "known", "proper")
    return not listed and piece.word.known and piece.word.pos in ("NOUN", "ADJ")


def _behind(row: _Row, now: _Phrase) -> None:
    """Read what stands behind a head: its field, its owner, where it serves."""
    _field_after(row, now)
    link = row.text(now.stop)
    i = now.stop + 1
    if link in ("of", "for") and (not now.codes or now.office == "spokesperson"):
        i += row.text(i) in OPENERS
        if i < len(row.pieces):
            _owned_behind(row, now, i)
    if now.office in HOSTED and row.text(now.stop) in ("to", "in"):
        _hosted(row, now)
    if now.office == "envoy" and row.text(now.stop) in ("for", "on"):
        i = now.stop + 1
        i += row.text(i) == "the"
        if i < len(row.pieces) and row.pieces[i].kind in NAMED:
            now.stop = i + 1


def _owned_behind(row: _Row, now: _Phrase, i: int) -> None:
    inner = _owners(row, i)
    if inner.stop > i and row.text(inner.stop - 1) not in MAKERS and _ends(row, inner):
        now.codes, now.stop = inner.codes, inner.stop
        now.rule = inner.rule if not inner.codes else now.rule
        now.office = _refit(row, now) or now.office
        return
    anaphor = row.pieces[i].entry("anaphor")
    if anaphor and anaphor.value.endswith("-states"):
        now.rule, now.stop = anaphor.value, i + 1
        return
    inner = _Phrase(i, i) if inner.stop == i else inner
    body = _titled(row, i)
    if body and body.kind == "office" and not body.plural:
        _compose(row, now, body)


def _ends(row: _Row, inner: _Phrase) -> bool:
    """Tell whether owners behind "of" stand for themselves, with no head of their own."""
    if not inner.codes:
        return False
    if inner.stop >= len(row.pieces):
        return True
    piece = row.pieces[inner.stop]
    headed = piece.entry("office") or any(piece.entry(kind) for kind in GROUPED)
    return not headed and row.pieces[inner.stop - 1].kind != "adjective"


def _refit(row: _Row, now: _Phrase) -> str:
    piece = next(
        (p for p in row.pieces[now.start : now.stop] if _form(p) == now.head), None
    )
    return _fit(piece, _classes(row, now.codes, now.rule)) if piece else ""


def _compose(row: _Row, now: _Phrase, body: _Phrase) -> None:
    """Join "head of" with a body: the head of a government, the speaker of a senate."""
    whole = _entry(row, f"{now.head} of {body.head}")
    ministry = "foreign-ministry" if "foreign" in body.head else ""
    scopes = frozenset({body.office, ministry, *body.codes})
    piece = row.pieces[now.stop - 1]
    fitted = whole.value if whole else _fit(piece, scopes)
    if not fitted:
        return
    now.office, now.codes, now.stop = fitted, body.codes or now.codes, body.stop
    now.rule = now.rule or body.rule


def _entry(row: _Row, form: str) -> Entry | None:
    node = row.names.root
    for part in form.split():
        if part not in node.children:
            return None
        node = node.children[part]
    return next((entry for entry in node.entries if entry.kind == "office"), None)


def _hosted(row: _Row, now: _Phrase) -> None:
    i = now.stop + 1
    i += row.text(i) == "the"
    if i < len(row.pieces) and row.pieces[i].kind in (
        "state",
        "capital",
        "organisation",
    ):
        now.host, now.stop = row.pieces[i].codes[0], i + 1


# --- names ---------------------------------------------------------------------------------------


def _held(row: _Row, now: _Phrase) -> _Phrase:
    """Add the name of the holder: "Prime Minister X", "the prime minister, X,"."""
    if now.kind in ("embassy", "side") or (now.plural and not _name(row, now.stop)):
        return now
    i = now.stop
    found = _name(row, i)
    if not found and row.text(i) == ",":
        found = _name(row, i + 1)
        whole = found and (" " in found.name or found.persons)
        if not (
            found and whole and row.text(found.stop) in (",", ".", "", "”", "–", ")")
        ):
            return now
    if found and _belongs(found, now):
        now.name, now.persons, now.stop = found.name, found.persons, found.stop
        now.word, now.shared, now.plural = found.word, now.plural, False
    return now


def _belongs(found: _Phrase, now: _Phrase) -> bool:
    if not found.persons or not now.codes:
        return True
    return any(person.code in now.codes for person in found.persons)


def _name(row: _Row, i: int) -> _Phrase | None:
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
    return _Phrase(
        start, stop, name=text, word=run[-1].word, persons=persons, kind="person"
    )


def _run(row: _Row, i: int) -> int:
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


def _goes_on(row: _Row, i: int) -> bool:
    return i < len(row.pieces) and row.pieces[i].kind in ("proper", "person", "known")


def _initial(piece: Piece) -> bool:
    return len(piece.text) == 2 and piece.text[0].isupper() and piece.text[1] == "."


def _holders(row: _Row, listed: Entry, text: str) -> tuple[Person, ...]:
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


def _apposed(row: _Row, person: _Phrase) -> _Phrase:
    """Add what stands behind a name: "X, Israel's foreign minister," and "X of Israel"."""
    if row.text(person.stop) == "of":
        owner = person.stop + 1
        if owner < len(row.pieces) and row.pieces[owner].kind == "state":
            person.codes, person.stop = row.pieces[owner].codes, owner + 1
        return _known(person)
    i = person.stop + 1
    if row.text(person.stop) in (",", "–", "—") and i < len(row.pieces):
        i += row.text(i) in ("the", "a", "an")
        title = _titled(row, i) if i < len(row.pieces) else None
        closed = title and row.text(title.stop) in (",", ".", "", "–", "—", ")")
        if title and closed and not title.plural and title.kind == "office":
            title.name, title.persons = person.name, person.persons
            title.start = person.start
            return title
    return _known(person)


def _known(person: _Phrase) -> _Phrase:
    codes = {each.code for each in person.persons}
    if len(codes) == 1 and not person.codes:
        person.codes = tuple(codes)
        person.office = person.persons[0].office
    return person


# --- mentions ------------------------------------------------------------------------------------


def _named(row: _Row, i: int) -> _Phrase:
    piece = row.pieces[i]
    entry = piece.entry(piece.kind)
    codes = entry.codes if entry and piece.kind not in ("city", "region") else ()
    office = entry.value if entry and piece.kind == "seat" else ""
    kind = piece.kind
    if kind == "adjective" and piece.plural:
        kind = "demonym"
    return _Phrase(
        i, i + 1, codes, "named", kind, office, word=piece.word, plural=piece.plural
    )


def _anaphor(row: _Row, i: int) -> _Phrase | None:
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
    return _Phrase(
        start,
        i + 1,
        rule=rule,
        kind="anaphor",
        word=row.pieces[i].word,
        plural=entry.scope == "Plur" or rule == "two-states",
        host="3" if i > start and rule == "state" else "",
    )


def _is_alone(row: _Row, i: int) -> bool:
    """Tell whether "two" stands for two parties: "the two agreed", not "the two Koreas"."""
    if i + 1 >= len(row.pieces) or row.text(i - 1).lower() not in ("the", ""):
        return False
    return row.pieces[i + 1].word.pos in ("VERB", "AUX", "ADV")


def _is_pointed(row: _Row, i: int, entry: Entry) -> bool:
    """Tell whether a word like "country" stands after an article that points back."""
    rule = entry.value
    if rule not in SINGLE and entry.form not in ("sides", "parties", "leaders"):
        return True
    if row.pieces[i].plural and rule in SINGLE - {"members", "accord"}:
        return False
    return i > 0 and row.text(i - 1).lower() in OPENERS


def _with_surnames(row: _Row, named: list[_Phrase], known: set[str]) -> list[_Phrase]:
    """Add, between the phrases of a sentence, surnames of persons named elsewhere."""
    taken = {i for phrase in named for i in range(phrase.start, phrase.stop)}
    lone = [
        _Phrase(i, i + 1, kind="person", name=piece.text, word=piece.word)
        for i, piece in enumerate(row.pieces)
        if piece.kind in ("proper", "known") and piece.text in known and i not in taken
    ]
    return sorted((*named, *lone), key=lambda phrase: phrase.start) if lone else named


def _cased(
    found: list[_Phrase],
    row: _Row,
    tokens: Sequence[Token],
    words: Sequence[Word],
    cases: Mapping[str, str],
) -> Iterator[Mention]:
    last: tuple[int, str] = (-1, "Nom")
    for phrase in found:
        start = row.pieces[phrase.start].start
        stop = row.pieces[phrase.stop - 1].stop
        case = _case(start, stop, tokens, words, cases, last)
        yield _mention(phrase, row, start, stop, case)
        last = stop, case


def _case(
    start: int,
    stop: int,
    tokens: Sequence[Token],
    words: Sequence[Word],
    cases: Mapping[str, str],
    last: tuple[int, str],
) -> str:
    """Return the case that a language with cases would give to these words."""
    sentence = tokens[start].sentence
    if stop < len(tokens) and tokens[stop].form in MAKERS:
        return "Gen"
    i = start - 1
    while i > last[0] and words[i].pos in ("DET", "ADJ", "NUM", "ADV"):
        i -= 1
    if i < 0 or tokens[i].sentence != sentence:
        return words[start].case if start + 1 == stop and words[start].case else "Nom"
    word = words[i]
    if word.pos == "CCONJ" and i <= last[0] + 1:
        return last[1]
    if tokens[i].form == ",":
        listed = i <= last[0] and stop < len(tokens) and tokens[stop].form in LISTING
        return last[1] if listed else "Nom"
    if word.pos == "ADP":
        return cases.get(word.lemma.lower(), "Obl")
    if start + 1 == stop and words[start].case:
        return words[start].case
    spoken = word.lemma in ("say", "be", "add") or word.voice
    return "Acc" if word.pos == "VERB" and not spoken else "Nom"


def _mention(phrase: _Phrase, row: _Row, start: int, stop: int, case: str) -> Mention:
    codes = phrase.codes or tuple({p.code for p in phrase.persons})
    office = phrase.office or next((p.office for p in phrase.persons), "")
    rule = _rule(phrase)
    piece = row.pieces[phrase.start]
    place = phrase.host if phrase.kind != "anaphor" else ""
    if phrase.kind in ("capital", "city", "region") and not phrase.office:
        entry = piece.entry(phrase.kind)
        place = f"{entry.codes[0]}, {entry.form}" if entry and entry.codes else ""
    return Mention(
        start,
        stop,
        _kind(phrase, rule),
        codes if len(codes) == 1 or not phrase.persons else phrase.codes,
        office=office or None,
        name=phrase.name or None,
        place=place or None,
        case=case,
        number="Plur" if phrase.plural else "Sing",
        possessor=phrase.host if phrase.kind == "anaphor" else "",
        rule=rule,
    )


def _rule(phrase: _Phrase) -> str:
    if phrase.kind == "counterpart":
        return "counterpart"
    if phrase.kind == "person" and not phrase.head:
        return "known-person" if phrase.codes else "name"
    if not phrase.head:
        return phrase.rule
    if phrase.rule.startswith(COUNT):
        return phrase.rule.removeprefix(COUNT) + "-states"
    if phrase.rule and not phrase.codes:
        return phrase.rule
    if phrase.codes:
        return "owned"
    return "sides" if phrase.plural and phrase.office in PERSONAL else "title"


def _kind(phrase: _Phrase, rule: str) -> str:
    if phrase.name:
        return "person"
    if phrase.kind == "embassy":
        return "embassy"
    if rule == "counterpart" or rule == "sides" or rule.endswith("-states"):
        return "anaphor"
    if phrase.kind in ("side", "side-representative"):
        return "state" if phrase.codes else "anaphor"
    return phrase.kind
