"""How scripts/bench editions counts what vendors are told."""

from __future__ import annotations

import importlib
import json
from pathlib import Path

import pytest

from labelqa.pipeline import JobResult


@pytest.fixture
def editions(repository, monkeypatch):
    """The benchmark."""
    monkeypatch.syspath_prepend(repository / "scripts")
    return importlib.import_module("benchmarks.editions")


@pytest.fixture
def result(tmp_path) -> JobResult:
    """A report with three figures: one whole, one of three cells with one left, one without data."""
    figures = [
        ("accuracy.audit.overall", 0.95, ()),
        ("labels.recall.by_label", 0.9, ()),
        ("labels.recall.by_label", None, ("fewer than 10",)),
        ("labels.recall.by_label", None, ("fewer than 3",)),
        ("labels.recall.by_label", None, ("no audit found it",)),
        ("accuracy.peers.overall", None, ("withheld",)),
    ]
    path = tmp_path / "summary.json"
    told = [{"name": name, "value": value, "flags": flags} for name, value, flags in figures]
    path.write_text(json.dumps({"figures": told}))
    facts = {"benchmark withheld: accuracy.audit": "dominance", "kernel files": "closed"}
    return JobResult("job", "published", 0.0, documents={"summary": Path(path)}, facts=facts)


def test_cells_are_counted_by_the_rule_that_withholds_them(editions, result):
    """Without data there is nothing to withhold; a figure counts where at least half of its cells stand."""
    found = editions.told("alder", [result, result])

    assert {"": 4, "fewer than 10": 2, "fewer than 3": 2} == dict(found.cells)
    assert (4, 2, 50.0) == (found.figures, found.printed, found.withheld)
    assert ("alder", "2", "8", "4", "2", "2", "4", "2", "50.0") == found.line


def test_rates_of_others_are_counted_by_their_rule(editions, result):
    """Of all facts of a run only those of benchmarks."""
    assert ["dominance"] == editions.withheld_rates(result)
