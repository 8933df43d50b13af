"""Agreement by queue and by label, and the clauses of the SOP, as tables."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from ....components import Cell, Data, Table
from ....estimates import Estimate, Estimates, Unit
from ....measures.grouping import UNKNOWN
from ...data.setting import Setting
from ...language.numerals import NOTHING
from ...language.shortened import THE_FIRST_OF
from ...language.vocabulary import PLURALS, term
from ...language.words import joined, with_interval
from ...page.records import records, sheet, sheet_of_many
from ...page.tables import columns
from . import words
from .sentences import cautions, legend, unclear

ByKey = Mapping[str, Estimate]

PRINTED = 12
_BESIDE = ["errors", "wrong", "wrong_low", "wrong_high", "unclear", "cumulative"]


def queue_table(setting: Setting, measures: Sequence[Estimates], table_id: str) -> Table:
    """One row per queue, most surely low first; `measures` are alpha, others, and last raw agreement."""
    alpha = measures[0]
    held = [{by["queue_id"]: estimate for by, estimate in each} for each in measures]
    order = sorted(held[0], key=lambda queue: (_top(held[0][queue]), queue))
    return Table(
        id=table_id,
        title=words.BY_QUEUE,
        measure=words.QUEUE_MEASURE(setting.numerals, period=setting.period),
        columns=columns(
            (*words.QUEUE_HEADS, *(term(each.name).column for each in measures)),
            (0.2, 0.07, *[0.73 / len(measures)] * len(measures)),
            numeric=1,
        ),
        rows=tuple(_row(setting, ("queue_id", queue), held, held[-1]) for queue in order),
        note=joined(legend(setting), cautions(setting, alpha)),
        data=sheet_of_many(table_id, measures),
        figures=tuple(figure for each in measures for figure in records(each)),
    )


def label_table(setting: Setting, specific: Estimates, alpha: Estimates, table_id: str) -> Table:
    """The labels that are most surely seldom agreed on."""
    held = [{by["label_id"]: estimate for by, estimate in each} for each in (specific, alpha)]
    known = [label for label, estimate in held[0].items() if estimate.exists]
    order = sorted(known, key=lambda label: (held[0][label].high, label))
    return Table(
        id=table_id,
        title=words.BY_LABEL,
        measure=words.LABEL_MEASURE(setting.numerals, period=setting.period),
        columns=columns(
            (*words.LABEL_HEADS, *(term(each.name).column for each in (specific, alpha))),
            (0.34, 0.1, 0.28, 0.28),
            numeric=1,
        ),
        rows=tuple(_row(setting, ("label_id", label), held, held[0]) for label in order[:PRINTED]),
        note=joined(words.LABEL_NOTE, _cut(setting, len(order), PLURALS["label_id"][1])),
        data=sheet_of_many(table_id, (specific, alpha)),
        figures=tuple(figure for each in (specific, alpha) for figure in records(each)),
    )


def clause_table(setting: Setting, clauses: Estimates, titles: Mapping[str, str], table_id: str) -> Table:
    """`clauses` as measures.ambiguity.by_clause gives them: most wrong labels first."""
    every = zip(clauses, clauses.rows.to_dict("records"), strict=True)
    rows = [_clause(setting, titles, estimate, row) for (_, estimate), row in every]
    return Table(
        id=table_id,
        title=unclear(setting, clauses),
        measure=words.CLAUSE_MEASURE(setting.numerals, period=setting.period),
        columns=columns(words.CLAUSE_HEADS, (0.31, 0.08, 0.22, 0.26, 0.13), numeric=1),
        rows=tuple(rows[:PRINTED]),
        note=joined(words.CLAUSE_NOTE, _cut(setting, len(rows), PLURALS["clause_id"][1])),
        data=_clause_sheet(clauses, table_id),
        figures=records(clauses),
    )


def _row(setting: Setting, row: tuple[str, str], held: Sequence[ByKey], counted: ByKey) -> tuple[Cell, ...]:
    """The row of a column and its key: its name, the items of `counted`, and every estimate held."""
    key, none = row[1], Estimate.absent(words.NO_DATA)
    return (
        Cell(text=setting.name(*row)),
        Cell(text=setting.numerals.count(counted.get(key, none).n)),
        *(Cell(text=with_interval(one.get(key, none), setting.numerals)) for one in held),
    )


def _clause(
    setting: Setting, titles: Mapping[str, str], share: Estimate, row: Mapping[Any, Any]
) -> tuple[Cell, ...]:
    numerals, clause = setting.numerals, str(row["clause_id"])
    ends = (row["wrong"], row["wrong_low"], row["wrong_high"])
    wrong = Estimate(*ends, row["errors"], float(row["errors"]), row["method"], Unit.COUNT)
    name = words.CLAUSE(numerals, title=titles[clause], clause=clause) if clause in titles else clause
    if clause == UNKNOWN:
        name = words.NO_CLAUSE
    return (
        Cell(text=name),
        Cell(text=NOTHING if math.isnan(row["errors"]) else numerals.count(row["errors"])),
        Cell(text=with_interval(share, numerals)),
        Cell(text=with_interval(wrong, numerals)),
        Cell(text=NOTHING if math.isnan(row["cumulative"]) else numerals.percent(row["cumulative"], 0)),
    )


def _clause_sheet(clauses: Estimates, name: str) -> Data:
    header = ["clause", "value", "low", "high", "n", "n_eff", *_BESIDE]
    rows = [
        [row["clause_id"], *(row[column] for column in header[1:])] for row in clauses.rows.to_dict("records")
    ]
    return sheet(name, header, rows)


def _cut(setting: Setting, count: int, units: str) -> str:
    return THE_FIRST_OF(setting.numerals, n=PRINTED, all=count, units=units) if count > PRINTED else ""


def _top(estimate: Estimate) -> float:
    return estimate.high if estimate.exists else 2.0
