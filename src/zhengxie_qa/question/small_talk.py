"""What a turn is when it asks nothing of the documents, and the politeness around what it does ask.

``lexicon/small_talk.txt`` holds the phrases, written for this project. A turn is talk only when nothing else is in it:
a question taken for talk costs an answer, talk taken for a question only a line too many.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, get_args

from zhengxie_qa.question.asides import ProductMatter, aside_of
from zhengxie_qa.question.phrase_lists import consists_of, letters, phrases_by_kind
from zhengxie_qa.question.question_words import ASKS
from zhengxie_qa.question.turn_model import Feature
from zhengxie_qa.text import alternation_in, fold

Social = Literal[
    "insult", "identity", "ability", "farewell", "thanks", "praise", "greeting", "laughter", "acknowledgement"
]
Help = Literal["upload", "export", "remove", "formats", "clear"]
Talk = Social | Help | Literal["contents"] | ProductMatter | Feature | Literal["emoji", "request", "unclear", "mood"]

_SOCIAL: tuple[Social, ...] = get_args(Social)  # what decides when several are said comes first
_HELP: tuple[Help, ...] = get_args(Help)
_SHORTEST_TOPIC = 4  # characters of what is left of 想了解一下… that can be a topic
_MOST_FRAMES = 4  # phrases taken off one after the other: 您好老师, 麻烦帮我查一下
_LONGEST = 60  # characters: who says more has something to ask


def talk_of(turn: str) -> Talk | None:
    """Return what kind of talk the whole of ``turn`` is; None: something is asked of the documents."""
    folded = fold(turn)
    if len(folded) > _LONGEST:
        return None
    said = letters(_STICKER.sub("", folded))
    if not said:
        return "emoji" if _EMOJI.search(turn) else None
    return ("contents" if _CONTENTS.fullmatch(said) else None) or _whole(folded, said) or _in_pieces(folded)


def without_politeness(question: str) -> str:
    """Return ``question`` without greeting, thanks, reasons and wishes around what it asks; whole where nothing is."""
    bare = _BRACKETED.sub("", question)
    kept = [piece for piece in _PIECES.findall(bare) if not _is_polite(piece)]
    said = "".join(kept).strip().rstrip("，,、") or bare
    rest = _without_frame(said)
    framed = len(letters(rest)) >= _SHORTEST_TOPIC and rest != said
    return rest if framed or _QUESTION.search(fold(rest)) else question


def _without_frame(text: str) -> str:
    """Return ``text`` without the words before and behind that only speak to who answers, however many they are."""
    for _ in range(_MOST_FRAMES):
        stripped = _CLOSING.sub("", _PREFACE.sub("", text)).strip()
        if stripped == text or not letters(stripped):
            break
        text = stripped
    return text


def _whole(folded: str, said: str) -> Talk | None:
    return _social(said) or _help(said) or _request(folded, said) or aside_of(folded)


def _in_pieces(folded: str) -> Talk | None:
    """Return what a turn is of which every piece between punctuation marks is talk, or says who speaks."""
    kinds: list[Talk] = []
    for piece in re.split(r"[,。!?;~\s]+", folded):
        said = letters(piece)
        if said and (kind := _whole(piece, said) or ("greeting" if _INTRODUCTION.fullmatch(said) else None)):
            kinds.append(kind)
        elif said:
            return None
    return min(kinds, key=_weight, default=None)


def _weight(kind: Talk) -> int:
    """Return how early ``kind`` decides among several: a request first, then help, then what is only social."""
    order: tuple[Talk, ...] = ("request", *_HELP, *get_args(ProductMatter), *_SOCIAL)
    return order.index(kind) if kind in order else len(order)


_INTRODUCTION = re.compile(r"(?:我|我们|本人)(?:就|也)?(?:是|来自)(?!.*(?:问|想|查|多少|哪|什么|谁|怎|吗)).{1,14}")
_STICKER = re.compile(r"\[[\u4e00-\u9fff]{1,3}\]")  # how chats write an emoji: [微笑]
_EMOJI = re.compile(r"[\u2600-\u27bf\u2b50\U0001f300-\U0001faff]|[:;]-?[)(dp]|\^_*\^|\[[\u4e00-\u9fff]{1,3}\]")


@cache
def _phrases(*kinds: str) -> frozenset[str]:
    return frozenset().union(*(phrases_by_kind("small_talk")[kind] for kind in kinds))


def _social(said: str) -> Social | None:
    if not consists_of(said, _phrases("filler", *_SOCIAL)):
        return None
    for kind in _SOCIAL:
        if not consists_of(said, _phrases("filler", *(other for other in _SOCIAL if other != kind))):
            return kind
    for kind in _SOCIAL:  # each phrase could be of several kinds
        if consists_of(said, _phrases("filler", kind)) and not consists_of(said, _phrases("filler")):
            return kind
    return None


def _help(said: str) -> Help | None:
    around = _phrases("filler", "asking", "greeting")
    for kind in _HELP:
        if consists_of(said, around | _phrases(kind)) and not consists_of(said, around):
            return kind
    return None


_MAKE = re.compile(  # 写一首关于春天的诗; a question after what was written is none
    r"(?!.*(?:多少|哪|什么|谁|几|吗))(?:请|顺便|再|你|您|能不能|可以|帮我|给我|替我|帮忙|麻烦)*"
    r"(?:(?:写|作|编|画|来|讲|做)一?(?:首|篇|个|段|张|幅|封|副)[^,。?]{0,14}|(?:写|作|编|画|背))"
    rf"(?:{alternation_in('small_talk', 'works')})[吧呗啊呀]?[。!~]*"
    r"|(?:please )?(?:can you |could you )?write (?:me )?(?:a|an|some) [a-z ]{0,30}"
    rf"(?:{alternation_in('small_talk', 'works in English')})[a-z ]{{0,30}}[.!?]*"
)
# What the one who answers would think or foretell: 你觉得明年能完成吗
_OPINION = re.compile(
    r"(?:那么?|所以)?(?:你|您)(?:个人|自己)?(?:觉得|认为|怎么看|咋看|感觉|猜|估计|预测|的看法|有什么看法)"
    r"|(?:那么?)?(?:预测|猜|猜测|估计)(?:一下|猜|看)|(?:so )?(?:what do you think|do you think|in your opinion)"
)
_OF_FACT = re.compile(r"多少|几[^率乎]|什么时候|何时|哪[年天月条些]|谁|第\d|规定")
_WEATHER = re.compile(
    r"(?!天气[?。!]*$)(?:[\u4e00-\u9fff]{0,4}?(?:今天|明天|后天|现在|今晚|这几天)(?:[\u4e00-\u9fff]{2,4}?)?的?)?天气"
    r"(?:怎么样|怎样|如何|好吗|好不好|预报)?[?。!]*"
    r"|(?:今天|明天|后天|今晚)会?(?:下雨|下雪|冷|热)(?:吗|不)[?。]*"
    r"|(?:what(?:'s| is) |how(?:'s| is) )the weather(?: like)?(?: today| tomorrow| now)?[?.]*"
)
_NUMBER = r"(?:\d+(?:\.\d+)?|[一二三四五六七八九十百千万零两]+)"
_SUM = re.compile(
    rf"(?:请|帮我|给我)?(?:算|算一下|算下|算算|计算|计算一下|what is |what's )?\s*\(?{_NUMBER}\)?"
    rf"(?:\s*(?:[+*/×÷^-]|加上?|减去?|乘以?|除以)\s*\(?{_NUMBER}\)?)+\s*(?:=|等于|是)?\s*(?:多少|几|\?)*"
)
_COUNTS = re.compile(r"[+*×÷^=加减乘除算]|what")  # 2023-2024 and 3/5 by themselves are no sums


def _request(folded: str, said: str) -> Literal["request"] | None:
    plain = " ".join(folded.split())
    if consists_of(said, _phrases("filler", "greeting", "request")):
        social = consists_of(said, _phrases("filler", "greeting"))
        return None if social else "request"
    if _OPINION.match(plain) and not _OF_FACT.search(plain):
        return "request"
    if _MAKE.fullmatch(plain) or _WEATHER.fullmatch(plain) or (_SUM.fullmatch(plain) and _COUNTS.search(plain)):
        return "request"
    return None


_PIECES = re.compile(r"[^,，。!！?？;；~～\n]+[,，。!！?？;；~～\n]*|[,，。!！?？;；~～\n]+")
_HOLDS = r"(?:有|收录了?|存了?|能查到?)(?:哪些|哪几[份个篇]|什么|啥|多少[份个篇]?|几[份个篇])(?:的)?"
_PAPERS_HERE = alternation_in("small_talk", "what is here")
# What there is to ask about: 这些材料都讲了什么, 这里有哪些文件
_CONTENTS = re.compile(
    rf"(?:请问|那)*(?:你|您|你们|这里|这儿|这里面|里面|系统里?|库里|知识库里?)(?:里面?|一共|总共|都|目前|现在)*{_HOLDS}(?:{_PAPERS_HERE})(?:呢|啊|呀)*"
    rf"|(?:请问|那|一共|总共|都|目前|现在)*{_HOLDS}(?:文件|文档)(?:呢|啊|呀)*"
    rf"|(?:请问|那|介绍一下|说说)*(?:这些|这批|全部|所有|这几[份个篇]|里面的?|这里的)(?:的)?(?:{_PAPERS_HERE})"
    r"(?:都|主要|分别|大概|大致|里)*(?:是|讲|说|写|谈|关于|涉及|包括)*(?:了|的|些)*(?:什么|啥|哪些)(?:内容|方面|东西|事情|事)?(?:的|呢|啊|呀)*"
    r"|what(?:is|s|are)?(?:in|inside)(?:these|the|your|this)(?:documents|files|papers|corpus|collection)"
    r"|(?:what|which)(?:documents|files|papers)(?:doyouhave|arethere|arehere|areincluded|canisearch|caniask(?:about)?)"
    r"|(?:please)?(?:list|showme)(?:all)?(?:the|your)?(?:documents|files|papers)"
    r"|whatare(?:these|the)(?:documents|files|papers)about"
)
_REASON = re.compile(
    r"(?:我|我们|本人)?(?:正?在|要|想|需要|准备)(?:写|做|准备|整理|起草)一?[份篇个]?.{0,8}"
    rf"(?:{alternation_in('small_talk', 'papers')})"
    r"|(?:我|我们)?(?:需要|要|想)?(?:引用|核对|用到?)一?[下些]?(?:数据|数字|资料)"
    rf"|(?:{alternation_in('small_talk', 'waiting')})(?:在?等着|急着?|着急)(?:要|用|看)?"
    r"|(?:我)?(?:很|比较|有点|挺)?(?:急|急用|着急|急着用|急着要)"
    r"|(?:麻烦|请|烦请|希望|还请|盼)?(?:尽快|尽早|快点|快些|早日)(?:回复|答复|回答|告知)(?:我|一下)?"
    r"|(?:我)?(?:有|想问)(?:一个|个|几个|一些)?问题(?:想问|想请教|请教|咨询)?(?:一下|你|您)*"
    r"|(?:我)?想了解一下.{0,10}情况|(?:我)?(?:只)?需要(?:一个|个|几个|一些|一下)?(?:准确|具体)?的?(?:数据|数字|资料)"
    r"|(?:我|我们|本人)(?:就|也|刚|才)*(?:是|住|在|来自)(?!.{0,3}(?:问|说|查|哪|什)).{1,16}"
)
_PLEASE = r"(?:麻烦|烦请|劳烦|拜托|请|能不能|能否|可不可以|可以|能)"
_PREFACE = re.compile(
    r"^(?:(?:求|想|请|再|顺便|冒昧)?问(?:一?下|一句|问)(?:关于)?|求问|求助|快(?=告诉|说)|(?:咨询|请教|打听|确认)(?:一?下)"
    r"|请问(?:一下|下)?|请教(?:一下|下)?|打扰(?:一下|了)|劳驾(?:问一下)?|那个(?=[,，、\s])"
    rf"|{alternation_in('small_talk', 'calling')}"
    r"|(?:我|我们|本人)?(?:就|还|也)?(?:想|要|想要|需要|希望)"
    r"(?:请问|问问|问一?下|咨询一?下?|请教一?下|知道一?下?|了解一?下?|确认一?下|查一?下|查查|看看)(?:关于)?"
    rf"|{_PLEASE}?(?:你|您)?{_PLEASE}?(?:帮|给|替)(?:我们?|忙|个忙)*(?:{alternation_in('small_talk', 'look up')})"
    rf"|{_PLEASE}?(?:你|您)?{_PLEASE}?(?:帮我)?(?:告诉|告知)(?:我|一下|我们)+|(?:你|您)知道"
    rf"|{_PLEASE}?(?:根据|依据|按照?|结合|从)(?:这份|这个|上传的?|所?提供的|以下|所给的?|给出的|现有的?)?"
    rf"(?:{alternation_in('small_talk', 'sources')})(?:里|中|内容|来看|来)?请?(?:回答|来说)?(?=[,，:：]|回答)(?:回答)?"
    rf"|{_PLEASE}?(?:你|您)?(?:帮|给|替|跟)(?:我们?)(?:简单|简要|大致|大概)?(?:讲讲|说说|讲一?下|说一?下|介绍一?下|总结一?下|概括一?下|梳理一?下)"
    rf"(?=[^,，]{{2,}}(?:什么|哪些|啥|怎么样|如何|情况))"
    rf"|(?:麻烦|烦请|劳烦|拜托)(?:你|您)?(?={alternation_in('small_talk', 'do')}))[,，:：、\s]*"
)
_CLOSING = re.compile(
    r"[哈呀哦噢喔嘞啦]*[,，。!！;；、\s]*(?:(?:麻烦|拜托|请)?(?:你|您)?(?:尽快|尽早|快点|快些)(?:回复|答复|告知)?(?:我|一下)?"
    rf"|(?:{alternation_in('small_talk', 'thanking')})(?:你|您|你们|啦|了|哈|!)*)[,，。!！?？~～\s]*$"
)
_BRACKETED = re.compile(r"[（(][^（()）]{0,8}(?:用|急用|急|谢谢|感谢)[)）]")
_GIVEN = rf"(?:{alternation_in('small_talk', 'given with')})"
_WISH = re.compile(  # how the answer should look
    rf"{_PLEASE}?(?:要|并|并且|最好|务必)?(?:给出|给我|注明|标明|写明|附上|列出|提供|带上|标注)(?:具体|准确|详细)?的?"
    rf"{_GIVEN}(?:[和与及、]{_GIVEN})*(?:即可|就行|就好)?"
    rf"|{_PLEASE}?要?(?:全部|都|一个不漏地?|完整地?)?(?:列全|写全|说全|列出来|列完整)(?:一些|一点|了|来)?"
    r"|(?:请|麻烦)?(?:尽量)?(?:用|以)(?:一|几|两|三)?(?:句话|段话|百字|中文|普通话|表格|简短的话|简洁的语言)(?:的形式)?(?:来)?"
    r"(?:回答|说明|概括|总结|列出来?|说说)?(?:一下|即可|就行)?"
    r"|(?:请|麻烦)?(?:尽量)?(?:简单|简要|简短|详细|具体|准确|直接)(?:地|点|些|一点|一些)?(?:说|说说|回答|介绍|说明)(?:一下)?(?:即可|就行|就好)?"
    r"|(?:请|麻烦|最后|再)?(?:你|您)?(?:帮|给|替)?(?:我|我们)?(?:简单|简要|大致|大概|分条|用?一句话)?"
    r"(?:概括|总结|梳理|归纳|汇总|小结|罗列)(?:一?下子?|出来)?(?:吧|呗|可以吗|好吗)?"
    r"|(?:不要|别)(?:太长|太啰嗦|编造?|瞎编|废话)|越.{1,4}越好(?:哈|啊|哦)?"
)
_ABOUT_THE_ASKER = re.compile(
    r"(?:我|本人)(?:是|刚|新|才).{1,12}|(?:刚刚?|才)(?:入职|上任|接手|调来|来).{0,8}"
    r"|.{0,8}(?:要用|急用|等着用|用得着|用得上|(?:汇报|材料|稿子?|总结|报告)用)"
    rf"|(?:{alternation_in('small_talk', 'waiting')}).{{0,3}}(?:问|催|要).{{0,5}}"
    r"|(?:冒昧|顺便|弱弱|再|想|求|先)?(?:地|的)?(?:问|咨询|请教|确认|打听)(?:一?句|一?下|个?事|件事|个?问题)*(?:事|情)?(?:哈|啊|哦)?"
    rf"|(?:{alternation_in('small_talk', 'calling')})(?:们|好|您好|你好)*"
)
_QUESTION = re.compile(
    rf"\?|{ASKS.pattern}|^(?:{alternation_in('question_words', 'opening')})"
    rf"|^(?:{alternation_in('question_words', 'opening in English')})\b"
)


def _is_polite(piece: str) -> bool:
    said = letters(fold(piece))
    around = _phrases("filler", "greeting", "thanks", "acknowledgement", "farewell", "laughter", "particle")
    return bool(said) and (
        consists_of(said, around) or any(each.fullmatch(said) for each in (_REASON, _WISH, _ABOUT_THE_ASKER))
    )
