"""How much more a weighted share varies because one person's decisions are alike."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike
from scipy import sparse, special, stats

from ..estimates import Z95
from .proportions import Floats

TINY = 1e-9  # of what people could add: less is rounding
MOST_ALIKE = 0.1  # correlation of one person's decisions beyond what few people can rule out
_TRIED = np.geomspace(1e-4, MOST_ALIKE, 9)  # correlations whose likelihood is looked at
_LEVEL = 1.2815515655446004**2  # twice the log-likelihood below its height at a one-sided 90 % limit


@dataclass(frozen=True)
class DesignEffect:
    """
    How many times the variance grows because one person's decisions are alike; arrays of one shape.

    `value`, at least 1, as estimated; `cautious`, at least that, by which an interval is to be widened: what
    is known from few people, or from few errors, is known badly.
    """

    value: Floats
    cautious: Floats

    @property
    def common(self) -> Floats:
        """1 - 1 / value: the share of the variance that parts of the same people have in common."""
        return np.asarray(1 - 1 / self.value)


NO_EFFECT = DesignEffect(np.ones(()), np.ones(()))


@dataclass(frozen=True)
class Tally:
    """
    By person (last axis): `rows`, how many of them were `right`, and how many of them would be, `expected`,
    were everybody as good as their strata.
    """

    right: Floats
    expected: Floats
    rows: Floats

    def most_alike(self, doubt: float) -> Floats:
        """
        The greatest correlation of one person's decisions that the tallies allow, at most MOST_ALIKE.

        The one-sided 90 % limit by the likelihood of beta-binomial tallies, the squared quantile times
        `doubt`. Where errors are few, most often all people drawn are good ones and moments see no
        difference between them: the one in many who is bad was not drawn. The likelihood does not rule that
        person out.
        """
        someone = self.rows > 0
        rows, right, expected = (each[..., someone] for each in (self.rows, self.right, self.expected))
        least = 0.5 / rows.sum()  # of half a row of all, where everything is right or wrong
        share = np.clip(expected / rows, least, 1 - least)
        fit = np.stack([_log_likelihood(right, rows, share, alike).sum(axis=-1) for alike in _TRIED])
        lack = 2 * (fit.max(axis=0) - fit)
        return _last_within(lack, _LEVEL * doubt)


def _log_likelihood(right: Floats, rows: Floats, share: Floats, alike: float) -> Floats:
    """Of beta-binomial counts with that mean share and correlation, but for what neither of them changes."""
    strength = (1 - alike) / alike
    a, b = share * strength, (1 - share) * strength
    return np.asarray(special.betaln(right + a, rows - right + b) - special.betaln(a, b))


def _last_within(lack: Floats, level: float) -> Floats:
    """The last of _TRIED (first axis) where the fit lacks at most `level`, with straight lines between."""
    place = len(_TRIED) - 1 - np.argmax(lack[::-1] <= level, axis=0)
    after = np.minimum(place + 1, len(_TRIED) - 1)
    here, there = (np.take_along_axis(lack, each[None], axis=0)[0] for each in (place, after))
    part = np.where(after > place, (level - here) / np.where(there > here, there - here, 1), 0)
    return np.asarray(_TRIED[place] + part * (_TRIED[after] - _TRIED[place]))


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

    def effect(self, residual: ArrayLike, alone: ArrayLike, tally: Tally) -> DesignEffect:
        """
        The design effect 1 + rho K of weighted shares, by the method of moments.

        `residual` (..., people) is the sum w (y - p) of each person's rows, p the share of their stratum;
        `alone` (...) that of w^2 (y - p)^2 over all rows. rho is the correlation of one person's decisions
        for which sum residual^2 has its expectation, with the strata's shares estimated, so that who does
        much of the work does not hide behind the mean that is mostly his; K = sum W_g^2 / sum w^2 - 1,
        W_g a person's weight. Of equally many rows of each of G people in one stratum that is
        G / (G - 1) sum residual^2 / alone, as of least squares (Liang and Zeger 1986). The cautious effect
        is the greater of two: what people add times the squared ratio of Student's quantile to the normal
        one, of the degrees of freedom that the people have; and that of the most that the `tally` of their
        rows allows (Tally.most_alike). Both are 1 where people cannot be told from strata, or have one row
        each.
        """
        alone = np.asarray(alone, float)
        spread = self._between - self._within
        if spread <= TINY * self._scale:
            return DesignEffect(np.ones(alone.shape), np.ones(alone.shape))
        some = alone > 0
        variance = np.where(some, alone, 1) / self.square.sum()
        seen = (np.asarray(residual, float) ** 2).sum(axis=-1) / variance
        alike = np.where(some, np.clip((seen - self._within) / spread, 0, 1), 0)
        most = np.maximum(alike * self._doubt, tally.most_alike(self._doubt))
        return DesignEffect(1 + alike * self._more, 1 + most * self._more)

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
        """
        By how much what people add may be greater than it seems: Student's quantile over the normal, squared.

        Of degrees of freedom (sum a)^2 / sum a^2 - 1, a what each person adds (Satterthwaite 1946).
        """
        added = np.maximum(self._parts[1], 0)
        freedom = max(1.0, float(added.sum() ** 2 / (added @ added)) - 1)
        return float((stats.t.ppf(0.975, freedom) / Z95) ** 2)
