"""Code layer: whose words a text quotes in full sentences, and where they stand.

A quotation ends before a verb of speech ("...", - said X) and opens at its quotation mark or,
without one, at the sentence that a dash opens; or it follows a colon ("X: ..."). A few quoted words
inside a sentence of the outlet's are no quotation here.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from elshi.types import Speaker

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from elshi.resources import Language
    from elshi.types import Mention, Party, Referent, Sentence, Token, Word

DASHES = frozenset("\u2013\u2014-\u2212\u2015")
OPENERS, CLOSERS = frozenset('«“„"'), frozenset('»”“"')
PAUSES = frozenset([",", "،", "!", "?", "؟", "…", ".", "...", "!..", "?..", "?!"])
LONGEST = 400  # tokens of one quotation
LEAST_WORDS = 3
ACTORS = frozenset({"person", "office"})
SINGLE = frozenset(
    {"head-of-state", "head-of-government", "foreign-minister", "defence-minister"}
)
VOICES = frozenset({"state", "capital", "seat", "organisation"})


@dataclass(frozen=True, slots=True)
class Quote:
    """Quoted words by tokens, the sentences that hold or announce them, the speaker."""

    start: int
    stop: int
    sentences: tuple[int, ...]
    speaker: Speaker


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """The layers of a text by which quotations are found."""

    sentences: Sequence[Sentence]
    tokens: Sequence[Token]
    words: Sequence[Word]
    mentions: Sequence[Mention]
    referents: Sequence[Referent]
    spans: Sequence[tuple[int, int]]
    cues: Cues


@dataclass(frozen=True, slots=True, eq=False)
class Cues:
    """Words round a quotation."""

    say: frozenset[str]
    report: frozenset[str]
    relay: frozenset[str]
    announce: frozenset[str]


def quotes(text: Text) -> tuple[Quote, ...]:
    """Return the quotations whose speaker is known, in order and without overlap."""
    found: list[Quote] = []
    taken = 0
    for verb in range(1, len(text.tokens)):
        stop = _closing(verb, text)
        if stop is None:
            continue
        start = _opening(stop, taken, text)
        if start is None or _is_fragment(start, stop, text):
            continue
        speaker = _speaker(start, verb, text)
        sentences = _sentences(start, verb, text)
        taken = text.spans[sentences[-1]][1]
        if speaker:
            found.append(Quote(start, stop, sentences, speaker))
    covered = {number for quote in found for number in quote.sentences}
    found += [q for q in _announced(text) if not covered & set(q.sentences)]
    return tuple(sorted(found, key=lambda quote: quote.start))


def _closing(verb: int, text: Text) -> int | None:
    """Return where the quotation before a verb of speech ends; None where none does."""
    if (
        text.tokens[verb - 1].kind != "mark"
        or text.sentences[text.tokens[verb].sentence].is_title
    ):
        return None
    form = text.tokens[verb].form.lower()
    if form not in text.cues.say and text.words[verb].lemma not in text.cues.report:
        return None
    first = verb - 1
    while first > 0 and verb - first < 5 and text.tokens[first - 1].kind == "mark":
        first -= 1
    marks = [text.tokens[i].form for i in range(first, verb)]
    paused = any(mark in PAUSES for mark in marks)
    dashed = marks[-1] in DASHES
    if form not in text.cues.say and not dashed:
        return None
    closer = next(
        (i for i in range(first, verb) if text.tokens[i].form in CLOSERS), None
    )
    if closer is not None and (paused or dashed):
        return closer
    return first if paused and dashed else None


def _opening(stop: int, taken: int, text: Text) -> int | None:
    """Return the first token of the words that end at `stop`."""
    if text.tokens[stop].form in CLOSERS:
        mark = _partner(stop, taken, text)
        return None if mark is None else mark + 1
    sentence = text.tokens[stop].sentence
    paragraph = text.sentences[sentence].paragraph
    for number in range(sentence, -1, -1):
        start = text.spans[number][0]
        if start < taken or text.sentences[number].paragraph != paragraph:
            break
        if text.tokens[start].form in DASHES | {"«", "“", "„"}:
            return start + 1
    return text.spans[sentence][0]


def _partner(closer: int, taken: int, text: Text) -> int | None:
    """Return the mark that opens what `closer` closes."""
    form = text.tokens[closer].form
    if form == '"':
        return _straight(closer, taken, text)
    depth = 0
    for i in range(closer - 1, max(taken, closer - LONGEST) - 1, -1):
        if text.tokens[i].form == form and form == "»":
            depth += 1
        elif text.tokens[i].form in OPENERS - {form, '"'}:
            if depth == 0:
                return i
            depth -= 1
    return None


def _straight(closer: int, taken: int, text: Text) -> int | None:
    """Return the straight mark that opens a sentence or follows a colon, else the nearest one."""
    marks = [
        i
        for i in range(max(taken, closer - LONGEST), closer)
        if text.tokens[i].form == '"'
    ]
    whole = [i for i in marks if _opens_sentence(i, text)]
    return next(iter(reversed(whole or marks)), None)


def _opens_sentence(mark: int, text: Text) -> bool:
    start = text.spans[text.tokens[mark].sentence][0]
    before = [text.tokens[i].form for i in range(start, mark)]
    return all(form in DASHES for form in before) or before[-1] == ":"


def _is_fragment(start: int, stop: int, text: Text) -> bool:
    """Tell whether the words are no sentence: very few, or inside one and without a finite verb."""
    inside = [i for i in range(start, stop) if text.tokens[i].kind != "mark"]
    if len(inside) < LEAST_WORDS:
        return True
    if start == text.spans[text.tokens[start].sentence][0] or _opens_sentence(
        start - 1, text
    ):
        return False
    return not any(text.words[i].verb_form == "Fin" for i in inside)


def _sentences(start: int, verb: int, text: Text) -> tuple[int, ...]:
    """Return the sentences of a quotation, with those that take it up after the verb of speech."""
    last = text.tokens[verb].sentence
    numbers = list(range(text.tokens[start].sentence, last + 1))
    later = last + 1
    paragraph = text.sentences[last].paragraph
    if (
        later >= len(text.sentences)
        or text.tokens[text.spans[later][0]].form not in DASHES
    ):
        return tuple(numbers)
    rest = []
    while later < len(text.sentences) and text.sentences[later].paragraph == paragraph:
        if any(_closing(i, text) is not None for i in range(*text.spans[later]) if i):
            return tuple(numbers)
        rest.append(later)
        later += 1
    return (*numbers, *rest)


def _speaker(start: int, verb: int, text: Text) -> Speaker | None:
    """Return who speaks: named after the verb, before the quotation, or told of just before it."""
    sentence = text.tokens[verb].sentence
    stop = text.spans[sentence][1]
    after = _voice(verb, stop, text, ACTORS) or _voice(verb, stop, text, VOICES)
    after = after or _unknown(verb + 1, stop, text)
    if after or _is_relayed(verb, stop, text):
        return after
    first = text.tokens[start].sentence
    opening = text.spans[first][0]
    before = _voice(opening, start, text, ACTORS)
    if before:
        return before
    for number in range(first - 1, max(first - 3, -1), -1):
        if text.sentences[number].is_title:
            break
        found = _voice(*text.spans[number], text, ACTORS)
        if found:
            return found
    return None


def _is_relayed(verb: int, stop: int, text: Text) -> bool:
    return any(
        text.words[i].lemma in text.cues.relay for i in range(verb, min(verb + 3, stop))
    )


def _voice(start: int, stop: int, text: Text, kinds: frozenset[str]) -> Speaker | None:
    """Return the first nominative mention between two tokens that can speak."""
    for number, mention in enumerate(text.mentions):
        if not start <= mention.start < stop or mention.case not in ("", "Nom"):
            continue
        parties = text.referents[number].parties
        pronoun = mention.rule == "pronoun" and kinds is ACTORS
        if mention.kind not in kinds and not pronoun:
            continue
        if len(parties) == 1:
            return _of(parties[0], mention, stop, text)
        if not parties and mention.name and mention.kind == "person":
            return Speaker(
                mention.name, "other", _origin(mention.name, mention.start, text)
            )
    return None


def _of(party: Party, mention: Mention, stop: int, text: Text) -> Speaker:
    """Return a party as a speaker, with the name behind it or the only one of its office."""
    if party.name or not party.office:
        return Speaker(party.name, party.office, party.code)
    behind = _unknown(mention.stop, min(stop, mention.stop + 4), text)
    names = {
        other.name
        for referent in text.referents
        for other in referent.parties
        if (other.code, other.office) == (party.code, party.office) and other.name
    }
    only = names.pop() if len(names) == 1 and party.office in SINGLE else None
    return Speaker(behind.name if behind else only, party.office, party.code)


def _origin(name: str, start: int, text: Text) -> str | None:
    """Return the party that stands before a name, here or where the text first has it."""
    surname = name.rsplit(maxsplit=1)[-1]
    places = [m.start for m in text.mentions if m.name and surname in m.name.split()]
    return next((code for i in (start, *places) if (code := _owner(i, text))), None)


def _owner(start: int, text: Text) -> str | None:
    """Return the party shortly before a name ("Israeli analyst A. B.", "China's envoy A. B.")."""
    for mention in text.mentions:
        if not mention.codes or not 0 <= start - mention.stop <= 2:
            continue
        owned = start > mention.stop and text.words[start - 1].possessor == "3"
        if mention.kind == "adjective" or owned:
            return mention.codes[0]
    return None


def _unknown(start: int, stop: int, text: Text) -> Speaker | None:
    """Return a name that no list knows: two or three capitalised words in a row."""
    run: list[int] = []
    for i in range(start, stop):
        form = text.tokens[i].form
        if text.tokens[i].kind == "word" and form[:1].isupper() and form[1:2].islower():
            run.append(i)
            continue
        if len(run) in (2, 3):
            break
        run = []
    if len(run) not in (2, 3) or text.words[run[-1]].case not in ("", "Nom"):
        return None
    name = " ".join(text.tokens[i].form for i in run)
    return Speaker(name, "other", _origin(name, run[0], text))


def _announced(text: Text) -> Iterator[Quote]:
    """Yield quotations that a colon announces."""
    for colon in range(1, len(text.tokens) - 1):
        opener = text.tokens[colon + 1]
        sentence = text.tokens[colon].sentence
        if text.tokens[colon].form != ":" or text.sentences[sentence].is_title:
            continue
        if opener.form not in OPENERS or opener.sentence - sentence > 1:
            continue
        stop = _end(colon + 1, text)
        start = text.spans[sentence][0]
        speaker = (
            _voice(start, colon, text, ACTORS)
            if _introduces(start, colon, text)
            else None
        )
        if stop is None or speaker is None or _is_fragment(colon + 2, stop, text):
            continue
        last = text.tokens[stop].sentence
        yield Quote(colon + 2, stop, tuple(range(sentence, last + 1)), speaker)


def _introduces(start: int, colon: int, text: Text) -> bool:
    """Tell whether the words before a colon announce speech or end in a speaker's name."""
    if any(m.stop == colon and m.kind in ACTORS for m in text.mentions):
        return True
    return any(
        text.words[i].lemma in text.cues.announce
        for i in range(max(start, colon - 3), colon)
    )


def _end(opener: int, text: Text) -> int | None:
    """Return the mark that closes what `opener` opens."""
    form = text.tokens[opener].form
    closers = {"«": {"»"}, '"': {'"'}}.get(form, {"”", "“"})
    depth = 0
    for i in range(opener + 1, min(opener + LONGEST, len(text.tokens))):
        here = text.tokens[i].form
        if here in closers:
            if depth == 0:
                return i
            depth -= 1
        elif here == form:
            depth += 1
    return None


@functools.cache
def cues(language: Language) -> Cues:
    """Return the words of a language that stand round quotations."""
    found = language.manifest("speech").get("quotes", {})
    names = ("say_forms", "report", "relay", "announce")
    return Cues(*(frozenset(found.get(name, ())) for name in names))
