"""What the documents say exists, and what exists is in the documents."""

import re
from pathlib import Path

import pytest
import typer.main

from elshi import errors, pipeline
from elshi.serve import cli

LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")
ROOT = Path(__file__).resolve().parent.parent
PACKAGES = {"read", "store", "relate"}  # pages of packages, not of stages
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def test_every_layer_has_a_page(root: Path) -> None:
    layers = [stage.__name__ for stage in pipeline.STAGES]
    pages = root / "docs" / "layers"
    assert [name for name in layers if not (pages / f"{name}.md").is_file()] == []


def test_every_page_is_of_a_layer_that_exists(root: Path) -> None:
    layers = {stage.__name__ for stage in pipeline.STAGES}
    pages = (root / "docs" / "layers").glob("*.md")
    assert {path.stem for path in pages} - PACKAGES - layers == set()


def test_every_command_is_in_the_readme(root: Path) -> None:
    readme = (root / "README.md").read_text(encoding="utf-8")
    commands = typer.main.get_command(cli.app).commands
    assert [name for name in commands if f"`elshi {name}" not in readme] == []


def test_every_error_is_in_the_flow(root: Path) -> None:
    flow = (root / "docs" / "flow.md").read_text(encoding="utf-8")
    kinds = [kind.__name__ for kind in errors.ElshiError.__subclasses__()]
    assert [name for name in kinds if f"`{name}`" not in flow] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_the_links_of_a_page_lead_somewhere(page: Path) -> None:
    targets = LINK.findall(page.read_text(encoding="utf-8"))
    assert [name for name in targets if not (page.parent / name).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_a_page_names_no_path_of_a_developers_machine(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert re.findall(r"/(?:home|Users|work|root)/", text) == []
