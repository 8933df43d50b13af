"""When the rules changed by which a market labels."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Version:
    """A new version of a procedure, the local day from which it holds, and the queues of its family."""

    day: dt.date
    family: str
    version: str
    queues: tuple[str, ...]

    @property
    def name(self) -> str:
        """As printed: sop-ads v3."""
        return f"{self.family} {self.version}"


def versions(
    sop_versions: pd.DataFrame, queues: pd.DataFrame, worked: Iterable[str], zone: str
) -> list[Version]:
    """Every new version, but for minor ones, of the procedures of those of `queues` that are `worked`."""
    families = queues[queues["queue_id"].isin(worked)].groupby("sop_family")["queue_id"].agg(tuple)
    ours = sop_versions[
        sop_versions["sop_family"].isin(families.index) & (sop_versions["change_type"] != "minor")
    ]
    days = pd.to_datetime(ours["effective_at"], utc=True).dt.tz_convert(zone).dt.date
    return [
        Version(day, family, version, families[family])
        for day, family, version in zip(days, ours["sop_family"], ours["sop_version"], strict=True)
    ]
