"""Components of words: the cover, the key points, sections and what is said in them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from .base import Component


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


class Markdown(Component):
    """A Markdown cell of the notebook; see components.written for what of it is printed."""

    kind: Literal["markdown"] = "markdown"
    text: str


class Callout(Component):
    """A box: a recommendation, a caution, or a note on the data."""

    kind: Literal["callout"] = "callout"
    title: str
    text: str
    tone: Literal["note", "caution", "action"] = "note"


class Formula(Component):
    """A formula, drawn; `alt` reads it out and `tex` is what is shown where nothing can be drawn."""

    kind: Literal["formula"] = "formula"
    title: str = Field(min_length=1, description="What it gives.")
    tex: str = Field(min_length=1)
    alt: str = Field(min_length=1, description="The formula in words, as one would read it out.")
    svg: str = Field(min_length=1, description="As wide as the main column, the formula at its left.")
    note: str = Field("", description="What its letters stand for, and its source.")


class Facts(Component):
    """A two-column list of facts: definitions, provenance."""

    kind: Literal["facts"] = "facts"
    title: str
    rows: tuple[tuple[str, str], ...]
