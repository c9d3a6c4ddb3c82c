"""Layer clauses: predicates with their dependents, by the order and the endings of the words.

Verb groups (engines/groups) and noun phrases (engines/phrases) are found first; then each predicate
takes the phrases that belong to it (engines/attachment). A text that names fewer than two parties,
the outlet's state counted, tells of no act between any, and gets no clauses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elshi.parse.engines.attachment import attached
from elshi.parse.engines.groups import Row, grammar, groups
from elshi.parse.engines.phrases import Space, phrases

if TYPE_CHECKING:
    from collections.abc import Sequence

    from elshi.resources import Language
    from elshi.types import (
        Article,
        Clause,
        Mention,
        Referent,
        Sentence,
        Time,
        Token,
        Word,
    )


PAIR = 2


def clauses(
    article: Article,
    sentences: Sequence[Sentence],
    tokens: Sequence[Token],
    words: Sequence[Word],
    mentions: Sequence[Mention],
    times: Sequence[Time],
    referents: Sequence[Referent],
    language: Language,
) -> tuple[Clause, ...]:
    """Return the clauses of every sentence in order; parents are indices into the whole tuple."""
    if not _names_two(article, mentions, referents):
        return ()
    rules = grammar(language)
    at = {mention.start: number for number, mention in enumerate(mentions)}
    named = {i for mention in mentions for i in range(mention.start, mention.stop)}
    timed = {i for time in times for i in range(time.start, time.stop)}
    found: list[Clause] = []
    for number, (first, last) in enumerate(_bounds(sentences, tokens)):
        heads = groups(Row(first, last, tokens, words, rules), named | timed)
        closed = timed | {i for group in heads for i in range(group.start, group.stop)}
        space = Space(first, last, tokens, words, mentions, at, closed, rules)
        found += attached(number, heads, phrases(space), space, len(found))
    return tuple(found)


def _names_two(
    article: Article, mentions: Sequence[Mention], referents: Sequence[Referent]
) -> bool:
    """Whether the text and its outlet name two parties at least, be it by a place."""
    codes = {p.code for referent in referents for p in referent.parties}
    codes |= {m.place.partition(",")[0] for m in mentions if m.place}
    return len(codes | {article.outlet_country or ""}) >= PAIR


def _bounds(
    sentences: Sequence[Sentence], tokens: Sequence[Token]
) -> list[tuple[int, int]]:
    """Return the first token and the stop of each sentence."""
    bounds = [[0, 0] for _ in sentences]
    for i, token in enumerate(tokens):
        pair = bounds[token.sentence]
        if pair[1] == 0:
            pair[0] = i
        pair[1] = i + 1
    return [(first, last) for first, last in bounds]
