"""What a vendor of the sample company may be told of the others, month after month."""

from __future__ import annotations

import datetime as dt
from typing import get_args

import pytest

from labelqa.disclosure.attacker import exposed
from labelqa.disclosure.rates import ToldRate
from labelqa.editions.audience import Audience
from labelqa.editions.contributions import METRICS, Contributions
from labelqa.editions.peers import peers
from labelqa.params.fields import BenchmarkName

from .conftest import VENDOR

MONTHS = [(dt.date(2026, number, 1), dt.date(2026, number + 1, 1)) for number in range(8, 11)]
OCTOBER = MONTHS[-1]


@pytest.fixture(scope="module")
def audience(cutting) -> Audience:
    """The vendor among the four of its market."""
    return Audience(cutting.snapshot, VENDOR, cutting.keys.p_percent)


def test_months_of_benchmarks_are_told_and_give_nothing_away(audience):
    """Nor does a quarter on top of them, which adds up what the months were made of."""
    told: list[ToldRate] = []
    for days in [*MONTHS, (MONTHS[0][0], OCTOBER[1])]:
        found = {metric: audience.benchmark(metric, days).value for metric in METRICS}
        new = [audience.told(metric, days, value) for metric, value in found.items() if value is not None]
        learned = [*audience.learned(new, lambda _, before=tuple(told): before)]
        told += new

        assert [] == [finding for each in learned for finding in exposed(each.findings)]
        assert {"", "alder", "kestrel", "meridian"} == {each.league for each in learned}
    assert len(told) >= 7


def test_a_rate_is_noted_with_what_it_was_made_of(audience, cutting):
    """The three others' answers, and the weights of their audits, which are of 20 labels and more each."""
    gold, audits = (audience.told(metric, OCTOBER, 0.95) for metric in ("accuracy.gold", "accuracy.audit"))
    counted = Contributions(cutting.snapshot, "accuracy.gold").of(OCTOBER)

    assert {"alder", "kestrel", "meridian"} == set(gold.parts) == set(audits.parts)
    assert (counted["alder"].observations, 1.0) == (gold.parts["alder"][0], gold.grain)
    assert audits.grain > 10


def test_a_benchmark_that_the_edition_withholds_is_not_told(cutting):
    """The other one is, and the run record says why."""
    edition = cutting.params.edition(VENDOR).model_copy(update={"withhold": ("accuracy.gold",)})
    found = peers(cutting.snapshot, cutting.job, edition, cutting.keys.p_percent)

    assert (None, "withheld in params/editions.yml") == (
        found["accuracy.gold"].value,
        found["accuracy.gold"].why,
    )
    assert found["accuracy.audit"].value is not None


def test_every_benchmark_can_be_withheld_by_its_name():
    """What params/editions.yml may name is what there is."""
    assert set(METRICS) == set(get_args(BenchmarkName))
