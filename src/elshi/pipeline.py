"""The stages in order, one article through them, and batches of articles."""

from __future__ import annotations

import functools
import inspect
from typing import TYPE_CHECKING, Any

from elshi import tables
from elshi.code.events import events
from elshi.code.statements import statements
from elshi.errors import ReadError
from elshi.parse.claims import claims
from elshi.parse.clauses import clauses
from elshi.parse.frames import frames
from elshi.parse.mentions import mentions
from elshi.parse.readings import readings
from elshi.parse.referents import referents
from elshi.parse.sentences import sentences
from elshi.parse.times import times
from elshi.parse.tokens import tokens
from elshi.parse.turns import turns
from elshi.parse.words import words
from elshi.types import Analysis

if TYPE_CHECKING:
    from collections.abc import Callable

    from pyarrow import RecordBatch

    from elshi.resources import Resources
    from elshi.types import Article

STAGES: tuple[Callable[..., Any], ...] = (
    sentences,
    tokens,
    readings,
    words,
    mentions,
    times,
    turns,
    referents,
    clauses,
    frames,
    claims,
    events,
    statements,
)


@functools.cache
def _needs() -> tuple[tuple[Callable[..., Any], tuple[str, ...]], ...]:
    """Return each stage with the names of the layers that it reads."""
    return tuple(
        (stage, tuple(inspect.signature(stage).parameters)) for stage in STAGES
    )


def run(article: Article, resources: Resources) -> Analysis:
    """Return all layers of an article; each stage is handed the layers that it names.

    Raises:
        ReadError: the article is in a language that elshi does not read.
    """
    language = resources.languages.get(article.lang)
    if language is None:
        known = " ".join(resources.languages)
        what = f"elshi does not read '{article.lang}' yet."
        raise ReadError(article.id, what, f"It reads: {known}.")
    layers: dict[str, Any] = {"article": article, "language": language}
    for stage, names in _needs():
        layers[stage.__name__] = stage(**{name: layers[name] for name in names})
    del layers["language"]
    return Analysis(**layers)


def outcome(article: Article, resources: Resources) -> Analysis | ReadError:
    """Return the analysis of an article, or what is wrong with it: one never stops the others."""
    try:
        return run(article, resources)
    except ReadError as error:
        return error
    except Exception as error:  # noqa: BLE001 - the one broad except of the house
        what = f"elshi failed on it ({type(error).__name__}: {error})."
        return ReadError(article.id, what, "Please report it with the text.")


def run_batch(batch: RecordBatch, resources: Resources) -> RecordBatch:
    """Return the batch with events, statements and error: the same rows in the same order.

    The columns of an Article are read (`tables.schema(Article)`); a row whose `error` is set
    is passed over, a row that cannot be coded gets its `error` and keeps null layers.
    """
    found = [_row_outcome(row, resources) for row in batch.to_pylist()]
    good = [item if isinstance(item, Analysis) else None for item in found]
    return tables.with_layers(
        batch,
        [item.events if item else None for item in good],
        [item.statements if item else None for item in good],
        [item if isinstance(item, ReadError) else None for item in found],
    )


def _row_outcome(
    row: dict[str, Any], resources: Resources
) -> Analysis | ReadError | None:
    if row.get("error") is not None:
        return None
    try:
        article = tables.article_from_row(row)
    except (KeyError, TypeError, ValueError) as error:
        return ReadError(
            str(row.get("id", "?")), f"no article: {error}.", "Give it the columns."
        )
    return outcome(article, resources)
