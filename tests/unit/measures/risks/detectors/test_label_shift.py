"""Labels that became others, and whose doing it is."""

from __future__ import annotations

import pandas as pd
import pytest

from labelqa.measures.risks.detectors.label_shift import label_shift

OCTOBER = "2026-10-01"


def by_id(found) -> dict[str, object]:
    """Cases by entity."""
    return {case.entity.id: case for case in found}


def october(rows: pd.DataFrame) -> pd.Series:
    """Rows of the period."""
    return rows["local_date"] >= OCTOBER


def moved(calm, *, items: bool):
    """In October half of what was fine becomes false: as labelled, and, if it is the items, also in truth."""
    labels, audits = calm.frames["label_days"], calm.frames["audited_labels"]
    hit = lambda f: october(f) & (f["label_id"] == "fine") & (f["person_id"].str[-1].astype(int) % 2 == 0)  # noqa: E731
    given = audits["label_id"].mask(hit(audits), "false")
    true = audits["ref_label_id"].mask(hit(audits), "false") if items else audits["ref_label_id"]
    verdict = audits["verdict"].mask(given != true, "incorrect")
    return calm.with_table(
        "label_days", labels.assign(label_id=labels["label_id"].mask(hit(labels), "false"))
    ).with_table("audited_labels", audits.assign(label_id=given, ref_label_id=true, verdict=verdict))


@pytest.mark.parametrize("items", [True, False])
def test_a_shift_of_labels_is_laid_to_the_items_or_to_people(calm, items):
    """By what is true: other items are watched at no loss, other labelling is a loss."""
    found = by_id(label_shift(moved(calm, items=items).data()))
    case = found["ads"]

    assert case.p < 1e-10
    assert 1 == found["shop"].p
    assert 0.35 == pytest.approx(case.estimate.value, abs=0.05)
    assert ("items" if items else "labellers", items) == (case.cause, case.watched)
    assert items == (case.wrong.value == 0)


def test_weeks_as_unsteady_as_ever_shift_nothing(calm):
    """In a calm market the distance is below the margin."""
    assert {1.0} == {case.p for case in label_shift(calm.data())}
