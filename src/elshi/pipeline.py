"""The stages in order, one article through them, and batches of articles."""

from __future__ import annotations

import functools
import inspect
from typing import TYPE_CHECKING, Any

from elshi.code.events import events
from elshi.code.statements import statements
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
    """Return all layers of an article; each stage is handed the layers that it names."""
    layers: dict[str, Any] = {
        "article": article,
        "language": resources.languages[article.lang],
    }
    for stage, names in _needs():
        layers[stage.__name__] = stage(**{name: layers[name] for name in names})
    del layers["language"]
    return Analysis(**layers)
