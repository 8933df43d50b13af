"""Accuracy put to the test: by second looks at verdicts, and across new versions of procedures."""

from __future__ import annotations

import pandas as pd
import pytest

from labelqa.components import ANY_COMPONENT, MIME
from labelqa.estimates import Outcome
from labelqa.extracts import open_extract
from labelqa.report import Report, open_report

from ...claims import Claims
from ...handed_over import with_reviews


@pytest.fixture(scope="module")
def checked(fabricated, tmp_path_factory):
    """The extract of the market whose verdicts were looked at again."""
    return with_reviews(fabricated).write(tmp_path_factory.mktemp("extract") / "checked")


def components(shown: list[dict]) -> tuple:
    """What was shown, read back."""
    return tuple(ANY_COMPONENT.validate_python(bundle[MIME]) for bundle in shown)


def show_all(report: Report, margin: float = 0.02) -> None:
    """What there is on checks of accuracy."""
    report.tell(report.accuracy.first_pass(), report.accuracy.defects(), report.accuracy.adjusted())
    report.accuracy.adjustment_table()
    report.accuracy.no_worse_since_sop(margin)


def test_second_looks_adjust_accuracy(checked, shown):
    """By both verdicts' mistakes: a (1 - r_p) + (1 - a) r_f."""
    report = open_report(checked, show=shown.append)
    found = report.accuracy.second_looks()
    right, passed, failed = (e.value for e in (found.apparent, found.wrongly_passed, found.wrongly_failed))

    assert report.accuracy().only() == found.apparent
    assert right * (1 - passed) + (1 - right) * failed == pytest.approx(found.adjusted.value)
    assert found.adjusted == report.accuracy.adjusted().only()
    assert 0 < passed < failed < 0.3


def test_without_second_looks_the_table_is_one_line(report, extract, shown):
    """It says why, and the figure is on record without a value."""
    report.accuracy.adjustment_table()
    (line,) = components(shown)

    assert line.paragraphs[0].startswith("Accuracy after second looks: table audit_reviews is missing")
    assert [("accuracy.adjusted.overall", None)] == [(f.name, f.value) for f in line.figures]


def test_accuracy_before_and_since_a_new_version_is_that_of_its_queues(report, fabricated):
    """SOP 4.2 of 14 September holds in Ads policy alone; four weeks on either side."""
    ((version, found),) = report.accuracy.sop_effects(0.02)
    audits = fabricated.frames["audited_labels"]
    day = pd.to_datetime(audits["local_date"])
    near = day.between(pd.Timestamp(2026, 8, 17), pd.Timestamp(2026, 10, 11)) & (audits["queue_id"] == "ads")

    assert ("sop-ads 4.2", ("ads",)) == (version.name, version.queues)
    assert near.sum() == found.before.n + found.after.n
    assert found.after.value < found.before.value


@pytest.mark.parametrize(
    ("margin", "outcome"), [(0.1, Outcome.MET), (0.0, Outcome.MISSED), (0.02, Outcome.UNDECIDED)]
)
def test_the_margin_decides_whether_it_is_worse(report, margin, outcome):
    """A drop of a point and a half is no worse than ten, and worse than none, for sure or not."""
    ((_, found),) = report.accuracy.sop_effects(margin)

    assert outcome is found.verdict.outcome


def test_versions_of_the_window_before_the_quarter_are_left_out(report):
    """SOP 4.2 took effect in the quarter and not in the period."""
    assert 1 == len(report.accuracy.sop_effects(0.02, span="quarter"))
    assert [] == report.accuracy.sop_effects(0.02, span="period")


@pytest.mark.parametrize("margin", [0.1, 0.02])
def test_what_is_said_of_checks_is_borne_out(checked, shown, margin):
    """Results, the table of second looks, and that of new versions."""
    show_all(open_report(checked, show=shown.append), margin)

    assert [] == Claims(components(shown), open_extract(checked)).contradictions()


@pytest.mark.parametrize(
    ("truth", "lie"),
    [
        ("The one new SOP version", "Both new SOP versions"),
        ("is undecided", "cost more than 2.0 pts of accuracy"),
        ("Second looks lower", "Second looks raise"),
        ("Second looks lower accuracy: −7.0", "Second looks lower accuracy: −6.0"),
    ],
)
def test_a_lie_on_checks_is_found(checked, shown, truth, lie):
    """A verdict, a count or a direction that is not so."""
    show_all(open_report(checked, show=shown.append))
    told = components(shown)
    lied = tuple(
        c.model_copy(update={"title": c.title.replace(truth, lie)}) if c.kind == "table" else c for c in told
    )

    assert lied != told
    assert [] != Claims(lied, open_extract(checked)).contradictions()
