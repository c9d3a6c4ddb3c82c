"""The layer of words: the reading of each token that its neighbours favour.

"otken apta" (last week) holds a participle, "apta otti" (a week passed) a verb: choices.tsv says
what a neighbour favours. A name that no list holds takes the base that the rest of the article
shows.
"""

import collections
import functools
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from elshi.parse.engines.agreement import agreed
from elshi.parse.engines.tagging import tagged
from elshi.resources import Language, Row
from elshi.types import Token, Word

LEMMA = "lemma"
Choose = Callable[[tuple[Word, ...], str, str], Word]


@dataclass(frozen=True, slots=True)
class _Rule:
    features: Mapping[str, str]
    before: Callable[[str], bool]
    after: Callable[[str], bool]
    weight: float


def words(
    tokens: tuple[Token, ...],
    readings: tuple[tuple[Word, ...], ...],
    language: Language,
) -> tuple[Word, ...]:
    """Return one word per token."""
    if language.manifest("language")["engine"] == "paradigm":
        return agreed(tokens, readings, language)
    if language.manifest("language")["engine"] == "suffix":
        return tagged(tokens, language)
    choose, name = _chooser(language), _namer(language)
    near = [name(found[0]) for found in readings]
    edges = [token.sentence for token in tokens]
    chosen = [found[0] for found in readings]
    last = len(tokens) - 1
    for place, found in enumerate(readings):
        if len(found) > 1:
            here = edges[place]
            before = near[place - 1] if place and edges[place - 1] == here else "stop"
            after = (
                near[place + 1] if place < last and edges[place + 1] == here else "stop"
            )
            chosen[place] = choose(found, before, after)
    return _agreed(chosen, readings)


def _agreed(
    chosen: list[Word], readings: tuple[tuple[Word, ...], ...]
) -> tuple[Word, ...]:
    """Let the guessed names of an article agree on the bases that most of them can have."""
    unknown = [
        place for place, word in enumerate(chosen) if not word.known and word.case
    ]
    shown = collections.Counter(
        lemma for place in unknown for lemma in {word.lemma for word in readings[place]}
    )
    for place in unknown:
        nominal = (word for word in readings[place] if word.case and not word.verb_form)
        best = max(nominal, key=lambda word: shown[word.lemma], default=chosen[place])
        if shown[best.lemma] > shown[chosen[place].lemma]:
            chosen[place] = best
    return tuple(chosen)


@functools.cache
def _namer(language: Language) -> Callable[[Word], str]:
    """Return the function that gives the class of a neighbour, as choices.tsv names it."""
    near = language.manifest("language")["neighbours"]
    marks = dict.fromkeys(near["pauses"], "pause") | dict.fromkeys(
        near["stops"], "stop"
    )
    copula, ask = near["copula"], frozenset(near["ask"])
    copula_forms = frozenset(near["copula_forms"])

    def name(word: Word) -> str:
        if word.pos == "PUNCT":
            return marks.get(word.lemma, "open")
        if (word.lemma == copula and not word.negative) or word.base in copula_forms:
            return "copula"
        if word.pos == "VERB":
            return f"VERB.{word.verb_form}"
        if word.negative and not word.case:
            return "deny"
        return "ask" if word.lemma in ask else word.pos

    return name


@functools.cache
def _chooser(language: Language) -> Choose:
    rules = tuple(_rule(row) for row in language.table("choices"))
    lemmas = frozenset(rule.features.get(LEMMA) for rule in rules)
    names = sorted({name for rule in rules for name in rule.features} - {LEMMA})
    told = operator.attrgetter(*names)

    @functools.cache
    def live(before: str, after: str) -> tuple[_Rule, ...]:
        return tuple(x for x in rules if x.before(before) and x.after(after))

    @functools.cache
    def cost(values: tuple[str, ...], lemma: str, before: str, after: str) -> float:
        features = {LEMMA: lemma, **dict(zip(names, values, strict=True))}.items()
        return sum(
            rule.weight
            for rule in live(before, after)
            if rule.features.items() <= features
        )

    def choose(found: tuple[Word, ...], before: str, after: str) -> Word:
        costs = [
            place
            + cost(
                told(word), word.lemma if word.lemma in lemmas else "", before, after
            )
            for place, word in enumerate(found)
        ]
        return found[costs.index(min(costs))]

    return choose


def _rule(row: Row) -> _Rule:
    pairs = (pair.split("=") for pair in row["reading"].split())
    features = dict(pairs)
    return _Rule(
        features, _test(row["before"]), _test(row["after"]), float(row["weight"])
    )


def _test(classes: str) -> Callable[[str], bool]:
    listed = frozenset(classes.removeprefix("!").split())
    if classes.startswith("!"):
        return lambda near: near not in listed
    return lambda near: not listed or near in listed
