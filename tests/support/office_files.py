"""Writes office files for the tests and reads files of any format."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from zhengxie_qa.documents import read_document
from zhengxie_qa.types import Document

PARAGRAPH = "常委会认真履行职责，全年共征集提案236件，立案188件，办复率100%，提案者满意率98.5%。"


def read(tmp_path: Path, data: bytes, name: str) -> Document:
    (tmp_path / name).write_bytes(data)
    return read_document(tmp_path, Path(name))


def saved(document: Any) -> bytes:
    """Return the bytes of a Word document or a workbook."""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
