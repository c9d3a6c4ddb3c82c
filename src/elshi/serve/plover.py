"""The serve layer's PLOVER export: events in PLOVER's own JSON, elshi's additions folded.

PLOVER has no word for an act that did not happen: negated and hypothetical acts stay out, an
announced one becomes a promise. `data/plover.toml` holds the folding and the scores.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from elshi.resources import Language
from elshi.serve.records import Record
from elshi.types import Analysis, Event, Party

UNREAL = frozenset({"negated", "hypothetical"})


@dataclass(frozen=True, slots=True)
class Scheme:
    """How elshi's values are folded: data/plover.toml, and which codes are organisations."""

    manifest: Mapping[str, Any]
    organisations: frozenset[str]


def scheme(language: Language) -> Scheme:
    """Return the folding that the data of a release holds."""
    rows = language.shared("parties/organisations")
    return Scheme(language.manifests["plover"], frozenset(row["code"] for row in rows))


def plover_records(analysis: Analysis, folding: Scheme) -> tuple[Record, ...]:
    """Return the document's acts as PLOVER's records, one an act."""
    return tuple(
        _record(analysis, number, event, folding)
        for number, event in enumerate(analysis.events, 1)
        if event.status not in UNREAL
    )


def _record(analysis: Analysis, number: int, event: Event, folding: Scheme) -> Record:
    article = analysis.article
    kind = _kind(event, folding)
    known = folding.manifest["types"][kind]
    mode = event.mode if event.mode in known.get("modes", ()) else None
    first, _, last = (event.date or article.published.isoformat()).partition("/")
    fields = {
        "id": f"{article.id}-{number}",
        "date": first,
        "enddate": last or None,
        "actor": _entities(event.actors, folding),
        "recipient": _entities(event.recipients, folding),
        "event": kind,
        "mode": mode,
        "context": _contexts(event, folding),
        "quad_code": known["quad"],
        "event_scale": known["modes"][mode] if mode else known["score"],
        "event_loc": event.place,
        "text": " ".join(piece.text for piece in event.evidence),
        "text_info": [
            {"start": piece.start, "end": piece.stop} for piece in event.evidence
        ],
        "link": article.url,
        "comment": _comment(event, kind, mode),
    }
    return {name: value for name, value in fields.items() if value is not None}


def _kind(event: Event, folding: Scheme) -> str:
    if event.status != "future":
        return event.type
    return str(folding.manifest["announced"].get(event.type, event.type))


def _entities(parties: tuple[Party, ...], folding: Scheme) -> list[Record]:
    return [_entity(party, folding) for party in parties if not _is_accord(party)]


def _is_accord(party: Party) -> bool:
    return party.code.islower()


def _entity(party: Party, folding: Scheme) -> Record:
    own = "IGO" if party.code in folding.organisations else party.code
    code = folding.manifest["parties"].get(party.code, own)
    sector = folding.manifest["sectors"].get(party.office)
    fields = {
        "code": code,
        "sector": [sector] if sector else None,
        "entity_text": party.name,
        "office": party.office,
    }
    return {name: value for name, value in fields.items() if value is not None}


def _contexts(event: Event, folding: Scheme) -> list[str]:
    folded = (folding.manifest["contexts"].get(name, name) for name in event.contexts)
    return list(dict.fromkeys(name for name in folded if name))


def _comment(event: Event, kind: str, mode: str | None) -> str | None:
    accords = (p.code for p in (*event.actors, *event.recipients) if _is_accord(p))
    notes = {
        "type": event.type if kind != event.type else None,
        "mode": event.mode if event.mode != mode else None,
        "status": event.status if event.status != "actual" else None,
        "initiator": event.initiator,
        "promise": event.promise,
        "attribution": event.attribution,
        "accord": ", ".join(accords) or None,
        "date": None if event.date else "of publication",
    }
    told = [f"{name}: {value}" for name, value in notes.items() if value is not None]
    return "; ".join(told) or None
