"""Engine of scripts: the ways in which a language is written, compiled from its tables.

The language's own script needs no conversion; another one is told by its letters, and the
variant of a script by those that others lack ("ń" or "ñ").
"""

import functools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from elshi.parse.engines import chain, spellings
from elshi.parse.engines.spellings import Listed, listed_words
from elshi.resources import Language

SAMPLE, LONG_SAMPLE = 1000, 4000  # characters that tell the script, and its variant
OWN_SHARE = (
    8  # one letter of the own script outweighs so many of another, as of "Google"
)


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as Cyrillic, in a back and in a front word."""

    back: str
    front: str
    is_vowel: bool
    is_wide: bool  # front only where it is the first vowel


@dataclass(frozen=True, slots=True, eq=False)
class Script:
    """One way of writing a language, compiled; `name` is that of its script."""

    name: str
    variant: str
    own: re.Pattern[str]  # a letter of the script
    folds: Mapping[str, str]
    fold: re.Pattern[str]
    letters: re.Pattern[str]
    rows: tuple[Letter, ...]  # by the groups of `letters`
    index: Mapping[str, tuple[Listed, ...]]
    harmony: Mapping[str, str]
    known: Callable[[str], bool]
    manifest: Mapping[str, Any] = field(repr=False)

    @property
    def is_caseless(self) -> bool:
        """Whether the script has no capitals."""
        return bool(self.hamza)

    @property
    def marked(self) -> str:
        """The pattern of a letter that an apostrophe makes; empty in most variants."""
        if self.variant not in self.manifest.get("marked", ()):
            return ""
        bases = "".join(sign[0] for sign in self.folds if sign[1:] == "'")
        return f"[{bases}{bases.upper()}][{self.manifest['apostrophes']}]"

    @property
    def hamza(self) -> str:
        """The mark of a front word, where the script has one."""
        return str(self.manifest.get("hamza", ""))


@functools.lru_cache(maxsize=4)
def script_of(text: str, language: Language) -> Script | None:
    """Return how a text is written; None where no conversion is due."""
    found, sample = patterns(language), text[:SAMPLE]
    if not found:
        return None
    amounts = {name: len(pattern.findall(sample)) for name, pattern in found}
    own = amounts.pop("") * OWN_SHARE
    name = max(amounts, key=amounts.__getitem__)
    if amounts[name] <= own:
        return None
    return script(language, _variant(language, name, text[:LONG_SAMPLE]))


@functools.cache
def patterns(language: Language) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return what finds the letters of each script; the language's own one has no name."""
    manifest = language.manifest("scripts")
    own = "".join(row["letter"] for row in language.table("letters"))
    others = ((name, entry["letters"]) for name, entry in manifest.items())
    rows = (("", own), *others) if manifest else ()
    return tuple((name, re.compile(f"[{letters}]")) for name, letters in rows)


def _variant(language: Language, name: str, sample: str) -> str:
    rows = [row for row in language.table("scripts/variants") if row["script"] == name]
    small = plain(sample, language.manifest("scripts")[name]).lower()

    def weight(row: Mapping[str, str]) -> int:
        return int(row["weight"]) * sum(map(small.count, row["signs"].split()))

    return max(rows, key=weight)["variant"]


def plain(text: str, manifest: Mapping[str, Any]) -> str:
    """Return a text with one kind of apostrophe."""
    marks = manifest.get("apostrophes", "")
    return text.translate(dict.fromkeys(map(ord, marks), marks[0])) if marks else text


# --- compiling -----------------------------------------------------------------------------------


@functools.cache
def script(language: Language, variant: str) -> Script:
    """Return a variant that scripts/variants.tsv lists, compiled."""
    name = variant.partition("-")[0]
    manifest = language.manifest("scripts")[name]
    folds = _folds(language, name, variant)
    longest = sorted(folds, key=lambda source: (-len(source), source))
    letters, rows = _table(language, name, manifest)
    return Script(
        name,
        variant,
        re.compile(f"[{manifest['letters']}]"),
        folds,
        re.compile("|".join((*map(re.escape, longest), "."))),
        letters,
        rows,
        spellings.index(language, name, functools.partial(key_of, manifest=manifest)),
        {row["letter"]: row["harmony"] for row in language.table("letters")},
        _knower(language),
        manifest,
    )


def _folds(language: Language, name: str, variant: str) -> Mapping[str, str]:
    """Return the foldings of a variant; its own win over those of its script."""
    table = language.table("scripts/folds")
    wanted = [row for of in (name, variant) for row in table if row["variant"] == of]
    return {row["source"]: row["letter"] for row in wanted}


def _table(
    language: Language, name: str, manifest: Mapping[str, Any]
) -> tuple[re.Pattern[str], tuple[Letter, ...]]:
    vowels, wide = manifest["vowels"], manifest.get("wide", "")
    before = {"": "", "start": "^", "vowel": f"(?<=[{vowels}])"}
    rows = [row for row in language.table("scripts/letters") if row["script"] == name]
    rows.sort(key=lambda row: (-len(row["source"]), not row["before"], row["source"]))
    groups = (f"{before[row['before']]}({re.escape(row['source'])})" for row in rows)
    return re.compile("|".join((*groups, "."))), tuple(
        Letter(
            row["cyrillic"],
            row["front"] or row["cyrillic"],
            row["source"] in vowels,
            row["source"] in wide,
        )
        for row in rows
    )


def key_of(word: str, manifest: Mapping[str, Any]) -> str:
    """Return a folded word with confused letters as one."""
    for one, other in manifest.get("confused", ()):
        word = word.replace(one, other)
    return word


def _knower(language: Language) -> Callable[[str], bool]:
    """Return the function that tells whether a word in Cyrillic letters is known."""
    words, read = listed_words(language), chain.analyser(language)
    return lambda form: form in words or read(form)[0].known
