"""Tagging: which words are main verbs, and what kind, by their neighbours."""

from __future__ import annotations

import functools
from dataclasses import replace
from typing import TYPE_CHECKING

from elshi.parse.engines.tag_line import (
    BEFORE_NOUN,
    LOOK,
    NAMES,
    NOMINAL,
    Group,
    Line,
    after_,
    close,
    grouped,
    joined,
    next_lemma,
    take,
    take_noun,
)

if TYPE_CHECKING:
    from elshi.parse.engines.tag_options import Option
    from elshi.types import Word


def main_verb(line: Line, i: int) -> None:
    """Take a form as the verb that its group waits for, as a verb alone, or as a noun."""
    option, group = line.options[i], line.group
    if group and group.wants != "deny" and _complete(line, i, group):
        return
    denied = group is not None and group.wants == "deny"
    if not denied:
        close(line, i)
        if line.group and line.group.inverted:
            take_noun(line, i)
            return
    line.group = None
    word = _alone(line, i)
    if word is None:
        take_noun(line, i)
    else:
        take(line, i, replace(word, negative=True) if denied else word, None)
    if option.rival and word is None:
        line.doubtful.append(i)


def _complete(line: Line, i: int, group: Group) -> bool:
    """Take the main verb that a group of helpers waits for; tell whether this is it."""
    option = line.options[i]
    if group.wants == "base":
        word = option.base
    elif group.wants == "part":
        word = option.part
        if word and group.form == "Fin" and not group.mood and group.tense != "Fut":
            group.tense = "Past"
    else:
        word = option.part or option.gerund
        if word and word is option.part:
            group.voice = "Pass"
            if option.rival and line.kinds[i + 1 : i + 2] == ["N"]:
                return False
    if word is None:
        return False
    if group.inverted and option.rival and line.kinds[i - 1] in BEFORE_NOUN:
        return False
    take(line, i, word, group)
    return True


def _alone(line: Line, i: int) -> Word | None:  # noqa: PLR0911 - one return a rule
    """Return the verb that a form without helpers is; None where it is none."""
    option = line.options[i]
    before = line.kinds[i - 1] if i else "."
    if before == "R":
        before = _past_adverbs(line, i)
    if option.gerund:
        return _gerund(line, i, before)
    if option.past or (option.part and not option.base):
        return _past(line, i, before)
    several = before in "PU" or (i > 0 and line.chosen[i - 1].number == "Plur")
    if option.base and several and _caused(line, i):
        return option.base
    if option.rival and not _is_verb(line, i, before):
        return None
    if before == "C" and option.base and line.last and _bare(line.last):
        return _like(option.base, line.last)
    if before in "DQG" and option.base:
        return replace(option.base, pos="NOUN", verb_form="")
    return option.third or option.present


def _caused(line: Line, i: int) -> bool:
    """Tell whether the verb before is one like "let": "let them leave"."""
    for j in range(i - 1, -1, -1):
        if line.kinds[j] == "V":
            return line.chosen[j].lemma in line.rules.causative
        if line.kinds[j] in ".S":
            return False
    return False


def _past_adverbs(line: Line, i: int) -> str:
    for j in range(i - 1, -1, -1):
        if line.kinds[j] != "R":
            return line.kinds[j]
    return "."


def _bare(group: Group) -> bool:
    return group.wants == "base" or group.form == "Inf"


def _like(word: Word, group: Group) -> Word:
    return grouped(word, (group.form, group.tense, group.mood, ""), group.negative)


def _gerund(line: Line, i: int, before: str) -> Word | None:
    """Return "-ing" as a verb, or, between an article and a noun, as an adjective."""
    option = line.options[i]
    after = after_(line, i)
    if option.rival and (
        before in BEFORE_NOUN - {"A"} or after == "." or before == "N"
    ):
        return None
    if before in "DJGQ" and after in "NPJ" and option.gerund:
        return replace(option.gerund, pos="ADJ", verb_form="Part", tense="Pres")
    if option.rival and before == "A" and after not in "DPQIU":
        return None
    return option.gerund


def _past(line: Line, i: int, before: str) -> Word | None:  # noqa: PLR0911 - one return a rule
    """Return a past form as finite, or as the participle of a passive."""
    option = line.options[i]
    if option.rival and before in BEFORE_NOUN:
        return None
    if option.past is None or option.part is None:
        return option.past or _passive(option.part)
    if before == "C" and line.last and line.last.voice and not _object(line, i):
        line.finite = True
        return grouped(
            option.part,
            (line.last.form, line.last.tense, line.last.mood, "Pass"),
            line.last.negative,
        )
    if _is_participle(line, i, before):
        return _passive(option.part)
    if line.is_title and not _object(line, i):
        return replace(option.past, voice="Pass")
    if option.rival and not _is_verb(line, i, before):
        return None
    return option.past


@functools.lru_cache(maxsize=1 << 12)
def _passive(word: Word | None) -> Word | None:
    return replace(word, voice="Pass") if word else None


def _object(line: Line, i: int) -> bool:
    return i + 1 < len(line.kinds) and line.kinds[i + 1] in NOMINAL


def _is_participle(line: Line, i: int, before: str) -> bool:  # noqa: PLR0911 - one return a rule
    after = after_(line, i)
    if before in "ICS":
        return False
    if before == "V" or (before in BEFORE_NOUN and after in "NJP"):
        return True
    if before in "AGQ":
        return True
    if next_lemma(line, i) == "by":
        return not (i + 2 < len(line.options) and _tells_how(line.options[i + 2]))
    if after in NOMINAL:
        return False
    if i == 0 and not line.is_title:
        return True
    tells = line.options[i].past_lemma in line.rules.speech
    return not (tells or line.told) and _finite_ahead(line, i)


def _tells_how(option: Option) -> bool:
    """Tell whether what follows "by" is no agent: "by 5 percent", "by sending"."""
    return option.kind == "#" or option.gerund is not None


def _finite_ahead(line: Line, i: int) -> bool:
    """Tell whether the clause has a sure finite verb to come."""
    for j in range(i + 1, min(i + LOOK, len(line.options))):
        kind = line.kinds[j]
        if kind in '.,SC"' or (kind == "U" and line.options[j].word.lemma == "who"):
            return False
        third = line.options[j].third and line.kinds[j - 1] == "P"
        if line.options[j].finite or (third and after_(line, j) in NOMINAL):
            return True
    return False


def _is_verb(line: Line, i: int, before: str) -> bool:  # noqa: PLR0911 - one return a rule
    """Tell whether a form that can be a noun is a finite verb here."""
    option = line.options[i]
    after = after_(line, i)
    if before == "I":
        return True
    if option.third and _after_pronoun(line, i) and after in NOMINAL | {"A"}:
        return True
    if before in BEFORE_NOUN or before == "B" or next_lemma(line, i) == "of":
        return False
    if option.base and before == "C" and line.last and _bare(line.last):
        return after in NOMINAL or after in "AT"
    if line.finite or before not in NAMES:
        return False
    if option.third:
        return _agrees_single(line, i, after)
    return _agrees_plural(line, i, after)


def _after_pronoun(line: Line, i: int) -> bool:
    """Tell whether "it", "which" or "that" stands before, as a subject can."""
    return i > 0 and line.options[i - 1].word.lemma in line.rules.subjects


def _agrees_single(line: Line, i: int, after: str) -> bool:
    subject = line.chosen[i - 1]
    if subject.number == "Plur":
        return False
    if subject.pos == "PROPN":
        return (after in NOMINAL or after in "TAS") and not _verb_ahead(line, i)
    return after in "DPIQ" and not _verb_ahead(line, i)


def _agrees_plural(line: Line, i: int, after: str) -> bool:
    several = line.chosen[i - 1].number == "Plur" or joined(line, i)
    open_ = after in NOMINAL or after in "ATRS"
    return several and open_ and not _verb_ahead(line, i)


def _verb_ahead(line: Line, i: int) -> bool:
    """Tell whether the clause may have its finite verb later."""
    for j in range(i + 1, min(i + LOOK, len(line.options))):
        option = line.options[j]
        if option.kind in '.,SC"':
            return False
        if option.finite or (
            option.past and not option.rival and line.kinds[j - 1] not in BEFORE_NOUN
        ):
            return True
    return False
