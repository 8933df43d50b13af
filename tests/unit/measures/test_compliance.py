"""Rules are kept or not: each is counted, with its date by the market's own days."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from labelqa.measures import compliance

ZONE = "Asia/Singapore"
OCTOBER, NOVEMBER = dt.date(2026, 10, 1), dt.date(2026, 11, 1)
FAMILIES = {"ads": "sop-ads", "shop": "sop-shop"}


def worked(*rows: tuple[str, str, str | None, dt.date, int]) -> pd.DataFrame:
    """Daily counts: (person, queue, SOP version, day, labels)."""
    frame = pd.DataFrame(rows, columns=["person_id", "queue_id", "sop_version", "local_date", "labels"])
    site = frame["person_id"].map({"a": "mnl1", "b": "mnl1", "c": "sgn1"})
    return frame.assign(site_id=site, vendor_id="nw", is_gold=False)


def read(*rows: tuple[str, str, str, str | None, int | None]) -> pd.DataFrame:
    """Acknowledgements: (person, family, version, instant in UTC, right answers of ten)."""
    names = ["person_id", "sop_family", "sop_version", "acknowledged_at", "quiz_right"]
    frame = pd.DataFrame(rows, columns=names)
    return frame.assign(
        acknowledged_at=pd.to_datetime(frame["acknowledged_at"]),
        quiz_asked=frame["quiz_right"].where(frame["quiz_right"].isna(), 10),
    )


SEPTEMBER = dt.date(2026, 9, 14)
LABELS = worked(
    ("a", "ads", "v2", SEPTEMBER, 40),
    ("a", "ads", "v2", dt.date(2026, 10, 5), 30),
    ("a", "shop", "v1", dt.date(2026, 10, 5), 10),
    ("b", "ads", "v2", dt.date(2026, 10, 6), 20),
    ("b", "ads", "v2", dt.date(2026, 10, 7), 20),
    ("c", "ads", "v2", dt.date(2026, 10, 8), 50),
    ("c", "ads", "v1", SEPTEMBER, 50),
    ("c", "other", "v9", dt.date(2026, 10, 8), 50),
    ("c", "ads", None, dt.date(2026, 10, 8), 50),
)
READ = read(
    ("a", "sop-ads", "v2", "2026-09-13 17:00", 9),  # the 14th in Singapore
    ("a", "sop-shop", "v1", "2026-10-05 16:30", 10),  # the 6th: a day late
    ("b", "sop-ads", "v2", "2026-10-06 20:00", None),  # the 7th, no quiz
    ("c", "sop-ads", "v2", None, 1),
)


def owed(grace: int = 0) -> pd.DataFrame:
    """The obligations of October."""
    return compliance.obligations(LABELS, READ, FAMILIES, ZONE, OCTOBER, grace=grace)


def test_an_sop_must_be_read_by_the_day_of_the_first_label_on_it():
    """a read v2 on the day and v1 of the other a day late, b a day late, c never; v1 is no longer owed."""
    found = owed().set_index(["person_id", "sop_family"])

    assert {
        ("a", "sop-ads"): True,
        ("a", "sop-shop"): False,
        ("b", "sop-ads"): False,
        ("c", "sop-ads"): False,
    } == found["on_time"].to_dict()
    assert pd.Timestamp(SEPTEMBER) == found["first"]["a", "sop-ads"]
    assert found["acknowledged"].isna()["c", "sop-ads"]


def test_grace_is_counted_in_days():
    """With one, only who never read it is late."""
    assert ["c"] == owed(1).query("not on_time")["person_id"].tolist()


def test_acknowledgements_count_people_for_their_interval():
    """One of four; the interval of one in four of three people."""
    found = compliance.acknowledged(owed()).only()

    assert (0.25, 4, 3.0) == (found.value, found.n, found.n_eff)
    assert (0.0368, 0.7439) == pytest.approx((found.low, found.high), abs=1e-4)
    assert {"mnl1": (1 / 3, 3), "sgn1": (0.0, 1)} == {
        keys["site_id"]: (e.value, e.n) for keys, e in compliance.acknowledged(owed(), ("site_id",))
    }


def test_labels_on_unread_versions_are_counted_up_to_the_day_of_reading():
    """a's 10 and b's 20 on the day before, all 50 of c; of 130 in October."""
    found = compliance.unread(owed()).only()

    assert (80 / 130, 130, "count") == (found.value, found.n, found.method)


def test_the_quiz_is_scored_by_answers():
    """19 of 20 of a; b took none, and c's row has no acknowledgement; one person alone is not shown."""
    assert not compliance.quiz_score(owed()).only().exists
    both = pd.concat([READ, read(("b", "sop-ads", "v2", "2026-10-06 20:00", 7))]).drop(index=2)
    found = compliance.quiz_score(compliance.obligations(LABELS, both, FAMILIES, ZONE, OCTOBER)).only()

    assert (26 / 30, 30, 2.0) == (found.value, found.n, found.n_eff)


def test_labels_without_a_version_owe_nothing():
    """The reason is said."""
    none = compliance.obligations(LABELS[8:], READ, FAMILIES, ZONE, OCTOBER)

    assert "no label names its SOP version" == compliance.acknowledged(none).why
    assert "no label names its SOP version" == compliance.unread(none).why
    assert "no quiz was taken" == compliance.quiz_score(none).why


PEOPLE = pd.DataFrame(
    [
        ("a", dt.date(2026, 10, 5)),
        ("b", dt.date(2026, 10, 5)),
        ("c", dt.date(2026, 10, 31)),
        ("old", SEPTEMBER),
    ],
    columns=["person_id", "production_start"],
).assign(site_id="mnl1", vendor_id="nw")
TRAINING = pd.DataFrame(
    [
        ("a", "basics", "2026-10-01 02:00", False),
        ("a", "basics", "2026-10-02 02:00", True),
        ("a", "tool", "2026-10-05 15:00", True),  # still the 5th in Singapore
        ("b", "basics", "2026-10-02 02:00", True),
        ("b", "tool", "2026-10-05 17:00", True),  # the 6th
        ("c", "refresher", "2026-10-02 02:00", True),
    ],
    columns=["person_id", "module_id", "completed_at", "passed"],
).assign(completed_at=lambda rows: pd.to_datetime(rows["completed_at"]))


@pytest.mark.parametrize(
    ("modules", "trained"), [(("basics", "tool"), ["a"]), (("basics",), ["a", "b"]), ((), ["a", "b", "c"])]
)
def test_training_must_be_passed_by_the_day_production_begins(modules, trained):
    """All the modules that are required, or any where none is named; who began earlier is not asked."""
    begun = compliance.joiners(PEOPLE, TRAINING, ZONE, (OCTOBER, NOVEMBER), modules)
    found = compliance.trained(begun).only()

    assert trained == begun["person_id"][begun["trained"]].tolist()
    assert (len(trained) / 3, 3, "count") == (found.value, found.n, found.method)


def test_where_nobody_began_there_is_nothing_to_count():
    """Not all of nobody."""
    begun = compliance.joiners(PEOPLE, TRAINING, ZONE, (NOVEMBER, dt.date(2026, 12, 1)))

    assert "nobody began production" == compliance.trained(begun).why


AUDITS = pd.DataFrame(
    [
        ("e1", "a", "q1", "2026-10-02 15:00", False),
        ("e2", "a", "q1", "2026-10-03 17:00", False),  # the 4th in Singapore
        ("e2", "a", "q2", "2026-10-03 02:00", False),
        ("e3", "b", "b", "2026-10-02 02:00", False),
        ("e4", "b", "q1", "2026-10-02 02:00", True),
    ],
    columns=["label_event_id", "person_id", "qa_person_id", "audited_at", "is_gold"],
).assign(local_date=OCTOBER, site_id="mnl1", audited_at=lambda rows: pd.to_datetime(rows["audited_at"]))


def test_prompt_audits_are_counted_by_calendar_days():
    """Two days after the label is prompt, three are not."""
    found = compliance.prompt_audits(AUDITS, ZONE, 2).only()

    assert (4 / 5, 5, "count") == (found.value, found.n, found.method)
    assert "no audits" == compliance.prompt_audits(AUDITS[:0], ZONE, 2).why


def test_an_audit_of_ones_own_label_is_not_independent():
    """b audited b."""
    assert 4 / 5 == compliance.independent_audits(AUDITS).only().value
    assert "no audits" == compliance.independent_audits(AUDITS[:0]).why


def test_enough_audits_are_counted_by_label_and_person():
    """a has two, one of them audited twice; b one that is not of a gold item; c gave fewer labels."""
    labels = worked(*[(person, "ads", "v2", OCTOBER, n) for person, n in (("a", 9), ("b", 9), ("c", 1))])
    found = compliance.audited_enough(labels, AUDITS, 2).only()

    assert (1 / 2, 2, "count") == (found.value, found.n, found.method)
    assert {"mnl1": 0.5} == {
        keys["site_id"]: e.value for keys, e in compliance.audited_enough(labels, AUDITS, 2, ("site_id",))
    }
    assert 0.0 == compliance.audited_enough(labels, AUDITS, 3).only().value
    assert 0.0 == compliance.audited_enough(labels, AUDITS[:0], 2).only().value
    assert "nobody gave 50 labels" == compliance.audited_enough(labels, AUDITS, 50).why
