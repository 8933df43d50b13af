"""An investigation's findings as tables."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from ...components import Cell, Column, Data, FigureOfRecord, Table
from ...estimates import Estimate, Estimates, Unit
from ...measures.subgroups import FEWEST, Where
from .. import words
from ..numerals import NOTHING
from ..records import record, records, sheet
from ..setting import Setting
from ..vocabulary import PLURALS, term
from . import cost, telling
from .cost import Touched
from .found import Found, Level

PRINTED = 10
_HELD = ["value", "low", "high", "n", "wrong", "expected", "p", "q", "excess", "excess_low", "excess_high"]


def level_table(setting: Setting, found: Found, table_id: str) -> Table:
    """Accuracy before and in the days, the change in its parts, and what speaks for chance."""
    told = [*_levels(found.level)]
    rows = [
        (
            Cell(text=term(name).label),
            Cell(text=setting.numerals.count(estimate.n) if estimate.exists else NOTHING),
            Cell(text=_value(setting, estimate)),
            Cell(
                text=_interval(setting, estimate)
                if estimate.exists
                else words.capital(words.reason(estimate))
            ),
        )
        for name, estimate in told
    ]
    p = telling.as_estimate(found.level.p, found.level.after.n)
    return Table(
        id=table_id,
        title="Before and in these days",
        measure="By audits drawn at random, with 95% intervals",
        columns=(
            Column(name="", share=0.46),
            Column(name="Audits", numeric=True, share=0.12),
            Column(name="Value", numeric=True, share=0.14),
            Column(name="95% interval", numeric=True, share=0.28),
        ),
        rows=tuple(rows),
        note=_exactly(setting, found.level.p)
        + "Drawn to the weeks before: a stretch picked for looking bad is better than it looks.",
        data=sheet(
            table_id,
            ["figure", "value", "low", "high", "n"],
            [[f"{name}.overall", e.value, e.low, e.high, e.n] for name, e in told],
        ),
        figures=(*(record(f"{name}.overall", e) for name, e in told), record("investigation.p.overall", p)),
    )


def where_table(setting: Setting, found: Where, estimates: Estimates, title: str, table_id: str) -> Table:
    """The subgroups, or the pairs of labels, that tell most."""
    by, cells = (estimates.by[0], "cells" if estimates.by[0] == "subgroup" else "labels")
    rows = estimates.rows.head(PRINTED)
    counted = words.plural(len(estimates), PLURALS[by], setting.numerals)
    return Table(
        id=table_id,
        title=title,
        measure="Audits of these days with a wrong label, against those to be expected from the weeks before",
        columns=(
            Column(name=words.capital(PLURALS[by][0]), share=0.34),
            Column(name="Audits", numeric=True, share=0.08),
            Column(name="Wrong", numeric=True, share=0.08),
            Column(name="Expected", numeric=True, share=0.09),
            Column(name="Times", numeric=True, share=0.08),
            Column(name="95% interval", numeric=True, share=0.13),
            Column(name="Labels beyond", numeric=True, share=0.11),
            Column(name="q", numeric=True, share=0.09),
        ),
        rows=tuple(_where(setting, row, cells) for row in rows.to_dict("records")),
        note=f"{counted} of at least {FEWEST} audits. Expected by queue and label given. Times and labels beyond "
        f"are weighted. q: false discovery rate among all {setting.numerals.count(found.tests)} tested.",
        data=_where_sheet(estimates, table_id),
        figures=records(Estimates(estimates.name, estimates.by, rows, estimates.unit)),
    )


def cause_table(setting: Setting, found: Found, table_id: str) -> Table:
    """What else changed, and what of the change it explains."""
    numerals = setting.numerals
    none = Estimate.absent("", Unit.POINTS)
    rows = [
        (
            Cell(text=each.name),
            Cell(text=numerals.change(each.explains)),
            Cell(text=numerals.change_interval(each.explains)),
            Cell(text=_q(setting, each.q)),
            Cell(text=words.change(each.elsewhere or none, numerals) or NOTHING),
        )
        for each in found.causes
    ]
    figures = [
        *(record("investigation.causes.by_cause", each.explains, by={"cause": each.name}) for each in found.causes),
        *(record("investigation.elsewhere.by_cause", each.elsewhere, by={"cause": each.name})
          for each in found.causes if each.elsewhere),
    ]  # fmt: skip
    return Table(
        id=table_id,
        title=telling.why_title(setting, found),
        measure="Points of the change of accuracy that go with it, with 95% intervals",
        columns=(
            Column(name="What changed", share=0.34),
            Column(name="Explains", numeric=True, share=0.12),
            Column(name="95% interval", numeric=True, share=0.19),
            Column(name="q", numeric=True, share=0.08),
            Column(name="Change elsewhere", numeric=True, share=0.27),
        ),
        rows=tuple(rows),
        note="They overlap, so they do not add up. Elsewhere: all others, under the same version.",
        data=sheet(
            table_id,
            ["cause", "value", "low", "high", "n", "q", "elsewhere"],
            [
                [each.name, each.explains.value, each.explains.low, each.explains.high, each.explains.n, each.q,
                 each.elsewhere.value if each.elsewhere else None]
                for each in found.causes
            ],
        ),
        figures=tuple(figures),
    )  # fmt: skip


def evidence_table(setting: Setting, sample: pd.DataFrame, of: int, seed: int, table_id: str) -> Table:
    """Items whose label was found wrong: ids only."""
    columns = [
        "item_id",
        "local_date",
        "site_id",
        "label_id",
        "ref_label_id",
        "reason_id",
        "delivered_batch_id",
    ]
    records_ = sample.reindex(columns=columns).to_dict("records")
    drawn = setting.numerals.count(len(sample))
    return Table(
        id=table_id,
        title=f"{drawn} of {setting.numerals.count(of)} labels found wrong, to look at",
        measure=f"Drawn at random within each pair of labels, seed {seed}, from the audits of the weeks found",
        columns=(
            Column(name="Item", share=0.15),
            Column(name="Labelled on", share=0.1),
            Column(name="Site", share=0.17),
            Column(name="Labelled as", share=0.17),
            Column(name="Audit found", share=0.17),
            Column(name="Reason", share=0.12),
            Column(name="Batch", share=0.12),
        ),
        rows=tuple(_item(setting, row) for row in records_),
        data=sheet(table_id, columns, [[_plain(row[column]) for column in columns] for row in records_]),
    )


def batches_table(setting: Setting, touched: Touched, table_id: str) -> Table:
    """The batches that labels of the weeks found went into, most wrong labels first."""
    held = {by["batch_id"]: e for by, e in touched.wrong}
    order = sorted(held, key=lambda batch: (-held[batch].value, batch))
    batches = touched.batches.to_dict("index")
    total = cost.total(touched.wrong)
    for_training = sum(batches[batch].get("consumer") == "training" for batch in order)
    forms = PLURALS["batch_id"]
    numerals = setting.numerals
    return Table(
        id=table_id,
        title=f"{words.plural(len(order), forms, numerals)} hold such labels, {numerals.count(for_training)} for training",
        measure="Labels asked about in batches with audits of the weeks found, with 95% intervals",
        columns=(
            Column(name="Batch", share=0.2),
            Column(name="Handed over", share=0.16),
            Column(name="Consumer", share=0.16),
            Column(name="Labels", numeric=True, share=0.12),
            Column(name="Audits", numeric=True, share=0.1),
            Column(name="Wrong labels", numeric=True, share=0.26),
        ),
        rows=tuple(_batch(setting, batch, held[batch], batches[batch]) for batch in order[:PRINTED]),
        note=f"Together about {words.with_interval(total, numerals)} wrong labels. A batch without an audited label "
        "of them is not seen." + (f" The first {PRINTED}; the data file has all." if len(order) > PRINTED else ""),
        data=sheet(
            table_id,
            ["batch", "delivered_on", "consumer", "labels", "wrong", "low", "high", "n"],
            [
                [batch, _plain(batches[batch]["delivered_on"]), _plain(batches[batch]["consumer"]),
                 float(batches[batch]["labels"]), held[batch].value, held[batch].low, held[batch].high, held[batch].n]
                for batch in order
            ],
        ),
        figures=records(touched.wrong),
    )  # fmt: skip


def _levels(level: Level) -> Iterator[tuple[str, Estimate]]:
    yield "investigation.before", level.before
    yield "investigation.accuracy", level.after
    yield "investigation.change", level.parts.change
    yield "investigation.mix", level.parts.mix
    yield "investigation.rate", level.parts.rate
    yield "investigation.others", level.others
    yield "investigation.difference", level.difference
    yield "investigation.drawn", level.drawn


def _value(setting: Setting, estimate: Estimate) -> str:
    if not estimate.exists:
        return NOTHING
    return (
        setting.numerals.change(estimate)
        if estimate.unit is Unit.POINTS
        else setting.numerals.estimate(estimate)
    )


def _interval(setting: Setting, estimate: Estimate) -> str:
    numerals = setting.numerals
    return numerals.change_interval(estimate) if estimate.unit is Unit.POINTS else numerals.interval(estimate)


def _exactly(setting: Setting, p: float) -> str:
    if math.isnan(p):
        return ""
    return f"As many wrong audits or more, at like queues and labels: {telling.p_value(setting, p)} (exact). "


def _where(setting: Setting, row: dict[str, Any], cells: str) -> tuple[Cell, ...]:
    numerals = setting.numerals
    name = telling.cell(setting, row[cells]) if cells == "cells" else telling.pair(setting, row[cells])
    times = Estimate(row["value"], row["low"], row["high"], row["n"], row["n_eff"], row["method"], Unit.INDEX)
    beyond = Estimate(
        row["excess"], row["excess_low"], row["excess_high"], row["n"], row["n_eff"], "", Unit.COUNT
    )
    return (
        Cell(text=name),
        Cell(text=numerals.count(row["n"])),
        Cell(text=numerals.count(row["wrong"])),
        Cell(text=numerals.decimal(row["expected"], 1)),
        Cell(text=numerals.decimal(times.value, 1)),
        Cell(text=f"{numerals.decimal(times.low, 1)} to {numerals.decimal(times.high, 1)}"),
        Cell(text=numerals.change(beyond)),
        Cell(text=_q(setting, row["q"])),
    )


def _where_sheet(estimates: Estimates, name: str) -> Data:
    by = estimates.by[0]
    rows = [[row[by], *(row[column] for column in _HELD)] for row in estimates.rows.to_dict("records")]
    return sheet(name, [by, *_HELD], rows)


def _q(setting: Setting, q: float) -> str:
    return "<0.001" if q < 0.001 else setting.numerals.decimal(q, 3)


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
        Cell(text="not yet" if pd.isna(day) else numerals.short_day(day)),
        Cell(text=setting.name("consumer", _text(row["consumer"]))),
        Cell(text=numerals.count(row["labels"])),
        Cell(text=numerals.count(wrong.n)),
        Cell(text=words.with_interval(wrong, numerals)),
    )


def _text(value: object) -> str:
    return NOTHING if pd.isna(value) else str(value)


def _plain(value: object) -> object:
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return "" if pd.isna(value) else str(value)  # type: ignore[call-overload]


def kind_table(setting: Setting, kinds: Estimates, table_id: str) -> Table:
    """Wrong labels of these days by kind."""
    numerals = setting.numerals
    return Table(
        id=table_id,
        title="Wrong labels by kind",
        measure="Labels of these days, less those corrected before delivery, with 95% intervals",
        columns=(
            Column(name="Kind", share=0.5),
            Column(name="Wrong labels", numeric=True, share=0.2),
            Column(name="95% interval", numeric=True, share=0.3),
        ),
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
