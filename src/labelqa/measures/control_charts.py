"""Whether a week is out of the ordinary: charts with limits, runs and a moving average."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy import stats

from ..estimates import Estimates
from .proportions import Floats

FEWEST_WEEKS = 12  # of baseline; limits from fewer say more about those weeks than about the process


@dataclass(frozen=True)
class Runs:
    """The longest run on one side of the centre and the crossings of it, against what chance allows."""

    n: int
    longest: int
    longest_allowed: int
    crossings: int
    crossings_needed: int

    @property
    def signal(self) -> bool:
        """Whether the values shift or drift more than chance would have it."""
        return self.longest > self.longest_allowed or self.crossings < self.crossings_needed


@dataclass(frozen=True)
class ControlChart:
    """
    A Laney chart. `frame` has week, value, n, centre, lower, upper, sigma_z and signal.

    `sigma_z` is raw, not floored; without a long enough baseline it, `centre` and the limits are nan and
    `why` says so.
    """

    frame: pd.DataFrame
    centre: float
    sigma_z: float
    runs: Runs | None
    why: str = ""


def limits(centre: ArrayLike, n: ArrayLike, sigma_z: ArrayLike = 1.0) -> tuple[Floats, Floats]:
    """The 3-sigma limits of a share around `centre`, cut to [0, 1]: a p chart's where sigma_z is 1."""
    centre = np.asarray(centre, float)
    half = 3 * np.asarray(sigma_z, float) * np.sqrt(centre * (1 - centre) / np.asarray(n, float))
    return np.clip(centre - half, 0, 1), np.clip(centre + half, 0, 1)


def laney(weekly: Estimates, *, baseline: int | None = None) -> ControlChart:
    """
    A p' chart of weekly shares (Laney 2002), with limits centre +- 3 sigma_z sqrt(p (1 - p) / n).

    n is n_eff; centre the mean over the baseline, weighted by n; sigma_z the mean moving range of the
    weeks' z over 1.128, at least 1 for the limits. `baseline` takes the first so many weeks only; of fewer
    than FEWEST_WEEKS there are no limits.
    """
    weeks = weekly.rows.sort_values("week")
    frame = pd.DataFrame(
        {"week": weeks["week"], "value": weeks["value"].astype(float), "n": weeks["n_eff"].astype(float)}
    ).reset_index(drop=True)
    base = frame.head(baseline) if baseline else frame
    enough = len(base) >= FEWEST_WEEKS
    centre, sigma_z = _baseline(base) if enough else (math.nan, math.nan)
    frame = frame.assign(centre=centre, sigma_z=max(sigma_z, 1.0))
    frame["lower"], frame["upper"] = limits(frame["centre"], frame["n"], frame["sigma_z"])
    frame["signal"] = (frame["value"] < frame["lower"]) | (frame["value"] > frame["upper"])
    if enough:
        return ControlChart(frame, centre, sigma_z, anhoej(frame["value"], centre))
    why = f"{len(frame)} weeks are too few for limits: {FEWEST_WEEKS} are needed"
    return ControlChart(frame, centre, sigma_z, None, why)


def _baseline(weeks: pd.DataFrame) -> tuple[float, float]:
    value, n = weeks["value"].to_numpy(), weeks["n"].to_numpy()
    centre = min(1.0, float(value @ n / n.sum()))  # not above 1 by rounding
    sigma = np.sqrt(centre * (1 - centre) / n)
    z = np.divide(value - centre, sigma, out=np.zeros_like(sigma), where=sigma > 0)
    return centre, float(np.abs(np.diff(z)).mean() / 1.128)


def anhoej(values: ArrayLike, centre: float) -> Runs:
    """
    Runs on one side of `centre` (Anhoej and Olesen 2014): values on it do not count.

    Chance allows a run of round(log2 n) + 3 and asks for the 5 % quantile of Binomial(n - 1, 1/2)
    crossings.
    """
    values = np.asarray(values, float)
    above = values[values != centre] > centre
    n = len(above)
    if n < 2:
        return Runs(n, n, 3, 0, 0)
    turns = np.flatnonzero(above[1:] != above[:-1]) + 1
    longest = int(np.diff([0, *turns, n]).max())
    return Runs(n, longest, round(math.log2(n)) + 3, len(turns), int(stats.binom.ppf(0.05, n - 1, 0.5)))


def ewma(z: ArrayLike, lam: float = 0.2) -> pd.DataFrame:
    """
    The exponentially weighted moving average of standardised values, from 0 (Roberts 1959).

    e_t = lam z_t + (1 - lam) e_(t-1), with 3-sigma limits +- 3 sqrt(lam / (2 - lam) (1 - (1 - lam)^2t)).
    Columns: value, limit, signal.
    """
    z = np.asarray(z, float)
    values = np.empty(len(z))
    before = 0.0
    for i, one in enumerate(z):
        before = values[i] = lam * one + (1 - lam) * before
    limit = 3 * np.sqrt(lam / (2 - lam) * (1 - (1 - lam) ** (2 * np.arange(1, len(z) + 1))))
    return pd.DataFrame({"value": values, "limit": limit, "signal": np.abs(values) > limit})
