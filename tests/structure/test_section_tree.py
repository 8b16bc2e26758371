"""The section tree: which lines open a section, how sections nest, which year they speak of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.samples import FILES, REPORT, sample, section, written
from zhengxie_qa.structure.heading_numbers import number_of
from zhengxie_qa.structure.section_tree import build_sections, enclosing, section_at
from zhengxie_qa.types import Document, Section

BODY = (
    "常委会认真履行职责，围绕中心工作开展协商监督，广泛凝聚各方面智慧和力量，"
    "各项工作取得新的成效，为全面完成年度目标任务作出了贡献。"
)


def outline(document: Document) -> list[tuple[int, str, str]]:
    """Return (level, kind, title) of every section but the root."""
    return [(one.level, one.kind, one.title) for one in document.sections[1:]]


def headings(text: str) -> list[tuple[int, str]]:
    """Return (level, title) of the sections that have a heading line."""
    return [(one.level, one.title) for one in written(text).sections if one.heading_end > one.start]


def test_an_unnumbered_year_part_stands_above_numbered_headings() -> None:
    assert headings(f"2025年工作回顾\n一、提案工作\n{BODY}\n2026年工作安排\n一、协商工作\n{BODY}") == [
        (1, "2025年工作回顾"),
        (2, "一、提案工作"),
        (1, "2026年工作安排"),
        (2, "一、协商工作"),
    ]


def test_numbers_nest_in_the_order_of_official_documents() -> None:
    text = (
        f"第一章 总则\n一、甲\n（一）乙\n1．丙\n（1）丁\n{BODY}\n（2）戊\n{BODY}\n（二）己\n{BODY}\n第二章 附则\n{BODY}"
    )
    assert headings(text) == [
        (1, "第一章 总则"),
        (2, "一、甲"),
        (3, "（一）乙"),
        (4, "1．丙"),
        (5, "（1）丁"),
        (5, "（2）戊"),
        (3, "（二）己"),
        (1, "第二章 附则"),
    ]


@pytest.mark.parametrize(
    ("heading", "year"),
    [
        ("一、2024年工作回顾", 2024),
        ("2024年度工作总结", 2024),
        ("（一）二〇二四年工作情况", 2024),
        ("二、2025年的总体要求、奋斗目标和重点任务", 2025),
        ("三、2025年工作", 2025),
        ("努力做好2025年各项工作", 2025),
        ("一、关于２０２４年的工作", 2024),
        ("二○二四年工作回顾", 2024),
    ],
)
def test_a_part_speaks_of_the_year_in_its_heading_and_so_does_all_below(heading: str, year: int) -> None:
    document = written(f"{heading}\n{BODY}\n1．提案工作提质增效。{BODY}")
    part, topic = document.sections[1], document.sections[-1]
    assert (part.kind, part.year) == ("part", year)
    assert (topic.title, topic.year) == ("1．提案工作提质增效", year)


def test_a_year_that_is_only_implied_follows_from_the_other_part() -> None:
    document = written(f"一、过去一年工作回顾\n{BODY}\n二、2025年工作安排\n{BODY}")
    assert [one.year for one in document.sections[1:]] == [2024, 2025]
    document = written(f"一、2023年工作回顾\n{BODY}\n二、今年的目标任务\n{BODY}\n三、主要体会\n{BODY}")
    assert [one.year for one in document.sections[1:]] == [2023, 2024, None]


@pytest.mark.parametrize(
    "line",
    [
        "今年重点做好以下工作：",
        "2023年工作回顾和2024年工作安排",
        "2024年1月9日",
        "关于2024年工作情况的报告",
        "2023年，我们完成了各项任务",
    ],
)
def test_lines_with_a_year_that_are_no_part(line: str) -> None:
    assert all(one.kind != "part" for one in build_sections(f"{BODY}\n{line}\n{BODY}"))


def test_a_lead_sentence_names_a_topic_and_stays_body() -> None:
    document = written(f"一、提案工作\n{BODY}\n办理质量稳步提升。全年办复提案236件。\n{BODY}")
    topic = section(document, "办理质量稳步提升")
    assert (topic.kind, topic.level) == ("topic", 2)
    assert topic.heading_end == topic.start
    assert document.text[topic.start : topic.end] == "办理质量稳步提升。全年办复提案236件。"


def test_a_numbered_lead_sentence_holds_the_topics_below_it() -> None:
    topics = "工业提质。新增企业48家。\n农业增效。新建农田10万亩。"
    text = f"（一）经济稳中向好。全年增长5%。\n{topics}\n（二）民生改善。新增学位1万个。"
    assert outline(written(text)) == [
        (1, "topic", "（一）经济稳中向好"),
        (2, "topic", "工业提质"),
        (2, "topic", "农业增效"),
        (1, "topic", "（二）民生改善"),
    ]


def test_a_letter_goes_on_after_its_last_point() -> None:
    document = written(f"1．关于收费。已经明确。\n2．关于接电。七日办结。\n{BODY}\n某某局")
    assert section_at(document.sections, document.text.index(BODY)).kind == "root"


def test_closing_words_belong_to_the_part_and_not_to_its_last_point() -> None:
    turn = "在肯定成绩的同时，我们也清醒看到，工作中还有不少短板。"
    document = written(f"2024年工作回顾\n一、提案工作\n{BODY}\n各位委员！{BODY}\n二、协商工作\n{BODY}\n{turn}")
    for words in ("各位委员！", turn):
        assert section_at(document.sections, document.text.index(words)).title == "2024年工作回顾"


def test_an_article_is_body_text_named_by_its_number() -> None:
    document = written(f"第一章 总则\n第一条 为了规范提案工作，制定本条例。\n第二条 提案应当实事求是。{BODY}\n{BODY}")
    assert outline(document) == [(1, "heading", "第一章 总则"), (2, "article", "第一条"), (2, "article", "第二条")]
    assert section_at(document.sections, len(document.text) - 1).title == "第二条"


def test_a_sentence_about_an_article_is_no_article() -> None:
    assert outline(written(f"第三条规定了提案的形式。{BODY}")) == [(1, "topic", "第三条规定了提案的形式")]


@pytest.mark.parametrize(
    "text",
    [
        "1．提案\n2．协商\n3．监督",  # a list
        "一、工作回顾\n二、工作安排\n三、有关要求",  # a table of contents
        "会议时间\n3月5日\n会议地点\n三楼会议室",
        "一、二、三产业分别增长5%、9%、6%\n" + BODY,
        "三、四线城市\n" + BODY,
        "1.2万人次\n" + BODY,
        "（一）完成投资120亿元。\n" + BODY,
        "陆某某\n各位委员：\n" + BODY,
        "政协某市委员会工作报告\n" + BODY,
    ],
)
def test_lines_that_only_resemble_headings_stay_quotable(text: str) -> None:
    assert headings(text) == []


def test_a_sentence_on_its_own_line_with_a_number_is_a_heading() -> None:
    assert headings(f"（一）全力以赴稳增长，经济回升向好。\n一是稳投资。{BODY}") == [
        (1, "（一）全力以赴稳增长，经济回升向好")
    ]


def test_a_heading_without_a_number_needs_a_paragraph_under_it() -> None:
    assert headings(f"一、工作\n{BODY}\n加强自身建设\n{BODY}\n某某局\n2024年6月18日") == [
        (1, "一、工作"),
        (2, "加强自身建设"),
    ]


def test_the_format_has_the_last_word() -> None:
    text = f"一、提案\n{BODY}\n答复\n{BODY}"
    start = text.index("答复")
    assert [one.title for one in build_sections(text, {0: 0, start: 1})[1:]] == ["答复"]


def test_the_shipped_report_has_its_outline() -> None:
    document = sample(REPORT)
    assert [one.title for one in document.sections if one.level == 1] == ["2025年工作回顾", "2026年工作安排"]
    topic = section(document, "聚焦提案社情民意同步发力")
    assert [one.title for one in enclosing(document.sections, topic)][:2] == [
        "2025年工作回顾",
        "二、坚持围绕中心服务大局,助推灵石高质量发展更有质效",
    ]


def test_two_documents_in_one_file_are_two_sections() -> None:
    document = sample("yunxi-proposal.md")
    assert [one.title for one in document.sections if one.level == 1] == [
        "关于加快老旧小区电动自行车集中充电设施建设的提案",
        "云溪市住房和城乡建设局关于市政协九届三次会议第047号提案的答复",
    ]
    assert section(document, "1. 设施缺口大").level == 3


@pytest.mark.parametrize(
    ("line", "length"),
    [
        ("一、提案", 2),
        ("（十二）提案", 4),
        ("12．提案", 3),
        ("1.2024年工作", 2),
        ("(1)提案", 3),
        ("①提案", 1),
        ("第3条", 3),
    ],
)
def test_numbers_are_recognised(line: str, length: int) -> None:
    number = number_of(line)
    assert number is not None
    assert number.length == length


@pytest.mark.parametrize("line", ["一是提案", "12345", "2024年", "1.5%", "3、4号楼", "第一部分是", "", "十、5件"])
def test_what_is_no_number_is_not_recognised(line: str) -> None:
    assert number_of(line) is None


# Invariants

HEADINGS = [
    "2024年工作回顾",
    "一、2025年工作安排",
    "第一章 总则",
    "一、提案",
    "（二）协商",
    "3．监督",
    "（4）其他",
    "⑤",
]
LEADS = ["第二条 提案。", "办理有力。全年办复236件。", "1．办理有力。全年办复236件。", "各位委员！"]
LINES = st.sampled_from([*HEADINGS, *LEADS, BODY, "", "短行", "项目 | 数量", "十、二十、三"])
TEXTS = st.lists(LINES, max_size=30).map("\n".join)


def check_tree(text: str, sections: tuple[Section, ...]) -> None:
    root, *others = sections
    assert (root.kind, root.start, root.end, root.level) == ("root", 0, len(text), 0)
    for position, one in enumerate(others, 1):
        assert one.index == position
        assert one.parent is not None
        parent = sections[one.parent]
        assert one.level == parent.level + 1
        assert parent.start <= one.start <= one.heading_end <= one.end <= parent.end
        assert one.start >= sections[position - 1].start
        if one.heading_end > one.start:
            line_end = text.find("\n", one.start)
            assert one.heading_end == (len(text) if line_end < 0 else line_end)
            assert text[one.start : one.heading_end].startswith(one.title)
        if one.kind == "topic":
            assert one.heading_end == one.start


@given(TEXTS, st.dictionaries(st.integers(0, 200), st.integers(0, 6)))
def test_sections_are_nested_spans_in_reading_order(text: str, hints: dict[int, int]) -> None:
    check_tree(text, build_sections(text, hints))


@given(st.text(alphabet="一二、（）()1．.第章条年2024工作回顾。\n 提案：", max_size=200))
def test_nonsense_numbering_is_survived(text: str) -> None:
    text = "\n".join(line.strip() for line in text.split("\n"))
    check_tree(text, build_sections(text))


@given(TEXTS, st.data())
def test_the_deepest_section_is_found_at_every_place(text: str, data: st.DataObject) -> None:
    sections = build_sections(text)
    offset = data.draw(st.integers(0, len(text)))
    holding = [one for one in sections if one.start <= offset < one.end]
    expected = max(holding, key=lambda one: one.level, default=sections[0])
    assert section_at(sections, offset) == expected


@pytest.mark.parametrize("name", FILES)
def test_the_trees_of_the_sample_documents_hold(name: str) -> None:
    check_tree(sample(name).text, sample(name).sections)


def test_a_hundred_thousand_headings_take_seconds() -> None:
    assert len(build_sections("一、标题\n正文。\n" * 100_000)) == 100_001


def test_a_line_of_a_million_characters_is_body() -> None:
    assert len(build_sections("一、" * 500_000)) == 1
