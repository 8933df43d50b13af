"""How a preview stands, as its page is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .faults import Fault

Proof = Literal["", "at work", "same", "differs", "failed"]


@dataclass(frozen=True)
class Standing:
    """
    What a preview shows and what it is at.

    `version` counts the pages made, 0 before the first; `doing` is empty where the page is up to date, or
    there are `faults`; then it is the last page that was without. `proof` says whether a run from the head of
    the notebook in a kernel of its own showed the same components, `differs` where not. `notes` are for
    the author.
    """

    report: str
    market: str
    period: str
    edition: str
    editions: tuple[str, ...]
    version: int = 0
    doing: str = "starting"
    done: int = 0
    total: int = 0
    faults: tuple[Fault, ...] = ()
    proof: Proof = ""
    differs: str = ""
    notes: tuple[str, ...] = ()
