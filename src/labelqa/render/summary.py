"""Every printed figure by name, as JSON for other programs."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable

from ..components import FigureOfRecord
from ..errors import Problem, RenderError
from ..signs import bare, one_line
from .outline import Outline
from .request import RenderFacts


def summary(report: Outline, facts: RenderFacts) -> bytes:
    """
    The report's summary: sections, figures in full precision and as first printed, findings by rank.

    Raises RenderError where a figure is not a number or was printed with two different values.
    """
    names = ("report", "market", "period", "edition", "revision", "snapshot", "code", "provisional")
    content = {
        **{name: getattr(facts, name) for name in names},
        **({"own_figures": True} if facts.own_figures else {}),
        **({"made_with": facts.origins} if facts.origins else {}),
        "sections": [
            {"name": section.name, "shown": not section.off, "why": section.off or None}
            for section in report.sections
        ],
        "figures": [figure.model_dump(mode="json") for figure in figures_of_record(report.figures)],
        "findings": [
            {"rank": rank, **risk.model_dump(mode="json", exclude={"record"}), **risk.record}
            for rank, risk in enumerate(report.risks, start=1)
        ],
    }
    text = json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False)
    return f"{one_line(bare(text))}\n".encode()


def figures_of_record(printed: Iterable[FigureOfRecord]) -> list[FigureOfRecord]:
    """
    Each figure once, with its verdict where it was printed with one.

    Raises RenderError where two of one name and breakdown disagree.
    """
    found: dict[tuple[str, tuple[tuple[str, str], ...]], FigureOfRecord] = {}
    problems = []
    for figure in printed:
        key = (figure.name, tuple(sorted(figure.by.items())))
        first = found.setdefault(key, figure)
        if _unjudged(first) != _unjudged(figure):
            problems.append(
                Problem("is printed with two different values", _where(figure), "measure it once")
            )
        elif first.target is None:
            found[key] = figure
        elif figure.target is not None and first != figure:
            problems.append(Problem("is held against two targets", _where(figure), "choose one"))
        if not all(math.isfinite(v) for v in _numbers(figure)):
            problems.append(Problem("is not a number", _where(figure), "give None where there are no data"))
    if problems:
        raise RenderError(*problems)
    return list(found.values())


def _unjudged(figure: FigureOfRecord) -> FigureOfRecord:
    """A figure as it is where no target is spoken of."""
    plain = {"target": None, "verdict": "none", "probability": None, "more": None}
    return figure.model_copy(update=plain)


def _numbers(figure: FigureOfRecord) -> list[float]:
    values = (figure.value, figure.low, figure.high, figure.target, figure.probability)
    return [value for value in values if value is not None]


def _where(figure: FigureOfRecord) -> str:
    return " ".join([f"figure {figure.name}", *(f"{k}={v}" for k, v in figure.by.items())])
