"""How far people agree on spans of text and boxes in pictures: pairs of answers, matched shape by shape."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd
from scipy import optimize

from ..estimates import Estimate, Estimates
from .clusters import PERSON, few_people, student
from .grouping import grouped, named
from .proportions import Floats, wilson
from .ratings import UNIT, independent

LEAST_OVERLAP = 0.5  # of two shapes' union: less is no match (Everingham et al. 2010)
Corners = tuple[float, ...]


@dataclass(frozen=True)
class Shape:
    """A label and where it is: (start, end) of a span, (left, top, right, bottom) of a box."""

    label: str
    corners: Corners

    def overlap(self, other: Shape) -> float:
        """Intersection over union; 0 of other labels."""
        if self.label != other.label:
            return 0.0
        half = len(self.corners) // 2
        low, high = np.array(self.corners[:half]), np.array(self.corners[half:])
        there, end = np.array(other.corners[:half]), np.array(other.corners[half:])
        shared = float((np.minimum(high, end) - np.maximum(low, there)).clip(0).prod())
        union = float((high - low).prod() + (end - there).prod()) - shared
        return shared / union if union > 0 else float(self.corners == other.corners)


def span(text: str) -> Shape:
    """A span written START-END:LABEL."""
    place, _, label = text.partition(":")
    start, _, end = place.partition("-")
    return Shape(label, (float(start), float(end)))


def box(text: str) -> Shape:
    """A box written X,Y,WIDTH,HEIGHT:LABEL."""
    place, _, label = text.partition(":")
    x, y, width, height = map(float, place.split(","))
    return Shape(label, (x, y, x + width, y + height))


def matched(one: Sequence[Shape], other: Sequence[Shape]) -> Floats:
    """The overlaps, from LEAST_OVERLAP on, of shapes that are each other's: the pairs of the greatest sum."""
    every = [[each.overlap(there) for there in other] for each in one]
    overlaps = np.array(every).reshape(len(one), len(other))
    overlaps = np.where(overlaps >= LEAST_OVERLAP, overlaps, 0)
    found: Floats = overlaps[optimize.linear_sum_assignment(-overlaps)]
    return found[found > 0]


def f1(one: Sequence[Shape], other: Sequence[Shape]) -> float:
    """2 m / (a + b), m the shapes of a and b that match; 1 where neither has any."""
    both = len(one) + len(other)
    return 2 * len(matched(one, other)) / both if both else 1.0


def mean_overlap(one: Sequence[Shape], other: Sequence[Shape]) -> float:
    """The sum of the overlaps of matching shapes by the mean number of shapes; 1 where neither has any."""
    both = len(one) + len(other)
    return 2 * float(matched(one, other).sum()) / both if both else 1.0


def spans(rows: pd.DataFrame, by: tuple[str, ...] = ()) -> Estimates:
    """
    How far people's spans agree: F1 of each pair of answers to a unit, averaged over pairs and over units.

    `rows` are overlaps; two spans match with the same label and half of their union or more in common
    (Hripcsak and Rothschild 2005: such an F1 is what kappa comes to where nothing is counted that nobody
    marked). Interval: Student's over units; where all are alike, Wilson's.
    """
    return _agreement(rows, by, ("spans", "agreement.spans"), span, f1)


def boxes(rows: pd.DataFrame, by: tuple[str, ...] = ()) -> Estimates:
    """How far people's boxes agree: intersection over union of matching boxes, as `spans` else."""
    return _agreement(rows, by, ("boxes", "agreement.boxes"), box, mean_overlap)


def _agreement(
    rows: pd.DataFrame,
    by: tuple[str, ...],
    of: tuple[str, str],
    read: Callable[[str], Shape],
    alike: Callable[[Sequence[Shape], Sequence[Shape]], float],
) -> Estimates:
    column, name = of
    drawn = independent(rows[rows[column].notna()])
    found: list[tuple[tuple[object, ...], Estimate]] = []
    for keys, part in grouped(named(drawn, by), by) if len(drawn) else ():
        units = list(_of_units(part, column, read, alike))
        found.append((keys[: len(by)], _mean(units, part[PERSON].nunique())))
    if not any(estimate.exists for _, estimate in found):
        return Estimates.missing(name, by, f"no unit has two answers in {column}")
    return Estimates.of(name, by, found)


def _of_units(
    rows: pd.DataFrame,
    column: str,
    read: Callable[[str], Shape],
    alike: Callable[[Sequence[Shape], Sequence[Shape]], float],
) -> Iterator[float]:
    """The mean of each unit's pairs."""
    for _, unit in rows.groupby(UNIT, observed=True):
        answers = [[read(text) for text in texts if text] for texts in unit[column]]
        pairs = [alike(one, other) for one, other in combinations(answers, 2)]
        if pairs:
            yield float(np.mean(pairs))


def _mean(values: list[float], people: int) -> Estimate:
    n = len(values)
    if not n:
        return Estimate.absent("no unit has two answers")
    mean, flags = float(np.mean(values)), few_people(people)
    spread = float(np.std(values, ddof=1)) if n > 1 else 0.0
    if spread == 0:
        low, high = (float(end) for end in wilson(mean * n, n))
        return Estimate(mean, low, high, n, float(n), "wilson", flags=flags)
    half = float(student(n)) * spread / n**0.5
    return Estimate(mean, max(0.0, mean - half), min(1.0, mean + half), n, float(n), "student", flags=flags)
