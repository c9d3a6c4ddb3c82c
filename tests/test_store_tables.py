"""Values become rows and come back the same."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from elshi import tables
from elshi.errors import ReadError
from elshi.types import Article, Event, Evidence, Party, Speaker, Statement

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
MAYBE = st.none() | TEXT
MANY = st.lists(TEXT, max_size=3).map(tuple)
OFFSET = st.integers(0, 5_000_000)


def several(
    items: st.SearchStrategy[Any],
) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(items, max_size=3).map(tuple)


EVIDENCE = several(st.builds(Evidence, start=OFFSET, stop=OFFSET, text=TEXT))
PARTIES = several(st.builds(Party, code=TEXT, office=MAYBE, name=MAYBE))
EVENTS = st.builds(
    Event,
    type=TEXT,
    mode=MAYBE,
    contexts=MANY,
    actors=PARTIES,
    recipients=PARTIES,
    initiator=MAYBE,
    date=MAYBE,
    date_precision=MAYBE,
    status=TEXT,
    promise=MAYBE,
    place=MAYBE,
    attribution=MAYBE,
    evidence=EVIDENCE,
    rules=MANY,
)
STATEMENTS = st.builds(
    Statement,
    speaker=st.builds(Speaker, name=MAYBE, role=MAYBE, code=MAYBE),
    about=MANY,
    stance=st.sampled_from([-1, 0, 1]),
    contexts=MANY,
    evidence=EVIDENCE,
    rules=MANY,
)
ARTICLES = st.builds(
    Article,
    id=TEXT,
    text=TEXT,
    published=st.dates(),
    lang=TEXT,
    title_stop=OFFSET,
    outlet_country=MAYBE,
    url=MAYBE,
    source=MAYBE,
)


def one(batch: pa.RecordBatch) -> Mapping[str, Any]:
    (row,) = batch.to_pylist()
    return row


@given(ARTICLES)
def test_an_article_is_the_same_after_a_row(article: Article) -> None:
    (batch,) = tables.article_batches([article])
    assert tables.article_from_row(one(batch)) == article


@given(ARTICLES, several(EVENTS), several(STATEMENTS))
def test_layers_are_the_same_after_a_row(
    article: Article,
    events: tuple[Event, ...],
    statements: tuple[Statement, ...],
) -> None:
    (batch,) = tables.article_batches([article])
    row = one(tables.with_layers(batch, [events], [statements], [None]))
    assert tables.events_from_cell(row["events"]) == events
    assert tables.statements_from_cell(row["statements"]) == statements


@given(TEXT, st.none() | st.integers(0, 2**40), TEXT, TEXT)
def test_an_error_is_the_same_after_a_row(
    where: str, position: int | None, what: str, cure: str
) -> None:
    (batch,) = tables.article_batches([ReadError(where, what, cure, position)])
    error = tables.error_from_cell(one(batch)["error"])
    assert error is not None
    assert (error.where, error.position, error.what, error.cure) == (
        where,
        position,
        what,
        cure,
    )


@given(ARTICLES, TEXT)
def test_a_key_changes_with_the_text_and_with_nothing_else_that_is_coded(
    article: Article, more: str
) -> None:
    row = tables.plain(article)
    key = tables.document_key(row)
    assert key == tables.document_key(row | {"lang": "xx", "outlet_country": "XXX"})
    assert key != tables.document_key(row | {"text": article.text + more + "."})


def test_the_columns_of_an_article_are_its_fields() -> None:
    assert [(f.name, str(f.type)) for f in tables.ARTICLES] == [
        ("id", "string"),
        ("text", "string"),
        ("published", "date32[day]"),
        ("lang", "string"),
        ("title_stop", "int32"),
        ("outlet_country", "string"),
        ("url", "string"),
        ("source", "string"),
    ]


def test_a_batch_without_rows_has_the_columns_of_every_other() -> None:
    empty = pa.RecordBatch.from_pylist([], tables.READ)
    assert tables.with_layers(empty, [], [], []).schema.equals(tables.CODED)


def test_batches_keep_the_order_and_the_rows_that_were_not_read() -> None:
    good = Article("a", "x", date(2026, 1, 12), "kk")
    bad = ReadError("b.txt", "is empty.", "Fill it.")
    first, second = tables.article_batches([good, bad, good], size=2)
    assert first.column("id").to_pylist() == ["a", None]
    assert second.num_rows == 1


def test_an_earlier_error_stays_when_layers_are_added() -> None:
    (batch,) = tables.article_batches([ReadError("b.txt", "is empty.", "Fill it.")])
    layered = tables.with_layers(batch, [None], [None], [ReadError("x", "y", "z")])
    assert one(layered)["error"]["where"] == "b.txt"


def test_other_columns_of_a_batch_are_kept() -> None:
    good = Article("a", "x", date(2026, 1, 12), "kk")
    (batch,) = tables.article_batches([good])
    batch = batch.append_column("mine", pa.array([7]))
    assert one(tables.with_layers(batch, [()], [()], [None]))["mine"] == 7


def test_a_hint_without_an_arrow_type_is_refused() -> None:
    with pytest.raises(TypeError, match="no Arrow type"):
        tables.arrow_type(dict[str, int])
