"""Engine of times: what each action of a language's dates.toml makes of its slots.

An action gets the values of the matched classes and the scene - the day of publication, the times
told before, whether the text looks ahead - and returns a stretch of days, or None.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from elshi.parse.engines import calendar_spans as spans
from elshi.parse.engines.calendar_spans import Span
from elshi.types import Time

UNTIL_DAYS = 364
"""A date before which something holds may lie so far ahead of the publication."""

MONTHS = ("month", "monthof", "city")
"""The classes that name a month: plain, possessed, or like a city by its capital."""

PARTS = {"quarter": 3, "half": 6}
"""How many months a part of the year has."""

Slots = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Scene:
    """What an expression is resolved against."""

    published: date
    before: tuple[Time, ...]
    ahead: bool
    reach: int

    @property
    def day(self) -> date | None:
        """The last day told before."""
        return next((t.first for t in reversed(self.before) if t.first == t.last), None)


def _numbers(slots: Slots, *names: str) -> list[int]:
    return [int(value) for name in names for value in slots.get(name, ())]


def _year(slots: Slots, scene: Scene) -> int | None:
    """Return the year that the expression names, by its number or by its distance."""
    stated = _numbers(slots, "year")
    if stated:
        return stated[0]
    shifts = _numbers(slots, "thisyear") or _numbers(slots, "rel")
    return scene.published.year + shifts[0] if shifts else None


def _resolved(
    year: int | None, scene: Scene, make: Callable[[int], Span | None]
) -> Span | None:
    """Return the span of that year, or of the latest year that begins within reach."""
    if year is not None:
        return make(year)
    limit = scene.published + timedelta(scene.reach)
    years = range(scene.published.year + 1, scene.published.year - 5, -1)
    made = (span for number in years if (span := make(number)))
    return next((span for span in made if span[0] <= limit), None)


def _days(slots: Slots, scene: Scene) -> Span | None:
    """Days of one month or of two: "10 January", "30 June - 2 July", "the 10th of this month"."""
    days, months = _numbers(slots, "day"), _numbers(slots, *MONTHS)
    if not months:
        shift = _numbers(slots, "rel")[0]
        first, _ = spans.month(scene.published.year, scene.published.month + shift)
        return _day_span(first.year, [first.month], days)
    years = _numbers(slots, "year")
    if len(years) > 1:
        return _between_years(days, months, years)
    return _resolved(
        _year(slots, scene), scene, lambda year: _day_span(year, months, days)
    )


def _day_span(year: int, months: list[int], days: list[int]) -> Span | None:
    first = spans.day(year, months[0], days[0])
    last = spans.day(year, months[-1], days[-1])
    if first and last and last < first:
        last = spans.day(year + 1, months[-1], days[-1])
    return (first, last) if first and last else None


def _between_years(days: list[int], months: list[int], years: list[int]) -> Span | None:
    first = spans.day(years[0], months[0], days[0])
    last = spans.day(years[-1], months[-1], days[-1])
    return (first, last) if first and last else None


def _iso_days(slots: Slots, _scene: Scene) -> Span | None:
    (year,), (month, number) = _numbers(slots, "year"), _numbers(slots, "day")
    found = spans.day(year, month, number)
    return (found, found) if found else None


def _numeric(slots: Slots, _scene: Scene) -> Span | None:
    (year,), (number, month) = _numbers(slots, "year"), _numbers(slots, "day")
    found = spans.day(year, month, number)
    return (found, found) if found else None


def _numbered(slots: Slots, scene: Scene) -> Span | None:
    """Months by their number: "the 18th of the 5th month"."""
    month, *days = slots["day"]
    if not 1 <= int(month) <= 12:
        return None
    named = {**slots, "month": (month,), "day": tuple(days)}
    return _days(named, scene) if days else _months(named, scene)


def _ordinal_day(slots: Slots, scene: Scene) -> Span | None:
    """Days in words: "on the eleventh of August"."""
    number = sum(_numbers(slots, "word", "ordinal"))
    return _days({**slots, "day": (str(number),)}, scene)


def _months(slots: Slots, scene: Scene) -> Span | None:
    """One month or a row of them."""
    numbers = _numbers(slots, *MONTHS)
    count = (numbers[-1] - numbers[0]) % 12 + 1
    year = _year(slots, scene)
    return _resolved(
        year, scene, lambda number: spans.months(number, numbers[0], count)
    )


def _seasons(slots: Slots, scene: Scene) -> Span | None:
    """Return a season: the nearest one where no year is named; winter begins in December."""
    start = _numbers(slots, "season")[0]
    stated = "year" in slots or "thisyear" in slots or "unit" in slots
    shift = _numbers(slots, "rel", "near")
    if stated:
        year = _year(slots, scene)
        return spans.months(year, start, 3) if year else None
    near = [
        spans.months(scene.published.year + step, start, 3) for step in (-2, -1, 0, 1)
    ]
    if shift and shift[0] < 0:
        return next(span for span in reversed(near) if span[1] < scene.published)
    if (shift and shift[0] > 0) or scene.reach == UNTIL_DAYS or scene.ahead:
        return next(span for span in near if span[0] > scene.published)
    return min(near, key=lambda span: _distance(span, scene.published))


def _distance(span: Span, day: date) -> int:
    return max((span[0] - day).days, (day - span[1]).days, 0)


def _years(slots: Slots, scene: Scene) -> Span | None:
    stated = _numbers(slots, "year")
    if stated:
        return spans.year(stated[0], stated[-1] - stated[0] + 1)
    year = _year(slots, scene)
    return spans.year(year) if year else None


def _decade(slots: Slots, _scene: Scene) -> Span | None:
    """Ten years: "the 1980s", "the 80s"; the plural of another year is that year."""
    number = _numbers(slots, "year", "number")[0]
    if number % 10:
        return spans.year(number) if number >= 1000 else None
    return spans.year(number if number >= 1000 else 1900 + number, 10)


def _unit(slots: Slots, scene: Scene) -> Span | None:
    shift = sum(_numbers(slots, "thisyear", "rel", "near"))
    return spans.unit_at(scene.published, slots["unit"][-1], shift)


def _part_of_year(slots: Slots, scene: Scene) -> Span | None:
    """Return the quarter or half; without a year, that of the year of publication."""
    number = _numbers(slots, "ordinal", "roman", "day")[0]
    length = next(PARTS[unit] for unit in slots["unit"] if unit in PARTS)
    if not 1 <= number <= 12 // length:
        return None
    year = _year(slots, scene) or scene.published.year
    return spans.months(year, (number - 1) * length + 1, length)


def _first_months(slots: Slots, scene: Scene) -> Span | None:
    year, count = _year(slots, scene), sum(_numbers(slots, "word", "day"))
    return spans.months(year, 1, count) if year and 1 <= count <= 12 else None


def _century(slots: Slots, _scene: Scene) -> Span | None:
    return spans.century(_numbers(slots, "roman", "day")[0])


def _today(slots: Slots, scene: Scene) -> Span | None:
    names = ("today", "before", "lastnight", "rel")
    return spans.unit_at(scene.published, "day", _numbers(slots, *names)[0])


def _weekday(slots: Slots, scene: Scene) -> Span | None:
    """Return the last such day up to the publication, or the next where the text looks ahead."""
    wanted, shifts = _numbers(slots, "weekday")[0] - 1, _numbers(slots, "rel", "near")
    today = scene.published
    back = (today.weekday() - wanted) % 7
    if "week" in slots.get("unit", ()) or shifts == [0]:
        found = spans.week(today)[0] + timedelta(7 * shifts[0] + wanted)
    elif shifts:
        found = today + timedelta(7 - back if shifts[0] > 0 else -(back or 7))
    elif scene.ahead or scene.reach == UNTIL_DAYS:
        found = today + timedelta(-back % 7)
    else:
        found = today - timedelta(back)
    return found, found


def _weekend(slots: Slots, scene: Scene) -> Span | None:
    shifts = _numbers(slots, "rel")
    shift = shifts[0] if shifts else 0 if scene.ahead else None
    return spans.weekend(scene.published, shift)


def _this_unit(slots: Slots, scene: Scene) -> Span | None:
    """Return what has passed of a week, month or year, or what is left of it."""
    part = spans.passed if "earlier" in slots else spans.left
    return part(scene.published, slots["unit"][-1])


def _beside(slots: Slots, scene: Scene) -> Span | None:
    """Return the day so many units from the one told before: "a day later"."""
    if scene.day is None:
        return None
    sign = _numbers(slots, "earlier", "later", "before", "past", "rel")[0]
    count = _numbers(slots, "word", "indef") or [1]
    step = count[0] if sign > 0 else -count[0]
    found = spans.moved_by(scene.day, slots["unit"][-1], step)
    return found, found


def _count(slots: Slots) -> int:
    numbers = _numbers(slots, "day", "number", "year") or _numbers(slots, "word") or [1]
    if "hyphen" in slots or "dash" in slots:
        return numbers[-1]
    return sum(numbers)


def _offset(slots: Slots, scene: Scene) -> Span | None:
    """Return what lies so many units before or after: "three weeks ago", "in two months"."""
    unit, sign = slots["unit"][0], _numbers(slots, "ago", "after")[0]
    if "few" in slots:
        ends = (1, spans.FEW[unit])
        near, far = (spans.point_at(scene.published, unit, sign * n) for n in ends)
        return min(near[0], far[0]), max(near[1], far[1])
    return spans.point_at(scene.published, unit, sign * _count(slots))


def _spread(slots: Slots, scene: Scene) -> Span | None:
    """Return the days from now on, or up to now: "coming days", "last three years"."""
    unit = slots["unit"][0]
    counted = {"day", "number", "word", "year"} & set(slots)
    count = _count(slots) if counted else spans.FEW[unit]
    sign = -1 if "recent" in slots or "-1" in slots.get("rel", ()) else 1
    other = spans.moved_by(scene.published, unit, sign * count)
    return min(other, scene.published), max(other, scene.published)


def _anaphor(slots: Slots, scene: Scene) -> Span | None:
    """Return the day, week, month or year told before, or the days that follow it."""
    unit = slots["unit"][-1] if "unit" in slots else "day"
    if unit != "day" and scene.before:
        return spans.unit_at(scene.before[-1].first, unit, 0)
    if unit != "day" or scene.day is None:
        return None
    shift = sum(_numbers(slots, "nextday", "rel")) + sum(
        n - 1 for n in _numbers(slots, "ordinal")
    )
    return spans.unit_at(scene.day, "day", shift)


def _shifted(slots: Slots, scene: Scene) -> Span | None:
    """Return the day so many days before or after the one told before: "two days earlier"."""
    if scene.day is None:
        return None
    return spans.unit_at(scene.day, "day", _numbers(slots, "shift")[0] * _count(slots))


def _since_then(_slots: Slots, scene: Scene) -> Span | None:
    return (scene.before[-1].first, scene.published) if scene.before else None


def _nothing(_slots: Slots, _scene: Scene) -> Span | None:
    return None


ACTIONS: Mapping[str, Callable[[Slots, Scene], Span | None]] = {
    "anaphor": _anaphor,
    "beside": _beside,
    "century": _century,
    "days": _days,
    "decade": _decade,
    "first_months": _first_months,
    "iso": _iso_days,
    "months": _months,
    "nothing": _nothing,
    "numbered": _numbered,
    "numeric": _numeric,
    "offset": _offset,
    "ordinal_day": _ordinal_day,
    "part_of_year": _part_of_year,
    "seasons": _seasons,
    "shifted": _shifted,
    "since_then": _since_then,
    "this_unit": _this_unit,
    "spread": _spread,
    "today": _today,
    "unit": _unit,
    "weekday": _weekday,
    "weekend": _weekend,
    "years": _years,
}
