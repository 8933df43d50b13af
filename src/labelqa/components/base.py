"""What components share: figures of record, the data behind an exhibit, the scales of marks."""

from __future__ import annotations

import unicodedata
from typing import Literal

from pydantic import Field

from ..models import Model
from ..signs import bare, settled

Status = Literal["met", "missed", "undecided", "none"]
Width = Literal["main", "full", "wide"]
Severity = Literal["S1", "S2", "S3", "S4"]

_GRADES: dict[Severity, str] = {"S1": "Low", "S2": "Medium", "S3": "High", "S4": "Critical"}
_FORMULA = frozenset("=+-@")  # what a spreadsheet would execute


class FigureOfRecord(Model):
    """One printed figure by name: the line it gets in summary.json. Full precision, never rounded."""

    name: str = Field(description="Dotted and stable, such as accuracy.audit.by_site.")
    by: dict[str, str] = Field(default_factory=dict)
    value: float | None = Field(description="None where there are no data.")
    low: float | None
    high: float | None
    n: int
    unit: str
    target: float | None = None
    verdict: Status = "none"
    probability: float | None = Field(None, description="Probability that the target is met.")
    more: int | None = Field(None, description="Further observations that would decide.")
    method: str
    flags: tuple[str, ...] = ()


class Component(Model):
    """What every component carries besides its own fields."""

    figures: tuple[FigureOfRecord, ...] = ()


def capital(text: str) -> str:
    """A text with its first letter large, the others as they are."""
    return text[:1].upper() + text[1:]


def inert(text: str) -> str:
    """A text as a spreadsheet may hold it: with an apostrophe in front where it would be executed."""
    seen = bare(settled(text)).lstrip()  # some programs skip the signs that nobody sees
    first = unicodedata.normalize("NFKC", seen[:1])  # a wide sign counts as the narrow one
    return f"'{text}" if first in _FORMULA or text[:1] in ("\t", "\r", "\n") else text


class Data(Model):
    """The numbers behind an exhibit, as CSV text whose cells are inert."""

    file: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]*\.csv$")
    csv: str
    rows: int
    numeric: tuple[int, ...] = Field((), description="Which columns hold nothing but numbers, from 0.")


class Exhibit(Component):
    """What has a name, a title and data of its own."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    title: str = Field(min_length=1, description="Of a chart or a table the message, as a headline.")
    measure: str = Field(min_length=1, description="What, in which unit, over which period.")
    note: str = ""
    data: Data


def graded(severity: Severity) -> str:
    """A severity as printed, its class with a word: S4 Critical."""
    return f"{severity} {_GRADES[severity]}"
