"""Audits that were not drawn as their design says: strata drawn unevenly, and what no sample may be."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from ....estimates import Z95, Estimate
from ....findings import Entity
from ... import compliance
from ...confusion import GIVEN
from ...proportions import Floats
from ...volume import without_gold
from ..calm_market import calm_market
from ..cases import Case, complete, scaled, standing_for
from ..detector import EXACT, Detector, DetectorRule, Example, Words
from ..detector_data import AUDITS, DAY, LABELS, DetectorData
from ..evidence import entity, shown

FEWEST, FEWEST_EXPECTED = 30, 5  # audits of a stratum, and of a cell
UNAUDITED = 500  # labels of a queue in the period without an audit that are too many
LATE = 0.10  # of audits made later than agreed, that nobody minds
UNSEEN = 0.05  # of a wrong label: what one stands for whose audits were not drawn at random
NEVER, OWN, TARDY = "none", "own", "late"
WEEK = 7
PLACE = ["queue_id", GIVEN]
Cell = Callable[[pd.DataFrame], pd.Series]


@dataclass(frozen=True)
class Stratum:
    """The audits of a stratum, and by day and site the labels of the queues and classes that they show."""

    design: str
    name: str
    audits: pd.DataFrame
    labels: pd.DataFrame


@dataclass(frozen=True)
class Spread:
    """How far audits lie from where their labels do, and the p value of so far by chance."""

    distance: Estimate
    p: float


def biased_strata(data: DetectorData) -> Iterator[Case]:
    """
    Strata whose audits do not lie as their labels do, over weeks or over sites.

    A stratum's labels are those of the queues and given labels that its audits show. Chi-squared, the smaller
    p doubled. The estimate is the total variation distance, the share of the audits that would have to move;
    as many of the stratum's labels are not seen. Guard: 30 audits; cells of fewer than 5 join the next.
    """
    for stratum in _strata(data):
        spread = _least_likely(data, stratum)
        unseen = scaled(spread.distance, float(stratum.labels["labels"].sum()) * data.scale)
        yield Case(
            Entity.of("stratum", design_id=stratum.design, stratum_id=stratum.name),
            spread.distance,
            0.0,
            p=spread.p,
            wrong=standing_for(unseen, UNSEEN),
            affected=unseen,
            weight=data.weight_of("queue_id", str(stratum.audits["queue_id"].iloc[0])),
            evidence=functools.partial(shown, AUDITS, stratum.audits["audit_id"]),
        )


def _strata(data: DetectorData) -> Iterator[Stratum]:
    """The strata of the period that have audits enough, and labels to hold them against."""
    if data.audits.empty:
        return
    work = without_gold(data.month(LABELS))
    work = work.groupby([*PLACE, DAY, "site_id"], observed=True, dropna=False)["labels"].sum().reset_index()
    for (design, stratum), audits in data.audits.groupby(["design_id", "stratum_id"], observed=True):
        labels = work.merge(audits[PLACE].drop_duplicates(), on=PLACE)
        if len(audits) >= FEWEST and len(labels):
            yield Stratum(str(design), str(stratum), audits, labels)


def _least_likely(data: DetectorData, stratum: Stratum) -> Spread:
    """Over weeks or over sites, whichever is less likely by chance; p is that of the smaller of both."""

    def week(rows: pd.DataFrame) -> pd.Series:
        return (rows[DAY] - data.start).dt.days // WEEK

    def site(rows: pd.DataFrame) -> pd.Series:
        return rows["site_id"].astype(object).fillna("unknown")

    both = [_spread(_cells(stratum, cell), len(stratum.audits)) for cell in (week, site)]
    tested = [each for each in both if each.p < 1]
    least = min(tested or both, key=lambda each: each.p)
    return Spread(least.distance, min(1.0, max(1, len(tested)) * least.p))


def _cells(stratum: Stratum, cell: Cell) -> pd.DataFrame:
    """The stratum's audits by cell: those drawn, and those expected by its labels."""
    labels = stratum.labels["labels"].groupby(cell(stratum.labels)).sum()
    drawn = stratum.audits["audit_id"].groupby(cell(stratum.audits)).size()
    drawn = drawn.reindex(labels.index, fill_value=0)
    expected = labels / labels.sum() * len(stratum.audits)
    return pd.DataFrame({"drawn": drawn, "expected": expected}).astype(float)


def _spread(cells: pd.DataFrame, n: int) -> Spread:
    """The distance of the audits drawn from those expected; with one cell its p value is 1."""
    k, e = _joined(cells)
    distance = float(np.abs(k - e).sum() / 2 / n)
    p = float(stats.chi2.sf(((k - e) ** 2 / e).sum(), len(e) - 1)) if len(e) > 1 else 1.0
    half = Z95 / 2 / np.sqrt(n)
    low, high = max(0.0, distance - half), min(1.0, distance + half)
    return Spread(Estimate(distance, low, high, n, float(n), "total-variation"), p)


def _joined(cells: pd.DataFrame) -> tuple[Floats, Floats]:
    """The cells in order, each of FEWEST_EXPECTED or more; what is left over joins the last."""
    reached = (cells["expected"].cumsum() / FEWEST_EXPECTED).to_numpy()
    group = np.zeros(len(cells), int)
    start = 0.0
    for place in range(len(reached)):
        group[place] = group[place - 1] if place else 0
        if place and reached[place - 1] - start >= 1:
            group[place], start = group[place] + 1, reached[place - 1]
    if len(cells) > 1 and reached[-1] - start < 1:
        group[group == group[-1]] = max(0, group[-1] - 1)
    sums = cells.groupby(group)[["drawn", "expected"]].sum()
    return sums["drawn"].to_numpy(), sums["expected"].to_numpy()


def audit_checks(data: DetectorData) -> Iterator[Case]:
    """
    What no sample may be, exactly: queues without an audit, audits of one's own labels, audits made late.

    Without an audit are queues of 500 labels or more of which the monthly design drew none. Late are more
    than LATE of the audits after `audit_days` business days.
    """
    if data.month(AUDITS).empty:
        return
    yield from _unaudited(data)
    audits, setting = data.month(AUDITS), data.setting
    prompt = compliance.prompt_audits(audits, setting.zone, setting.audit_days).only()
    yield _broken(data, prompt, 1 - LATE, TARDY)
    yield _broken(data, compliance.independent_audits(audits).only(), 1.0, OWN)


def _unaudited(data: DetectorData) -> Iterator[Case]:
    seen = data.audits["queue_id"].value_counts() if len(data.audits) else pd.Series(dtype=int)
    for queue, labels in data.volume("queue_id").items():
        found = int(seen.get(queue, 0))
        share = min(1.0, found / max(float(labels), 1.0))
        affected = complete(float(labels), found)
        yield Case(
            Entity.of("queue", queue_id=str(queue)),
            Estimate(share, share, share, found, float(found), "count"),
            0.0,
            posterior=float(found == 0 and labels >= UNAUDITED),
            cause=NEVER,
            wrong=standing_for(affected, UNSEEN),
            affected=affected,
            weight=data.weight_of("queue_id", str(queue)),
        )


def _broken(data: DetectorData, kept: Estimate, least: float, cause: str) -> Case:
    """A rule that a share of the market's audits has to keep; the labels behind the others are not seen."""
    lost = data.labels * (1 - kept.value)
    affected = complete(lost, kept.n)
    whom = entity(data)
    return Case(
        Entity("audits", (*whom.by, ("check", cause))),
        kept,
        least,
        posterior=float(kept.value < least),
        cause=cause,
        wrong=standing_for(affected, UNSEEN),
        affected=affected,
        weight=data.weight,
    )


def _example() -> Example:
    """A queue whose audits of October were all drawn from the labels of one site in three."""
    market = calm_market()
    rows = market.frames[AUDITS]
    gone = (rows["stratum_id"] == "2026-10/shop") & (rows["site_id"] != "yog")
    whom = Entity.of("stratum", design_id="monthly", stratum_id="2026-10/shop")
    return Example(market.with_table(AUDITS, rows[~gone]).frames, whom)


DETECTOR = Detector(
    slug="audit_sampling",
    number="R17",
    title="The audit sample is not as designed",
    rules=(
        DetectorRule("audit strata", biased_strata, (AUDITS,), "sampling_fix"),
        DetectorRule(EXACT, audit_checks, (AUDITS,), "sampling_fix"),
    ),
    words=Words(
        told=("Audits do not lie as the labels do: {value} of them would have to move",),
        by_cause={
            NEVER: "No label of the queue was audited",
            OWN: "Only {value} of audits were of somebody else's labels",
            TARDY: "Only {value} of audits were made in time",
        },
        affected="{n:label|labels} not represented by audits",
        unsaid=("design_id", "check"),
    ),
    example=_example,
    internal=True,
    exact=True,
)
