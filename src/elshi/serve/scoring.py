"""The serve layer's evaluation run: gold documents -> coded ones, whole and by language."""

from collections.abc import Callable, Sequence
from pathlib import Path

from elshi.errors import ReadError
from elshi.resources import Resources
from elshi.serve.coding import Outcome
from elshi.serve.evaluate import Coded, Score, score
from elshi.serve.gold import Gold, golds
from elshi.types import Article

Coder = Callable[[Article, Resources], Outcome]


def chosen(
    folder: Path, *, lang: str | None = None, only: str = ""
) -> tuple[Gold, ...]:
    """Return the gold documents of a language whose ids start with `only`.

    Raises:
        ReadError: there are none.
    """
    found = tuple(
        gold
        for gold in golds(folder)
        if lang in {None, gold.article.lang} and gold.article.id.startswith(only)
    )
    if not found:
        raise ReadError(
            str(folder), "no document is left to score.", "Choose fewer conditions."
        )
    return found


def coded(
    documents: Sequence[Gold], resources: Resources, code_one: Coder
) -> tuple[tuple[Coded, ...], tuple[ReadError, ...]]:
    """Return each gold document beside what was coded, and the errors on the way.

    A document that cannot be coded counts as one in which nothing was found.
    """
    found = [(gold, code_one(gold.article, resources)) for gold in documents]
    errors = tuple(item for _, item in found if isinstance(item, ReadError))
    return tuple(_coded(gold, item) for gold, item in found), errors


def by_language(documents: Sequence[Coded]) -> tuple[tuple[str, Score], ...]:
    """Return the score of all documents, then of each language."""
    languages = sorted({item.gold.article.lang for item in documents})
    parts = {
        name: [item for item in documents if item.gold.article.lang == name]
        for name in languages
    }
    whole = {"all": list(documents)} if len(languages) > 1 else {}
    return tuple((name, score(part)) for name, part in (whole | parts).items())


def _coded(gold: Gold, found: Outcome) -> Coded:
    if isinstance(found, ReadError):
        return Coded(gold)
    return Coded(gold, found.events, found.statements)
