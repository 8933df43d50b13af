"""Which rows of a snapshot's tables are a vendor's own; a table without a rule is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ..errors import ParamsError, Problem
from ..snapshots import Snapshot

Mask = Any  # a boolean array of pyarrow, which is untyped


@dataclass(frozen=True)
class Holder:
    """A vendor in a market's snapshot, and all that is its own there."""

    snapshot: Snapshot
    vendor: str

    def rows(self, name: str) -> pa.Table:
        """The vendor's own rows of a table. Raises ParamsError where nobody has said which these are."""
        if name not in RULES:
            remedy = "give it a rule in labelqa.editions.ownership, or withhold it there"
            raise ParamsError(Problem(f"whose the rows of {name} are is not declared", name, remedy))
        table = self._table(name)
        return table.filter(RULES[name](self, table))

    def among(self, table: pa.Table, column: str, own: pa.Array) -> Mask:
        """Whether each row's `column` is one of the vendor's own."""
        return pc.is_in(table[column], value_set=own)

    @cached_property
    def people(self) -> pa.Array:
        """The ids of the vendor's people, at any time."""
        return self._ids("people", "person_id")

    @cached_property
    def sites(self) -> pa.Array:
        """The ids of the vendor's sites."""
        return self._ids("sites", "site_id")

    @cached_property
    def audits(self) -> pa.Array:
        """The ids of the audits of the vendor's decisions."""
        return self._ids("audited_labels", "audit_id")

    @cached_property
    def gold_items(self) -> pa.Array:
        """The gold items that the vendor's people answered."""
        return self._ids("gold_answers", "item_id")

    @cached_property
    def doubled_items(self) -> pa.Array:
        """The items with several decisions of which one or more are of the vendor's people."""
        return self._ids("overlaps", "item_id")

    @cached_property
    def sessions(self) -> pa.Array:
        """The calibration sessions in which the vendor's people took part."""
        return self._ids("calibration_responses", "session_id")

    @cached_property
    def teams(self) -> pa.Array:
        """The vendor's teams."""
        return self._ids("people", "team_id")

    def _ids(self, name: str, column: str) -> pa.Array:
        if name not in self.snapshot.tables():
            return pa.array([], pa.string())
        return pc.unique(self.rows(name)[column]).drop_null()

    def _table(self, name: str) -> pa.Table:
        return pq.read_table(self.snapshot.folder / f"{name}.parquet")


Rule = Callable[[Holder, pa.Table], Mask]


def _everything(_: Holder, table: pa.Table) -> Mask:
    return pa.chunked_array([pa.repeat(pa.scalar(True), len(table))])


def _of_vendor(holder: Holder, table: pa.Table) -> Mask:
    return pc.equal(table["vendor_id"], holder.vendor).fill_null(False)


def _by(column: str, own: str) -> Rule:
    return lambda holder, table: holder.among(table, column, getattr(holder, own))


def _agreed(holder: Holder, table: pa.Table) -> Mask:
    """What was agreed with everybody or with this vendor."""
    return pc.or_kleene(pc.is_null(table["vendor_id"]), _of_vendor(holder, table)).fill_null(False)


def _shared_actions(holder: Holder, table: pa.Table) -> Mask:
    """Actions the vendor may see, on what is its own."""
    own = {"vendor": pa.array([holder.vendor]), "site": holder.sites, "team": holder.teams,
           "person": holder.people}  # fmt: skip
    masks = [
        pc.and_(pc.equal(table["scope_type"], kind), holder.among(table, "scope_id", ids))
        for kind, ids in own.items()
    ]
    mine = masks[0]
    for mask in masks[1:]:
        mine = pc.or_(mine, mask)
    return pc.and_(table["vendor_visible"], mine)


# Tables about a market's whole demand have no rule, and so reach no vendor: requests, request_events,
# deliveries, incidents.
RULES: Mapping[str, Rule] = {
    **dict.fromkeys(
        ("markets", "queues", "label_classes", "sop_versions", "sop_clauses", "sample_designs"), _everything
    ),
    **dict.fromkeys(
        ("vendors", "sites", "people", "label_days", "handling_days", "handling_people", "audited_labels",
         "gold_answers", "time_days", "adherence_days"),
        _of_vendor,
    ),
    **dict.fromkeys(
        ("schedules", "overlaps", "sop_acknowledgements", "calibration_responses", "training"),
        _by("person_id", "people"),
    ),
    **dict.fromkeys(("audit_reviews", "appeals"), _by("audit_id", "audits")),
    "gold": _by("item_id", "gold_items"),
    "adjudications": _by("item_id", "doubled_items"),
    "calibration_sessions": _by("session_id", "sessions"),
    "targets": _agreed,
    "actions": _shared_actions,
}  # fmt: skip
WITHHELD = ("requests", "request_events", "deliveries", "delivered_labels", "incidents")
