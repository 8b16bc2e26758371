"""Word documents that other products were reported to misread."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from tests.support.office_files import saved
from tests.support.reported import Report, Reports

REPORTS = Reports()
_GITHUB = "https://github.com"
_SPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    }.items()
)


def xml(text: str) -> Any:
    head, tail = text.split(">", 1) if not text.split(">", 1)[0].endswith("/") else (text[:-2], "")
    return parse_xml(f"{head} {_SPACES}>{tail}" if tail else f"{head} {_SPACES}/>")


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def par(inner: str) -> str:
    return f"<w:p>{inner}</w:p>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{par(run(text))}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def built(*blocks: str) -> bytes:
    document = docx.Document()
    end = document.element.body.sectPr
    for block in blocks:
        end.addprevious(xml(block))
    return saved(document)


HEAD = row(cell("单位"), cell("件数"), cell("满意率"))


@REPORTS.add(
    f"{_GITHUB}/langgenius/dify/issues/27870",
    "a.docx",
    [["教育局", "提案：12件", "建议：7件"], ["水利局", "提案：9件"]],
    ["教育局教育局", "12件　提案：12件"],
)
def cells_merged_over_columns_and_rows_are_told_once() -> bytes:
    double = '<w:gridSpan w:val="2"/>'
    return built(
        table(
            row(cell("单位", double), cell("提案", double), cell("建议")),
            row(cell("教育局", double), cell("12件", double), cell("7件")),
            row(cell("水利局", double), cell("9件", double), cell("4件")),
        )
    )


@REPORTS.add(f"{_GITHUB}/thomas-villani/all2md/pull/493", "a.docx", [["件数：7"], ["教育局", "件数：12"]], ["单位：7"])
def a_row_that_begins_in_the_second_column_stays_there() -> bytes:
    late = row(cell("7"), cell("90%"), properties='<w:gridBefore w:val="1"/>')
    return built(table(HEAD, row(cell("教育局"), cell("12"), cell("98%")), late))


@REPORTS.add(
    f"{_GITHUB}/docling-project/docling/issues/3946",
    "a.docx",
    [["单位：教育局", "件数：12", "满意率：98%"]],
    ["件数：98%"],
)
def a_cell_in_a_content_control_keeps_its_column() -> bytes:
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{cell('12')}</w:sdtContent></w:sdt>"
    return built(table(HEAD, row(cell("教育局"), control, cell("98%"))))


@REPORTS.add(
    f"{_GITHUB}/thomas-villani/all2md/pull/487",
    "a.docx",
    [["单位：教育局", "件数：12"], ["单位：水利局", "件数：9"], ["填报人", "张三"]],
)
def rows_and_paragraphs_in_content_controls_are_read() -> bytes:
    control = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>".format
    rows = control(row(cell("水利局"), cell("9"), cell("97%")))
    inner = par(run("填报人：") + control(run("张三")))
    return built(table(HEAD, row(cell("教育局"), cell("12"), cell("98%")), rows), inner)


@REPORTS.add(f"{_GITHUB}/microsoft/markitdown/pull/2514", "a.docx", [["办理期限三个月"]], ["办理期限三个月办理期限"])
def a_drawn_text_box_without_a_second_copy_is_read() -> bytes:
    box = f"<w:txbxContent>{par(run('办理期限三个月'))}</w:txbxContent>"
    shape = f"<wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp>"
    graphic = f'<a:graphic><a:graphicData uri="wps">{shape}</a:graphicData></a:graphic>'
    drawing = f"<w:r><w:drawing><wp:inline>{graphic}</wp:inline></w:drawing></w:r>"
    return built(par(run("正文一段。") + drawing))


@REPORTS.add(
    f"{_GITHUB}/developer0hye/office2pdf/issues/1699",
    "a.docx",
    [["九月底前办结。"], ["会议议定事项如下。"]],
    ["如下。九月底前办结", "后文。九月底"],
)
def moved_text_stands_where_it_was_moved_to() -> bytes:
    there = f'<w:moveTo w:id="2" w:author="a">{run("九月底前办结。")}</w:moveTo>'
    gone = f'<w:moveFrom w:id="1" w:author="a">{run("九月底前办结。")}</w:moveFrom>'
    return built(par(run("会议议定事项如下。")), par(there), par(run("后文。") + gone))


@REPORTS.add(
    f"{_GITHUB}/developer0hye/office2pdf/issues/1699#rows",
    "a.docx",
    [["单位：教育局", "件数：12"], ["单位：民政局", "件数：21"]],
    ["水利局", "件数：9"],
)
def a_row_deleted_with_changes_tracked_is_gone() -> bytes:
    gone = '<w:del w:id="3" w:author="a"/>'
    text = '<w:del w:id="4" w:author="a"><w:r><w:delText>水利局</w:delText></w:r></w:del>'
    removed = f"<w:tc><w:tcPr/>{par(text)}</w:tc>"
    kept = row(cell("民政局"), cell("21"), cell("99%"))
    return built(
        table(
            HEAD,
            row(cell("教育局"), cell("12"), cell("98%")),
            row(removed, cell("9"), cell("1"), properties=gone),
            kept,
        )
    )


@REPORTS.add(
    f"{_GITHUB}/mwilliamson/mammoth.js/issues/78", "a.docx", [["一、总体要求"], ["到二〇二七年建成三十个站点。"]]
)
def a_page_embedded_by_an_office_system_is_read() -> bytes:
    document = docx.Document()
    body = "<p>一、总体要求</p><p>到二〇二七年建成三十个站点。</p>"
    page = f"<html><head><meta charset='utf-8'></head><body>{body}</body></html>"
    name = PackURI("/word/afchunk1.html")
    part = Part(name, "text/html", page.encode(), document.part.package)
    link = document.part.relate_to(part, RELATIONSHIP_TYPE.A_F_CHUNK)
    document.element.body.sectPr.addprevious(xml(f'<w:altChunk r:id="{link}"/>'))
    return saved(document)


@REPORTS.add(
    f"{_GITHUB}/infiniflow/ragflow/issues/10145",
    "a.docx",
    [["第一条", "为规范办理工作"], ["第二条", "办理单位"], ["第三条", "办理期限"]],
)
def numbers_of_a_list_bound_to_a_style_are_written_out() -> bytes:
    document = docx.Document()
    numbering = document.part.numbering_part.element
    numbering.insert(
        0,
        xml(
            '<w:abstractNum w:abstractNumId="91"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            '<w:numFmt w:val="chineseCountingThousand"/><w:pStyle w:val="Clause"/><w:lvlText w:val="第%1条"/>'
            '<w:suff w:val="space"/></w:lvl></w:abstractNum>'
        ),
    )
    numbering.append(xml('<w:num w:numId="91"><w:abstractNumId w:val="91"/></w:num>'))
    document.styles.element.append(
        xml(
            '<w:style w:type="paragraph" w:styleId="Clause"><w:name w:val="条款"/>'
            '<w:pPr><w:numPr><w:numId w:val="91"/></w:numPr></w:pPr></w:style>'
        )
    )
    for text in ("为规范办理工作，制定本办法。", "办理单位应当当面沟通。", "办理期限为三个月。"):
        inner = f'<w:pPr><w:pStyle w:val="Clause"/></w:pPr>{run(text)}'
        document.element.body.sectPr.addprevious(xml(par(inner)))
    return saved(document)


@REPORTS.add(
    f"{_GITHUB}/hrbrmstr/docxtractr/issues/38", "a.docx", [["全县林地约", "亩，占三成。"]], ["约106亩", "106亩"]
)
def a_raised_exponent_is_no_digit_of_the_number() -> bytes:
    raised = '<w:vertAlign w:val="superscript"/>'
    return built(par(run("全县林地约10") + run("6", raised) + run("亩，占三成。")))


@REPORTS.add(f"{_GITHUB}/firecrawl/anydoc/issues/132", "a.docx", [["某县人民政府办公室文件"], ["某政办〔2024〕7号"]])
def a_letterhead_that_stands_in_the_header_alone_is_read() -> bytes:
    document = docx.Document()
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "某县人民政府办公室文件"
    section.first_page_header.add_paragraph("某政办〔2024〕7号")
    document.add_paragraph("关于做好提案办理工作的通知")
    document.add_paragraph("各乡镇人民政府，县政府各部门：请认真做好提案办理工作。")
    return saved(document)


@REPORTS.add(
    f"{_GITHUB}/1Panel-dev/MaxKB/issues/6396",
    "a.docx",
    [["项目：组长", "内容：张三"], ["岗位名称：质检员", "职责：抽检原料"]],
    ["项目：质检员", "内容：抽检原料"],
)
def two_tables_with_one_line_between_stay_two() -> bytes:
    first = table(row(cell("序号"), cell("项目"), cell("内容")), row(cell("1"), cell("组长"), cell("张三")))
    second = table(row(cell("序号"), cell("岗位名称"), cell("职责")), row(cell("1"), cell("质检员"), cell("抽检原料")))
    return built(first, par(run("第二节　岗位职责")), second)


@REPORTS.add(
    f"{_GITHUB}/mwilliamson/mammoth.js/issues/10", "a.docx", [["县政协主席王某某在三河镇调研时指出，要抓好落实。"]]
)
def names_in_smart_tags_are_part_of_the_sentence() -> bytes:
    tag = '<w:smartTag w:uri="urn:x" w:element="PersonName">{}</w:smartTag>'.format
    return built(
        par(
            run("县政协主席")
            + tag(run("王某某"))
            + run("在")
            + tag(tag(run("三河镇")))
            + run("调研时指出，要抓好落实。")
        )
    )


@REPORTS.add(
    f"{_GITHUB}/Unstructured-IO/unstructured/pull/2134",
    "a.docx",
    [["教育局", "中学", "3件", "满意率：98%"], ["水利局", "满意率：97%"]],
)
def a_table_within_a_cell_is_part_of_its_row() -> bytes:
    inner = table(row(cell("中学"), cell("3件")), row(cell("小学"), cell("9件")))
    outer = f"<w:tc><w:tcPr/>{inner}<w:p/></w:tc>"
    return built(table(HEAD, row(cell("教育局"), outer, cell("98%")), row(cell("水利局"), cell("9"), cell("97%"))))


@REPORTS.add(
    f"{_GITHUB}/python-openxml/python-docx/issues/757",
    "a.docx",
    [["姓名", "张三"], ["党派", "民盟"], ["日期", "2024年3月1日"]],
)
def fields_of_a_form_keep_what_was_chosen() -> bytes:
    control = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>".format
    lists = control(
        "<w:dropDownList><w:listItem w:displayText='民革'/><w:listItem w:displayText='民盟'/></w:dropDownList>",
        cell("民盟"),
    )
    day = control("<w:date w:fullDate='2024-03-01T00:00:00Z'/>", cell("2024年3月1日"))
    return built(
        table(
            row(cell("姓名"), cell("张三")),
            row(cell("党派"), lists),
            row(cell("日期"), day),
            row(cell("届次"), cell("十四届")),
        )
    )


@REPORTS.add(
    f"{_GITHUB}/harshankur/officeParser/issues/29",
    "a.docx",
    [["1.", "如何办理"], ["a.", "当面沟通"], ["b.", "书面答复"], ["2.", "何时办结"], ["a.", "三个月"]],
    ["c.三个月", "c. 三个月"],
)
def numbers_of_a_list_in_a_list_begin_anew() -> bytes:
    document = docx.Document()
    numbering = document.part.numbering_part.element
    level = '<w:lvl w:ilvl="{}"><w:start w:val="1"/><w:numFmt w:val="{}"/><w:lvlText w:val="%{}."/></w:lvl>'.format
    levels = level(0, "decimal", 1) + level(1, "lowerLetter", 2)
    numbering.insert(0, xml(f'<w:abstractNum w:abstractNumId="92">{levels}</w:abstractNum>'))
    numbering.append(xml('<w:num w:numId="92"><w:abstractNumId w:val="92"/></w:num>'))
    for depth, text in ((0, "如何办理？"), (1, "当面沟通"), (1, "书面答复"), (0, "何时办结？"), (1, "三个月")):
        place = f'<w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="92"/></w:numPr></w:pPr>'
        document.element.body.sectPr.addprevious(xml(par(place + run(text))))
    return saved(document)


@REPORTS.add(f"{_GITHUB}/nerdy-pro/dxpdf/issues/154", "a.docx", [["全年收到提案一百二十二件。"]], ["请核实这个数"])
def a_comment_in_the_margin_is_no_text() -> bytes:
    document = docx.Document()
    paragraph = document.add_paragraph("全年收到提案一百二十二件。")
    document.add_comment(paragraph.runs, text="请核实这个数", author="李四")
    return saved(document)


@REPORTS.add(f"{_GITHUB}/python-openxml/python-docx/pull/1538", "a.docx", [["全年收到提案122件，办结119件。"]], ["118"])
def a_figure_changed_with_changes_tracked_is_the_new_one() -> bytes:
    old = '<w:del w:id="1" w:author="a"><w:r><w:delText>118</w:delText></w:r></w:del>'
    new = f'<w:ins w:id="2" w:author="a">{run("119")}</w:ins>'
    return built(par(run("全年收到提案122件，办结") + old + new + run("件。")))


@REPORTS.add(
    f"{_GITHUB}/docling-project/docling/issues/1586", "a.docx", [["建议一：增设路灯。"]], ["建议一：增设路灯。建议一"]
)
def a_text_box_of_old_programs_is_read_once() -> bytes:
    inner = f"<w:txbxContent>{par(run('建议一：增设路灯。'))}</w:txbxContent>"
    box = f'<w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox>{inner}</v:textbox></v:shape></w:pict>'
    return built(par(run("正文一段。") + f"<w:r>{box}</w:r>"))


@REPORTS.add(
    f"{_GITHUB}/Unstructured-IO/unstructured/issues/3250",
    "a.docx",
    [["指标：一级", "权重：40%", "得分：36"], ["指标：二级", "权重：60%"]],
    ["提案质量考核表：一级"],
)
def a_title_over_all_columns_is_no_name_of_a_column() -> bytes:
    wide = '<w:gridSpan w:val="3"/>'
    head = row(cell("指标"), cell("权重"), cell("得分"))
    rows = [row(*map(cell, texts)) for texts in (("一级", "40%", "36"), ("二级", "60%", "50"))]
    return built(table(row(cell("提案质量考核表", wide)), head, *rows))


@pytest.mark.parametrize("report", list(REPORTS), ids=str)
def test_what_others_misread_is_read_right(report: Report, tmp_path: Path) -> None:
    assert report.misread(tmp_path) == []
