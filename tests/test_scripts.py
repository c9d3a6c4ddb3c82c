"""Scripts: rows of tests/tables/kk/scripts.tsv, what a text's script changes, and what not."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elshi import resources
from elshi.parse.engines.capitals import capitals
from elshi.parse.engines.conversion import converted
from elshi.parse.engines.own_script import writer
from elshi.parse.engines.scripts import script, script_of
from elshi.pipeline import run
from elshi.read.languages import language_of
from elshi.serve.gold import golds
from elshi.types import Analysis, Article

RESOURCES = resources.load()
KAZAKH = RESOURCES.languages["kk"]
TABLE = Path(__file__).parent / "tables" / "kk" / "scripts.tsv"
ROWS = [line.split("\t") for line in TABLE.read_text("utf-8").splitlines()[2:]]
VARIANTS = [row["variant"] for row in KAZAKH.table("scripts/variants")]
STEMS = sorted(
    row["stem"]
    for row in KAZAKH.table("lexicon/nominals")
    if row["stem"].islower() and set(row["stem"]) <= set("абвгғдежзкқлмнңопрстұүфхчшыі")
)


def analysed(text: str, title: str = "") -> Analysis:
    whole = f"{title}\n{text}" if title else text
    read = Article("t", whole, date(2025, 10, 15), "kk", len(title), "KAZ")
    return run(read, RESOURCES)


def forms(text: str) -> list[str]:
    return [token.form for token in analysed(text).tokens]


def coded(analysis: Analysis) -> list[tuple[object, ...]]:
    return [
        (
            event.type,
            event.mode,
            [(party.code, party.office) for party in event.actors],
            [(party.code, party.office) for party in event.recipients],
            event.status,
            event.date,
        )
        for event in analysis.events
    ]


@pytest.mark.parametrize(("word", "variant", "form", "note"), ROWS)
def test_a_word_is_converted_as_the_table_says(
    word: str, variant: str, form: str, note: str
) -> None:
    one = script(KAZAKH, variant)
    found = converted(one, word)[0]
    if one.is_caseless:
        found = capitals([found], KAZAKH)[0]
    assert found == form, note


@pytest.mark.parametrize("variant", VARIANTS)
@given(stem=st.sampled_from(STEMS))
def test_a_stem_written_in_a_script_is_read_back(variant: str, stem: str) -> None:
    one = script(KAZAKH, variant)
    assert converted(one, writer(KAZAKH, one)(stem))[0] == stem


@pytest.mark.parametrize("variant", VARIANTS)
@given(text=st.text(max_size=12))
def test_every_letter_of_a_form_comes_from_its_token(variant: str, text: str) -> None:
    form, starts = converted(script(KAZAKH, variant), text)
    assert len(form) == len(starts)
    assert all(0 <= start < len(text) for start in starts)
    assert list(starts) == sorted(starts)


@pytest.mark.parametrize(
    ("text", "variant"),
    [
        ("Тоқаев Ташкентке барды. «Air Astana» ұшағы қонды.", None),
        ("Toqaev Tashkentke bardy, kezdesý ótti.", "latn-2018"),
        ("Toqaev Taşkentke bardy, kezdesu öttı, ūsynys jasady.", "latn-2021"),
        ("Toqaev Taşkentke bardı, kezdesw ötti, mïnïstr aytpadı.", "latn-turkic"),
        ("Toqaev Tashkentke bardy, kezdesy' o'tti, elimizdin' u'ni.", "latn-2017"),
        ("توقايەۆ تاشكەنتكە باردى.", "arab"),
    ],
)
def test_the_variant_of_a_text_is_told_by_its_letters(
    text: str, variant: str | None
) -> None:
    found = script_of(text, KAZAKH)
    assert (found.variant if found else None) == variant


@pytest.mark.parametrize(
    "text",
    [
        "Toqaev 3 qazanda Bishkekke bardy. Ol Sadyr Japarovpen kezdesti.",
        "Toqaev 3 qazanda Bişkekke bardy. Ol Sadyr Japarovpen kezdestı, ündestı.",
        "توقايەۆ 3 قازاندا بىشكەككە باردى. ول سادىر جاپاروۆپەن كەزدەستى.",
    ],
)
def test_a_text_is_coded_alike_in_every_script(text: str) -> None:
    cyrillic = "Тоқаев 3 қазанда Бішкекке барды. Ол Садыр Жапаровпен кездесті."
    assert coded(analysed(text)) == coded(analysed(cyrillic))
    assert coded(analysed(cyrillic)) == [
        (
            "CONSULT",
            "visit",
            [("KAZ", "head-of-state")],
            [("KGZ", "head-of-state")],
            "actual",
            "2025-10-03",
        )
    ]


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_gold_document_is_coded_alike_in_every_script(
    shared: Path, variant: str
) -> None:
    own = writer(KAZAKH, script(KAZAKH, variant))

    def written(text: str) -> str:
        return re.sub(r"[^\W\d_a-zA-Z]+", lambda match: own(match.group()), text)

    same = found = 0
    for gold in golds(shared / "gold" / "kk"):
        read = gold.article
        if script_of(read.text, KAZAKH):
            continue
        title = written(read.text[: read.title_stop])
        whole = title + written(read.text[read.title_stop :])
        other = replace(read, text=whole, title_stop=len(title))
        wanted, got = coded(run(read, RESOURCES)), coded(run(other, RESOURCES))
        found += len(wanted) + len(got)
        same += 2 * sum(event in got for event in wanted)
    assert same / found > 0.98


def test_evidence_is_quoted_in_the_script_of_the_text() -> None:
    text = "توقايەۆ بىشكەككە باردى. كەزدەسۋ ءوتتى."
    analysis = analysed(text, "باسشىلار كەزدەستى")
    quotes = [quote for event in analysis.events for quote in event.evidence]
    assert [quote.text for quote in quotes] == ["توقايەۆ بىشكەككە باردى."]
    whole = analysis.article.text
    assert all(whole[quote.start : quote.stop] == quote.text for quote in quotes)
    assert all(whole[token.start : token.stop].strip() for token in analysis.tokens)


def test_names_and_places_stand_in_the_nominative_and_the_script_of_the_text() -> None:
    latin = analysed("Qazaqstan prezıdenti Shavkat Mırzııoevpen Bakýde kezdesti.")
    arabic = analysed("توقايەۆ بىشكەكتە سادىر جاپاروۆپەن كەزدەستى.")
    assert {m.name for m in latin.mentions if m.name} == {"Shavkat Mırzııoev"}
    assert {m.place for m in latin.mentions if m.place} == {"AZE, Baký"}
    assert {"سادىر جاپاروۆ"} <= {m.name for m in arabic.mentions}
    assert {m.place for m in arabic.mentions if m.place} == {"KGZ, بىشكەك"}


def test_a_name_that_the_text_shortens_is_spelled_in_its_script() -> None:
    found = analysed("Toqaev keshe Bishkekte kezdesýge qatysty, sóz sóıledi.")
    assert [m.name for m in found.mentions if m.name] == ["Qasym-Jomart Toqaev"]


def test_a_letter_with_a_last_apostrophe_belongs_to_its_word() -> None:
    text = "Elimizdin' elshisi ja'ne Tu'rki'i'anyn' mi'ni'stri kezdesti."
    assert forms(text)[:5] == ["Еліміздің", "елшісі", "және", "Түркияның", "министрі"]


def test_a_number_keeps_its_ending_in_any_script() -> None:
    assert forms("Olar 15-ine deıin keledi, 5-shi kezdesý ótti.")[1] == "15-іне"
    assert forms("كەزدەسۋ 15-ىنە دەيىن وتەدى.")[1] == "15-іне"


def test_an_abbreviation_ends_no_sentence_in_any_script() -> None:
    latin = analysed("Kezdesý 2024 j. Astanada ótti. Olar kelisti.")
    arabic = analysed("كەزدەسۋ 2024 ج. استانادا ءوتتى. ولار كەلىستى.")
    assert len(latin.sentences) == len(arabic.sentences) == 2


def test_an_initial_ends_no_sentence_in_the_arabic_script() -> None:
    found = analysed("كەشە ا. گۋتەررەش استاناعا كەلدى. كەزدەسۋ ءوتتى.")
    assert len(found.sentences) == 2
    assert found.tokens[1].form == "А."


def test_an_arabic_question_mark_ends_a_sentence_and_asks() -> None:
    found = analysed("توقايەۆ بىشكەككە باردى ما؟ كەزدەسۋ بولدى.")
    assert len(found.sentences) == 2
    assert [token.form for token in found.tokens if token.kind == "mark"] == ["?", "."]
    assert found.events == ()


def test_the_arabic_script_gets_the_capitals_of_names_and_sentences() -> None:
    text = "كەشە قىتاي مەن اقش باسشىلارى امەريكا قۇراما شتاتتارى تۋرالى ايتتى."
    assert forms(text)[:5] == ["Кеше", "Қытай", "мен", "АҚШ", "басшылары"]
    assert forms(text)[5:8] == ["Америка", "Құрама", "Штаттары"]


def test_unknown_words_after_an_office_are_the_name_of_its_holder() -> None:
    found = analysed("جۇڭگو ەلشىسى جاڭ شياۋ استاناعا كەلدى.")
    assert [m.name for m in found.mentions if m.name] == ["جاڭ شياۋ"]


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("Kремль", "Кремль"),
        ("Tоқaев", "Тоқаев"),
        ("Мемлeкет", "Мемлекет"),
        ("Өзбекcтан", "Өзбекстан"),
        ("əлем", "әлем"),
        ("Əзербайжан", "Әзербайжан"),
        ("жаhан", "жаһан"),
        ("министрi", "министрі"),
        ("IIМ", "ІІМ"),
        ("NATO", "NATO"),
    ],
)
def test_latin_look_alikes_in_a_cyrillic_word_are_folded(word: str, form: str) -> None:
    assert forms(f"Бұл {word} туралы мәтін еді.")[1] == form


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("eldі", "елді"),
        ("ákіm", "әкім"),
        ("cý", "су"),
        ("Асtana", "Астана"),
        ("əlem", "әлем"),
    ],
)
def test_cyrillic_look_alikes_in_a_latin_word_are_folded(word: str, form: str) -> None:
    assert forms(f"Olar {word} týraly kezdesýde ótkende aıtty.")[1] == form


def test_foreign_words_of_an_arabic_text_stay_as_they_are() -> None:
    assert forms("بۇل Boeing ۇشاعى ەدى.")[1] == "Boeing"


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Saparda Toqaev pen Japarov sý, gaz jáne jańa joba týraly sóılesti.", "kk"),
        ("Ekı el jaña kelısımge qol qoidy, ūsynys jäne öner jaily aityldy.", "kk"),
        ("Eki el jan'a kelisimge qol qoi'dy, a'ri'ne osy' ma'selesi.", "kk"),
        ("ەكى ەل جاڭا كەلىسىمگە قول قويدى، ۇسىنىس ايتىلدى.", "kk"),
        ("Cumhurbaşkanı Erdoğan ile görüşen bakan, iki ülke ilişkilerini övdü.", "tr"),
        ("O'zbekiston Prezidenti Qozog'iston rahbari bilan muloqot qildi.", "uz"),
    ],
)
def test_kazakh_letters_tell_the_language(text: str, lang: str) -> None:
    assert language_of(text) == lang


@pytest.mark.parametrize(
    "text",
    [
        "قازاقىستان پىرېزىدېنتى توقايېف جۇڭگو رەئىسى بىلەن كۆرۈشتى.",
        "رئیس جمهور ایران در آستانه با رئیس جمهور قزاقستان دیدار کرد.",
        "سەرۆکی کازاخستان لەگەڵ سەرۆکی چین کۆبووەوە.",
        "Qırım tatar milletiniñ lideri Ukrainanıñ prezidentinen körüşti, añlattı.",
        "Azərbaycan Prezidenti İlham Əliyev Qazaxıstan Prezidenti ilə görüşdü.",
    ],
)
def test_neighbours_with_like_letters_are_not_taken_for_kazakh(text: str) -> None:
    assert language_of(text) != "kk"
