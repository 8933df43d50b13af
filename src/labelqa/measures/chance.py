"""Agreement beyond chance, (pa - pe) / (1 - pe), with its linearised standard error."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy import stats

from ..estimates import Estimate, Unit
from .proportions import Floats, wilson
from .ratings import Counts, Ratings

Chance = Callable[[Counts], Floats]
"""Each unit's part in the agreement by chance of its queue: a vector whose mean is pe."""

LINEARISED, FLEISS = "gwet-linearised", "fleiss-linearised"  # the methods of AC1 and of Fleiss' kappa
ONE_LABEL = "only one label was used"


def beyond_chance(rated: Ratings, chance: Chance, *, method: str = LINEARISED) -> Estimate:
    """
    g = (pa - pe) / (1 - pe) over the units of all queues, with chance reckoned within each queue.

    pa is the mean share of equal pairs of the n2 units that have pairs. Standard error by unit:
    g_i = n / n2 (pa_i - pe) / (1 - pe) - 2 (1 - g) (pe_i - pe) / (1 - pe), interval Student's with n - 1
    (Gwet 2014, section 5.3). Where no unit differs from another in it, Wilson's bounds of pa stand in.
    """
    if rated.why_none:
        return Estimate.absent(rated.why_none, Unit.INDEX)
    agreed = np.concatenate([queue.agreed for queue in rated.queues])
    parts = np.concatenate([chance(queue) for queue in rated.queues])
    paired, n = ~np.isnan(agreed), len(agreed)
    pa, pe = float(agreed[paired].mean()), float(parts.mean())
    if not pe < 1:
        return Estimate.absent(ONE_LABEL, Unit.INDEX)
    value = (pa - pe) / (1 - pe)
    pull = np.where(paired, n / paired.sum() * (np.nan_to_num(agreed) - pe), 0)
    pull = (pull - 2 * (1 - value) * (parts - pe)) / (1 - pe)
    se = float(np.sqrt(((pull - value) ** 2).sum() / (n * max(n - 1, 1))))
    if se > 1e-12:
        half = se * float(stats.t.ppf(0.975, n - 1))
        low, high = value - half, value + half
    else:
        low, high = ((float(end) - pe) / (1 - pe) for end in wilson(pa * paired.sum(), paired.sum()))
    ends = max(-1.0, min(low, value)), min(1.0, max(high, value))
    return Estimate(value, *ends, n, float(paired.sum()), method, Unit.INDEX, rated.flags(pa))
