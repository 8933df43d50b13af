"""A job with all that it is done with: where, on what, within which limits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyarrow as pa

from ..editions import investigations
from ..keys import Keys
from ..params import Job, Limits, Params
from ..progress import Observer, silent
from ..registry import Registry
from ..snapshots.snapshot_set import SnapshotSet


@dataclass(frozen=True)
class RunContext:
    """
    Where runs read and write, when they were asked for, who watches, and the keys of vendors' editions.

    Both folders are absolute. `frozen` asks for the snapshots that stand, whatever has become of the sources;
    in a `strict` one what only looks wrong stops a report, too; where the box is `demanded` a vendor's
    edition is made in processes to which all is closed, or not at all.
    """

    workspace: Path
    outputs: Path
    registry: Registry
    now: dt.datetime
    watch: Observer = silent
    keys: Keys | None = None
    frozen: bool = False
    strict: bool = False
    demanded: bool = False


@dataclass(frozen=True)
class Task:
    """A job with all that it is done with, and the number that its revision, if it makes one, will have."""

    job: Job
    params: Params
    place: RunContext
    snapshot_set: SnapshotSet
    number: str = ""

    @property
    def notebook(self) -> Path:
        """The report's notebook."""
        return self.params.folders.notebook(self.params.report(self.job.report).notebook)

    @property
    def templates(self) -> Path:
        """The folder of templates."""
        return self.params.folders.templates

    @property
    def vendor(self) -> str | None:
        """Whose edition it is; None of the company's own."""
        return self.params.edition(self.job.edition).vendor

    @property
    def demanded(self) -> bool:
        """Whether it is made in processes to which all is closed, or not at all."""
        return bool(self.place.demanded and self.vendor)

    @property
    def limits(self) -> Limits:
        """The report's limits, stricter where the workplace is."""
        limits = self.params.limits(self.job.report)
        return limits.model_copy(update={"strict": limits.strict or self.place.strict})

    @cached_property
    def beside(self) -> Mapping[str, pa.Table]:
        """What stands beside the snapshot: the findings that investigations confirmed."""
        return investigations.confirmed(self.job, self.params, self.place.outputs)
