"""How often the intervals that reports print hold what is true of the sample company, over many seeds."""

from __future__ import annotations

import multiprocessing
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
from scipy import stats

from benchmarks import Bound, Measured

from .companies import Company, markets
from .figures import Held, held
from .ramp import held as held_of_joiners
from .ramp import outcomes

LABELS = 400_000  # the fewest with which the smallest sites' people label as much as in the full company
NOMINAL, SURE = 0.95, 0.95
PROCESSES = 2
HEAD = ("95 % intervals", "asked", "covered", "", "expected", "too low", "too high", "half width")


@dataclass(frozen=True)
class Examined:
    """A company's intervals, and what became of the joiners of each market."""

    held: tuple[Held, ...]
    joiners: Mapping[str, pd.DataFrame]


@dataclass(frozen=True)
class Coverage:
    """A figure: how many intervals were held against the truth, and how many lay wholly below or above it."""

    figure: str
    asked: int
    below: int
    above: int
    half_width: float

    @property
    def covered(self) -> int:
        """How many held it."""
        return self.asked - self.below - self.above

    @property
    def expected(self) -> tuple[int, int]:
        """How many would, 19 times in 20, if each did with a chance of 95 %."""
        low, high = stats.binom.interval(SURE, self.asked, NOMINAL)
        return int(low), int(high)


def measure(folder: Path, repeats: int) -> Measured:
    """So many companies, a seed each, in two processes; every figure may miss the truth so often."""
    found = coverages(companies(range(repeats), folder, planted=True))
    return Measured((HEAD, *map(_line, found)), tuple(map(bound, found)))


def companies(seeds: Sequence[int], folder: Path, *, planted: bool) -> list[Examined]:
    """Every company of those seeds, examined."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(PROCESSES, mp_context=context) as pool:
        asked = [Company(seed, LABELS, planted) for seed in seeds]
        return list(pool.map(partial(examine, folder=folder), asked))


def examine(company: Company, folder: Path, only: tuple[str, ...] = ()) -> Examined:
    """What the reports of a company's markets print, beside the truth; nothing is left behind in `folder`."""
    found, joiners = list[Held](), dict[str, pd.DataFrame]()
    with TemporaryDirectory(dir=folder) as place:
        for market in markets(company, Path(place) / "company", only):
            found += held(market)
            joiners[market.id] = outcomes(market)
    return Examined(tuple(found), joiners)


def coverages(examined: Sequence[Examined]) -> list[Coverage]:
    """Of every figure, over all companies and markets."""
    found = [each for company in examined for each in company.held]
    found += held_of_joiners([company.joiners for company in examined])
    figures = dict.fromkeys(each.figure for each in found)
    return [_coverage(figure, [each for each in found if each.figure == figure]) for figure in figures]


def bound(found: Coverage) -> Bound:
    """How often a figure may miss the truth at most, 39 times in 40, if it is to miss it 1 time in 20."""
    missed, most = found.asked - found.covered, found.asked - found.expected[0]
    return Bound(f"{found.figure} misses", missed, most, f"of {found.asked:,}")


def _coverage(figure: str, found: Sequence[Held]) -> Coverage:
    below = sum(each.high < each.truth for each in found)
    above = sum(each.low > each.truth for each in found)
    widths = pd.Series([each.high - each.low for each in found])
    return Coverage(figure, len(found), below, above, float(widths.median()) / 2)


def _line(found: Coverage) -> tuple[str, ...]:
    low, high = found.expected
    return (
        found.figure,
        f"{found.asked:,}",
        f"{found.covered:,}",
        f"{found.covered / found.asked:.1%}",
        f"{low:,} to {high:,}",
        f"{found.below:,}",
        f"{found.above:,}",
        f"{found.half_width:.3g}",
    )
