"""The numbers behind an exhibit: its lines for summary.json and its CSV."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Sequence
from numbers import Real

from ...components import Data, FigureOfRecord, inert
from ...estimates import Estimate, Estimates, Verdict
from ...signs import bare

_HEADER = ("figure", "value", "low", "high", "n", "n_eff", "unit", "method")


def record(
    name: str, estimate: Estimate, verdict: Verdict | None = None, by: dict[str, str] | None = None
) -> FigureOfRecord:
    """One printed figure, in full precision; the end of an open interval is None."""
    return FigureOfRecord(
        name=name,
        by={column.removesuffix("_id"): value for column, value in (by or {}).items()},
        value=number(estimate.value),
        low=number(estimate.low),
        high=number(estimate.high),
        n=int(estimate.n),
        unit=estimate.unit.value,
        target=verdict.target.value if verdict else None,
        verdict=verdict.outcome.value if verdict else "none",
        probability=verdict.probability if verdict else None,
        more=verdict.more if verdict else None,
        method=estimate.method,
        flags=estimate.flags,
    )


def records(
    estimates: Estimates, verdicts: Sequence[Verdict | None] | None = None
) -> tuple[FigureOfRecord, ...]:
    """
    Every row of a table as a printed figure; without rows the one figure that nobody can make.

    `verdicts` are in the order of the rows.
    """
    if not len(estimates):
        return (record(estimates.figure, estimates.first()),)
    judged = verdicts or [None] * len(estimates)
    return tuple(
        record(estimates.figure, estimate, verdict, by)
        for (by, estimate), verdict in zip(estimates, judged, strict=True)
    )


def sheet(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> Data:
    """
    The CSV of an exhibit, `name`.csv.

    Text that a spreadsheet would take for a formula gets an apostrophe in front; numbers stay numbers.
    """
    held = [[_guarded(value) for value in row] for row in rows]
    numeric = tuple(i for i in range(len(header)) if _holds_numbers(row[i] for row in held))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([_guarded(column) for column in header])
    writer.writerows(held)
    return Data(file=f"{name}.csv", csv=text.getvalue(), rows=len(held), numeric=numeric)


def sheet_of_many(name: str, measures: Sequence[Estimates]) -> Data:
    """The CSV of several measures by the same columns, one below the other."""
    header = [*(column.removesuffix("_id") for column in measures[0].by), *_HEADER]
    rows = [
        [*by.values(), estimates.figure, e.value, e.low, e.high, e.n, e.n_eff, e.unit.value, e.method]
        for estimates in measures
        for by, e in estimates
    ]
    return sheet(name, header, rows)


def number(value: float) -> float | None:
    """A number as JSON has it: None where it is not finite."""
    return float(value) if math.isfinite(value) else None


def _guarded(value: object) -> object:
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return ""
    return inert(bare(value)) if isinstance(value, str) else value


def _holds_numbers(values: Iterable[object]) -> bool:
    """Whether there are numbers and nothing else; a gap is no text."""
    given = [value for value in values if value != ""]
    return bool(given) and all(isinstance(v, Real) and not isinstance(v, bool) for v in given)
