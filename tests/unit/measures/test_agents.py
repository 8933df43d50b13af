"""People with few audits are drawn towards their peers, and nobody is blamed for chance."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labelqa.measures.agents import agents, coaching, evidence, fit_beta_binomial, posterior
from labelqa.measures.false_discovery import mid_p, q_values
from labelqa.measures.impact import shortfall

RATS = [(0, 20)] * 7 + [(0, 19)] * 4 + [(0, 18)] * 2 + [(0, 17)] + [(1, 20)] * 4 + [(1, 19)] * 2
RATS += [(1, 18)] * 2 + [(2, 25), (2, 24), (2, 23)] + [(2, 20)] * 6 + [(1, 10), (5, 49), (2, 19), (5, 46)]
RATS += [(3, 27), (2, 17), (7, 49), (7, 47), (3, 20), (3, 20), (2, 13), (9, 48), (10, 50)] + [(4, 20)] * 7
RATS += [(10, 48), (4, 19), (4, 19), (4, 19), (5, 22), (11, 46), (12, 49), (5, 20), (5, 20), (6, 23), (5, 19)]
RATS += [(6, 22), (6, 20), (6, 20), (6, 20), (16, 52), (15, 47), (15, 46), (9, 24), (4, 14)]


def answers(*people: tuple[str, int, int]) -> pd.DataFrame:
    """Gold answers: (person, right, of)."""
    rows = [(who, place < right) for who, right, n in people for place in range(n)]
    return pd.DataFrame(rows, columns=["person_id", "correct"])


def peers(count: int = 40, seed: int = 7) -> list[tuple[str, int, int]]:
    """People of ordinary skill, around 96 %, with 80 answers each."""
    rng = np.random.default_rng(seed)
    return [(f"p{i:02}", int(rng.binomial(80, rng.beta(96, 4))), 80) for i in range(count)]


def test_the_prior_of_the_rats_equals_the_book():
    """EB1: Gelman et al., Bayesian Data Analysis 3, section 5.1: 71 groups of rats."""
    k, n = np.array(RATS).T
    a, b = fit_beta_binomial(k, n)
    shrunk = posterior([4], [14], (a, b), 0.5)["mean"].iloc[0]

    assert (71, 2.3416, 14.1148, 0.2082) == (len(RATS), round(a, 4), round(b, 4), round(shrunk, 4))


def test_the_expected_shortfall_equals_the_derived_vector():
    """EL1: theta ~ Beta(88, 12), target .95."""
    assert 0.070021 == round(float(shortfall(88, 12, 0.95)), 6)


@pytest.mark.parametrize(("k", "n"), [([20] * 6, [20] * 6), ([0] * 6, [5] * 6), ([1], [1]), ([], [])])
def test_a_prior_is_worth_no_more_than_the_data_it_was_learnt_from(k, n):
    """All right, all wrong, one answer, none: a proper Beta."""
    a, b = fit_beta_binomial(k, n)

    assert a > 0
    assert b > 0
    assert 1 - 1e-9 <= a + b <= max(1, sum(n)) + 1e-6


def test_few_audits_are_drawn_to_the_peers_and_many_stand():
    """Two wrong of four says little, 200 wrong of 400 says it all."""
    found = agents(answers(*peers(), ("few", 2, 4), ("many", 200, 400)), {}, 0.95).rows.set_index("person_id")

    assert 0.80 < found.loc["few", "value"] < 0.96
    assert 0.5 < found.loc["many", "value"] < 0.55
    assert 0.5 == found.loc["few", "observed"] == found.loc["many", "observed"]
    assert found.loc["few", "p_below"] < found.loc["many", "p_below"]
    assert (found["low"] < found["low_90"]).all()
    assert (found["high_90"] < found["high"]).all()


def test_wrong_labels_above_target_are_volume_times_shortfall():
    """And the most come first; who labelled nothing costs nothing."""
    found = agents(answers(*peers(), ("bad", 60, 80)), pd.Series({"bad": 1000, "p00": 10}), 0.95).rows
    k = np.array([right for _, right, _ in peers()] + [60])
    prior = fit_beta_binomial(k, np.full(41, 80), boundary_avoiding=True)
    one = posterior([60], [80], prior, 0.95).iloc[0]

    assert "bad" == found["person_id"].iloc[0]
    assert 1000 * one["shortfall"] == pytest.approx(found["wrong_above_target"].iloc[0])
    assert [0.0] * 39 == found["wrong_above_target"].iloc[2:].tolist()


def test_the_coaching_list_holds_the_surely_below_with_most_loss():
    """Limited by capacity; volume decides among them, not the observed rate."""
    volume = {"worst": 10, "bad": 5000, "p00": 90_000}
    found = agents(answers(*peers(), ("worst", 40, 80), ("bad", 62, 80)), volume, 0.95)

    assert ["bad", "worst"] == coaching(found, 2).rows["person_id"].tolist()
    assert (found.rows["p_below"] > 0.9).sum() == len(coaching(found, 99))
    assert ["bad"] == coaching(found, 1).rows["person_id"].tolist()
    assert "agents.coaching.by_person" == coaching(found, 1).figure


def test_unequal_weights_count_as_fewer_audits(stratified):
    """Kish: of strata alike, 10 audits at 50 % and 10 at 5 % are worth (sum w)^2 / sum w^2."""
    audits = stratified([40, 400], [20, 20], [18, 18], 2)
    found = agents(audits, {}, 0.95).rows
    weights = np.repeat([2.0, 20.0], 10)

    assert [weights.sum() ** 2 / (weights**2).sum()] * 2 == pytest.approx(found["n_eff"].tolist())
    assert [20, 20] == found["audited"].tolist()


def test_audits_count_by_how_much_their_strata_vary(stratified):
    """A heavy stratum where all is right adds certainty that Kish's n does not see."""
    audits = stratified([2000, 200], [100, 100], [100, 50], 2)
    n_eff = agents(audits, {}, 0.95).rows["n_eff"].iloc[0]
    shares = np.repeat([100.5 / 101, 50.5 / 101], 50)
    weights = np.repeat([20.0, 2.0], 50) / 1100
    usual = weights @ shares

    assert usual * (1 - usual) / (weights**2 @ (shares * (1 - shares))) == pytest.approx(n_eff)
    assert n_eff > weights.sum() ** 2 / (weights**2).sum()


def test_the_fit_avoids_a_prior_without_spread():
    """Twenty people alike: the likelihood is highest where nobody differs, the fit of agents stays off it."""
    k, n = np.tile([73, 76, 76, 76, 79], 4), np.full(20, 80)

    assert 1600 == pytest.approx(sum(fit_beta_binomial(k, n)), rel=1e-3)
    assert sum(fit_beta_binomial(k, n, boundary_avoiding=True)) < 400


def test_more_audits_are_asked_of_the_undecided_only():
    """And as many as decide if the mean stays."""
    rows = agents(answers(*peers(), ("bad", 40, 80), ("new", 3, 4)), {}, 0.95).rows.set_index("person_id")
    new = rows.loc["new"]
    strength = 1.2816**2 * new["value"] * (1 - new["value"]) / (0.95 - new["value"]) ** 2

    assert 0 == rows.loc["bad", "more"]
    assert 0.1 < new["p_below"] < 0.9
    assert new["more"] > 0
    assert new["more"] < strength
    assert ((rows["more"] == 0) == ((rows["p_below"] >= 0.9) | (rows["p_below"] <= 0.1))).all()


def test_no_more_audits_are_asked_for_than_a_person_has_labels():
    """252 would decide, but there are fifty labels; on the target no number is given at all."""
    people = (*peers(), ("some", 77, 80), ("on target", 75, 80))
    free = agents(answers(*people), {}, 0.95).rows.set_index("person_id")["more"]
    held = agents(answers(*people), {"some": 50, "on target": 10**6}, 0.95).rows.set_index("person_id")[
        "more"
    ]

    assert (False, True) == (free.isna()["some"], held.isna()["some"])
    assert 50 < free["some"] <= free.max() <= 10 * 80
    assert free.isna()["on target"]
    assert held.isna()["on target"]


def test_the_q_value_is_of_the_person_alone():
    """BH on mid-p: who is half wrong is found, and of those on target hardly anybody."""
    found = agents(answers(*peers(), ("bad", 40, 80)), {}, 0.95).rows.set_index("person_id")
    k, n = np.array([right for _, right, _ in peers()] + [40]), 80
    expected = q_values(mid_p(k, n, 0.95))

    assert ["bad"] == found.index[found["q_value"] < 0.05].tolist()
    assert expected[:40].tolist() == pytest.approx(
        found.loc[[f"p{i:02}" for i in range(40)], "q_value"].tolist()
    )


def test_two_people_have_no_peers_to_learn_from():
    """Jeffreys' prior, and a flag."""
    found = agents(answers(("a", 9, 10), ("b", 10, 10)), {}, 0.95)

    assert [9.5 / 11, 10.5 / 11] == pytest.approx(sorted(found.rows["value"]))
    assert {("too few people to learn from peers",)} == set(found.rows["flags"])


def test_a_floor_adds_its_own_probability():
    """Below the floor is rarer than below the target."""
    rows = agents(answers(*peers()), {}, 0.95, 0.85).rows

    assert (rows["p_below_floor"] < rows["p_below"]).all()
    assert "p_below_floor" not in agents(answers(*peers()), {}, 0.95).rows


def test_without_audits_there_are_no_agents_to_coach():
    """And both say why."""
    found = agents(pd.DataFrame(), {}, 0.95)

    assert (0, "no audits") == (len(found), found.why)
    assert (0, "no audits") == (len(coaching(found, 3)), coaching(found, 3).why)


def test_chance_puts_hardly_anyone_on_the_coaching_list():
    """60 people exactly on target with 80 audits each: observed below target are half, listed almost none."""
    rng = np.random.default_rng(3)
    found = agents(
        answers(*((f"p{i}", int(k), 80) for i, k in enumerate(rng.binomial(80, 0.95, 60)))), {}, 0.95
    )

    assert (found.rows["observed"] < 0.95).sum() > 20
    assert len(coaching(found, 60)) <= 2


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=12),
    st.floats(0.05, 0.99),
)
def test_whatever_the_counts_the_posterior_is_whole(counts, target):
    """Intervals inside one another around the mean, probabilities in [0, 1], no nan."""
    k, n = np.array([a for a, _ in counts]), np.array([a + b for a, b in counts])
    found = posterior(k, n, fit_beta_binomial(k, n), target)

    assert not found.isna().any(axis=None)
    assert (found["low"] <= found["mean"]).all()
    assert (found["mean"] <= found["high"]).all()
    assert found["p_below"].between(0, 1).all()
    assert found["shortfall"].between(0, target).all()


def months(*people: tuple[str, tuple[int, int], tuple[int, int]]) -> pd.DataFrame:
    """Answers by person: right and all in August and September together, then in October."""
    days = [pd.Timestamp(2026, 9, 1), pd.Timestamp(2026, 10, 1)]
    rows = [
        (who, day, place < right)
        for who, *checks in people
        for day, (right, n) in zip(days, checks, strict=True)
        for place in range(n)
    ]
    return pd.DataFrame(rows, columns=["person_id", "local_date", "correct"])


OCTOBER = pd.Timestamp(2026, 10, 1)
STEADY = tuple((f"p{i:02}", (39 - i % 3, 40), (19 + i % 2, 20)) for i in range(40))


def recorded(audits, gold=None) -> pd.DataFrame:
    """The records by person."""
    return evidence(audits, {}, (0.95, 0.90), gold=gold, since=OCTOBER).set_index("person_id")


def test_a_month_quite_unlike_those_before_is_judged_by_itself():
    """Right 40 of 40, then 12 of 16, and 10 of 17 on gold; three months' audits alone say 52 of 56."""
    audits = months(*STEADY, ("odd", (40, 40), (12, 16)))
    gold = months(*STEADY, ("odd", (40, 40), (10, 17)))
    one, alone = recorded(audits, gold).loc["odd"], recorded(audits).loc["odd"]

    assert one["unlike"] > 0.99
    assert one["q_value"] < 0.01
    assert (1 + 22) / (2 + 33) == pytest.approx(one["value"], abs=0.005)
    assert one["p_below"] > 0.99 > alone["p_below"]
    assert [16, 0.75, 17, 10 / 17] == one[["audits_now", "audits_right", "gold_now", "gold_right"]].tolist()
    assert 56 == one["audited"]


def test_expected_wrong_labels_are_the_labels_times_what_is_not_right():
    """Whether a month is unlike those before or not."""
    audits = months(*STEADY, ("odd", (40, 40), (8, 20)))
    rows = evidence(audits, {"odd": 500, "p00": 300}, (0.95, 0.90), since=OCTOBER)

    assert (rows["labels"] * (1 - rows["value"])).tolist() == pytest.approx(rows["wrong"].tolist())
    assert (rows["wrong_low"] <= rows["wrong"]).all()
    assert (rows["wrong"] <= rows["wrong_high"]).all()
    assert [300, 500] == sorted(rows.loc[rows["labels"] > 0, "labels"])


def test_a_month_like_those_before_changes_nothing():
    """Within a tenth of a point, the estimates are those of three months."""
    audits = months(*STEADY)
    with_months = recorded(audits, audits)
    without = evidence(audits, {}, (0.95, 0.90)).set_index("person_id")

    assert with_months["unlike"].max() < 0.01
    assert without["value"].tolist() == pytest.approx(with_months["value"].tolist(), abs=0.001)
    assert {0.0} == set(without["unlike"])


def test_gold_alone_never_makes_an_agent_better():
    """All right on gold, as ever: who is wrong in audits stays so."""
    audits = months(*STEADY, ("bad", (26, 40), (13, 20)))
    gold = months(*STEADY, ("bad", (40, 40), (20, 20)))

    assert recorded(audits, gold).loc["bad", "p_below"] > 0.99


def test_chance_hardly_ever_makes_a_month_unlike():
    """80 agents of 97 %, 20 audits and 14 answers a month: in 20 markets two at most are taken for unlike."""
    rng = np.random.default_rng(11)
    unlike = 0
    for _ in range(20):
        skill = rng.beta(145, 5, 80)
        audits, gold = (
            months(*((f"p{i}", (rng.binomial(2 * n, s), 2 * n), (rng.binomial(n, s), n))
                     for i, s in enumerate(skill)))
            for n in (20, 14)
        )  # fmt: skip
        unlike += int((recorded(audits, gold)["unlike"] > 0.5).sum())

    assert unlike <= 2
