"""Wrong labels that were handed over, as tables: by consumer and by batch."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ....components import Cell, Table
from ....estimates import Estimate, Estimates, Unit
from ...data.deliveries import HandedOver
from ...data.setting import Setting
from ...language.numerals import NOTHING
from ...language.shortened import THE_FIRST_OF
from ...language.vocabulary import PLURALS
from ...language.words import joined, listed, with_interval
from ...page.records import records, sheet, sheet_of_many
from ...page.tables import columns
from . import words

PRINTED = 12
NONE = Estimate.absent(words.NO_AUDITS, Unit.COUNT)


def consumer_table(
    setting: Setting, held: HandedOver, measures: tuple[Estimates, Estimates, Estimates], table_id: str
) -> Table:
    """`measures` by consumer: all wrong labels, missed violations, unfounded ones."""
    return Table(
        id=table_id,
        title=words.HANDED_OVER(setting.numerals, labels=held.labels()[()], batches=len(held.batches)),
        measure=words.BY_CONSUMER_MEASURE(setting.numerals, period=setting.period),
        columns=columns(words.BY_CONSUMER_HEADS, (0.16, 0.09, 0.12, 0.21, 0.21, 0.21), numeric=1),
        rows=tuple(_consumers(setting, held, measures)),
        note=words.BY_CONSUMER_NOTE,
        data=sheet_of_many(table_id, measures),
        figures=tuple(figure for each in measures for figure in records(each)),
    )


def batch_table(setting: Setting, held: HandedOver, wrong: Estimates, table_id: str) -> Table:
    """The batches with most wrong labels first; `wrong` is by batch."""
    batches = held.batches.set_index("batch_id")
    found = sorted(((by["batch_id"], e) for by, e in wrong), key=lambda pair: (-pair[1].value, pair[0]))
    return Table(
        id=table_id,
        title=_worst(setting, found, held.labels("batch_id")),
        measure=words.BY_BATCH_MEASURE(setting.numerals, period=setting.period),
        columns=columns(words.BY_BATCH_HEADS, (0.14, 0.1, 0.24, 0.12, 0.09, 0.08, 0.07, 0.16), numeric=5),
        rows=tuple(_batch(setting, key, e, batches.loc[key].to_dict()) for key, e in found[:PRINTED]),
        note=_note(setting, len(found), len(batches)),
        data=sheet(
            table_id,
            ["batch", "delivered_on", "consumer", "lot", "labels", "wrong", "low", "high", "n", "n_eff"],
            [
                [key, row["delivered_on"].isoformat(), row["consumer"], row["lot_verdict"], row["labels"],
                 e.value, e.low, e.high, e.n, e.n_eff]
                for key, e in found for row in [batches.loc[key].to_dict()]
            ],
        ),
        figures=records(wrong),
    )  # fmt: skip


def _consumers(
    setting: Setting, held: HandedOver, measures: tuple[Estimates, ...]
) -> Iterator[tuple[Cell, ...]]:
    """One row for each consumer, the most labels first."""
    batches, numerals = held.batches.groupby("consumer").size(), setting.numerals
    found = [{by["consumer"]: estimate for by, estimate in each} for each in measures]
    for (key,), labels in sorted(held.labels("consumer").items(), key=lambda item: -item[1]):
        yield (
            Cell(text=setting.name("consumer", key)),
            Cell(text=numerals.count(batches[key])),
            Cell(text=numerals.count(labels)),
            *(Cell(text=with_interval(each.get(key, NONE), numerals)) for each in found),
        )


def _worst(setting: Setting, found: list[tuple[str, Estimate]], labels: dict[tuple[str, ...], int]) -> str:
    key, estimate = found[0]
    return words.WORST(setting.numerals, batch=key, wrong=estimate, labels=labels[(key,)])


def _note(setting: Setting, found: int, batches: int) -> str:
    numerals, units = setting.numerals, PLURALS["batch_id"][1]
    first = THE_FIRST_OF(numerals, n=PRINTED, all=found, units=units) if found > PRINTED else ""
    lacking = words.NOT_AUDITED(numerals, n=batches - found) if found < batches else ""
    return joined(first, lacking, words.BY_BATCH_NOTE)


def _batch(setting: Setting, key: str, estimate: Estimate, row: dict[str, Any]) -> tuple[Cell, ...]:
    numerals = setting.numerals
    return (
        Cell(text=key),
        Cell(text=numerals.short_day(row["delivered_on"])),
        Cell(text=listed([setting.name("queue_id", queue) for queue in row["queues"]], 2)),
        Cell(text=setting.name("consumer", str(row["consumer"]))),
        Cell(text=words.LOTS.get(str(row["lot_verdict"]), NOTHING)),
        Cell(text=numerals.count(row["labels"])),
        Cell(text=numerals.count(estimate.n)),
        Cell(text=with_interval(estimate, numerals)),
    )
