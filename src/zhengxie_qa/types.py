"""The values passed from room to room: all frozen, all plain.

Offsets are character positions in ``Document.text`` (the cleaned text), end exclusive, everywhere.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from zhengxie_qa.explanation import Explanation

SectionKind = Literal["root", "part", "heading", "article", "topic"]
Status = Literal["answered", "not_found", "talk"]  # talk: nothing was asked of the documents
Mode = Literal["extractive", "generated"]
VerdictKind = Literal["supported", "repaired", "unsupported", "plain"]
Turn = tuple[str, str]  # one earlier exchange: (question, answer)
CITATION_MARKER = re.compile(r"\[(\d{1,3})\]")  # the [n] of a citation, as it stands in ``Answer.answer``


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says about itself; empty or None where it does not."""

    title: str = ""  # one line, as printed: 《…》 is added only when cited
    organisation: str = ""  # the body that gives or signs the document: 政协…委员会常务委员会
    session: str = ""  # the meeting it was given at: 政协第十届…委员会第六次会议
    date: str = ""  # ISO date (YYYY-MM-DD) it was given or printed
    page: str = ""  # newspaper page, as printed: 第B07版:…
    year: int | None = None  # the year the document reports on
    term: str = ""  # of the body that gives it: 第九届
    kind: str = ""  # one of documents.KINDS: 工作报告, 提案, …
    place: str = ""  # the county or city it is about
    document_number: str = ""  # as printed in its head: 某政协发〔2025〕3号, 某市人民政府令第179号
    effective_date: str = ""  # ISO date from which it is in force
    signatory: str = ""  # who approves it, or gives it, by name


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it, up to the next heading of its level or higher.

    ``start``–``end`` spans the heading line and everything below it, sub-sections included;
    the heading itself is ``text[start:heading_end]``. A ``topic`` is opened by the lead sentence of
    its paragraph: that sentence is body text, so its ``heading_end`` equals ``start``.
    """

    index: int  # position in Document.sections, in reading order; the root is 0
    parent: int | None  # index of the enclosing section; None for the root
    level: int  # depth below the root, which is 0
    kind: SectionKind
    title: str  # the heading or lead sentence, stripped; empty for the root
    start: int
    heading_end: int
    end: int
    year: int | None = None  # the year this section speaks of, inherited from its part


@dataclass(frozen=True, slots=True)
class TableRow:
    """A line of the text that is a row of a table, each cell named by its header."""

    start: int  # of the line
    table: int  # counted from 1 through the document
    number: int  # counted from 1, without the header


@dataclass(frozen=True, slots=True)
class ScannedLine:
    """A line that was recognised on a scanned page: ``text[start:end]``, a row's or paragraph's part."""

    start: int
    end: int
    box: tuple[int, int, int, int]  # left, top, right, bottom in thousandths of the upright page
    sure: float  # 0–1
    doubts: tuple[tuple[int, int], ...] = ()  # figures in it of which a character is unsure: places in the text


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """A page whose text was recognised from its picture, which was turned to stand upright."""

    number: int  # counted from 1
    quarters: int  # turns of 90° against the clock
    degrees: float  # against the clock, after those
    lines: tuple[ScannedLine, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """One file of the corpus, read, cleaned and divided into sections."""

    path: str  # relative to the corpus folder, with forward slashes
    text: str  # cleaned text: every quote and citation is a slice of it
    metadata: Metadata
    sections: tuple[Section, ...]
    sha256: str  # of the file's bytes
    pages: tuple[int, ...] = ()  # where each printed page begins; empty where the format has none
    rows: tuple[TableRow, ...] = ()  # the rows of its tables, in order
    scans: tuple[ScannedPage, ...] = ()  # the pages that were recognised, in order


@dataclass(frozen=True, slots=True)
class Passage:
    """A verbatim slice of whole sentences inside one section: the unit that is searched."""

    document: str  # Document.path
    start: int
    end: int
    text: str  # == Document.text[start:end]
    section: int  # index in Document.sections
    headings: tuple[str, ...]  # titles of the enclosing sections, outermost first
    locator: str  # for people: 2025年工作回顾 › 二、… › 第5段
    year: int | None = None  # the year its section speaks of


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a question; a higher score is better."""

    passage: Passage
    number: int  # the passage's position in the index
    score: float


@dataclass(frozen=True, slots=True)
class Citation:
    """A place that a statement of an answer rests on: ``quote == document.text[start:end]``."""

    n: int  # the number of its [n] marker
    document: str
    title: str
    locator: str
    passage: str
    quote: str
    start: int
    end: int
    focus: tuple[tuple[int, int], ...] = ()  # what was asked for inside the quote: places in ``document.text``


@dataclass(frozen=True, slots=True)
class Support:
    """What became of one statement that a model wrote: ``answer[start:end]`` is its text, mark and all.

    supported: its own citations hold. repaired: they were put right. unsupported: the documents do not hold it,
    and ``reason`` says why. plain: it claims nothing.
    """

    start: int
    end: int
    verdict: VerdictKind
    citations: tuple[int, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the assistant says, with the places it rests on."""

    question: str
    status: Status
    answer: str  # text with [n] markers
    mode: Mode
    citations: tuple[Citation, ...] = ()
    related: tuple[Citation, ...] = ()  # the nearest sentences when nothing answers
    warnings: tuple[str, ...] = ()
    ms: dict[str, float] = field(default_factory=dict)  # wall time by stage, milliseconds
    statements: tuple[Support, ...] = ()  # of a generated answer, in order
    explanation: Explanation | None = None  # where it was asked for

    def as_json(self, id: str | None = None) -> dict[str, Any]:
        """Return the answer as the JSON object of the command line; ``id`` comes first where given."""
        body = asdict(self)
        for name in ("related", "statements", "explanation"):
            if not body[name]:
                del body[name]
        return body if id is None else {"id": id, **body}


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file of the corpus that was not indexed, and why (one Chinese line)."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What indexing did."""

    documents: int
    sections: int
    passages: int
    skipped: tuple[Skipped, ...]
    rebuilt: bool  # False: the index was already up to date
    seconds: float
