"""How far it reaches: wrong labels of the days asked about, their kinds, and the batches they went into."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from ...estimates import Estimate, Estimates, Unit
from .. import accuracy, impact
from ..risks.detector_data import MONTH_DAYS
from .result import InvestigationResult

COUNTED = {"vendor_id", "site_id", "queue_id", "label_id"}  # what the labels of a batch are counted by


@dataclass(frozen=True)
class Touched:
    """
    Batches with audited labels of the weeks found: `batches` by batch_id with labels, consumer, delivered_on.

    `wrong` is by batch_id; consumer and delivered_on are missing where a batch was not handed over yet.
    """

    batches: pd.DataFrame
    wrong: Estimates


def wrong(found: InvestigationResult) -> Estimates:
    """Wrong labels among those asked about, in these days."""
    name = "investigation.wrong"
    if not found.level.after.exists:
        return Estimates.missing(name, (), "; ".join(found.level.after.flags), Unit.COUNT)
    return Estimates.of(
        name, (), [((), accuracy.wrong_labels(found.level.after, found.groups.labels))], Unit.COUNT
    )


def excess(found: InvestigationResult) -> Estimates:
    """Those of them that there would not be, had the same labels been decided as before."""
    name, rate = "investigation.excess", found.level.parts.rate
    if not rate.exists:
        return Estimates.missing(name, (), "; ".join(rate.flags), Unit.COUNT)
    value, low, high = (-found.groups.labels * end for end in (rate.value, rate.high, rate.low))
    counted = replace(rate, value=value, low=low, high=high, unit=Unit.COUNT)
    return Estimates.of(name, (), [((), counted)], Unit.COUNT)


def by_kind(found: InvestigationResult, violations: set[str]) -> Estimates:
    """The wrong labels by kind; see measures.impact."""
    name = "investigation.wrong"
    if found.groups.after.empty:
        return Estimates.missing(name, ("kind",), found.why or "no audits in these days", Unit.COUNT)
    if not violations:
        return Estimates.missing(name, ("kind",), "which labels are violations is not known", Unit.COUNT)
    rows = impact.with_kinds(found.groups.after, violations)
    return replace(impact.by_kind(rows, found.groups.labels), name=name)


def touched(
    found: InvestigationResult, deliveries: pd.DataFrame, counts: pd.DataFrame, violations: set[str]
) -> Touched:
    """The batches that hold audited labels of the weeks found, and the wrong ones asked about in them."""
    name, by = "investigation.wrong", ("batch_id",)
    rows = found.touched
    rows = (
        rows.rename(columns={"delivered_batch_id": "batch_id"}).dropna(subset=["batch_id"])
        if len(rows)
        else rows
    )
    if rows.empty:
        return Touched(
            pd.DataFrame(), Estimates.missing(name, by, "no batch has an audited label of them", Unit.COUNT)
        )
    labels = _labels(found, rows, counts)
    audits = impact.with_kinds(rows, violations)
    delivered: dict[tuple[str, ...], float] = {(str(batch),): float(n) for batch, n in labels.items()}
    estimates = replace(impact.wrong_delivered(audits, delivered, by), name=name)
    batches = labels.rename("labels").to_frame().join(_handed_over(deliveries))
    return Touched(batches.rename_axis("batch_id"), estimates)


def _labels(found: InvestigationResult, rows: pd.DataFrame, counts: pd.DataFrame) -> pd.Series:
    """The labels asked about in each batch; estimated from the audits where they are not counted by it."""
    batches = rows["batch_id"].unique()
    if counts.empty or not set(found.request.columns) <= COUNTED:
        sums: pd.Series = rows.groupby("batch_id")["weight"].sum().round()
        return sums
    held = counts[found.request.picks(counts) & counts["batch_id"].isin(batches)]
    return held.groupby("batch_id")["labels"].sum()


def _handed_over(deliveries: pd.DataFrame) -> pd.DataFrame:
    columns = ["consumer", "delivered_on"]
    if deliveries.empty:
        return pd.DataFrame(columns=columns)
    return deliveries.set_index("batch_id")[columns]


def total(estimates: Estimates) -> Estimate:
    """The wrong labels of all batches together; their intervals are added in quadrature."""
    rows = estimates.rows
    if rows.empty:
        return Estimate.absent(estimates.why, Unit.COUNT)
    value = float(rows["value"].sum())
    below = float(((rows["value"] - rows["low"]) ** 2).sum() ** 0.5)
    above = float(((rows["high"] - rows["value"]) ** 2).sum() ** 0.5)
    n = int(rows["n"].sum())
    return Estimate(value, max(0.0, value - below), value + above, n, float(n), "mover", Unit.COUNT)


def of_month(excess: Estimate, days: int) -> Estimate:
    """The wrong labels of a month, if all its days were like these `days`; none below 0."""
    if not excess.exists:
        return Estimate.absent("labels are not counted", Unit.COUNT)
    value, low, high = (max(0.0, end * MONTH_DAYS / days) for end in (excess.value, excess.low, excess.high))
    return replace(excess, value=value, low=low, high=high)


def loss(found: InvestigationResult, month: Estimate, severity: Mapping[str, float]) -> float:
    """The wrong labels of a month, each weighted by what it costs, `severity` by true label."""
    if found.wrong.empty:
        return month.value
    costs = found.wrong["ref_label_id"].astype(str).map(dict(severity)).fillna(1.0)
    return month.value * float(costs.mean())
