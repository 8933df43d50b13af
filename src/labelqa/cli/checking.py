"""What a check found in a market's data: rows by table, what was set aside, and what is not there."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ..contracts import CANONICAL
from ..errors import NotebookError
from ..execute import sections
from ..params import Params
from ..snapshots import Snapshot, SnapshotFacts
from ..snapshots.clocks import by_zone

_GAP = "  "


@dataclass(frozen=True)
class Contents:
    """A report's sections: the tables that each needs, and the figures that it must show."""

    needs: Mapping[str, tuple[str, ...]]
    figures: Mapping[str, Sequence[str]]

    def without(self, missing: Collection[str]) -> dict[str, str]:
        """By missing table the sections that are off for it, with their figures, in words."""
        off = sections.without(self.needs, missing)
        return {table: ", ".join(self._named(name) for name in names) for table, names in off.items()}

    def _named(self, section: str) -> str:
        return f"{section} ({', '.join(found)})" if (found := self.figures.get(section)) else section


def contents(params: Params, workspace: Path) -> dict[str, Contents]:
    """The contents of every report on a market whose notebook can be read."""
    found = {}
    for name, report in params.reports.items():
        if report.scope == "market":
            figures: dict[str, list[str]] = {}
            for figure in report.figures:
                figures.setdefault(figure.section, []).append(figure.name)
            with suppress(NotebookError):  # the review of the notebooks says so
                needs = sections.needs(workspace / params.project.notebooks / report.notebook)
                found[name] = Contents(needs, figures)
    return found


def described(market: str, frozen: Snapshot, reports: Mapping[str, Contents]) -> str:
    """A market's tables and what was set aside, whose clocks were read, what is noted, what is missing."""
    facts = frozen.facts
    lines = [f"{market} {frozen.number} {frozen.digest}", *_tables(facts)]
    for zone, told in by_zone(facts.clocks).items():
        lines.append(f"times that name no zone are taken to be in {zone}: {', '.join(told)}")
    if facts.derived:
        lines.append(f"derived from the rows of labels: {', '.join(facts.derived)}")
    lines += [f"note: {note}" for note in facts.notes]
    return f"\n{_GAP}".join([*lines, *_missing(facts, reports)])


def _tables(facts: SnapshotFacts) -> list[str]:
    rows = [("table", "read", "kept", "refused", "because")]
    for table, count in facts.read.items():
        kept = facts.kept[table]
        because = [
            f"{reason} ({cases:,}, such as {facts.examples[table][reason].told()})"
            for reason, cases in facts.rejected.get(table, {}).items()
        ]
        rows.append((table, f"{count:,}", f"{kept:,}", f"{count - kept:,}", (because or [""])[0]))
        rows += [("", "", "", "", reason) for reason in because[1:]]
    return _aligned(rows, right=(1, 2, 3))


def _missing(facts: SnapshotFacts, reports: Mapping[str, Contents]) -> list[str]:
    missing = [name for name in CANONICAL if name in facts.missing]
    off = {report: of.without(missing) for report, of in reports.items()}
    rows = [("missing", "why", "switches off")]
    for table in missing:
        told = [f"{report}: {found[table]}" for report, found in off.items() if table in found]
        rows.append((table, facts.missing[table], (told or ["no section"])[0]))
        rows += [("", "", more) for more in told[1:]]
    return _aligned(rows) if missing else []


def _aligned(rows: Sequence[tuple[str, ...]], right: tuple[int, ...] = ()) -> list[str]:
    """Rows as lines of columns; those named by place stand to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        _GAP.join(
            cell.rjust(width) if place in right else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
