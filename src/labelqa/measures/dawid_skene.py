"""What is true behind labels that differ, and how right each rater is: Dawid and Skene's model (1979)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import optimize, sparse

from ..estimates import VALUE_COLUMNS, Estimates
from .clusters import PERSON
from .proportions import Floats, wilson
from .ratings import LABEL, UNIT

SMOOTHING = 0.01  # labels of each kind that every rater is credited with beforehand
TOLERANCE = 1e-7  # rise of the objective, relative to it, from which on a further step changes nothing
MOST_STEPS = 1000
FEWEST_LABELS = 3  # per unit; with fewer, raters who err alike cannot be told from raters who are right

NOT_CONVERGED = "the fit did not converge"
SWITCHED = "the fit had switched labels: they were matched to what raters mostly say"


@dataclass(frozen=True)
class DawidSkene:
    """
    A fitted model.

    `prior` is each label's true share (by label); `confusion` the chance of each label given (column) by
    true label, for each rater (rows: rater, true label); `posterior` each unit's chance of each true
    label (rows: unit). `history` has the log-likelihood of the labels after every step.
    """

    prior: pd.Series
    confusion: pd.DataFrame
    posterior: pd.DataFrame
    history: tuple[float, ...]
    flags: tuple[str, ...]

    def consensus(self) -> pd.DataFrame:
        """The likeliest true label of each unit, first in order where several are; its probability."""
        best = self.posterior.to_numpy().argmax(axis=1)
        table = pd.DataFrame(
            {LABEL: self.posterior.columns[best], "probability": self.posterior.to_numpy().max(axis=1)},
            index=self.posterior.index,
        )
        return table.reset_index()


@dataclass(frozen=True)
class _Votes:
    """Labels as a sparse matrix: a row is what a rater may say, rater * labels + label; a column a unit."""

    said: sparse.csr_array
    heard: sparse.csr_array
    raters: pd.Index
    units: pd.Index
    labels: pd.Index
    known: NDArray[np.int64]

    @classmethod
    def of(cls, rows: pd.DataFrame, unit: str, gold: dict[str, str]) -> _Votes:
        person, raters = pd.factorize(rows[PERSON], sort=True)
        place, units = pd.factorize(rows[unit], sort=True)
        labels = pd.Index(sorted({*rows[LABEL].astype(str), *gold.values()}))
        given = labels.get_indexer(rows[LABEL].astype(str))
        shape = len(raters) * len(labels), len(units)
        cells = (np.ones(len(rows)), (person * len(labels) + given, place))
        said = sparse.coo_array(cells, shape=shape).tocsr()
        known = labels.get_indexer(pd.Series(units).map(gold))
        heard = sparse.csr_array(said.T)
        return cls(said, heard, pd.Index(raters), pd.Index(units, name=unit), labels, known)

    def majority(self) -> Floats:
        """The share of each label among a unit's labels; certainty where the answer is known."""
        size = len(self.labels)
        votes = self.heard @ np.tile(np.eye(size), (len(self.raters), 1))
        return self.certain(votes / votes.sum(axis=1, keepdims=True))

    def certain(self, posterior: Floats) -> Floats:
        """`posterior` with certainty where the answer is known."""
        if (self.known < 0).all():
            return posterior
        return np.where(self.known[:, None] < 0, posterior, np.eye(len(self.labels))[self.known])


def fit(
    rows: pd.DataFrame,
    *,
    unit: str = UNIT,
    gold: Mapping[str, str] | pd.Series | None = None,
    smoothing: float = SMOOTHING,
    tolerance: float = TOLERANCE,
    most: int = MOST_STEPS,
) -> DawidSkene:
    """
    Fit true labels and raters' confusions to `rows` of overlaps: person_id gave the `unit` label_id.

    Expectation-maximisation from the vote shares (Dawid and Skene 1979). `smoothing` adds that many
    labels to each cell of a confusion, a Dirichlet(1 + smoothing) prior; the objective, log-likelihood
    plus log-prior, rises with every step, and the fit stops where it rises by less than `tolerance`
    of itself, or after `most` steps. `gold` holds known true labels by unit, on which the fit is conditioned.
    Without gold, true labels are what most raters say: a fit that settled on another order is put right.
    ValueError without labels.
    """
    if rows.empty:
        raise ValueError("no labels to fit a model to")
    votes = _Votes.of(rows, unit, {} if gold is None else dict(gold))
    posterior, history, before = votes.majority(), list[float](), -np.inf
    prior, confusion = _maximised(votes, posterior, smoothing)
    done = False
    while not done and len(history) < most:
        posterior, likelihood = _expected(votes, prior, confusion)
        with np.errstate(divide="ignore"):
            objective = likelihood + (smoothing * float(np.log(confusion).sum()) if smoothing else 0.0)
        done = objective - before < tolerance * abs(objective)
        before = objective
        history.append(likelihood)
        if not done:
            prior, confusion = _maximised(votes, posterior, smoothing)
    flags = () if done else (NOT_CONVERGED,)
    return _told(votes, (prior, confusion, posterior), tuple(history), flags)


def skill(model: DawidSkene, rows: pd.DataFrame, *, unit: str = UNIT) -> Estimates:
    """
    How right each person is: the mean posterior probability of the labels given in `rows`.

    Interval: Wilson on the labels, which takes the model for true: it is flagged. Most right first.
    """
    place = model.posterior.index.get_indexer(rows[unit])
    label = model.posterior.columns.get_indexer(rows[LABEL].astype(str))
    right = rows.assign(right=model.posterior.to_numpy()[place, label])
    people = right.groupby(PERSON, observed=True)["right"].agg(value="mean", n="size").reset_index()
    low, high = wilson(people["value"] * people["n"], people["n"])
    flags = [(*model.flags, "by the model of Dawid and Skene")] * len(people)
    people = people.assign(low=low, high=high, n_eff=people["n"].astype(float), method="wilson", flags=flags)
    people = people.sort_values(["value", PERSON], ascending=[False, True], ignore_index=True)
    return Estimates("agreement.skill", (PERSON,), people[[PERSON, *VALUE_COLUMNS]])


def _maximised(votes: _Votes, posterior: Floats, smoothing: float) -> tuple[Floats, Floats]:
    """The prior, and each rater's confusion as raters * labels given x true labels."""
    size = len(votes.labels)
    counts = (votes.said @ posterior).reshape(-1, size, size) + smoothing
    total = counts.sum(axis=1, keepdims=True)
    share = np.divide(counts, total, out=np.zeros_like(counts), where=total > 0)
    return posterior.mean(axis=0), share.reshape(-1, size)


def _expected(votes: _Votes, prior: Floats, confusion: Floats) -> tuple[Floats, float]:
    """Each unit's chances of the true labels, and the log-likelihood."""
    with np.errstate(divide="ignore"):
        joint = votes.heard @ np.log(confusion) + np.log(prior)
    peak = joint.max(axis=1, keepdims=True)
    chances = np.exp(joint - peak)
    total = chances.sum(axis=1, keepdims=True)
    known = votes.known >= 0
    unknown = (peak + np.log(total))[~known, 0].sum()
    likelihood = float(unknown + joint[known, votes.known[known]].sum())
    return votes.certain(chances / total), likelihood


def _told(
    votes: _Votes, fitted: tuple[Floats, Floats, Floats], history: tuple[float, ...], flags: tuple[str, ...]
) -> DawidSkene:
    prior, confusion, posterior = fitted
    size = len(votes.labels)
    by_truth = confusion.reshape(-1, size, size).transpose(0, 2, 1)
    if (votes.known < 0).all():
        says = votes.heard @ np.tile(np.eye(size), (len(votes.raters), 1))
        order = optimize.linear_sum_assignment(-(says.T @ posterior))[1]
        if (order != np.arange(size)).any():
            flags = (*flags, SWITCHED)
            prior, by_truth, posterior = prior[order], by_truth[:, order], posterior[:, order]
    if votes.said.sum() < FEWEST_LABELS * len(votes.units):
        flags = (*flags, f"fewer than {FEWEST_LABELS} labels a unit")
    rows: Any = pd.MultiIndex.from_product([votes.raters, votes.labels], names=[PERSON, "true_label_id"])
    return DawidSkene(
        pd.Series(prior, votes.labels, name="share"),
        pd.DataFrame(by_truth.reshape(-1, size), rows, votes.labels),
        pd.DataFrame(posterior, votes.units, votes.labels),
        history,
        flags,
    )
