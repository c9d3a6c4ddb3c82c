"""The serve layer's answers from a store: Arrow tables -> a screen, CSV or JSON."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
from rich.table import Table
from rich.text import Text

HEADINGS = ("date", "event", "who", "initiator", "status", "evidence", "document")
FULL_STOPS = (".", "!", "?", "»", "…")
Row = dict[str, Any]


def dated_table(found: pa.Table) -> Table:
    """Return events by date: what, who, status, the first sentence and its document.

    An act without a date stands at the day of publication, in brackets.
    """
    table = Table(*HEADINGS)
    table.show_lines = True
    for row in found.to_pylist():
        table.add_row(
            row["date"] or f"({row['published']})",
            _act(row),
            Text(_who(row)),
            row["initiator"] or "",
            row["status"],
            Text(_quote(row["evidence"] or ["-"])),
            row["id"],
        )
    return table


def plain_table(found: pa.Table) -> Table:
    """Return any table as it is, underscores in the headings as spaces."""
    table = Table(*(name.replace("_", " ") for name in found.column_names))
    for row in found.to_pylist():
        table.add_row(*(_cell(value) for value in row.values()))
    return table


def csv_lines(found: pa.Table) -> Iterator[str]:
    """Yield a header and one line a row; lists are joined by semicolons."""
    yield _line(found.column_names)
    for row in found.to_pylist():
        yield _line([_cell(value) for value in row.values()])


def json_lines(found: pa.Table) -> Iterator[str]:
    """Yield one JSON line a row."""
    for row in found.to_pylist():
        yield json.dumps(row, ensure_ascii=False, default=str) + "\n"


def _act(row: Row) -> str:
    act = f"{row['type']}/{row['mode']}" if row["mode"] else row["type"]
    return f"{act} → {row['promise']}" if row["promise"] else act


def _who(row: Row) -> str:
    sides = [", ".join(row[side]) for side in ("actors", "recipients") if row[side]]
    return " → ".join(sides)


def _quote(sentences: list[str]) -> str:
    """Return the first full sentence, else the title."""
    full = (text for text in sentences if text.endswith(FULL_STOPS))
    return next(full, sentences[0])


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)


def _line(cells: list[str]) -> str:
    target = io.StringIO()
    csv.writer(target, lineterminator="\n").writerow(cells)
    return target.getvalue()
