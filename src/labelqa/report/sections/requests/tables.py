"""Requests as tables: those still open with their chances, and how long delivery takes by priority."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from ....components import Cell, Data, Table
from ....estimates import Estimate, Estimates
from ...data.setting import Setting
from ...language.numerals import NOTHING, Numerals
from ...language.shortened import THE_FIRST
from ...language.words import capital, joined
from ...page.records import records, sheet, sheet_of_many
from ...page.tables import columns, value_and_interval
from . import words

PRINTED = 12
UNLIKELY = 0.5
"""A request is called unlikely to be on time where its chance is below this."""

Pending = tuple[dict[str, Any], Estimate | None, float | None]
"""A request, its chance, and the labels it needs."""


def open_requests(setting: Setting, requests: pd.DataFrame, chances: Estimates, table_id: str) -> Table:
    """
    `requests` accepted and neither delivered nor cancelled by the period's end, with the column due, local.

    `chances` as measures.clearance.clearance gives them, by request_id with the column need.
    """
    rows = requests.sort_values(["due", "request_id"]).to_dict("records")
    held = {by["request_id"]: estimate for by, estimate in chances}
    needs = dict(zip(chances.rows.get("request_id", ()), chances.rows.get("need", ()), strict=True))
    end = pd.Timestamp(setting.context.period.end)
    first = THE_FIRST(setting.numerals, n=PRINTED) if len(rows) > PRINTED else ""
    note = words.OPEN_NOTE if len(chances) else words.NO_CHANCES(setting.numerals, chances=chances.first())
    found = [(row, held.get(row["request_id"]), needs.get(row["request_id"])) for row in rows]
    return Table(
        id=table_id,
        title=_title(setting, found, end),
        measure=words.OPEN_MEASURE(setting.numerals, period=setting.period),
        columns=columns(words.OPEN_HEADS, (0.17, 0.22, 0.08, 0.14, 0.09, 0.08, 0.08, 0.14), numeric=4),
        rows=tuple(_row(setting, *one, end) for one in found[:PRINTED]),
        note=joined(note, first),
        data=_open_sheet(found, table_id),
        figures=records(chances),
    )


def times_table(
    setting: Setting, counts: pd.DataFrame, measures: tuple[Estimates, ...], table_id: str
) -> Table:
    """
    Median and 90th percentile of the days to deliver by priority.

    `counts` has the columns requests and delivered by priority.
    """
    by = measures[0].by[0]
    held = [{keys[by]: estimate for keys, estimate in one} for one in measures]
    numerals = setting.numerals
    rows = [
        (
            Cell(text=capital(str(key))),
            Cell(text=numerals.count(row["requests"])),
            Cell(text=numerals.count(row["delivered"])),
            *(cell for one in held for cell in value_and_interval(numerals, one.get(str(key)))),
        )
        for key, row in counts.iterrows()
    ]
    return Table(
        id=table_id,
        title=words.BY_PRIORITY,
        measure=words.BY_PRIORITY_MEASURE(setting.numerals, period=setting.period),
        columns=columns(words.BY_PRIORITY_HEADS, (0.16, 0.12, 0.12, 0.12, 0.18, 0.12, 0.18), numeric=1),
        rows=tuple(rows),
        note=words.BY_PRIORITY_NOTE,
        data=sheet_of_many(table_id, measures),
        figures=tuple(figure for one in measures for figure in records(one)),
    )


def _open_sheet(found: Sequence[Pending], name: str) -> Data:
    rows = [
        [row["request_id"], row["queue_id"], row["due"].isoformat(), row["volume_requested"], need,
         *((e.value, e.low, e.high) if e else (None, None, None))]
        for row, e, need in found
    ]  # fmt: skip
    header = ["request", "queue", "due", "requested", "to_do", "chance", "low", "high"]
    return sheet(name, header, rows)


def _title(setting: Setting, found: Sequence[Pending], end: pd.Timestamp) -> str:
    """How many are open, overdue, and unlikely to be on time."""
    overdue = sum(row["due"] < end for row, _, _ in found)
    unlikely = sum(e is not None and e.exists and e.value < UNLIKELY for _, e, _ in found)
    known = {"n": len(found), "period": setting.period, "overdue": overdue}
    if unlikely:
        return words.OPEN_AND_UNLIKELY(setting.numerals, **known, unlikely=unlikely)
    return words.OPEN(setting.numerals, **known)


def _row(
    setting: Setting, row: Mapping[str, Any], chance: Estimate | None, need: float | None, end: pd.Timestamp
) -> tuple[Cell, ...]:
    due, numerals = pd.Timestamp(row["due"]), setting.numerals
    count = row["volume_requested"]
    chance = chance or Estimate.absent(words.NO_CHANCE)
    return (
        Cell(text=str(row["request_id"])),
        Cell(text=setting.name("queue_id", str(row["queue_id"]))),
        Cell(text=numerals.short_day(due.date())),
        Cell(text=_state(numerals, due, end)),
        Cell(text=numerals.count(count) if pd.notna(count) else NOTHING),
        Cell(text=NOTHING if need is None else numerals.count(need)),
        Cell(text=numerals.estimate(chance)),
        Cell(text=numerals.interval(chance)),
    )


def _state(numerals: Numerals, due: pd.Timestamp, end: pd.Timestamp) -> str:
    """How far a request is from its due date, or past it."""
    late, days = due < end, abs(due - end).days
    if not days:
        return words.OVERDUE_TODAY if late else words.DUE_TODAY
    return (words.OVERDUE if late else words.DUE_IN)(numerals, days=days)
