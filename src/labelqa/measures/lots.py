"""Delivered lots: how many passed their inspection, what that inspection lets through, what audits found."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from ..estimates import Estimate, Estimates, Unit
from .acceptance import AcceptancePlan, accepted, limiting_quality, worst_outgoing
from .accuracy import by_design, judged
from .grouping import grouped, named, tabulated
from .proportions import Floats, wilson

LOT = "batch_id"
NOT_INSPECTED = "no lot was inspected"
SELDOM = 0.10  # the chance at which a plan's limiting quality is read


@dataclass(frozen=True)
class Characteristic:
    """
    What the plan of most lots lets through: `accepted` over `shares` of wrong labels, its OC curve.

    `chance` is that of a lot with just the share `tolerated` of most lots, `limiting` the share still
    accepted one time in ten (LQ10), `outgoing` the highest share let out where rejected lots are put right
    (AOQL). Binomial, exact; `lots` of the `of` inspected ones have the plan.
    """

    plan: AcceptancePlan
    lots: int
    of: int
    tolerated: float
    shares: Floats
    accepted: Floats
    chance: Estimate
    limiting: Estimate
    outgoing: Estimate


def inspected_lots(deliveries: pd.DataFrame) -> pd.DataFrame:
    """The rows of `deliveries` with a plan that can reject (lot_c below lot_n) and its verdict."""
    if deliveries.empty:
        return deliveries
    return deliveries[deliveries["lot_verdict"].notna() & (deliveries["lot_c"] < deliveries["lot_n"])]


def passed(deliveries: pd.DataFrame, by: tuple[str, ...] = ()) -> Estimates:
    """The share of inspected lots that were accepted: k / n, Wilson."""
    name, lots = "lots.passed", inspected_lots(deliveries)
    if lots.empty:
        return Estimates.missing(name, by, NOT_INSPECTED)
    rows = named(lots, by).assign(accepted=lots["lot_verdict"] == "accepted")
    counts = grouped(rows, by)["accepted"].agg(["sum", "size"]).astype(float)
    low, high = wilson(counts["sum"], counts["size"])
    table = counts.assign(value=counts["sum"] / counts["size"], low=low, high=high, n=counts["size"])
    return tabulated(table, name, by, "wilson")


def rejected_labels(deliveries: pd.DataFrame) -> Estimates:
    """The labels in lots that were handed over although their inspection rejected them: a count."""
    name, lots = "lots.rejected_labels", inspected_lots(deliveries)
    if lots.empty:
        return Estimates.missing(name, (), NOT_INSPECTED, Unit.COUNT)
    labels = float(lots.loc[lots["lot_verdict"] == "rejected", "n_labels"].sum())
    table = pd.DataFrame({"value": [labels], "low": labels, "high": labels, "n": len(lots)})
    return tabulated(table, name, (), "count", Unit.COUNT)


def chance(deliveries: pd.DataFrame, tolerated: pd.Series) -> Estimates:
    """
    The probability with which each lot's plan accepts it if its share of wrong labels is just `tolerated`.

    Hypergeometric in the lot's size, the wrong labels rounded to whole ones; exact. A lot of nothing is
    accepted. `tolerated` has the
    index of `deliveries`; lots where it is missing are left out.
    """
    lots = inspected_lots(deliveries)
    if lots.empty:
        return Estimates.missing("lots.chance", (LOT,), NOT_INSPECTED)
    lots = lots.assign(tolerated=tolerated).dropna(subset="tolerated")
    size, n, c = (lots[name].to_numpy(float) for name in ("n_labels", "lot_n", "lot_c"))
    wrong = np.rint(lots["tolerated"].to_numpy(float) * size)
    value = np.where(size > 0, stats.hypergeom.cdf(c, size, wrong, np.minimum(n, size)), 1.0)
    return _by_lot(lots, "lots.chance", value)


def outgoing_limit(deliveries: pd.DataFrame) -> Estimates:
    """The highest share wrong that each lot's plan lets out where rejected lots are put right: AOQL."""
    lots = inspected_lots(deliveries)
    if lots.empty:
        return Estimates.missing("lots.outgoing_limit", (LOT,), NOT_INSPECTED)
    plans = list(zip(*(lots[column].astype(int) for column in ("lot_n", "lot_c", "n_labels")), strict=True))
    limits = {(n, c, size): worst_outgoing(AcceptancePlan(n, c), size) for n, c, size in set(plans)}
    return _by_lot(lots, "lots.outgoing_limit", np.array([limits[plan] for plan in plans]))


def characteristic(deliveries: pd.DataFrame, tolerated: pd.Series) -> Characteristic | None:
    """The OC curve of the plan that most lots have; None where no inspected lot has a `tolerated` share."""
    lots = inspected_lots(deliveries)
    lots = lots.assign(tolerated=tolerated).dropna(subset="tolerated") if len(lots) else lots
    if lots.empty:
        return None
    (n, c), count = next(iter(lots.groupby(["lot_n", "lot_c"]).size().nlargest(1).items()))
    ours = lots[(lots["lot_n"] == n) & (lots["lot_c"] == c)]
    plan, usual = AcceptancePlan(int(n), int(c)), float(ours["tolerated"].mode().iloc[0])
    limiting = limiting_quality(plan, SELDOM)
    shares = np.linspace(0, 1.6 * max(limiting, usual), 161).clip(max=1)
    return Characteristic(
        plan,
        int(count),
        len(lots),
        usual,
        shares,
        accepted(plan, shares),
        *(_exact(value, plan) for value in (float(accepted(plan, usual)), limiting, worst_outgoing(plan))),
    )


def audited(audits: pd.DataFrame) -> Estimates:
    """
    The share of right labels in each lot by the audits of its labels, estimated like `accuracy.by_design`.

    Lots with audits only; audits of labels in no lot count in none.
    """
    name = "lots.accuracy"
    rows = audits[audits["delivered_batch_id"].notna()] if len(audits) else audits
    if rows.empty:
        return Estimates.missing(name, (LOT,), "no label of a lot was audited")
    found = by_design(audits.assign(**{LOT: audits["delivered_batch_id"].fillna("")}), (LOT,), name=name)
    return dataclasses.replace(found, rows=found.rows[found.rows[LOT] != ""].reset_index(drop=True))


def found_wrong(audits: pd.DataFrame) -> Estimates:
    """The audited labels of each lot that were wrong: a count; n is those that came to a verdict."""
    name = "lots.found_wrong"
    rows = judged(audits) if len(audits) else audits
    rows = rows[rows["delivered_batch_id"].notna()] if len(rows) else rows
    if rows.empty:
        return Estimates.missing(name, (LOT,), "no label of a lot was audited", Unit.COUNT)
    counts = rows.assign(wrong=~rows["correct"]).groupby("delivered_batch_id")["wrong"].agg(["sum", "size"])
    value = counts["sum"].astype(float)
    table = pd.DataFrame({"value": value, "low": value, "high": value, "n": counts["size"]})
    return tabulated(table.rename_axis(LOT), name, (LOT,), "count", Unit.COUNT)


def _by_lot(lots: pd.DataFrame, name: str, values: Floats) -> Estimates:
    table = pd.DataFrame({LOT: lots[LOT], "value": values, "low": values, "high": values})
    table["n"] = lots["lot_n"].to_numpy(float)
    return tabulated(table.set_index(LOT), name, (LOT,), "exact")


def _exact(value: float, plan: AcceptancePlan) -> Estimate:
    return Estimate(value, value, value, plan.n, float(plan.n), "exact")
