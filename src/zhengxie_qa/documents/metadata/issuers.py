"""The body that a paper comes from, where its own title, labels or words name it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zhengxie_qa.documents.metadata.places import find_place
from zhengxie_qa.documents.metadata.titles import find_body
from zhengxie_qa.text import alternation

_LABELLED = re.compile(rf"(?:{alternation('author_labels')})\s*[：:]\s*([^（(]{{2,40}})")
_PUBLISHER = re.compile(
    r"(?:.{0,40}\s)?(?:信息来源|来源|发布机构|发布单位|publisher)\s*[：:]\s*([\u4e00-\u9fff]{4,30}(?:局|厅|部|办公室|政府|委员会|政协))"
)
_ISSUES = re.compile(r"(?!关于)([\u4e00-\u9fff]{2,40}?)(?:联合)?(?:印发|发布|公布|颁布)《")
_ON_BEHALF = re.compile(  # 现在，我代表省人民政府，向大会报告工作; 我受某委员会委托，作工作报告
    rf"(?:我|受)\s?(?:代表|受)?\s?(?P<body>[\u4e00-\u9fff\d（）()]{{1,40}}?(?:{alternation('signing_bodies')}))(?:的?委托)?"
    r"\s?[，,、]?\s?(?:现?向|作|报告|就|将)"
)
_SPEECH = re.compile(r"现在|请允许我|受.{2,40}委托")
_OWN = re.compile(r"(?:本)?(?P<unit>自治[区州县旗]|[省市县区州旗])(?=人民政府|政府|人大|人民代表|政协|委员会)")
_LONGEST = 120  # characters of a line with a label


def labelled_body(head: Sequence[str]) -> str:
    """Return the body that a label at the top of a paper names: 发文单位：…."""
    return next((match[1].strip() for text in head if (match := _LABELLED.match(text))), "")


def publisher(head: Sequence[str]) -> str:
    """Return the office that a site names as the source, where the paper itself names none."""
    return next((match[1] for text in head if (match := _PUBLISHER.match(text[:_LONGEST]))), "")


def titled_body(title: str) -> str:
    """Return the body that a title names as the one it comes from: 某委员会工作报告, 某部印发《…》."""
    match = _ISSUES.match(title)
    return find_body(title) or (match[1] if match else "")


def body_of_report(head: Sequence[str], *names: str) -> str:
    """Return the body whose report is given: 现在，我代表省人民政府; ``names`` tell which province or county it is."""
    for text in head:
        if (start := _SPEECH.search(text[:_LONGEST])) and (match := _ON_BEHALF.search(text, start.start())):
            return _in_full(match["body"], find_place(*names))
    return ""


def _in_full(body: str, place: str) -> str:
    """Return ``body`` with the name of its ``place`` instead of 省, 本市 or 自治区 alone."""
    own = _OWN.match(body)
    if own is None:
        return body
    return place + body[own.end() :] if place.endswith(own["unit"]) else body
