"""Which jobs a command line asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from pydantic import JsonValue
from pydantic_core import PydanticCustomError

from ..errors import ParamsError, Problem
from ..periods import Period
from .models import Report
from .params import ALL_MARKETS, Job, Params
from .remedies import instead

_Entry = TypeVar("_Entry")


def jobs(
    params: Params,
    period: Period,
    *,
    reports: Iterable[str] | None = None,
    markets: Iterable[str] | None = None,
    editions: Iterable[str] | None = None,
    parameters: Mapping[str, object] | None = None,
) -> tuple[Job, ...]:
    """
    The jobs of a period, by market, report and edition; where none is named, all of them.

    Reports that are made only where they are asked for are left out unless named. A report on all markets is
    one job, the last, and is left out where markets are named. `parameters` are set in every report asked
    for. Raises ParamsError with every unknown name and every value that does not fit.
    """
    problems: list[Problem] = []
    named = [*(markets or ())]
    chosen_markets = _chosen(named, params.markets, params.market, problems)
    usual = {name: report for name, report in params.reports.items() if not report.asked}
    chosen_reports = _chosen(reports, params.reports if reports else usual, params.report, problems)
    chosen_editions = _chosen(editions, params.editions, params.edition, problems)
    values = {name: _values(params.reports[name], parameters or {}, problems) for name in chosen_reports}
    if problems:
        raise ParamsError(*problems)
    made = tuple(
        Job(report, market, period, edition, values[report], params.reports[report].figures)
        for market in (*chosen_markets, *([] if named else [ALL_MARKETS]))
        for report in chosen_reports
        if (params.reports[report].scope == "all_markets") == (market == ALL_MARKETS)
        for edition in params.editions_of(report, market)
        if edition in chosen_editions
    )
    if not made:
        joint = bool(named) and all(params.reports[r].scope == "all_markets" for r in chosen_reports)
        raise ParamsError(_nothing(chosen_reports, chosen_editions, joint=joint))
    return made


def _nothing(reports: list[str], editions: list[str], *, joint: bool) -> Problem:
    """Why no job was asked for: reports on all markets have no market, or no edition of that name."""
    named = ", ".join(reports)
    if joint:
        return Problem("is one report on all markets", named, "leave out the market")
    where = f"{named} with edition {', '.join(editions)}"
    return Problem("no report is made in that edition", where, "name another report or edition")


def _chosen(
    names: Iterable[str] | None,
    known: Mapping[str, _Entry],
    entry: Callable[[str], _Entry],
    problems: list[Problem],
) -> list[str]:
    chosen = sorted(set(names or known))
    for name in chosen:
        try:
            entry(name)
        except ParamsError as error:
            problems.extend(error.problems)
    return [name for name in chosen if name in known]


def _values(report: Report, given: Mapping[str, object], problems: list[Problem]) -> dict[str, JsonValue]:
    where = f"params/reports/{report.name}.yml"
    problems.extend(
        Problem(f"no parameter {name!r}", where, instead(name, report.parameters))
        for name in given
        if name not in report.parameters
    )
    values: dict[str, JsonValue] = {}
    for name, parameter in report.parameters.items():
        try:
            values[name] = parameter.value(given.get(name, parameter.default))
        except PydanticCustomError as error:
            context = error.context or {}
            problems.append(Problem(f"parameter {name}: {context['what']}", where, context["remedy"]))
    return values
