"""Layer clauses: predicates with their dependents, by the order and the endings of the words.

Verb groups (engines/groups) and noun phrases (engines/phrases) are found first; then each predicate
takes the phrases that belong to it (engines/attachment).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from elshi.parse.engines.attachment import attached
from elshi.parse.engines.groups import Row, grammar, groups
from elshi.parse.engines.phrases import Space, phrases

if TYPE_CHECKING:
    from collections.abc import Sequence

    from elshi.resources import Language
    from elshi.types import Clause, Mention, Sentence, Time, Token, Word


def clauses(
    sentences: Sequence[Sentence],
    tokens: Sequence[Token],
    words: Sequence[Word],
    mentions: Sequence[Mention],
    times: Sequence[Time],
    language: Language,
) -> tuple[Clause, ...]:
    """Return the clauses of every sentence in order; parents are indices into the whole tuple."""
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
