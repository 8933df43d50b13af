"""How often the 95 % interval of overall accuracy holds the truth, under four designs of audits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks import Bound, Measured
from labelqa.estimates import Z95
from labelqa.measures.accuracy import by_design
from labelqa.measures.proportions import mover, wilson

from .designs import DESIGNS, Design, Floats, months

MONTHS = 200  # simulated for each repeat
ALIKE = (0.0, 0.05)  # correlation of one person's decisions: no clustering, and clustering
NOMINAL, FURTHEST = 95.0, 2.0
SEED = 20_261_031
HEAD = (
    "coverage of 95 % intervals", "strata", "audits", "true", "pooled", "Wald", "MOVER", "by_design",
    "half width", "of labels",
)  # fmt: skip


@dataclass(frozen=True)
class Covered:
    """
    Shares of months, in percent, whose interval holds the truth.

    `pooled`, `wald`, `mover` and `by_design` are held against what people of this kind would do, or, where
    the strata are people, these people; `labels` is by_design against the month's labels themselves.
    """

    design: Design
    alike: float
    pooled: float
    wald: float
    mover: float
    by_design: float
    labels: float
    half_width: float

    @property
    def name(self) -> str:
        """Of its line."""
        return f"{self.design.name}, {'people differ' if self.alike else 'people alike'}"


def measure(folder: Path, repeats: int) -> Measured:  # noqa: ARG001 (it writes nothing)
    """Every design with and without clustering; the coverage furthest from nominal is bounded."""
    found = [cover(design, alike, repeats * MONTHS) for design in DESIGNS for alike in ALIKE]
    return Measured((HEAD, *map(_line, found)), (furthest(found),))


def furthest(found: Sequence[Covered]) -> Bound:
    """The coverage of by_design that is furthest from nominal, on either side."""
    worst = max(found, key=lambda covered: abs(covered.by_design - NOMINAL))
    name = f"by_design covers {worst.by_design:.1f} % at worst ({worst.name}), which is"
    return Bound(name, abs(worst.by_design - NOMINAL), FURTHEST, f"points from {NOMINAL:g} %")


def cover(design: Design, alike: float, count: int) -> Covered:
    """Simulate so many months of a design; the same months for the same design, clustering and count."""
    rng = np.random.default_rng([SEED, DESIGNS.index(design), int(1000 * alike)])
    weight, n = np.array(design.weight), np.array(design.audits, float)
    hits, widths = [], []
    for month in months(design, alike, count, rng):
        truth = month.labels if design.of_people else design.accuracy
        found = by_design(month.audits).only()
        intervals = (_pooled(month.right, n), _wald(weight, month.right, n), _mover(weight, month.right, n),
                     (found.low, found.high))  # fmt: skip
        hits.append(
            [*(low <= truth <= high for low, high in intervals), found.low <= month.labels <= found.high]
        )
        widths.append((found.high - found.low) / 2)
    shares = (100 * np.mean(hits, axis=0)).tolist()
    return Covered(design, alike, *shares, 100 * float(np.mean(widths)))


def _pooled(right: Floats, n: Floats) -> tuple[float, float]:
    low, high = wilson(right.sum(), n.sum())
    return float(low), float(high)


def _wald(weight: Floats, right: Floats, n: Floats) -> tuple[float, float]:
    p = right / n
    half = Z95 * float(np.sqrt(weight**2 @ (p * (1 - p) / n)))
    return float(weight @ p) - half, float(weight @ p) + half


def _mover(weight: Floats, right: Floats, n: Floats) -> tuple[float, float]:
    return mover(weight, right / n, *wilson(right, n))[1:]


def _line(covered: Covered) -> tuple[str, ...]:
    design = covered.design
    shares = (covered.pooled, covered.wald, covered.mover, covered.by_design)
    return (
        covered.name,
        str(len(design.weight)),
        str(sum(design.audits)),
        f"{100 * design.accuracy:.2f}",
        *(f"{share:.1f}" for share in shares),
        f"{covered.half_width:.2f}",
        f"{covered.labels:.1f}",
    )
