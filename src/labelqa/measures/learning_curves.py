"""How people get better with their days in production: a rise to a plateau, and Wright's law."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from ..estimates import Estimate, Unit
from .agents import fit_beta_binomial
from .clusters import PERSON
from .joiners import COHORT
from .proficiency import DAY, JoinerEvidence
from .proportions import Floats

WEEK = 7
HORIZON = 91  # days in production beyond which learning is over, and other things move people
FEWEST_PEOPLE, FEWEST_WEEKS = 5, 5
REPLICATES = 1000
_QUICKEST = float(WEEK)  # days; weekly sums do not tell quicker learning from none
_STEPS = 192
_QUARTERS = [0.25, 0.5, 0.75]


@dataclass(frozen=True)
class LearningCurve:
    """
    y(t) = plateau - (plateau - start) exp(-t / days): days is the time in which two thirds are learnt.

    `points`: age in days, value, n; `fitted`: age, value, low, high, a point-wise 95 % band. `why` says
    why nothing was fitted.
    """

    plateau: Estimate
    start: Estimate
    days: Estimate
    points: pd.DataFrame
    fitted: pd.DataFrame
    people: int
    why: str = ""


@dataclass(frozen=True)
class Band:
    """Between which values the middle half of the tenured lie, and the value in the middle."""

    low: float
    middle: float
    high: float
    people: int


def person_weeks(
    joiners: pd.DataFrame, rows: pd.DataFrame, over: str, under: str, *, until: int = HORIZON
) -> pd.DataFrame:
    """
    Sums of two columns of `rows` (person_id, local_date) by joiner and week in production, before `until`.

    Columns: person_id, cohort_id, age (the middle of the week in days since the start of production),
    over, under, n (rows). Weeks in which `under` sums to 0 are left out.
    """
    found = rows.merge(joiners[[PERSON, COHORT, "started", "until"]], on=PERSON)
    day = (found[DAY] - found["started"]).dt.days
    inside = (day >= 0) & (day < until) & (found[DAY] < found["until"])
    found = found.assign(age=day // WEEK * WEEK + WEEK / 2, n=1)[inside]
    sums = found.groupby([PERSON, COHORT, "age"], dropna=False)[[over, under, "n"]].sum().reset_index()
    table = sums.set_axis([PERSON, COHORT, "age", "over", "under", "n"], axis=1)
    return table[table["under"] > 0].reset_index(drop=True)


def accuracy_weeks(joiners: pd.DataFrame, seen: JoinerEvidence, *, until: int = HORIZON) -> pd.DataFrame:
    """`person_weeks` of audits: right over all, by weight."""
    return person_weeks(joiners, seen.audits, "right", "weight", until=until)


def pace_weeks(joiners: pd.DataFrame, seen: JoinerEvidence, *, until: int = HORIZON) -> pd.DataFrame:
    """`person_weeks` of work: the milliseconds the median tenured agent takes over those taken."""
    return person_weeks(joiners, seen.work, "expected", "active", until=until)


def learning_curve(weeks: pd.DataFrame, unit: Unit = Unit.SHARE, *, seed: int = 0) -> LearningCurve:
    """
    The curve through the weekly ratios over / under of rows of `person_weeks`.

    Weighted non-linear least squares, weights `under`: for given days the curve is linear in plateau and
    start, so that the days alone are searched for (Golub and Pereyra 1973), from _QUICKEST to the oldest
    week. No share exceeds 1. Intervals: percentiles of REPLICATES bootstrap samples of people.
    Absent with fewer than FEWEST_PEOPLE people or FEWEST_WEEKS weeks; plateau and days also where the
    curve still rises at its end, days where learning cannot be told from none.
    """
    over, under, ages = _by_person(weeks)
    points = _points(weeks)
    if why := _too_few(*under.shape):
        level, time = Estimate.absent(why, unit), Estimate.absent(why, Unit.DAYS)
        return LearningCurve(level, level, time, points, points.iloc[:0], len(under), why)
    people = len(under)
    picks = np.random.default_rng(seed).multinomial(people, np.full(people, 1 / people), REPLICATES)
    times = np.vstack([np.ones(people), picks])
    days, plateau, start = _fit(times @ over, times @ under, ages, 1.0 if unit is Unit.SHARE else np.inf)
    shown = np.linspace(ages[0], ages[-1], 60)
    left = np.exp(-shown / days[:, None])
    values = plateau[:, None] * (1 - left) + start[:, None] * left
    low, high = np.quantile(values[1:], _inner(people), axis=0)
    fitted = pd.DataFrame({"age": shown, "value": values[0]})
    fitted = fitted.assign(low=np.minimum(low, values[0]), high=np.maximum(high, values[0]))
    n, last = int(points["n"].sum()), float(ages[-1])
    *levels, time = _told(plateau, start, days, last, n, people)
    first, second = (dataclasses.replace(level, unit=unit) for level in levels)
    return LearningCurve(first, second, time, points, fitted, people)


def _told(
    plateau: Floats, start: Floats, days: Floats, last: float, n: int, people: int
) -> tuple[Estimate, Estimate, Estimate]:
    """The three parameters with their intervals, or why the weeks do not show them."""
    begun = _percentiles(start, n, people)
    if days[0] >= last:
        why = f"no plateau within {last:.0f} days"
        return Estimate.absent(why), begun, Estimate.absent(why, Unit.DAYS)
    low, high = np.quantile((plateau - start)[1:], _inner(people))
    if low <= 0 <= high:
        return _percentiles(plateau, n, people), begun, Estimate.absent("no learning to be seen", Unit.DAYS)
    return _percentiles(plateau, n, people), begun, _percentiles(days, n, people, Unit.DAYS)


def _percentiles(values: Floats, n: int, people: int, unit: Unit = Unit.SHARE) -> Estimate:
    """The first value, its interval from the others."""
    value, (low, high) = float(values[0]), np.quantile(values[1:], _inner(people))
    return Estimate(
        value, min(float(low), value), max(float(high), value), n, float(people), "bootstrap by person", unit
    )


def _by_person(weeks: pd.DataFrame) -> tuple[Floats, Floats, Floats]:
    """Sums of over and under by person and week, 0 where there are none, and the ages of the weeks."""
    wide = weeks.pivot_table(
        index=PERSON, columns="age", values=["over", "under"], aggfunc="sum", fill_value=0
    )
    if weeks.empty:
        return np.zeros((0, 0)), np.zeros((0, 0)), np.zeros(0)
    return wide["over"].to_numpy(float), wide["under"].to_numpy(float), wide["under"].columns.to_numpy(float)


def _points(weeks: pd.DataFrame) -> pd.DataFrame:
    sums = weeks.groupby("age")[["over", "under", "n"]].sum()
    people = weeks.groupby("age")[PERSON].nunique()
    return sums.assign(value=sums["over"] / sums["under"], people=people)[
        ["value", "n", "people"]
    ].reset_index()


def _too_few(people: int, weeks: int) -> str:
    if people < FEWEST_PEOPLE:
        return f"only {people} people" if people != 1 else "only one person"
    return f"only {weeks} weeks" if weeks < FEWEST_WEEKS else ""


def _fit(over: Floats, under: Floats, ages: Floats, most: float) -> tuple[Floats, Floats, Floats]:
    """Days, plateau and start that lose least, for each row of weekly sums, over a grid of days."""
    grid = np.geomspace(_QUICKEST, ages[-1], _STEPS)
    left = np.exp(-ages[:, None] / grid)
    done = 1 - left
    dd, dl, ll = under @ done**2, under @ (done * left), under @ left**2
    dy, ly = over @ done, over @ left
    level = (over.sum(axis=1) / under.sum(axis=1))[:, None] * np.ones_like(dd)  # of one week, seen twice
    scale = dd * ll - dl**2
    plateau = np.divide(ll * dy - dl * ly, scale, out=level, where=scale > 1e-9 * dd * ll)
    plateau = np.minimum(plateau, most)
    start = np.clip((ly - plateau * dl) / ll, 0, most)
    fit = plateau**2 * dd + 2 * plateau * start * dl + start**2 * ll
    best = (fit - 2 * (plateau * dy + start * ly)).argmin(axis=1)
    rows = np.arange(len(best))
    return grid[best], plateau[rows, best], start[rows, best]


def _inner(people: int) -> tuple[float, float]:
    """The percentiles that cover 95 % with few people: expanded by Student's t (Hesterberg 2015)."""
    reach = np.sqrt(people / (people - 1)) * stats.t.ppf(0.975, people - 1)
    return float(stats.norm.cdf(-reach)), float(stats.norm.cdf(reach))


def middle_half(joiners: pd.DataFrame, seen: JoinerEvidence) -> tuple[Band | None, Band | None]:
    """
    Where the tenured stand: accuracy, and pace; `joiners` are rows of `joiners.tenured`.

    Accuracy: the quartiles of the beta distribution their own accuracies come from (`agents`), for those
    observed on some audits each are spread more widely. None where fewer than FEWEST_PEOPLE are known.
    """
    audits = seen.audits[seen.audits[PERSON].isin(joiners[PERSON])]
    work = seen.work[seen.work[PERSON].isin(joiners[PERSON])]
    sums = audits.assign(square=audits["weight"] ** 2).groupby(PERSON)[["right", "weight", "square"]].sum()
    worth = sums["weight"] ** 2 / sums["square"]
    accuracy = pace = None
    if len(sums) >= FEWEST_PEOPLE:
        right = sums["right"] / sums["weight"] * worth
        prior = fit_beta_binomial(right, worth, boundary_avoiding=True)
        accuracy = _band(stats.beta.ppf(_QUARTERS, *prior), len(sums))
    days = work.groupby(PERSON)[["expected", "active"]].sum().astype(float)
    days = days[days["active"] > 0]
    if len(days) >= FEWEST_PEOPLE:
        pace = _band((days["expected"] / days["active"]).quantile(_QUARTERS).to_numpy(), len(days))
    return accuracy, pace


def _band(quarters: Floats, people: int) -> Band:
    low, middle, high = map(float, quarters)
    return Band(low, middle, high, people)


def learning_rate(weeks: pd.DataFrame) -> Estimate:
    """
    Wright's learning rate (1936): how long a label takes after work has doubled, as a share of before.

    `weeks` of `pace_weeks`. The slope of log time on the log of the work done, in the tenured's time up to
    the middle of a week, within people, weighted by work: rate = 2^slope. Interval: Student's with
    people - 1 degrees of freedom on errors robust to people (Liang and Zeger 1986).
    """
    weeks = weeks[weeks["over"] > 0]
    people = weeks[PERSON].nunique()
    if why := _too_few(people, weeks["age"].nunique()):
        return Estimate.absent(why)
    rows = weeks.sort_values([PERSON, "age"])
    done = rows.groupby(PERSON)["over"].cumsum() - rows["over"] / 2
    weight = rows["over"].astype(float)
    x, y = np.log(done.astype(float)), np.log(rows["under"].astype(float) / weight)
    total = weight.groupby(rows[PERSON]).transform("sum")
    x, y = (each - (each * weight).groupby(rows[PERSON]).transform("sum") / total for each in (x, y))
    squares = float((weight * x**2).sum())
    if squares < 1e-12:
        return Estimate.absent("nobody's work grew from week to week")
    slope = float((weight * x * y).sum()) / squares
    scores = (weight * x * (y - slope * x)).groupby(rows[PERSON]).sum()
    se = np.sqrt(people / (people - 1) * float((scores**2).sum())) / squares
    reach = float(stats.t.ppf(0.975, people - 1)) * se
    value, low, high = (float(2.0**each) for each in (slope, slope - reach, slope + reach))
    return Estimate(value, low, high, len(rows), float(people), "log-log within people")
