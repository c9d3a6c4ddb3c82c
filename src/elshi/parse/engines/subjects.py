"""Subject and object for the engine `paradigm`: forms that neighbours leave open.

"Soglashenie podpisali ministry": only one of them can be the subject, so the other is the object,
though both forms look alike. A clause is a verb with what stands round it up to the next verb or
conjunction; its phrases are heads with their modifiers, outside the reach of prepositions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from elshi.types import Word

MODIFIERS = frozenset({"ADJ", "DET"})
HEADS = frozenset({"NOUN", "PROPN", "PRON"})
JOINTS = frozenset({",", "—", "–"})


@dataclass(frozen=True, slots=True, eq=False)
class Roles:
    """What a language's manifest says of subjects and objects."""

    reflexive: tuple[str, ...]  # ends of verbs that take no object
    acting: frozenset[str]  # common nouns of those who act


@dataclass(frozen=True, slots=True)
class _Phrase:
    """The words start to stop of a phrase, its head, and the cases that the head can have."""

    start: int
    stop: int
    head: int
    case: str
    can: frozenset[str]
    subject: bool  # the head has a nominative that fits the verb
    living: bool  # its accusative is like its genitive


def with_subjects(
    words: list[Word],
    options: Sequence[Sequence[Word]],
    roles: Roles,
) -> list[Word]:
    """Return the words of a sentence with one subject a verb, and objects beside it."""
    found = list(words)
    for verb, start, stop in _clauses(words):
        phrases = list(_phrases(found, options, start, stop, words[verb]))
        subject = _subject(phrases, verb, found, roles.acting)
        if subject:
            _set(found, options, subject, "Nom", words[verb])
        elif words[verb].number != "Plur":  # "vyzvali posla": they called the envoy
            continue
        if words[verb].lemma.endswith(roles.reflexive) or _is_passive(words[verb]):
            continue
        for phrase in phrases:
            if _is_object(phrase, subject, verb, found):
                _set(found, options, phrase, "Acc", None)
    return found


def _is_passive(word: Word) -> bool:
    return word.verb_form != "Fin"


def _clauses(words: Sequence[Word]) -> Iterator[tuple[int, int, int]]:
    """Yield each finite verb with the bounds of its clause."""
    verbs = [i for i, word in enumerate(words) if _is_predicate(word)]
    for place, verb in enumerate(verbs):
        start = verbs[place - 1] + 1 if place else 0
        stop = verbs[place + 1] if place + 1 < len(verbs) else len(words)
        start = max(
            (i + 1 for i in range(start, verb) if _opens(words[i])), default=start
        )
        stop = min((i for i in range(verb, stop) if _opens(words[i])), default=stop)
        yield verb, start, stop


def _is_predicate(word: Word) -> bool:
    if word.pos != "VERB":
        return False
    return word.verb_form == "Fin" or word.derivation == "short"


def _opens(word: Word) -> bool:
    """Tell whether a word opens another clause."""
    if word.pos == "VERB" and word.verb_form in ("Conv", "Inf"):
        return True
    return word.pos == "SCONJ" or word.lemma in (":", ";")


def _phrases(
    words: Sequence[Word],
    options: Sequence[Sequence[Word]],
    start: int,
    stop: int,
    verb: Word,
) -> Iterator[_Phrase]:
    i = start
    while i < stop:
        end = _phrase_end(words, i, stop)
        if end is None:
            i += 1
            continue
        head = next(k for k in range(i, end) if words[k].pos in HEADS)
        if not _bound(words, i):
            same = [w for w in options[head] if w.pos == words[head].pos and w.case]
            can = frozenset(word.case for word in same)
            several = _coordinated(words, i, end) and verb.number == "Plur"
            fits = any(w.case == "Nom" and (several or _fits(w, verb)) for w in same)
            number = words[head].number
            living = any(w.case == "Acc" and w.number == number for w in same)
            yield _Phrase(i, end, head, words[head].case, can, fits, living)
        i = end


def _phrase_end(words: Sequence[Word], start: int, stop: int) -> int | None:
    """Return where the phrase that begins here ends; None where none begins."""
    i = start
    while i < stop and _modifies(words[i]) and words[i].case == words[start].case:
        i += 1
    if i >= stop or words[i].pos not in HEADS or not words[i].case:
        return None
    if i > start and words[i].case != words[start].case:
        return None
    i += 1
    while i < stop and words[i].pos == "PROPN" and words[i].case == words[i - 1].case:
        i += 1
    return i


def _coordinated(words: Sequence[Word], start: int, stop: int) -> bool:
    """Tell whether a conjunction stands beside a phrase."""
    beside = [words[i] for i in (start - 1, stop) if 0 <= i < len(words)]
    return any(word.pos == "CCONJ" for word in beside)


def _modifies(word: Word) -> bool:
    part = word.pos == "VERB" and word.verb_form == "Part" and bool(word.case)
    return part or (word.pos in MODIFIERS and bool(word.case))


def _bound(words: Sequence[Word], start: int) -> bool:
    """Tell whether a preposition, a number or a noun before it settles a phrase's case."""
    i = start - 1
    while i >= 0 and (words[i].pos in ("ADV", "PART") or _bare(words[i])):
        i -= 1
    if i < 0:
        return False
    before = words[i]
    if before.pos in ("ADP", "NUM"):
        return True
    return before.pos == "NOUN" and words[start].case == "Gen" and i == start - 1


def _bare(word: Word) -> bool:
    return word.pos == "DET" and not word.case


def _fits(noun: Word, verb: Word) -> bool:
    """Tell whether a nominative agrees with a verb."""
    if verb.person and verb.person != (noun.person or "3"):
        return False
    if noun.number and verb.number and noun.number != verb.number:
        return False
    if verb.number == "Plur" or not noun.gender or not verb.gender:
        return True
    return noun.gender == verb.gender or (
        noun.pos == "NOUN" and (noun.gender, verb.gender) == ("Masc", "Fem")
    )


def _subject(
    phrases: Sequence[_Phrase],
    verb: int,
    words: Sequence[Word],
    acting: frozenset[str],
) -> _Phrase | None:
    """Return the phrase that must be the subject, else one that acts, else the first."""
    sure = [p for p in phrases if p.case == "Nom" and "Acc" not in p.can and p.subject]
    if sure:
        return sure[0]
    able = [p for p in phrases if p.subject and p.case in ("Nom", "Acc", "Gen")]
    acts = [p for p in able if _acts(words[p.head], acting)]
    before = [p for p in acts or able if p.stop <= verb]
    return next(iter(before or acts or able), None)


def _acts(word: Word, acting: frozenset[str]) -> bool:
    """Tell whether a noun names one who acts rather than what is acted upon."""
    return word.pos in ("PROPN", "PRON") or word.lemma in acting


def _is_object(
    phrase: _Phrase, subject: _Phrase | None, verb: int, words: Sequence[Word]
) -> bool:
    if phrase is subject or "Acc" not in phrase.can or words[verb].negative:
        return False
    if phrase.case not in ("Nom", "Gen"):
        return False
    if phrase.case == "Gen" and not (phrase.living or _free(phrase, verb, words)):
        return False
    if subject is None:
        return True
    apart = (phrase.start > verb) != (subject.start > verb)
    if phrase.case == "Nom":
        return apart or not _joined(phrase, subject, words)
    return "Nom" not in phrase.can or apart


def _free(phrase: _Phrase, verb: int, words: Sequence[Word]) -> bool:
    """Tell whether nothing before a genitive can own it: the verb, or a name in another case."""
    before = words[phrase.start - 1] if phrase.start else None
    named = before is not None and before.pos == "PROPN" and before.case != "Gen"
    return named or phrase.start == verb + 1


def _joined(phrase: _Phrase, subject: _Phrase, words: Sequence[Word]) -> bool:
    """Tell whether two phrases are members of one list, or one explains the other."""
    first, last = sorted((phrase, subject), key=lambda each: each.start)
    between = words[first.stop : last.start]
    return not any(word.pos == "VERB" for word in between)


def _set(
    words: list[Word],
    options: Sequence[Sequence[Word]],
    phrase: _Phrase,
    case: str,
    verb: Word | None,
) -> None:
    """Put a phrase into a case, where all that belongs to its head can have it."""
    if phrase.case == case:
        return
    fitting = [
        word
        for word in options[phrase.head]
        if word.case == case
        and word.pos == words[phrase.head].pos
        and (verb is None or _fits(word, verb))
    ]
    if not fitting:
        return
    head = words[phrase.head] = fitting[0]
    for i in range(phrase.start, phrase.stop):
        if i == phrase.head:
            continue
        for word in options[i]:
            same = word.number in ("", head.number) and word.pos == words[i].pos
            if word.case == case and same:
                words[i] = word
                break
