"""A lenient QA is told from one that got better work, and from chance."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from labelqa.estimates import Unit
from labelqa.measures.leniency import Fails, leniency


def audits(ratios: dict[str, float], *, n: int = 4800, home: float = 0.0, seed: int = 3) -> pd.DataFrame:
    """
    Audits of 60 agents by QAs who fail that many of what others fail.

    `home` is the share of a QA's audits that come from agents of a skill of its own, the first QA's the best.
    """
    rng = np.random.default_rng(seed)
    names = list(ratios)
    error = np.sort(rng.beta(3, 57, 60))
    agent = rng.integers(0, 60, n)
    qa = np.where(rng.random(n) < home, agent * len(names) // 60, rng.integers(0, len(names), n))
    fails = rng.random(n) < error[agent] * np.array(list(ratios.values()))[qa]
    return pd.DataFrame(
        {
            "person_id": [f"p{a:02}" for a in agent],
            "qa_person_id": [names[q] for q in qa],
            "verdict": np.where(fails, "incorrect", "correct"),
            "design_id": "monthly",
            "stratum_id": "all",
        }
    )


SIX = {f"q{i}": 1.0 for i in range(1, 7)}


def test_a_lenient_qa_stands_out_and_makes_no_other_severe():
    """It fails a quarter of what others fail; of 40 others in eight quarters hardly one is severe for it."""
    quarters = [leniency(audits({**SIX, "q3": 0.25}, seed=seed)).rows for seed in range(8)]
    others = pd.concat(rows[rows["qa_person_id"] != "q3"] for rows in quarters)

    assert {"q3"} == {rows["qa_person_id"].iloc[0] for rows in quarters}
    assert max(rows["high"].iloc[0] for rows in quarters) < 0.8
    assert (others["low"] > 1).sum() <= 3
    assert (others["high"] < 1).sum() <= 3


def test_better_agents_do_not_make_a_qa_lenient():
    """q1 audits mostly the best agents and fails least, yet no less than others would of the same."""
    frame = audits(SIX, home=0.6)
    share = (frame["verdict"] == "incorrect").groupby(frame["qa_person_id"]).mean()
    rows = leniency(frame).rows.set_index("qa_person_id")

    assert share["q1"] < 0.5 * share["q6"]
    assert ((rows["low"] < 1) & (rows["high"] > 1)).all()


def test_harder_strata_do_not_make_a_qa_severe():
    """q1 audits the stratum in which labels are wrong five times as often."""
    frame = audits(SIX)
    rng = np.random.default_rng(8)
    hard = rng.random(len(frame)) < np.where(frame["qa_person_id"] == "q1", 0.8, 0.1)
    worse = hard & (rng.random(len(frame)) < 0.2)
    frame = frame.assign(
        stratum_id=np.where(hard, "hard", "easy"),
        verdict=np.where(worse, "incorrect", frame["verdict"]),
    )
    found, crude = (
        leniency(f).rows.set_index("qa_person_id") for f in (frame, frame.assign(stratum_id="all"))
    )

    assert found.loc["q1", "low"] < 1 < crude.loc["q1", "low"]


def test_without_shrinkage_the_ratios_are_those_of_poisson_regression():
    """Agents as fixed effects, exposure as an offset: statsmodels' GLM has the same contrasts and errors."""
    rng = np.random.default_rng(1)
    expected = rng.uniform(2, 6, (20, 3))
    failed = rng.poisson(expected * [0.5, 1.0, 1.5]).astype(float)
    v, covariance, _ = Fails(failed, expected).log_ratios(1000.0)
    agent, qa = (place.ravel() for place in np.indices(failed.shape))
    design = np.column_stack([agent[:, None] == np.arange(20), qa[:, None] == [1, 2]]).astype(float)
    fit = sm.GLM(failed.ravel(), design, family=sm.families.Poisson(), offset=np.log(expected.ravel())).fit()
    contrast = np.array([[-1, 1, 0], [-1, 0, 1]])

    assert fit.params[-2:].tolist() == pytest.approx((contrast @ v).tolist(), abs=1e-4)
    assert fit.bse[-2:].tolist() == pytest.approx(
        np.sqrt(np.diag(contrast @ covariance @ contrast.T)).tolist(), rel=1e-3
    )


def test_few_audits_are_drawn_to_one():
    """Six QAs of 25 audits each: nobody is far from the others, whatever was seen."""
    few = leniency(audits(SIX, n=150)).rows
    many = leniency(audits(SIX, n=4800)).rows

    assert (few["high"] / few["low"]).min() > (many["high"] / many["low"]).max()
    assert ((few["low"] < 1) & (few["high"] > 1)).all()


def test_fails_stand_beside_what_a_typical_qa_would_have_failed():
    """Of the same agents and strata: what the lenient one let pass is the difference."""
    found = leniency(audits({**SIX, "q3": 0.25}))
    lenient = found.rows.iloc[0]

    assert (Unit.INDEX, "qa.leniency.by_qa_person") == (found.unit, found.figure)
    assert lenient["failed"] < 0.5 * lenient["expected"]
    assert lenient["value"] == pytest.approx(lenient["failed"] / lenient["expected"], rel=0.4)


@pytest.mark.parametrize(
    ("frame", "why"),
    [
        (pd.DataFrame(), "no audits"),
        (audits({"q1": 1.0}), "there is one QA only"),
        (audits(SIX).assign(verdict="correct"), "no label was failed"),
        (audits(SIX).assign(verdict="unsure"), "no audit came to a verdict"),
    ],
)
def test_nobody_to_compare_with_is_no_leniency(frame, why):
    """And the reason is given."""
    assert (0, why) == (len(leniency(frame)), leniency(frame).why)


def test_who_saw_nobody_that_failed_is_typical_as_far_as_known():
    """No information: a ratio near 1 with the widest interval."""
    extra = audits({"q9": 0.0}, n=40).assign(person_id="faultless")
    rows = leniency(pd.concat([audits(SIX), extra])).rows.set_index("qa_person_id")

    assert 1.0 == pytest.approx(rows.loc["q9", "value"], abs=0.15)
    assert rows.loc["q9", "low"] < 1 < rows.loc["q9", "high"]
    assert 0 == rows.loc["q9", "failed"]
