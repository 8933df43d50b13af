"""Agreement by queue and by label, and the clauses of the SOP, as tables."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from ....components import Cell, Column, Data, Table
from ....estimates import Estimate, Estimates, Unit
from ....measures.grouping import UNKNOWN
from ...data.setting import Setting
from ...language import words
from ...language.numerals import NOTHING
from ...language.vocabulary import PLURALS, term
from ...page.records import records, sheet, sheet_of_many
from . import sentences as agreement_words
from .words import ERRORS

ByKey = Mapping[str, Estimate]

PRINTED = 12
_BESIDE = ["errors", "wrong", "wrong_low", "wrong_high", "unclear", "cumulative"]


def queue_table(setting: Setting, measures: Sequence[Estimates], table_id: str) -> Table:
    """One row per queue, most surely low first; `measures` are alpha, others, and last raw agreement."""
    alpha = measures[0]
    held = [{by["queue_id"]: estimate for by, estimate in each} for each in measures]
    order = sorted(held[0], key=lambda queue: (_top(held[0][queue]), queue))
    share = 0.73 / len(measures)
    return Table(
        id=table_id,
        title="Agreement by queue",
        measure=f"With 95% intervals, {setting.period}; the queue that is most surely low first",
        columns=(
            Column(name="Queue", share=0.2),
            Column(name="Items", numeric=True, share=0.07),
            *(Column(name=term(each.name).column, numeric=True, share=share) for each in measures),
        ),
        rows=tuple(_row(setting, ("queue_id", queue), held, held[-1]) for queue in order),
        note=" ".join(
            text
            for text in (agreement_words.legend(setting), agreement_words.cautions(setting, alpha))
            if text
        ),
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
        title="Agreement by label",
        measure=f"With 95% intervals, {setting.period}; the label that is most surely low first",
        columns=(
            Column(name="Label", share=0.34),
            Column(name="Items", numeric=True, share=0.1),
            Column(name=term(specific.name).column, numeric=True, share=0.28),
            Column(name=term(alpha.name).column, numeric=True, share=0.28),
        ),
        rows=tuple(_row(setting, ("label_id", label), held, held[0]) for label in order[:PRINTED]),
        note="Given by both: how likely another person gives the label where one did. "
        "Alpha: the label against all others." + _cut(setting, len(order), PLURALS["label_id"]),
        data=sheet_of_many(table_id, (specific, alpha)),
        figures=tuple(figure for each in (specific, alpha) for figure in records(each)),
    )


def clause_table(setting: Setting, clauses: Estimates, titles: Mapping[str, str], table_id: str) -> Table:
    """`clauses` as measures.ambiguity.by_clause gives them: most wrong labels first."""
    every = zip(clauses, clauses.rows.to_dict("records"), strict=True)
    rows = [_clause(setting, titles, estimate, row) for (_, estimate), row in every]
    return Table(
        id=table_id,
        title=agreement_words.unclear(setting, clauses),
        measure=f"Errors that audits found by clause, weighted to all labels, {setting.period}",
        columns=(
            Column(name="Clause", share=0.31),
            Column(name=ERRORS[1].capitalize(), numeric=True, share=0.08),
            Column(name=term(clauses.name).column, numeric=True, share=0.22),
            Column(name="Wrong labels", numeric=True, share=0.26),
            Column(name="Running share", numeric=True, share=0.13),
        ),
        rows=tuple(rows[:PRINTED]),
        note="Laid to the SOP: a gap or an ambiguity, of the errors with a reason. "
        "Running share: of all wrong labels, down to this clause. With 95% intervals."
        + _cut(setting, len(rows), PLURALS["clause_id"]),
        data=_clause_sheet(clauses, table_id),
        figures=records(clauses),
    )


def _row(setting: Setting, row: tuple[str, str], held: Sequence[ByKey], counted: ByKey) -> tuple[Cell, ...]:
    """The row of a column and its key: its name, the items of `counted`, and every estimate held."""
    key, none = row[1], Estimate.absent("no data")
    return (
        Cell(text=setting.name(*row)),
        Cell(text=setting.numerals.count(counted.get(key, none).n)),
        *(Cell(text=words.with_interval(one.get(key, none), setting.numerals)) for one in held),
    )


def _clause(
    setting: Setting, titles: Mapping[str, str], share: Estimate, row: Mapping[Any, Any]
) -> tuple[Cell, ...]:
    numerals, clause = setting.numerals, str(row["clause_id"])
    ends = (row["wrong"], row["wrong_low"], row["wrong_high"])
    wrong = Estimate(*ends, row["errors"], float(row["errors"]), row["method"], Unit.COUNT)
    name = f"{titles[clause]} ({clause})" if clause in titles else clause
    if clause == UNKNOWN:
        name = "No clause recorded"
    return (
        Cell(text=name),
        Cell(text=NOTHING if math.isnan(row["errors"]) else numerals.count(row["errors"])),
        Cell(text=words.with_interval(share, numerals)),
        Cell(text=words.with_interval(wrong, numerals)),
        Cell(text=NOTHING if math.isnan(row["cumulative"]) else numerals.percent(row["cumulative"], 0)),
    )


def _clause_sheet(clauses: Estimates, name: str) -> Data:
    header = ["clause", "value", "low", "high", "n", "n_eff", *_BESIDE]
    rows = [
        [row["clause_id"], *(row[column] for column in header[1:])] for row in clauses.rows.to_dict("records")
    ]
    return sheet(name, header, rows)


def _cut(setting: Setting, count: int, forms: tuple[str, str]) -> str:
    if count <= PRINTED:
        return ""
    shown, every = setting.numerals.count(PRINTED), setting.numerals.count(count)
    return f" The first {shown} of {every} {forms[1]}; the data file has all."


def _top(estimate: Estimate) -> float:
    return estimate.high if estimate.exists else 2.0
