"""Portable SQL from a market's slice to the frozen tables; the same text on every engine."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise

DAY_MS = 24 * 60 * 60 * 1000
FINE_MS, FINE_UP_TO_MS = 100, 100_000  # bins of a tenth of a second up to 100 s …
STEP = 1.005  # … then each half a percent wider, up to a day
WIDE_FROM_MS, WIDE_STEP = 1000, 2**0.25  # wide bins, for counts by person: four to each doubling


@dataclass(frozen=True)
class Mart:
    """
    One frozen table: its query reads `<table>_slice` of each table in `reads`.

    labels_slice, time_slice and schedules_slice also carry `local_date`, labels_slice `is_removed` (open,
    superseded or tainted), the latter two `start_s` and
    `end_s`, whole seconds since 1970, time_slice `seconds`; `gold_accepts` has a row (item_id, queue_id,
    gold_version, label_id) for each acceptable label, `handling_bins` those of handling_bins() with the wide
    bin of each. Without a `column` of labels there is nothing to count.
    """

    name: str
    reads: tuple[str, ...]
    column: str = ""

    @property
    def query(self) -> str:
        """The SQL of the file of its name."""
        return (files(__package__) / f"{self.name}.sql").read_text(encoding="utf-8")


JUDGED = Mart("gold_judged", ("gold", "label_classes", "labels", "queues"))
"""Not frozen: each answer to a gold item with what is right, for two marts that share the answers out."""

MARTS = (
    Mart("label_days", ("labels", "people")),
    Mart("handling_days", ("labels", "people")),
    Mart("handling_people", ("labels", "people")),
    Mart("delivered_labels", ("labels", "people")),
    Mart("audited_labels", ("audits", "labels", "people")),
    Mart("gold_answers", ("gold", "label_classes", "labels", "people", "queues")),
    Mart("removed_answers", ("gold", "label_classes", "labels", "people", "queues")),
    Mart("score_days", ("labels", "people"), "score"),
    Mart("time_days", ("time", "people")),
    Mart("adherence_days", ("schedules", "time", "people")),
)


def handling_bins() -> list[tuple[int, int]]:
    """The bins of handling times as (lower bound, next lower bound) in milliseconds; the last has no end."""
    bounds = list(range(0, FINE_UP_TO_MS, FINE_MS))
    bound = FINE_UP_TO_MS
    while bound < DAY_MS:
        bounds.append(bound)
        bound = round(bound * STEP)
    bounds += [DAY_MS, 2**62]
    return list(pairwise(bounds))


def wide_bins() -> list[int]:
    """For each of handling_bins() the lower bound of the wide bin it is part of, in milliseconds."""
    bounds, start, step = list[int](), 0, float(WIDE_FROM_MS)
    for low, _ in handling_bins():
        if low >= step:
            start, step = low, low * WIDE_STEP
        bounds.append(start)
    return bounds


def bins_query() -> str:
    """The bins as SQL, for a view named handling_bins."""
    rows = ", ".join(
        f"({low}, {high}, {wide})" for (low, high), wide in zip(handling_bins(), wide_bins(), strict=True)
    )
    return f"SELECT bin_ms, next_ms, wide_ms FROM (VALUES {rows}) AS bins (bin_ms, next_ms, wide_ms)"
