"""What leaves the program: JSON Lines, CSV, Parquet, PLOVER."""

import csv
import json
from pathlib import Path

import pyarrow.parquet as pq

from elshi.errors import ReadError
from elshi.resources import load
from elshi.serve import export
from elshi.types import Party
from making import analysis, event, statement

CALL = event(
    "CONSULT/phone",
    "KAZ ISR",
    actors=(Party("KAZ", "head-of-state", "A"), Party("ISR", "head-of-government")),
    initiator="ISR",
    date="2026-01-10",
    date_precision="stated",
    contexts=("energy", "education", "trade"),
)


def plover(*events: object) -> list[dict]:
    lines = export.plover_lines([analysis(*events)], resources=load())
    return [json.loads(line) for line in lines]


def test_a_json_line_has_the_fields_of_the_gold() -> None:
    said = statement("ISR", "KAZ", 1)
    (line,) = export.jsonl([analysis(CALL, statements=(said,))])
    assert json.loads(line) == {
        "id": "a-1",
        "events": [
            {
                "type": "CONSULT",
                "mode": "phone",
                "contexts": ["energy", "education", "trade"],
                "actors": [
                    {"code": "KAZ", "office": "head-of-state", "name": "A"},
                    {"code": "ISR", "office": "head-of-government"},
                ],
                "recipients": [],
                "initiator": "ISR",
                "date": "2026-01-10",
                "date_precision": "stated",
                "status": "actual",
                "promise": None,
                "place": None,
                "attribution": None,
                "evidence": ["The first sentence."],
                "evidence_offsets": [[8, 27]],
                "rules": ["a.rule"],
            }
        ],
        "statements": [
            {
                "speaker": {"name": None, "role": None, "code": "ISR"},
                "about": ["KAZ"],
                "stance": 1,
                "contexts": ["trade"],
                "evidence": ["The second sentence."],
                "evidence_offsets": [[28, 48]],
                "rules": [],
            }
        ],
    }


def test_a_document_without_events_keeps_its_line() -> None:
    (line,) = export.jsonl([analysis()])
    assert json.loads(line) == {"id": "a-1", "events": [], "statements": []}


def test_csv_has_one_row_an_event_and_keeps_parties_in_order() -> None:
    lines = list(export.csv_lines([analysis(CALL, event("AID", "KAZ", "AFG"))]))
    first, second = csv.DictReader(lines)
    assert first["actors"] == "KAZ;ISR"
    assert first["actor_offices"] == "head-of-state;head-of-government"
    assert first["actor_names"] == "A;"
    assert first["contexts"] == "energy;education;trade"
    assert first["evidence_offsets"] == "8-27"
    assert (second["event"], second["recipients"]) == ("2", "AFG")


def test_parquet_keeps_parties_and_evidence_nested(tmp_path: Path) -> None:
    path = tmp_path / "events.parquet"
    export.write_parquet([analysis(CALL), analysis(name="a-2")], path)
    (row,) = pq.read_table(path).to_pylist()
    assert row["actors"][1] == {
        "code": "ISR",
        "office": "head-of-government",
        "name": None,
    }
    assert row["evidence"] == ["The first sentence."]


def test_parquet_without_events_keeps_its_columns(tmp_path: Path) -> None:
    path = tmp_path / "events.parquet"
    export.write_parquet([], path)
    assert pq.read_table(path).schema == export.SCHEMA


def test_plover_folds_contexts_and_tells_the_score_of_the_mode() -> None:
    (record,) = plover(CALL)
    assert record == {
        "id": "a-1-1",
        "date": "2026-01-10",
        "actor": [
            {
                "code": "KAZ",
                "sector": ["GOV"],
                "entity_text": "A",
                "office": "head-of-state",
            },
            {"code": "ISR", "sector": ["GOV"], "office": "head-of-government"},
        ],
        "recipient": [],
        "event": "CONSULT",
        "mode": "phone",
        "context": ["natural_resource", "economic"],
        "quad_code": 1,
        "event_scale": 1.5,
        "text": "The first sentence.",
        "text_info": [{"start": 8, "end": 27}],
        "comment": "initiator: ISR",
    }


def test_plover_drops_our_own_modes_and_says_so() -> None:
    (record,) = plover(event("SUPPORT/sign", "KAZ CHN", date="2026-01-10"))
    assert "mode" not in record
    assert record["event_scale"] == 5.0
    assert record["comment"] == "mode: sign"


def test_plover_keeps_out_what_did_not_happen() -> None:
    negated = event("SUPPORT/sign", "KAZ CHN", status="negated")
    hypothetical = event("AID", "KAZ", "AFG", status="hypothetical")
    assert plover(negated, hypothetical) == []


def test_plover_has_an_announced_act_as_a_promise() -> None:
    (record,) = plover(event("AID", "KAZ", "AFG", status="future", date="2026-03-01"))
    assert record["event"] == "AGREE"
    assert record["comment"] == "type: AID; status: future"


def test_plover_takes_the_day_of_publication_for_an_undated_act() -> None:
    (record,) = plover(event("AID", "KAZ", "AFG"))
    assert record["date"] == "2026-01-12"
    assert record["comment"] == "date: of publication"


def test_plover_splits_an_interval() -> None:
    (record,) = plover(event("AID", "KAZ", "AFG", date="2026-01-10/2026-01-12"))
    assert (record["date"], record["enddate"]) == ("2026-01-10", "2026-01-12")


def test_plover_writes_organisations_its_own_way_and_leaves_out_accords() -> None:
    joined = event("SUPPORT/join", "KAZ", "abraham-accords", date="2026-01-10")
    signed = event("SUPPORT/sign", "KAZ EU UN OTS", date="2026-01-10")
    first, second = plover(joined, signed)
    assert first["recipient"] == []
    assert first["comment"] == "mode: join; accord: abraham-accords"
    codes = [entity["code"] for entity in second["actor"]]
    assert codes == ["KAZ", "EUR", "UNO", "IGO"]


def test_the_table_of_errors_has_one_line_each() -> None:
    errors = [ReadError("a.html", "has\tno text.", "Look\nat it.", 3)]
    assert list(export.errors_table(errors)) == [
        "where\tposition\twhat\tcure\n",
        "a.html\t3\thas no text.\tLook at it.\n",
    ]
