"""Confusions as tables: the costliest pairs, and a queue's matrix as a heat map."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ....components import Cell, Column, Data, Table
from ....estimates import Estimate, Estimates
from ....measures.confusion import wrong_labels
from ....measures.proportions import wilson
from ....precision import supported
from ...data.setting import Setting
from ...language.numerals import NOTHING
from ...language.words import joined
from ...page.records import records, sheet
from ...page.tables import columns
from . import words

PRINTED_PAIRS = 8
_SHADES = (0.005, 0.01, 0.02, 0.04, 0.08)  # shares of a row from which a confusion is shaded, lightest first
_MOST_LABELS = 10
_HELD = ["value", "low", "high", "n", "wrong", "wrong_low", "wrong_high", "loss"]


def pairs_table(setting: Setting, pairs: Estimates, severity: Mapping[str, float], table_id: str) -> Table:
    """`pairs` as measures.confusion.pairs gives them: the costliest first."""
    printed = zip(pairs, pairs.rows.head(PRINTED_PAIRS).to_dict("records"), strict=False)
    rows = [_pair(setting, estimate, row) for (_, estimate), row in printed]
    cut = words.FIRST(setting.numerals, shown=PRINTED_PAIRS, n=len(pairs))
    return Table(
        id=table_id,
        title=words.PAIRS,
        measure=words.PAIRS_MEASURE(setting.numerals, period=setting.period),
        columns=columns(words.PAIRS_HEADS, (0.24, 0.24, 0.12, 0.17, 0.11, 0.12), numeric=2),
        rows=tuple(rows),
        note=joined(words.PAIRS_NOTE, cut if len(pairs) > PRINTED_PAIRS else ""),
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
    rarer = len(every) - len(labels)
    heads = (Column(name=words.GIVEN), Column(name=words.OF_ALL, numeric=True))
    return Table(
        id=table_id,
        title=words.MATRIX(numerals, queue=setting.name("queue_id", queue)),
        measure=words.MATRIX_MEASURE(numerals, n=int(audits.sum()), period=setting.period),
        columns=(*heads, *(Column(name=setting.name("label_id", label)) for label in labels)),
        rows=tuple(_given(setting, square, given, labels, int(audits.get(given, 0))) for given in labels),
        heat=True,
        note=joined(
            words.SHADING(numerals, least=_SHADES[0]), words.RARER(numerals, n=rarer) if rarer else ""
        ),
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
