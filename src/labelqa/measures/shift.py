"""How people's accuracy is spread, and how that moved from one month to the next."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import special

from ..estimates import Estimates, Unit
from .accuracy import judged
from .agents import FEWEST_PEERS, by_person
from .grouping import tabulated
from .proportions import Floats

NAME, BY = "agents.distribution", ("quantile",)
SHARES = {"p10": 0.1, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p90": 0.9}
STEPS = 24  # of the grid of priors, in either direction
DRAWS, SEED = 2000, 19


@dataclass(frozen=True)
class Shift:
    """The quantiles of people's accuracy by `quantile`, a key of SHARES: now, before, and the change."""

    now: Estimates
    before: Estimates
    change: Estimates


@dataclass(frozen=True)
class _ShiftSpread:
    """Draws of the quantiles (rows) at SHARES (columns), none of too few people, and how many people."""

    drawn: Floats
    people: int

    def estimates(self, name: str, unit: Unit = Unit.SHARE) -> Estimates:
        if not len(self.drawn):
            return Estimates.missing(name, BY, f"fewer than {FEWEST_PEERS} people", unit)
        value = self.drawn.mean(axis=0)
        low, high = np.quantile(self.drawn, [0.025, 0.975], axis=0)
        table = pd.DataFrame(
            {
                "value": value,
                "low": np.minimum(low, value),
                "high": np.maximum(high, value),
                "n": self.people,
            },
            index=pd.Index([*SHARES], name=BY[0]),
        )
        return tabulated(table, name, BY, "hierarchical-draws", unit)


def shift(now: pd.DataFrame, before: pd.DataFrame) -> Shift:
    """
    The quantiles of people's true accuracy in two months, and their difference in points.

    `now` and `before` are each a month's audited_labels or gold_answers. Observed shares are spread by
    chance too, the more the fewer the audits: of 18 a person, their 10 % quantile is 4 points off. So a
    Beta is drawn from the posterior of all Betas that people's shares may come from, then everybody's
    share, then the quantiles. The prior is flat in the log odds of the mean and in log(a + b), but for
    the factor by which `fit_beta_binomial` avoids the boundary. Interval: the middle 95 % of draws; it
    covers 86 to 98 %, where draws from the one likeliest Beta cover 8 to 84 %. The months count as
    independent. n counts people.
    """
    today, then = _spread(now), _spread(before)
    both = _ShiftSpread(
        today.drawn - then.drawn if len(today.drawn) and len(then.drawn) else np.empty((0, len(SHARES))),
        min(today.people, then.people),
    )
    change = both.estimates(f"{NAME}.change", Unit.POINTS)
    return Shift(today.estimates(NAME), then.estimates(NAME), change)


def spread(rows: pd.DataFrame) -> Estimates:
    """The quantiles of people's true accuracy, as `shift` has them."""
    return _spread(rows).estimates(NAME)


def _spread(rows: pd.DataFrame) -> _ShiftSpread:
    rows = judged(rows) if "verdict" in rows else rows
    people = by_person(rows) if len(rows) else rows
    if len(people) < FEWEST_PEERS:
        return _ShiftSpread(np.empty((0, len(SHARES))), len(people))
    n = people["n_eff"].to_numpy(float)
    k = people["share"].to_numpy(float) * n
    rng = np.random.default_rng(SEED)
    a, b = _priors(k, n, rng)
    shares = rng.beta(a[:, None] + k, b[:, None] + n - k)
    return _ShiftSpread(np.quantile(shares, [*SHARES.values()], axis=1).T, len(people))


def _priors(k: Floats, n: Floats, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """DRAWS Betas from their posterior, given k right of n by person."""
    right, wrong = k.sum() + 0.5, (n - k).sum() + 0.5
    reach = 6 * np.sqrt(1 / right + 1 / wrong + 1 / len(n))
    mean = special.expit(np.log(right / wrong) + np.linspace(-reach, reach, STEPS))
    strength = np.exp(np.linspace(0.0, np.log(max(n.sum(), 2.0)), STEPS))
    a, b = np.outer(mean, strength).ravel(), np.outer(1 - mean, strength).ravel()
    fit = special.betaln(a + k[:, None], b + (n - k)[:, None]).sum(axis=0) - len(n) * special.betaln(a, b)
    fit -= 0.5 * np.log(a + b + 1)
    weight = np.exp(fit - fit.max())
    chosen = rng.choice(len(weight), DRAWS, p=weight / weight.sum())
    return a[chosen], b[chosen]
