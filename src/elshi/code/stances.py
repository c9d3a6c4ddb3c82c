"""Code layer: which words of a sentence judge a party, whom they judge and how.

    "China is a reliable friend"       quality: said of the party that is the topic
    "We highly value Astana's choice"  attitude: the speaker's, towards the party among the objects
    "They attacked our neighbour"      deed: of its doer
    "Our friendship has deep roots"    relation: between the speaker's side and the other

A negation behind a word turns it ("no danger"); what is only supposed, asked or owed judges nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from elshi.code.terms import Hit, Lexicon, Named, Speech, hits

if TYPE_CHECKING:
    from collections.abc import Sequence

BREAKS = frozenset(",\u060c;:\u2013\u2014.!?\u2026()")
DASHES = frozenset("\u2013\u2014")
STOPS = frozenset(";:.!?\u2026")
ASKING = frozenset("?\u061f")
JUDGES, FEELS = ("Gen", "Acc", "Dat"), ("Dat", "Gen", "Acc")
HEAD_REACH = 6  # words between an adjective and the noun that it describes


@dataclass(frozen=True, slots=True)
class Judgement:
    """A word that judges: whom, empty where the sentence names nobody, and by how much."""

    about: tuple[str, ...]
    value: float


def judgements(speech: Speech, lexicon: Lexicon) -> tuple[Judgement, ...]:
    """Return what the sentence judges, in order; a party is named unless it must be looked up."""
    if any(
        speech.tokens[i].form in ASKING
        for i in range(max(speech.stop - 3, speech.start), speech.stop)
    ):
        return ()
    found: list[Judgement] = []
    supposed = False
    held = {h.start: h for h in hits(speech, lexicon) if _holds(h, speech, lexicon)}
    for i in range(speech.start, speech.stop):
        supposed = _supposes(i, supposed, speech, lexicon)
        hit = held.get(i)
        if hit is None or supposed or _is_owed(hit, speech, lexicon):
            continue
        about = _about(hit, speech, lexicon, found[-1].about if found else ())
        if about is not None:
            found.append(Judgement(about, _value(hit, speech, lexicon)))
    return tuple(found)


def _holds(hit: Hit, speech: Speech, lexicon: Lexicon) -> bool:
    """Tell whether a word has its judging sense here."""
    first = speech.words[hit.start]
    if len(hit.term.parts) == 1 and (
        first.pos in ("PRON", "PROPN")
        or (hit.term.kind == "epithet" and first.verb_form)
    ):
        return False
    if hit.term.kind == "trait":
        return _describes(hit.stop, speech, lexicon)
    if hit.term.kind not in ("attitude", "feeling"):
        return True
    before = speech.tokens[max(hit.start - 1, speech.start)].form.lower()
    if before in lexicon.that:
        return False
    own = hit.term.kind == "attitude" and _is_own_verdict(hit, speech)
    return own or _is_first_person(hit, speech)


def _describes(place: int, speech: Speech, lexicon: Lexicon) -> bool:
    """Tell whether a word for a party, or one that names it, follows an adjective in its phrase."""
    for i in range(place, min(place + HEAD_REACH, speech.stop)):
        if speech.tokens[i].form in BREAKS:
            return False
        if any(named.start <= i < named.stop for named in speech.named):
            return True
        if speech.words[i].lemma in lexicon.nouns:
            return True
        if speech.words[i].verb_form == "Fin":
            return False
    return False


def _is_first_person(hit: Hit, speech: Speech) -> bool:
    """Tell whether the term is said by "I" or "we", in its verb or the next after it."""
    verbs = [i for i in range(hit.start, hit.stop) if speech.words[i].verb_form]
    if not verbs:
        return True
    for i in range(verbs[-1], min(verbs[-1] + 3, speech.stop)):
        word = speech.words[i]
        if word.possessor == "1":
            return True
        if speech.tokens[i].kind == "mark" or (i > verbs[-1] and not word.verb_form):
            return False
        if word.verb_form == "Fin" or i > verbs[-1]:
            return word.person == "1"
    return False


def _is_own_verdict(hit: Hit, speech: Speech) -> bool:
    """Tell whether a finite verb has the speaker's own state as its subject."""
    if speech.words[hit.stop - 1].verb_form != "Fin":
        return False
    subject = next(
        (n for n in speech.named if n.stop <= hit.start and n.case in ("", "Nom")), None
    )
    return subject is not None and subject.own


def _supposes(i: int, supposed: bool, speech: Speech, lexicon: Lexicon) -> bool:
    """Tell whether what follows a token depends on a condition ("should it join, ...")."""
    word = speech.words[i]
    if speech.tokens[i].form in STOPS:
        return False
    if word.mood == "Cnd" and word.person not in ("1", "2"):
        return word.lemma not in lexicon.supposing_nothing
    return supposed


def _is_owed(hit: Hit, speech: Speech, lexicon: Lexicon) -> bool:
    return any(
        speech.words[i].lemma in lexicon.owed for i in _reach(hit, speech, lexicon)
    )


def _reach(hit: Hit, speech: Speech, lexicon: Lexicon) -> range:
    """Return the tokens behind a term that can still bear on it: up to a break or a contrast."""
    for i in range(hit.stop, speech.stop):
        if speech.tokens[i].form in BREAKS or speech.words[i].lemma in lexicon.contrast:
            return range(hit.stop, i)
    return range(hit.stop, speech.stop)


def _value(hit: Hit, speech: Speech, lexicon: Lexicon) -> float:
    """Return the value of a term, turned by each negation that bears on it."""
    turned = any(speech.words[i].negative for i in range(hit.start, hit.stop))
    last = speech.words[hit.stop - 1]
    reach = _reach(hit, speech, lexicon)
    if hit.term.kind == "epithet":
        reach = range(hit.stop, min(hit.stop + 1, reach.stop))
    for i in reach:
        if (
            last.verb_form == "Fin"
            and speech.tokens[i].form.lower() not in lexicon.negators
        ):
            break
        if _negates(i, speech, lexicon):
            turned = not turned
    return hit.term.negated if turned else hit.term.value


def _negates(i: int, speech: Speech, lexicon: Lexicon) -> bool:
    if speech.tokens[i].form.lower() in lexicon.negators:
        return speech.tokens[i - 1].form.lower() not in lexicon.only
    return speech.words[i].negative and speech.words[i].verb_form in ("Fin", "Conv")


def _about(
    hit: Hit, speech: Speech, lexicon: Lexicon, earlier: Sequence[str]
) -> tuple[str, ...] | None:
    """Return the parties that a term judges; empty to look them up, None where it judges nobody."""
    others = tuple(named for named in speech.named if not named.own)
    if hit.term.kind in ("attitude", "feeling"):
        named, judged = _object(hit, speech, others, earlier)
        return judged or _joined(named, speech, lexicon)
    if hit.term.kind == "relation":
        return _related(speech, others)
    return _topic(hit, speech, others, lexicon)


def _object(
    hit: Hit, speech: Speech, others: Sequence[Named], earlier: Sequence[str]
) -> tuple[Named | None, tuple[str, ...]]:
    """Return the party that a verdict is passed on; across a break, the one judged before it."""
    left = [named for named in others if named.stop <= hit.start]
    near = [n for n in left if not _is_broken(n.stop, hit.start, speech)]
    order = FEELS if hit.term.kind == "feeling" else JUDGES
    for case in order:
        fitting = [named for named in near if named.case == case]
        if fitting:
            return fitting[-1 if case == "Dat" else 0], ()
    if near:
        return near[-1], ()
    if earlier:
        return None, tuple(earlier)
    subjects = [named for named in left if named.case in ("", "Nom")]
    right = [named for named in others if named.start >= hit.stop]
    fallback = [*subjects[-1:], *left[-1:], *right[:1]]
    return fallback[0] if fallback else None, ()


def _is_broken(start: int, stop: int, speech: Speech) -> bool:
    """Tell whether a finite verb and a mark stand between two places."""
    marks = [i for i in range(start, stop) if speech.tokens[i].form in BREAKS]
    return any(
        speech.words[i - 1].verb_form == "Fin" or speech.tokens[i].form in STOPS
        for i in marks
    )


def _related(speech: Speech, others: Sequence[Named]) -> tuple[str, ...] | None:
    """Return the other side of a relation in which the speaker's side has a part."""
    codes = tuple(dict.fromkeys(code for named in others for code in named.codes))
    if any(named.own for named in speech.named) or len(codes) < 2:
        return codes
    ours = any(
        speech.words[i].possessor == "1" for i in range(speech.start, speech.stop)
    )
    return codes if ours else None


def _topic(
    hit: Hit, speech: Speech, others: Sequence[Named], lexicon: Lexicon
) -> tuple[str, ...] | None:
    """Return whom a quality or deed is said of: the noun behind it, the subject, the owner."""
    if hit.term.kind != "deed":
        behind = next((n for n in others if 0 <= n.start - hit.stop <= 1), None)
        if behind:
            return _joined(behind, speech, lexicon)
    left = [named for named in speech.named if named.stop <= hit.start]
    best = _subject(left)
    if best is not None and best.own and hit.term.kind != "deed":
        best = next((n for n in left if n.case == "Ins" and not n.own), best)
    if best is None:
        return _after(hit, speech, lexicon)
    if best.own:
        return () if hit.term.kind == "epithet" else None
    return _joined(best, speech, lexicon)


def _subject(left: Sequence[Named]) -> Named | None:
    """Return the last party that can be a subject, else the last owner or object."""
    subjects = [named for named in left if named.case in ("", "Nom") and named.plain]
    owners = [named for named in left if named.case in ("Gen", "Acc")]
    return next(iter(reversed(subjects or owners)), None)


def _after(hit: Hit, speech: Speech, lexicon: Lexicon) -> tuple[str, ...] | None:
    """Return the party that a dash sets behind the term ("Our friend is ..."), if any."""
    right = [n for n in speech.named if n.start > hit.stop and n.case in ("", "Nom")]
    if right and speech.tokens[right[0].start - 1].form in DASHES:
        return None if right[0].own else _joined(right[0], speech, lexicon)
    return () if hit.term.kind == "epithet" or not speech.named else None


def _joined(named: Named | None, speech: Speech, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the parties of a mention and of those that "and" or a comma joins to it."""
    if named is None:
        return ()
    codes = list(named.codes)
    start = named.start
    for before in reversed([n for n in speech.named if n.stop <= named.start]):
        link = [speech.tokens[i].form.lower() for i in range(before.stop, start)]
        if (
            before.own
            or len(link) != 1
            or not (link[0] in lexicon.joining or link[0] == ",")
        ):
            break
        codes = [*before.codes, *codes]
        start = before.start
    return tuple(dict.fromkeys(codes))
