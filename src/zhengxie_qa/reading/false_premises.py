"""Does a sentence contradict what a question takes for granted? 为什么确定了15件？ where the text says 11件."""

from __future__ import annotations

import re

from zhengxie_qa.text import find_figures, fold

_DENIED = re.compile(r"不([\u4e00-\u9fff]{2})")


def contradicts(text: str, question: str) -> bool:
    """Tell whether ``text`` has another figure where the folded ``question`` has one, or affirms what it denies."""
    folded = fold(text)
    said = {(figure.value, figure.unit) for figure in find_figures(text) if figure.value is not None and figure.unit}
    supposed = [(f.value, f.unit) for f in find_figures(question) if f.kind in ("count", "percent", "money") and f.unit]
    other = any(one not in said and any(unit == one[1] for _, unit in said) for one in supposed)
    return other or any(word in folded and f"不{word}" not in folded for word in _DENIED.findall(question))
