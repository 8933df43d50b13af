"""A frozen, verified copy of what one market's reports of a period rest on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock
from pydantic import Field

from ..errors import DataError, Problem
from ..models import Model
from ..params import Params
from ..periods import Period, parse
from ..progress import Observer, Step, silent
from ..sealed import Manifest, add, adopt, current, make, open_sealed, seal, staged, sweep
from . import fingerprints
from .clocks import Clock
from .examples import RefusedRow
from .freezing import Frozen, write_tables

__all__ = ["Snapshot", "SnapshotFacts", "freeze", "newest", "open_snapshot", "parent_of"]

PREFIX = "s"
_CHANGING = Problem(
    "the files changed while they were read", "sources", "run again once they are delivered whole"
)


class SnapshotFacts(Model):
    """
    What a snapshot's manifest says of it.

    `derived` names the tables that nobody mapped, made of what labels carry, `missing` tells why a table is
    not there. `read` counts the window's rows by table, `kept` those that keep
    their contract, `rejected` the others by table and reason, with one of each in `examples`. `clocks` tells
    whose clocks showed the times that name no zone, `unobserved` names the times that a mapping made up. It
    is `provisional` where it was frozen before the period had ended. `fetched` is the digest of each file
    that came from an address.
    """

    market: str
    period: str
    window: tuple[dt.date, dt.date]
    frozen_on: dt.date
    missing: dict[str, str]
    read: dict[str, int] = Field(default_factory=dict)
    kept: dict[str, int] = Field(default_factory=dict)
    rejected: dict[str, dict[str, int]]
    examples: dict[str, dict[str, RefusedRow]] = Field(default_factory=dict)
    clocks: tuple[Clock, ...] = ()
    rows: dict[str, int]
    unobserved: tuple[str, ...]
    notes: tuple[str, ...]
    derived: tuple[str, ...] = ()
    provisional: bool = False
    fetched: dict[str, str] = Field(default_factory=dict)


@dataclass(frozen=True)
class Snapshot:
    """A sealed folder: <table>.parquet, rejected/<table>.parquet and the manifest."""

    folder: Path
    manifest: Manifest

    @property
    def digest(self) -> str:
        """One digest for all of its content."""
        return self.manifest.digest

    @property
    def number(self) -> str:
        """s1, s2, …: late data makes a new one."""
        return self.folder.name

    @property
    def facts(self) -> SnapshotFacts:
        """What was said of it when it was sealed."""
        return SnapshotFacts.model_validate(self.manifest.facts)

    def tables(self) -> list[str]:
        """The names of its tables."""
        return sorted(path.stem for path in self.folder.glob("*.parquet"))


def freeze(
    params: Params,
    market_id: str,
    period: Period,
    outputs: Path,
    workspace: Path,
    *,
    today: dt.date,
    watch: Observer = silent,
) -> Snapshot:
    """
    The snapshot of a market's period as the sources are now: a new one, or the newest where nothing changed.

    `today` is a day in the market's time zone. Raises ParamsError where params/sources.yml fits no contract,
    DataError listing all that is wrong with the data, and where they changed while they were read; then, as
    after a kill, nothing is left behind.
    """
    market = params.market(market_id)
    parent = parent_of(outputs, market_id, period)
    ended = today >= period.end
    make(parent)
    with FileLock(parent / ".lock"):
        sweep(parent)
        before = fingerprints.of_files(params, market_id, period, workspace, ended=ended)
        made_of = fingerprints.fingerprint(params, market_id, period, workspace, ended=ended)
        watch(Step(f"{period.text}/{market_id}", "freeze"))
        with staged(parent) as folder, staged(parent) as scratch:
            frozen = write_tables(params, market, period, workspace, folder, scratch)
            if before != fingerprints.of_files(params, market_id, period, workspace, ended=ended):
                raise DataError(_CHANGING)
            facts = _facts(frozen, market_id, period, today)
            manifest = seal(folder, facts.model_dump(mode="json"))
            snapshot = _standing(parent, manifest) or open_snapshot(add(parent, folder, PREFIX))
            fingerprints.keep(parent, snapshot.number, made_of)
            return snapshot


def _facts(frozen: Frozen, market_id: str, period: Period, today: dt.date) -> SnapshotFacts:
    """What is said of the tables just written."""
    return SnapshotFacts(
        market=market_id,
        period=period.text,
        window=(frozen.window.start, frozen.window.end),
        frozen_on=today,
        missing=frozen.missing,
        read=frozen.inspection.read,
        kept=frozen.inspection.kept,
        rejected=frozen.inspection.rejected,
        examples=frozen.inspection.examples,
        clocks=frozen.clocks,
        rows=frozen.rows,
        unobserved=frozen.unobserved,
        notes=frozen.notes,
        derived=frozen.derived,
        provisional=today < period.end,
        fetched=frozen.fetched,
    )


def newest(outputs: Path, market_id: str, period: Period) -> Snapshot | None:
    """The current snapshot, verified; None before the first."""
    folder = current(parent_of(outputs, market_id, period))
    return open_snapshot(folder) if folder else None


def held(outputs: Path, market_id: str) -> list[Period]:
    """The periods of which a market has snapshots, the last to end first."""
    found = (path.parent.name for path in (outputs / "snapshots").glob(f"*/{market_id}"))
    return sorted(map(parse, found), key=lambda period: (period.end, period.start), reverse=True)


def open_snapshot(folder: Path) -> Snapshot:
    """Open a snapshot. Raises DataError naming every file that is not as it was frozen."""
    return Snapshot(folder, open_sealed(folder))


def _standing(parent: Path, made: Manifest) -> Snapshot | None:
    """The snapshot that already says what `made` says, whenever it was frozen, whichever way it came."""

    def same(manifest: Manifest) -> bool:
        undated = [{**m.facts, "frozen_on": None, "fetched": None} for m in (manifest, made)]
        return manifest.files == made.files and undated[0] == undated[1]

    folder = adopt(parent, PREFIX, same) or current(parent)
    try:
        snapshot = open_snapshot(folder) if folder else None
    except DataError:
        return None  # damaged: a new one takes its place
    return snapshot if snapshot and same(snapshot.manifest) else None


def parent_of(outputs: Path, market_id: str, period: Period) -> Path:
    """The folder of all snapshots of a market's period."""
    return outputs / "snapshots" / period.text / market_id
