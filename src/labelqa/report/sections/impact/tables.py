"""Wrong labels that were handed over, as tables: by consumer and by batch."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ....components import Cell, Column, Table
from ....estimates import Estimate, Estimates, Unit
from ...data.deliveries import HandedOver
from ...data.setting import Setting
from ...language import words
from ...language.numerals import NOTHING
from ...language.vocabulary import LABELS
from ...page.records import records, sheet, sheet_of_many

PRINTED = 12
NONE = Estimate.absent("no audits", Unit.COUNT)
BATCHES = ("batch", "batches")
_LOTS = {"accepted": "Accepted", "rejected": "Rejected"}


def consumer_table(
    setting: Setting, held: HandedOver, measures: tuple[Estimates, Estimates, Estimates], table_id: str
) -> Table:
    """`measures` by consumer: all wrong labels, missed violations, unfounded ones."""
    total = words.plural(held.labels()[()], LABELS, setting.numerals)
    return Table(
        id=table_id,
        title=f"{total} in {words.plural(len(held.batches), BATCHES, setting.numerals)} were handed over",
        measure=f"Batches handed over in {setting.period}, by what they are for, with 95% intervals",
        columns=(
            Column(name="Consumer", share=0.16),
            Column(name="Batches", numeric=True, share=0.09),
            Column(name="Labels", numeric=True, share=0.12),
            Column(name="Wrong labels", numeric=True, share=0.21),
            Column(name="Missed violations", numeric=True, share=0.21),
            Column(name="Unfounded violations", numeric=True, share=0.21),
        ),
        rows=tuple(_consumers(setting, held, measures)),
        note="Missed: a violation labelled as none. Unfounded: none labelled as a violation. "
        "Labels that audits found wrong and that were corrected before delivery are taken off.",
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
        measure=f"Batches handed over in {setting.period}, most wrong labels first, with 95% intervals",
        columns=(
            Column(name="Batch", share=0.14),
            Column(name="Handed over", share=0.1),
            Column(name="Queue", share=0.24),
            Column(name="Consumer", share=0.12),
            Column(name="Lot", share=0.09),
            Column(name="Labels", numeric=True, share=0.08),
            Column(name="Audits", numeric=True, share=0.07),
            Column(name="Wrong labels", numeric=True, share=0.16),
        ),
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
            *(Cell(text=words.with_interval(each.get(key, NONE), numerals)) for each in found),
        )


def _worst(setting: Setting, found: list[tuple[str, Estimate]], labels: dict[tuple[str, ...], int]) -> str:
    key, estimate = found[0]
    of = setting.numerals.count(labels[(key,)])
    return f"Most wrong labels are in {key}: about {setting.numerals.estimate(estimate)} of {of}"


def _note(setting: Setting, found: int, batches: int) -> str:
    numerals, said = setting.numerals, []
    if found > PRINTED:
        said.append(f"The first {PRINTED} of {numerals.count(found)} batches; the data file has all.")
    if found < batches:
        lacking = words.plural(batches - found, BATCHES, numerals)
        said.append(f"{lacking} {'has' if batches - found == 1 else 'have'} no audited label.")
    said.append("Lot: as its inspection before delivery found it.")
    return " ".join(said)


def _batch(setting: Setting, key: str, estimate: Estimate, row: dict[str, Any]) -> tuple[Cell, ...]:
    numerals = setting.numerals
    return (
        Cell(text=key),
        Cell(text=numerals.short_day(row["delivered_on"])),
        Cell(text=words.listed([setting.name("queue_id", queue) for queue in row["queues"]], 2)),
        Cell(text=setting.name("consumer", str(row["consumer"]))),
        Cell(text=_LOTS.get(str(row["lot_verdict"]), NOTHING)),
        Cell(text=numerals.count(row["labels"])),
        Cell(text=numerals.count(estimate.n)),
        Cell(text=words.with_interval(estimate, numerals)),
    )
