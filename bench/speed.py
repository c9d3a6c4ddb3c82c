"""Measure each stage on the bundled news: microseconds a token, sentences a second.

    python bench/speed.py [ROUNDS]

Numbers hold for one machine: compare them only with its own earlier ones.
"""

import inspect
import platform
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from elshi.pipeline import STAGES
from elshi.resources import Language, data_folder, load
from elshi.serve.gold import golds
from elshi.types import Article

NEEDS = {stage: tuple(inspect.signature(stage).parameters) for stage in STAGES}


def layers(article: Article, language: Language, spent: Counter[str]) -> dict[str, Any]:
    """Return all layers of an article; add the seconds of each stage to `spent`."""
    found: dict[str, Any] = {"article": article, "language": language}
    for stage, names in NEEDS.items():
        given = {name: found[name] for name in names}
        start = time.perf_counter()
        found[stage.__name__] = stage(**given)
        spent[stage.__name__] += time.perf_counter() - start
    return found


def main(rounds: int) -> None:
    """Print one line a stage and the whole, the fastest of several rounds each."""
    language = load().languages["kk"]
    texts = [gold.article for gold in golds(Path(data_folder() / "sample"))]
    first: Counter[str] = Counter()
    found = [layers(article, language, first) for article in texts]
    tokens = sum(len(item["tokens"]) for item in found)
    sentences = sum(len(item["sentences"]) for item in found)
    tries: list[Counter[str]] = []
    for _ in range(rounds):
        spent: Counter[str] = Counter()
        for article in texts:
            layers(article, language, spent)
        tries.append(spent)
    best = {name: min(spent[name] for spent in tries) for name in first}
    whole = min(spent.total() for spent in tries)
    out = sys.stdout.write
    out(f"{platform.python_version()} {platform.machine()}: ")
    out(f"{len(texts)} articles, {sentences} sentences, {tokens} tokens\n")
    for name, seconds in best.items():
        out(f"{name:12} {1e6 * seconds / tokens:8.2f} us a token\n")
    out(f"{'all':12} {1e6 * whole / tokens:8.2f} us a token, ")
    out(f"{sentences / whole:.0f} sentences/s, {len(texts) / whole:.0f} articles/s\n")
    out(f"first round, caches empty: {sentences / first.total():.0f} sentences/s\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
