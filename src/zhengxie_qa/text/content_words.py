"""Which words of a question carry content, and which only ask."""

from __future__ import annotations

import re
from collections.abc import Sequence

_ASKING_WORDS = re.compile(
    r"多少|什么时候|什么样|什么|哪一?[些里儿个位家天年次条项本部篇册类种]|几(?=[^乎经何番])|怎么样|怎么|怎样|如何|有没有|是否|请问|了没有?|没有?(?=[?。]*$)|吗|呢|咋"
)


_SPOKEN = (  # what people say for the question words of written Chinese
    (r"(?:啥|么|什么?)(?:时候|时间|辰光|日子)|多会儿|多咱|几时|哪会儿", "什么时候"),
    (r"啥地方|啥地儿|哪疙瘩|哪块儿|哪旮旯|哪达|(?:在|到|去|上|从)哪(?=[?。,]|$)", "在哪里"),
    (r"哪儿", "哪里"),
    (r"为啥|咋(?=不|还|没|就|会)|因为啥|凭啥", "为什么"),
    (r"咋样|咋个样|咋着|咋回事", "怎么样"),
    (r"咋个|咋", "怎么"),
    (r"啥|甚么|(?<![什怎那这多要])么事|么子|嘛玩意", "什么"),
    (r"几多|多少个?(?=钱)", "多少"),
    (r"有没得|有冇|有木有", "有没有"),
)
_SPOKEN_WORDS = tuple((re.compile(pattern), written) for pattern, written in _SPOKEN)


def written_asking(text: str) -> str:
    """Return the folded ``text`` with spoken question words as they are written: 啥时候 is 什么时候."""
    for pattern, written in _SPOKEN_WORDS:
        text = pattern.sub(written, text)
    return text


def search_words(text: str) -> str:
    """Return the folded ``text`` without the words that ask: no passage is found by 多少 or 哪些."""
    return _ASKING_WORDS.sub(" ", text)


_STOP_WORDS = frozenset(
    """
    一共 总共 共 分别 各 各自 请 请问 告诉 我 我们 你 你们 想 知道 的 地 得 了 着 过 是 有 在 和 与 及 或 都 也 还 就 吧 啊
    叫 做 把 被 给 从 对 对于 到 这 那 这个 那个 这份 其中 一下 情况 关于 方面 哪 几 多少 什么 怎么 怎样 如何 吗 呢 没有 是否
    谁 中 里 上 下 时 后 前 为 为了 以 由 于 等 所 能 可以 要 会 出 来 去 用 并 而 且 又 让 向 跟 比 个 年 月 日
    件 次 场 篇 条 家 名 人次 册 部 本 座 份 期 项 全年 提到 进行 开展 现在 准备 打算 计划 具体 主要 有关 相关 那边 以后
    本书 讲 说 讲的 说的 这本 那本 这项 该项 此项 这次 这种 这些 那些 该 此 今年 明年 去年 上年 前年 当年 平时 有人 事儿 事情 们 那事 太 很 最 得 呀 到底 究竟 一共 目前 到目前 之前 以前 后来 如果
    自己 他们 她们 它们 它 他 她 咱 咱们 咱家 我家 我们家 人家 大家 你家 别人 某 谁家 俺 俺们
    觉得 觉着 感觉 听说 据说 好像 似乎 大概 差不多 一般 通常 真的 真 特别 非常 比较 这么 那么 多么 已经 曾经 还是 是不是 会不会 能不能
    可不可以 行不行 有没 没 没得 不 别 只 只能 光 才 刚 刚才 正 正在 在不在 老 总 总是 一直 一下子 一点 一些 有些 有点 些 几个 好多 许多
    之内 以内 之后 之间 期间 里面 里头 里边 上面 上头 下面 外面 旁边 附近 一带 周围 中间
    下去 起来 出来 过来 上去 进去 下来 回来 出去 过去 上来 进来 到底 来着 的话 为止 起 开始
    一回 一次 一趟 一遍 一下 一个 一种 一位 哪个 哪些 哪一 几时 什么样 怎么样 怎样 咋样 啥样 多久 多大 多长 多远 多高
    能够 可能 应该 应当 需要 必须要 愿意 打 弄 搞 整 干 办 走 走得 算 当 成 使 使得 得到 归 归属 属于 之类 等等 以及 还有 另外 除了 之外
    a an the of to in on at by for from with and or is are was were be been being did do does done has have had how many
    much what which who whom whose when where why that this these those it its their they as about according say says
    said there any all some into than then so if not no can could would should will may might
    """.split()  # noqa: SIM905  (a column of two hundred lines would say less)
)


# They name the kind of thing that is asked for.
_GENERIC = frozenset(
    """
    课题 议题 主题 内容 方面 问题 活动 工作 措施 办法 成果 结果 名字 名称 全称 地方 单位 时候 时间 原因 作用 意义 数量 比例 部分
    东西 机制 制度 文件 方式 手续 步骤 途径 渠道 项目 任务 安排 事项 作为 动作 特点 要求 目标 思路 经验 报告 本书
    topic topics report reports plan plans activity activities work issue issues number
    """.split()  # noqa: SIM905
)


def is_stop_word(word: str) -> bool:
    """Tell whether ``word`` carries no content of its own."""
    return word in _STOP_WORDS


def is_generic(word: str) -> bool:
    """Tell whether ``word`` names a kind of thing rather than a thing."""
    return word in _GENERIC


def asking_clause(text: str) -> tuple[str, str]:
    """Return (the last clause of ``text`` that asks, the other clauses)."""
    clauses = text.split(",")
    asking = [i for i, clause in enumerate(clauses) if _ASKING_WORDS.search(clause)]
    if not asking or len(clauses) == 1:
        return text, ""
    return clauses[asking[-1]], ",".join(clause for i, clause in enumerate(clauses) if i != asking[-1])


def content_spans(question: str, words: Sequence[str]) -> list[int]:
    """Return the positions of those ``words`` of the folded ``question`` that carry content."""
    left = search_words(question)
    return [
        i
        for i, word in enumerate(words)
        if word not in _STOP_WORDS and word in left and not re.fullmatch(r"(?:19|20)\d{2}年?|[\W_]+", word)
    ]


_FUNCTION_WORDS = re.compile(
    r"多少|什么|哪[些里儿个位家一二三四五六七八九十几两]?|几|怎么样?|怎样|如何|吗|呢|了没|没有|有没有|是否|一共|总共|共|分别|各|请问|"
    r"请|告诉|我|想|知道|的|了|是|有|在|和|与|及|或|都|也|还|就|吧|啊|咋|谁|叫|做|把|被|给|从|对|到|这|那|其中|一下|情况|[?,。!:;、\s]"
)


def content_of(text: str) -> str:
    """Return the characters of the folded ``text`` that carry content."""
    return _FUNCTION_WORDS.sub("", text)
