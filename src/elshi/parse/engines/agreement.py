"""Context for the engine `paradigm`: which reading of each word its neighbours allow.

"Prezidenta Tokaeva" is genitive or accusative with one voice, "s Tokaevym" instrumental by its
preposition, "Storony dogovorilis" a subject by its verb. The cheapest row of readings of a
sentence is sought; pairs.tsv says what two neighbours cost, government.tsv what prepositions ask.
"""

from __future__ import annotations

import functools
from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from elshi.parse.engines.paradigm import Weighed, weighed
from elshi.parse.engines.subjects import with_subjects

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from elshi.resources import Language
    from elshi.types import Token, Word

Pair = "Callable[[Word | None, Word, str], float]"
NEAR, OVER, COMMA, COORD = "near", "over", "comma", "coord"
BRIDGES = frozenset({"«", "»", '"', "“", "”", "„", "(", ")"})
PAUSES = frozenset({",", "–", "—", "-"})
RANK = 0.4  # what each rarer case of a preposition costs
LIKELY = 3.5  # dearer readings are no other form of the word
SHOWN = 1.5  # what a base that another form of the article shows is worth
NAME, LABEL = "NAME", "LABEL"  # proper names; acronyms among them


def agreed(
    tokens: Sequence[Token], readings: Sequence[Sequence[Word]], language: Language
) -> tuple[Word, ...]:
    """Return the reading of each token that its sentence favours."""
    weigh = weighed(language)
    options: list[Weighed] = [
        weigh(token.form)
        if token.kind == "word"
        else tuple((0.0, word) for word in found)
        for token, found in zip(tokens, readings, strict=True)
    ]
    options = _with_shown(tokens, options)
    price = _pricer(language)
    chosen: list[Word] = []
    reflexive = tuple(language.manifest("language")["paradigm"]["reflexive"])
    for start, stop in _sentences(tokens):
        row = _cheapest(options[start:stop], price)
        row = list(_negated(row))
        choices = [_likely(found) for found in options[start:stop]]
        chosen += with_subjects(row, choices, reflexive)
    return tuple(chosen)


def _likely(found: Weighed) -> list[Word]:
    """Return the readings that are not far dearer than the best."""
    least = min(cost for cost, _ in found)
    return [word for cost, word in found if cost <= least + LIKELY]


def _sentences(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    start = 0
    for place in range(1, len(tokens) + 1):
        if place == len(tokens) or tokens[place].sentence != tokens[start].sentence:
            yield start, place
            start = place


def _with_shown(tokens: Sequence[Token], options: list[Weighed]) -> list[Weighed]:
    """Make cheaper the bases of guessed names that several forms of the article share."""
    forms: defaultdict[str, set[str]] = defaultdict(set)
    for token, found in zip(tokens, options, strict=True):
        for _, word in found:
            if not word.known:
                forms[word.lemma].add(token.form)
    counts = Counter({base: len(shown) for base, shown in forms.items()})
    if not any(number > 1 for number in counts.values()):
        return options
    return [
        tuple(
            (cost - SHOWN * (not word.known and counts[word.lemma] > 1), word)
            for cost, word in found
        )
        for found in options
    ]


def _cheapest(options: Sequence[Weighed], price: Pair) -> list[Word]:
    """Return the row of readings of least cost; bridges between words carry the word before."""
    link = NEAR
    layer: list[tuple[float, Word | None, int]] = [(0.0, None, -1)]
    trail: list[list[tuple[Word, int]]] = []
    for found in options:
        bridge = _bridge(found)
        if bridge:
            link = max(link, bridge, key=_strength)
            trail.append([(found[0][1], place) for place in range(len(layer))])
            layer = [(cost, word, place) for place, (cost, word, _) in enumerate(layer)]
            continue
        after: list[tuple[float, Word | None, int]] = []
        steps: list[tuple[Word, int]] = []
        for own, word in found:
            best, source = min(
                (cost + price(before, word, link), place)
                for place, (cost, before, _) in enumerate(layer)
            )
            after.append((best + own, _carried(layer[source][1], word), len(steps)))
            steps.append((word, source))
        layer, link = after, NEAR
        trail.append(steps)
    return _traced(layer, trail)


def _carried(before: Word | None, word: Word) -> Word | None:
    """Return what the next word sees: past "his" a preposition still governs."""
    if word.pos == "SCONJ":
        return None
    bare = word.pos == "DET" and not word.case
    return before if before and bare and before.pos == "ADP" else word


def _traced(
    layer: Sequence[tuple[float, Word | None, int]],
    trail: Sequence[Sequence[tuple[Word, int]]],
) -> list[Word]:
    place = min(range(len(layer)), key=lambda at: layer[at][0])
    chosen: list[Word] = []
    for steps in reversed(trail):
        word, place = steps[place]
        chosen.append(word)
    return chosen[::-1]


def _strength(link: str) -> int:
    return (NEAR, OVER, COMMA, COORD).index(link)


def _bridge(found: Weighed) -> str:
    """Return how a word joins those beside it, where it only stands between them."""
    if len(found) > 1:
        return ""
    word = found[0][1]
    if word.pos == "CCONJ":
        return COORD
    if word.lemma in PAUSES:
        return COMMA
    if word.pos in ("ADV", "PART"):
        return OVER
    return NEAR if word.lemma in BRIDGES else ""


@functools.cache
def _pricer(language: Language) -> Pair:
    costs: dict[tuple[str, str, str], list[tuple[str, float]]] = {}
    for row in language.table("pairs"):
        key = row["before"], row["after"], row["link"]
        costs.setdefault(key, []).append((row["relation"], float(row["cost"])))
    governed = {
        row["preposition"]: tuple(row["cases"].split())
        for row in language.table("government")
    }

    @functools.lru_cache(maxsize=1 << 18)
    def price(before: Word | None, after: Word, link: str) -> float:
        one, two = _kind(before), _kind(after)
        rows = costs.get((one, two, link)) or costs.get(
            (_plain(one), _plain(two), link), ()
        )
        if one == "MOD" and before and before.verb_form and not before.voice:
            rows = [*rows, *costs.get(("DOING", two, link), ())]
        cost = sum(cost for name, cost in rows if _holds(name, before, after, governed))
        if (
            before
            and before.pos == "ADP"
            and after.case in governed.get(before.lemma, ())
        ):
            cost += RANK * governed[before.lemma].index(after.case)
        return cost

    return price


def _plain(kind: str) -> str:
    """Return the class of an acronym where no row names acronyms."""
    return NAME if kind == LABEL else kind


@functools.lru_cache(maxsize=1 << 16)
def _kind(word: Word | None) -> str:
    """Return the class under which pairs.tsv lists a word."""
    if word is None:
        return "start"
    if word.pos == "VERB":
        if word.verb_form == "Part":
            return "SHORT" if word.derivation == "short" else "MOD"
        return {"Fin": "FIN", "Inf": "INF", "Conv": "CONV"}.get(word.verb_form, "FIN")
    if word.pos in ("ADJ", "DET"):
        if word.derivation == "short":
            return "SHORT"
        return "MOD" if word.case else word.pos
    if word.pos == "PROPN":
        return LABEL if word.base.isupper() and len(word.base) > 1 else NAME
    return word.pos


def _holds(
    name: str,
    before: Word | None,
    after: Word,
    governed: dict[str, tuple[str, ...]],
) -> bool:
    """Tell whether two words stand in a relation."""
    if name in _OF_CASE:
        return after.case == _OF_CASE[name]
    if before is None or name == "any":
        return name == "any"
    if name in ("governed", "ungoverned"):
        cases = governed.get(before.lemma, ())
        return bool(cases) and (after.case in cases) == (name == "governed")
    if name in ("subject", "joint", "nonsubject"):
        noun, verb = (before, after) if before.case else (after, before)
        return noun.case == "Nom" and _subject(noun, verb) == name
    same = before.case == after.case
    if name == "case":
        return same and _fits(before.gender, after.gender)
    if name == "clash":
        return same and not _fits(before.gender, after.gender)
    agree = same and _agree(before, after)
    return agree if name == "agree" else not agree


_OF_CASE = {
    **{"nom": "Nom", "gen": "Gen", "acc": "Acc"},
    **{"dat": "Dat", "ins": "Ins", "loc": "Loc"},
}


def _agree(one: Word, two: Word) -> bool:
    if not _fits(one.number, two.number):
        return False
    plural = "Plur" in (one.number, two.number)
    return plural or _fits(one.gender, two.gender)


def _subject(noun: Word, verb: Word) -> str:
    """Return whether a nominative can be the subject of a verb, or one of several."""
    if verb.person and verb.person != (noun.person or "3"):
        return "nonsubject"
    if not _fits(noun.number, verb.number):
        return "joint" if verb.number == "Plur" else "nonsubject"
    title = noun.pos == "NOUN" and noun.gender == "Masc" and verb.gender == "Fem"
    fits = verb.number == "Plur" or title or _fits(noun.gender, verb.gender)
    return "subject" if fits else "nonsubject"


def _fits(one: str, two: str) -> bool:
    return not one or not two or one == two


def _negated(words: Sequence[Word]) -> Iterator[Word]:
    """Yield the words, a verb or modifier right after a negation being negative."""
    for place, word in enumerate(words):
        before = words[place - 1] if place else None
        if before and before.negative and before.pos == "PART":
            yield _negative(word)
        else:
            yield word


@functools.lru_cache(maxsize=1 << 14)
def _negative(word: Word) -> Word:
    return replace(word, negative=True) if word.pos in ("VERB", "ADJ") else word
