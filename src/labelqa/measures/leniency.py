"""Whether a person of QA fails fewer labels than the others would, of the same agents and strata."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import optimize

from ..estimates import Z95, Estimates, Unit
from .accuracy import STRATUM, judged
from .clusters import PERSON
from .grouping import tabulated
from .proportions import Floats
from .qa import QA

SPREADS = (0.02, 3.0)  # the least and most that the logs of QAs' ratios may vary by, as standard deviations
TRIMMED = 0.2  # of the QAs at either end do not say what is typical: one lenient one makes no other severe


@dataclass(frozen=True)
class Fails:
    """Labels failed, and those to expect by stratum, by agent (rows) and QA (columns)."""

    failed: Floats
    expected: Floats

    def log_ratios(self, spread: float) -> tuple[Floats, Floats, float]:
        """
        The logs v of QAs' ratios that are most likely, their covariance, and the evidence for `spread`.

        Given how many of an agent's labels were failed, those of each QA are multinomial with shares in
        proportion to expected x exp(v): the agents' own rates drop out (Hausman, Hall and Griliches
        1984). v ~ N(0, spread^2). The evidence is the log of Laplace's integral over v, and of spread
        itself, which keeps the best spread off zero (Chung et al. 2013).
        """
        v = np.zeros(self.failed.shape[1])
        prior = np.eye(len(v)) / spread**2
        for _ in range(100):
            gradient, information = self._slopes(v)
            step = np.linalg.solve(information + prior, gradient - v / spread**2)
            v += step / max(1.0, float(np.abs(step).max()))
            if np.abs(step).max() < 1e-9:
                break
        _, information = self._slopes(v)
        share = self._shares(v)
        fit = float(np.sum(self.failed * np.log(np.where(share > 0, share, 1.0))))
        determinant = np.linalg.slogdet(np.eye(len(v)) + information * spread**2)[1]
        evidence = fit - 0.5 * float(v @ v) / spread**2 - 0.5 * float(determinant) + np.log(spread)
        return v, np.asarray(np.linalg.inv(information + prior), float), float(evidence)

    def best_spread(self) -> float:
        """The spread with most evidence for it, within SPREADS."""
        low, high = np.log(SPREADS)
        found = optimize.minimize_scalar(
            lambda log: -self.log_ratios(float(np.exp(log)))[2], bounds=(low, high), method="bounded"
        )
        return float(np.exp(found.x))

    def by_typical(self, v: Floats) -> Floats:
        """The labels that a QA of ratio 1 would have failed in each one's place."""
        of_agents = self.failed.sum(axis=1) / (self.expected @ np.exp(v))
        labels: Floats = of_agents @ self.expected
        return labels

    def _shares(self, v: Floats) -> Floats:
        likely = self.expected * np.exp(v)
        shares: Floats = likely / likely.sum(axis=1, keepdims=True)
        return shares

    def _slopes(self, v: Floats) -> tuple[Floats, Floats]:
        share = self._shares(v)
        mean = share * self.failed.sum(axis=1, keepdims=True)
        return (self.failed - mean).sum(axis=0), np.diag(mean.sum(axis=0)) - share.T @ mean


def leniency(audits: pd.DataFrame) -> Estimates:
    """
    Each QA's labels failed for every one that a typical QA would fail, of the same agents and strata.

    Below 1 is lenient, above 1 severe. `audits` are about three months of audited_labels. The ratios are
    drawn together as far as the QAs differ no more than chance (`Fails.log_ratios`), strata count by their
    common share of labels failed, and typical is the mean of the logs without TRIMMED of them at either end.
    Interval: normal on the log scale, 95 %. Columns beside: failed, the labels failed; expected, those a
    typical QA would have failed. Most lenient first.
    """
    name, by = "qa.leniency", (QA,)
    rows = judged(audits) if len(audits) else audits
    if rows.empty:
        why = "no audit came to a verdict" if len(audits) else "no audits"
        return Estimates.missing(name, by, why, Unit.INDEX)
    fails = _fails(rows)
    if len(fails.columns) < 4:
        return Estimates.missing(name, by, "there is one QA only", Unit.INDEX)
    if fails.empty:
        return Estimates.missing(name, by, "no label was failed", Unit.INDEX)
    counts = Fails(fails["failed"].to_numpy(), fails["expected"].to_numpy())
    v, covariance, _ = counts.log_ratios(counts.best_spread())
    apart = np.eye(len(v)) - _typical(v)
    v, error = apart @ v, np.sqrt(np.diag(apart @ covariance @ apart.T))
    table = pd.DataFrame(
        {"value": np.exp(v), "low": np.exp(v - Z95 * error), "high": np.exp(v + Z95 * error)},
        index=fails["failed"].columns,
    ).assign(n=rows.groupby(QA, observed=True).size())
    found = tabulated(table, name, by, "conditional-poisson", Unit.INDEX).rows
    found = found.assign(failed=counts.failed.sum(axis=0).astype(int), expected=counts.by_typical(v))
    return Estimates(name, by, found.sort_values(["value", QA], ignore_index=True), Unit.INDEX)


def _typical(v: Floats) -> Floats:
    """Each one's weight in the trimmed mean of `v`."""
    cut = int(TRIMMED * len(v))
    rank = np.argsort(np.argsort(v, kind="stable"))
    kept: Floats = ((rank >= cut) & (rank < len(v) - cut)) / (len(v) - 2 * cut)
    return kept


def _fails(rows: pd.DataFrame) -> pd.DataFrame:
    """Labels failed and expected by agent and QA, of the agents with any; 0 where a QA saw none."""
    rows = rows.assign(failed=(~rows["correct"]).astype(float))
    strata = rows.groupby(STRATUM, observed=True)["failed"]
    rows = rows.assign(expected=(strata.transform("sum") + 0.5) / (strata.transform("size") + 1))
    table = rows.pivot_table(
        index=PERSON, columns=QA, values=["failed", "expected"], aggfunc="sum", fill_value=0.0, observed=True
    )
    return table[table["failed"].sum(axis=1) > 0]
