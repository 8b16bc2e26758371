"""One browser for the tests of a module; each visitor brings a profile of their own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.page_visitor import browsing


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with browsing() as opened:
        yield opened
