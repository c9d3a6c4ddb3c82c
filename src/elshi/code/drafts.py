"""Drafts: claims that tell one act, gathered, before the document completes them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from elshi.types import Party

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from elshi.types import Claim, Frame

PAIR = 2
A_DAY = timedelta(days=1)
NEARER = (
    "visit",
    "third-party",
    "multilateral",
)  # modes that say more, from least to most


@dataclass(frozen=True, slots=True)
class Draft:
    """An event in the making: the codebook's fields, and the sentences and rules behind them."""

    type: str
    mode: str
    promise: str
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    status: str
    first: date | None
    last: date | None
    value: str
    precision: str
    place: str | None
    initiator: str | None
    attribution: str | None
    sentences: tuple[int, ...]
    rules: tuple[str, ...]
    dated_by_news: bool
    follows: bool
    under: str
    states: frozenset[str]
    headline: bool = False

    @property
    def codes(self) -> frozenset[str]:
        """The codes of all parties."""
        return frozenset(p.code for p in (*self.actors, *self.recipients))

    @property
    def is_pair_of_states(self) -> bool:
        """Whether two states and nobody else take part."""
        return len(self.codes) == PAIR and self.codes <= self.states

    @property
    def host(self) -> str | None:
        """The state that a visit goes to."""
        visits = self.mode == "visit" or self.promise == "CONSULT/visit"
        code = self.recipients[0].code if visits and self.recipients else ""
        return code if code in self.states else None

    def dated_as(self, other: Draft) -> Draft:
        """Return the draft with the date of another."""
        return replace(
            self,
            first=other.first,
            last=other.last,
            value=other.value,
            precision=other.precision,
        )

    def near(self, other: Draft) -> bool:
        """Whether two acts took place within a day of each other, as far as is told."""
        if not (self.first and other.last and self.last and other.first):
            return True
        return abs(self.first - other.first) <= A_DAY

    def meets(self, other: Draft) -> bool:
        """Whether the dates of two drafts can be those of one act."""
        if not (self.first and self.last and other.first and other.last):
            return True
        return self.first <= other.last and other.first <= self.last


def draft(claim: Claim, frame: Frame, states: frozenset[str]) -> Draft:
    """Return the draft of one claim."""
    time = claim.time
    return Draft(
        type=claim.type,
        mode=claim.mode,
        promise=claim.promise,
        actors=claim.actors,
        recipients=claim.recipients,
        status=claim.status,
        first=time.first if time else None,
        last=time.last if time else None,
        value=time.value if time else "",
        precision=time.precision if time else "",
        place=claim.place,
        initiator=claim.initiator,
        attribution=claim.attribution,
        sentences=(claim.sentence,),
        rules=(frame.rule,),
        dated_by_news=claim.dated_by_news,
        follows=claim.follows,
        under=frame.under,
        states=states,
    )


def gathered(drafts: Iterable[Draft]) -> list[Draft]:
    """Return the drafts with those that tell the same act joined, in order of first telling."""
    found: list[Draft] = []
    for new in drafts:
        place = next((i for i, old in enumerate(found) if same_act(old, new)), None)
        if place is None:
            found.append(new)
        else:
            found[place] = joined(found[place], new)
    return found


def same_act(old: Draft, new: Draft) -> bool:
    """Whether two drafts of one document tell one act."""
    if old.type != new.type or old.status != new.status or not old.meets(new):
        return False
    if old.type == "CONSULT":
        return _same_contact(old, new)
    if old.type == "AGREE":
        return _same_agreement(old, new) and _same_promise(old, new)
    return _same_deed(old, new)


def _same_deed(old: Draft, new: Draft) -> bool:
    pleads = old.type == "REQUEST" and (not old.promise or not new.promise)
    one_act = pleads and old.sentences == new.sentences
    one_act = one_act or (old.type == "ACCUSE" and old.headline != new.headline)
    if _differ(old.promise, new.promise):
        return False
    if _differ(old.mode, new.mode) and not one_act:
        return False
    if old.mode == new.mode == "sign":
        return old.codes == new.codes
    return _sides(old) == _sides(new)


def _differ(one: str, two: str) -> bool:
    return bool(one and two) and one != two


def _sides(told: Draft) -> tuple[frozenset[str], frozenset[str]]:
    return (
        frozenset(p.code for p in told.actors),
        frozenset(p.code for p in told.recipients),
    )


def _same_agreement(old: Draft, new: Draft) -> bool:
    """Whether two promises are made by the same to the same; an accepted invitation turns round."""
    joint = not (old.recipients and new.recipients)
    turned = bool(new.initiator) or bool(old.initiator)
    return old.codes == new.codes and (joint or turned or _sides(old) == _sides(new))


def _same_promise(old: Draft, new: Draft) -> bool:
    one, two = old.promise.split("/"), new.promise.split("/")
    return one == two or (one[0] == two[0] and (len(one) == 1 or len(two) == 1))


def _same_contact(old: Draft, new: Draft) -> bool:
    if (old.mode == "phone") != (new.mode == "phone"):
        other = new if old.mode == "phone" else old
        if other.mode or other.place:
            return False
    if old.codes == new.codes:
        return True
    few, crowd = sorted((old, new), key=lambda d: len(d.codes))
    if not crowd.mode == few.mode == "multilateral":
        return False
    return few.codes <= crowd.codes or bool((few.codes & crowd.codes) - few.states)


def joined(old: Draft, new: Draft) -> Draft:
    """Return one draft from two tellings of an act; the fuller and more exact value wins."""
    dated, lead = _more_exact(old, new), _leading(old, new)
    other = (
        (*new.actors, *new.recipients)
        if lead is old
        else (*old.actors, *old.recipients)
    )
    crowd = other if old.mode == new.mode == "multilateral" else ()
    return replace(
        lead,
        mode=_nearer("" if old.headline and new.mode else old.mode, new.mode),
        promise=max(old.promise, new.promise, key=len),
        actors=_enriched((*lead.actors, *crowd), other),
        recipients=_enriched(lead.recipients, other),
        first=dated.first,
        last=dated.last,
        value=dated.value,
        precision=dated.precision,
        place=max(old.place or "", new.place or "", key=len) or None,
        initiator=old.initiator or new.initiator,
        attribution=old.attribution if new.attribution else None,
        dated_by_news=old.dated_by_news or new.dated_by_news,
        under=old.under and new.under,
        sentences=tuple(dict.fromkeys((*old.sentences, *new.sentences))),
        rules=tuple(dict.fromkeys((*old.rules, *new.rules))),
    )


def _leading(old: Draft, new: Draft) -> Draft:
    """Return the telling whose sides hold: one that directs a contact, accepts an invitation."""
    if old.type == "CONSULT":
        crowd = len(new.codes) > len(old.codes)
        return new if crowd or (not old.recipients and new.recipients) else old
    accepted = old.type == "AGREE" and new.initiator and not old.initiator
    return new if accepted else old


def _nearer(old: str, new: str) -> str:
    if "phone" in (old, new):
        return "phone"
    if not {old, new} <= {*NEARER, ""}:
        return old or new
    known = [mode for mode in (old, new) if mode]
    return max(known, key=lambda m: NEARER.index(m) if m in NEARER else -1, default="")


def _more_exact(old: Draft, new: Draft) -> Draft:
    if not (old.first and old.last):
        return new
    if not (new.first and new.last):
        return old
    return new if new.last - new.first < old.last - old.first else old


def _enriched(parties: Sequence[Party], known: Sequence[Party]) -> tuple[Party, ...]:
    """Return the parties with offices and names from other tellings."""
    found = {p.code: p for p in parties}
    for party in known:
        mine = found.get(party.code)
        if mine is not None:
            found[party.code] = Party(
                party.code, mine.office or party.office, mine.name or party.name
            )
    return tuple(found.values())
