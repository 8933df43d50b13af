"""The report on public data prints what others computed; what the data lack is missing, not invented."""

from __future__ import annotations

import json

import pandas as pd
import pytest
from scipy import stats

PRINTED = 5e-7  # the reference values have six decimals
TIMES = "%m/%d/%Y %H:%M:%S"


@pytest.fixture(scope="module")
def reference(shared):
    """The reference values by data set."""
    text = (shared / "reference" / "real_data_values.json").read_text(encoding="utf-8")
    return json.loads(text)["sets"]


@pytest.fixture(scope="module")
def zencrowd(public, labelqa):
    """The runs of both ZenCrowd markets."""
    return {
        m: labelqa(public("zencrowd"), "run", "market_report", "-m", m, "-p", "2012-01", "-e", "internal")
        for m in ("US", "IN")
    }


@pytest.fixture(scope="module")
def exports(shared) -> pd.DataFrame:
    """The rows of the mapped full reports, read without labelqa."""
    folder = shared / "data" / "crowdtruth_core"
    paths = [*folder.glob("person-video-*.csv"), *folder.glob("event-text-*.csv"), *folder.glob("relex*.csv")]
    columns = ["_worker_id", "_country", "_started_at", "_created_at"]
    rows = pd.concat(pd.read_csv(path, usecols=columns, keep_default_na=False) for path in paths)
    ended = pd.to_datetime(rows["_created_at"], format=TIMES)
    took = ended - pd.to_datetime(rows["_started_at"], format=TIMES)
    return rows.assign(month=ended.dt.strftime("%Y-%m"), seconds=took.dt.total_seconds())


@pytest.mark.parametrize("market", ["US", "IN"])
def test_gold_accuracy_is_printed_with_the_interval_of_the_reference(zencrowd, reference, market):
    """
    Value, n and the interval clustered by worker, with Student's quantile where the reference has the normal
    one; beside it the one that takes answers as independent.
    """
    expected = reference["act_ZenCrowd"]["gold"]["by_market"][market]
    ran = zencrowd[market]
    assert ran.code == 0, ran.said

    clustered = ran.figure("accuracy.gold.overall")
    by_rows = ran.figure("accuracy.gold.rows.overall")

    assert expected["n"] == clustered["n"] == by_rows["n"]
    assert expected["accuracy"] == pytest.approx(clustered["value"], abs=PRINTED)
    half = expected["cluster_se"] * stats.t.ppf(0.975, expected["raters"] - 1)
    ends = [expected["accuracy"] - half, expected["accuracy"] + half]
    assert ends == pytest.approx([clustered["low"], clustered["high"]], abs=3 * PRINTED)
    assert expected["wilson95"] == pytest.approx([by_rows["low"], by_rows["high"]], abs=PRINTED)


@pytest.mark.parametrize("market", ["US", "IN"])
def test_handling_time_is_printed_as_in_the_reference(zencrowd, reference, market):
    """The median in seconds: 14 and 28."""
    expected = reference["act_ZenCrowd"]["time"]["by_market"][market]
    median = zencrowd[market].figure("time.per_item.median")

    assert expected["median"] == median["value"]
    assert expected["n"] == median["n"]


def test_the_page_prints_the_figures_and_says_what_was_not_observed(zencrowd, reference):
    """Accuracy to a tenth of a percent, n with its comma, and the constant time by name."""
    text = zencrowd["US"].pdf_text()

    assert "77.0" in text
    assert "12,190" in text
    assert "labels.submitted_at" in text


def test_workers_below_the_target_are_those_sure_to_be_with_the_answers_it_rests_on(zencrowd, shared):
    """By their observed share 30 of 74 are below three quarters, by their posterior 15 of these."""
    columns = ["worker", "item", "label", "gold", "seconds"]
    answers = pd.read_csv(shared / "data/active_crowd_toolkit/ZenCrowd_us.csv", names=columns)
    right = (answers["label"] == answers["gold"]).groupby(answers["worker"]).agg(["mean", "size"])
    naive = right.index[right["mean"] < 0.75]
    people = [f for f in zencrowd["US"].summary["figures"] if f["name"] == "agents.accuracy.by_person"]
    below = {f["by"]["person"]: f["n"] for f in people if f["verdict"] == "missed"}

    assert right["size"].to_dict() == {f["by"]["person"]: f["n"] for f in people}
    assert (74, 30, 15) == (len(people), len(naive), len(below))
    assert set(below) < set(naive)
    assert right.loc[[*(set(naive) - set(below))], "size"].median() < min(below.values())
    assert "15 of 74 agents are below the target" in zencrowd["US"].pdf_text()
    assert (
        "would name 30 of 74 agents as below 75.0%; with enough certainty it is 15."
        in zencrowd["US"].pdf_text()
    )


def test_what_public_data_lack_is_off_with_its_reason(zencrowd):
    """No audits, no shifts, no requests: sections are off, figures absent, no target judged but on gold."""
    summary = zencrowd["US"].summary
    off = {section["name"]: section["why"] for section in summary["sections"] if not section["shown"]}

    assert {"accuracy", "trend", "time", "requests"} <= set(off)
    assert all(off.values())
    judged = {figure["name"] for figure in summary["figures"] if figure["verdict"] != "none"}
    assert {"accuracy.gold.overall", "accuracy.gold.by_queue", "agents.accuracy.by_person"} == judged
    assert [] == [f["name"] for f in summary["figures"] if f["name"].startswith("accuracy.audit.") and f["n"]]


@pytest.mark.parametrize(("market", "month"), [("AUS", "2018-08"), ("USA", "2018-09"), ("NA", "2016-03")])
def test_full_reports_print_volume_raters_and_seconds_per_item(public, labelqa, exports, market, month):
    """As read from the exports without labelqa, also for the market whose name is NA."""
    rows = exports[(exports["_country"] == market) & (exports["month"] == month)]
    ran = labelqa(public("fullreports"), "run", "market_report", "-m", market, "-p", month, "-e", "internal")
    assert ran.code == 0, ran.said

    median = ran.figure("time.per_item.median")

    assert len(rows) == ran.figure("volume.labels.overall")["value"]
    assert rows["_worker_id"].nunique() == ran.figure("volume.people.overall")["value"]
    assert (len(rows), rows["seconds"].median()) == (median["n"], median["value"])
    assert f"{len(rows):,} labels" in ran.pdf_text()


def test_the_exports_read_here_are_those_of_the_reference(exports, reference):
    """The check above rests on the same rows as the reference values."""
    dated = exports[exports["_country"] != "NA"]
    by_month = dated.groupby(["month", "_country"]).size()

    assert reference["ctcore_all_time"]["calendar"]["labels_by_month_market"] == {
        month: by_month[month].to_dict() for month in by_month.index.levels[0] if month in by_month
    }
