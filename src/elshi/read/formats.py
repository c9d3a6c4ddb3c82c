"""Read: the forms of a file, each a function from its bytes to records and errors."""

import json
import re
from collections.abc import Callable, Iterator
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq
import yaml

from elshi.errors import ReadError
from elshi.read import streams
from elshi.read.records import FIELDS, LIMIT, Record, record

Records = Iterator[Record | ReadError]

_DATE_LINE = re.compile(r"\s*date[ \t]+(\S+)[ \t]*(.*)")
_ROWS = 32  # rows of Parquet in memory at once


def plain_text(stream: IO[bytes], where: str) -> Records:
    """Yield the record of a text: `date 2026-01-31 Title`, then a paragraph a line."""
    text = streams.whole(stream, where)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\n")
    first, _, rest = lines.partition("\n")
    found = _DATE_LINE.fullmatch(first)
    published, title = found.groups() if found else ("", first)
    yield Record(where, title, rest, published, position=1)


def yaml_text(stream: IO[bytes], where: str) -> Records:
    """Yield the record of a YAML document: id, title, text, published and so on."""
    text = streams.whole(stream, where)
    try:
        # the base loader makes strings of all scalars: "no" is not false
        values = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 - makes no objects
    except yaml.YAMLError as error:
        raise _wrong_yaml(where, error) from error
    except RecursionError as error:
        raise ReadError(where, "is nested too deep.", "Flatten the YAML.") from error
    if not isinstance(values, dict):
        raise ReadError(
            where, "is no YAML mapping.", "Give it lines like `title: …`.", 1
        )
    yield record(values, where, None)


def json_lines(stream: IO[bytes], where: str) -> Records:
    """Yield a record or an error for each line that is not blank."""
    for number, line in streams.lines(stream, where):
        if isinstance(line, ReadError):
            yield line
        elif line.strip(b" \t\r\n\xef\xbb\xbf"):
            yield _json_record(line, where, number)


def parquet(stream: IO[bytes], where: str) -> Records:
    """Yield a record or an error for each row; the first row is 1."""
    with streams.unpacked(stream, where) as file:
        try:
            opened = pq.ParquetFile(file, pre_buffer=False)
            names = _columns(opened.schema_arrow.names, where)
            batches = opened.iter_batches(batch_size=_ROWS, columns=names)
            yield from _batch_records(batches, where)
        except (pa.ArrowException, OSError, EOFError) as error:
            reason = str(error).partition("\n")[0].rstrip(".")
            raise ReadError(
                where, f"the Parquet is damaged ({reason}).", "Write it again."
            ) from error


def html(stream: IO[bytes], where: str) -> Records:
    """Yield the record of the article on a page."""
    # trafilatura takes half a second to load: only who reads pages waits for it
    from elshi.read.pages import page  # noqa: PLC0415

    yield page(streams.at_most(stream, where, LIMIT), where)


FORMS: dict[str, Callable[[IO[bytes], str], Records]] = {
    ".txt": plain_text,
    ".yaml": yaml_text,
    ".yml": yaml_text,
    ".jsonl": json_lines,
    ".ndjson": json_lines,
    ".parquet": parquet,
    ".html": html,
    ".htm": html,
}


def _wrong_yaml(where: str, error: yaml.YAMLError) -> ReadError:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error).partition("\n")[0]
    line = mark.line + 1 if mark else None
    return ReadError(where, f"is no YAML: {problem}.", "Mend the line it names.", line)


def _json_record(line: bytes, where: str, number: int) -> Record | ReadError:
    try:
        values = json.loads(line.decode("utf-8").removeprefix("\ufeff"))
    except UnicodeDecodeError as error:
        what = f"byte {error.start} of the line is not UTF-8."
        return ReadError(where, what, "Save the file as UTF-8.", number)
    except (ValueError, RecursionError) as error:
        return _no_object(where, number, _short(error))
    if not isinstance(values, dict):
        return _no_object(where, number, f"a {type(values).__name__}")
    try:
        return record(values, where, number)
    except ReadError as error:
        return error


def _no_object(where: str, number: int, reason: str) -> ReadError:
    what = f"is no JSON object ({reason})."
    return ReadError(where, what, "Write one object a line.", number)


def _short(error: Exception) -> str:
    return str(error).partition("\n")[0][:120].rstrip(".")


def _columns(names: list[str], where: str) -> list[str]:
    """Return the columns to read.

    Raises:
        ReadError: there is neither text nor title.
    """
    if not {"text", "title"} & set(names):
        raise ReadError(
            where,
            f"has no column 'text' or 'title' (it has: {', '.join(names)[:120]}).",
            f"Name the columns {', '.join(FIELDS)}; text or title is needed.",
        )
    return [name for name in FIELDS if name in names]


def _batch_records(batches: Iterator[pa.RecordBatch], where: str) -> Records:
    number = 0
    for batch in batches:
        columns = [(name, batch.column(name)) for name in batch.schema.names]
        for row in range(batch.num_rows):
            number += 1
            yield _row_record(columns, row, where, number)


def _row_record(
    columns: list[tuple[str, Any]], row: int, where: str, number: int
) -> Record | ReadError:
    try:
        values = {name: column[row].as_py() for name, column in columns}
        return record(values, where, number)
    except UnicodeDecodeError as error:
        what = f"byte {error.start} of a value is not UTF-8."
        return ReadError(where, what, "Store the texts as UTF-8.", number)
    except ValueError as error:
        what = f"holds a value that cannot be read ({_short(error)})."
        return ReadError(where, what, "Store texts, and dates in days.", number)
    except ReadError as error:
        return error
