"""Confusions as tables: the costliest pairs, and a queue's matrix as a heat map."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ....components import Cell, Column, Data, Table
from ....estimates import Estimate, Estimates
from ....measures.confusion import wrong_labels
from ....measures.proportions import wilson
from ...data.setting import Setting
from ...language import words
from ...language.numerals import NOTHING, supported
from ...language.vocabulary import AUDITS
from ...page.records import records, sheet

PRINTED_PAIRS = 8
_SHADES = (0.005, 0.01, 0.02, 0.04, 0.08)  # shares of a row from which a confusion is shaded, lightest first
_MOST_LABELS = 10
_HELD = ["value", "low", "high", "n", "wrong", "wrong_low", "wrong_high", "loss"]


def pairs_table(setting: Setting, pairs: Estimates, severity: Mapping[str, float], table_id: str) -> Table:
    """`pairs` as measures.confusion.pairs gives them: the costliest first."""
    printed = zip(pairs, pairs.rows.head(PRINTED_PAIRS).to_dict("records"), strict=False)
    rows = [_pair(setting, estimate, row) for (_, estimate), row in printed]
    note = "Weighted: wrong labels times the greater severity of the two labels."
    if len(pairs) > PRINTED_PAIRS:
        note = f"{note} The first {PRINTED_PAIRS} of {setting.numerals.count(len(pairs))} pairs."
    return Table(
        id=table_id,
        title="The costliest confusions",
        measure=f"Expected wrong labels among those made, {setting.period}, most weighted loss first",
        columns=(
            Column(name="Audit found", share=0.24),
            Column(name="Labelled as", share=0.24),
            Column(name="Wrong labels", numeric=True, share=0.12),
            Column(name="95% interval", numeric=True, share=0.17),
            Column(name="Of all labels", numeric=True, share=0.11),
            Column(name="Weighted", numeric=True, share=0.12),
        ),
        rows=tuple(rows),
        note=note,
        data=_pairs_sheet(pairs, severity, table_id),
        figures=records(pairs),
    )


def matrix_table(
    setting: Setting, matrix: pd.DataFrame, queue: str, audits: pd.Series, table_id: str
) -> Table:
    """
    `matrix` holds shares of a queue's labels by given (rows) and true (columns) label; they sum to 1.
    `audits` counts those it rests on by given label. A row of which nothing may be told is missing.

    Printed are shares of a row. Only confusions are shaded; beyond _MOST_LABELS the rarest are left out.
    """
    numerals = setting.numerals
    every = sorted(set(matrix.index) | set(matrix.columns))
    square = matrix.reindex(index=every, columns=every, fill_value=0.0)
    weight = square.sum(axis=1) + square.sum(axis=0)
    labels = sorted(every, key=lambda label: (-weight[label], label))[:_MOST_LABELS]
    note = (
        f"Shading marks confusions from {numerals.percent(_SHADES[0], 1)} of the row; "
        "the diagonal is agreement with the audit."
    )
    if len(every) > len(labels):
        note = f"{note} {numerals.count(len(every) - len(labels))} rarer labels are left out."
    heads = (Column(name="Labelled as"), Column(name="Of all", numeric=True))
    return Table(
        id=table_id,
        title=f"What audits found: {setting.name('queue_id', queue)}",
        measure=f"Each row: labels made as the one named, by what audits found, in percent of the row; "
        f"{words.plural(int(audits.sum()), AUDITS, numerals)}, {setting.period}",
        columns=(*heads, *(Column(name=setting.name("label_id", label)) for label in labels)),
        rows=tuple(_given(setting, square, given, labels, int(audits.get(given, 0))) for given in labels),
        heat=True,
        note=note,
        data=sheet(table_id, ["label", *every], [[given, *square.loc[given]] for given in every]),
    )


def _pair(setting: Setting, share: Estimate, row: dict[str, Any]) -> tuple[Cell, ...]:
    numerals, wrong = setting.numerals, wrong_labels(row)
    return (
        Cell(text=setting.name("label_id", row["ref_label_id"])),
        Cell(text=setting.name("label_id", row["label_id"])),
        Cell(text=numerals.estimate(wrong)),
        Cell(text=numerals.interval(wrong)),
        Cell(text=numerals.estimate(share)),
        Cell(text=numerals.estimate(wrong_labels(row, weight=row["loss"] / row["wrong"]))),
    )


def _pairs_sheet(pairs: Estimates, severity: Mapping[str, float], name: str) -> Data:
    rows = [
        [given, true, *(row[column] for column in _HELD), severity.get(given), severity.get(true)]
        for row in pairs.rows.to_dict("records")
        for given, true in [(row["label_id"], row["ref_label_id"])]
    ]
    return sheet(name, ["label", "ref_label", *_HELD, "severity_label", "severity_ref_label"], rows)


def _given(
    setting: Setting, square: pd.DataFrame, given: str, labels: list[str], audits: int
) -> tuple[Cell, ...]:
    """A row of the heat map, resting on so many audits; empty where the label was never given, or too few."""
    total, told = float(square.loc[given].sum()), bool(square.loc[given].notna().all())
    parts = {label: float(square.at[given, label]) / total if total else 0.0 for label in labels}
    cells = (
        Cell(
            text=_percent(setting, part, audits) if total else "",
            shade=None if label == given else sum(part >= level for level in _SHADES),
        )
        for label, part in parts.items()
    )
    name = Cell(text=setting.name("label_id", given))
    return (name, Cell(text=setting.numerals.percent(total, 1) if told else NOTHING), *cells)


def _percent(setting: Setting, share: float, audits: int) -> str:
    low, high = wilson(share * audits, audits)
    known = Estimate(share, float(low), float(high), audits, audits, "wilson")
    return setting.numerals.decimal(100 * share, supported(known))
