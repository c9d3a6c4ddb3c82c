"""The serve layer's run: documents -> analyses, each wrong document told and passed over."""

from collections.abc import Iterable, Iterator

from elshi import pipeline
from elshi.errors import ReadError
from elshi.resources import Resources
from elshi.types import Analysis, Article

Outcome = Analysis | ReadError
Documents = Iterable[Article | ReadError]


def outcomes(documents: Documents, resources: Resources) -> Iterator[Outcome]:
    """Yield one analysis or one error for each document."""
    return (outcome(item, resources) for item in documents)


def outcome(item: Article | ReadError, resources: Resources) -> Outcome:
    """Return the analysis of an article, or what is wrong with it."""
    return item if isinstance(item, ReadError) else pipeline.outcome(item, resources)


def analyses(
    found: Iterable[Outcome], failed: list[ReadError], *, strict: bool
) -> Iterator[Analysis]:
    """Yield the analyses, put the errors into `failed`; a strict run ends at the first.

    Raises:
        ReadError: the run is strict and a document is wrong.
    """
    for item in found:
        if isinstance(item, Analysis):
            yield item
        elif strict:
            raise item
        else:
            failed.append(item)
