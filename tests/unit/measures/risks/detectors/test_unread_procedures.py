"""Labels made before their procedure was read."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from labelqa.measures.risks.detectors.unread_procedures import unread_procedures


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
        for case in unread_procedures(read(calm, without=("p00", "p03", "p06"), late=("p01",)).data())
    }

    assert (1.0, 1.0, 0.0) == tuple(found[site].posterior for site in ("yog", "smg", "bth"))
    assert (3 / 12, 9 / 27 / 12) == pytest.approx(
        (found["yog"].estimate.value, found["smg"].estimate.value), abs=0.02
    )
    labels = calm.data().month("label_days").query("person_id in ['p00', 'p03', 'p06']")["labels"].sum()
    assert labels == found["yog"].affected.value
    assert {"p00", "p03", "p06"} == set(found["yog"].evidence().ids)


def test_a_few_labels_too_early_are_within_the_margin(calm):
    """One in fifty."""
    late = read(calm, late=("p00",)).changed(
        "sop_acknowledgements",
        acknowledged_at=lambda rows: rows["acknowledged_at"].clip(upper=pd.Timestamp(2026, 10, 3)),
    )
    found = {case.entity.id: case for case in unread_procedures(late.data())}

    assert 0 < found["yog"].estimate.value < 0.02
    assert 0.0 == found["yog"].posterior
