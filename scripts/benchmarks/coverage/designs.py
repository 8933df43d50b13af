"""Designs by which audits are drawn, who did the work, and samples simulated by them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

Floats = NDArray[np.float64]
DRAWN_AT_ONCE = 500  # samples, so that people by strata fit into memory


@dataclass(frozen=True)
class Design:
    """Strata with their weights (any unit), audits and true shares."""

    name: str
    weights: tuple[float, ...]
    audits: tuple[int, ...]
    shares: tuple[float, ...]

    @property
    def weight(self) -> Floats:
        """The strata's shares of the labels."""
        return np.array(self.weights) / sum(self.weights)

    @property
    def truth(self) -> float:
        """The true share of all labels."""
        return float(self.weight @ np.array(self.shares))


@dataclass(frozen=True)
class Crew:
    """
    People who work in every stratum.

    `alike` is the correlation of one person's decisions in a stratum: everybody's accuracy is drawn anew for
    each sample from a Beta distribution around the stratum's, whoever is good in one being good in all.
    `uneven` people label amounts that are log-normal with sigma 1, else equal ones.
    """

    people: int
    alike: float = 0.0
    uneven: bool = False

    @property
    def volume(self) -> Floats:
        """Everybody's share of the work."""
        place = special.ndtri((np.arange(self.people) + 0.5) / self.people)
        volume = np.exp(place if self.uneven else 0 * place)
        return np.asarray(volume / volume.sum())


def _even(strata: int, audits: int, share: float) -> tuple[tuple[int, ...], tuple[float, ...]]:
    return (audits,) * strata, (share,) * strata


_MARKET = (3548, 2191, 3897, 1310, 4807, 2030, 4362, 1957, 1297, 368, 1174, 528, 3000, 1200, 2500, 900)
_OF_MARKET = (107, 165, 117, 99, 145, 153, 131, 147, 39, 30, 36, 40, 90, 80, 80, 70)
DESIGNS = (
    Design("8, W .8 on 100 of 800, p .985", (0.8,) + (0.2 / 7,) * 7, *_even(8, 100, 0.985)),
    Design("10, W .9 on 60 of 600, p .99", (0.9,) + (0.1 / 9,) * 9, *_even(10, 60, 0.99)),
    Design("12 by Zipf, 50 each, p .985", tuple(k**-1.5 for k in range(1, 13)), *_even(12, 50, 0.985)),
    Design("8, W .9 on 40, others 200, p .985", (0.9,) + (0.1 / 7,) * 7, (40,) + (200,) * 7, (0.985,) * 8),
    Design("48 of 20, p .98", (1,) * 48, *_even(48, 20, 0.98)),
    Design("48 of 20, p .95", (1,) * 48, *_even(48, 20, 0.95)),
    Design("16 as in a market", _MARKET, _OF_MARKET, (0.97,) * 8 + (0.93,) * 8),
    Design(
        "9, W .85 on 120 of 1080, p .995/.93", (0.85,) + (0.15 / 8,) * 8, (120,) * 9, (0.995,) + (0.93,) * 8
    ),
    Design("16 equal, 60 each, p .90", (1,) * 16, *_even(16, 60, 0.90)),
    Design("6, W .5 and less, 30 each, p .97", (0.5, 0.2, 0.1, 0.1, 0.05, 0.05), *_even(6, 30, 0.97)),
    Design(
        "20, p .80 to .999",
        tuple(1 + 4 * k / 19 for k in range(20)),
        (40,) * 20,
        tuple(0.8 + 0.199 * k / 19 for k in range(20)),
    ),
    Design("3, W .9 on 50 of 150, p .99", (0.9, 0.05, 0.05), *_even(3, 50, 0.99)),
    Design("1 of 200, p .985", (1,), (200,), (0.985,)),
    Design("30 of 10, p .99", (1,) * 30, *_even(30, 10, 0.99)),
    Design("12, W .6 on 200, others 25, p .95", (0.6,) + (0.4 / 11,) * 11, (200,) + (25,) * 11, (0.95,) * 12),
)


def allotted(design: Design, crew: Crew) -> NDArray[np.int64]:
    """Audits by person and stratum: in proportion to the work, whole numbers by largest remainders."""
    exact = np.outer(crew.volume, design.audits)
    whole = np.floor(exact).astype(np.int64)
    for stratum, audits in enumerate(design.audits):
        rest = np.roll(exact[:, stratum] - whole[:, stratum], stratum)
        most = np.argsort(-rest, kind="stable")[: audits - whole[:, stratum].sum()]
        whole[(most - stratum) % crew.people, stratum] += 1
    return whole


def samples(design: Design, crew: Crew, count: int, rng: np.random.Generator) -> Iterator[Floats]:
    """So many samples, some at a time: right audits by sample, person and stratum."""
    audits, share = allotted(design, crew), np.array(design.shares)
    for start in range(0, count, DRAWN_AT_ONCE):
        some = min(DRAWN_AT_ONCE, count - start)
        yield rng.binomial(audits, _skill(share, crew, rng.random((some, crew.people, 1)))).astype(float)


def _skill(share: Floats, crew: Crew, place: Floats) -> Floats:
    """Everybody's accuracy in every stratum, by their place among all."""
    if crew.alike == 0:
        return np.broadcast_to(share, (*place.shape[:2], len(share)))
    strength = (1 - crew.alike) / crew.alike
    each, of = np.unique(share, return_inverse=True)  # most strata have the same, and the inverse takes long
    return np.asarray(special.betaincinv(each * strength, (1 - each) * strength, place)[..., of])
