"""The serve layer's files: documents as JSON Lines, CSV, Parquet or PLOVER's JSON."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from elshi.errors import ElshiError
from elshi.resources import Resources
from elshi.serve.plover import plover_records, scheme
from elshi.serve.records import Record, document_record, event_record
from elshi.types import Analysis, Party

BATCH = 1000  # documents in one row group of a Parquet file
FORMATS = ("jsonl", "csv", "parquet", "plover")
Lines = Callable[[Iterable[Analysis]], Iterator[str]]


def lines(form: str, resources: Resources) -> Lines:
    """Return the function that writes analyses as lines of text in a format."""
    known: Mapping[str, Lines] = {
        "jsonl": jsonl,
        "csv": csv_lines,
        "plover": partial(plover_lines, resources=resources),
    }
    return known[form]


def jsonl(analyses: Iterable[Analysis]) -> Iterator[str]:
    """Yield one JSON line a document."""
    return (_json(document_record(analysis)) for analysis in analyses)


def plover_lines(
    analyses: Iterable[Analysis], *, resources: Resources
) -> Iterator[str]:
    """Yield one JSON line an event, in PLOVER's own form."""
    folding = scheme(next(iter(resources.languages.values())))
    return (
        _json(record)
        for analysis in analyses
        for record in plover_records(analysis, folding)
    )


def csv_lines(analyses: Iterable[Analysis]) -> Iterator[str]:
    """Yield a header and one line an event; lists are joined by semicolons."""
    yield _csv_line(COLUMNS)
    for analysis in analyses:
        for row in flat_rows(analysis):
            yield _csv_line([row[name] for name in COLUMNS])


def flat_rows(analysis: Analysis) -> Iterator[Record]:
    """Yield the events of a document as rows of text."""
    article = analysis.article
    for number, event in enumerate(analysis.events, 1):
        yield {
            **event_record(event),
            "id": article.id,
            "event": number,
            "lang": article.lang,
            "published": article.published.isoformat(),
            "url": article.url,
            "contexts": ";".join(event.contexts),
            **_party_columns("actor", event.actors),
            **_party_columns("recipient", event.recipients),
            "evidence": " | ".join(piece.text for piece in event.evidence),
            "evidence_offsets": ";".join(f"{e.start}-{e.stop}" for e in event.evidence),
            "rules": ";".join(event.rules),
        }


def write_parquet(analyses: Iterable[Analysis], path: Path) -> None:
    """Write one row an event, parties and evidence nested, to a Parquet file."""
    with pq.ParquetWriter(path, SCHEMA) as writer:
        for rows in _batches(analyses):
            writer.write_table(pa.Table.from_pylist(rows, schema=SCHEMA))


def errors_table(errors: Iterable[ElshiError]) -> Iterator[str]:
    """Yield a header and one tab-separated line an error: where, position, what, cure."""
    yield "where\tposition\twhat\tcure\n"
    for error in errors:
        cells = (error.where, error.position, error.what, error.cure)
        yield "\t".join(" ".join(str(c or "").split()) for c in cells) + "\n"


COLUMNS = (
    *("id", "event", "lang", "published", "url", "type", "mode", "contexts"),
    *("actors", "actor_offices", "actor_names"),
    *("recipients", "recipient_offices", "recipient_names"),
    *("initiator", "date", "date_precision", "status", "promise", "place"),
    *("attribution", "evidence", "evidence_offsets", "rules"),
)

_PARTIES = pa.list_(
    pa.struct([("code", pa.string()), ("office", pa.string()), ("name", pa.string())])
)
SCHEMA = pa.schema(
    [
        ("id", pa.string()),
        ("event", pa.int32()),
        ("lang", pa.string()),
        ("published", pa.date32()),
        ("url", pa.string()),
        ("type", pa.string()),
        ("mode", pa.string()),
        ("contexts", pa.list_(pa.string())),
        ("actors", _PARTIES),
        ("recipients", _PARTIES),
        ("initiator", pa.string()),
        ("date", pa.string()),
        ("date_precision", pa.string()),
        ("status", pa.string()),
        ("promise", pa.string()),
        ("place", pa.string()),
        ("attribution", pa.string()),
        ("evidence", pa.list_(pa.string())),
        ("evidence_offsets", pa.list_(pa.list_(pa.int32()))),
        ("rules", pa.list_(pa.string())),
    ]
)


def _csv_line(cells: Iterable[object]) -> str:
    target = io.StringIO()
    csv.writer(target, lineterminator="\n").writerow(cells)
    return target.getvalue()


def _json(record: Record) -> str:
    return json.dumps(record, ensure_ascii=False) + "\n"


def _party_columns(role: str, parties: tuple[Party, ...]) -> Record:
    return {
        f"{role}s": ";".join(party.code for party in parties),
        f"{role}_offices": ";".join(party.office or "" for party in parties),
        f"{role}_names": ";".join(party.name or "" for party in parties),
    }


def _batches(analyses: Iterable[Analysis]) -> Iterator[list[dict[str, Any]]]:
    rows: list[dict[str, Any]] = []
    for number, analysis in enumerate(analyses, 1):
        rows += _nested_rows(analysis)
        if number % BATCH == 0:
            yield rows
            rows = []
    yield rows


def _nested_rows(analysis: Analysis) -> Iterator[Record]:
    article = analysis.article
    for number, event in enumerate(analysis.events, 1):
        yield {
            **event_record(event),
            "id": article.id,
            "event": number,
            "lang": article.lang,
            "published": article.published,
            "url": article.url,
        }
