"""Runs the tables of Kazakh segmentation and morphology: one line, one test."""

import dataclasses
from datetime import date
from pathlib import Path

import pytest

from elshi import resources
from elshi.parse.readings import readings
from elshi.parse.sentences import sentences
from elshi.parse.tokens import tokens
from elshi.parse.words import words
from elshi.types import Article, Token, Word

KAZAKH = resources.load().languages["kk"]
Row = dict[str, str]


def rows(name: str) -> list[Row]:
    path = Path(__file__).parent / "tables" / "kk" / f"{name}.tsv"
    lines = path.read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [dict(zip(cells[0], each, strict=True)) for each in cells[1:]]


def article(text: str, title_stop: int = 0) -> Article:
    return Article("1", text, date(2026, 1, 12), "kk", title_stop)


def tokens_of(text: str) -> tuple[Token, ...]:
    made = article(text)
    return tokens(made, sentences(made, KAZAKH), KAZAKH)


def chosen(text: str) -> dict[str, Word]:
    found = tokens_of(text)
    read = words(found, readings(found, KAZAKH), KAZAKH)
    return {token.form: word for token, word in zip(found, read, strict=True)}


def told(word: Word) -> dict[str, str]:
    return {
        field.name: str(int(value) if value is True else value)
        for field in dataclasses.fields(word)
        if (value := getattr(word, field.name)) and field.name != "known"
    }


def expected(row: Row) -> dict[str, str]:
    features = dict(pair.split("=") for pair in row["features"].split())
    return {"lemma": row["lemma"], "base": row["base"], "pos": row["pos"], **features}


@pytest.mark.parametrize("row", rows("sentences"), ids=lambda row: row["text"])
def test_a_paragraph_is_cut_where_its_sentences_stop(row: Row) -> None:
    pieces = row["text"].split("| |")
    made = article(" ".join(pieces))
    cut = [made.text[each.start : each.stop] for each in sentences(made, KAZAKH)]
    assert cut == pieces


def test_the_title_is_a_sentence_and_each_line_a_paragraph() -> None:
    made = article("Сапар. Басталды\nОл келді.\n\nОл кетті. Бітті.", title_stop=15)
    assert [
        (made.text[each.start : each.stop], each.paragraph, each.is_title)
        for each in sentences(made, KAZAKH)
    ] == [
        ("Сапар. Басталды", 0, True),
        ("Ол келді.", 1, False),
        ("Ол кетті.", 2, False),
        ("Бітті.", 2, False),
    ]


@pytest.mark.parametrize("row", rows("tokens"), ids=lambda row: row["text"])
def test_a_text_is_cut_into_tokens(row: Row) -> None:
    found = tokens_of(row["text"])
    assert " ".join(token.form for token in found) == row["forms"]
    assert "".join(token.kind[0] for token in found) == row["kinds"]


@pytest.mark.parametrize(
    "row",
    [row for row in rows("morphology") if not row["form"].startswith("!")],
    ids=lambda row: f"{row['form']} {row['text']}",
)
def test_a_word_is_read(row: Row) -> None:
    word = chosen(row["text"] or row["form"])[row["form"]]
    assert told(word) == expected(row)


@pytest.mark.parametrize(
    "row",
    [row for row in rows("morphology") if row["form"].startswith("!")],
    ids=lambda row: row["form"],
)
def test_a_word_is_not_read_so(row: Row) -> None:
    found = readings(tokens_of(row["form"][1:]), KAZAKH)[0]
    assert expected(row) not in [told(word) for word in found]


def test_guessed_names_of_an_article_agree_on_their_base() -> None:
    text = "Ямададан хат келді. Ямадаға жауап берілді. Ямаданы көрдік."
    assert {word.lemma for form, word in chosen(text).items() if form[0] == "Я"} == {
        "Ямада"
    }


def test_spans_of_tokens_hold_every_letter_of_the_text() -> None:
    text = "Қ.Тоқаев 146-дан аса (4,5 млрд.) құжатқа қол қойды..."
    covered = "".join(text[token.start : token.stop] for token in tokens_of(text))
    assert covered == text.replace(" ", "")
