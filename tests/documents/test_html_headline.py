"""A page's title is the line that agrees with what the page calls itself, never the site around it."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhengxie_qa.documents import read_document
from zhengxie_qa.types import Document

ARTICLE = "<p>6月12日下午，委员们走进校园，听取了情况介绍，并与师生座谈。</p>"


def page(tmp_path: Path, title: str, body: str) -> Document:
    source = f"<html><head><meta charset='utf-8'><title>{title}</title></head><body>{body}</body></html>"
    (tmp_path / "a.html").write_text(source, encoding="utf-8")
    return read_document(tmp_path, Path("a.html"))


@pytest.mark.parametrize(
    "mast",
    [
        "<div><span>今天是</span></div><div>办公电话</div><h3>学校新闻</h3><ul><li>旧闻一则[06-11]</li></ul>",
        "<h2>您当前所在的位置：首页 &gt; 动态 &gt; 聚焦</h2>",
        "<h1>某街道办事处政府信息公开</h1><p>搜索位置 标题 全文</p>",
    ],
)
def test_menu_path_and_masthead_are_neither_title_nor_text(tmp_path: Path, mast: str) -> None:
    headline = "市政协委员来校调研"
    document = page(tmp_path, f"{headline}--学校新闻-某中学", f"{mast}<h2>{headline}</h2>{ARTICLE}")
    assert document.metadata.title == headline
    assert document.text.startswith(headline)


def test_a_page_that_calls_itself_by_the_name_of_its_site_keeps_its_heading(tmp_path: Path) -> None:
    document = page(tmp_path, "某某市政协网", f"<div>某某市政协网</div><h1>委员来校调研</h1>{ARTICLE}")
    assert document.metadata.title == "委员来校调研"


def test_prose_above_the_headline_stays(tmp_path: Path) -> None:
    document = page(tmp_path, "委员来校调研", f"<div><p>编者按：本刊连载。</p><h2>委员来校调研</h2>{ARTICLE}</div>")
    assert "编者按：本刊连载。" in document.text


def test_the_record_of_a_published_paper_stays(tmp_path: Path) -> None:
    record = "<table><tr><td>索引号：</td><td>A-8</td></tr><tr><td>文号：</td><td>某府〔2024〕3号</td></tr></table>"
    title = "关于印发某某办法的通知"
    document = page(tmp_path, title, f"<p>下载文字版</p>{record}<h2>{title}</h2>{ARTICLE}")
    assert "某府〔2024〕3号" in document.text
    assert "下载文字版" not in document.text


def test_a_form_around_the_whole_page_is_read_and_one_to_search_is_not(tmp_path: Path) -> None:
    search = "<form><p>请输入，再搜索。</p><input name='q'></form>"
    framed = page(tmp_path, "委员来校调研", f"<form id='form1'><h1>委员来校调研</h1>{ARTICLE}</form>")
    assert "并与师生座谈。" in framed.text
    plain = page(tmp_path, "委员来校调研", f"{search}<h1>委员来校调研</h1>{ARTICLE}")
    assert "请输入" not in plain.text
