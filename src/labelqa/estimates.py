"""A number with its interval, its n and its verdict. Charts and tables accept nothing barer."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

import pandas as pd
from scipy import optimize, special, stats

from .errors import ParamsError, Problem

Z95 = 1.959963984540054
VALUE_COLUMNS = ["value", "low", "high", "n", "n_eff", "method", "flags"]
STATISTICS = {"median", "p10", "p90", "mean"}  # a name that ends in one of these already says "overall"
MOST_FURTHER = 10  # times the observations at hand; where more are needed, the side of the target is a guess


class Unit(StrEnum):
    """What a figure counts; decides how it is rounded and spoken of."""

    SHARE = "share"  # 0 to 1, printed as percent
    POINTS = "points"  # a difference of two shares
    COUNT = "count"  # whole things, such as labels
    SECONDS = "seconds"
    PER_HOUR = "per_hour"  # things a handling hour
    INDEX = "index"  # a pure number, such as alpha
    DAYS = "days"
    HOURS = "hours"
    FTE = "fte"  # full-time equivalents


class Direction(StrEnum):
    """Which side of a target is good."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class Outcome(StrEnum):
    """The three-way verdict on a target."""

    MET = "met"
    MISSED = "missed"
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class Estimate:
    """
    A value, its 95 % interval and what it rests on.

    `n` counts observations, `n_eff` what they are worth after design and clustering. Without data
    the value and interval are nan and `flags` says why. `high` is infinite where the interval is open,
    such as that of a median that was not reached.
    """

    value: float
    low: float
    high: float
    n: int
    n_eff: float
    method: str
    unit: Unit = Unit.SHARE
    flags: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        slack = 1e-9 * max(1.0, abs(self.value))
        if self.exists and not self.low - slack <= self.value <= self.high + slack:
            raise ValueError(f"value {self.value} lies outside its interval [{self.low}, {self.high}]")

    @property
    def exists(self) -> bool:
        """Whether there were data to estimate from."""
        return not math.isnan(self.value)

    @classmethod
    def absent(cls, why: str, unit: Unit = Unit.SHARE) -> Estimate:
        """The estimate nobody can make, with its reason."""
        return cls(math.nan, math.nan, math.nan, 0, 0.0, "none", unit, (why,))


@dataclass(frozen=True)
class Target:
    """What was agreed: a value, the good side of it, where that is written, and of which metric."""

    value: float
    direction: Direction = Direction.AT_LEAST
    source: str = ""
    metric: str = field(default="", compare=False)


@dataclass(frozen=True)
class Verdict:
    """
    Met, missed or undecided; the probability that the target is met; the further n that would decide.

    `more` is None where it is decided, and where even MOST_FURTHER times as many would not decide.
    """

    outcome: Outcome
    probability: float
    target: Target
    more: int | None = None


def judge(estimate: Estimate, target: Target, *, decided: float = 0.95) -> Verdict | None:
    """
    The three-way verdict: met where P(target is met) >= `decided`, missed where it is <= 1 - `decided`.

    Of a share the probability is read off the exact tail: were the share just the target, how often a sample
    would lie so far on the value's side, or further. So a unit at its target is called met, or missed, in at
    most 1 - `decided` of samples, whatever their size. The sample is that of the binomial distribution whose
    Wilson interval ends where the estimate's does: k of n itself for a plain share, and what its
    observations are worth for a weighted or clustered one. Anything else is taken as normal, in two
    halves, each with the standard deviation its own side of the interval shows. A value on the good side of
    its target is never missed. None without an estimate.
    """
    if not estimate.exists:
        return None
    good = _probability_met(estimate, target)
    if good >= decided:
        return Verdict(Outcome.MET, good, target)
    if good <= 1 - decided:
        return Verdict(Outcome.MISSED, good, target)
    return Verdict(Outcome.UNDECIDED, good, target, _further_n(estimate, target, decided))


def _probability_met(estimate: Estimate, target: Target) -> float:
    lead = estimate.value - target.value
    if target.direction is Direction.AT_MOST:
        lead = -lead
    if estimate.low == estimate.high:
        return float(lead >= 0)
    if lead == 0:
        return 0.5  # and all correct against a target of all: no sample can show it
    as_far = min(0.5, _as_far(estimate, target.value))
    return 1 - as_far if lead > 0 else as_far


def _as_far(estimate: Estimate, goal: float, times: float = 1.0) -> float:
    """
    The probability of a value so far on its side of `goal`, were that the truth.

    With `times` as many observations, the value and their kind being the same.
    """
    if estimate.unit is not Unit.SHARE:
        spread = _spread_towards(estimate, goal)
        apart = abs(estimate.value - goal) * math.sqrt(times)
        return float(stats.norm.sf(apart / spread)) if spread > 0 else 0.0
    n = times * _binomial_n(estimate)
    above = estimate.value > goal
    hits, truth = (estimate.value, goal) if above else (1 - estimate.value, 1 - goal)
    if not 0 < truth < 1:
        return 0.0
    return float(special.betainc(n * hits, n * (1 - hits) + 1, truth)) if n > 0 else 1.0


def _spread_towards(estimate: Estimate, goal: float) -> float:
    """Standard deviation on the side of the value where the target lies."""
    above = goal > estimate.value
    return (estimate.high - estimate.value if above else estimate.value - estimate.low) / Z95


def _binomial_n(estimate: Estimate) -> float:
    """
    The n of which Wilson's interval ends where that of a share does: the smaller of its two ends'.

    An end e has |p - e| = z sqrt(e (1 - e) / n). One that was cut off at 0 or 1, or is the value itself, says
    nothing; 0 where both are.
    """
    ends = [e for e in (estimate.low, estimate.high) if 0 < e < 1 and e != estimate.value]
    return min((Z95**2 * e * (1 - e) / (e - estimate.value) ** 2 for e in ends), default=0.0)


def _further_n(estimate: Estimate, target: Target, decided: float) -> int | None:
    """
    Observations still needed to decide if the value stays as it is; None beyond MOST_FURTHER times n.

    Further observations are taken to be spread like those at hand: the same design, and clustered
    observations over further people in proportion. A value so near its target that it takes more than that
    need not stay on its side: at decided = .95 the probability of being met then lies between .31 and .69.
    """
    goal, most = target.value, 1.0 + MOST_FURTHER
    if estimate.value == goal or estimate.n == 0:
        return None

    def open_still(times: float) -> float:
        return _as_far(estimate, goal, times) - (1 - decided)

    if not open_still(most) < 0 < open_still(1.0):
        return None
    times = float(optimize.brentq(open_still, 1.0, most, xtol=1e-12))
    return max(1, math.ceil(estimate.n * (times - 1)))


@dataclass(frozen=True)
class Estimates:
    """
    A table of estimates of one figure, one row per value of `by`.

    `rows` holds the columns of `by`, then VALUE_COLUMNS. `name` is the dotted name of the measure
    ("accuracy.audit"); `why` says in one line why there is no row.
    """

    name: str
    by: tuple[str, ...]
    rows: pd.DataFrame
    unit: Unit = Unit.SHARE
    why: str = ""

    @property
    def figure(self) -> str:
        """The stable name of the figure: "accuracy.audit.overall", "accuracy.audit.by_site"."""
        if self.by:
            return f"{self.name}.by_" + "_".join(column.removesuffix("_id") for column in self.by)
        return self.name if self.name.rpartition(".")[2] in STATISTICS else f"{self.name}.overall"

    def __iter__(self) -> Iterator[tuple[dict[str, str], Estimate]]:
        for row in self.rows.to_dict("records"):
            keys = {column: str(row[column]) for column in self.by}
            values = {column: row[column] for column in VALUE_COLUMNS}
            yield keys, Estimate(**{**values, "flags": tuple(values["flags"])}, unit=self.unit)

    def __len__(self) -> int:
        return len(self.rows)

    def only(self) -> Estimate:
        """
        The single estimate of an overall figure; absent, with its reason, where there is none.

        Raises ParamsError for estimates that are split: the first of many is not their whole.
        """
        if self.by:
            what = f"{self.figure} has an estimate for each {' and '.join(self.by)}, not a single one"
            remedy = "ask without by, or go through them: for keys, estimate in estimates"
            raise ParamsError(Problem(what, "only()", remedy))
        return self.first()

    def first(self) -> Estimate:
        """The estimate of the first row; absent, with its reason, where there is none."""
        none = Estimate.absent(self.why or "no data", self.unit)
        return next((estimate for _, estimate in self), none)

    @classmethod
    def missing(cls, name: str, by: tuple[str, ...], why: str, unit: Unit = Unit.SHARE) -> Estimates:
        """No estimates, and the reason."""
        return cls(name, by, pd.DataFrame(columns=[*by, *VALUE_COLUMNS]), unit, why)

    @classmethod
    def of(
        cls,
        name: str,
        by: tuple[str, ...],
        rows: list[tuple[tuple[object, ...], Estimate]],
        unit: Unit = Unit.SHARE,
    ) -> Estimates:
        """A table from (values of `by`, Estimate) pairs."""
        records = [(*keys, e.value, e.low, e.high, e.n, e.n_eff, e.method, e.flags) for keys, e in rows]
        frame = pd.DataFrame(records, columns=[*by, *VALUE_COLUMNS])
        return cls(name, by, frame, unit, "" if rows else "no data")
