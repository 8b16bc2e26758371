"""Headings → section tree → passages, and where a place stands."""

from zhengxie_qa.structure.heading_numbers import number_of
from zhengxie_qa.structure.headings import SALUTATION
from zhengxie_qa.structure.locators import SEPARATOR, locator
from zhengxie_qa.structure.passages import LONGEST, split_passages
from zhengxie_qa.structure.section_tree import build_sections, enclosing, section_at
from zhengxie_qa.structure.year_parts import part_of, year_of

__all__ = [
    "LONGEST",
    "SALUTATION",
    "SEPARATOR",
    "build_sections",
    "enclosing",
    "locator",
    "number_of",
    "part_of",
    "section_at",
    "split_passages",
    "year_of",
]
