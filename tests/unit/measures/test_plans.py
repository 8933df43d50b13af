"""Next period's sampling plan: allotted by Neyman, no stratum forgotten, and it holds what it promises."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from labelqa.estimates import Z95, Unit
from labelqa.measures.accuracy import by_design, clustering, design_effect, judged
from labelqa.measures.plans import Outlook, allocate, neyman_total, outlook, sampling_plan

SIZES, DRAWN, RIGHT = (9_000, 700, 300), (100, 60, 60), (98, 51, 48)
UNTIMED = {"audit_s": None, "qa_person_id": "q"}


def test_the_total_equals_olofssons():
    """PS4: Olofsson 2014, 640.5, printed as 641."""
    users = np.array([0.7, 0.6, 0.9, 0.95])

    assert 640.5 == round(neyman_total([0.02, 0.015, 0.32, 0.645], np.sqrt(users * (1 - users)), 0.01), 1)


def test_audits_are_allotted_by_size_and_spread():
    """In proportion to N s where no bound holds: 2 x .1, 1 x .3 and 1 x .1 of 600."""
    assert [200, 300, 100] == list(allocate(600, [20_000, 10_000, 10_000], [0.1, 0.3, 0.1]))


def test_bounds_are_kept_and_the_others_share_what_is_left():
    """A small stratum is audited whole, a quiet one gets the fewest, the rest keep their proportion."""
    assert [30, 50, 560, 160] == list(allocate(800, [30, 1_000, 70_000, 20_000], [0.4, 0.001, 0.1, 0.1]))


@pytest.mark.parametrize(("total", "expected"), [(0, [50, 20]), (10**6, [400, 20])])
def test_a_total_beyond_the_bounds_is_cut_to_them(total, expected):
    """No fewer than the fewest, no more than all."""
    assert expected == list(allocate(total, [400, 20], [0.1, 0.2]))


@given(
    st.lists(st.tuples(st.integers(1, 5_000), st.floats(0.01, 0.5)), min_size=1, max_size=8),
    st.integers(0, 20_000),
)
def test_every_allocation_is_whole_and_within_its_bounds(strata, total):
    """And adds up to the total, as far as the bounds allow."""
    frame, spread = np.array([s[0] for s in strata], float), np.array([s[1] for s in strata])
    least = np.minimum(50, frame)
    found = allocate(total, frame, spread)

    assert (found == np.rint(found)).all()
    assert ((least <= found) & (found <= frame)).all()
    assert np.clip(total, least.sum(), frame.sum()) == found.sum()


def test_a_stratum_without_error_still_spreads(stratified):
    """Jeffreys' prior: 100 of 100 right is 100.5 / 101, with E[p (1 - p)] = a b / ((a + b) (a + b + 1))."""
    strata = outlook(stratified(SIZES, DRAWN, (100, 51, 48))).strata
    a, b = 100.5, 0.5

    assert pytest.approx(a / (a + b)) == strata["share"][0]
    assert pytest.approx(np.sqrt(a * b / ((a + b) * (a + b + 1)))) == strata["spread"][0]


def test_a_stratum_without_error_is_drawn_to_its_peers(stratified):
    """From five strata on the prior is learnt: poor peers make a spotless stratum less believed."""
    spotless = [
        outlook(stratified([1_000] * 6, [40] * 6, [40, *[right] * 5])).strata["spread"][0]
        for right in (39, 30)
    ]

    assert 0 < spotless[0] < spotless[1]


def test_what_is_expected_of_the_same_audits_is_what_they_gave(stratified):
    """The outlook of this period's own audits has about the width of this period's interval."""
    audits = stratified(SIZES, (600, 300, 200), (585, 270, 170), people=90)
    seen = outlook(audits)
    width, _ = seen.half_widths(np.array([600.0, 300.0, 200.0]))
    now = by_design(audits).only()

    assert pytest.approx((now.high - now.low) / 2, rel=0.05) == width


@pytest.mark.parametrize("wanted", [0.010, 0.009, 0.008, 0.007, 0.006])
def test_the_plan_is_the_smallest_that_gets_there(stratified, wanted):
    """It has the width asked for, and one audit fewer has not."""
    audits = stratified(SIZES, DRAWN, RIGHT).assign(**UNTIMED)
    plan, seen = sampling_plan(audits, wanted, fewest=20), outlook(audits)
    frame, spread = seen.strata["frame"], seen.strata["spread"]
    fewer = allocate(int(plan.total.value) - 1, frame, spread, fewest=20)

    assert "" == plan.short
    assert plan.width.value <= Z95 * wanted < seen.half_widths(fewer)[0]
    assert pytest.approx(wanted, rel=0.15) == seen.error(plan.proposed.rows["value"].to_numpy())


def test_a_lower_accuracy_takes_more_audits(stratified):
    """Moved in every stratum alike, it is the one asked for and spreads more."""
    seen = outlook(stratified(SIZES, DRAWN, RIGHT))
    moved = seen.at(0.90).strata
    odds = [np.log(s["share"] / (1 - s["share"])) for s in (seen.strata, moved)]
    audits = stratified(SIZES, DRAWN, RIGHT).assign(**UNTIMED)
    now, lower = (sampling_plan(audits, 0.008, share=share) for share in (None, 0.90))

    assert pytest.approx(0.90) == np.average(moved["share"], weights=moved["frame"])
    assert pytest.approx(odds[1] - odds[0]) == np.full(3, odds[1][0] - odds[0][0])
    assert now.total.value < lower.total.value


def test_more_audits_of_the_same_people_are_worth_less_each(stratified):
    """Kish: the effect grows with the audits of a person, never below one."""
    audits = stratified((9_000,), (400,), (380,), people=20).sort_values("verdict")
    clustered = audits.assign(person_id=np.repeat(np.arange(20), 20))
    seen = outlook(clustered)

    assert 1.0 == outlook(stratified((9_000,), (400,), (380,))).effect(10_000).cautious
    assert pytest.approx(design_effect(judged(clustered))) == seen.effect(400).value
    assert 1 < seen.effect(400).value < seen.effect(800).value
    assert seen.error(np.array([1e9])) > 0.5 * seen.error(np.array([400.0]))


def test_the_plan_and_the_month_have_one_homogeneity(stratified):
    """That of the month's own interval: as many audits again are as wide as they were."""
    audits = stratified((9_000, 900), (300, 100), (270, 70)).sort_values("verdict")
    audits = audits.assign(person_id=np.arange(400) % 300 // 6, **UNTIMED)
    held, seen = by_design(audits).only(), outlook(audits)

    assert clustering(judged(audits)) == seen.alike
    assert seen.alike.homogeneity > 0
    assert (
        pytest.approx((held.high - held.low) / 2, rel=0.05) == seen.half_widths(np.array([300.0, 100.0]))[0]
    )


@pytest.mark.parametrize("alike", [0.0, 0.05])
def test_a_drawn_plan_gives_the_precision_that_it_promises(alike):
    """Drawn with the plan's homogeneity: the intervals are so wide, and cautious about the spread."""
    audits = _month(np.array([300, 100, 100]), alike, people=40, seed=1)
    seen = outlook(audits)
    plan = sampling_plan(audits.assign(**UNTIMED), 0.008)
    drawn = plan.proposed.rows["value"].to_numpy(int)
    found = [_drawn(seen, drawn, people=40, seed=seed) for seed in range(400)]
    estimates = [float(rows["right"] @ rows["weight"]) for rows in found]
    widths = [by_design(rows).only() for rows in found[:12]]

    assert (drawn <= FRAME).all()
    assert 1.05 < plan.width.value / (Z95 * np.std(estimates)) < 1.25
    assert pytest.approx(plan.width.value, rel=0.1) == np.mean([(e.high - e.low) / 2 for e in widths])


FRAME, TRUE = np.array([60_000, 20_000, 9_000]), np.array([0.95, 0.90, 0.80])


def _month(audits: np.ndarray, alike: float, *, people: int, seed: int) -> pd.DataFrame:
    """Audits of three strata by people whose shares of right ones differ so that theirs are `alike`."""
    return _rows(audits, TRUE, alike, people=people, seed=seed)


def _drawn(seen: Outlook, audits: np.ndarray, *, people: int, seed: int) -> pd.DataFrame:
    """Audits as an outlook has them: its shares, and its homogeneity."""
    return _rows(audits, seen.strata["share"].to_numpy(), seen.alike.homogeneity, people=people, seed=seed)


def _rows(audits: np.ndarray, shares: np.ndarray, alike: float, *, people: int, seed: int) -> pd.DataFrame:
    """Everybody is as good in each stratum as in the others: one rank, a Beta of the stratum's mean."""
    rng = np.random.default_rng(seed)
    stratum, rank = np.repeat(np.arange(len(audits)), audits), rng.random(people)
    person = np.concatenate([np.arange(n) % people for n in audits])
    share = np.tile(shares[:, None], people)
    if alike > 0:
        strength = 1 / alike - 1
        share = stats.beta.ppf(rank, shares[:, None] * strength, (1 - shares[:, None]) * strength)
    right = rng.random(len(stratum)) < share[stratum, person]
    return pd.DataFrame(
        {
            "design_id": "monthly",
            "stratum_id": [f"s{each}" for each in stratum],
            "frame_size": FRAME[stratum],
            "incl_prob": (audits / FRAME)[stratum],
            "person_id": [f"p{each}" for each in person],
            "verdict": np.where(right, "correct", "incorrect"),
            "right": right,
            "weight": (FRAME / FRAME.sum() / audits)[stratum],
        }
    )


def test_where_people_differ_too_much_no_plan_gets_there(stratified):
    """It says so, and allots the audits there were anew."""
    audits = stratified((9_000, 900), (300, 100), (270, 70)).sort_values("verdict")
    plan = sampling_plan(audits.assign(person_id=np.arange(400) // 40, **UNTIMED), 0.005)

    assert ("people differ", 400) == (plan.short, plan.total.value)


def test_where_there_are_too_few_labels_no_plan_gets_there(stratified):
    """Not even all of them: two hundred audits are worth no more."""
    plan = sampling_plan(stratified((200,), (100,), (90,)).assign(**UNTIMED), 0.005)

    assert ("there are too few labels", 100) == (plan.short, plan.total.value)


def test_the_hours_are_the_mean_time_of_so_many_audits(stratified):
    """By stratum where enough were timed; its interval takes QAs as clusters."""
    audits = stratified((9_000, 500), (100, 20), (95, 15))
    first = audits["stratum_id"] == "s0"
    audits = audits.assign(
        audit_s=np.where(first, 36.0, 360.0), qa_person_id=[f"q{i % 7}" for i in range(len(audits))]
    )
    plan = sampling_plan(audits, 0.01)
    overall = (100 * 36 + 20 * 360) / 120
    s0, s1 = plan.proposed.rows["value"]

    assert pytest.approx([s0 * 36 / 3600, s1 * overall / 3600]) == list(plan.hours_by_stratum.rows["value"])
    assert (Unit.HOURS, 120) == (plan.hours.unit, plan.hours.n)
    assert plan.hours.low < plan.hours.value < plan.hours.high


def test_without_times_the_hours_are_absent(stratified):
    """With the reason; the rest of the plan stands."""
    plan = sampling_plan(stratified(SIZES, DRAWN, RIGHT).assign(**UNTIMED), 0.01)

    assert (False, ("no audit was timed",)) == (plan.hours.exists, plan.hours.flags)
    assert [100, 60, 60] == list(plan.audited.rows["value"])
    assert list(SIZES) == list(plan.frame.rows["value"])


def test_audits_without_a_verdict_plan_nothing(stratified):
    """Nor do no audits."""
    unsure = stratified(SIZES, DRAWN, RIGHT).assign(verdict="unsure")

    assert [None, None] == [sampling_plan(audits, 0.01) for audits in (unsure, pd.DataFrame())]
