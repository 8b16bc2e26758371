"""The rooms keep the order of docs/architecture.md, and start-up stays light."""

from __future__ import annotations

import ast
import importlib.util
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import zhengxie_qa
from zhengxie_qa.config import READER_VARIABLE

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "zhengxie_qa"
HEAVY = (
    "asyncio",
    *("torch", "transformers", "sentence_transformers", "gradio", "langchain", "langchain_core"),
    *("docx", "lxml", "openpyxl", "pypdfium2"),
    *("PIL", "cv2", "onnxruntime", "rapidocr"),
    *("qdrant_client", "qdrant_edge", "grpc", "httpx"),
)
# Import names by distribution, where they differ.
IMPORTS = {
    "faiss-cpu": "faiss",
    "opencv-python-headless": "cv2",
    "pillow": "PIL",
    "langchain-core": "langchain_core",
    "langchain-text-splitters": "langchain_text_splitters",
    "python-docx": "docx",
    "qdrant-client": "qdrant_client",
    "qdrant-edge-py": "qdrant_edge",
    "sentence-transformers": "sentence_transformers",
}


def table(heading: str) -> list[list[str]]:
    """Return the cells of the rows of the first table under ``heading``."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    section = text.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows[2:]]


def names(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def packages() -> list[str]:
    """Return the packages and single files in the order of the table."""
    return [name for row in table("The house") for name in names(row[0])]


def package_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    """Yield the full name of every module that ``path`` imports, at the top or inside a function."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            yield str(node.module)


def own(path: Path) -> Iterator[list[str]]:
    """Yield the parts below ``zhengxie_qa`` of what ``path`` imports of other packages of the project."""
    for module in imported(path):
        parts = module.split(".")
        if parts[0] == "zhengxie_qa" and len(parts) > 1 and parts[1] != package_of(path):
            yield parts[1:]


SOURCES = [path for path in sorted(SOURCE.rglob("*.py")) if path != SOURCE / "__init__.py"]


def test_every_package_stands_in_the_table_once() -> None:
    assert sorted(packages()) == sorted({package_of(path) for path in SOURCES})


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_imports_go_up_the_table_and_in_by_the_door(path: Path) -> None:
    order = {package: number for number, package in enumerate(packages())}
    here = order[package_of(path)]
    assert [parts for parts in own(path) if order[parts[0]] > here] == []
    assert [parts for parts in own(path) if len(parts) > 1] == []


def reaches(edges: set[tuple[str, str]], start: str, end: str) -> bool:
    """Tell whether ``end`` can be reached from ``start`` over more than one of ``edges``."""
    onward = {right for left, right in edges if left == start and right != end}
    return any((step, end) in edges or reaches(edges, step, end) for step in onward)


def step_graph() -> set[tuple[str, str]]:
    """Return which step is imported by which, without what follows from the others (the transitive reduction)."""
    steps = {package for package in packages() if (SOURCE / package).is_dir()} | {"assistant"}
    real = {(parts[0], package_of(path)) for path in SOURCES for parts in own(path)}
    edges = {(left, right) for left, right in real if left in steps and right in steps}
    return {(left, right) for left, right in edges if not reaches(edges, left, right)}


def test_the_picture_shows_what_is_built_on_what() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    graph = text.split("```mermaid\n", 1)[1].split("```", 1)[0]
    assert set(re.findall(r"^ *(\w+) --> (\w+)$", graph, re.M)) == step_graph()


def test_every_package_says_what_it_is_and_exports_what_it_says() -> None:
    for package in sorted(SOURCE.glob("*/__init__.py")):
        module = importlib.import_module(f"zhengxie_qa.{package.parent.name}")
        assert module.__doc__, package
        assert [name for name in module.__all__ if not hasattr(module, name)] == []


def test_a_module_named_in_words_is_there() -> None:
    """A process is started by the name of its module, which neither an import nor the type checker looks after."""
    texts = [path.read_text("utf-8") for path in SOURCE.rglob("*.py")]
    named = {name for text in texts for name in re.findall(r'"(zhengxie_qa(?:\.\w+)+)"', text)}
    assert len(named) >= 5
    assert [name for name in sorted(named) if importlib.util.find_spec(name) is None] == []


def test_a_library_is_imported_in_its_own_package_only() -> None:
    homes = {IMPORTS.get(row[0], row[0]): names(row[1]) for row in table("Dependencies") if names(row[1])}
    strays = [
        f"{path.relative_to(SOURCE)}: {module}"
        for path in SOURCES
        for module in imported(path)
        if package_of(path) not in homes.get(module.split(".")[0], [package_of(path)])
    ]
    assert strays == []


def test_every_dependency_has_a_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    reasons = {row[0]: row[2] for row in table("Dependencies")}
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *(one for name in ("models", "ocr", "e5", "qdrant") for one in extras[name])]
    assert sorted(reasons) == sorted(wanted)
    assert all(reasons.values())


def test_every_dependency_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pins = re.findall(r"^([\w.-]+)==[\w.]+$", (ROOT / "constraints.txt").read_text(encoding="utf-8"), re.M)
    pinned = {pin.lower().replace("_", "-") for pin in pins}
    extras = project["optional-dependencies"]
    several = (one for name in ("models", "ocr", "e5", "qdrant", "dev") for one in extras[name])
    wanted = {*project["dependencies"], *several, "setuptools"}
    assert wanted - pinned == set()


def test_every_promise_of_security_has_its_test() -> None:
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    rows = [
        line.strip("|").split("|") for line in text.split("\n## Promises\n")[1].splitlines() if line.startswith("|")
    ]
    promises = {row[0].strip(): names(row[1]) for row in rows[2:]}
    assert len(promises) > 10
    assert [promise for promise, tests in promises.items() if not tests] == []
    assert [test for tests in promises.values() for test in tests if not (ROOT / test).is_file()] == []


def test_the_public_names_are_the_exported_ones() -> None:
    public = ["Answer", "Assistant", "Citation", "Document", "Hit", "Passage", "ZhengxieError", "__version__"]
    assert zhengxie_qa.__all__ == public
    assert dir(zhengxie_qa) == public
    assert all(getattr(zhengxie_qa, name) is not None for name in public)
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        zhengxie_qa.Nothing  # noqa: B018


def run_python(code: str, *arguments: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, encoding="utf-8", check=True
    ).stdout


def test_importing_the_package_imports_no_part_of_it() -> None:
    code = "import sys, zhengxie_qa; print([m for m in sys.modules if m.startswith('zhengxie_qa.')])"
    assert run_python(code).strip() == "[]"


def test_a_question_on_the_command_line_loads_nothing_heavy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(READER_VARIABLE, "off")  # what the passage reader computes with is loaded when it first reads
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "report.txt").write_text("工作报告\n全年共征集提案128件。\n", encoding="utf-8")
    code = (
        "import sys; from zhengxie_qa.cli import main; code = main(sys.argv[1:]);"
        f"print(code, [name for name in {HEAVY} if name in sys.modules])"
    )
    folders = ["--corpus", str(tmp_path / "corpus"), "--index", str(tmp_path / "index")]
    output = run_python(code, "ask", "征集了多少件提案？", *folders)
    assert "128" in output
    assert output.splitlines()[-1] == "0 []"
