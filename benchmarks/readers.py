"""How our readers compare with well-kept libraries: small office documents, each with what has to be read from it.

    python benchmarks/readers.py write FOLDER            writes the documents (with what our tests need installed)
    python benchmarks/readers.py read FOLDER READER …    reads them; READER: ours, kreuzberg, markitdown, mammoth, …

``read`` imports nothing but the named library, so that each can stand in an environment of its own. A check is a
list of words that stand in one line (a row, a sentence), white space apart; with a leading "-" it must not stand.
"""

from __future__ import annotations

import io
import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path

SENTENCES = (
    "全年组织专题协商会四次，围绕农村饮水安全、乡镇卫生院建设等议题提出建议三十七条，县政府采纳二十九条。",
    "提案委员会全年收到提案一百七十四件，审查立案一百五十一件，由四十三个单位承办，办复率达到百分之百。",
)
ROWS = [("教育局", "12", "98.5"), ("水利局", "9", "97.0"), ("民政局", "21", "100.0"), ("卫健局", "7", "96.4")]
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
Check = list[str]


def main(arguments: list[str]) -> None:
    """Run the command line."""
    if arguments[:1] == ["write"]:
        write(Path(arguments[1]))
    else:
        for reader in arguments[2:]:
            report(Path(arguments[1]), reader)


def write(folder: Path) -> None:
    """Write the documents into ``folder``, and what has to be read from each."""
    folder.mkdir(parents=True, exist_ok=True)
    checks: dict[str, list[Check]] = {}
    for name, data, wanted in (*_pdfs(), *_words(), *_sheets(), *_texts()):
        (folder / name).write_bytes(data)
        checks[name] = wanted
    (folder / "checks.json").write_text(json.dumps(checks, ensure_ascii=False, indent=1), encoding="utf-8")


def _pdfs() -> Iterator[tuple[str, bytes, list[Check]]]:
    pages = import_module("tests.support.pdf_pages")
    rows: list[Check] = [list(row) for row in ROWS]
    sheet = pages.Sheet()
    for n, sides in enumerate(zip(*(pages.wrapped(text, 17) for text in SENTENCES), strict=False)):
        for left, line in zip((72, 312), sides, strict=True):
            sheet.column(left, 750 - n * 20, [line])
    for side, left in ((0, 72), (1, 312)):
        done = min(len(pages.wrapped(text, 17)) for text in SENTENCES)
        sheet.column(left, 750 - done * 20, pages.wrapped(SENTENCES[side], 17)[done:])
    yield "columns.pdf", sheet.data(), [[text] for text in SENTENCES]
    for name, edges in (("no-row-rules.pdf", (72, 220, 340, 460)), ("no-edge.pdf", (72, 340, 460))):
        sheet = pages.Sheet()
        sheet.rules((72, 220, 340, 460), [700, 680])
        sheet.rules(edges, [680, 590])
        for n, left in enumerate((80, 230, 350)):
            sheet.column(left, 685, [("单位", "件数", "满意率（%）")[n]])
            sheet.column(left, 662, [row[n] for row in ROWS])
        yield name, sheet.data(), rows
    sheet = pages.Sheet((842, 595))
    sheet.canvas.rotate(90)
    sheet.canvas.translate(0, -842)
    sheet.rules((72, 220, 340, 460), [700, 680, 660, 640, 620])
    for n, row in enumerate(ROWS):
        for left, cell in zip((80, 230, 350), row, strict=True):
            sheet.put(left, 685 - 20 * n, cell)
    yield "turned-table.pdf", sheet.data(), rows
    sheet = pages.Sheet()
    for shift in (0.0, 0.4):
        sheet.put(72 + shift, 700, "全年收到提案122件。")
    yield "twice.pdf", sheet.data(), [["全年收到提案122件。"], ["-提提"]]
    sheet = pages.Sheet()
    lines = pages.wrapped("　　" + SENTENCES[0] * 2, 36)
    for n in range(3):
        sheet.put(72, 815, "某某县政协内部资料", 9)
        sheet.put(280, 30, f"— {n + 1} —", 9)
        sheet.column(72, 760, lines[n : n + 1] if n < 2 else lines[2:])
        sheet.canvas.showPage()
    yield "over-pages.pdf", sheet.data(), [[SENTENCES[0] * 2], ["-内部资料"]]


def _words() -> Iterator[tuple[str, bytes, list[Check]]]:
    docx, oxml = import_module("docx"), import_module("docx.oxml")

    def made(fill: Callable[[object], None]) -> bytes:
        document, buffer = docx.Document(), io.BytesIO()
        fill(document)
        document.save(buffer)
        return buffer.getvalue()

    def paragraph(inner: str) -> Callable[[object], None]:
        xml = f'<w:p xmlns:w="{_W}" xmlns:m="{_M}">{inner}</w:p>'
        return lambda document: document.element.body.insert(0, oxml.parse_xml(xml))  # type: ignore[attr-defined]

    run = "<w:r><w:t>{}</w:t></w:r>".format
    yield (
        "ticks.docx",
        made(
            paragraph(
                f'<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>{run("立案")}'
                f'<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>{run("不予立案")}'
            )
        ),
        [["☑立案"]],
    )
    equation = "<m:oMath><m:r><m:t>会议出席×35%</m:t></m:r></m:oMath>"
    yield "equation.docx", made(paragraph(run("得分为") + equation + run("。"))), [["得分为会议出席×35%。"]]
    added = f'<w:ins w:id="1" w:author="a">{run("新增")}</w:ins>'
    changed = added + '<w:del w:id="2" w:author="a"><w:r><w:delText>删去</w:delText></w:r></w:del>'
    yield "changes.docx", made(paragraph(changed + run("条款"))), [["新增条款"], ["-删去"]]
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>不打印</w:t></w:r>"
    yield "hidden.docx", made(paragraph(run("正文一句") + hidden)), [["正文一句"], ["-不打印"]]
    ruby = "<w:r><w:ruby><w:rt>{}</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>".format(run("tán"), run("覃"))
    yield "ruby.docx", made(paragraph(ruby + run("德胜"))), [["覃德胜"], ["-tán"]]

    def merged(document: object) -> None:
        table = document.add_table(3, 2)  # type: ignore[attr-defined]
        for n, text in enumerate(("单位", "件数", "教育局", "立案12件", "", "办结11件")):
            table.cell(n // 2, n % 2).text = text
        table.cell(1, 0).merge(table.cell(2, 0))

    yield "merged.docx", made(merged), [["教育局", "立案12件"], ["教育局", "办结11件"]]


def _sheets() -> Iterator[tuple[str, bytes, list[Check]]]:
    openpyxl, datetime = import_module("openpyxl"), import_module("datetime")

    def made(
        rows: Sequence[tuple[object, ...]], formats: dict[str, str], merge: str = "", hidden: bool = False
    ) -> bytes:
        book, buffer = openpyxl.Workbook(), io.BytesIO()
        for row in rows:
            book.active.append(row)
        for cell, pattern in formats.items():
            book.active[cell].number_format = pattern
        if merge:
            book.active.merge_cells(merge)
        if hidden:
            book.create_sheet("底稿").append(("草稿数",))
            book["底稿"].sheet_state = "hidden"
        book.save(buffer)
        return buffer.getvalue()

    day = datetime.date(2024, 3, 1)
    rows: list[tuple[object, ...]] = [("单位", "办复率", "日期"), ("教育局", 0.985, day)]
    formats = {"B2": "0.0%", "C2": 'yyyy"年"m"月"d"日"'}
    yield "formats.xlsx", made(rows, formats), [["教育局", "98.5%"], ["教育局", "2024年3月1日"]]
    rows = [("单位", "类别", "件数"), ("教育局", "立案", 12), (None, "办结", 11)]
    yield "merged.xlsx", made(rows, {}, "A2:A3"), [["教育局", "立案", "12"], ["教育局", "办结", "11"]]
    rows = [("单位", "件数"), ("教育局", 12), ("水利局", 8), ("合计", "=SUM(B2:B3)")]
    yield "formula.xlsx", made(rows, {}), [["合计", "20"]]
    yield "hidden.xlsx", made(rows[:2], {}, hidden=True), [["教育局", "12"], ["-草稿数"]]


def _texts() -> Iterator[tuple[str, bytes, list[Check]]]:
    whole: list[Check] = [[text] for text in SENTENCES]
    article = "".join(f"<p>{text}</p>" for text in SENTENCES)
    around = '<div class="nav"><a href="/">网站首页</a></div>{}<div class="footer">版权所有</div>'
    page = f"<html><head><meta charset=iso-8859-1></head><body>{around.format(article)}</body></html>"
    yield "wrong-charset.html", page.encode("gb18030"), whole
    form = f"<html><body><form>{around.format(article)}</form></body></html>"
    yield "form.html", form.encode(), [*whole, ["-网站首页"]]
    table = "单位,件数,满意率\n" + "".join(",".join(row) + "\n" for row in ROWS)
    yield "gb18030.csv", table.encode("gb18030"), [list(row) for row in ROWS]


def report(folder: Path, reader: str) -> None:
    """Print how much of the documents ``reader`` reads right, and how long it takes."""
    read = _READERS[reader]
    checks: dict[str, list[Check]] = json.loads((folder / "checks.json").read_text(encoding="utf-8"))
    right: dict[str, list[int]] = {}
    spent = 0.0
    failed: list[str] = []
    for name, wanted in checks.items():
        begin = time.perf_counter()
        try:
            text = read(folder / name)
        except Exception as error:  # whatever a library raises: it has not read the document
            text = f"({type(error).__name__})"
        spent += time.perf_counter() - begin
        held = [_holds(text, check) for check in wanted]
        kind = right.setdefault(Path(name).suffix, [0, 0])
        kind[0] += all(held)
        kind[1] += 1
        failed += [] if all(held) else [name]
    kinds = "  ".join(f"{suffix} {good}/{count}" for suffix, (good, count) in right.items())
    print(f"{reader}: {kinds}  {1000 * spent / len(checks):.0f} ms a document  missed: {' '.join(failed)}")


def _holds(text: str, check: Check) -> bool:
    lines = ["".join(line.split()) for line in text.split("\n")]
    if check[0].startswith("-"):
        return not text.startswith("(") and not any(check[0][1:] in line for line in lines)
    return any(all(word in line for word in check) for line in lines)


def _ours(path: Path) -> str:
    return str(import_module("zhengxie_qa.documents").read_document(path.parent, path).text)


def _kreuzberg(path: Path) -> str:
    library = import_module("kreuzberg")
    config = library.ExtractionConfig(output_format="markdown")
    return str(library.extract_file_sync(path, config=config).content)


def _markitdown(path: Path) -> str:
    return str(import_module("markitdown").MarkItDown().convert(str(path)).text_content)


def _mammoth(path: Path) -> str:
    with path.open("rb") as file:
        html = import_module("mammoth").convert_to_html(file).value
    return str(html).replace("</tr>", "\n").replace("</p>", "" if "<table" in html else "\n")


def _pdfplumber(path: Path) -> str:
    with import_module("pdfplumber").open(path) as document:
        pages = list(document.pages)
        tables = [row for page in pages for table in page.extract_tables() for row in table]
        texts = [page.extract_text() for page in pages]
    return "\n".join([*(" ".join(cell or "" for cell in row) for row in tables), *texts])


def _pypdfium2(path: Path) -> str:
    document = import_module("pypdfium2").PdfDocument(path)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def _calamine(path: Path) -> str:
    book = import_module("python_calamine").CalamineWorkbook.from_path(str(path))
    rows = (row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python())
    return "\n".join(" ".join(map(str, row)) for row in rows)


_READERS: dict[str, Callable[[Path], str]] = {
    "ours": _ours,
    "kreuzberg": _kreuzberg,
    "markitdown": _markitdown,
    "mammoth": _mammoth,
    "pdfplumber": _pdfplumber,
    "pypdfium2": _pypdfium2,
    "calamine": _calamine,
}

if __name__ == "__main__":
    main(sys.argv[1:])
