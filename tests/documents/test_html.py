"""Web pages: the article is kept whole and in order, and the site around it goes."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.office_files import PARAGRAPH, read
from zhengxie_qa.documents.formats.html import read_html
from zhengxie_qa.documents.formats.html_chrome import strip_chrome
from zhengxie_qa.documents.formats.lines import Line


def page(body: str, head: str = "") -> bytes:
    return f"<html><head>{head}</head><body>{body}</body></html>".encode()


def test_the_article_is_kept_and_the_site_is_not(tmp_path: Path) -> None:
    body = f"""<div class="topnav"><a href="/">首页</a>，欢迎访问，今天天气晴。</div>
    <div id="menu"><ul><li>概况</li></ul></div>
    <div class="box"><div class="detail"><h1>提案办理工作</h1><div class="TRS_Editor"><p>{PARAGRAPH}</p>
    <p>第二段，<b>加粗</b>和<a href="x">链接</a>。<br>换行之后。</p><ul><li>第一项。</li><li>第二项。</li></ul>
    <table><tr><th>单位</th><th>件数</th></tr><tr><td rowspan=2>教育局</td><td>12</td></tr><tr><td>8</td></tr></table>
    </div></div></div><div class="share">分享，到朋友圈。</div><div style="display: none">藏着的文字，不可见。</div>
    <footer>主办：某某办公室，版权所有。</footer>"""
    found = read(tmp_path, page(body, "<title>提案办理工作_某某县政协网</title>"), "a.html")
    assert found.text.split("\n") == [
        "提案办理工作",
        PARAGRAPH,
        "第二段，加粗和链接。",
        "换行之后。",
        "第一项。",
        "第二项。",
        "单位：教育局　件数：12",
        "单位：教育局　件数：8",
    ]
    assert (found.metadata.title, found.metadata.place) == ("提案办理工作", "某某县")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5", "utf-16"])
def test_a_page_is_read_in_the_encoding_it_declares(encoding: str) -> None:
    text = "提案工作取得新成效，全年共收到提案，各方面意見建議都有答覆。" * 9
    body = f"<html><head><meta charset={encoding}></head><body><p>{text}</p></body></html>"
    data = body.encode(encoding, "ignore") if encoding == "big5" else body.encode(encoding)
    assert read_html(data).lines[0].text == data.decode(encoding).split("<p>")[1].split("</p>")[0]


def test_a_wrong_declaration_does_no_harm() -> None:
    assert read_html(b"<meta charset=gb2312>" + page(f"<p>{PARAGRAPH}</p>")).lines[0].text == PARAGRAPH


def test_headings_below_the_headline_are_sections(tmp_path: Path) -> None:
    body = f"<h1>调研报告</h1><h2>基本情况</h2><p>{PARAGRAPH}</p><h2>意见建议</h2><p>{PARAGRAPH}</p>"
    found = read(tmp_path, page(body), "a.htm")
    assert [one.title for one in found.sections[1:]] == ["基本情况", "意见建议"]
    assert found.metadata.kind == "调研报告"


def test_a_page_saved_as_one_file_is_read(tmp_path: Path) -> None:
    content = base64.b64encode(page(f"<p>{PARAGRAPH}</p>")).decode()
    message = (
        'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n\n'
        '--x\nContent-Type: text/html; charset="utf-8"\n'
        f"Content-Transfer-Encoding: base64\n\n{content}\n--x--\n"
    )
    assert read(tmp_path, message.encode(), "a.mht").text == PARAGRAPH


sentences = st.text(st.characters(categories=["Lo"], max_codepoint=0x9FFF), min_size=3, max_size=30).map(
    lambda text: f"{text}，成。"
)


@given(
    st.lists(sentences, min_size=1, max_size=8), st.lists(st.sampled_from(["div", "section", "p", "span"]), max_size=6)
)
def test_all_paragraphs_of_an_article_are_kept_in_order_however_they_are_wrapped(
    paragraphs: list[str], wrappers: list[str]
) -> None:
    inner = "".join(f"<p>{text}</p>" for text in paragraphs)
    for tag in wrappers:
        inner = f"<{tag}>{inner}</{tag}>"
    assert [line.text for line in read_html(page(f"<nav>首页，概况。</nav>{inner}")).lines] == paragraphs


def test_a_sites_foot_is_no_text() -> None:
    foot = [
        "网站地图 | 联系我们 | 友情链接 | 网站标识码：4401",
        "主办单位：某县政府 备案序号：粤ICP备1号",
        "某县发布微博",
        "某县发布微信",
    ]
    lines = [Line(text) for text in (PARAGRAPH, PARAGRAPH, *foot)]
    assert [line.text for line in strip_chrome(lines)[0]] == [PARAGRAPH, PARAGRAPH]


def test_an_office_that_organises_is_no_foot() -> None:
    lines = [Line(text) for text in (PARAGRAPH, "主办单位：某县政协", "联系电话：123，欢迎参加。", PARAGRAPH)]
    assert strip_chrome(lines)[0] == lines


def test_counters_that_have_not_counted_and_labels_without_a_value_are_chrome() -> None:
    line = "<p>文章来源： 作者： 发布时间：2024年03月11日 点击数： 次</p>"
    page = f"<html><body><h1>关于某事的通知</h1>{line}<p>-次</p><p>请各单位认真办理，不得延误。</p></body></html>"
    kept = [line.text for line in strip_chrome(read_html(page.encode()).lines)[0] if line.text]
    assert kept == ["关于某事的通知", "发布时间：2024年03月11日", "请各单位认真办理，不得延误。"]
