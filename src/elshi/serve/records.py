"""The serve layer's records: events and statements as plain values, by the gold's field names.

A field without an answer is null, except in parties, which leave out what is not known.
"""

from collections.abc import Sequence
from typing import Any

from elshi.types import Analysis, Event, Evidence, Party, Statement

Record = dict[str, Any]


def document_record(analysis: Analysis) -> Record:
    """Return one document's events and statements under its id."""
    return {
        "id": analysis.article.id,
        "events": [event_record(event) for event in analysis.events],
        "statements": [statement_record(said) for said in analysis.statements],
    }


def event_record(event: Event) -> Record:
    """Return an event's fields in the order of the codebook."""
    return {
        "type": event.type,
        "mode": event.mode,
        "contexts": list(event.contexts),
        "actors": [party_record(party) for party in event.actors],
        "recipients": [party_record(party) for party in event.recipients],
        "initiator": event.initiator,
        "date": event.date,
        "date_precision": event.date_precision,
        "status": event.status,
        "promise": event.promise,
        "place": event.place,
        "attribution": event.attribution,
        **_evidence(event.evidence),
        "rules": list(event.rules),
    }


def statement_record(statement: Statement) -> Record:
    """Return a statement's fields in the order of the codebook."""
    speaker = statement.speaker
    return {
        "speaker": {"name": speaker.name, "role": speaker.role, "code": speaker.code},
        "about": list(statement.about),
        "stance": statement.stance,
        "contexts": list(statement.contexts),
        **_evidence(statement.evidence),
        "rules": list(statement.rules),
    }


def party_record(party: Party) -> Record:
    """Return a party's code, and its office and name where they are known."""
    fields = {"code": party.code, "office": party.office, "name": party.name}
    return {name: value for name, value in fields.items() if value is not None}


def _evidence(evidence: Sequence[Evidence]) -> Record:
    return {
        "evidence": [piece.text for piece in evidence],
        "evidence_offsets": [[piece.start, piece.stop] for piece in evidence],
    }
