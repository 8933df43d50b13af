"""Whether open requests will be through by their due dates, if their queues go on as they did."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd

from ..estimates import Estimate, Estimates
from .proportions import Floats, wilson

WEEKS, FEWEST_WEEKS = 8, 4
"""Whole weeks to draw from, and how few are too few."""
WEEK = 7  # days
SEED = 20_150_615
_BASES, _DRAWS = 200, 200  # resamples of the weeks, and futures drawn from each


def pending(
    requests: pd.DataFrame, flowing: pd.DataFrame, made: pd.DataFrame, today: pd.Timestamp
) -> pd.DataFrame:
    """
    What stands before each open request: columns request_id, queue_id, days, need.

    `requests`: those open when `today` begins (local midnight, without a zone), with the column due,
    local. `flowing` as measures.flow.flow gives it. `made`: labels by local_date and queue_id, in the
    column labels. days: whole days left until due, negative where overdue. need: labels still to be made
    in the queue by then, for this request and for those due before it; what the queue made from the day
    of its last delivery on counts as done.
    """
    sent = flowing[flowing["state"] == "delivered"]
    rows = requests.sort_values(["due", "request_id"])
    got = sent.groupby("request_id")["labels"].sum().reindex(rows["request_id"], fill_value=0).to_numpy(float)
    rows = rows.assign(
        days=np.floor((rows["due"] - today) / pd.Timedelta(days=1)).astype(int),
        remaining=(rows["volume_requested"] - got).clip(lower=0),
        last=sent.groupby("request_id")["local_date"].max().reindex(rows["request_id"]).to_numpy(),
    )
    last = rows.groupby("queue_id")["last"].max()
    ours = made.assign(last=last.reindex(made["queue_id"]).to_numpy())
    since = ours[(ours["local_date"] >= ours["last"]) & (ours["local_date"] < today)]
    in_hand = (
        since.groupby("queue_id")["labels"].sum().reindex(rows["queue_id"], fill_value=0).to_numpy(float)
    )
    need = (rows.groupby("queue_id")["remaining"].cumsum() - in_hand).clip(lower=0)
    return rows.assign(need=need)[["request_id", "queue_id", "days", "need"]].reset_index(drop=True)


def clearance(
    waiting: pd.DataFrame, made: pd.DataFrame, today: pd.Timestamp, *, seed: int = SEED
) -> Estimates:
    """
    The probability that each request of `pending` is through by its due date, by request_id.

    Futures are whole weeks of the queue's output drawn with replacement from its last WEEKS before
    `today`, so that days of the week keep their place (Efron and Tibshirani 1993, 8.6). Interval: 2.5
    and 97.5 % over resamples of those weeks, at least Wilson's of so many weeks: few weeks cannot show
    certainty. n counts days, n_eff weeks. Columns beside: days, need. Absent where the request is
    overdue, or where the queue has fewer than FEWEST_WEEKS whole weeks.
    """
    name, by = "requests.clearance", ("request_id",)
    if waiting.empty:
        return Estimates.missing(name, by, "no request is open")
    weeks = {queue: _weeks(part, today) for queue, part in made.groupby("queue_id")}
    none = np.empty((0, WEEK))
    found: list[tuple[tuple[object, ...], Estimate]] = [
        ((row.request_id,), _chance(weeks.get(row.queue_id, none), int(row.days), float(row.need), seed))
        for row in waiting.itertuples()
    ]
    estimates = Estimates.of(name, by, found)
    beside = waiting[["days", "need"]].reset_index(drop=True)
    return dataclasses.replace(estimates, rows=estimates.rows.join(beside))


def _weeks(made: pd.DataFrame, today: pd.Timestamp) -> Floats:
    """The queue's labels by week and day, the last WEEKS whole weeks before `today` since it began."""
    daily = made[made["local_date"] < today].groupby("local_date")["labels"].sum()
    if daily.empty:
        return np.empty((0, WEEK))
    count = min(WEEKS, (today - daily.index.min()).days // WEEK)
    days = pd.date_range(end=today, periods=count * WEEK + 1, freq="D", inclusive="left")
    weeks: Floats = daily.reindex(days, fill_value=0).to_numpy(float).reshape(count, WEEK)
    return weeks


def _chance(weeks: Floats, days: int, need: float, seed: int) -> Estimate:
    if days < 0:
        return Estimate.absent("overdue")
    if len(weeks) < FEWEST_WEEKS:
        return Estimate.absent(f"fewer than {FEWEST_WEEKS} whole weeks of work in the queue")
    rng, count = np.random.default_rng(seed), len(weeks)
    upto = np.concatenate([np.zeros((count, 1)), weeks.cumsum(axis=1)], axis=1)
    whole, rest = divmod(days, WEEK)
    bases = rng.integers(count, size=(_BASES, count))
    picked = rng.integers(count, size=(_BASES, _DRAWS, whole + 1))
    drawn = bases[np.arange(_BASES)[:, None, None], picked]
    total = upto[drawn[..., :whole], WEEK].sum(axis=-1) + upto[drawn[..., whole], rest]
    chances = (total >= need).mean(axis=1)
    value = float(chances.mean())
    low, high = np.quantile(chances, [0.025, 0.975])
    least, most = (float(end) for end in wilson(value * count, count))
    low, high = min(float(low), least), max(float(high), most)
    return Estimate(value, low, high, count * WEEK, float(count), "week-bootstrap")
