"""Whether more was wrong here than there, at like strata: an exact test."""

from __future__ import annotations

import functools

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats


def more_wrong(wrong: ArrayLike, audits: ArrayLike, other_wrong: ArrayLike, other_audits: ArrayLike) -> float:
    """
    The one-sided p value of as many wrong audits as here, or more, if in no stratum more were wrong.

    Counts by stratum. Given how many of a stratum's audits are here and how many are wrong, those that are
    both are hypergeometric; their sum over strata is convolved (Gart 1970). One stratum is Fisher's exact
    test. 1 where nothing was audited.
    """
    here, size, there, rest = (
        np.atleast_1d(np.asarray(counts)).astype(int) for counts in (wrong, audits, other_wrong, other_audits)
    )
    strata = [
        stats.hypergeom.pmf(np.arange(min(k, n) + 1), total, k, n)
        for k, n, total in zip(here + there, size, size + rest, strict=True)
    ]
    if not strata:
        return 1.0
    together = functools.reduce(np.convolve, strata)
    return float(min(1.0, together[int(here.sum()) :].sum()))
