"""Requests as tables: those still open with their chances, and how long delivery takes by priority."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from ....components import Cell, Column, Data, Table
from ....estimates import Estimate, Estimates
from ...data.setting import Setting
from ...language import words
from ...language.numerals import NOTHING
from ...language.vocabulary import PLURALS, REQUESTS
from ...page.records import records, sheet, sheet_of_many

PRINTED = 12
UNLIKELY = 0.5
"""A request is called unlikely to be on time where its chance is below this."""
NOTE = (
    "To do: labels left in the queue for it and for those due before. Chance: that the queue makes these by "
    "the due date, if it goes on as in its last eight weeks."
)
_DAY = ("day", "days")

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
    note = NOTE if len(chances) else words.sentence(f"No chances: {words.reason(chances.first())}")
    found = [(row, held.get(row["request_id"]), needs.get(row["request_id"])) for row in rows]
    return Table(
        id=table_id,
        title=_title(setting, found, end),
        measure=f"Not delivered by the end of {setting.period}, earliest due date first",
        columns=(
            Column(name="Request", share=0.17),
            Column(name="Queue", share=0.22),
            Column(name="Due", share=0.08),
            Column(name="State", share=0.14),
            Column(name="Requested", numeric=True, share=0.09),
            Column(name="To do", numeric=True, share=0.08),
            Column(name="Chance", numeric=True, share=0.08),
            Column(name="95% interval", numeric=True, share=0.14),
        ),
        rows=tuple(_row(setting, *one, end) for one in found[:PRINTED]),
        note=f"{note} The first {PRINTED}; the data file has all." if len(rows) > PRINTED else note,
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
            Cell(text=words.capital(str(key))),
            Cell(text=numerals.count(row["requests"])),
            Cell(text=numerals.count(row["delivered"])),
            *(cell for one in held for cell in _pair(setting, one.get(str(key)))),
        )
        for key, row in counts.iterrows()
    ]
    return Table(
        id=table_id,
        title="How long delivery takes, by priority",
        measure="Days from a request to its delivery, with 95% intervals; "
        f"requests of the weeks to {setting.period}",
        columns=(
            Column(name=PLURALS[by][0].capitalize(), share=0.16),
            Column(name="Requests", numeric=True, share=0.12),
            Column(name="Delivered", numeric=True, share=0.12),
            Column(name="Median", numeric=True, share=0.12),
            Column(name="95% interval", numeric=True, share=0.18),
            Column(name="Nine in ten by", numeric=True, share=0.12),
            Column(name="95% interval", numeric=True, share=0.18),
        ),
        rows=tuple(rows),
        note=f"{NOTHING}: so many were not delivered yet. Open requests count as open, not as fast.",
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
    numerals = setting.numerals
    overdue = sum(row["due"] < end for row, _, _ in found)
    unlikely = sum(e is not None and e.exists and e.value < UNLIKELY for _, e, _ in found)
    counted = words.plural(len(found), REQUESTS, numerals)
    said = f"{counted} open at the end of {setting.period}, {words.spelt(overdue, numerals)} of them overdue"
    return f"{said}, {words.spelt(unlikely, numerals)} unlikely to be on time" if unlikely else said


def _row(
    setting: Setting, row: Mapping[str, Any], chance: Estimate | None, need: float | None, end: pd.Timestamp
) -> tuple[Cell, ...]:
    due, numerals = pd.Timestamp(row["due"]), setting.numerals
    days = abs(due - end).days
    far = words.plural(days, _DAY, numerals) if days else "under a day"
    count = row["volume_requested"]
    chance = chance or Estimate.absent("no data")
    return (
        Cell(text=str(row["request_id"])),
        Cell(text=setting.name("queue_id", str(row["queue_id"]))),
        Cell(text=numerals.short_day(due.date())),
        Cell(text=f"{far} overdue" if due < end else f"due in {far}"),
        Cell(text=numerals.count(count) if pd.notna(count) else NOTHING),
        Cell(text=NOTHING if need is None else numerals.count(need)),
        Cell(text=numerals.estimate(chance)),
        Cell(text=numerals.interval(chance)),
    )


def _pair(setting: Setting, estimate: Estimate | None) -> tuple[Cell, Cell]:
    estimate = estimate or Estimate.absent("no data")
    return Cell(text=setting.numerals.estimate(estimate)), Cell(text=setting.numerals.interval(estimate))
