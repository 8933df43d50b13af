"""Handling times are those of the answers themselves, and their intervals know that people differ."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from labelqa.estimates import Unit
from labelqa.measures.handling import handling_time, trimmed_handling_time

WIDE = np.array([0, *np.rint(1000 * 2 ** (np.arange(60) / 4))]).astype(int)
LEVELS = (0.5, 0.9)


def histogram(answers: pd.DataFrame, *by: str) -> pd.DataFrame:
    """Answers as handling_days has them, one bin a tenth of a second."""
    counts = answers.groupby([*by, "seconds"]).size().rename("timed").reset_index()
    active = (counts["seconds"] * 1000).round().astype(int)
    return counts.assign(bin_ms=active // 100 * 100, active_ms=active * counts["timed"])


def by_person(answers: pd.DataFrame, *by: str) -> pd.DataFrame:
    """Answers as handling_people has them, in wide bins."""
    bins = WIDE[np.searchsorted(WIDE, answers["seconds"] * 1000, side="right") - 1]
    keys = [*by, "person_id", "bin_ms"]
    return answers.assign(bin_ms=bins).groupby(keys).size().rename("timed").reset_index()


@pytest.fixture(scope="module")
def paced() -> pd.DataFrame:
    """400 samples of 24 people of different pace, 40 log-normal answers each around a median of 30 s."""
    rng = np.random.default_rng(3)
    pace = np.repeat(rng.normal(0, 0.25, (400, 24)), 40).reshape(-1)
    seconds = np.exp(np.log(30) + pace + rng.normal(0, 0.5, len(pace))).round(1)
    person = np.tile(np.repeat(np.arange(24), 40), 400)
    return pd.DataFrame({"sample": np.repeat(np.arange(400), 960), "person_id": person, "seconds": seconds})


@pytest.mark.parametrize(("market", "median", "p90"), [("US", 14.0, 98.0), ("IN", 28.0, 60.0)])
def test_handling_times_equal_the_reference(zencrowd, market, median, p90):
    """ZenCrowd's seconds, from their histogram, with and without people."""
    answers = zencrowd[zencrowd["market_id"] == market]
    bins, people = histogram(answers), by_person(answers)
    found = [handling_time(bins, q, people=people) for q in LEVELS]

    assert [median, p90] == [each.only().value for each in found]
    assert [median, p90] == [handling_time(bins, q).only().value for q in LEVELS]
    assert ["time.per_item.median", "time.per_item.p90"] == [each.figure for each in found]
    assert (len(answers), Unit.SECONDS, "woodruff") == (
        found[0].only().n,
        found[0].only().unit,
        found[0].only().method,
    )


def test_the_trimmed_mean_is_scipys(zencrowd):
    """ZenCrowd's seconds without the 5 % at either end."""
    found = trimmed_handling_time(histogram(zencrowd), people=by_person(zencrowd))

    assert stats.trim_mean(zencrowd["seconds"], 0.05) == pytest.approx(found.only().value)
    assert "time.per_item.trimmed_mean.overall" == found.figure
    assert (len(zencrowd), float(zencrowd["person_id"].nunique())) == (found.only().n, found.only().n_eff)


@pytest.mark.parametrize(("q", "place"), [(0.5, 0.0), (0.9, 1.2815515655446004)])
def test_an_interval_that_knows_people_covers_the_truth(paced, q, place):
    """92 to 98 % of 400 samples; with labels taken as independent it is less than 70 %."""
    by = ("sample",)
    true = np.exp(np.log(30) + place * np.hypot(0.25, 0.5))
    found = handling_time(histogram(paced, *by), q, by, people=by_person(paced, *by)).rows
    blind = handling_time(histogram(paced, *by), q, by).rows
    covered, naive = (((rows["low"] <= true) & (true <= rows["high"])).mean() for rows in (found, blind))

    assert 0.92 <= covered <= 0.98
    assert naive < 0.70


def test_the_trimmed_means_interval_covers_the_truth(paced):
    """92 to 98 % of 400 samples; the truth from two million draws."""
    rng = np.random.default_rng(8)
    true = stats.trim_mean(np.exp(np.log(30) + np.hypot(0.25, 0.5) * rng.normal(size=2_000_000)), 0.05)
    found = trimmed_handling_time(
        histogram(paced, "sample"), ("sample",), people=by_person(paced, "sample")
    ).rows

    assert 0.92 <= ((found["low"] <= true) & (true <= found["high"])).mean() <= 0.98


def test_the_trimmed_means_interval_is_yuens_where_everybody_gives_one_answer(paced):
    """Student's, of the values drawn in to the 5th and 95th of 100, over .9 (Yuen 1974)."""
    answers = paced.head(100).assign(person_id=range(100))
    exact = answers.assign(bin_ms=(answers["seconds"] * 1000).round().astype(int) // 100 * 100, timed=1)
    found = trimmed_handling_time(histogram(answers), people=exact).only()
    ordered = np.sort(answers["seconds"])
    drawn_in = ordered.clip(ordered[5], ordered[94])
    half = stats.t.ppf(0.975, 99) * drawn_in.std(ddof=1) / 10 / 0.9

    assert (ordered[5:95].mean(), 2 * half) == pytest.approx((found.value, found.high - found.low))


def test_wide_bins_tell_people_apart_nearly_as_well_as_their_answers(paced):
    """The half width is that of the share of each person's answers up to the value, within 5 %."""
    answers = paced[paced["sample"] == 0]
    fine = answers.assign(bin_ms=(answers["seconds"] * 1000).astype(int) // 100 * 100)
    exact = fine.groupby(["person_id", "bin_ms"]).size().rename("timed").reset_index()
    found, best = (
        handling_time(histogram(answers), 0.5, people=people).only() for people in (by_person(answers), exact)
    )

    assert best.high - best.low == pytest.approx(found.high - found.low, rel=0.05)
    assert best.n_eff == pytest.approx(found.n_eff, rel=0.1)


def test_without_people_the_interval_is_flagged(paced):
    """It takes labels as independent."""
    found = handling_time(histogram(paced[paced["sample"] == 0]), 0.5).only()

    assert ("interval takes labels as independent",) == found.flags


def test_one_person_is_not_shown(paced):
    """No interval, no estimate."""
    alone = paced[(paced["sample"] == 0) & (paced["person_id"] == 0)]

    assert not handling_time(histogram(alone), 0.5, people=by_person(alone)).only().exists
    assert not trimmed_handling_time(histogram(alone), people=by_person(alone)).only().exists


def test_an_interval_that_runs_into_the_longest_label_says_so():
    """Two people as unlike as can be: the 90th percentile lies anywhere."""
    answers = pd.DataFrame({"person_id": ["a"] * 30 + ["b"] * 30, "seconds": [5.0] * 30 + [50.0] * 30})
    found = handling_time(histogram(answers), 0.9, people=by_person(answers)).only()

    assert (5.0, 50.0) == (found.low, found.high)
    assert ("interval ends at the smallest or largest value",) == found.flags


def test_without_labels_the_reason_is_said():
    """An empty frame, and labels without a time."""
    untimed = pd.DataFrame({"bin_ms": [0], "timed": [0], "active_ms": [0]})

    assert "no label was timed" == handling_time(pd.DataFrame(), 0.5).why
    assert "no label was timed" == handling_time(untimed, 0.5, ("site_id",)).why
    assert "no label was timed" == trimmed_handling_time(pd.DataFrame(), people=pd.DataFrame()).why
