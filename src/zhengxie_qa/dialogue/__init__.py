"""A turn and those before it → what it asks, completed, with what was found for it."""

from zhengxie_qa.dialogue.dialogue import Dialogue
from zhengxie_qa.dialogue.resolved_turn import ResolvedTurn
from zhengxie_qa.dialogue.searched_corpus import SearchedCorpus

__all__ = ["Dialogue", "ResolvedTurn", "SearchedCorpus"]
