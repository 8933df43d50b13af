"""How long a label takes, from histograms: quantiles and the trimmed mean, their intervals by people."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd

from ..estimates import Estimates, Unit
from .clusters import PERSON, by_people, clustered_ratio
from .grouping import grouped, named
from .proportions import Floats
from .quantiles import QUANTILES, quantile, up_to, woodruff

TRIMMED = 0.05  # of the labels at either end


def handling_time(
    handling_days: pd.DataFrame, q: float, by: tuple[str, ...] = (), *, people: pd.DataFrame | None = None
) -> Estimates:
    """
    The quantile `q` (.5 or .9) of handling seconds, from the histogram of handling_days.

    Type 7; a label counts as long as the mean of its bin, so the value is exact where a bin holds one
    duration. Interval: the share of labels up to the value, q, has Student's interval over people, and
    its ends are read back as seconds (Woodruff 1952); `people` are the rows of handling_people for that.
    Without them it takes labels as independent and is flagged, for people differ: in the sample company
    it is then four to six times too narrow.
    """
    name = f"time.per_item.{QUANTILES[q]}"
    bins = _bins(handling_days, by)
    if bins.empty:
        return Estimates.missing(name, by, "no label was timed", Unit.SECONDS)
    groups = [(keys[: len(by)], part) for keys, part in grouped(bins, by)]
    found = [quantile(part["seconds"], part["timed"], q) for _, part in groups]
    if people is None:
        flag = "interval takes labels as independent"
        found = [dataclasses.replace(each, flags=(*each.flags, flag)) for each in found]
    else:
        shares = _over_people(
            bins.assign(score=pd.concat([up_to(part["timed"], q) for _, part in groups])), people, by
        )
        found = [
            woodruff(each, part["seconds"], part["timed"], q, se=row["se"], people=row["people"])
            for (_, part), each, row in zip(groups, found, shares.to_dict("records"), strict=True)
        ]
    pairs = [(keys, each) for (keys, _), each in zip(groups, found, strict=True)]
    return Estimates.of(name, by, pairs, Unit.SECONDS)


def trimmed_handling_time(
    handling_days: pd.DataFrame, by: tuple[str, ...] = (), *, people: pd.DataFrame
) -> Estimates:
    """
    The mean handling seconds without the 5 % longest and the 5 % shortest labels.

    Interval: that of the mean of the values drawn in to the ends of what is left, over 1 - 2 * .05 (Tukey
    and McLaughlin 1963), by people as `people`, the rows of handling_people, tell them apart.
    """
    name = "time.per_item.trimmed_mean"
    bins = _bins(handling_days, by)
    if bins.empty:
        return Estimates.missing(name, by, "no label was timed", Unit.SECONDS)
    parts = [_trimmed(part) for _, part in grouped(bins, by)]
    drawn_in = pd.concat([score for _, score in parts])
    table = _over_people(bins.assign(score=drawn_in), people, by)
    table = table.assign(
        value=[mean for mean, _ in parts], se=table["se"] / (1 - 2 * TRIMMED), n=table["under"]
    )
    return by_people(table, name, by, Unit.SECONDS)


def _bins(handling_days: pd.DataFrame, by: tuple[str, ...]) -> pd.DataFrame:
    """One row for each bin of each group, shortest first: how many labels, and their mean seconds."""
    timed = handling_days[handling_days["timed"] > 0] if len(handling_days) else handling_days
    if timed.empty:
        return timed
    groups = named(timed, by).groupby([*by, "bin_ms"], observed=True)
    bins: pd.DataFrame = groups[["timed", "active_ms"]].sum().reset_index()
    return bins.assign(seconds=bins["active_ms"] / bins["timed"] / 1000)


def _over_people(bins: pd.DataFrame, people: pd.DataFrame, by: tuple[str, ...]) -> pd.DataFrame:
    """
    The clustered mean of the column `score` of `bins`, each person's labels spread over the wide bins.

    Within a wide bin everybody's labels have the mean score of all labels of the group that are in it.
    """
    starts = np.sort(people["bin_ms"].unique())
    wide = starts[np.searchsorted(starts, bins["bin_ms"], side="right") - 1]
    sums = bins.assign(bin_ms=wide, score=bins["score"] * bins["timed"]).groupby(
        [*by, "bin_ms"], observed=True
    )
    mean = sums["score"].sum() / sums["timed"].sum()
    keys = [*by, "bin_ms"]
    counts = named(people, by).groupby([*keys, PERSON], observed=True)["timed"].sum().reset_index()
    rows = counts.merge(mean.rename("mean").reset_index(), on=keys)
    return clustered_ratio(rows.assign(score=rows["mean"] * rows["timed"]), "score", "timed", by)


def _trimmed(bins: pd.DataFrame) -> tuple[float, pd.Series]:
    """The trimmed mean of a group, and its seconds drawn in to the shortest and longest that are left."""
    counts, seconds = bins["timed"].to_numpy(), bins["seconds"]
    ends: Floats = np.cumsum(counts).astype(float)
    cut = np.floor(TRIMMED * ends[-1])
    left = np.clip(ends, cut, ends[-1] - cut) - np.clip(ends - counts, cut, ends[-1] - cut)
    kept = seconds[left > 0]
    return float(left @ seconds / left.sum()), seconds.clip(kept.min(), kept.max())
