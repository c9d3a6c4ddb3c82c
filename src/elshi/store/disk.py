"""Store: what was read and coded, in Delta tables, and DuckDB over them.

    store/
      store.toml    the mark of a store, written last when one is made
      documents/    one row a document, its layers nested: one commit is all or nothing
      runs/         one row a run
      lock          held while one commit is made

`add` commits a few thousand documents at a time. A process that is killed leaves the
commits it made; the same `add` again finds those documents by their key and goes on.
"""

import itertools
import sys
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from deltalake import DeltaTable, write_deltalake
from deltalake.exceptions import DeltaError

from elshi import tables
from elshi.errors import StoreError
from elshi.store.lock import locked

FORMAT = 1
MARK = "store.toml"
TABLES = ("documents", "runs")


@dataclass(frozen=True, slots=True)
class Run:
    """One call of `add`: with what it coded, when, and how many documents fared how."""

    run: str
    version: str
    data_digest: str
    started: datetime
    finished: datetime | None = None
    read: int = 0
    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    failed: int = 0
    events: int = 0
    statements: int = 0


DOCUMENTS = pa.schema(
    [
        pa.field("document", pa.string(), nullable=False),
        ("commit", pa.int64()),  # early: Delta keeps statistics of the first columns
        *tables.CODED,
        ("event_ids", pa.list_(pa.string())),
        ("statement_ids", pa.list_(pa.string())),
        ("version", pa.string()),
        ("data_digest", pa.string()),
        ("run", pa.string()),
        ("stamp", pa.string()),
    ]
)
RUNS = tables.schema(Run)


def create(path: Path) -> None:
    """Leave a store at `path`: an empty one where there was none.

    Raises:
        StoreError: the folder holds something else, or cannot be written.
    """
    if (path / MARK).exists():
        return
    try:
        path.mkdir(parents=True, exist_ok=True)
        with locked(path / "lock"):
            _create(path)
    except (OSError, DeltaError) as error:
        raise _unwritable(path, error) from error


def table(path: Path, name: str) -> DeltaTable:
    """Return a Delta table of the store.

    Raises:
        StoreError: there is no store at `path`, or its table is damaged.
    """
    _check_mark(path)
    try:
        return DeltaTable(path / name)
    except (DeltaError, OSError, ValueError) as error:
        raise damaged(path / name, error) from error


def add(
    path: Path,
    batches: Iterable[pa.RecordBatch],
    *,
    version: str,
    data_digest: str,
    rows_per_commit: int = 2000,
) -> Run:
    """Leave every document of the batches in the store once, coded by this version.

    A batch has the columns of `tables.CODED`. A document that is there already, coded
    by the same version with the same data, stays; one coded by another is replaced.
    """
    create(path)
    run = Run(uuid.uuid4().hex[:12], version, data_digest, datetime.now(UTC))
    _write_run(path, run)
    known = Known(-1, {})
    for rows in _chunks(batches, rows_per_commit):
        run, known = _add_rows(path, rows, run, known)
    run = replace(run, finished=datetime.now(UTC))
    _write_run(path, run)
    return run


def coded(path: Path, *, version: str, data_digest: str) -> frozenset[str]:
    """Return the keys of documents that this version has coded with this data.

    `tables.document_key` gives the key of an article; what is here needs no new coding.
    """
    wanted = pc.field("version") == version
    wanted &= pc.field("data_digest") == data_digest
    found = _columns(table(path, "documents"), ["document"], wanted)
    return frozenset(found.column("document").to_pylist())


def articles(path: Path, *, rows: int = 500) -> Iterator[pa.RecordBatch]:
    """Yield the stored articles in batches, to be coded anew without their files."""
    dataset = table(path, "documents").to_pyarrow_dataset()
    yield from dataset.to_batches(
        columns=tables.ARTICLES.names,
        filter=pc.field("text").is_valid(),
        batch_size=rows,
    )


def check(path: Path) -> None:
    """Leave everything as it is.

    Raises:
        StoreError: a file of the store is missing or broken.
    """
    for name in TABLES:
        try:
            table(path, name).to_pyarrow_dataset().count_rows()
        except (OSError, pa.ArrowException) as error:
            raise damaged(path / name, error) from error


def compact(path: Path) -> None:
    """Leave the documents in few large files; earlier versions stay for a week."""
    documents = table(path, "documents")
    try:
        with locked(path / "lock"):
            documents.update_incremental()
            documents.optimize.compact()
            documents.vacuum(dry_run=False)
    except (OSError, DeltaError) as error:
        raise _unwritable(path, error) from error


@dataclass(frozen=True, slots=True)
class Known:
    """The stamp and the commit of each stored document, as of a table's version."""

    table_version: int
    stamps: dict[str, tuple[str, int]]


def _add_rows(
    path: Path, rows: list[dict[str, Any]], run: Run, known: Known
) -> tuple[Run, Known]:
    try:
        with locked(path / "lock"):
            documents = table(path, "documents")
            if documents.version() != known.table_version:
                known = Known(documents.version(), _stamps(documents))
            return _commit(documents, rows, run, known)
    except (OSError, DeltaError, pa.ArrowException) as error:
        raise _unwritable(path, error) from error


def _commit(
    documents: DeltaTable, rows: list[dict[str, Any]], run: Run, known: Known
) -> tuple[Run, Known]:
    """Write what is new or coded anew in one commit; nothing if there is none."""
    commit = documents.version() + 1
    stamped = {row["document"]: row for row in (_stored(r, run, commit) for r in rows)}
    changed = {
        key: row
        for key, row in stamped.items()
        if known.stamps.get(key, ("",))[0] != row["stamp"]
    }
    old = [known.stamps[key][1] for key in changed if key in known.stamps]
    if changed:
        batch = pa.Table.from_pylist(list(changed.values()), DOCUMENTS)
        _write(documents, batch, _replaced(changed, old, commit) if old else None)
    stamps = known.stamps | {key: (r["stamp"], commit) for key, r in changed.items()}
    counted = _counted(run, len(rows), list(changed.values()), len(old))
    return counted, Known(documents.version(), stamps)


def _replaced(keys: Iterable[str], old: list[int], commit: int) -> str:
    """Return the predicate of these documents, old rows and new.

    The commits let Delta pass over every file that holds none of them.
    """
    # keys are hexadecimal digits of our own making: no quote can stand in them
    listed = ", ".join(f"'{key}'" for key in keys)
    return (
        f"((commit >= {min(old)} AND commit <= {max(old)}) OR commit = {commit})"
        f" AND document IN ({listed})"
    )


def _counted(run: Run, read: int, changed: list[dict[str, Any]], old: int) -> Run:
    return replace(
        run,
        read=run.read + read,
        added=run.added + len(changed) - old,
        replaced=run.replaced + old,
        unchanged=run.unchanged + read - len(changed),
        failed=run.failed + sum(row["error"] is not None for row in changed),
        events=run.events + sum(len(row["events"] or ()) for row in changed),
        statements=run.statements
        + sum(len(row["statements"] or ()) for row in changed),
    )


def _stored(row: Mapping[str, Any], run: Run, commit: int) -> dict[str, Any]:
    """Return a row as it is stored: with its key, the ids of its layers and its run."""
    key = tables.document_key(row)
    made_with = (run.version, run.data_digest, row["lang"], row["outlet_country"])
    return {
        **row,
        "document": key,
        "event_ids": tables.event_keys(key, row["events"] or ()),
        "statement_ids": tables.statement_keys(key, row["statements"] or ()),
        "version": run.version,
        "data_digest": run.data_digest,
        "run": run.run,
        "stamp": sys.intern(" ".join(str(part) for part in made_with)),
        "commit": commit,
    }


def _stamps(documents: DeltaTable) -> dict[str, tuple[str, int]]:
    found = _columns(documents, ["document", "stamp", "commit"], None)
    stamps = (sys.intern(stamp) for stamp in found.column("stamp").to_pylist())
    pairs = zip(stamps, found.column("commit").to_pylist(), strict=True)
    return dict(zip(found.column("document").to_pylist(), pairs, strict=True))


def _columns(
    documents: DeltaTable, names: list[str], wanted: pc.Expression | None
) -> pa.Table:
    dataset = documents.to_pyarrow_dataset()
    try:
        return dataset.to_table(columns=names, filter=wanted)
    except (OSError, pa.ArrowException) as error:
        raise damaged(Path(documents.table_uri), error) from error


def _chunks(
    batches: Iterable[pa.RecordBatch], size: int
) -> Iterator[list[dict[str, Any]]]:
    rows = (row for batch in batches for row in _rows(batch))
    while chunk := list(itertools.islice(rows, size)):
        yield chunk


def _rows(batch: pa.RecordBatch) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = batch.select(tables.CODED.names).to_pylist()
    return rows


def _write_run(path: Path, run: Run) -> None:
    try:
        with locked(path / "lock"):
            row = pa.Table.from_pylist([tables.plain(run)], RUNS)
            earlier = f"run = '{run.run}'" if run.finished else None
            _write(table(path, "runs"), row, earlier)
    except (OSError, DeltaError) as error:
        raise _unwritable(path, error) from error


def _write(target: DeltaTable, rows: pa.Table, replaced: str | None) -> None:
    """Commit rows to a table, in place of those of a predicate; all or nothing."""
    if replaced is None:
        write_deltalake(target, rows, mode="append")
    else:
        write_deltalake(target, rows, mode="overwrite", predicate=replaced)


def _create(path: Path) -> None:
    """Make the tables, then the mark; what a killed process began is taken over."""
    foreign = {p.name for p in path.iterdir()} - {*TABLES, "lock", MARK, f"{MARK}.new"}
    if foreign:
        raise StoreError(
            str(path),
            f"is no store, and holds other files ({min(foreign)}).",
            "Name a new or an empty folder.",
        )
    for name, columns in zip(TABLES, (DOCUMENTS, RUNS), strict=True):
        DeltaTable.create(path / name, columns, mode="ignore")
    fresh = path / f"{MARK}.new"
    fresh.write_text(f"format = {FORMAT}\n", encoding="utf-8")
    fresh.replace(path / MARK)


def _check_mark(path: Path) -> None:
    mark = path / MARK
    try:
        text = mark.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError) as error:
        raise StoreError(
            str(path), "is no store.", "Make one with `elshi add`."
        ) from error
    except OSError as error:
        raise damaged(mark, error) from error
    if text.strip() != f"format = {FORMAT}":
        raise StoreError(
            str(mark),
            f"names another format than {FORMAT}.",
            "Read the store with the release that made it.",
        )


def damaged(path: Path, error: Exception) -> StoreError:
    """Return the error of a store that cannot be read."""
    return StoreError(
        str(path),
        f"cannot be read: {first_line(error)}.",
        "Restore it from a copy, or add the documents to a new store.",
    )


def first_line(error: Exception) -> str:
    """Return the first line of what an exception says, without its full stop."""
    lines = str(error).strip().splitlines() or [repr(error)]
    return lines[0].rstrip(".")


def _unwritable(path: Path, error: Exception) -> StoreError:
    return StoreError(
        str(path),
        f"cannot be written: {first_line(error)}.",
        "Name a folder that you may write to, on a disk with room.",
    )
