"""Labels as a table: how often each was given, how often it is true, how often it was right and found."""

from __future__ import annotations

from ....components import Cell, Column, Table
from ....estimates import Estimate, Estimates
from ....measures.labels import Key, LabelResults
from ...data.setting import Setting
from ...language import words
from ...page.records import records, sheet_of_many

PRINTED = 20


def label_table(setting: Setting, results: LabelResults, table_id: str) -> Table:
    """The labels that most wrong labels are about first: those that missed it, and those falsely it."""
    held = {name: _by_key(getattr(results, name)) for name in ("given", "true", "precision", "recall")}
    wrong = [_by_key(each) for each in (results.missed, results.false)]
    order = sorted(held["given"], key=lambda key: (-sum(_count(each[key]) for each in wrong), key))
    cut = f"The first {PRINTED} of {setting.numerals.count(len(order))} labels; the data file has all. "
    shown = (results.given, results.true, results.precision, results.recall, results.missed, results.false)
    return Table(
        id=table_id,
        title=_title(setting, results),
        measure=f"By queue and label, {setting.period}; those that most wrong labels are about first",
        columns=(
            Column(name="Queue", share=0.15),
            Column(name="Label", share=0.12),
            Column(name="Audits", numeric=True, share=0.07),
            Column(name="Given", numeric=True, share=0.07),
            Column(name="True", numeric=True, share=0.2),
            Column(name="Precision", numeric=True, share=0.195),
            Column(name="Recall", numeric=True, share=0.195),
        ),
        rows=tuple(_row(setting, key, [each[key] for each in held.values()]) for key in order[:PRINTED]),
        heading=1,
        note=(cut if len(order) > PRINTED else "")
        + "Given and true: shares of the queue's labels. Precision: of those given, the share that is right. "
        "Recall: of those that should have the label, the share that was given it. With 95% intervals.",
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
        return "Each label by itself"
    by, estimate = lowest
    name, numerals = setting.name("label_id", by["label_id"]), setting.numerals
    queue = setting.name("queue_id", by["queue_id"])
    found = words.with_interval(estimate, numerals)
    return f"“{name}” in {queue} is most surely missed: {found} of the true ones were found"


def _row(setting: Setting, key: Key, held: list[Estimate]) -> tuple[Cell, ...]:
    given, true, precision, recall = held
    numerals = setting.numerals
    return (
        Cell(text=setting.name("queue_id", key[1])),
        Cell(text=setting.name("label_id", key[0])),
        Cell(text=numerals.count(precision.n)),
        Cell(text=numerals.estimate(given)),
        *(Cell(text=words.with_interval(each, numerals)) for each in (true, precision, recall)),
    )


def _by_key(estimates: Estimates) -> dict[Key, Estimate]:
    return {(by["label_id"], by["queue_id"]): estimate for by, estimate in estimates}


def _count(wrong: Estimate) -> float:
    return wrong.value if wrong.exists else 0.0
