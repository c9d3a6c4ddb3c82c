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
from elshi.parse.engines.patterns import patterns
from elshi.types import Event, Evidence, is_state

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from elshi.resources import Language
    from elshi.types import Article, Claim, Frame, Sentence, Token, Word

PAIR = 2
OLD = timedelta(days=90)
UNDATED = frozenset({"AGREE"})
IN_MEETING = frozenset({"SUPPORT", "REQUEST", "REJECT", "CONSULT"})
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
    drafts = [draft(claim, frames[claim.frame].rule) for claim in claims]
    told = [_aged(d, article) for d in _in_episodes(drafts, sentences)]
    whole = gathered(
        _placed(d) for d in _subsumed(gathered(told), patterns(language).under)
    )
    spans = _token_spans(tokens, len(sentences))
    return tuple(
        _event(_dated(d, article), article, sentences, tokens, words, spans, language)
        for d in whole
        if len(d.codes) > 1
    )


def _in_episodes(drafts: Sequence[Draft], sentences: Sequence[Sentence]) -> list[Draft]:
    """Return the drafts with date and place of the contact that each is told in."""
    found: list[Draft] = []
    for new in drafts:
        lead = _episode(new, found, sentences)
        found.append(_within(new, lead) if lead else new)
    return found


def _episode(
    new: Draft, before: Sequence[Draft], sentences: Sequence[Sentence]
) -> Draft | None:
    """Return the last dated or placed telling with the same parties, if the text still tells of it."""
    if (
        new.status != "actual"
        or new.type in UNDATED
        or (new.attribution and new.type == "ASSAULT")
    ):
        return None
    for old in reversed(before):
        if old.status != "actual" or old.type not in LEADS:
            continue
        if (
            new.sentences[0] - old.sentences[-1] > 4
            or sentences[old.sentences[0]].is_title
        ):
            continue
        if len(new.codes & old.codes) > 1:
            return old
    return None


def _within(new: Draft, lead: Draft) -> Draft:
    if (
        new.first
        and lead.first
        and not (
            new.first <= (lead.last or lead.first)
            and (new.last or new.first) >= lead.first
        )
    ):
        return new
    timed = new if new.first else lead
    place = new.place
    if not place and lead.mode != "phone" and new.type in IN_MEETING:
        place = lead.place or _host(lead)
    return replace(
        new,
        first=timed.first,
        last=timed.last,
        value=timed.value,
        precision=timed.precision,
        place=place,
    )


def _host(draft: Draft) -> str | None:
    """Return the state that a visit goes to."""
    if (
        draft.mode != "visit"
        or not draft.recipients
        or not is_state(draft.recipients[0].code)
    ):
        return None
    return draft.recipients[0].code


def _aged(draft: Draft, article: Article) -> Draft:
    if draft.status == "actual" and draft.last and draft.last < article.published - OLD:
        return replace(draft, status="historical")
    return draft


def _subsumed(drafts: Sequence[Draft], under: Mapping[str, str]) -> list[Draft]:
    """Return the drafts without those that count under another act of the same parties.

    A status raised by a signed declaration is the signature only; a clash of which each side tells
    its half is those two attacks.
    """
    kept = list(drafts)
    for low in drafts:
        act = next((under[rule] for rule in low.rules if rule in under), None)
        tops = [
            d
            for d in kept
            if d is not low
            and f"{d.type}/{d.mode}".startswith(act or "-")
            and d.codes == low.codes
            and d.status == low.status
            and not (set(d.rules) & set(under))
        ]
        if tops:
            kept = [
                joined(d, replace(low, mode=d.mode, type=d.type)) if d in tops else d
                for d in kept
                if d is not low
            ]
    return kept


def _placed(draft: Draft) -> Draft:
    """Return a contact with its mode by place and parties: who came to whom."""
    if draft.type != "CONSULT":
        return draft
    if draft.mode == "phone":
        return replace(draft, place=None)
    everyone = (*draft.actors, *draft.recipients)
    pair = len(draft.codes) == PAIR and all(map(is_state, draft.codes))
    if not pair and (len(draft.codes) > PAIR or draft.mode == "multilateral"):
        if draft.mode == "visit" and draft.recipients:
            return draft
        return replace(draft, mode="multilateral", actors=everyone, recipients=())
    state = draft.place.split(",")[0] if draft.place else None
    if state and state in draft.codes:
        return replace(
            draft,
            mode="visit",
            actors=tuple(p for p in everyone if p.code != state),
            recipients=tuple(p for p in everyone if p.code == state),
        )
    if draft.mode == "visit" and draft.recipients:
        return draft if state else replace(draft, place=_host(draft))
    if state:
        return replace(draft, mode="third-party", actors=everyone, recipients=())
    return replace(draft, mode="", actors=everyone, recipients=())


def _dated(draft: Draft, article: Article) -> Draft:
    """Return a draft told as news of the day with the date of publication, if it has none."""
    if (
        draft.first
        or draft.status != "actual"
        or draft.type in UNDATED
        or not draft.dated_by_news
    ):
        return draft
    return replace(draft, value=article.published.isoformat(), precision="assumed")


def _token_spans(tokens: Sequence[Token], count: int) -> list[tuple[int, int]]:
    spans = [(0, 0)] * count
    for i, token in enumerate(tokens):
        start, stop = spans[token.sentence]
        spans[token.sentence] = (i if stop == 0 else start, i + 1)
    return spans


def _event(
    draft: Draft,
    article: Article,
    sentences: Sequence[Sentence],
    tokens: Sequence[Token],
    words: Sequence[Word],
    spans: Sequence[tuple[int, int]],
    language: Language,
) -> Event:
    told = sorted(draft.sentences)
    picked = [i for number in told for i in range(*spans[number])]
    return Event(
        type=draft.type,
        mode=draft.mode or None,
        contexts=contexts(
            [words[i] for i in picked], [tokens[i] for i in picked], language
        ),
        actors=draft.actors,
        recipients=draft.recipients,
        initiator=draft.initiator if draft.initiator in draft.codes else None,
        date=draft.value or None,
        date_precision=draft.precision or None,
        status=draft.status,
        promise=draft.promise or None,
        place=draft.place,
        attribution=draft.attribution,
        evidence=tuple(_evidence(article, sentences[number]) for number in told),
        rules=draft.rules,
    )


def _evidence(article: Article, sentence: Sentence) -> Evidence:
    return Evidence(
        sentence.start, sentence.stop, article.text[sentence.start : sentence.stop]
    )
