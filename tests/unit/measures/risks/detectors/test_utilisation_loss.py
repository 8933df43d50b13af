"""Handling time that a site lost, and to what."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from labelqa.measures.risks.detectors.utilisation_loss import utilisation_loss

STATES = {"handling": 0.7, "waiting": 0.1, "meeting": 0.1, "system_down": 0.02, "leave": 0.08}
WEEKS = ("2026-10-12", "2026-10-25")


@pytest.fixture(scope="module")
def timed(calm):
    """Eight paid hours a day in five states."""
    rng = np.random.default_rng(9)
    days = calm.frames["label_days"][["local_date", "person_id", "site_id", "vendor_id"]].drop_duplicates()
    parts = [
        days.assign(
            state=state, paid=True, seconds=(28_800 * share * rng.uniform(0.9, 1.1, len(days))).round()
        )
        for state, share in STATES.items()
    ]
    return calm.with_table("time_days", pd.concat(parts, ignore_index=True))


def down(timed, share: float):
    """In two weeks of October one site loses a share of its handling to failures."""
    rows = timed.frames["time_days"]
    hit = (rows["site_id"] == "smg") & rows["local_date"].between(*WEEKS)
    seconds = rows["seconds"].mask(hit & (rows["state"] == "handling"), rows["seconds"] * (1 - share))
    lost = 28_800 * 0.7 * share
    seconds = seconds.mask(hit & (rows["state"] == "system_down"), rows["seconds"] + lost)
    return timed.with_table("time_days", rows.assign(seconds=seconds))


def sites(scene) -> dict[str, object]:
    """Cases by site."""
    return {case.entity.id: case for case in utilisation_loss(scene.data())}


def test_lost_handling_time_is_found_and_laid_to_its_state(timed):
    """A fifth of it, to a system that was down: 14 points of utilisation."""
    found = sites(down(timed, 0.2))
    case = found["smg"]

    assert case.p < 1e-6
    assert min(found["yog"].p, found["bth"].p) > 0.1
    assert "system_down" == case.cause
    assert -0.14 == pytest.approx(case.estimate.value, abs=0.01)
    assert case.parts()["weeks"].value < case.parts()["before"].low


def test_labels_not_made_are_those_of_the_hours_lost(timed):
    """14 points of two weeks' paid hours at the site's labels an hour of handling."""
    scene = down(timed, 0.2)
    case = sites(scene)["smg"]
    month = scene.data().month("label_days")
    labels = month[month["site_id"] == "smg"]["labels"].sum()
    weeks = 12 / 27  # working days of the two weeks among those of the month

    assert labels * weeks * 0.2 == pytest.approx(case.affected.value, rel=0.15)
    assert case.affected.value / 10 == pytest.approx(case.wrong.value)


def test_less_than_a_point_is_nobodys_concern(timed):
    """However steady a site was."""
    assert sites(down(timed, 0.01))["smg"].p > 0.05


def test_known_incidents_of_the_weeks_are_its_evidence(timed):
    """Of the site, or of all; not of another, and not of another time."""
    rows = [
        ("E1", "smg", "2026-10-13"),
        ("E2", None, "2026-10-20"),
        ("E3", "yog", "2026-10-13"),
        ("E4", "smg", "2026-09-01"),
    ]
    incidents = pd.DataFrame(rows, columns=["incident_id", "site_id", "started_at"])
    scene = down(timed, 0.2).with_table(
        "incidents", incidents.assign(started_at=pd.to_datetime(incidents["started_at"]))
    )

    assert ("E1", "E2") == sites(scene)["smg"].evidence().ids


def test_fewer_than_twelve_weeks_are_no_baseline(timed):
    """There is no chart."""
    rows = timed.frames["time_days"]

    assert {} == sites(timed.with_table("time_days", rows[rows["local_date"] >= "2026-07-20"]))
