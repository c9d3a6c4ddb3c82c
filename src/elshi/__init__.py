"""Elshi reads diplomatic news and codes who did what to whom, with the sentence that says so.

>>> import elshi
>>> analysis = elshi.read_text("...", published="2026-01-12", outlet_country="KAZ")
>>> analysis.events
()
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from elshi.pipeline import run, run_batch
from elshi.resources import load
from elshi.types import Analysis, Article, Event, Evidence, Party, Speaker, Statement

if TYPE_CHECKING:
    from pyarrow import RecordBatch

__all__ = [
    "Analysis",
    "Article",
    "Event",
    "Evidence",
    "Party",
    "Speaker",
    "Statement",
    "code_batch",
    "load",
    "read_text",
    "run",
]


def read_text(
    text: str,
    *,
    published: date | str,
    title: str = "",
    lang: str = "kk",
    outlet_country: str | None = None,
) -> Analysis:
    """Return all layers of a text, its events and statements among them.

    Args:
        text: the body; paragraphs are lines.
        published: the day of publication, as a date or "YYYY-MM-DD".
        title: the headline, if it is not part of the text.
        lang: ISO 639-1 code of the language.
        outlet_country: ISO 3166-1 alpha-3 of the outlet: whose "Head of State" it is.

    Raises:
        ReadError: elshi does not read the language.
        ValueError: `published` is no ISO date.
    """
    day = date.fromisoformat(published) if isinstance(published, str) else published
    whole = f"{title}\n{text}" if title else text
    article = Article("text", whole, day, lang, len(title), outlet_country)
    return run(article, load())


def code_batch(batch: RecordBatch) -> RecordBatch:
    """Return a batch of articles with the columns `events`, `statements` and `error` more.

    Rows and their order stay; pure, so any engine that maps Arrow batches can run it.
    """
    return run_batch(batch, load())
