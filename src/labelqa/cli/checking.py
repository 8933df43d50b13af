"""What a check found in a market's data: rows by table, what was set aside, which sections are on or off."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any

from ..contracts import CANONICAL
from ..errors import NotebookError
from ..execute import sections
from ..params import Params
from ..snapshots import Snapshot
from ..snapshots.clocks import by_zone


@dataclass(frozen=True)
class Refused:
    """Rows of a table that were set aside for one reason, with one of them."""

    reason: str
    rows: int
    example: str


@dataclass(frozen=True)
class CheckedTable:
    """Rows of a table."""

    table: str
    read: int
    kept: int
    refused: int
    because: tuple[Refused, ...]


@dataclass(frozen=True)
class MissingTable:
    """A table that is not there, and why."""

    table: str
    why: str
    off: tuple[str, ...]  # what is off without it, a report each


@dataclass(frozen=True)
class ReportSections:
    """Which sections of a report there will be; the others, with the tables that they lack."""

    report: str
    on: tuple[str, ...]
    off: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class CheckedMarket:
    """What a check says of a market whose data are right."""

    market: str
    snapshot: str
    digest: str
    tables: tuple[CheckedTable, ...]
    zones: Mapping[str, tuple[str, ...]]
    derived: tuple[str, ...]  # tables made of the rows of labels
    notes: tuple[str, ...]
    sections: tuple[ReportSections, ...]
    missing: tuple[MissingTable, ...]

    def as_json(self) -> dict[str, Any]:
        """The same for programs."""
        return asdict(self)


@dataclass(frozen=True)
class Contents:
    """A report's sections: the tables that each needs, and the figures that it must show."""

    needs: Mapping[str, tuple[str, ...]]
    figures: Mapping[str, Sequence[str]]

    def without(self, missing: Collection[str]) -> dict[str, str]:
        """By missing table the sections that are off for it, with their figures, in words."""
        off = sections.without(self.needs, missing)
        return {table: ", ".join(self._named(name) for name in names) for table, names in off.items()}

    def lacking(self, missing: Collection[str]) -> dict[str, tuple[str, ...]]:
        """By section that is off, the missing tables that it needs."""
        off = sections.without(self.needs, missing)
        return {
            name: tables
            for name in self.needs
            if (tables := tuple(table for table, names in off.items() if name in names))
        }

    def _named(self, section: str) -> str:
        return f"{section} ({', '.join(found)})" if (found := self.figures.get(section)) else section


def contents(params: Params) -> dict[str, Contents]:
    """The contents of every report on a market whose notebook can be read."""
    found = {}
    for name, report in params.reports.items():
        if report.scope == "market":
            figures: dict[str, list[str]] = {}
            for figure in report.figures:
                figures.setdefault(figure.section, []).append(figure.name)
            with suppress(NotebookError):  # the review of the notebooks says so
                needs = sections.needs(params.folders.notebook(report.notebook))
                found[name] = Contents(needs, figures)
    return found


def checked(market: str, frozen: Snapshot, reports: Mapping[str, Contents]) -> CheckedMarket:
    """What is to be said of a market's snapshot and of the reports on it."""
    facts = frozen.facts
    missing = [name for name in CANONICAL if name in facts.missing]
    return CheckedMarket(
        market,
        frozen.number,
        frozen.digest,
        tuple(_table(frozen, name) for name in facts.read),
        {zone: tuple(told) for zone, told in by_zone(facts.clocks).items()},
        tuple(facts.derived),
        tuple(facts.notes),
        tuple(_sections(report, of, missing) for report, of in reports.items()),
        tuple(
            MissingTable(name, facts.missing[name], tuple(_off(name, reports, missing))) for name in missing
        ),
    )


def _table(frozen: Snapshot, name: str) -> CheckedTable:
    facts = frozen.facts
    read, kept = facts.read[name], facts.kept[name]
    because = tuple(
        Refused(reason, rows, facts.examples[name][reason].told())
        for reason, rows in facts.rejected.get(name, {}).items()
    )
    return CheckedTable(name, read, kept, read - kept, because)


def _sections(report: str, of: Contents, missing: Collection[str]) -> ReportSections:
    off = of.lacking(missing)
    return ReportSections(report, tuple(name for name in of.needs if name not in off), off)


def _off(table: str, reports: Mapping[str, Contents], missing: Collection[str]) -> Iterator[str]:
    """What is off without a table, a report each."""
    for report, of in reports.items():
        if told := of.without(missing).get(table):
            yield f"{report}: {told}"
