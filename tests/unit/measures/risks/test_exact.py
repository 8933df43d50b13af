"""Rules that are exact: procedures read, critical errors counted, actions that did not work."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from labelqa.measures.risks.correctives import not_working
from labelqa.measures.risks.procedures import unread_procedures
from labelqa.measures.risks.rare import critical_cluster


def read(calm, *, without: tuple[str, ...] = (), late: tuple[str, ...] = ()) -> object:
    """Everybody acknowledged both procedures in April, but for those named."""
    people = calm.frames["people"]["person_id"]
    rows = [(person, family) for person in people if person not in without for family in ("ads", "shop")]
    table = pd.DataFrame(rows, columns=["person_id", "sop_family"])
    at = np.where(table["person_id"].isin(late), pd.Timestamp(2026, 10, 11), pd.Timestamp(2026, 4, 1))
    table = table.assign(sop_version="v1", acknowledged_at=at, quiz_right=9, quiz_asked=10)
    return calm.with_table("sop_acknowledgements", table)


def test_labels_made_before_reading_break_the_rule(calm):
    """By site: three of twelve agents never read, or only after ten days."""
    found = {
        case.entity.id: case
        for case in unread_procedures(read(calm, without=("p00", "p03", "p06"), late=("p01",)).material())
    }

    assert (1.0, 1.0, 0.0) == tuple(found[site].posterior for site in ("yog", "smg", "bth"))
    assert (3 / 12, 9 / 27 / 12) == pytest.approx(
        (found["yog"].estimate.value, found["smg"].estimate.value), abs=0.02
    )
    labels = calm.material().month("label_days").query("person_id in ['p00', 'p03', 'p06']")["labels"].sum()
    assert labels == found["yog"].affected.value
    assert {"p00", "p03", "p06"} == set(found["yog"].evidence().ids)


def test_a_few_labels_too_early_are_within_the_margin(calm):
    """One in fifty."""
    late = read(calm, late=("p00",)).changed(
        "sop_acknowledgements",
        acknowledged_at=lambda rows: rows["acknowledged_at"].clip(upper=pd.Timestamp(2026, 10, 3)),
    )
    found = {case.entity.id: case for case in unread_procedures(late.material())}

    assert 0 < found["yog"].estimate.value < 0.02
    assert 0.0 == found["yog"].posterior


def critical(calm, often: int, **kind: str):
    """Every fifth error is critical, and in October so manieth."""
    more = calm.erring(lambda rows: rows["verdict"] == "correct", 0.1)
    audits = more.frames["audited_labels"]
    wrong = audits["verdict"] == "incorrect"
    rank = wrong.cumsum()
    october = audits["local_date"] >= "2026-10-01"
    hit = wrong & (rank % np.where(october, often, 8) == 0)
    return more.changed(
        "audited_labels",
        critical_class=lambda rows: pd.Series(np.where(hit, kind.get("kind", "user"), "none"), rows.index),
    )


@pytest.mark.parametrize(("often", "found"), [(1, True), (8, False)])
def test_more_critical_errors_than_before_are_found(calm, often, found):
    """Eight times as many, or as many as ever."""
    (case,) = critical_cluster(critical(calm, often).material())

    assert found == (case.p < 1e-6)
    assert (8.0 if found else 1.0) == pytest.approx(case.estimate.value, rel=0.5)
    assert case.estimate.low <= case.estimate.value <= case.estimate.high


def test_a_harm_to_compliance_is_the_gravest(calm):
    """Whatever the number."""
    cases = [
        next(iter(critical_cluster(critical(calm, 1, kind=kind).material())))
        for kind in ("user", "compliance")
    ]

    assert [False, True] == [case.critical for case in cases]


def test_more_audits_are_no_more_errors(calm):
    """October audited twice: twice the errors at the same rate."""
    scene = critical(calm, 8)
    audits = scene.frames["audited_labels"]
    again = audits[audits["local_date"] >= "2026-10-01"].assign(audit_id=lambda rows: rows["audit_id"] + "b")
    (case,) = critical_cluster(scene.with_table("audited_labels", pd.concat([audits, again])).material())

    assert 1.0 == pytest.approx(case.estimate.value, rel=0.4)
    assert case.p > 0.1


def coached(calm, *, until: str, expected: float = 4.0):
    """A team wrong in one of five audits from June until a day, coached from 24 August to 14 September."""
    team = ["p00", "p06", "p12", "p18", "p24", "p30"]
    bad = calm.erring(
        lambda r: r["person_id"].isin(team) & (r["local_date"] >= "2026-06-01") & (r["local_date"] < until),
        0.2,
    )
    row = {
        "action_id": "A1",
        "market_id": "ID",
        "opened_at": pd.Timestamp(2026, 8, 24),
        "closed_at": pd.Timestamp(2026, 9, 14),
        "risk_id": None,
        "scope_type": "team",
        "scope_id": "yog-0",
        "type": "coach_team",
        "status": "done",
        "expected_effect_pp": expected,
        "verify_metric": "accuracy",
        "verify_days": 28,
    }
    return bad.with_table("actions", pd.DataFrame([row]))


def test_an_action_that_raised_nothing_is_told(calm):
    """Still one in five: the interval holds 0 and leaves out the four points expected."""
    (case,) = not_working(coached(calm, until="2026-11-01", expected=15.0).material())

    assert (1.0, "action_team", "yog-0+A1") == (case.posterior, case.entity.type, case.entity.id)
    assert case.estimate.low < 0 < case.estimate.high < 0.15
    assert not case.watched
    assert case.parts()["accuracy"].value < 0.9
    assert case.wrong.value > 0


def test_an_action_that_worked_is_no_risk(calm):
    """One in five until it was done, as the others since."""
    (case,) = not_working(coached(calm, until="2026-09-14").material())

    assert 0.0 == case.posterior
    assert case.estimate.low > 0


def test_an_action_that_may_have_worked_is_watched(calm):
    """The interval holds 0 and the one point expected."""
    (case,) = not_working(coached(calm, until="2026-11-01", expected=1.0).material())

    assert (1.0, True) == (case.posterior, case.watched)


def test_an_action_whose_window_is_not_over_is_not_judged(calm):
    """Closed in the middle of October, with four weeks to go."""
    scene = coached(calm, until="2026-11-01").changed(
        "actions", closed_at=lambda rows: pd.Timestamp(2026, 10, 12)
    )

    assert [] == [*not_working(scene.material())]
