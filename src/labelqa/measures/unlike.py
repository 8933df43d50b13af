"""Shares drawn towards the mean, unless the last month is unlike those before: mixtures of two Betas."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from .impact import shortfall
from .proportions import Floats

UNLIKE = 0.01  # of people's months are worked quite unlike the months before: what is supposed beforehand
EVEN = 0.5  # probability from which a month is taken to be unlike those before
Pair = tuple[ArrayLike, ArrayLike]
_STEPS = 60  # of halving: an interval's end to 1e-18


@dataclass(frozen=True)
class Mixture:
    """
    What is known of shares, elementwise: Beta(a, b) or, with probability `unlike`, Beta(c, d).

    A mixture keeps a conjugate prior robust where the data contradict it (Schmidli et al. 2014).
    """

    a: Floats
    b: Floats
    c: Floats
    d: Floats
    unlike: Floats

    @classmethod
    def usual(cls, a: ArrayLike, b: ArrayLike) -> Mixture:
        """Beta(a, b) alone."""
        a, b = np.asarray(a, float), np.asarray(b, float)
        return cls(a, b, np.ones_like(a), np.ones_like(a), np.zeros_like(a))

    @classmethod
    def of_checks(cls, usual: Pair, *checks: tuple[Pair, Pair]) -> Mixture:
        """
        Beta(a, b), `usual`, unless the checks of a month are quite unlike those before: then these alone.

        Each of `checks`, of a kind of its own, is the month's k of n and the Beta(a, b) of what was known
        before; those of other kinds than `usual` is of speak for such a break only.
        """
        k, n = (sum(np.asarray(now[each], float) for now, _ in checks) for each in (0, 1))
        chance = sum(unlikely(now, before) for now, before in checks)
        a, b, c, d = (np.asarray(each, float) for each in (*usual, 1 + k, 1 + n - k))
        return cls(a, b, c, d, changed(np.asarray(chance), (k, n)))

    @property
    def mean(self) -> Floats:
        """The expected shares."""
        return self._mixed(self.a / (self.a + self.b), self.c / (self.c + self.d))

    @property
    def strength(self) -> Floats:
        """How many observations that are worth: a + b, or c + d."""
        return self._mixed(self.a + self.b, self.c + self.d)

    def below(self, target: ArrayLike) -> Floats:
        """The probability of each share to be below `target`."""
        return self._mixed(special.betainc(self.a, self.b, target), special.betainc(self.c, self.d, target))

    def shortfall(self, target: float) -> Floats:
        """The expected distance of each share below `target`."""
        return self._mixed(shortfall(self.a, self.b, target), shortfall(self.c, self.d, target))

    def quantile(self, tail: float) -> Floats:
        """The share that each is below with probability `tail`, by halving where two Betas are mixed."""
        usual = special.betaincinv(self.a, self.b, tail)
        if not self.unlike.any():
            return np.asarray(usual)
        low, high = np.zeros_like(self.mean), np.ones_like(self.mean)
        for _ in range(_STEPS):
            middle = (low + high) / 2
            under = self.below(middle) < tail
            low, high = np.where(under, middle, low), np.where(under, high, middle)
        return np.where(self.unlike > 0, (low + high) / 2, usual)

    def _mixed(self, usual: ArrayLike, other: ArrayLike) -> Floats:
        return np.asarray((1 - self.unlike) * np.asarray(usual) + self.unlike * np.asarray(other))


def unlikely(now: tuple[ArrayLike, ArrayLike], before: tuple[ArrayLike, ArrayLike]) -> Floats:
    """
    The log of the chance of the k of n `now` where shares come from Beta(a, b), what was known `before`.

    But for the number of orders in which they may come. 0 where n is 0.
    """
    (k, n), (a, b) = ((np.asarray(each, float) for each in pair) for pair in (now, before))
    return np.asarray(special.betaln(a + k, b + n - k) - special.betaln(a, b))


def changed(usual: Floats, now: tuple[ArrayLike, ArrayLike], *, beforehand: float = UNLIKE) -> Floats:
    """
    The probability that the month of which k of n were right is quite unlike those before.

    `usual`: the log of its chance if it is not; if it is, any share is as likely. 0 where n is 0. By Bayes'
    rule from `beforehand`.
    """
    flat = unlikely(now, (1.0, 1.0))
    odds = np.log(beforehand / (1 - beforehand)) + flat - usual
    return np.where(np.asarray(now[1], float) > 0, special.expit(odds), 0.0)
