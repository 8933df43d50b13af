"""Drawn companies, none of them tuned to, up to the documents: whatever their shape, they get a report."""

from __future__ import annotations

import json
import os

import pytest
from builders import strangers, sweeping

COUNT = int(os.environ.get("LABELQA_SWEEP", "24"))
"""The same two dozen each time; `LABELQA_SWEEP=300` sweeps wider."""


@pytest.mark.parametrize("seed", range(COUNT))
def test_a_drawn_company_gets_its_report(seed, tmp_path, repository):
    """Its totals are those of its rows, and nothing looks wrong but for pages hardly filled, or many."""
    shape = strangers.drawn(seed)
    strangers.write(shape, tmp_path, repository)
    made = sweeping.made(tmp_path, "internal")
    figures = {
        figure["name"]: figure["value"]
        for figure in json.loads(made.summary.read_text(encoding="utf-8"))["figures"]
        if not figure["by"]
    }

    right = strangers.totals(tmp_path, shape)

    assert right == {name: pytest.approx(figures[name]) for name in right}
    assert [] == sweeping.looks(made)
