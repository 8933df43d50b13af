"""The two nouns made of params/: all of the parameters, and one job."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pydantic import JsonValue

from ..errors import ParamsError, Problem
from ..periods import Period
from ..sealed import canonical
from .commentary import Comment
from .folders import Folders
from .mappings import Sources
from .models import VENDORS, Edition, Figure, Limits, MarketParams, Project, ReportParams, TargetParams
from .remedies import instead
from .yaml import Document

_Entry = TypeVar("_Entry")
ALL_MARKETS = "all"  # the market of a job on all of them; no market's id is lower-case
INVESTIGATIONS = "investigations"  # begins the key of a job with a subject; no period does


@dataclass(frozen=True)
class Job:
    """
    One report of one market, period and edition, with the values of its parameters.

    `market` is ALL_MARKETS for a report on all of them. `subject` tells investigations of the same days
    apart; other reports have none.
    """

    report: str
    market: str
    period: Period
    edition: str
    parameters: Mapping[str, JsonValue] = field(default_factory=dict, hash=False)
    figures: tuple[Figure, ...] = ()
    subject: str = ""

    @property
    def key(self) -> str:
        """
        Its name, and its path below outputs/reports: <period>/<market>/<report>/<edition>.

        That of an investigation is its path below outputs: investigations/<market>/<period>/<subject>.
        """
        if self.subject:
            return f"{INVESTIGATIONS}/{self.market}/{self.period.text}/{self.subject}"
        return f"{self.period.text}/{self.market}/{self.report}/{self.edition}"


@dataclass(frozen=True)
class Params:
    """
    Everything in params/, valid and consistent; markets, reports and editions by name.

    `commentary` is by period and market.
    """

    project: Project
    sources: Sources
    markets: Mapping[str, MarketParams]
    reports: Mapping[str, ReportParams]
    editions: Mapping[str, Edition]
    targets: tuple[TargetParams, ...] = ()
    commentary: Mapping[tuple[str, str], tuple[Comment, ...]] = field(default_factory=dict)
    folders: Folders = field(default=Folders(Path()), compare=False, repr=False)
    documents: Mapping[str, Document] = field(default_factory=dict, compare=False, repr=False)

    def market(self, market_id: str) -> MarketParams:
        """The market of that id; ParamsError listing those there are."""
        return _entry(self.markets, market_id, "market", "params/markets")

    def markets_of(self, job: Job) -> tuple[str, ...]:
        """The ids of the markets a job reports on."""
        return tuple(sorted(self.markets)) if job.market == ALL_MARKETS else (self.market(job.market).id,)

    def locale(self, job: Job) -> str:
        """How a job's report writes numbers and dates."""
        return self.project.locale if job.market == ALL_MARKETS else self.market(job.market).locale

    def report(self, name: str) -> ReportParams:
        """The report of that name; ParamsError listing those there are."""
        return _entry(self.reports, name, "report", "params/reports")

    def edition(self, name: str) -> Edition:
        """The edition of that name; ParamsError listing those there are."""
        return _entry(self.editions, name, "edition", "params/editions.yml")

    def editions_of(self, report: str, market: str) -> tuple[str, ...]:
        """
        The editions that a report has in a market, or in ALL_MARKETS.

        VENDORS stands for the vendors' editions; those of vendors that do not work in the market are not
        made.
        """
        named = self.report(report).editions
        every = [name for name, edition in self.editions.items() if edition.kind == "vendor"]
        spelt = [name for entry in named for name in (sorted(every) if entry == VENDORS else [entry])]
        return tuple(
            name
            for name in dict.fromkeys(spelt)
            if self.editions[name].kind == "internal" or market in self.editions[name].markets
        )

    def commentary_of(self, job: Job) -> tuple[Comment, ...]:
        """What people wrote on a job's figures for its edition; what is for others is not among it."""
        return tuple(
            comment
            for comment in self.commentary.get((job.period.text, job.market), ())
            if job.edition in comment.editions and (not comment.reports or job.report in comment.reports)
        )

    def place(self, file: str, *keys: str | int) -> str:
        """File and line of a key, for whoever finds later that it is wrong: params/sources.yml:12."""
        document = self.documents.get(file)
        return document.place(*keys) if document else f"params/{file}"

    def limits(self, report: str) -> Limits:
        """The project's limits with what the report changes of them."""
        changed = self.report(report).limits
        if changed is None:
            return self.project.limits
        return self.project.limits.model_copy(
            update={name: getattr(changed, name) for name in changed.model_fields_set}
        )

    @property
    def history_weeks(self) -> int:
        """The longest history any report asks for: what a snapshot must hold."""
        return max(report.history_weeks or self.project.history_weeks for report in self.reports.values())

    def digest(self, job: Job) -> str:
        """
        One digest for all that can change a job's report besides its snapshot and the code.

        Not the sources: what they yield is the snapshot. Comments and layout of the files do not count.
        """
        return "sha256:" + hashlib.sha256(self.content(job)).hexdigest()

    def content(self, job: Job) -> bytes:
        """What the digest is of, as JSON."""
        content = {
            "project": self.project.model_dump(mode="json"),
            "markets": [self.market(market).model_dump(mode="json") for market in self.markets_of(job)],
            "report": self.report(job.report).model_dump(mode="json"),
            "edition": self.edition(job.edition).model_dump(mode="json"),
            "targets": [target.model_dump(mode="json") for target in self.targets],
            "parameters": dict(job.parameters),
            "commentary": [
                comment.model_dump(mode="json", exclude={"editions", "reports"})
                for comment in self.commentary_of(job)
            ],
        }
        return canonical(content)


def _entry(entries: Mapping[str, _Entry], name: str, noun: str, where: str) -> _Entry:
    try:
        return entries[name]
    except KeyError:
        raise ParamsError(Problem(f"no {noun} {name!r}", where, instead(name, entries))) from None
