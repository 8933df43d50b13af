"""Items to look at: a random sample of wrong labels in which every kind of mistake is there."""

from __future__ import annotations

import numpy as np
import pandas as pd

SIZE, SEED = 24, 20


def stratified_sample(
    rows: pd.DataFrame, by: tuple[str, ...], *, size: int = SIZE, seed: int = SEED
) -> pd.DataFrame:
    """
    At most `size` rows, drawn at random without replacement within the strata `by`, larger strata first.

    Each stratum has one of them as long as there are enough, and the rest in proportion to its rows (largest
    remainders). The same rows and seed give the same sample, whatever their order.
    """
    if rows.empty:
        return rows
    rows = rows.sort_values([*by, "audit_id"])
    sizes = rows.groupby([*by], dropna=False, sort=True)["audit_id"].transform("size")
    strata = rows.groupby([*by], dropna=False, sort=True).ngroup().to_numpy()
    counts = np.bincount(strata)
    taken = _shared(counts, min(size, len(rows)))
    draw = np.random.default_rng(seed).random(len(rows))
    rank = pd.Series(draw, index=rows.index).groupby(strata).rank(method="first").to_numpy()
    order = sizes.to_numpy() * -1
    chosen = rows.assign(_order=order)[rank <= taken[strata]]
    return chosen.sort_values(["_order", *by, "audit_id"]).drop(columns="_order")


def _shared(counts: np.ndarray, size: int) -> np.ndarray:
    """How many of each stratum: one each from the largest on, then in proportion."""
    taken = np.zeros(len(counts), int)
    taken[np.argsort(-counts, kind="stable")[:size]] = 1
    left = size - int(taken.sum())
    if left > 0:
        wanted = (counts - taken) / max(int((counts - taken).sum()), 1) * left
        taken += np.floor(wanted).astype(int)
        rest = size - int(taken.sum())
        taken[np.argsort(-(wanted - np.floor(wanted)), kind="stable")[:rest]] += 1
    return taken
