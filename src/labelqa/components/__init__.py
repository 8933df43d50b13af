"""What a notebook cell shows: typed components, carried as one MIME bundle from the kernel to the renderer.

The kernel leg builds them, the machine leg gives them their markup. Text fields are plain text (the
template escapes them); key points, `prose` and `lede` may hold **bold**, `markdown`
what components.written takes. `svg` fields hold one tidy <svg> element.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, TypeAdapter

from .base import Component, Data, Exhibit, FigureOfRecord, Severity, Status, Width, capital, graded, inert
from .exhibits import Cell, Chart, Column, Table, Tile, Tiles
from .findings import Action, Priorities, Risk, RiskList, State
from .text import Callout, Cover, Facts, Formula, KeyPoints, Lede, Markdown, Prose, Section

__all__ = [
    "ANY_COMPONENT",
    "MIME",
    "Action",
    "AnyComponent",
    "Callout",
    "Cell",
    "Chart",
    "Column",
    "Component",
    "Cover",
    "Data",
    "Exhibit",
    "Facts",
    "FigureOfRecord",
    "Formula",
    "KeyPoints",
    "Lede",
    "Markdown",
    "Priorities",
    "Prose",
    "Risk",
    "RiskList",
    "Section",
    "Severity",
    "State",
    "Status",
    "Table",
    "Tile",
    "Tiles",
    "Width",
    "capital",
    "graded",
    "inert",
]

MIME = "application/vnd.labelqa+json"

AnyComponent = Annotated[
    Cover
    | KeyPoints
    | Section
    | Lede
    | Prose
    | Markdown
    | Callout
    | Tiles
    | Priorities
    | Chart
    | Table
    | RiskList
    | Formula
    | Facts,
    Field(discriminator="kind"),
]
ANY_COMPONENT: TypeAdapter[AnyComponent] = TypeAdapter(AnyComponent)
