"""Clearing a vendor's edition against everything its recipient was ever told, and noting what it tells."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from filelock import FileLock

from ..disclosure.attacker import Exposure, exposed
from ..disclosure.ledger import RULES
from ..disclosure.rates import ToldRate
from ..errors import Problem, ReleaseError
from ..extracts import Extract
from ..keys import Keys
from ..registry import Registry, Release
from ..sealed import digest_of
from ..snapshots.snapshot_set import SnapshotSet
from .audience import Audience, Learned
from .peers import NAME as BENCHMARKS
from .releases import RATES, Releases, told_in


@dataclass(frozen=True)
class Ledger:
    """All that vendors were ever told of others; one edition at a time is cleared against it."""

    releases: Releases

    @property
    def registry(self) -> Registry:
        """The database that it is in."""
        return self.releases.registry

    def told_to(self, vendors: Collection[str]) -> list[ToldRate]:
        """Every rate that any of the vendors was told, once, in the order told."""
        releases = self.registry.releases(vendors)
        rates = [rate for release in releases for rate in RATES.validate_json(release.statements)]
        return [*{rate.model_dump_json(): rate for rate in rates}.values()]

    @property
    def lock(self) -> FileLock:
        """Held while an edition is cleared, so that no two are told at once what only one may be."""
        return FileLock(self.releases.outputs / ".releases.lock")

    def enter(self, release: Release) -> None:
        """Note a release for good. Call while the lock is held."""
        self.registry.release(release)
        self.releases.mark()


def clear(
    extract: Extract, snapshot_set: SnapshotSet, keys: Keys | None, ledger: Ledger, job: str, revision: str
) -> dict[str, str]:
    """
    Note in the ledger what an edition tells its vendor of others, once that is known to give nothing away.

    Call before it is published: an entry of a revision that never came to be does no harm. Gives the
    clearance record, for the run's facts. Raises ReleaseError where the vendor, alone or in league with
    another, could work out too much from this and all that it was told before, and where the ledger does
    not know all that was told; JobError where it cannot be written. An internal edition needs no clearance.
    """
    vendor = extract.context.vendor
    if vendor is None or keys is None:
        return {}
    audience = Audience(snapshot_set.by_market[extract.context.market.id], vendor, keys.p_percent)
    rates = _rates(extract, audience)
    statements = RATES.dump_json(rates).decode()
    digest = f"sha256:{digest_of(extract.folder / f'{BENCHMARKS}.parquet')}"
    with ledger.lock:
        ledger.releases.check()
        known = ledger.told_to(audience.insiders)
        learned = [*audience.learned([rate for rate in rates if rate not in known], ledger.told_to)]
        _refuse(learned, job)
        ledger.enter(Release(job, revision, vendor, statements, RULES, digest))
    return {"clearance": f"by the attacker's check, rules {RULES}, of {digest}", **_record(learned)}


def _rates(extract: Extract, audience: Audience) -> list[ToldRate]:
    days = extract.context.period.start, extract.context.period.end
    return [audience.told(metric, days, value) for metric, value in told_in(extract).items()]


def _refuse(learned: Sequence[Learned], job: str) -> None:
    problems = [
        Problem(
            f"{finding.cell} would be known{_league(each)} to be {_between(finding)}: {finding.why}",
            job,
            f"withhold {', '.join(each.withhold)} in its edition in params/editions.yml",
        )
        for each in learned
        for finding in exposed(each.findings)
    ]
    if problems:
        raise ReleaseError(*problems)


def _record(learned: Sequence[Learned]) -> dict[str, str]:
    return {
        f"clearance: {finding.cell}{_league(each)}": _between(finding)
        for each in learned
        for finding in each.findings
    }


def _league(learned: Learned) -> str:
    return f" with {learned.league}" if learned.league else ""


def _between(finding: Exposure) -> str:
    return f"{finding.low:,.0f} to {finding.high:,.0f}"
