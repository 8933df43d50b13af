"""How far it reaches: items to look at, wrong labels by kind, and the batches they went into, as tables."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ....components import Cell, Table
from ....estimates import Estimate, Estimates
from ....measures.investigation import reach
from ....measures.investigation.reach import Touched
from ...data.setting import Setting
from ...language.numerals import NOTHING
from ...language.shortened import THE_FIRST
from ...language.words import joined, with_interval
from ...page.records import record, records, sheet
from ...page.tables import columns
from . import words

PRINTED = 10
_ITEM = ["item_id", "local_date", "site_id", "label_id", "ref_label_id", "reason_id", "delivered_batch_id"]


def evidence_table(setting: Setting, sample: pd.DataFrame, of: int, seed: int, table_id: str) -> Table:
    """Items whose label was found wrong: ids only."""
    items = sample.reindex(columns=_ITEM).to_dict("records")
    numerals = setting.numerals
    return Table(
        id=table_id,
        title=words.EVIDENCE(numerals, drawn=len(sample), n=of),
        measure=words.EVIDENCE_MEASURE(numerals, seed=seed),
        columns=columns(words.EVIDENCE_HEADS, (0.15, 0.1, 0.17, 0.17, 0.17, 0.12, 0.12), numeric=7),
        rows=tuple(_item(setting, row) for row in items),
        data=sheet(table_id, _ITEM, [[_plain(row[column]) for column in _ITEM] for row in items]),
    )


def batches_table(setting: Setting, touched: Touched, table_id: str) -> Table:
    """The batches that labels of the weeks found went into, most wrong labels first."""
    held = {by["batch_id"]: e for by, e in touched.wrong}
    order = sorted(held, key=lambda batch: (-held[batch].value, batch))
    batches = touched.batches.to_dict("index")
    total = reach.total(touched.wrong)
    training = sum(batches[batch]["consumer"] == "training" for batch in order)
    numerals = setting.numerals
    return Table(
        id=table_id,
        title=words.BATCHES(numerals, n=len(order), training=training),
        measure=words.BATCHES_MEASURE,
        columns=columns(words.BATCHES_HEADS, (0.2, 0.16, 0.16, 0.12, 0.1, 0.26), numeric=3),
        rows=tuple(_batch(setting, batch, held[batch], batches[batch]) for batch in order[:PRINTED]),
        note=joined(
            words.TOGETHER(numerals, total=total),
            words.NOT_SEEN,
            THE_FIRST(numerals, n=PRINTED) if len(order) > PRINTED else "",
        ),
        data=sheet(
            table_id,
            ["batch", "delivered_on", "consumer", "labels", "wrong", "low", "high", "n"],
            [_line(batch, held[batch], batches[batch]) for batch in order],
        ),
        figures=(*records(touched.wrong), record("investigation.batches.overall", total)),
    )


def kind_table(setting: Setting, kinds: Estimates, table_id: str) -> Table:
    """Wrong labels of these days by kind."""
    numerals = setting.numerals
    return Table(
        id=table_id,
        title=words.KINDS,
        measure=words.KINDS_MEASURE,
        columns=columns(words.KINDS_HEADS, (0.5, 0.2, 0.3), numeric=1),
        rows=tuple(
            (
                Cell(text=setting.name("kind", by["kind"])),
                Cell(text=numerals.estimate(estimate)),
                Cell(text=numerals.interval(estimate)),
            )
            for by, estimate in kinds
        ),
        data=sheet(
            table_id,
            ["kind", "value", "low", "high", "n"],
            [[by["kind"], e.value, e.low, e.high, e.n] for by, e in kinds],
        ),
        figures=records(kinds),
    )


def _item(setting: Setting, row: dict[str, Any]) -> tuple[Cell, ...]:
    return (
        Cell(text=str(row["item_id"])),
        Cell(text=setting.numerals.short_day(pd.Timestamp(row["local_date"]).date())),
        Cell(text=setting.name("site_id", str(row["site_id"]))),
        Cell(text=setting.name("label_id", str(row["label_id"]))),
        Cell(text=setting.name("label_id", str(row["ref_label_id"]))),
        Cell(text=_text(row["reason_id"]).replace("_", " ")),
        Cell(text=_text(row["delivered_batch_id"])),
    )


def _batch(setting: Setting, batch: str, wrong: Estimate, row: dict[str, Any]) -> tuple[Cell, ...]:
    day, numerals = row["delivered_on"], setting.numerals
    return (
        Cell(text=batch),
        Cell(text=words.NOT_YET if pd.isna(day) else numerals.short_day(day)),
        Cell(text=setting.name("consumer", _text(row["consumer"]))),
        Cell(text=numerals.count(row["labels"])),
        Cell(text=numerals.count(wrong.n)),
        Cell(text=with_interval(wrong, numerals)),
    )


def _line(batch: str, wrong: Estimate, row: dict[str, Any]) -> list[object]:
    told = (batch, _plain(row["delivered_on"]), _plain(row["consumer"]), float(row["labels"]))
    return [*told, wrong.value, wrong.low, wrong.high, wrong.n]


def _text(value: object) -> str:
    return NOTHING if pd.isna(value) else str(value)


def _plain(value: object) -> object:
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return "" if pd.isna(value) else str(value)
