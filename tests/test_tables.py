"""Runs the tables of segmentation and morphology of every language: one line, one test."""

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

LANGUAGES = resources.load().languages
KAZAKH = LANGUAGES["kk"]
Row = dict[str, str]


def rows(name: str) -> list[Row]:
    """Return the rows of a table of all languages; "lang" is the folder it lies in."""
    paths = (Path(__file__).parent / "tables").glob(f"*/{name}.tsv")
    return [row for path in sorted(paths) for row in rows_of(path)]


def rows_of(path: Path) -> list[Row]:
    lines = path.read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines if line and not line.startswith("#")]
    made = (dict(zip(cells[0], each, strict=True)) for each in cells[1:])
    return [row | {"lang": path.parent.name} for row in made]


def article(text: str, title_stop: int = 0, lang: str = "kk") -> Article:
    return Article("1", text, date(2026, 1, 12), lang, title_stop)


def tokens_of(text: str, lang: str = "kk") -> tuple[Token, ...]:
    made, language = article(text, lang=lang), LANGUAGES[lang]
    return tokens(made, sentences(made, language), language)


def chosen(text: str, lang: str = "kk") -> dict[str, Word]:
    found, language = tokens_of(text, lang), LANGUAGES[lang]
    read = words(found, readings(found, language), language)
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
    made, language = article(" ".join(pieces), lang=row["lang"]), LANGUAGES[row["lang"]]
    cut = [made.text[each.start : each.stop] for each in sentences(made, language)]
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
    found = tokens_of(row["text"], row["lang"])
    assert " ".join(token.form for token in found) == row["forms"]
    assert "".join(token.kind[0] for token in found) == row["kinds"]


@pytest.mark.parametrize(
    "row",
    [row for row in rows("morphology") if not row["form"].startswith("!")],
    ids=lambda row: f"{row['form']} {row['text']}",
)
def test_a_word_is_read(row: Row) -> None:
    word = chosen(row["text"] or row["form"], row["lang"])[row["form"]]
    assert told(word) == expected(row)


@pytest.mark.parametrize(
    "row",
    [row for row in rows("morphology") if row["form"].startswith("!")],
    ids=lambda row: row["form"],
)
def test_a_word_is_not_read_so(row: Row) -> None:
    found = readings(tokens_of(row["form"][1:], row["lang"]), LANGUAGES[row["lang"]])[0]
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
