"""Noun phrases: mentions and nouns by their heads, what they belong to, what governs them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from elshi.parse.engines.groups import NOMINALS, QUOTES, VERBALS, Grammar
from elshi.types import Phrase

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from elshi.types import Mention, Token, Word

NAMING = frozenset(
    {"state", "capital", "seat", "organisation", "accord", "group", "city", "region"}
)
PLACES = frozenset({"city", "region"})
INSIDE = QUOTES | frozenset("-–—()")  # marks that do not end a phrase
FARTHEST_HEAD = 5  # nominals between a bare name and the noun that belongs to it
OF_NOUN = "-"  # in place of a postposition: the phrase belongs to the noun after it
LONGEST_TITLE = 3  # tokens in quotation marks that are rather a name than speech
JOINTS = 2  # words that may join two names (", and")


@dataclass(frozen=True, slots=True)
class Space:
    """The tokens first..last of a sentence and what is known of them."""

    first: int
    last: int
    tokens: Sequence[Token]
    words: Sequence[Word]
    mentions: Sequence[Mention]
    at: Mapping[int, int]  # token -> mention that starts there
    closed: set[int]  # tokens of times and predicates
    rules: Grammar

    def form(self, i: int) -> str:
        """Return the lower-case form at i."""
        return self.tokens[i].form.lower()


@dataclass(slots=True)
class _Open:
    """What the words read so far say of the next head."""

    start: int
    owners: tuple[int, ...] = ()  # genitives: they need a head that is marked as owned
    near: tuple[int, ...] = ()  # adjectives and bare names right before the head
    lead: tuple[int, ...] = ()  # bare names that may rather be the subject
    found: list[Phrase] = field(default_factory=list)

    def broken(self, start: int) -> None:
        """Begin anew after a word that ends a phrase."""
        self.owners = self.near = self.lead = ()
        self.start = start


def phrases(space: Space) -> list[Phrase]:
    """Return the noun phrases of a sentence, left to right."""
    walk, i = _Open(space.first), space.first
    while i < space.last:
        if i in space.at:
            i = _named(i, walk, space)
            continue
        if i in space.closed or space.words[i].pos not in NOMINALS:
            if i in space.closed or space.tokens[i].form not in INSIDE:
                walk.broken(i + 1)
        elif _is_head(i, walk, space):
            _headed(i, walk, space)
        i += 1
    return _coordinated(walk.found, space)


def _headed(i: int, walk: _Open, space: Space) -> None:
    """Close the phrase whose head is the noun at i."""
    word = space.words[i]
    owned = any(space.mentions[number].kind in NAMING for number in walk.near)
    owners = () if owned else walk.owners  # "X-nyn [Y aimagyna] shabuyly"
    belongs = (*walk.near, *(owners if word.possessor else ()))
    genitive = word.case == "Gen"
    walk.found.append(
        Phrase(
            start=walk.start,
            head=i,
            lemma=word.lemma,
            case=word.case or "Nom",
            possessor=word.possessor,
            owners=belongs,
            post=_postposition(i + 1, space),
            acts=_acts(belongs, space),
            lead=walk.lead,
        )
    )
    walk.owners = belongs if genitive else walk.owners if owned else ()
    walk.near = ()
    walk.lead = walk.lead if genitive else ()
    walk.start = i + 1


def _named(i: int, walk: _Open, space: Space) -> int:
    """Read the names that begin at i: a phrase, or what the next head belongs to."""
    chain, stop = _chain(i, space)
    last, members = space.mentions[chain[-1]], tuple(chain)
    case = last.case or "Nom"
    if _modifies(last, stop, space):
        walk.near = (*walk.near, *members)
        acting = case == "Nom" and last.kind in NAMING - PLACES
        walk.lead = members if acting else ()
    else:
        owned = bool(last.possessor) and not last.codes
        walk.found.append(
            Phrase(
                start=space.mentions[chain[0]].start,
                head=stop - 1,
                lemma=space.words[stop - 1].lemma,
                case=case,
                possessor=last.possessor,
                mentions=members,
                owners=(*(walk.owners if owned else ()), *walk.near),
                post=_postposition(stop, space),
                acts=_acts(members, space),
            )
        )
        kept = () if owned else walk.owners
        walk.owners, walk.near, walk.lead = members if case == "Gen" else kept, (), ()
    walk.start = stop
    return stop


def _modifies(last: Mention, stop: int, space: Space) -> bool:
    """Whether names describe the noun that follows rather than stand for themselves."""
    if last.kind == "adjective":
        return not _stands_alone(stop, space)
    if _attributive(stop, space):
        return True
    bare = (last.case or "Nom") == "Nom"
    if bare and _relational(stop, space):
        return True
    return bare and _may_own(last) and _owns_next(stop, space)


def _relational(i: int, space: Space) -> bool:
    """Whether a noun of relation follows ("ükimetteri arasynda")."""
    if i >= space.last or i in space.at or i in space.closed:
        return False
    word = space.words[i]
    return word.lemma in space.rules.relational and word.possessor == "3"


def _may_own(mention: Mention) -> bool:
    """Whether a bare name may belong to the noun after it; "X taraby" stands by itself."""
    side = mention.kind == "state" and mention.rule == "owned"
    return mention.rule in {"state", "members"} or (mention.kind in NAMING and not side)


def _stands_alone(stop: int, space: Space) -> bool:
    """Whether an adjective is used as a noun: a name, a verb or nothing follows ("irandyq")."""
    if stop >= space.last or stop in space.closed:
        return True
    return stop in space.at and space.mentions[space.at[stop]].kind in NAMING


def _attributive(stop: int, space: Space) -> bool:
    """Whether a name describes the noun after it by place ("Katardağy baza")."""
    if space.words[stop - 1].derivation != "adj-loc" or stop >= space.last:
        return False
    nominal = stop in space.at or space.words[stop].pos in NOMINALS
    return nominal or space.tokens[stop].kind == "number"


def _owns_next(i: int, space: Space) -> bool:
    """Whether the nominal that follows is marked as somebody's ("Qytai tauarlary")."""
    steps = 0
    while (
        i < space.last
        and i not in space.at
        and i not in space.closed
        and steps < FARTHEST_HEAD
    ):
        word = space.words[i]
        if space.tokens[i].form in QUOTES:
            i += 1
            continue
        if word.pos not in NOMINALS:
            return False
        if word.possessor == "3" or word.case not in ("", "Nom"):
            return word.possessor == "3"
        i, steps = i + 1, steps + 1
    return False


def _acts(members: tuple[int, ...], space: Space) -> bool:
    """Whether one who can act is among the mentions."""
    named = (space.mentions[number] for number in members)
    return any(m.kind not in PLACES and m.rule != "state" for m in named)


def _chain(i: int, space: Space) -> tuple[list[int], int]:
    """Return the mentions coordinated with the one that starts at token i, and where they stop."""
    chain = [space.at[i]]
    while True:
        mention = space.mentions[chain[-1]]
        after = mention.stop
        while after < space.last and space.form(after) in space.rules.conjunctions:
            after += 1
        joints = after - mention.stop
        if not 0 < joints <= JOINTS or after not in space.at:
            return chain, mention.stop
        following = space.mentions[space.at[after]]
        if not _joined(mention, following, space.tokens[mention.stop].form):
            return chain, mention.stop
        chain.append(space.at[after])


def _joined(mention: Mention, following: Mention, mark: str) -> bool:
    case = mention.case or "Nom"
    same = case == (following.case or "Nom")
    if mark == ",":
        return same and mention.kind == following.kind
    return case == "Nom" or same


def _is_head(i: int, walk: _Open, space: Space) -> bool:
    """Whether the nominal at i ends its phrase: it has a case, or nothing nominal follows."""
    word = space.words[i]
    if word.case not in ("", "Nom"):
        about = (
            word.pos == "NUM" and i + 1 < space.last and space.words[i + 1].pos == "ADJ"
        )
        return not about and word.derivation not in ("adj-loc", "adj-rel")
    following = i + 1
    while following < space.last and space.tokens[following].form in QUOTES:
        following += 1
    if following >= space.last or following in space.closed:
        return True
    if following in space.at:
        return word.pos == "NOUN"
    if word.possessor and word.pos == "NOUN":
        return _closes_owned(word, following, walk, space)
    return space.words[following].pos not in NOMINALS


def _closes_owned(word: Word, following: int, walk: _Open, space: Space) -> bool:
    """Whether an owned noun ends its phrase although nominals follow."""
    if space.words[following].pos in ("PRON", "DET", "NUM"):
        return True
    people = word.number == "Plur" and bool(walk.owners or walk.near)
    return people or not _owns_next(following, space)


def _postposition(i: int, space: Space) -> str:
    """Return the postposition that stands at i, past quotation marks."""
    while i < space.last and space.tokens[i].form in QUOTES:
        i += 1
    if i >= space.last or space.words[i].pos in VERBALS:
        return ""
    return space.form(i) if space.form(i) in space.rules.postpositions else ""


def _partner_of(one: Phrase, two: Phrase, space: Space) -> bool:
    """Whether an instrumental belongs to a noun of talk that is no object of the predicate."""
    if one.head + 1 != two.start or two.start not in (two.head, two.head - 1):
        return False
    opens = space.words[two.start].lemma in space.rules.talks
    return opens and (bool(two.post) or two.case not in ("Nom", "Acc"))


def _coordinated(found: list[Phrase], space: Space) -> list[Phrase]:
    """Return the phrases with the case of a pair on both ("egemendigi men tutastyğyna").

    A noun right before a name in another case is said of that name and acts for nobody.
    """
    for index in range(len(found) - 2, -1, -1):
        one, two = found[index], found[index + 1]
        if one.case == "Ins" and _partner_of(one, two, space):
            found[index] = replace(one, post=OF_NOUN)
        if one.case != "Nom" or two.case == "Nom":
            continue
        between = [space.form(i) for i in range(one.head + 1, two.start)]
        if not between and two.mentions and not one.mentions:
            found[index] = replace(one, acts=False)
        elif (
            len(between) == 1
            and between[0] in space.rules.conjunctions
            and between[0].isalpha()
        ):
            found[index] = replace(one, case=two.case, post=two.post)
    return found


def quotations(space: Space) -> list[tuple[int, int]]:
    """Return the quotations of a sentence that hold more than a name, as their two marks."""
    marks = [
        i for i in range(space.first, space.last) if space.tokens[i].form in QUOTES
    ]
    pairs = zip(marks[::2], marks[1::2], strict=False)
    return [(a, b) for a, b in pairs if b - a > LONGEST_TITLE]


def governor(i: int, space: Space) -> str:
    """Return the postposition or quoting word after a predicate ("qosylğany üşin")."""
    while i < space.last and space.tokens[i].form in QUOTES:
        i += 1
    if i >= space.last:
        return ""
    word, form = space.words[i], space.form(i)
    if form in space.rules.postpositions or form in space.rules.quote:
        return form
    return word.lemma if word.lemma in space.rules.postpositions else ""
