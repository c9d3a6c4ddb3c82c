"""Layer referents: whom a mention stands for, given the mentions before it.

A mention that names its party keeps it; an office alone, a surname, "the sides", "his counterpart"
and a pronoun look back over a memory of who has been named. The outlet's own state answers for "the
Head of State" and "our minister"; in an interview the speaker's state answers for "our".
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from elshi.parse.engines.memory import Memory, same_name
from elshi.types import Party, Referent

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from elshi.resources import Language
    from elshi.types import Article, Mention, Token, Turn, Word

Parties = tuple[Party, ...]
MINISTERS = frozenset({"minister", "foreign-minister", "defence-minister"})
COLLECTIVE = frozenset({"military", "agency", "ambassador"})
PAIR = 2
OBLIQUE = frozenset({"Dat", "Acc", "Abl"})
NO_PARTY = frozenset({"city", "region"})
NUMBERS = {"three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
NOMINALS = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "DET", "PRON"})
OPENING, CLOSING, DASHES = frozenset("«“„"), frozenset('»"”'), frozenset("-–—")
LONGEST_QUOTE = 4  # sentences
AFTER_QUOTE = 5  # tokens between the end of a quotation and its speaker


@dataclass(frozen=True, slots=True)
class _Reading:
    """The layers in which mentions are resolved."""

    article: Article
    tokens: Sequence[Token]
    words: Sequence[Word]
    mentions: Sequence[Mention]
    language: Language


def referents(
    article: Article,
    tokens: Sequence[Token],
    words: Sequence[Word],
    mentions: Sequence[Mention],
    turns: Sequence[Turn],
    language: Language,
) -> tuple[Referent, ...]:
    """Return whom each mention stands for, in the order of the mentions."""
    text = _Reading(article, tokens, words, mentions, language)
    memory = Memory(article.outlet_country, language.states, pair=_pair(article, turns))
    voices = {
        sentence: turn.speaker
        for turn in turns
        if turn.speaker and turn.role == "answer"
        for sentence in range(turn.start, turn.stop)
    }
    found: list[Referent] = []
    for number in range(len(mentions)):
        found.append(_referent(number, text, memory, voices, found))
    return tuple(_ahead(r, mentions[r.mention], memory) for r in found)


def _referent(
    number: int,
    text: _Reading,
    memory: Memory,
    voices: dict[int, Party],
    before: Sequence[Referent],
) -> Referent:
    mention = text.mentions[number]
    sentence = text.tokens[mention.start].sentence
    memory.enter(sentence)
    speaker = voices.get(sentence)
    memory.speaking = speaker is not None
    memory.home = speaker.code if speaker else text.article.outlet_country
    if mention.kind in NO_PARTY:
        return Referent(number, ())
    if mention.rule == "we":
        parties, rule = ((speaker,) if speaker else _we(number, text, memory)), "we"
    elif mention.rule == "own-state" and (said := _we(number, text, memory)):
        parties, rule = (Party(said[0].code, mention.office, mention.name),), "we"
    elif mention.rule == "members":
        parties, rule = _members(number, text, memory), "members"
    elif (owner := _owner(number, text)) is not None:
        parties, rule = _of_owner(mention, owner, before, memory), "owned"
    elif _is_own_office(mention, text):
        parties, rule = _own(mention, memory), "own-office"
    else:
        parties, rule = _resolved(mention, memory)
    memory.note(mention, parties)
    return Referent(number, parties, rule)


def _resolved(mention: Mention, memory: Memory) -> tuple[Parties, str]:
    """Return whom a mention stands for, and how that was found."""
    special = RULES.get(mention.rule)
    if special and not (mention.codes and mention.rule not in OVER_CODES):
        return special(mention, memory), mention.rule
    if mention.codes:
        named = (Party(code, mention.office, mention.name) for code in mention.codes)
        return tuple(memory.filled(party) for party in named), "named"
    if mention.name:
        return _by_name(mention, memory), "name"
    if mention.office:
        return _by_office(mention, memory), "office"
    return (), ""


def _owner(number: int, text: _Reading) -> int | None:
    """Return the mention in the genitive to which an office named alone belongs."""
    mention = text.mentions[number]
    held = range(mention.start, mention.stop)
    if mention.codes or mention.rule in RULES or not mention.office or not number:
        return None
    if not any(text.words[i].possessor == "3" for i in held):
        return None
    last = mention.start - 1
    for before in range(number - 1, -1, -1):
        owner = text.mentions[before]
        while last >= owner.stop and text.words[last].pos in NOMINALS:
            last -= 1
        if last >= owner.stop or owner.case not in ("Gen", "Loc"):
            return None
        if owner.case == "Gen":
            return before
        last = owner.start - 1  # where somebody serves ("of X in this country")
    return None


def _of_owner(
    mention: Mention, owner: int, before: Sequence[Referent], memory: Memory
) -> Parties:
    """Return who holds an office of the parties named before; nobody where they are unknown."""
    parties = (
        Party(p.code, mention.office, mention.name) for p in before[owner].parties
    )
    return tuple(memory.filled(p) for p in parties)


def _is_own_office(mention: Mention, text: _Reading) -> bool:
    """Whether an office without an owner is by its name always the outlet's own."""
    if mention.codes or not mention.office or mention.number == "Plur":
        return False
    forms = " ".join(
        text.tokens[i].form
        for i in range(mention.start, min(mention.stop, mention.start + PAIR))
    )
    return any(
        forms.startswith(stem)
        for stem in text.language.manifest("cues").get("own_office", ())
    )


def _ahead(referent: Referent, mention: Mention, memory: Memory) -> Referent:
    """Return what a headline's "the two states" turns out to be once all is read."""
    if referent.parties or mention.rule not in {"two-states", "sides"}:
        return referent
    memory.salience = dict(memory.total)
    return replace(referent, parties=_sides(mention, memory), rule="ahead")


def _pair(article: Article, turns: Sequence[Turn]) -> tuple[str, ...]:
    """Return the two states that an interview is about: the outlet's and the guest's."""
    guests = sorted({t.speaker.code for t in turns if t.speaker})
    home = article.outlet_country
    return (home, guests[0]) if home and len(guests) == 1 and guests[0] != home else ()


def _we(number: int, text: _Reading, memory: Memory) -> Parties:
    """Return who says "we" in a quotation: the one named after its end."""
    end = _end_of_quote(text.mentions[number].stop, text.tokens)
    for later in text.mentions[number + 1 :]:
        near = end < later.start <= end + AFTER_QUOTE
        named = later.kind in {"person", "office"} and later.case in ("", "Nom")
        if near and named:
            return _resolved(later, memory)[0]
    return ()


def _end_of_quote(start: int, tokens: Sequence[Token]) -> int:
    """Return the mark at which the quotation around a token ends; past the text if none does."""
    last = tokens[start - 1].sentence + LONGEST_QUOTE
    for i in range(start, len(tokens)):
        if tokens[i].sentence > last or tokens[i].form in OPENING:
            break
        dashed = tokens[i].form in DASHES and tokens[i - 1].kind == "mark"
        if dashed or tokens[i].form in CLOSING:
            return i
    return len(tokens)


def _members(number: int, text: _Reading, memory: Memory) -> Parties:
    """Return the members of the organisation named right before, without the subject's own."""
    mention = text.mentions[number]
    before = text.mentions[number - 1] if number else None
    near = before is not None and before.stop == mention.start and before.codes
    body = (
        before.codes[0] if near and before else next(iter(reversed(memory.bodies)), "")
    )
    addressed = mention.case in OBLIQUE and not mention.office
    if not addressed:  # who meets there is said by those who came
        return (Party(body),) if body else ()
    own = memory.subject.code if memory.subject else ""
    day = text.article.published.isoformat()
    return tuple(
        Party(row["member"])
        for row in text.language.shared("parties/memberships")
        if row["code"] == body
        and row["status"] == "member"
        and row["from"] <= day <= (row["until"] or day)
        and row["member"] != own
    )


def _own(mention: Mention, memory: Memory) -> Parties:
    """Return the outlet's or the speaker's own state."""
    if memory.home is None:
        return ()
    return (memory.filled(Party(memory.home, mention.office, mention.name)),)


def _reflexive(mention: Mention, memory: Memory) -> Parties:
    """Return the subject's own, where nothing else says whose ("öz äskerin")."""
    lead = memory.subject or memory.topic
    return (Party(lead.code, mention.office, mention.name),) if lead else ()


def _the_state(mention: Mention, memory: Memory) -> Parties:
    """Return which state "the country" is: the subject's own, or the one last spoken of."""
    lead = memory.subject or memory.topic
    if mention.possessor == "3":
        return (Party(lead.code),) if lead and lead.code in memory.states else ()
    if mention.case not in {"Dat", "Abl", "Loc"}:
        return ()
    if lead and lead.code in memory.states:
        return (Party(lead.code),)
    others = (
        c
        for c in memory.ranked()
        if c in memory.states and not (lead and c == lead.code)
    )
    code = next(others, memory.home)
    return (Party(code),) if code else ()


def _counted_group(mention: Mention, memory: Memory) -> Parties:
    """Return the last named group of as many states as the words count ("bes el")."""
    wanted = NUMBERS.get(mention.rule.split("-")[0])
    lists = (*memory.groups, memory.listed)
    group = next((g for g in reversed(lists) if len({p.code for p in g}) == wanted), ())
    return tuple(Party(p.code, mention.office) for p in group)


def _last_body(mention: Mention, memory: Memory) -> Parties:
    """Return the organisation or accord named last."""
    accord = mention.rule == "accord"
    code = next((c for c in reversed(memory.bodies) if c.islower() == accord), None)
    return (Party(code, mention.office),) if code else ()


def _sides(mention: Mention, memory: Memory) -> Parties:
    """Return the parties that talk to each other here: the most salient two, or a named group."""
    states = list(memory.pair) or _two(mention, memory)
    if mention.rule == "sides" and _is_of_group(states, memory):
        states = list(dict.fromkeys(p.code for p in memory.last_group))
    if len(states) == 1 and memory.home and memory.home not in states:
        states = [memory.home, *states]
    if len(states) < PAIR:
        return ()
    order = dict.fromkeys(c for c in (*memory.salience, *states) if c in states)
    return tuple(memory.as_before(Party(code, mention.office)) for code in order)


def _two(mention: Mention, memory: Memory) -> list[str]:
    ranked = memory.ranked()
    lead = memory.next_topic or memory.subject
    if (
        lead
        and mention.case in OBLIQUE
        and sum(c in memory.states for c in ranked) > PAIR
    ):
        ranked = [code for code in ranked if code != lead.code]
    states = [
        code for code in ranked if code in memory.states or mention.rule == "sides"
    ]
    if memory.speaking and memory.home:
        states = [memory.home, *(code for code in states if code != memory.home)]
    return states[:PAIR]


def _is_of_group(states: list[str], memory: Memory) -> bool:
    group = {p.code for p in memory.last_group}
    return len(group) > PAIR and bool(states) and states[0] in group


def _counterpart(mention: Mention, memory: Memory) -> Parties:
    """Return the one who holds the same office on the other side."""
    lead = memory.next_topic or memory.topic
    others = (c for c in memory.ranked() if not lead or c != lead.code)
    codes = mention.codes or tuple(c for c, _ in zip(others, range(1), strict=False))
    office = mention.office or (lead.office if lead else None)
    return tuple(memory.filled(Party(code, office, mention.name)) for code in codes)


def _pronoun(mention: Mention, memory: Memory) -> Parties:
    """Return whom a pronoun stands for: the topic, or the last person who is not the subject."""
    if mention.number == "Plur":
        return _sides(mention, memory)
    lead = memory.next_topic
    if mention.case in ("", "Nom"):
        subject = memory.topic or next(iter(reversed(memory.persons)), None)
    elif mention.case != "Acc" and (beside := _beside(memory)):
        subject = beside
    elif memory.topic and (lead is None or memory.topic.code != lead.code):
        subject = memory.topic
    else:
        subject = memory.latest(lambda p: lead is None or p.code != lead.code)
    return (subject,) if subject else ()


def _beside(memory: Memory) -> Party | None:
    """Return the last person named in this sentence beside its subject."""
    subject = memory.subject
    others = (p for p in reversed(memory.here) if p.name or p.office)
    return next((p for p in others if subject and p.code != subject.code), None)


def _by_name(mention: Mention, memory: Memory) -> Parties:
    """Return the person of that name; unknown with an office, one of a state named here."""
    known = memory.latest(lambda p: same_name(p.name, mention.name))
    if known:
        return (replace(known, office=known.office or mention.office),)
    if not mention.office:
        return ()
    others = [p.code for p in memory.here if p.code != memory.home]
    home_here = any(p.code == memory.home for p in memory.here)
    code = others[-1] if home_here and others else memory.home
    return (Party(code, mention.office, mention.name),) if code else ()


def _by_office(mention: Mention, memory: Memory) -> Parties:
    """Return who holds an office named alone: the own state's, else the last one mentioned."""
    offices = MINISTERS if mention.office == "minister" else {mention.office}
    same = [p for p in memory.persons if p.office in offices]
    if mention.number == "Plur":
        return _plural(same, mention, memory)
    own = [p for p in same if p.code == memory.home]
    if mention.office == "minister" and same:
        return (same[-1],)
    if own or same:
        return ((own or same)[-1],)
    return (Party(memory.home, mention.office),) if memory.home else ()


def _plural(same: list[Party], mention: Mention, memory: Memory) -> Parties:
    """Return the latest holders of an office, one a state; else the two sides."""
    latest: dict[str, Party] = {}
    for party in reversed(same):
        latest.setdefault(party.code, party)
    if len(latest) == 1 and mention.office in COLLECTIVE:
        return tuple(latest.values())
    if len(latest) > 1:
        return tuple(reversed(list(latest.values())[:PAIR]))
    return _sides(mention, memory)


RULES: dict[str, Callable[[Mention, Memory], Parties]] = {
    "own-state": _own,
    "counterpart": _counterpart,
    "reflexive": _reflexive,
    "state": _the_state,
    "organisation": _last_body,
    "accord": _last_body,
    "two-states": _sides,
    "sides": _sides,
    "pronoun": _pronoun,
    **{f"{number}-states": _counted_group for number in NUMBERS},
}
OVER_CODES = frozenset(
    {"own-state", "counterpart"}
)  # rules that hold although codes are given
