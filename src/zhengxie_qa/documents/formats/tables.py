"""Tables as text: every row is one line that names each cell by its header, to be found and cited alone.

序号：1　任务：修订工作规程　责任单位：社会法制委员会　完成时限：2024年10月10日前
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from zhengxie_qa.documents.formats.lines import Line, one_line, plain_lines

Cells = list[str]  # one row; the text of a merged cell stands in every cell that it covers

_GAP = "　"
_LONGEST_LABEL = 20  # characters of a header's cell; a longer one is content
_LABEL = re.compile(  # what a header's cells end with, and what a form writes before a value
    r".{0,12}(?:号|名|姓名|名称|时间|日期|时限|期限|地点|地址|场所|单位|部门|机构|事项|内容|议题|课题|选题|主题|标题|题目"
    r"|项目|任务|工作|活动|指标|数量|金额|经费|类别|类型|分类|种类|性别|职务|职称|岗位|电话|邮箱|备注|说明|案由|人|者|人员"
    r"|方式|形式|情况|进展|进度|状态|结果|意见|建议|措施|目标|要求|依据|来源|领导|届次|界别|党派|年份|年度|月份|季度|委员会"
    r"|主持|出席|列席|记录|请假|合计|总计|小计|类|数|率|额|量|值|比|项|年|月)(?:\s?[（(][^（）()]{1,12}[)）])?"
)
_DATA = re.compile(r".*\d{4}年\d.*|[\d０-９.,，%％\-—~～+/:：\s]+[^\W\d_]{0,3}|.*[。；！？].*|.*\S\s*[：:]\s*\S.*")
_PERIOD = re.compile(r"\d{4}\s?年度?|\d{1,2}\s?月份?|第?[一二三四1-4]季度")  # a header of columns over time
_DEEPEST_HEADER = 5  # rows
_MOST = 0.6  # share of the cells that must look like labels


def table_lines(grid: Sequence[Cells], number: int, header_rows: int | None = None) -> list[Line]:
    """Return the lines of the document's table ``number``, counted from 1.

    ``header_rows`` is how many of its first rows the format marks as header; None where it does not tell. A
    cell that spans the table is a line of its own above the rows it heads. A table of one column is no table
    but a frame around paragraphs.
    """
    width = max(map(len, grid), default=0)
    if width < 2:
        return [line for row in grid for line in plain_lines("".join(row)) if line.text]
    rows = [[one_line(cell) for cell in row] + [""] * (width - len(row)) for row in grid]
    rows = [row for row in rows if any(row)]
    captions = next((n for n, row in enumerate(rows) if not _spans(row)), len(rows))
    lines = [Line(row[0], 0) for row in rows[:captions]]
    count = 0
    for text, is_row in _texts(rows[captions:], header_rows and max(0, header_rows - captions)):
        count += is_row
        lines.append(Line(text, 0, (number, count) if is_row else None))
    return lines


def _texts(rows: list[Cells], marked: int | None) -> Iterator[tuple[str, bool]]:
    """Yield each line of the table's body, and whether it is a row or a cell that heads the rows below it."""
    if not marked and _is_form(rows):
        yield from ((_form_row(row), True) for row in rows)
        return
    count = _header_rows(rows) if marked is None else marked
    count = count if count < len(rows) else 0
    heads, names = rows[:count], _names(rows[:count])
    body = [row for row in rows[count:] if row not in heads]  # a header is repeated on every page
    told = [_named_cells(row) for row in body]
    if any(name and not any(cells[column] for cells in told) for column, name in enumerate(names)):
        yield _GAP.join(dict.fromkeys(filter(None, names))), False  # the name of a column without a cell is kept
    for row in body:
        yield (row[0], False) if _spans(row) else (_named(names, row), True)


def _named(names: Cells, row: Cells) -> str:
    """Return ``row`` as fields; empty cells are left out and merged ones are named once."""
    fields: list[str] = []
    for column, cell in enumerate(_named_cells(row)):
        name = names[column].rstrip("：:") if names else ""
        if cell:
            fields.append(f"{name}：{cell}" if name else cell)
    return _GAP.join(fields)


def _named_cells(row: Cells) -> Cells:
    """Return ``row`` with the text of merged cells in the first of them alone."""
    return [cell if not column or cell != row[column - 1] else "" for column, cell in enumerate(row)]


def _names(heads: list[Cells]) -> Cells:
    """Join the header's rows by column: 2024年 over 立案数 becomes 2024年立案数."""
    return ["".join(dict.fromkeys(filter(None, column))) for column in zip(*heads, strict=True)]


def _header_rows(rows: list[Cells]) -> int:
    """Say how many of the first rows are a header: none, one, or two where the first has merged cells."""
    if len(rows) < 2 or not _is_header(rows):
        return 0
    first, second = rows[0], rows[1]
    merged = any(left and left == right for left, right in pairwise(first))
    below = [cell for above, cell in zip(first, second, strict=True) if cell and cell != above]
    named = merged and len(rows) > 2 and not any(map(_DATA.fullmatch, below))
    count = 2 if named else 1
    while 1 < count < min(_DEEPEST_HEADER, len(rows) - 1) and _divided(rows[count - 1], rows[count]):
        count += 1
    return count


def _divided(head: Cells, below: Cells) -> bool:
    """Say whether the row ``below`` names the columns under a cell of ``head`` that spans several."""
    pairs = zip(pairwise(head), pairwise(below), strict=True)
    divides = any(left and left == right and under != beside for (left, right), (under, beside) in pairs)
    new = [cell for above, cell in zip(head, below, strict=True) if cell and cell != above]
    return divides and not any(map(_DATA.fullmatch, new))


def begins_anew(rows: Sequence[Cells]) -> bool:
    """Say whether ``rows``, found under an empty row, have a header of their own, below a caption or not."""
    captions = next((n for n, row in enumerate(rows) if len(set(filter(None, row))) > 1), 0)
    body = [[one_line(cell) for cell in row] for row in rows[captions:]]
    if len(body) < 2 or not _is_header(body):
        return False
    columns = [[cell for cell in column if cell] for column in zip(*body[1:], strict=True)]
    return _are_labels(body[0]) or any(column and all(map(_DATA.fullmatch, column)) for column in columns)


def _is_header(rows: list[Cells]) -> bool:
    head = [cell for cell in rows[0] if cell]
    if len(set(head)) < 2 or len(head) < len(rows[0]) - 1:
        return False
    if any(len(cell) > _LONGEST_LABEL or (_DATA.fullmatch(cell) and not _PERIOD.fullmatch(cell)) for cell in head):
        return False
    columns = [[cell for cell in column if cell] for column in zip(*rows[1:], strict=True)]
    figures_below = any(column and all(map(_DATA.fullmatch, column)) for column in columns)
    return figures_below or len(rows[0]) > 2 or _are_labels(head)


def _is_form(rows: list[Cells]) -> bool:
    """Say whether every second column names the value after it: 案由 | 关于…, 提案者 | 某支部."""
    width = len(rows[0]) if rows else 0
    if width not in (2, 4, 6):
        return False
    names = [cell for row in rows for cell in row[::2]]
    values = [cell for row in rows for cell in row[1::2]]
    return _are_labels(names) and not _are_labels(values) and not _are_labels(rows[0][1::2])


def _form_row(row: Cells) -> str:
    fields: list[str] = []
    for column in range(0, len(row), 2):
        name, value = row[column].rstrip("：:"), row[column + 1]
        if column and row[column] == row[column - 1]:
            continue  # a value that spans the rest of the row
        fields.append(f"{name}：{value}" if name and value and name != value else name or value)
    return _GAP.join(filter(None, fields))


def _are_labels(cells: Cells) -> bool:
    filled = [cell.replace(" ", "") for cell in cells if cell]
    labels = sum(len(cell) <= _LONGEST_LABEL and _LABEL.fullmatch(cell) is not None for cell in filled)
    return bool(filled) and labels >= _MOST * len(filled)


def _spans(row: Cells) -> bool:
    """Say whether one cell spans the whole row."""
    return len(set(row)) == 1
