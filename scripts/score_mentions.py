"""Score state mentions on a named-entity corpus in IOB2: how many GPE states are found.

Usage: python scripts/score_mentions.py FILE.iob2 [--list]

A span counts as a state where its tokens, read by the words layer, name one in names/parties.tsv
by the whole form, base or lemma. A found mention that covers no such span is listed with its tag.
"""

from __future__ import annotations

import datetime
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from elshi import resources
from elshi.parse.mentions import mentions
from elshi.parse.readings import readings
from elshi.parse.words import words
from elshi.types import Article, Sentence, Token

if TYPE_CHECKING:
    from collections.abc import Iterator

    from elshi.resources import Language

Tagged = list[tuple[str, str]]


def sentences(path: Path) -> Iterator[Tagged]:
    """Yield the (form, tag) pairs of each sentence."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.rsplit(" ", 1) for line in block.splitlines()[1:]]
        if rows:
            yield [(form, tag) for form, tag in rows]


def spans(tagged: Tagged) -> list[tuple[int, int, str]]:
    """Return the entities as (start, stop, class)."""
    found: list[tuple[int, int, str]] = []
    for i, (_, tag) in enumerate(tagged):
        if tag.startswith("B-"):
            found.append((i, i + 1, tag[2:]))
        elif tag.startswith("I-") and found:
            found[-1] = (found[-1][0], i + 1, found[-1][2])
    return found


def states(language: Language) -> frozenset[str]:
    """Return the listed names of states, in lower case."""
    rows = language.table("names/parties")
    return frozenset(row["form"].lower() for row in rows if row["kind"] == "state")


def analysed(tagged: Tagged, language: Language) -> tuple[tuple, tuple]:
    """Return the readings and the mentions of a sentence whose tokens are given."""
    text = " ".join(form for form, _ in tagged)
    tokens, start = [], 0
    for form, _ in tagged:
        kind = (
            "word"
            if any(map(str.isalpha, form))
            else "number"
            if form.isdigit()
            else "mark"
        )
        tokens.append(Token(start, start + len(form), 0, form, kind))
        start += len(form) + 1
    article = Article("x", text, datetime.date(2021, 6, 1), language.code)
    read = readings(tuple(tokens), language)
    chosen = words(tuple(tokens), read, language)
    whole = (Sentence(0, len(text), 0),)
    return read, mentions(article, whole, tuple(tokens), read, chosen, language)


def names_state(
    tagged: Tagged, span: tuple[int, int], read: tuple, known: frozenset[str]
) -> bool:
    """Tell whether a span is the listed name of a state."""
    start, stop = span
    head = " ".join(form for form, _ in tagged[start : stop - 1])
    last = [
        tagged[stop - 1][0],
        *(w.base for w in read[stop - 1]),
        *(w.lemma for w in read[stop - 1]),
    ]
    return any(f"{head} {form}".strip().lower() in known for form in last)


def say(*parts: object) -> None:
    """Write a line of tab-separated parts."""
    sys.stdout.write("\t".join(map(str, parts)) + "\n")


def main() -> None:
    """Print recall, precision and what the rest is."""
    language = resources.load().languages["kk"]
    known, found, missed, extra, right = states(language), 0, Counter(), Counter(), 0
    listing = "--list" in sys.argv
    for tagged in sentences(Path(sys.argv[1])):
        read, all_mentions = analysed(tagged, language)
        entities = spans(tagged)
        coded = {i for m in all_mentions if m.codes for i in range(m.start, m.stop)}
        for start, stop, label in entities:
            if label == "GPE" and names_state(tagged, (start, stop), read, known):
                if any(i in coded for i in range(start, stop)):
                    found += 1
                else:
                    missed[" ".join(form for form, _ in tagged[start:stop])] += 1
        for mention in all_mentions:
            if mention.kind != "state":
                continue
            labels = {
                tagged[i][1].partition("-")[2] or "O"
                for i in range(mention.start, mention.stop)
            }
            if labels & {"GPE", "NORP"}:
                right += 1
            else:
                surface = " ".join(
                    form for form, _ in tagged[mention.start : mention.stop]
                )
                extra["+".join(sorted(labels))] += 1
                if listing:
                    text = " ".join(form for form, _ in tagged)
                    say("EXTRA", "+".join(sorted(labels)), surface, text)
    total = found + missed.total()
    say(f"states tagged GPE: {total}; found {found} = {found / total:.2%}")
    say("missed:", missed.most_common(30))
    marked = right + extra.total()
    say(f"state mentions: {marked}; on GPE or NORP {right} = {right / marked:.2%}")
    say("the rest by class:", extra.most_common())


if __name__ == "__main__":
    main()
