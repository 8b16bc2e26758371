"""Where recognition is not installed, a scan is named with what to do; the rules beside it need no recogniser."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from tests.support.office_files import read
from zhengxie_qa.documents import scanning
from zhengxie_qa.documents.formats.lines import Scan, ScanLine
from zhengxie_qa.documents.formats.pdf_text_layer import lack_of
from zhengxie_qa.documents.recognition.punctuation import as_printed
from zhengxie_qa.documents.scanned_lines import placed_scans
from zhengxie_qa.errors import NotNowError

REPORT = "全年收到提案一百七十四件，审查立案一百五十一件，由四十三个单位承办，办复率达到百分之百，满意率九成九。"


def scan() -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.drawInlineImage(Image.new("RGB", (300, 300), "grey"), 0, 0)
    canvas.save()
    return buffer.getvalue()


@pytest.mark.parametrize(("name", "what"), [("a.pdf", "是扫描件，没有文字层"), ("a.jpg", "是图片")])
def test_a_scan_says_how_it_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, what: str) -> None:
    monkeypatch.setattr(scanning, "is_available", lambda: False)
    how = r"；请运行 pip install 'zhengxie-qa\[ocr\]' 安装文字识别，再重新索引"
    with pytest.raises(NotNowError, match=f"^{name}：{what}{how}$"):
        read(tmp_path, scan(), name)


@pytest.mark.parametrize(
    ("text", "unmapped", "pictures", "covered", "paths", "lack"),
    [
        (REPORT, 0, 0, 0.0, 0, ""),
        (REPORT, 0, 1, 1.0, 0, ""),  # a scan with a good layer of text
        ("", 0, 1, 0.9, 0, "picture"),
        ("扫描全能王 创建", 0, 1, 1.0, 0, "picture"),
        ("附件", 0, 1, 0.1, 0, "picture"),
        ("", 0, 0, 0.0, 300, "picture"),  # letters drawn as outlines
        ("", 0, 0, 0.0, 0, ""),  # an empty page
        (REPORT[:20], 40, 0, 0.0, 0, "unmapped"),
        (REPORT.encode("gb18030").decode("latin-1"), 0, 0, 0.0, 0, "rubbish"),
        (REPORT.encode().decode("gb18030", "replace") * 2, 0, 0, 0.0, 0, "rubbish"),
        ("%&'()*+,-./!\"#$" * 5, 0, 0, 0.0, 0, "rubbish"),
        ("The committee received 236 proposals and answered them all within the year.", 0, 0, 0.0, 0, ""),
        ("目录……………………………………………………………………………………………………………………1", 0, 0, 0.0, 0, ""),
        (
            "張國榮 劉麗華 陳樹勳 歐陽麗娟 鄭聖龍 蕭燦輝 趙寶珍 龔維漢 鍾慶雲 蘇鳳鳴 葉錦華",
            0,
            0,
            0.0,
            0,
            "",
        ),
    ],
)
def test_what_a_page_holds_decides_whether_it_is_recognised(
    text: str, unmapped: int, pictures: int, covered: float, paths: int, lack: str
) -> None:
    assert lack_of(text, unmapped, pictures, covered, paths) == lack


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ("政发[2025]3号,共1,200件(含38件集体提案)", "政发〔2025〕3号，共1,200件（含38件集体提案）"),
        ("办复率100%,满意率98.5%;由43个单位承办:", "办复率100%，满意率98.5%；由43个单位承办："),
        ("Plan (draft), 3:15", "Plan (draft), 3:15"),
    ],
)
def test_marks_beside_chinese_are_wide_as_they_were_printed(line: str, printed: str) -> None:
    assert as_printed(line) == printed


def test_lines_find_their_places_in_the_text_that_was_made_of_them() -> None:
    text = "上一页。\n全年提案236件，办复率100%。\n单位：教育局　件数：36"
    lines = (
        ScanLine("内部资料", (0, 0, 9, 9), 0.9),  # a running head: it stands nowhere
        ScanLine("全年提案236件，", (0, 10, 9, 19), 0.9, ((4, 7),)),
        ScanLine("办复率100%。", (0, 20, 9, 29), 0.9),
        ScanLine("教育局", (0, 30, 4, 39), 0.9),
        ScanLine("36", (5, 30, 9, 39), 0.5, ((0, 2),)),
    )
    (page,) = placed_scans(text, (0, 5), [Scan(2, 0, 0.0, lines)])
    words = [text[line.start : line.end] for line in page.lines]
    assert words == ["全年提案236件，", "办复率100%。", "教育局", "36"]
    assert [text[start:end] for line in page.lines for start, end in line.doubts] == ["236", "36"]
    assert page.lines[-1].start == text.rindex("36")
