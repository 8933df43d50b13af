"""Markets frozen for a command, each described or refused by itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import typer

from ..errors import LabelQAError
from .drawing import drawing

if TYPE_CHECKING:
    from ..params import Params
    from ..snapshots import Snapshot


def freeze_all(
    known: Params,
    root: Path,
    asked: tuple[str, list[str] | None],
    into: Path | None,
    describe: Callable[[str, Snapshot], str],
    tell: Callable[[LabelQAError, str], int],
) -> int:
    """
    Freeze a period of the markets asked for, all by default; returns the worst of their exit codes.

    Without a folder to freeze `into` nothing is kept for longer than it takes to describe it.
    """
    from .. import periods, snapshots
    from .working import working

    now = dt.datetime.now().astimezone()
    period, markets = asked
    when = periods.parse(period, now.date())
    chosen = [known.market(name).id for name in markets or known.markets]
    code = 0
    with working(root / "outputs") as folder, drawing() as drawn:
        for market in chosen:
            try:
                today = now.astimezone(ZoneInfo(known.market(market).timezone)).date()
                frozen = snapshots.freeze(
                    known, market, when, into or folder, root, today=today, watch=drawn.watch
                )
                if text := describe(market, frozen):
                    typer.echo(text)
            except LabelQAError as error:
                code = max(code, tell(error, market))
            drawn.ended(f"{when.text}/{market}")
    return code
