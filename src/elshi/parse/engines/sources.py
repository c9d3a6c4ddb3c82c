"""Sources: on whose initiative a contact took place, and by whose account an act is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from elshi.parse.engines.settings import Setting, ancestors, party_of

if TYPE_CHECKING:
    from elshi.types import Party


def initiator_of(number: int, setting: Setting) -> str | None:
    """Return the party on whose initiative, invitation or request an act took place."""
    scene = setting.scene
    sentence = scene.clauses[number].sentence
    for other in scene.clauses:
        if other.sentence != sentence:
            continue
        if other.lemma in setting.cues.initiative and _governs(
            other.case, other.post, setting
        ):
            party = party_of(other.subject, scene)
            if party:
                return party.code
        for phrase in other.arguments:
            if phrase.lemma in setting.cues.initiative and _governs(
                phrase.case, phrase.post, setting
            ):
                party = party_of(phrase, scene)
                if party:
                    return party.code
    return None


def _governs(case: str, post: str, setting: Setting) -> bool:
    return case == "Ins" or post in setting.cues.initiative_post


def teller_of(number: int, setting: Setting) -> Party | None:
    """Return who asserts a clause: the subject of the verb of speech around it, or a source."""
    scene = setting.scene
    for outer in ancestors(number, scene):
        clause = scene.clauses[outer]
        if clause.lemma in setting.cues.speech:
            return party_of(clause.subject, scene)
    quoted = _after_quote(number, setting)
    if quoted is not None:
        return party_of(scene.clauses[quoted].subject, scene)
    return _source(number, setting)


def _after_quote(number: int, setting: Setting) -> int | None:
    """Return the verb of speech that follows a quotation in which the clause stands."""
    scene = setting.scene
    clause = scene.clauses[number]
    if clause.lemma in setting.cues.speech:
        return None
    for later in range(number + 1, len(scene.clauses)):
        other = scene.clauses[later]
        if other.sentence != clause.sentence:
            return None
        if (
            other.kind == "main"
            and other.lemma in setting.cues.speech
            and clause.kind == "main"
        ):
            return later
    return None


def _source(number: int, setting: Setting) -> Party | None:
    scene = setting.scene
    clause = scene.clauses[number]
    for i in setting.sentence_tokens(clause.sentence):
        if scene.tokens[i].form.lower() not in setting.cues.sources:
            continue
        for index, mention in enumerate(scene.mentions):
            before = 0 <= i - mention.stop <= 1
            if before and scene.referents[index].parties:
                return scene.referents[index].parties[0]
    return None
