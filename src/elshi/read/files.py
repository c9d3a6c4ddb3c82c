"""Read: paths -> articles, one at a time; a wrong document is told and passed over."""

import hashlib
import itertools
import os
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from elshi import resources
from elshi.errors import ReadError
from elshi.read.building import Defaults, article
from elshi.read.formats import FORMS
from elshi.read.records import Record
from elshi.read.streams import name_of, opened
from elshi.types import Article

Read = Article | ReadError

_WITH_ROWS = (".jsonl", ".ndjson", ".parquet")


def articles(
    paths: Iterable[Path | str],
    *,
    lang: str = "",
    published: date | None = None,
    outlet_country: str = "",
    languages: Collection[str] | None = None,
) -> Iterator[Read]:
    """Yield an article or an error for each document below the paths, in a fixed order.

    A folder is read with all its folders, by name; hidden ones are left out. The options
    stand in where a document does not say; `languages` are those that may be read, by
    default those that elshi has data for.
    """
    known = resources.load().languages if languages is None else languages
    defaults = Defaults(frozenset(known), lang, published, outlet_country)
    seen: dict[bytes, bytes] = {}
    for path in _files(tuple(Path(path) for path in paths)):
        for item in _of_file(path, defaults) if isinstance(path, Path) else [path]:
            yield item if isinstance(item, ReadError) else _named(item, seen)


def _of_file(path: Path, defaults: Defaults) -> Iterator[Read]:
    """Yield the documents of a file; what stops the file is its last error."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    suffix = "".join(suffixes[-2:-1] if suffixes[-1:] == [".gz"] else suffixes[-1:])
    where = name_of(path)
    if suffix not in FORMS and os.path.lexists(path):
        yield ReadError(
            where,
            f"has a suffix that elshi does not read ('{suffix}').",
            f"It reads {' '.join(FORMS)}, and .gz after them.",
        )
        return
    try:
        with opened(path) as stream:
            for record in FORMS[suffix](stream, where):
                yield _article(record, path, defaults)
    except ReadError as error:
        yield error


def _article(record: Record | ReadError, path: Path, defaults: Defaults) -> Read:
    if isinstance(record, ReadError):
        return record
    try:
        return article(replace(record, id=_id(record, path)), defaults)
    except ReadError as error:
        return error


def _id(record: Record, path: Path) -> str:
    """Return the id given, else the name of the file, with the number of the row."""
    if record.id.strip():
        return record.id
    name = name_of(Path(path.name)).removesuffix(".gz").removesuffix(".GZ")
    stem = name.rpartition(".")[0] or name
    rows = path.name.lower().removesuffix(".gz").endswith(_WITH_ROWS)
    return f"{stem}-{record.position}" if rows else stem


def _named(found: Article, seen: dict[bytes, bytes]) -> Read:
    """Return the article under an id that no other article of the run has.

    Another text under an id that is taken gets the id and a mark of its text, the same
    in every run; the same text under the same id is told as a repetition.
    """
    mark = _hash(f"{found.published}\n{found.text}")
    first = seen.setdefault(_hash(found.id), b"")
    if not first:
        seen[_hash(found.id)] = mark
        return found
    if first == mark:
        return ReadError(
            found.id, "stands twice among the documents.", "Leave one of them out."
        )
    return _named(replace(found, id=f"{found.id}~{mark.hex()}"), seen)


def _hash(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()[:8]


def _files(paths: tuple[Path, ...]) -> Iterator[Path | ReadError]:
    """Yield every file once, though paths overlap."""
    below = itertools.chain.from_iterable(map(_below, paths))
    if len(paths) == 1:
        yield from below
        return
    seen = set()
    for path in below:
        real = path if isinstance(path, ReadError) else os.path.realpath(path)
        if real not in seen:
            seen.add(real)
            yield path


def _below(path: Path) -> Iterator[Path | ReadError]:
    """Yield a path, or the files of a folder and of its folders, by name."""
    if not os.path.isdir(path):  # noqa: PTH112 - false, not an error, for a wrong name
        yield path
        return
    try:
        names = sorted(os.listdir(path))  # noqa: PTH208 - names are enough
    except OSError as error:
        yield ReadError(
            name_of(path),
            f"cannot be listed ({error.strerror}).",
            "Check that you may read the folder.",
        )
        return
    for name in names:
        if not name.startswith("."):
            yield from _inside(path / name)


def _inside(path: Path) -> Iterator[Path | ReadError]:
    """Yield what stands below an entry of a folder; links to folders may go in circles."""
    if path.is_symlink() and os.path.isdir(path):  # noqa: PTH112 - as above
        yield ReadError(
            name_of(path), "is a link to a folder.", "Name the folder itself."
        )
        return
    yield from _below(path)
