"""Owners and titles in a row of pieces: "Israel's foreign minister", "the speaker of the Senate".

The owner stands before its title as an adjective, a name or with "'s", or behind it after "of".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elshi.parse.engines.gazetteer import INFLECTED, NAMED
from elshi.parse.engines.holders import name_at
from elshi.parse.engines.owners import COUNT, OWN_STATE, REFLEXIVE
from elshi.parse.engines.phrase_rows import Phrase, Row
from elshi.parse.engines.pieces import OWNING, Piece
from elshi.parse.engines.titles import BODIES, PAIRED, PORTFOLIO, RIVALS

if TYPE_CHECKING:
    from elshi.parse.engines.gazetteer import Entry

GROUPED = frozenset({"side", "embassy", "counterpart", "side-representative"})
HOSTED = frozenset({"ambassador", "envoy"})
DASHES = frozenset("–—-")
FIELD = 6  # words that the field of a portfolio has at most


def titled(row: Row, i: int) -> Phrase | None:
    """Return owners and title from a piece on, with the owner behind "of"; None without title."""
    now = _owners(row, i)
    if len(now.codes) > 1 and not _several(row, now):
        alone = Phrase(i, i)
        now = alone if not _owner(row.pieces[i]) else now
        if now is not alone:
            return None
    if not _heads(row, now):
        return None
    _behind(row, now)
    if now.kind == "office" and not now.office:
        return None
    role = now.kind == "office" and not (now.codes or now.rule or now.plural)
    return None if role and row.text(i - 1).lower() in row.terms.roles else now


def _owners(row: Row, i: int) -> Phrase:
    """Return the owners that stand from a piece on: "Israel's", "Kazakh and Uzbek", "his"."""
    now = Phrase(i, i)
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
        made = row.text(after) in row.terms.makers
        if made or anaphor.value.startswith(COUNT):
            now.rule, now.stop = anaphor.value, after + made
    now.stop = _modifiers(row, now.stop)
    if now.stop < len(row.pieces) and _owner(row.pieces[now.stop]):
        _list_owners(row, now)
        now.stop = _modifiers(row, now.stop)
    return now


def _modifiers(row: Row, i: int) -> int:
    while i < len(row.pieces) and row.pieces[i].entry("modifier"):
        if row.pieces[i].entry("office") and _is_head(row, i):
            break
        i += 1
    return i


def _is_head(row: Row, i: int) -> bool:
    after = row.pieces[i + 1] if i + 1 < len(row.pieces) else None
    return after is None or not (after.entry("office") or after.entry("modifier"))


def _owner(piece: Piece) -> bool:
    return piece.kind in OWNING and bool(piece.codes)


def _list_owners(row: Row, now: Phrase) -> None:
    """Take a list of owners: "Armenia's and Azerbaijan's", "Russian, Kazakh and Chinese"."""
    i = now.stop
    codes = list(row.pieces[i].codes)
    while i + 1 < len(row.pieces) and row.pieces[i + 1].codes == row.pieces[i].codes:
        i += 1
    i = _past_maker(row, i + 1)
    while row.text(i) in row.terms.listing:
        j = i + 1 + (row.text(i + 1) in row.terms.listing)
        j += row.text(j) in row.terms.articles
        if j >= len(row.pieces) or not _owner(row.pieces[j]):
            break
        codes += row.pieces[j].codes
        i = _past_maker(row, j + 1)
    now.codes, now.stop = tuple(dict.fromkeys(codes)), i


def _past_maker(row: Row, i: int) -> int:
    return i + 1 if row.text(i) in row.terms.makers else i


def _several(row: Row, now: Phrase) -> bool:
    """Tell whether the title after a list of owners is that of all of them."""
    for j in range(now.stop, min(now.stop + FIELD, len(row.pieces))):
        piece = row.pieces[j]
        if piece.entry("office") or any(piece.entry(kind) for kind in GROUPED):
            return piece.plural or piece.entry("office") is None
        if piece.kind not in ("word", "known", "proper"):
            return False
    return False


def _heads(row: Row, now: Phrase) -> bool:
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


def _second(row: Row, now: Phrase) -> None:
    """Take a second title of the same holder where a name follows it."""
    i = now.stop
    if row.text(i) not in row.terms.listing - {","} | DASHES or now.plural:
        return
    other = Phrase(i + 1, i + 1, now.codes, now.rule)
    other.stop = _modifiers(row, other.stop)
    if (
        other.stop >= len(row.pieces)
        or not _heads(row, other)
        or other.kind != "office"
    ):
        return
    _field_after(row, other)
    if not (other.plural or name_at(row, other.stop) is None):
        rival = now.office in RIVALS and other.office not in RIVALS
        now.office = now.office if rival else other.office
        now.stop, now.word = other.stop, other.word


def _form(piece: Piece) -> str:
    entry = piece.entry("office")
    return entry.form if entry else piece.text.lower()


def _modifies(row: Row, i: int, office: str) -> bool:
    """Tell whether a body only tells of what kind a thing is: "military drills"."""
    if office not in BODIES or row.pieces[i].plural or i + 1 >= len(row.pieces):
        return False
    after = row.pieces[i + 1]
    plain = after.kind == "word" and not after.entries
    return plain and after.word.pos == "NOUN" and after.text[0].islower()


def _head(row: Row, piece: Piece, now: Phrase, *, first: bool) -> tuple[str, str]:
    """Return office and kind of a piece as the head of a title; no kind where it is none."""
    if piece.entry("office"):
        office = fit(piece, classes(row, now.codes, now.rule, now.office))
        if office == "deputy":
            office = row.names.deputies.get(now.office, "")
        # "the head of the Israeli government": what follows "of" says of what
        waits = first and row.text(now.stop + 1) in row.terms.owners and not office
        if office or waits:
            return office, "office"
    if not (first and (now.codes or now.rule)):
        return "", ""
    kind = next((kind for kind in GROUPED if piece.entry(kind)), "")
    return "", kind


def classes(
    row: Row, codes: tuple[str, ...], rule: str = "", office: str = ""
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


def fit(piece: Piece, classes: frozenset[str]) -> str:
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


def _next_head(row: Row, now: Phrase, i: int) -> int:
    """Return where a further head may stand: "Foreign Ministry spokesperson"; 0 for nowhere."""
    after = i + 1 if row.text(i) in row.terms.makers else i
    if now.kind != "office" or after >= len(row.pieces):
        return 0
    piece = row.pieces[after]
    body = now.office in ("agency", "legislator", "military", "company") or after > i
    return after if body and piece.entry("office") else 0


def _field_before(row: Row, now: Phrase) -> int:
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
        noun = (
            piece.word.pos in ("NOUN", "ADJ", "PROPN")
            or piece.text in row.terms.listing
        )
        if not plain or not noun or not (owned or piece.text[0].isupper()):
            return 0
        if entry and count == 1 and not entry.note:
            return 0
    return 0


def _field_after(row: Row, now: Phrase) -> None:
    """Pass over the field behind a head: "Minister of Trade and Integration"."""
    entry = row.pieces[now.stop - 1].entry("office")
    links = row.terms.owners | row.terms.fields
    if not entry or entry.note != PORTFOLIO or row.text(now.stop) not in links:
        return
    i = now.stop + 1
    while i < len(row.pieces) and i - now.stop < FIELD and _is_field(row, i):
        i += 1
    while (
        i > now.stop + 1 and row.text(i - 1) in row.terms.listing | row.terms.articles
    ):
        i -= 1
    if i > now.stop + 1:
        now.stop = i


def _is_field(row: Row, i: int) -> bool:
    piece = row.pieces[i]
    if piece.text in row.terms.listing | row.terms.articles - {","}:
        return True
    if (
        piece.kind == "region"
        and row.text(i - 1) in row.terms.fields | row.terms.articles
    ):
        return True
    listed = piece.kind not in ("word", "known", "proper")
    return not listed and piece.word.known and piece.word.pos in ("NOUN", "ADJ")


def _behind(row: Row, now: Phrase) -> None:
    """Read what stands behind a head: its field, its owner, where it serves."""
    _field_after(row, now)
    link = row.text(now.stop)
    i = now.stop + 1
    opens = link in row.terms.owners | row.terms.fields
    if opens and (not now.codes or now.office == "spokesperson"):
        i += row.text(i) in row.terms.openers
        if i < len(row.pieces):
            _owned_behind(row, now, i)
    if now.office in HOSTED and row.text(now.stop) in row.terms.hosts:
        _hosted(row, now)
    if now.office == "envoy" and row.text(now.stop) in row.terms.fields:
        i = now.stop + 1
        i += row.text(i) in row.terms.articles
        if i < len(row.pieces) and row.pieces[i].kind in NAMED:
            now.stop = i + 1


def _owned_behind(row: Row, now: Phrase, i: int) -> None:
    inner = _owners(row, i)
    if (
        inner.stop > i
        and row.text(inner.stop - 1) not in row.terms.makers
        and _ends(row, inner)
    ):
        now.codes, now.stop = inner.codes, inner.stop
        now.rule = inner.rule if not inner.codes else now.rule
        now.office = _refit(row, now) or now.office
        return
    anaphor = row.pieces[i].entry("anaphor")
    if anaphor and anaphor.value.endswith("-states"):
        now.rule, now.stop = anaphor.value, i + 1
        return
    inner = Phrase(i, i) if inner.stop == i else inner
    body = titled(row, i)
    if body and body.kind == "office" and not body.plural:
        _compose(row, now, body)


def _ends(row: Row, inner: Phrase) -> bool:
    """Tell whether owners behind "of" stand for themselves, with no head of their own."""
    if not inner.codes:
        return False
    if inner.stop >= len(row.pieces):
        return True
    piece = row.pieces[inner.stop]
    headed = piece.entry("office") or any(piece.entry(kind) for kind in GROUPED)
    return not headed and row.pieces[inner.stop - 1].kind != "adjective"


def _refit(row: Row, now: Phrase) -> str:
    piece = next(
        (p for p in row.pieces[now.start : now.stop] if _form(p) == now.head), None
    )
    return fit(piece, classes(row, now.codes, now.rule)) if piece else ""


def _compose(row: Row, now: Phrase, body: Phrase) -> None:
    """Join "head of" with a body: the head of a government, the speaker of a senate."""
    link = row.text(now.stop)
    whole = _entry(row, f"{now.head} {link} {body.head}")
    ministry = "foreign-ministry" if "foreign" in body.head else ""
    scopes = frozenset({body.office, ministry, *body.codes})
    piece = row.pieces[now.stop - 1]
    fitted = whole.value if whole else fit(piece, scopes)
    if not fitted:
        return
    now.office, now.codes, now.stop = fitted, body.codes or now.codes, body.stop
    now.rule = now.rule or body.rule


def _entry(row: Row, form: str) -> Entry | None:
    node = row.names.root
    for part in form.split():
        if part not in node.children:
            return None
        node = node.children[part]
    return next((entry for entry in node.entries if entry.kind == "office"), None)


def _hosted(row: Row, now: Phrase) -> None:
    i = now.stop + 1
    i += row.text(i) in row.terms.articles
    if i < len(row.pieces) and row.pieces[i].kind in (
        "state",
        "capital",
        "organisation",
    ):
        now.host, now.stop = row.pieces[i].codes[0], i + 1
