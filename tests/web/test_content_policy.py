"""What the page may load and run, in a real browser: nothing that did not come with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.page_visitor import Visitor, arriving, serving
from tests.support.web_fakes import FakeAssistant, document

# What a text of a document, shown as markup by mistake, could try; each sets a mark where it gets through.
SMUGGLED = {
    "<script>window.through = 1</script>": "script-src-elem",
    "<img src=x onerror='window.through = 1'>": "script-src-attr",
    "<iframe srcdoc='<script>parent.through = 1</script>'></iframe>": "its own policy, the same",
    "<iframe src='http://192.0.2.1/'></iframe>": "frame-src",
    "<script src='http://192.0.2.1/x.js'></script>": "script-src-elem",
    "<img src='http://192.0.2.1/x.png'>": "img-src",
    "<style>body { outline: 7px solid red }</style>": "style-src-elem",
    "<link rel=stylesheet href='http://192.0.2.1/x.css'>": "style-src-elem",
    "<object data='http://192.0.2.1/x.swf'></object>": "object-src",
    "<form action='http://192.0.2.1/' id=smuggled></form>": "form-action",
}


@pytest.fixture(scope="module")
def visitor(browser: Any) -> Iterator[Visitor]:
    assistant = FakeAssistant([document("甲.txt", "一、提案\n全年征集提案120件。", "甲", 2024)])
    with serving(assistant) as url, arriving(browser, url) as arrived:
        assert arrived.errors == []
        yield arrived


@pytest.mark.parametrize(("markup", "directive"), SMUGGLED.items())
def test_what_is_smuggled_into_the_page_does_nothing(visitor: Visitor, markup: str, directive: str) -> None:
    blocked = visitor.page.evaluate(
        """markup => new Promise(done => {
            const told = event => done(event.effectiveDirective);
            document.addEventListener("securitypolicyviolation", told, { once: true });
            const made = document.createRange().createContextualFragment(markup);
            made.querySelector("img")?.addEventListener("load", () => done("loaded"));
            made.querySelector("iframe[srcdoc]")?.addEventListener("load", () => done("its own policy, the same"));
            document.body.append(made);
            document.querySelector("#smuggled")?.submit();
        })""",
        markup,
    )
    assert blocked == directive
    assert visitor.page.evaluate("window.through ?? 0") == 0
    assert visitor.page.evaluate("getComputedStyle(document.body).outlineStyle") == "none"


def test_the_policy_names_nothing_but_this_server(visitor: Visitor) -> None:
    headers = visitor.page.evaluate("fetch('').then(answer => Object.fromEntries(answer.headers))")
    policy = dict(each.strip().partition(" ")[::2] for each in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == policy["frame-ancestors"] == policy["form-action"] == "'none'"
    assert policy["connect-src"] == policy["font-src"] == "'self'"
    assert "unsafe-inline" not in policy["script-src"] + policy["style-src-elem"]
    assert not [source for source in policy.values() if "*" in source or "http" in source]
    assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "no-referrer")
