"""Tagging: the helpers of a verb group, "to", modals, be, have, do and "not"."""

from __future__ import annotations

from dataclasses import replace

from elshi.parse.engines.tag_line import NOMINAL, Group, Line, close, take


def to(line: Line, i: int) -> None:
    """Take "to" as the mark of an infinitive, or as a preposition."""
    if _before_infinitive(line, i):
        ahead = line.group is not None and line.kinds[i - 1] == "B"
        group = line.group if ahead and line.group else Group(form="Inf", start=i)
        if ahead:
            group.tense, group.form = "Fut", group.form
        group.wants = "base"
        line.group = group
        return
    close(line, i)
    line.chosen[i] = replace(line.chosen[i], pos="ADP")
    line.kinds[i] = "A"


def _before_infinitive(line: Line, i: int) -> bool:
    j = i + 1
    while j < len(line.options) and line.kinds[j] == "R":
        j += 1
    if j >= len(line.options):
        return False
    option = line.options[j]
    if option.kind in "BHO":
        return option.word.lemma == option.word.base.lower()
    if option.base is None:
        return False
    if not option.rival:
        return True
    before = line.chosen[i - 1].lemma.lower() if i else ""
    if before not in line.rules.to_nouns:
        return True
    after = line.kinds[j + 1] if j + 1 < len(line.kinds) else "."
    return after in "DPIUQ"


def modal(line: Line, i: int) -> None:
    """Begin a group that waits for a bare verb: "will", "could"."""
    line.group = _begun(line, i)
    lemma = line.chosen[i].lemma
    future = lemma in ("will", "shall")
    line.group.wants, line.group.form = "base", "Fin"
    line.group.tense, line.group.mood = ("Fut", "") if future else ("", "Cnd")


def _begun(line: Line, i: int) -> Group:
    """Return the group that goes on here, or a new one."""
    negative = line.chosen[i].negative
    if line.group:
        line.group.negative |= negative
        line.group.inverted = False
        return line.group
    before = line.kinds[i - 1] if i else "."
    turned = before in '.",SC' and i + 1 < len(line.kinds)
    asked = line.kinds[i] != "B" or line.chosen[-1].lemma == "?"
    inverted = turned and line.kinds[i + 1] in NOMINAL | {"V"} and asked
    return Group(negative=negative, start=i, inverted=inverted)


def be(line: Line, i: int) -> None:
    """Go on with a group that waits for a participle, or for nothing."""
    word, group = line.chosen[i], _begun(line, i)
    if group.wants == "part" and not group.mood and group.tense != "Fut":
        group.tense = "Past"
    if not group.wants and word.verb_form in ("Fin", "Vnoun"):
        group.form, group.tense = word.verb_form, word.tense or group.tense
    group.wants = "any"
    line.group = group


def have(line: Line, i: int) -> None:
    """Go on with a group that waits for a participle."""
    word, group = line.chosen[i], _begun(line, i)
    if not group.wants and word.verb_form in ("Fin", "Vnoun"):
        group.form, group.tense = word.verb_form, word.tense
    elif group.wants == "part" or (not group.tense and group.mood):
        group.tense = "Past"
    if group.inverted and word.tense == "Past" and line.chosen[-1].lemma != "?":
        group.mood = "Cnd"
    group.wants = "part"
    line.group = group


def do(line: Line, i: int) -> None:
    """Take "do" as a helper before a bare verb, or as the verb itself."""
    word, group = line.chosen[i], line.group
    if group and group.wants in ("base", "any") and word.verb_form != "Fin":
        voice = "Pass" if word.verb_form == "Part" and group.wants == "any" else ""
        group.voice = group.voice or voice
        take(line, i, word, group)
        return
    group = _begun(line, i)
    group.form, group.tense = word.verb_form, word.tense
    group.wants = "base"
    line.group = group


def deny(line: Line, i: int) -> None:
    """Let "not" deny the group that it stands in, or the verb after it."""
    if line.group:
        line.group.negative = True
    else:
        after = line.options[i + 1] if i + 1 < len(line.options) else None
        if after and after.kind in "VT":
            line.group = Group(wants="deny", negative=True, start=i)
