"""Where units stand among one another, as far as chance lets anybody say."""

from __future__ import annotations

import numpy as np

from ..estimates import Estimates, Unit
from .agents import FEWEST_PEERS, fit_beta_binomial
from .grouping import tabulated

DRAWS, SEED = 10_000, 31


def ranks(estimates: Estimates) -> Estimates:
    """
    The rank of each unit by its share, 1 the highest: the median, and the middle 95 %, of draws.

    All units' shares are drawn together from their empirical-Bayes posteriors, Beta(a + k, b + n - k) with
    n the n_eff and a prior learnt from the units, and ranked draw by draw (Goldstein and Spiegelhalter
    1996). Fewer than FEWEST_PEERS units have Jeffreys' prior. For readers who know what a rank does not say:
    eight units alike have intervals of nearly all ranks.
    """
    name = f"{estimates.name}.rank"
    rows = estimates.rows[estimates.rows["value"].notna()]
    if len(rows) < 2:
        return Estimates.missing(name, estimates.by, "fewer than two units to rank", Unit.COUNT)
    n = rows["n_eff"].to_numpy(float)
    k = rows["value"].to_numpy(float) * n
    a, b = fit_beta_binomial(k, n, boundary_avoiding=True) if len(rows) >= FEWEST_PEERS else (0.5, 0.5)
    drawn = np.random.default_rng(SEED).beta(a + k, b + n - k, (DRAWS, len(rows)))
    places = 1.0 + np.argsort(np.argsort(-drawn, axis=1), axis=1)
    low, value, high = np.quantile(places, [0.025, 0.5, 0.975], axis=0, method="inverted_cdf")
    table = rows.set_index([*estimates.by])[["n", "n_eff"]].assign(value=value, low=low, high=high)
    return tabulated(table, name, estimates.by, "empirical-bayes-draws", Unit.COUNT)
