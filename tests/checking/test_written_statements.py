"""What a model writes is cut into statements, each with the passages it cites."""

from __future__ import annotations

from zhengxie_qa.checking.written_statements import read_draft


def told(text: str) -> list[tuple[str, tuple[int, ...]]]:
    return [(statement.text, statement.cited) for statement in read_draft(text).statements if statement.is_claim]


def test_a_marker_belongs_to_the_statement_it_stands_in_or_behind() -> None:
    assert told("征集236件[1]，立案188件[2]。重点提案11件。[3]报送信息102篇；[4]") == [
        ("征集236件，立案188件。", (1, 2)),
        ("重点提案11件。", (3,)),
        ("报送信息102篇；", (4,)),
    ]


def test_a_marker_before_a_statement_belongs_to_it() -> None:
    assert told("根据[2]，征集236件。\n[1]立案188件。") == [("征集236件。", (2,)), ("立案188件。", (1,))]


def test_a_line_of_markers_alone_belongs_to_the_line_above() -> None:
    assert told("征集236件。\n[1][2]") == [("征集236件。", (1, 2))]


def test_thoughts_are_folded_away() -> None:
    assert told("<think>第一段[1]说……</think>\n征集236件[2]。") == [("征集236件。", (2,))]
    assert told("也许是第三段。</think>征集236件[2]。") == [("征集236件。", (2,))]
    assert told("征集236件[2]。<think>还要再想") == [("征集236件。", (2,))]


def test_a_list_of_references_at_the_end_says_nothing() -> None:
    assert told("征集236件[1]。\n\n参考资料：\n[1] 《工作报告》\n[2] 《答复》") == [("征集236件。", (1,))]


def test_bullets_and_markdown_are_no_part_of_a_statement() -> None:
    text = "## 情况\n- **提案**：236件[1]\n2. 立案188件[2]\n（三）报送信息102篇"
    assert [words for words, _ in told(text)] == ["情况", "提案：236件", "立案188件", "报送信息102篇"]


def test_what_only_introduces_or_says_that_the_documents_are_silent_claims_nothing() -> None:
    draft = read_draft("2025年的情况如下：\n征集236件[1]。文档没有提到经费。")
    assert [s.text for s in draft.statements if not s.is_claim] == ["2025年的情况如下：", "文档没有提到经费。"]


def test_english_sentences_are_told_apart_but_not_at_a_decimal_point() -> None:
    text = "It collected 236 proposals [1]. The rate was 98.5% [2]. It filed 188."
    assert [cited for _, cited in told(text)] == [(1,), (2,), ()]


def test_statements_are_slices_of_the_clean_text() -> None:
    draft = read_draft("征集[1]236件。\n- 立案188件[2]；**重点**11件")
    assert all(draft.text[s.start : s.end] == s.text for s in draft.statements)
    assert "[1]" not in draft.text
