"""Measure each stage: microseconds a token, on first sight and on words seen before.

    python bench/speed.py [--rounds N] [--corpus FILE]

The text is the bundled news, or the documents of a file that elshi reads (.jsonl and others).
Its first document compiles the data and counts in no figure. Seconds are those of the processor,
so a busy machine disturbs little; compare figures only with earlier ones of the same machine.
"""

import argparse
import inspect
import platform
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from elshi.pipeline import STAGES
from elshi.read.files import articles
from elshi.resources import Language, data_folder, load
from elshi.serve.gold import golds
from elshi.types import Article

NEEDS = {stage: tuple(inspect.signature(stage).parameters) for stage in STAGES}
# splitting and tokenising, what the whole is set against
BASIC = ("sentences", "tokens")
UNDATED = date(2025, 1, 1)  # the day of documents that do not say theirs
KILOBYTES = 1024 if sys.platform == "darwin" else 1  # what getrusage counts in
Seconds = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Size:
    """How much text was read."""

    documents: int
    sentences: int
    tokens: int


def main(rounds: int, corpus: Path | None) -> None:
    """Print a line for each stage and for the whole: first sight, and the best of the rounds."""
    opening, *texts = _articles(corpus)
    languages = load().languages
    compiled = _whole(_round([opening], languages)[0])
    first, size = _round(texts, languages)
    tries = [_round(texts, languages)[0] for _ in range(rounds)]
    warm = {name: min(spent[name] for spent in tries) for name in first}
    out = sys.stdout.write
    out(f"Python {platform.python_version()}, {platform.machine()}: ")
    out(f"{size.documents} documents, {size.sentences} sentences, ")
    out(f"{size.tokens} tokens\n")
    out(f"{'microseconds a token':22}{'first sight':>18}{'seen before':>18}\n")
    for name in first:
        out(f"{name:22}{_share(name, first, size)}{_share(name, warm, size)}\n")
    for name, figure in _figures(size).items():
        out(f"{name:22}{figure(first):18,.1f}{figure(warm):18,.1f}\n")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / KILOBYTES
    out(f"{compiled:.1f} s to compile the data, {memory:.0f} MB of memory at most\n")


def _articles(corpus: Path | None) -> list[Article]:
    if corpus is None:
        return [gold.article for gold in golds(data_folder() / "sample")]
    found = articles([corpus], lang="kk", published=UNDATED)
    return [item for item in found if isinstance(item, Article)]


def _round(
    texts: Sequence[Article], languages: Mapping[str, Language]
) -> tuple[Seconds, Size]:
    """Return the seconds of each stage over all texts, and how much was read."""
    spent: defaultdict[str, float] = defaultdict(float)
    sentences = tokens = 0
    for article in texts:
        layers = _layers(article, languages[article.lang], spent)
        sentences += len(layers["sentences"])
        tokens += len(layers["tokens"])
    return spent, Size(len(texts), sentences, tokens)


def _layers(
    article: Article, language: Language, spent: defaultdict[str, float]
) -> dict[str, Any]:
    """Return all layers of an article; add the seconds of each stage to `spent`."""
    found: dict[str, Any] = {"article": article, "language": language}
    for stage, names in NEEDS.items():
        given = {name: found[name] for name in names}
        start = time.process_time()
        found[stage.__name__] = stage(**given)
        spent[stage.__name__] += time.process_time() - start
    return found


def _share(name: str, spent: Seconds, size: Size) -> str:
    share = spent[name] / _whole(spent)
    return f"{1e6 * spent[name] / size.tokens:11.2f}{share:7.0%}"


def _figures(size: Size) -> Mapping[str, Callable[[Seconds], float]]:
    """Return what is told of the whole, each a function of the seconds spent."""
    return {
        "all stages": lambda spent: 1e6 * _whole(spent) / size.tokens,
        "documents a second": lambda spent: size.documents / _whole(spent),
        "sentences a second": lambda spent: size.sentences / _whole(spent),
        "times the first two": lambda spent: (
            _whole(spent) / sum(spent[name] for name in BASIC)
        ),
    }


def _whole(spent: Seconds) -> float:
    return sum(spent.values())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5, help="over words seen before")
    parser.add_argument("--corpus", type=Path, help="a file of documents to read")
    options = parser.parse_args()
    main(options.rounds, options.corpus)
