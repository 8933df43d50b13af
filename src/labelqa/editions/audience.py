"""Who reads a vendor's edition, in league with whom, and what they can work out of other vendors."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from ..disclosure.attacker import Exposure, exposed, to_withhold
from ..disclosure.benchmarks import Benchmark, Contribution, benchmark, finest_step, step_of
from ..disclosure.ledger import DisclosureCase, cases
from ..disclosure.rates import CountsOf, Days, ToldRate
from ..errors import Problem, ReleaseError
from ..snapshots import Snapshot
from .contributions import Contributions, holdings

ToldTo = Callable[[Collection[str]], Sequence[ToldRate]]  # everything that any of some vendors was told


@dataclass(frozen=True)
class Learned:
    """
    What a vendor, alone ("") or in league with another holding, can say of cells of others.

    Without the tables to `withhold` it could say nothing of them too exactly.
    """

    league: str
    findings: Sequence[Exposure]
    withhold: Sequence[str] = ()


@dataclass(frozen=True)
class Audience:
    """A vendor of a market's snapshot as the one who is told rates of the others."""

    snapshot: Snapshot
    vendor: str
    p_percent: float

    def benchmark(self, metric: str, days: Days) -> Benchmark:
        """The others' rate, or none where one of them could be told from it."""
        return benchmark([*self._parts(metric, days).values()], self._holding, self.p_percent)

    def told(self, metric: str, days: Days, value: float) -> ToldRate:
        """What the vendor is told with a rate, and what the rate was made of."""
        step = step_of(sum(part.observations for part in self._others(metric, days).values()))
        if step is None:
            raise ReleaseError(Problem(f"{metric} is of too few observations to be told", self.vendor))
        return self._told(metric, days, value, step)

    def told_before(self, metric: str, days: Days, value: float) -> ToldRate:
        """What the vendor was told, on the finest step that gives it: nobody noted which it was."""
        parts = self._others(metric, days).values()
        rate = sum(part.good for part in parts) / sum(part.amount for part in parts)
        return self._told(metric, days, value, finest_step(rate, value))

    def _others(self, metric: str, days: Days) -> dict[str, Contribution]:
        """The parts that a rate of the others is made of, by vendor."""
        every = self._parts(metric, days).items()
        return {vendor: part for vendor, part in every if part.counts_for(self._holding)}

    def _told(self, metric: str, days: Days, value: float, step: float) -> ToldRate:
        parts = self._others(metric, days)
        observations = sum(part.observations for part in parts.values())
        return ToldRate(
            table=metric,
            market=self.snapshot.facts.market,
            metric=metric,
            start=days[0],
            end=days[1],
            value=value,
            step=step,
            grain=sum(part.amount for part in parts.values()) / observations,
            parts={name: (part.amount, part.amount - part.good) for name, part in parts.items()},
        )

    def learned(self, new: Sequence[ToldRate], told_to: ToldTo) -> Iterator[Learned]:
        """
        What the vendor can say of others once it is told the `new` rates, alone and in each league.

        Of what was told before counts all that is of days in the snapshot's window.
        """
        since = self.snapshot.facts.window[0]
        for league, insiders in self._leagues().items():
            before = [rate for rate in told_to(insiders) if rate.start >= since]
            for case in cases(before, new, self._counts, insiders, self.p_percent, league=bool(league)):
                findings = case.recipient.findings(case.protected)
                yield Learned(league, findings, _to_withhold(case, new) if exposed(findings) else ())

    @cached_property
    def insiders(self) -> frozenset[str]:
        """The vendors of its own holding."""
        return self._leagues()[""]

    @cached_property
    def _owners(self) -> dict[str, str]:
        return {vendor: holding for vendor, (holding, _) in holdings(self.snapshot).items()}

    @property
    def _holding(self) -> str:
        return self._owners.get(self.vendor, self.vendor)

    def _leagues(self) -> dict[str, frozenset[str]]:
        """The vendors of its own holding, and with them those of each other one, by the other's name."""
        own = self._holding
        owners = {self.vendor: own, **self._owners}
        return {
            league: frozenset(vendor for vendor, holding in owners.items() if holding in (own, league))
            for league in ("", *sorted({*owners.values()} - {own}))
        }

    @cached_property
    def _parts(self) -> Callable[[str, Days], dict[str, Contribution]]:
        of = cache(lambda metric: Contributions(self.snapshot, metric))
        return cache(lambda metric, days: of(metric).of(days))

    @cached_property
    def _counts(self) -> CountsOf:
        return lambda metric, days: {
            vendor: (part.amount, part.amount - part.good)
            for vendor, part in self._parts(metric, days).items()
        }


def _to_withhold(case: DisclosureCase, new: Sequence[ToldRate]) -> Sequence[str]:
    """The tables whose rates are not to be told; all of them where that would not be enough."""
    tables = {rate.table for rate in new}
    found = to_withhold(case.recipient, case.protected, tables)
    return sorted(tables) if found is None else found
