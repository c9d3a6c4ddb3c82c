"""What the layer of statements says of constructed quotations and answers."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elshi.pipeline import run
from elshi.resources import load
from elshi.types import Article, Statement

LEAD = "Мемлекет басшысы Қасым-Жомарт Тоқаев Ақордада журналистермен кездесті. "


def article(
    text: str, *, title: str = "Күннің жаңалығы", home: str | None = "KAZ"
) -> Article:
    return Article("s-1", f"{title}\n{text}", date(2026, 1, 12), "kk", len(title), home)


def said(
    text: str, *, title: str = "Күннің жаңалығы", home: str | None = "KAZ"
) -> tuple[Statement, ...]:
    return run(article(text, title=title, home=home), load()).statements


def positions(
    text: str, *, title: str = "Күннің жаңалығы", home: str | None = "KAZ"
) -> list[tuple[str | None, tuple[str, ...], int]]:
    found = said(text, title=title, home=home)
    return [(s.speaker.code or s.speaker.name, s.about, s.stance) for s in found]


@pytest.mark.parametrize(
    ("quote", "about", "stance"),
    [
        ("Грузия – біздің адал досымыз", "GEO", 1),
        ("Бауырлас Қырғызстанның табысына қуанамыз", "KGZ", 1),
        ("Біз Катардың ұсынысын толық қолдаймыз", "QAT", 1),
        ("Көмегі үшін Жапонияға алғыс айтамыз", "JPN", 1),
        ("Ауғанстан бізге қауіп төндіріп отырған жоқ", "AFG", 1),
        ("Үндістан бізге қол ұшын созды", "IND", 1),
        ("Сербиямен достығымыз терең тамыр жайған", "SRB", 1),
        ("Солтүстік Корея көршілерін қорқытып отыр", "PRK", -1),
        ("Біз Мьянманың бұл әрекетін айыптаймыз", "MMR", -1),
        ("Біз Суданның уәдесіне сенбейміз", "SDN", -1),
        ("Эритрея сенімді серіктес емес", "ERI", -1),
        ("Норвегия – көрші ғана емес, сенімді серіктес", "NOR", 1),
        ("Канадаға былтыр екі мың тонна ет жөнелттік", "CAN", 0),
        ("Мексика сенімді серіктес болуы керек", "MEX", 0),
        ("Егер Кипр қосылса, біз оны қолдаймыз", "CYP", 0),
        ("Кения келеді деп сенеміз", "KEN", 0),
    ],
)
def test_a_quotation_judges_the_party_it_names(
    quote: str, about: str, stance: int
) -> None:
    text = f"{LEAD}«{quote}», – деді Мемлекет басшысы."
    assert positions(text) == [("KAZ", (about,), stance)]


@pytest.mark.parametrize(
    "form",
    [
        "«{}», – деді Мұрат Нұртілеу.",
        "«{}», деді Мұрат Нұртілеу.",
        "“{}”, – деп атап өтті Мұрат Нұртілеу.",
        '"{}", - дейді Мұрат Нұртілеу.',
        "– {}, – деді Мұрат Нұртілеу.",
        "— {}, — деп мәлімдеді Мұрат Нұртілеу.",
        "«{}!» – деді Мұрат Нұртілеу.",
        "Мұрат Нұртілеу: «{}», – деді.",
        "Мұрат Нұртілеу былай деді: «{}».",
    ],
)
def test_every_form_of_a_quotation_finds_its_speaker(form: str) -> None:
    text = "Сыртқы істер министрі Мұрат Нұртілеу брифинг өткізді. " + form.format(
        "Вьетнам – Азиядағы ең сенімді серіктесіміз"
    )
    (found,) = said(text)
    assert (found.speaker.name, found.speaker.role, found.speaker.code) == (
        "Мұрат Нұртілеу",
        "foreign-minister",
        "KAZ",
    )
    assert (found.about, found.stance) == (("VNM",), 1)


def test_a_pronoun_after_the_verb_speaks_for_the_one_told_of() -> None:
    text = (
        "Қытай Сыртқы істер министрі Ван И Бішкекке келді. "
        "«Қырғызстан – тату көршіміз», – деді ол."
    )
    (found,) = said(text)
    assert (found.speaker.name, found.speaker.code) == ("Ван И", "CHN")
    assert (found.about, found.stance) == (("KGZ",), 1)


def test_a_verb_without_a_subject_speaks_for_the_sentence_before() -> None:
    text = (
        "Премьер-министр Олжас Бектенов Ташкентке барды. "
        "«Өзбекстан – сенімді серіктесіміз», – деп түйіндеді."
    )
    (found,) = said(text)
    assert (found.speaker.role, found.about) == ("head-of-government", ("UZB",))


def test_a_quotation_of_several_sentences_is_one_statement_with_all_of_them() -> None:
    text = (
        f"{LEAD}– Моңғолиямен шекарамыз ұзын. Бұл – тату көрші. "
        "Сауданы еселейміз, – деді Президент."
    )
    (found,) = said(text)
    assert (found.about, found.stance) == (("MNG",), 1)
    assert [e.text for e in found.evidence] == [
        "– Моңғолиямен шекарамыз ұзын.",
        "Бұл – тату көрші.",
        "Сауданы еселейміз, – деді Президент.",
    ]


def test_words_taken_up_after_the_verb_belong_to_the_quotation() -> None:
    text = f"{LEAD}\n– Біз ел аралап жүрміз, – деді Президент. – Малайзия сенімді серіктес."
    (found,) = said(text)
    assert (found.about, found.stance, len(found.evidence)) == (("MYS",), 1, 2)


def test_a_quotation_mark_inside_a_quotation_does_not_end_it() -> None:
    text = f"{LEAD}«Иордания «Таза су» жобасында сенімді серіктес», – деді Президент."
    assert positions(text) == [("KAZ", ("JOR",), 1)]


def test_an_expert_no_list_knows_has_the_party_of_the_adjective() -> None:
    text = (
        "Форумға сарапшылар қатысты. «Қазақстан – ықпалды мемлекет», – "
        "деді жапониялық сарапшы Кэндзи Морита."
    )
    (found,) = said(text)
    assert (found.speaker.name, found.speaker.code) == ("Кэндзи Морита", "JPN")
    assert (found.about, found.stance) == (("KAZ",), 1)


def test_the_speakers_own_state_is_not_what_a_quotation_is_about() -> None:
    text = f"{LEAD}«Қазақстан Португалиямен тіл табысты», – деді Президент."
    assert positions(text) == [("KAZ", ("PRT",), 0)]


def test_a_quotation_may_judge_two_states_differently() -> None:
    text = (
        f"{LEAD}«Албания – адал досымыз. Ал Сомали көршілерін қорқытып отыр», – "
        "деді Президент."
    )
    assert sorted(positions(text)) == [("KAZ", ("ALB",), 1), ("KAZ", ("SOM",), -1)]


def test_each_stance_of_a_quotation_has_its_own_evidence() -> None:
    text = (
        f"{LEAD}«Албания – адал досымыз. Сомали бізді қорқытып отыр», – деді Президент."
    )
    praise, blame = sorted(said(text), key=lambda found: -found.stance)
    assert [e.text for e in praise.evidence] == ["«Албания – адал досымыз."]
    assert [e.text for e in blame.evidence] == [
        "Сомали бізді қорқытып отыр», – деді Президент."
    ]


def test_a_speaker_of_no_party_counts_only_where_he_judges() -> None:
    neutral = "«Испания құрамасы бізге қарсы ойнады», – деді Асан Үсенов."
    judging = "«Испания – сенімді серіктес әрі дос», – деді Асан Үсенов."
    assert positions(neutral) == []
    assert positions(judging) == [("Асан Үсенов", ("ESP",), 1)]


def test_a_relation_said_to_be_harmed_is_no_praise() -> None:
    text = f"{LEAD}«Бұл сөздер Чехиямен достыққа нұқсан келтіреді», – деді Президент."
    assert positions(text) == [("KAZ", ("CZE",), 0)]


def test_states_that_and_joins_are_judged_together() -> None:
    text = f"{LEAD}«Латвия мен Литва – сенімді серіктестер», – деді Президент."
    assert positions(text) == [("KAZ", ("LVA", "LTU"), 1)]


def test_a_hostile_word_without_a_name_is_meant_for_the_party_spoken_of() -> None:
    text = (
        "Колумбия Президенті Густаво Петро парламентте сөйледі. "
        "Кеше АҚШ оған санкция салған. "
        "«Империяның айтқанына көнбейміз», – деді колумбиялық басшы."
    )
    assert positions(text, home=None) == [("COL", ("USA",), -1)]


@pytest.mark.parametrize(
    "text",
    [
        # the outlet's own words
        "Венгрия – Қазақстанның сенімді серіктесі.",
        # reported, not quoted
        f"{LEAD}Президент Венгрия сенімді серіктес екенін айтты.",
        f"{LEAD}Венгрия көмектесті, деп хабарлады министрлік.",
        # a few quoted words
        f"{LEAD}Президент Венгрияны «сенімді серіктес» деп атады.",
        "Зеленский «Катарға рақмет» деді.",
        # nobody else is named and nobody is judged
        f"{LEAD}«Биыл егін бітік шықты», – деді Президент.",
        # only the own state
        f"{LEAD}«Қазақстан – бейбіт мемлекет», – деді Президент.",
        # nobody speaks
        '"Венгрия – сенімді серіктес", – деп жазылған хабарламада.',
        # a slogan
        "Залда «Венгрия – біздің досымыз» деген ұран ілініп тұрды.",
    ],
)
def test_what_nobody_says_in_a_sentence_of_his_own_is_no_statement(text: str) -> None:
    assert positions(text) == []


INTERVIEW = (
    "– Елші мырза, екі ел арасындағы сауда қалай?\n"
    "– Былтыр сауда екі есе өсті. Қазақстан – біз үшін сенімді серіктес.\n"
    "– Ал Ирак туралы не айтасыз?\n"
    "– Ирак көршілерін қорқытып отыр, біз мұны айыптаймыз.\n"
    "– Қандай сапарлар күтіледі?\n"
    "– Министр Астанаға барады."
)


def test_an_answer_is_a_position_only_where_it_judges() -> None:
    found = positions(INTERVIEW, title="Болгария елшісі: Сауда екі есе өсті")
    assert found == [("BGR", ("KAZ",), 1), ("BGR", ("IRQ",), -1)]


def test_a_question_is_nobodys_position() -> None:
    text = INTERVIEW.replace("Елші мырза,", "Болгария – сенімді дос,")
    found = positions(text, title="Болгария елшісі: Сауда екі есе өсті")
    assert ("BGR", ("BGR",), 1) not in found
    assert len(found) == 2


def test_an_unnamed_guest_has_no_name() -> None:
    found = said(INTERVIEW, title="Болгария елшісі: Сауда екі есе өсті")
    assert {(s.speaker.name, s.speaker.role) for s in found} == {(None, "ambassador")}


def test_an_answer_without_a_name_speaks_of_the_party_asked_about() -> None:
    text = (
        "– Тәжікстанмен шекара мәселесі шешілді ме?\n"
        "– Иә, шешілді. Көршімізге сенеміз.\n"
        "– Рахмет.\n"
    )
    found = positions(text, title="Министр: Шекара бекітілді", home="KGZ")
    assert found == [("KGZ", ("TJK",), 1)]


def test_what_another_state_supports_is_not_the_guests_position() -> None:
    text = (
        "– Көршілер бұл жолға қалай қарайды?\n"
        "– Ташкент жобаны қолдайтынын айтты.\n"
        "– Құрылыс қашан басталады?\n"
        "– Көктемде."
    )
    assert positions(text, title="Министр: Жол салынады", home="KGZ") == []


def test_the_background_that_an_outlet_adds_is_not_the_guests_position() -> None:
    text = INTERVIEW + "\nЕске салсақ, Сирия Қазақстанның сенімді серіктесі саналады."
    found = positions(text, title="Болгария елшісі: Сауда екі есе өсті")
    assert all("SYR" not in about for _, about, _ in found)


def test_the_contexts_are_those_of_the_quoted_sentences() -> None:
    text = f"{LEAD}«Румыния – мұнай саласындағы сенімді серіктес», – деді Президент."
    (found,) = said(text)
    assert found.contexts == ("energy",)


def test_an_analyst_from_israel_praises_kazakhstan(shared) -> None:
    path = shared / "articles" / "interview-kaz-isr-2026-01-12.kk.txt"
    title, text = path.read_text(encoding="utf-8").split("\n", 1)
    title = title.replace("date 2026-01-12", "").strip()
    found = said(text, title=title)
    assert {(s.speaker.name, s.speaker.role, s.speaker.code) for s in found} == {
        (None, "other", "ISR")
    }
    assert {(s.about, s.stance) for s in found} == {(("KAZ",), 1)}
    assert len(found) >= 4


PIECES = [
    "«Қытай – досымыз», – деді ол.",
    "– Ресей қалай?",
    "– Ресей – сенімді серіктес, – деді Тоқаев. – Иә.",
    'Тоқаев: "Иран – көршіміз".',
    "«Ашық тырнақша, – деді",
    "Біз сенбейміз!",
    "«», –",
    ": «",
    "\n",
    "Сұрақ: Неге?",
    "Жауап: Қазақстан үшін.",
    'деді. » « “ ” "',
]


@given(st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join))
def test_all_evidence_is_verbatim(text: str) -> None:
    given = article(text or "Жаңалық.")
    for statement in run(given, load()).statements:
        assert statement.evidence
        assert statement.stance in (-1, 0, 1)
        assert statement.about
        assert statement.speaker.code not in statement.about
        for piece in statement.evidence:
            assert given.text[piece.start : piece.stop] == piece.text != ""
