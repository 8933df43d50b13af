"""Which files a market's slice stands in: found by path, so that cost follows the slice, not the history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from ..contracts import CANONICAL, RETIRED, ColumnKind, TableContract
from ..engines import Files
from ..errors import DataError, ParamsError, Problem
from ..intake import Intake, databases
from ..intake.places import Listed, Stores
from ..params import CALENDARS, DELIMITED, Mapping, Params, Sources
from ..params.addresses import is_address, is_pattern
from ..periods import months
from .expressions import misuses
from .paths import PLACE, expand, refusals

MADE_OF_PARAMS = "markets"
UNITED = ("time", "schedules")
_OF_KINDS = {
    "percent": {ColumnKind.NUMBER},
    "format epoch": {ColumnKind.INSTANT},
    "format epoch_ms": {ColumnKind.INSTANT},
    "format excel": {ColumnKind.INSTANT, ColumnKind.DATE},
}
INSTEAD = ("label_ids", "spans", "boxes")
"""Columns of labels of which label_id is made where a row has them."""


@dataclass(frozen=True)
class Slice:
    """What of the sources a snapshot is about: a market's rows from `start` up to `end`, both in UTC."""

    market: str
    start: dt.datetime
    end: dt.datetime
    alone: bool = True  # the company has no other market

    def months(self) -> tuple[str, ...]:
        """The UTC months it touches, as YYYY-MM."""
        return months(self.start.date(), (self.end - dt.timedelta(microseconds=1)).date())


@dataclass(frozen=True)
class Source:
    """
    The files of one table that are there, by mapping; `absent` are paths of a month that are not.

    Those at addresses are `listed`, and what lies in a database has the name of its place: both stand here
    once they are brought.
    """

    table: TableContract
    parts: tuple[tuple[Mapping, Files], ...]
    absent: MappingOf[str, str]  # path to month
    listed: MappingOf[str, Listed] = field(default_factory=dict)  # address to file

    def wanted(self) -> list[databases.Wanted]:
        """Its mappings of databases."""
        return [databases.Wanted(self.table.name, m) for m, _ in self.parts if m.database is not None]

    def is_here(self, name: str) -> bool:
        """Whether a file stands in the workspace."""
        return name not in self.listed and name not in {each.place for each in self.wanted()}

    def paths(self) -> set[Path]:
        """Every file it is read from."""
        return {files.path(name) for _, files in self.parts for name in files.names}


def check(params: Params) -> None:
    """
    Raise ParamsError naming every table and column that no contract has, and every column left out.

    So it does of every expression and condition that is more than an expression over a row.
    """
    sources, problems = params.sources, list[Problem]()
    known = sorted(set(CANONICAL) - {MADE_OF_PARAMS})
    for name, mappings in sources.tables.items():
        if name in known:
            problems += [misfit for mapping in mappings for misfit in _misfits(CANONICAL[name], mapping)]
        elif name not in RETIRED:
            problems.append(Problem(f"no table {name}", PLACE, f"have {', '.join(known)}"))
    for name in sources.control_totals:
        if name in known and CANONICAL[name].at is None:
            problems.append(
                Problem(f"control totals by month of {name}, whose rows have no time", PLACE, "remove them")
            )
    problems += misuses(params)
    if problems:
        raise ParamsError(*problems)


def _misfits(table: TableContract, mapping: Mapping) -> list[Problem]:
    where = f"{PLACE}: {table.name}"
    if mapping.columns is None:
        return _strange(table, mapping, where)
    known = [column.name for column in table.columns]
    needed = [
        c.name
        for c in table.columns
        if c.required
        and not implied(table, mapping, c.name)
        and not made_of_others(table, c.name, mapping.columns)
    ]
    unknown = [
        Problem(f"the table has no column {name}", where, f"have {', '.join(known)}")
        for name in mapping.columns
        if name not in (*known, *table.retired)
    ]
    remedy = "name the column, constant or expression it comes from"
    left_out = [
        Problem(f"column {name} is not mapped", where, remedy)
        for name in needed
        if name not in mapping.columns
    ]
    return unknown + left_out + _strange(table, mapping, where)


def _strange(table: TableContract, mapping: Mapping, where: str) -> list[Problem]:
    """Options that say nothing of a table's rows, or of values of a column's kind."""
    problems = []
    if mapping.overlaps and table.name not in UNITED:
        remedy = f"leave it out; {' and '.join(UNITED)} have intervals"
        problems.append(Problem(f"the table {table.name} has no overlaps", where, remedy))
    kinds = {column.name: column.kind for column in table.columns}
    for name, origin in (mapping.columns or {}).items():
        kind = kinds.get(name)
        said = {"percent": origin.percent, f"format {origin.format}": origin.format in CALENDARS}
        for option in (option for option, is_said in said.items() if is_said and kind):
            if kind not in _OF_KINDS[option]:
                what = f"{option} says nothing of {name}, which is {kind}"
                problems.append(Problem(what, where, "leave it out, or write an expression"))
    return problems


def implied(table: TableContract, mapping: Mapping, column: str) -> bool:
    """Whether a column need not be in the files: a path or query with {market} says whose rows they hold."""
    return column == "market_id" and table.by_market and mapping.names_market


def made_of_others(table: TableContract, column: str, there: Collection[str]) -> bool:
    """Whether a column need not be in the files because others are `there` of which it is made."""
    return (table.name, column) == ("labels", "label_id") and not {*there}.isdisjoint(INSTEAD)


def find(sources: Sources, workspace: Path, cut: Slice) -> dict[str, Source]:
    """
    The files of every mapped table; stores are asked what they have, databases are not.

    A pattern may match nothing; a plain path must be a file. Raises DataError naming those that are not, and
    links that lead out of the workspace and of the folders that sources.yml names.
    """
    problems: list[Problem] = []
    search = _Search(workspace, Stores(sources, workspace), cut, problems)
    found = {
        name: search.source(CANONICAL[name], mappings)
        for name, mappings in sources.tables.items()
        if name in CANONICAL
    }
    names = {
        name
        for source in found.values()
        for _, files in source.parts
        for name in files.names
        if source.is_here(name)
    }
    problems += refusals(workspace, sources.folders, names | databases.files(sources.databases))
    if problems:
        raise DataError(*dict.fromkeys(problems))
    return found


def staged(found: MappingOf[str, Source], folder: Path) -> dict[str, Source]:
    """
    The same sources as files that an engine reads, those that none does staged in a folder.

    Raises DataError listing every file that is not in the form that its mapping says.
    """
    intake, problems, ready = Intake(folder), list[Problem](), dict[str, Source]()
    for name, source in found.items():
        parts = []
        for mapping, files in source.parts:
            try:
                parts.append((mapping, intake.stage(mapping, files)))
            except DataError as error:
                problems += error.problems
        ready[name] = replace(source, parts=tuple(parts))
    if problems:
        raise DataError(*dict.fromkeys(problems))
    return ready


@dataclass
class _Search:
    """The search for a slice's files, and what is wrong with those that must be there."""

    workspace: Path
    stores: Stores
    cut: Slice
    problems: list[Problem]

    def source(self, table: TableContract, mappings: tuple[Mapping, ...]) -> Source:
        """The files of one table."""
        parts = []
        absent: dict[str, str] = {}
        listed: dict[str, Listed] = {}
        for mapping in mappings:
            if mapping.files is None:
                names = {mapping.place(table.name)}
            else:
                names = self._names(mapping, mapping.files, absent, listed)
            if names:
                parts.append((mapping, _files(table, mapping, self.workspace, names)))
        return Source(table, tuple(parts), absent, listed)

    def _names(
        self, mapping: Mapping, files: str, absent: dict[str, str], listed: dict[str, Listed]
    ) -> set[str]:
        names: set[str] = set()
        for month in self.cut.months() if "{month}" in files else ("",):
            path = files.replace("{market}", self.cut.market).replace("{month}", month)
            there = self._there(path, mapping.digest, listed)
            names.update(there)
            if month and not there:
                absent[path] = month
            elif not there and path == files and not is_pattern(path):
                self.problems.append(Problem("no such file", path, f"deliver it, or correct {PLACE}"))
        return names

    def _there(self, path: str, digest: str | None, listed: dict[str, Listed]) -> list[str]:
        """The names of the files that a path means; of those at addresses what their store tells."""
        if not is_address(path):
            return expand(self.workspace, path)
        try:
            found = {file.address: file for file in self.stores.listed(path, digest)}
        except DataError as error:
            self.problems += error.problems
            return [path]
        listed.update(found)
        return list(found)


def _files(table: TableContract, mapping: Mapping, workspace: Path, names: set[str]) -> Files:
    """The files of a mapping where they were delivered; `intake` says how an engine reads them."""
    canonical = {column.name for column in table.columns} if mapping.columns is None else set[str]()
    form: Literal["csv", "parquet"] = "csv" if mapping.format in DELIMITED else "parquet"
    return Files(workspace, tuple(sorted(names)), form, wanted=mapping.speaks_of() | canonical)
