"""Contexts: the words of a passage say what it is about, and only they do."""

import csv
from pathlib import Path

import pytest

from elshi.code.contexts import contexts
from elshi.resources import Language, load
from elshi.types import Token, Word

TABLES = sorted((Path(__file__).parent / "tables").glob("*/contexts.tsv"))
ROWS = [
    row | {"lang": path.parent.name}
    for path in TABLES
    for row in csv.DictReader(path.read_text("utf-8").splitlines(), delimiter="\t")
]


@pytest.fixture(scope="module")
def kazakh() -> Language:
    return load().languages["kk"]


def passage(pairs: str) -> tuple[list[Word], list[Token]]:
    forms = [pair.split("/") for pair in pairs.split()]
    words = [Word(lemma=lemma, base=form, pos="X") for form, lemma in forms]
    return words, [Token(0, len(form), 0, form, "word") for form, _ in forms]


@pytest.mark.parametrize("row", ROWS, ids=[row["note"] for row in ROWS])
def test_words_support_their_contexts(row: dict[str, str]) -> None:
    language = load().languages[row["lang"]]
    assert contexts(*passage(row["words"]), language) == tuple(row["contexts"].split())


def test_no_words_are_diplomatic(kazakh: Language) -> None:
    assert contexts((), (), kazakh) == ("diplomatic",)


def test_contexts_come_in_the_order_of_the_list(kazakh: Language) -> None:
    words, tokens = passage("туризм/туризм сауда/сауда әскери/әскери")
    assert contexts(words, tokens, kazakh) == ("military", "trade", "tourism")


def test_capital_letters_do_not_matter(kazakh: Language) -> None:
    assert contexts(*passage("САУДА/сауда"), kazakh) == ("trade",)


def test_every_term_names_a_listed_context(kazakh: Language) -> None:
    listed = {row["context"] for row in kazakh.shared("contexts")} | {"-"}
    rows = kazakh.table("contexts")
    assert [row["term"] for row in rows if row["context"] not in listed] == []
    drivers = listed | {"", "*"}
    assert [row["term"] for row in rows if row["unless"] not in drivers] == []


def test_terms_are_sorted_unique_and_of_four_words_at_most(kazakh: Language) -> None:
    terms = [(row["term"], row["context"]) for row in kazakh.table("contexts")]
    assert terms == sorted(set(terms))
    assert max(len(term.split()) for term, _ in terms) <= 4
    assert len(terms) >= 500
