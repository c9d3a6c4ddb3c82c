"""Layer referents: whom a mention stands for, given the mentions before it.

A mention that names its party keeps it; an office alone, a surname, "the sides", "his counterpart"
and a pronoun look back over a small memory of who has been named, how recently and in which case.
The outlet's own state answers for "the Head of State" and "our minister"; in an interview the
speaker's state answers for what the speaker calls "our".
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from elshi.types import Party, Referent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from elshi.resources import Language
    from elshi.types import Article, Mention, Token, Turn

COLLECTIVE = frozenset({"military", "agency", "ambassador"})
FADE = 0.5
WEIGHT = {"Nom": 3.0, "Ins": 2.5, "Dat": 1.5, "Acc": 1.5, "Gen": 1.0}
OBLIQUE = frozenset({"Dat", "Acc", "Abl"})
NO_PARTY = frozenset({"city", "region"})
OWN_ALWAYS = frozenset({"own-state", "own-office"})


@dataclass(slots=True)
class _Memory:
    """Who has been named so far."""

    home: str | None
    persons: list[Party] = field(default_factory=list)
    salience: dict[str, float] = field(default_factory=dict)
    total: dict[str, float] = field(default_factory=dict)
    topic: Party | None = None
    subject: Party | None = None  # the first nominative party of this sentence
    next_topic: Party | None = None
    bodies: list[str] = field(default_factory=list)
    speaking: bool = False
    pair: tuple[str, ...] = ()
    listed: tuple[Party, ...] = ()  # the states of the last sentence that named three or more
    groups: list[tuple[Party, ...]] = field(default_factory=list)
    last_group: tuple[Party, ...] = ()
    here: list[Party] = field(default_factory=list)
    sentence: int = -1

    def enter(self, sentence: int) -> None:
        """Begin a sentence: what was said before fades."""
        if sentence == self.sentence:
            return
        gap = sentence - self.sentence if self.sentence >= 0 else 1
        self.salience = {c: v * FADE ** min(gap, 6) for c, v in self.salience.items()}
        self.topic, self.next_topic = self.next_topic or self.topic, None
        states = {p.code: Party(p.code) for p in self.here if _is_state(p.code)}
        if len(states) > 2:
            self.listed = tuple(states.values())
        self.here, self.subject = [], None
        self.sentence = sentence

    def note(self, mention: Mention, parties: tuple[Party, ...]) -> None:
        """Remember what a mention stands for."""
        weight = WEIGHT.get(mention.case or "Nom", 1.0)
        if mention.kind == "adjective":
            weight = 0.7
        for party in parties:
            extra = 1.0 if party.office or party.name else 0.0
            self.salience[party.code] = self.salience.get(party.code, 0.0) + weight + extra
            self.total[party.code] = self.total.get(party.code, 0.0) + weight + extra
            if not _is_state(party.code):
                self.bodies.append(party.code)
            if party.name or party.office:
                self.persons.append(party)
            self.here.append(party)
        if mention.case in ("", "Nom") and len(parties) == 1 and mention.kind != "adjective":
            self.subject = self.subject or parties[0]
        if len({p.code for p in parties}) > 1 and mention.kind == "group":
            self.groups.append(parties)
        elif len({p.code for p in parties}) > 1 and mention.kind != "adjective":
            self.last_group = parties
            self.groups.append(parties)
        if mention.case in ("", "Nom") and len(parties) == 1 and (parties[0].name or parties[0].office):
            self.next_topic = self.next_topic or parties[0]


def _is_state(code: str) -> bool:
    return len(code) == 3 and code.isupper()


def referents(
    article: Article,
    tokens: Sequence[Token],
    mentions: Sequence[Mention],
    turns: Sequence[Turn],
    language: Language,
) -> tuple[Referent, ...]:
    """Return whom each mention stands for, in the order of the mentions."""
    memory = _Memory(article.outlet_country, pair=_pair(article, turns))
    speakers = {s: turn.speaker for turn in turns for s in range(turn.start, turn.stop) if turn.speaker and turn.role == "answer"}
    found = []
    for number, mention in enumerate(mentions):
        sentence = tokens[mention.start].sentence
        memory.enter(sentence)
        speaker = speakers.get(sentence)
        memory.speaking = speaker is not None
        memory.home = speaker.code if speaker else article.outlet_country
        if mention.rule == "members":
            parties, rule = _members(number, mentions, memory, article, language), "members"
        elif mention.rule == "we":
            parties, rule = _we(number, mentions, tokens, memory, speaker), "we"
        else:
            parties, rule = _resolved(mention, memory, speaker)
        if mention.kind not in NO_PARTY:
            memory.note(mention, parties)
        found.append(Referent(number, parties, rule))
    return tuple(_ahead(r, mentions[r.mention], memory) for r in found)


def _ahead(referent: Referent, mention: Mention, memory: _Memory) -> Referent:
    """Return what a headline's "the two states" turns out to be once the whole text is read."""
    if referent.parties or mention.rule not in ("two-states", "sides"):
        return referent
    memory.salience = dict(memory.total)
    return replace(referent, parties=_sides(mention, memory), rule="ahead")


def _members(
    number: int,
    mentions: Sequence[Mention],
    memory: _Memory,
    article: Article,
    language: Language,
) -> tuple[Party, ...]:
    """Return the member states of the organisation named right before, without the subject's own."""
    before = mentions[number - 1] if number else None
    near = before is not None and before.stop == mentions[number].start and before.codes
    body = before.codes[0] if near and before else next(iter(reversed(memory.bodies)), "")
    lead = memory.subject
    day = article.published.isoformat()
    return tuple(
        Party(row["member"])
        for row in language.shared("parties/memberships")
        if row["code"] == body
        and row["status"] == "member"
        and row["from"] <= day <= (row["until"] or day)
        and not (lead and lead.code == row["member"])
    )


def _pair(article: Article, turns: Sequence[Turn]) -> tuple[str, ...]:
    """Return the two states that an interview is about: the outlet's and the guest's."""
    guests = sorted({t.speaker.code for t in turns if t.speaker})
    home = article.outlet_country
    return (home, guests[0]) if home and len(guests) == 1 and guests[0] != home else ()


def _we(
    number: int,
    mentions: Sequence[Mention],
    tokens: Sequence[Token],
    memory: _Memory,
    speaker: Party | None,
) -> tuple[Party, ...]:
    """Return who says "we": the guest of an interview, or the one named after the quotation."""
    if speaker:
        return (speaker,)
    sentence = tokens[mentions[number].start].sentence
    for later in mentions[number + 1 :]:
        if tokens[later.start].sentence != sentence:
            break
        if later.kind in ("person", "office") and later.case in ("", "Nom") and _past_quote(later, tokens):
            found, _ = _resolved(later, memory, None)
            return found
    return ()


def _past_quote(mention: Mention, tokens: Sequence[Token]) -> bool:
    """Whether a mention stands after a closing quotation mark or dash in its sentence."""
    before = (tokens[i].form for i in range(max(0, mention.start - 3), mention.start))
    return any(form in "»–—\"”" for form in before)


def _resolved(mention: Mention, memory: _Memory, speaker: Party | None) -> tuple[tuple[Party, ...], str]:
    if mention.kind in NO_PARTY:
        return (), ""
    if mention.rule == "own-state":
        return _own(mention, memory), "own-state"
    if mention.rule == "counterpart":
        return _counterpart(mention, memory), "counterpart"
    if mention.codes:
        return tuple(_filled(Party(c, mention.office, mention.name), memory) for c in mention.codes), "named"
    if mention.rule == "state":
        return _the_state(mention, memory), "state"
    if mention.rule in ("organisation", "accord"):
        return _last_body(mention, memory), mention.rule
    if mention.rule.endswith("-states") and mention.rule != "two-states":
        return _counted_group(mention, memory), "group"
    if mention.rule == "two-states" or mention.rule == "sides":
        return _sides(mention, memory), mention.rule
    if mention.rule == "pronoun":
        return _pronoun(mention, memory), "pronoun"
    if mention.name:
        return _by_name(mention, memory), "name"
    if mention.office:
        return _by_office(mention, memory), "office"
    return (), ""


def _the_state(mention: Mention, memory: _Memory) -> tuple[Party, ...]:
    """Return which state "the country" is: the subject's own, or the one last spoken of."""
    lead = memory.subject or memory.topic
    if mention.possessor == "3":
        return (Party(lead.code),) if lead and _is_state(lead.code) else ()
    if mention.case not in ("Dat", "Abl", "Loc"):
        return ()
    ranked = sorted(memory.salience.items(), key=lambda kv: -kv[1])
    states = [c for c, _ in ranked if _is_state(c) and (lead is None or c != lead.code)]
    code = states[0] if states else memory.home
    return (Party(code),) if code else ()


NUMBERS = {"three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}


def _counted_group(mention: Mention, memory: _Memory) -> tuple[Party, ...]:
    """Return the last named group of as many states as the words count ("бес ел")."""
    wanted = NUMBERS.get(mention.rule.split("-")[0])
    lists = (*memory.groups, memory.listed)
    group = next((g for g in reversed(lists) if len({p.code for p in g}) == wanted), ())
    return tuple(Party(p.code, mention.office) for p in group)


def _last_body(mention: Mention, memory: _Memory) -> tuple[Party, ...]:
    """Return the organisation or accord named last."""
    accord = mention.rule == "accord"
    for code in reversed(memory.bodies):
        if code.islower() == accord:
            return (Party(code, mention.office),)
    return ()


def _own(mention: Mention, memory: _Memory) -> tuple[Party, ...]:
    if memory.home is None:
        return ()
    return (_filled(Party(memory.home, mention.office, mention.name), memory),)


def _filled(party: Party, memory: _Memory) -> Party:
    """Return the party with the name or office under which it was met before."""
    if party.office and not party.name:
        known = _latest(memory, lambda p: p.code == party.code and p.office == party.office and bool(p.name))
        return replace(party, name=known.name) if known else party
    if party.name:
        known = _latest(memory, lambda p: p.code == party.code and _same_name(p.name, party.name))
        if known:
            longest = max(known.name or "", party.name, key=len)
            return Party(party.code, party.office or known.office, longest)
    return party


def _latest(memory: _Memory, test: object) -> Party | None:
    return next((p for p in reversed(memory.persons) if test(p)), None)  # type: ignore[operator]


def _same_name(known: str | None, name: str | None) -> bool:
    """Whether a short name ("Тоқаев", "Қ.Тоқаев") can be the longer one."""
    if not known or not name:
        return False
    mine, theirs = name.replace(".", ". ").split(), known.replace(".", ". ").split()
    if len(mine) == 1:
        return mine[0] in theirs
    return mine[-1] == theirs[-1] and mine[0][0] == theirs[0][0]


def _by_name(mention: Mention, memory: _Memory) -> tuple[Party, ...]:
    known = _latest(memory, lambda p: _same_name(p.name, mention.name))
    if known:
        return (replace(known, office=known.office or mention.office),)
    if mention.office:
        others = [p.code for p in memory.here if p.code != memory.home]
        home_here = any(p.code == memory.home for p in memory.here)
        code = others[-1] if home_here and others else memory.home
        return (Party(code, mention.office, mention.name),) if code else ()
    return ()


def _by_office(mention: Mention, memory: _Memory) -> tuple[Party, ...]:
    same = [p for p in memory.persons if p.office == mention.office]
    if mention.number == "Plur":
        return _plural(same, mention, memory)
    own = [p for p in same if p.code == memory.home]
    if own:
        return (own[-1],)
    if same:
        return (same[-1],)
    return (Party(memory.home, mention.office),) if memory.home else ()


def _plural(same: list[Party], mention: Mention, memory: _Memory) -> tuple[Party, ...]:
    """Return the latest holders of an office, one a state; else the two sides."""
    latest: dict[str, Party] = {}
    for party in reversed(same):
        latest.setdefault(party.code, party)
    if len(latest) == 1 and mention.office in COLLECTIVE:
        return tuple(latest.values())
    if len(latest) >= 2:
        return tuple(reversed(list(latest.values())[:2]))
    return _sides(mention, memory)


def _sides(mention: Mention, memory: _Memory) -> tuple[Party, ...]:
    """Return the parties that talk to each other here: the most salient two, or the named group."""
    ranked = sorted(memory.salience.items(), key=lambda kv: -kv[1])
    lead = memory.next_topic or memory.subject
    if lead and mention.case in OBLIQUE and sum(_is_state(c) for c, _ in ranked) > 2:
        ranked = [(c, v) for c, v in ranked if c != lead.code]
    states = [c for c, _ in ranked if _is_state(c) or mention.rule == "sides"]
    if memory.pair:
        return tuple(_as_before(Party(c, mention.office), memory) for c in memory.pair)
    if memory.speaking and memory.home:
        states = [memory.home, *(c for c in states if c != memory.home)]
    best = states[:2]
    if mention.rule == "sides" and len(memory.last_group) > 2 and best and best[0] in {p.code for p in memory.last_group}:
        best = list(dict.fromkeys(p.code for p in memory.last_group))
    if len(best) == 1 and memory.home and memory.home not in best:
        best = [memory.home, *best]
    if len(best) < 2:
        return ()
    order = [c for c in (*memory.salience, *best) if c in best]
    order = list(dict.fromkeys(order))
    return tuple(_as_before(Party(c, mention.office), memory) for c in order)


def _as_before(party: Party, memory: _Memory) -> Party:
    if party.office:
        return _filled(party, memory)
    known = _latest(memory, lambda p: p.code == party.code)
    return known or party


def _counterpart(mention: Mention, memory: _Memory) -> tuple[Party, ...]:
    lead = memory.next_topic or memory.topic
    codes = mention.codes or tuple(
        c for c, _ in sorted(memory.salience.items(), key=lambda kv: -kv[1]) if not lead or c != lead.code
    )[:1]
    office = mention.office or (lead.office if lead else None)
    return tuple(_filled(Party(c, office, mention.name), memory) for c in codes)


def _pronoun(mention: Mention, memory: _Memory) -> tuple[Party, ...]:
    if mention.number == "Plur":
        return _sides(mention, memory)
    if mention.case in ("", "Nom"):
        subject = memory.topic or (memory.persons[-1] if memory.persons else None)
        return (subject,) if subject else ()
    lead = memory.next_topic
    if memory.topic and (lead is None or memory.topic.code != lead.code):
        return (memory.topic,)
    other = _latest(memory, lambda p: lead is None or p.code != lead.code)
    return (other,) if other else ()
