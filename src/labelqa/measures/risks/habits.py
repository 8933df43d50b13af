"""Work that nobody looked at: labels faster than anyone can judge, and one label for everything."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from ...estimates import Estimate
from ...findings import Entity
from ..clusters import PERSON
from ..confusion import GIVEN
from ..false_discovery import mid_p
from ..joiners import tenured
from ..proportions import wilson
from .cases import Case, counted, standing_for
from .evidence import failed
from .material import DAY, PEOPLE, Material
from .people import expected, is_checked, record_of, rests_on
from .targets import people_table

FEWEST = 200  # labels in the period
FASTEST = 0.01  # share of the labels of the tenured that are as fast
TIMES = "handling_people"


def speeding(material: Material) -> Iterator[Case]:
    """
    The share of a person's labels that are as fast as one in a hundred of the tenured, queue by queue.

    Limits are ends of bins up to which at most 1 % of the tenured's times lie in the three months before;
    the share that lies there is known, and expected. Exact binomial mid-p of at most `margins.fast` times as
    many, for people's paces differ. The loss is the person's own errors by the record, and at least that
    nobody looked at labels so fast. Handling times carry no verdict, so the tenured's wrong labels are among
    theirs. Guard: 200 labels.
    """
    counts = _fast(material)
    if counts.empty:
        return
    people = people_table(material)
    for row in counts.to_dict("records"):
        person, n, fast, chance = str(row[PERSON]), row["timed"], row["fast"], row["expected"]
        usual = min(0.5, chance / n * material.setting.margins.fast)
        low, high = (float(end) for end in wilson(fast, n))
        affected = counted((fast - chance, n * low - chance, n * high - chance), int(n), "wilson")
        rushed = standing_for(affected, material.setting.counts.rushed)
        record = record_of(people, person)
        yield Case(
            Entity.of("person", person_id=person),
            Estimate(fast / n, low, high, int(n), n, "wilson"),
            chance / n,
            p=float(mid_p(n - fast, n, 1 - usual)),
            wrong=_at_least(rushed, expected(record, "above")),
            affected=affected,
            weight=material.weight_of(PERSON, person),
            parts=functools.partial(rests_on, record),
            evidence=functools.partial(failed, material, PERSON, person, quarter=True),
        )


def _at_least(rushed: Estimate, own: Estimate) -> Estimate:
    """The wrong labels of a person above the target, where they are more than those rushed stand for."""
    return own if own.exists and own.value > rushed.value else rushed


def _fast(material: Material) -> pd.DataFrame:
    """By person with enough labels: timed, fast and expected ones."""
    base, month, people = material.base(TIMES), material.month(TIMES), material.table(PEOPLE)
    if base.empty or month.empty:
        return pd.DataFrame()
    if len(people):
        settled = tenured(people, base[DAY].min().date(), material.end.date())[PERSON]
        theirs = base[base[PERSON].isin(settled)]
        base = base if theirs.empty else theirs
    bins = base.groupby(["queue_id", "bin_ms"], observed=True)["timed"].sum()
    upto = (bins.groupby(level=0).cumsum() / bins.groupby(level=0).transform("sum")).rename("usual")
    limits = upto[upto <= FASTEST].reset_index().groupby("queue_id", observed=True)[["bin_ms", "usual"]].max()
    rows = month.join(limits.rename(columns={"bin_ms": "limit"}), on="queue_id").dropna(subset=["limit"])
    fast = rows["timed"].where(rows["bin_ms"] <= rows["limit"], 0)
    rows = rows.assign(fast=fast, expected=rows["timed"] * rows["usual"])
    sums = (
        rows.groupby(PERSON, observed=True)[["timed", "fast", "expected"]].sum().astype(float).reset_index()
    )
    return sums[(sums["timed"] >= FEWEST) & (sums["expected"] > 0)]


def straight_lining(material: Material) -> Iterator[Case]:
    """
    The share of a person's labels that are that person's commonest of each queue, against the others' share.

    Expected from the others' labels of the same queues, so that the mix of queues is the same. Exact binomial
    mid-p of at most `margins.majority` more. What is wrong of them is what the checks of the person's record
    make of the labels; where nothing of the period was checked, the labels beyond are taken for wrong. Guard:
    200 labels.
    """
    made, people = material.made, people_table(material)
    if made.empty:
        return
    counts = (
        made.groupby([PERSON, "queue_id", GIVEN], observed=True)["made"].sum().rename("own").reset_index()
    )
    totals = {
        name: counts.groupby(keys, observed=True)["own"].transform("sum")
        for name, keys in (
            ("label", ["queue_id", GIVEN]),
            ("all", ["queue_id"]),
            ("mine", [PERSON, "queue_id"]),
        )
    }
    others = (totals["label"] - counts["own"]) / (totals["all"] - totals["mine"]).where(
        totals["all"] > totals["mine"]
    )
    counts = counts.assign(of=totals["mine"], expected=totals["mine"] * others).dropna(subset=["expected"])
    most = counts.sort_values("own", ascending=False, kind="stable").drop_duplicates([PERSON, "queue_id"])
    sums = most.groupby(PERSON, observed=True)[["own", "of", "expected"]].sum().astype(float)
    for person, own, n, usual in sums[sums["of"] >= FEWEST].itertuples():
        yield _majority(material, record_of(people, str(person)), str(person), (own, n, usual))


def _majority(
    material: Material, record: Mapping[str, Any], person: str, counts: tuple[float, float, float]
) -> Case:
    """`counts`: the labels of the commonest classes, all labels, and the labels usual of those classes."""
    own, n, usual = counts
    allowed = min(0.999, usual / n + material.setting.margins.majority)
    low, high = (float(end) for end in wilson(own, n))
    ends = [material.scale * (share * n - usual) for share in (own / n, low, high)]
    beyond = counted(ends, int(n), "wilson")
    return Case(
        Entity.of("person", person_id=person),
        Estimate(own / n, low, high, int(n), n, "wilson"),
        usual / n,
        p=float(mid_p(n - own, n, 1 - allowed)),
        wrong=expected(record, "wrong") if is_checked(record) else beyond,
        affected=beyond,
        weight=material.weight_of(PERSON, person),
        parts=functools.partial(rests_on, record),
        evidence=functools.partial(failed, material, PERSON, person, quarter=True),
    )
