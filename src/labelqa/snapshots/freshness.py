"""Which snapshot a run rests on: the one that stands, or one made anew because its sources have changed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from ..errors import DataError, Problem
from ..params import Params
from ..periods import Period
from ..progress import Observer, silent
from . import Snapshot, fingerprints, freeze, newest, parent_of

ANEW = "`labelqa snapshot` freezes anew, `--frozen` keeps the standing one"


@dataclass(frozen=True)
class Found:
    """A snapshot to work on, and what the end of a run has to say of how it came about."""

    snapshot: Snapshot
    note: str = ""


@dataclass(frozen=True)
class Asked:
    """
    Whose snapshot is wanted, and by which day.

    `today` is a day in the market's own time zone; `frozen` asks for the standing snapshot, unseen.
    """

    market: str
    period: Period
    today: dt.date
    frozen: bool = False

    @property
    def key(self) -> str:
        """As in the outputs: 2026-10/SG."""
        return f"{self.period.text}/{self.market}"


def find(params: Params, asked: Asked, outputs: Path, workspace: Path, *, watch: Observer = silent) -> Found:
    """
    The snapshot of a market's period.

    The first one is frozen now. Where a file or a param that decides it has changed since, the period's
    sources are frozen anew while the period is open (params/project.yml: open_days), as are those of a
    database that only reading tells of; once it has closed the snapshot stays and the note says what changed.
    Raises DataError where the sources of an open period are refused, and where a `frozen` one is asked for
    and there is none.
    """
    standing = newest(outputs, asked.market, asked.period)
    if asked.frozen:
        return Found(standing or _none(asked))
    if standing is None:
        return Found(_frozen(params, asked, outputs, workspace, watch))
    closes = asked.period.end + dt.timedelta(days=params.project.open_days)
    since = f"since {standing.number} was frozen on {standing.facts.frozen_on.isoformat()}"
    changed = "the period has ended" if _is_over(standing, asked) else "the sources or params changed"
    try:
        told = _changed(params, asked, outputs, workspace, standing)
        if not told and (asked.today >= closes or not fingerprints.untold(params)):
            return Found(standing)
        if asked.today >= closes:
            stays = f"the period closed on {closes.isoformat()}, so {standing.number} stays; {ANEW}"
            return Found(standing, f"{asked.key}: {changed} {since}; {stays}")
        made = _frozen(params, asked, outputs, workspace, watch)
    except DataError as error:
        if asked.today >= closes:
            return Found(standing, f"{asked.key}: the sources broke {since}, which stays: {error}")
        raise _broken(error, since) from error
    if made.number == standing.number:
        return Found(made)
    return Found(made, f"{asked.key}: {changed} {since}: frozen anew as {made.number}")


def _is_over(standing: Snapshot, asked: Asked) -> bool:
    return standing.facts.provisional and asked.today >= asked.period.end


def _changed(params: Params, asked: Asked, outputs: Path, workspace: Path, standing: Snapshot) -> bool:
    ended = asked.today >= asked.period.end
    now = fingerprints.fingerprint(params, asked.market, asked.period, workspace, ended=ended)
    return now != fingerprints.kept(parent_of(outputs, asked.market, asked.period), standing.number)


def _frozen(params: Params, asked: Asked, outputs: Path, workspace: Path, watch: Observer) -> Snapshot:
    return freeze(params, asked.market, asked.period, outputs, workspace, today=asked.today, watch=watch)


def _none(asked: Asked) -> Snapshot:
    remedy = "run without it, or `labelqa snapshot` first"
    raise DataError(Problem(f"nothing is frozen of {asked.key}", "--frozen", remedy))


def _broken(error: DataError, since: str) -> DataError:
    """What is wrong with sources now, led by when they were still whole."""
    remedy = "mend them; `--frozen` goes on from the snapshot that stands, and what was published stays"
    return DataError(Problem(f"the sources broke {since}", "sources", remedy), *error.problems)
