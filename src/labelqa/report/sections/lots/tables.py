"""The period's lots: as they were delivered, what audits found in them, what their plan lets through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ....components import Cell, Column, Status, Table
from ....estimates import Estimate, Estimates, Target, Unit, Verdict
from ....measures.acceptance import Plan
from ....measures.lots import inspected_lots
from ....measures.standard_plans import AQLS, Inspection, standard_aql, standard_plan
from ...data.setting import Setting
from ...language import words
from ...language.numerals import NOTHING, Numerals
from ...language.vocabulary import LABELS
from ...page.records import records, sheet
from .words import LOTS

PRINTED = 16
SMALLEST_AQL = AQLS[0] / 100
_FOUND: dict[str, tuple[str, Status]] = {"accepted": ("Accepted", "met"), "rejected": ("Rejected", "missed")}
_HEAD = (
    ("Lot", 0.1), ("Queue", 0.13), ("Labels", 0.07), ("Plan", 0.06), ("Standard", 0.09),
    ("As delivered", 0.11), ("Found wrong", 0.09), ("Right by audits", 0.2), ("Chance", 0.08), ("AOQL", 0.07),
)  # fmt: skip
_TEXTS = {"Lot", "Queue", "As delivered", "Right by audits"}
_COLUMNS = (
    "lot", "queue", "labels", "inspected", "accepted_at", "verdict", "tolerated", "chance", "aoql",
    "audits", "found_wrong", "accuracy", "low", "high",
)  # fmt: skip


@dataclass(frozen=True)
class Lots:
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
    due: Mapping[str, Inspection]


def lot_table(setting: Setting, lots: Lots, target: Target | None, table_id: str) -> Table:
    """Rejected lots first, then those that missed the target, then by what audits found."""
    held = [_by_lot(each) for each in (lots.chance, lots.outgoing, lots.accuracy, lots.wrong)]
    judged = setting.verdicts(lots.accuracy, target)
    verdicts = dict(zip(held[2], judged, strict=True))
    order = lots.rows.assign(
        passed=lots.rows["lot_verdict"] != "rejected",
        good=[words.status(verdicts.get(lot)) != "missed" for lot in lots.rows["batch_id"]],
        right=lots.rows["batch_id"].map({lot: estimate.value for lot, estimate in held[2].items()}),
    ).sort_values(["passed", "good", "right", "batch_id"], na_position="last")
    rows = order.to_dict("records")
    return Table(
        id=table_id,
        title=_title(setting.numerals, lots),
        measure=f"Lots handed over in {setting.period}, rejected ones first, then by what audits found",
        columns=tuple(Column(name=name, numeric=name not in _TEXTS, share=share) for name, share in _HEAD),
        rows=tuple(_row(setting, row, held, verdicts.get(row["batch_id"])) for row in rows[:PRINTED]),
        note=words.joined(
            _note(setting, lots, len(rows)), setting.together(LOTS[1]) if sum(map(bool, judged)) > 1 else ""
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
    word, mark = _FOUND.get(row["lot_verdict"], ("Not inspected", "none"))
    found = f"{numerals.estimate(wrong)} of {numerals.count(wrong.n)}" if wrong else NOTHING
    queue = NOTHING if pd.isna(row["queue_id"]) else setting.name("queue_id", str(row["queue_id"]))
    return (
        Cell(text=str(row["batch_id"])),
        Cell(text=queue),
        Cell(text=numerals.count(row["n_labels"])),
        Cell(text=NOTHING if pd.isna(row["lot_n"]) else _plan(Plan(int(row["lot_n"]), int(row["lot_c"])))),
        Cell(text=_standard(row)),
        Cell(text=word, status=mark),
        Cell(text=found),
        Cell(text=_right(numerals, right), status=words.status(verdict) if right else None),
        Cell(text=numerals.estimate(chance) if chance else NOTHING),
        Cell(text=numerals.estimate(outgoing) if outgoing else NOTHING),
    )


def _plan(plan: Plan) -> str:
    return f"{plan.n}/{plan.c}"


def _standard(row: dict[str, Any]) -> str:
    """The plan that ISO 2859-1 has for such a lot; none where less is tolerated than it knows."""
    tolerated = row["tolerated"]
    if pd.isna(tolerated) or tolerated < SMALLEST_AQL:
        return NOTHING
    return _plan(standard_plan(int(row["n_labels"]), float(tolerated)))


def _right(numerals: Numerals, estimate: Estimate | None) -> str:
    if estimate is None:
        return NOTHING
    return f"{numerals.estimate(estimate)} ({numerals.interval(estimate)})"


def _title(numerals: Numerals, lots: Lots) -> str:
    inspected = inspected_lots(lots.rows)
    if inspected.empty:
        every = words.plural(len(lots.rows), LOTS, numerals)
        return f"{every} {'was' if len(lots.rows) == 1 else 'were'} handed over, none of them inspected"
    rejected = int((inspected["lot_verdict"] == "rejected").sum())
    of = f"{words.spelt(rejected, numerals)} of {numerals.count(len(inspected))} inspected lots"
    if not rejected:
        return f"{words.capital(of)} was rejected"
    labels = words.plural(round(lots.rejected.only().value), LABELS, numerals)
    were = "was" if rejected == 1 else "were"
    return f"{words.capital(of)} {were} rejected, and {labels} went out all the same"


def _note(setting: Setting, lots: Lots, count: int) -> str:
    numerals = setting.numerals
    tolerated = lots.rows["tolerated"].dropna().unique()
    one = len(tolerated) == 1
    limit = numerals.goal(float(tolerated[0]), Unit.SHARE) if one else "what its request tolerates"
    cut = f"The first {PRINTED} of {numerals.count(count)} lots; the data file has all."
    said = [cut] if count > PRINTED else []
    said.append("Plan: labels inspected, and how many of them may be wrong.")
    if one and tolerated[0] >= SMALLEST_AQL:
        aql = numerals.goal(standard_aql(float(tolerated[0])), Unit.SHARE)
        said.append(f"Standard: the plan of ISO 2859-1, level II, at AQL {aql}.")
    if len(tolerated):
        said.append(f"Chance: that the plan accepts a lot of which {limit} is wrong.")
    said.append("AOQL: the highest share wrong that goes out where rejected lots are put right.")
    for state, word in ((Inspection.TIGHTENED, "is due tightened"), (Inspection.STOPPED, "is to be stopped")):
        queues = [setting.name("queue_id", queue) for queue, due in lots.due.items() if due is state]
        if queues:
            said.append(f"By the standard's switching rules, inspection {word} in {words.listed(queues)}.")
    return " ".join(said)


def _data(row: dict[str, Any], held: list[dict[str, Estimate]]) -> list[object]:
    absent = Estimate.absent("not known")
    chance, outgoing, right, wrong = (each.get(row["batch_id"], absent) for each in held)
    known = [None if pd.isna(row[name]) else row[name] for name in
             ("batch_id", "queue_id", "n_labels", "lot_n", "lot_c", "lot_verdict", "tolerated")]  # fmt: skip
    return [*known, chance.value, outgoing.value, wrong.n, wrong.value, right.value, right.low, right.high]
