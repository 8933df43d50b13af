"""Of many units judged at once hardly one stands out by chance, or the exhibit says that some may."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from labelqa.estimates import Estimate, Estimates, Outcome, Target, Verdict
from labelqa.measures.labels import are_apart
from labelqa.measures.non_inferiority import no_worse
from labelqa.measures.proportions import wilson
from labelqa.report.data import families
from labelqa.report.data.setting import Setting
from labelqa.report.data.targets import targets_of
from labelqa.report.language.numerals import Numerals
from labelqa.report.page.tables import result_table

from ..market import END, context

COMPANIES, UNITS = 200, 20
AT_MOST = 0.05 + 3 * (0.05 * 0.95 / COMPANIES) ** 0.5  # with Monte Carlo error
TARGET = Target(0.95)


@pytest.fixture(scope="module")
def setting() -> Setting:
    """A market without targets of its own."""
    return Setting(context({}), Numerals("en_GB"), {}, targets_of(None, "ID", END))


def shares(k: np.ndarray, n: np.ndarray) -> list[Estimate]:
    """Plain shares with Wilson's intervals."""
    ends = zip(k, n, *wilson(k, n), strict=True)
    return [Estimate(a / b, float(c), float(d), int(b), float(b), "wilson") for a, b, c, d in ends]


def at_target(by: str, seed: int, units: int = UNITS) -> Estimates:
    """So many units whose true share is just the target, on 10 to 300 audits each."""
    rng = np.random.default_rng(seed)
    n = rng.integers(10, 301, units).astype(float)
    found = shares(rng.binomial(n.astype(int), TARGET.value).astype(float), n)
    return Estimates.of("accuracy.audit", (by,), [((f"u{i:03}",), each) for i, each in enumerate(found)])


@pytest.mark.parametrize("by", ["batch_id", "clause_id"])
def test_a_search_through_units_at_their_target_finds_none(setting, by):
    """In at most one company of twenty is any lot, or clause, called missed, or met."""
    found = [setting.verdicts(at_target(by, seed), TARGET) for seed in range(COMPANIES)]

    for outcome in (Outcome.MISSED, Outcome.MET):
        assert np.mean([any(v.outcome is outcome for v in each) for each in found]) <= AT_MOST


def test_a_unit_far_below_is_found_all_the_same(setting):
    """Twenty at their target and one at 80 %."""
    all_ = at_target("batch_id", 3)
    low = Estimates.of(all_.name, all_.by, [(("bad",), shares(np.array([160.0]), np.array([200.0]))[0])])
    both = Estimates(all_.name, all_.by, pd.concat([low.rows, all_.rows], ignore_index=True))

    assert ["bad"] == setting.missed(both, TARGET)


@pytest.mark.parametrize("by", ["site_id", "vendor_id", "queue_id", "market_id"])
def test_units_that_a_contract_names_are_judged_each_by_itself_and_the_table_says_so(setting, by):
    """Their verdicts do not depend on how many others there are; chance is named."""
    many = at_target(by, 5)
    alone = [setting.verdict(estimate, TARGET) for _, estimate in many]

    assert alone == setting.verdicts(many, TARGET)
    assert "with no allowance for their number" in result_table(setting, many, TARGET, "t").note


def test_a_table_of_a_search_says_that_it_is_held(setting):
    """And what the share of false marks is."""
    note = result_table(setting, at_target("batch_id", 1), TARGET, "t").note

    assert "judged together: of those that stand out, at most 5% do so by chance" in note


def test_a_table_of_one_row_or_without_targets_says_nothing_of_many(setting):
    """There is nothing to allow for."""
    one, many = at_target("batch_id", 1, units=1), at_target("batch_id", 1)

    assert "together" not in result_table(setting, one, TARGET, "t").note
    assert "together" not in result_table(setting, many, None, "t").note


def test_labels_given_as_often_as_true_are_seldom_called_apart():
    """In at most one company of twenty is any of twenty red."""
    rng = np.random.default_rng(8)
    found = []
    for _ in range(COMPANIES):
        n = rng.integers(30, 400, UNITS).astype(float)
        given = rng.uniform(0.2, 0.8, UNITS)
        true = shares(rng.binomial(n.astype(int), given).astype(float), n)
        pairs = [(Estimate(g, g, g, 1, 1.0, "count"), t) for g, t in zip(given, true, strict=True)]
        found.append(any(are_apart(pairs, 0.95)))

    assert np.mean(found) <= AT_MOST


def test_versions_that_cost_just_the_margin_are_seldom_told_apart():
    """Held together, as the questions do; each by itself, two in three companies would have one."""
    rng = np.random.default_rng(9)
    found = [_versions(rng) for _ in range(COMPANIES)]
    held = [families.held(("version",), verdicts, 0.95) for verdicts in found]
    alone, together = (
        np.mean([any(each.outcome is Outcome.MISSED for each in verdicts) for verdicts in many])
        for many in (found, held)
    )

    assert together <= AT_MOST < alone


def _versions(rng: np.random.Generator) -> list[Verdict | None]:
    n = np.full(UNITS, 800.0)
    before, after = (shares(rng.binomial(800, share, UNITS).astype(float), n) for share in (0.95, 0.94))
    return [no_worse(*pair, 0.01).verdict for pair in zip(before, after, strict=True)]
