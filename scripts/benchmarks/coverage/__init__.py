"""How often the interval of a weighted share holds the truth, and its verdict is wrong just at the target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np

from benchmarks import Bound, Measured
from labelqa.estimates import Estimate, Outcome, Target, judge
from labelqa.measures.homogeneity import Tally, Workload
from labelqa.measures.proportions import joined, wilson
from labelqa.measures.weighted_shares import Parts, WeightedShares, over_parts

from . import size
from .designs import DESIGNS, Crew, Design, Floats, allotted, samples

INDEPENDENT, CLUSTERED = 2000, 400  # samples for each repeat
JUDGED = 5000  # of all samples of a line at most, rounded up to whole lots
CROWD = Crew(60)
CREWS = tuple(
    Crew(people, alike, uneven)
    for people in (4, 8, 60)
    for alike in (0.0, 0.02, 0.1)
    for uneven in (False, True)
)
LEAST, MOST, ALIKE, SIZE = 93.0, 98.0, 91.0, 5.5  # percent
ABOVE = 0.005  # of the truth, the target that is not met
SEED = 20_261_130
HEAD = ("95 % intervals over strata", "people", "alike", "work", "true", "one n", "MOVER", "by_design",
        "half width", "met", "missed", "met above")  # fmt: skip


@dataclass(frozen=True)
class Covered:
    """
    Shares of samples, in percent: whose interval holds the truth, by Wilson's on one n, MOVER over all
    strata and as `by_design` has it; whose verdict on a target at the truth is met, or missed; that call a
    target ABOVE the truth met. `half_width` in points.
    """

    design: Design
    crew: Crew
    one_n: float
    mover: float
    by_design: float
    half_width: float
    met: float
    missed: float
    met_above: float

    @property
    def name(self) -> str:
        """Of its line."""
        work = "uneven" if self.crew.uneven else "even"
        return f"{self.design.name}, {self.crew.people} people, {self.crew.alike:g} alike, {work} work"


def measure(folder: Path, repeats: int) -> Measured:  # noqa: ARG001 (it writes nothing)
    """Every design with independent decisions and with people who are alike, and plain shares exactly."""
    independent = [cover(design, CROWD, repeats * INDEPENDENT) for design in DESIGNS]
    clustered = [cover(design, crew, repeats * CLUSTERED) for design in DESIGNS for crew in CREWS]
    exact = size.of_plain_shares()
    table = (HEAD, *map(_line, (*independent, *clustered)), *(one.line(len(HEAD)) for one in exact))
    return Measured(table, (*bounds(independent, clustered), size.bound(exact, SIZE)))


def bounds(independent: Sequence[Covered], clustered: Sequence[Covered]) -> tuple[Bound, ...]:
    """The least and the greatest coverage, and the greatest share of wrong verdicts at the target."""
    least, most = (pick(independent, key=_by_design) for pick in (min, max))
    fewest = min(clustered, key=_by_design)
    worst, of_people = (max(lines, key=_wrong) for lines in (independent, clustered))
    return (
        Bound(f"independent, not covered at worst ({least.name})", 100 - least.by_design, 100 - LEAST, "%"),
        Bound(f"independent, covered at most ({most.name})", most.by_design, MOST, "%"),
        Bound(f"alike, not covered at worst ({fewest.name})", 100 - fewest.by_design, 100 - ALIKE, "%"),
        Bound(f"wrong verdicts at worst ({worst.name})", _wrong(worst), SIZE, "%"),
        Bound(f"alike, wrong verdicts at worst ({of_people.name})", _wrong(of_people), SIZE, "%"),
    )


def cover(design: Design, crew: Crew, count: int) -> Covered:
    """Simulate so many samples; the same ones for the same design, crew and count."""
    seed = [SEED, DESIGNS.index(design), crew.people, int(1000 * crew.alike), int(crew.uneven)]
    hits: list[list[Floats]] = []
    widths: list[Floats] = []
    verdicts: list[Floats] = []
    rng, truth = np.random.default_rng(seed), design.truth
    for right in samples(design, crew, count, rng):
        found = estimated(design, crew, right)
        shares = right.sum(axis=1) / np.array(design.audits)
        ends = (*_others(design, shares), (found.low, found.high))
        hits.append([(low <= truth + 1e-12) & (truth - 1e-12 <= high) for low, high in ends])
        widths.append(found.high - found.low)
        if sum(map(len, verdicts)) < JUDGED:
            verdicts.append(_judged(found, truth, sum(design.audits)))
    covered = 100 * np.concatenate(hits, axis=1).mean(axis=1)
    wrong = 100 * np.concatenate(verdicts).mean(axis=0)
    return Covered(
        design, crew, *covered.tolist(), 50 * float(np.concatenate(widths).mean()), *wrong.tolist()
    )


def estimated(design: Design, crew: Crew, right: Floats) -> WeightedShares:
    """What `by_design` says of samples: right audits by sample, person and stratum."""
    audits, drawn = allotted(design, crew), np.array(design.audits, float)
    each, share = design.weight / drawn, right.sum(axis=1) / drawn
    person, strata = np.nonzero(audits)
    weight = audits[person, strata] * each[strata]
    work = Workload.summed(person, strata, weight, weight * each[strata])
    residual = (right - audits * share[:, None, :]) @ each
    alone = share * (1 - share) @ (each**2 * drawn)
    tally = Tally(right.sum(axis=2), share @ audits.T, audits.sum(axis=1).astype(float))
    people = work.effect(residual, alone, tally)
    return over_parts(Parts(design.weight, drawn, drawn, 0 * drawn), share, people=people)


def _others(design: Design, share: Floats) -> tuple[tuple[Floats, Floats], tuple[Floats, Floats]]:
    """Wilson's interval on one effective n, and MOVER over the strata."""
    n, weight = np.array(design.audits, float), design.weight
    value, variance = share @ weight, share * (1 - share) @ (weight**2 / np.maximum(n - 1, 1))
    kish = 1 / float(weight**2 @ (1 / n))
    worth = np.where(variance > 0, value * (1 - value) / np.where(variance > 0, variance, 1), kish)
    worth = np.minimum(worth, n.sum())
    return wilson(value * worth, worth), joined(weight, share, *wilson(share * n, n))[1:]


def _judged(found: WeightedShares, truth: float, n: int) -> Floats:
    """Whether each sample calls a target at the truth met, or missed, and one above it met."""
    rows = zip(found.value, found.low, found.high, found.n_eff, strict=True)
    estimates = [
        Estimate(float(value), float(low), float(high), n, float(worth), "")
        for value, low, high, worth in rows
    ]
    at = [judge(each, Target(truth)) for each in estimates]
    above = [judge(each, Target(truth + ABOVE)) for each in estimates]
    return np.array(
        [
            [one.outcome is Outcome.MET, one.outcome is Outcome.MISSED, other.outcome is Outcome.MET]
            for one, other in zip(at, above, strict=True)
            if one and other
        ],
        float,
    )


def _by_design(covered: Covered) -> float:
    return covered.by_design


def _wrong(covered: Covered) -> float:
    return max(covered.met, covered.missed, covered.met_above)


def _line(covered: Covered) -> tuple[str, ...]:
    crew = covered.crew
    shares = [getattr(covered, field.name) for field in fields(covered)[2:]]
    return (
        covered.design.name,
        str(crew.people),
        f"{crew.alike:g}",
        "uneven" if crew.uneven else "even",
        f"{100 * covered.design.truth:.2f}",
        *(f"{share:.2f}" if place == 3 else f"{share:.1f}" for place, share in enumerate(shares)),
    )
