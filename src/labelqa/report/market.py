"""One market's report: every section under its own name, and what any measure can be shown in."""

from __future__ import annotations

import datetime as dt
import inspect
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd

from ..contracts import CANONICAL
from ..errors import Problem, UnknownNameError
from ..extracts import Extract, open_extract
from ..signs import isolated
from .data import gate, queries
from .data.gate import exhibit, is_counted, of_own_work
from .data.rows import ExtractReader, Span
from .data.setting import Setting
from .data.targets import targets_of
from .drawing.svg import escaped
from .front_matter.cover import cover
from .front_matter.executive import Executive, Sections
from .language.numerals import Numerals
from .language.vocabulary import term
from .page.charts import Charts
from .page.in_jupyter import show_answers, theme_figures
from .page.made_how import Methods
from .page.own_measures import OwnMeasures
from .page.section_exhibits import SectionExhibits
from .page.stage import Show, Stage, jupyter
from .page.text import Text
from .sections.accuracy.exhibits import Accuracy
from .sections.actions.exhibits import Actions
from .sections.agents.exhibits import Agents
from .sections.agreement.exhibits import Agreement
from .sections.auditors.exhibits import Auditors
from .sections.calibration.exhibits import Calibration
from .sections.capacity.exhibits import Capacity
from .sections.comparison.exhibits import Comparison
from .sections.compliance.exhibits import Compliance
from .sections.confusion.exhibits import Confusion
from .sections.impact.exhibits import Impact
from .sections.impact.words import CONSUMERS, KINDS
from .sections.investigation.exhibits import Investigation
from .sections.labels.exhibits import Labels
from .sections.lots.exhibits import Lots
from .sections.ramp_up.exhibits import RampUps
from .sections.requests.exhibits import Requests
from .sections.risks.exhibits import Risks
from .sections.sampling.exhibits import Sampling
from .sections.time.exhibits import Time
from .sections.volume.exhibits import Volume

_STATES = CANONICAL["time"].column("state").values  # noqa: PD011 - of a column, not of a frame
_NAMED = {
    "site_id": "sites",
    "vendor_id": "vendors",
    "queue_id": "queues",
    "label_id": "label_classes",
    "ref_label_id": "label_classes",
}
_Section = TypeVar("_Section")


class Report(Charts, Text, OwnMeasures):
    """
    One edition's data and everything a notebook can do with it.

    Ask a section for a measure (`r.accuracy(by="site")`, `r.requests.on_time()`), show it
    (`r.forest(...)`), or ask in SQL.
    """

    def __init__(self, rows: ExtractReader, setting: Setting, stage: Stage) -> None:
        super().__init__(rows, setting, stage)
        at = (rows, setting, stage)

        def of(section: type[_Section]) -> type[_Section]:
            return gate.for_vendors(section) if setting.context.vendor else section

        self.accuracy = of(Accuracy)(*at)
        self.actions = of(Actions)(*at)
        self.agreement = of(Agreement)(*at)
        self.auditors = of(Auditors)(*at)
        self.calibration = of(Calibration)(*at)
        self.capacity = of(Capacity)(*at)
        self.confusion = of(Confusion)(*at)
        self.impact = of(Impact)(*at)
        self.labels = of(Labels)(*at)
        self.lots = of(Lots)(*at)
        self.methods = of(Methods)(*at)
        self.requests = of(Requests)(*at)
        self.sampling = of(Sampling)(*at)
        self.time = of(Time)(*at)
        self.volume = of(Volume)(*at)
        self.risks = of(Risks)(*at, follow_ups=self.actions.follow_ups)
        self.agents = of(Agents)(*at, findings=self.risks.findings)
        self.ramp_up = of(RampUps)(*at, findings=self.risks.findings)
        self.comparison = of(Comparison)(*at, accuracy=self.accuracy)
        self.compliance = of(Compliance)(*at, sampling=self.sampling)
        self.investigation = of(Investigation)(*at, actions=self.actions)
        asked = Sections(self.accuracy, self.agents, self.risks, self.sampling, self.volume)
        self.executive = of(Executive)(*at, asked)

    def __getattr__(self, name: str) -> Any:
        """Raise UnknownNameError; where a section has what a notebook asks of the report, it says which."""
        there = [f"{mine}.{name}" for mine, section in sections_of(self) if name in dir(section)]
        if not there or name.startswith("_"):
            return super().__getattr__(name)
        raise UnknownNameError(Problem(f"r has nothing called {name!r}", f"r.{name}", f"ask {there[0]}"))

    def __repr__(self) -> str:
        context = self._context
        return f"{context.title}, {context.market.name}, {context.period.label}, {context.edition}"

    def _repr_html_(self) -> str:
        """What a report holds, as Jupyter shows it: its sections with what they are about."""
        held = (
            (name, (inspect.getdoc(section) or "").partition("\n")[0]) for name, section in sections_of(self)
        )
        rows = "".join(f"<tr><td>{name}</td><td>{escaped(about)}</td></tr>" for name, about in held)
        return f"<p>{escaped(repr(self))}</p><table>{rows}</table>"

    @exhibit
    def cover(self) -> None:
        """
        The first page, with the market's weeks as dots where it has audits or gold.

        >>> r.cover()
        """
        weekly = self.accuracy.weeks_of_cover()
        target = self._target(term(weekly.name).metric)
        self._stage.emit(cover(self._setting, weekly, target, self.volume.scope()))

    @of_own_work
    def rows(self, name: str) -> pd.DataFrame:
        """
        A table of the extract, with all its rows: of the whole window, where they have a time.

        Raises ParamsError for a table that no report knows, DataError for one that this extract lacks.

        >>> r.rows("label_days")
        """
        self._rows.require(name, "r.rows, name")
        return self._rows.table(name).copy()

    @of_own_work
    def sql(self, query: str, *, span: Span = "period") -> pd.DataFrame:
        """
        The result of an SQL query (DuckDB) over the extract's tables.

        Of a table whose rows have a time it sees those of `span`: the period, or with span="window" all there
        are. Raises ParamsError for a query that names what there is not.

        >>> r.sql("select count(*) from label_days", span="window")
        """
        return queries.answer(self._rows, query, span)


def open_report(extract: str | Path, *, show: Show = jupyter) -> Report:
    """
    Open and verify an extract's folder.

    A vendor's extract gives a report whose every answer is cleared for it. Raises ParamsError where no
    extract is named, DataError where a file was altered. `show` takes the MIME bundle of each component.
    """
    opened = open_extract(extract)
    setting = setting_of(opened)
    if show is jupyter:
        show_answers(setting)
        theme_figures()
    if opened.context.vendor is None:
        return Report(ExtractReader(opened), setting, Stage(show))
    return gate.for_vendors(Report)(ExtractReader(opened), setting, Stage(show, gate.check))


def setting_of(extract: Extract) -> Setting:
    """What every exhibit of a market's report needs to know."""
    context = extract.context
    table = extract.table("targets") if "targets" in extract.tables() else None
    last_day = context.period.end - dt.timedelta(days=1)
    targets = targets_of(table, context.market.id, last_day, vendor=context.vendor)
    return Setting(context, Numerals(context.market.locale), names_of(extract), targets)


def names_of(extract: Extract) -> Mapping[str, Mapping[str, str]]:
    """What ids are called, by column, to stand in a text; an id with two names keeps itself."""
    names = {
        "state": {state: state.replace("_", " ").capitalize() for state in _STATES},
        "consumer": {**CONSUMERS},
        "kind": {**KINDS},
    }
    for column, table in _NAMED.items():
        if table not in extract.tables():
            continue
        frame = extract.table(table)
        key = "label_id" if column == "ref_label_id" else column
        if "name" not in frame:
            continue
        named = frame[[key, "name"]].dropna().drop_duplicates().drop_duplicates(key, keep=False)
        names[column] = dict(
            zip(named[key].astype(str), map(isolated, named["name"].astype(str)), strict=True)
        )
    return names


def sections_of(report: Report) -> list[tuple[str, SectionExhibits]]:
    """Every section of a report by what a notebook calls it."""
    return [(f"r.{name}", it) for name, it in vars(report).items() if isinstance(it, SectionExhibits)]


def questions_of(report: Report) -> list[str]:
    """All that sections can be asked, as `r.` goes on: accuracy, accuracy.on_gold, requests.on_time."""
    return [
        mine.removeprefix("r.") + ("" if name == "__call__" else f".{name}")
        for mine, section in sections_of(report)
        for name in ("__call__", *dir(section))
        if is_counted(getattr(section, name, None))
    ]
