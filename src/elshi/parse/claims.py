"""Layer claims: what the text makes of a frame - done, planned, denied - when and by whom.

An act that lies ahead counts as the promise of it (AGREE) unless its type says otherwise; an act
that the form does not assert ("qūru turaly", "qosyluğa şaqyrdy") makes no claim.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from elshi.parse.engines.reality import going_on, reality
from elshi.parse.engines.settings import Setting, cues
from elshi.parse.engines.slots import Scene, in_words, sentence_span
from elshi.parse.engines.sources import initiator_of, teller_of
from elshi.parse.engines.whereabouts import goes_on, place_of, time_before, time_of
from elshi.types import Claim, Party

if TYPE_CHECKING:
    from collections.abc import Sequence

    from elshi.resources import Language
    from elshi.types import (
        Article,
        Clause,
        Frame,
        Mention,
        Referent,
        Sentence,
        Time,
        Token,
        Turn,
        Word,
    )

OLD = timedelta(days=90)
OPINIONS = frozenset(
    {"SUPPORT/praise", "SUPPORT/endorse", "ACCUSE/disapprove", "ACCUSE/allege"}
)
UTTERED = frozenset({"REQUEST", "REJECT", "THREATEN", "CONCEDE", "ACCUSE"})
INITIATED = frozenset({"CONSULT", "AID", "COOPERATE"})
PROMISING = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN"})


def claims(
    article: Article,
    sentences: Sequence[Sentence],
    tokens: Sequence[Token],
    words: Sequence[Word],
    mentions: Sequence[Mention],
    times: Sequence[Time],
    turns: Sequence[Turn],
    referents: Sequence[Referent],
    clauses: Sequence[Clause],
    frames: Sequence[Frame],
    language: Language,
) -> tuple[Claim, ...]:
    """Return one claim for each frame that the text asserts, in order."""
    scene = Scene(tokens, words, mentions, referents, clauses, language.states)
    questions = {
        n: range(before.start, before.stop)
        for before, turn in pairwise(turns)
        if turn.role == "answer"
        for n in range(turn.start, turn.stop)
    }
    setting = Setting(article, sentences, scene, times, cues(language), questions)
    asked = _asked(article, sentences)
    answers = {
        s: t.speaker
        for t in turns
        if t.role == "answer"
        for s in range(t.start, t.stop)
    }
    made = (
        _claim(number, frame, setting, answers)
        for number, frame in enumerate(frames)
        if not _is_asked(clauses[frame.clause], asked, tokens)
    )
    return tuple(claim for claim in made if claim is not None)


def _asked(article: Article, sentences: Sequence[Sentence]) -> frozenset[int]:
    """Return the sentences that only ask."""
    return frozenset(
        n
        for n, s in enumerate(sentences)
        if article.text[s.start : s.stop].rstrip().endswith("?")
    )


def _is_asked(clause: Clause, asked: frozenset[int], tokens: Sequence[Token]) -> bool:
    """Whether a clause stands in a question, be it one in the middle of a headline."""
    if clause.sentence in asked:
        return True
    rest = range(clause.stop, len(tokens))
    return any(
        tokens[i].form == "?"
        for i in takewhile(lambda i: tokens[i].sentence == clause.sentence, rest)
    )


def _claim(
    number: int, frame: Frame, setting: Setting, answers: dict[int, Party | None]
) -> Claim | None:
    clause = setting.scene.clauses[frame.clause]
    if _only_said(frame, clause, setting, answers):
        return None
    status = reality(frame.clause, frame, setting)
    if not status:
        return None
    if frame.status not in ("", "denied") and status != "negated":
        status = frame.status
    if status == "future" and frame.future == "none":
        return None
    kind, mode, promise, status = _counted(frame, status)
    time = _time(frame, kind, status, setting)
    if status == "actual" and time and time.last < setting.article.published - OLD:
        status = "historical"
    if (
        kind == "AGREE"
        and status == "future"
        and time
        and time.last < setting.article.published - OLD
    ):
        status = "historical"
    actors, recipients = _sides(frame)
    teller = _teller(frame, clause, actors, setting, answers)
    return Claim(
        frame=number,
        sentence=clause.sentence,
        type=kind,
        mode=mode,
        promise=promise,
        actors=actors,
        recipients=recipients,
        status=status,
        time=time,
        place=_where(frame, kind, setting),
        initiator=_initiator(frame, kind, setting),
        attribution=teller,
        follows=goes_on(clause, setting),
        dated_by_news=_fresh(frame, clause, teller, setting),
    )


def _where(frame: Frame, kind: str, setting: Setting) -> str | None:
    if kind == "AGREE" and frame.type == "AGREE" and frame.content is None:
        return (
            place_of(frame.clause, frame, setting)
            if frame.promise == "CONSULT/visit"
            else None
        )
    number = (
        frame.content if frame.content is not None and kind == "AGREE" else frame.clause
    )
    return place_of(number, frame, setting)


def _initiator(frame: Frame, kind: str, setting: Setting) -> str | None:
    if frame.initiator or kind not in INITIATED:
        return frame.initiator or None
    return initiator_of(frame.clause, setting)


def _asked_time(number: int, ahead: bool | None, setting: Setting) -> Time | None:
    """Return the time that the question before an answer names ("What is due next year?")."""
    question = setting.questions.get(setting.scene.clauses[number].sentence)
    asked = [
        t
        for t in setting.times
        if question is not None
        and setting.scene.tokens[t.start].sentence in question
        and t.last >= setting.article.published
    ]
    return asked[-1] if asked and ahead else None


def _fresh(frame: Frame, clause: Clause, teller: str | None, setting: Setting) -> bool:
    """Whether an undated deed is news of the day: not one that is only looked back upon."""
    if going_on(clause, setting):
        return True
    if teller is None and (frame.type in UTTERED or frame.type == "CONSULT"):
        return True
    parent = setting.scene.clauses[clause.parent] if clause.parent is not None else None
    if parent is not None and parent.kind == "nominal":
        return False
    return clause.kind not in ("complement", "relative") and teller is None


def _only_said(
    frame: Frame, clause: Clause, setting: Setting, answers: dict[int, Party | None]
) -> bool:
    """Whether the act is no more than a rumour, or praise and blame from an interviewee's mouth."""
    span = sentence_span(clause, setting.scene)
    if in_words(setting.cues.hearsay, *span, setting.scene):
        return True
    said = clause.sentence in answers and clause.person == "1"
    return said and f"{frame.type}/{frame.mode}" in OPINIONS


def _time(frame: Frame, kind: str, status: str, setting: Setting) -> Time | None:
    """Return when the act took place, or for a promise when it is to."""
    if kind == "AGREE":
        ahead = True if status == "future" else None
        number = frame.content if frame.content is not None else frame.clause
        time = time_of(number, setting, ahead=ahead) or _asked_time(
            number, ahead, setting
        )
        past = time_of(frame.clause, setting, ahead=False) if time is None else None
        old = past is not None and past.last < setting.article.published - OLD
        return past if old and frame.type == "AGREE" else time
    if status in ("future", "hypothetical"):
        return time_of(frame.clause, setting, ahead=True)
    here = time_of(frame.clause, setting, ahead=False)
    return (
        here
        if here or status == "negated"
        else time_before(frame.clause, frame, setting)
    )


def _counted(frame: Frame, status: str) -> tuple[str, str, str, str]:
    """Return type, mode, promise and status: an act ahead is a promise of it."""
    if frame.type == "AGREE":
        return "AGREE", "", frame.promise, "future" if status == "actual" else status
    if status != "future":
        return frame.type, frame.mode, frame.promise, status
    if frame.type in PROMISING or frame.future == "same":
        return (
            frame.type,
            frame.mode,
            frame.promise,
            "actual" if frame.type in PROMISING else "future",
        )
    if frame.future != "AGREE":
        return frame.future, "", frame.promise, "actual"
    act = f"{frame.type}/{frame.mode}" if frame.mode else frame.type
    return "AGREE", "", act, "future"


def _sides(frame: Frame) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    roles = {role.name: role.parties for role in frame.roles}
    if "together" in roles:
        return roles["together"], ()
    return roles["actor"], roles["recipient"]


def _teller(
    frame: Frame,
    clause: Clause,
    actors: tuple[Party, ...],
    setting: Setting,
    answers: dict[int, Party | None],
) -> str | None:
    teller = teller_of(frame.clause, setting) or answers.get(clause.sentence)
    if teller is None or teller.code in {a.code for a in actors}:
        return None
    return teller.name or teller.code
