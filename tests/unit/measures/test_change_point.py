"""Since when: one change point, runs that end, strata, and p values that trying all runs is paid for in."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from labelqa.errors import DataError
from labelqa.measures.change_point import change

AUDITS = np.full(26, 250)


def wrong(**weeks: int) -> np.ndarray:
    """Ten wrong audits a week, but in some: w22=40."""
    counts = np.full(26, 10) + np.arange(26) % 3 - 1
    for week, count in weeks.items():
        counts[int(week[1:])] = count
    return counts


def test_one_week_is_a_run_that_ends():
    """Four times as many wrong in week 22, and none but it."""
    found = change(wrong(w22=40), AUDITS)

    assert (22, 23, False) == (found.start, found.end, found.lasts)
    assert found.p <= 0.001


def test_what_goes_on_to_the_last_week_lasts():
    """Twice as many wrong from week 20 on."""
    found = change(wrong(**{f"w{week}": 22 for week in range(20, 26)}), AUDITS)

    assert (20, 26, True) == (found.start, found.end, found.lasts)
    assert found.earliest <= 20 <= found.latest


def test_the_search_for_one_change_point_finds_no_end():
    """A week that was bad begins a run to the last week, if there must be one."""
    found = change(wrong(w22=40), AUDITS, lasting=True)

    assert (22, 26) == (found.start, found.end)


def test_the_ratio_of_one_stratum_is_the_binomial_one():
    """Twice it is the G statistic of the 2 x 2 table of inside and outside."""
    counts = wrong(w22=40)
    found = change(counts, AUDITS)
    inside, outside = (
        counts[found.start : found.end].sum(),
        np.delete(counts, slice(found.start, found.end)).sum(),
    )
    n = AUDITS[found.start : found.end].sum(), AUDITS.sum() - AUDITS[found.start : found.end].sum()
    table = [[inside, n[0] - inside], [outside, n[1] - outside]]
    g = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic

    assert g / 2 == pytest.approx(found.ratio)


def test_runs_before_the_days_asked_about_do_not_count():
    """The bad week is long over."""
    found = change(wrong(w5=40), AUDITS, reaching=22)

    assert found.end > 22
    assert found.p > 0.1


def test_a_week_of_harder_labels_is_no_change():
    """Nine times as many of the hard kind in one week, each kind wrong as often as ever."""
    easy, hard = np.full(26, 200), np.full(26, 20)
    easy[22], hard[22] = 40, 180
    counts = np.array([easy // 50, hard // 5])

    assert change(counts, np.array([easy, hard])).p > 0.5
    assert change(counts.sum(axis=0), easy + hard).p <= 0.001


def test_chance_is_called_a_change_as_rarely_as_p_says():
    """Of 200 series without one, about one in twenty has p up to .05."""
    rng = np.random.default_rng(11)
    audits = rng.integers(20, 60, (4, 26))
    p = [
        change(rng.binomial(audits, [[0.02], [0.05], [0.1], [0.15]]), audits, permutations=99, seed=i).p
        for i in range(200)
    ]

    assert 0.01 <= np.mean(np.array(p) <= 0.05) <= 0.09


def test_weeks_that_always_vary_hide_a_week_that_varies_no_more():
    """Where every other week has twice as many wrong, one such week is nothing."""
    counts = np.where(np.arange(26) % 2, 24, 8)
    counts[22] = 26

    assert change(counts, AUDITS).p > 0.2


def test_the_same_counts_give_the_same_p():
    """Permutations have a seed."""
    assert change(wrong(w22=18), AUDITS) == change(wrong(w22=18), AUDITS)


@pytest.mark.parametrize(
    ("counts", "audits"), [([3], [50]), ([0, 0, 0], [9, 9, 9]), ([4, 4], [4, 4]), ([], [])]
)
def test_nothing_to_compare_gives_nothing(counts, audits):
    """One week, no wrong audit, or no right one."""
    assert change(counts, audits) is None


def test_more_than_two_years_are_refused():
    """The scan is of at most 104 weeks."""
    with pytest.raises(DataError, match="105 weeks"):
        change(np.ones(105), np.full(105, 9))
