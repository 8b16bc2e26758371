"""The persons and bodies a turn names: a new one leads away from the last document. 全国政协有哪些形式."""

from __future__ import annotations

import re

from zhengxie_qa.text import alternation, dictionary_entry, word_spans

_PERSON, _BODY = "nr", "nt"  # their tags in the dictionary
_LEAST = 3  # characters of a name that is surely one: 高明 is a word too
_NAME = re.compile(rf"(?:{alternation('surnames')})[\u4e00-\u9fff]{{2}}")


def names_another(turn: str, before: str) -> bool:
    """Tell whether the folded ``turn`` names a person or body that the question ``before`` does not name."""
    return any(_is_name(word) and word not in before for word, _, _ in word_spans(turn))


def _is_name(word: str) -> bool:
    entry = dictionary_entry(word)
    if entry is None:
        return _NAME.fullmatch(word) is not None
    return len(word) >= _LEAST and entry.tag in (_PERSON, _BODY)
