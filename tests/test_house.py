"""The rules of the house that no other tool checks."""

import dataclasses
import inspect
import re
import shutil
import subprocess
import sys
import tomllib
import unicodedata
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest

import elshi
from elshi import pipeline, resources
from elshi.types import Analysis

SOURCES = sorted(Path(elshi.__file__).parent.rglob("*.py"))
DATA = resources.data_folder()
TABLES = sorted(DATA.rglob("*.tsv"))


def cyrillic(text: str) -> set[str]:
    return {sign for sign in text if "CYRILLIC" in unicodedata.name(sign, "")}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_a_module_holds_mechanism_and_no_kazakh_word(path: Path) -> None:
    assert cyrillic(path.read_text(encoding="utf-8")) == set()


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_a_module_stays_within_four_hundred_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_a_table_is_in_one_unicode_form_without_stray_space(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert "\r" not in text
    assert text.endswith("\n")
    assert [
        line
        for line in text.splitlines()
        if any(cell != cell.strip() for cell in line.split("\t"))
        and not line.startswith("#")
    ] == []


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_the_rows_of_a_table_have_the_cells_of_its_header(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    assert {len(row) for row in rows} == {len(rows[0])}
    assert len(set(rows[0])) == len(rows[0])


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_no_row_of_a_table_stands_twice(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if line and not line.startswith("#")]
    assert {row for row in rows if rows.count(row) > 1} == set()


def test_a_stage_reads_only_what_an_earlier_stage_added() -> None:
    known = {"article", "language"}
    for stage in pipeline.STAGES:
        assert set(inspect.signature(stage).parameters) <= known, stage.__name__
        known.add(stage.__name__)


def test_the_fields_of_an_analysis_are_the_stages_in_order() -> None:
    stages = [stage.__name__ for stage in pipeline.STAGES]
    assert [field.name for field in dataclasses.fields(Analysis)] == [
        "article",
        *stages,
    ]


def test_the_public_names_are_those_that_the_readme_explains(root: Path) -> None:
    readme = (root / "README.md").read_text(encoding="utf-8")
    section = readme.split("## From Python", 1)[1].split("\n## ", 1)[0]
    explained = re.findall(r"^\| `(\w+)", section, re.MULTILINE)
    assert sorted(explained) == sorted(elshi.__all__)
    assert all(hasattr(elshi, name) for name in elshi.__all__)


def test_the_version_is_the_one_of_the_project_file(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    assert version("elshi") == project["version"]
    assert f"version: {project['version']}" in (root / "CITATION.cff").read_text()


def test_every_dependency_is_bounded_below_and_above(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["dev"]
    assert [item for item in wanted if ">=" not in item or ",<" not in item] == []


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_pins_by_hash_and_names_no_registry(root: Path, name: str) -> None:
    lock = (root / name).read_text()
    pinned = re.findall(r"^[A-Za-z0-9_.-]+==.*\n {4}--hash=sha256:", lock, re.MULTILINE)
    assert len(pinned) == len(re.findall(r"^[A-Za-z]", lock, re.MULTILINE)) > 20
    assert re.findall(r"https?:|file:|--index|--find", lock) == []


def test_the_wheel_carries_every_data_file(root: Path, tmp_path: Path) -> None:
    pytest.importorskip("setuptools", minversion="77")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(root / name, tmp_path)
    shutil.copytree(
        root / "src", tmp_path / "src", ignore=shutil.ignore_patterns("*.egg-info")
    )
    subprocess.run(
        [sys.executable, "-c", "import setuptools.build_meta as b; b.build_wheel('.')"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    wheel = zipfile.ZipFile(next(tmp_path.glob("*.whl")))
    packed = {name for name in wheel.namelist() if name.startswith("elshi/")}
    source = root / "src"
    wanted = {
        path.relative_to(source).as_posix()
        for path in (source / "elshi").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert wanted - packed == set()
