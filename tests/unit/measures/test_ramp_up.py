"""What became of joiners, cohort beside cohort at the same age, and what is due for each."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from scipy import stats

from labelqa.estimates import Target
from labelqa.measures import ramp_up
from labelqa.measures.proficiency import ProficiencyRule

START = pd.Timestamp(2026, 6, 1)
RULE = ProficiencyRule(Target(0.95))
BY = ("cohort_id",)


def joined(*rows: tuple[str, str, int, bool]) -> pd.DataFrame:
    """(person, cohort, days watched, left)."""
    frame = pd.DataFrame(rows, columns=["person_id", "cohort_id", "watched", "left"])
    until = START + pd.to_timedelta(frame.pop("watched"), unit="D")
    return frame.assign(site_id="s", hired=START - pd.Timedelta(days=14), started=START, until=until)


def checks(*rows: tuple[str, int, bool], **last: float) -> pd.DataFrame:
    """(person, day, met); `last` changes the rest."""
    frame = pd.DataFrame(rows, columns=["person_id", "day", "met"]).astype({"met": bool})
    values = {
        "audited": 60,
        "n_eff": 60.0,
        "share": 1.0,
        "p_target": 0.5,
        "pace": 1.0,
        "pace_se": 0.05,
        **last,
    }
    return frame.assign(held=frame["met"], **values)


def cohort(name: str, days: list[int], met: bool = True) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A cohort whose people were proficient on those days, or watched for them."""
    people = [f"{name}{n}" for n in range(len(days))]
    rows = joined(*((who, name, 90 if met else day, False) for who, day in zip(people, days, strict=True)))
    return rows, checks(*((who, day, met) for who, day in zip(people, days, strict=True)))


def test_the_first_check_that_was_met_is_the_day_of_proficiency():
    """Later ones, sliding back, and leaving afterwards change nothing."""
    rows = joined(("a", "c", 90, True), ("b", "c", 60, True), ("c", "c", 30, False), ("d", "c", 3, False))
    found = ramp_up.outcomes(
        rows, checks(("a", 14, False), ("a", 21, True), ("a", 28, True), ("a", 35, False), ("b", 7, False))
    )

    assert [("proficient", 1, 21), ("left", 2, 60), ("learning", 0, 30), ("learning", 0, 3)] == list(
        found[["outcome", "cause", "duration"]].itertuples(index=False, name=None)
    )
    assert [60, 60, 0, 0] == found["audited"].tolist()


def test_shares_medians_and_means_are_read_off_the_incidence():
    """Four joiners: proficient on days 21 and 35, left on day 30, still learning on day 90."""
    rows = joined(("a", "c", 90, False), ("b", "c", 90, False), ("c", "c", 30, True), ("d", "c", 90, False))
    found = ramp_up.outcomes(rows, checks(("a", 21, True), ("b", 35, True), ("d", 84, False)))

    assert [0.25, 0.5, 0.5] == [ramp_up.proficient_by(found, day).only().value for day in (30, 60, 90)]
    assert 0.25 == ramp_up.left_by(found, 60).only().value
    assert 35 == ramp_up.time_to_proficiency(found).only().value
    assert (21 + 35 + 60 + 60) / 4 == ramp_up.days_before_proficiency(found, 60).only().value
    assert "ramp.proficient.day_60.by_cohort" == ramp_up.proficient_by(found, 60, BY).figure


def test_a_cohort_watched_for_a_shorter_time_is_not_slower():
    """Immortal time: in its five weeks the old cohort had nobody proficient either."""
    old, young = cohort("o", [60, 67, 74, 81] * 2), cohort("y", [35] * 8, met=False)
    found = ramp_up.outcomes(pd.concat([old[0], young[0]]), pd.concat([old[1], young[1]]))

    assert math.isnan(ramp_up.proficient_by(found, 60, BY).rows.set_index("cohort_id").loc["y", "value"])


def weeks(*rows: tuple[str, str, float, float, float]) -> pd.DataFrame:
    """(person, cohort, age, right, audits) as `accuracy_weeks` gives them."""
    frame = pd.DataFrame(rows, columns=["person_id", "cohort_id", "age", "over", "under"])
    return frame.assign(n=frame["under"].astype(int))


def people_weeks(name: str, share: float, ages: list[float], people: int = 10) -> list[tuple]:
    """So many people with a hundred audits a week, alternately two points above and below the share."""
    return [
        (f"{name}{n}", name, age, 100 * share + (2 if n % 2 else -2), 100.0)
        for n in range(people)
        for age in ages
    ]


def test_cohorts_are_compared_at_the_same_age():
    """The young cohort is a month old; what the old one did at two months is no yardstick for it."""
    old = people_weeks("o", 0.90, [17.5, 24.5]) + people_weeks("o", 0.98, [45.5, 52.5])
    found = ramp_up.against_others(weeks(*old, *people_weeks("y", 0.90, [17.5, 24.5])))
    gap = {by["cohort_id"]: each for by, each in found}["y"]

    assert 0 == pytest.approx(gap.value)
    assert gap.low < 0 < gap.high
    assert () == gap.flags


def test_a_cohort_that_lags_is_seen_and_a_handful_of_people_is_flagged():
    """Six points; beneath eight people the difference says so of itself."""
    ages = [17.5, 24.5, 31.5]
    few = ramp_up.against_others(
        weeks(*people_weeks("o", 0.96, ages), *people_weeks("y", 0.90, ages, people=7))
    )
    many = ramp_up.against_others(weeks(*people_weeks("o", 0.96, ages), *people_weeks("y", 0.90, ages)))

    assert -0.06 == pytest.approx(many.rows.set_index("cohort_id").loc["y", "value"])
    assert many.rows.set_index("cohort_id").loc["y", "high"] < 0
    assert [("fewer than eight people",)] * 2 == few.rows["flags"].tolist()


def test_the_only_cohort_has_nobody_to_compare_with():
    """Absent, with the reason."""
    found = ramp_up.against_others(weeks(*people_weeks("o", 0.96, [17.5]))).first()

    assert ("no joiner was audited at that age",) == found.flags


def test_the_interval_of_a_share_counts_people():
    """Ten people of 300 audits each that differ by four points: as many as p(1-p)/se^2 independent audits."""
    found = ramp_up.accuracy_at_age(weeks(*people_weeks("o", 0.9, [17.5, 24.5, 31.5]))).only()
    se = 0.02 * math.sqrt(10 / 9) / math.sqrt(10)

    assert (0.9, 3000) == (pytest.approx(found.value), found.n)
    assert 0.9 * 0.1 / se**2 * (1.959964 / stats.t.ppf(0.975, 9)) ** 2 == pytest.approx(found.n_eff)


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_all_right_has_an_interval_and_one_person_has_none(share):
    """No spread between people is not certainty."""
    alike = [(f"p{n}", "c", 17.5, 20 * share, 20.0) for n in range(5)]
    found = ramp_up.accuracy_at_age(weeks(*alike)).only()
    alone = ramp_up.accuracy_at_age(weeks(alike[0])).only()

    assert found.high - found.low > 0.03
    assert ("one person is too few for an interval",) == alone.flags
    assert not alone.exists


def test_the_rule_is_held_against_the_tenured_too():
    """The share whose last check held: three of four."""
    last = [(f"t{n}", day, (n < 3) == (day == 14)) for n in range(4) for day in (7, 14)]
    found = ramp_up.meeting(checks(*last))

    assert (0.75, 4) == (found.value, found.n)
    assert ("nobody was checked",) == ramp_up.meeting(checks()).flags


def test_hiring_counts_from_the_first_day_of_the_classroom():
    """Two of four hired are proficient 35 and 49 days after hiring, one left the classroom, one is in it."""
    rows = joined(("a", "c", 90, False), ("b", "c", 90, False))
    found = ramp_up.outcomes(rows, checks(("a", 21, True), ("b", 35, True)))
    others = joined(("c", "c", 1, True), ("d", "c", 90, False)).assign(started=pd.NaT)
    hired = pd.concat([rows, others], ignore_index=True)

    assert (49, 4) == (
        ramp_up.time_from_hiring(hired, found).value,
        ramp_up.time_from_hiring(hired, found).n,
    )


def decided(watched: int = 40, met: bool = False, left: bool = False, **last: float) -> str:
    """What is due for one joiner."""
    found = ramp_up.outcomes(joined(("a", "c", watched, left)), checks(("a", 35, met), **last))
    rows = ramp_up.decisions(found, RULE, 60).rows
    return rows["decision"].item() if len(rows) else "nothing"


@pytest.mark.parametrize(
    ("decision", "facts"),
    [
        ("graduate", {"met": True}),
        ("extend", {}),
        ("extend", {"audited": 0, "n_eff": 0.0, "p_target": 0.14}),
        ("coach", {"p_target": 0.2}),
        ("coach", {"p_target": 0.1, "met": True}),
        ("extend", {"pace": 0.85}),
        ("coach", {"pace": 0.85, "watched": 60}),
        ("extend", {"pace": math.nan, "watched": 60}),
        ("nothing", {"left": True}),
    ],
)
def test_what_is_due_follows_from_the_rules(decision, facts):
    """Coaching for the surely inaccurate and, late, for the slow; a graduate who slid back needs it too."""
    assert decision == decided(**facts)


def test_each_joiner_has_an_accuracy_with_its_posterior_interval():
    """54 of 60: Beta(54.5, 6.5); without audits it is absent and says so. Coaching comes first."""
    rows = joined(("a", "c", 40, False), ("b", "c", 40, False), ("n", "c", 3, False))
    known = checks(("a", 35, True), ("b", 35, False), share=0.9).assign(p_target=[0.9, 0.1])
    found = ramp_up.decisions(ramp_up.outcomes(rows, known), RULE, 60)
    by_person = {by["person_id"]: each for by, each in found}
    posterior = stats.beta(54.5, 6.5)

    assert ["b", "n", "a"] == found.rows["person_id"].tolist()
    assert [posterior.mean(), *posterior.ppf([0.025, 0.975])] == pytest.approx(
        [by_person["a"].value, by_person["a"].low, by_person["a"].high]
    )
    assert ("no audits",) == by_person["n"].flags
    assert not by_person["n"].exists


def test_nobody_is_no_figure():
    """No joiners at all."""
    none = ramp_up.outcomes(joined(), checks())

    assert "nobody was watched" == ramp_up.proficient_by(none, 60).why
    assert "no joiner is there" == ramp_up.decisions(none, RULE, 60).why


def test_each_pace_has_an_interval_over_its_days():
    """Five days: Student's with four degrees of freedom; fewer days give none."""
    rows = joined(("a", "c", 40, False), ("n", "c", 40, False), ("gone", "c", 40, True))
    known = checks(("a", 35, False), ("n", 35, False)).assign(pace=[0.9, math.nan], pace_se=[0.05, math.nan])
    found = {by["person_id"]: each for by, each in ramp_up.paces(ramp_up.outcomes(rows, known), RULE)}
    half = stats.t.ppf(0.975, 4) * 0.05

    assert (0.9 - half, 0.9 + half) == pytest.approx((found["a"].low, found["a"].high))
    assert ("fewer than 5 days of work",) == found["n"].flags
    assert {"a", "n"} == set(found)
