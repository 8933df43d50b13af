"""From files to a frozen market, as a newcomer goes: `labelqa init --from`, then a snapshot."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import krippendorff
import pandas as pd
import pyarrow.parquet as pq
from typer.testing import CliRunner, Result

from labelqa.cli import app
from labelqa.params import load
from labelqa.periods import parse
from labelqa.snapshots import freeze

TODAY = dt.date(2026, 12, 1)


def init(team: Path, *arguments: object) -> Result:
    """The command, where nobody can be asked."""
    return CliRunner().invoke(app, ["init", str(team), *map(str, arguments)])


def frozen(team: Path, market: str, period: str) -> dict[str, pd.DataFrame]:
    """The frozen tables of a market's period, as pandas."""
    found = freeze(load(team), market, parse(period), team / "outputs", team, today=TODAY)
    return {path.stem: pq.read_table(path).to_pandas() for path in found.folder.glob("*.parquet")}


def alpha(rows: pd.DataFrame) -> float:
    """Krippendorff's alpha of the first label of each person on each item, by the package of that name."""
    once = rows.drop_duplicates(["person", "item"])
    table = once.pivot_table(index="person", columns="item", values="label", aggfunc="first")
    codes = {label: float(code) for code, label in enumerate(sorted(once["label"].unique()))}
    values = table.apply(lambda column: column.map(codes)).to_numpy(dtype=float)
    found: float = krippendorff.alpha(reliability_data=values, level_of_measurement="nominal")
    return found
