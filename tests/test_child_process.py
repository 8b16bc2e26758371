"""A module runs as a process of its own with this package at hand, and ends when it is told to."""

from __future__ import annotations

from pathlib import Path

import pytest

import zhengxie_qa
from zhengxie_qa.child_process import end_child, start_child


@pytest.fixture
def modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of modules that a process finds."""
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return tmp_path


def test_it_finds_this_package_its_arguments_and_what_is_added_to_the_environment(modules: Path) -> None:
    lines = "import os, sys, zhengxie_qa", "print(zhengxie_qa.__file__, sys.argv[1], os.environ['WITH'], end='')"
    (modules / "telling.py").write_text("\n".join(lines), encoding="utf-8")
    with start_child("telling", "asked", environment={"WITH": "this"}) as process:
        said, _ = process.communicate()
    assert said.decode() == f"{zhengxie_qa.__file__} asked this"


def test_one_that_would_go_on_for_ever_is_ended_and_its_pipes_closed(modules: Path) -> None:
    (modules / "listening.py").write_text("import sys\nprint('here', flush=True)\nsys.stdin.read()\n", encoding="utf-8")
    process = start_child("listening")
    assert process.stdout is not None
    assert process.stdin is not None
    assert process.stdout.readline().strip() == b"here"
    process.stdin.write(b"unsent")
    end_child(process)
    assert process.returncode != 0
    assert process.stdin.closed
    assert process.stdout.closed
