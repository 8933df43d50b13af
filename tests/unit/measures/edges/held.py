"""What any answer of a measure is held to: inside its range, or absent with its reason."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

import numpy as np
import pandas as pd

from labelqa.estimates import VALUE_COLUMNS, Estimate, Estimates, Unit

SLACK = 1e-9
COUNTED = (Unit.COUNT, Unit.SECONDS, Unit.PER_HOUR, Unit.DAYS, Unit.HOURS, Unit.FTE)
RANGES = {
    Unit.SHARE: (0.0, 1.0),
    Unit.POINTS: (-1.0, 1.0),
    **dict.fromkeys(
        (Unit.COUNT, Unit.SECONDS, Unit.PER_HOUR, Unit.DAYS, Unit.HOURS, Unit.FTE), (0, math.inf)
    ),
    Unit.INDEX: (-math.inf, math.inf),
}
PROBABILITIES = {
    *("p", "q", "q_value", "p_below", "p_below_floor", "p_target", "posterior", "p_value"),
    *("incidence", "waiting", "survival", "share", "cumulative", "due", "share_before", "share_after"),
    *("weight_before", "weight_after"),
}
"""Columns and fields that are shares or probabilities wherever they stand."""


@dataclass(frozen=True)
class Held:
    """
    What an answer is held to beyond the ranges of its units.

    `numbers`: the range of bare numbers; `units`: other ranges than RANGES; `none`: no row is an answer;
    `gaps`: bare numbers may be nan, for the docstring says where; `open`: they may be infinite.
    """

    numbers: tuple[float, float] = (-math.inf, math.inf)
    units: Mapping[Unit, tuple[float, float]] = field(default_factory=dict)
    none: bool = False
    gaps: bool = False
    open: bool = False

    def complaints(self, answer: Any, at: str = "") -> Iterator[str]:
        """What is wrong with an answer, part by part."""
        if isinstance(answer, Estimates):
            yield from self._table(answer, at)
        elif isinstance(answer, Estimate):
            yield from self._estimate(answer, at)
        elif isinstance(answer, pd.DataFrame | pd.Series):
            yield from self._frame(answer, at)
        elif isinstance(answer, float | int | np.number | np.ndarray) and not isinstance(answer, bool | Enum):
            yield from self._numbers(np.asarray(answer), at)
        elif dataclasses.is_dataclass(answer):
            yield from self._parts(answer, at)
        elif isinstance(answer, Mapping):
            for key, part in answer.items():
                yield from self.complaints(part, f"{at}[{key}]")
        elif isinstance(answer, tuple | list | set | frozenset):
            for place, part in enumerate(answer):
                yield from self.complaints(part, f"{at}[{place}]")

    def _parts(self, answer: Any, at: str) -> Iterator[str]:
        for part in dataclasses.fields(answer):
            value = getattr(answer, part.name)
            if part.name in PROBABILITIES and isinstance(value, float):
                yield from _within(np.asarray(value), (0.0, 1.0), f"{at}.{part.name}")
            else:
                yield from self.complaints(value, f"{at}.{part.name}")

    def _table(self, answer: Estimates, at: str) -> Iterator[str]:
        if not len(answer) and not answer.why and not self.none:
            yield f"{at}: no row and no reason"
        for keys, estimate in answer:
            yield from self._estimate(estimate, f"{at}{answer.name}{[*keys.values()]}")
        beside = answer.rows.drop(columns=[*answer.by, *VALUE_COLUMNS])
        yield from self._frame(beside, f"{at}{answer.name} beside")

    def _estimate(self, answer: Estimate, at: str) -> Iterator[str]:
        if not answer.exists:
            if not any(answer.flags):
                yield f"{at}: absent without a reason"
            return
        least, most = self.units.get(answer.unit, RANGES[answer.unit])
        ends = (answer.low, answer.value, answer.high)
        if any(math.isnan(end) for end in ends):
            yield f"{at}: {ends} has a gap"
        elif math.isinf(answer.value) or math.isinf(answer.low):
            yield f"{at}: {ends} is not finite"
        elif not least - SLACK <= answer.low <= answer.high <= most + SLACK:
            yield f"{at}: {ends} is not within {least:g} to {most:g}"
        if answer.n < 0 or not 0 <= answer.n_eff < math.inf:
            yield f"{at}: n {answer.n}, n_eff {answer.n_eff}"

    def _frame(self, answer: pd.DataFrame | pd.Series, at: str) -> Iterator[str]:
        frame = answer if isinstance(answer, pd.DataFrame) else answer.to_frame()
        for column in frame:
            values = (
                pd.to_numeric(frame[column], errors="coerce") if frame[column].dtype.kind in "fiu" else None
            )
            if values is None or frame[column].dtype == bool:
                continue
            numbers = values.dropna().to_numpy(float)
            if str(column) in PROBABILITIES:
                yield from _within(numbers, (0.0, 1.0), f"{at}.{column}")
            elif np.isinf(numbers).any() and not self.open:
                yield f"{at}.{column}: not finite"

    def _numbers(self, answer: np.ndarray, at: str) -> Iterator[str]:
        if answer.dtype.kind not in "fiu":
            return
        values = answer.astype(float)
        if np.isnan(values).any() and not self.gaps:
            yield f"{at}: a gap"
        if np.isinf(values).any() and not self.open:
            yield f"{at}: not finite"
        yield from _within(values[np.isfinite(values)], self.numbers, at)


def _within(values: np.ndarray, ends: tuple[float, float], at: str) -> Iterator[str]:
    values = values[~np.isnan(values)]
    outside = values[(values < ends[0] - SLACK) | (values > ends[1] + SLACK)]
    if outside.size:
        yield f"{at}: {outside.ravel()[0]:g} is not within {ends[0]:g} to {ends[1]:g}"
