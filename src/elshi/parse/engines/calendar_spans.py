"""Engine of spans: stretches of days, as (first, last), and their ISO form.

>>> iso(month(2026, 1))
'2026-01'
>>> iso((date(2025, 6, 1), date(2025, 8, 31)))
'2025-06/2025-08'
"""

import calendar
from collections.abc import Callable
from datetime import date, timedelta

Span = tuple[date, date]
FEW = {"hour": 1, "day": 7, "week": 4, "month": 6, "year": 5}
"""How many units a plain plural or "several" reaches at most."""


def day(year_number: int, month_number: int, day_number: int) -> date | None:
    """Return the date, None where the calendar has no such day."""
    try:
        return date(year_number, month_number, day_number)
    except ValueError:
        return None


def month(year_number: int, month_number: int) -> Span:
    """Return the month; months beyond 1..12 count on into other years."""
    years, index = divmod(month_number - 1, 12)
    first = date(year_number + years, index + 1, 1)
    length = calendar.monthrange(first.year, first.month)[1]
    return first, first.replace(day=length)


def months(year_number: int, month_number: int, count: int) -> Span:
    """Return `count` whole months in a row."""
    last = month(year_number, month_number + count - 1)
    return month(year_number, month_number)[0], last[1]


def year(number: int, count: int = 1) -> Span:
    """Return `count` whole years in a row."""
    return date(number, 1, 1), date(number + count - 1, 12, 31)


def week(anchor: date) -> Span:
    """Return the week, from Monday, that holds a day."""
    first = anchor - timedelta(anchor.weekday())
    return first, first + timedelta(6)


def weekend(anchor: date, shift: int | None) -> Span:
    """Return the weekend of a week, counted from this one; without a shift the last one past."""
    first = week(anchor)[0]
    if shift is None:
        first -= timedelta(7 if anchor.weekday() < 5 else 0)
    else:
        first += timedelta(7 * shift)
    return first + timedelta(5), first + timedelta(6)


def passed(anchor: date, unit: str) -> Span:
    """Return the days of this week, month or year before the anchor; the first day at least."""
    first, _ = unit_at(anchor, unit, 0)
    return first, max(first, anchor - timedelta(1))


def left(anchor: date, unit: str) -> Span:
    """Return the days of this week, month or year after the anchor; the last day at least."""
    _, last = unit_at(anchor, unit, 0)
    return min(last, anchor + timedelta(1)), last


def century(number: int) -> Span:
    """Return the century: the 18th runs from 1701 to 1800."""
    return year(number * 100 - 99, 100)


def unit_at(anchor: date, unit: str, shift: int) -> Span:
    """Return the day, week, month, year or century `shift` units from the anchor's own."""
    if unit == "week":
        return week(anchor + timedelta(7 * shift))
    if unit == "month":
        return month(anchor.year, anchor.month + shift)
    if unit == "year":
        return year(anchor.year + shift)
    if unit == "century":
        return century((anchor.year + 99) // 100 + shift)
    moved = anchor if unit == "hour" else anchor + timedelta(shift)
    return moved, moved


def point_at(anchor: date, unit: str, shift: int) -> Span:
    """Return what "`shift` units away" names: a day for days and weeks, else the whole unit."""
    if unit == "week":
        return unit_at(anchor, "day", 7 * shift)
    return unit_at(anchor, unit, shift)


def moved_by(anchor: date, unit: str, shift: int) -> date:
    """Return the anchor moved by whole units, on the last day of a month that is too short."""
    if unit in {"month", "year"}:
        steps = shift * (12 if unit == "year" else 1)
        first, last = month(anchor.year, anchor.month + steps)
        return min(first.replace(day=1) + timedelta(anchor.day - 1), last)
    return point_at(anchor, unit, shift)[0]


def edge(span: Span, part: str) -> Span:
    """Return the start, middle or end of a span, as news means it."""
    first, last = span
    index = ("start", "middle", "end").index(part)
    if span == year(first.year):
        return months(first.year, (1, 5, 10)[index], (3, 4, 3)[index])
    if span == months(first.year, first.month, 3):
        return month(first.year, first.month + index)
    if span == month(first.year, first.month):
        start, stop = ((1, 10), (11, 20), (21, last.day))[index]
        return first.replace(day=start), first.replace(day=stop)
    if span == week(first):
        start, stop = ((0, 1), (2, 3), (5, 6))[index]
        return first + timedelta(start), first + timedelta(stop)
    return _third(span, index)


def _third(span: Span, index: int) -> Span:
    """Return a third of whole years: of ten years the first four, or three at the end."""
    first, last = span
    count = last.year - first.year + 1
    third = count // 3
    if _years(span) is None or not third:
        return span
    ends = (0, count - 2 * third, count - third, count)
    return year(first.year + ends[index], ends[index + 1] - ends[index])


def iso(span: Span) -> str:
    """Return the shortest ISO form: a day, month or year, or two of the same kind."""
    start, stop = next(pair for form in _FORMS if (pair := form(span)))
    return start if start == stop else f"{start}/{stop}"


def _years(span: Span) -> tuple[str, str] | None:
    first, last = span
    whole = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    return (f"{first.year:04}", f"{last.year:04}") if whole else None


def _months(span: Span) -> tuple[str, str] | None:
    first, last = span
    whole = first.day == 1 and last == month(last.year, last.month)[1]
    return (f"{first:%Y-%m}", f"{last:%Y-%m}") if whole else None


def _days(span: Span) -> tuple[str, str]:
    return span[0].isoformat(), span[1].isoformat()


_FORMS: tuple[Callable[[Span], tuple[str, str] | None], ...] = (_years, _months, _days)
