"""Runs every case file: the events told are the events wanted."""

from pathlib import Path

import pytest

from elshi import pipeline
from elshi.resources import load
from elshi.serve.examples import normal, told
from elshi.types import Event
from tests import case_files

FILES = sorted((Path(__file__).parent / "cases").rglob("*.case"))


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_a_case_tells_its_events_and_no_others(path: Path) -> None:
    case = case_files.read(path)
    assert case.articles, "a case has a text"
    for article in case.articles:
        events = list(pipeline.run(article, load()).events)
        made = [told(e) for e in events]
        for line in case.wanted:
            event = _taken(line, events)
            assert event is not None, f"{case.why}: missed {line}; told {made}"
        for line in case.unwanted:
            assert _taken(line, events) is None, f"{case.why}: told {line}"
        if not case.open:
            assert not events, f"{case.why}: also told {[told(e) for e in events]}"


def _taken(line: str, events: list[Event]) -> Event | None:
    """Take the event that a line describes out of the list."""
    words, _, attributes = line.partition("|")
    wanted = dict(pair.split("=", 1) for pair in attributes.split())
    for event in events:
        same = told(event) == normal(words.strip())
        if same and all(str(getattr(event, k) or "") == v for k, v in wanted.items()):
            events.remove(event)
            return event
    return None
