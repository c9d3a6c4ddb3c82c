"""Documents of every form become articles; wrong ones become one clear error each."""

import gzip
import json
import os
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from elshi.errors import ReadError
from elshi.read import articles, records, streams
from elshi.types import Article

ALL = ("kk", "ru", "en")
TITLE = "Тоқаев Ташкентке барды"
BODY = "Сапар екі күнге созылды.\nТараптар келісімге қол қойды."
VISIT = Article("visit", f"{TITLE}\n{BODY}", date(2026, 1, 12), "kk", 22)


def read(path: Path | Iterable[Path], **options: Any) -> list[Article | ReadError]:
    paths = [path] if isinstance(path, Path) else path
    return list(articles(paths, languages=ALL, **options))


def one_article(path: Path, **options: Any) -> Article:
    (found,) = read(path, **options)
    assert isinstance(found, Article), found
    # the state of an outlet that is not listed comes from the language's data
    return replace(found, outlet_country=None)


def one_error(path: Path, **options: Any) -> ReadError:
    (found,) = read(path, **options)
    assert isinstance(found, ReadError), found
    assert found.cure.endswith((".", ")")), found
    assert found.where == path.as_posix()
    return found


def written(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def lines(*rows: dict[str, Any] | str) -> str:
    return "".join(
        f"{row if isinstance(row, str) else json.dumps(row)}\n" for row in rows
    )


ROW = {"id": "visit", "title": TITLE, "text": BODY, "published": "2026-01-12"}


# forms


@pytest.mark.parametrize("space", ["", " ", "\n  ", "\ufeff"])
def test_a_plain_text_has_its_date_and_title_in_the_first_line(
    tmp_path: Path, space: str
) -> None:
    path = written(tmp_path / "visit.txt", f"{space}date 2026-01-12 {TITLE}\n{BODY}\n")
    assert one_article(path) == VISIT


def test_line_ends_of_every_system_become_newlines(tmp_path: Path) -> None:
    text = f"date 2026-01-12 {TITLE}\n{BODY}\n"
    for end in ("\r\n", "\r"):
        path = written(tmp_path / "visit.txt", text.replace("\n", end))
        assert one_article(path) == VISIT


def test_a_text_is_brought_into_one_unicode_form(tmp_path: Path) -> None:
    apart = "и\u0306"  # the letter and its breve, as some systems write it
    path = written(tmp_path / "a.txt", f"date 2026-01-12 Ханои{apart}\nСөз.")
    assert one_article(path, lang="kk").text == "Ханоий\nСөз."


def test_other_spaces_and_marks_of_a_text_stay(tmp_path: Path) -> None:
    body = "Бұл\u00a0–  «сөз» .\t\u2028Ия"
    path = written(tmp_path / "a.txt", f"date 2026-01-12 Тақырып\n{body}\n\n")
    assert one_article(path).text == f"Тақырып\n{body}"


def test_a_yaml_document_gives_its_fields_and_ignores_codings(tmp_path: Path) -> None:
    path = written(
        tmp_path / "x.yaml",
        f"""id: visit
lang: kk
published: 2026-01-12
outlet_country: KAZ
title: "{TITLE}"
text: |
  Сапар екі күнге созылды.
  Тараптар келісімге қол қойды.
events:
  - type: CONSULT
""",
    )
    (found,) = read(path)
    assert found == replace(VISIT, outlet_country="KAZ")


def test_a_yaml_word_that_looks_like_a_truth_value_is_a_word(tmp_path: Path) -> None:
    path = written(
        tmp_path / "x.yml", "id: 007\npublished: 2026-01-12\ntext: no\nlang: en\n"
    )
    assert (one_article(path).id, one_article(path).text) == ("007", "no")


def test_each_line_of_json_lines_is_a_document(tmp_path: Path) -> None:
    more = {"lang": "kk", "url": "https://www.akorda.kz/kz/1", "source": "Ақорда"}
    path = written(tmp_path / "x.jsonl", lines(ROW, "", ROW | more | {"id": 7}))
    first, second = read(path)
    assert replace(first, outlet_country=None) == VISIT
    assert second == replace(
        VISIT,
        id="7",
        url="https://www.akorda.kz/kz/1",
        source="Ақорда",
        outlet_country="KAZ",
    )


def test_parquet_gives_a_document_a_row(tmp_path: Path) -> None:
    rows = [ROW, ROW | {"id": None, "title": None}]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "x.parquet")
    first, second = read(tmp_path / "x.parquet")
    assert replace(first, outlet_country=None) == VISIT
    assert (second.id, second.text, second.title_stop) == ("x-2", BODY, 0)


@pytest.mark.parametrize(
    "kind", [pa.date32(), pa.timestamp("ns"), pa.timestamp("us", "UTC"), pa.string()]
)
def test_parquet_dates_may_have_any_type(tmp_path: Path, kind: pa.DataType) -> None:
    day: Any = datetime(2026, 1, 12, tzinfo=UTC)
    if kind == pa.string():
        day = "2026-01-12T10:00:00+05:00"
    elif kind != pa.timestamp("us", "UTC"):
        day = day.replace(tzinfo=None)
    table = pa.table({"text": [BODY], "published": pa.array([day], kind)})
    pq.write_table(table, tmp_path / "x.parquet")
    assert one_article(tmp_path / "x.parquet").published == date(2026, 1, 12)


def page(head: str, body: str = "") -> str:
    text = "<p>Президент екі күндік сапармен Ташкентке барды, деп хабарлады.</p>" * 9
    return (
        f"<html><head>{head}</head><body><article>{body}{text}</article></body></html>"
    )


META = '<meta property="article:published_time" content="2026-01-12T10:00:00+05:00">'


def test_a_page_gives_its_article_with_date_and_outlet(tmp_path: Path) -> None:
    head = (
        f"<meta charset='utf-8'><title>{TITLE}</title>{META}"
        "<link rel='canonical' href='https://www.akorda.kz/kz/visit'>"
    )
    path = written(tmp_path / "visit.html", page(head, f"<h1>{TITLE}</h1>"))
    (found,) = read(path)
    assert isinstance(found, Article), found
    assert found.published == date(2026, 1, 12)
    assert found.text.startswith(f"{TITLE}\nПрезидент екі күндік")
    assert found.text.count(TITLE) == 1
    assert (found.lang, found.outlet_country) == ("kk", "KAZ")


def test_a_page_is_read_in_the_charset_that_it_names(tmp_path: Path) -> None:
    head = f"<meta charset='windows-1251'><title>Визит</title>{META}"
    text = page(head).replace(
        "Президент екі күндік сапармен Ташкентке барды, деп хабарлады.",
        "Президент прибыл в Ташкент с двухдневным визитом.",
    )
    path = written(tmp_path / "visit.html", text.encode("windows-1251"))
    assert "прибыл в Ташкент" in one_article(path).text
    assert one_article(path).lang == "ru"


@pytest.mark.parametrize("suffix", [".txt", ".jsonl", ".yaml"])
def test_a_packed_file_reads_as_the_plain_one(tmp_path: Path, suffix: str) -> None:
    text = {
        ".txt": f"date 2026-01-12 {TITLE}\n{BODY}",
        ".jsonl": lines(ROW),
        ".yaml": json.dumps(ROW),
    }[suffix]
    path = written(tmp_path / f"visit{suffix}.gz", gzip.compress(text.encode()))
    assert one_article(path) == VISIT


def test_a_packed_parquet_reads_as_the_plain_one(tmp_path: Path) -> None:
    pq.write_table(pa.Table.from_pylist([ROW]), tmp_path / "x.parquet")
    packed = gzip.compress((tmp_path / "x.parquet").read_bytes())
    assert one_article(written(tmp_path / "y.parquet.gz", packed)) == VISIT


# order, names and defaults


def test_folders_are_read_with_their_folders_by_name(tmp_path: Path) -> None:
    for name in ("b.txt", "a/2.txt", "a/10.txt", ".hidden.txt", ".git/x.txt", "c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        written(tmp_path / name, f"date 2026-01-12 {TITLE} {name}\n{BODY}")
    assert [item.id for item in read(tmp_path)] == ["10", "2", "b", "c"]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    path = written(tmp_path / "visit.txt", f"date 2026-01-12 {TITLE}\n{BODY}")
    assert len(read([path, tmp_path, path])) == 1


def test_another_text_under_a_taken_id_gets_a_mark_of_its_text(tmp_path: Path) -> None:
    other = ROW | {"text": "Басқа мәтін."}
    path = written(tmp_path / "x.jsonl", lines(ROW, other))
    first, second = [item.id for item in read(path)]
    assert (first, second[:6], len(second)) == ("visit", "visit~", 22)
    assert [item.id for item in read(path)] == [first, second]


def test_the_same_text_under_the_same_id_is_told(tmp_path: Path) -> None:
    path = written(tmp_path / "x.jsonl", lines(ROW, ROW))
    first, second = read(path)
    assert first.id == "visit"
    assert str(second) == (
        "visit: stands twice among the documents. Leave one of them out."
    )


def test_a_document_without_an_id_has_the_number_of_its_row(tmp_path: Path) -> None:
    rows = [{k: v for k, v in ROW.items() if k != "id"} for _ in range(2)]
    rows[1]["text"] = "Басқа мәтін."
    path = written(tmp_path / "news.jsonl.gz", gzip.compress(lines(*rows).encode()))
    assert [item.id for item in read(path)] == ["news-1", "news-2"]


def test_options_stand_in_where_a_document_does_not_say(tmp_path: Path) -> None:
    path = written(tmp_path / "x.jsonl", lines({"text": "Hello"}, ROW | {"lang": "kk"}))
    first, second = read(
        path, lang="en", published=date(2020, 2, 2), outlet_country="USA"
    )
    assert (first.lang, first.published) == ("en", date(2020, 2, 2))
    assert first.outlet_country == "USA"
    assert (second.lang, second.published) == ("kk", date(2026, 1, 12))


def test_a_text_without_a_date_line_takes_the_date_of_the_options(
    tmp_path: Path,
) -> None:
    path = written(tmp_path / "visit.txt", f"{TITLE}\n{BODY}")
    assert one_article(path, published=date(2026, 1, 12)) == VISIT


@pytest.mark.parametrize(
    ("url", "source", "country"),
    [
        ("https://www.akorda.kz/kz/1", "", "KAZ"),
        ("https://kaz.tengrinews.kz/a", "", "KAZ"),
        ("https://unlisted-newspaper.kz/a", "", "KAZ"),
        ("https://rus.azattyq.org/a", "", "USA"),
        ("http://TASS.com:80/politics", "", "RUS"),
        ("", "Reuters", "GBR"),
        ("", " ТАСС ", "RUS"),
        ("", "inform.kz", "KAZ"),
        ("https://www.aa.com.tr/x", "Reuters", "TUR"),
        ("https://example.com/akorda.kz", "", None),
        ("https://notakorda.example", "", None),
        ("http://[broken", "", None),
    ],
)
def test_the_state_of_an_outlet_comes_from_its_address_or_name(
    tmp_path: Path, url: str, source: str, country: str | None
) -> None:
    row = {"text": "The president arrived.", "lang": "en", "published": "2026-01-12"}
    path = written(tmp_path / "x.jsonl", lines(row | {"url": url, "source": source}))
    (found,) = read(path)
    assert found.outlet_country == country


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("kk", "Мемлекет басшысы Өзбекстан Президентін қабылдады."),
        ("ru", "Глава государства принял президента Узбекистана."),
        ("en", "The head of state received the president of Uzbekistan."),
        ("kk", "Memleket basshysy Ózbekstan jáne Qyrǵyzstan prezıdentterin qabyldady."),
        ("kk", "مەملەكەت باسشىسى قازاقستان تۋرالى ايتتى"),
        ("kk", "МЕМЛЕКЕТ БАСШЫСЫ ӨЗБЕКСТАН ПРЕЗИДЕНТІН ҚАБЫЛДАДЫ"),
    ],
)
def test_the_language_of_a_text_is_told(tmp_path: Path, lang: str, text: str) -> None:
    path = written(
        tmp_path / "x.jsonl", lines({"text": text, "published": "2026-01-12"})
    )
    assert one_article(path).lang == lang


def test_a_given_language_is_kept(tmp_path: Path) -> None:
    path = written(tmp_path / "x.jsonl", lines(ROW | {"lang": "en-GB"}))
    assert one_article(path).lang == "en"


# wrong documents

GERMAN = "Der Bundeskanzler hat den Präsidenten am Montag in Berlin empfangen. " * 4


WRONG = [
    ("a.txt", f"{TITLE}\n{BODY}", 1, "no date of publication"),
    ("a.txt", f"date 2026-02-30 {TITLE}\n{BODY}", 1, "'2026-02-30' is no date"),
    ("a.txt", "date 2026-01-12\n\n", 1, "has no text"),
    ("a.txt", "", 1, "has no text"),
    ("a.txt", b"date 2026-01-12 \xd0\xa2\xff\n", 18, "byte 18 is not UTF-8"),
    ("a.txt", b"\xef\xbb\xbfdate \xff", 8, "byte 8 is not UTF-8"),
    ("a.txt", b"%PDF-1.7\0\0", 8, "binary"),
    (
        "a.txt",
        f"date 2026-01-12 x\n{'a' * 5_000_001}",
        1,
        "longer than 5,000,000",
    ),
    ("a.txt", "date 2026-01-12 12345", 1, "no letters"),
    ("a.txt", f"date 2026-01-12 {GERMAN}", 1, "seems to be in 'de'"),
    ("a.txt", "date 2026-01-12 Президент України прибув", 1, "to be in 'uk'"),
    ("a.yaml", "title: x\ntext: [unclosed\n", 3, "is no YAML"),
    ("a.yaml", "title: x\n  text: y: z\n", 2, "is no YAML"),
    ("a.yaml", "- x\n", 1, "no YAML mapping"),
    ("a.yaml", "title: [a, b]\npublished: 2026-01-12\n", None, "'title' is a list"),
    ("a.yaml", "title: x\x07\n", None, "is no YAML"),
    ("a.yaml", f"title: {'[' * 100_000}", 1, "nesting depth"),
    ("a.yaml", f"title: {'[' * 500}{']' * 500}", None, "nested"),
    ("a.jsonl", "{broken\n", 1, "is no JSON object"),
    ("a.jsonl", "\n[1, 2]\n", 2, "a list"),
    ("a.jsonl", f"{'[' * 100_000}\n", 1, "is no JSON object"),
    ("a.jsonl", f'{{"id": {"9" * 5000}}}\n', 1, "is no JSON object"),
    ("a.jsonl", b'{"text": "\xff"}\n', 1, "byte 10 of the line"),
    ("a.jsonl", lines({"text": "x"}), 1, "no date of publication"),
    ("a.jsonl", lines({"published": "2026-01-12"}), 1, "has no text"),
    ("a.jsonl", lines({"text": 1.5}), 1, "'text' is a float"),
    ("a.jsonl", lines(ROW | {"published": "12.01.2026"}), 1, "is no date"),
    ("a.jsonl", lines(ROW | {"lang": "fr"}), 1, "is in 'fr'"),
    ("a.jsonl", lines(ROW | {"outlet_country": "Kazakhstan"}), 1, "no code"),
    ("a.jsonl", lines(ROW | {"text": "\ud800"}), 1, "half a character"),
    ("a.html", page("<title>x</title>"), None, "no date of publication"),
    ("a.html", "<html></html>", None, "no article"),
    ("a.html", "", None, "no article"),
    ("a.html", b"<p>\xff", 3, "byte 3 is not UTF-8"),
    ("a.html", b"\x89PNG\0", 4, "binary"),
    ("a.docx", "x", None, "'.docx'"),
    ("a", "x", None, "suffix"),
    ("a.txt.gz", b"no gzip", None, "gzip is damaged"),
    ("a.txt.gz", gzip.compress(b"date 2026" * 999)[:40], None, "gzip is damaged"),
    ("a.txt.gz", gzip.compress(bytes(30_000_000)), None, "longer than"),
    ("a.parquet", "no parquet", None, "Parquet is damaged"),
    ("a.parquet.gz", gzip.compress(b"PAR1"), None, "Parquet is damaged"),
]


@pytest.mark.parametrize(
    ("name", "content", "position", "what"),
    WRONG,
    ids=[f"{name}: {what}" for name, _, _, what in WRONG],
)
def test_a_wrong_document_is_told_where_and_how(
    tmp_path: Path, name: str, content: str | bytes, position: int | None, what: str
) -> None:
    error = one_error(written(tmp_path / name, content))
    assert what in error.what
    assert error.position == position


def test_missing_columns_are_told(tmp_path: Path) -> None:
    pq.write_table(pa.table({"body": ["x"]}), tmp_path / "x.parquet")
    assert "no column 'text' or 'title'" in one_error(tmp_path / "x.parquet").what


def test_a_column_of_dates_that_is_missing_is_told_row_by_row(tmp_path: Path) -> None:
    pq.write_table(pa.table({"text": ["Сөз", "Сөз"]}), tmp_path / "x.parquet")
    assert [
        (e.position, "no date" in e.what) for e in read(tmp_path / "x.parquet")
    ] == [
        (1, True),
        (2, True),
    ]


def test_a_damaged_parquet_gives_the_rows_before_the_damage(tmp_path: Path) -> None:
    path = tmp_path / "x.parquet"
    rows = [
        ROW | {"id": f"r{i}", "text": f"{BODY} {i} {os.urandom(99)}"}
        for i in range(999)
    ]
    pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=100)
    content = bytearray(path.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 9000] = bytes(9000)
    found = read(written(path, bytes(content)))
    assert isinstance(found[0], Article)
    assert isinstance(found[-1], ReadError)


def test_a_wrong_value_in_a_parquet_spoils_only_its_row(tmp_path: Path) -> None:
    texts = pa.array([BODY.encode(), b"\xff\xfe", BODY.encode()]).view(pa.string())
    days = ["2026-01-12", "2026-01-12", "2026-01-12"]
    pq.write_table(pa.table({"text": texts, "published": days}), tmp_path / "x.parquet")
    first, second, third = read(tmp_path / "x.parquet")
    assert (first.id, third.id) == ("x-1", "x-3")
    assert (second.position, second.what) == (2, "byte 0 of a value is not UTF-8.")


def test_a_wrong_line_does_not_stop_the_lines_after_it(tmp_path: Path) -> None:
    path = written(tmp_path / "x.jsonl", lines("{", ROW))
    first, second = read(path)
    assert isinstance(first, ReadError)
    assert second.id == "visit"


def test_a_line_over_the_limit_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "LIMIT_BYTES", 1000)
    long = ROW | {"text": "a" * 5000}
    path = written(tmp_path / "x.jsonl", lines(long, ROW))
    first, second = read(path)
    assert (first.position, "longer" in first.what) == (1, True)
    assert second.id == "visit"


def test_a_file_that_unpacks_without_end_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "_MOST_BYTES", 1_000_000)
    monkeypatch.setattr(streams, "LIMIT_BYTES", 1000)
    bomb = gzip.compress(bytes(9_000_000))
    for name in ("x.jsonl.gz", "x.parquet.gz"):
        assert "unpacks to more" in one_error(written(tmp_path / name, bomb)).what


def test_a_missing_path_is_told(tmp_path: Path) -> None:
    assert "No such file" in one_error(tmp_path / "x.txt").what
    assert "No such file" in one_error(tmp_path / "nothing").what


def test_a_name_too_long_or_with_a_nul_is_told(tmp_path: Path) -> None:
    assert "cannot be read" in one_error(tmp_path / ("x" * 300 + ".txt")).what
    assert "no name of a file" in one_error(tmp_path / "a\0b.txt").what


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_a_pipe_is_told_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.txt")
    assert "no regular file" in one_error(tmp_path / "x.txt").what


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="may read everything"
)
def test_a_file_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    path = written(tmp_path / "x.txt", "x")
    path.chmod(0)
    assert "Permission denied" in one_error(path).what


def test_a_link_to_a_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "circle").symlink_to(tmp_path)
    (error,) = read(tmp_path)
    assert error.what == "is a link to a folder."


def test_a_file_name_that_is_no_text_can_be_told(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt"))
    try:
        path.write_text(f"date 2026-01-12 {TITLE}\n{BODY}")
    except OSError:
        pytest.skip("the disk takes no such name")
    (found,) = read(tmp_path)
    assert found.id == "\ufffd"


def test_everything_else_goes_on_beside_wrong_documents(tmp_path: Path) -> None:
    for name, content in {
        "1.txt": "no date",
        "2.txt.gz": "no gzip",
        "3.jsonl": lines("{", ROW),
        "4.parquet": "PAR1",
        "5.bin": "\0",
        "6.txt": f"date 2026-01-12 {TITLE}\n{BODY}",
    }.items():
        written(tmp_path / name, content)
    found = read(tmp_path)
    assert [item.id for item in found if isinstance(item, Article)] == ["visit", "6"]
    assert len([item for item in found if isinstance(item, ReadError)]) == 5


def test_documents_are_read_one_at_a_time(tmp_path: Path) -> None:
    path = written(tmp_path / "x.jsonl", lines(ROW, "{"))
    stream = articles([path, tmp_path / "later.txt"], languages=ALL)
    assert isinstance(next(stream), Article)
    written(tmp_path / "later.txt", f"date 2026-01-12 {TITLE}\n{BODY}.")
    assert [type(item) for item in stream] == [ReadError, Article]


@given(st.binary(max_size=200), st.sampled_from(sorted({".txt", ".yaml", ".jsonl"})))
def test_any_bytes_give_articles_or_errors(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, suffix: str
) -> None:
    path = written(tmp_path_factory.getbasetemp() / f"any{suffix}", content)
    for item in read(path, published=date(2026, 1, 12), lang="kk"):
        assert isinstance(item, Article | ReadError)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_any_text_of_json_is_kept_but_for_its_ends_and_unicode_form(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    row = {"title": "T", "text": f"«{text}»", "published": "2026-01-12", "lang": "kk"}
    path = written(tmp_path_factory.getbasetemp() / "any.jsonl", lines(row))
    (found,) = read(path)
    assert isinstance(found, Article)
    assert found.text[: found.title_stop] == "T"
    again = written(path, lines(row | {"text": found.text[found.title_stop + 1 :]}))
    assert read(again) == [found]


def test_the_limit_is_the_documented_one(root: Path) -> None:
    documented = (root / "docs" / "layers" / "read.md").read_text(encoding="utf-8")
    assert f"{records.LIMIT:,} characters" in documented
