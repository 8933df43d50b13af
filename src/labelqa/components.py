"""What a notebook cell shows: typed components, carried as one MIME bundle from the kernel to the renderer.

The kernel leg builds them, the machine leg gives them their markup. Text fields are plain text (the
template escapes them); key points, `prose` and `lede` may hold **bold**. `svg` fields hold one tidy <svg>
element.
"""

from __future__ import annotations

import unicodedata
from typing import Annotated, Literal

from pydantic import Field, JsonValue, TypeAdapter, model_validator

from .models import Model

MIME = "application/vnd.labelqa+json"

Status = Literal["met", "missed", "undecided", "none"]
Width = Literal["main", "full", "wide"]
Severity = Literal["S1", "S2", "S3", "S4"]
State = Literal["new", "persisting", "improving", "resolved", "reopened"]

_GRADES: dict[Severity, str] = {"S1": "Low", "S2": "Medium", "S3": "High", "S4": "Critical"}
_FORMULA = frozenset("=+-@")  # what a spreadsheet would execute


def graded(severity: Severity) -> str:
    """A severity as printed, its class with a word: S4 Critical."""
    return f"{severity} {_GRADES[severity]}"


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


class Cover(Component):
    """The first page; market_id and period are checked against the job."""

    kind: Literal["cover"] = "cover"
    title: str
    market_id: str
    market: str
    period: str = Field(description="As in the job: 2026-10.")
    period_label: str = Field(description="As printed: October 2026.")
    edition: str
    owner: str
    facts: tuple[tuple[str, str], ...] = Field((), description="Label and text, at most four.")
    svg: str = Field("", description="The market's own data as cover art; empty where there are none.")
    alt: str = ""
    key: str = Field("", description="How to read the cover art.")


class KeyPoints(Component):
    """Up to six sentences that matter most."""

    kind: Literal["key_points"] = "key_points"
    points: tuple[str, ...]


class Section(Component):
    """Starts a numbered section. `off` says in one line why the section has no content."""

    kind: Literal["section"] = "section"
    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$", description="Stable name for summary.json.")
    title: str
    layout: Literal["normal", "landscape", "annex"] = "normal"
    off: str = ""


class Lede(Component):
    """The one or two sentences under a section's title."""

    kind: Literal["lede"] = "lede"
    text: str


class Prose(Component):
    """Paragraphs of running text."""

    kind: Literal["prose"] = "prose"
    paragraphs: tuple[str, ...]
    footnotes: tuple[str, ...] = Field((), description="None, or one for each paragraph; empty for no note.")

    @model_validator(mode="after")
    def _footnotes_have_paragraphs(self) -> Prose:
        if self.footnotes and len(self.footnotes) != len(self.paragraphs):
            message = f"{len(self.footnotes)} footnotes for {len(self.paragraphs)} paragraphs"
            raise ValueError(message)
        return self


class Callout(Component):
    """A box: a recommendation, a caution, or a note on the data."""

    kind: Literal["callout"] = "callout"
    title: str
    text: str
    tone: Literal["note", "caution", "action"] = "note"


class Tile(Model):
    """One figure of the executive page, already put into words."""

    label: str
    value: str
    status: Status
    word: str = Field(description="The verdict as printed: Met, Missed, Undecided, No target.")
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


def inert(text: str) -> str:
    """A text as a spreadsheet may hold it: with an apostrophe in front where it would be executed."""
    first = unicodedata.normalize("NFKC", text.lstrip()[:1])  # a wide sign counts as the narrow one
    return f"'{text}" if first in _FORMULA or text[:1] in ("\t", "\r", "\n") else text


class Data(Model):
    """The numbers behind an exhibit, as CSV text whose cells are inert."""

    file: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]*\.csv$")
    csv: str
    rows: int
    numeric: tuple[int, ...] = Field((), description="Which columns hold nothing but numbers, from 0.")


class Chart(Component):
    """A drawn figure with its words outside the drawing."""

    kind: Literal["chart"] = "chart"
    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    title: str = Field(min_length=1, description="The message, as a headline.")
    measure: str = Field(min_length=1, description="What, in which unit, over which period.")
    alt: str = Field(min_length=1, description="Chart type and main trend, written from the data.")
    svg: str = Field(min_length=1)
    note: str = ""
    width: Width = "full"
    data: Data


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


class Table(Component):
    """A table; the printed rows are limited, all of them are in `data`."""

    kind: Literal["table"] = "table"
    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    title: str = Field(min_length=1)
    measure: str = Field(min_length=1)
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    heading: int = Field(0, description="Which column names its row.")
    heat: bool = Field(False, description="Drawn as a heat map.")
    note: str = ""
    width: Width = "full"
    data: Data


class Formula(Component):
    """A formula, drawn; `alt` reads it out and `tex` is what is shown where nothing can be drawn."""

    kind: Literal["formula"] = "formula"
    title: str = Field(min_length=1, description="What it gives.")
    tex: str = Field(min_length=1)
    alt: str = Field(min_length=1, description="The formula in words, as one would read it out.")
    svg: str = Field(min_length=1, description="As wide as the main column, the formula at its left.")
    note: str = Field("", description="What its letters stand for, and its source.")


class Risk(Model):
    """One finding, already put into words; its numbers are figures of the component that shows it."""

    finding: str = Field(pattern=r"^[a-z0-9][a-z0-9_.-]*$", description="The same from month to month.")
    severity: Severity
    title: str = Field(min_length=1)
    entity: str = Field(min_length=1, description="Whom or what it is about.")
    cost: str = Field(min_length=1, description="What it costs: about 240 wrong labels a month.")
    interval: str = Field("", description="The interval of the cost: 120 to 390.")
    confidence: str = Field(min_length=1, description="How surely it is there: 98%.")
    action: str = Field("", description="What is recommended.")
    owner: str = Field("", description="The role that is asked to do it.")
    due: str = Field("", description="The day by which, in words.")
    state: State
    record: dict[str, JsonValue] = Field(
        {}, description="In full precision, for summary.json: docs/figures.md."
    )

    @property
    def grade(self) -> str:
        """The severity as printed."""
        return graded(self.severity)


class Risks(Component):
    """Findings, the gravest first; all of them are in `data`."""

    kind: Literal["risks"] = "risks"
    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    title: str = Field(min_length=1)
    measure: str = Field(min_length=1)
    risks: tuple[Risk, ...]
    most: int | None = Field(None, ge=1, description="How many rows are printed, if fewer than usual.")
    none: str = Field(min_length=1, description="The sentence that stands where there is none.")
    note: str = ""
    data: Data


class Action(Model):
    """What somebody is asked to do, or has agreed to do."""

    title: str = Field(min_length=1)
    owner: str = Field(min_length=1, description="A role.")
    due: str = Field(min_length=1, description="The day by which, in words.")
    aim: str = Field("", description="What it is to achieve, or which risk it answers.")


class Priorities(Component):
    """The executive page's risks and actions, side by side, at most three of each."""

    kind: Literal["priorities"] = "priorities"
    risks: tuple[Risk, ...] = Field((), max_length=3)
    actions: tuple[Action, ...] = Field((), max_length=3)
    no_risks: str = Field(min_length=1, description="The sentence that stands where there is none.")
    no_actions: str = Field(min_length=1)
    note: str = ""


class Facts(Component):
    """A two-column list of facts: definitions, provenance."""

    kind: Literal["facts"] = "facts"
    title: str
    rows: tuple[tuple[str, str], ...]


AnyComponent = Annotated[
    Cover
    | KeyPoints
    | Section
    | Lede
    | Prose
    | Callout
    | Tiles
    | Priorities
    | Chart
    | Table
    | Risks
    | Formula
    | Facts,
    Field(discriminator="kind"),
]
Exhibit = Chart | Table | Risks  # what has a name, a title and data of its own
ANY_COMPONENT: TypeAdapter[AnyComponent] = TypeAdapter(AnyComponent)
