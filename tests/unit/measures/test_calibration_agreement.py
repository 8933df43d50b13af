"""How far people agree before and after; the change is that of the same items."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from labelqa.estimates import Unit
from labelqa.measures.calibration_agreement import ac1, ac1_change, alpha, alpha_change


def answers(given: list[str], phase: str, queue: str = "q") -> pd.DataFrame:
    """One string of labels per person, an item each."""
    rows = [
        {
            "person_id": f"p{person}",
            "item_id": f"{queue}{item}",
            "label_id": label,
            "phase": phase,
            "queue_id": queue,
        }
        for person, labels in enumerate(given)
        for item, label in enumerate(labels)
    ]
    return pd.DataFrame(rows)


def both(before: list[str], after: list[str]) -> pd.DataFrame:
    """A session with both phases."""
    return pd.concat([answers(before, "pre"), answers(after, "post")], ignore_index=True)


BETTER = ["1233214122", "1233224122", "1233324122", "1233244122"]
WORSE = ["1233214123", "2133221412", "1323324221", "1231244122"]


@pytest.mark.parametrize(("measure", "change"), [(alpha, alpha_change), (ac1, ac1_change)])
def test_the_change_is_after_less_before(measure, change):
    """To the last digit, for alpha and AC1."""
    rows = both(WORSE, BETTER)
    expected = measure(rows, "post").only().value - measure(rows, "pre").only().value

    found = change(rows).only()
    assert expected == pytest.approx(found.value)
    assert (10, Unit.INDEX) == (found.n, found.unit)
    assert found.low < found.value < found.high


@pytest.mark.parametrize(("measure", "change"), [(alpha, alpha_change), (ac1, ac1_change)])
def test_queues_are_never_mixed(measure, change):
    """Two queues with the same words for other things: the change is still that of the measure."""
    rows = pd.concat([both(WORSE, BETTER), answers(BETTER, "pre", "r"), answers(WORSE, "post", "r")])
    expected = measure(rows, "post").only().value - measure(rows, "pre").only().value

    assert expected == pytest.approx(change(rows).only().value)


def test_alpha_is_krippendorffs():
    """KA1's first rows: as the agreement module gives it, under the session's name."""
    found = alpha(answers(BETTER, "pre"), "pre")

    assert "calibration.alpha.pre.overall" == found.figure
    assert 0.8 < found.only().value < 1


def test_labels_that_nobody_used_count_for_ac1():
    """More labels on offer make agreement by chance rarer."""
    rows = both(WORSE, BETTER)
    used, offered = (ac1(rows, "pre", classes).only().value for classes in (None, {"q": list("12345678")}))

    assert offered > used
    assert ac1_change(rows).only().value != ac1_change(rows, {"q": list("12345678")}).only().value


def test_a_pair_varies_less_than_its_parts():
    """Items that are hard before are hard after: the change is surer than two independent alphas'."""
    rows = both(WORSE, [WORSE[0], WORSE[1], WORSE[2], BETTER[3]])
    change = alpha_change(rows).only()
    parts = [alpha(rows, phase).only() for phase in ("pre", "post")]

    apart = math.hypot(*(part.high - part.low for part in parts))
    assert change.high - change.low < apart


def test_the_seed_decides():
    """The same seed, the same interval."""
    rows = both(WORSE, BETTER)

    assert alpha_change(rows).only() == alpha_change(rows).only()
    assert alpha_change(rows).only() != alpha_change(rows, seed=1).only()


def test_items_of_one_answer_do_not_count():
    """Nothing to agree with."""
    assert "no item has two answers in both phases" == alpha_change(both(WORSE[:1], BETTER)).why
    assert "no item has two answers in both phases" == alpha_change(answers(WORSE, "pre")).why
    assert "no item has two answers in both phases" == alpha_change(pd.DataFrame()).why


def test_one_label_leaves_nothing_to_measure():
    """Not 0 and not 1."""
    assert "only one label was used" == alpha_change(both(["11", "11"], ["11", "11"])).why
    assert "no answers after the session" == alpha(answers(WORSE, "pre"), "post").why


def test_no_change_at_all_is_flagged():
    """Everybody answers as before: the resamples show no spread."""
    found = alpha_change(both(BETTER, BETTER)).only()

    assert (0, 0, 0) == (found.value, found.low, found.high)
    assert ("no item differs from another in it",) == found.flags
    assert np.isfinite(found.n_eff)
