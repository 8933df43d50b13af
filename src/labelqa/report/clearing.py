"""A vendor's report: every answer passes one gate before it can reach a sentence, a chart or a file."""

from __future__ import annotations

import dataclasses
import functools
import inspect
import re
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pandas as pd

from ..components import FigureOfRecord
from ..disclosure.rounding import FEWEST, STEPS, cleared, coarse, on_steps, to_step, without_few
from ..errors import NotebookError, Problem
from ..estimates import Estimate, Estimates, Target, Unit
from ..findings import Finding, Findings
from ..measures.gates import Gate
from ..measures.proficiency import Rule
from .language.vocabulary import ANSWERS, AUDITS, term
from .sections.auditors.words import APPEALS, REVIEWS, VERDICTS

FEWEST_OWN = 3  # of people, days and items that are the vendor's own and known to it
QA_WORK = {REVIEWS, VERDICTS}  # what people did who are not the vendor's
DRAWN = {AUDITS, ANSWERS, APPEALS, *QA_WORK}  # what others decided: FEWEST of them
PEERS = ".peers"  # ends the name of a rate of others, cleared before the report was opened
KEPT = Target | Rule | Gate  # agreed with the vendor, and exact
SILENT = {"None", "str", "bool"}
QA_QUESTIONS = "qa"  # the module of questions on how QA works
_SPLIT = re.compile(r"\.(?:overall|change|previous|by_\w+)$")


def clear(estimates: Estimates) -> Estimates:
    """Estimates as a vendor may have them: none of too few, and of how QA works on coarse steps."""
    few = without_few(estimates, fewest=_fewest(estimates.name))
    return on_steps(few) if term(estimates.name).counted in QA_WORK else few


def _fewest(name: str) -> int:
    return FEWEST if not name or term(name).counted in DRAWN else FEWEST_OWN


def gated(report: type) -> type:
    """
    A report class whose questions give cleared answers only.

    Whatever is derived from them (charts, sentences, tables, CSV, summary) then says the same and no more.
    """
    questions = {name: _gate(method) for name, method in _questions(report)}
    return type(f"Vendor{report.__name__}", (report,), {"__doc__": report.__doc__, **questions})


def check(figure: FigureOfRecord) -> None:
    """Raise NotebookError for a figure that did not pass the gate: of few, or off the steps it has."""
    name = _SPLIT.sub("", figure.name)
    given = [value for value in (figure.value, figure.low, figure.high) if value is not None]
    if not given or (figure.low == figure.value == figure.high and figure.unit == Unit.COUNT):
        return  # nothing, or a complete count of what is the vendor's own
    told, counted, step = name.endswith(PEERS), term(name).counted, STEPS[Unit(figure.unit)]
    few = counted in DRAWN and figure.n < FEWEST
    stepped = told or counted in QA_WORK
    if few or (stepped and any(abs(value - to_step(value, step)) >= 1e-6 for value in given)):
        remedy = "show what a question of the report gave; a vendor's edition prints nothing else"
        raise NotebookError(Problem(f"the figure {figure.name} was not cleared for a vendor", remedy=remedy))


def release(answer: Any) -> Any:
    """
    An answer as a vendor may have it: its own numbers as they are, none of too few.

    Answers may be estimates, frames, or frozen values and collections of them; text and targets stay.
    """
    return _released(answer, clear, lambda plain: plain)


def release_of_qa(answer: Any) -> Any:
    """An answer on how QA works as a vendor may have it: all of its numbers coarse."""
    return _released(answer, cleared, _coarse)


def _released(answer: Any, let: Callable[[Estimates], Estimates], plain: Callable[[Any], Any]) -> Any:
    """An answer whose estimates passed `let`, and all else in it `plain`."""
    again = functools.partial(_released, let=let, plain=plain)
    if isinstance(answer, Estimates):
        return let(answer)
    if isinstance(answer, Estimate):
        return let(Estimates.of("", (), [((), answer)], answer.unit)).only()
    if isinstance(answer, dict):
        return {key: again(value) for key, value in answer.items()}
    if (isinstance(answer, tuple) and not hasattr(answer, "_fields")) or isinstance(answer, list):
        return type(answer)(again(value) for value in answer)
    if dataclasses.is_dataclass(answer) and not isinstance(answer, type | KEPT):
        held = {field.name: getattr(answer, field.name) for field in dataclasses.fields(answer) if field.init}
        return dataclasses.replace(answer, **{name: again(value) for name, value in held.items()})
    return plain(answer)


def _coarse(answer: Any) -> Any:
    """Numbers made coarse, alone or in frames; anything else as it is."""
    if isinstance(answer, pd.DataFrame):
        return answer.apply(coarse)
    if isinstance(answer, pd.Series):
        return coarse(answer)
    if isinstance(answer, float):
        return float(coarse(pd.Series([answer])).iloc[0])
    return coarse(pd.Series(answer)).to_numpy() if isinstance(answer, np.ndarray) else answer


def _questions(report: type) -> Iterator[tuple[str, Callable[..., Any]]]:
    """All that a notebook can ask; what shows something gives nothing back."""
    for name, method in inspect.getmembers(report, inspect.isfunction):
        if not name.startswith("_") and method.__annotations__.get("return") not in SILENT:
            yield name, method


def _gate(question: Callable[..., Any]) -> Callable[..., Any]:
    of_qa = question.__module__.rpartition(".")[2] == QA_QUESTIONS
    let = RULES.get(question.__name__, release_of_qa if of_qa else release)

    @functools.wraps(question)
    def asked(*args: Any, **options: Any) -> Any:
        return let(question(*args, **options))

    return asked


def _matrix(found: tuple[pd.DataFrame, pd.Series]) -> tuple[pd.DataFrame, pd.Series]:
    """A confusion matrix and its audits by given label: rows of too few audits are missing."""
    shares, audits = found
    few = audits.reindex(shares.index).fillna(0) < FEWEST
    return shares.mask(few, axis=0), audits


def _findings(found: Findings) -> Findings:
    """Findings with their estimates cleared; how many tests were made of its own rows is no secret."""
    let_out: tuple[Finding, ...] = release(found.found)
    return dataclasses.replace(found, found=let_out)


RULES: dict[str, Callable[[Any], Any]] = {"confusion_matrix": _matrix, "findings": _findings}
"""What a question's answer passes where `release` would not do."""
