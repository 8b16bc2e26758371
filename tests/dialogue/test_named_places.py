"""A place that a turn names decides which documents are asked; the conversation's stays only where none is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.small_corpus import assistant_over
from zhengxie_qa import Assistant
from zhengxie_qa.types import Answer


def _bulletin(place: str, unit: str, year: int, people: str, museums: int) -> str:
    return (
        f"{year}年{place}{unit}国民经济和社会发展统计公报\n\n一、综合\n\n"
        f"初步核算，全年地区生产总值{museums * 10}.5亿元，比上年增长3.5%。\n\n二、人口\n\n"
        f"年末常住人口{people}万人，城镇化率为{museums}.42%。\n\n三、文化\n\n年末共有博物馆{museums}个，公共图书馆15个。\n"
    )


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    texts = {
        "a.txt": _bulletin("青山", "市", 2023, "707.9", 52),
        "b.txt": _bulletin("白水", "市", 2023, "866.6", 21),
        "c23.txt": _bulletin("绿野", "苗族侗族自治州", 2023, "402.3", 33),
        "c16.txt": _bulletin("绿野", "苗族侗族自治州", 2016, "350.7", 31),
        # a file whose name says another place than its title
        "青山市公报.txt": _bulletin("黑石", "市", 2023, "99.1", 77),
    }
    return assistant_over(tmp_path_factory.mktemp("places"), texts)


def _talk(assistant: Assistant, *turns: str) -> Answer:
    history: list[tuple[str, str]] = []
    for turn in turns[:-1]:
        history.append((turn, assistant.ask(turn, history).answer))
    return assistant.ask(turns[-1], history)


@pytest.mark.parametrize(
    ("turns", "figure"),
    [
        (("白水市有多少博物馆？", "青山有多少博物馆？"), "52个"),
        (("白水常住人口多少", "那青山呢"), "707.9"),
        (("白水常住人口多少", "绿野2016年常住人口多少"), "350.7"),
        (("绿野州23年常住人口多少", "16年有没有"), "350.7"),
        (("绿野2023年常住人口多少", "不对 我要2016年的"), "350.7"),
        (("白水常住人口多少", "青山呢 不对 黑石呢"), "99.1"),
        (("How many museums does Baishui have?", "How many museums does Qingshan have?"), "52"),
        (("How many museums does Baishui have?", "What about Qingshan?"), "52"),
        (("How many museums does Qingshan have?", "No, I meant Baishui."), "21"),
        (("青山地区生产总值是多少啊 急",), "520.5"),
    ],
)
def test_the_place_named_last_is_asked(places: Assistant, turns: tuple[str, ...], figure: str) -> None:
    answer = _talk(places, *turns)
    assert answer.status == "answered"
    assert figure in answer.answer


def test_what_nothing_answers_leads_away_from_the_place_before(places: Assistant) -> None:
    answer = _talk(places, "白水有多少博物馆？", "青山有多少飞机场？", "城镇化率呢")
    assert "21.42" not in answer.answer


def test_a_doubt_is_answered_by_the_question_before(places: Assistant) -> None:
    first = _talk(places, "白水有多少博物馆？")
    assert _talk(places, "白水有多少博物馆？", "不是35个吗？").citations == first.citations


def test_the_year_before_is_counted_from_the_one_asked_in_english_too(tmp_path: Path) -> None:
    texts = {f"{year}.txt": _bulletin("青山", "市", year, f"{year - 1900}.5", year - 2000) for year in (2022, 2023)}
    assistant = assistant_over(tmp_path, texts)
    answer = _talk(assistant, "How many museums did Qingshan have in 2023?", "And the year before?")
    assert "22" in answer.answer
    assert {each.document for each in answer.citations} == {"2022.txt"}


def test_a_person_named_now_leads_to_the_paper_about_that_person(tmp_path: Path) -> None:
    texts = {
        "a.txt": "往事一则\n\n王建国在讲话中提出两项任务：植树和修路。李金明在座谈会上发言，谈到两项主题内容较多。\n",
        "b.txt": "往事二则\n\n李金明在讲话中指出，两大主题是团结和民主。\n",
    }
    assistant = assistant_over(tmp_path, texts)
    answer = _talk(assistant, "王建国提出了哪两项任务？", "李金明说的两大主题是什么？")
    assert "团结和民主" in answer.answer


def test_which_of_two_places_has_more_people_asks_for_their_population(places: Assistant) -> None:
    answer = _talk(places, "青山和白水哪个人多")
    assert "707.9" in answer.answer
    assert "866.6" in answer.answer
