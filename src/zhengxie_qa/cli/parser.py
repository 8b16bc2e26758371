"""The command line's grammar: what may be typed, in Chinese."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from typing import Any, NoReturn

from zhengxie_qa.errors import UsageError

# argparse's own messages, as far as our grammar can raise them, and what we say instead.
_MESSAGES = (
    (re.compile(r"the following arguments are required: (.+)"), r"缺少参数：\1"),
    (re.compile(r"unrecognized arguments: (.+)"), r"不认识的参数：\1"),
    (re.compile(r"argument (\S+): expected (?:one|at least one) argument"), r"参数 \1 需要一个值"),
    (re.compile(r"argument (\S+): not allowed with argument (\S+)"), r"参数 \1 与 \2 不能同时使用"),
    (re.compile(r"argument (\S+): ignored explicit argument '(.*)'"), r"参数 \1 不带值（多了 \2）"),
    (re.compile(r"argument (\S+): invalid choice: '?(.*?)'? \(choose from .*\)"), r"没有“\2”这个\1"),
    (re.compile(r"argument (\S+): (.*)"), r"参数 \1：\2"),
)
# A question may open with a dash ("-5度"); an option is a dash, then ASCII up to its value.
_DASHED_QUESTION = re.compile(r"-[^=]*[^\x00-\x7f=]")


class Parser(argparse.ArgumentParser):
    """An ArgumentParser that speaks Chinese and raises UsageError instead of leaving."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs, add_help=False, allow_abbrev=False)
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def error(self, message: str) -> NoReturn:
        """Raise UsageError with ``message`` in Chinese and how to get help."""
        for pattern, words in _MESSAGES:
            if pattern.fullmatch(message):
                message = pattern.sub(words, message)
                break
        raise UsageError(f"{message}。用法见：{self.prog} --help")

    def format_help(self) -> str:
        """Return the help text."""
        return super().format_help().replace("usage: ", "用法：", 1)


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Parse the words after ``zhengxie-qa``; raises UsageError when they make no command."""
    words: list[str] = []
    dashed: list[str] = []
    closed = False
    for word in arguments:
        closed = closed or word == "--"
        (dashed if not closed and _DASHED_QUESTION.match(word) else words).append(word)
    return build_parser().parse_args([*words, *(["--", *dashed] if dashed else [])])


def build_parser() -> Parser:
    """Return the parser of all sub-commands."""
    parser = Parser(prog="zhengxie-qa", description="根据政协文件回答问题，每句话都注明出处。")
    parser.add_argument("--version", action="store_true", help="显示版本号")
    commands = parser.add_subparsers(title="命令", dest="command", metavar="命令")
    _add_index(commands)
    _add_ask(commands)
    _add_search(commands)
    _add_show(commands)
    _add_serve(commands)
    _add_eval(commands)
    _add_feedback(commands)
    _add_doctor(commands)
    return parser


_Commands = argparse._SubParsersAction


def _command(commands: _Commands[Parser], name: str, summary: str, more: str = "") -> Parser:
    parser = commands.add_parser(name, help=summary, description=f"{summary}。{more}")
    parser.add_argument("--corpus", metavar="目录", help="文档目录（默认 corpus）")
    parser.add_argument("--index", metavar="目录", help="索引目录（默认 index）")
    parser.add_argument("--encoder", metavar="名称", help="检索向量模型，如 e5（默认用自带的模型）")
    return parser


def _add_index(commands: _Commands[Parser]) -> None:
    parser = _command(commands, "index", "建立或更新索引", "只处理新增和改动过的文件。")
    parser.add_argument("--full", action="store_true", help="逐个比对文件的内容，大小和时间都没变的也不例外")
    parser.add_argument("--explain", metavar="文件", help="只说明这份文件读出了什么、略去了什么，不改动索引")


def _add_ask(commands: _Commands[Parser]) -> None:
    parser = _command(commands, "ask", "提问并得到注明出处的回答", "索引缺失或过时会先自动更新。")
    _add_questions(parser)
    parser.add_argument("--explain", action="store_true", help="说明为什么这样回答：读了哪些段落和句子，如何取舍")
    parser.add_argument("--show-prompt", action="store_true", help="只显示会发给语言模型的内容，不提问")
    _add_model(parser)


def _add_model(parser: Parser) -> None:
    parser.add_argument("--model", metavar="模型", help="撰写回答的语言模型，写作 提供方:模型名（默认只引用原文）")
    parser.add_argument("--base-url", metavar="网址", help="模型服务的地址，如 http://127.0.0.1:8000/v1")
    parser.add_argument("--model-seconds", metavar="秒", help="模型最多用多少秒，到时改为引用原文（默认 120）")
    parser.add_argument("--model-context", metavar="N", help="模型一次能读写多少 token（默认 8192）")


def _add_search(commands: _Commands[Parser]) -> None:
    parser = _command(commands, "search", "只检索，按相关程度列出段落")
    _add_questions(parser)
    parser.add_argument("-k", metavar="N", type=_count, default=10, help="列出几段（默认 10）")


def _add_questions(parser: Parser) -> None:
    parser.add_argument("question", metavar="问题", nargs="?", help="一个问题；含空格时加引号")
    parser.add_argument(
        "--batch",
        metavar="FILE.jsonl",
        help="从文件逐行读问题（- 为标准输入），每行形如 "
        '{"id": "1", "question": "…", "history": [["问题", "回答"]]}，history 可省',
    )
    parser.add_argument("--json", action="store_true", help="每个问题输出一行 JSON")
    parser.add_argument("--reranker", metavar="名称", help="重排模型（默认不用）")
    parser.add_argument(
        "--document", metavar="文档", action="append", default=[], help="只问这份文档：路径或标题，可重复"
    )
    parser.add_argument("--kind", metavar="种类", action="append", default=[], help="只问这一种文档，如 提案，可重复")
    parser.add_argument(
        "--year", metavar="年份", type=_count, action="append", default=[], help="只问写这一年的文档，可重复"
    )


def _add_show(commands: _Commands[Parser]) -> None:
    parser = _command(commands, "show", "显示文档清洗后的全文", "引文的 start 和 end 是这份全文中的位置。")
    parser.add_argument("document", metavar="文档", nargs="?", help="文档路径，相对于文档目录；省略则列出全部文档")


def _add_serve(commands: _Commands[Parser]) -> None:
    parser = _command(commands, "serve", "打开网页服务")
    parser.add_argument("--host", metavar="地址", help="监听地址（默认 127.0.0.1）")
    parser.add_argument("--port", metavar="端口", help="监听端口（默认 7860）")
    parser.add_argument(
        "--uploads", action="store_true", default=None, help="允许访问者在网页上传和移除文件（默认不允许）"
    )
    _add_model(parser)
    parser.add_argument("--reranker", metavar="名称", help="重排模型（默认不用）")


def _add_feedback(commands: _Commands[Parser]) -> None:
    parser = _command(
        commands, "feedback", "导出网页上的评价，作为 eval 的问题集", "评价只保存在索引目录里，不会发送到别处。"
    )
    parser.add_argument("--all", action="store_true", help="也列出评为无用的，供补上正确答案（默认只列有用的）")


def _add_eval(commands: _Commands[Parser]) -> None:
    parser = _command(commands, "eval", "用带标准答案的问题集或对话评测", "字段说明见 benchmarks/README.md。")
    _add_model(parser)
    parser.add_argument("files", metavar="FILE.jsonl", nargs="+", help="问题集，可以有多个")
    parser.add_argument("-k", metavar="N", type=_count, default=5, help="检索看前几段（默认 5）")
    parser.add_argument("--failures", action="store_true", help="逐题列出没有做对的")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    parser.add_argument("--save", metavar="FILE", help="把各题结果存入文件，供以后比较")
    parser.add_argument("--against", metavar="FILE", help="与 --save 存下的结果逐题比较")
    parser.add_argument("--reranker", metavar="名称", help="重排模型（默认不用）")


def _add_doctor(commands: _Commands[Parser]) -> None:
    parser = _command(commands, "doctor", "检查文档、索引、语言模型和字体", "不改动任何东西；会向语言模型问一句话。")
    parser.add_argument(
        "--store",
        action="store_true",
        dest="check_store",
        help="只检查存储：逐项实测（在服务上用临时集合，测完删除）",
    )
    _add_model(parser)


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or int(text) < 1:
        raise argparse.ArgumentTypeError(f"应为正整数，实为“{text}”")
    return int(text)
