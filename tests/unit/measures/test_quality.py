"""What labels save over deciding without them; a constant answer saves nothing, whatever its accuracy."""

from __future__ import annotations

import pandas as pd
import pytest

from labelqa.measures.quality import score

EVEN = {"ok": 1.0, "bad": 1.0}


def audits(*cells: tuple[str, str, int], queue: str = "q") -> pd.DataFrame:
    """n audits of a given label that found a true one, each by a person of its own."""
    rows = [(given, true) for given, true, n in cells for _ in range(n)]
    frame = pd.DataFrame(rows, columns=["label_id", "ref_label_id"])
    frame["verdict"] = ["correct" if given == true else "incorrect" for given, true in rows]
    return frame.assign(queue_id=queue, incl_prob=0.1, person_id=[f"{queue}{n}" for n in range(len(frame))])


def stood_for(rows: pd.DataFrame) -> pd.Series:
    """Ten labels delivered for each audit."""
    return rows.groupby(["label_id", "queue_id"]).size() * 10


ALWAYS_OK = audits(("ok", "ok", 340), ("ok", "bad", 60))
GOOD = audits(("ok", "ok", 323), ("bad", "ok", 17), ("ok", "bad", 6), ("bad", "bad", 54))
INVERTED = audits(("ok", "ok", 34), ("bad", "ok", 306), ("ok", "bad", 54), ("bad", "bad", 6))
COIN = audits(("ok", "ok", 170), ("bad", "ok", 170), ("ok", "bad", 30), ("bad", "bad", 30))


@pytest.mark.parametrize(
    ("rows", "accuracy", "quality"),
    [(ALWAYS_OK, 0.85, 0), (GOOD, 0.9425, 0.6167), (INVERTED, 0.1, 0.3333), (COIN, 0.5, 0)],
    ids=["always OK", "good", "inverted", "coin"],
)
def test_quality_is_not_accuracy(rows, accuracy, quality):
    """IQ1: prior .85 and .15, a mistake costs 1."""
    found = score(rows, stood_for(rows), EVEN).only()

    assert accuracy == (rows["verdict"] == "correct").mean()
    assert quality == round(found.value, 4)
    assert 0 <= found.low <= found.value <= found.high <= 1


def test_a_dear_label_weighs_by_its_severity():
    """All mistakes are about one label: dearer, nothing changes; beside a cheap one it weighs more."""
    dear = score(GOOD, stood_for(GOOD), {"ok": 1.0, "bad": 5.0}).only()
    kinds = audits(("ok", "ok", 50), ("low", "ok", 10), ("low", "low", 30), ("bad", "bad", 10))

    assert 0.6167 == round(dear.value, 4)
    assert 1 - 10 / 80 == pytest.approx(score(kinds, stood_for(kinds), {"bad": 5.0}).only().value)


def test_the_interval_is_that_of_the_ratio_of_costs():
    """23 mistakes with labels and 60 without: their residuals by person over the cost without."""
    found = score(GOOD, stood_for(GOOD), EVEN).only()
    share = 23 / 60
    residuals = [1 - share] * 6 + [-share] * 54 + [1.0] * 17
    half = 1.959964 * (400 / 399 * sum(e**2 for e in residuals)) ** 0.5 / 60

    assert (half, half) == pytest.approx((found.value - found.low, found.high - found.value), abs=1e-6)
    assert (400, "ratio-linearised") == (found.n, found.method)


def test_what_is_best_is_decided_in_each_queue():
    """An answer that is constant in each of two queues is worth nothing in both together."""
    rows = pd.concat([ALWAYS_OK, audits(("bad", "bad", 90), ("bad", "ok", 10), queue="r")], ignore_index=True)
    counts = stood_for(rows)

    assert 0.0 == score(rows, counts, EVEN).only().value
    assert [("q", 0.0), ("r", 0.0)] == [
        (by["queue_id"], e.value) for by, e in score(rows, counts, EVEN, ("queue_id",))
    ]


def test_a_wrong_label_whose_right_one_nobody_said_still_costs():
    """Otherwise audits without reference labels would find no mistake."""
    rows = GOOD.assign(ref_label_id=None)

    assert score(rows, stood_for(rows), EVEN).only().value < 1
    assert score(GOOD, stood_for(GOOD), EVEN).only().value < 1


def test_labels_without_a_mistake_have_an_interval():
    """As if Wilson's upper end of none in 100 were wrong, over a cost of .4 without labels."""
    rows = audits(("ok", "ok", 60), ("bad", "bad", 40))
    found = score(rows, stood_for(rows), EVEN).only()

    assert (1.0, 1.0) == (found.value, found.high)
    assert 1 - 3.8415 / 103.8415 / 0.4 == pytest.approx(found.low, abs=1e-4)


def test_few_people_and_no_audits_are_said():
    """One person has no interval, two are flagged, none are no data."""
    one, two = GOOD.assign(person_id="a"), GOOD.assign(person_id=["a", "b"] * 200)

    assert not score(one, stood_for(one), EVEN).only().exists
    assert ("only 2 people",) == score(two, stood_for(two), EVEN).only().flags
    assert "no audits of delivered labels" == score(pd.DataFrame(), stood_for(GOOD), EVEN).why
