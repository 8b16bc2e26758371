"""What is said of a table's cells, so that it can be read alone: 城关镇的参保人数是12345人."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from zhengxie_qa.reading.table_columns import Column, is_unit, name_column
from zhengxie_qa.reading.table_question import Match
from zhengxie_qa.reading.table_rows import Cell, Row

_IN_BRACKETS = re.compile(r"\s*[（(]([^（）()]{1,8})[）)]")
_PLAIN = re.compile(r"[-+−]?\d[\d,]*(?:\.\d+)?")
_SAYS_NOTHING = ("绝对数", "数值", "指标值", "绝对值", "绝对量")  # names that only say that figures stand below
_LEADING_NUMBER = re.compile(r"(?:[（(]?[一二三四五六七八九十]{1,3}[)）、]|[（(]\d{1,2}[)）]|\d{1,2}[.、](?!\d))\s*")
_RATE = re.compile(r"增|减|率|比重|占比|指数|%|排名|名次")
_TICKED = re.compile(r"[☑☒✓✔■]\s*([^\s☑☒✓✔■☐□]+)")
_BOX = re.compile(r"[☐□]")
_JOINS = re.compile(r"(?:19|20)\d{2}年?|比|是否")  # names of columns that follow a subject without 的
_LONG_NAME = 14  # characters of a cell from which it is quoted as a name
_LONG_VALUE = 30  # characters from which a cell stands behind a colon


def column_name(column: Column) -> str:
    """Return a column's name as it is said: without its unit."""
    name = _IN_BRACKETS.sub(lambda m: "" if is_unit(m[1]) else m.group(), column.name).strip()
    return "" if name in _SAYS_NOTHING else name


def unit_of(found: Match, column: Column, row: Row) -> str:
    """Return the unit of a column's figures in ``row``: in the brackets of its name, or in a column of units."""
    own = next((unit for unit in _IN_BRACKETS.findall(column.name) if is_unit(unit)), "")
    if own or _RATE.search(column.base):
        return str(own)
    beside = (row.cell(other.name) for other in found.words.columns if other.is_unit)
    return next((cell.value for cell in beside if cell), "")


def value(found: Match, column: Column, row: Row, cell: Cell) -> str:
    """Return what ``cell`` says, with its unit where that stands elsewhere in the table."""
    shown = cell.value.rstrip("。；;")
    if _BOX.search(shown) and (ticked := _TICKED.findall(shown)):
        return f"{'、'.join(ticked)}（已勾选）"
    return shown + unit_of(found, column, row) if _PLAIN.fullmatch(shown) else shown


def called(name: str, cell: Cell) -> str:
    """Return what a row is called by ``cell``: 编号2, 第112号, 城关镇, “关于…的提案”."""
    shown = _without_number(cell.value) or cell.value
    if re.fullmatch(r"[\d.]+", shown):
        return f"{_IN_BRACKETS.sub('', name)}{shown}"
    long = len(shown) >= _LONG_NAME or re.search(r"[，。；：]", shown)
    return f"“{shown}”" if long and not re.search(r"[《“]", shown) else shown


def _without_number(text: str) -> str:
    number = _LEADING_NUMBER.match(text)
    return text[number.end() :] if number else text


def subject(found: Match, row: Row) -> str:
    """Return what the row is called by the cells that the question names, or else by its own name."""
    named: dict[str, str] = {}
    for one in found.conditions:
        place = found.words.table.rows.index(row)
        if one.negated or one.is_bound or place not in one.rows:
            continue
        cell = next((cell for cell in row.cells if cell.name in one.columns), None)
        if cell is not None and not any(cell.name == column.name for column in found.columns):
            named.setdefault(cell.name, called(cell.name, cell))
    own = name_column(found.words.columns)
    if own is not None and own.name in named:
        return named[own.name]
    return "、".join(named.values()) or own_name(found, row)


def own_name(found: Match, row: Row) -> str:
    """Return what the row is called in the column that names the rows."""
    column = name_column(found.words.columns)
    cell = row.cell(column.name) if column and column not in found.columns else None
    return called(cell.name, cell) if cell else ""


def distinguished(found: Match, rows: Sequence[Row]) -> list[str]:
    """Return what each of several rows is called so that they can be told apart; nothing where they cannot."""
    subjects = [subject(found, row) for row in rows]
    if len(set(subjects)) == len(rows):
        return subjects
    asked = {column.name for column in found.columns}
    for column in found.words.columns:
        cells = [row.cell(column.name) for row in rows]
        if column.name not in asked and len({cell.value for cell in cells if cell}) == len(rows):
            said = [called(column.name, cell) for cell in cells if cell]
            return [name if one in ("", name) else f"{one}（{name}）" for one, name in zip(subjects, said, strict=True)]
    return []


def cells_said(found: Match, name: str, row: Row, columns: Iterable[Column]) -> str:
    """Return what ``row``, called ``name``, says in ``columns``."""
    parts: list[str] = []
    for column in columns:
        cell = row.cell(column.name)
        if cell is None:
            continue
        shown, label = value(found, column, row, cell), column_name(column)
        of = "" if not name or parts or not label or _JOINS.match(label) else "的"
        long = len(shown) > _LONG_VALUE or re.search(r"[。；：]", shown) or label.startswith("是否")
        behind = "：" if long else "" if label.startswith("比") else "是"
        parts.append(f"{'' if parts else name}{of}{label}{behind}{shown}")
    return "，".join(parts)


def conditions_said(found: Match) -> str:
    """Return which rows are meant: 承办单位为县教育局, 督办领导不是韦志刚."""
    said: list[str] = []
    rows = found.words.table.rows
    for one in found.conditions:
        if one.is_bound:
            said.extend(f"{_IN_BRACKETS.sub('', name)}{one.text}" for name in one.columns)
            continue
        holder = next((rows[n] for n in sorted(one.rows)), None)
        cell = next((cell for cell in holder.cells if cell.name in one.columns), None) if holder else None
        if cell is None:
            continue
        label = _IN_BRACKETS.sub("", cell.name)
        shown = one.text if one.text in cell.folded else cell.value
        holds = "不是" if one.negated else "为" if one.text == cell.folded else "含"
        said.append(f"{label}{holds}{shown if one.text != cell.folded else cell.value}")
    return "、".join(dict.fromkeys(said))
