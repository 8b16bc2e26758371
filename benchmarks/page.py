"""Measure what the page costs a first visitor: requests, bytes, first paint, and until it can be asked.

python benchmarks/page.py             over the shipped report
python benchmarks/page.py DIR --every print each request too
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(_ROOT))

from tests.support.page_visitor import browsing, profile, serving  # noqa: E402

from zhengxie_qa import Assistant  # noqa: E402

_VISITS = 3
_PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"


def main() -> None:
    """Print a line for each of three visits, each with an empty cache."""
    parser = argparse.ArgumentParser(description="Measure what the page costs a first visitor.")
    parser.add_argument("documents", type=Path, nargs="?", default=_ROOT / "corpus", help="folder of the documents")
    parser.add_argument("--every", action="store_true", help="print each request of the last visit")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as index, browsing() as browser:
        assistant = Assistant.open(arguments.documents, index)
        assistant.warm_up()
        with serving(assistant) as url:
            for _ in range(_VISITS):
                requests = _visit(browser, url)
    if arguments.every:
        print("\n".join(requests))


def _visit(browser: Any, url: str) -> list[str]:
    context = profile(browser)
    page = context.new_page()
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    sizes: list[float] = []
    requests: list[str] = []
    network.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    network.on("Network.responseReceived", lambda event: requests.append(event["response"]["url"]))
    started = time.perf_counter()
    page.goto(url)
    page.wait_for_selector(".zx-suggest")
    usable = time.perf_counter() - started
    page.wait_for_selector(".zx-text")
    painted = page.evaluate(_PAINT) / 1000
    print(f"{len(requests)} requests  {sum(sizes) / 1000:.0f} kB  first paint {painted:.2f} s  usable {usable:.2f} s")
    context.close()
    return requests


if __name__ == "__main__":
    main()
