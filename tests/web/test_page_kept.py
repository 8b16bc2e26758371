"""The page is made once and sent to many: with a nonce for each visit, in their language, under the name they use."""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx
import pytest

from tests.support.page_visitor import serving
from tests.support.web_fakes import FakeAssistant, document


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with serving(
        FakeAssistant([document("甲.txt", "一、提案\n全年征集提案120件。", "甲", 2024)]), ["zx.example"]
    ) as address:
        yield address


def nonces(page: httpx.Response) -> set[str]:
    return set(re.findall(r'nonce="([^"]*)"', page.text))


def test_each_visit_has_one_nonce_of_its_own(url: str) -> None:
    pages = [httpx.get(url) for _ in range(3)]
    for page in pages:
        (nonce,) = nonces(page)
        assert f"'nonce-{nonce}'" in page.headers["content-security-policy"]
    assert len(set.union(*map(nonces, pages))) == len(pages)


def test_each_visitor_is_sent_the_page_in_their_language(url: str) -> None:
    for _ in range(2):
        for accepted, lang in (("zh-CN", "zh-CN"), ("en-GB", "en")):
            assert f'<html lang="{lang}"' in re.sub(
                r"<html\s+", "<html ", httpx.get(url, headers={"Accept-Language": accepted}).text
            )


def test_each_visitor_is_sent_the_page_under_the_name_they_use(url: str) -> None:
    port = httpx.URL(url).port
    for _ in range(2):
        for name in ("127.0.0.1", "localhost", "zx.example"):
            page = httpx.get(url, headers={"Host": f"{name}:{port}"}).text
            assert f'"root":"http://{name}:{port}' in page
            others = {"127.0.0.1", "localhost", "zx.example"} - {name}
            assert not [other for other in others if f"//{other}:{port}" in page]


def test_what_a_proxy_says_is_sent_to_nobody_else(url: str) -> None:
    httpx.get(url, headers={"X-Forwarded-Host": "elsewhere.example", "X-Forwarded-Proto": "https"})
    assert "elsewhere.example" not in httpx.get(url).text


def test_what_an_address_adds_is_sent_to_nobody_else(url: str) -> None:
    httpx.get(f"{url}?__theme=marked-theme")
    assert "marked-theme" not in httpx.get(url).text
