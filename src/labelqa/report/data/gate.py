"""The vendor's gate: what a vendor may have of each answer, declared with the question that gives it."""

from __future__ import annotations

import dataclasses
import functools
import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from ...components import FigureOfRecord
from ...disclosure.rounding import FEWEST, STEPS, cleared, coarse, to_step, without_few
from ...errors import NotebookError, Problem
from ...estimates import Estimate, Estimates, Unit
from ..language.terms import ANSWERS, APPEALS, AUDITS, REVIEWS, SCORES, VERDICTS
from ..language.vocabulary import term

FEWEST_OWN = 3  # of people, days and items that are the vendor's own and known to it
PEERS = ".peers"  # ends the name of a rate of others, cleared before the report was opened
_QA_WORK = {REVIEWS, VERDICTS}  # what people did who are not the vendor's
_DECIDED_BY_OTHERS = {AUDITS, ANSWERS, APPEALS, SCORES, *_QA_WORK}
_SPLIT = re.compile(r"\.(?:overall|change|previous|by_\w+)$")
Method = TypeVar("Method", bound=Callable[..., Any])


@dataclass(frozen=True)
class Declaration:
    """What a vendor may have of an answer; used as a decorator of the question that gives it."""

    release: Callable[[Any], Any]

    def __call__(self, method: Method) -> Method:
        """The same method, declared."""
        vars(method)["vendor_may_have"] = self
        return method


def of_at_least(fewest: int) -> Callable[[Any], Any]:
    """Gives an answer as it is, but for estimates that rest on fewer than so many."""
    return functools.partial(
        _released, estimates=functools.partial(without_few, fewest=fewest), plain=lambda it: it
    )


def _of_any_work(answer: Any) -> Any:
    """An answer on rows of which nobody can tell whose work they are: as _of_qa, and counts too."""
    return _released(answer, estimates=functools.partial(cleared, own=False), plain=_coarse)


def _of_qa(answer: Any) -> Any:
    """An answer on how QA works: all of its numbers coarse."""
    return _released(answer, estimates=cleared, plain=_coarse)


def _released(answer: Any, estimates: Callable[[Estimates], Estimates], plain: Callable[[Any], Any]) -> Any:
    """An answer, whole or in parts, whose estimates passed one rule and all else in it the other."""
    again = functools.partial(_released, estimates=estimates, plain=plain)
    match answer:
        case Estimates():
            return estimates(answer)
        case Estimate():
            return estimates(Estimates.of("", (), [((), answer)], answer.unit)).only()
        case dict():
            return {key: again(value) for key, value in answer.items()}
        case list():
            return [again(value) for value in answer]
        case tuple() if not hasattr(answer, "_fields"):
            return tuple(again(value) for value in answer)
    if dataclasses.is_dataclass(answer) and not isinstance(answer, type):
        fields = {
            field.name: getattr(answer, field.name) for field in dataclasses.fields(answer) if field.init
        }
        return dataclasses.replace(answer, **{name: again(value) for name, value in fields.items()})
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


of_audits = Declaration(of_at_least(FEWEST))
"""What others decided of the vendor's work (audits, answers to gold, scores, appeals): ten or more."""
of_own_work = Declaration(of_at_least(FEWEST_OWN))
"""What the vendor knows itself (its people, their days, its items): three of them or more."""
of_qa = Declaration(_of_qa)
"""How people work who are not the vendor's: on coarse steps."""
of_any_work = Declaration(_of_any_work)
"""A notebook's own figure: ten rows or more, all of its numbers coarse."""
plain = Declaration(lambda answer: answer)
"""A text, a rule or a target, or what is made of answers that have passed; nothing that was counted anew."""
exhibit = Declaration(lambda answer: answer)
"""Shows what questions gave, and gives nothing back."""


class _Undeclared:
    """Stands where a vendor's report has nothing."""

    def __get__(self, report: Any, owner: type | None = None) -> Any:
        raise AttributeError("not declared for vendors")


Asked = TypeVar("Asked")


def for_vendors(asked: type[Asked]) -> type[Asked]:
    """
    A class whose questions give a vendor what they declare, and which lacks whatever declares nothing.

    Whatever is derived from the answers (charts, sentences, tables, CSV, summary) then says the same and no
    more.
    """
    members: dict[str, Any] = {"__doc__": asked.__doc__}
    for name, method in inspect.getmembers(asked, inspect.isfunction):
        declared = vars(method).get("vendor_may_have")
        if declared is not None:
            members[name] = _gate(method, declared.release)
        elif not name.startswith("_"):
            members[name] = _Undeclared()
    return type(asked.__name__, (asked,), members)


def is_counted(method: object) -> bool:
    """Whether a method gives what was counted, rather than showing it or naming a rule."""
    declared = getattr(method, "vendor_may_have", None)
    return declared is not None and declared not in (plain, exhibit)


def _gate(question: Callable[..., Any], release: Callable[[Any], Any]) -> Callable[..., Any]:
    @functools.wraps(question)
    def answered(*args: Any, **options: Any) -> Any:
        return release(question(*args, **options))

    return answered


def check(figure: FigureOfRecord) -> None:
    """Raise NotebookError for a figure that did not pass the gate: of few, or off the steps it has."""
    name = _SPLIT.sub("", figure.name)
    given = [value for value in (figure.value, figure.low, figure.high) if value is not None]
    if not given or (figure.low == figure.value == figure.high and figure.unit == Unit.COUNT):
        return  # nothing, or a complete count of what is the vendor's own
    counted, step = term(name).counted, STEPS[Unit(figure.unit)]
    few = counted in _DECIDED_BY_OTHERS and figure.n < FEWEST
    stepped = name.endswith(PEERS) or counted in _QA_WORK
    if few or (stepped and any(abs(value - to_step(value, step)) >= 1e-6 for value in given)):
        remedy = "show what a question of the report gave; a vendor's edition prints nothing else"
        raise NotebookError(Problem(f"the figure {figure.name} was not cleared for a vendor", remedy=remedy))
