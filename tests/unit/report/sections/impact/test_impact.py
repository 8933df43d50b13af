"""Wrong labels that were handed over: by kind, consumer and batch, and those still to be avoided."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from labelqa.components import ANY_COMPONENT, MIME
from labelqa.extracts import open_extract
from labelqa.measures.impact import KINDS
from labelqa.report import Report, open_report

from ...claims import Claims
from ...handed_over import with_batches

OCTOBER = (dt.date(2026, 10, 1), dt.date(2026, 11, 1))


@pytest.fixture(scope="module")
def batches(fabricated):
    """The market that has handed over its labels."""
    return with_batches(fabricated)


@pytest.fixture(scope="module")
def delivered(batches, tmp_path_factory):
    """Its extract."""
    return batches.write(tmp_path_factory.mktemp("extract") / "batches")


@pytest.fixture
def handing_over(delivered, shown) -> Report:
    """A report on it."""
    return open_report(delivered, show=shown.append)


def components(shown: list[dict]) -> tuple:
    """What was shown, read back."""
    return tuple(ANY_COMPONENT.validate_python(bundle[MIME]) for bundle in shown)


def show_all(report: Report) -> None:
    """Everything there is on impact, in a section."""
    report.section(
        "impact", "What wrong labels cost", needs=("deliveries", "delivered_labels", "audited_labels")
    )
    report.tell(report.impact.wrong_labels(), report.accuracy())
    report.impact.consumer_table()
    report.table(report.impact.by_kind())
    report.impact.batch_table()
    report.impact.tell_avoidable()


def in_october(frame: pd.DataFrame) -> pd.DataFrame:
    """The batches that were delivered in October."""
    day = frame["delivered_at"].dt.date
    return frame[(day >= OCTOBER[0]) & (day < OCTOBER[1])]


def test_what_was_handed_over_is_the_period_s_batches(handing_over, batches):
    """Four Mondays of two queues, with all labels of the weeks before, some of them September's."""
    held = handing_over.impact.handed_over()
    october = in_october(batches.frames["deliveries"])

    assert set(october["batch_id"]) == set(held.batches["batch_id"])
    assert october["n_labels"].sum() == held.labels()[()]
    assert set(october["batch_id"]) == set(held.audits["batch_id"])
    assert dict(zip(october["batch_id"], october["n_labels"], strict=True)) == {
        key: n for (key,), n in held.labels("batch_id").items()
    }


def test_kinds_and_consumers_add_up_to_all(handing_over):
    """Each wrong label is of one kind and for one consumer."""
    whole = handing_over.impact.wrong_labels().only()
    by_kind, by_consumer = handing_over.impact.by_kind(), handing_over.impact.by_consumer()

    assert [*KINDS] == [by["kind"] for by, _ in by_kind]
    assert whole.value == pytest.approx(by_kind.rows["value"].sum())
    assert whole.value == pytest.approx(by_consumer.rows["value"].sum(), rel=0.02)
    assert ["enforcement", "training"] == [by["consumer"] for by, _ in by_consumer]
    assert "impact.delivered.by_batch" == handing_over.impact.by_batch().figure


def test_a_night_in_jakarta_is_october_s(batches, tmp_path, shown):
    """A batch handed over on 31 October at 17:00 UTC belongs to November."""
    table = batches.frames["deliveries"]
    late = table.assign(delivered_at=table["delivered_at"].max().replace(month=10, day=31, hour=17))
    report = open_report(batches.with_rows("deliveries", late).write(tmp_path / "x"), show=shown.append)

    assert "nothing was handed over in October 2026" == report.impact.wrong_labels().why


def test_what_is_said_of_impact_is_borne_out(handing_over, delivered, shown):
    """Titles, notes and the sentence on what can be avoided."""
    show_all(handing_over)

    assert [] == Claims(components(shown), open_extract(delivered)).contradictions()


@pytest.mark.parametrize(
    ("field", "truth", "lie"),
    [
        ("title", "labels in 8 batches", "labels in 9 batches"),
        ("title", "Most wrong labels are in B-ads", "Most wrong labels are in B-shop"),
        ("title", ": about ", ": about 1"),
        ("paragraphs", "the target of 95.0%", "the target of 96.0%"),
        ("paragraphs", "would avoid about ", "would avoid about 1"),
    ],
)
def test_a_lie_on_impact_is_found(handing_over, delivered, shown, field, truth, lie):
    """A number, a batch or a target that is not so."""
    show_all(handing_over)

    def told(component):
        value = getattr(component, field, None)
        if not value:
            return component
        changed = tuple(part.replace(truth, lie) for part in ((value,) if isinstance(value, str) else value))
        return component.model_copy(update={field: changed if field == "paragraphs" else changed[0]})

    lied = tuple(map(told, components(shown)))

    assert lied != components(shown)
    assert [] != Claims(lied, open_extract(delivered)).contradictions()


@pytest.mark.parametrize(
    ("lacking", "off"),
    [("deliveries", True), ("audits", True), ("label_classes", False), ("targets", False)],
)
def test_what_is_missing_is_said(batches, tmp_path, shown, lacking, off):
    """Without deliveries or audits the section is off; without classes no kind is known."""
    extract = batches.without(lacking).write(tmp_path / "x")
    report = open_report(extract, show=shown.append)
    show_all(report)

    assert off == bool(components(shown)[0].off)
    assert [] == Claims(components(shown), open_extract(extract)).contradictions()


def test_batches_without_audits_are_counted(batches, tmp_path, shown):
    """They have no row, and a note says how many they are."""
    audits = batches.frames["audited_labels"]
    kept = audits[~audits["delivered_batch_id"].eq("B-ads-1012")]
    extract = batches.with_rows("audited_labels", kept).write(tmp_path / "x")
    report = open_report(extract, show=shown.append)
    report.impact.batch_table()

    assert "1 batch has no audited label." in components(shown)[0].note
    assert 7 == len(report.impact.by_batch())
    assert [] == Claims(components(shown), open_extract(extract)).contradictions()


def test_avoidable_needs_a_target(batches, tmp_path, shown):
    """Without one nothing is said, and the question says why."""
    report = open_report(batches.without("targets").write(tmp_path / "x"), show=shown.append)
    report.impact.tell_avoidable()

    assert ([], "no target is set for accuracy") == (shown, report.impact.avoidable().why)
    assert report.impact.avoidable().only().exists is False
