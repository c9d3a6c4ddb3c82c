"""Layer statements: what a quoted or interviewed speaker says of other parties."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from elshi.types import Article, Statement


def statements(article: Article) -> tuple[Statement, ...]:
    """Return the positions in the article in order."""
    del article
    return ()
