"""What every adapter offers; the encoder it gets is the same for all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhengxie_qa.embedding import Encoder

Text = tuple[str, str]  # a document: its file name, and all its text


class Peer(Protocol):
    """A toolkit's splitting, indexing and search; each adapter module has one, called ``Peer``.

    ``size`` None means the toolkit as it ships. A number means the setting for Chinese: the toolkit's unit of
    length is set to it, and what its documentation offers for a language without spaces is switched on.
    """

    def __init__(self, encoder: Encoder) -> None: ...

    def split(self, documents: Sequence[Text], size: int | None) -> list[str]:
        """Return the texts of the passages, indexing nothing."""

    def index(self, documents: Sequence[Text], size: int | None) -> list[str]:
        """Split and index, in place of what was indexed before; return the texts of the passages."""

    def search(self, question: str, k: int) -> list[str]:
        """Return the texts of the ``k`` best passages, best first."""
