"""Read: what a document says of itself, before it is an article."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from elshi.errors import ReadError

LIMIT = 5_000_000
"""Characters that one document may have."""

LIMIT_BYTES = 4 * LIMIT
"""Bytes that one document may have, as it is stored."""

FIELDS = (
    *("id", "title", "text", "published", "lang"),
    *("url", "source", "outlet_country"),
)
_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:$|[T ])")


@dataclass(frozen=True, slots=True)
class Record:
    """The fields of a document as strings, empty where it has none; where it stands."""

    where: str
    title: str = ""
    text: str = ""
    published: str = ""
    id: str = ""
    lang: str = ""
    url: str = ""
    source: str = ""
    outlet_country: str = ""
    position: int | None = None


def record(values: Mapping[str, Any], where: str, position: int | None) -> Record:
    """Return the record of named values, as JSON, YAML and Parquet have them.

    Raises:
        ReadError: a value is no text, number or date.
    """
    texts = {name: _text(values.get(name), name, where, position) for name in FIELDS}
    return Record(where, position=position, **texts)


def day(text: str, where: str, position: int | None) -> date:
    """Return the day of an ISO date, or of an ISO date and time as it stands there.

    Raises:
        ReadError: it is none.
    """
    found = _DATE.match(text)
    try:
        return date.fromisoformat(found[1] if found else text[:20])
    except ValueError as error:
        raise ReadError(
            where,
            f"'{text[:40]}' is no date.",
            "Write it as 2026-01-31.",
            position,
        ) from error


def _text(value: Any, name: str, where: str, position: int | None) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, int | date) and not isinstance(value, bool):
        return str(value)
    raise ReadError(
        where,
        f"'{name}' is a {type(value).__name__}, not a text.",
        f"Write '{name}' as a string.",
        position,
    )
