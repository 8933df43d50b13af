"""Clearing a vendor's edition against everything its recipient was ever told, and noting what it tells."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock
from pydantic import TypeAdapter

from ..disclosure.attacker import Finding, exposed
from ..disclosure.ledger import RULES
from ..disclosure.rates import ToldRate
from ..errors import Problem, ReleaseError
from ..extracts import Extract
from ..keys import Keys
from ..registry import Registry, Release
from ..sealed import digest_of
from ..snapshots.holdings import Holdings
from .audience import Audience, Learned
from .peers import NAME as BENCHMARKS

_RATES = TypeAdapter(list[ToldRate])


@dataclass(frozen=True)
class Ledger:
    """All that vendors were ever told of others; one edition at a time is cleared against it."""

    registry: Registry
    outputs: Path

    def told_to(self, vendors: Collection[str]) -> list[ToldRate]:
        """Every rate that any of the vendors was told, once, in the order told."""
        releases = self.registry.releases(vendors)
        rates = [rate for release in releases for rate in _RATES.validate_json(release.statements)]
        return [*{rate.model_dump_json(): rate for rate in rates}.values()]

    @property
    def lock(self) -> FileLock:
        """Held while an edition is cleared, so that no two are told at once what only one may be."""
        return FileLock(self.outputs / ".releases.lock")


def clear(
    extract: Extract, holdings: Holdings, keys: Keys | None, ledger: Ledger, job: str, revision: str
) -> dict[str, str]:
    """
    Note in the ledger what an edition tells its vendor of others, once that is known to give nothing away.

    Call before it is published: an entry of a revision that never came to be does no harm. Gives the
    clearance record, for the run's facts. Raises ReleaseError where the vendor, alone or in league with
    another, could work out too much from this and all that it was told before; JobError where the ledger
    cannot be written. An internal edition needs no clearance.
    """
    vendor = extract.context.vendor
    if vendor is None or keys is None:
        return {}
    audience = Audience(holdings.by_market[extract.context.market.id], vendor, keys.p_percent)
    rates = _rates(extract, audience)
    statements = _RATES.dump_json(rates).decode()
    digest = f"sha256:{digest_of(extract.folder / f'{BENCHMARKS}.parquet')}"
    with ledger.lock:
        known = ledger.told_to(audience.insiders)
        learned = [*audience.learned([rate for rate in rates if rate not in known], ledger.told_to)]
        _refuse(learned, job)
        ledger.registry.release(Release(job, revision, vendor, statements, RULES, digest))
    return {"clearance": f"by the attacker's check, rules {RULES}, of {digest}", **_record(learned)}


def _rates(extract: Extract, audience: Audience) -> list[ToldRate]:
    """The rates of others in an extract, which is all that its documents can tell of them."""
    days = extract.context.period.start, extract.context.period.end
    rows = extract.table(BENCHMARKS).dropna()
    return [
        audience.told(metric, days, value)
        for metric, value in zip(rows["metric"], rows["value"], strict=True)
    ]


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


def _between(finding: Finding) -> str:
    return f"{finding.low:,.0f} to {finding.high:,.0f}"
