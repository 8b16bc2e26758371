"""A real server of language models, end to end: ``transformers serve`` with a tiny model of random weights.

It takes half a minute, so it runs in continuous integration; by hand: CI=1 pytest tests/test_real_server.py
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.support.tiny_model import make_model, transformers_serve
from zhengxie_qa import Assistant
from zhengxie_qa.cli.doctor import examine
from zhengxie_qa.config import Settings
from zhengxie_qa.errors import ConfigError
from zhengxie_qa.model_settings import ModelSettings
from zhengxie_qa.writing.chat_model import Writer, load_chat_model
from zhengxie_qa.writing.faults import CallError

pytestmark = pytest.mark.skipif(not os.environ.get("CI"), reason="half a minute; set CI=1 to run it")

CORPUS = Path(__file__).parents[2] / "corpus"
QUESTION = "十届五次会议以来征集提案多少件？"
_ESTABLISHED = "01"  # in /proc/net/tcp


@dataclass(frozen=True)
class Served:
    name: str
    url: str

    def model(self, tokens: int) -> ModelSettings:
        return ModelSettings(self.name, self.url, seconds=600, options={"extra_body": {"max_tokens": tokens}})

    @property
    def connections(self) -> int:
        """How many connections to the server are open."""
        port = urlsplit(self.url).port
        assert port is not None
        rows = [row.split() for row in Path("/proc/net/tcp").read_text().splitlines()[1:]]
        return sum(row[2].endswith(f":{port:04X}") and row[3] == _ESTABLISHED for row in rows)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("model")
    make_model(folder, [path.read_text(encoding="utf-8") for path in CORPUS.glob("*.txt")])
    with transformers_serve(folder) as url:
        yield Served(f"openai:{folder}", url)


def test_the_answer_comes_in_pieces(served: Served) -> None:
    writer = Writer(load_chat_model(served.model(60)), "tiny")
    times = [time.monotonic() for piece in writer.write([("human", QUESTION)], time.monotonic() + 600) if piece]
    assert len(times) > 10
    assert times[-1] - times[0] > 0.02  # not all at once at the end


def test_a_call_that_is_given_up_closes_its_connection(served: Served) -> None:
    writer = Writer(load_chat_model(served.model(4000)), "tiny")
    pieces = writer.write([("human", QUESTION)], time.monotonic() + 600)
    assert next(filter(None, pieces))
    assert served.connections == 1
    pieces.close()
    while served.connections:
        time.sleep(0.05)
    again = writer.write([("human", QUESTION)], time.monotonic() + 600)
    assert next(filter(None, again))  # and the server is there for the next one
    again.close()


def test_a_model_that_talks_nonsense_leaves_the_quotation(served: Served, tmp_path: Path) -> None:
    answer = Assistant.open(CORPUS, tmp_path, model=served.model(40)).ask(QUESTION)
    assert answer.mode == "extractive"
    assert "236件" in answer.answer
    assert "没有通过核对" in answer.warnings[0] or "没有直接回答" in answer.warnings[0]


def test_a_model_of_hugging_face_is_run_in_this_process_and_can_be_stopped(served: Served) -> None:
    settings = ModelSettings(served.name.replace("openai:", "huggingface:"), options={"max_new_tokens": 4000})
    writer = Writer(load_chat_model(settings), "tiny")
    for _ in range(2):  # the second call waits until the first has ended
        pieces = writer.write([("system", "规则"), ("human", QUESTION)], time.monotonic() + 600)
        assert len([piece for piece, _ in zip(filter(None, pieces), range(5), strict=False)]) == 5
        pieces.close()


def test_a_fault_in_this_process_is_a_fault_of_the_model(served: Served) -> None:
    settings = ModelSettings(served.name.replace("openai:", "huggingface:"), options={"no_such_option": 1})
    with pytest.raises(CallError, match="语言模型出错"):
        list(Writer(load_chat_model(settings), "tiny").write([("human", QUESTION)], time.monotonic() + 600))


def test_a_folder_without_a_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="不能加载模型"):
        load_chat_model(ModelSettings(f"huggingface:{tmp_path}"))


def test_the_doctor_hears_it_answer(served: Served, tmp_path: Path) -> None:
    settings = Settings(CORPUS, tmp_path, model=served.name, base_url=served.url)
    (check,) = [check for check in examine(settings) if check.subject.startswith("语言模型")]
    assert check.state == "good"
    assert "首字" in check.finding
