"""The words around the quotes, in the language of the question."""

from __future__ import annotations

from zhengxie_qa.composing.chinese_phrases import Phrases
from zhengxie_qa.composing.english_phrases import EnglishPhrases
from zhengxie_qa.question import Language

__all__ = ["EnglishPhrases", "Phrases", "phrases_for"]


def phrases_for(language: Language) -> Phrases:
    """Return the wording for ``language``."""
    return EnglishPhrases() if language == "en" else Phrases(traditional=language == "zh-Hant")
