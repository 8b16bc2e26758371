"""What it costs to have a model write, and what its faults cost: a scripted server of the OpenAI protocol on loopback.

python benchmarks/writing.py          print the tables
python benchmarks/writing.py --write  and put them into benchmarks/README.md
"""

from __future__ import annotations

import argparse
import gc
import itertools
import logging
import os
import re
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path

_HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(_HERE.parent))  # the scripted server is the tests'

from tests.support.model_servers import FAULTS, Reply, Script, openai_server, says  # noqa: E402

from grounding import made, speed, split  # noqa: E402
from zhengxie_qa import Answer, Assistant  # noqa: E402
from zhengxie_qa.model_settings import ModelSettings  # noqa: E402
from zhengxie_qa.writing import CallError, Writer, load_chat_model  # noqa: E402

_README = _HERE / "README.md"
_CORPUS = _HERE.parent / "corpus"
_QUESTION = "十届五次会议以来征集提案多少件？"
_HONEST = "十届五次会议以来共收到提案236件，立案188件[1]。其中重点提案11件[1]。"
_LIMIT = 5  # seconds an answer may take
_FIRSTS = 100  # answers whose first piece is timed
_CALLS = 500  # faulty calls
_SLOW = {
    "never begins": says(_HONEST, wait=60),
    "stalls mid-answer": says(_HONEST[:20], stall=60),
    "drips": says(_HONEST, pause=2),
}


def main() -> None:
    """Measure, print, and write where asked."""
    parser = argparse.ArgumentParser(description="Measure what a model's writing and its faults cost.")
    parser.add_argument("--write", action="store_true", help="put the tables into benchmarks/README.md")
    arguments = parser.parse_args()
    logging.disable()
    with openai_server() as server, tempfile.TemporaryDirectory() as index:
        settings = ModelSettings("openai:scripted", server.url, seconds=_LIMIT)
        assistant = Assistant.open(_CORPUS, index, model=settings)
        tables = "\n\n".join((_costs(assistant, server), _faults(assistant, server), _leaks(settings, server)))
    print(tables)
    if arguments.write:
        text = _README.read_text(encoding="utf-8")
        shown = f"<!-- writing -->\n{tables}\n<!-- /writing -->"
        text = re.sub(r"<!-- writing -->.*<!-- /writing -->", lambda _: shown, text, flags=re.DOTALL)
        _README.write_text(text, encoding="utf-8")


def _costs(assistant: Assistant, server: Script) -> str:
    firsts = sorted(_first(assistant, server) for _ in range(_FIRSTS))
    middle, late = firsts[_FIRSTS // 2], firsts[int(_FIRSTS * 0.95)]
    checking = speed(split(made())["kept aside"])
    return "\n".join(
        (
            "| | |\n|---|---|",
            f"| first piece sent by the server → passed on (median / 95 %) | {middle:.1f} / {late:.1f} ms |",
            f"| checking an answer of 500 characters against 8 passages (median) | {checking:.1f} ms |",
        )
    )


def _first(assistant: Assistant, server: Script) -> float:
    """Return how many milliseconds pass between the model's first piece and ours."""
    server.will_say(says(_HONEST, pause=0.002))
    growing = assistant.stream(_QUESTION)
    next(filter(None, growing))
    passed = time.perf_counter()
    growing.close()
    return (passed - server.sent_at[0]) * 1000


def _faults(assistant: Assistant, server: Script) -> str:
    rows = ["| fault | the user is told | seconds |\n|---|---|---|"]
    usable = 0
    faults = {**{kind: reply for kind, (reply, _) in FAULTS.items()}, **_SLOW}
    for kind, reply in faults.items():
        answer, seconds = _ask(assistant, server, reply)
        usable += "236件" in answer.answer and bool(answer.citations) and seconds <= _LIMIT + 1
        rows.append(f"| {kind} | {answer.warnings[0]} | {seconds:.1f} |")
    return "\n".join([f"Usable answer within the limit of {_LIMIT} s: {usable} of {len(faults)} faults.\n", *rows])


def _ask(assistant: Assistant, server: Script, reply: Reply) -> tuple[Answer, float]:
    server.will_say(reply)
    started = time.monotonic()
    return assistant.ask(_QUESTION), time.monotonic() - started


def _leaks(settings: ModelSettings, server: Script) -> str:
    writer = Writer(load_chat_model(settings), "scripted")
    quick = itertools.cycle([reply for kind, (reply, _) in FAULTS.items() if not kind.startswith(("4", "5"))])
    rows = ["| faulty calls | threads | open files | memory |\n|---|---|---|---|"]
    for calls in (50, _CALLS):
        for reply in itertools.islice(quick, calls):
            server.will_say(reply)
            with suppress(CallError):
                for _ in writer.write([("human", _QUESTION)], time.monotonic() + 0.4):
                    pass
        rows.append(f"| {calls} | {_held()} |")
    return "\n".join(rows)


def _held() -> str:
    time.sleep(1)
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    memory = pages * os.sysconf("SC_PAGE_SIZE") / 1e6
    return f"{threading.active_count()} | {len(list(Path('/proc/self/fd').iterdir()))} | {memory:.0f} MB"


if __name__ == "__main__":
    main()
