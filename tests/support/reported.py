"""Documents that users of other products reported as misread: a small one of our own for each, and what is right."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from zhengxie_qa.documents import read_document

Line = Sequence[str]  # words that stand in one line of the text (a row, a sentence), white space apart


@dataclass(frozen=True, slots=True)
class Report:
    """One misread document."""

    name: str
    source: str  # where it was reported
    file: str
    build: Callable[[], bytes]
    wanted: Sequence[Line]
    unwanted: Sequence[str]  # words that stand in no line
    headings: Sequence[str] | None  # all of them, where they matter

    def __str__(self) -> str:
        return self.name

    def misread(self, folder: Path) -> list[str]:
        """Read the document, and return what is wrong with the text."""
        path = folder / self.file
        path.write_bytes(self.build())
        document = read_document(folder, path)
        lines = ["".join(line.split()) for line in document.text.split("\n")]
        wanted = [["".join(word.split()) for word in line] for line in self.wanted]
        missing = [line for line in wanted if not any(all(word in one for word in line) for one in lines)]
        wrong = [word for word in self.unwanted if any(word in line for line in lines)]
        titles = [section.title for section in document.sections if section.parent is not None]
        told = [f"missing: {' … '.join(line)}" for line in missing] + [f"wrong: {word}" for word in wrong]
        if self.headings is not None and titles != list(self.headings):
            told.append(f"headings: {titles}")
        return [*told, "", *lines] if told else []


class Reports:
    """The reports of one kind of file."""

    def __init__(self) -> None:
        self._reports: list[Report] = []

    def add(
        self,
        source: str,
        file: str,
        wanted: Sequence[Line],
        unwanted: Sequence[str] = (),
        headings: Sequence[str] | None = None,
    ) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
        """Return the decorator of the function that builds the file; its name says what is right."""

        def kept(build: Callable[[], bytes]) -> Callable[[], bytes]:
            self._reports.append(Report(build.__name__, source, file, build, wanted, unwanted, headings))
            return build

        return kept

    def __iter__(self) -> Iterator[Report]:
        return iter(self._reports)
