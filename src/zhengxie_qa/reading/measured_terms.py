"""The words of a question that say what is counted, measured or asked of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zhengxie_qa.question import Query
from zhengxie_qa.text import is_generic

_NEAR = 5  # characters beside 多少 in which the thing counted is named
_COUNTED = re.compile(r"多少(?:个|名|条|件|家|次|场|位|项|种|人次|篇|处)?([\u4e00-\u9fff]{2,})")
_MEASURED = re.compile(r"([\u4e00-\u9fff]{2,}?)(?:是|为|有|达到?|达到了)(?:了)?多少")
_PERIOD = re.compile(r"近?[一二两三四五几\d]+年(?:来|内|间)?|全年|[今去前明]年|年度|平均|总共|一共|分别|大[概约]")
_SHORTEST_MEASURED = 2  # characters
_HEADS = {  # what is asked of the thing: 执笔人 of 调研组的执笔人是谁
    "who": re.compile(r"([\u4e00-\u9fff]{2,})(?:是|叫|为)(?:谁|哪一?位|什么人|哪些人|什么名字|哪个)"),
    "where": re.compile(r"([\u4e00-\u9fff]{2,}?)(?:设|定|放)?(?:在|是)(?:哪里|哪个|什么地方|何处|何地)"),
    "what": re.compile(r"([\u4e00-\u9fff]{2,})(?:是|叫|为)什么"),
    "date": re.compile(
        r"(?:哪一?[年天月]|什么时候|什么时间|何时|几月几?[日号]?|几[点时])(?:能|会|可以|要|才|就)?"
        r"([\u4e00-\u9fff]{2,6}?)(?:的|了|完|$|\?)"
    ),
}


def measured_terms(query: Query, terms: Sequence[str]) -> list[int]:
    """Return the positions of the ``terms`` that say what is counted, measured or asked of: 人口 of 多少人口."""
    near, shortest = "", 1
    if query.kind == "number":
        shortest = _SHORTEST_MEASURED
        if counted := _COUNTED.search(query.text):
            near = counted.group(1)[:_NEAR]
        elif measured := _MEASURED.search(query.text):
            near = _PERIOD.sub("", measured.group(1))[-_NEAR:]
    elif (pattern := _HEADS.get(query.kind)) and (head := pattern.search(query.text)):
        near = head.group(1)
        last = [term for term in terms if len(term) > 1 and (near.endswith(term) or near[:-1].endswith(term))]
        near = max(last, key=len, default="")
    return [i for i, term in enumerate(terms) if len(term) >= shortest and term in near and not is_generic(term)]
