"""Real answers of two crowds: who is below a target, and whether the crowds differ."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from labelqa.findings import Findings, Level
from labelqa.measures.accuracy import on_gold, on_gold_rows
from labelqa.measures.risks import MarketMonth, find
from labelqa.measures.risks.calm_market import targets

JANUARY = MarketMonth("US", "UTC", dt.date(2012, 1, 1), dt.date(2012, 2, 1))
TARGET, FLOOR = 0.75, 0.65


@pytest.fixture(scope="module")
def crowd(zencrowd) -> pd.DataFrame:
    """The answers of the market US, all of them on items whose answer is known."""
    rows = zencrowd[zencrowd["market_id"] == "US"]
    return rows.assign(
        local_date=pd.Timestamp(2012, 1, 15), queue_id="links", site_id=None, vendor_id="crowd",
        label_event_id=[f"e{i}" for i in range(len(rows))],
    )  # fmt: skip


@pytest.fixture(scope="module")
def found(crowd):
    """The findings of its month, with a target and a floor on gold, were the answers the work itself."""
    return findings(crowd, is_gold=False)


def findings(crowd: pd.DataFrame, *, is_gold: bool) -> Findings:
    """What is found in the answers of a month, which are work or nothing but gold."""
    labels = (
        crowd.groupby(["local_date", "person_id", "queue_id", "label_id"])
        .size()
        .rename("labels")
        .reset_index()
    )
    facts = {
        "site_id": None,
        "vendor_id": "crowd",
        "sop_version": None,
        "is_gold": is_gold,
        "skipped": 0,
        "suggested": 0,
    }
    agreed = targets(gold_accuracy=(TARGET, FLOOR)).assign(market_id="US", valid_from=dt.date(2011, 1, 1))
    return find({"gold_answers": crowd, "label_days": labels.assign(**facts), "targets": agreed}, JANUARY)


def test_workers_below_the_floor_are_those_sure_to_be_with_their_n(found, crowd):
    """Each by posterior or by q, with the answers it rests on; none that chance explains."""
    workers = {each.entity.id: each for each in found.of(["agents_below_floor"])}
    answers = crowd.groupby("person_id")["correct"].agg(["mean", "size"])

    assert 5 <= len(workers)
    assert all(each.posterior > 0.8 or each.q <= 0.1 for each in workers.values())
    assert {person: answers.loc[person, "size"] for person in workers} == {
        p: each.estimate.n for p, each in workers.items()
    }
    assert max(answers.loc[[*workers], "mean"]) < FLOOR


def test_a_naive_list_is_longer(found, crowd):
    """Of those whose observed share is below the floor, some are there by chance and are not named."""
    answers = crowd.groupby("person_id")["correct"].agg(["mean", "size"])
    naive = set(answers.index[answers["mean"] < FLOOR])
    named = {each.entity.id for each in found.of(["agents_below_floor"])}

    assert named < naive
    assert answers.loc[[*(naive - named)], "size"].median() < answers.loc[[*named], "size"].median()


def test_one_month_alone_is_acted_on_only_where_it_costs_enough(found):
    """Without a month before, a hundred wrong labels have to be at stake."""
    acted = found.of(["agents_below_floor"]).at(Level.ACT)

    assert all(each.severity.loss >= 100 for each in acted)


def test_answers_on_gold_alone_cost_nobody_a_label(crowd):
    """Nothing else was labelled, so nothing is wrong; who is below the target is in the table of agents."""
    assert () == findings(crowd, is_gold=True).found


def test_the_crowds_differ_by_rows_and_not_by_workers(zencrowd):
    """9.2 points: by rows the intervals are far apart; by workers, design effect 78 of all, they overlap."""
    (india, us), (india_rows, us_rows) = (
        [each for _, each in measure(zencrowd, ("market_id",))] for measure in (on_gold, on_gold_rows)
    )

    assert 0.0918 == round(us.value - india.value, 4) == round(us_rows.value - india_rows.value, 4)
    assert india_rows.high + 0.07 < us_rows.low
    assert india.high > us.low
    assert ("design effect 77.9",) == on_gold(zencrowd).only().flags
