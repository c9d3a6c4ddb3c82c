"""Arrow schemas derived from the types, and values <-> rows; the border of both faces.

    Party(code="KAZ", office=None)  <->  {"code": "KAZ", "office": None, "name": None}

A row of a batch is one document that was handed in: an article with its layers or,
where it could not be read, an error beside empty article columns.
"""

import functools
import hashlib
import itertools
import types
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any, TypeVar

import pyarrow as pa

from elshi.errors import ReadError
from elshi.types import Article, Event, Statement

T = TypeVar("T")

_PLAIN = {
    str: pa.string(),
    int: pa.int32(),
    bool: pa.bool_(),
    float: pa.float64(),
    date: pa.date32(),
    datetime: pa.timestamp("us", "UTC"),
}


@functools.cache
def arrow_type(hint: Any) -> pa.DataType:
    """Return the Arrow type of a hint: tuples are lists, dataclasses are structs."""
    if hint in _PLAIN:
        return _PLAIN[hint]
    if is_dataclass(hint):
        return pa.struct(list(schema(typing.cast("type", hint))))
    inner = _inner(hint)
    return pa.list_(arrow_type(inner)) if _is_tuple(hint) else arrow_type(inner)


@functools.cache
def schema(kind: type) -> pa.Schema:
    """Return the columns of a dataclass, in the order of its fields."""
    return pa.schema([(name, arrow_type(hint)) for name, hint in _hints(kind)])


def plain(value: Any) -> Any:
    """Return a value as Arrow takes it: dataclasses as dicts, tuples as lists."""
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if is_dataclass(value):
        kind: Any = type(value)
        return {name: plain(getattr(value, name)) for name, _ in _hints(kind)}
    return value


def value(kind: type[T], row: Mapping[str, Any]) -> T:
    """Return the dataclass that a row stands for; it ignores columns of others."""
    builders = _builders(typing.cast("Any", kind))
    return kind(**{name: build(row[name]) for name, build in builders})


# the helpers of the schemas stand before the constants that they make


def _is_tuple(hint: Any) -> bool:
    return typing.get_origin(hint) is tuple


def _inner(hint: Any) -> Any:
    """Return X of `tuple[X, ...]` or `X | None`."""
    arguments = [a for a in typing.get_args(hint) if a not in {type(None), ...}]
    if len(arguments) != 1 or not (
        _is_tuple(hint) or typing.get_origin(hint) is types.UnionType
    ):
        raise TypeError(f"{hint} has no Arrow type.")
    return arguments[0]


@functools.cache
def _hints(kind: Any) -> tuple[tuple[str, Any], ...]:
    hints = typing.get_type_hints(kind)
    return tuple((field.name, hints[field.name]) for field in fields(kind))


ERROR = pa.struct(
    [
        ("where", pa.string()),
        ("position", pa.int64()),
        ("what", pa.string()),
        ("cure", pa.string()),
    ]
)
ARTICLES = schema(Article)
READ = ARTICLES.append(pa.field("error", ERROR))
CODED = pa.schema(
    [
        *ARTICLES,
        ("events", arrow_type(tuple[Event, ...])),
        ("statements", arrow_type(tuple[Statement, ...])),
        ("error", ERROR),
    ]
)


def article_batches(
    documents: Iterable[Article | ReadError], *, size: int = 500
) -> Iterator[pa.RecordBatch]:
    """Yield batches of at most `size` rows, one a document, in the order given."""
    rows = iter(documents)
    while chunk := list(itertools.islice(rows, size)):
        yield pa.RecordBatch.from_pylist([_read_row(item) for item in chunk], READ)


def article_from_row(row: Mapping[str, Any]) -> Article:
    """Return the article of a row of a batch."""
    return value(Article, row)


def events_from_cell(cell: Sequence[Mapping[str, Any]] | None) -> tuple[Event, ...]:
    """Return the events of a cell of the column `events`; none if it is empty."""
    return tuple(value(Event, row) for row in cell or ())


def statements_from_cell(
    cell: Sequence[Mapping[str, Any]] | None,
) -> tuple[Statement, ...]:
    """Return the statements of a cell of that column; none if it is empty."""
    return tuple(value(Statement, row) for row in cell or ())


def error_from_cell(cell: Mapping[str, Any] | None) -> ReadError | None:
    """Return the error of a cell of the column `error`."""
    if cell is None:
        return None
    return ReadError(cell["where"], cell["what"], cell["cure"], cell["position"])


def with_layers(
    batch: pa.RecordBatch,
    events: Sequence[tuple[Event, ...] | None],
    statements: Sequence[tuple[Statement, ...] | None],
    errors: Sequence[ReadError | None],
) -> pa.RecordBatch:
    """Return the batch with its layers: same rows and order; an earlier error stays."""
    earlier = _cells(batch, "error")
    merged = [old or error_cell(new) for old, new in zip(earlier, errors, strict=True)]
    kept = [name for name in batch.schema.names if name != "error"]
    columns = {name: batch.column(name) for name in kept}
    columns |= {
        "events": pa.array(map(plain, events), CODED.field("events").type),
        "statements": pa.array(map(plain, statements), CODED.field("statements").type),
        "error": pa.array(merged, ERROR),
    }
    return pa.RecordBatch.from_pydict(columns)


def error_cell(error: ReadError | None) -> dict[str, Any] | None:
    """Return an error as a cell of the column `error`."""
    if error is None:
        return None
    return {name: getattr(error, name) for name in ERROR.names}


def document_key(row: Mapping[str, Any]) -> str:
    """Return what a document is known by: its id, text and date, or its error.

    The same bytes give the same key on every machine; a corrected text gives another.
    """
    if row["text"] is None:
        error = row["error"] or {}
        return _hash(
            "error", error.get("where"), error.get("position"), error.get("what")
        )
    return _hash("article", row["id"], row["published"], row["text"])


def event_keys(document: str, events: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return a stable id for each event: who did what to whom, in this document.

    Date, status, contexts and evidence may be coded better later; the id stays.
    """
    return _numbered([_event_key(document, event) for event in events])


def statement_keys(document: str, rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return a stable id for each statement: whose position about whom it is."""
    return _numbered([_statement_key(document, row) for row in rows])


def _event_key(document: str, event: Mapping[str, Any]) -> tuple[Any, ...]:
    act = (event["type"], event["mode"], event["promise"])
    parties = (_codes(event["actors"]), _codes(event["recipients"]))
    return ("event", document, *act, *parties)


def _statement_key(document: str, row: Mapping[str, Any]) -> tuple[Any, ...]:
    speaker = row["speaker"] or {}
    return (
        *("statement", document, speaker.get("name"), speaker.get("code")),
        " ".join(row["about"]),
    )


def _numbered(keys: Sequence[tuple[Any, ...]]) -> list[str]:
    seen: dict[tuple[Any, ...], int] = {}
    ids = []
    for key in keys:
        seen[key] = seen.get(key, 0) + 1
        ids.append(_hash(*key, seen[key]))
    return ids


def _codes(parties: Sequence[Mapping[str, Any]]) -> str:
    return " ".join(party["code"] for party in parties)


def _hash(*parts: Any) -> str:
    whole = hashlib.sha256()
    for part in parts:
        whole.update(("\0" if part is None else f"{part}\1").encode())
    return whole.hexdigest()[:20]


def _read_row(document: Article | ReadError) -> dict[str, Any]:
    if isinstance(document, ReadError):
        return {"error": error_cell(document)}
    row: dict[str, Any] = plain(document)
    return row


def _cells(batch: pa.RecordBatch, name: str) -> list[Any]:
    if name not in batch.schema.names:
        return [None] * batch.num_rows
    cells: list[Any] = batch.column(name).to_pylist()
    return cells


@functools.cache
def _builders(kind: Any) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    return tuple((name, _builder(hint)) for name, hint in _hints(kind))


def _builder(hint: Any) -> Callable[[Any], Any]:
    if hint in _PLAIN:
        return _same
    if is_dataclass(hint):
        kind = typing.cast("type", hint)
        return lambda row: None if row is None else value(kind, row)
    inner = _builder(_inner(hint))
    if not _is_tuple(hint):
        return inner
    return lambda cells: tuple(inner(cell) for cell in cells or ())


def _same(cell: Any) -> Any:
    return cell
