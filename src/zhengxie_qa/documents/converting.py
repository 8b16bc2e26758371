"""Formats that another program turns into one we read: .doc and .wps (LibreOffice)."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from zhengxie_qa.documents.decoding import HinderedError, UnreadableError

_OFFICE_SECONDS = 60.0  # LibreOffice takes 5 to start


def office_to_docx(data: bytes, suffix: str) -> bytes:
    """Return a .doc or .wps file as .docx; raises ``UnreadableError``, also when LibreOffice is not installed."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise HinderedError(f"读取 {suffix} 需要 LibreOffice，请安装后重新索引，或另存为 .docx")
    with tempfile.TemporaryDirectory(prefix="zhengxie-") as folder:
        source, profile = Path(folder, f"source{suffix}"), Path(folder, "profile").as_uri()
        source.write_bytes(data)
        options = ["--headless", "--norestore", f"-env:UserInstallation={profile}"]
        _run([program, *options, "--convert-to", "docx", "--outdir", folder, str(source)], _OFFICE_SECONDS, folder)
        try:
            return source.with_suffix(".docx").read_bytes()
        except OSError as error:
            raise UnreadableError("LibreOffice 无法转换这份文件，可能已损坏或有密码") from error


def _run(command: list[str], seconds: float, folder: str) -> None:
    """Run ``command`` in ``folder``; it and what it started are ended when it takes too long."""
    try:
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise HinderedError(f"{Path(command[0]).name} 无法启动（{error.strerror or error}）") from error
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired as error:
        raise HinderedError(f"{Path(command[0]).name} 转换超过 {seconds:.0f} 秒，已跳过") from error
    finally:
        if process.poll() is None:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
