"""The forms of turns that lean on an earlier one: what leads in, what points back, what only asks."""

from __future__ import annotations

import re

from zhengxie_qa.question.turn_slots import lacks_subject, slots_of
from zhengxie_qa.text import alternation_in

LEAD = re.compile(
    r"^(?:那么?(?![个些边里次时种位家年份本项件座])|还有(?![哪什多几没])|另外|其中|然后|再问(?:一下)?|至于|关于|以及|对于|嗯|哦|好的?"
    r"|(?:不对|不是|错了|说错了|no)?[,\s]*我?(?:想?问|说|指|要)的是|我是(?:说|问)|(?:换成|换|改成|改)(?=\d|去年|今年|明年|前年)"
    r"|(?:简单|简要|具体|详细)(?:一?点)?(?:说|讲|来说)?(?=,)"
    r"|(?:and|then|also|so|ok|but|what about|how about)\b)[,\s]*"
)
TAIL = re.compile(r"[呢呀啊]?[?。!~\s]*$")
INNER = re.compile(r"呢(?=,)[,\s]*")  # 第二届呢,什么时候
END = re.compile(r"[?。!]+$")
ENDS_ASKING = re.compile(r"呢[?。!~\s]*$|^(?:and|what about|how about)\b")
TELLS = re.compile(
    r"^(?:请|帮我)?(?:列|介绍|说|讲|总结|概括|谈|查(?:一|查|找|询|看)|找|给我|告诉|比较|对比)|(?:帮我|给我|请)(?:列|总结|概括|讲|说|介绍)"
    r"|(?:总结|概括|归纳|介绍)一?下|\b(?:list|tell|summari[sz]e|describe|compare)\b"
)
PLACE_POINTED = re.compile(r"该[省市县区镇乡]|[本我这那][省市县区](?!政协)|当地|那里|那边|那儿")
PERSON_POINTED = re.compile(r"[他她它]们?|其(?![中他它实余次])|\b(?:he|she|it|its|they|them|their|his|her)\b")
THING_POINTED = re.compile(
    r"(?:这|那|该|此|上述|刚才说?的)(?:[本份个些项件条家座次种位部]|两个)?"
    rf"(?P<thing>{alternation_in('question_cues', 'papers')})?"
)
POINTS = re.compile(
    rf"{PERSON_POINTED.pattern}|{PLACE_POINTED.pattern}|^其中|(?:这|那)(?:[本份个些项件条家座种位部]|两个|次)|该|上述|刚才|前面"
    r"|后来|之后|随后|当时|结果呢|\b(?:this|that|those|these|there|then|ones?)\b"
)
LATER = re.compile(alternation_in("question_cues", "later"))
ASKS_IN_ENGLISH = re.compile(r"(?:how|what|who|when|where|which|why)\b")


def points_back(turn: str) -> bool:
    """Tell whether the folded ``turn`` cannot be understood by itself."""
    led = lead_off(turn) != turn
    return led or bool(ENDS_ASKING.search(turn) or INNER.search(turn) or POINTS.search(turn))


def leans(turn: str) -> bool:
    """Tell whether the folded ``turn`` points back or says only a part of what it asks."""
    slots = slots_of(turn, None)
    return points_back(turn) or lacks_subject(turn) or not (slots.asking or TELLS.search(turn))


def asks_by_itself(turn: str) -> bool:
    """Tell whether the folded ``turn`` asks in words of its own and points at nothing said before."""
    return not points_back(turn) and bool(slots_of(turn, None).asking or TELLS.search(turn))


def lead_off(turn: str) -> str:
    """Return the folded ``turn`` without the words that lead in: 那, 另外, 我问的是."""
    for _ in range(2):
        turn = LEAD.sub("", turn)
    return turn
