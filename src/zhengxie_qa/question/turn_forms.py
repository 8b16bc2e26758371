"""The forms of turns that lean on an earlier one: what leads in, what points back, what only asks."""

from __future__ import annotations

import re

from zhengxie_qa.question.turn_slots import lacks_subject, slots_of
from zhengxie_qa.text import alternation_in, content_of, word_rows

WRONG = alternation_in("question_cues", "taken back")  # 不对: what was said before is taken back
LEAD = re.compile(
    r"^(?:那么?(?![个些边里次时种位家年份本项件座])|还有(?![哪什多几没])|另外|其中|然后|再问(?:一下)?|至于|关于|以及|对于|嗯|哦|呃|噢|喔|[额诶](?=[\s,\d])|好的?"
    r"|(?:同样|一样|还是这个|还是那个)的?问题|(?:再?(?:回|说|转)?(?:回到?|说回到?|看回)|再说)(?=[^来去答复])"
    r"|(?:不对|不是|错了|说错了|no)?[,\s]*我?(?:想?问|说|指|要)的是|我是(?:说|问)"
    rf"|(?:不是|{WRONG})[,\s]+(?:我?(?:想?问|说|指|想?要|看)(?:的是)?|(?:应该)?是(?![否不]))?"
    r"|(?:(?:no|sorry)\b[,.\s]+)?(?:i (?:meant|mean|asked about)\b)|(?:no|sorry)[,.]\s*|"
    r"(?:换成|换|改成|改)(?=\d|去年|今年|明年|前年)"
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
    r"|^(?:里面|文中|文里|里头)"
    r"|后来|之后|随后|当时|结果呢|\b(?:this|that|those|these|there|then|ones?)\b"
)
_SHORT = 8  # content characters
_BARE = 3  # of what a turn asks about, where that is only the noun of an attribute: 票价, 负责人
_YEAR = re.compile(r"\d{4}年|[去今明前]年")
_INSIDE = re.compile(r"(?:这|那)?(?:里面|文中|文里|里头)")
LATER = re.compile(alternation_in("question_cues", "later"))
_LONGEST_NOUN = 7  # characters of 主办单位 and the like
ASKS_IN_ENGLISH = re.compile(r"(?:how|what|who|when|where|which|why)\b")


def points_back(turn: str) -> bool:
    """Tell whether the folded ``turn`` cannot be understood by itself."""
    led = lead_off(turn) != turn
    return led or bool(ENDS_ASKING.search(turn) or INNER.search(turn) or POINTS.search(turn))


def is_short(turn: str) -> bool:
    """Tell whether the folded ``turn`` is a question of so few words that they may leave out what it is about."""
    return len(content_of(turn)) <= _SHORT and not _YEAR.search(turn)


def asks_in_few_words(turn: str) -> bool:
    """Tell whether the folded ``turn`` asks something of what it does not name: 票价多少, 看了哪里."""
    asking = slots_of(turn, None).asking
    if not asking:
        return False
    rest = turn
    for words in asking:
        rest = rest.replace(words, "")
    return is_short(turn) and (lacks_subject(turn) or len(content_of(rest)) <= _BARE)


def points_at_paper(turn: str) -> bool:
    """Tell whether the folded ``turn`` asks of the paper spoken of: 这个办法主要规定了什么, 里面提到哪些问题."""
    return any(match["thing"] for match in THING_POINTED.finditer(turn)) or bool(_INSIDE.match(turn))


def leans(turn: str) -> bool:
    """Tell whether the folded ``turn`` points back or says only a part of what it asks."""
    slots = slots_of(turn, None)
    asks = bool(slots.asking or TELLS.search(turn))
    return points_back(turn) or lacks_subject(turn) or asks_attribute(turn) or not asks


def asks_by_itself(turn: str) -> bool:
    """Tell whether the folded ``turn`` asks in words of its own and points at nothing said before."""
    return not points_back(turn) and bool(slots_of(turn, None).asking or TELLS.search(turn))


def asks_attribute(text: str) -> bool:
    """Tell whether the folded ``text`` is about a noun that something else has: 主办单位是哪家, 效果怎么样."""
    first = re.split(r"[是有为叫在多几怎,?]|什么|哪", text, maxsplit=1)[0]
    ends = [end for _, *those in word_rows("attribute_nouns") for end in those]
    return len(first) < _LONGEST_NOUN and first.endswith(tuple(ends))


def stands_alone(turn: str) -> bool:
    """Tell whether the folded ``turn`` is whole: it names what it asks about, or a year and asks for its work."""
    return not leans(turn) or (asks_by_itself(turn) and bool(_YEAR.search(turn)))


def lead_off(turn: str) -> str:
    """Return the folded ``turn`` without the words that lead in: 那, 另外, 我问的是."""
    for _ in range(2):
        turn = LEAD.sub("", turn)
    return turn
