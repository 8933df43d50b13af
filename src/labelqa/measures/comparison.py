"""Many groups against the whole, without calling chance a difference."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy import stats

from ..estimates import Estimates
from .proportions import Floats

Z998 = 3.090232306167813
LEVELS = {"low_998": 0.001, "low_95": 0.025, "high_95": 0.975, "high_998": 0.999}


def funnel_limits(centre: float, n: ArrayLike, *, tau2: float = 0.0) -> pd.DataFrame:
    """
    The limits within which 95 and 99.8 % of shares lie where the true one is `centre`, by n.

    Exact binomial, interpolated between its steps: r = qbinom(q, n), (r - a) / n with
    a = (F(r) - q) / (F(r) - F(r - 1)) (Spiegelhalter 2005). `tau2`, the variance between units that
    is nobody's doing, widens their distance from the centre by sqrt((s^2 + tau2) / s^2),
    s^2 = centre (1 - centre) / n. n is rounded to whole observations, at least 1.
    """
    whole = np.maximum(1, np.rint(np.asarray(n, float)))
    variance = centre * (1 - centre) / whole
    wider = np.sqrt(1 + np.divide(tau2, variance, out=np.zeros_like(whole), where=variance > 0))
    limits = {"n": whole}
    for name, q in LEVELS.items():
        r = stats.binom.ppf(q, whole, centre)
        excess = stats.binom.cdf(r, whole, centre) - q
        limit = (r - excess / stats.binom.pmf(r, whole, centre)) / whole
        limits[name] = np.clip(centre + (limit - centre) * wider, 0, 1)
    return pd.DataFrame(limits)


def funnel(estimates: Estimates, centre: float, *, winsor: float = 0.1) -> pd.DataFrame:
    """
    Each row of `estimates` against the limits at its n_eff: plain, and widened for overdispersion.

    z = (p - centre) / sqrt(s^2 + tau2), with phi = mean(z^2) of the plain z winsorised at `winsor`
    and tau2 = max(0, (I phi - (I - 1)) / (sum w - sum w^2 / sum w)), w = 1 / s^2 (Spiegelhalter 2012;
    DerSimonian and Laird 1986). `outside` is beyond the widened 99.8 % limits, and in z too: the
    interpolated upper limit lies below 1 even where all correct is likely. Columns: `estimates.by`,
    value, n_eff, low_95 to high_998, wide_low_95 to wide_high_998, z, outside, phi, tau2.
    """
    rows = estimates.rows[[*estimates.by, "value", "n_eff"]].reset_index(drop=True)
    value, n = rows["value"].to_numpy(float), np.maximum(1, np.rint(rows["n_eff"].to_numpy(float)))
    variance = centre * (1 - centre) / n
    phi, tau2 = _overdispersion(value - centre, variance, winsor)
    plain = funnel_limits(centre, n).drop(columns="n")
    wide = funnel_limits(centre, n, tau2=tau2).drop(columns="n")
    total = np.sqrt(variance + tau2)
    z = np.divide(value - centre, total, out=np.zeros_like(total), where=total > 0)
    outside = ((value < wide["low_998"]) | (value > wide["high_998"])) & (np.abs(z) > Z998)
    return rows.join(plain).join(wide.add_prefix("wide_")).assign(z=z, outside=outside, phi=phi, tau2=tau2)


def _overdispersion(distance: Floats, variance: Floats, winsor: float) -> tuple[float, float]:
    if len(distance) < 2 or not (variance > 0).all():
        return 1.0, 0.0
    z = distance / np.sqrt(variance)
    phi = float(np.mean(np.clip(z, *np.quantile(z, [winsor, 1 - winsor])) ** 2))
    weight, units = 1 / variance, len(z)
    excess = units * phi - (units - 1)
    return phi, max(0.0, excess / float(weight.sum() - (weight**2).sum() / weight.sum()))
