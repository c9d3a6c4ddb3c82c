"""The bundled sample: news in our own words that shows what elshi does."""

import datetime
import unicodedata
from functools import cache
from typing import Any

import pytest
import yaml

from elshi.resources import data_folder

FILES = sorted((data_folder() / "sample" / "kk").glob("*.yaml"))
KEYS = ["id", "lang", "script", "published", "outlet_country", "kind"]
KEYS += ["title", "text", "url", "source"]
FIRST, LAST = datetime.date(2024, 1, 1), datetime.date(2026, 12, 31)


@cache
def items() -> tuple[dict[str, Any], ...]:
    return tuple(yaml.safe_load(path.read_text(encoding="utf-8")) for path in FILES)


def test_there_are_at_least_forty_items() -> None:
    assert len(FILES) >= 40


@pytest.mark.parametrize("item", items(), ids=[path.stem for path in FILES])
def test_an_item_has_all_keys_filled(item: dict[str, Any]) -> None:
    assert list(item) == KEYS
    assert all(item[key] for key in KEYS)
    assert (item["lang"], item["script"]) == ("kk", "cyrl")
    assert item["kind"] in {"news", "communique", "interview", "digest"}
    assert FIRST <= item["published"] <= LAST
    assert item["url"].startswith("http")


def test_ids_are_unique_and_follow_the_file_names() -> None:
    numbers = [path.stem.split("-")[0] for path in FILES]
    assert [item["id"] for item in items()] == [f"sample-kk-{n}" for n in numbers]
    assert len(set(numbers)) == len(numbers)


def test_no_text_is_given_twice() -> None:
    assert len({item["text"] for item in items()}) == len(items())


def test_the_text_is_in_unicode_form_nfc() -> None:
    texts = [item["title"] + item["text"] for item in items()]
    assert [t for t in texts if not unicodedata.is_normalized("NFC", t)] == []


def test_the_story_of_kazakhstan_and_israel_is_told() -> None:
    israel = "Израиль"
    assert sum(israel in item["text"] for item in items()) >= 6
