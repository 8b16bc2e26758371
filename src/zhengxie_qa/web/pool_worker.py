"""A process that answers questions over an index, one at a time: ``python -m zhengxie_qa.web.pool_worker INDEX``.

It is asked on its standard input and answers on its standard output, and ends when either is closed. A message is its
length in eight bytes, and a pickle: both ends are of one program, and nothing else can write to the pipes between.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from pathlib import Path
from typing import IO, Any

from zhengxie_qa.assistant import Assistant
from zhengxie_qa.encoders import load_encoder
from zhengxie_qa.errors import ZhengxieError
from zhengxie_qa.index import open_index

_LENGTH = 8  # bytes


def send(stream: IO[bytes], message: object) -> None:
    """Write a message; raises OSError where nobody reads any more."""
    body = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    stream.write(len(body).to_bytes(_LENGTH) + body)
    stream.flush()


def receive(stream: IO[bytes]) -> Any:
    """Return the next message; raises EOFError where there is none."""
    head = stream.read(_LENGTH)
    if len(head) < _LENGTH:
        raise EOFError
    body = stream.read(int.from_bytes(head))
    if len(body) < int.from_bytes(head):
        raise EOFError
    return pickle.loads(body)


def main() -> None:
    """Open the index, tell what it was made from, and answer until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # meant for the server, which then closes the pipes
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever a library prints does not come between
    index = open_index(Path(sys.argv[1]))
    assistant = Assistant(index, load_encoder())
    assistant.warm_up(overview=False)
    send(out, index.manifest)
    while True:
        errand = receive(sys.stdin.buffer)
        try:
            told: object = assistant.run(errand)
        except ZhengxieError as error:
            told = error
        except Exception:
            told = None
        send(out, told)


if __name__ == "__main__":
    try:
        main()
    except (EOFError, OSError):
        sys.exit(0)
