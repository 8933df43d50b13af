"""How somebody works, where nobody knows what is right: how fast, how evenly, how much as others do."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

FASTEST = 0.01
"""The part of others' labels that are as fast as what counts as fast."""


@dataclass(frozen=True)
class Share:
    """`part` of `n` labels; `usual` is the share to be expected of others' labels of the same queues."""

    part: float
    n: float
    usual: float


def fast(bins: pd.DataFrame, usual: pd.DataFrame) -> Share | None:
    """
    The labels in `bins` that are as fast as at most one in a hundred of the `usual` ones, queue by queue.

    Both have queue_id, bin_ms and timed. Limits are ends of bins; the share of usual labels that lies below
    is known, and expected. None where no queue has a limit.
    """
    if bins.empty or usual.empty:
        return None
    counts = usual.groupby(["queue_id", "bin_ms"], observed=True)["timed"].sum()
    reached = counts.groupby(level=0).cumsum() / counts.groupby(level=0).transform("sum")
    known = reached[reached <= FASTEST].rename("reached").reset_index()
    limits = known.groupby("queue_id", observed=True)[["bin_ms", "reached"]].max()
    rows = bins.merge(limits, left_on="queue_id", right_index=True, suffixes=("", "_limit"))
    n = float(rows["timed"].sum())
    if not n:
        return None
    part = float(rows.loc[rows["bin_ms"] <= rows["bin_ms_limit"], "timed"].sum())
    return Share(part, n, float((rows["timed"] * rows["reached"]).sum()) / n)


def commonest(labels: pd.DataFrame, others: pd.DataFrame) -> Share | None:
    """
    The labels that are the commonest of their queue, and the share that others give the same ones.

    Both have queue_id, label_id and made. None where nobody else labelled in the same queues.
    """
    keys = ["queue_id", "label_id"]
    own, theirs = (rows.groupby(keys, observed=True)["made"].sum().astype(float) for rows in (labels, others))
    whole = theirs.groupby(level=0).sum()
    own = own[own.index.get_level_values(0).isin(whole.index[whole > 0])]
    if not own.sum():
        return None
    sizes = own.groupby(level=0).sum()
    most = own.sort_values(ascending=False, kind="stable").groupby(level=0).head(1)
    queues = most.index.get_level_values(0)
    expected = theirs.reindex(most.index).fillna(0.0) / whole.reindex(queues).to_numpy()
    n = float(sizes.sum())
    return Share(float(most.sum()), n, float((expected * sizes.reindex(queues).to_numpy()).sum()) / n)


def agreeing(overlaps: pd.DataFrame) -> pd.DataFrame:
    """Double labels with `agrees`: whether at least half of the others on the item gave the same label."""
    groups = overlaps.groupby("overlap_group_id", observed=True)["label_id"]
    same = overlaps.groupby(["overlap_group_id", "label_id"], observed=True)["label_id"].transform("size") - 1
    rest = groups.transform("size") - 1
    rows = overlaps.assign(agrees=2 * same >= rest)
    return rows[rest > 0]
