"""The months that scripts/bench coverage simulates are what their design says."""

from __future__ import annotations

import importlib

import numpy as np
import pytest


@pytest.fixture
def bench(repository, monkeypatch):
    """The benchmark and its designs."""
    monkeypatch.syspath_prepend(repository / "scripts")
    return importlib.import_module("benchmarks.coverage"), importlib.import_module(
        "benchmarks.coverage.designs"
    )


def test_there_are_four_designs_and_one_has_people_as_strata(bench):
    """Each with shares of all labels that sum to one, and as many strata everywhere."""
    designs = bench[1].DESIGNS

    assert ["by label", "by risk", "by tenure", "by agent"] == [design.name for design in designs]
    assert [False, False, False, True] == [design.of_people for design in designs]
    assert [pytest.approx(1)] * 4 == [sum(design.weight) for design in designs]
    assert [{len(d.weight)} for d in designs] == [{len(d.audits), len(d.share)} for d in designs]


@pytest.mark.parametrize("number", range(4))
def test_a_months_audits_are_drawn_by_its_design(bench, number):
    """As many of each stratum, at its probability; who works in one stratum is audited in no other."""
    _, designs = bench
    design = designs.DESIGNS[number]
    (month,) = designs.months(design, 0.05, 1, np.random.default_rng(1))
    strata = month.audits.groupby("stratum_id")
    frame = strata["frame_size"].first()

    assert list(design.audits) == list(strata.size())
    assert [pytest.approx(n / N) for n, N in zip(design.audits, frame, strict=True)] == list(
        strata["incl_prob"].first()
    )
    assert list(month.right) == list(
        (month.audits["verdict"] == "correct").groupby(month.audits["stratum_id"]).sum()
    )
    if not isinstance(design.people, int):
        assert {1} == set(month.audits.groupby("person_id")["stratum_id"].nunique())


@pytest.mark.parametrize("alike", [0.0, 0.05])
def test_people_are_as_alike_as_asked_for(bench, alike):
    """The variance between people over p (1 - p) is that correlation; the mean is the stratum's."""
    share = np.array([0.95, 0.80])
    skills = bench[1]._skills(share, 200_000, alike, np.random.default_rng(2))

    assert share == pytest.approx(skills.mean(axis=0), abs=0.002)
    assert [alike, alike] == pytest.approx(skills.var(axis=0) / (share * (1 - share)), abs=0.001)


def test_the_same_months_are_simulated_each_time(bench):
    """The same design, clustering and count give the same line."""
    coverage, designs = bench
    first, second = (coverage.cover(designs.DESIGNS[0], 0.05, 8) for _ in range(2))

    assert first == second
    assert all(0 <= share <= 100 for share in (first.pooled, first.wald, first.mover, first.by_design))


@pytest.mark.parametrize(
    ("coverages", "worst", "held"),
    [((95.2, 93.0, 96.9), 2.0, True), ((95.2, 92.9, 96.9), 2.1, False), ((95.2, 94.0, 97.1), 2.1, False)],
)
def test_covering_too_much_is_as_bad_as_covering_too_little(bench, coverages, worst, held):
    """The bound is 93 to 97 %; the line names the design that is furthest from 95 %."""
    coverage, designs = bench
    found = [
        coverage.Covered(design, 0.0, 0.0, 0.0, 0.0, by_design, 0.0, 1.0)
        for design, by_design in zip(designs.DESIGNS, coverages, strict=False)
    ]
    bound = coverage.furthest(found)

    assert (pytest.approx(worst), held) == (bound.value, bound.held)
    assert f"covers {95 + worst if 95 + worst in coverages else 95 - worst:.1f} % at worst (by " in bound.name


def test_a_table_has_a_line_for_each_design_with_and_without_clustering(bench):
    """As wide as its head."""
    coverage, _ = bench
    found = [coverage.Covered(d, a, 1, 2, 3, 4, 5, 6) for d in coverage.DESIGNS for a in coverage.ALIKE]

    assert 8 == len({line[0] for line in map(coverage._line, found)})
    assert {len(coverage.HEAD)} == {len(line) for line in map(coverage._line, found)}
