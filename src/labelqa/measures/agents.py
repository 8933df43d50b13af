"""People's accuracy on few audits each: shrunk towards their peers', with the odds of being below target."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy import optimize, special

from ..estimates import MOST_FURTHER, VALUE_COLUMNS, Estimates
from .accuracy import STRATUM, judged
from .clusters import PERSON
from .false_discovery import mid_p, q_values
from .impact import shortfall
from .proportions import Floats

FEWEST_PEERS = 5  # a prior learnt from fewer people is no knowledge of peers: Jeffreys' stands in
SURE = 0.90  # probability of being below target from which coaching is due


def fit_beta_binomial(k: ArrayLike, n: ArrayLike, *, boundary_avoiding: bool = False) -> tuple[float, float]:
    """
    The Beta(alpha, beta) from which the groups' shares come, by maximum likelihood on k of n.

    Bounded by what the data can bear: alpha + beta is at least 1 and at most all observations
    together, and the mean at least half an observation away from 0 and 1. k and n need not be whole.
    `boundary_avoiding` adds the log of the Beta's spread (Chung et al. 2013): the likelihood of few
    groups is often highest at none, and a prior without spread would make everybody the mean.
    """
    k, n = np.asarray(k, float), np.asarray(n, float)
    total, right = float(n.sum()), float(k.sum())
    edge = np.log((total + 0.5) / 0.5)
    most = np.log(max(total, 1.0))

    def cost(theta: Floats) -> float:
        a, b = _shape(theta)
        spread = -0.5 * np.log(a + b + 1) if boundary_avoiding else 0.0
        return float(np.sum(special.betaln(a, b) - special.betaln(k + a, n - k + b)) - spread)

    start = [np.log((right + 1) / (total - right + 1)), min(np.log(10.0), most)]
    bounds = [(-edge, edge), (0.0, most)]
    options = {"xatol": 1e-9, "fatol": 1e-9, "maxiter": 2000}
    found = optimize.minimize(cost, start, method="Nelder-Mead", bounds=bounds, options=options)
    return _shape(found.x)


def _shape(theta: Floats) -> tuple[float, float]:
    mean, strength = float(special.expit(theta[0])), float(np.exp(theta[1]))
    return mean * strength, (1 - mean) * strength


def posterior(k: ArrayLike, n: ArrayLike, prior: tuple[float, float], target: float) -> pd.DataFrame:
    """
    What k of n and the prior Beta(a, b) say of each share: Beta(a + k, b + n - k).

    Columns: mean; low and high (95 %) and low_90 and high_90, equal tails; p_below, the probability
    that the share is below `target`; shortfall, its expected distance below; strength, a + b + n.
    """
    k, n = np.asarray(k, float), np.asarray(n, float)
    a, b = prior[0] + k, prior[1] + n - k
    mean = a / (a + b)
    table = {"mean": mean}
    for name, tail in (("", 0.025), ("_90", 0.05)):
        table["low" + name] = np.minimum(mean, special.betaincinv(a, b, tail))
        table["high" + name] = np.maximum(mean, special.betaincinv(a, b, 1 - tail))
    table["p_below"] = special.betainc(a, b, target)
    table["shortfall"] = shortfall(a, b, target)
    table["strength"] = a + b
    return pd.DataFrame(table)


def agents(
    audits: pd.DataFrame,
    volume_by_person: Mapping[str, float] | pd.Series,
    target: float,
    floor: float | None = None,
) -> Estimates:
    """
    Each person's accuracy by empirical Bayes, the prior learnt from all people in `audits`.

    `audits` are about three months of audited_labels or gold_answers of one market and role. Weights
    1 / incl_prob enter by n_eff, the independent audits that would vary as much as a person's weighted
    share does where everybody has the stratum's share (Kish's where strata are alike). Columns beside:
    audited; observed, the plain share; low_90, high_90; p_below the target (and p_below_floor);
    q_value, the false discovery rate at which the person alone, without the peers, is below the target: exact
    binomial mid-p over all people; wrong_above_target, the volume times the expected shortfall; more, the
    audits that would make P(below) >= SURE or <= 1 - SURE if the mean stays, 0 where it is so, missing
    where it takes more than all labels of the person (MOST_FURTHER times a usual n where these are unknown).
    Most wrong labels first. p_below is the verdict; q_value is for what a contract hangs on.
    """
    name, by = "agents.accuracy", (PERSON,)
    rows = judged(audits) if "verdict" in audits else audits
    if rows.empty:
        return Estimates.missing(name, by, "no audits")
    people = by_person(rows)
    volume = people[PERSON].map(dict(volume_by_person)).astype(float).fillna(0)
    k, n = people["share"] * people["n_eff"], people["n_eff"]
    prior = fit_beta_binomial(k, n, boundary_avoiding=True) if len(people) >= FEWEST_PEERS else (0.5, 0.5)
    table = people.join(_against(people, posterior(k, n, prior, target), volume, target))
    table["q_value"] = q_values(mid_p(k, n, target))
    beside = ["audited", "observed", "low_90", "high_90", "p_below", "q_value", "wrong_above_target", "more"]
    if floor is not None:
        table["p_below_floor"] = posterior(k, n, prior, floor)["p_below"].to_numpy()
        beside.append("p_below_floor")
    table = table.sort_values(["wrong_above_target", PERSON], ascending=[False, True], ignore_index=True)
    return Estimates(name, by, table[[*by, *VALUE_COLUMNS, *beside]])


def by_person(rows: pd.DataFrame) -> pd.DataFrame:
    """
    What each person's judged audits, or answers on gold, come to and are worth.

    Columns: person_id; audited, and n the same; share, weighted by 1 / incl_prob; observed, the plain one;
    n_eff as `agents` has it.
    """
    rows = rows.assign(y=rows["correct"].astype(float))
    if "incl_prob" not in rows:
        rows = rows.assign(incl_prob=1.0, design_id="all", stratum_id="all")
    weight, strata = 1 / rows["incl_prob"].astype(float), rows.groupby(STRATUM, observed=True)["y"]
    expected = (strata.transform("sum") + 0.5) / (strata.transform("size") + 1)
    sums = rows.assign(
        n=1,
        weight=weight,
        right=weight * rows["y"],
        expected=weight * expected,
        varies=weight**2 * expected * (1 - expected),
    )
    people = sums.groupby(PERSON, observed=True)[["n", "y", "weight", "right", "expected", "varies"]].sum()
    usual = people["expected"] / people["weight"]
    return people.assign(
        audited=people["n"],
        observed=people["y"] / people["n"],
        share=people["right"] / people["weight"],
        n_eff=usual * (1 - usual) * people["weight"] ** 2 / people["varies"],
    )[["n", "n_eff", "share", "audited", "observed"]].reset_index()


def coaching(people: Estimates, capacity: int, *, sure: float = SURE) -> Estimates:
    """Those of `agents` to coach: P(below target) > `sure`, the `capacity` with most wrong labels first."""
    rows = people.rows
    if len(rows):
        rows = rows[rows["p_below"] > sure].head(capacity).reset_index(drop=True)
    return Estimates("agents.coaching", people.by, rows, people.unit, people.why)


def _against(people: pd.DataFrame, found: pd.DataFrame, volume: pd.Series, target: float) -> pd.DataFrame:
    """The posterior of everybody, as estimates and with what it means for the target."""
    flag = () if len(people) >= FEWEST_PEERS else ("too few people to learn from peers",)
    most = volume.where(volume > 0, MOST_FURTHER * people["audited"].mean())
    return found.assign(
        value=found["mean"],
        method="beta-binomial",
        flags=[flag] * len(people),
        wrong_above_target=volume * found["shortfall"],
        more=_more(found, target, most),
    )


def _more(found: pd.DataFrame, target: float, most: pd.Series) -> pd.Series:
    gap = (found["mean"] - target).abs()
    spread = special.ndtri(SURE) ** 2 * found["mean"] * (1 - found["mean"])
    needed = np.ceil(spread / gap.where(gap > 0) ** 2 - 1 - found["strength"]).clip(lower=1)
    decided = (found["p_below"] >= SURE) | (found["p_below"] <= 1 - SURE)
    return needed.where(needed <= most).mask(decided, 0).astype("Int64")
