"""Layer times: rows of tests/tables/<language>/dates.tsv, the rules' own examples, properties."""

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elshi import resources
from elshi.parse.engines.calendar_spans import iso
from elshi.parse.sentences import sentences
from elshi.parse.times import times
from elshi.parse.tokens import tokens
from elshi.types import Article, Time, Token, Word

LANGUAGES = resources.load().languages
TABLES = sorted((Path(__file__).parent / "tables").glob("*/dates.tsv"))
ROWS = [
    (path.parent.name, *line.split("\t"))
    for path in TABLES
    for line in path.read_text("utf-8").splitlines()[1:]
]
RULES = [
    {**rule, "lang": code}
    for code, language in LANGUAGES.items()
    for rule in language.manifest("dates").get("patterns", ())
]
WEDNESDAY = date(2025, 10, 15)
MONTHS = (
    *("қаңтарда", "ақпанда", "наурызда", "сәуірде", "мамырда", "маусымда"),
    *("шілдеде", "тамызда", "қыркүйекте", "қазанда", "қарашада", "желтоқсанда"),
)


def read(
    text: str,
    published: date,
    tenses: dict[str, str] | None = None,
    lang: str = "kk",
) -> tuple[tuple[Token, ...], tuple[Time, ...]]:
    article, language = Article("t", text, published, lang), LANGUAGES[lang]
    cut = tokens(article, sentences(article, language), language)
    words = tuple(
        Word(token.form, token.form, "X", tense=(tenses or {}).get(token.form, ""))
        for token in cut
    )
    return cut, times(article, cut, words, language)


def values(text: str, published: date, lang: str) -> list[str]:
    return [time.value for time in read(text, published, lang=lang)[1]]


@pytest.mark.parametrize(("lang", "published", "text", "expected"), ROWS)
def test_a_time_is_resolved_as_the_table_says(
    lang: str, published: str, text: str, expected: str
) -> None:
    found = read(text, date.fromisoformat(published), lang=lang)[1]
    told = " ".join(f"{time.value}|{time.precision}" for time in found)
    assert (told or "-") == expected


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["rule"])
def test_a_rule_fires_on_its_own_examples_only(rule: dict[str, Any]) -> None:
    lang = rule["lang"]
    for example in rule["ok"]:
        text, _, expected = example.partition(" => ")
        assert values(text, WEDNESDAY, lang) == expected.split()
    for text in rule["no"]:
        found = read(text, WEDNESDAY, lang=lang)[1]
        assert rule["rule"] not in {time.rule for time in found}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["rule"])
def test_the_example_of_a_rule_names_that_rule(rule: dict[str, Any]) -> None:
    for example in rule["ok"]:
        found = read(example.partition(" => ")[0], WEDNESDAY, lang=rule["lang"])[1]
        assert any(time.rule.startswith(str(rule["rule"])) for time in found)


@given(st.integers(1, 28), st.integers(1, 12), st.integers(1500, 2500))
def test_a_full_date_is_read_back_as_itself(day: int, month: int, year: int) -> None:
    text = f"Олар {year} жылғы {day} {MONTHS[month - 1]} келісті."
    (found,) = read(text, WEDNESDAY)[1]
    assert found.first == found.last == date(year, month, day)


@given(
    st.integers(1, 28), st.integers(1, 12), st.dates(date(1990, 1, 1), date(2100, 1, 1))
)
def test_a_date_without_a_year_lies_within_a_year_of_publication(
    day: int, month: int, published: date
) -> None:
    (found,) = read(f"Олар {day} {MONTHS[month - 1]} келісті.", published)[1]
    assert (found.first.day, found.first.month) == (day, month)
    assert -306 <= (found.first - published).days <= 60


def shuffles(lang: str) -> st.SearchStrategy[tuple[str, list[str]]]:
    told = [text for row in ROWS if row[0] == lang for text in row[2].split()]
    parts = st.lists(st.sampled_from([*told, *"1234 567.,–-"]), max_size=12)
    return st.tuples(st.just(lang), parts)


@given(
    st.sampled_from([path.parent.name for path in TABLES]).flatmap(shuffles),
    st.dates(date(1, 1, 1), date.max),
)
def test_any_shuffle_of_words_gives_ordered_times_whose_value_is_their_span(
    shuffle: tuple[str, list[str]], published: date
) -> None:
    lang, parts = shuffle
    cut, found = read(" ".join(parts), published, lang=lang)
    assert all(0 <= t.start < t.stop <= len(cut) for t in found)
    assert all(a.stop <= b.start for a, b in pairwise(found))
    assert all(t.first <= t.last and t.value == iso((t.first, t.last)) for t in found)
    assert {t.precision for t in found} <= {"stated", "relative"}


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_a_weekday_is_one_of_the_last_seven_days(published: date) -> None:
    (found,) = read("Олар сейсенбі күні келісті.", published)[1]
    assert found.first.isoweekday() == 2
    assert timedelta(0) <= published - found.first < timedelta(7)


def test_a_verb_in_the_future_lets_a_date_lie_months_ahead() -> None:
    text, published = "Саммит 10 маусымда Астанада өтеді.", date(2025, 12, 1)
    assert read(text, published)[1][0].value == "2025-06-10"
    assert read(text, published, {"өтеді": "Pres"})[1][0].value == "2026-06-10"


def test_a_verb_of_another_sentence_does_not_move_a_date() -> None:
    text, published = "Саммит 10 маусымда болған. Келісім өтеді.", date(2025, 12, 1)
    assert read(text, published, {"өтеді": "Pres"})[1][0].value == "2025-06-10"


def test_a_plan_for_years_has_a_rule_of_its_own() -> None:
    (found,) = read("2023–2024 жылдарға арналған жоспарға", WEDNESDAY)[1]
    assert (found.value, found.rule) == ("2023/2024", "purpose-span")
