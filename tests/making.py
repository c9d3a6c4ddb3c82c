"""Values for tests, made short."""

import dataclasses
from datetime import date
from typing import Any

from elshi.types import Analysis, Article, Event, Evidence, Party, Speaker, Statement

TITLE = "A title"
BODY = "The first sentence. The second sentence."


def parties(codes: str) -> tuple[Party, ...]:
    return tuple(Party(code) for code in codes.split())


def evidence(text: str, *quotes: str) -> tuple[Evidence, ...]:
    starts = [text.index(quote) for quote in quotes]
    return tuple(
        Evidence(start, start + len(quote), quote)
        for start, quote in zip(starts, quotes, strict=True)
    )


def event(act: str, actors: str, recipients: str = "", /, **fields: Any) -> Event:
    kind, _, mode = act.partition("/")
    given = Event(
        type=kind,
        mode=mode or None,
        contexts=("diplomatic",),
        actors=parties(actors),
        recipients=parties(recipients),
        initiator=None,
        date=None,
        date_precision=None,
        status="actual",
        promise=None,
        place=None,
        attribution=None,
        evidence=evidence(f"{TITLE}\n{BODY}", "The first sentence."),
        rules=("a.rule",),
    )
    return dataclasses.replace(given, **fields)


def statement(code: str, about: str, stance: int) -> Statement:
    quotes = evidence(f"{TITLE}\n{BODY}", "The second sentence.")
    speaker = Speaker(None, None, code)
    return Statement(speaker, tuple(about.split()), stance, ("trade",), quotes)


def article(name: str = "a-1", lang: str = "kk") -> Article:
    return Article(
        id=name,
        text=f"{TITLE}\n{BODY}",
        published=date(2026, 1, 12),
        lang=lang,
        title_stop=len(TITLE),
    )


def analysis(
    *events: Event, statements: tuple[Statement, ...] = (), name: str = "a-1"
) -> Analysis:
    layers = {field.name: () for field in dataclasses.fields(Analysis)}
    given: dict[str, Any] = {
        "article": article(name),
        "events": events,
        "statements": statements,
    }
    return Analysis(**(layers | given))
