"""What a document says about itself: title, body, session, date, page, the year it reports on."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable

from zhengxie_qa.documents.formats.html_chrome import Furniture
from zhengxie_qa.documents.formats.lines import Line
from zhengxie_qa.documents.metadata.dates import DATE, iso_date
from zhengxie_qa.documents.metadata.document_kinds import BRIEF, NEWS, OTHER, PLAN, REPORT, TABLES, find_kind
from zhengxie_qa.documents.metadata.imprint import read_imprint, signed_date
from zhengxie_qa.documents.metadata.issuers import body_of_report, labelled_body, publisher, titled_body
from zhengxie_qa.documents.metadata.news import is_news
from zhengxie_qa.documents.metadata.places import find_place, find_term
from zhengxie_qa.documents.metadata.titles import find_session, find_title, red_head, without_column
from zhengxie_qa.documents.metadata.untitled import inferred_title, named_date, named_year
from zhengxie_qa.structure import part_of, year_of
from zhengxie_qa.types import Metadata, Section

_HEAD = 40  # lines at the top among which labelled facts stand
_SIGNATURE = 40  # characters of a line that signs a letter
_TAIL = 8  # lines at the end among which a letter's date stands
_LABELLED_DATE = re.compile(rf".{{0,6}}(?:时间|日期)\s*[：:]\s*({DATE})")
_LABELLED_ISSUE = re.compile(
    rf"(?:.{{0,80}}?(?:成文|发文|印发)|(?!发布|发表|更新).{{0,6}})(?:时间|日期)\s*[：:]\s*({DATE})"
)
_SIGNED = re.compile(rf"{DATE}")
_ISSUED = re.compile(rf".{{0,40}}?({DATE})\s*印发")
_YEAR_IN_TITLE = re.compile(r"(20\d\d|二[〇零○]..)\s?年(?!\s?\d{1,2}\s?月)")
_SPAN = re.compile(r"(20\d\d)\s?年?.*(?!\1)20\d\d\s?年")  # 2021—2023年: says nothing of its own year
_DATELINE = re.compile(rf"({DATE})(?:\s+\d{{1,2}}:\d\d(?::\d\d)?)?(?:\s*来源.*|\s*$)")
_PASSED = re.compile(rf"({DATE})(?=[^。]{{0,160}}(?:通过|修[正订]|批准|公布|发布|施行))")
_SERIAL = re.compile(r".{0,20}?(20\d\d)年?第?\s?\d+\s?期.{0,20}")
_AROUND = re.compile(r"^[（(【\[]转[载发][）)】\]]|[①-⑳]+$")  # marks around a title: a reprint's, a note's
_RED_HEAD = 4  # lines at the top among which the name above its number stands
_MOSTLY_ROWS = 0.9  # share of its characters that stand in tables, where a paper is nothing else
_SPRING = 6  # reports given up to June speak of the year before


def read_metadata(
    lines: list[Line],
    furniture: Furniture,
    properties: dict[str, str],
    sections: Iterable[Section],
    marked_title: str = "",
    name: str = "",
) -> Metadata:
    """Gather a document's metadata from its cleaned ``lines``, its chrome, its format and its sections.

    ``marked_title`` is the title where the format marks it; ``properties`` is what stands beside the text;
    the file's ``name`` is asked last.
    """
    session, given = find_session(lines)
    head = [line.text for line in lines[:_HEAD]]
    printed = marked_title or find_title(lines) or properties.get("title", "")
    title = without_column(_AROUND.sub("", inferred_title(printed, head, name)), lines)
    kind = _kind(title, lines)
    date = given or _date(lines, properties.get("date", ""), furniture.printed) or named_date(name)
    imprint = read_imprint([line.text for line in lines], date)
    organisation = _body(title, kind, head, (properties.get("organisation", ""), imprint.body))
    if not organisation and kind == REPORT:
        organisation = body_of_report(head, session, title, name)
    year = _year_planned(title, kind, date) or _report_year(sections) or _year_of_document(title, kind, given or date)
    return Metadata(
        title=title,
        organisation=organisation,
        session=session,
        date=date,
        page=furniture.page,
        year=year or _serial_year(head) or named_year(name),
        term=find_term(session, title, organisation),
        kind=kind,
        place=find_place(title, organisation, session, properties.get("site", ""), *_signatures(lines)),
        document_number=imprint.number or properties.get("document_number", ""),
        effective_date=imprint.effective,
        signatory=imprint.signatory,
    )


def _body(title: str, kind: str, head: list[str], stated: Iterable[str]) -> str:
    """Return the body that gives a document: as its title, a label, what is ``stated`` of it or its head name it."""
    titled = titled_body(title) if kind != NEWS else ""  # what a report of the press names first is what it reports on
    told = titled or labelled_body(head) or next(filter(None, stated), "")
    return told or red_head(head[:_RED_HEAD]) or publisher(head)


def _kind(title: str, lines: list[Line]) -> str:
    kind = find_kind(title, [line.text for line in lines[:_HEAD]])
    if kind not in (OTHER, BRIEF):
        return kind
    if is_news([line.text for line in lines]):
        return NEWS
    whole = sum(len(line.text) for line in lines)
    rows = sum(len(line.text) for line in lines if line.row is not None)
    return TABLES if kind == OTHER and rows >= _MOSTLY_ROWS * whole else kind


def _date(lines: list[Line], stated: str, printed: str) -> str:
    """Return the date a document gives itself, else the one ``stated`` by its format or ``printed`` by its site."""
    head = [line.text for line in lines[:_HEAD]]
    tail = [line.text for line in lines[-_TAIL:]]
    return (
        _first_date(_LABELLED_ISSUE, head, 1)
        or signed_date([line.text for line in lines])
        or _first_date(_LABELLED_DATE, head, 1)
        or _signed_date(lines)
        or _first_date(_ISSUED, [*tail, *head], 1)
        or _first_date(_SIGNED, [stated, printed], 0)
        or _enacted(head)
        or _first_date(_DATELINE, head, 1)
    )


def _first_date(pattern: re.Pattern[str], texts: Iterable[str], group: int) -> str:
    for text in texts:
        if (match := pattern.match(text)) and (found := iso_date(match[group])):
            return found
    return ""


def _signed_date(lines: list[Line]) -> str:
    signed = [line.text for line in lines[-_TAIL:] if _SIGNED.fullmatch(line.text)]
    return iso_date(signed[-1]) if signed else ""


def _signatures(lines: list[Line]) -> list[str]:
    return [line.text for line in lines[-_TAIL:] if len(line.text) <= _SIGNATURE]


def _year_planned(title: str, kind: str, date: str) -> int | None:
    """Return the year that the title of a plan names, where it names one: a plan speaks of that."""
    named = _YEAR_IN_TITLE.search(title) if kind == PLAN and not (date and _SPAN.search(title)) else None
    return year_of(named[1]) if named else None


def _report_year(sections: Iterable[Section]) -> int | None:
    """Return the year of the part that looks back, or the one before the last year planned: 2025年工作, 2026年打算."""
    planned: int | None = None
    for section in sections:
        if section.kind != "part" or section.year is None:
            continue
        part = part_of(re.sub(r"^[^年]*?(?=\d{4}|过去|今年|去年)", "", section.title))
        if part is None or not part.plans:
            return section.year
        planned = max(planned or 0, section.year - 1)
    return planned


def _year_of_document(title: str, kind: str, date: str) -> int | None:
    if (match := _YEAR_IN_TITLE.search(title)) and not (date and _SPAN.search(title)):
        return year_of(match[1])
    if not date:
        return None
    year, month = int(date[:4]), int(date[5:7])
    return year - 1 if kind == REPORT and "工作" in title and month <= _SPRING else year


def _enacted(head: list[str]) -> str:
    """Return the last day on which a statute says, above its first article, that it was passed or changed."""
    above = itertools.takewhile(lambda text: not text.startswith("第一条"), head)
    return max((iso_date(day) for text in above for day in _PASSED.findall(text)), default="")


def _serial_year(head: list[str]) -> int | None:
    return next((int(match[1]) for text in head if (match := _SERIAL.fullmatch(text))), None)
