"""A light installation, without PyTorch and what stands on it, does all but run models of that kind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from zhengxie_qa.errors import missing_models

ROOT = Path(__file__).resolve().parents[2]
# What nothing but the models extra brings along.
ABSENT = ("torch", "transformers", "sentence_transformers", "tokenizers", "safetensors", "sklearn", "scipy")
_BLOCKING = f"""
import sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {ABSENT!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path.insert(0, Absent())
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A corpus, and a folder whose ``sitecustomize`` takes those packages away from every Python process."""
    (tmp_path / "without").mkdir()
    (tmp_path / "without" / "sitecustomize.py").write_text(_BLOCKING, encoding="utf-8")
    (tmp_path / "corpus").mkdir()
    text = "甲县政协工作报告\n\n全年共征集提案128件，立案98件。\n"
    (tmp_path / "corpus" / "报告.txt").write_text(text, encoding="utf-8")
    page = f"<html><body><h1>乙县政协工作报告</h1><p>{text}</p></body></html>"
    (tmp_path / "corpus" / "网页.html").write_text(page, encoding="utf-8")
    return tmp_path


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    paths = os.pathsep.join([str(folder / "without"), str(ROOT / "src")])
    code = "from zhengxie_qa.cli import main; raise SystemExit(main())"
    command = [sys.executable, "-c", code, *arguments]
    where = ["--corpus", str(folder / "corpus"), "--index", str(folder / "index")]
    environment = {**os.environ, "PYTHONPATH": paths}
    return subprocess.run(
        [*command, *where], capture_output=True, text=True, encoding="utf-8", env=environment, check=False
    )


def test_it_indexes_answers_searches_and_examines_itself(folder: Path) -> None:
    indexed = run(folder, "index")
    assert (indexed.returncode, "报告.txt" in indexed.stderr) == (0, False)
    answered = json.loads(run(folder, "ask", "--json", "甲县征集提案多少件？").stdout)
    assert "128件" in answered["answer"]
    hits = json.loads(run(folder, "search", "--json", "立案").stdout)["hits"]
    assert {hit["document"] for hit in hits} == {"报告.txt", "网页.html"}
    assert "Traceback" not in run(folder, "doctor").stderr


def test_the_page_is_built(folder: Path) -> None:
    code = (
        "import asyncio; from pathlib import Path; from zhengxie_qa import Assistant; "
        "from zhengxie_qa.web.site import build_site; from zhengxie_qa.web.live_corpus import Library\n"
        "corpus, index = Path('corpus'), Path('index')\n"
        "async def build(): return build_site(Library(Assistant.open(corpus, index), corpus, index))\n"
        "print(type(asyncio.run(build())).__name__)"
    )
    paths = os.pathsep.join([str(folder / "without"), str(ROOT / "src")])
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": paths},
        check=False,
    )
    assert (done.stdout.strip(), done.returncode) == ("Guard", 0), done.stderr


@pytest.mark.parametrize(
    "model", [("--encoder", "BAAI/bge-m3"), ("--reranker", "BAAI/bge-reranker"), ("--model", "huggingface:owner/model")]
)
def test_a_model_that_would_run_here_is_refused_in_one_line_that_says_what_to_install(
    folder: Path, model: tuple[str, str]
) -> None:
    done = run(folder, "ask", "征集提案多少件？", *model)
    name = model[1].removeprefix("huggingface:")
    assert done.returncode in (1, 2)  # a failure, or a setting that cannot be
    assert done.stdout == ""
    assert missing_models(name) in done.stderr.splitlines()[-1]
    assert len([line for line in done.stderr.splitlines() if line.strip()]) == 1


def test_only_the_models_extra_asks_for_what_is_left_out() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {each.replace("-", "_") for each in project["dependencies"]}
    extra = {each.replace("-", "_") for each in project["optional-dependencies"]["models"]}
    assert needed.isdisjoint(ABSENT)
    assert extra <= set(ABSENT)
