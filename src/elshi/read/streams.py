"""Read: the bytes of a file, plain or gzip, never more than the limit at once."""

import contextlib
import gzip
import stat
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

from elshi.errors import ReadError
from elshi.read.records import LIMIT, LIMIT_BYTES

# real text shrinks to a third or a tenth; more than this is made to fill a disk
_MOST_RATIO = 200
_MOST_BYTES = 100_000_000
_BLOCK = 1 << 20
_BROKEN = (EOFError, zlib.error, gzip.BadGzipFile)


def name_of(path: Path) -> str:
    """Return a path as text that can be stored, whatever bytes are in it."""
    return path.as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "replace")


@contextlib.contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """Open a file for reading, through gzip if its name ends so.

    Raises:
        ReadError: it cannot be opened, is no regular file, or its gzip is damaged.
    """
    where = name_of(path)
    try:
        with _regular(path, where).open("rb") as raw:
            packed = path.suffix.lower() == ".gz"
            yield cast("IO[bytes]", gzip.GzipFile(fileobj=raw)) if packed else raw
    except _BROKEN as error:
        raise ReadError(
            where, f"the gzip is damaged ({error}).", "Fetch or pack the file again."
        ) from error
    except OSError as error:
        raise ReadError(
            where,
            f"cannot be read ({error.strerror or error}).",
            "Check that the file is there and that you may read it.",
        ) from error


def whole(stream: IO[bytes], where: str) -> str:
    """Return the text of a file that is one document.

    Raises:
        ReadError: it is too long, binary, or not in UTF-8.
    """
    return decoded(at_most(stream, where, LIMIT_BYTES), where)


def at_most(stream: IO[bytes], where: str, limit: int) -> bytes:
    """Return the bytes of a file that is one document.

    Raises:
        ReadError: it is too long.
    """
    content = stream.read(limit + 1)
    if len(content) > limit:
        raise too_long(where, None)
    return content


def decoded(content: bytes, where: str) -> str:
    """Return the text of the bytes of a file, without a byte order mark.

    Raises:
        ReadError: they are binary or not UTF-8.
    """
    zero = content.find(b"\0")
    if zero >= 0:
        raise ReadError(
            where, "is a binary file or not in UTF-8.", "Save it as text.", zero
        )
    try:
        return content.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise ReadError(
            where,
            f"byte {error.start} is not UTF-8.",
            "Save the file as UTF-8.",
            error.start,
        ) from error


def lines(stream: IO[bytes], where: str) -> Iterator[tuple[int, bytes | ReadError]]:
    """Yield each line with its number; a line over the limit is passed over and told.

    Raises:
        ReadError: the file unpacks to far more than a text would.
    """
    number = 0
    while line := stream.readline(LIMIT_BYTES):
        number += 1
        _check_ratio(stream, where)
        if len(line) < LIMIT_BYTES or line.endswith(b"\n"):
            yield number, line
        else:
            _skip_line(stream, where)
            yield number, too_long(where, number)


@contextlib.contextmanager
def unpacked(stream: IO[bytes], where: str) -> Iterator[IO[bytes]]:
    """Give a stream that can be read in any order; a packed one goes to disk.

    Raises:
        ReadError: the file unpacks to far more than a text would.
    """
    if not isinstance(stream, gzip.GzipFile):
        yield stream
        return
    with tempfile.TemporaryFile() as copy:
        while block := stream.read(_BLOCK):
            _check_ratio(stream, where)
            copy.write(block)
        copy.seek(0)
        yield cast("IO[bytes]", copy)


def too_long(where: str, position: int | None) -> ReadError:
    """Return the error of a document over the limit."""
    return ReadError(
        where,
        f"the document is longer than {LIMIT:,} characters.",
        "Split it into articles, one a file or a line.",
        position,
    )


def _skip_line(stream: IO[bytes], where: str) -> None:
    while (block := stream.readline(_BLOCK)) and not block.endswith(b"\n"):
        _check_ratio(stream, where)


def _check_ratio(stream: IO[bytes], where: str) -> None:
    """Stop at a gzip bomb: a line or file of many gigabytes in a few megabytes."""
    if not isinstance(stream, gzip.GzipFile):
        return
    packed = stream.fileobj.tell() if stream.fileobj else 1
    if stream.tell() > max(_MOST_BYTES, _MOST_RATIO * packed):
        raise ReadError(
            where,
            f"unpacks to more than {_MOST_RATIO} times its size.",
            "Unpack it yourself and look at it.",
        )


def _regular(path: Path, where: str) -> Path:
    """Return the path of a regular file: a pipe or a device would never end."""
    try:
        regular = stat.S_ISREG(path.stat().st_mode)
    except ValueError as error:  # a NUL in the name
        raise ReadError(where, "is no name of a file.", "Mend the name.") from error
    if not regular:
        raise ReadError(where, "is no regular file.", "Copy its content to a file.")
    return path
