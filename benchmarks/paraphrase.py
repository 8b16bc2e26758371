"""Honest ways to say a sentence of a document again: other words, other numerals, another order."""

from __future__ import annotations

import random
import re
from decimal import Decimal

from zhengxie_qa.claims import Amount, find_amounts
from zhengxie_qa.text import clauses

_WORDS = {
    "共征集": "一共收到", "征集": "收到", "召开": "举行", "开展": "组织", "形成": "完成", "推动": "促成",
    "举办": "举行", "编辑出版": "出版", "收录": "收入", "全年": "这一年", "接待": "接待了", "资助": "帮助",
    "截至": "到", "促成": "推动", "提出": "给出", "目前": "现在", "走访": "走访了", "围绕": "聚焦", "持续": "继续",
    "得到": "受到", "查找": "找出", "遴选": "确定", "全市": "全市范围内", "完成": "做完", "印发": "发布",
    "已": "已经", "邀请": "请来", "其中": "这里面",
}  # fmt: skip
_LEADS = ("", "", "根据报告，", "报告显示，", "文件中写到，", "据统计，", "可以看到，", "从材料看，")
_MARKERS = ("[{}]", "【{}】", "［{}］", "（{}）", "[来源{}]", "（来源{}）", "[^{}]", "[{}]", "[{}]")
_THING = "提案|企业|信息|报告|委员|学生|座谈会|作品|文章|问题|批示|建议"
_FIGURE_LAST = re.compile(rf"({_THING})((?:近|约)?\d+余?[件家条份名场个项篇位])(?=[，、；,;]|$)")
_DIGITS = "零一二三四五六七八九"


def said_again(sentence: str, dice: random.Random) -> str:
    """Return an honest paraphrase of ``sentence``, without a marker and its final punctuation."""
    text = _some_clauses(sentence.strip(" \u3000\n。；;！"), dice)
    for _ in range(dice.randint(0, 2)):
        text = dice.choice((_other_words, _other_numerals, _figure_first, _other_words))(text, dice)
    return dice.choice(_LEADS) + text


def cited(text: str, number: int, dice: random.Random) -> str:
    """Return ``text`` with a marker in one of the shapes models write, and a full stop."""
    marker = dice.choice(_MARKERS).format(number)
    return f"{text}{marker}。" if dice.random() < 0.7 else f"{text}。{marker}"


def _some_clauses(sentence: str, dice: random.Random) -> str:
    """Return the sentence, or a run of its clauses that holds a figure."""
    parts = clauses(sentence)
    if len(parts) < 3 or dice.random() < 0.4:
        return sentence
    first = dice.randrange(len(parts) - 1)
    chosen = sentence[parts[first][0] : parts[min(first + 2, len(parts) - 1)][1]].strip("，,；：:、 ")
    whole = chosen.count("“") == chosen.count("”") and chosen.count("（") == chosen.count("）")
    return chosen if len(chosen) > 10 and whole and any(a.kind != "date" for a in find_amounts(chosen)) else sentence


def _other_words(text: str, dice: random.Random) -> str:
    found = [word for word in _WORDS if word in text and not re.search(rf"[“《][^”》]*{word}", text)]
    if not found:
        return text
    word = dice.choice(found)
    return text.replace(word, _WORDS[word], 1)


def _figure_first(text: str, dice: random.Random) -> str:
    """走访企业34家 → 走访34家企业."""
    found = list(_FIGURE_LAST.finditer(text))
    if not found:
        return text
    match = dice.choice(found)
    return f"{text[: match.start()]}{match.group(2)}{match.group(1)}{text[match.end() :]}"


def _other_numerals(text: str, dice: random.Random) -> str:
    amounts = [a for a in find_amounts(text) if a.kind == "count" and re.search(r"\d", a.text) and a.unit]
    if not amounts:
        return text
    amount = dice.choice(amounts)
    return text[: amount.start] + _rewritten(amount, dice) + text[amount.end :]


def _rewritten(amount: Amount, dice: random.Random) -> str:
    number = re.search(r"\d+(?:\.\d+)?", amount.text)
    assert number is not None
    digits, before, after = number.group(), amount.text[: number.start()], amount.text[number.end() :]
    if after.startswith("万") and "." in digits:
        return f"{before}{(Decimal(digits) * 10000).normalize():f}{after[1:]}"
    choice = dice.randrange(3)
    if choice == 0:
        return before + "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in digits) + after
    if choice == 1 and digits.isdigit() and 1 < int(digits) < 1000 and not digits.startswith("0"):
        return before + chinese(int(digits)) + after
    if digits.isdigit() and len(digits) > 3:
        return f"{before}{int(digits):,}{after}"
    return amount.text


def chinese(number: int) -> str:
    """Return 2 to 999 in Chinese numerals."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")
