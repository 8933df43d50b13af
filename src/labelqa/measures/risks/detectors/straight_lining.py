"""Work that nobody looked at: one label for everything."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import Any

from ....estimates import Estimate
from ....findings import Entity
from ...clusters import PERSON
from ...confusion import GIVEN
from ...false_discovery import mid_p
from ...proportions import wilson
from ..calm_market import calm_market
from ..cases import Case, counted
from ..detector import AGENTS, Detector, DetectorRule, Example, Words
from ..detector_data import DAY, LABELS, DetectorData
from ..evidence import failed
from ..people import RECORD, expected, is_checked, people_table, record_of, rests_on

FEWEST = 200  # labels in the period
MAJORITY = 0.10  # share of a person's commonest label beyond that of others, that nobody minds


def straight_lining(data: DetectorData) -> Iterator[Case]:
    """
    The share of a person's labels that are that person's commonest of each queue, against the others' share.

    Expected from the others' labels of the same queues, so that the mix of queues is the same. Exact binomial
    mid-p of at most MAJORITY more. What is wrong of them is what the checks of the person's record
    make of the labels; where nothing of the period was checked, the labels beyond are taken for wrong. Guard:
    200 labels.
    """
    made, people = data.made, people_table(data)
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
        yield _majority(data, record_of(people, str(person)), str(person), (own, n, usual))


def _majority(
    data: DetectorData, record: Mapping[str, Any], person: str, counts: tuple[float, float, float]
) -> Case:
    """`counts`: the labels of the commonest classes, all labels, and the labels usual of those classes."""
    own, n, usual = counts
    allowed = min(0.999, usual / n + MAJORITY)
    low, high = (float(end) for end in wilson(own, n))
    ends = [data.scale * (share * n - usual) for share in (own / n, low, high)]
    beyond = counted(ends, int(n), "wilson")
    return Case(
        Entity.of("person", person_id=person),
        Estimate(own / n, low, high, int(n), n, "wilson"),
        usual / n,
        p=float(mid_p(n - own, n, 1 - allowed)),
        wrong=expected(record, "wrong") if is_checked(record) else beyond,
        affected=beyond,
        weight=data.weight_of(PERSON, person),
        parts=functools.partial(rests_on, record),
        evidence=functools.partial(failed, data, PERSON, person, quarter=True),
    )


def _example() -> Example:
    """One agent of 36 who from October on gives every item the commonest label of its queue."""
    market = calm_market()
    rows = market.frames[LABELS]
    lined = (rows[PERSON] == "p09") & (rows[DAY] >= "2026-10-01")
    commonest = rows["queue_id"].map({"ads": "fine", "shop": "right"})
    market = market.changed(LABELS, label_id=lambda rows: rows[GIVEN].mask(lined, commonest))
    return Example(market.frames, Entity.of("person", person_id="p09"))


DETECTOR = Detector(
    slug="straight_lining",
    number="R10",
    title="One label is given to nearly everything",
    rules=(DetectorRule(AGENTS, straight_lining, (LABELS,), "throttle"),),
    words=Words(
        told=("{value} of labels are of the commonest class of their queue, of others' {usual}",),
        parts=RECORD,
    ),
    example=_example,
    personal=True,
)
