"""Engine of tagging: which reading of a word its neighbours favour, where forms say little.

"will visit" and "a visit", "was signed" and "a signed treaty": verbs are told by what stands before
them, from the left to the right. The main verb of a group carries what the whole group says
("has not been signed": finite, past, passive, negative); its helpers are AUX.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from elshi.parse.engines import tag_helpers as helpers
from elshi.parse.engines.tag_line import BEFORE_NOUN, Line, after_, close, joined
from elshi.parse.engines.tag_options import Option, Rules, rules
from elshi.parse.engines.tag_verbs import main_verb
from elshi.types import Word

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from elshi.resources import Language
    from elshi.types import Token

OPENING, DASHES = "“\"':", "–—-"
DATELINE = 4  # tokens that a dateline may have
CLAUSE = 12  # tokens in which the verb of a clause comes
SHARE, LONG, FEW = 0.6, 3, 2


def tagged(tokens: Sequence[Token], language: Language) -> tuple[Word, ...]:
    """Return one word per token, as its sentence favours."""
    told_by = rules(language)
    found: list[Word] = []
    start = 0
    for stop in range(1, len(tokens) + 1):
        if stop == len(tokens) or tokens[stop].sentence != tokens[start].sentence:
            found += _sentence(tokens[start:stop], told_by)
            start = stop
    return tuple(found)


def _sentence(tokens: Sequence[Token], rules: Rules) -> list[Word]:
    options = [rules.option(token.form, token.kind) for token in tokens]
    title = _is_title(tokens)
    if not title:
        _name(options, tokens)
    _subordinate(options, rules)
    line = Line(
        options,
        [option.word for option in options],
        [option.kind for option in options],
        rules,
        title,
    )
    for i in range(len(options)):
        _read(line, i)
    close(line, len(options))
    if not any(w.verb_form == "Fin" for w in line.chosen):
        _promote(line)
    return line.chosen


def _is_title(tokens: Sequence[Token]) -> bool:
    """Tell whether nearly all words have capitals, so that these say nothing."""
    if tokens[-1].form == ".":
        return False
    long = [t.form for t in tokens[1:] if t.kind == "word" and len(t.form) > LONG]
    return len(long) >= FEW and sum(f[0].isupper() for f in long) > SHARE * len(long)


def _name(options: list[Option], tokens: Sequence[Token]) -> None:
    """Take words with a capital inside a sentence as names or nouns, never as verbs."""
    opened = False
    for i, token in enumerate(tokens):
        option = options[i]
        if option.name and opened:
            common = option.kind in "NJD" or (option.kind == "V" and option.rival)
            noun = option.word if common else option.name
            word = option.name if not option.word.known else noun
            kind = "N" if word.pos == "NOUN" else "J" if word.pos == "ADJ" else "P"
            if option.kind in "NJVDMRC":
                options[i] = Option(kind, word, option.name)
        elif option.name and _opens_name(options, i):
            options[i] = Option("P", option.name, option.name)
        if token.kind != "mark":
            opened = True
        elif token.form in OPENING or (token.form in DASHES and i <= DATELINE):
            opened = False


def _opens_name(options: Sequence[Option], i: int) -> bool:
    """Tell whether the word that begins a sentence is part of a name: "Downing Street"."""
    option = options[i]
    if option.kind not in "NV":
        return False
    after = options[i + 1] if i + 1 < len(options) else None
    compound = option.gerund and after is not None and after.name is not None
    return not option.word.known or bool(compound)


def _subordinate(options: list[Option], rules: Rules) -> None:
    """Tell "after talks" from "after they talked", "that" before a clause from "that day"."""
    for i, option in enumerate(options):
        lemma = option.word.lemma
        if option.kind in "AS" and lemma in rules.clausal:
            kind = "S" if _clause_follows(options, i) else "A"
            word = replace(option.word, pos="SCONJ" if kind == "S" else "ADP")
            options[i] = replace(option, kind=kind, word=word)
        elif lemma == "that" and option.word.base in ("that", "That"):
            after = options[i + 1].kind if i + 1 < len(options) else "."
            told = i > 0 and options[i - 1].kind == "V" and not options[i - 1].rival
            if after in "DPIUQ#BMHO" or (told and after in "NJV"):
                word = Word("that", option.word.base, "SCONJ")
                options[i] = replace(option, kind="S", word=word)


def _may_be_finite(option: Option, before: str) -> bool:
    if option.rival:
        return option.third is not None and before == "P"
    return (option.past is not None and before not in BEFORE_NOUN) or (
        option.base is not None and before in "NPI"
    )


def _clause_follows(options: Sequence[Option], i: int) -> bool:
    for j in range(i + 1, min(i + CLAUSE, len(options))):
        option = options[j]
        if option.kind in ".S" or (option.kind == "," and options[j - 1].kind != "P"):
            return False
        if option.finite or _may_be_finite(option, options[j - 1].kind):
            return True
    return False


def _read(line: Line, i: int) -> None:
    kind = line.kinds[i]
    step = STEPS.get(kind)
    if step:
        step(line, i)
        return
    if kind in {"R", '"'}:
        return
    close(line, i)
    if kind in ".SC,":
        line.finite = line.told = False
    if kind in ".S":
        line.last = None


def _promote(line: Line) -> None:
    """Give a sentence without a finite verb the likeliest of its doubtful words."""
    for i in line.doubtful:
        option = line.options[i]
        after = after_(line, i)
        before = line.kinds[i - 1] if i else "."
        subject = line.chosen[i - 1] if i else None
        fits = (option.third is None) == (
            subject is not None and (subject.number == "Plur" or joined(line, i))
        )
        if before in "NPIU," and after in "DNPJIUQAR#VT" and fits:
            word = option.third or option.present or option.past
            if word:
                line.chosen[i] = word
                return


STEPS: dict[str, Callable[[Line, int], None]] = {
    "T": helpers.to,
    "M": helpers.modal,
    "B": helpers.be,
    "H": helpers.have,
    "O": helpers.do,
    "X": helpers.deny,
    "V": main_verb,
}
