"""The numbers behind an exhibit keep their precision and execute nothing."""

from __future__ import annotations

import csv
import io

import numpy as np

from labelqa.estimates import Estimate, Estimates, Target, judge
from labelqa.report.page.records import record, records, sheet

PRECISE = Estimate(0.9471234567, 0.944, 0.95, 19426, 15000.0, "mover-wilson", flags=("design effect 1.8",))


def test_a_figure_of_record_has_full_precision_and_its_verdict():
    """Nothing is rounded, `by` loses the ending _id."""
    verdict = judge(PRECISE, Target(0.9))
    figure = record("accuracy.audit.by_site", PRECISE, verdict, {"site_id": "sin1"})

    assert 0.9471234567 == figure.value
    assert {"site": "sin1"} == figure.by
    assert ("met", 0.9, verdict.probability) == (figure.verdict, figure.target, figure.probability)


def test_a_figure_nobody_can_make_is_on_record_with_its_reason():
    """None and not nan, so that it is JSON."""
    (figure,) = records(Estimates.missing("accuracy.audit", (), "no audits"))

    assert (None, None, 0, ("no audits",)) == (figure.value, figure.low, figure.n, figure.flags)


def test_a_cell_that_a_spreadsheet_would_execute_is_made_text():
    """Names are other people's strings."""
    data = sheet("names", ["=head", "value"], [["=1+1", -3.5], ["@x", float("nan")], ["plain, text", None]])
    rows = list(csv.reader(io.StringIO(data.csv)))

    assert [["'=head", "value"], ["'=1+1", "-3.5"], ["'@x", ""], ["plain, text", ""]] == rows
    assert 3 == data.rows


def test_the_columns_of_numbers_are_known():
    """Ids that look like numbers, truth values and empty columns are none; a gap does not unmake one."""
    rows = [["007", 1, 0.5, True, None, np.int64(3)], ["8", None, float("nan"), False, None, np.float64(0.1)]]

    assert (1, 2, 5) == sheet("x", list("abcdef"), rows).numeric
