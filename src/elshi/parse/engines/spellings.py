"""Engine part: listed stems and names by the ways in which another script spells them.

The soft sign of a loanword, its "ts" and its "e" are lost in other scripts; a listed word is
found again by every spelling that the letters of its script allow.
"""

import functools
import itertools
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from elshi.parse.engines.lexicon import lexicon
from elshi.resources import Language

MOST = 24  # spellings of one word at most
SHORTEST = 3  # letters of a spelling at least
NOT_SPELLED = "-"
Pieces = tuple[tuple[str, str], ...]  # letters of the word, and of its spelling


@dataclass(frozen=True, slots=True)
class Listed:
    """A listed word as its table writes it, and the letters of the spelling for each of its own."""

    word: str
    pieces: Pieces


@functools.cache
def listed_words(language: Language) -> Mapping[str, str]:
    """Return the stems and the words of names of a language, by their small letters."""
    known = lexicon(language)
    stems = (each.lemma for found in known.nominals.values() for each in found)
    names = (
        part
        for table in ("names/parties", "names/persons")
        for row in language.table(table)
        for whole in row["form"].split()
        for part in {whole, *whole.split("-")}
    )
    found: dict[str, str] = {}
    for word in (*stems, *known.verbs, *known.forms, *names):
        if len(word) >= SHORTEST and not word.isascii():
            small = word.lower()
            found[small] = word if found.get(small, word) != small else small
    return found


def index(
    language: Language, script: str, key: Callable[[str], str]
) -> Mapping[str, tuple[Listed, ...]]:
    """Return the listed words by the keys of their spellings in a script."""
    spell = speller(language, script)
    found: dict[str, dict[str, Listed]] = {}
    for small, word in listed_words(language).items():
        for pieces in itertools.islice(spell(small), MOST):
            spelling = key("".join(letters for _, letters in pieces))
            if len(spelling) >= SHORTEST:
                found.setdefault(spelling, {}).setdefault(word, Listed(word, pieces))
    return {spelling: tuple(words.values()) for spelling, words in found.items()}


def speller(language: Language, script: str) -> Callable[[str], Iterator[Pieces]]:
    """Return the function that yields every spelling of a word, the usual one first."""
    rows = [
        row for row in language.table("scripts/spellings") if row["script"] == script
    ]
    choices = {
        row["cyrillic"]: tuple(
            "" if spelling == NOT_SPELLED else spelling
            for spelling in row["spellings"].split()
        )
        for row in rows
    }
    longest = sorted(choices, key=lambda letters: (-len(letters), letters))
    pattern = re.compile("|".join(map(re.escape, longest)) + "|.", re.DOTALL)

    def spellings(word: str) -> Iterator[Pieces]:
        parts = pattern.findall(word.lower())
        ways = (choices.get(part, (part,)) for part in parts)
        return (tuple(zip(parts, way, strict=True)) for way in itertools.product(*ways))

    return spellings
