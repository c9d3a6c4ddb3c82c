"""The score: what counts as found, and that it is the shared score."""

import importlib
import json
import sys
from pathlib import Path

import pytest
import yaml

from elshi.errors import ReadError
from elshi.resources import load
from elshi.serve import scoring
from elshi.serve.coding import outcome
from elshi.serve.evaluate import Coded, Count, Share, difference, score, unpaired
from elshi.serve.gold import Gold, gold, golds
from elshi.serve.records import document_record
from making import analysis, article, event, statement

PARTS = ("hit", "predicted", "wanted")


def coded(wanted: list, got: list, said: list = (), heard: list = ()) -> Coded:
    return Coded(Gold(article(), tuple(wanted), tuple(said)), tuple(got), tuple(heard))


def test_an_event_is_found_where_type_parties_and_status_agree() -> None:
    wanted = event("CONSULT/phone", "KAZ ISR", date="2026-01-10")
    got = event("CONSULT/visit", "ISR KAZ")
    assert score([coded([wanted], [got])]).core == Count(hit=1, predicted=1, wanted=1)


@pytest.mark.parametrize(
    "got",
    [
        event("SUPPORT", "KAZ ISR"),
        event("CONSULT", "KAZ"),
        event("CONSULT", "KAZ", "ISR"),
        event("CONSULT", "KAZ ISR", status="future"),
    ],
)
def test_an_event_is_missed_where_one_of_them_differs(got: object) -> None:
    found = score([coded([event("CONSULT", "KAZ ISR")], [got])])
    assert found.core == Count(hit=0, predicted=1, wanted=1)


def test_a_dyad_is_found_whoever_acts_and_whatever_the_status() -> None:
    got = event("CONSULT", "ISR", "KAZ", status="negated")
    found = score([coded([event("CONSULT", "KAZ ISR")], [got])])
    assert found.dyad == Count(hit=1, predicted=1, wanted=1)


def test_an_event_told_twice_is_found_once() -> None:
    once = event("SUPPORT/sign", "KAZ CHN")
    found = score([coded([once], [once, once])])
    assert found.core == Count(hit=1, predicted=2, wanted=1)
    assert found.core.precision == 0.5
    assert found.core.f1 == pytest.approx(2 / 3)


def test_an_attribute_is_asked_where_one_side_has_it() -> None:
    wanted = event("CONSULT/phone", "KAZ ISR", initiator="ISR", place="KAZ, Astana")
    got = event("CONSULT/phone", "KAZ ISR", date="2026-01-10", place="KAZ")
    shares = score([coded([wanted], [got])]).attributes
    assert shares == {
        "mode": Share(1, 1),
        "initiator": Share(0, 1),
        "date": Share(0, 1),
        "promise": Share(0, 0),
        "place": Share(1, 1),
    }


def test_the_partner_of_an_event_is_the_one_that_agrees_most() -> None:
    wanted = event("SUPPORT/sign", "KAZ CHN", date="2026-01-10")
    bare, full = (
        event("SUPPORT", "KAZ CHN"),
        event("SUPPORT/sign", "KAZ CHN", date="2026-01-10"),
    )
    found = difference(coded([wanted], [bare, full]))
    assert found.matched == ((wanted, full),)
    assert found.spurious == (bare,)
    assert found.missed == ()


def test_contexts_are_counted_one_by_one() -> None:
    wanted = event("CONSULT", "KAZ ISR", contexts=("trade", "energy"))
    got = event("CONSULT", "KAZ ISR", contexts=("trade", "space", "water"))
    assert score([coded([wanted], [got])]).contexts == Count(1, 3, 2)


def test_a_statement_is_found_where_speaker_subject_and_stance_agree() -> None:
    said = [statement("ISR", "KAZ", 1), statement("USA", "IRN", -1)]
    heard = [statement("ISR", "KAZ", 1), statement("USA", "IRN", 0)]
    assert score([coded([], [], said, heard)]).statement == Count(1, 2, 2)


def test_a_statement_without_a_partner_is_missed_or_made_up() -> None:
    said = [statement("ISR", "KAZ", 1), statement("USA", "IRN", -1)]
    heard = [statement("USA", "IRN", 0), statement("ISR", "KAZ", 1)]
    assert unpaired(coded([], [], said, heard)) == ((said[1],), (heard[0],))


def test_types_are_counted_apart() -> None:
    wanted = [event("CONSULT", "KAZ ISR"), event("AID", "KAZ", "AFG")]
    found = score([coded(wanted, wanted[:1])]).types
    assert found == {"AID": Count(0, 0, 1), "CONSULT": Count(1, 1, 1)}


def test_a_folder_without_gold_documents_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"no gold document"):
        golds(tmp_path)


def test_a_gold_document_without_a_date_says_what_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("id: a\nlang: kk\ntitle: t\ntext: t\n")
    with pytest.raises(ReadError, match=r"no published"):
        gold(path)


def test_the_gold_evidence_is_found_in_the_text(shared: Path) -> None:
    for item in golds(shared / "gold"):
        for quote in (q for found in item.events for q in found.evidence):
            assert item.article.text[quote.start : quote.stop] == quote.text


def test_every_gold_event_scores_one_against_itself(shared: Path) -> None:
    whole = [Coded(g, g.events, g.statements) for g in golds(shared / "gold")]
    found = score(whole)
    assert found.core.f1 == found.dyad.f1 == found.statement.f1 == 1
    assert found.core.wanted > 300


def test_our_score_is_the_shared_score(
    shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.syspath_prepend(shared / "gold")
    theirs = importlib.import_module("score")
    found, _ = scoring.coded(scoring.chosen(shared / "gold"), load(), outcome)
    folder = sorted((shared / "gold").rglob("*.yaml"))
    paths = [path for path in folder if path.name != "values.yaml"]
    documents = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in paths]
    written = [
        document_record(analysis(*i.events, statements=i.statements, name=name))
        for i in found
        for name in [i.gold.article.id]
    ]
    predictions = {item["id"]: json.loads(json.dumps(item)) for item in written}
    tally, right, asked, types, contexts = theirs.score(documents, predictions)
    ours = score(found)
    wholes = {"core": ours.core, "dyad": ours.dyad, "statement": ours.statement}
    for name, count in wholes.items():
        assert count == Count(*(tally[name, part] for part in PARTS))
    for kind, count in ours.types.items():
        assert count == Count(*(types[kind][part] for part in PARTS))
    assert ours.contexts == Count(*(contexts[part] for part in PARTS))
    assert dict(ours.attributes) == {
        name: Share(right[name], asked[name]) for name in theirs.ATTRIBUTES
    }
