"""The snapshots that one report rests on: its market's, or every market's that has one."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from ..sealed import canonical
from . import Snapshot


@dataclass(frozen=True)
class SnapshotSet:
    """
    Snapshots by market, at least one, and of the other markets asked for why they have none.

    With one snapshot and no market without, its digests are the snapshot's own. `notes` tell whoever asked
    for a run how the snapshots came about.
    """

    by_market: Mapping[str, Snapshot]
    without: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @classmethod
    def of(cls, snapshot: Snapshot) -> SnapshotSet:
        """Those of one market's report."""
        return cls({snapshot.facts.market: snapshot})

    @property
    def digest(self) -> str:
        """One digest for all of their content."""
        return self._joined({market: snapshot.digest for market, snapshot in self.by_market.items()})

    @property
    def check(self) -> str:
        """One digest for what their manifests say."""
        return self._joined(
            {market: f"sha256:{snapshot.manifest.check}" for market, snapshot in self.by_market.items()}
        )

    @property
    def frozen_on(self) -> dt.date:
        """When the newest was frozen."""
        return max(snapshot.facts.frozen_on for snapshot in self.by_market.values())

    @property
    def provisional(self) -> bool:
        """Whether one of them was frozen before the period had ended."""
        return any(snapshot.facts.provisional for snapshot in self.by_market.values())

    def _joined(self, digests: Mapping[str, str]) -> str:
        if len(digests) == 1 and not self.without:
            return next(iter(digests.values()))
        told = canonical([dict(digests), dict(self.without)])
        return f"sha256:{hashlib.sha256(told).hexdigest()}"
