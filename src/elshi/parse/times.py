"""Layer times: time expressions, resolved against the day of publication.

The patterns stand in the language's dates.toml, what they compute in engines/time_actions.py; the
functions here decide what an expression leaves open: its year, its week, or the day before it.
"""

from datetime import timedelta

from elshi.parse.engines import calendar_spans as spans
from elshi.parse.engines.calendar_spans import Span
from elshi.parse.engines.expressions import Match, expressions, grammar
from elshi.parse.engines.time_actions import ACTIONS, MONTHS, UNTIL_DAYS, Scene, Slots
from elshi.resources import Language
from elshi.types import Article, Time, Token, Word

NEAR_DAYS = 60
"""A date without a year may lie so far ahead of the publication, else it is past."""
AHEAD_DAYS = 305
"""The same where a verb in a future form follows."""


def times(
    article: Article,
    tokens: tuple[Token, ...],
    words: tuple[Word, ...],
    language: Language,
) -> tuple[Time, ...]:
    """Return the time expressions that name a stretch of days, in the order of the text."""
    manifest = language.manifest("dates")
    tense = _near_tense if manifest.get("verbs_before") else _next_tense
    found: tuple[Time, ...] = ()
    for start, stop, match in expressions(tokens, grammar(language, "dates")):
        ahead = tense(tokens, words, start, stop) in manifest["future"]
        scene = Scene(article.published, found, ahead, _reach(match.modifiers, ahead))
        span = _span(match, scene)
        if span:
            found += (_time(start, stop, span, match),)
    return found


def _time(start: int, stop: int, span: Span, match: Match) -> Time:
    precision = "stated" if _is_stated(match.slots, match.action) else "relative"
    first, last = span
    return Time(start, stop, first, last, spans.iso(span), precision, _rule(match))


def _rule(match: Match) -> str:
    if "purpose" in match.modifiers:
        return "purpose-span"
    return "-".join((match.rule, *match.modifiers))


def _is_stated(slots: Slots, action: str) -> bool:
    """Say whether the text names a day of a month, a year of the era or a bare month."""
    if action in _COUNTED:
        return False
    is_numbered = action == "numbered"
    has_month = is_numbered or any(name in slots for name in MONTHS)
    has_day = action == "ordinal_day" or (
        action in _DATED and len(slots.get("day", ())) > is_numbered
    )
    shifted = "thisyear" in slots or "rel" in slots
    named = "year" in slots or action in {"century", "decade"}
    return named or has_day or (has_month and not shifted)


def _near_tense(
    tokens: tuple[Token, ...], words: tuple[Word, ...], start: int, stop: int
) -> str:
    """Return the tense of the nearest finite verb of the sentence, before or after."""
    sentence = tokens[start].sentence
    for far in range(1, len(words)):
        near = [i for i in (start - far, stop - 1 + far) if 0 <= i < len(words)]
        near = [i for i in near if tokens[i].sentence == sentence]
        if not near:
            break
        for i in near:
            if words[i].tense and words[i].verb_form == "Fin":
                return words[i].tense
    return ""


def _next_tense(
    tokens: tuple[Token, ...], words: tuple[Word, ...], _start: int, stop: int
) -> str:
    """Return the tense of the next verb of the sentence that has one."""
    sentence = tokens[stop - 1].sentence
    for index in range(stop, len(words)):
        if tokens[index].sentence != sentence:
            break
        if words[index].tense:
            return words[index].tense
    return ""


def _reach(modifiers: tuple[str, ...], ahead: bool) -> int:
    if "until" in modifiers:
        return UNTIL_DAYS
    return AHEAD_DAYS if ahead else NEAR_DAYS


def _span(match: Match, scene: Scene) -> Span | None:
    try:
        span = ACTIONS[match.action](match.slots, scene)
    except (ValueError, OverflowError):  # a day or year that no calendar has
        return None
    if span and "edge" in match.slots and match.action != "anaphor":
        span = spans.edge(span, match.slots["edge"][0])
    for modifier in match.modifiers:
        span = span and _modified(modifier, span, match, scene)
    return span if span and span[0] <= span[1] else None


def _modified(modifier: str, span: Span, match: Match, scene: Scene) -> Span | None:
    first, last = span
    if modifier == "after":
        return None
    if modifier == "since":
        return first, scene.published
    if modifier == "until":
        return scene.published, first - timedelta(1) if _is_bound(match) else last
    return span


def _is_bound(match: Match) -> bool:
    """Say whether "until" stops before the span: until June, until autumn, but not until 2030."""
    return match.action in {"months", "seasons", "unit"} and not _has_edge(match)


def _has_edge(match: Match) -> bool:
    return "edge" in match.slots


_COUNTED = frozenset(
    {
        *("anaphor", "beside", "offset", "shifted", "since_then", "spread"),
        *("this_unit", "today", "unit", "weekday", "weekend"),
    }
)
_DATED = frozenset({"days", "iso", "numbered", "numeric"})
