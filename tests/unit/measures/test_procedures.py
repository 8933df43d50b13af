"""New versions of procedures hold from a local day, in the queues of their family."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from labelqa.measures.procedures import Version, versions


def test_a_version_holds_from_its_local_day_in_the_queues_worked():
    """17:00 in London is the next day in Jakarta; minor ones, and families nobody works by, are left out."""
    table = pd.DataFrame(
        [("ads", "v2", "major"), ("ads", "v3", "minor"), ("text", "v9", "major")],
        columns=["sop_family", "sop_version", "change_type"],
    ).assign(effective_at=pd.Timestamp("2026-10-04T17:00Z"))
    queues = pd.DataFrame({"queue_id": ["a", "b", "c", "t"], "sop_family": ["ads", "ads", "ads", "text"]})
    found = versions(table, queues, ["a", "b"], "Asia/Jakarta")

    assert [Version(dt.date(2026, 10, 5), "ads", "v2", ("a", "b"))] == found
    assert "ads v2" == found[0].name
