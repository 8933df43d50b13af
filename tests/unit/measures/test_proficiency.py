"""Weekly checks of joiners see what was known on the day, and nothing later."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from labelqa.estimates import Target
from labelqa.measures.proficiency import JoinerEvidence, ProficiencyRule, checks, evidence

ZONE = ZoneInfo("Asia/Jakarta")
START = pd.Timestamp(2026, 6, 1)
RULE = ProficiencyRule(Target(0.95))


def day(number: float) -> pd.Timestamp:
    """So many days after the start of production."""
    return START + pd.Timedelta(days=number)


def joined(*people: str, days: int = 28) -> pd.DataFrame:
    """People who all began together and were watched for so long."""
    return pd.DataFrame({"person_id": people, "started": START, "until": day(days)})


def audits(*rows: tuple[str, float, bool]) -> pd.DataFrame:
    """Rows of audited_labels: (person, day, right), from one design; audited five hours later."""
    frame = pd.DataFrame(rows, columns=["person_id", "at", "right"])
    return frame.assign(
        local_date=[day(int(at)) for at in frame["at"]],
        audited_at=[
            (day(at) + pd.Timedelta(hours=5)).tz_localize(ZONE).tz_convert("UTC") for at in frame["at"]
        ],
        label_event_id=[f"l{n}" for n in range(len(frame))],
        verdict=np.where(frame["right"].astype(bool), "correct", "incorrect"),
        design_id="ramp",
        incl_prob=1.0,
    )


def work(*rows: tuple[str, int, str, int, float]) -> pd.DataFrame:
    """Rows of label_days: (person, day, queue, labels, seconds each)."""
    frame = pd.DataFrame(rows, columns=["person_id", "at", "queue_id", "timed", "seconds"])
    frame["local_date"] = [day(at).date() for at in frame["at"]]
    return frame.assign(active_ms=(frame["timed"] * frame["seconds"] * 1000).astype(int))


def settled(*people: str) -> pd.DataFrame:
    """The tenured."""
    return pd.DataFrame({"person_id": people})


WEEKDAYS = range(28)
NORMAL = [(who, at, "q", 10, 30.0) for who in ("old", "new") for at in WEEKDAYS]


def checked(
    rows: pd.DataFrame, labels: pd.DataFrame | None = None, rule: ProficiencyRule = RULE, **joiner: int
) -> pd.DataFrame:
    """The checks of "new", with "old" as the tenured."""
    seen = evidence(rows, work(*NORMAL) if labels is None else labels, settled("old"), ZONE)
    return checks(joined("new", **joiner), seen, rule)


def test_there_is_a_check_every_week_that_was_watched():
    """The one due on the day the watch ends sees all that came before."""
    none = audits(("other", 0, True))

    assert [7, 14, 21, 28] == checked(none)["day"].tolist()
    assert [7, 14] == checked(none, days=20)["day"].tolist()
    assert [] == checked(none, days=6)["day"].tolist()


def test_a_check_rests_on_the_verdicts_of_the_days_before():
    """Day 6 at 20:00 is audited on day 7 of the market, so the check of day 7 does not know it."""
    found = checked(audits(("new", 6, True), ("new", 6 + 20 / 24, False), ("new", 13, True)))

    assert [1, 3, 3, 3] == found["audited"].tolist()
    assert [1.0, 2 / 3] == pytest.approx(found["share"].iloc[:2].tolist())


def test_only_the_latest_audits_count():
    """Of 100 audits with the first 40 wrong, the last 60."""
    rows = [("new", at / 20, at >= 40) for at in range(100)]
    found = checked(audits(*rows), days=7)

    assert (60, 1.0) == (found["audited"].item(), found["share"].item())
    assert stats.beta(60.5, 0.5).sf(0.95) == pytest.approx(found["p_target"].item())


def test_without_audits_nobody_is_surely_accurate():
    """Jeffreys' prior alone."""
    found = checked(audits(("other", 0, True)), days=7)

    assert stats.beta(0.5, 0.5).sf(0.95) == pytest.approx(found["p_target"].item())
    assert not found["held"].item()


def test_over_sampled_labels_do_not_count_for_more():
    """Nine in ten hard labels are audited and one in ten easy ones: 1 wrong of 9 hard is a hundredth."""
    rows = audits(*[("new", 1, n > 0) for n in range(9)], *[("new", 2, True) for _ in range(10)])
    rows["incl_prob"] = [0.9] * 9 + [0.1] * 10
    found = checked(rows, days=7)

    assert 1 - (1 / 0.9) / (10 + 100) == pytest.approx(found["share"].item())
    assert (10 + 100) ** 2 / (9 / 0.81 + 10 / 0.01) == pytest.approx(found["n_eff"].item())


def test_a_decision_audited_twice_counts_once():
    """Drawn for the month and chosen for the ramp."""
    rows = audits(("new", 1, True), ("new", 2, True))
    again = rows.head(1).assign(design_id="month", incl_prob=0.1)

    assert 2 == checked(pd.concat([rows, again]), days=7)["audited"].item()


def test_pace_is_that_of_the_same_labels_in_tenured_hands():
    """Half of the tenured's queue takes twice as long: who does only that is as quick, not half as quick."""
    rows = work(
        *[("old", at, queue, 10, seconds) for at in WEEKDAYS for queue, seconds in (("q", 30), ("hard", 60))],
        *[("new", at, "hard", 10, 75.0) for at in WEEKDAYS],
    )

    assert [0.8] * 4 == pytest.approx(checked(audits(("new", 0, True)), rows)["pace"].tolist())


def test_the_median_tenured_agent_is_the_yardstick():
    """Of three at 20, 30 and 60 seconds a label, the one at 30: who takes as long has a pace of 1."""
    slow = [
        (who, at, "q", 10, taken) for who, taken in (("a", 20.0), ("b", 30.0), ("c", 60.0)) for at in WEEKDAYS
    ]
    rows = work(*slow, *[("new", at, "q", 10, 30.0) for at in WEEKDAYS])
    seen = evidence(audits(("new", 0, True)), rows, settled("a", "b", "c"), ZONE)

    assert [1.0] * 4 == pytest.approx(checks(joined("new"), seen, RULE)["pace"].tolist())


def test_pace_is_that_of_the_last_five_days_worked():
    """Four days are too few; a free week does not make it older."""
    first = [("new", at, "q", 10, 60.0) for at in range(4)]
    later = [("new", at, "q", 10, 30.0) for at in (7, 8, 15, 16, 17)]
    rows = work(*[row for row in NORMAL if row[0] == "old"], *first, *later)
    found = checked(audits(("new", 0, True)), rows)["pace"].tolist()

    assert [5 * 30 / (3 * 60 + 2 * 30), 1.0, 1.0] == pytest.approx(found[1:])
    assert np.isnan(found[0])


def test_the_error_of_a_pace_is_that_of_its_days():
    """Days of 20, 30 and 40 seconds a label: the linearised error of a ratio of sums."""
    seconds = [20.0, 30.0, 40.0, 30.0, 30.0]
    rows = work(
        *[row for row in NORMAL if row[0] == "old"],
        *[("new", at, "q", 10, taken) for at, taken in enumerate(seconds)],
    )
    found = checked(audits(("new", 0, True)), rows, days=7)
    expected, active = np.full(5, 300.0), np.array(seconds) * 10
    pace = expected.sum() / active.sum()
    residuals = expected - pace * active

    assert pace == pytest.approx(found["pace"].item())
    assert np.sqrt(5 / 4 * (residuals**2).sum()) / active.sum() == pytest.approx(found["pace_se"].item())


def test_it_counts_from_the_second_check_in_a_row():
    """Accurate from the first week on, the pace is short in the third: met in the second, and not after."""
    slow = [(who, at, "q", 10, 40.0 if who == "new" and 14 <= at < 21 else 30.0) for who, at, *_ in NORMAL]
    rows = audits(*[("new", at / 10, True) for at in range(60)])
    found = checked(rows, work(*slow))

    assert [True, True, False, True] == found["held"].tolist()
    assert [False, True, False, False] == found["met"].tolist()


def test_a_row_of_checks_ends_with_its_person():
    """The first check of the next person is not the second of the one before."""
    rows = audits(*[(who, at / 10, True) for who in ("a", "b") for at in range(60)])
    labels = work(*NORMAL, *[(who, at, "q", 10, 30.0) for who in ("a", "b") for at in WEEKDAYS])
    seen = evidence(rows, labels, settled("old"), ZONE)

    assert [False, False] == checks(joined("a", "b", days=7), seen, RULE)["met"].tolist()


def test_many_people_at_once_are_as_each_alone():
    """The same checks by a loop over people, days and audits."""
    rng = np.random.default_rng(3)
    people = [f"p{n}" for n in rng.permutation(6)]
    rows = audits(*[(rng.choice(people), at, rng.random() < 0.9) for at in np.sort(rng.uniform(0, 27, 900))])
    rows["incl_prob"] = rng.choice([0.1, 0.3], len(rows))
    seen = evidence(rows, work(*NORMAL), settled("old"), ZONE)
    found = checks(joined(*people), seen, RULE).set_index(["person_id", "day"])

    for person, at in found.index:
        known = seen.audits[(seen.audits["person_id"] == person) & (seen.audits["known"] < day(at))]
        last = known.sort_values("known", kind="stable").tail(60)
        assert len(last) == found.loc[(person, at), "audited"]
        assert last["right"].sum() / last["weight"].sum() == pytest.approx(found.loc[(person, at), "share"])


@pytest.mark.parametrize(
    ("labels", "why"),
    [
        (work(("new", 1, "q", 0, 1.0)), "no label was timed"),
        (work(("new", 1, "q", 5, 30.0)), "nobody is tenured, so no pace is known"),
    ],
)
def test_without_a_yardstick_it_says_so(labels, why):
    """No timed label, or no tenured agent: there is no pace, and nobody is proficient."""
    seen = evidence(audits(("new", 1, True)), labels, settled("old"), ZONE)

    assert why == seen.why
    assert [False] * 4 == checks(joined("new"), seen, RULE)["held"].tolist()


def test_no_audits_at_all_are_no_error():
    """An empty table."""
    seen = evidence(audits(), work(*NORMAL), settled("old"), ZONE)

    assert [0] == checks(joined("new", days=7), seen, RULE)["audited"].tolist()
    assert isinstance(seen, JoinerEvidence)
