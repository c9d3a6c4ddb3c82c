"""Layer statements: what a quoted or interviewed speaker says of other parties.

A quotation is one statement about the parties it names besides the speaker's own, or about the ones
it judges; one that names nobody counts only if it judges, and then the party spoken of just before.
In an interview every answer gives one statement for each judgement of a party that it contains.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from elshi.code.contexts import contexts
from elshi.code.quotes import Quote, Text, cues, quotes
from elshi.code.stances import Judgement, judgements
from elshi.code.terms import Lexicon, Named, Speech, lexicon
from elshi.types import Evidence, Speaker, Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from elshi.resources import Language
    from elshi.types import (
        Article,
        Mention,
        Party,
        Referent,
        Sentence,
        Token,
        Turn,
        Word,
    )

BACK = 4  # sentences in which the party spoken of is looked for
NO_PARTY = frozenset({"accord", "city", "region", "embassy"})
PAIRS = frozenset({"two-states", "sides"})


@dataclass(frozen=True, slots=True, eq=False)
class _Scene:
    article: Article
    text: Text
    lexicon: Lexicon
    language: Language


def statements(
    article: Article,
    sentences: Sequence[Sentence],
    tokens: Sequence[Token],
    words: Sequence[Word],
    mentions: Sequence[Mention],
    turns: Sequence[Turn],
    referents: Sequence[Referent],
    language: Language,
) -> tuple[Statement, ...]:
    """Return the positions in the article in order."""
    spans = _spans(tokens, len(sentences))
    text = Text(sentences, tokens, words, mentions, referents, spans, cues(language))
    scene = _Scene(article, text, lexicon(language), language)
    spoken = {number for turn in turns for number in range(turn.start, turn.stop)}
    quoted = (q for q in quotes(text) if not spoken & set(q.sentences))
    found = [s for quote in quoted for s in _of_quote(quote, scene)]
    asked = 0
    for turn in turns:
        if turn.role == "question":
            asked = turn.start
        elif turn.speaker:
            found += _of_answer(turn, turn.speaker, asked, scene)
    return tuple(sorted(found, key=lambda s: (s.evidence[0].start, s.about, s.stance)))


def _spans(tokens: Sequence[Token], count: int) -> list[tuple[int, int]]:
    spans = [(0, 0)] * count
    for i, token in enumerate(tokens):
        start, stop = spans[token.sentence]
        spans[token.sentence] = (start if stop else i, i + 1)
    return spans


def _of_quote(quote: Quote, scene: _Scene) -> Iterator[Statement]:
    """Yield one statement for a quotation, or one for each stance if it judges differently."""
    judged, named = _judged_in_quote(quote, scene)
    about = tuple(dict.fromkeys(code for n in named if not n.own for code in n.codes))
    about = _elsewhere(_states_first(about), quote.speaker, scene)
    meant = about or _spoken_of(quote.sentences[0], 0, quote.speaker, scene)
    totals: dict[tuple[str, ...], float] = {}
    for _, judgement in judged:
        parties = judgement.about or meant
        totals[parties] = totals.get(parties, 0.0) + judgement.value
    signs = {
        parties: _sign(value) for parties, value in totals.items() if parties and value
    }
    stances = tuple(dict.fromkeys(signs.values()))
    for stance in stances:
        of_it = [parties for parties, sign in signs.items() if sign == stance]
        position = (
            tuple(dict.fromkeys(code for codes in of_it for code in codes)),
            stance,
        )
        told = {n for n, j in judged if (j.about or meant) in of_it}
        numbers = told if len(stances) > 1 else quote.sentences
        yield _statement(quote.speaker, position, numbers, "quote", scene)
    if not stances and about and quote.speaker.code:
        yield _statement(quote.speaker, (about, 0), quote.sentences, "quote", scene)


def _sign(value: float) -> int:
    return 1 if value > 0 else -1


def _elsewhere(
    codes: tuple[str, ...], speaker: Speaker, scene: _Scene
) -> tuple[str, ...]:
    """Return the parties without the outlet's state, which a speaker of no known party is of."""
    abroad = tuple(code for code in codes if code != scene.article.outlet_country)
    return codes if speaker.code or not abroad else abroad


def _states_first(codes: tuple[str, ...]) -> tuple[str, ...]:
    """Return the states among the parties, or all where there is no state."""
    states = tuple(
        code
        for code in codes
        if len(code) == 3 and code.isupper() and code not in _NO_STATE
    )
    return states or codes


_NO_STATE = frozenset(
    {
        "SCO",
        "CIS",
        "OTS",
        "OIC",
        "WHO",
        "WTO",
        "IMF",
        "ADB",
        "GCC",
        "LAS",
        "ECB",
        "ICC",
        "ICJ",
        "IOM",
    }
)


def _judged_in_quote(
    quote: Quote, scene: _Scene
) -> tuple[list[tuple[int, Judgement]], list[Named]]:
    """Return what a quotation judges, by sentence, and whom it names."""
    judged: list[tuple[int, Judgement]] = []
    named: list[Named] = []
    for number in quote.sentences:
        first, last = scene.text.spans[number]
        start = max(first, quote.start)
        stop = quote.stop if first <= quote.stop < last else last
        here = _named(start, stop, quote.speaker, 0, scene)
        speech = Speech(scene.text.tokens, scene.text.words, start, stop, here)
        judged += [(number, found) for found in judgements(speech, scene.lexicon)]
        named += here
    return judged, named


def _of_answer(turn: Turn, party: Party, asked: int, scene: _Scene) -> list[Statement]:
    """Return one statement for each stance towards a party that an answer takes."""
    speaker = Speaker(party.name, party.office, party.code)
    found: dict[tuple[tuple[str, ...], int], list[int]] = {}
    for number in range(turn.start, turn.stop):
        start, stop = scene.text.spans[number]
        here = _named(start, stop, speaker, asked, scene)
        speech = Speech(scene.text.tokens, scene.text.words, start, stop, here)
        totals: dict[tuple[str, ...], float] = {}
        for judgement in judgements(speech, scene.lexicon):
            about = judgement.about or _spoken_of(number, asked, speaker, scene)
            totals[about] = totals.get(about, 0.0) + judgement.value
        for about, value in totals.items():
            if about and value:
                found.setdefault((about, _sign(value)), []).append(number)
    return [
        _statement(speaker, position, numbers, "answer", scene)
        for position, numbers in found.items()
    ]


def _named(
    start: int, stop: int, speaker: Speaker, floor: int, scene: _Scene
) -> tuple[Named, ...]:
    """Return the parties between two tokens as the speaker means them."""
    found = []
    for number, mention in enumerate(scene.text.mentions):
        if mention.start < start or mention.stop > stop or mention.kind in NO_PARTY:
            continue
        codes, own = _meant(number, mention, speaker, floor, scene)
        if codes or own:
            case = mention.case or "Nom"
            plain = not _is_governed(mention.stop, scene)
            found.append(
                Named(
                    mention.start, mention.stop, case, codes, own and not codes, plain
                )
            )
    return tuple(found)


def _is_governed(place: int, scene: _Scene) -> bool:
    """Tell whether a postposition follows ("for Turkey")."""
    words = scene.text.words
    return place < len(words) and words[place].pos == "ADP"


def _meant(
    number: int, mention: Mention, speaker: Speaker, floor: int, scene: _Scene
) -> tuple[tuple[str, ...], bool]:
    """Return the other parties of a mention, and whether it means the speaker's side."""
    if mention.rule in ("we", "own-state"):
        return (), True
    if mention.rule == "addressee":
        return _addressed(
            scene.text.tokens[mention.start].sentence, floor, speaker, scene
        ), False
    if mention.rule in PAIRS:
        return _pair(number, floor, speaker, scene), False
    codes = tuple(dict.fromkeys(p.code for p in scene.text.referents[number].parties))
    others = tuple(code for code in codes if code != speaker.code)
    return others, len(others) < len(codes)


def _addressed(
    sentence: int, floor: int, speaker: Speaker, scene: _Scene
) -> tuple[str, ...]:
    """Return whose "your country" is: the outlet's for a guest, else the party spoken of."""
    home = scene.article.outlet_country
    if floor and home and home != speaker.code:
        return (home,)
    return _spoken_of(sentence, floor, speaker, scene)


def _pair(number: int, floor: int, speaker: Speaker, scene: _Scene) -> tuple[str, ...]:
    """Return the others among "the two states": the last two that the text joined."""
    mentions, tokens = scene.text.mentions, scene.text.tokens
    sentence = tokens[mentions[number].start].sentence
    for later in range(number - 1, 0, -1):
        here = tokens[mentions[later].start].sentence
        if here < floor or sentence - here > BACK:
            break
        codes = mentions[later].codes
        before = mentions[later - 1]
        gap = mentions[later].start - before.stop
        joined = gap == 1 and tokens[before.stop].form.lower() in scene.lexicon.joining
        if len(codes) < 2 and joined:
            codes = (*before.codes, *codes)
        if len(set(codes)) == 2:
            return tuple(code for code in codes if code != speaker.code)
    return ()


def _spoken_of(
    sentence: int, floor: int, speaker: Speaker, scene: _Scene
) -> tuple[str, ...]:
    """Return the only other party that the nearest sentence before names, if it is one."""
    text = scene.text
    for number in range(sentence - 1, max(sentence - 1 - BACK, floor - 1, -1), -1):
        if text.sentences[number].is_title:
            break
        start, stop = text.spans[number]
        codes: list[str] = []
        for index, mention in enumerate(text.mentions):
            if start <= mention.start < stop and mention.kind not in NO_PARTY:
                codes += [p.code for p in text.referents[index].parties]
        others = _states_first(
            tuple(dict.fromkeys(c for c in codes if c != speaker.code))
        )
        if others:
            return others if len(others) == 1 else ()
    return ()


def _statement(
    speaker: Speaker,
    position: tuple[tuple[str, ...], int],
    numbers: Iterable[int],
    rule: str,
    scene: _Scene,
) -> Statement:
    text = scene.text
    told = sorted(numbers)
    picked = [i for number in told for i in range(*text.spans[number])]
    found = contexts(
        [text.words[i] for i in picked],
        [text.tokens[i] for i in picked],
        scene.language,
    )
    return Statement(
        speaker=speaker,
        about=position[0],
        stance=position[1],
        contexts=found,
        evidence=tuple(
            _evidence(scene.article, text.sentences[number]) for number in told
        ),
        rules=(f"statement.{rule}",),
    )


def _evidence(article: Article, sentence: Sentence) -> Evidence:
    return Evidence(
        sentence.start, sentence.stop, article.text[sentence.start : sentence.stop]
    )
