"""A vendor's report: every answer passes one gate before it can reach a sentence, a chart or a file."""

from __future__ import annotations

import dataclasses
import functools
import inspect
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pandas as pd

from ..components import FigureOfRecord
from ..disclosure.rounding import FEWEST, STEPS, cleared, coarse, to_step
from ..errors import NotebookError, Problem
from ..estimates import Estimate, Estimates, Target, Unit
from ..findings import Finding, Findings
from ..measures.gates import Gate
from ..measures.proficiency import Rule
from .vocabulary import ANSWERS, AUDITS, term
from .vocabulary.qa import APPEALS, REVIEWS, VERDICTS

FEWEST_OWN = 3  # of people, days and items that are the vendor's own and known to it
DRAWN = {AUDITS, ANSWERS, REVIEWS, VERDICTS, APPEALS}  # what others decided: FEWEST of them
KEPT = Target | Rule | Gate  # agreed with the vendor, and exact
SILENT = {"None", "str", "bool"}


def clear(estimates: Estimates) -> Estimates:
    """Estimates as a vendor may have them."""
    drawn = term(estimates.name).counted in DRAWN
    return cleared(estimates, fewest=FEWEST if drawn else FEWEST_OWN)


def gated(report: type) -> type:
    """
    A report class whose questions give cleared answers only.

    Whatever is derived from them (charts, sentences, tables, CSV, summary) then says the same and no more.
    """
    questions = {name: _gate(method) for name, method in _questions(report)}
    return type(f"Vendor{report.__name__}", (report,), {"__doc__": report.__doc__, **questions})


def check(figure: FigureOfRecord) -> None:
    """Raise NotebookError for a figure that is not on the steps of its unit: it did not pass the gate."""
    step = STEPS[Unit(figure.unit)]
    given = [value for value in (figure.value, figure.low, figure.high) if value is not None]
    if figure.low == figure.value == figure.high and figure.unit == Unit.COUNT:
        return  # a complete count of what is the vendor's own
    if all(abs(value - to_step(value, step)) < 1e-6 for value in given):
        return
    remedy = "show what a question of the report gave; a vendor's edition prints nothing else"
    raise NotebookError(Problem(f"the figure {figure.name} was not cleared for a vendor", remedy=remedy))


def release(answer: Any) -> Any:
    """
    An answer as a vendor may have it: estimates on their steps, other tables and numbers made coarse.

    Answers may be estimates, frames, or frozen values and collections of them; text and targets stay.
    """
    if isinstance(answer, Estimates):
        return clear(answer)
    if isinstance(answer, Estimate):
        return cleared(Estimates.of("", (), [((), answer)], answer.unit)).only()
    if isinstance(answer, pd.DataFrame):
        return answer.apply(coarse)
    if isinstance(answer, pd.Series):
        return coarse(answer)
    if isinstance(answer, float):
        return float(coarse(pd.Series([answer])).iloc[0])
    if isinstance(answer, np.ndarray):
        return coarse(pd.Series(answer)).to_numpy()
    if isinstance(answer, dict):
        return {key: release(value) for key, value in answer.items()}
    if (isinstance(answer, tuple) and not hasattr(answer, "_fields")) or isinstance(answer, list):
        return type(answer)(release(value) for value in answer)
    if dataclasses.is_dataclass(answer) and not isinstance(answer, type | KEPT):
        held = {field.name: getattr(answer, field.name) for field in dataclasses.fields(answer) if field.init}
        return dataclasses.replace(answer, **{name: release(value) for name, value in held.items()})
    return answer


def _questions(report: type) -> Iterator[tuple[str, Callable[..., Any]]]:
    """All that a notebook can ask; what shows something gives nothing back."""
    for name, method in inspect.getmembers(report, inspect.isfunction):
        if not name.startswith("_") and method.__annotations__.get("return") not in SILENT:
            yield name, method


def _gate(question: Callable[..., Any]) -> Callable[..., Any]:
    let = RULES.get(question.__name__, release)

    @functools.wraps(question)
    def asked(*args: Any, **options: Any) -> Any:
        return let(question(*args, **options))

    return asked


def _matrix(found: tuple[pd.DataFrame, pd.Series]) -> tuple[pd.DataFrame, pd.Series]:
    """A confusion matrix and its audits by given label: rows of too few audits are missing."""
    shares, audits = found
    few = audits.reindex(shares.index).fillna(0) < FEWEST
    return shares.apply(coarse).mask(few, axis=0), coarse(audits).astype(int)


def _findings(found: Findings) -> Findings:
    """Findings with their estimates cleared; how many tests were made of its own rows is no secret."""
    let_out: tuple[Finding, ...] = release(found.found)
    return dataclasses.replace(found, found=let_out)


RULES: dict[str, Callable[[Any], Any]] = {"confusion_matrix": _matrix, "findings": _findings}
"""What a question's answer passes where `release` would not do."""
