"""Which jobs a command line asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from pydantic import JsonValue
from pydantic_core import PydanticCustomError

from ..errors import ParamsError, Problem
from ..periods import Period
from .models import ReportParams
from .params import ALL_MARKETS, Job, Params
from .remedies import instead

JOINT = "all_markets"  # the scope of a report that is one on all markets


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
    named = sorted({*(markets or ())})
    usual = (name for name, report in params.reports.items() if not report.asked)
    chosen_markets = named or [*sorted(params.markets), ALL_MARKETS]
    chosen_reports = sorted({*(reports or ())} or usual)
    chosen_editions = sorted({*(editions or ())} or params.editions)
    known = (params.reports[name] for name in chosen_reports if name in params.reports)
    set_to = {report.name: _values(report, parameters or {}) for report in known}
    problems = [
        *_unknown(named, params.market),
        *_unknown(chosen_reports, params.report),
        *_unknown(chosen_editions, params.edition),
        *(problem for _, wrong in set_to.values() for problem in wrong),
    ]
    if problems:
        raise ParamsError(*problems)
    made = tuple(
        Job(report, market, period, edition, set_to[report][0], params.reports[report].figures)
        for market, report, edition in _made_of(params, chosen_markets, chosen_reports)
        if edition in chosen_editions
    )
    if not made:
        joint = bool(named) and all(params.reports[name].scope == JOINT for name in chosen_reports)
        raise ParamsError(_nothing(chosen_reports, chosen_editions, joint=joint))
    return made


def _made_of(
    params: Params, markets: Iterable[str], reports: Sequence[str]
) -> Iterator[tuple[str, str, str]]:
    """Market, report and edition of all that is made of these markets and reports."""
    for market in markets:
        for report in reports:
            if (params.reports[report].scope == JOINT) == (market == ALL_MARKETS):
                yield from ((market, report, edition) for edition in params.editions_of(report, market))


def _nothing(reports: list[str], editions: list[str], *, joint: bool) -> Problem:
    """Why no job was asked for: reports on all markets have no market, or no edition of that name."""
    named = ", ".join(reports)
    if joint:
        return Problem("is one report on all markets", named, "leave out the market")
    where = f"{named} with edition {', '.join(editions)}"
    return Problem("no report is made in that edition", where, "name another report or edition")


def _unknown(names: Iterable[str], entry: Callable[[str], object]) -> Iterator[Problem]:
    for name in names:
        try:
            entry(name)
        except ParamsError as error:
            yield from error.problems


def _values(report: ReportParams, given: Mapping[str, object]) -> tuple[dict[str, JsonValue], list[Problem]]:
    """The values of a report's parameters, and what is wrong with those that are given."""
    where = f"params/reports/{report.name}.yml"
    problems = [
        Problem(f"no parameter {name!r}", where, instead(name, report.parameters))
        for name in given
        if name not in report.parameters
    ]
    values: dict[str, JsonValue] = {}
    for name, parameter in report.parameters.items():
        try:
            values[name] = parameter.value(given.get(name, parameter.default))
        except PydanticCustomError as error:
            context = error.context or {}
            problems.append(Problem(f"parameter {name}: {context['what']}", where, context["remedy"]))
    return values, problems
