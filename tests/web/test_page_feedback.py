"""有用 and 无用 in a browser: kept beside the index and nowhere else, not there where the settings say so."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.support.page_visitor import arriving, serving
from tests.support.web_fakes import FakeAssistant, lingshan
from zhengxie_qa.evaluation import FeedbackFile
from zhengxie_qa.web.live_corpus import Library

REPORT = lingshan(Path(__file__).parents[2] / "corpus")
FIRST, SECOND = "征集提案多少件？", "学习教育警示教育"


def test_a_verdict_is_kept_beside_the_index_and_remembered_by_the_page(browser: Any, tmp_path: Path) -> None:
    kept = FeedbackFile(tmp_path / "feedback.jsonl")
    library = Library(FakeAssistant([REPORT]), Path("corpus"), tmp_path, feedback=kept)
    with serving(library) as url, arriving(browser, url) as visitor:
        visitor.ask(FIRST)
        visitor.ask(SECOND)
        last = visitor.page.locator(".zx-turn").last
        last.locator(".zx-vote[data-verdict=useless]").click()
        visitor.page.wait_for_selector(".zx-voted:has-text('已记下')")
        (record,) = kept.records()
        assert (record["verdict"], record["question"]) == ("useless", SECOND)
        assert [question for question, _ in record["history"]] == [FIRST]
        assert record["evidence"]
        assert record["index"]
        visitor.page.reload()
        visitor.page.wait_for_selector(".zx-vote[aria-pressed=true]")
        assert visitor.page.locator(".zx-vote[aria-pressed=true]").get_attribute("data-verdict") == "useless"
        post = visitor.context.request.post
        for body, headers, status in (
            ({"verdict": "useful"}, {}, 403),
            ({"verdict": "useful"}, {"X-Zhengxie": "1"}, 400),
            ([], {"X-Zhengxie": "1"}, 400),
        ):
            answer = post(
                f"{url}feedback", data=json.dumps(body), headers={"Content-Type": "application/json", **headers}
            )
            assert answer.status == status
        assert len(list(kept.records())) == 1
        assert visitor.errors == []


def test_where_the_settings_say_so_nobody_is_asked(browser: Any) -> None:
    with serving(FakeAssistant([REPORT])) as url, arriving(browser, url) as visitor:
        visitor.ask(FIRST)
        assert visitor.page.is_hidden(".zx-vote >> nth=0")
        headers = {"Content-Type": "application/json", "X-Zhengxie": "1"}
        assert visitor.context.request.post(f"{url}feedback", data="{}", headers=headers).status == 404
