"""Does a text name the person, the office or the body that a question asks for?"""

from __future__ import annotations

import re

from zhengxie_qa.question import Query
from zhengxie_qa.text import alternation, alternation_in, fold

_TITLES = alternation("titles_of_persons")
_NAME = rf"(?:{alternation('surnames')})[\u4e00-\u9fff]{{1,2}}"
_PERSON = re.compile(
    rf"(?:{_TITLES})\s*[:：]?\s*{_NAME}(?=[^\u4e00-\u9fff]|$|围|在|主|到|作|率|带|担|出|等|同|赴|来|参|代|致|讲|说|指|强)"
    rf"|{_NAME}(?:{_TITLES})|[:：]\s*{_NAME}(?=[^\u4e00-\u9fff]|$)"
)
_NAMED_PERSON = re.compile(
    rf"({_NAME})(?:副|常务副)?(?:{_TITLES})|(?:{_TITLES})({_NAME})(?=[^\u4e00-\u9fff]|$|的|在|是|说|提)"
)
_BODY = re.compile(
    r"[\u4e00-\u9fff]{2,}"
    rf"(?:{alternation('bodies')})"
    rf"|[省市县区乡镇村]委(?!员)|党组|[\u4e00-\u9fff](?<!次)(?:{alternation('body_endings')})(?![\u4e00-\u9fff]?[长员])"
)
_OFFICE = re.compile(rf"{_TITLES}|{alternation('parties_to_a_rule')}")
_NAMES_ASKED = re.compile(
    rf"{alternation_in('question_cues', 'names')}|[厂校院所站组队局县市省部科会]长(?:是谁|是哪位)"
)
_BODY_FOR_WHO, _BODY_FOR_PERSON = 0.8, 0.3  # a body answers 谁, hardly 哪位
_OFFICE_FOR_WHO = 0.5  # an office without its holder's name: 由主席、副主席领衔督办
_BY_SOMEBODY = re.compile(r"(?<![理事缘自案经])由(?![于此来衷我浅点外内上下前后原过表盛弱小大])[\u4e00-\u9fff]{2}")
_UNLABELLED = 0.4  # a body, where 提案者是谁 asks for the field of a record
_ACTOR = 0.9  # the very place in the sentence that 谁 has in the question: 由谁审稿, 由编审组负责审稿
_LABEL = re.compile(r"([\u4e00-\u9fff]{2,4}?(?:者|人|方|单位|领导))(?:是|叫|为|有)(?:谁|哪)")
_ASKED_ACTOR = re.compile(r"(?P<by>由|经|报|向|被|让|请|给|对|归|属|受|须经)(?:哪个|什么)?谁")
_PROPOSER = re.compile(r"(?:提案者|提案人|提出者|提出单位)\s*[::]\s*\S")


def named_persons(folded: str) -> list[str]:
    """Return what reads as a person's name beside an office: 张三主席, 委员李四."""
    return [name or other for name, other in _NAMED_PERSON.findall(folded)]


def names_person(folded: str) -> bool:
    """Tell whether the folded text names a person beside an office, or behind a colon."""
    return _PERSON.search(folded) is not None


def persons_in(folded: str) -> list[tuple[int, int]]:
    """Return where persons' names stand beside an office."""
    found = (match.span(1) if match.group(1) else match.span(2) for match in _NAMED_PERSON.finditer(folded))
    return list(found)


def who_fit(query: Query, folded: str) -> float:
    """Return 0 to 1: how well ``folded`` names the person or body asked for."""
    if ("提出" in query.text and _PROPOSER.search(folded)) or _is_labelled(query, folded):
        return 1.0
    if _PERSON.search(folded):
        return 1.0
    if _NAMES_ASKED.search(query.text):
        return 0.0
    if re.search(r"哪一?位|什么名|姓名|\bwho\b", query.text):
        return _BODY_FOR_PERSON if _BODY.search(folded) else 0.0
    return _body_fit(query, folded)


def _is_labelled(query: Query, folded: str) -> bool:
    """Tell whether ``folded`` gives the part that is asked for as a field: 提案者：… for 提案者是谁."""
    asked = _LABEL.search(query.text)
    return asked is not None and re.search(rf"{asked[1]}\s*[:]\s*\S", folded) is not None


def _body_fit(query: Query, folded: str) -> float:
    """Return how well ``folded`` names whom a rule or a record charges."""
    if (asked := _ASKED_ACTOR.search(query.text)) and re.search(rf"{asked['by']}[\u4e00-\u9fff]{{2}}", folded):
        return _ACTOR
    if _LABEL.search(query.text):
        return _UNLABELLED * bool(_BODY.search(folded))
    if _BODY.search(folded):
        return _BODY_FOR_WHO
    return _OFFICE_FOR_WHO * bool(_BY_SOMEBODY.search(folded) or _OFFICE.search(folded))


_ROLE = re.compile(
    r"([省市县区镇乡]?(?:政协|人大常委会|人大|政府|委)?(?:常务)?副?(?:主席|书记|秘书长|主任|[省市县区镇乡]长|局长|部长|会长|院长))"
    r"(?:的名字|的姓名)?(?:是|叫|由|为)?(?:谁|什么名|哪位|什么人)"
)


def role_asked(query: Query) -> str:
    """Return the office whose holder is asked for (县政协主席是谁 → 县政协主席), or ''."""
    match = _ROLE.search(query.text)
    return match.group(1) if match else ""


def names_holder(role: str, text: str) -> bool:
    """Tell whether ``text`` names the holder of ``role``: the office as asked, next to a person's name."""
    folded = fold(text)
    office = re.escape(role)
    return bool(
        re.search(
            rf"(?<![省市县区副]){office}\s*[:：]?\s*{_NAME}|{_NAME}[^,。;]{{0,4}}(?<![省市县区副]){office}",
            folded,
        )
    )
