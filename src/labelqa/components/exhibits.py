"""Components of figures: tiles, charts and tables."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from ..models import Model
from .base import Component, Exhibit, Severity, Status, Width

FAULT = r"^(cannot be drawn: \w+ in [\w/]+\.py, line \d+)?$"


class Tile(Model):
    """One figure of the executive page, already put into words."""

    label: str
    value: str
    status: Status
    word: str = Field(description="The verdict as printed: Met, Missed, Undecided; empty without a target.")
    change: str = Field("", description="On the period before, with its interval.")
    interval: str = Field(description="The interval and n in words.")
    target: str = Field("", description="The target in words.")
    strip_svg: str = ""
    trend_svg: str = ""


class Tiles(Component):
    """The executive page's figures."""

    kind: Literal["tiles"] = "tiles"
    tiles: tuple[Tile, ...]
    note: str = ""


class Chart(Exhibit):
    """A drawn figure with its words outside the drawing."""

    kind: Literal["chart"] = "chart"
    alt: str = Field(min_length=1, description="Chart type and main trend, written from the data.")
    svg: str
    fault: str = Field(
        "", pattern=FAULT, description="Why there is no drawing; no text of it is from the data."
    )
    width: Width = "full"

    @model_validator(mode="after")
    def _drawn_or_not(self) -> Self:
        if bool(self.svg) is bool(self.fault):
            raise ValueError("a chart has either a drawing or a fault")
        return self


class Column(Model):
    """A table column; `numeric` aligns right, `share` is the share of the table's width."""

    name: str
    numeric: bool = False
    share: float | None = Field(None, gt=0, le=1)


class Cell(Model):
    """A table cell: text, the mark of a verdict or a severity, or a micro chart whose text says the same."""

    text: str
    status: Status | None = None
    severity: Severity | None = None
    svg: str = ""
    shade: int | None = Field(None, ge=0, le=5, description="Class of a heat map, 0 lightest.")

    @property
    def marked(self) -> bool:
        """Whether a mark stands before the text, on one line with it."""
        return bool(self.status or self.severity)


class Table(Exhibit):
    """A table; the printed rows are limited, all of them are in `data`."""

    kind: Literal["table"] = "table"
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    heading: int = Field(0, description="Which column names its row.")
    heat: bool = Field(False, description="Drawn as a heat map.")
    width: Width = "full"
