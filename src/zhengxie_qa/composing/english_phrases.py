"""English words around Chinese quotes."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from zhengxie_qa.composing.chinese_phrases import LISTED, Phrases, items_of, plain, without_markers, year_beside

_REASONS_EN = {
    "year": "The documents do not cover {years}.",
    "name": "The documents do not mention what you name.",
    "value": "The documents touch on this but do not give the detail you ask for.",
    "holder": "The documents do not say who holds this office.",
    "cause": "The documents speak of this but do not say why.",
    "likely": "The documents hold no answer that is certain.",
    "nothing": "The documents do not answer this question.",
}


class EnglishPhrases(Phrases):
    """English wording around Chinese quotes."""

    def unsure_figure(self, figure: str) -> str:
        """Return the warning about a figure that was recognised on a scanned page, and not surely."""
        return f"“{figure}” was recognised on a scanned page and is not sure; compare it with the picture."

    def not_said(self, figure: str) -> str:
        """Return the warning about a figure that the question takes for granted."""
        return f"“{figure}” in the question does not occur in the passages found; trust the quotation."

    def quote(self, text: str, n: int) -> str:
        """Return a quotation with its marker."""
        return f"“{without_markers(text)}” [{n}]"

    def statement(self, label: str, quotes: Sequence[str]) -> str:
        """Return one statement of the answer."""
        said = label.removesuffix("年")
        if len(quotes) >= LISTED:
            return (f"{said}:\n" if label else "") + "\n".join(f"{quote}." for quote in quotes)
        body = "; ".join(quotes) + "."
        return f"{said}: {body}" if label else body

    def source(self, title: str, year: int | None) -> str:
        """Return the words that say which document speaks."""
        return f"According to 《{title}》{year_beside(title, year, ' ({})')}: "

    def planned(self, year: int | None) -> str:
        """Return the words before what is planned for ``year``."""
        return f"Planned for {year}: "

    def join(self, lines: Sequence[str], *, listed: bool) -> str:
        """Return the statements as one text."""
        return ("\n" if listed else " ").join(lines)

    def outline(
        self, title: str, heading: str, groups: Sequence[tuple[str, Sequence[str]]], *, counted: bool, lead: str = ""
    ) -> str:
        """Return an outline: what it is of, then a line for each group of quotations under its heading."""
        first = f"“{heading}” in 《{title}》" if heading else f"《{title}》"
        if counted:
            first += f" has {items_of(groups)} items (counted by its headings)"
        lines = [line for label, quotes in groups for line in ([f"{label}:"] if label else []) + [*quotes]]
        return "\n".join([f"{first}:", *([f"{lead}."] if lead else []), *lines])

    def labelled(self, label: str, text: str) -> str:
        """Return ``text`` after the part of the question that it answers, "" for the whole."""
        return f"{label.removesuffix('年')}: {text}" if label else text

    def place(self, title: str, locator: str, quote: str, n: int) -> str:
        """Return where a quotation stands, and its words."""
        return f"From 《{title}》 {locator}: {self.quote(quote, n)}."

    def no_more(self) -> str:
        """Return the line for a wish for more where all was said."""
        return "There is no more in this part. Please ask about something else."

    def missing_part(self, part: str) -> str:
        """Return the line for a part of the question that is not answered."""
        return f"The documents do not say: {part.removesuffix('年')}."

    def not_found(self, reason: str, years: Sequence[int], has_related: bool) -> str:
        """Return why nothing answers."""
        text = _REASONS_EN[reason].format(years=", ".join(map(str, years)))
        return text + (" The sentences that come closest follow." if has_related else "")

    def could_ask(self, questions: Sequence[str]) -> str:
        """Return the line that offers questions which the documents do answer; they stay Chinese."""
        return "\nYou could ask otherwise, or try:" + "".join(f"\n· {question}" for question in questions)

    def difference(self, first: Decimal, second: Decimal, unit: str, labels: Sequence[str] = ("", "")) -> str:
        """Return the difference of two figures, marked as computed; ``labels`` stay with the lines above."""
        high, low = max(first, second), min(first, second)
        return f"\nDifference: {plain(high - low)}{unit} (computed: {plain(high)} − {plain(low)})."

    def in_unit(self, figure: str, value: Decimal, unit: str, *, rounded: bool) -> str:
        """Return a figure in another unit, marked as computed."""
        return f"\n{'About ' if rounded else ''}{plain(value)}{unit} (computed from “{figure}”)."

    def not_in_unit(self, unit: str) -> str:
        """Return that what is quoted cannot be reckoned into ``unit``."""
        return f"\nNo figure quoted can be computed in {unit}."

    def unverified(self) -> str:
        """Return the mark behind a statement that the documents do not hold; why stands in a warning."""
        return " (unverified 未核实)"

    def unverified_because(self, reasons: Sequence[tuple[str, str]]) -> str:
        """Return the warning that says which statements are marked, and why; the reasons stay Chinese."""
        told = "".join(f" “{statement}”: {reason}." for statement, reason in reasons)
        count = f"Statements that could not be verified and are marked so: {len(reasons)}."
        return f"{count} Please rely on the passages shown.{told}"

    def not_quotable(self) -> str:
        """Return the warning that a model found in the passages what no sentence says by itself."""
        return "No sentence answers this by itself; a model wrote the answer from passages near it. Please check them."

    def instead(self, reason: str, *, quoted: bool) -> str:
        """Return why a model's answer is not shown, and what is shown in its place; the reason stays Chinese."""
        shown = "so the documents are quoted" if quoted else "nor is there a sentence to quote"
        return f"The language model gave no answer that can be shown, {shown}. ({reason})"
