"""Drifts that no week shows."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest

from labelqa.measures.risks.detectors.slow_drift import longest_run, slow_drift


def test_a_drift_is_watched_where_no_week_is_out(calm):
    """Four points lost bit by bit over three months."""
    share = lambda rows: np.clip((rows["local_date"] - pd.Timestamp(2026, 8, 3)).dt.days / 90, 0, 1) * 0.045  # noqa: E731
    drifting = calm
    for step in range(9):
        since = pd.Timestamp(2026, 8, 3) + pd.Timedelta(days=10 * step)
        drifting = drifting.erring(lambda rows, since=since: rows["local_date"] >= since, 0.006, seed=step)
    found = {case.entity.id: case for case in slow_drift(drifting.data())}

    assert share(calm.frames["audited_labels"]).max() > 0.04
    assert found["ID"].p < 0.05
    assert found["ID"].watched


def test_the_longest_run_has_the_share_of_all_sequences():
    """Every sequence of nine tosses counted."""
    tosses = list(itertools.product((0, 1), repeat=9))
    longest = [max(len([*group]) for _, group in itertools.groupby(each)) for each in tosses]

    for length in range(1, 10):
        assert np.mean(np.array(longest) >= length) == pytest.approx(longest_run(9, length))
