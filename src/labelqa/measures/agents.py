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
from .proportions import Floats
from .unlike import EVEN, Mixture

DAY = "local_date"
FEWEST_PEERS = 5  # a prior learnt from fewer people is no knowledge of peers: Jeffreys' stands in
NOW = ["audits_now", "audits_right", "gold_now", "gold_right"]
BESIDE = (
    *("audited", "observed", "low_90", "high_90", "p_below", "q_value", "wrong_above_target", "more"),
    *(*NOW, "unlike", "labels", "wrong", "wrong_low", "wrong_high", "p_below_floor"),
)
"""
Of each person beside the estimate: audited; observed, the plain share; low_90, high_90; p_below the target;
q_value, the false discovery rate at which the person alone, without the peers, is below it, by the checks
that decide (three months, or the period's where these are unlike): exact binomial mid-p over all people;
wrong_above_target, the labels times the expected shortfall; more, the audits that would make P(below) >=
SURE or <= 1 - SURE if the mean stays, 0 where it is so, missing where it takes more than all labels of the
person (MOST_FURTHER times a usual n where these are unknown); NOW, the period's checks and the plain shares
right among them; unlike, the probability that these are too unlike what came before; labels, the volume;
wrong, wrong_low and wrong_high: labels (1 - accuracy), expected to be wrong.
"""
_NOBODY = pd.DataFrame(columns=["n_eff", "share", "audited", "observed"], dtype=float)
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
    return described(Mixture.usual(*beta(prior, k, n)), target)


def beta(prior: tuple[float, float], k: ArrayLike, n: ArrayLike) -> tuple[Floats, Floats]:
    """The Beta that k of n make of the Beta `prior`, elementwise."""
    k, n = np.asarray(k, float), np.asarray(n, float)
    return prior[0] + k, prior[1] + n - k


def described(found: Mixture, target: float) -> pd.DataFrame:
    """What is known of each share, with the columns of `posterior`."""
    mean = found.mean
    table = {"mean": mean}
    for name, tail in (("", 0.025), ("_90", 0.05)):
        table["low" + name] = np.minimum(mean, found.quantile(tail))
        table["high" + name] = np.maximum(mean, found.quantile(1 - tail))
    table["p_below"] = found.below(target)
    table["shortfall"] = found.shortfall(target)
    table["strength"] = found.strength
    return pd.DataFrame(table)


def agents(
    audits: pd.DataFrame,
    volume_by_person: Mapping[str, float] | pd.Series,
    target: float,
    floor: float | None = None,
    *,
    gold: pd.DataFrame | None = None,
    since: pd.Timestamp | None = None,
) -> Estimates:
    """
    Each person's accuracy by empirical Bayes, the prior learnt from all people in `audits`.

    Of about three months of audits, or of `gold` answers in their place, and by the period's checks alone
    where these are quite unlike what came before: the records of `evidence` as estimates, with the columns
    BESIDE; without a floor there is no p_below_floor. Most wrong labels above the target first. p_below is
    the verdict; q_value is for what a contract hangs on.
    """
    name, by = "agents.accuracy", (PERSON,)
    goal = (target, np.nan if floor is None else floor)
    table = evidence(audits, volume_by_person, goal, gold=gold, since=since)
    if table.empty:
        return Estimates.missing(name, by, "no audits")
    beside = [each for each in BESIDE if each != "p_below_floor" or floor is not None]
    table = table.sort_values(["wrong_above_target", PERSON], ascending=[False, True], ignore_index=True)
    return Estimates(name, by, table[[*by, *VALUE_COLUMNS, *beside]])


def evidence(
    audits: pd.DataFrame,
    volume_by_person: Mapping[str, float] | pd.Series,
    goal: tuple[float, float],
    *,
    gold: pd.DataFrame | None = None,
    since: pd.Timestamp | None = None,
) -> pd.DataFrame:
    """
    The one record of what is known of each person, a row each; columns as BESIDE says.

    `audits` are about three months of audited_labels or, where there are none, of gold_answers, of one market
    and role; `gold` are its gold_answers beside audits, `since` is the period's first day, `goal` the target
    and the floor. Weights 1 / incl_prob enter by n_eff, the independent audits that would vary as much as a
    person's weighted share does where everybody has the stratum's share (Kish's where strata are alike).

    A person's accuracy is Beta from the peers' prior and three months of audits or, where audits and gold of
    the period are too unlike what came before, Beta from these alone (`unlike.changed`): gold speaks for such
    a break only, for gold items are chosen, not drawn. Beside BESIDE: person_id, VALUE_COLUMNS, k of n_eff.
    """
    rows = judged(audits) if "verdict" in audits else audits
    if rows.empty:
        return pd.DataFrame()
    people = by_person(rows)
    k, n = people["share"] * people["n_eff"], people["n_eff"]
    prior = _prior(k, n)
    checks = _checks(people[PERSON], rows, gold, since)
    found = _mixture(people.assign(k=k), prior, checks)
    labels = people[PERSON].map(dict(volume_by_person)).astype(float).fillna(0)
    people = people.join(_against(people, described(found, goal[0]), labels, goal[0]))
    return people.join(_named(checks[NOW], gold=gold is None and "verdict" not in audits)).assign(
        k=k,
        q_value=q_values(mid_p(*_alone(found, k, n), goal[0])),
        p_below_floor=found.below(goal[1]),
        unlike=found.unlike,
        labels=labels,
        wrong=labels * (1 - people["value"]),
        wrong_low=labels * (1 - people["high"]),
        wrong_high=labels * (1 - people["low"]),
    )


def _prior(k: pd.Series, n: pd.Series) -> tuple[float, float]:
    """The Beta that people come from; Jeffreys' where they are too few to say."""
    return fit_beta_binomial(k, n, boundary_avoiding=True) if len(k) >= FEWEST_PEERS else (0.5, 0.5)


def _mixture(people: pd.DataFrame, prior: tuple[float, float], checks: pd.DataFrame) -> Mixture:
    """What is known of each share: by all audits, or by the period's checks where these are unlike."""
    gold = _prior(*(checks[f"gold_{each}_before"] + checks[f"gold_{each}_now"] for each in "kn"))
    return Mixture.of_checks(
        beta(prior, people["k"], people["n_eff"]),
        ((checks["k_now"], checks["n_now"]), beta(prior, checks["k_before"], checks["n_before"])),
        (
            (checks["gold_k_now"], checks["gold_n_now"]),
            beta(gold, checks["gold_k_before"], checks["gold_n_before"]),
        ),
    )


def _alone(found: Mixture, k: pd.Series, n: pd.Series) -> tuple[Floats, Floats]:
    """The k of n that each person is judged by where no peers are: three months', or the period's."""
    unlike = found.unlike > EVEN
    return np.where(unlike, found.c - 1, k), np.where(unlike, found.c + found.d - 2, n)


def _checks(
    people: pd.Series, rows: pd.DataFrame, gold: pd.DataFrame | None, since: pd.Timestamp | None
) -> pd.DataFrame:
    """
    The checks of people since that day and before, in their order: k and n by weight, of audits and of gold.

    Beside, plainly: NOW. Without a day all is before.
    """
    found = pd.DataFrame(index=people.index)
    for name, table in (("", rows), ("gold_", gold)):
        for when, part in zip(("now", "before"), _parted(table, since), strict=True):
            known = by_person(part).set_index(PERSON) if len(part) else _NOBODY
            mine = known.reindex(people).set_index(people.index)
            found[f"{name}n_{when}"] = mine["n_eff"].fillna(0.0)
            found[f"{name}k_{when}"] = (mine["share"] * mine["n_eff"]).fillna(0.0)
            if when == "now":
                found[f"{name or 'audits_'}now"] = mine["audited"].fillna(0).astype(int)
                found[f"{name or 'audits_'}right"] = mine["observed"]
    return found


def _named(now: pd.DataFrame, *, gold: bool) -> pd.DataFrame:
    """The period's checks as what they are: where people are judged by gold items, answers to these."""
    if not gold:
        return now
    return now.assign(
        gold_now=now["audits_now"], gold_right=now["audits_right"], audits_now=0, audits_right=np.nan
    )


def _parted(rows: pd.DataFrame | None, since: pd.Timestamp | None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Rows since a day, and those before it."""
    if rows is None or rows.empty:
        return pd.DataFrame(), pd.DataFrame()
    if since is None:
        return rows.iloc[:0], rows
    now = pd.to_datetime(rows[DAY]) >= since
    return rows[now], rows[~now]


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
