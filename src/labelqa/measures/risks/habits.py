"""Work that nobody looked at: labels faster than anyone can judge, and one label for everything."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from ...estimates import Estimate
from ...findings import Entity, Evidence
from ..clusters import PERSON
from ..confusion import GIVEN
from ..false_discovery import mid_p
from ..joiners import tenured
from ..proportions import wilson
from .cases import NONE, Case, counted
from .material import Material
from .targets import failed, people_table

FEWEST = 200  # labels in the period
FASTEST = 0.01  # share of the labels of the tenured that are as fast
TIMES = "handling_people"


def speeding(material: Material) -> Iterator[Case]:
    """
    The share of a person's labels that are as fast as one in a hundred of the tenured, queue by queue.

    Limits are ends of bins up to which at most 1 % of the tenured's times lie in the three months before; what
    share lies there is known, and expected. Exact binomial mid-p of at most `margins.fast` times as many, for
    people's paces differ. The loss is the person's own errors. Guard: 200 labels. Handling times carry no
    verdict, so those of wrong labels are among the tenured's.
    """
    counts = _fast(material)
    if counts.empty:
        return
    people = people_table(material).set_index(PERSON) if len(material.quarter_audits) else pd.DataFrame()
    for row in counts.to_dict("records"):
        person, n, fast = str(row[PERSON]), float(row["timed"]), float(row["fast"])
        usual = min(0.5, row["expected"] / n * material.setting.margins.fast)
        own = people.loc[person] if person in people.index else None
        low, high = wilson(fast, n)
        affected = fast - float(row["expected"])
        yield Case(
            Entity.of("person", person_id=person),
            Estimate(fast / n, float(low), float(high), int(n), n, "wilson"),
            float(row["expected"]) / n,
            p=float(mid_p(n - fast, n, 1 - usual)),
            wrong=_own_errors(own),
            affected=counted(affected, affected, affected, int(n), "count"),
            weight=material.weight if own is None else float(own["weight"]),
            evidence=failed(material, PERSON, person, quarter=True),
        )


def _own_errors(own: pd.Series | None) -> Estimate:
    """The wrong labels a month of a person above the target."""
    if own is None or np.isnan(own["wrong"]):
        return NONE
    return counted(own["wrong"], own["wrong_low"], own["wrong_high"], int(own["n"]), "beta-binomial")


def _fast(material: Material) -> pd.DataFrame:
    """By person with enough labels: timed, fast and expected ones."""
    base, month = material.base(TIMES), material.month(TIMES)
    if base.empty or month.empty:
        return pd.DataFrame()
    people = material.table("people")
    if len(people):
        first = base["local_date"].min()
        settled = tenured(people, first.date(), material.end.date())[PERSON]
        base = base[base[PERSON].isin(settled)] if base[PERSON].isin(settled).any() else base
    bins = base.groupby(["queue_id", "bin_ms"], observed=True)["timed"].sum()
    upto = bins.groupby(level=0).cumsum() / bins.groupby(level=0).transform("sum")
    within = upto[upto <= FASTEST]
    limits = within.groupby(level=0).max().rename("usual").to_frame()
    limits["limit"] = within.reset_index().groupby("queue_id")["bin_ms"].max()
    rows = month.join(limits, on="queue_id").dropna(subset=["limit"])
    rows = rows.assign(
        fast=rows["timed"].where(rows["bin_ms"] <= rows["limit"], 0), expected=rows["timed"] * rows["usual"]
    )
    sums = rows.groupby(PERSON, observed=True)[["timed", "fast", "expected"]].sum().reset_index()
    return sums[(sums["timed"] >= FEWEST) & (sums["expected"] > 0)]


def straight_lining(material: Material) -> Iterator[Case]:
    """
    The share of a person's labels that are that person's commonest of each queue, against the others' share.

    Expected from the others' labels of the same queues, so that the mix of queues is the same. Exact binomial
    mid-p of at most `margins.majority` more. The labels beyond that are taken for wrong. Guard: 200 labels.
    """
    made = material.made
    if made.empty:
        return
    counts = made.groupby([PERSON, "queue_id", GIVEN], observed=True)["made"].sum().rename("own").reset_index()
    by_label = counts.groupby(["queue_id", GIVEN], observed=True)["own"].transform("sum")
    by_queue = counts.groupby("queue_id", observed=True)["own"].transform("sum")
    mine = counts.groupby([PERSON, "queue_id"], observed=True)["own"].transform("sum")
    others = (by_label - counts["own"]) / (by_queue - mine).where(by_queue > mine)
    counts = counts.assign(queue=mine, expected=mine * others)
    most = counts.sort_values("own", ascending=False, kind="stable").drop_duplicates([PERSON, "queue_id"])
    sums = most.dropna(subset=["expected"]).groupby(PERSON, observed=True)[["own", "queue", "expected"]].sum()
    weights = material.weights(PERSON)
    for person, row in sums[sums["queue"] >= FEWEST].iterrows():
        yield _majority(material, str(person), row, float(weights.get(person, material.weight)))


def _majority(material: Material, person: str, row: pd.Series, weight: float) -> Case:
    own, n, expected = (float(row[name]) for name in ("own", "queue", "expected"))
    allowed = min(0.999, expected / n + material.setting.margins.majority)
    low, high = (float(end) for end in wilson(own, n))
    beyond = [material.scale * (share * n - expected) for share in (own / n, low, high)]
    return Case(
        Entity.of("person", person_id=person),
        Estimate(own / n, low, high, int(n), n, "wilson"),
        expected / n,
        p=float(mid_p(n - own, n, 1 - allowed)),
        wrong=counted(*beyond, n=int(n), method="wilson"),
        weight=weight,
        evidence=Evidence("label_days"),
    )
