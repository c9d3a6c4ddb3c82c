"""Layer events: the acts that a document reports, each once, completed by the codebook.

Claims of one act are gathered; what a telling leaves open is taken from the contact it is told in:
acts of one meeting share its date and place. An act told as news without any time takes the day of
publication, `assumed`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from elshi.code.contexts import contexts
from elshi.code.drafts import Draft, draft, gathered, joined
from elshi.types import Event, Evidence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from elshi.resources import Language
    from elshi.types import Article, Claim, Frame, Party, Sentence, Token, Word

PAIR = 2
NOTHING_ELSE = ("diplomatic",)  # contexts where the sentence itself names none
OLD = timedelta(days=90)
FARTHEST = 4  # sentences over which a text goes on with a contact
IN_MEETING = frozenset({"SUPPORT", "REQUEST", "REJECT", "CONSULT"})
APART = frozenset({"ACCUSE", "ASSAULT", "SANCTION", "THREATEN", "COERCE", "MOBILIZE"})
LEADS = frozenset(
    {"CONSULT", "AID"}
)  # what a text tells at length, with acts inside it


def events(
    article: Article,
    sentences: Sequence[Sentence],
    tokens: Sequence[Token],
    words: Sequence[Word],
    frames: Sequence[Frame],
    claims: Sequence[Claim],
    language: Language,
) -> tuple[Event, ...]:
    """Return the events of the article in the order in which it first tells them."""
    drafts = [draft(claim, frames[claim.frame], language.states) for claim in claims]
    told = [_aged(d, article) for d in _in_episodes(drafts, sentences)]
    once = gathered(_placed(d) for d in _subsumed(gathered(told)))
    whole = [d for d in once if not _is_of_visit(d, once)]
    spans = _token_spans(tokens, len(sentences))

    def topics(numbers: Sequence[int]) -> tuple[str, ...]:
        picked = [i for number in numbers for i in range(*spans[number])]
        return contexts(
            [words[i] for i in picked], [tokens[i] for i in picked], language
        )

    title = [n for n, s in enumerate(sentences) if s.is_title]

    def about(told: Draft) -> tuple[str, ...]:
        own = topics(sorted(told.sentences))
        if own == NOTHING_ELSE and told.type == "CONSULT":
            own = topics(_beside(told, sentences))
        return topics(title) if own == NOTHING_ELSE else own

    return tuple(
        _event(_dated(d, article), about(d), article, sentences)
        for d in whole
        if len(d.codes) >= PAIR
    )


def _beside(told: Draft, sentences: Sequence[Sentence]) -> list[int]:
    """Return the sentences of a contact and those that go on in their paragraph."""
    near = {n + step for n in told.sentences for step in (0, 1)}
    own = {sentences[n].paragraph for n in told.sentences}
    return sorted(
        n for n in near if 0 <= n < len(sentences) and sentences[n].paragraph in own
    )


def _in_episodes(drafts: Sequence[Draft], sentences: Sequence[Sentence]) -> list[Draft]:
    """Return the drafts with date and place of the contact that each is told in."""
    found: list[Draft] = []
    for new in drafts:
        leads = list(_before(new, found, sentences))
        one_day = (d for d in leads if d.first and new.meets(d))
        timed = next((d for d in one_day if _shares_day(new, d)), None)
        dated = new.dated_as(timed) if timed and not new.first else new
        placed = next((p for old in leads if (p := _shared_place(new, old))), None)
        title = sentences[new.sentences[0]].is_title
        found.append(replace(dated, place=dated.place or placed, headline=title))
    return found


def _before(
    new: Draft, told: Sequence[Draft], sentences: Sequence[Sentence]
) -> Iterator[Draft]:
    """Yield the acts that the text has told shortly before, the last first."""
    one_sided = new.attribution and new.type == "ASSAULT"
    if new.status != "actual" or new.type == "AGREE" or one_sided:
        return
    for old in reversed(told):
        gap = new.sentences[0] - old.sentences[-1]
        past = old.status == "historical" and gap <= 2 and new.type == "SUPPORT"
        near = gap <= FARTHEST and (old.status == "actual" or past)
        if near and not sentences[old.sentences[0]].is_title:
            yield old


def _shares_day(new: Draft, old: Draft) -> bool:
    """Whether an act is told as part of an earlier one, and so of its day."""
    if new.follows and old.sentences[-1] >= new.sentences[0] - 1:
        return True
    leads = old.type in LEADS or old.type == new.type == "RETREAT"
    apart = new.type in APART or new.mode == "praise"
    doers = {p.code for p in new.actors}
    both = len(new.codes & old.codes) >= PAIR or old.mode == "multilateral"
    return leads and doers <= old.codes and both and not apart


def _shared_place(new: Draft, old: Draft) -> str | None:
    """Return the place of an earlier contact, if the act belongs to that meeting or journey."""
    place = old.place or old.host
    if not place or old.type not in LEADS or "phone" in (old.mode, new.mode):
        return None
    if new.type == "CONSULT":
        shared = len(new.codes & old.codes)
        enough = 1 if new.sentences[0] - old.sentences[-1] <= 1 else PAIR
        return place if shared >= enough and new.near(old) else None
    if new.type not in IN_MEETING or new.mode == "praise":
        return None
    enough = 1 if old.mode == "multilateral" else PAIR
    together = new.meets(old) and len(new.codes & old.codes) >= enough
    return place if new.follows or together else None


def _is_of_visit(told: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether a contact ahead is only the programme of a visit that has begun."""
    if told.status != "future" or not told.promise.startswith("CONSULT"):
        return False
    if not all(rule.startswith("consult.") for rule in told.rules):
        return False
    return any(
        d.type == "CONSULT"
        and d.mode == "visit"
        and d.status == "actual"
        and d.codes == told.codes
        and told.near(d)
        and not (told.recipients and told.recipients != d.recipients)
        for d in drafts
    )


def _aged(told: Draft, article: Article) -> Draft:
    if told.status == "actual" and told.last and told.last < article.published - OLD:
        return replace(told, status="historical")
    return told


def _subsumed(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts without those that count under another act of the same parties.

    A status raised by a signed declaration is the signature only; a clash of which each side tells
    its half is those two attacks.
    """
    kept = list(drafts)
    for low in drafts:
        tops = [top for top in kept if top is not low and _covers(top, low)]
        if tops:
            kept = [
                joined(d, replace(low, mode=d.mode, type=d.type)) if d in tops else d
                for d in kept
                if d is not low
            ]
    return kept


def _covers(top: Draft, low: Draft) -> bool:
    if not low.under or top.under or top.codes != low.codes or top.status != low.status:
        return False
    return f"{top.type}/{top.mode}".startswith(low.under)


def _placed(told: Draft) -> Draft:
    """Return a contact with its mode by place and parties: who came to whom."""
    if told.type == "AGREE" and told.is_pair_of_states:
        act = told.promise.replace("/multilateral", "/visit")
        visited = told.host if act == "CONSULT/visit" else None
        return replace(told, promise=act, place=told.place or visited)
    if told.type != "CONSULT":
        return told
    if told.mode == "phone":
        return replace(told, place=None)
    many = len(told.codes) > PAIR or told.mode == "multilateral"
    if many and not told.is_pair_of_states:
        directed = told.mode == "visit" and told.recipients
        return told if directed else _among_all(told, "multilateral")
    return _of_two(told)


def _of_two(told: Draft) -> Draft:
    """Return a meeting of two parties: a visit to one of them, or a meeting elsewhere."""
    state = told.place.split(",")[0] if told.place else None
    everyone = (*told.actors, *told.recipients)
    if state in told.codes:
        return replace(
            told,
            mode="visit",
            actors=tuple(p for p in everyone if p.code != state),
            recipients=tuple(p for p in everyone if p.code == state),
        )
    if told.mode == "visit" and told.recipients:
        return told if state else replace(told, place=told.host)
    envoys = [p for p in everyone if p.office == "ambassador"]
    if not state and len(envoys) == 1:  # a resident ambassador comes to the hosts
        hosts = tuple(p for p in everyone if p not in envoys)
        return replace(told, mode="visit", actors=tuple(envoys), recipients=hosts)
    return _among_all(told, "third-party" if state else "")


def _among_all(told: Draft, mode: str) -> Draft:
    return replace(
        told, mode=mode, actors=(*told.actors, *told.recipients), recipients=()
    )


def _dated(told: Draft, article: Article) -> Draft:
    """Return a draft told as news of the day with the date of publication, if it has none."""
    if (
        told.first
        or told.status != "actual"
        or told.type == "AGREE"
        or not told.dated_by_news
    ):
        return told
    return replace(told, value=article.published.isoformat(), precision="assumed")


def _token_spans(tokens: Sequence[Token], count: int) -> list[tuple[int, int]]:
    spans = [(0, 0)] * count
    for i, token in enumerate(tokens):
        start, stop = spans[token.sentence]
        spans[token.sentence] = (i if stop == 0 else start, i + 1)
    return spans


def _event(
    told: Draft,
    topics: tuple[str, ...],
    article: Article,
    sentences: Sequence[Sentence],
) -> Event:
    return Event(
        type=told.type,
        mode=told.mode or None,
        contexts=topics,
        actors=_each_once(told.actors),
        recipients=_each_once(told.recipients),
        initiator=told.initiator if told.initiator in told.codes else None,
        date=told.value or None,
        date_precision=told.precision or None,
        status=told.status,
        promise=told.promise or None,
        place=told.place,
        attribution=told.attribution,
        evidence=tuple(
            Evidence(s.start, s.stop, article.text[s.start : s.stop])
            for s in (sentences[number] for number in sorted(told.sentences))
        ),
        rules=told.rules,
    )


def _each_once(parties: Sequence[Party]) -> tuple[Party, ...]:
    """Return the parties, each code once, by its first telling."""
    return tuple({p.code: p for p in reversed(parties)}.values())[::-1]
