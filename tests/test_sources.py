"""Every data file says where it comes from and under what terms."""

import tomllib
from datetime import date

import pytest

from elshi.resources import data_folder

DATA = data_folder()
SOURCES = tomllib.loads((DATA / "SOURCES.toml").read_text(encoding="utf-8"))
NAMES = [name for entry in SOURCES.values() for name in entry["files"]]
FILES = sorted(
    path.relative_to(DATA).as_posix()
    for path in DATA.rglob("*")
    if path.is_file() and "__pycache__" not in path.parts
)


def covers(name: str, file: str) -> bool:
    return file.startswith(name) if name.endswith("/") else file == name


@pytest.mark.parametrize("file", FILES)
def test_a_data_file_has_one_source(file: str) -> None:
    assert sum(covers(name, file) for name in NAMES) == 1


def test_a_source_names_files_that_exist() -> None:
    assert [n for n in NAMES if not any(covers(n, file) for file in FILES)] == []


@pytest.mark.parametrize("name", SOURCES)
def test_a_source_has_an_origin_known_terms_and_a_date(name: str) -> None:
    entry = SOURCES[name]
    assert set(entry) == {"files", "origin", "licence", "date"}
    assert entry["licence"] in {"Apache-2.0", "CC-BY-4.0"}
    assert isinstance(entry["date"], date)


def test_what_comes_of_kaznerd_carries_its_credit() -> None:
    entry = SOURCES["kaznerd"]
    assert entry["licence"] == "CC-BY-4.0"
    assert "ISSAI, Nazarbayev University" in entry["origin"]
    assert "https://github.com/IS2AI/KazNERD" in entry["origin"]
