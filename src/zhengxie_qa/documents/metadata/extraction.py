"""What a document says about itself: title, body, session, date, page, the year it reports on."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable

from zhengxie_qa.documents.formats.html_chrome import Furniture
from zhengxie_qa.documents.formats.lines import Line
from zhengxie_qa.documents.metadata.dates import DATE, iso_date
from zhengxie_qa.documents.metadata.imprint import read_imprint, signed_date
from zhengxie_qa.documents.metadata.kinds import PLAN, REPORT, find_kind
from zhengxie_qa.documents.metadata.places import find_place, find_term
from zhengxie_qa.documents.metadata.titles import find_body, find_session, find_title
from zhengxie_qa.documents.metadata.untitled import inferred_title, named_date, named_year
from zhengxie_qa.structure import part_of, year_of
from zhengxie_qa.text import alternation
from zhengxie_qa.types import Metadata, Section

_HEAD = 40  # lines at the top among which labelled facts stand
_SIGNATURE = 40  # characters of a line that signs a letter
_TAIL = 8  # lines at the end among which a letter's date stands
_LABELLED_DATE = re.compile(rf".{{0,6}}(?:时间|日期)\s*[：:]\s*({DATE})")
_LABELLED_ISSUE = re.compile(
    rf"(?:.{{0,80}}?(?:成文|发文|印发)|(?!发布|发表|更新).{{0,6}})(?:时间|日期)\s*[：:]\s*({DATE})"
)
_PUBLISHER = re.compile(
    r"(?:.{0,40}\s)?(?:信息来源|来源|发布机构|发布单位|publisher)\s*[：:]\s*([\u4e00-\u9fff]{4,30}(?:局|厅|部|办公室|政府|委员会|政协))"
)
_LABELLED_BODY = re.compile(rf"(?:{alternation('author_labels')})\s*[：:]\s*([^（(]{{2,40}})")
_SIGNED = re.compile(rf"{DATE}")
_ISSUED = re.compile(rf".{{0,40}}?({DATE})\s*印发")
_YEAR_IN_TITLE = re.compile(r"(20\d\d|二[〇零○]..)\s?年(?!\s?\d{1,2}\s?月)")
_SPAN = re.compile(r"(20\d\d)\s?年?.*(?!\1)20\d\d\s?年")  # 2021—2023年: says nothing of its own year
_DATELINE = re.compile(rf"({DATE})(?:\s+\d{{1,2}}:\d\d(?::\d\d)?)?(?:\s*来源.*|\s*$)")
_PASSED = re.compile(rf"({DATE})(?=[^。]{{0,160}}(?:通过|修[正订]|批准|公布|发布|施行))")
_SERIAL = re.compile(r".{0,20}?(20\d\d)年?第?\s?\d+\s?期.{0,20}")
_AROUND = re.compile(r"^[（(【\[]转[载发][）)】\]]|[①-⑳]+$")  # marks around a title: a reprint's, a note's
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
    title = _AROUND.sub("", inferred_title(printed, head, name))
    date = given or _date(lines, properties.get("date", ""), furniture.printed) or named_date(name)
    imprint = read_imprint([line.text for line in lines], date)
    organisation = (
        find_body(title)
        or _labelled_body(head)
        or properties.get("organisation", "")
        or imprint.body
        or _publisher(head)
    )
    kind = find_kind(title, head)
    planned = _YEAR_IN_TITLE.search(title) if kind == PLAN and not (date and _SPAN.search(title)) else None
    return Metadata(
        title=title,
        organisation=organisation,
        session=session,
        date=date,
        page=furniture.page,
        year=year_of(planned[1])
        if planned
        else _report_year(sections)
        or _year_of_document(title, kind, given or date)
        or _serial_year(head)
        or named_year(name),
        term=find_term(session, title, organisation),
        kind=kind,
        place=find_place(title, organisation, session, properties.get("site", ""), *_signatures(lines)),
        document_number=imprint.number or properties.get("document_number", ""),
        effective_date=imprint.effective,
        signatory=imprint.signatory,
    )


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


def _labelled_body(head: list[str]) -> str:
    return next((match[1].strip() for text in head if (match := _LABELLED_BODY.match(text))), "")


def _publisher(head: list[str]) -> str:
    """Return the office that a site names as the source, where the paper itself names none."""
    return next((match[1] for text in head if (match := _PUBLISHER.match(text[:120]))), "")


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
