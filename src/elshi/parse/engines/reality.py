"""Reality: whether a clause tells an act as done, planned, possible, denied - or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from elshi.parse.engines.groups import UNDER_WAY

if TYPE_CHECKING:
    from elshi.parse.engines.settings import Setting
    from elshi.types import Clause, Frame


def reality(number: int, frame: Frame, setting: Setting) -> str:
    """Return the status of a clause as its form tells it; "" where it asserts nothing.

    A promise, request or refusal is real as an utterance, so only its own form counts.
    """
    clause = setting.scene.clauses[number]
    named = clause.kind == "complement" and clause.tense == ""
    thought = named and not clause.modal and not _factive(number, setting)
    if thought:
        return ""
    said = _of_group(clause, frame, setting)
    if said is not None:
        return said
    if clause.kind == "converb" and clause.parent is not None:
        return _of_parent(clause, frame, setting)
    if clause.mood == "Cnd" or clause.kind == "condition":
        return "actual" if _contrast(number, setting) else "hypothetical"
    return _by_tense(clause, frame, setting)


def _of_group(clause: Clause, frame: Frame, setting: Setting) -> str | None:
    """Return what negation or a need-word in the predicate itself decides; None if neither.

    What is not done serves to describe somebody in a relative clause ("who has not given up ...").
    """
    if clause.negative and frame.status != "denied":
        return "" if clause.kind == "relative" else "negated"
    if clause.modal in setting.cues.possible:
        return None if frame.status == "denied" else "hypothetical"
    if clause.tense in ("Pres", "Aor") and any(
        a in setting.cues.ability for a in clause.auxiliaries
    ):
        return "" if frame.future == "same" else "hypothetical"
    return "" if clause.modal in setting.cues.needed else None


def _of_parent(clause: Clause, frame: Frame, setting: Setting) -> str:
    """A converb is as real as the predicate that it leads to, but its own negation counts alone."""
    if clause.parent is None:
        return _by_tense(clause, frame, setting)
    parent = setting.scene.clauses[clause.parent]
    doubtful = parent.lemma in setting.cues.hoped
    if doubtful or parent.modal in setting.cues.possible:
        return "hypothetical"
    if parent.kind == "converb" and parent.parent is not None:
        return _of_parent(parent, frame, setting)
    if parent.mood == "Cnd" or parent.kind == "condition":
        return "actual" if _contrast(clause.parent, setting) else "hypothetical"
    if parent.kind == "complement" and parent.tense == "":
        return "" if not _factive(clause.parent, setting) else "actual"
    return _by_tense(parent, frame, setting)


def _by_tense(clause: Clause, frame: Frame, setting: Setting) -> str:
    if clause.mood == "Des" or clause.tense == "Fut":
        return "future"
    if clause.tense in ("Pres", "Aor") and not going_on(clause, setting):
        onward = any(a in setting.cues.onward for a in clause.auxiliaries)
        return "actual" if frame.present == "actual" and not onward else "future"
    if clause.mood in ("Imp", "Opt"):
        return ""
    return "actual"


def going_on(clause: Clause, setting: Setting) -> bool:
    """Whether a predicate tells what is under way ("tartyp jatyr", "kütılude")."""
    planned = clause.kind in ("complement", "relative") and clause.tense == "Pres"
    if planned:
        return False
    cues = setting.cues
    if UNDER_WAY in clause.auxiliaries or clause.lemma in cues.stative:
        return True
    moves = cues.motion if clause.lemma in cues.motion else frozenset()
    return any(a in cues.progressive and a not in moves for a in clause.auxiliaries)


def _factive(number: int, setting: Setting) -> bool:
    """Whether a verbal noun tells a deed that took place."""
    clause = setting.scene.clauses[number]
    after = setting.scene.words[clause.stop : clause.stop + 1]
    if any(word.lemma in setting.cues.intended for word in after):
        return False
    if (
        clause.case == "Nom"
        and clause.parent is not None
        and clause.subject is not None
    ):
        parent = setting.scene.clauses[clause.parent]
        if clause.subject.case == "Gen" and parent.tense == "Past" and not parent.modal:
            return True
    nxt = clause.stop
    words = setting.scene.words
    if clause.post in setting.cues.factive:
        return True
    return nxt < len(words) and bool(
        {words[nxt].lemma, setting.scene.tokens[nxt].form.lower()}
        & setting.cues.factive
    )


def _contrast(number: int, setting: Setting) -> bool:
    """Whether a conditional form only sets two told facts side by side."""
    clause = setting.scene.clauses[number]
    names = {
        setting.scene.tokens[i].form.lower()
        for i in setting.sentence_tokens(clause.sentence)
    }
    if names & setting.cues.conditional:
        return False
    following = (
        c for c in setting.scene.clauses[number + 1 :] if c.sentence == clause.sentence
    )
    main = next((c for c in following if c.kind == "main"), None)
    return main is not None and main.tense == "Past"
