"""The store keeps what it was given, once, and says what is wrong with it."""

import dataclasses
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from elshi import tables
from elshi.errors import ReadError, StoreError
from elshi.store import disk, query
from elshi.types import Article, Event, Evidence, Party, Speaker, Statement

CALL = Event(
    type="CONSULT",
    mode="phone",
    contexts=("energy", "water"),
    actors=(Party("KAZ", "head-of-state", "Қасым-Жомарт Тоқаев"), Party("ISR")),
    recipients=(),
    initiator="ISR",
    date="2026-01-10",
    date_precision="stated",
    status="actual",
    promise=None,
    place=None,
    attribution=None,
    evidence=(Evidence(0, 6, "Тоқаев"), Evidence(7, 11, "пен.")),
    rules=("consult/phone",),
)
PRAISE = Statement(
    speaker=Speaker("Зеэв Ханин", "expert", "ISR"),
    about=("KAZ",),
    stance=1,
    contexts=(),
    evidence=(Evidence(0, 6, "Тоқаев"),),
)
UNREAD = ReadError("news/a.txt", "has no date.", "Add one.", 1)


def article(name: str = "a", text: str = "Тоқаев пен.") -> Article:
    return Article(name, text, date(2026, 1, 12), "kk", 6, "KAZ")


def coded(
    documents: Sequence[Article | ReadError], events: tuple[Event, ...] = (CALL,)
) -> Iterator[pa.RecordBatch]:
    for batch in tables.article_batches(documents, size=2):
        rows = batch.num_rows
        yield tables.with_layers(
            batch, [events] * rows, [(PRAISE,)] * rows, [None] * rows
        )


def add(path: Path, *documents: Article | ReadError, version: str = "1") -> disk.Run:
    return disk.add(path, coded(documents), version=version, data_digest="d1")


def rows(path: Path, sql: str) -> list[dict[str, object]]:
    return query.query(path, sql).to_pylist()


def test_an_article_comes_back_as_it_went_in(tmp_path: Path) -> None:
    add(tmp_path, article())
    (batch,) = disk.articles(tmp_path)
    assert tables.article_from_row(batch.to_pylist()[0]) == article()


def test_events_and_statements_come_back_as_they_went_in(tmp_path: Path) -> None:
    add(tmp_path, article())
    (row,) = rows(tmp_path, "SELECT events, statements FROM stored_documents")
    assert tables.events_from_cell(row["events"]) == (CALL,)
    assert tables.statements_from_cell(row["statements"]) == (PRAISE,)


def test_an_added_document_is_not_added_again(tmp_path: Path) -> None:
    add(tmp_path, article("a"), article("b"))
    before = disk.table(tmp_path, "documents").version()
    run = add(tmp_path, article("b"), article("a"))
    assert (run.read, run.added, run.replaced, run.unchanged) == (2, 0, 0, 2)
    assert disk.table(tmp_path, "documents").version() == before


def test_a_document_given_twice_in_one_commit_is_stored_once(tmp_path: Path) -> None:
    run = add(tmp_path, article(), article())
    assert (run.read, run.added, run.unchanged) == (2, 1, 1)
    assert rows(tmp_path, "SELECT count(*) AS n FROM documents") == [{"n": 1}]


def test_another_version_replaces_its_rows_in_one_commit(tmp_path: Path) -> None:
    add(tmp_path, article("a"), article("b"))
    before = disk.table(tmp_path, "documents").version()
    batches = coded([article("a"), article("c")], events=())
    run = disk.add(tmp_path, batches, version="2", data_digest="d1")
    assert (run.added, run.replaced, run.events) == (1, 1, 0)
    assert disk.table(tmp_path, "documents").version() == before + 1
    assert rows(tmp_path, "SELECT id, version, events FROM documents ORDER BY id") == [
        {"id": "a", "version": "2", "events": 0},
        {"id": "b", "version": "1", "events": 1},
        {"id": "c", "version": "2", "events": 0},
    ]


def test_other_data_counts_as_another_version(tmp_path: Path) -> None:
    add(tmp_path, article())
    run = disk.add(tmp_path, coded([article()]), version="1", data_digest="d2")
    assert (run.added, run.replaced) == (0, 1)


def test_a_corrected_text_is_another_document(tmp_path: Path) -> None:
    add(tmp_path, article(text="Тоқаев пен."))
    add(tmp_path, article(text="Тоқаев пен Нетаньяху."))
    assert rows(tmp_path, "SELECT count(*) AS n FROM documents") == [{"n": 2}]


def test_the_store_knows_what_a_version_has_coded(tmp_path: Path) -> None:
    add(tmp_path, article())
    key = tables.document_key(tables.plain(article()))
    assert disk.coded(tmp_path, version="1", data_digest="d1") == {key}
    assert disk.coded(tmp_path, version="2", data_digest="d1") == frozenset()


def test_an_unread_document_keeps_its_row_among_the_errors(tmp_path: Path) -> None:
    run = add(tmp_path, article(), UNREAD)
    add(tmp_path, UNREAD)
    assert run.failed == 1
    assert rows(tmp_path, "SELECT path, position, what, cure, id FROM errors") == [
        {
            "path": "news/a.txt",
            "position": 1,
            "what": "has no date.",
            "cure": "Add one.",
            "id": None,
        }
    ]
    assert rows(tmp_path, "SELECT id FROM documents") == [{"id": "a"}]


def test_an_article_that_could_not_be_coded_is_kept_and_says_why(
    tmp_path: Path,
) -> None:
    (batch,) = tables.article_batches([article()])
    failed = tables.with_layers(batch, [None], [None], [ReadError("a", "no.", "Tell.")])
    disk.add(tmp_path, [failed], version="1", data_digest="d1")
    assert rows(tmp_path, "SELECT id, coded, events FROM documents") == [
        {"id": "a", "coded": False, "events": None}
    ]
    assert rows(tmp_path, "SELECT id, what FROM errors") == [{"id": "a", "what": "no."}]


def test_the_flat_views_show_every_layer(tmp_path: Path) -> None:
    add(tmp_path, article())
    assert rows(
        tmp_path, "SELECT type, mode, contexts, actors, first_day, last_day FROM events"
    ) == [
        {
            "type": "CONSULT",
            "mode": "phone",
            "contexts": ["energy", "water"],
            "actors": ["KAZ", "ISR"],
            "first_day": date(2026, 1, 10),
            "last_day": date(2026, 1, 10),
        }
    ]
    assert rows(
        tmp_path, "SELECT role, position, code, office FROM event_parties ORDER BY ALL"
    ) == [
        {"role": "actor", "position": 1, "code": "KAZ", "office": "head-of-state"},
        {"role": "actor", "position": 2, "code": "ISR", "office": None},
    ]
    assert rows(
        tmp_path, "SELECT kind, position, start, stop, text FROM evidence ORDER BY ALL"
    ) == [
        {"kind": "event", "position": 1, "start": 0, "stop": 6, "text": "Тоқаев"},
        {"kind": "event", "position": 2, "start": 7, "stop": 11, "text": "пен."},
        {"kind": "statement", "position": 1, "start": 0, "stop": 6, "text": "Тоқаев"},
    ]
    assert rows(tmp_path, "SELECT speaker_code, about, stance FROM statements") == [
        {"speaker_code": "ISR", "about": ["KAZ"], "stance": 1}
    ]


def test_a_date_that_spans_days_has_a_first_and_a_last(tmp_path: Path) -> None:
    add(tmp_path, article())
    sql = "SELECT split_part('2026-01-10/2026-01-12', '/', -1) AS last"
    assert rows(tmp_path, sql) == [{"last": "2026-01-12"}]


def test_evidence_stands_verbatim_at_its_offsets(tmp_path: Path) -> None:
    add(tmp_path, article())
    assert (
        rows(
            tmp_path,
            """
        SELECT e.text FROM evidence e JOIN documents d USING (document)
        WHERE substr(d.text, e.start + 1, e.stop - e.start) <> e.text
        """,
        )
        == []
    )


def test_equal_acts_of_one_document_have_different_keys(tmp_path: Path) -> None:
    batches = coded([article()], events=(CALL, CALL))
    disk.add(tmp_path, batches, version="1", data_digest="d1")
    assert rows(tmp_path, "SELECT count(DISTINCT event) AS n FROM events") == [{"n": 2}]


def test_the_key_of_an_event_outlives_a_new_coding_of_its_contexts(
    tmp_path: Path,
) -> None:
    add(tmp_path, article())
    (first,) = rows(tmp_path, "SELECT event FROM events")
    better = dataclasses.replace(CALL, contexts=("trade",), status="historical")
    batches = coded([article()], events=(better,))
    disk.add(tmp_path, batches, version="2", data_digest="d1")
    assert rows(tmp_path, "SELECT event FROM events") == [first]


def test_a_run_records_version_data_times_and_counts(tmp_path: Path) -> None:
    begun = datetime.now(UTC)
    run = add(tmp_path, article(), UNREAD)
    (row,) = rows(tmp_path, "SELECT * FROM runs")
    assert row == tables.plain(run)
    assert (row["version"], row["data_digest"]) == ("1", "d1")
    assert (row["read"], row["added"], row["failed"]) == (2, 2, 1)
    assert begun <= run.started <= run.finished <= datetime.now(UTC)


def test_every_view_and_column_is_explained(tmp_path: Path) -> None:
    add(tmp_path)
    unexplained = rows(
        tmp_path,
        """
        SELECT table_name, column_name FROM duckdb_columns()
        WHERE NOT internal AND comment IS NULL
          AND NOT regexp_matches(table_name, '^(stored|nested)_')
        """,
    )
    assert unexplained == []
    views = rows(
        tmp_path, "SELECT view_name AS v FROM duckdb_views() WHERE comment <> ''"
    )
    assert {row["v"] for row in views} == {
        "documents",
        "errors",
        "event_parties",
        "events",
        "evidence",
        "runs",
        "statements",
    }


def test_every_column_of_an_event_is_a_column_of_a_view(tmp_path: Path) -> None:
    add(tmp_path)
    columns = {row["column_name"] for row in rows(tmp_path, "DESCRIBE events")}
    assert set(Event.__dataclass_fields__) - columns == {"evidence"}


def test_a_store_is_smaller_in_files_after_compaction(tmp_path: Path) -> None:
    for name in "abcd":
        add(tmp_path, article(name))
    assert len(disk.table(tmp_path, "documents").file_uris()) == 4
    disk.compact(tmp_path)
    assert len(disk.table(tmp_path, "documents").file_uris()) == 1
    assert rows(tmp_path, "SELECT id FROM documents ORDER BY id") == [
        {"id": "a"},
        {"id": "b"},
        {"id": "c"},
        {"id": "d"},
    ]


def test_a_question_cannot_read_files(tmp_path: Path) -> None:
    add(tmp_path)
    (tmp_path / "secret.csv").write_text("a\n1\n")
    with pytest.raises(StoreError, match="cannot be answered"):
        query.query(tmp_path, "FROM read_csv(?)", [str(tmp_path / "secret.csv")])


def test_a_question_with_a_wrong_name_is_a_store_error(tmp_path: Path) -> None:
    add(tmp_path)
    with pytest.raises(StoreError, match="DESCRIBE"):
        query.query(tmp_path, "SELECT nothing FROM events")


def test_a_question_takes_parameters(tmp_path: Path) -> None:
    add(tmp_path, article("a"), article("b"))
    found = query.query(tmp_path, "SELECT id FROM documents WHERE id = ?", ["b"])
    assert found.to_pylist() == [{"id": "b"}]


def test_a_path_without_a_store_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is no store"):
        query.query(tmp_path / "nowhere", "SELECT 1")


def test_a_folder_of_other_files_is_not_made_a_store(tmp_path: Path) -> None:
    (tmp_path / "holiday.jpg").write_bytes(b"x")
    with pytest.raises(StoreError, match=re.escape("holiday.jpg")):
        add(tmp_path, article())
    assert not (tmp_path / "documents").exists()


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="cannot be written"):
        add(tmp_path / "file", article())
    with pytest.raises(StoreError, match="is no store"):
        query.query(tmp_path / "file", "SELECT 1")


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs /proc")
def test_a_place_that_takes_no_files_is_told() -> None:
    with pytest.raises(StoreError, match="cannot be written"):
        add(Path("/proc/elshi"), article())


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="may write everywhere"
)
def test_a_read_only_store_can_be_asked_but_not_added_to(tmp_path: Path) -> None:
    add(tmp_path, article())
    folders = [tmp_path, *(p for p in tmp_path.rglob("*") if p.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    (tmp_path / "lock").chmod(0o444)
    try:
        assert rows(tmp_path, "SELECT id FROM documents") == [{"id": "a"}]
        with pytest.raises(StoreError, match="cannot be written"):
            add(tmp_path, article("b"))
    finally:
        for folder in folders:
            folder.chmod(0o755)


def test_a_store_of_another_format_is_told(tmp_path: Path) -> None:
    add(tmp_path)
    (tmp_path / "store.toml").write_text("format = 2\n")
    with pytest.raises(StoreError, match="another format"):
        query.query(tmp_path, "SELECT 1")


def test_a_damaged_log_is_told(tmp_path: Path) -> None:
    add(tmp_path, article())
    for path in (tmp_path / "documents" / "_delta_log").glob("*.json"):
        path.write_text("{broken")
    with pytest.raises(StoreError, match="cannot be read"):
        query.query(tmp_path, "SELECT * FROM documents")


@pytest.mark.parametrize("damage", ["gone", "cut"])
def test_a_damaged_file_is_told(tmp_path: Path, damage: str) -> None:
    add(tmp_path, article())
    for path in (tmp_path / "documents").glob("*.parquet"):
        path.unlink() if damage == "gone" else path.write_bytes(b"PAR1")
    with pytest.raises(StoreError, match="cannot be read"):
        query.query(tmp_path, "SELECT text FROM documents")
    with pytest.raises(StoreError, match="cannot be read"):
        disk.coded(tmp_path, version="1", data_digest="d1")
    with pytest.raises(StoreError, match="cannot be read"):
        add(tmp_path, article("b"))


def test_a_table_that_is_gone_is_told(tmp_path: Path) -> None:
    add(tmp_path, article())
    shutil.rmtree(tmp_path / "documents")
    with pytest.raises(StoreError, match="cannot be read"):
        query.query(tmp_path, "SELECT * FROM documents")
