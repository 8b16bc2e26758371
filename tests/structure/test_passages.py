"""Passages, sentences and clauses: verbatim, whole, in order, nothing lost, no figure cut."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.structure.test_section_tree import BODY, TEXTS
from tests.support.samples import FILES, sample, section, written
from zhengxie_qa.structure.passages import LONGEST, clauses, sentences, split_passages
from zhengxie_qa.types import Document

FIGURE = re.compile(r"[0-9０-９][0-9０-９.,%％]*[0-9０-９%％]|[一二三四五六七八九十百千万]{3,}")


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in clauses(text)]


def texts(text: str) -> list[str]:
    return [passage.text for passage in split_passages(written(text))]


def check(document: Document) -> None:
    """Hold everything that is promised of a document's passages."""
    text, position = document.text, 0
    in_heading = [False] * len(text)
    for one in document.sections:
        in_heading[one.start : one.heading_end] = [True] * (one.heading_end - one.start)
    in_passage = [False] * len(text)
    for passage in split_passages(document):
        assert passage.document == document.path
        assert position <= passage.start < passage.end
        assert passage.text == text[passage.start : passage.end] == passage.text.strip()
        assert len(passage.text) <= LONGEST
        home = document.sections[passage.section]
        assert home.start <= passage.start
        assert passage.end <= home.end
        assert passage.year == home.year
        assert passage.headings[-1:] == ((home.title,) if home.parent is not None else ())
        in_passage[passage.start : passage.end] = [True] * (passage.end - passage.start)
        position = passage.end
        for edge in (passage.start, passage.end):
            assert not any(m.start() < edge < m.end() for m in FIGURE.finditer(text, max(0, edge - 40), edge + 40))
    for place, char in enumerate(text):
        if not char.isspace():
            assert in_passage[place] != in_heading[place], (place, text[place : place + 20])


# Passages


@pytest.mark.parametrize("name", FILES)
def test_the_sample_documents_are_covered_by_verbatim_passages(name: str) -> None:
    check(sample(name))


@given(TEXTS)
def test_any_document_is_covered_by_verbatim_passages(text: str) -> None:
    check(written(text))


FIGURES = ["征集提案236件", "1,234.5万元", "98.5%", "二百四十七件", "十余次"]
MARKS = ["，", "。", "；", "\n", " ", "“有事来商量”", "（一是提案；二是协商）", "《办法》", "协商"]
PIECES = st.sampled_from([*FIGURES, *MARKS])


@given(st.lists(PIECES, min_size=200, max_size=600).map("".join))
def test_long_running_text_is_covered_and_no_figure_is_cut(text: str) -> None:
    check(written("\n".join(line.strip() for line in text.split("\n"))))


@given(st.text(alphabet="政协委员提案12３.%，。；“”（）《》\n", min_size=400, max_size=2000))
def test_marks_in_any_order_lose_nothing(text: str) -> None:
    document = written(text)
    covered = "".join(passage.text for passage in split_passages(document))
    body = "".join(text[one.start : one.heading_end] for one in document.sections)
    assert sorted("".join(covered.split()) + "".join(body.split())) == sorted("".join(text.split()))


def test_a_long_paragraph_is_cut_at_sentence_ends_into_even_passages() -> None:
    found = texts(BODY * 15)
    assert len(found) == 3
    assert all(text.endswith("。") and 200 < len(text) <= LONGEST for text in found)


def test_a_long_sentence_is_cut_at_a_clause() -> None:
    found = texts("，".join(["常委会围绕中心工作开展协商监督"] * 60) + "。")
    assert len(found) > 1
    assert all(text.endswith(("，", "。")) for text in found)


def test_a_text_without_any_mark_is_cut_but_not_inside_a_figure() -> None:
    found = texts("协" * 497 + "12345.6万元" + "商" * 300)
    assert found[0] == "协" * 497
    assert found[1].startswith("12345.6万元")


def test_a_latin_text_is_cut_between_words() -> None:
    found = texts("The committee received proposals " * 40)
    assert all(text.split()[0] in ["The", "committee", "received", "proposals"] for text in found)


def test_a_passage_stays_under_one_heading() -> None:
    found = split_passages(written(f"一、提案\n征集提案236件。\n二、协商\n协商18次。\n{BODY}"))
    assert [(passage.headings, passage.text) for passage in found] == [
        (("一、提案",), "征集提案236件。"),
        (("二、协商",), f"协商18次。\n{BODY}"),
    ]


def test_short_items_of_a_list_share_a_passage_of_their_section() -> None:
    document = written("一、安排\n（一）学习。举办讲座。\n（二）协商。开展调研。\n（三）监督。组织视察。")
    (passage,) = split_passages(document)
    assert passage.section == section(document, "一、安排").index
    assert passage.text.startswith("（一）学习")
    assert passage.text.endswith("组织视察。")


def test_a_long_topic_is_a_passage_of_its_own() -> None:
    document = written(f"一、工作\n提案有力。{BODY * 3}\n协商有效。{BODY * 3}")
    assert [passage.headings for passage in split_passages(document)] == [
        ("一、工作", "提案有力"),
        ("一、工作", "协商有效"),
    ]


def test_the_title_page_is_a_passage() -> None:
    first = split_passages(sample("yunxi-2023.txt"))[0]
    assert first.headings == ()
    assert "工作报告(摘要)\n\n——2024年1月9日在" in first.text
    assert first.text.endswith("陆景明")


def test_passages_of_plans_carry_the_planned_year() -> None:
    years = {passage.year for passage in split_passages(sample("yunxi-2024.txt"))}
    assert years == {None, 2024, 2025}


def test_a_text_of_a_million_characters_is_split_in_seconds() -> None:
    assert len(texts("提案办理，" * 200_000)) == 2000


# Sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一。二！三？四；五", ["一。", "二！", "三？", "四；", "五"]),
        ("增长1.2万.人;完成98.5%!好?", ["增长1.2万.人;", "完成98.5%!", "好?"]),
        ("他说：“好。很好。”然后走了。", ["他说：“好。很好。”", "然后走了。"]),
        ("把“怎么解？”列为议题。", ["把“怎么解？”列为议题。"]),
        ("“列车开吗？”“开。”", ["“列车开吗？”", "“开。”"]),
        ("（一是提案；二是协商）都做。", ["（一是提案；二是协商）都做。"]),
        ("读《谁是你？》一书。", ["读《谁是你？》一书。"]),
        ("完成了。（本报报道）", ["完成了。", "（本报报道）"]),
        ("第一行\n第二行", ["第一行", "第二行"]),
        ("真的吗？！当然……好。", ["真的吗？！", "当然……好。"]),
        ("见http://a.cn/?a=1;b=2一文。", ["见http://a.cn/?a=1;b=2一文。"]),
        ("　好。  好。 \n\n", ["好。", "好。"]),
        ("“" + "很长的话。" * 14 + "”然后。", ["“很长的话。", *["很长的话。"] * 12, "很长的话。”", "然后。"]),
        ("", []),
    ],
)
def test_sentences_end_where_readers_end_them(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("征集236件,立案188件，办结。", ["征集236件,", "立案188件，", "办结。"]),
        ("投资2,300万元,增长", ["投资2,300万元,", "增长"]),
        ("延长到22:40；主题：提案", ["延长到22:40；", "主题：", "提案"]),
        ("围绕“产业,就业”调研,建言", ["围绕“产业,就业”调研,", "建言"]),
        ("《甲，乙》（丙，丁）(戊,己)‘庚，辛’，壬", ["《甲，乙》（丙，丁）(戊,己)‘庚，辛’，", "壬"]),
    ],
)
def test_clauses_end_at_commas_outside_quotations_and_figures(text: str, expected: list[str]) -> None:
    assert split(text) == expected


@given(st.text(alphabet='政协“”‘’《》（）()，,。；;：:！？\n 12.３a"」', max_size=300), st.data())
def test_spans_cover_their_range_but_for_whitespace(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    for spans in (sentences(text, start, end), clauses(text, start, end)):
        position = start
        for low, high in spans:
            assert text[position:low].strip() == ""
            assert position <= low < high <= end
            assert text[low:high] == text[low:high].strip()
            position = high
        assert text[position:end].strip() == ""


@given(st.lists(PIECES, max_size=60).map("".join))
def test_every_sentence_is_whole_clauses(text: str) -> None:
    ends = {end for _, end in clauses(text)}
    assert {end for _, end in sentences(text)} <= ends
