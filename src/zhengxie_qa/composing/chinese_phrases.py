"""The words around the quotes in Chinese, and what the words of every language share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from zhengxie_qa.text import unfold
from zhengxie_qa.types import CITATION_MARKER

LISTED = 3  # quotations from which on each has a line of its own

_REASONS_ZH = {
    "year": "文档里没有{years}的相关内容。",
    "name": "文档里没有提到所问的名称。",
    "value": "文档里提到了相关内容，但没有给出所问的具体信息。",
    "holder": "文档里没有写明担任这一职务的是谁。",
    "cause": "文档里说到了这件事，但没有写明原因。",
    "likely": "文档里没有能确定的答案。",
    "nothing": "文档里没有找到这个问题的答案。",
}


def without_markers(text: str) -> str:
    """Write a source's own [2], the mark of a note of its own, as 〔2〕: it would be taken for one of our citations."""
    return CITATION_MARKER.sub(r"〔\1〕", text)


@dataclass(frozen=True, slots=True)
class Phrases:
    """Chinese wording; traditional Chinese is converted from it."""

    traditional: bool = False

    def quote(self, text: str, n: int) -> str:
        """Return a quotation with its marker."""
        return f"{without_markers(text)}[{n}]"

    def statement(self, label: str, quotes: Sequence[str]) -> str:
        """Return one statement of the answer."""
        if len(quotes) >= LISTED:
            return (f"{self._said(label)}：\n" if label else "") + "\n".join(f"{quote}。" for quote in quotes)
        return self._in_one(label, quotes)

    def _in_one(self, label: str, quotes: Sequence[str]) -> str:
        body = "；".join(quotes) + "。"
        return f"{self._said(label)}：{body}" if label else body

    def told(self, label: str, lead: str, quotes: Sequence[str], tail: str) -> str:
        """Return what is told of a table: the words before it, its parts, what was computed from them."""
        return self._said(lead) + self._in_one(label, quotes) + (self._said(tail) + "。" if tail else "")

    def source(self, title: str, year: int | None) -> str:
        """Return the words that say which document speaks; a title that names a year needs no other."""
        return f"{self._said('据')}《{title}》{year_beside(title, year, '（{}年）')}，"

    def planned(self, year: int | None) -> str:
        """Return the words before what is planned for ``year``."""
        return self._said(f"按{year}年的安排，")

    def join(self, lines: Sequence[str], *, listed: bool) -> str:
        """Return the statements as one text, one a line when they are ``listed`` by year."""
        return ("\n" if listed else "").join(lines)

    def outline(
        self, title: str, heading: str, groups: Sequence[tuple[str, Sequence[str]]], *, counted: bool, lead: str = ""
    ) -> str:
        """Return an outline: what it is of, then a line for each group of quotations under its heading."""
        lines = [f"《{title}》{self._said('中')}“{heading}”" if heading else f"《{title}》"]
        if counted:
            lines[0] += self._said(f"共{items_of(groups)}项（按文中标题计）")
        for label, quotes in groups:
            lines += [f"{label}：" if quotes else f"{label}。"] if label else []
            lines += [f"{quote}{'；' if quote is not quotes[-1] else '。'}" for quote in quotes]
        return "\n".join([f"{lines[0]}：", *([f"{lead}。"] if lead else []), *lines[1:]])

    def labelled(self, label: str, text: str) -> str:
        """Return ``text`` after the part of the question that it answers, "" for the whole."""
        return f"{self._said(label)}：{text}" if label else text

    def explained(self, heading: str, key: str) -> str:
        """Return a heading and the sentence that stands for what is under it."""
        return f"{heading}：{key}"

    def place(self, title: str, locator: str, quote: str, n: int) -> str:
        """Return where a quotation stands, and its words."""
        return f"{self._said('出自')}《{title}》{locator}：{self.quote(f'“{quote}”', n)}。"

    def no_more(self) -> str:
        """Return the line for a wish for more where all was said."""
        return self._said("这一部分没有更多内容了。请换个方面接着问。")

    def missing_part(self, part: str) -> str:
        """Return the line for a part of the question that is not answered."""
        return self._said(f"关于“{part}”，文档里没有说明。")

    def not_found(self, reason: str, years: Sequence[int], has_related: bool) -> str:
        """Return why nothing answers."""
        text = _REASONS_ZH[reason].format(years="、".join(f"{year}年" for year in years))
        return self._said(text + ("文中最接近的说法列在下面，供参考。" if has_related else ""))

    def could_ask(self, questions: Sequence[str]) -> str:
        """Return the line that offers questions which the documents do answer."""
        return self._said("\n可以换个问法，或者试试：" + "".join(f"\n· {question}" for question in questions))

    def not_said(self, figure: str) -> str:
        """Return the warning about a figure that the question takes for granted."""
        return self._said(f"问题里的“{figure}”在找到的段落中没有出现，请以引文为准。")

    def unsure_figure(self, figure: str) -> str:
        """Return the warning about a figure that was recognised on a scanned page, and not surely."""
        return self._said(f"“{figure}”由扫描页识别得来，把握不大，请对照原图。")

    def difference(self, first: Decimal, second: Decimal, unit: str, labels: Sequence[str] = ("", "")) -> str:
        """Return the difference of two figures, marked as computed; ``labels`` say whose they are."""
        high, low = max(first, second), min(first, second)
        if high == low:
            return self._said("\n两者相同（按以上数字比较）。")
        more, less = labels if first == high else reversed(labels)
        counter = "个百分点" if unit == "%" else unit
        differ = f"{more}比{less}{'高' if unit == '%' else '多'}" if more and less else "两者相差"
        return self._said(f"\n{differ}{plain(high - low)}{counter}（由{plain(high)}−{plain(low)}算得）。")

    def in_unit(self, figure: str, value: Decimal, unit: str, *, rounded: bool) -> str:
        """Return a figure in another unit, marked as computed."""
        return self._said(f"\n换算：{'约' if rounded else ''}{plain(value)}{unit}（由原文的“{figure}”算得）。")

    def not_in_unit(self, unit: str) -> str:
        """Return that what is quoted cannot be reckoned into ``unit``."""
        return self._said(f"\n原文没有能换算成{unit}的数字。")

    def unverified(self) -> str:
        """Return the mark behind a statement that the documents do not hold; why stands in a warning."""
        return self._said("（未核实）")

    def unverified_because(self, reasons: Sequence[tuple[str, str]]) -> str:
        """Return the warning that says which statements are marked, and why."""
        told = "".join(f"“{statement}”：{reason}。" for statement, reason in reasons)
        return self._said(f"有{len(reasons)}处说法未能在文档中核实，已在文中标出“未核实”，请以所附原文为准。{told}")

    def not_quotable(self) -> str:
        """Return the warning that a model found in the passages what no sentence says by itself."""
        return self._said("没有能直接引用来回答的句子；回答由语言模型根据相近的段落写成，请核对所附原文。")

    def instead(self, reason: str, *, quoted: bool) -> str:
        """Return why a model's answer is not shown, and what is shown in its place."""
        return self._said(f"{reason}，{'现直接引用原文' if quoted else '文档中也没有可直接引用的答案'}。")

    def _said(self, text: str) -> str:
        return unfold(text) if self.traditional else text


def year_beside(title: str, year: int | None, form: str) -> str:
    """Return the year in ``form``, "" where the title says it itself."""
    return form.format(year) if year and not re.search(r"(?:19|20)\d{2}年", title) else ""


def plain(value: Decimal) -> str:
    """Return a value as it is written out: no exponent, no zeros behind."""
    return f"{value.normalize():f}"


def items_of(groups: Sequence[tuple[str, Sequence[str]]]) -> int:
    """Return the number of items of an outline: its groups, or what a single one without a heading holds."""
    return len(groups) if groups[0][0] else len(groups[0][1])
