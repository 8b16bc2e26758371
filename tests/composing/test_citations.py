"""Where a quotation stands, and the reference lines people copy."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from tests.structure.test_section_tree import BODY, TEXTS
from tests.support.samples import FILES, REPORT, sample, written
from zhengxie_qa.composing.citations import format_reference, format_references, locator, make_citation, quoted
from zhengxie_qa.structure.locators import places
from zhengxie_qa.structure.passages import split_passages
from zhengxie_qa.types import Answer, Citation, Document, Metadata


def cite(document: Document, quote: str, n: int = 1) -> Citation:
    """Return a citation of ``quote``, which stands in one passage of ``document``."""
    start = document.text.index(quote)
    passage = next(one for one in split_passages(document) if one.start <= start < one.end)
    return make_citation(n, document, passage, start, start + len(quote))


def place(document: Document, words: str) -> str:
    return locator(document, document.text.index(words))


def test_a_quotation_is_the_text_between_its_offsets() -> None:
    document = sample(REPORT)
    citation = cite(document, "十届五次会议以来共征集提案236件,立案188件")
    assert citation.quote == document.text[citation.start : citation.end]
    assert citation.quote in citation.passage
    assert citation.document == REPORT
    assert citation.locator == "2025年工作回顾 › 二、坚持围绕中心服务大局,助推灵石高质量发展更有质效 › 第5段"


def test_a_quotation_outside_its_passage_or_document_is_an_error() -> None:
    document = sample(REPORT)
    first, second = split_passages(document)[:2]
    with pytest.raises(ValueError, match="not within its passage"):
        make_citation(1, document, first, first.start, second.end)
    with pytest.raises(ValueError, match="not within its passage"):
        make_citation(1, document, first, first.start, first.start)
    with pytest.raises(ValueError, match="is not of"):
        make_citation(1, sample("yunxi-2023.txt"), first, first.start, first.end)


def test_a_document_without_a_title_is_cited_by_its_name() -> None:
    assert cite(written(BODY), "常委会").title == "a"


def test_paragraphs_are_counted_under_their_heading_whatever_their_topic() -> None:
    document = written(f"一、工作\n{BODY}\n提案有力。办复236件。\n协商有效。开展18次。\n二、安排\n{BODY}")
    assert place(document, "办复") == "一、工作 › 第2段"
    assert place(document, "开展18次") == "一、工作 › 第3段"
    assert locator(document, len(document.text) - 1) == "二、安排 › 第1段"


def test_a_numbered_topic_is_a_point_of_its_own() -> None:
    document = written("一、安排\n（一）学习。举办讲座10期。\n（二）协商。开展调研。")
    assert place(document, "讲座") == "一、安排 › （一）学习 › 第1段"


def test_a_paragraph_after_the_sub_sections_is_counted_from_the_last_of_them() -> None:
    text = f"2024年工作回顾\n{BODY}\n一、提案\n{BODY}\n各位委员！成绩来之不易。\n我们还有不足。"
    assert place(written(text), "不足") == "2024年工作回顾 › “一、提案”之后第2段"


def test_a_heading_is_located_by_itself_and_a_title_page_by_its_paragraph() -> None:
    document = sample("yunxi-2024.txt")
    assert place(document, "（二）尽心竭力") == "一、2024年工作回顾 › （二）尽心竭力服务中心大局，协商议政更有分量"
    assert place(document, "——2025年1月7日") == "第2段"


def test_a_long_heading_is_shortened() -> None:
    heading = "一、" + "坚持" * 20
    assert place(written(f"{heading}\n{BODY}"), "常委会") == f"{heading[:29]}… › 第1段"


def test_a_passage_of_several_paragraphs_says_from_where_to_where() -> None:
    document = written("一、安排\n学习有新提高。\n协商有新进展。\n监督有新成效。")
    assert [passage.locator for passage in split_passages(document)] == ["一、安排 › 第1–3段"]
    document = written("一、安排\n（一）学习。举办讲座。\n（二）协商。开展调研。")
    assert [passage.locator for passage in split_passages(document)] == ["一、安排 › （一）学习 › 第1段起"]


@pytest.mark.parametrize("name", FILES)
def test_a_place_is_located_as_its_paragraph_is(name: str) -> None:
    document = sample(name)
    for paragraph, found in places(document):
        assert locator(document, paragraph.start) == str(found)
        assert locator(document, paragraph.end - 1) == str(found)


@given(TEXTS)
def test_locating_one_place_agrees_with_numbering_all(text: str) -> None:
    document = written(text)
    found = [(paragraph.start, str(where)) for paragraph, where in places(document)]
    assert [(start, locator(document, start)) for start, _ in found] == found


# References


def test_a_reference_names_document_session_date_page_and_place() -> None:
    document = sample("yunxi-2023.txt")
    citation = cite(document, "全年收到社情民意信息312条")
    assert format_reference(citation, document.metadata) == (
        "《中国人民政治协商会议第九届云溪市委员会常务委员会工作报告(摘要)》"
        "（政协第九届云溪市委员会第三次会议，2024年1月9日，第A03版:两会专版），"
        "2023年工作回顾，三、在为民履职上倾情投入,民生答卷更有温度，第2段。"
    )


def test_what_is_not_known_is_left_out_of_a_reference() -> None:
    citation = cite(written(BODY, title="关于《办法》的说明"), "常委会")
    assert format_reference(citation, Metadata()) == "《关于〈办法〉的说明》，第1段。"
    assert (
        format_reference(citation, Metadata(organisation="某某支部")) == "《关于〈办法〉的说明》（某某支部），第1段。"
    )


def test_a_heading_that_is_the_title_is_not_said_twice() -> None:
    title = "关于进一步加强和改进新时代人民政协提案办理协商工作的若干意见"
    document = written(f"{title}\n{BODY}", title=title)
    citation = replace(cite(document, "常委会"), locator=f"{title[:29]}… › 一、总体要求 › 第1段")
    assert format_reference(citation, Metadata()) == f"《{title}》，一、总体要求，第1段。"


def test_quotation_marks_within_a_quotation_become_inner_ones() -> None:
    assert quoted("开展“请你来协商”活动") == "“开展‘请你来协商’活动”"
    assert quoted("“甲‘乙’丙”") == "“‘甲“乙”丙’”"


def test_an_answer_is_copied_with_its_numbered_references() -> None:
    document = written(f"一、提案\n{BODY}", title="工作报告")
    answer = Answer("?", "answered", "履行了职责[1]。", "extractive", (cite(document, "认真履行职责"),))
    assert format_references(answer, {document.path: document}) == (
        "履行了职责[1]。\n\n[1] 《工作报告》，一、提案，第1段。“认真履行职责”"
    )
    assert format_references(replace(answer, citations=()), {}) == "履行了职责[1]。"
    assert "《工作报告》" in format_references(answer, {})
