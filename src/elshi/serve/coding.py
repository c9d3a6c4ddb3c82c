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
    if isinstance(item, ReadError):
        return item
    try:
        return analysis(item, resources)
    except ReadError as error:
        return error
    except Exception as error:  # noqa: BLE001 - one document must not stop the others
        what = f"elshi failed on it ({type(error).__name__}: {error})."
        return ReadError(item.id, what, "Please report it with the text.")


def analysis(article: Article, resources: Resources) -> Analysis:
    """Return the analysis of an article.

    Raises:
        ReadError: it is in a language that elshi does not read.
    """
    if article.lang in resources.languages:
        return pipeline.run(article, resources)
    known = " ".join(resources.languages)
    what = f"elshi does not read '{article.lang}' yet."
    raise ReadError(article.id, what, f"It reads: {known}.")


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
