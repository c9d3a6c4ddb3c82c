"""Context for the engine `paradigm`: which reading of each word its neighbours allow.

"Prezidenta Tokaeva" is genitive or accusative with one voice, "s Tokaevym" instrumental by its
preposition, "Storony dogovorilis" a subject by its verb. The cheapest row of readings of a
sentence is sought by the prices of engines/pairs.py; engines/subjects.py then tells subject from
object where both forms look alike.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from elshi.parse.engines.pairs import (
    COMMA,
    COORD,
    NEAR,
    OVER,
    START,
    Mark,
    mark,
    prices,
)
from elshi.parse.engines.paradigm import weighed
from elshi.parse.engines.subjects import Roles, with_subjects

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from elshi.resources import Language
    from elshi.types import Token, Word

BRIDGES = frozenset({"«", "»", '"', "“", "”", "„", "(", ")"})
PAUSES = frozenset({",", "–", "—", "-"})
STRENGTH = {NEAR: 0, OVER: 1, COMMA: 2, COORD: 3}
SHOWN = 1.5  # what a base that another form of the article shows is worth
LIKELY = 3.5  # dearer readings are no other form of the word


class _Option(NamedTuple):
    """A reading with its own cost."""

    cost: float
    word: Word
    mark: Mark


class _State(NamedTuple):
    """The cheapest way to a reading: its cost, and the mark that the next word sees."""

    cost: float
    mark: Mark


Options = tuple[_Option, ...]
Step = tuple["Word", int]  # a reading, and the place of the reading before it


def agreed(
    tokens: Sequence[Token], readings: Sequence[Sequence[Word]], language: Language
) -> tuple[Word, ...]:
    """Return the reading of each token that its sentence favours."""
    of_form, price = _options(language), prices(language)
    roles = _roles(language)
    options = [
        of_form(token.form) if token.kind == "word" else _plain(found[0])
        for token, found in zip(tokens, readings, strict=True)
    ]
    options = _with_shown(tokens, options)
    chosen: list[Word] = []
    for start, stop in _sentences(tokens):
        row = _negated(_cheapest(options[start:stop], price))
        likely = [_likely(found) for found in options[start:stop]]
        chosen += with_subjects(row, likely, roles)
    return tuple(chosen)


@functools.cache
def _roles(language: Language) -> Roles:
    manifest = language.manifest("language")["paradigm"]
    return Roles(tuple(manifest["reflexive"]), frozenset(manifest["acting"]))


@functools.cache
def _options(language: Language) -> Callable[[str], Options]:
    weigh = weighed(language)

    @functools.lru_cache(maxsize=1 << 17)
    def options(form: str) -> Options:
        return tuple(_Option(cost, word, mark(word)) for cost, word in weigh(form))

    return options


@functools.lru_cache(maxsize=1 << 12)
def _plain(word: Word) -> Options:
    return (_Option(0.0, word, mark(word)),)


def _sentences(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    start = 0
    for place in range(1, len(tokens) + 1):
        if place == len(tokens) or tokens[place].sentence != tokens[start].sentence:
            yield start, place
            start = place


def _with_shown(tokens: Sequence[Token], options: list[Options]) -> list[Options]:
    """Make cheaper the bases of guessed names that several forms of the article share."""
    forms: defaultdict[str, set[str]] = defaultdict(set)
    for token, found in zip(tokens, options, strict=True):
        for option in found:
            if not option.word.known:
                forms[option.word.lemma].add(token.form)
    shown = {base for base, each in forms.items() if len(each) > 1}
    if not shown:
        return options
    return [
        tuple(
            option._replace(cost=option.cost - SHOWN)
            if not option.word.known and option.word.lemma in shown
            else option
            for option in found
        )
        for found in options
    ]


def _likely(found: Options) -> list[Word]:
    """Return the readings that are not far dearer than the best."""
    if len(found) == 1:
        return [found[0].word]
    least = min(option.cost for option in found)
    return [option.word for option in found if option.cost <= least + LIKELY]


def _cheapest(
    options: Sequence[Options], price: Callable[[Mark, Mark, str], float]
) -> list[Word]:
    """Return the row of readings of least cost; bridges between words carry the word before."""
    link, layer = NEAR, [_State(0.0, START)]
    trail: list[list[Step]] = []
    for found in options:
        bridge = _bridge(found)
        if bridge:
            link = max(link, bridge, key=STRENGTH.__getitem__)
            trail.append([(found[0].word, place) for place in range(len(layer))])
            continue
        after: list[_State] = []
        steps: list[Step] = []
        for option in found:
            costs = [
                state.cost + price(state.mark, option.mark, link) for state in layer
            ]
            best = min(costs)
            source = costs.index(best)
            carried = _carried(layer[source].mark, option)
            after.append(_State(best + option.cost, carried))
            steps.append((option.word, source))
        layer, link = after, NEAR
        trail.append(steps)
    return _traced(layer, trail)


def _carried(before: Mark, option: _Option) -> Mark:
    """Return what the next word sees: past "his" a preposition still governs."""
    if option.mark.kind == "SCONJ":
        return START
    bare = option.mark.kind == "DET"
    return before if bare and before.governs else option.mark


def _traced(layer: Sequence[_State], trail: Sequence[Sequence[Step]]) -> list[Word]:
    place = min(enumerate(layer), key=lambda pair: pair[1].cost)[0]
    chosen: list[Word] = []
    for steps in reversed(trail):
        word, place = steps[place]
        chosen.append(word)
    return chosen[::-1]


def _bridge(found: Options) -> str:
    """Return how a word joins those beside it, where it only stands between them."""
    if len(found) > 1:
        return ""
    word = found[0].word
    if word.pos == "CCONJ":
        return COORD
    if word.pos in ("ADV", "PART"):
        return OVER
    if word.pos != "PUNCT":
        return ""
    if word.lemma in PAUSES:
        return COMMA
    return NEAR if word.lemma in BRIDGES else ""


def _negated(words: list[Word]) -> list[Word]:
    """Return the words, a verb or modifier right after a negation being negative."""
    return [
        _negative(word) if before is not None and _negates(before) else word
        for before, word in zip([None, *words], words, strict=False)
    ]


def _negates(word: Word) -> bool:
    return word.negative and word.pos == "PART"


@functools.lru_cache(maxsize=1 << 14)
def _negative(word: Word) -> Word:
    return replace(word, negative=True) if word.pos in ("VERB", "ADJ") else word
