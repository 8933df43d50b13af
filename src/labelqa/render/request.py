"""What a render needs to know besides the notebook, and what it leaves behind."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pydantic import AwareDatetime, Field

from ..errors import Problem
from ..models import Model
from ..params import Limits, Paper
from ..params.commentary import Comment


class RenderFacts(Model):
    """What the run record says about this report; the notebook's own words are checked against it."""

    report: str
    title: str
    market: str = Field(description="The market's id.")
    period: str = Field(description="As in the job: 2026-10.")
    edition: str
    revision: str = Field(description="The number these documents will have: r1. Fixed under the job's lock.")
    snapshot: str = Field(description="Digest of the snapshot.")
    code: str = Field(description="Digest of the code that measured and rendered.")
    paper: Paper
    locale: str = Field(description="How the notebook wrote numbers and dates, such as en_SG.")
    provisional: bool = Field(False, description="Whether the data were frozen before the period had ended.")
    own_figures: bool = Field(
        False, description="Whether a vendor's edition may hold drawings nobody cleared."
    )
    job: str = Field("", description="The job's key where it does not follow from the rest.")
    commentary: tuple[Comment, ...] = Field((), description="What people wrote on its figures.")
    materiality: dict[str, float] = Field(
        default_factory=dict, description="By figure, the least change by which a comment is out of date."
    )
    origins: dict[str, str] = Field(
        default_factory=dict, description="Whose notebook and templates are: labelqa 0.1.0, or own."
    )
    created: AwareDatetime = Field(
        description="When the snapshot was frozen; the only date in the documents."
    )

    @property
    def key(self) -> str:
        """The job's key, as printed at the foot of every page."""
        return self.job or f"{self.period}/{self.market}/{self.report}/{self.edition}"


class RenderRequest(Model):
    """One render, as handed to the render process."""

    executed: Path
    into: Path
    facts: RenderFacts
    templates: Path
    limits: Limits
    outside: tuple[Path, ...] = Field((), description="What the process has to fail to open.")
    screen_only: bool = Field(False, description="Whether the HTML is all that is made.")


class Blemish(Model):
    """What only looks wrong in a report that was made all the same: where, why, what was done."""

    where: str
    what: str
    done: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}; {self.done}"


class RenderAnswer(Model):
    """What the render process says at its end: the problems or the blemishes found."""

    problems: tuple[Problem, ...] = ()
    blemishes: tuple[Blemish, ...] = ()


class Documents(Model):
    """The files of one report."""

    html: Path
    pdf: Path
    xlsx: Path
    summary: Path

    @classmethod
    def inside(cls, folder: Path) -> Documents:
        """Their places in `folder`."""
        return cls(
            html=folder / "report.html",
            pdf=folder / "report.pdf",
            xlsx=folder / "report.xlsx",
            summary=folder / "summary.json",
        )


class Rendered(Documents):
    """The files of a report just made, what only looks wrong in them, and how their maker was boxed."""

    closed: Mapping[str, str]
    blemishes: tuple[Blemish, ...] = ()
