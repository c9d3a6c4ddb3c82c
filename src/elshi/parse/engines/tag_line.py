"""Tagging: a sentence while it is read, and the verb groups in it."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from elshi.parse.engines.tag_options import CLOSED, Option, Rules

if TYPE_CHECKING:
    from elshi.types import Word

NOMINAL = frozenset("DNPJ#IUQ")  # what can open a noun phrase
NAMES = frozenset("NPIU#")  # what can end one
BEFORE_NOUN = frozenset("DJAGQ#")  # after these a word is no finite verb
LOOK = 14  # tokens that a look ahead covers
INVERTED = 7  # tokens that a subject between helper and verb may have


@dataclass(slots=True)
class Group:
    """The helpers before a main verb, as far as they have been read."""

    wants: str = ""  # base part any
    form: str = "Fin"
    tense: str = ""
    mood: str = ""
    voice: str = ""
    negative: bool = False
    start: int = 0
    inverted: bool = False


@dataclass(slots=True)
class Line:
    """A sentence while it is read."""

    options: list[Option]
    chosen: list[Word]
    kinds: list[str]
    rules: Rules
    is_title: bool
    group: Group | None = None
    last: Group | None = None  # the group of the last verb of this clause
    finite: bool = False  # the clause has its finite verb
    told: bool = False  # that verb is one of speech
    doubtful: list[int] = field(default_factory=list)


def close(line: Line, i: int) -> None:
    """End a group without a main verb: its last helper is the verb itself."""
    group = line.group
    if group is None:
        return
    if (
        group.inverted
        and i - group.start <= INVERTED
        and line.kinds[i : i + 1]
        not in (
            ["."],
            [","],
        )
    ):
        return
    line.group = None
    for j in range(i - 1, group.start - 1, -1):
        if line.kinds[j] in "BHO":
            take(line, j, line.chosen[j], group)
            return


def take(line: Line, i: int, word: Word, group: Group | None) -> None:
    """Choose a verb at a place, with what its group says."""
    if group:
        word = grouped(
            word, (group.form, group.tense, group.mood, group.voice), group.negative
        )
    line.chosen[i] = word
    noun = word.verb_form == "Vnoun" and i and line.kinds[i - 1] in "DQGJ"
    line.kinds[i] = "N" if noun else "V"
    if word.verb_form != "Vnoun":
        line.last = group or Group(
            form=word.verb_form, tense=word.tense, voice=word.voice
        )
    if word.verb_form == "Fin":
        line.finite, line.told = True, word.lemma in line.rules.speech
    line.group = None


@functools.lru_cache(maxsize=1 << 14)
def grouped(word: Word, features: tuple[str, str, str, str], negative: bool) -> Word:
    """Return a verb with what its group says."""
    form, tense, mood, voice = features
    return replace(
        word,
        pos="VERB",
        verb_form=form,
        tense=tense,
        mood=mood,
        voice=voice,
        negative=negative,
    )


def after_(line: Line, i: int) -> str:
    """Return the class of the next token; a noun that may be a verb counts as a noun."""
    if i + 1 >= len(line.kinds):
        return "."
    kind = line.kinds[i + 1]
    return "N" if kind == "V" and line.options[i + 1].rival else kind


def joined(line: Line, i: int) -> bool:
    """Tell whether names joined by a comma or "and" stand before: "Congo, Rwanda sign"."""
    j = i - 1
    while j >= 0 and line.kinds[j] == "P":
        j -= 1
    return 0 < j < i - 1 and line.kinds[j] in ",C" and line.kinds[j - 1] == "P"


def take_noun(line: Line, i: int) -> None:
    """Choose the noun or adjective that a form can be too."""
    option = line.options[i]
    line.chosen[i] = option.word
    pos = option.word.pos
    line.kinds[i] = CLOSED.get(pos, "N")


def next_lemma(line: Line, i: int) -> str:
    """Return the lemma of the next token; empty past the end."""
    return line.options[i + 1].word.lemma if i + 1 < len(line.options) else ""
