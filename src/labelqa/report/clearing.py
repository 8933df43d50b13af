"""A vendor's report: every answer passes one gate before it can reach a sentence, a chart or a file."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pandas as pd

from ..components import FigureOfRecord
from ..disclosure.rounding import COUNT_STEP, FEWEST, SHARE_STEP, STEPS, cleared, to_step
from ..errors import NotebookError, Problem
from ..estimates import Estimate, Estimates, Unit
from .vocabulary import PEOPLE, term

FEWEST_PEOPLE = 3  # of a vendor's own, whom it knows


def clear(estimates: Estimates) -> Estimates:
    """Estimates as a vendor may have them."""
    own_people = term(estimates.name).counted == PEOPLE
    return cleared(estimates, fewest=FEWEST_PEOPLE if own_people else FEWEST)


def gated(report: type) -> type:
    """
    A report class whose questions give cleared estimates only.

    Whatever is derived from them (charts, sentences, tables, CSV, summary) then says the same and no more.
    """
    questions = {name: _gate(method, GATES[kind]) for name, method, kind in _questions(report)}
    return type(f"Vendor{report.__name__}", (report,), {"__doc__": report.__doc__, **questions})


def check(figure: FigureOfRecord) -> None:
    """Raise NotebookError for a figure that is not on the steps of its unit: it did not pass the gate."""
    step = STEPS[Unit(figure.unit)]
    given = [(v, step) for v in (figure.value, figure.low, figure.high) if v is not None]
    if all(abs(value - to_step(value, s)) < 1e-6 for value, s in given):
        return
    remedy = "show what a question of the report gave; a vendor's edition prints nothing else"
    raise NotebookError(Problem(f"the figure {figure.name} was not cleared for a vendor", remedy=remedy))


def _one(estimate: Estimate) -> Estimate:
    """A single estimate, such as a change, as a vendor may have it."""
    return cleared(Estimates.of("", (), [((), estimate)], estimate.unit)).only()


def _parts(parts: Sequence[tuple[str, Estimates]]) -> list[tuple[str, Estimates]]:
    return [(name, clear(estimates)) for name, estimates in parts]


def _matrix(found: tuple[pd.DataFrame, pd.Series]) -> tuple[pd.DataFrame, pd.Series]:
    """A confusion matrix and its audits by given label: rows of too few audits are empty."""
    shares, audits = found
    few = audits.reindex(shares.index).fillna(0) < FEWEST
    told = pd.DataFrame(to_step(shares, SHARE_STEP), shares.index, shares.columns).mask(few, 0.0, axis=0)
    return told, pd.Series(to_step(audits, COUNT_STEP), audits.index).astype(int)


GATES: dict[str, Callable[[Any], Any]] = {
    "Estimates": clear,
    "Estimate": _one,
    "list[tuple[str, Estimates]]": _parts,
    "tuple[pd.DataFrame, pd.Series]": _matrix,
}
"""What an answer passes, by its annotation."""


def _questions(report: type) -> Iterator[tuple[str, Callable[..., Any], str]]:
    for name, method in inspect.getmembers(report, inspect.isfunction):
        kind = method.__annotations__.get("return")
        if not name.startswith("_") and kind in GATES:
            yield name, method, kind


def _gate(question: Callable[..., Any], gate: Callable[[Any], Any]) -> Callable[..., Any]:
    @functools.wraps(question)
    def asked(*args: Any, **options: Any) -> Any:
        return gate(question(*args, **options))

    return asked
