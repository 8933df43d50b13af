"""How much was audited, how blindly, how soon, and what so many audits can show."""

from __future__ import annotations

import pandas as pd

from ..estimates import Estimates, Unit
from .accuracy import STRATUM, judged
from .clusters import PERSON
from .grouping import grouped, named, tabulated
from .quantiles import quantile
from .volume import without_gold

DAY = 86_400.0
MISCOUNTED = 0.01  # of a count: less is rounding, or a label that came late
BY_CHANCE = 3.0  # standard errors that an estimated count may lie off


def coverage(label_days: pd.DataFrame, audits: pd.DataFrame, by: tuple[str, ...] = ()) -> Estimates:
    """
    Share of the decisions that were audited, gold items left out: a count, so its interval is the value.

    A decision drawn by several designs counts once. Groups without decisions are left out. Where the frames
    that audits were drawn from hold more decisions than there are labels, labels are missing: as many as are
    framed count, the missing ones being taken to be spread over the groups as the others are.
    """
    name = "audits.coverage"
    if label_days.empty:
        return Estimates.missing(name, by, "no labels")
    made = named(without_gold(label_days), by)
    labels = grouped(made, by)["labels"].sum().astype(float)
    drawn = pd.Series(0.0, index=labels.index)
    if len(audits):
        seen = named(without_gold(audits), by).drop_duplicates("label_event_id")
        drawn = drawn.add(grouped(seen, by).size().reindex(labels.index, fill_value=0))
    labels = labels[labels > 0]
    framed = (labels * _framed_per_label(label_days, audits)).round()
    share = (drawn[labels.index] / framed).clip(upper=1)
    return tabulated(_counted(share, framed), name, by, "count")


def audits_of_a_person(audits: pd.DataFrame) -> int:
    """The median number of audits of a person that came to a verdict; 0 without any."""
    rows = judged(audits)
    return int(rows.groupby(PERSON).size().median()) if len(rows) else 0


def blind_share(audits: pd.DataFrame, by: tuple[str, ...] = ()) -> Estimates:
    """Share of audits whose QA did not see the label given: a count, so its interval is the value."""
    name = "audits.blind"
    known = audits[audits["blind"].notna()] if len(audits) else audits
    if known.empty:
        return Estimates.missing(
            name, by, "whether audits were blind is not recorded" if len(audits) else "no audits"
        )
    rows = named(known, by).assign(blind=known["blind"].astype(bool))
    groups = grouped(rows, by)["blind"]
    return tabulated(_counted(groups.mean(), groups.size()), name, by, "count")


def audit_lag(audits: pd.DataFrame, zone: str, by: tuple[str, ...] = ()) -> Estimates:
    """
    Median time from a decision to its audit, in whole business days of `zone`.

    Interval by order statistics.
    """
    name = "audits.lag.median"
    if audits.empty:
        return Estimates.missing(name, by, "no audits", Unit.DAYS)
    audited = pd.to_datetime(audits["audited_at"], utc=True).dt.tz_convert(zone).dt.tz_localize(None)
    lag = (audited.dt.normalize() - pd.to_datetime(audits["local_date"])).dt.total_seconds()
    rows = named(audits, by).assign(lag=(lag / DAY).round())
    found = [
        (keys[: len(by)], quantile(part["lag"], pd.Series(1, index=part.index), 0.5, Unit.DAYS))
        for keys, part in grouped(rows, by)
    ]
    return Estimates.of(name, by, found, Unit.DAYS)


def _framed_per_label(label_days: pd.DataFrame, audits: pd.DataFrame) -> float:
    """
    How many decisions the frames of one design hold for each label, the design that has most; at least 1.

    Of strata whose audits are all here: others began before the rows at hand, or ended after them. In a
    vendor's edition frames are estimated from its audits: what chance explains is no missing label.
    """
    made = float(label_days["labels"].sum())
    if audits.empty or not made:
        return 1.0
    rows = audits.assign(stands_for=1 / audits["incl_prob"].astype(float))
    strata = rows.groupby(STRATUM, observed=True).agg(
        frame=("frame_size", "first"), held=("stands_for", "sum")
    )
    whole = strata[strata["held"] >= (1 - MISCOUNTED) * strata["frame"]]
    framed = float(whole.groupby(level=0)["frame"].sum().max()) / made if len(whole) else 1.0
    return framed if framed > 1 + max(MISCOUNTED, BY_CHANCE / len(audits) ** 0.5) else 1.0


def _counted(share: pd.Series, n: pd.Series) -> pd.DataFrame:
    return pd.DataFrame({"value": share, "low": share, "high": share, "n": n})
