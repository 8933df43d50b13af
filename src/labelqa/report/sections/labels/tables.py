"""Labels as a table: how often each was given, how often it is true, how often it was right and found."""

from __future__ import annotations

from ....components import Cell, Table
from ....estimates import Estimate, Estimates
from ....measures.labels import Key, LabelResults
from ...data.setting import Setting
from ...language.shortened import THE_FIRST_OF
from ...language.vocabulary import PLURALS
from ...language.words import joined, with_interval
from ...page.records import records, sheet_of_many
from ...page.tables import columns
from . import words

PRINTED = 20


def label_table(setting: Setting, results: LabelResults, table_id: str) -> Table:
    """The labels that most wrong labels are about first: those that missed it, and those falsely it."""
    held = {name: _by_key(getattr(results, name)) for name in ("given", "true", "precision", "recall")}
    wrong = [_by_key(each) for each in (results.missed, results.false)]
    order = sorted(held["given"], key=lambda key: (-sum(_count(each[key]) for each in wrong), key))
    units = PLURALS["label_id"][1]
    cut = THE_FIRST_OF(setting.numerals, n=PRINTED, all=len(order), units=units)
    shown = (results.given, results.true, results.precision, results.recall, results.missed, results.false)
    return Table(
        id=table_id,
        title=_title(setting, results),
        measure=words.EACH_MEASURE(setting.numerals, period=setting.period),
        columns=columns(words.EACH_HEADS, (0.15, 0.12, 0.07, 0.07, 0.2, 0.195, 0.195), numeric=2),
        rows=tuple(_row(setting, key, [each[key] for each in held.values()]) for key in order[:PRINTED]),
        heading=1,
        note=joined(cut if len(order) > PRINTED else "", words.EACH_NOTE),
        data=sheet_of_many(table_id, shown),
        figures=tuple(figure for estimates in shown for figure in records(estimates)),
    )


def lowest_recall(results: LabelResults) -> tuple[dict[str, str], Estimate] | None:
    """The label that is most surely missed: whose recall has the lowest upper end; None without a recall."""
    known = [(by, estimate) for by, estimate in results.recall if estimate.exists]
    return min(known, key=lambda pair: (pair[1].high, pair[1].value), default=None)


def _title(setting: Setting, results: LabelResults) -> str:
    lowest = lowest_recall(results)
    if lowest is None:
        return words.EACH
    by, recall = lowest
    label, queue = (setting.name(column, by[column]) for column in ("label_id", "queue_id"))
    return words.MISSED(setting.numerals, label=label, queue=queue, recall=recall)


def _row(setting: Setting, key: Key, held: list[Estimate]) -> tuple[Cell, ...]:
    given, true, precision, recall = held
    numerals = setting.numerals
    return (
        Cell(text=setting.name("queue_id", key[1])),
        Cell(text=setting.name("label_id", key[0])),
        Cell(text=numerals.count(precision.n)),
        Cell(text=numerals.estimate(given)),
        *(Cell(text=with_interval(each, numerals)) for each in (true, precision, recall)),
    )


def _by_key(estimates: Estimates) -> dict[Key, Estimate]:
    return {(by["label_id"], by["queue_id"]): estimate for by, estimate in estimates}


def _count(wrong: Estimate) -> float:
    return wrong.value if wrong.exists else 0.0
