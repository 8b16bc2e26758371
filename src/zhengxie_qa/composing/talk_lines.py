"""The friendly line for a turn that asks nothing of the documents, in its language."""

from __future__ import annotations

import re
from collections.abc import Mapping

from zhengxie_qa.composing.turn_explanation import talk_understood
from zhengxie_qa.documents import SUFFIXES
from zhengxie_qa.question import Talk, language_of, talk_of
from zhengxie_qa.text import unfold
from zhengxie_qa.types import Answer

_ASK_ME = "请直接问文档里的内容，例如“征集了多少件提案？”。"
_ASK_ME_EN = "Ask me what the documents say, for example “How many proposals were there?”"

_FORMATS = [suffix.removeprefix(".") for suffix in SUFFIXES]

_LINES: Mapping[Talk, tuple[str, str]] = {
    "greeting": (f"您好！我根据政协文档回答问题，并标明出处。{_ASK_ME}", f"Hello! {_ASK_ME_EN}"),
    "thanks": ("不客气！还有问题请接着问。", "You are welcome! Do ask if there is anything else."),
    "farewell": ("再见！需要时再来问。", "Goodbye! Come back whenever you have a question."),
    "laughter": ("看来您心情不错！有要查的内容请接着问。", "Glad you are in good spirits! Ask away whenever you like."),
    "insult": (
        "没能帮上忙，很抱歉。请换个说法，或写出具体的名称和年份，我再查一次。",
        "I am sorry I was no help. Please put it another way, or give the name and year, and I will look again.",
    ),
    "praise": ("谢谢夸奖！还有问题请接着问。", "Thank you! Do ask if there is anything else."),
    "acknowledgement": ("好的，还有问题请接着问。", "All right. Do ask if there is anything else."),
    "emoji": ("收到！有要查的内容请直接问。", "收到！有要查的内容请直接问。"),
    "identity": (
        "我是政协文档问答助手，一个程序：只根据已收录的文档回答，每句话都标明出处，文档里没有的就说没有。",
        "I am an assistant for CPPCC documents, a program: I answer only from the documents, cite every statement, "
        "and say so when they do not answer.",
    ),
    "ability": (
        f"我能在已收录的政协文档里查数字、名单、做法和计划，比较年份，概括要点，并标明出处。{_ASK_ME}",
        "I look up figures, names, measures and plans in the documents, compare years and sum up reports, with "
        f"citations. {_ASK_ME_EN}",
    ),
    "upload": (
        "把文件放进文档文件夹，下次打开时会自动收录；管理员开启上传后，也可以用页面上的“上传文件…”。",
        "Put files into the corpus folder and they are read at the next start; where uploads are switched on, use "
        "“Upload…” on the page.",
    ),
    "export": (
        "页面上每个回答下面的“复制回答与出处”可复制全文；命令行的 ask --json 可输出成文件。",
        "“Copy with sources” under each answer on the page copies it; ask --json writes it for a file.",
    ),
    "remove": (
        "从文档文件夹里移走文件即可，下次打开时会更新；管理员开启上传后，也可以在页面上移除。",
        "Take the file out of the corpus folder and the index follows at the next start; where uploads are switched "
        "on, files can be removed on the page.",
    ),
    "formats": (
        f"可以读取：{'、'.join(_FORMATS)}；其中 doc 和 wps 要装有相应的转换程序。",
        f"I read {', '.join(_FORMATS)}; doc and wps where a converter is installed.",
    ),
    "clear": (
        "点页面上的“新对话”即可重新开始；命令行的每次提问都是新的。",
        "Choose “New” on the page to start over; on the command line every question starts anew.",
    ),
    "scans": (
        f"能读有文字的文件（{'、'.join(_FORMATS)}）；只有图像的扫描件读不出文字，请先做文字识别。",
        f"I read files that hold text ({', '.join(_FORMATS)}); a scan that is only an image needs recognising first.",
    ),
    "cost": ("使用本程序不收费；是否接入收费的语言模型，由管理员决定。", "This program is free of charge."),
    "privacy": (
        "文档和提问都留在运行本程序的电脑上；只有管理员接入了外部语言模型时，提问和所引段落才会发给它。",
        "Documents and questions stay on the machine this runs on; only where an outside language model was set up are "
        "the question and the passages sent to it.",
    ),
    "speed": (
        "直接引用原文通常不到一秒；第一次提问、文档很多或由语言模型写回答时会慢一些。",
        "Quoting takes about a second; the first question, many documents or a language model take longer.",
    ),
    "misses": (
        "我只引用文档里写明的内容，没有十足把握就说没有找到。换个说法，或写出年份和名称，往往就能找到；请以所附原文为准。",
        "I quote only what the documents say, and rather say that I found nothing than guess. Other words, a year or a "
        "name often help; please rely on the passages shown.",
    ),
    "sources": (
        "内容都来自已收录的文档，每句话后面的编号可以打开原文；页面上可以看到收录了哪些文档。",
        "All of it comes from the documents; the number behind each statement opens the source.",
    ),
    "languages": (
        "可以用中文（简体、繁体）或英文提问，回答用提问的语言；引文保持原文。",
        "Ask in Chinese or English and I answer in that language; quotations stay as they are.",
    ),
    "usage": (
        "在页面下方的输入框里提问即可，一次可以问几个问题；点编号看原文，点“新对话”重新开始。电脑和手机的浏览器都能用，不需要登录；"
        "用不了时请找管理员。",
        "Type a question below, several at once if you like; a number opens its source, “New” starts over. Any browser "
        "will do, without a login; ask whoever runs this if it fails.",
    ),
    "unclear": ("没看明白您的意思，请把问题写出来。", "没看明白您的意思，请把问题写出来。"),
    "request": (
        f"这个我帮不上忙：我只回答已收录的政协文档里的内容。{_ASK_ME}",
        f"I cannot help with that: I only answer from the documents. {_ASK_ME_EN}",
    ),
}


def talk_answer(turn: str, *, in_conversation: bool = False, explain: bool = False) -> Answer | None:
    """Return the answer to a ``turn`` that asks nothing of the documents; None for a question.

    In a conversation a mere question mark is no error but somebody who did not understand. ``explain`` adds what the
    turn was taken for.
    """
    kind = talk_of(turn)
    if kind is None and in_conversation and turn.strip() and not re.search(r"\w", turn):
        kind = "unclear"
    if kind is None:
        return None
    chinese, english = _LINES[kind]
    language = language_of(turn)
    line = english if language == "en" else unfold(chinese) if language == "zh-Hant" else chinese
    return Answer(turn, "talk", line, "extractive", explanation=talk_understood(turn, kind) if explain else None)
