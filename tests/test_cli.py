"""The command line, from the outside: what it prints and how it ends."""

import csv
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import typer.main
import yaml
from rich.console import Console
from typer.testing import CliRunner, Result

from elshi import pipeline, tables
from elshi.errors import DataError, ReadError, StoreError
from elshi.resources import data_folder
from elshi.serve import cli, examples, output
from elshi.store import disk
from elshi.types import Article
from making import article, event

COMMANDS = typer.main.get_command(cli.app).commands
SAMPLE = data_folder() / "sample" / "kk"
CALL = SAMPLE / "007-netanyahu-call-akorda.yaml"
WRONG = "id: wrong\nlang: kk\ntitle: no date\ntext: none\n"


def elshi(*words: object) -> Result:
    return CliRunner().invoke(cli.app, [str(word) for word in words])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of two good documents and, between them, a wrong one."""
    news = tmp_path / "news"
    news.mkdir()
    shutil.copy(CALL, news / "1.yaml")
    (news / "2.yaml").write_text(WRONG)
    shutil.copy(SAMPLE / "009-saar-in-astana.yaml", news / "3.yaml")
    return news


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("stores") / "store"
    assert elshi("add", SAMPLE, "--store", path).exit_code == 0
    return path


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_has_an_example(name: str) -> None:
    result = elshi(name, "--help")
    assert result.exit_code == 0
    assert f"elshi {name}" in result.stdout


def test_the_version_names_the_data_too() -> None:
    words = elshi("--version").stdout.split()
    assert words[0] == "elshi"
    assert words[2] == "data"
    assert len(words[3]) == 16


def test_code_writes_one_json_line_a_document(folder: Path) -> None:
    (folder / "2.yaml").unlink()
    result = elshi("code", folder)
    first, second = map(json.loads, result.stdout.splitlines())
    assert result.exit_code == 0
    assert (first["id"], second["id"]) == ("sample-kk-007", "sample-kk-009")
    assert list(first) == ["id", "events", "statements"]


def test_a_wrong_document_is_told_and_the_others_are_coded(folder: Path) -> None:
    result = elshi("code", folder)
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 2
    (line,) = result.stderr.splitlines()
    assert line.startswith("elshi: ")
    assert "2.yaml" in line


def test_a_strict_run_stops_at_the_first_wrong_document(folder: Path) -> None:
    result = elshi("code", folder, "--strict")
    assert isinstance(result.exception, ReadError)
    assert len(result.stdout.splitlines()) == 1


def test_errors_go_to_a_table_too(folder: Path, tmp_path: Path) -> None:
    table = tmp_path / "errors.tsv"
    elshi("code", folder, "--errors", table)
    header, row = table.read_text().splitlines()
    assert header == "where\tposition\twhat\tcure"
    assert "2.yaml" in row


def test_a_document_of_an_unknown_language_is_an_error_of_its_own(
    folder: Path,
) -> None:
    text = CALL.read_text(encoding="utf-8").replace("lang: kk", "lang: xx")
    (folder / "2.yaml").write_text(text, encoding="utf-8")
    result = elshi("code", folder)
    assert result.exit_code == 1
    assert "'xx'" in result.stderr
    assert len(result.stdout.splitlines()) == 2


def test_a_fault_of_ours_in_one_document_keeps_the_others(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "2.yaml").unlink()
    whole = pipeline.run

    def faulty(article: Article, resources: object) -> object:
        if article.id == "sample-kk-007":
            raise IndexError(7)
        return whole(article, resources)

    monkeypatch.setattr(pipeline, "run", faulty)
    result = elshi("code", folder)
    assert result.exit_code == 1
    assert "sample-kk-007" in result.stderr
    assert "IndexError" in result.stderr
    assert json.loads(result.stdout)["id"] == "sample-kk-009"


def test_code_writes_csv(tmp_path: Path) -> None:
    target = tmp_path / "events.csv"
    assert elshi("code", CALL, "--format", "csv", "--output", target).exit_code == 0
    rows = list(csv.DictReader(target.read_text(encoding="utf-8").splitlines()))
    assert {row["id"] for row in rows} == {"sample-kk-007"}


def test_code_writes_parquet(tmp_path: Path) -> None:
    target = tmp_path / "events.parquet"
    assert elshi("code", CALL, "--format", "parquet", "--output", target).exit_code == 0
    assert set(pq.read_table(target)["id"].to_pylist()) == {"sample-kk-007"}


def test_parquet_without_a_file_is_a_wrong_command() -> None:
    result = elshi("code", CALL, "--format", "parquet")
    assert result.exit_code == 2
    assert "--output" in result.stderr


def test_a_file_that_does_not_exist_is_a_wrong_command() -> None:
    assert elshi("code", "nowhere.html").exit_code == 2


def test_a_file_that_cannot_be_written_is_told_without_a_traceback(
    tmp_path: Path,
) -> None:
    target = tmp_path / "nowhere" / "events.jsonl"
    command = [sys.executable, "-m", "elshi.serve.cli", "code", str(CALL)]
    result = subprocess.run(  # noqa: S603 - our own words only
        [*command, "--output", str(target)], capture_output=True, text=True, check=False
    )
    assert result.returncode == 1
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"elshi: {target}: cannot be written")


def test_the_same_text_gives_the_same_bytes(folder: Path) -> None:
    assert elshi("code", folder).stdout == elshi("code", folder).stdout


def test_read_marks_the_call_and_lists_it() -> None:
    result = elshi("read", CALL)
    assert result.exit_code == 0
    assert "|ISR]" in result.stdout
    assert "CONSULT/phone>" in result.stdout
    assert "evidence" in result.stdout


def test_explain_shows_the_path_from_words_to_event() -> None:
    result = elshi("explain", CALL, "--event", 1)
    assert result.exit_code == 0
    layers = ("rules", "words", "mentions and referents", "frames and claims")
    assert [layer for layer in layers if layer not in result.stdout] == []


def test_explain_of_an_event_that_is_not_there_is_a_wrong_command() -> None:
    assert elshi("explain", CALL, "--event", 99).exit_code == 2


def test_the_store_answers_for_a_pair_in_the_order_of_time(store: Path) -> None:
    result = elshi(
        *("events", "--store", store, "--pair", "KAZ", "ISR", "--format", "json")
    )
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert rows
    assert all({"KAZ", "ISR"} <= {*row["actors"], *row["recipients"]} for row in rows)
    days = [(row["date"] or row["published"])[:4] for row in rows]
    assert days == sorted(days)


def test_the_store_answers_by_type_and_time(store: Path) -> None:
    since = ("--since", "2026-01-01", "--until", "2026-01-31")
    result = elshi(
        *("events", "--store", store, "--type", "CONSULT", *since, "--format", "csv")
    )
    rows = list(csv.DictReader(result.stdout.splitlines()))
    assert rows
    assert {row["type"] for row in rows} == {"CONSULT"}
    assert all("2026-01" in (row["date"] or row["published"]) for row in rows)


def test_an_act_of_a_month_or_a_year_is_found_by_its_days(tmp_path: Path) -> None:
    acts = [
        event("AID", "KAZ", "AFG", date=day)
        for day in ("2008", "2008-02", "2008-03-05", "2008-02/2008-04", None)
    ]
    batch = tables.with_layers(
        *tables.article_batches([article()]), [tuple(acts)], [()], [None]
    )
    disk.add(tmp_path / "store", [batch], version="1", data_digest="1")
    since = ("--since", "2008-02-29", "--until", "2008-03-01", "--format", "json")
    result = elshi("events", "--store", tmp_path / "store", *since)
    days = [json.loads(line)["date"] for line in result.stdout.splitlines()]
    assert days == ["2008", "2008-02", "2008-02/2008-04"]


def test_documents_that_the_store_has_are_left_alone(store: Path) -> None:
    result = elshi("add", SAMPLE, "--store", store)
    assert result.stdout.startswith("0 added, 0 replaced")


def test_a_store_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    result = elshi("events", "--store", tmp_path / "none")
    assert isinstance(result.exception, StoreError)


def test_the_demo_tells_who_initiated_the_call(tmp_path: Path) -> None:
    result = elshi("demo", "--store", tmp_path / "demo")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    calls = [line for line in lines if "2026-01-10" in line and "CONSULT/phone" in line]
    assert [cell.strip() for cell in calls[0].split("│")][3:6] == [
        *("KAZ, ISR", "ISR", "actual")
    ]
    assert [line for line in lines if line.startswith("│ UZB")]


def test_every_pattern_does_what_its_examples_say() -> None:
    result = elshi("check")
    assert result.stderr == ""
    assert result.exit_code == 0


def test_a_broken_example_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    error = DataError("pattern a.b", "'text' makes no event.", "Mend it.")
    monkeypatch.setattr(examples, "broken", lambda _: iter([error]))
    result = elshi("check")
    assert result.exit_code == 1
    assert result.stderr == "elshi: pattern a.b: 'text' makes no event. Mend it.\n"


def test_evaluate_lists_what_was_missed(tmp_path: Path) -> None:
    document = CALL.read_text(encoding="utf-8") + (
        "events:\n"
        "  - {type: PROTEST, actors: [{code: NZL}], recipients: [], status: actual,"
        " evidence: []}\n"
    )
    (tmp_path / "a.yaml").write_text(document, encoding="utf-8")
    result = elshi("evaluate", tmp_path, "--misses")
    assert result.exit_code == 0
    assert "missed   sample-kk-007  PROTEST  NZL  actual" in result.stdout
    assert "spurious sample-kk-007  CONSULT/phone" in result.stdout


def test_a_plain_text_is_dated_by_an_option(tmp_path: Path) -> None:
    item = yaml.safe_load(CALL.read_text(encoding="utf-8"))
    path = tmp_path / "call.txt"
    path.write_text(f"{item['title']}\n{item['text']}", encoding="utf-8")
    undated = elshi("code", path)
    assert undated.exit_code == 1
    told = ("--published", "2026-01-10", "--country", "KAZ")
    dated = elshi("code", path, *told)
    assert dated.exit_code == 0
    assert json.loads(dated.stdout)["events"][0]["date"] == "2026-01-10"


def test_no_progress_is_shown_where_nobody_looks() -> None:
    screen = Console(file=io.StringIO(), force_terminal=False)
    assert list(output.followed(range(100), [], screen)) == list(range(100))
    assert screen.file.getvalue() == ""


def test_no_progress_is_shown_for_less_than_a_screenful() -> None:
    screen = Console(file=io.StringIO(), force_terminal=True)
    assert list(output.followed(range(24), [], screen)) == list(range(24))
    assert screen.file.getvalue() == ""


def test_progress_is_shown_on_a_terminal_where_there_is_much_to_do() -> None:
    screen = Console(file=io.StringIO(), force_terminal=True)
    assert list(output.followed(range(100), [SAMPLE], screen)) == list(range(100))
    assert "documents/s" in screen.file.getvalue()


def test_the_number_of_documents_is_told_by_a_glance(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>")
    (tmp_path / "b.jsonl").write_text("{}\n{}\n")
    assert output.expected([tmp_path]) == 3
    (tmp_path / "c.jsonl.gz").write_text("")
    assert output.expected([tmp_path]) is None
