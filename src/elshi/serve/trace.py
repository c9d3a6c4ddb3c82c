"""The serve layer's way back: from an event to the layers that made it, and to the text."""

from collections.abc import Iterator
from dataclasses import dataclass

from elshi.types import Analysis, Claim, Event, Mention, Time, Word

MARKS = {"party": "[]", "date": "{}", "event": "<>"}
FEATURES = (
    *("case", "number", "possessor", "verb_form", "tense", "mood", "voice", "person"),
    "derivation",
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text and what it was read as."""

    start: int
    stop: int
    kind: str  # party date event
    label: str


def marks(analysis: Analysis) -> tuple[Mark, ...]:
    """Return what was found in the text, outer before inner; crossing marks are left out."""
    found = sorted(
        {*_party_marks(analysis), *_date_marks(analysis), *_event_marks(analysis)},
        key=lambda mark: (mark.start, -mark.stop, mark.kind, mark.label),
    )
    kept: list[Mark] = []
    for mark in found:
        if not any(other.start < mark.start < other.stop < mark.stop for other in kept):
            kept.append(mark)
    return tuple(kept)


def marked(text: str, found: tuple[Mark, ...]) -> str:
    """Return the text with brackets and labels: [party|KAZ] {date|2026-01-10} <verb|1 CONSULT>."""
    pieces = [(mark.start, 1, -mark.stop, MARKS[mark.kind][0]) for mark in found]
    pieces += [
        (mark.stop, 0, -mark.start, f"|{mark.label}{MARKS[mark.kind][1]}")
        for mark in found
    ]
    out, at = [], 0
    for place, _, _, sign in sorted(pieces):
        out += [text[at:place], sign]
        at = place
    return "".join((*out, text[at:]))


def claims_of(analysis: Analysis, event: Event) -> tuple[Claim, ...]:
    """Return the claims that an event was made from, by its rules and its sentences."""
    sentences = evidence_sentences(analysis, event)
    return tuple(
        claim
        for claim in analysis.claims
        if claim.sentence in sentences and _made(analysis, claim, event)
    )


def _made(analysis: Analysis, claim: Claim, event: Event) -> bool:
    rule = analysis.frames[claim.frame].rule
    return claim.type == event.type and rule in event.rules


def evidence_sentences(analysis: Analysis, event: Event) -> tuple[int, ...]:
    """Return the numbers of the sentences that an event quotes."""
    starts = {piece.start for piece in event.evidence}
    return tuple(
        number
        for number, sentence in enumerate(analysis.sentences)
        if sentence.start in starts
    )


def words_of(analysis: Analysis, sentence: int) -> Iterator[tuple[str, Word, int]]:
    """Yield each token of a sentence as its text, its word and the number of its readings."""
    for number, token in enumerate(analysis.tokens):
        if token.sentence == sentence:
            source = analysis.article.text[token.start : token.stop]
            yield source, analysis.words[number], len(analysis.readings[number])


def features(word: Word) -> str:
    """Return the features of a word that are not empty, in UD's manner."""
    told = [
        f"{name}={value}" for name in FEATURES if (value := str(getattr(word, name)))
    ]
    told += [name for name in ("negative", "evident") if getattr(word, name)]
    return " ".join(told if word.known else (*told, "guessed"))


def source(analysis: Analysis, start: int, stop: int) -> str:
    """Return the text of a run of tokens."""
    first, last = span(analysis, start, stop)
    return analysis.article.text[first:last]


def span(analysis: Analysis, start: int, stop: int) -> tuple[int, int]:
    """Return the characters that a run of tokens covers."""
    return analysis.tokens[start].start, analysis.tokens[max(start, stop - 1)].stop


def codes_of(analysis: Analysis, number: int) -> tuple[str, ...]:
    """Return the parties that a mention stands for here: its referent's, else its own."""
    for referent in analysis.referents:
        if referent.mention == number and referent.parties:
            return tuple(dict.fromkeys(party.code for party in referent.parties))
    return analysis.mentions[number].codes


def inside(analysis: Analysis, item: Mention | Time, sentence: int) -> bool:
    """Tell whether a mention or time stands in a sentence."""
    return analysis.tokens[item.start].sentence == sentence


def _party_marks(analysis: Analysis) -> Iterator[Mark]:
    for number, mention in enumerate(analysis.mentions):
        codes = codes_of(analysis, number)
        if codes:
            start, stop = span(analysis, mention.start, mention.stop)
            yield Mark(start, stop, "party", " ".join(codes))


def _date_marks(analysis: Analysis) -> Iterator[Mark]:
    for time in analysis.times:
        start, stop = span(analysis, time.start, time.stop)
        yield Mark(start, stop, "date", time.value)


def _event_marks(analysis: Analysis) -> Iterator[Mark]:
    for number, event in enumerate(analysis.events, 1):
        for claim in claims_of(analysis, event):
            clause = analysis.clauses[analysis.frames[claim.frame].clause]
            start, stop = span(analysis, clause.verb, clause.stop)
            yield Mark(start, stop, "event", f"{number} {act(event)}")


def act(event: Event) -> str:
    """Return an event's type and mode in one word."""
    return f"{event.type}/{event.mode}" if event.mode else event.type
