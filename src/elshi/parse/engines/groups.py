"""Verb groups: a verb with the auxiliaries, negators and need-words that belong to it."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence, Set

    from elshi.resources import Language
    from elshi.types import Token, Word

NOMINALS = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "PRON", "DET"})
VERBALS = frozenset({"VERB", "AUX"})
QUOTES = frozenset('«»"“”„')
HABITUAL = "habitual"  # derivation of a past form that is also what became due
UNDER_WAY = "-"  # stands among the auxiliaries of a form that tells what goes on now


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
    intransitive: frozenset[str]
    talks: frozenset[str]
    grounds: frozenset[str]


@functools.cache
def grammar(language: Language) -> Grammar:
    """Return the clause words of a language."""
    manifest = language.manifest("clauses")
    return Grammar(**{name: frozenset(manifest[name]) for name in Grammar.__slots__})


@dataclass(frozen=True, slots=True)
class Row:
    """The tokens first..last of a sentence, and the words that rule over clauses."""

    first: int
    last: int
    tokens: Sequence[Token]
    words: Sequence[Word]
    rules: Grammar

    def form(self, i: int) -> str:
        """Return the lower-case form at i; "" past the end."""
        return self.tokens[i].form.lower() if i < self.last else ""

    def closes(self, i: int) -> bool:
        """Whether a mark or the end of the sentence stands at i."""
        return i >= self.last or self.tokens[i].kind == "mark"

    def quotes(self, i: int) -> bool:
        """Whether a quoting word stands at i, or after a closing quotation mark there."""
        while i < self.last and self.tokens[i].form in QUOTES:
            i += 1
        return self.form(i) in self.rules.quote


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


def groups(row: Row, taken: Set[int]) -> list[Group]:
    """Return the predicates of a sentence, left to right, outside the tokens taken."""
    found, i = [], row.first
    while i < row.last:
        if i in taken or not _heads(i, row):
            i += 1
            continue
        verb = _last_of_pair(i, row)
        stop, modal = _extent(verb, row)
        found.append(_group(i, verb, stop, modal, row))
        i = stop
    return found


def _heads(i: int, row: Row) -> bool:
    form, word, rules = row.form(i), row.words[i], row.rules
    if row.tokens[i].kind != "word" or form in rules.quote or form in rules.adjectival:
        return False
    if word.pos == "VERB" or (word.pos == "AUX" and word.verb_form):
        topic = form in rules.topic and i > row.first
        return not topic and not _is_postposition(i, row)
    return word.lemma in rules.predicatives and _lets_predicate(i + 1, row)


def _is_postposition(i: int, row: Row) -> bool:
    """Whether a form of a verb stands as a postposition after a case ("sätten bastap")."""
    if (
        row.form(i) not in row.rules.postpositions
        or i == row.first
        or row.closes(i + 1)
    ):
        return False
    return row.words[i - 1].case in {"Abl", "Dat", "Ins"}


def _lets_predicate(i: int, row: Row) -> bool:
    """Whether what stands at i lets the adjective before it be a predicate."""
    if row.closes(i) or row.quotes(i):
        return True
    return row.words[i].lemma in row.rules.copula | row.rules.negators


def _last_of_pair(i: int, row: Row) -> int:
    """Return the main verb of a pair that tells one act ("basyp kirdi", "atyp tüsirdi")."""
    while (
        i + 1 < row.last
        and row.words[i].verb_form == "Conv"
        and row.words[i].mood != "Cnd"
        and row.words[i + 1].pos == "VERB"
        and row.words[i + 1].lemma not in row.rules.auxiliaries
    ):
        i += 1
    return i


def _extent(i: int, row: Row) -> tuple[int, str]:
    """Return where the group whose main verb is at i stops, and the need-word in it."""
    stop, modal = i + 1, ""
    while stop < row.last:
        before, word = row.words[stop - 1], row.words[stop]
        if word.lemma in row.rules.modals and before.verb_form == "Vnoun":
            modal = word.lemma
        elif not _goes_on(before, word, row.rules):
            break
        stop += 1
    return stop, modal


def _goes_on(before: Word, word: Word, rules: Grammar) -> bool:
    if before.verb_form == "Conv":
        return word.lemma in rules.auxiliaries and word.pos in VERBALS
    participle = before.verb_form == "Part" and before.case in ("", "Nom")
    if participle or before.derivation == HABITUAL:
        return word.lemma in rules.after_participle
    return word.lemma in rules.copula or word.lemma in rules.negators


def _group(start: int, verb: int, stop: int, modal: str, row: Row) -> Group:
    main, end, inside = row.words[verb], row.words[stop - 1], row.words[verb:stop]
    under_way = _under_way(end, stop, row)
    nominalised = not under_way and _nominalised(end)
    auxiliaries = tuple(word.lemma for word in inside[1:])
    return Group(
        start=start,
        verb=verb,
        stop=stop,
        lemma=main.lemma,
        kind="complement" if nominalised else _kind(end, stop, row),
        case=end.case if nominalised else "",
        tense=_tense(inside, row.rules),
        mood=next((w.mood for w in reversed(inside) if w.mood not in ("", "Ind")), ""),
        voice=main.voice,
        negative=any(w.negative or w.lemma in row.rules.negators for w in inside),
        modal=modal or (main.lemma if main.lemma in row.rules.predicatives else ""),
        auxiliaries=(*auxiliaries, UNDER_WAY) if under_way else auxiliaries,
        nominalised=nominalised,
        possessor=end.possessor,
        person=next((w.person for w in reversed(inside) if w.person), ""),
    )


def _tense(inside: Sequence[Word], rules: Grammar) -> str:
    """Return the tense of a group; a habitual form with "become" lies ahead ("ötetin boldy")."""
    ahead = len(inside) > 1 and inside[0].derivation == HABITUAL
    if ahead and inside[1].lemma not in rules.copula:
        return "Fut"
    return next((w.tense for w in inside if w.tense), "")


def _nominalised(end: Word) -> bool:
    inflected = end.case not in ("", "Nom") or bool(end.possessor)
    return end.verb_form == "Vnoun" or (end.verb_form == "Part" and inflected)


def _under_way(end: Word, stop: int, row: Row) -> bool:
    """Whether a verbal noun in the locative closes a clause: it goes on now ("kütilude")."""
    if end.verb_form != "Vnoun" or end.case != "Loc" or end.possessor:
        return False
    return row.closes(stop) or row.quotes(stop)


def _kind(end: Word, stop: int, row: Row) -> str:
    if end.mood == "Cnd":
        return "condition"
    if end.verb_form == "Conv":
        return "converb"
    if row.quotes(stop):
        return "quote"
    nominal_next = stop < row.last and row.words[stop].pos in NOMINALS
    participle = end.verb_form == "Part" and end.lemma not in row.rules.copula
    return "relative" if participle and nominal_next else "main"
