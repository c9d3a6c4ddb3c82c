"""Data files -> frozen Resources; the only reader of data/.

A TSV file has a header row, one entry a line, `#` comments and NFC text. Modules compile what they
need from `Language` with `functools.cache`: a Language is compared by identity.
"""

import functools
import hashlib
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources as package_files
from pathlib import Path
from types import MappingProxyType
from typing import Any

from elshi.errors import DataError

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """The knowledge of one language: its tables by path without suffix, its TOML files likewise.

    `language.table("lexicon/verbs")` is data/<code>/lexicon/verbs.tsv; `shared("parties/states")`
    is data/parties/states.tsv.
    """

    code: str
    tables: Mapping[str, tuple[Row, ...]]
    manifests: Mapping[str, Mapping[str, Any]]

    def table(self, name: str) -> tuple[Row, ...]:
        """Return the rows of one of this language's own tables; none where it has no such file."""
        return self.tables.get(f"{self.code}/{name}", ())

    @property
    def states(self) -> frozenset[str]:
        """Return the codes of all states."""
        return _codes(self)

    def shared(self, name: str) -> tuple[Row, ...]:
        """Return the rows of a table common to all languages."""
        return self.tables[name]

    def manifest(self, name: str) -> Mapping[str, Any]:
        """Return a TOML file of this language; empty where it has none."""
        return self.manifests.get(f"{self.code}/{name}", MappingProxyType({}))

    def folder(self, name: str) -> tuple[Mapping[str, Any], ...]:
        """Return every TOML file below a shared folder, by name order."""
        return tuple(
            value for key, value in self.manifests.items() if key.startswith(f"{name}/")
        )


@functools.cache
def _codes(language: Language) -> frozenset[str]:
    return frozenset(row["code"] for row in language.tables.get("parties/states", ()))


@dataclass(frozen=True, slots=True, eq=False)
class Resources:
    """All data of a release: languages by code, and the digest that a run records."""

    languages: Mapping[str, Language]
    digest: str


@functools.cache
def load(folder: Path | None = None) -> Resources:
    """Return the checked data below `folder`, the package's own by default.

    Raises:
        DataError: a file breaks the form of a table; says file, line and cure.
    """
    root = folder or data_folder()
    files = sorted(p for p in root.rglob("*") if p.suffix in {".tsv", ".toml"})
    tables = {_key(root, p): _table(p) for p in files if p.suffix == ".tsv"}
    manifests = {_key(root, p): _manifest(p) for p in files if p.suffix == ".toml"}
    codes = sorted(key.split("/")[0] for key in manifests if key.endswith("/language"))
    languages = {
        code: Language(code, MappingProxyType(tables), MappingProxyType(manifests))
        for code in codes
    }
    return Resources(MappingProxyType(languages), _digest(root, files))


def data_folder() -> Path:
    """Return the folder of the data that the package ships."""
    return Path(str(package_files.files("elshi"))) / "data"


def _key(root: Path, path: Path) -> str:
    return path.relative_to(root).with_suffix("").as_posix()


def _digest(root: Path, files: list[Path]) -> str:
    whole = hashlib.sha256()
    for path in files:
        whole.update(_key(root, path).encode() + b"\0" + path.read_bytes() + b"\0")
    return whole.hexdigest()[:16]


def _table(path: Path) -> tuple[Row, ...]:
    text = path.read_text(encoding="utf-8")
    if not unicodedata.is_normalized("NFC", text):
        raise DataError(
            str(path), "the text is not in Unicode form NFC.", "Normalise the file."
        )
    lines = [
        (number, line.split("\t"))
        for number, line in enumerate(text.splitlines(), 1)
        if line and not line.startswith("#")
    ]
    if not lines:
        raise DataError(str(path), "the table is empty.", "Give it a header row.")
    header = lines[0][1]
    for number, cells in lines[1:]:
        if len(cells) != len(header):
            raise DataError(
                str(path),
                f"{len(cells)} cells under {len(header)} headings.",
                "Separate the cells by single tabs; write empty ones too.",
                number,
            )
    return tuple(
        MappingProxyType(dict(zip(header, cells, strict=True)))
        for _, cells in lines[1:]
    )


def _manifest(path: Path) -> Mapping[str, Any]:
    try:
        return MappingProxyType(tomllib.loads(path.read_text(encoding="utf-8")))
    except tomllib.TOMLDecodeError as error:
        raise DataError(
            str(path), f"no TOML: {error}.", "Mend the line it names."
        ) from error
