"""Processes that share a server's work answer as it does itself, and none is missed when it goes."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.support.page_visitor import PATIENCE
from zhengxie_qa.assistant import Assistant
from zhengxie_qa.composing import Errand
from zhengxie_qa.errors import UsageError
from zhengxie_qa.types import Answer
from zhengxie_qa.web import live_corpus
from zhengxie_qa.web import worker_pool as pool_module
from zhengxie_qa.web.live_corpus import Library
from zhengxie_qa.web.worker_pool import WorkerPool, pool_for, wanted

QUESTION = "全年征集提案多少件？"
posix = pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="只有 POSIX 系统能暂停进程")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "报告.txt").write_text("关于提案工作的报告\n\n2024年全年征集提案120件。\n", encoding="utf-8")
    (folder / "视察.txt").write_text("关于视察工作的报告\n\n2023年开展视察17次。\n", encoding="utf-8")
    return folder


@pytest.fixture
def library(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """A corpus that one process besides this one answers over."""
    monkeypatch.setattr(live_corpus, "wanted", lambda: 1)
    made = Library(Assistant.open(corpus, tmp_path / "index"), corpus, tmp_path / "index")
    made.start_workers()
    await_workers(made)
    yield made
    made.end_workers()


def pool_of(library: Library) -> WorkerPool:
    assert library._pool is not None
    return library._pool


def await_workers(library: Library, size: int = 1) -> None:
    """Wait until as many processes can answer."""
    pool = pool_of(library)
    with pool._changed:
        assert pool._changed.wait_for(lambda: pool.size >= size, PATIENCE)


def pid_of(library: Library) -> int:
    return pool_of(library)._workers[0]._process.pid


def told(answer: Answer) -> dict[str, Any]:
    """Return what an answer says, without how long it took."""
    return {**answer.as_json(), "ms": {}}


@pytest.mark.parametrize(
    ("question", "history", "more"),
    [
        (QUESTION, [], {}),
        (QUESTION, [], {"explain": True}),
        ("开展视察多少次？", [], {"documents": ["视察.txt"]}),
        ("视察呢？", [(QUESTION, "120件。")], {}),
        ("养老机构有多少张床位？", [], {}),
    ],
)
def test_another_process_answers_as_this_one_does(
    library: Library, searched_here: list[str], question: str, history: list[Any], more: dict[str, Any]
) -> None:
    answer = library.assistant.ask(question, history, **more)
    assert searched_here == []
    alone = Assistant.open(library._corpus, library._index)
    assert told(answer) == told(alone.ask(question, history, **more))


def test_what_was_answered_elsewhere_is_remembered_here(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    first = library.assistant.ask(QUESTION)
    monkeypatch.setattr(WorkerPool, "answer", lambda *_: pytest.fail("asked again"))
    assert told(library.assistant.ask(QUESTION)) == told(first)


def test_an_unusable_question_is_refused_as_here(library: Library) -> None:
    with pytest.raises(UsageError, match="请输入问题"):
        pool_of(library).answer(Errand(""), lambda: pytest.fail("answered here"))


def test_after_a_process_is_lost_the_question_is_answered_and_another_takes_its_place(
    library: Library, searched_here: list[str]
) -> None:
    lost = pool_of(library)._workers[0]
    lost._process.kill()
    assert "120件" in library.assistant.ask(QUESTION).answer
    assert searched_here
    await_workers(library)
    assert pool_of(library)._workers[0] is not lost
    searched_here.clear()
    assert "17次" in library.assistant.ask("开展视察多少次？").answer
    assert searched_here == []


@posix
def test_a_process_lost_while_it_answers_leaves_the_question_to_this_one(library: Library) -> None:
    pid = pid_of(library)
    os.kill(pid, signal.SIGSTOP)
    with ThreadPoolExecutor(1) as aside:
        asked = aside.submit(library.assistant.ask, QUESTION)
        os.kill(pid, signal.SIGKILL)
        assert "120件" in asked.result(PATIENCE).answer


@posix
def test_a_process_that_hangs_is_ended(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_module, "_ANSWERING", 0.05)
    worker = pool_of(library)._workers[0]
    os.kill(worker._process.pid, signal.SIGSTOP)
    assert "120件" in library.assistant.ask(QUESTION).answer
    assert worker._process.returncode == -signal.SIGKILL


def test_after_many_losses_no_other_is_started(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_module, "_LOSSES", 1)
    pool_of(library)._workers[0]._process.kill()
    assert "120件" in library.assistant.ask(QUESTION).answer
    assert pool_of(library).size == 0
    assert "17次" in library.assistant.ask("开展视察多少次？").answer


def test_a_new_index_has_processes_of_its_own(library: Library, corpus: Path, searched_here: list[str]) -> None:
    before = pool_of(library)._workers[0]
    former = library.assistant
    (corpus / "报告.txt").write_text("关于提案工作的报告\n\n2024年全年征集提案345件。\n", encoding="utf-8")
    library.update()
    assert before._process.returncode is not None
    await_workers(library)
    searched_here.clear()
    assert "345件" in library.assistant.ask("2024年全年征集提案多少件？").answer
    assert searched_here == []
    assert "120件" in former.ask("2024年全年征集提案多少件？").answer  # who began over the former goes on over it


def test_a_process_over_another_index_is_not_asked(library: Library, corpus: Path, tmp_path: Path) -> None:
    pool = pool_for(library.assistant, tmp_path / "index")
    assert pool is not None
    (corpus / "报告.txt").write_text("关于提案工作的报告\n\n2024年全年征集提案345件。\n", encoding="utf-8")
    Assistant.open(corpus, tmp_path / "index")
    pool.start(1)
    assert pool.size == 0


def test_who_finds_nobody_free_is_answered_beside_the_others(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_module, "_PATIENCE", 0.01)
    pool = pool_of(library)
    with pool._taken() as worker, pool._taken() as server:
        assert (worker, server) == (pool._workers[0], None)
        assert "120件" in library.assistant.ask(QUESTION).answer
    with pool._taken() as again:
        assert again is worker


def test_one_question_at_a_time_is_answered_by_the_server_itself(library: Library) -> None:
    pool, begun, go_on = pool_of(library), threading.Event(), threading.Event()
    answer = Answer(QUESTION, "answered", "120件。", "extractive")

    def slow() -> Answer:
        begun.set()
        assert go_on.wait(PATIENCE)
        return answer

    with pool._taken(), ThreadPoolExecutor(2) as aside:
        first = aside.submit(pool.answer, Errand(QUESTION), slow)
        assert begun.wait(PATIENCE)
        second = aside.submit(pool.answer, Errand(QUESTION), lambda: answer)
        go_on.set()
        assert (first.result(PATIENCE), second.result(PATIENCE)) == (answer, answer)


def test_closing_ends_also_what_is_still_opening(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool = pool_for(library.assistant, tmp_path / "index")
    assert pool is not None
    opening, told_by = threading.Event(), pool_module._Worker.told
    made: list[Any] = []

    def noted(self: Any, seconds: float) -> object:
        made.append(self)
        opening.set()
        return told_by(self, seconds)

    monkeypatch.setattr(pool_module._Worker, "told", noted)
    with ThreadPoolExecutor(1) as aside:
        started = aside.submit(pool.start, 1)
        assert opening.wait(PATIENCE)
        pool.close()
        started.result(PATIENCE)
    assert pool.size == 0
    assert made[0]._process.returncode is not None


@pytest.mark.parametrize(
    ("cores", "left", "expected"),
    [(1, 100, 0), (2, 100, 1), (4, 100, 3), (64, 100, 4), (4, 1, 0), (4, 5, 2), (2, None, 1)],
)
def test_processes_are_as_many_as_cores_and_memory_allow(
    monkeypatch: pytest.MonkeyPatch, cores: int, left: int | None, expected: int
) -> None:
    """Memory is counted in what the server itself takes."""
    own = 300 * 2**20
    monkeypatch.setattr(pool_module, "_cores", lambda: cores)
    monkeypatch.setattr(pool_module, "_own_memory", lambda: own)
    monkeypatch.setattr(pool_module, "_memory_left", lambda: None if left is None else left * own)
    assert wanted() == expected


def test_what_a_named_model_searches_is_answered_here(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process of its own would load the model again."""
    monkeypatch.setattr(library.assistant._reader, "reranker", object())
    assert pool_for(library.assistant, library._index) is None


def killed(server: Any) -> None:
    server.kill()


def interrupted(server: Any) -> None:
    server.send_signal(signal.SIGINT)


@posix
@pytest.mark.parametrize("stop", [interrupted, killed])
def test_no_process_outlives_the_server(corpus: Path, tmp_path: Path, stop: Callable[[Any], None]) -> None:
    told_when = (
        "from zhengxie_qa.web import live_corpus; from zhengxie_qa.web.worker_pool import WorkerPool as Pool\n"
        "live_corpus.wanted = lambda: 1; add = Pool._add\n"
        "def told(self):\n    add(self)\n    print('pool', *(m._process.pid for m in self._workers), flush=True)\n"
        "Pool._add = told; from zhengxie_qa.cli import main; raise SystemExit(main())"
    )
    folders = ["--corpus", str(corpus), "--index", str(tmp_path / "index")]
    with subprocess.Popen(
        [sys.executable, "-c", told_when, "serve", "--port", "0", *folders], stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        pid = next(int(line.split()[1]) for line in server.stdout if line.startswith("pool"))
        os.kill(pid, 0)
        watched = os.pidfd_open(pid)
        stop(server)
        server.wait(PATIENCE)
        ended, _, _ = select.select([watched], [], [], PATIENCE)
        os.close(watched)
    assert ended
