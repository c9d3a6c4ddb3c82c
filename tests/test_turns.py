"""Who speaks when in constructed interviews, and what is no interview."""

from datetime import date

import pytest

from elshi.pipeline import run
from elshi.resources import load
from elshi.types import Article, Party, Turn

DASHES = (
    "– Мырза, сауда қалай?\n"
    "– Сауда өсті. Жаңа жол ашылды.\n"
    "Тағы бір зауыт салынады.\n"
    "– Бұрын ондай болмаған.\n"
    "– Иә, болмаған.\n"
    "– Келесі сапар қашан?\n"
    "– Көктемде."
)


def turns(
    text: str, *, title: str = "Сұхбат", home: str | None = "KAZ"
) -> tuple[Turn, ...]:
    given = Article(
        "t-1", f"{title}\n{text}", date(2026, 1, 12), "kk", len(title), home
    )
    return run(given, load()).turns


def voices(text: str, **fields: str) -> str:
    return "".join(turn.role[0] for turn in turns(text, **fields))


def test_dashes_alternate_between_question_and_answer() -> None:
    assert voices(DASHES) == "qaqaqa"


def test_a_paragraph_without_a_dash_goes_on_with_the_answer() -> None:
    found = turns(DASHES)
    assert (found[1].start, found[1].stop) == (2, 5)


def test_a_guest_may_speak_twice_in_a_row() -> None:
    text = "– Не болды?\n– Келістік.\n– Құжат та дайын.\n– Қашан?\n– Ертең.\n– Қайда?\n– Осында."
    assert voices(text) == "qaaqaqa"


def test_an_interview_may_open_with_a_greeting() -> None:
    text = "– Мырза, қош келдіңіз!\n– Рахмет.\n– Сауда қалай?\n– Өсті.\n– Қашан барасыз?\n– Ертең."
    assert voices(text) == "qaqaqa"


def test_an_interview_in_one_paragraph_turns_at_every_dash() -> None:
    assert voices("– Сауда қалай? – Сауда өсті. – Қашан барасыз? – Ертең.") == "qaqa"


def test_questions_without_a_dash_stand_before_answers_with_one() -> None:
    text = "Сауда қалай?\n– Өсті.\nҚашан барасыз?\n– Ертең.\nКіммен?\n– Министрмен."
    assert voices(text) == "qaqaqa"


def test_questions_alone_as_paragraphs_make_an_interview_with_a_named_guest() -> None:
    text = (
        "Сербия елшісі Мирослав Петровичпен сұхбаттастық.\n"
        "Сауда қалай?\nСауда өсті.\nҚашан барасыз?\nЕртең барамыз.\n"
        "Кіммен барасыз?\nМинистрмен барамыз."
    )
    found = turns(text, title="Сауда өсті")
    assert "".join(turn.role[0] for turn in found) == "qaqaqa"
    assert found[1].speaker == Party("SRB", "ambassador", "Мирослав Петрович")


def test_questions_as_headings_make_no_interview_without_a_guest() -> None:
    text = (
        "Виза қалай алынады?\nЕлшілікке барасыз.\nҚанша тұрады?\nТегін.\n"
        "Қашан ашылады?\nКөктемде ашылады."
    )
    assert turns(text, title="Виза туралы") == ()


@pytest.mark.parametrize(
    "text",
    [
        "Сұрақ: Сауда қалай?\nЖауап: Сауда өсті.",
        "Тілші: Сауда қалай?\nЖауап: Сауда өсті.",
    ],
)
def test_the_words_question_and_answer_are_labels(text: str) -> None:
    found = turns(text, title="Латвия елшісі: Сауда өсті")
    assert [(turn.role, turn.speaker) for turn in found] == [
        ("question", None),
        ("answer", Party("LVA", "ambassador", None)),
    ]


def test_a_label_that_asks_is_the_interviewer() -> None:
    text = (
        "Alpha: Сауда қалай?\nАйдар Сейітов: Өсті.\n"
        "Alpha: Қашан барасыз?\nАйдар Сейітов: Ертең."
    )
    assert voices(text) == "qaqa"


def test_two_guests_keep_their_own_turns() -> None:
    text = (
        "Тілші: Сауда қалай?\nАйдар Сейітов: Өсті.\nМарат Оспанов: Кеміді.\n"
        "Тілші: Неге?\nАйдар Сейітов: Жол ашылды.\nМарат Оспанов: Жол жабылды."
    )
    found = [turn.speaker.name for turn in turns(text) if turn.speaker]
    assert found == ["Айдар Сейітов", "Марат Оспанов"] * 2


def test_initials_stand_for_the_guest_of_the_headline() -> None:
    text = "Тілші: Сауда қалай?\nМ.Н.: Өсті.\nТілші: Қашан?\nМ.Н.: Ертең."
    found = turns(text, title="Мұрат Нұртілеу: Сауда өсті")
    assert {turn.speaker.name for turn in found if turn.speaker} == {"Мұрат Нұртілеу"}


@pytest.mark.parametrize(
    ("title", "guest"),
    [
        ("Дания елшісі: Сауда өсті", Party("DNK", "ambassador", None)),
        ("Сауда өсті – Дания елшісі", Party("DNK", "ambassador", None)),
        ("Сауда өсті – даниялық саясаттанушы", Party("DNK", "other", None)),
        (
            "Сыртқы істер министрі Мұрат Нұртілеу: Сауда өсті",
            Party("KAZ", "foreign-minister", "Мұрат Нұртілеу"),
        ),
    ],
)
def test_the_guest_stands_in_the_headline(title: str, guest: Party) -> None:
    assert {t.speaker for t in turns(DASHES, title=title) if t.role == "answer"} == {
        guest
    }


def test_the_lead_names_the_guest_of_the_headline() -> None:
    text = f"Дания елшісі Ларс Нильсенмен сұхбаттастық.\n{DASHES}"
    found = turns(text, title="Дания елшісі: Сауда өсті")
    assert found[1].speaker == Party("DNK", "ambassador", "Ларс Нильсен")


def test_a_state_before_a_colon_is_no_guest() -> None:
    found = turns(DASHES, title="Дания: бүгіні мен ертеңі")
    assert {turn.speaker for turn in found} == {None}


@pytest.mark.parametrize(
    "line",
    [
        "Еске салсақ, былтыр Дания елшілік ашқан.",
        "Айта кетейік, сапар көктемде болады.",
        "Сұхбаттасқан – Айдар Сейітов",
    ],
)
def test_the_outlets_last_paragraph_is_no_turn(line: str) -> None:
    whole, longer = turns(DASHES), turns(f"{DASHES}\n{line}")
    assert longer == whole


@pytest.mark.parametrize(
    "text",
    [
        # quotations led by dashes
        "Кездесу өтті.\n– Сауда өсті, – деді министр.\nКелісім бар.\n"
        "– Жол ашылды, – деді ол.\n– Неге? Өйткені сұраныс бар, – деді елші.",
        # one question among quotations
        "– Біз неге кешігеміз? Жол жоқ, – деді министр.\n– Жол салынады, – деді әкім.\n"
        "– Қаржы бар, – деді ол.",
        # a list
        "Келісілді:\n– сауда;\n– көлік;\n– білім.\nҚашан?",
        # nobody asks
        "– Сауда өсті.\n– Жол ашылды.\n– Зауыт салынды.",
        # labels that ask nothing
        "Қытай: сауда өсті.\nРесей: сауда кеміді.\nҚытай: жол ашылды.",
        "Мемлекет басшысы Ташкентке барды.",
    ],
)
def test_what_is_no_interview_has_no_turns(text: str) -> None:
    assert turns(text, title="Жаңалық") == ()
