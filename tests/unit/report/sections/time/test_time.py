"""Plans, output and handling times as the project defines them."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from labelqa.measures import adherence, handling
from labelqa.report import open_report

KEEPS = {"work": ["handling", "waiting"]}
DEFINITIONS = {
    "planned_states": KEEPS,
    "planned_away": ["leave"],
    "worked": ["handling", "waiting"],
    "shrinkage_internal": ["break", "training", "meeting", "system_down"],
    "shrinkage_external": ["leave", "absence"],
}


@pytest.fixture(scope="module")
def planned(fabricated):
    """The market with a plan of eight hours a day, and its handling times by person."""
    time = fabricated.frames["time_days"].drop(columns="paid")
    plan = np.where(time["state"] == "leave", "leave", np.where(time["state"] == "break", None, "work"))
    days = time.assign(planned_state=plan)
    people = fabricated.frames["label_days"].assign(
        bin_ms=lambda d: np.where(d["person_id"] < "p020", 8000, 27_000)
    )
    keys = ["local_date", "person_id", "vendor_id", "site_id", "queue_id", "bin_ms"]
    bins = people.groupby(keys, as_index=False)["timed"].sum()
    wide = fabricated.with_rows("adherence_days", days).with_rows("handling_people", bins)
    histogram = bins.groupby([key for key in keys if key != "person_id"], as_index=False)["timed"].sum()
    return wide.with_rows(
        "handling_days", histogram.assign(active_ms=histogram["timed"] * histogram["bin_ms"])
    )


@pytest.fixture(scope="module")
def extract(planned, tmp_path_factory):
    """Its sealed extract."""
    return planned.write(tmp_path_factory.mktemp("planned") / "whole", definitions=DEFINITIONS)


def test_adherence_and_conformance_follow_the_project_s_definitions(planned, report):
    """Of the period's rows, by site too."""
    days = planned.frames["adherence_days"]
    days = days[days["local_date"] >= dt.date(2026, 10, 1)]

    assert adherence.adherence(days, KEEPS, ["leave"]).only() == report.time.adherence().only()
    assert adherence.conformance(days, KEEPS, KEEPS["work"]).only() == report.time.conformance().only()
    assert 5 == len(report.time.adherence(by="site"))
    assert 26 == len(report.time.conformance(by="week"))


def test_handling_times_know_people_where_the_extract_does(planned, report):
    """Overall and by week; nothing is flagged."""
    bins, people = (planned.frames[name] for name in ("handling_days", "handling_people"))
    bins, people = (rows[rows["local_date"] >= dt.date(2026, 10, 1)] for rows in (bins, people))

    assert handling.handling_time(bins, 0.5, people=people).only() == report.time.handling_time().only()
    assert (
        handling.trimmed_handling_time(bins, people=people).only()
        == report.time.trimmed_handling_time().only()
    )
    assert {()} == {estimate.flags for _, estimate in report.time.handling_time_p90(by="week")}


def test_an_extract_of_before_takes_labels_as_independent(planned, tmp_path, shown):
    """Its quantiles are flagged, and there is no trimmed mean."""
    report = open_report(planned.without("handling_people").write(tmp_path / "x"), show=shown.append)

    assert ("interval takes labels as independent",) == report.time.handling_time().only().flags
    assert "table handling_people is missing: not in sources.yml" == report.time.trimmed_handling_time().why


@pytest.mark.parametrize(
    ("tables", "missing", "why"),
    [
        (("schedules",), {}, "table schedules is missing: not in sources.yml"),
        ((), {"time": "not in sources.yml"}, "table time is missing: not in sources.yml"),
    ],
)
def test_without_a_plan_or_time_adherence_says_why(planned, tmp_path, shown, tables, missing, why):
    """The table that is lacking is named."""
    bare = planned.without("adherence_days", *tables)
    if not tables:
        bare = bare.with_rows("schedules", pd.DataFrame({"person_id": ["p1"]}))
    report = open_report(bare.write(tmp_path / "x", missing={**bare.missing, **missing}), show=shown.append)

    assert why == report.time.adherence().why


def test_the_parts_of_shrinkage_sum_to_it(report):
    """Inside and outside the operation."""
    parts = (report.time.internal_shrinkage(), report.time.external_shrinkage())

    assert report.time.shrinkage().only().value == pytest.approx(sum(part.only().value for part in parts))
