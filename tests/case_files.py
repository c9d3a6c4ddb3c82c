"""Reads case files: annotated texts whose events stand in plain words.

    why: what the case shows
    published: 2026-01-12
    outlet: KAZ

    === text kk
    Тақырып
    Мәтін.

    === events
    CONSULT/phone ISR KAZ | initiator=ISR date=2026-01-10
    !AGREE KAZ TUR

The first line of a text is its headline where a blank line follows it. An event line is the
act, the promise in brackets, the parties (actors > recipients), the status unless actual, and
after a bar the attributes that the case is about. A line with ! must not be told; without `!*`
no further events may be.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from elshi.types import Article

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Case:
    path: Path
    why: str
    articles: tuple[Article, ...]
    wanted: tuple[str, ...]
    unwanted: tuple[str, ...]
    open: bool


def read(path: Path) -> Case:
    head, *sections = path.read_text(encoding="utf-8").split("\n=== ")
    fields = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
    articles, lines = [], []
    for section in sections:
        name, _, body = section.partition("\n")
        if name.startswith("text "):
            articles.append(
                _article(
                    path, name.removeprefix("text ").strip(), body.strip("\n"), fields
                )
            )
        elif name.strip() == "events":
            lines = [line.strip() for line in body.splitlines() if line.strip()]
    return Case(
        path,
        fields["why"],
        tuple(articles),
        tuple(line for line in lines if not line.startswith("!")),
        tuple(line[1:] for line in lines if line.startswith("!") and line != "!*"),
        "!*" in lines,
    )


def _article(path: Path, lang: str, body: str, fields: dict[str, str]) -> Article:
    title, blank, rest = body.partition("\n\n")
    text, stop = (f"{title}\n{rest}", len(title)) if blank else (body, 0)
    return Article(
        f"{path.stem}-{lang}",
        text,
        date.fromisoformat(fields["published"]),
        lang,
        stop,
        fields.get("outlet"),
    )
