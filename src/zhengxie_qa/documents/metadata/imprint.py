"""What the head and foot of an official paper say of it: number, issuing body, day of issue and of effect, signatory.

By the layout of GB/T 9704: the number stands alone below the red head, the body and the day of issue below the text
(above what is attached), who approves it beside the number; an order and a statute have forms of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from zhengxie_qa.documents.metadata.dates import DATE, iso_date
from zhengxie_qa.text import alternation

_HEAD = 40  # lines at the top among which the number and who approves stand
_LONGEST_NAME = 40  # characters of a line that names a body
_LONGEST_NUMBER = 30  # characters of a line that is a number, or of a labelled one
_OPEN, _CLOSE = r"[〔［\[﹝【（(]", r"[〕］\]﹞】）)]"
_SERIAL = rf"[\u4e00-\u9fffA-Za-z]{{1,14}}\s?{_OPEN}\s?(?:19|20)\d\d\s?年?\s?{_CLOSE}\s?第?\s?\d{{1,5}}\s?号"
_ORDER = r"(?:[\u4e00-\u9fff]{2,20}(?:令|公告))?\s?(?:(?:19|20)\d\d年)?第\s?[\d〇零一二三四五六七八九十百]{1,6}\s?号"
_NUMBER_LINE = re.compile(rf"[（(]?\s*(?P<number>{_SERIAL})\s*[）)]?(?:\s+签发人.*|\s*[A-Z]?)")
_ORDER_LINE = re.compile(rf"[（(]?\s*(?P<number>{_ORDER})\s*[）)]?")
_ORDER_HEAD = re.compile(r"[\u4e00-\u9fff]{2,20}(?:令|公告)")  # 某市人民政府令, above 第179号
_LABELLED_NUMBER = re.compile(rf"(?:发文)?(?:文\s?号|字号|编号)\s*[：:]\s*(?P<number>{_SERIAL})")
_APPROVED = re.compile(r"签发(?:人)?\s*[：:]\s*(?P<name>[\u4e00-\u9fff·](?:\s*[\u4e00-\u9fff·]){1,5})")
_SIGNER = re.compile(  # 市　长：某某某; 主席　某某
    r".{0,20}?(?:[省市县区州旗局厅部]\s*长|主\s*席|主\s*任|院\s*长|检察长|总\s*理)(?:\s*[：:]\s*|\s+)"
    r"(?P<name>[\u4e00-\u9fff](?:\s{0,4}[\u4e00-\u9fff·]){1,3})"
)
_DATE = re.compile(DATE)
_BODY = re.compile(rf"[\u4e00-\u9fff·“”（）()\s、]{{2,40}}?(?:{alternation('signing_bodies')})")
_PRINTED = re.compile(rf"(?P<body>[\u4e00-\u9fff\s　]{{2,40}}?)\s*(?P<day>{DATE})\s*印发")
_EFFECT = (
    rf"自\s?(?P<day>{DATE}|公布|发布|印发|颁布|通过|下发|批准)(?:之日)?[起开]始?"
    r"[^。；，]{0,6}?(?:施行|实施|执行|生效)"
)
_IN_FORCE = re.compile(rf"(?:本(?:{alternation('papers_in_force')})|现予(?:公布|发布))[^。；]{{0,24}}?{_EFFECT}")
_LABELLED_EFFECT = re.compile(rf"(?:施行|实施|生效)(?:日期|时间)\s*[：:]\s*(?P<day>{DATE})")
_PASSED = re.compile(
    rf"{DATE}\s*(?:经|由)?(?!.{{0,12}}在)"
    r"(?P<body>[^，。；：《》\d]{2,40}?(?:大会|委员会|政治局|政府|国务院|中共中央))"
    r"(?:第[^，。；]{1,8}次(?:全体|常务)?会议|发布|公布|批准|通过)"
)


@dataclass(frozen=True, slots=True)
class Imprint:
    """What head and foot say; empty where they do not."""

    number: str = ""  # 皖政办秘〔2021〕82号
    body: str = ""  # the one that signs, or prints
    issued: str = ""  # ISO date below the text
    effective: str = ""  # ISO date
    signatory: str = ""


def read_imprint(texts: Sequence[str], date: str = "") -> Imprint:
    """Return what the lines of a paper say of it; ``date`` is its day of issue where it is known already."""
    head = [text for text in texts[:_HEAD] if text]
    body, issued = _signature(texts)
    number = _number(head)
    return Imprint(
        number=number,
        body=body or _ordering_body(number) or _passing_body(head) or _printing_body(texts),
        issued=issued,
        effective=_effective(texts, date or issued),
        signatory=_signatory(head),
    )


def signed_date(texts: Sequence[str]) -> str:
    """Return the day below the text, under the body that signs it; not one that only says when it was printed."""
    return next((iso_date(day) for _, day in _signed_days(texts)), "")


def _number(head: Sequence[str]) -> str:
    for text in head:
        if match := _LABELLED_NUMBER.search(text[: 4 * _LONGEST_NUMBER]):
            return _squeezed(match["number"])
    for before, text in pairwise(["", *head]):
        if len(text) > 2 * _LONGEST_NUMBER:
            continue
        if match := _NUMBER_LINE.fullmatch(text):
            return _squeezed(match["number"])
        match = _ORDER_LINE.fullmatch(text)
        if match and (_ORDER_HEAD.match(text) or _ORDER_HEAD.fullmatch(before)):
            return _squeezed(f"{'' if _ORDER_HEAD.match(text) else before}{match['number']}")
    return ""


def _ordering_body(number: str) -> str:
    """Return the body whose order it is: 某市人民政府令第179号."""
    match = _ORDER_HEAD.match(number)
    return re.sub(r"(?:令|公告)$", "", match.group()) if match else ""


def _passing_body(head: Sequence[str]) -> str:
    """Return the body that passed the last version of a statute, by the lines above its first article."""
    passed = [match["body"] for text in head for match in _PASSED.finditer(text)]
    return _squeezed(passed[-1]) if passed else ""


def _signatory(head: Sequence[str]) -> str:
    """Return who approves the paper, or signs the order or report, by name."""
    for text in head:
        if match := _APPROVED.search(text[:_LONGEST_NAME]):
            return _squeezed(match["name"])
    for text in head:
        if len(text) <= _LONGEST_NAME and (match := _SIGNER.fullmatch(text)):
            return _squeezed(match["name"])
    return ""


def _signature(texts: Sequence[str]) -> tuple[str, str]:
    """Return the body and the day below the text: the first such pair of lines, what follows is attached."""
    for bodies, day in _signed_days(texts):
        return "、".join(bodies), iso_date(day)
    return "", ""


def _printing_body(texts: Sequence[str]) -> str:
    """Return the office that had the paper printed: 某某办公室　2024年7月29日印发."""
    last = (match for text in reversed(texts) if (match := _PRINTED.fullmatch(text[: 4 * _LONGEST_NUMBER])))
    return next((_squeezed(match["body"]) for match in last), "")


def _signed_days(texts: Sequence[str]) -> Iterator[tuple[list[str], str]]:
    """Yield the bodies and the day of each signature: the day on a line of its own, right below who signs."""
    bodies: list[str] = []
    signed = False
    for text in filter(None, texts):
        short = len(text) <= _LONGEST_NAME
        if signed and short and _DATE.fullmatch(text):
            yield bodies, text
        signed = short and (_is_body(text) or _SIGNER.fullmatch(text) is not None)
        bodies = [*bodies, *_bodies(text)] if signed else []


def _is_body(text: str) -> bool:
    return _BODY.fullmatch(text) is not None


def _bodies(line: str) -> list[str]:
    """Return the bodies that a line names, side by side or with wide letters; none where a person signs."""
    parts = line.split()
    if len(parts) > 1 and all(map(_is_body, parts)):
        return parts
    return [_squeezed(line)] if _is_body(line) else []


def _effective(texts: Sequence[str], issued: str) -> str:
    """Return the day from which the paper is in force: its own clause says so, the last one of its last version."""
    clauses = [match["day"] for text in texts for match in _IN_FORCE.finditer(text)]
    labelled = (match["day"] for text in texts[:_HEAD] if (match := _LABELLED_EFFECT.search(text)))
    found = clauses[-1] if clauses else next(labelled, "")
    return iso_date(found) if _DATE.match(found) else issued if found else ""


def _squeezed(text: str) -> str:
    return "".join(text.split())
