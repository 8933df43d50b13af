"""Which rows of a snapshot's tables are a vendor's own; a table without a rule is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
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
    def sessions(self) -> pa.Array:
        """The calibration sessions in which the vendor's people took part."""
        return self._ids("calibration_responses", "session_id")

    @cached_property
    def teams(self) -> pa.Array:
        """The vendor's teams."""
        return self._ids("people", "team_id")

    @cached_property
    def queues(self) -> pa.Array:
        """The queues that the vendor's people worked in or were calibrated on."""
        return _either(self._ids("label_days", "queue_id"), self._ids("calibration_sessions", "queue_id"))

    @cached_property
    def taxonomies(self) -> pa.Array:
        """The taxonomies of these queues."""
        return self._ids("queues", "taxonomy_version")

    @cached_property
    def procedures(self) -> pa.Array:
        """The families of the procedures of these queues."""
        return self._ids("queues", "sop_family")

    @cached_property
    def designs(self) -> pa.Array:
        """The designs by which the vendor's decisions, or audits of them, were drawn."""
        return _either(self._ids("audited_labels", "design_id"), self._ids("audit_reviews", "design_id"))

    def theirs(self, people: pa.ChunkedArray, instants: pd.Series, *, learnt: bool = False) -> Mask:
        """
        Whether each row is of one of the vendor's people, on a business day on which it was.

        What a person has `learnt` counts from before too, and where it has no day: it is needed to say
        whether the person may work. Nothing is told of somebody who was with another vendor as well.
        """
        local = pd.to_datetime(instants, utc=True).dt.tz_convert(self._zone).dt.tz_localize(None)
        rows = pd.DataFrame({"person_id": people.to_pandas(), "day": local.dt.normalize()})
        rows = (
            rows.reset_index(drop=True).rename_axis("row").reset_index().merge(self._stints, on="person_id")
        )
        since = (rows["valid_from"] <= rows["day"]) | learnt
        until = (rows["day"] < rows["valid_to"]) | rows["valid_to"].isna() | (learnt & rows["day"].isna())
        mask = np.zeros(len(people), bool)
        mask[rows.loc[since & until & ~rows["person_id"].isin(self._shared), "row"]] = True
        return pa.array(mask)

    def named(self, table: pa.Table) -> Mask:
        """Whether each row names this vendor; null where it names none, or the table none at all."""
        if "vendor_id" not in table.column_names:
            return pa.nulls(len(table), pa.bool_())
        return pc.equal(table["vendor_id"], self.vendor)

    @cached_property
    def held_at(self) -> pd.Series:
        """When each calibration session was held, whoever took part."""
        columns = ["session_id", "held_at"]
        if "calibration_sessions" not in self.snapshot.tables():
            return pd.Series(dtype="datetime64[us, UTC]")
        return (
            self._table("calibration_sessions").select(columns).to_pandas().set_index(columns[0])[columns[1]]
        )

    @cached_property
    def _stints(self) -> pd.DataFrame:
        """When each of the vendor's people was the vendor's: from a day up to, not including, another."""
        rows = self.rows("people").select(["person_id", "valid_from", "valid_to"]).to_pandas()
        return rows.assign(**{day: pd.to_datetime(rows[day]) for day in ("valid_from", "valid_to")})

    @cached_property
    def _shared(self) -> set[str]:
        """The vendor's people who were with another one at the same time."""
        columns = ["person_id", "vendor_id", "valid_from", "valid_to"]
        roster = self._table("people").select(columns).to_pandas()
        roster = roster.assign(**{day: pd.to_datetime(roster[day]) for day in ("valid_from", "valid_to")})
        ours = roster["vendor_id"] == self.vendor
        both = roster[ours].merge(roster[~ours], on="person_id", suffixes=("", "_there"))
        before = both["valid_from"] < both["valid_to_there"], both["valid_from_there"] < both["valid_to"]
        open_ended = both["valid_to_there"].isna(), both["valid_to"].isna()
        at_once = (before[0] | open_ended[0]) & (before[1] | open_ended[1])
        return {*both.loc[at_once, "person_id"]}

    @cached_property
    def _zone(self) -> str:
        (zone,) = self._table("markets")["timezone"].to_pylist()
        return str(zone)

    def _ids(self, name: str, column: str) -> pa.Array:
        if name not in self.snapshot.tables():
            return pa.array([], pa.string())
        return pc.unique(self.rows(name)[column]).drop_null()

    def _table(self, name: str) -> pa.Table:
        return pq.read_table(self.snapshot.folder / f"{name}.parquet")


Rule = Callable[[Holder, pa.Table], Mask]


def _either(*ids: pa.Array) -> pa.Array:
    return pc.unique(pa.concat_arrays(ids))


def _everything(_: Holder, table: pa.Table) -> Mask:
    return pa.chunked_array([pa.repeat(pa.scalar(True), len(table))])


def _of_vendor(holder: Holder, table: pa.Table) -> Mask:
    return pc.equal(table["vendor_id"], holder.vendor).fill_null(False)


def _by(column: str, own: str) -> Rule:
    return lambda holder, table: holder.among(table, column, getattr(holder, own))


def _then(at: str, *, learnt: bool = False) -> Rule:
    """What somebody did while with the vendor: a person may have come from another one, or gone to it."""
    return lambda holder, table: holder.theirs(table["person_id"], table[at].to_pandas(), learnt=learnt)


def _doubled(holder: Holder, table: pa.Table) -> Mask:
    """Double labels: the vendor that a row names made it, else the one that its person was with."""
    return pc.coalesce(holder.named(table), _then("submitted_at")(holder, table))


def _attended(holder: Holder, table: pa.Table) -> Mask:
    """Answers of people who were with the vendor on the day of the session."""
    return holder.theirs(table["person_id"], table["session_id"].to_pandas().map(holder.held_at))


def _agreed(holder: Holder, table: pa.Table) -> Mask:
    """What was agreed with everybody or with this vendor, on all queues or on one of its own."""
    whom = pc.or_kleene(pc.is_null(table["vendor_id"]), _of_vendor(holder, table)).fill_null(False)
    return pc.and_(
        whom, pc.or_(pc.is_null(table["queue_id"]), holder.among(table, "queue_id", holder.queues))
    )


def _shared_actions(holder: Holder, table: pa.Table) -> Mask:
    """Actions the vendor may see, on what is its own."""
    own = {"vendor": pa.array([holder.vendor]), "site": holder.sites, "team": holder.teams}
    mine = pc.and_(
        pc.equal(table["scope_type"], "person"),
        holder.theirs(table["scope_id"], table["opened_at"].to_pandas()),
    )
    for kind, ids in own.items():
        mine = pc.or_(
            mine, pc.and_(pc.equal(table["scope_type"], kind), holder.among(table, "scope_id", ids))
        )
    return pc.and_(table["vendor_visible"], mine)


# Tables about a market's whole demand have no rule, and so reach no vendor: requests, deliveries,
# incidents.
RULES: Mapping[str, Rule] = {
    "markets": _everything,
    "queues": _by("queue_id", "queues"),
    "label_classes": _by("taxonomy_version", "taxonomies"),
    **dict.fromkeys(("sop_versions", "sop_clauses"), _by("sop_family", "procedures")),
    "sample_designs": _by("design_id", "designs"),
    **dict.fromkeys(
        ("vendors", "sites", "people", "label_days", "handling_days", "handling_people", "audited_labels",
         "gold_answers", "removed_answers", "score_days", "time_days", "adherence_days"),
        _of_vendor,
    ),
    "schedules": _then("start_at"),
    "overlaps": _doubled,
    "training": _then("completed_at"),
    "sop_acknowledgements": _then("acknowledged_at", learnt=True),
    "calibration_responses": _attended,
    **dict.fromkeys(("audit_reviews", "appeals"), _by("audit_id", "audits")),
    "gold": _by("item_id", "gold_items"),
    "calibration_sessions": _by("session_id", "sessions"),
    "targets": _agreed,
    "actions": _shared_actions,
}  # fmt: skip
# Nor have adjudications one: that an item was decided at all tells of a vendor that was right that
# another one was wrong.
WITHHELD = ("requests", "deliveries", "delivered_labels", "incidents", "adjudications")
