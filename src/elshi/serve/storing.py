"""The serve layer's way into a store and out of it: documents -> coded rows -> answers."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa

from elshi import tables
from elshi.errors import ReadError
from elshi.resources import Resources
from elshi.serve.coding import Documents, outcome
from elshi.store import disk, query
from elshi.types import Analysis, Article

BATCH = 500


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which events of a store are asked for; empty and None select all."""

    parties: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None


def add(
    store: Path,
    documents: Documents,
    resources: Resources,
    failed: list[ReadError],
    *,
    version: str,
) -> disk.Run:
    """Leave the documents coded in the store; those that it has are not coded again."""
    disk.create(store)
    digest = resources.digest
    known = disk.coded(store, version=version, data_digest=digest)
    new = (item for item in documents if _key(item) not in known)
    batches = coded_batches(new, resources, failed)
    return disk.add(store, batches, version=version, data_digest=digest)


def coded_batches(
    documents: Documents, resources: Resources, failed: list[ReadError]
) -> Iterator[pa.RecordBatch]:
    """Yield batches as the store takes them: a row for every document, wrong ones too."""
    rows = iter(documents)
    while chunk := list(itertools.islice(rows, BATCH)):
        found = [outcome(item, resources) for item in chunk]
        errors = [item if isinstance(item, ReadError) else None for item in found]
        failed += [error for error in errors if error]
        (batch,) = tables.article_batches(chunk, size=BATCH)
        yield tables.with_layers(
            batch,
            [i.events if isinstance(i, Analysis) else None for i in found],
            [i.statements if isinstance(i, Analysis) else None for i in found],
            errors,
        )


def events(store: Path, chosen: Chosen) -> pa.Table:
    """Return the chosen events of a store in the order of time."""
    conditions = {
        "parties": list(chosen.parties),
        "types": list(chosen.types),
        "since": chosen.since,
        "until": chosen.until,
    }
    return query.query(store, _sql("events"), conditions)


def partners(store: Path, party: str) -> pa.Table:
    """Return how many events of which kind a party shares with each other one."""
    return query.query(store, _sql("partners"), {"party": party})


def _key(item: Article | ReadError) -> str:
    if isinstance(item, ReadError):
        return ""
    return tables.document_key(tables.plain(item))


def _sql(name: str) -> str:
    return (Path(__file__).parent / f"{name}.sql").read_text(encoding="utf-8")
