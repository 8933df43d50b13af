"""Independent labels of the same units, counted: what every measure of agreement starts from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pandas as pd

from .clusters import PERSON, few_people
from .distances import Members, parts
from .grouping import grouped, named
from .proportions import Floats

UNIT, LABEL, QUEUE = "overlap_group_id", "label_id", "queue_id"
AT = "submitted_at"
SUSPECT = 1000  # labels from which on no disagreement at all is no credible result
TOO_GOOD = "not one disagreement: too good to be independent"

Classes = Mapping[str, Sequence[str]]
"""All labels that a queue's taxonomy offers, used or not."""


@dataclass(frozen=True)
class Counts:
    """How often each unit (row) got each label (column); the labels are one taxonomy's."""

    labels: tuple[str, ...]
    table: Floats

    @property
    def per_unit(self) -> Floats:
        """Labels of each unit."""
        total: Floats = self.table.sum(axis=1)
        return total

    @property
    def used(self) -> tuple[str, ...]:
        """The labels that somebody gave."""
        given = self.table.sum(axis=0) > 0
        return tuple(label for label, some in zip(self.labels, given, strict=True) if some)

    @property
    def agreed(self) -> Floats:
        """The share of each unit's pairs of labels that are equal; nan where there is no pair."""
        m = self.per_unit
        pairs = np.where(m > 1, m * (m - 1), np.nan)
        share: Floats = (self.table * (self.table - 1)).sum(axis=1) / pairs
        return share

    def paired(self) -> Counts:
        """The units with two labels or more."""
        return Counts(self.labels, self.table[self.per_unit >= 2])

    def against_rest(self, label: str, members: Members) -> Counts:
        """One label against all others together; a set that holds it counts as the label."""
        holding = [label in parts(each, members) for each in self.labels]
        own = self.table[:, holding].sum(axis=1)
        return Counts((label, "rest"), np.column_stack([own, self.per_unit - own]))

    def patterns(self) -> tuple[Floats, Floats]:
        """The distinct rows of the table, and how many units have each."""
        rows, times = np.unique(self.table, axis=0, return_counts=True)
        return rows, times.astype(float)


@dataclass(frozen=True)
class Ratings:
    """The counts of each queue, for labels of different taxonomies cannot agree by chance; who gave them."""

    queues: tuple[Counts, ...]
    people: int

    @property
    def units(self) -> int:
        """Units with two labels or more."""
        return sum(len(queue.paired().table) for queue in self.queues)

    @property
    def labels(self) -> int:
        """Labels of these units."""
        return int(sum(queue.paired().table.sum() for queue in self.queues))

    @property
    def why_none(self) -> str:
        """Why no agreement can be measured; nothing where it can."""
        if not self.queues:
            return "no labels"
        if self.people < 2:
            return "one rater agrees with nobody"
        return "" if self.units else "no unit has two labels"

    def flags(self, agreed: float) -> tuple[str, ...]:
        """What weakens a figure: few people, and an agreement that is too good."""
        few = few_people(self.people)
        perfect = agreed == 1 and self.labels >= SUSPECT
        return (*few, TOO_GOOD) if perfect else few


def independent(rows: pd.DataFrame, unit: str = UNIT) -> pd.DataFrame:
    """The first label of each person on each unit: a second one, for another vendor, depends on it."""
    again = rows.duplicated([unit, PERSON])
    if again.any() and AT in rows:
        return rows.sort_values(AT, kind="stable").drop_duplicates([unit, PERSON])
    return rows[~again]


def ratings(
    rows: pd.DataFrame,
    by: tuple[str, ...] = (),
    *,
    unit: str = UNIT,
    classes: Classes | None = None,
    members: Members = MappingProxyType({}),
) -> Iterator[tuple[tuple[str, ...], Ratings]]:
    """
    Ratings by group of `rows` of overlaps: who (person_id) gave which `unit` which label_id.

    Units are counted by queue_id where there is such a column. `classes` adds labels that nobody used.
    With label_id last in `by` each label is counted against the rest of its taxonomy; of sets, of which
    `members` tell, each label that they hold.
    """
    by_label = LABEL in by
    split = tuple(column for column in by if column != LABEL)
    if rows.empty:
        return
    for keys, part in grouped(named(independent(rows, unit), split), split):
        queues = tuple(_counts(queue, unit, classes or {}) for queue in by_queue(part))
        people = part[PERSON].nunique()
        if not by_label:
            yield tuple(map(str, keys[: len(split)])), Ratings(queues, people)
            continue
        used = [{part for each in queue.used for part in parts(each, members)} for queue in queues]
        for label in sorted(set().union(*used)):
            own = tuple(
                queue.against_rest(label, members)
                for queue, labels in zip(queues, used, strict=True)
                if label in labels
            )
            yield (*map(str, keys[: len(split)]), label), Ratings(own, people)


def by_queue(rows: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """The rows of each queue; all of them where queues are not recorded."""
    if QUEUE not in rows:
        yield rows
        return
    for _, part in grouped(named(rows, (QUEUE,)), (QUEUE,)):
        yield part


def _counts(rows: pd.DataFrame, unit: str, classes: Classes) -> Counts:
    offered = classes.get(str(rows[QUEUE].iloc[0]), ()) if QUEUE in rows else ()
    label, used = pd.factorize(rows[LABEL].astype(str), sort=True)
    labels = tuple(sorted({*used, *offered}))
    column = np.array([labels.index(each) for each in used])[label]
    row, units = pd.factorize(rows[unit])
    cells = np.bincount(row * len(labels) + column, minlength=len(units) * len(labels))
    return Counts(labels, cells.reshape(len(units), len(labels)).astype(float))
