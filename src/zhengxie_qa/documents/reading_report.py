"""What ``index --explain`` and the documents panel show: all that was read from a file, to be checked in one look."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from zhengxie_qa.documents.file_reading import Examination, examine_document
from zhengxie_qa.documents.sandbox import close_sandbox
from zhengxie_qa.structure import split_passages
from zhengxie_qa.types import Document, Section

_MISSING = "（没有读到）"
_MOST_SECTIONS = 60
_MOST_COLUMNS = 12
_TITLE = 40  # characters of a section's title


def reading_report(corpus: Path, file: Path) -> list[str]:
    """Return the lines that say what was read from ``file`` (in ``corpus``, or anywhere); raises DocumentError."""
    inside = file if file.is_absolute() else corpus / file
    found = inside if inside.exists() else file
    root = corpus if found.resolve().is_relative_to(corpus.resolve()) else found.resolve().parent
    try:
        examined = examine_document(root, found if root is corpus else found.resolve())
    finally:
        close_sandbox()
    return [*_facts(examined), *_sections(examined.document), *_tables(examined.document), *_left_out(examined)]


def _facts(examined: Examination) -> Iterator[str]:
    document = examined.document
    metadata = document.metadata
    yield f"文件：{document.path}"
    yield f"格式：{Path(document.path).suffix.lower()}{f'，编码 {examined.encoding}' if examined.encoding else ''}"
    if examined.sidecar:
        yield f"由旁边的 {examined.sidecar} 改写过"
    for name, value in (
        ("标题", metadata.title),
        ("文种", metadata.kind),
        ("年份", f"{metadata.year}年" if metadata.year else ""),
        ("地点", metadata.place),
        ("发文机关", metadata.organisation),
        ("文号", metadata.document_number),
        ("成文日期", metadata.date),
        ("施行日期", metadata.effective_date),
        ("签发或署名", metadata.signatory),
        ("会议", metadata.session),
        ("届次", metadata.term),
        ("版面", metadata.page),
    ):
        yield f"{name}：{value or _MISSING}"
    paragraphs = sum(1 for line in document.text.split("\n") if line.strip()) - len(document.rows)
    tables = len({row.table for row in document.rows})
    pages = f"{len(document.pages)} 页，" if document.pages else ""
    yield (
        f"正文：{pages}{len(document.text)} 字，{paragraphs} 个自然段，{len(document.sections) - 1} 个章节，"
        f"{tables} 个表格，{len(list(split_passages(document)))} 个检索段落"
    )


def _sections(document: Document) -> Iterator[str]:
    sections = [section for section in document.sections if section.parent is not None]
    yield "章节：" if sections else "章节：没有"
    yield from map(_entry, sections[:_MOST_SECTIONS])
    if len(sections) > _MOST_SECTIONS:
        yield f"  …… 还有 {len(sections) - _MOST_SECTIONS} 个"


def _entry(section: Section) -> str:
    title = section.title if len(section.title) <= _TITLE else section.title[:_TITLE] + "…"
    year = f"（{section.year}年）" if section.kind == "part" and section.year else ""
    return f"{'  ' * section.level}{title}{year}"


def _tables(document: Document) -> Iterator[str]:
    yield "表格：" if document.rows else "表格：没有"
    for number, rows in groupby(document.rows, lambda row: row.table):
        texts = [_line_at(document.text, row.start) for row in rows]
        names = list(dict.fromkeys(name for text in texts for name in _columns(text)))
        more = " …" if len(names) > _MOST_COLUMNS else ""
        columns = f"，{len(names)} 列：{'、'.join(names[:_MOST_COLUMNS])}{more}" if names else "，没有表头"
        yield f"  表{number}：{len(texts)} 行{columns}"


def _columns(row: str) -> Iterator[str]:
    """Yield the names of the columns that a row's line gives: 序号：1　议题：…."""
    for cell in row.split("　"):
        name, mark, _ = cell.partition("：")
        if mark:
            yield name


def _left_out(examined: Examination) -> Iterator[str]:
    yield "没有读入：" if examined.left_out else "没有读入：无"
    for clause in examined.left_out:
        yield f"  - {clause}"


def _line_at(text: str, start: int) -> str:
    end = text.find("\n", start)
    return text[start:] if end < 0 else text[start:end]
