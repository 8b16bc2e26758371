"""Which kind of paper a document is, by the words that official titles end with."""

from __future__ import annotations

import re
from collections.abc import Iterable

from zhengxie_qa.text import alternation, either_of, words_by_head

REPORT, PROPOSAL, REPLY, MINUTES = "工作报告", "提案", "复函", "纪要"
RULES, BRIEF, PLAN, SPEECH, RESEARCH, OTHER = "法规", "信息", "计划", "发言", "调研报告", "其他"
NOTICE, BULLETIN, ACCOUNTS = "通知", "公报", "预决算"
NEWS, TABLES = "新闻", "表格"
KINDS = (
    *(REPORT, PROPOSAL, REPLY, MINUTES, RULES, NOTICE, BULLETIN),
    *(ACCOUNTS, BRIEF, PLAN, SPEECH, RESEARCH, NEWS, TABLES, OTHER),
)
FORMER_NAMES = {"条例": RULES}  # as older files beside documents may still write them

_END = r"\s*(?:[（(《〈\[【][^（）()]{1,20}[）)》〉\]】])*$"  # （摘要）, （草案）
_NO_NAME = r"(?<![\s\u3000]..)(?<![\s\u3000]...)(?<![\s\u3000]....)"  # a report's 某某出席 某某讲话
_ENDINGS = {kind: either_of(endings) for kind, endings in words_by_head("kind_endings").items()}
_STATUTE = "(?<![办方做说想看写用语书执司立])法"  # 教育法, not 做法
_TITLES = (  # the first that fits: a reply to a proposal names the proposal
    (REPLY, rf"(?:{_ENDINGS[REPLY]}|提案.{{0,16}}的函){_END}"),
    (RESEARCH, rf"(?:{alternation('studies')})(?:情况)?(?:的)?报告{_END}"),
    (MINUTES, rf"(?:{_ENDINGS[MINUTES]}){_END}"),
    (REPORT, rf"(?:{_ENDINGS[REPORT]}){_END}"),
    (PROPOSAL, rf"(?:{_ENDINGS[PROPOSAL]}){_END}"),
    (NOTICE, rf"(?:{_ENDINGS[NOTICE]}){_END}"),
    (BULLETIN, rf"(?:{_ENDINGS[BULLETIN]}){_END}"),
    (ACCOUNTS, rf"(?:{_ENDINGS[ACCOUNTS]}){_END}"),
    (SPEECH, rf"{_NO_NAME}(?:{_ENDINGS[SPEECH]})(?:稿|材料|提纲)?{_END}"),
    (SPEECH, r"的(?:大会|书面|交流)?(?:发言|讲话|致辞)\s*[：:].+"),  # 某委员的发言：…
    (RULES, rf"(?:{_ENDINGS[RULES]}|{_STATUTE}){_END}"),
    (RULES, r"(?:印发|发布|公布|颁布)《[^》]{2,40}(?:条例|准则|规定|规则)》$"),
    (PLAN, rf"(?:{_ENDINGS[PLAN]}){_END}"),
    (BRIEF, rf"(?:{_ENDINGS[BRIEF]}){_END}"),
)
_HEAD = 10  # lines at the top that may say what the paper is
_LINES = (  # a serial's masthead, a form's labels, a letter's number
    (BRIEF, rf"[《〈]?.{{0,16}}(?:{alternation('serials')})[》〉]?.{{0,6}}第?\s*\d+\s*期.*"),
    (PROPOSAL, rf"(?:{alternation('proposal_labels')})\s*[：:].*"),
    (REPLY, r"(?:对|关于).{0,40}第?\s*\d+\s*号.{0,8}提案.{0,6}(?:答复|复函).*|.{0,12}〔\d{4}〕.{0,6}提案?[答复]字?.*"),
    (MINUTES, r".{0,20}(?:会议)?纪要\s*[〔\[（(].{1,20}"),
)


def find_kind(title: str, lines: Iterable[str]) -> str:
    """Return the kind of the paper with this ``title`` and these first ``lines``: one of ``KINDS``."""
    for kind, pattern in _TITLES:
        if re.search(pattern, title):
            return kind
    head = [line for line in lines if line][:_HEAD]
    for kind, pattern in _LINES:
        if any(re.fullmatch(pattern, line) for line in head if len(line) <= 160):
            return kind
    return OTHER
