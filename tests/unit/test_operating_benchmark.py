"""The rules for agents find as much, and err as little, as they were measured to."""

from __future__ import annotations

import importlib

import numpy as np
import pytest


@pytest.fixture(scope="module")
def bench(repository):
    """The benchmark of operating points."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(repository / "scripts")
        yield importlib.import_module("benchmarks.operating")


@pytest.fixture(scope="module")
def found(bench) -> dict:
    """What each rule found in a dozen months."""
    return {each.name: each for each in bench.operate(12)}


def test_a_dozen_months_lie_near_every_operating_point(found, bench):
    """Within the error of so few months."""
    assert set(bench.POINTS) == set(found)
    assert {} == {name: each for name, each in found.items() if each.distance > 0.06}


def test_false_discoveries_stay_below_their_nominal_rate(found):
    """At .10 and at .20 of Benjamini and Hochberg; the naive list is half false."""
    assert found["mid-p, BH q <= .10"].rate <= 0.10
    assert found["mid-p, BH q <= .20"].rate <= 0.20
    assert 0.5 < found["observed below target"].rate


def test_who_is_truly_bad_is_so_by_the_simulation(bench):
    """Twelve of 120 agents come from the poor Beta; a few of the others are below the target too."""
    months = [truth.sum() for truth, _ in bench._months(200, np.random.default_rng(1))]

    assert 18.5 == pytest.approx(np.mean(months), abs=1)


def test_the_same_months_are_simulated_each_time(bench):
    """Two runs give the same counts."""
    first, second = (bench.operate(2) for _ in range(2))

    assert first == second
