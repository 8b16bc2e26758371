"""A small assistant for the page's tests: real documents cut by simple rules, answers that can be set."""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Unpack

from zhengxie_qa.assistant import Assistant
from zhengxie_qa.composing import Overview, telling
from zhengxie_qa.errors import UsageError
from zhengxie_qa.retrieval.document_filter import Choice
from zhengxie_qa.types import Answer, Citation, Document, Metadata, Passage, Section, Skipped, Turn

_PART = re.compile(r"\d{4}年工作(?:回顾|安排)$")
_HEADING = re.compile(r"[一二三四五六七八九十]+、")


def document(path: str, text: str, title: str = "", year: int | None = None) -> Document:
    """Return ``text`` as a document whose headings are its 一、 lines."""
    sections = [Section(0, None, 0, "root", "", 0, 0, len(text))]
    part: int | None = None
    for line in re.finditer(r"[^\n]+", text):
        words = line[0].strip()
        start = line.start() + line[0].index(words)
        if _PART.match(words):
            part = len(sections)
            sections.append(Section(part, 0, 1, "part", words, start, start + len(words), len(text)))
        elif _HEADING.match(words) and len(words) < 60:
            parent, level = (part, 2) if part is not None else (0, 1)
            sections.append(
                Section(len(sections), parent, level, "heading", words, start, start + len(words), len(text))
            )
    return Document(path, text, Metadata(title=title, year=year), tuple(sections), sha256=path)


def lingshan(corpus: Path) -> Document:
    """Return the shipped report, the page around it cut off."""
    text = (corpus / "lingshan-2025.txt").read_text(encoding="utf-8").partition("分享到")[0].strip()
    text = text.partition("\n")[2].strip()
    return document("lingshan-2025.txt", text, text.partition("\n")[0].strip(), 2025)


@dataclass
class FakeAssistant(Assistant):
    """Answers with the first sentence that holds two characters of the question in a row.

    The names and types are the assistant's own: only what its index would tell is made up here.
    """

    files: list[Document]
    replies: dict[str, Answer | Exception] = field(default_factory=dict)
    asked: list[tuple[str, tuple[Turn, ...]]] = field(default_factory=list)
    go_on: threading.Event = field(default_factory=threading.Event)  # clear: a streamed answer stays half said
    let_go: threading.Event = field(default_factory=threading.Event)  # set once a streamed answer ends or is stopped
    encoder_name: str = "zhengxie-static-256"
    model_names: Sequence[str] = ()
    models: list[str | None] = field(default_factory=list)  # asked with
    choices: list[Choice] = field(default_factory=list)  # asked within

    def __post_init__(self) -> None:
        self.go_on.set()

    @property
    def documents(self) -> Mapping[str, Document]:
        return {file.path: file for file in self.files}

    @property
    def passages(self) -> Sequence[Passage]:
        return [
            Passage(file.path, m.start(), m.end(), m[0], 0, (), f"第{n}段")
            for file in self.files
            for n, m in enumerate(re.finditer(r"[^\n]+", file.text), 1)
        ]

    @property
    def counts(self) -> Mapping[str, int]:
        return Counter(passage.document for passage in self.passages)

    @property
    def skipped(self) -> Sequence[Skipped]:
        return ()

    def is_outdated(self, corpus: str | Path) -> bool:
        return False

    @property
    def overview(self) -> Overview | None:
        (first, *_) = telling(self.files)
        titles = [s.title for file in self.files for s in file.sections if s.kind == "heading"]
        questions = [f"{title.partition('、')[2].partition(',')[0]}方面做了哪些工作？" for title in titles][:6]
        return Overview(first, (), tuple(questions), ())

    def warm_up(self, *, overview: bool = True) -> None: ...

    def stream(
        self,
        question: str,
        history: Sequence[Turn] = (),
        *,
        model: str | None = None,
        explain: bool = False,
        **choice: Unpack[Choice],
    ) -> Generator[str | Answer, None, None]:
        self.models.append(model)
        self.choices.append(choice)
        self.asked.append((question, tuple(history)))
        answer = self._reply(question)
        half = answer.answer[: len(answer.answer) // 2]
        try:
            yield half
            while not self.go_on.wait(0.02):
                yield half  # as the real one does while the model is silent, so that it can be stopped
            yield answer
        finally:
            self.let_go.set()

    def _reply(self, question: str) -> Answer:
        if not question.strip():
            raise UsageError("请输入问题。")
        if len(question) > 2000:
            raise UsageError(f"问题太长（{len(question)} 字），请控制在 2000 字以内。")
        reply = self.replies.get(question)
        if isinstance(reply, Exception):
            raise reply
        return reply or self._made_of_sentences(question)

    def _made_of_sentences(self, question: str) -> Answer:
        cites = []
        for file in self.files:
            for sentence in re.finditer(r"[^。\n]+。", file.text):
                pairs = {question[i : i + 2] for i in range(len(question) - 1)}
                score = sum(pair in sentence[0] for pair in pairs)
                cites.append((score, file, sentence.start(), sentence.end()))
        best = sorted(cites, key=lambda cite: -cite[0])[:3]
        made = tuple(cite(n, file, start, end) for n, (_, file, start, end) in enumerate(best, 1))
        if best[0][0] < 2:
            text = "现有文件中没有找到这个问题的答案。"
            return Answer(question, "not_found", text, "extractive", related=made)
        text = "".join(f"{c.quote.strip()}[{c.n}]\n" for c in made[:2])
        ms = {"search": 12.0, "answer": 31.0}
        return Answer(question, "answered", text, "extractive", made[:2], ms=ms)


def cite(n: int, file: Document, start: int, end: int) -> Citation:
    """Return a citation of ``file.text[start:end]``."""
    while file.text[start].isspace():
        start += 1
    above = [s.title for s in file.sections if s.level and s.start <= start]
    locator = " › ".join([*above[-1:], "第3段"])
    quote = file.text[start:end]
    return Citation(n, file.path, file.metadata.title or file.path, locator, quote, quote, start, end)
