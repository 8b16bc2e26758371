"""Reader of markdown: the marks go, the reading text and the heading levels stay."""

from __future__ import annotations

import re

from zhengxie_qa.documents.decoding import decoded
from zhengxie_qa.documents.formats.html_tables import source_grid
from zhengxie_qa.documents.formats.lines import Draft, Line, glued, visible
from zhengxie_qa.documents.formats.markdown_parts import front_matter, split_notes, without_calls
from zhengxie_qa.documents.formats.tables import Cells, is_form, table_lines

_HEADING = re.compile(r"(#{1,6})(?:\s|$)")
_QUOTE = re.compile(r"(?:>\s*+)++")
_RULE = re.compile(r"(?:-\s*){3,}$|(?:\*\s*){3,}$|(?:_\s*){3,}$")
_UNDERLINE = re.compile(r"(=+|-{2,})$")
_FENCE = re.compile(r"`{3,}|~{3,}")
_BULLET = re.compile(r"[-*+]\s+(?:\[[ xX]\]\s+)?")
_ORDERED = re.compile(r"\d{1,3}[.)、．]\s*")
_TABLE_RULE = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?$")
_CELL = re.compile(r"(?<!\\)\|")
_HTML_TABLE = re.compile(r"<table\b", re.IGNORECASE)
_HTML_END = re.compile(r"</table\s*>", re.IGNORECASE)
_SENTENCE = re.compile(r"[。！？；：!?;:]|.{60}")  # no title

# Each pattern stops at the first mark it meets, so that a line full of unpaired marks stays linear.
_INLINE: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"<!--[^<>]*-->"), ""),
    (re.compile(r"<br\s*/?>", re.IGNORECASE), " "),
    (re.compile(r"!?\[([^\[\]\n]*)\]\([^()\s]*\)"), r"\1"),
    (re.compile(r"\*\*([^*\n]*[。！？；：])\*\*[ ]?(?=\S)"), r"\1"),  # a bold lead sentence and its text
    (re.compile(r"\*\*([^*\n]+)\*\*"), r"\1"),
    (re.compile(r"__([^_\n]+)__"), r"\1"),
    (re.compile(r"~~([^~\n]+)~~"), r"\1"),
    (re.compile(r"(?<![\d*])\*(?=[^\s*])([^*\n]+)(?<=[^\s*])\*(?![\d*])"), r"\1"),
    (re.compile(r"`([^`\n]+)`"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])"), r"\1"),
)


def read_markdown(data: bytes) -> Draft:
    """Read a markdown file; raises ``UndecodableError``."""
    text, encoding = decoded(data)
    properties, source = front_matter(visible(text).split("\n"))
    notes, source = split_notes(source)
    title = properties.get("title", "")
    return Draft(_Lines(source, notes).lines, title=title, properties={**properties, "encoding": encoding})


class _Lines:
    """The reading lines of a markdown source; a paragraph's soft line breaks are joined."""

    def __init__(self, source: list[str], notes: dict[str, str]) -> None:
        self.lines: list[Line] = []
        self._notes = notes
        self._called: list[str] = []  # notes of what is still open
        self._paragraph: list[str] = []  # the pieces of the paragraph that is still open
        self._level: int | None = None  # of that paragraph
        self._fence = ""
        self._table: list[Cells] = []  # the rows of the table that is still open
        self._bare = False  # whether that table is written without bars around its rows
        self._html: list[str] = []  # the source of the HTML table that is still open
        self._tables = 0
        for raw in source:
            self._add(raw.strip())
        self._close_html()
        self._close()

    def _add(self, text: str) -> None:
        if self._in_fence(text) or self._in_html(text):
            return
        text = _QUOTE.sub("", text, count=1) if text.startswith(">") else text
        if not text:
            self._put(Line(""))
        elif match := _HEADING.match(text):
            self._put(Line(self._text(text[match.end() :].rstrip("#")), level=len(match[1])))
        elif _UNDERLINE.match(text) and self._underlines_title(text):
            self._close(level=1 if text[0] == "=" else 2)
        elif _RULE.match(text):
            self._put(Line(""))
        elif self._rules_bare_table(text):
            self._table, self._bare = [_cells(self._paragraph[0])], True
            self._paragraph = []
        elif text.startswith("|") or (self._bare and self._table and "|" in text):
            self._table_row(text)
        else:
            self._prose(text)

    def _in_fence(self, text: str) -> bool:
        mark = _FENCE.match(text)
        if mark and (not self._fence or text.startswith(self._fence)):
            self._close()
            self._fence = "" if self._fence else mark.group()
            return True
        if self._fence:
            self._put(Line(text, level=0))
            return True
        return False

    def _in_html(self, text: str) -> bool:
        """Take a line of an HTML table."""
        if not self._html and not _HTML_TABLE.match(text):
            return False
        if not self._html:
            self._close()
        self._html.append(text)
        if _HTML_END.search(text):
            self._close_html()
        return True

    def _close_html(self) -> None:
        if not self._html:
            return
        grid, marked = source_grid("\n".join(self._html))
        self._html = []
        if grid:
            self._tables += 1
            self.lines += table_lines(grid, self._tables, marked, self.lines)

    def _rules_bare_table(self, text: str) -> bool:
        """Say whether a line rules off the open paragraph as the header of a table without bars around its rows."""
        return "|" in text and len(self._paragraph) == 1 and "|" in self._paragraph[0] and bool(_TABLE_RULE.match(text))

    def _underlines_title(self, text: str) -> bool:
        """Say whether an underline makes the open paragraph a heading; under a sentence ``---`` is a rule."""
        title = self._paragraph[0] if len(self._paragraph) == 1 else ""
        return bool(title) and self._level is None and (text[0] == "=" or not _SENTENCE.search(title))

    def _table_row(self, text: str) -> None:
        self._close_paragraph()
        if not _TABLE_RULE.match(text):
            self._table.append([self._text(cell) for cell in _cells(text)])

    def _prose(self, text: str) -> None:
        if self._table:
            self._close()
        bullet = _BULLET.match(text)
        if bullet or _ORDERED.match(text):
            self._close()
        if bullet:
            self._level = 0
            text = text[bullet.end() :]
        self._paragraph.append(self._text(text))

    def _text(self, text: str) -> str:
        """Return ``text`` as it is read, and remember the notes that it calls."""
        plain, called = without_calls(text, self._notes)
        self._called += [_inline(note) for note in called]
        return _inline(plain)

    def _put(self, line: Line) -> None:
        self._close()
        self.lines.append(line)

    def _close(self, level: int | None = None) -> None:
        if self._table:
            self._tables += 1
            marked = None if is_form(self._table) else 1  # the first row is the header, whether it means it or not
            self.lines += table_lines(self._table, self._tables, marked, self.lines)
            self._table, self._bare = [], False
        self._close_paragraph(level)
        self.lines += [Line(note, 0) for note in self._called]
        self._called = []

    def _close_paragraph(self, level: int | None = None) -> None:
        if self._paragraph:
            self.lines.append(Line(glued(self._paragraph), self._level if level is None else level))
        self._paragraph, self._level = [], None


def _cells(text: str) -> Cells:
    return [cell.strip() for cell in _CELL.split(text.strip("|"))]


def _inline(text: str) -> str:
    for pattern, replacement in _INLINE:
        text = pattern.sub(replacement, text)
    return text.strip()
