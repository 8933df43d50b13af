"""What units have in common, how much they differ beyond chance, and where another one may lie."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import optimize, special, stats

from ..estimates import Estimate, Estimates
from .proportions import Floats

FEWEST_UNITS = 4  # of three the prediction interval has one degree of freedom: it reaches from here to there


@dataclass(frozen=True)
class Pooled:
    """
    A random-effects summary of shares.

    `mean` of the units; `predicted`, where a further one's true share lies with 95 %; `beyond_chance`,
    the share of the variance between them that is not chance (I squared); p of there being no difference.
    """

    mean: Estimate
    predicted: Estimate
    beyond_chance: Estimate
    p: float


@dataclass(frozen=True)
class Effects:
    """Values y of units with their own variances."""

    y: Floats
    variance: Floats

    @property
    def tau2(self) -> float:
        """The variance between units (DerSimonian and Laird 1986), at least 0."""
        w = 1 / self.variance
        return max(0.0, (self.q(0.0) - len(w) + 1) / float(w.sum() - (w**2).sum() / w.sum()))

    def mean(self, tau2: float) -> tuple[float, float]:
        """
        The mean and its standard error.

        The error is Hartung and Knapp's (2001), never less than that of a known tau2 (Roever et al. 2015);
        it goes with Student's t of one degree of freedom less than units.
        """
        w = 1 / (self.variance + tau2)
        scale = max(1.0, self.q(tau2) / (len(w) - 1))
        return float(w @ self.y / w.sum()), float(np.sqrt(scale / w.sum()))

    def q(self, tau2: float) -> float:
        """Cochran's weighted sum of squares around the mean, chi-squared where tau2 is right."""
        w = 1 / (self.variance + tau2)
        return float(w @ (self.y - w @ self.y / w.sum()) ** 2)

    def tau2_interval(self) -> tuple[float, float]:
        """The 95 % interval of tau2 by the Q profile (Viechtbauer 2007)."""
        low, high = stats.chi2.ppf([0.975, 0.025], len(self.y) - 1)
        return self._where_q_is(float(low)), self._where_q_is(float(high))

    def i2(self, tau2: float) -> float:
        """The share that tau2 has of it and a typical unit's own variance (Higgins and Thompson 2002)."""
        w = 1 / self.variance
        typical = (len(w) - 1) * w.sum() / (w.sum() ** 2 - (w**2).sum())
        return float(tau2 / (tau2 + typical))

    def _where_q_is(self, level: float) -> float:
        if self.q(0.0) <= level:
            return 0.0
        top = 1.0
        while self.q(top) > level:
            top *= 4
        return float(optimize.brentq(lambda tau2: self.q(tau2) - level, 0.0, top, xtol=1e-12))


def pooled(estimates: Estimates) -> Pooled:
    """
    The random-effects summary of the shares in `estimates`, on the scale of log odds.

    Each counts with its n_eff, half an observation added to either side. Interval of the mean: Student's t
    (`Effects.mean`); it covers 94 to 99 % over 4 to 12 units, where the normal one of statsmodels'
    combine_effects covers 85 to 96 %, whose tau2 may be negative, too. Prediction interval: t with two
    degrees of freedom less than units, variance tau2 and that of the mean (Higgins, Thompson and
    Spiegelhalter 2009). Interval of I squared: that of tau2. Absent for fewer than FEWEST_UNITS.
    """
    rows = estimates.rows[estimates.rows["value"].notna()]
    if len(rows) < FEWEST_UNITS:
        none = Estimate.absent(f"{len(rows)} units are too few to compare", estimates.unit)
        return Pooled(none, none, none, np.nan)
    n = rows["n_eff"].to_numpy(float)
    right = rows["value"].to_numpy(float) * n
    wrong = n - right
    effects = Effects(np.log((right + 0.5) / (wrong + 0.5)), 1 / (right + 0.5) + 1 / (wrong + 0.5))
    tau2, units = effects.tau2, len(rows)
    mean, error = effects.mean(tau2)
    sizes = int(rows["n"].sum()), float(n.sum())
    low, high = effects.tau2_interval()
    i2, least, most = (effects.i2(each) for each in (tau2, low, high))
    return Pooled(
        _share(mean, stats.t.ppf(0.975, units - 1) * error, sizes, "random-effects"),
        _share(mean, stats.t.ppf(0.975, units - 2) * np.hypot(error, np.sqrt(tau2)), sizes, "prediction"),
        Estimate(i2, min(i2, least), max(i2, most), *sizes, "q-profile"),
        float(stats.chi2.sf(effects.q(0.0), units - 1)),
    )


def _share(mean: float, half: float, sizes: tuple[int, float], method: str) -> Estimate:
    value, low, high = special.expit([mean, mean - half, mean + half])
    return Estimate(float(value), float(low), float(high), *sizes, method)
