"""A process that is killed while it adds loses and doubles nothing."""

import random
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from elshi.store import disk, query

KILLS = 16
DOCUMENTS = 120
CHILD = f"""
import sys
from datetime import date
from pathlib import Path
from elshi import tables
from elshi.store import disk
from elshi.types import Article, Event, Evidence, Party

def event(text):
    parties = (Party("KAZ"), Party("ISR"))
    return Event("CONSULT", "phone", (), parties, (), None, None, None, "actual",
                 None, None, None, (Evidence(0, len(text), text),))

documents = [Article(f"a{{i}}", f"call {{i}}", date(2026, 1, 12), "en")
             for i in range({DOCUMENTS})]
batches = [tables.with_layers(batch, [(event(a.text),) for a in documents],
                              [()] * {DOCUMENTS}, [None] * {DOCUMENTS})
           for batch in tables.article_batches(documents)]
print("ready", flush=True)
version = sys.stdin.readline().strip()
disk.add(Path(sys.argv[1]), batches, version=version, data_digest="d",
         rows_per_commit=4)
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")


@contextmanager
def child(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Start a process that adds the documents as soon as it reads a version."""
    process = subprocess.Popen(  # noqa: S603 - our own text, no shell
        [sys.executable, "-c", CHILD, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def go(process: subprocess.Popen[str], version: str) -> None:
    assert process.stdout is not None
    assert process.stdin is not None
    assert process.stdout.readline() == "ready\n"
    process.stdin.write(f"{version}\n")
    process.stdin.flush()


def stored(path: Path) -> list[tuple[str, str, str]]:
    """Return id, version and evidence of every document, each with all its layers."""
    table = query.query(
        path,
        """
        SELECT id, version, e.text FROM documents d
        LEFT JOIN evidence e USING (document) ORDER BY id
        """,
    )
    return [tuple(row.values()) for row in table.to_pylist()]


def assert_sound(path: Path) -> int:
    """Assert that no document is doubled or halved; return how many there are."""
    found = stored(path)
    names = [name for name, _, _ in found]
    assert len(names) == len(set(names))
    assert [row for row in found if row[2] != f"call {row[0][1:]}"] == []
    assert {version for _, version, _ in found} <= {"1", "2"}
    return len(found)


def test_a_killed_process_leaves_a_store_that_the_next_one_completes(
    tmp_path: Path,
) -> None:
    path = tmp_path / "store"
    # early kills hit the making of the store, later ones the commits
    delays = random.Random(12)  # noqa: S311 - moments, not secrets
    counts: deque[int] = deque([0])
    for number in range(KILLS):
        # the second half codes anew, with a newer version, what the first half left
        version = "1" if number < KILLS // 2 else "2"
        with child(path) as process:
            go(process, version)
            longest = 0.03 * (1 + number % 8) * int(version)
            time.sleep(delays.uniform(0.0, longest))
            process.send_signal(signal.SIGKILL)
            process.wait()
        if (path / disk.MARK).exists():
            counts.append(assert_sound(path))
        assert counts[-1] >= max(counts)
    for _ in range(2):
        with child(path) as process:
            go(process, "2")
            assert process.wait(timeout=60) == 0
        found = stored(path)
        assert {(name, version) for name, version, _ in found} == {
            (f"a{i}", "2") for i in range(DOCUMENTS)
        }
        assert assert_sound(path) == DOCUMENTS


def test_two_processes_that_add_at_once_double_nothing(tmp_path: Path) -> None:
    path = tmp_path / "store"
    with child(path) as one, child(path) as two:
        go(one, "1")
        go(two, "1")
        assert one.wait(timeout=60) == 0
        assert two.wait(timeout=60) == 0
    assert assert_sound(path) == DOCUMENTS
