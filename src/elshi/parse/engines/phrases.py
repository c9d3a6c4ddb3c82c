"""Noun phrases: mentions and nouns by their heads, what they belong to, what governs them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from elshi.parse.engines.groups import NOMINALS, Grammar
from elshi.types import Phrase

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from elshi.types import Mention, Token, Word

NAMING = frozenset(
    {"state", "capital", "seat", "organisation", "accord", "group", "city", "region"}
)
PLACES = frozenset({"city", "region"})


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


def phrases(space: Space) -> list[Phrase]:
    """Return the noun phrases of a sentence, left to right."""
    found: list[Phrase] = []
    owners: tuple[int, ...] = ()  # genitives: they need a head that is marked as owned
    near: tuple[int, ...] = ()  # adjectives and bare names right before the head
    lead: int | None = None
    i, start = space.first, space.first
    while i < space.last:
        if i in space.at:
            chain, stop = _chain(i, space)
            owners, near, phrase = _mention_phrase(chain, stop, owners, near, space)
            bare = near and space.mentions[near[-1]].kind in NAMING - PLACES
            lead = near[-1] if bare else None
            if phrase:
                found.append(phrase)
            i = start = stop
            continue
        if i in space.closed or space.words[i].pos not in NOMINALS:
            if not _transparent(i, space):
                owners, near, lead, start = (), (), None, i + 1
            i += 1
            continue
        if _is_head(i, space):
            word = space.words[i]
            belongs = (*near, *(owners if word.possessor else ()))
            found.append(
                Phrase(
                    start,
                    i,
                    word.lemma,
                    word.case or "Nom",
                    word.possessor,
                    (),
                    belongs,
                    _postposition(i + 1, space),
                    _acts(belongs, space),
                    lead,
                )
            )
            owners, near = (belongs if word.case == "Gen" else ()), ()
            lead = lead if word.case == "Gen" else None
            start = i + 1
        i += 1
    return _coordinated(found, space)


def _coordinated(found: list[Phrase], space: Space) -> list[Phrase]:
    """Return the phrases with the case of a pair on both members ("egemendıgı men tūtastyğyna").

    A noun right before a name in another case is said of that name and acts for nobody.
    """
    for index in range(len(found) - 2, -1, -1):
        one, two = found[index], found[index + 1]
        if (
            one.head + 1 == two.start
            and two.mentions
            and not one.mentions
            and one.case == "Nom" != two.case
        ):
            found[index] = one = replace(one, acts=False)
        between = [space.tokens[i].form.lower() for i in range(one.head + 1, two.start)]
        if (
            len(between) == 1
            and between[0] in space.rules.conjunctions
            and between[0].isalpha()
        ):
            if one.case == "Nom" and two.case != "Nom":
                found[index] = replace(one, case=two.case, post=two.post)
    return found


def _transparent(i: int, space: Space) -> bool:
    """Marks of quotation and adverbs of degree stand inside a phrase."""
    if i in space.closed:
        return False
    form = space.tokens[i].form
    return form in '«»"“”„-–()' or (
        space.words[i].pos in ("ADV", "NUM", "ADP") and False
    )


def _chain(i: int, space: Space) -> tuple[list[int], int]:
    """Return the mentions coordinated with the one that starts at token i, and where they stop."""
    chain = [space.at[i]]
    while True:
        mention = space.mentions[chain[-1]]
        stop = mention.stop
        after = stop
        while (
            after < space.last
            and space.tokens[after].form.lower() in space.rules.conjunctions
        ):
            after += 1
        if after == stop or after - stop > 2 or after not in space.at:
            return chain, stop
        following = space.mentions[space.at[after]]
        if not _joined(mention, following, space.tokens[stop].form):
            return chain, stop
        chain.append(space.at[after])


def _joined(mention: Mention, following: Mention, mark: str) -> bool:
    same = (mention.case or "Nom") == (following.case or "Nom")
    if mark == ",":
        return same and (mention.kind == following.kind)
    return (mention.case or "Nom") == "Nom" or same


def _mention_phrase(
    chain: list[int],
    stop: int,
    owners: tuple[int, ...],
    near: tuple[int, ...],
    space: Space,
) -> tuple[tuple[int, ...], tuple[int, ...], Phrase | None]:
    """Return the owners that hold after a mention, far and near, and the phrase that it makes."""
    last = space.mentions[chain[-1]]
    members = tuple(chain)
    case = last.case or "Nom"
    if (last.kind == "adjective" and not _stands_alone(stop, space)) or _attributive(
        stop, space
    ):
        return owners, (*near, *members), None
    if case == "Nom" and _may_own(last) and _owns_next(stop, space):
        return owners, (*near, *members), None
    phrase = Phrase(
        space.mentions[chain[0]].start,
        stop - 1,
        space.words[stop - 1].lemma,
        case,
        last.possessor,
        members,
        (*owners, *near),
        _postposition(stop, space),
        _acts(members, space),
    )
    return (members if case == "Gen" else ()), (), phrase


def _may_own(mention: Mention) -> bool:
    """Whether a bare name may belong to the noun after it; "X tarapy" stands by itself."""
    side = mention.kind == "state" and mention.rule == "owned"
    return mention.rule == "state" or (mention.kind in NAMING and not side)


def _stands_alone(stop: int, space: Space) -> bool:
    """Whether an adjective is used as a noun: a name, a verb or nothing follows ("irandyq")."""
    if stop >= space.last or stop in space.closed:
        return True
    return stop in space.at and space.mentions[space.at[stop]].kind in NAMING


def _attributive(stop: int, space: Space) -> bool:
    """Whether a name describes the noun after it by place ("Katardağy baza")."""
    if space.words[stop - 1].derivation != "adj-loc" or stop >= space.last:
        return False
    return (
        stop in space.at
        or space.words[stop].pos in NOMINALS
        or space.tokens[stop].kind == "number"
    )


def _acts(members: tuple[int, ...], space: Space) -> bool:
    return any(
        m.kind not in PLACES and m.rule != "state"
        for m in (space.mentions[n] for n in members)
    )


def _owns_next(i: int, space: Space) -> bool:
    """Whether the nominal that follows is marked as somebody's ("Qytai tauarlary")."""
    steps = 0
    while i < space.last and i not in space.at and i not in space.closed and steps < 5:
        word = space.words[i]
        if space.tokens[i].form in '«»"':
            i += 1
            continue
        if word.pos not in NOMINALS:
            return False
        if word.possessor == "3":
            return True
        if word.case not in ("", "Nom"):
            return False
        i, steps = i + 1, steps + 1
    return False


def _is_head(i: int, space: Space) -> bool:
    """Whether the nominal at i ends its phrase: it has a case, or nothing nominal follows."""
    word = space.words[i]
    if word.case not in ("", "Nom"):
        if word.pos == "NUM" and i + 1 < space.last and space.words[i + 1].pos == "ADJ":
            return False
        return word.derivation not in ("adj-loc", "adj-rel")
    nxt = i + 1
    while nxt < space.last and space.tokens[nxt].form in '«»"':
        nxt += 1
    if nxt >= space.last or nxt in space.closed:
        return True
    if nxt in space.at:
        return word.pos == "NOUN" and bool(word.possessor)
    following = space.words[nxt]
    if word.possessor and word.pos == "NOUN" and word.verb_form == "":
        return following.pos in ("PRON", "DET", "NUM") or not _owns_next(nxt, space)
    return following.pos not in NOMINALS


def _postposition(i: int, space: Space) -> str:
    while i < space.last and space.tokens[i].form in '«»"':
        i += 1
    if i >= space.last:
        return ""
    form = space.tokens[i].form.lower()
    return form if form in space.rules.postpositions else ""


def nominal(phrase: Phrase, clause: int) -> Phrase:
    """Return the phrase with the clause that it stands for."""
    return replace(phrase, clause=clause)
