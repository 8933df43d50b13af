"""How labels flow through requests: asked for, ready, started and delivered, by business day."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
from scipy import stats

from ..estimates import Estimate, Estimates, Unit
from .grouping import grouped, named, tabulated
from .proportions import wilson

STATES = ("requested", "ready", "started", "delivered")
"""What a label has reached: its request was made, its rules were final, work began, it was handed over."""
_REACHED = ("created_at", "sop_final_at", "first_label_at")
KEYS = ["local_date", "request_id", "queue_id", "rework", "state"]
ONE_DAY = pd.Timedelta(days=1)


@dataclass(frozen=True)
class LittlesLaw:
    """
    Whether wait, work in progress and throughput fit together: W = L / lambda (Little 1961).

    `in_progress`: requests open on a mean day; `throughput`: requests delivered; `implied`: L / lambda;
    `observed`: the mean time the delivered ones took, both in days. They agree in a steady state; where
    `implied` is clearly longer, work piles up.
    """

    in_progress: Estimate
    throughput: Estimate
    implied: Estimate
    observed: Estimate


def flow(requests: pd.DataFrame, deliveries: pd.DataFrame, zone: ZoneInfo, now: pd.Timestamp) -> pd.DataFrame:
    """
    Labels by business day of `zone`, request and state reached: additive counts up to `now`.

    Columns: local_date, request_id, queue_id, rework, state (of STATES), labels. A request that is still
    open counts with the labels asked for, a delivered one with the labels it got. A later state implies
    the earlier ones. Cancelled requests are left out. Without rows in `deliveries` a request's labels
    count on the day it was delivered.
    """
    end = pd.to_datetime(now, utc=True)
    rows = requests[pd.to_datetime(requests["cancelled_at"], utc=True).isna()]
    rows = rows[pd.to_datetime(rows["created_at"], utc=True) < end].reset_index(drop=True)
    if rows.empty:
        return pd.DataFrame(columns=[*KEYS, "labels"]).astype({"local_date": "datetime64[us]", "labels": int})
    batches = _batches(rows, deliveries, end)
    sent = rows["request_id"].map(batches.groupby("request_id")["labels"].sum()).fillna(0).astype(int)
    done = pd.to_datetime(rows["delivered_at"], utc=True) < end
    volume = sent.where(done, np.maximum(sent, rows["volume_requested"].fillna(0))).astype(int)
    reached = rows[[*_REACHED]].apply(pd.to_datetime, utc=True).assign(delivered=_first(batches, rows))
    parts = [
        rows[["request_id"]].assign(state=state, labels=volume, at=reached.iloc[:, place:].min(axis=1))
        for place, state in enumerate(STATES[:-1])
    ]
    table = pd.concat([*parts, batches.assign(state="delivered")], ignore_index=True)
    table = table[(table["at"] < end) & (table["labels"] > 0)]
    about = rows.set_index("request_id").assign(rework=lambda t: t["rework_of"].notna())
    table = table.join(about[["queue_id", "rework"]], on="request_id")
    days = table["at"].dt.tz_convert(zone).dt.tz_localize(None).dt.normalize()
    return table.assign(local_date=days).groupby(KEYS, as_index=False, dropna=False)["labels"].sum()


def _batches(rows: pd.DataFrame, deliveries: pd.DataFrame, end: pd.Timestamp) -> pd.DataFrame:
    """What was handed over of each request, and when: batches, or the whole where none is recorded."""
    batches = pd.DataFrame({"request_id": [], "at": [], "labels": []})
    if len(deliveries):
        own = deliveries[deliveries["request_id"].isin(rows["request_id"])]
        at = pd.to_datetime(own["delivered_at"], utc=True)
        batches = pd.DataFrame({"request_id": own["request_id"], "at": at, "labels": own["n_labels"]})
    whole = rows[~rows["request_id"].isin(batches["request_id"])]
    at = pd.to_datetime(whole["delivered_at"], utc=True)
    whole = pd.DataFrame({"request_id": whole["request_id"], "at": at, "labels": whole["volume_delivered"]})
    every = pd.concat([part for part in (batches, whole) if len(part)] or [whole], ignore_index=True)
    return every[every["at"] < end].assign(labels=lambda t: t["labels"].fillna(0).astype(int))


def _first(batches: pd.DataFrame, rows: pd.DataFrame) -> pd.Series:
    first: pd.Series = batches.groupby("request_id")["at"].min().reindex(rows["request_id"])
    return first.set_axis(rows.index)


def moved(
    flowing: pd.DataFrame, state: str, first: pd.Timestamp, end: pd.Timestamp, by: tuple[str, ...] = ()
) -> Estimates:
    """
    Labels that reached `state` from `first` until before `end`, rows of `flow`: a complete count.

    With "week" in `by` the rows need that column.
    """
    name = f"flow.{state}"
    inside = flowing[flowing["state"].eq(state) & flowing["local_date"].between(first, end, "left")]
    if inside.empty:
        return Estimates.missing(name, by, f"no label was {state} in the period", Unit.COUNT)
    return _counted(grouped(named(inside, by), by)["labels"].sum(), name, by)


def backlog(flowing: pd.DataFrame, end: pd.Timestamp, by: tuple[str, ...] = ()) -> Estimates:
    """Labels requested and not delivered before `end`, rows of `flow`: a complete count."""
    before = flowing[flowing["local_date"] < end]
    if before.empty:
        return Estimates.missing("flow.backlog", by, "nothing was requested", Unit.COUNT)
    sign = before["state"].map({"requested": 1, "delivered": -1}).fillna(0)
    rows = named(before.assign(open=sign * before["labels"]), by)
    return _counted(grouped(rows, by)["open"].sum(), "flow.backlog", by)


def _counted(counts: pd.Series, name: str, by: tuple[str, ...]) -> Estimates:
    counts = counts.astype(float)
    table = pd.DataFrame({"value": counts, "low": counts, "high": counts, "n": counts})
    return tabulated(table, name, by, "count", Unit.COUNT)


def cumulative(flowing: pd.DataFrame, first: pd.Timestamp, end: pd.Timestamp) -> pd.DataFrame:
    """
    Labels that have reached each state by the end of each day from `first` until before `end`.

    What was delivered before `first` is left out of every column, so that the distance between
    two columns is what stands between them. Index: local_date; columns: STATES.
    """
    days = pd.date_range(first, end, freq="D", inclusive="left", name="local_date")
    daily = flowing.pivot_table(index="local_date", columns="state", values="labels", aggfunc="sum")
    daily = daily.reindex(columns=[*STATES]).fillna(0)
    before = daily[daily.index < first].sum()
    summed = daily.reindex(days, fill_value=0).cumsum() + before - before["delivered"]
    return summed.astype(int)


def rework(flowing: pd.DataFrame, first: pd.Timestamp, end: pd.Timestamp) -> Estimates:
    """
    Share of the labels delivered from `first` until before `end` that put earlier ones right.

    They were delivered to requests with `rework_of`. A request's labels are rework all or none, so
    Wilson's interval takes the requests for what they are worth, (sum v)^2 / sum v^2 (Kish 1965).
    """
    name = "requests.rework"
    inside = flowing[flowing["state"].eq("delivered") & flowing["local_date"].between(first, end, "left")]
    if inside.empty:
        return Estimates.missing(name, (), "no label was delivered in the period")
    sizes = inside.groupby("request_id").agg({"labels": "sum", "rework": "first"})
    total = float(sizes["labels"].sum())
    share = float(sizes.loc[sizes["rework"], "labels"].sum()) / total
    worth = total**2 / float((sizes["labels"].astype(float) ** 2).sum())
    low, high = wilson(share * worth, worth)
    flags = (f"{len(sizes)} requests",)
    estimate = Estimate(share, float(low), float(high), int(total), worth, "wilson-kish", flags=flags)
    return Estimates.of(name, (), [((), estimate)])


def littles_law(requests: pd.DataFrame, first: pd.Timestamp, now: pd.Timestamp) -> LittlesLaw:
    """
    Requests from `first` to `now`, cancelled ones left out: see LittlesLaw.

    Throughput: exact Poisson interval (Garwood 1936), and `implied` from its ends; `observed`: Student's.
    """
    start, end = pd.to_datetime(first, utc=True), pd.to_datetime(now, utc=True)
    kept = requests[requests["cancelled_at"].isna()]
    created, delivered = (pd.to_datetime(kept[at], utc=True) for at in ("created_at", "delivered_at"))
    days = (end - start) / ONE_DAY
    if not days > 0:
        counted, timed = (Estimate.absent("no time has passed", unit) for unit in (Unit.COUNT, Unit.DAYS))
        return LittlesLaw(counted, counted, timed, timed)
    open_days = ((delivered.fillna(end).clip(upper=end) - created.clip(lower=start)) / ONE_DAY).clip(lower=0)
    mean, seen = float(open_days.sum()) / days, int((open_days > 0).sum())
    done = delivered.between(start, end, "left")
    count = int(done.sum())
    in_progress = Estimate(mean, mean, mean, seen, float(seen), "time-average", Unit.COUNT)
    if not count:
        none = Estimate.absent("no request was delivered", Unit.DAYS)
        return LittlesLaw(in_progress, Estimate.absent("no request was delivered", Unit.COUNT), none, none)
    low, high = (float(stats.chi2.ppf(q, 2 * (count + more)) / 2) for q, more in ((0.025, 0), (0.975, 1)))
    throughput = Estimate(count, low, high, count, float(count), "poisson-exact", Unit.COUNT)
    wait, least, most = (mean * days / rate for rate in (count, high, low))
    implied = Estimate(wait, least, most, count, float(count), "poisson-exact", Unit.DAYS)
    return LittlesLaw(in_progress, throughput, implied, _mean((delivered - created)[done] / ONE_DAY))


def _mean(times: pd.Series) -> Estimate:
    n, value = len(times), float(times.mean())
    if n < 2:
        return Estimate.absent("one request is too few for an interval", Unit.DAYS)
    half = float(stats.t.ppf(0.975, n - 1) * times.std() / np.sqrt(n))
    return Estimate(value, max(0.0, value - half), value + half, n, float(n), "student", Unit.DAYS)
