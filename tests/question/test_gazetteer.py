"""A question's place says which documents may answer; it is no word their sentences have to repeat."""

from __future__ import annotations

import pytest

from zhengxie_qa import Assistant
from zhengxie_qa.question.gazetteer import Gazetteer
from zhengxie_qa.text.tokenizer import dictionary_entry
from zhengxie_qa.types import Document, Metadata, Section

PLACES = ("青山县", "白水县", "平安县", "新建区", "黑石市", "黑石县", "上海市")


def document(place: str, text: str = "") -> Document:
    root = Section(0, None, 0, "root", "", 0, 0, len(text))
    return Document(f"{place}.txt", text, Metadata(place=place, title=f"{place}报告"), (root,), place)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    texts = {"青山县": "青山大桥建成通车。", "白水县": "新建学校三所，赴上海招商。"}
    common = "新建项目落地，平安建设推进。"
    return Gazetteer([document(place, texts.get(place, "") + common) for place in PLACES])


@pytest.mark.parametrize(
    ("question", "places", "left"),
    [
        ("在青山县,提案多少件?", ("青山",), "提案多少件?"),
        ("青山县的提案多少件?", ("青山",), "提案多少件?"),
        ("请问青山县提案多少件?", ("青山",), "提案多少件?"),
        ("青山县政协2024年立案多少件?", ("青山",), "县政协2024年立案多少件?"),
        ("青山提案多少件?", ("青山",), "提案多少件?"),
        ("青山2024年提案多少件?", ("青山",), "2024年提案多少件?"),
        ("上海的提案多少件?", ("上海",), "提案多少件?"),
        # a name that the documents know stays whole, and so does the place that somebody went to
        ("青山大桥何时通车?", ("青山",), "青山大桥何时通车?"),
        ("青山赴白水县考察几次?", ("青山", "白水"), "赴白水县考察几次?"),
        # a book is named after a place, not of it
        ("《青山古桥》收录多少座?", (), "《青山古桥》收录多少座?"),
        # words that are more than the name of a place
        ("平安建设做了什么?", (), "平安建设做了什么?"),
        ("平安县建设做了什么?", ("平安",), "建设做了什么?"),
        ("新建了多少所学校?", (), "新建了多少所学校?"),
        ("新建区2024年提案多少件?", ("新建",), "2024年提案多少件?"),
        # two places of one name
        ("黑石提案多少件?", (), "黑石提案多少件?"),
        # part of another word, and another place altogether
        ("黄白水果有几种?", (), "黄白水果有几种?"),
        ("绿野县提案多少件?", ("绿野",), "绿野县提案多少件?"),
        ("青山", ("青山",), "青山"),
    ],
)
def test_the_place_is_recognised_and_taken_out_of_what_is_searched_for(
    gazetteer: Gazetteer, question: str, places: tuple[str, ...], left: str
) -> None:
    assert gazetteer.places_in(question) == places
    assert gazetteer.without(question, gazetteer.known(places)) == left


@pytest.mark.parametrize(
    ("question", "places", "left"),
    [
        ("绿野2016年人口", ("绿野",), "2016年人口"),
        ("绿野州的人口", ("绿野",), "人口"),
        ("绿野苗族侗族自治州人口", ("绿野",), "人口"),
        ("北原自治区的人口", ("北原",), "人口"),
        ("青山地区生产总值", ("青山",), "地区生产总值"),
        ("青山市场有几家", ("青山",), "市场有几家"),
        ("what about qingshan?", ("青山",), "what about  ?"),
        ("qingshan city's population", ("青山",), "population"),
        ("population of qingshan's towns", ("青山",), "population  towns"),
    ],
)
def test_a_place_is_known_by_its_short_name_and_in_pinyin(question: str, places: tuple[str, ...], left: str) -> None:
    known = Gazetteer([document(place) for place in ("青山市", "绿野苗族侗族自治州", "北原回族自治区")])
    assert known.places_in(question) == places
    assert known.without(question, known.known(places)) == left


def test_a_dictionary_word_counts_as_a_name_where_nobody_else_uses_it() -> None:
    entry = dictionary_entry("日照")
    assert entry is not None
    assert not entry.tag.startswith("ns")
    few, many = ([document("日照市")] + [document(f"第{n}县") for n in range(count)] for count in (3, 30))
    assert Gazetteer(few).places_in("日照提案多少件?") == ()
    assert Gazetteer(many).places_in("日照提案多少件?") == ("日照",)
    spoken = [document("日照市"), *(document(f"第{n}县", "日照充足。") for n in range(30))]
    assert Gazetteer(spoken).places_in("日照提案多少件?") == ()
    assert dictionary_entry("没有这样一个词") is None


@pytest.fixture(scope="module")
def counties(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("counties")
    for place, count in (("青山", 120), ("白水", 98), ("绿野", 77)):
        text = (
            f"政协{place}县委员会常务委员会工作报告\n\n2024年工作回顾\n\n一、提案办理\n\n"
            f"一年来，全县共征集提案{count}件，立案{count - 10}件，办理及时。\n"
        )
        (folder / f"{count}.txt").write_text(text, encoding="utf-8")
    return Assistant.open(folder, folder / "index")


@pytest.mark.parametrize("question", ["青山县征集提案多少件？", "在青山县，征集提案多少件？", "青山征集提案多少件？"])
def test_each_way_of_naming_the_place_gets_its_figure(counties: Assistant, question: str) -> None:
    answer = counties.ask(question)
    assert "120件" in answer.answer
    assert {citation.document for citation in answer.citations} == {"120.txt"}


def test_an_english_question_names_its_place_too(counties: Assistant) -> None:
    assert counties.understand("How many proposals were collected in Baishui?").places == ("白水",)
    assert "98" in counties.ask("How many proposals were collected in Baishui?").answer


def test_a_question_that_leans_on_an_earlier_one_stays_with_its_place(counties: Assistant) -> None:
    answer = counties.ask("那立案多少件？", [("白水县征集提案多少件？", "共征集提案98件。")])
    assert "88件" in answer.answer


def test_two_places_are_asked_one_by_one(counties: Assistant) -> None:
    answer = counties.ask("青山县和绿野县各征集提案多少件？")
    lines = answer.answer.splitlines()
    assert lines[0].startswith("青山：")
    assert "120件" in lines[0]
    assert lines[1].startswith("绿野：")
    assert "77件" in lines[1]


def test_a_place_somebody_went_to_is_no_second_question(counties: Assistant) -> None:
    assert counties.understand("青山县赴白水县考察几次？").parts == ()


def test_a_place_no_document_is_about_is_not_answered_with_another(counties: Assistant) -> None:
    assert counties.ask("黑石县征集提案多少件？").status == "not_found"
