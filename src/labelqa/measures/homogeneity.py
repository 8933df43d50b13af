"""How much more a weighted share varies because one person's decisions are alike."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike
from scipy import sparse, stats

from ..estimates import Z95
from .proportions import Floats

TINY = 1e-9  # of what people could add: less is rounding


@dataclass(frozen=True)
class DesignEffect:
    """
    `value`, at least 1, and `doubt`, by how much what people add may be greater than it seems.

    Both arrays of one shape. The squared ratio of Student's quantile to the normal one, of the degrees of
    freedom that the people have: what is known from four people is known badly.
    """

    value: Floats
    doubt: Floats

    @property
    def cautious(self) -> Floats:
        """The effect by which an interval is to be widened: 1 + (value - 1) doubt."""
        return cautious(self.value, self.doubt)


def cautious(effect: ArrayLike, doubt: ArrayLike) -> Floats:
    """What people add to a design `effect`, times the `doubt` about it."""
    return np.asarray(1 + (np.asarray(effect) - 1) * np.asarray(doubt))


@dataclass(frozen=True)
class Workload:
    """
    Who has how much weight in which stratum: sums of the rows' weights and of their squares.

    Sparse matrices, people by strata.
    """

    weight: sparse.csr_array
    square: sparse.csr_array

    @classmethod
    def of(cls, person: ArrayLike, stratum: ArrayLike, weight: ArrayLike) -> Workload:
        """From rows: codes from 0 of their person and stratum, and their weights."""
        weights = np.asarray(weight, float)
        return cls.summed(person, stratum, weights, weights**2)

    @classmethod
    def summed(cls, person: ArrayLike, stratum: ArrayLike, weight: ArrayLike, square: ArrayLike) -> Workload:
        """From sums of weights and of their squares, of which several may be of one person and stratum."""
        places = (np.asarray(person), np.asarray(stratum))
        return cls(
            *(sparse.coo_array((np.asarray(each, float), places)).tocsr() for each in (weight, square))
        )

    def effect(self, residual: ArrayLike, alone: ArrayLike) -> DesignEffect:
        """
        The design effect 1 + rho K of weighted shares, by the method of moments.

        `residual` (..., people) is the sum w (y - p) of each person's rows, p the share of their stratum;
        `alone` (...) that of w^2 (y - p)^2 over all rows. rho is the correlation of one person's decisions
        for which sum residual^2 has its expectation, with the strata's shares estimated, so that who does
        much of the work does not hide behind the mean that is mostly his; K = sum W_g^2 / sum w^2 - 1,
        W_g a person's weight. Of equally many rows of each of G people in one stratum that is
        G / (G - 1) sum residual^2 / alone, as of least squares (Liang and Zeger 1986). 1 where people cannot
        be told from strata, or have one row each.
        """
        alone = np.asarray(alone, float)
        spread = self._between - self._within
        if spread <= TINY * self._scale:
            return DesignEffect(np.ones(alone.shape), np.ones(alone.shape))
        some = alone > 0
        variance = np.where(some, alone, 1) / self.square.sum()
        seen = (np.asarray(residual, float) ** 2).sum(axis=-1) / variance
        alike = np.where(some, np.clip((seen - self._within) / spread, 0, 1), 0)
        return DesignEffect(1 + alike * self._more, np.full(alone.shape, self._doubt))

    @cached_property
    def _scale(self) -> float:
        """What sum residual^2 would be, in variances of a row, were the strata's shares known: sum W_g^2."""
        mine = self.weight.sum(axis=1)
        return float(mine @ mine)

    @cached_property
    def _more(self) -> float:
        """K: how many rows of the same person stand beside a row, by weight."""
        return self._scale / float(self.square.sum()) - 1

    @cached_property
    def _parts(self) -> tuple[sparse.csr_array, Floats]:
        """Each person's part of a stratum, and what a unit of each person adds to sum residual^2."""
        mine = self.weight.sum(axis=1)
        part = (self.weight / self.weight.sum(axis=0)).tocsr()
        own = (part * self.weight).sum(axis=1)
        others = (self.weight * (self.weight @ (part.T @ part))).sum(axis=1)
        return part, mine**2 - 2 * mine * own + others

    @cached_property
    def _between(self) -> float:
        """Expected sum residual^2, in variances of a row, were each person's rows all the same."""
        return float(self._parts[1].sum())

    @cached_property
    def _within(self) -> float:
        """The same were all rows independent: sum q (1 - 2 s) + s^2 Q, q of a person, s his part."""
        part, of_all = self._parts[0], self.square.sum(axis=0)
        return float(self.square.sum() - 2 * (self.square * part).sum() + (part**2).sum(axis=0) @ of_all)

    @cached_property
    def _doubt(self) -> float:
        """Of degrees of freedom (sum a)^2 / sum a^2 - 1, a what each person adds (Satterthwaite 1946)."""
        added = np.maximum(self._parts[1], 0)
        freedom = max(1.0, float(added.sum() ** 2 / (added @ added)) - 1)
        return float((stats.t.ppf(0.975, freedom) / Z95) ** 2)
