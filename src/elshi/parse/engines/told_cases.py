"""Mentions from phrases, with the case that a language with cases would give them.

The preposition before a phrase tells it, or the verb: "with Iran" is an instrumental.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elshi.parse.engines.owners import COUNT
from elshi.parse.engines.titles import PERSONAL
from elshi.types import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from elshi.parse.engines.phrase_rows import Phrase, Row
    from elshi.types import Token, Word

INSIDE = frozenset({"DET", "ADJ", "NUM", "ADV"})


def cased(
    found: list[Phrase],
    row: Row,
    tokens: Sequence[Token],
    words: Sequence[Word],
    cases: Mapping[str, str],
) -> Iterator[Mention]:
    """Yield the mention of each phrase of a row, in order."""
    last: tuple[int, str] = (-1, "Nom")
    for phrase in found:
        start = row.pieces[phrase.start].start
        stop = row.pieces[phrase.stop - 1].stop
        case = _case(start, stop, tokens, words, cases, row, last)
        yield _mention(phrase, row, start, stop, case)
        last = stop, case


def _case(  # noqa: PLR0911 - one return a rule
    start: int,
    stop: int,
    tokens: Sequence[Token],
    words: Sequence[Word],
    cases: Mapping[str, str],
    row: Row,
    last: tuple[int, str],
) -> str:
    """Return the case that a language with cases would give to these words."""
    sentence = tokens[start].sentence
    if stop < len(tokens) and tokens[stop].form in row.terms.makers:
        return "Gen"
    i = start - 1
    while i > last[0] and words[i].pos in INSIDE:
        i -= 1
    if i < 0 or tokens[i].sentence != sentence:
        return words[start].case if start + 1 == stop and words[start].case else "Nom"
    word = words[i]
    if word.pos == "CCONJ" and i <= last[0] + 1:
        return last[1]
    if tokens[i].form == ",":
        listed = (
            i <= last[0]
            and stop < len(tokens)
            and tokens[stop].form in row.terms.listing
        )
        return last[1] if listed else "Nom"
    if word.pos == "ADP":
        return cases.get(word.lemma.lower(), "Obl")
    if start + 1 == stop and words[start].case:
        return words[start].case
    spoken = word.lemma in row.terms.spoken or word.voice
    return "Acc" if word.pos == "VERB" and not spoken else "Nom"


def _mention(phrase: Phrase, row: Row, start: int, stop: int, case: str) -> Mention:
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


def _rule(phrase: Phrase) -> str:  # noqa: PLR0911 - one return a rule
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


def _kind(phrase: Phrase, rule: str) -> str:
    if phrase.name:
        return "person"
    if phrase.kind == "embassy":
        return "embassy"
    if rule in ("counterpart", "sides") or rule.endswith("-states"):
        return "anaphor"
    if phrase.kind in ("side", "side-representative"):
        return "state" if phrase.codes else "anaphor"
    return phrase.kind
