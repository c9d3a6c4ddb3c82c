"""The mentions of texts in every language: one row of the table, one test."""

import csv
import datetime
import itertools
from pathlib import Path

import pytest

from elshi import resources
from elshi.parse.mentions import mentions
from elshi.parse.readings import readings
from elshi.parse.sentences import sentences
from elshi.parse.tokens import tokens
from elshi.parse.words import words
from elshi.types import Article, Mention

LANGUAGES = resources.load().languages
LANGUAGE = LANGUAGES["kk"]
DAY = datetime.date(2025, 9, 1)


def found(
    text: str, day: datetime.date = DAY, lang: str = "kk"
) -> list[tuple[str, Mention]]:
    """Return each mention with the words that it covers."""
    article, language = (
        Article("t", text, day, lang, outlet_country="KAZ"),
        LANGUAGES[lang],
    )
    cut = sentences(article, language)
    split = tokens(article, cut, language)
    read = readings(split, language)
    chosen = words(split, read, language)
    return [
        (text[split[m.start].start : split[m.stop - 1].stop], m)
        for m in mentions(article, cut, split, read, chosen, language)
    ]


def rows() -> list[dict[str, str]]:
    """Return the rows of the tables of all languages; "lang" is the folder it lies in."""
    paths = (Path(__file__).parent / "tables").glob("*/mentions.tsv")
    return [row for path in sorted(paths) for row in rows_of(path)]


def rows_of(path: Path) -> list[dict[str, str]]:
    lines = [
        line
        for line in path.read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]
    made = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    return [row | {"lang": path.parent.name} for row in made]


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["span"])
def test_a_row_of_the_table_holds(row: dict[str, str]) -> None:
    named = found(row["text"], lang=row["lang"])
    if row["span"].startswith("!"):
        assert row["span"][1:] not in [words for words, _ in named]
        return
    last = [mention for words, mention in named if words == row["span"]][-1:]
    assert last, [words for words, _ in named]
    mention = last[0]
    assert {
        "kind": mention.kind,
        "codes": " ".join(mention.codes),
        "office": mention.office or "",
        "name": mention.name or "",
        "place": mention.place or "",
        "case": mention.case,
    } == {
        name: row[name] for name in ("kind", "codes", "office", "name", "place", "case")
    }
    assert mention.rule == row["rule"] or not row["rule"]


def test_mentions_stand_in_order_and_do_not_overlap() -> None:
    text = (
        "Түркияның, Иранның және Малайзияның Қазақстандағы елшілері Президент "
        "Қасым-Жомарт Тоқаевқа сенім грамоталарын табыстады. Тараптар кездесті."
    )
    spans = [(mention.start, mention.stop) for _, mention in found(text)]
    assert spans == sorted(spans)
    assert all(one[1] <= two[0] for one, two in itertools.pairwise(spans))


def test_the_office_of_a_person_of_record_is_that_of_the_day() -> None:
    text = "Кеше Мұхтар Тілеуберді сөйледі."
    serving = found(text, datetime.date(2022, 5, 1))[-1][1]
    retired = found(text, datetime.date(2025, 5, 1))[-1][1]
    assert (serving.codes, serving.office) == (("KAZ",), "foreign-minister")
    assert (retired.codes, retired.office) == (("KAZ",), None)


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=lambda one: one.code)
def test_every_code_of_a_name_is_a_listed_party(language: resources.Language) -> None:
    listed = {
        row["code"]
        for table in ("states", "organisations", "accords")
        for row in language.shared(f"parties/{table}")
    }
    groups = {row["group"] for row in language.shared("parties/groups")}
    named = {row["code"] for row in language.table("names/parties")} - {""}
    persons = {row["code"] for row in language.table("names/persons")}
    assert named - listed - groups == set()
    assert persons - listed == set()


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=lambda one: one.code)
def test_every_state_has_a_name_and_an_adjective(language: resources.Language) -> None:
    states = {row["code"] for row in language.shared("parties/states")}
    kinds: dict[str, set[str]] = {"state": set(), "adjective": set()}
    for row in language.table("names/parties"):
        kinds.get(row["kind"], set()).add(row["code"])
    assert states - kinds["state"] == set()
    assert states - kinds["adjective"] == set()


def test_every_member_of_an_organisation_is_a_party() -> None:
    states = {row["code"] for row in LANGUAGE.shared("parties/states")}
    organisations = {row["code"] for row in LANGUAGE.shared("parties/organisations")}
    members = {row["member"] for row in LANGUAGE.shared("parties/memberships")}
    assert members - states - organisations == set()
