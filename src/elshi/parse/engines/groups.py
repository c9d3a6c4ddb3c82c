"""Verb groups: a verb with the auxiliaries, negators and need-words that belong to it."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from elshi.resources import Language
    from elshi.types import Token, Word

NOMINALS = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "PRON", "DET"})
UNDER_WAY = "-"  # stands among the auxiliaries of a form that tells what goes on now
QUOTES = frozenset("«»\"“”„")
VERBALS = frozenset({"VERB", "AUX"})


@dataclass(frozen=True, slots=True)
class Grammar:
    """The words of clauses.toml as sets."""

    auxiliaries: frozenset[str]
    after_participle: frozenset[str]
    negators: frozenset[str]
    quote: frozenset[str]
    copula: frozenset[str]
    topic: frozenset[str]
    conjunctions: frozenset[str]
    particles: frozenset[str]
    predicatives: frozenset[str]
    postpositions: frozenset[str]
    relational: frozenset[str]
    adjectival: frozenset[str]
    modals: frozenset[str]


@functools.cache
def grammar(language: Language) -> Grammar:
    """Return the clause words of a language."""
    manifest = language.manifest("clauses")
    return Grammar(**{name: frozenset(manifest[name]) for name in Grammar.__slots__})


@dataclass(frozen=True, slots=True)
class Group:
    """A predicate: tokens start to stop; features of its last word, negation of any."""

    start: int
    verb: int
    stop: int
    lemma: str
    kind: str
    case: str
    tense: str
    mood: str
    voice: str
    negative: bool
    modal: str
    auxiliaries: tuple[str, ...]
    nominalised: bool
    possessor: str
    person: str


def groups(
    first: int, last: int, tokens: Sequence[Token], words: Sequence[Word], taken: frozenset[int] | set[int], rules: Grammar
) -> list[Group]:
    """Return the predicates among tokens first..last, left to right."""
    found, i = [], first
    while i < last:
        word = words[i]
        if i in taken or not _heads(i, first, last, tokens, words, rules):
            i += 1
            continue
        main = _last_of_pair(i, last, words, rules)
        stop, modal = _extent(main, last, words, rules)
        found.append(_group(i, main, stop, last, modal, tokens, words, rules))
        i = stop
    return found


def _heads(
    i: int, first: int, last: int, tokens: Sequence[Token], words: Sequence[Word], rules: Grammar
) -> bool:
    word = words[i]
    form = tokens[i].form.lower()
    if tokens[i].kind != "word" or form in rules.quote or form in rules.adjectival:
        return False
    if word.pos == "VERB" or (word.pos == "AUX" and word.verb_form):
        return tokens[i].form.lower() not in rules.topic or i == first
    return word.lemma in rules.predicatives and _closes(i + 1, last, tokens, words, rules)


def _closes(
    i: int, last: int, tokens: Sequence[Token], words: Sequence[Word], rules: Grammar
) -> bool:
    """Whether what stands at i lets the word before it be a predicate."""
    if i >= last or tokens[i].kind == "mark":
        return True
    return words[i].lemma in rules.copula | rules.negators or tokens[i].form.lower() in rules.quote


def _last_of_pair(i: int, last: int, words: Sequence[Word], rules: Grammar) -> int:
    """Return the main verb of a pair that tells one act ("басып кірді", "атып түсірді")."""
    while (
        i + 1 < last
        and words[i].verb_form == "Conv"
        and words[i].mood != "Cnd"
        and words[i + 1].pos == "VERB"
        and words[i + 1].lemma not in rules.auxiliaries
    ):
        i += 1
    return i


def _extent(i: int, last: int, words: Sequence[Word], rules: Grammar) -> tuple[int, str]:
    """Return where the group that starts at i stops, and the need-word in it."""
    stop, modal = i + 1, ""
    while stop < last:
        before, word = words[stop - 1], words[stop]
        if word.lemma in rules.modals and before.verb_form == "Vnoun":
            modal = word.lemma
        elif not _goes_on(before, word, rules):
            break
        stop += 1
    return stop, modal


def _goes_on(before: Word, word: Word, rules: Grammar) -> bool:
    if before.verb_form == "Conv":
        return word.lemma in rules.auxiliaries and word.pos in VERBALS
    if before.verb_form == "Part" and before.case in ("", "Nom"):
        return word.lemma in rules.after_participle
    return word.lemma in rules.copula or word.lemma in rules.negators


def _group(
    start: int,
    i: int,
    stop: int,
    last: int,
    modal: str,
    tokens: Sequence[Token],
    words: Sequence[Word],
    rules: Grammar,
) -> Group:
    main, end = words[i], words[stop - 1]
    inside = words[i:stop]
    under_way = _under_way(end, stop, last, tokens, rules)
    nominalised = not under_way and (
        end.verb_form == "Vnoun"
        or (end.verb_form == "Part" and (end.case not in ("", "Nom") or bool(end.possessor)))
    )
    mood = next((w.mood for w in reversed(inside) if w.mood and w.mood != "Ind"), "")
    return Group(
        start=start,
        verb=i,
        stop=stop,
        lemma=main.lemma,
        kind=_kind(end, stop, last, nominalised, mood, tokens, words, rules),
        case=end.case if nominalised else "",
        tense=next((w.tense for w in inside if w.tense), ""),
        mood=mood,
        voice=main.voice,
        negative=any(w.negative or w.lemma in rules.negators for w in inside),
        modal=modal or (main.lemma if main.lemma in rules.predicatives else ""),
        auxiliaries=(*(w.lemma for w in inside[1:]), *([UNDER_WAY] if under_way else [])),
        nominalised=nominalised,
        possessor=end.possessor,
        person=next((w.person for w in reversed(inside) if w.person), ""),
    )


def _under_way(
    end: Word, stop: int, last: int, tokens: Sequence[Token], rules: Grammar
) -> bool:
    """Whether a verbal noun in the locative closes a sentence: the action goes on ("күтілуде")."""
    if end.verb_form != "Vnoun" or end.case != "Loc" or end.possessor:
        return False
    return stop >= last or tokens[stop].kind == "mark" or _quoting(stop, last, tokens, rules)


def _quoting(stop: int, last: int, tokens: Sequence[Token], rules: Grammar) -> bool:
    """Whether a quoting word follows, past a closing quotation mark."""
    while stop < last and tokens[stop].form in QUOTES:
        stop += 1
    return stop < last and tokens[stop].form.lower() in rules.quote


def _kind(
    end: Word,
    stop: int,
    last: int,
    nominalised: bool,
    mood: str,
    tokens: Sequence[Token],
    words: Sequence[Word],
    rules: Grammar,
) -> str:
    following = words[stop] if stop < last else None
    quoted = _quoting(stop, last, tokens, rules)
    if nominalised:
        return "complement"
    if end.mood == "Cnd":
        return "condition"
    if end.verb_form == "Conv":
        return "converb"
    if quoted:
        return "quote"
    if end.verb_form == "Part" and end.lemma not in rules.copula:
        return "relative" if following and following.pos in NOMINALS else "main"
    return "main"
