"""Sites are compared on the same work, not on what they happened to get."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from labelqa.measures.accuracy import by_design
from labelqa.measures.standardisation import standardised

MIX = {("easy",): 6000, ("hard",): 4000}
SITE = ("site_id",)


def drawn(*cells: tuple[str, str, int, int], incl_prob: float = 0.1) -> pd.DataFrame:
    """Audits: (site, queue, right, of), a stratum for each queue, every person with ten of them."""
    rows = [
        (site, queue, place < right, f"{site}-{queue}-{place % max(1, n // 10)}")
        for site, queue, right, n in cells
        for place in range(n)
    ]
    frame = pd.DataFrame(rows, columns=["site_id", "queue_id", "right", "person_id"])
    return frame.assign(
        verdict=np.where(frame["right"], "correct", "incorrect"),
        design_id="monthly",
        stratum_id=frame["queue_id"],
        incl_prob=incl_prob,
        frame_size=10_000,
    )


def test_equal_skill_on_unequal_work_is_equal():
    """98 % of easy and 90 % of hard items are right at both; the one with the hard ones looks worse crude."""
    audits = drawn(
        ("a", "easy", 392, 400), ("a", "hard", 90, 100), ("b", "easy", 98, 100), ("b", "hard", 360, 400)
    )
    crude, fair = (
        dict(zip("ab", e.rows["value"], strict=True))
        for e in (by_design(audits, SITE), standardised(audits, MIX, SITE))
    )

    assert crude["a"] - crude["b"] > 0.04
    assert [0.6 * 0.98 + 0.4 * 0.90] * 2 == pytest.approx([fair["a"], fair["b"]])


def test_an_unlike_mix_costs_certainty():
    """A site with a fifth of its audits on what counts for two fifths knows less than its n."""
    audits = drawn(
        ("a", "easy", 392, 400), ("a", "hard", 90, 100), ("b", "easy", 294, 300), ("b", "hard", 180, 200)
    )
    rows = standardised(audits, MIX, SITE).rows.set_index("site_id")

    assert rows.loc["a", "n"] == rows.loc["b", "n"] == 500
    assert rows.loc["a", "n_eff"] < rows.loc["b", "n_eff"]
    assert rows.loc["a", "high"] - rows.loc["a", "low"] > rows.loc["b", "high"] - rows.loc["b", "low"]


def test_design_weights_count_within_a_cell():
    """A tenth of clean and half of violations are drawn: a queue's share is weighted before it is mixed."""
    clean, violation = drawn(("a", "easy", 95, 100)), drawn(("a", "easy", 50, 100), incl_prob=0.5)
    audits = pd.concat([clean, violation.assign(stratum_id="violation")])
    value = standardised(audits, {("easy",): 1}, SITE).first().value

    assert (95 / 0.1 + 50 / 0.5) / (100 / 0.1 + 100 / 0.5) == pytest.approx(value)


def test_work_with_few_audits_is_taken_together():
    """Of "rare" 4 audits, of "never" none: both count with "hard", the smallest of the others."""
    mix = {("easy",): 50, ("hard",): 40, ("rare",): 6, ("never",): 4}
    audits = drawn(("a", "easy", 190, 200), ("a", "hard", 80, 100), ("a", "rare", 2, 4))
    found = standardised(audits, mix, SITE).first()

    assert 0.5 * 0.95 + 0.5 * 82 / 104 == pytest.approx(found.value)
    assert "50% of the mix on few audits" in found.flags


def test_who_does_other_work_is_not_compared():
    """Nine tenths of the mix is a queue that it never had."""
    found = standardised(drawn(("a", "hard", 90, 100)), {("easy",): 9, ("hard",): 1}, SITE).first()

    assert (False, ("only 0% of the mix has 10 audits or more",)) == (found.exists, found.flags)


def test_two_columns_may_make_the_mix():
    """Queue by language."""
    audits = drawn(("a", "easy", 90, 100), ("a", "hard", 60, 100)).assign(language="en")
    mix = {("easy", "en"): 1, ("hard", "en"): 1}

    assert 0.75 == pytest.approx(standardised(audits, mix, SITE, over=("queue_id", "language")).first().value)


@pytest.mark.parametrize(
    ("audits", "why"),
    [
        (pd.DataFrame(), "no audits"),
        (drawn(("a", "chat", 90, 100)), "no audit is of the work to compare on"),
        (drawn(("a", "easy", 9, 10)).assign(verdict="unsure"), "no audit is of the work to compare on"),
    ],
)
def test_nothing_to_compare_says_why(audits, why):
    """No rows, and the reason."""
    found = standardised(audits, MIX, SITE)

    assert (0, why) == (len(found), found.why)


def test_the_interval_covers_what_the_same_work_would_show():
    """Four sites of unlike mix, 25 months: their shares on the common mix lie inside 90 times of 100."""
    rng = np.random.default_rng(4)
    easy = np.array([0.9, 0.7, 0.5, 0.2])
    inside = []
    for _ in range(25):
        n = np.column_stack([easy, 1 - easy]) * 300
        right = rng.binomial(n.astype(int), [0.98, 0.90])
        cells = [
            (f"s{i}", q, right[i, j], int(n[i, j])) for i in range(4) for j, q in enumerate(("easy", "hard"))
        ]
        found = standardised(drawn(*cells), MIX, SITE)
        inside += [e.low <= 0.6 * 0.98 + 0.4 * 0.90 <= e.high for _, e in found]

    assert sum(inside) >= 90
