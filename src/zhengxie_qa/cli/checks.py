"""What a look at the installation says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["good", "note", "bad"]  # bad: something asked for does not work


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at, what was found, and what to do about it."""

    subject: str
    state: State
    finding: str
    advice: str = ""
