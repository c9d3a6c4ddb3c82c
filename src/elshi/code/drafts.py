"""Drafts: claims that tell one act, gathered, before the document completes them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from elshi.types import Party

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from elshi.types import Claim

NEARER = ("visit", "third-party", "multilateral")


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
    dated_by_news: bool = True

    @property
    def codes(self) -> frozenset[str]:
        """The codes of all parties."""
        return frozenset(p.code for p in (*self.actors, *self.recipients))


def draft(claim: Claim, rule: str) -> Draft:
    """Return the draft of one claim."""
    time = claim.time
    return Draft(
        claim.type,
        claim.mode,
        claim.promise,
        claim.actors,
        claim.recipients,
        claim.status,
        time.first if time else None,
        time.last if time else None,
        time.value if time else "",
        time.precision if time else "",
        claim.place,
        claim.initiator,
        claim.attribution,
        (claim.sentence,),
        (rule,),
        claim.dated_by_news,
    )


def gathered(drafts: Iterable[Draft]) -> list[Draft]:
    """Return the drafts with those that tell the same act joined, in order of first telling."""
    found: list[Draft] = []
    for new in drafts:
        for index, old in enumerate(found):
            if same_act(old, new):
                found[index] = joined(old, new)
                break
        else:
            found.append(new)
    return found


def same_act(old: Draft, new: Draft) -> bool:
    """Whether two drafts of one document tell one act."""
    if old.type != new.type or old.status != new.status or not compatible(old, new):
        return False
    if old.type == "CONSULT":
        return _same_contact(old, new)
    if old.type == "AGREE":
        return old.codes == new.codes and _same_promise(old, new)
    if old.mode != new.mode and old.mode and new.mode:
        return False
    if old.promise != new.promise and old.promise and new.promise:
        return False
    if old.type == "SUPPORT" and old.mode == "sign":
        return old.codes == new.codes
    return sides(old) == sides(new)


def sides(draft: Draft) -> tuple[frozenset[str], frozenset[str]]:
    """Return the codes that act and the codes that are acted upon."""
    return (
        frozenset(p.code for p in draft.actors),
        frozenset(p.code for p in draft.recipients),
    )


def _same_promise(old: Draft, new: Draft) -> bool:
    if old.promise == new.promise:
        return True
    kinds = {p.split("/")[0] for p in (old.promise, new.promise)}
    return len(kinds) == 1 and ("/" not in old.promise or "/" not in new.promise)


def _same_contact(old: Draft, new: Draft) -> bool:
    if (old.mode == "phone") != (new.mode == "phone"):
        other = new if old.mode == "phone" else old
        if other.mode or other.place:
            return False
    if old.codes == new.codes:
        return True
    crowd = max(old, new, key=lambda d: len(d.codes))
    few = min(old, new, key=lambda d: len(d.codes))
    return crowd.mode == "multilateral" == few.mode and few.codes <= crowd.codes


def compatible(old: Draft, new: Draft) -> bool:
    """Whether the dates of two drafts can be those of one act."""
    if not (old.first and old.last and new.first and new.last):
        return True
    return old.first <= new.last and new.first <= old.last


def joined(old: Draft, new: Draft) -> Draft:
    """Return one draft from two tellings of an act; the fuller and more exact value wins."""
    dated = _more_exact(old, new)
    directed = old.type == "CONSULT" and not old.recipients and new.recipients
    accepted = old.type == "AGREE" and new.initiator and not old.initiator
    lead = new if directed or accepted else old
    other = old if lead is new else new
    return replace(
        lead,
        mode=_nearer(old.mode, new.mode),
        promise=max(old.promise, new.promise, key=len),
        actors=enriched(
            lead.actors, (*other.actors, *other.recipients), lead.recipients
        ),
        recipients=enriched(
            lead.recipients, (*other.actors, *other.recipients), lead.actors
        ),
        first=dated.first,
        last=dated.last,
        value=dated.value,
        precision=dated.precision,
        place=max(old.place or "", new.place or "", key=len) or None,
        initiator=old.initiator or new.initiator,
        attribution=old.attribution if new.attribution else None,
        dated_by_news=old.dated_by_news or new.dated_by_news,
        sentences=tuple(dict.fromkeys((*old.sentences, *new.sentences))),
        rules=tuple(dict.fromkeys((*old.rules, *new.rules))),
    )


def _nearer(old: str, new: str) -> str:
    if not old or not new:
        return old or new
    if old == "phone":
        return old
    return max((old, new), key=lambda m: NEARER.index(m) if m in NEARER else -1)


def _more_exact(old: Draft, new: Draft) -> Draft:
    if not old.first:
        return new
    if not new.first or not old.last or not new.last:
        return old
    return new if (new.last - new.first) < (old.last - old.first) else old


def enriched(
    parties: Sequence[Party], known: Sequence[Party], elsewhere: Sequence[Party]
) -> tuple[Party, ...]:
    """Return the parties with offices and names from other tellings, and parties told only there."""
    found = {p.code: p for p in parties}
    for party in known:
        mine = found.get(party.code)
        if mine is None:
            continue
        found[party.code] = Party(
            party.code, mine.office or party.office, mine.name or party.name
        )
    del elsewhere
    return tuple(found.values())
