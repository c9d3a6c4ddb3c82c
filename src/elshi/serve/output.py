"""The serve layer's output: files, the screen, errors and progress."""

import itertools
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pyarrow.parquet as pq
import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from elshi.errors import ElshiError, StoreError

T = TypeVar("T")
SCREENFUL = 25


def tell(error: ElshiError) -> None:
    """Write an error as one line to stderr."""
    typer.echo(f"elshi: {' '.join(str(error).split())}", err=True)


def telling(items: Iterable[T], failed: Sequence[ElshiError]) -> Iterator[T]:
    """Yield the items; tell each error as soon as it has come into `failed`."""
    told = 0
    for item in items:
        for error in failed[told:]:
            tell(error)
        told = len(failed)
        yield item
    for error in failed[told:]:
        tell(error)


def write(lines: Iterable[str], target: Path | None) -> None:
    """Write lines to a file, or to the screen where none is named.

    Raises:
        StoreError: the file cannot be written.
    """
    if target is None:
        for line in lines:
            sys.stdout.write(line)
        return
    with writing(target), target.open("w", encoding="utf-8", newline="") as file:
        file.writelines(lines)


@contextmanager
def writing(target: Path) -> Iterator[None]:
    """Turn a failure to write into an error that says where and what to do."""
    try:
        yield
    except OSError as error:
        raise StoreError(
            str(target), f"cannot be written: {error.strerror}.", "Name another file."
        ) from error


def followed(
    items: Iterable[T], paths: Sequence[Path], console: Console | None = None
) -> Iterator[T]:
    """Yield the items; show rate and time left on a terminal if there are many."""
    screen = console or Console(stderr=True)
    rest = iter(items)
    if not screen.is_terminal:
        yield from rest
        return
    first = list(itertools.islice(rest, SCREENFUL))
    yield from first
    if len(first) < SCREENFUL:
        return
    with _progress(screen) as progress:
        task = progress.add_task("coding", total=expected(paths), rate="")
        progress.advance(task, len(first))
        for item in rest:
            yield item
            progress.update(task, advance=1, rate=_rate(progress.tasks[task]))


def _rate(task: Task) -> str:
    return f"{task.completed / task.elapsed:.0f} documents/s" if task.elapsed else ""


def expected(paths: Sequence[Path]) -> int | None:
    """Return how many documents the paths hold, as far as a glance tells; else None."""
    files = [file for path in paths for file in _files(path)]
    counts = [_documents(file) for file in files]
    known = [count for count in counts if count is not None]
    return sum(known) if len(known) == len(counts) else None


def _files(path: Path) -> list[Path]:
    return [p for p in path.rglob("*") if p.is_file()] if path.is_dir() else [path]


def _documents(file: Path) -> int | None:
    rows = {".jsonl", ".ndjson", ".parquet"} & set(file.suffixes)
    if not rows:
        return 1
    if file.suffix == ".gz":
        return None
    if file.suffix == ".parquet":
        return int(pq.read_metadata(file).num_rows)
    with file.open("rb") as stream:
        return sum(
            chunk.count(b"\n") for chunk in iter(lambda: stream.read(1 << 20), b"")
        )


def _progress(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
    )
