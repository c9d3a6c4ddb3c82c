"""What every test can ask for."""

import os
from pathlib import Path

import hypothesis
import pytest

ROOT = Path(__file__).resolve().parent.parent

hypothesis.settings.register_profile(
    "dev", max_examples=50, deadline=None, derandomize=True
)
hypothesis.settings.register_profile(
    "ci", max_examples=1000, deadline=None, derandomize=True
)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The gold documents and corpora, which live beside the repository."""
    folder = Path(os.environ.get("ELSHI_SHARED", ROOT.parent / "shared"))
    if not (folder / "gold").is_dir():
        pytest.skip("no gold documents: set ELSHI_SHARED to the folder that holds them")
    return folder
