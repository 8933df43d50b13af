"""Which files a market's slice stands in: found by path, so that cost follows the slice, not the history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass
from pathlib import Path

from ..contracts import CANONICAL, RETIRED, TableContract
from ..engines import Files
from ..errors import DataError, ParamsError, Problem
from ..params import Mapping, Params, Sources
from ..periods import months
from .expressions import misuses
from .paths import PLACE, expand, is_pattern, refusals

MADE_OF_PARAMS = "markets"
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
    """The files of one table that are there, by mapping; `absent` are paths of a month that are not."""

    table: TableContract
    parts: tuple[tuple[Mapping, Files], ...]
    absent: MappingOf[str, str]  # path to month

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
    if mapping.columns is None:
        return []
    where = f"{PLACE}: {table.name}"
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
    return unknown + left_out


def implied(table: TableContract, mapping: Mapping, column: str) -> bool:
    """Whether a column need not be in the files: a path with {market} says whose rows they hold."""
    return column == "market_id" and table.by_market and "{market}" in mapping.files


def made_of_others(table: TableContract, column: str, there: Collection[str]) -> bool:
    """Whether a column need not be in the files because others are `there` of which it is made."""
    return (table.name, column) == ("labels", "label_id") and not {*there}.isdisjoint(INSTEAD)


def find(sources: Sources, workspace: Path, cut: Slice) -> dict[str, Source]:
    """
    The files of every mapped table.

    A pattern may match nothing; a plain path must be a file. Raises DataError naming those that are not, and
    links that lead out of the workspace and of the folders that sources.yml names.
    """
    problems: list[Problem] = []
    found = {
        name: _source(CANONICAL[name], mappings, workspace, cut, problems)
        for name, mappings in sources.tables.items()
        if name in CANONICAL
    }
    names = {name for source in found.values() for _, files in source.parts for name in files.names}
    problems += refusals(workspace, sources.folders, names)
    if problems:
        raise DataError(*dict.fromkeys(problems))
    return found


def _source(
    table: TableContract, mappings: tuple[Mapping, ...], workspace: Path, cut: Slice, problems: list[Problem]
) -> Source:
    parts = []
    absent: dict[str, str] = {}
    for mapping in mappings:
        names: set[str] = set()
        for month in cut.months() if "{month}" in mapping.files else ("",):
            path = mapping.files.replace("{market}", cut.market).replace("{month}", month)
            there = expand(workspace, path)
            names.update(there)
            if month and not there:
                absent[path] = month
            elif not there and path == mapping.files and not is_pattern(path):
                problems.append(Problem("no such file", path, f"deliver it, or correct {PLACE}"))
        if names:
            parts.append((mapping, _files(mapping, workspace, names)))
    return Source(table, tuple(parts), absent)


def _files(mapping: Mapping, workspace: Path, names: set[str]) -> Files:
    return Files(
        workspace, tuple(sorted(names)), mapping.format, mapping.names, mapping.delimiter, mapping.encoding
    )
