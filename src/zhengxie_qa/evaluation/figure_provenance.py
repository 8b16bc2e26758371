"""Does every figure of an answer stand in a passage it cites? Counted apart from the checks that made the answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from zhengxie_qa.claims import Amount, find_amounts, same_unit
from zhengxie_qa.evaluation.judgements import without_whitespace
from zhengxie_qa.text import Figure, find_figures, fold
from zhengxie_qa.types import Answer, Citation, Document

_COMPUTED = re.compile(
    r"算得|计算得|按文中标题计|computed|counted by"  # how an answer says that it reckoned
    r"|文档里没有说明|文檔裏沒有說明|documents do not say"  # and that there is nothing to say
    r"|(?:以下|如下|下列)[^。\n]{0,12}:\s*$"  # 主要有以下三个方面: counts what it goes on to list
)
_SENTENCE = re.compile(r"[^。\n]*[。\n]?")
_QUOTED = re.compile(r"“([^”\n]*)”")
_LIST_NUMBER = re.compile(r"^\s*\d{1,2}[.、)](?!\d)", re.MULTILINE)
_CELL = re.compile(r"[(（]([^()（）\s]{1,6})[)）]\s*[:：]\s*([-+−]?\d[\d,.]*)")  # 比上年增长（%）：5.2
_ARTICLE = re.compile(r"一(?![零〇一二两三四五六七八九十百千万亿])")  # 一批, 一项: seldom a count


@dataclass(frozen=True, slots=True)
class FigureAudit:
    """How many figures an answer has, and those that stand in no passage cited for them."""

    total: int
    unsupported: tuple[str, ...]


def audit_figures(answer: Answer, documents: Mapping[str, Document], asked: str) -> FigureAudit:
    """Look every figure of an answer up where the answer says it is from.

    A figure belongs to the next markers of its line, or to the last ones where none follow; a line without any is a
    heading of the next, or the end. It is supported when it stands, in these or other numerals, in a passage of
    theirs (in a table's with the unit of its header), its locator or the title, year or date of its document; when its
    sentence says that it is computed; or when it repeats words of the question (``asked``) in quotation marks, as
    refusals of one part do. A refusal claims nothing and has no figures here. Numbers of list items and the article 一
    are no figures.
    """
    if answer.status != "answered":
        return FigureAudit(0, ())
    total, unsupported = 0, []
    for text, citations in _pieces(answer):
        support = "\n".join(_support(citation, documents) for citation in citations)
        exempt = [*_repeated(text, asked), *_computed(text)]
        for figure in _figures(text):
            total += 1
            if not any(start <= figure.start < end for start, end in exempt) and not _stands_in(support, figure, text):
                unsupported.append(figure.text)
    return FigureAudit(total, tuple(unsupported))


def _pieces(answer: Answer) -> Iterator[tuple[str, Sequence[Citation]]]:
    """Yield the text before each run of markers with the citations these name."""
    named = {str(citation.n): citation for citation in answer.citations}
    markers = re.compile(rf"(?:\s*\[(?:{'|'.join(named)})\])+") if named else None
    heading, last = "", list[Citation]()
    for line in answer.answer.splitlines():
        found = list(markers.finditer(line)) if markers else []
        if not found:
            heading += f"{line}\n"
            continue
        reached = 0
        for match in found:
            last = [named[n] for n in re.findall(r"\d+", match.group())]
            yield heading + line[reached : match.start()], last
            heading, reached = "", match.end()
        yield line[reached:], last
    yield heading, last


def _support(citation: Citation, documents: Mapping[str, Document]) -> str:
    cells = [f"{figure}{unit}" for unit, figure in _CELL.findall(citation.passage)]
    parts = [citation.passage, *cells, citation.title, citation.locator]
    if citation.document in documents:
        metadata = documents[citation.document].metadata
        parts += [f"{metadata.year}年" if metadata.year else "", metadata.date]
    return "\n".join(parts)


def _figures(text: str) -> list[Figure]:
    numbers = [match.span() for match in _LIST_NUMBER.finditer(fold(text))]
    return [
        figure
        for figure in find_figures(text)
        if not any(start <= figure.start < end for start, end in numbers)
        and not (figure.kind == "count" and _ARTICLE.match(figure.text))
    ]


def _stands_in(support: str, figure: Figure, text: str) -> bool:
    if any(_closed_up(figure.text) == _closed_up(other.text) for other in find_figures(support)):
        return True
    amounts = [amount for amount in find_amounts(text) if amount.start <= figure.start < amount.end]
    return any(_equal(amount, other) for amount in amounts for other in find_amounts(support))


def _closed_up(figure: str) -> str:
    return without_whitespace(fold(figure))


def _equal(one: Amount, other: Amount) -> bool:
    return (one.kind, one.key, one.bound) == (other.kind, other.key, other.bound) and same_unit(one.unit, other.unit)


def _repeated(text: str, asked: str) -> Iterator[tuple[int, int]]:
    words = without_whitespace(fold(asked))
    for match in _QUOTED.finditer(text):
        if without_whitespace(fold(match.group(1))) in words:
            yield match.span()


def _computed(text: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in _SENTENCE.finditer(text) if _COMPUTED.search(fold(match.group())))
