"""What the page shows, without a browser: everything escaped, every offset right, nothing stored trusted."""

from __future__ import annotations

import html
import json
import re
import socket
import string
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.web_fakes import FakeAssistant, cite, document
from zhengxie_qa.errors import ServerError
from zhengxie_qa.retrieval.document_filter import Choice
from zhengxie_qa.types import Answer
from zhengxie_qa.web import render, source_panel, source_text
from zhengxie_qa.web.answer_html import answer_text
from zhengxie_qa.web.serve import bind
from zhengxie_qa.web.texts import choose_language, keys, text_in
from zhengxie_qa.web.turns import MAX_SHOWN, history, restore, restore_asked, store, store_asked

HOSTILE = "<script>x()</script><img src=x onerror=x()> [a](javascript:x()) $E=mc^2$ \"'`&{{value}}${value}@children"
REPORT = document(
    "报告.txt",
    "报告\n\n一、提案工作\n  全年立案188件。办结率98.5%。\n二、协商议政\n开展协商18次。",
    "报告",
    2025,
)


def answer(text: str = "全年立案188件[1]。", **changes: Any) -> Answer:
    start = REPORT.text.index("全年")
    values: dict[str, Any] = {
        "question": "立案多少件？",
        "status": "answered",
        "answer": text,
        "mode": "extractive",
        "citations": (cite(1, REPORT, start, start + 9),),
        **changes,
    }
    return Answer(**values)


class Reader(HTMLParser):
    """Collects the tags and the visible text of a piece of HTML."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def texts_of(documents: list[Any]) -> dict[str, Any]:
    return {each.path: each for each in documents}


# --- answers ---


def test_a_marker_with_a_citation_becomes_a_button_that_knows_its_place() -> None:
    shown = render.turn(answer(), ("", ""), "zh")
    start = REPORT.text.index("全年")
    assert f'class="zx-cite" data-document="报告.txt" data-start="{start}" data-end="{start + 9}"' in shown
    assert 'aria-label="查看出处 1：一、提案工作 › 第3段"' in shown


def test_a_marker_without_a_citation_cannot_be_clicked() -> None:
    shown = Reader(answer_text(answer("立案188件[7]。"), "zh"))
    assert "button" not in shown.tags
    assert shown.text == "立案188件7。"


def test_markup_in_question_answer_title_and_path_is_shown_as_text() -> None:
    hostile = document(HOSTILE, f"{HOSTILE}。", HOSTILE)
    made = answer(f"{HOSTILE}[1]", question=HOSTILE, citations=(cite(1, hostile, 0, 60),), warnings=(HOSTILE,))
    shown = Reader(render.turn(made, (HOSTILE, HOSTILE), "zh"))
    assert not {"script", "img", "a"} & set(shown.tags)
    assert shown.text.count(HOSTILE) >= 3
    assert not [name for name, _ in shown.attributes if name.startswith("on")]
    assert ("data-copy", HOSTILE) in shown.attributes
    panel = Reader(source_panel.panel(hostile, texts_of([hostile, REPORT]), {}, "zh"))
    assert not {"script", "img", "a"} & set(panel.tags)
    assert ("value", HOSTILE) in panel.attributes


def test_an_unanswered_question_says_so_and_offers_the_nearest_passages() -> None:
    made = answer("文件没有说明。", status="not_found", citations=(), related=answer().citations)
    shown = render.turn(made, ("", ""), "zh")
    assert "文件中未找到" in shown
    assert "相近的说法（并非答案）" in shown
    assert "全年立案188件。" in shown
    assert "摘录原文" not in shown


@pytest.mark.parametrize(("mode", "words"), [("extractive", "摘录原文"), ("generated", "模型生成")])
def test_an_answer_says_who_wrote_it(mode: str, words: str) -> None:
    assert words in render.turn(answer(mode=mode), ("", ""), "zh")


def test_a_failed_question_is_repeated_only_as_far_as_it_is_useful() -> None:
    shown = render.failure("问" * 100_000, "问题太长。", "zh")
    assert len(shown) < 1000
    assert "问题太长。" in shown


@given(st.text())
def test_escaped_text_reads_the_same_and_holds_no_markup(text: str) -> None:
    escaped = render.escape(text)
    assert html.unescape(escaped) == re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", "\ufffd", text)
    assert not re.search("[<>\"']", escaped)


# --- the source ---


def test_headings_and_paragraphs_carry_the_offset_of_their_first_character() -> None:
    shown = source_text.text(REPORT)
    start = REPORT.text.index("全年")
    assert f'<p data-start="{start}">全年立案188件。办结率98.5%。</p>' in shown
    assert f'<h2 data-start="{REPORT.text.index("一、")}">一、提案工作</h2>' in shown
    assert '<h1 data-start="0">报告</h1>' in shown


def test_a_heading_that_runs_into_its_paragraph_is_set_apart_from_it() -> None:
    made = document("a.txt", "一、提案工作\n正文。")
    run_in = made.text.replace("\n", "")
    section = made.sections[1]
    joined = type(made)("a.txt", run_in, made.metadata, (made.sections[0], section), "")
    assert [run_in[b.start : b.end] for b in source_text.blocks(joined)] == ["一、提案工作", "正文。"]


@given(st.text(alphabet="一、二文字。 \n\u3000𠮷a"))
def test_the_blocks_hold_every_visible_character_once(text: str) -> None:
    made = document("a.txt", text)
    shown = "".join(made.text[block.start : block.end] for block in source_text.blocks(made))
    assert "".join(shown.split()) == "".join(text.split())


def test_the_outline_lists_the_sections_and_the_chooser_the_documents() -> None:
    other = document("方案.txt", "方案", "工作方案", 2024)
    counts = FakeAssistant([REPORT, other]).counts
    shown = source_panel.panel(REPORT, texts_of([REPORT, other]), counts, "zh")
    assert f'data-jump="{REPORT.text.index("二、")}">二、协商议政</button>' in shown
    assert '<option value="报告.txt" selected>报告 · 2025 年 · 5 段</option>' in shown
    assert '<option value="方案.txt">工作方案 · 2024 年 · 1 段</option>' in shown


def test_a_single_document_is_named_without_a_choice() -> None:
    shown = source_panel.panel(REPORT, texts_of([REPORT]), {}, "en")
    assert "<select" not in shown
    assert "报告 · 2025 · 0 passages" in shown


# --- what the browser kept ---


def test_a_stored_answer_comes_back_as_it_was() -> None:
    made = answer(warnings=("注意",), ms={"search": 1.5})
    (turn,) = restore(json.loads(json.dumps([store(made)])), texts_of([REPORT]))
    assert turn.stale == 0
    assert turn.answer == replace(made, citations=(replace(made.citations[0], passage=""),))
    assert history([turn]) == [("立案多少件？", "全年立案188件[1]。")]


def test_a_citation_that_no_longer_matches_its_document_is_dropped_and_counted() -> None:
    changed = document("报告.txt", REPORT.text.replace("188", "189"), "报告")
    (turn,) = restore([store(answer())], texts_of([changed]))
    assert (turn.answer.citations, turn.stale) == ((), 1)
    assert "已对不上" in render.turn(turn.answer, ("", ""), "zh", turn.stale)


@pytest.mark.parametrize(
    "change",
    [
        {"start": -1},
        {"end": 10**9},
        {"start": True},
        {"n": "1"},
        {"document": "../../etc/passwd"},
        {"quote": 1},
    ],
)
def test_a_citation_changed_in_the_browser_is_not_believed(change: dict[str, Any]) -> None:
    stored = store(answer())
    stored["citations"][0].update(change)
    (turn,) = restore([stored], texts_of([REPORT]))
    assert turn.answer.citations == ()


def test_how_a_question_was_asked_comes_back_with_the_questions_before_and_the_documents_chosen() -> None:
    chosen = Choice(documents=("报告.txt",), kinds=(), years=(2025,))
    stored = [store(answer(question="第一问")), store(answer(question="第二问"), chosen)]
    turns = restore(json.loads(json.dumps(stored)), texts_of([REPORT]))
    asked = restore_asked(json.loads(json.dumps(store_asked(turns, 1))))
    assert asked == ("第二问", [("第一问", "")], chosen)
    assert restore_asked(store_asked(turns, 0))[1] == []


def test_only_the_last_turns_are_kept() -> None:
    stored = [store(answer(question=f"问题{n}")) for n in range(MAX_SHOWN + 5)]
    turns = restore(stored, texts_of([REPORT]))
    assert [turn.answer.question for turn in turns] == [f"问题{n}" for n in range(5, MAX_SHOWN + 5)]


scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
names = st.sampled_from([*store(answer()), "document", "start", "end", "quote"]) | st.text()
anything = st.recursive(scalars, lambda inner: st.lists(inner) | st.dictionaries(names, inner))


@given(anything)
def test_whatever_the_browser_sends_restoring_it_never_fails(value: object) -> None:
    for turn in restore(value, texts_of([REPORT])):
        assert render.turn(turn.answer, ("", ""), "zh", turn.stale)
    question, earlier, choice = restore_asked(value)
    assert isinstance(question, str)
    assert all(isinstance(text, str) for turn in earlier for text in turn)
    assert all(isinstance(year, int) for year in choice["years"])


# --- languages ---


@pytest.mark.parametrize(
    ("stored", "accepts", "chosen"),
    [
        ("", "zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("", "en-GB,en;q=0.9", "en"),
        ("", "fr-FR, en;q=0.5", "en"),
        ("", "", "zh"),
        ("en", "zh-CN", "en"),
        (["en"], "zh-CN", "zh"),
    ],
)
def test_the_page_speaks_what_was_chosen_or_what_the_browser_asks_for(
    stored: object, accepts: str, chosen: str
) -> None:
    assert choose_language(stored, accepts) == chosen


def _values_taken(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def test_every_text_takes_the_same_values_in_both_languages() -> None:
    for key in keys():
        chinese, english = text_in("zh", key), text_in("en", key)
        assert chinese
        assert english
        assert _values_taken(chinese) == _values_taken(english), key


# --- the port ---


def test_a_taken_port_is_named_together_with_what_to_type() -> None:
    with bind("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ServerError, match=rf"端口 {port} 已被占用.*PORT=\d+ make run"):
            bind("127.0.0.1", port)


@pytest.mark.parametrize("port", ["", "abc", "-1", "70000", "78.6"])
def test_a_port_that_is_none_is_refused_in_words(port: str) -> None:
    with pytest.raises(ServerError, match=r"端口.*无效"):
        bind("127.0.0.1", port)


def test_an_address_that_is_not_ours_is_refused_in_words() -> None:
    with pytest.raises(ServerError, match=r"192\.0\.2\.1"):
        bind("192.0.2.1", 0)


def test_a_bound_port_takes_connections_before_the_assistant_is_open() -> None:
    with bind("127.0.0.1", 0) as bound, socket.create_connection(bound.getsockname(), timeout=60) as client:
        assert client.getpeername() == bound.getsockname()


def test_talk_is_shown_plainly_and_stays_talk_when_restored() -> None:
    said = Answer("谢谢", "talk", "不客气！", "extractive")
    (turn,) = restore([store(said)], {})
    assert turn.answer.status == "talk"
    shown = render.turn(turn.answer, ("", ""), "zh", asked={"question": "谢谢"})
    assert "不客气！" in shown
    assert not any(mark in shown for mark in ("zx-none", "zx-refs", "zx-why", "zx-mode", "zx-foot"))
    missing = render.turn(replace(said, status="not_found"), ("", ""), "zh", asked={"question": "谢谢"})
    assert "zx-none" in missing
    assert "zx-why" in missing


def test_the_sources_of_one_paragraph_share_a_line_where_the_quotations_stand_above() -> None:
    start = REPORT.text.index("全年")
    both = (cite(1, REPORT, start, start + 9), cite(2, REPORT, start + 10, start + 18))
    two = answer("全年立案188件[1]；办结率98.5%[2]。", citations=both)
    shown = render.turn(two, ("", ""), "zh")
    assert shown.count('class="zx-ref zx-ref-short"') == 2
    assert shown.count(both[0].locator) == shown.count(both[1].locator)
    assert shown.count('class="zx-ref-where"') == 1
    written = render.turn(replace(two, mode="generated"), ("", ""), "zh")
    assert written.count('class="zx-ref-where"') == 2  # there each shows its words
