"""The samples that scripts/bench coverage simulates are what their design says, and judged as reports are."""

from __future__ import annotations

import dataclasses
import importlib

import numpy as np
import pandas as pd
import pytest

from labelqa.measures import accuracy


@pytest.fixture
def bench(repository, monkeypatch):
    """The benchmark and its designs."""
    monkeypatch.syspath_prepend(repository / "scripts")
    return importlib.import_module("benchmarks.coverage"), importlib.import_module(
        "benchmarks.coverage.designs"
    )


def drawn(bench, number: int, crew, count: int = 3) -> np.ndarray:
    """Samples of a design."""
    _, designs = bench
    return np.concatenate(
        list(designs.samples(designs.DESIGNS[number], crew, count, np.random.default_rng(1)))
    )


def test_there_are_fifteen_designs_of_one_to_48_strata(bench):
    """Each with as many weights as audits and shares; their weights sum to one."""
    _, designs = bench

    assert 15 == len({design.name for design in designs.DESIGNS})
    assert (1, 48) == tuple(pick(len(design.audits) for design in designs.DESIGNS) for pick in (min, max))
    assert [pytest.approx(1)] * 15 == [design.weight.sum() for design in designs.DESIGNS]
    assert [{len(d.weights)} for d in designs.DESIGNS] == [
        {len(d.audits), len(d.shares)} for d in designs.DESIGNS
    ]


@pytest.mark.parametrize("uneven", [False, True])
@pytest.mark.parametrize("people", [4, 8, 60])
def test_audits_fall_to_people_by_their_work(bench, people, uneven):
    """All of each stratum; equal shares differ by a few audits, unequal ones by a multiple."""
    _, designs = bench
    for design in designs.DESIGNS:
        audits = designs.allotted(design, designs.Crew(people, 0.1, uneven))
        mine = audits.sum(axis=1)

        assert list(design.audits) == list(audits.sum(axis=0))
        assert mine.max() > 5 * mine.min() if uneven else mine.max() - mine.min() <= len(design.audits)


@pytest.mark.parametrize("alike", [0.0, 0.02, 0.1])
def test_people_are_as_alike_as_asked_for(bench, alike):
    """The variance between people over p (1 - p) is that correlation; the mean is the stratum's."""
    _, designs = bench
    share, place = np.array([0.95, 0.80]), np.random.default_rng(2).random((1, 200_000, 1))
    skills = designs._skill(share, designs.Crew(4, alike), place)[0]

    assert share == pytest.approx(skills.mean(axis=0), abs=0.002)
    assert [alike, alike] == pytest.approx(skills.var(axis=0) / (share * (1 - share)), abs=0.002)


@pytest.mark.parametrize("number", [2, 6])
def test_samples_are_estimated_as_reports_estimate_them(bench, number):
    """`by_design` on a table of the same audits says the same."""
    coverage, designs = bench
    design, crew = designs.DESIGNS[number], designs.Crew(8, 0.1, uneven=True)
    samples = drawn(bench, number, crew)
    found = coverage.estimated(design, crew, samples)
    for place, right in enumerate(samples):
        one = accuracy.by_design(_table(design, designs.allotted(design, crew), right)).only()

        assert [one.value, one.low, one.high, one.n_eff] == pytest.approx(
            [float(getattr(found, name)[place]) for name in ("value", "low", "high", "n_eff")]
        )


def _table(design, audits: np.ndarray, right: np.ndarray) -> pd.DataFrame:
    """Rows of audited_labels."""
    frame = 1e7 * design.weight
    rows = [
        {"person_id": f"p{person}", "stratum_id": stratum, "verdict": verdict}
        for (person, stratum), count in np.ndenumerate(audits)
        for verdict, times in (
            ("correct", right[person, stratum]),
            ("incorrect", count - right[person, stratum]),
        )
        for _ in range(int(times))
    ]
    table = pd.DataFrame(rows).assign(design_id="d")
    drawn_of = np.array(design.audits)[table["stratum_id"]]
    return table.assign(
        frame_size=frame[table["stratum_id"]], incl_prob=drawn_of / frame[table["stratum_id"]]
    )


def test_the_same_samples_are_simulated_each_time(bench):
    """The same design, crew and count give the same line."""
    coverage, designs = bench
    first, second = (coverage.cover(designs.DESIGNS[11], designs.Crew(4, 0.1), 40) for _ in range(2))

    assert first == second
    assert all(0 <= share <= 100 for share in (first.one_n, first.mover, first.by_design, first.met))


@pytest.mark.parametrize(
    ("coverages", "held"),
    [((95.2, 93.0, 98.0), [True, True]), ((95.2, 92.9, 97), [False, True]), ((95, 94, 98.1), [True, False])],
)
def test_covering_too_much_is_as_bad_as_covering_too_little(bench, coverages, held):
    """The bounds are 93 to 98 %, 91 with clustering and 5.5 % of wrong verdicts; each names its design."""
    coverage, designs = bench
    lines = [
        coverage.Covered(design, coverage.CROWD, 0.0, 0.0, covered, 1.0, 5.5, 0.0, 0.0)
        for design, covered in zip(designs.DESIGNS, coverages, strict=False)
    ]
    alike = [dataclasses.replace(lines[0], by_design=90.9)]
    found = coverage.bounds(lines, alike)

    assert [*held, False, True, True] == [bound.held for bound in found]
    assert lines[int(np.argmin(coverages))].design.name in found[0].name


def test_a_table_is_as_wide_as_its_head(bench):
    """Lines of simulated designs and of plain shares."""
    coverage, designs = bench
    line = coverage._line(coverage.Covered(designs.DESIGNS[0], coverage.CROWD, 1, 2, 3, 4, 5, 6, 7))
    plain = coverage.size.of_plain_shares()

    assert {len(coverage.HEAD)} == {len(line), *(len(one.line(len(coverage.HEAD))) for one in plain)}
    assert 40 == len(plain)


def test_no_plain_share_at_its_target_is_misjudged_more_often_than_one_in_twenty(bench):
    """n from 1 to 1000 at 80, 90, 95 and 98 %: exactly."""
    coverage, _ = bench

    assert coverage.size.bound(coverage.size.of_plain_shares(), 5.0 + 1e-9).held
