"""What the files in params/ may hold, save sources.yml: one model for each kind of file."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field, RootModel, field_validator, model_validator

from ..models import Model
from .fields import (
    BenchmarkName,
    DatabaseAddress,
    Day,
    FigureName,
    Locale,
    MarketId,
    Name,
    NotebookFile,
    Number,
    ParameterName,
    PrivacyClass,
    RelativePath,
    State,
    Whole,
    Words,
    Zone,
    refusal,
)
from .parameters import Parameter

INTERNAL: tuple[State, ...] = (
    "break",
    "lunch",
    "training",
    "coaching",
    "meeting",
    "calibration",
    "system_down",
    "admin",
)
WORKED: tuple[State, ...] = ("handling", "waiting", *(state for state in INTERNAL if state != "lunch"))

Paper = Literal["a4", "letter"]
Scope = Literal["market", "all_markets"]
NOTEBOOKS, TEMPLATES = "notebooks", "templates"  # a workspace's own, where project.yml names no others
VENDORS = "vendors"  # stands for every vendor's edition in a report's list


class Limits(Model):
    """Where a report is stopped."""

    strict: bool = Field(False, description="Whether what only looks wrong stops a report, too.")
    seconds_per_cell: Whole = Field(120, gt=0, description="Longest time one notebook cell may take.")
    seconds_per_notebook: Whole = Field(600, gt=0, description="Longest time a whole notebook may take.")
    render_seconds: Whole = Field(120, gt=0, description="Most processor time HTML and PDF may take.")
    memory_mb: Whole = Field(4096, gt=0, description="Most memory of the kernel, and of the renderer.")
    pages: Whole = Field(60, gt=0, description="Most pages; more are noted.")
    printed_rows: Whole = Field(80, gt=0, description="Most rows of a printed table; its data has all.")


class Definitions(Model):
    """How the company counts time, people and rules kept. The trade has no one way: reports print these."""

    utilisation_counts: tuple[State, ...] = Field(
        ("handling",), min_length=1, description="States in the numerator of utilisation, over paid time."
    )
    occupancy: Literal["handling / (handling + waiting)"] = Field(
        "handling / (handling + waiting)", description="The formula of occupancy."
    )
    shrinkage_internal: tuple[State, ...] = Field(
        INTERNAL, description="States of paid time lost inside the operation."
    )
    shrinkage_external: tuple[State, ...] = Field(
        ("leave", "absence"), description="States of paid time lost outside the operation."
    )
    idle_cap: Words = Field(
        "Handling time stops counting when an item is idle for longer than its queue's cap.",
        description="The rule on idle time, in words.",
    )
    worked: tuple[State, ...] = Field(
        WORKED, min_length=1, description="States in the numerator of conformance, over planned work."
    )
    planned_states: dict[Words, tuple[State, ...]] = Field(
        {"work": WORKED},
        description="States that keep to a planned one; where it is not named, the state of its name does.",
    )
    planned_away: tuple[Words, ...] = Field(
        ("leave", "absence"), description="Planned states that adherence leaves out."
    )
    hours_a_week: Number = Field(
        40, gt=0, le=168, description="Hours a full-time equivalent is paid for in a week, leave among them."
    )
    planned_shrinkage: Number | None = Field(
        None, ge=0, lt=1, description="Shrinkage that people are planned with; without it, as measured."
    )
    planned_occupancy: Number | None = Field(
        None, gt=0, le=1, description="Occupancy that people are planned with; without it, as measured."
    )
    acknowledgement_grace_days: Whole = Field(
        0, ge=0, description="Days after a person's first label on an SOP version by which it must be read."
    )
    training_required: tuple[Words, ...] = Field(
        (), description="Modules to pass before production; where none is named, any one of them."
    )
    sop_reasons: tuple[Words, ...] = Field(
        ("sop_gap", "sop_ambiguous"), description="Reasons of errors that are laid to the SOP, not to people."
    )
    audit_days: Whole = Field(7, ge=0, description="Days within which a label drawn for audit is audited.")
    audits_per_agent: Whole = Field(10, ge=1, description="Audits that an agent gets in a period at least.")
    appeals: Words = Field(
        "An appeal names the risk and the ids that it disputes. It goes to the vendor manager within 10 days "
        "of this report.",
        description="How a vendor appeals against a finding, in words.",
    )

    @model_validator(mode="after")
    def _shrinkage_is_the_rest(self) -> Definitions:
        counted = sorted((*self.shrinkage_internal, *self.shrinkage_external))
        lost = sorted(set(get_args(State)) - {"handling", "waiting"})
        if counted != lost:
            raise refusal(
                "internal and external shrinkage are not all the states but handling and waiting, each once",
                f"share out {', '.join(lost)}",
            )
        return self


class Project(Model):
    """params/project.yml: what holds for every market and report."""

    organisation: Words = Field(description="The company's name, as printed.")
    notebooks: RelativePath | None = Field(
        None,
        description="Folder of the workspace's own notebooks. Without it: notebooks/ where it has the "
        "report's, else the package's.",
    )
    templates: RelativePath | None = Field(
        None,
        description="Folder of the workspace's own templates. Without it: templates/ where there is one, "
        "else the package's.",
    )
    paper: Paper = Field("a4", description="Paper of the printed reports.")
    locale: Locale = Field("en_GB", description="How numbers are written in reports on all markets.")
    registry: DatabaseAddress | None = Field(
        None,
        description="Address of the database of runs and releases, such as postgresql://host/labelqa; one "
        "with a password belongs into LABELQA_REGISTRY. Without one it is SQLite in outputs.",
    )
    decided: Number = Field(
        0.95, gt=0.5, lt=1, description="Probability from which a target counts as met or missed."
    )
    history_weeks: Whole = Field(26, ge=2, le=260, description="ISO weeks of history that charts show.")
    rejected_share: Number = Field(
        0.01, ge=0, le=1, description="Share of rejected rows in a table above which its market stops."
    )
    open_days: Whole = Field(
        45,
        ge=0,
        description="Days after its end for which a period is open: until then a run freezes its sources "
        "anew where they have changed, afterwards its snapshot stays.",
    )
    definitions: Definitions = Field(Definitions(), description="How time is counted.")
    limits: Limits = Field(Limits(), description="Where its reports are stopped.")


class MarketParams(Model):
    """params/markets/<id>.yml: one market."""

    id: MarketId = Field(description="The file's name without .yml; may be left out.")
    name: Words = Field(description="As printed.")
    timezone: Zone = Field(description="IANA time zone; its business days are days there.")
    locale: Locale = Field(description="How numbers and dates are written, such as en_SG.")
    languages: tuple[Words, ...] = Field(min_length=1, description="Languages of its items.")
    owner: Words = Field(description="The team that answers for its reports; no person's name.")


class Figure(Model):
    """A figure that a report must show, unless its section is off."""

    name: FigureName = Field(description="Its stable, dotted name, such as accuracy.audit.overall.")
    section: Name = Field(description="The section it stands in.")


class ReportParams(Model):
    """params/reports/<name>.yml: one report."""

    name: Name = Field(description="The file's name without .yml; may be left out.")
    title: Words = Field(description="As printed.")
    notebook: NotebookFile = Field(
        description="File name in the workspace's notebooks folder, or in the package's."
    )
    owner: Words = Field(description="The team that answers for it; no person's name.")
    scope: Scope = Field("market", description="One report for each market, or one for all of them.")
    investigations: bool = Field(
        False, description="Its internal edition also has what investigations of the market confirmed."
    )
    asked: bool = Field(False, description="Made only where it is named: no run of all reports makes it.")
    own_figures: bool = Field(
        False, description="A vendor's edition may hold an analyst's own drawings, which nobody can clear."
    )
    editions: tuple[Name, ...] = Field(
        min_length=1, description="Editions it is made in; vendors stands for those of every vendor."
    )
    parameters: dict[ParameterName, Parameter] = Field({}, description="What a run may set, by name.")
    figures: tuple[Figure, ...] = Field((), description="Figures without which a run has failed.")
    materiality: dict[FigureName, Annotated[Number, Field(ge=0)]] = Field(
        {},
        description="By figure, the least change that counts as one; without it, what is seen in print.",
    )
    limits: Limits | None = Field(None, description="Limits that differ from the project's.")
    history_weeks: Whole | None = Field(None, ge=2, le=260, description="Where it is not the project's.")

    @field_validator("figures")
    @classmethod
    def _are_named_once(cls, figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
        names = [figure.name for figure in figures]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise refusal(f"declares {', '.join(twice)} twice", "keep one of each")
        return figures


class Edition(Model):
    """Who a report is for, and what they may see."""

    kind: Literal["internal", "vendor"] = Field(
        description="internal: for the company's own teams; vendor: for one vendor, of its own rows only."
    )
    sees: tuple[PrivacyClass, ...] = Field(
        min_length=1, description="Privacy classes of the columns it may see; personal ones never."
    )
    vendor: Words | None = Field(None, description="The vendor's id, in a vendor's edition.")
    markets: tuple[MarketId, ...] = Field((), description="Markets in which the vendor works.")
    withhold: tuple[BenchmarkName, ...] = Field((), description="Benchmarks that the vendor is not told.")

    @model_validator(mode="after")
    def _is_for_somebody(self) -> Edition:
        if self.kind == "internal" and (self.vendor or self.markets):
            raise refusal("an internal edition is of no vendor and of every market", "leave both out")
        if self.kind == "internal" and self.withhold:
            raise refusal("an internal edition has no benchmarks", "leave withhold out")
        if self.kind == "vendor" and not (self.vendor and self.markets):
            raise refusal("a vendor's edition needs its vendor and its markets", "name them")
        if self.kind == "vendor" and "commercial" in self.sees:
            raise refusal("a vendor's edition never sees commercial columns", "take commercial out of sees")
        return self


class TargetParams(Model):
    """A row of params/targets.yml: what was agreed. Empty scopes mean all."""

    metric: Words = Field(description="Name of the measure, such as accuracy.audit.")
    market_id: MarketId | None = Field(None, description="The market it is for.")
    vendor_id: Words | None = Field(None, description="The vendor it is for.")
    queue_id: Words | None = Field(None, description="The queue it is for.")
    role: Words | None = Field(None, description="The role it is for.")
    tenure_band: Words | None = Field(None, description="The tenure it is for.")
    valid_from: Day = Field(description="First day on which it holds.")
    valid_to: Day | None = Field(
        None, description="First day on which it no longer holds: its last day is the one before."
    )
    target: Number = Field(description="The value to reach.")
    floor: Number | None = Field(None, description="The value below which a consequence follows.")
    direction: Literal["at_least", "at_most"] = Field(description="Which side of the target is good.")
    source: Words | None = Field(None, description="Where it is written, such as a contract's clause.")
    credit_malus: Number | None = Field(None, description="Not read any more; may stand in older files.")


class Editions(RootModel[dict[Name, Edition]]):
    """params/editions.yml: the editions by name."""

    @model_validator(mode="after")
    def _names_are_free(self) -> Editions:
        if VENDORS in self.root:
            raise refusal(f"{VENDORS} stands for every vendor's edition", "give the edition another name")
        return self


class TargetsParams(RootModel[tuple[TargetParams, ...]]):
    """params/targets.yml: what was agreed, where the sources have no such table."""
