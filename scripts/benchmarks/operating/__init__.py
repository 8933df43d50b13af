"""False discoveries and power of seven rules for agents below a target, against measured operating points."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import stats

from benchmarks import Bound, Measured
from labelqa.measures.proportions import wilson
from labelqa.measures.risks import MarketMonth
from labelqa.measures.risks.detector_data import DetectorData
from labelqa.measures.risks.detectors.agents_below_floor import DETECTOR
from labelqa.measures.risks.levels import Suspicion, judge_all

AGENTS, BAD = 120, 12
AUDITS, UNEQUAL = 80, 0.4  # the median of an agent's audits, and sigma of their log
GOOD, POOR = (0.967, 300.0), (0.88, 60.0)  # mean and strength of the Betas that accuracies come from
TARGET = 0.95
MONTHS = 60  # simulated for each repeat
FURTHEST = 0.03  # from the operating point, in either
SEED = 20_261_031
OCTOBER = MarketMonth("XX", "UTC", dt.date(2026, 10, 1), dt.date(2026, 11, 1))
(RULE,) = DETECTOR.rules
POINTS: Mapping[str, tuple[float, float]] = {
    "observed below target": (0.549, 0.80),
    "Wilson's upper end below": (0.074, 0.43),
    "exact p < .05": (0.062, 0.42),
    "mid-p, BH q <= .10": (0.007, 0.28),
    "mid-p, BH q <= .20": (0.017, 0.34),
    "EB posterior > .95": (0.010, 0.31),
    "EB posterior > .90": (0.034, 0.37),
}
"""The false discovery rate and power measured for each rule (statistics 3.1; 300 months)."""
HEAD = ("agents below a target", "flagged a month", "FDR", "of the paper", "power", "of the paper")
Flags = dict[str, np.ndarray]


@dataclass(frozen=True)
class Found:
    """What a rule flagged over all months: true ones, false ones, and how many there were to find."""

    name: str
    true: int
    false: int
    there: int
    months: int

    @property
    def rate(self) -> float:
        """The share of the flagged that is false."""
        return self.false / max(1, self.true + self.false)

    @property
    def power(self) -> float:
        """The share found of those there are."""
        return self.true / max(1, self.there)

    @property
    def distance(self) -> float:
        """How far from the operating point, in rate or power."""
        return max(
            abs(got - want) for got, want in zip((self.rate, self.power), POINTS[self.name], strict=True)
        )


def measure(folder: Path, repeats: int) -> Measured:  # noqa: ARG001 (it writes nothing)
    """So many times MONTHS months; every rule is to lie near its point, and BH below its nominal rate."""
    found = operate(repeats * MONTHS)
    bounds = [Bound(f"{each.name} is off by", each.distance, FURTHEST, "of its point") for each in found]
    nominal = {"mid-p, BH q <= .10": 0.10, "mid-p, BH q <= .20": 0.20}
    bounds += [
        Bound(f"{f.name} is false in", f.rate, nominal[f.name], "of its flags")
        for f in found
        if f.name in nominal
    ]
    return Measured((HEAD, *map(_line, found)), tuple(bounds))


def operate(months: int) -> list[Found]:
    """What every rule finds in so many months; the same months each time."""
    rng, counts = np.random.default_rng(SEED), {name: np.zeros(3, int) for name in POINTS}
    for truth, audits in _months(months, rng):
        for name, flagged in rules(audits).items():
            counts[name] += [(flagged & truth).sum(), (flagged & ~truth).sum(), truth.sum()]
    return [Found(name, *(int(n) for n in found), months) for name, found in counts.items()]


def rules(audits: pd.DataFrame) -> Flags:
    """Which agents each rule flags; the last four by the detector itself, with the target as its floor."""
    counts = audits["verdict"].eq("correct").groupby(audits["person_id"]).agg(["sum", "size"])
    k, n = counts["sum"].to_numpy(float), counts["size"].to_numpy(float)
    data = DetectorData.of(
        {"audited_labels": audits, "label_days": _labels(), "targets": _targets()}, OCTOBER
    )
    suspicions = [Suspicion(DETECTOR, RULE, case) for case in RULE.look(data)]
    place = {each.case.entity.id: at for at, each in enumerate(suspicions)}
    order = [place[person] for person in counts.index]

    def by(reads: Callable[[object], bool], setting: MarketMonth = OCTOBER) -> np.ndarray:
        judged = judge_all(suspicions, setting)
        return np.array([reads(judged[at]) for at in order])

    return {
        "observed below target": k / n < TARGET,
        "Wilson's upper end below": wilson(k, n)[1] < TARGET,
        "exact p < .05": stats.binom.cdf(k, n, TARGET) < 0.05,
        "mid-p, BH q <= .10": by(lambda each: each.significant),
        "mid-p, BH q <= .20": by(lambda each: each.significant, replace(OCTOBER, q=0.20)),
        "EB posterior > .95": by(lambda each: each.case.posterior > 0.95),
        "EB posterior > .90": by(lambda each: each.case.posterior > 0.90),
    }


def _months(count: int, rng: np.random.Generator) -> Iterator[tuple[np.ndarray, pd.DataFrame]]:
    """Who truly is below the target, and the audits of all."""
    poor = np.arange(AGENTS) < BAD
    for _ in range(count):
        skill = np.where(poor, *(rng.beta(m * s, (1 - m) * s, AGENTS) for m, s in (POOR, GOOD)))
        n = np.maximum(20, np.rint(AUDITS * rng.lognormal(0, UNEQUAL, AGENTS))).astype(int)
        person = np.repeat(np.arange(AGENTS), n)
        right = rng.random(len(person)) < skill[person]
        yield (
            skill < TARGET,
            pd.DataFrame(
                {
                    "local_date": pd.Timestamp(2026, 10, 15),
                    "person_id": _ids()[person],
                    "verdict": np.where(right, "correct", "incorrect"),
                    "design_id": "monthly",
                    "stratum_id": "all",
                    "incl_prob": 0.05,
                    "frame_size": 20 * len(person),
                    "queue_id": "all",
                    "label_id": "x",
                    "ref_label_id": None,
                }
            ),
        )


def _ids() -> np.ndarray:
    return np.array([f"p{i:03d}" for i in range(AGENTS)])


def _labels() -> pd.DataFrame:
    facts = {
        "local_date": pd.Timestamp(2026, 10, 15),
        "queue_id": "all",
        "is_gold": False,
        "labels": 400,
        "skipped": 0,
    }
    return pd.DataFrame({"person_id": _ids()}).assign(**facts)


def _targets() -> pd.DataFrame:
    nobody = dict.fromkeys(("market_id", "vendor_id", "queue_id", "role", "tenure_band", "valid_to"))
    row = {
        "metric": "accuracy",
        "valid_from": dt.date(2026, 1, 1),
        "target": TARGET,
        "floor": TARGET,
        "direction": "at_least",
    }
    return pd.DataFrame([{**nobody, **row}])


def _line(found: Found) -> tuple[str, ...]:
    rate, power = POINTS[found.name]
    return (
        found.name,
        f"{(found.true + found.false) / found.months:.1f}",
        f"{found.rate:.3f}",
        f"{rate:.3f}",
        f"{found.power:.2f}",
        f"{power:.2f}",
    )
