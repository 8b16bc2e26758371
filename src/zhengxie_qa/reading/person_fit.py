"""Does a text name the person, the office or the body that a question asks for?"""

from __future__ import annotations

import re

from zhengxie_qa.question import Query
from zhengxie_qa.text import fold

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪"
    "范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄"
    "聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶"
)
_TITLES = (
    "主席|书记|主任|委员|秘书长|[省市县区镇乡]长|局长|部长|会长|院长|校长|科长|处长|队长|站长|所长|组长|经理|董事长|代表|教授|工程师|"
    "医师|律师|同志|先生|女士|召集人|联系人|执笔人|主持人|负责人|记者"
)
_NAME = rf"[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}"
_PERSON = re.compile(
    rf"(?:{_TITLES})\s*[:：]?\s*{_NAME}(?=[^\u4e00-\u9fff]|$|围|在|主|到|作|率|带|担|出|等|同|赴|来|参|代|致|讲|说|指|强)"
    rf"|{_NAME}(?:{_TITLES})|[:：]\s*{_NAME}(?=[^\u4e00-\u9fff]|$)"
)
_NAMED_PERSON = re.compile(
    rf"({_NAME})(?:副|常务副)?(?:{_TITLES})|(?:{_TITLES})({_NAME})(?=[^\u4e00-\u9fff]|$|的|在|是|说|提)"
)
_BODY = re.compile(
    r"[\u4e00-\u9fff]{2,}"
    r"(?:委员会|支部|局|公司|大队|街道|科|办公室|中心|协会|联合会|政府|政协|医院|学校|法院|检察院|研究院|银行|部门|工商联|党派)"
    r"|[省市县区]委|党组"
)
_NAMES_ASKED = re.compile(
    r"叫什么名|姓名|名字|名单|哪些人|都有谁|有谁|什么人|[厂校院所站组队局县市省部科会]长(?:是谁|是哪位)"
)
_BODY_FOR_WHO, _BODY_FOR_PERSON = 0.8, 0.3  # a body answers 谁, hardly 哪位
_PROPOSER = re.compile(r"(?:提案者|提案人|提出者|提出单位)\s*[::]\s*\S")


def named_persons(folded: str) -> list[str]:
    """Return what reads as a person's name beside an office: 张三主席, 委员李四."""
    return [name or other for name, other in _NAMED_PERSON.findall(folded)]


def who_fit(query: Query, folded: str) -> float:
    """Return 0 to 1: how well ``folded`` names the person or body asked for."""
    if "提出" in query.text and _PROPOSER.search(folded):
        return 1.0
    if _PERSON.search(folded):
        return 1.0
    if _NAMES_ASKED.search(query.text):
        return 0.0
    wants_person = re.search(r"哪一?位|什么名|姓名|\bwho\b", query.text)
    return (_BODY_FOR_PERSON if wants_person else _BODY_FOR_WHO) if _BODY.search(folded) else 0.0


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
