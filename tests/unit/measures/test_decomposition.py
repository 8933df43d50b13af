"""Mix and rate: what is labelled changed, or how it is labelled."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from labelqa.measures.decomposition import decompose


def audits(cells: dict[str, tuple[int, int]], people: int = 8) -> pd.DataFrame:
    """(audits, right) by group, dealt among people."""
    rows = [
        {"kind": kind, "person_id": f"p{place % people}", "incl_prob": 0.1,
         "verdict": "correct" if place < right else "incorrect"}
        for kind, (count, right) in cells.items()
        for place in range(count)
    ]  # fmt: skip
    return pd.DataFrame(rows)


BEFORE = audits({"easy": (800, 784), "hard": (200, 160)})


def test_a_change_of_mix_alone_is_mix():
    """Half hard instead of a fifth, each right as often: .98 and .8 by .3 is 5.4 points."""
    found = decompose(BEFORE, audits({"easy": (500, 490), "hard": (500, 400)}), ("kind",))

    assert (-0.054, -0.054, 0.0) == pytest.approx(
        tuple(each.value for each in (found.change, found.mix, found.rate))
    )
    assert found.mix.high < 0


def test_a_change_of_rate_alone_is_rate():
    """The same kinds, the hard ones right in six of ten instead of eight."""
    found = decompose(BEFORE, audits({"easy": (800, 784), "hard": (200, 120)}), ("kind",))

    assert (0.0, -0.04) == pytest.approx((found.mix.value, found.rate.value))
    assert found.rate.high < 0


def test_the_parts_add_up_as_kitagawa_s_formula_has_it():
    """Sum (W1 - W0) p and sum W (p1 - p0), with means of both sides."""
    found = decompose(BEFORE, audits({"easy": (500, 480), "hard": (500, 350)}), ("kind",))
    w0, w1 = np.array([0.8, 0.2]), np.array([0.5, 0.5])
    p0, p1 = np.array([0.98, 0.8]), np.array([0.96, 0.7])

    assert ((w1 - w0) @ (p0 + p1) / 2, (w0 + w1) @ (p1 - p0) / 2) == pytest.approx(
        (found.mix.value, found.rate.value)
    )
    assert found.change.value == pytest.approx(found.mix.value + found.rate.value)


def test_its_intervals_cover_the_truth():
    """Of 120 pairs of samples, 95 % intervals of mix and rate hold the true parts 19 times in 20."""
    rng, held = np.random.default_rng(5), []
    truth = (-0.05 * (0.97 - 0.83), -0.01 * 0.5)  # a twentieth more hard ones, hard ones a point worse

    def draw(size: int, hard: float, p_hard: float) -> pd.DataFrame:
        kind = rng.random(size) < hard
        right = rng.random(size) < np.where(kind, p_hard, 0.97)
        return pd.DataFrame(
            {
                "kind": np.where(kind, "hard", "easy"),
                "person_id": rng.integers(0, 60, size).astype(str),
                "verdict": np.where(right, "correct", "incorrect"),
                "incl_prob": 0.1,
            }
        )

    for _ in range(120):
        found = decompose(draw(1500, 0.475, 0.835), draw(600, 0.525, 0.825), ("kind",))
        held.append([e.low <= t <= e.high for e, t in zip((found.mix, found.rate), truth, strict=True)])

    assert [True, True] == [0.9 <= share <= 0.992 for share in np.mean(held, axis=0)]


def test_one_person_s_audits_count_for_less_than_many_people_s():
    """All that is wrong comes from one of eight people: the interval is wider than by rows."""
    after = audits({"easy": (400, 400), "hard": (100, 80)})
    wrong = after["verdict"] == "incorrect"
    worst = after.assign(person_id=after["person_id"].mask(wrong, "p0"))

    wide, narrow = (decompose(BEFORE, side, ("kind",)).change for side in (worst, after))

    assert wide.high - wide.low > 1.3 * (narrow.high - narrow.low)


def test_a_handful_without_a_mistake_is_not_certain():
    """Five right ones of five do not show a gain."""
    found = decompose(BEFORE, audits({"easy": (5, 5)}, people=3), ("kind",))

    assert found.rate.low < 0 < found.rate.value


def test_groups_too_small_to_compare_are_put_together():
    """Two kinds of fewer than ten audits are one."""
    before = audits({"easy": (800, 784), "hard": (100, 80), "rare": (100, 90)})
    found = decompose(before, audits({"easy": (60, 58), "hard": (8, 6), "rare": (7, 7)}), ("kind",))

    assert ["easy", "other"] == list(found.groups.index)
    assert (200, 15) == tuple(found.groups.loc["other", ["n_before", "n_after"]])


def test_a_group_that_is_truly_gone_counts_as_mix():
    """There would be a hundred hard ones: without them the rest is right as often as before."""
    found = decompose(BEFORE, audits({"easy": (500, 490)}), ("kind",))

    assert (0.036, 0.0) == pytest.approx((found.mix.value, found.rate.value))


def test_one_person_has_an_interval_by_rows():
    """It says so."""
    found = decompose(audits({"easy": (90, 85)}, 1), audits({"easy": (40, 30)}, 1), ("kind",))

    assert ("one person, audits taken as independent",) == found.rate.flags
    assert found.rate.high - found.rate.low > 0.1


def test_unsure_audits_count_in_neither_part():
    """Nor do they make a side."""
    unsure = audits({"easy": (30, 30)}).assign(verdict="unsure")
    found = decompose(BEFORE, unsure, ("kind",))

    assert not found.change.exists
    assert ("no audits in these days",) == found.rate.flags
    assert ("no audits before",) == decompose(unsure, BEFORE, ("kind",)).mix.flags
