"""Clauses that leave it open."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from labelqa.measures.risks.detectors.ambiguous_clauses import ambiguous_clause


def by_id(found) -> dict[str, object]:
    """Cases by entity."""
    return {case.entity.id: case for case in found}


def laid_to(calm, share: float, seed: int = 1):
    """Errors of which a share is laid to the SOP, all under one clause."""
    more = calm.erring(lambda r: r["queue_id"] == "ads", 0.08)
    draw = np.random.default_rng(seed).random(len(more.frames["audited_labels"]))
    laid = pd.Series(np.where(draw <= share, "sop_gap", "agent_slip"))
    return more.changed(
        "audited_labels",
        reason_id=lambda r: laid.where(r["verdict"] == "incorrect"),
        clause_id=lambda r: (r["queue_id"] + "-1").where(r["verdict"] == "incorrect"),
    )


@pytest.mark.parametrize(("share", "clear"), [(0.5, True), (0.2, False)])
def test_a_clause_is_ambiguous_where_more_than_a_quarter_is_laid_to_it(calm, share, clear):
    """Half of the errors is, a fifth is not."""
    case = by_id(ambiguous_clause(laid_to(calm, share).data()))["ads-1"]

    assert clear == (case.p < 0.01)
    assert share == pytest.approx(case.estimate.value, abs=0.12)
    assert case.wrong.low <= case.wrong.value <= case.wrong.high
