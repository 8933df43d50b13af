"""Each label on its own: what a report asks, shows and says of it."""

from __future__ import annotations

import pytest

from labelqa.components import ANY_COMPONENT, MIME
from labelqa.estimates import Unit
from labelqa.extracts import open_extract
from labelqa.report import open_report

from ...claims import Claims


def components(shown: list[dict]) -> tuple:
    """What was shown, read back."""
    return tuple(ANY_COMPONENT.validate_python(bundle[MIME]) for bundle in shown)


def show_all(report) -> None:
    """Everything there is on labels, in a section."""
    report.section("labels", "Labels one by one", needs=("audited_labels",))
    report.tell(report.labels.balanced_accuracy(), report.labels.quality_score())
    report.labels.given_and_true()
    report.labels.table()
    report.forest(report.labels.quality_score(by="queue"))


def test_every_label_of_every_queue_has_its_figures(report):
    """Five labels in two queues; given shares of a queue sum to 1."""
    found = report.labels.results()

    assert 10 == len(found.given) == len(found.recall) == len(found.missed)
    assert 2.0 == pytest.approx(found.given.rows["value"].sum())
    assert 2.0 == pytest.approx(found.true.rows["value"].sum())
    assert "labels.recall.by_label_queue" == report.labels.recall().figure
    assert ("labels.precision", "labels.true") == (
        report.labels.precision().name,
        report.labels.prevalence().name,
    )


def test_labels_stand_for_what_was_delivered(fabricated, tmp_path, shown):
    """Skips are not: a label that is all skips was never given, but it is what others should have been."""
    days = fabricated.frames["label_days"]
    skips = days.assign(skipped=days["labels"].where(days["label_id"] == "adult", 0))
    report = open_report(fabricated.with_rows("label_days", skips).write(tmp_path / "x"), show=shown.append)

    found = report.labels.results()
    adult = [estimate for by, estimate in found.recall if by["label_id"] == "adult"]

    assert {("it was never given",)} == {estimate.flags for estimate in adult}
    assert all(e.value > 0 for by, e in found.true if by["label_id"] == "adult")


def test_the_quality_score_knows_weeks_and_queues(report):
    """A pure number; mistakes weigh by the severity of label_classes."""
    overall, by_queue, by_week = (report.labels.quality_score(by) for by in (None, "queue", "week"))

    assert (Unit.INDEX, 2, 26) == (overall.unit, len(by_queue), len(by_week))
    assert 0.5 < overall.only().value < report.accuracy().only().value


@pytest.mark.parametrize("missing", ["audits", "label_classes"])
def test_without_audits_or_classes_labels_are_told_as_far_as_they_go(fabricated, tmp_path, shown, missing):
    """The section is off without audits; without classes every mistake weighs the same."""
    extract = fabricated.without(missing).write(tmp_path / "x")
    report = open_report(extract, show=shown.append)
    show_all(report)

    assert (missing == "audits") == bool(components(shown)[0].off)
    assert (missing == "audits") == bool(report.labels.recall().why)
    assert [] == Claims(components(shown), open_extract(extract)).contradictions()


def test_what_is_said_of_labels_is_borne_out(report, extract, shown):
    """Titles, notes and alternative texts."""
    show_all(report)

    assert [] == Claims(components(shown), open_extract(extract)).contradictions()


@pytest.mark.parametrize(
    ("kind", "truth", "lie"),
    [
        ("table", "is most surely missed: 75%", "is most surely missed: 65%"),
        ("table", "in Ads policy is", "in Shop listings is"),
        ("chart", "of 10 labels", "of 11 labels"),
        ("chart", "Two of", "Three of"),
    ],
)
def test_a_lie_on_labels_is_found(report, extract, shown, kind, truth, lie):
    """A label, a queue or a count that the figures do not bear out."""
    show_all(report)
    told = components(shown)
    lied = tuple(
        c.model_copy(update={"title": c.title.replace(truth, lie)}) if c.kind == kind else c for c in told
    )

    assert lied != told
    assert [] != Claims(lied, open_extract(extract)).contradictions()


def test_the_table_has_the_labels_with_most_wrong_ones_first(report, shown):
    """Those that missed them and those falsely given together."""
    report.labels.table()
    table, found = components(shown)[0], report.labels.results()
    wrong = found.missed.rows["value"] + found.false.rows["value"]
    worst = found.missed.rows.loc[wrong.idxmax()]
    names = {"ads": "Ads policy", "shop": "Shop listings"}

    assert names[worst["queue_id"]] == table.rows[0][0].text
    assert 60 == len(table.figures)
