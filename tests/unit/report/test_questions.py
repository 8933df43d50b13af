"""Questions cut the right rows: the period, the drawn audits, the delivered labels."""

from __future__ import annotations

import datetime as dt
from operator import attrgetter

import pandas as pd
import pytest

from labelqa.components import ANY_COMPONENT, MIME
from labelqa.estimates import Unit
from labelqa.measures import accuracy
from labelqa.report import open_report


def in_october(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of the period."""
    return frame[frame["local_date"] >= dt.date(2026, 10, 1)]


def test_accuracy_is_the_measure_on_the_period_s_audits(report, fabricated):
    """Nothing is added to it and nothing left out."""
    audits = in_october(fabricated.frames["audited_labels"])

    assert accuracy.by_design(audits).only() == report.accuracy().only()


def test_targeted_audits_do_not_enter_the_estimate(fabricated, tmp_path, shown):
    """A judgemental design beside the drawn one changes nothing."""
    audits = fabricated.frames["audited_labels"]
    suspects = audits.tail(400).assign(design_id="suspects", verdict="incorrect")
    designs = fabricated.frames["sample_designs"]
    judgemental = designs.assign(design_id="suspects", purpose="targeted", is_probability=False)
    mixed = fabricated.with_rows("audited_labels", pd.concat([audits, suspects]))
    mixed = mixed.with_rows("sample_designs", pd.concat([designs, judgemental]))
    report = open_report(mixed.write(tmp_path / "x"), show=shown.append)

    assert accuracy.by_design(in_october(audits)).only().value == report.accuracy().only().value


def test_only_targeted_audits_are_no_estimate(fabricated, tmp_path, shown):
    """The reason says so."""
    designs = fabricated.frames["sample_designs"].assign(is_probability=False)
    report = open_report(
        fabricated.with_rows("sample_designs", designs).write(tmp_path / "x"), show=shown.append
    )

    assert ("no audit was drawn at random",) == report.accuracy().only().flags


def test_weeks_are_of_the_whole_window_and_months_of_their_own(report):
    """By week the history, otherwise the period; the period before has its own figure."""
    assert 26 == len(report.accuracy(by="week"))
    assert report.accuracy().only().n + report.accuracy(span="previous").only().n < sum(
        estimate.n for _, estimate in report.accuracy(by="week")
    )
    assert report.accuracy(span="previous").only().value > report.accuracy().only().value


def test_a_change_is_this_period_less_the_one_before(report):
    """In points, with an interval of its own."""
    change = report.executive.change(report.accuracy)
    now, before = report.accuracy().only(), report.accuracy(span="previous").only()

    assert Unit.POINTS is change.unit
    assert pytest.approx(now.value - before.value) == change.value


def test_wrong_labels_count_no_gold_and_no_skips(fabricated, tmp_path, shown):
    """What is delivered is what is neither."""
    days = fabricated.frames["label_days"].assign(skipped=1)
    gold = days.assign(is_gold=True, skipped=0, labels=1000)
    mixed = fabricated.with_rows("label_days", pd.concat([days, gold]))
    report = open_report(mixed.write(tmp_path / "x"), show=shown.append)
    delivered = int((in_october(days)["labels"] - 1).sum())

    assert (
        pytest.approx(delivered * (1 - report.accuracy().only().value))
        == report.accuracy.wrong_labels().only().value
    )


def test_what_was_removed_is_not_delivered(fabricated, tmp_path, shown):
    """A label that is open, superseded or tainted was given, but nobody has it."""
    days = fabricated.frames["label_days"].assign(removed=1)
    report = open_report(fabricated.with_rows("label_days", days).write(tmp_path / "x"), show=shown.append)

    assert int((in_october(days)["labels"] - 1).sum()) == report.volume.labels().only().value


def test_gold_with_what_was_removed_stands_beside_gold_without(fabricated, tmp_path, shown):
    """Accuracy is of the answers that stand; the notes say what it would be of all that are not tainted."""
    gold = fabricated.frames["gold_answers"]
    worse = in_october(gold).head(60).assign(correct=[n % 2 == 0 for n in range(60)])
    removed = worse.assign(status="superseded", is_tainted=[n < 40 for n in range(60)])
    made = fabricated.with_rows("removed_answers", removed)
    report = open_report(made.write(tmp_path / "x"), show=shown.append)
    standing, untainted, given = report.accuracy.on_gold(), *report.accuracy.on_gold_with_removed()

    report.executive.data_notes()

    (notes,) = (ANY_COMPONENT.validate_python(bundle[MIME]) for bundle in shown)
    right, n = in_october(gold)["correct"].sum(), len(in_october(gold))
    assert [(right / n, n), ((right + 10) / (n + 20), n + 20), ((right + 30) / (n + 60), n + 60)] == [
        (each.only().value, each.only().n) for each in (standing, untainted, given)
    ]
    told = dict(notes.rows)["Gold answers removed"]
    assert told.startswith("60; right are ")
    assert [f"of {count:,} answers" in told for count in (n, n + 20, n + 60)] == [True] * 3
    assert {"accuracy.gold.untainted.overall", "accuracy.gold.given.overall"} <= {
        f.name for f in notes.figures
    }


def test_a_vendor_reads_nothing_of_removed_gold(fabricated, tmp_path, shown):
    """Two accuracies a few answers apart would tell how those were."""
    gold = fabricated.frames["gold_answers"]
    removed = in_october(gold).head(60).assign(status="superseded", is_tainted=False)
    made = fabricated.with_rows("removed_answers", removed)
    report = open_report(made.write(tmp_path / "x", vendor="v"), show=shown.append)

    report.executive.data_notes()

    (notes,) = (ANY_COMPONENT.validate_python(bundle[MIME]) for bundle in shown)
    assert "Gold answers removed" not in dict(notes.rows)
    assert report.accuracy.on_gold_with_removed() == ()


def test_weekly_counts_leave_out_a_week_that_is_cut_off(report):
    """The window ends on a Saturday: a short week would look like fewer wrong labels."""
    assert 25 == len(report.accuracy.wrong_labels(by="week"))
    assert 26 == len(report.accuracy(by="week"))


def test_requests_are_due_in_the_market_s_own_days(fabricated, tmp_path, shown):
    """Half past midnight in Jakarta on 1 October is still September in UTC."""
    requests = (
        fabricated.frames["requests"]
        .head(1)
        .assign(due_at=pd.Timestamp("2026-09-30T17:30Z"), delivered_at=pd.Timestamp("2026-09-30T17:00Z"))
    )
    report = open_report(fabricated.with_rows("requests", requests).write(tmp_path / "x"), show=shown.append)

    assert (1, 1.0) == (report.requests.on_time().only().n, report.requests.on_time().only().value)
    assert 0 == report.requests.on_time(span="previous").only().n


def test_agents_are_judged_by_audits_and_without_them_by_gold(fabricated, tmp_path, shown, report):
    """And held against the target of what they are judged by."""
    on_gold = open_report(fabricated.without("audits").write(tmp_path / "x"), show=shown.append)

    assert ("audits", 0.95) == (report.agents.counted(), report.agents.target().value)
    assert ("answers to gold items", None) == (on_gold.agents.counted(), on_gold.agents.target())
    assert on_gold.agents().rows["p_below"].isna().all()


def test_parts_of_paid_time_are_all_of_it(report):
    """Handling, waiting, internal and external shrinkage of a site sum to one."""
    parts = report.time.parts("site")
    sums = pd.concat([part.rows.set_index("site_id")["value"] for _, part in parts], axis=1).sum(axis=1)

    assert pytest.approx(1.0) == sums.to_numpy()


def test_procedure_changes_are_those_of_this_market_s_queues(report):
    """The version from before the window and other families' are not marked."""
    assert [(dt.date(2026, 9, 14), "sop-ads 4.2")] == report.volume.sop_changes()


@pytest.mark.parametrize("ask", ["accuracy", "volume.labels", "time.utilisation", "accuracy.wrong_labels"])
def test_two_dimensions_split_into_their_pairs(report, ask):
    """What each site makes of all vendors' work is its own vendor's."""
    question = attrgetter(ask)(report)
    pairs, sites = question(by=("vendor", "site")), question(by="site")

    assert ("vendor_id", "site_id") == pairs.by
    expected = sites.rows.set_index("site_id")["value"].sort_index()
    found = pairs.rows.set_index("site_id")["value"].sort_index()
    pd.testing.assert_series_equal(expected, found)


def test_weeks_of_sites_are_asked_of_the_window(report):
    """As weeks alone are."""
    weeks, pairs = report.accuracy(by="week"), report.accuracy(by=("week", "site"))

    assert set(weeks.rows["week"]) == set(pairs.rows["week"])
