"""Does a question ask for a whole point: all that was done about a topic, how it went, a bare topic?"""

from __future__ import annotations

import re

from zhengxie_qa.question.understanding import Query
from zhengxie_qa.text import alternation, alternation_in

_THINGS = alternation("digest_things")
_DOINGS = rf"(?:{alternation_in('question_cues', 'works')})"
_ASKED = re.compile(
    rf"(?:什么|哪些|啥|哪几[个项])(?:样的?)?[\u4e00-\u9fff]{{0,4}}(?:{_THINGS})"
    rf"|(?:{_THINGS})(?:是什么|有哪些|如何|怎样|怎么样|咋样)?[?。]*$"
    rf"|(?:怎么样|如何|怎样|咋样)[?。]*$|(?:如何|怎么|怎样){_DOINGS}"
    rf"|(?:部分|板块|章节|[这那一]块儿?|方面).{{0,8}}(?:{alternation_in('question_cues', 'tells')})"
    r"|(?:说|讲|谈|写|提)(?:了|过|到)?(?:一?些)?(?:什么|哪些|啥)"
    r"|(?:做|干|抓|开展|完成|推进|落实)(?:了|过)?(?:什么|哪些|啥)|介绍一?下|说说|讲讲|谈谈|怎么[做干抓搞]的"
    r"|\bwhat (?:was|has been|have|did|is being).{0,60}\b(?:done|do|achieve|accomplish)"
    r"|\bhow (?:did|has|have|was|is)\b.{0,60}\b(?:go|going|work|progress|promote|develop|improve)"
)
_TOPICS = re.compile(
    r"(?:哪些|什么|哪几个|几个)(?:主要|重点)?(?:的)?(?:议题|课题|主题|专题|题目|选题|话题)|(?:议题|课题|选题)(?:有哪些|是什么)"
)
_ASKS = re.compile(r"[?]|多少|几|哪|什么|谁|怎|如何|吗|是否|\b(?:what|how|who|when|where|which|why)\b")
_BARE = 12  # characters of a topic by itself: 机关建设


def asks_for_whole_point(query: Query) -> bool:
    """Tell whether ``query`` asks for all that is said of a topic."""
    if query.kind not in ("how", "what", "list") or query.parts or query.context:
        return False
    if asks_for_topics(query) or _ASKED.search(query.asked):
        return True
    return len(query.text) <= _BARE and not _ASKS.search(query.text)


def asks_for_topics(query: Query) -> bool:
    """Tell whether ``query`` asks which topics were, or will be, consulted on or looked into."""
    return _TOPICS.search(query.asked) is not None
