"""The command ``eval`` for a file of conversations: each is played turn by turn."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence

from tqdm import tqdm

from zhengxie_qa.cli.opening import open_assistant
from zhengxie_qa.cli.printing import table
from zhengxie_qa.config import Settings
from zhengxie_qa.errors import UsageError
from zhengxie_qa.evaluation import Conversation, PlayedTurn, Share, play, read_conversations, shares_by_kind

_KINDS = {
    "talk": "寒暄",
    "help": "问本程序",
    "declined": "无关请求",
    "plain": "单独提问",
    "follow-up": "追问",
    "digest": "概括",
    "not-found": "文档没有",
    "": "合计",
}


def run_conversations(arguments: argparse.Namespace, settings: Settings) -> None:
    """Play the conversations held over this corpus and print how many turns went well, by kind."""
    conversations = [each for path in arguments.files for each in read_conversations(path)]
    present = [each for each in conversations if each.corpus == settings.corpus.resolve().name]
    if not present:
        named = "、".join(dict.fromkeys(each.corpus for each in conversations))
        raise UsageError(f"没有关于 {settings.corpus} 的对话；文件里的对话是关于 {named} 的，请用 --corpus 指明。")
    played = _played(present, arguments, settings)
    shares = shares_by_kind(played)
    if arguments.json:
        print(json.dumps(_as_json(shares, played, failures=arguments.failures), ensure_ascii=False))
        return
    print(f"对话 {len(present)} 段，{len(played)} 轮；跳过 {len(conversations) - len(present)} 段（关于别的文档）\n")
    print(table([["类型", "做对", "共", "比例"], *(_row(kind, share) for kind, share in shares.items())]))
    if arguments.failures:
        print("\n" + "\n".join(map(_failure, (each for each in played if each.faults))))


def _played(
    conversations: Sequence[Conversation], arguments: argparse.Namespace, settings: Settings
) -> list[PlayedTurn]:
    assistant = open_assistant(settings, settings.language_models[:1] if arguments.model else ())
    shown = tqdm(conversations, desc="对话", unit="段", disable=not sys.stderr.isatty())
    return [turn for conversation in shown for turn in play(assistant, conversation)]


def _row(kind: str, share: Share) -> list[str]:
    value = "—" if share.value is None else f"{share.value:.3f}"
    return [_KINDS.get(kind, kind), str(share.count), str(share.total), value]


def _as_json(shares: dict[str, Share], played: Sequence[PlayedTurn], *, failures: bool) -> dict[str, object]:
    kinds = {kind or "all": {"good": share.count, "total": share.total} for kind, share in shares.items()}
    failed = [
        {
            "conversation": each.conversation,
            "turn": each.number,
            "question": each.turn.question,
            "faults": list(each.faults),
        }
        for each in played
        if each.faults
    ]
    return {"kinds": kinds, **({"failures": failed} if failures else {})}


def _failure(each: PlayedTurn) -> str:
    answer = " ".join(each.answer.split())
    kind = _KINDS.get(each.turn.kind, each.turn.kind)
    faults = "；".join(each.faults)
    return f"- {each.conversation} 第{each.number}轮 [{kind}] {each.turn.question}\n    {faults}\n    答：{answer}"
