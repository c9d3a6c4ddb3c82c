"""Layer turns: who speaks in an interview, question by question.

An interview is a text whose paragraphs open with a dash, in turn the interviewer's and the guest's;
a paragraph without a dash goes on with the turn before it. The guest stands in the headline: before
a colon ("Израиль елшісі: ...") or after its last dash.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elshi.types import Party, Turn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from elshi.types import Article, Mention, Sentence, Token

DASHES = "–—-"
LEAST_TURNS = 3


def turns(
    article: Article,
    sentences: Sequence[Sentence],
    tokens: Sequence[Token],
    mentions: Sequence[Mention],
) -> tuple[Turn, ...]:
    """Return the turns of an interview in order; none where the text is no interview."""
    openings = _openings(article, sentences)
    asked = any(_asks(article, sentences, start, stop) for start, stop in openings[:2])
    if len(openings) < LEAST_TURNS or not asked:
        return ()
    speaker = _guest(article, sentences, tokens, mentions)
    return tuple(
        Turn(start, stop, "answer", speaker) if number % 2 else Turn(start, stop, "question")
        for number, (start, stop) in enumerate(openings)
    )


def _openings(article: Article, sentences: Sequence[Sentence]) -> list[tuple[int, int]]:
    """Return sentence spans that begin with a dash-led paragraph."""
    starts = [
        number
        for number, sentence in enumerate(sentences)
        if not sentence.is_title
        and article.text[sentence.start] in DASHES
        and (number == 0 or sentences[number - 1].paragraph != sentence.paragraph)
    ]
    stops = [*starts[1:], len(sentences)] if starts else []
    return list(zip(starts, stops, strict=True))


def _asks(article: Article, sentences: Sequence[Sentence], start: int, stop: int) -> bool:
    return any(article.text[s.start : s.stop].rstrip().endswith("?") for s in sentences[start:stop])


def _guest(
    article: Article,
    sentences: Sequence[Sentence],
    tokens: Sequence[Token],
    mentions: Sequence[Mention],
) -> Party | None:
    title = article.text[: article.title_stop]
    colon, dash = title.find(":"), max(title.rfind(f" {mark}") for mark in DASHES)
    for mention in mentions:
        start, stop = tokens[mention.start].start, tokens[mention.stop - 1].stop
        if start >= article.title_stop:
            break
        if (0 < colon and stop <= colon) or (0 < dash <= start):
            code = mention.codes[0] if mention.codes else article.outlet_country
            return Party(code, mention.office or "other", mention.name) if code else None
    return None
