"""Pages to scan, printed by script with what stands on them: a report with tables, and sheets full of figures."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from tests.support.scans import PrintedPage

_LONGEST = 150  # characters of a printed paragraph
_TABLE = [
    ["承办单位", "提案（件）", "办结（件）", "满意率", "经费（万元）"],
    ["教育局", "27", "26", "96.3%", "1,204.5"],
    ["水利局", "19", "19", "100%", "836.0"],
    ["农业农村局", "31", "30", "97.1%", "2,517.8"],
    ["卫生健康局", "14", "13", "92.9%", "459.6"],
]
_PLACES = (
    "城关 东山 西河 南岭 北坪 青石 白沙 黄泥 大桥 小溪 新田 老街 "
    "上坝 下湾 石门 柳林 松坪 竹园 梅岭 桃源 龙潭 凤凰 马鞍 牛角"
)


@dataclass(frozen=True, slots=True)
class Printed:
    """Pages and the text on them; the cells of a table's row follow each other, each row is a line."""

    pages: tuple[Image.Image, ...]
    text: str


def report(path: Path, dpi: int, *, most: int = 1_000, table: bool = False, seal: bool = False) -> Printed:
    """Print the text of ``path``, ``most`` pages of it; with ``table`` and ``seal`` one stands on every page."""
    pages = [PrintedPage(dpi)]
    said: list[str] = []
    for line in _paragraphs(path.read_text("utf-8").split("\n")[1:]):
        needed = (len(line) / 24 + 2) * pages[-1].size * 1.75 + (150 if table else 30)
        if pages[-1].room < needed and said:
            _finish(pages[-1], said, table, seal, len(pages))
            if len(pages) == most:
                break
            pages.append(PrintedPage(dpi))
        pages[-1].paragraph(line)
        said.append(line)
    else:
        _finish(pages[-1], said, table, seal, len(pages))
    return Printed(tuple(page.image for page in pages), "\n".join(said))


def _paragraphs(lines: Iterable[str]) -> Iterator[str]:
    """Yield ``lines``, long ones a few sentences at a time."""
    for line in filter(None, map(str.strip, lines)):
        piece = ""
        for sentence in re.findall(r"[^。]+。?", line):
            if piece and len(piece) + len(sentence) > _LONGEST:
                yield piece
                piece = ""
            piece += sentence
        yield piece


def _finish(page: PrintedPage, said: list[str], table: bool, seal: bool, number: int) -> None:
    if table:
        page.table(_TABLE, [0.24, 0.18, 0.18, 0.18, 0.22])
        said += [" ".join(row) for row in _TABLE]
    page.foot(f"— {number} —")
    if seal:
        page.seal(0.68, 0.55, "政协某某县委员会办公室")


def figure_sheet(number: int, dpi: int, *, seal: bool = False) -> Printed:
    """Print a table of figures as statistics have them, other ones for every ``number``."""
    draw = random.Random(number)
    page = PrintedPage(dpi)
    page.centred(f"表{number} 各乡镇提案办理与经费情况")
    rows = [["乡镇", "提案（件）", "办结（件）", "满意率", "经费（万元）", "受益（人次）"]]
    rows += [[f"{name}镇", *_figures(draw)] for name in _PLACES.split()]
    page.table(rows, [0.16, 0.15, 0.15, 0.16, 0.19, 0.19])
    page.foot(f"— {number} —")
    if seal:
        page.seal(0.68, 0.4, "政协某某县委员会办公室")
    return Printed((page.image,), "\n".join((f"表{number} 各乡镇提案办理与经费情况", *map(" ".join, rows))))


def _figures(draw: random.Random) -> list[str]:
    asked = draw.randint(8, 320)
    done = draw.randint(asked // 2, asked)
    share = f"{draw.randint(700, 1000) / 10:.1f}%"
    return [f"{asked}", f"{done}", share, f"{draw.randint(1_000, 99_999) / 10:,.1f}", f"{draw.randint(500, 480_000):,}"]
