"""A vendor beside all the others together: the one thing its edition says of them."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from ....components import Cell, FigureOfRecord, Table
from ....estimates import Estimates
from ...data.setting import Setting
from ...language.numerals import NOTHING
from ...language.vocabulary import term
from ...page.records import records, sheet
from ...page.tables import columns
from . import words

BENCHMARKS = "benchmarks"


def peers_table(setting: Setting, held: Mapping[str, Estimates], benchmarks: pd.Series) -> Table:
    """The vendor's own rates and, by metric, the cleared rates of all others together."""
    rows = [_row(setting, own, benchmarks[metric]) for metric, own in held.items()]
    data = [
        [own.figure, own.only().value, own.only().low, own.only().high, own.only().n, benchmarks[metric]]
        for metric, own in held.items()
    ]
    return Table(
        id=BENCHMARKS,
        title=words.PEERS,
        measure=words.PEERS_MEASURE(setting.numerals, period=setting.period),
        columns=columns(words.PEERS_HEADS, (0.34, 0.14, 0.26, 0.26), numeric=1),
        rows=tuple(rows),
        note=words.PEERS_NOTE,
        data=sheet(BENCHMARKS, ["figure", "value", "low", "high", "n", "others"], data),
        figures=tuple(
            figure for metric, own in held.items() for figure in _figures(own, metric, benchmarks[metric])
        ),
    )


def _row(setting: Setting, own: Estimates, others: float) -> tuple[Cell, ...]:
    numerals, estimate = setting.numerals, own.only()
    return (
        Cell(text=term(own.name).label),
        Cell(text=numerals.estimate(estimate)),
        Cell(text=numerals.interval(estimate) if estimate.exists else NOTHING),
        Cell(text=words.WITHHELD if pd.isna(others) else numerals.value(others, own.unit)),
    )


def _figures(own: Estimates, metric: str, others: float) -> tuple[FigureOfRecord, ...]:
    value = None if pd.isna(others) else float(others)
    peers = FigureOfRecord(
        name=f"{metric}.peers",
        value=value,
        low=value,
        high=value,
        n=0,
        unit=own.unit.value,
        method=words.TOGETHER,
        flags=() if value is not None else ("withheld",),
    )
    return (*records(own), peers)
