"""Components of findings: risks, and what is to be done about them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, JsonValue

from ..models import Model
from .base import Component, Exhibit, Severity, graded

State = Literal["new", "persisting", "improving", "resolved", "reopened"]


class Risk(Model):
    """One finding, already put into words; its numbers are figures of the component that shows it."""

    finding: str = Field(pattern=r"^[a-z0-9][a-z0-9_.-]*$", description="The same from month to month.")
    severity: Severity
    title: str = Field(min_length=1)
    entity: str = Field(min_length=1, description="Whom or what it is about.")
    cost: str = Field(min_length=1, description="What it costs: about 240 wrong labels a month.")
    interval: str = Field("", description="The interval of the cost: 120 to 390.")
    rests_on: str = Field("", description="What was seen of a person: 12 of 16 audits right, 553 labels.")
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


class RiskList(Exhibit):
    """Findings, the gravest first; all of them are in `data`."""

    kind: Literal["risks"] = "risks"
    risks: tuple[Risk, ...]
    most: int | None = Field(None, ge=1, description="How many rows are printed, if fewer than usual.")
    none: str = Field(min_length=1, description="The sentence that stands where there is none.")


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
