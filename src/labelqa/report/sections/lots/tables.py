"""The period's lots: as they were delivered, what audits found in them, what their plan lets through."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ....components import Cell, Column, Status, Table
from ....estimates import Estimate, Estimates, Target, Verdict
from ....measures.acceptance import AcceptancePlan
from ....measures.lots import inspected_lots
from ....measures.standard_plans import AQLS, Strictness, standard_aql, standard_plan
from ...data.setting import Setting
from ...language.numerals import NOTHING, Numerals
from ...language.shortened import THE_FIRST_OF
from ...language.words import joined, status
from ...page.records import records, sheet
from . import words

PRINTED = 16
SMALLEST_AQL = AQLS[0] / 100
_MARKS: dict[str, Status] = {"accepted": "met", "rejected": "missed"}
_SWITCHED = {Strictness.TIGHTENED: words.DUE_TIGHTENED, Strictness.STOPPED: words.DUE_STOPPED}
_SHARES = (0.1, 0.13, 0.07, 0.06, 0.09, 0.11, 0.09, 0.2, 0.08, 0.07)
_TEXTS = (0, 1, 5, 7)  # the places of the columns that hold no numbers
_COLUMNS = (
    "lot", "queue", "labels", "inspected", "accepted_at", "verdict", "tolerated", "chance", "aoql",
    "audits", "found_wrong", "accuracy", "low", "high",
)  # fmt: skip


@dataclass(frozen=True)
class LotRows:
    """
    The lots of a period: rows with batch_id, queue_id, n_labels, lot_n, lot_c, lot_verdict and tolerated.

    `chance`, `outgoing`, `accuracy` and `wrong` are by lot; `due` is how the next lot of each queue is to
    be inspected.
    """

    rows: pd.DataFrame
    rejected: Estimates
    chance: Estimates
    outgoing: Estimates
    accuracy: Estimates
    wrong: Estimates
    due: Mapping[str, Strictness]


def lot_table(setting: Setting, lots: LotRows, target: Target | None, table_id: str) -> Table:
    """Rejected lots first, then those that missed the target, then by what audits found."""
    held = [_by_lot(each) for each in (lots.chance, lots.outgoing, lots.accuracy, lots.wrong)]
    judged = setting.verdicts(lots.accuracy, target)
    verdicts = dict(zip(held[2], judged, strict=True))
    order = lots.rows.assign(
        passed=lots.rows["lot_verdict"] != "rejected",
        good=[status(verdicts.get(lot)) != "missed" for lot in lots.rows["batch_id"]],
        right=lots.rows["batch_id"].map({lot: estimate.value for lot, estimate in held[2].items()}),
    ).sort_values(["passed", "good", "right", "batch_id"], na_position="last")
    rows = order.to_dict("records")
    return Table(
        id=table_id,
        title=_title(setting.numerals, lots),
        measure=words.TABLE_MEASURE(setting.numerals, period=setting.period),
        columns=tuple(
            Column(name=head, numeric=place not in _TEXTS, share=share)
            for place, (head, share) in enumerate(zip(words.TABLE_HEADS, _SHARES, strict=True))
        ),
        rows=tuple(_row(setting, row, held, verdicts.get(row["batch_id"])) for row in rows[:PRINTED]),
        note=joined(
            *_notes(setting, lots, len(rows)),
            setting.together(words.LOTS[1]) if sum(map(bool, judged)) > 1 else "",
        ),
        data=sheet(table_id, _COLUMNS, [_data(row, held) for row in rows]),
        figures=(
            *records(lots.rejected),
            *records(lots.chance),
            *records(lots.outgoing),
            *records(lots.accuracy, judged),
            *records(lots.wrong),
        ),
    )


def _by_lot(estimates: Estimates) -> dict[str, Estimate]:
    return {by["batch_id"]: estimate for by, estimate in estimates}


def _row(
    setting: Setting, row: dict[str, Any], held: list[dict[str, Estimate]], verdict: Verdict | None
) -> tuple[Cell, ...]:
    numerals = setting.numerals
    chance, outgoing, right, wrong = (each.get(row["batch_id"]) for each in held)
    inspected = words.AS_DELIVERED.get(row["lot_verdict"], words.NOT_INSPECTED)
    found = words.FOUND_WRONG(numerals, wrong=wrong, audits=wrong.n) if wrong else NOTHING
    queue = NOTHING if pd.isna(row["queue_id"]) else setting.name("queue_id", str(row["queue_id"]))
    return (
        Cell(text=str(row["batch_id"])),
        Cell(text=queue),
        Cell(text=numerals.count(row["n_labels"])),
        Cell(
            text=NOTHING
            if pd.isna(row["lot_n"])
            else _plan(AcceptancePlan(int(row["lot_n"]), int(row["lot_c"])))
        ),
        Cell(text=_standard(row)),
        Cell(text=inspected, status=_MARKS.get(row["lot_verdict"], "none")),
        Cell(text=found),
        Cell(
            text=words.RIGHT(numerals, right=right) if right else NOTHING,
            status=status(verdict) if right else None,
        ),
        Cell(text=numerals.estimate(chance) if chance else NOTHING),
        Cell(text=numerals.estimate(outgoing) if outgoing else NOTHING),
    )


def _plan(plan: AcceptancePlan) -> str:
    return f"{plan.n}/{plan.c}"


def _standard(row: dict[str, Any]) -> str:
    """The plan that ISO 2859-1 has for such a lot; none where less is tolerated than it knows."""
    tolerated = row["tolerated"]
    if pd.isna(tolerated) or tolerated < SMALLEST_AQL:
        return NOTHING
    return _plan(standard_plan(int(row["n_labels"]), float(tolerated)))


def _title(numerals: Numerals, lots: LotRows) -> str:
    inspected = inspected_lots(lots.rows)
    if inspected.empty:
        return words.NONE_INSPECTED(numerals, n=len(lots.rows))
    rejected = int((inspected["lot_verdict"] == "rejected").sum())
    if not rejected:
        return words.NONE_REJECTED(numerals, n=len(inspected))
    labels = round(lots.rejected.only().value)
    return words.REJECTED(numerals, n=rejected, all=len(inspected), labels=labels)


def _notes(setting: Setting, lots: LotRows, count: int) -> Iterator[str]:
    numerals = setting.numerals
    tolerated = [float(share) for share in lots.rows["tolerated"].dropna().unique()]
    limit = tolerated[0] if len(tolerated) == 1 else None
    if count > PRINTED:
        yield THE_FIRST_OF(numerals, n=PRINTED, all=count, units=words.LOTS[1])
    yield words.PLAN_NOTE
    if limit is not None and limit >= SMALLEST_AQL:
        yield words.STANDARD_NOTE(numerals, aql=standard_aql(limit))
    if tolerated:
        yield words.CHANCES_NOTE if limit is None else words.CHANCE_NOTE(numerals, limit=limit)
    yield words.OUTGOING_NOTE
    for state, message in _SWITCHED.items():
        queues = [setting.name("queue_id", queue) for queue, due in lots.due.items() if due is state]
        if queues:
            yield message(numerals, queues=queues)


def _data(row: dict[str, Any], held: list[dict[str, Estimate]]) -> list[object]:
    absent = Estimate.absent(words.UNKNOWN)
    chance, outgoing, right, wrong = (each.get(row["batch_id"], absent) for each in held)
    known = [None if pd.isna(row[name]) else row[name] for name in
             ("batch_id", "queue_id", "n_labels", "lot_n", "lot_c", "lot_verdict", "tolerated")]  # fmt: skip
    return [*known, chance.value, outgoing.value, wrong.n, wrong.value, right.value, right.low, right.high]
