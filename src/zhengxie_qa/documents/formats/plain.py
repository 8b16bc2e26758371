"""Reader of plain text."""

from __future__ import annotations

from zhengxie_qa.documents.decoding import decoded
from zhengxie_qa.documents.formats.lines import Draft, plain_lines


def read_plain(data: bytes) -> Draft:
    """Read a plain text file; raises ``UndecodableError``."""
    text, encoding = decoded(data)
    return Draft(plain_lines(text), wrapped=True, properties={"encoding": encoding})
