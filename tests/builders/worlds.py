"""Another world: what is a vendor's own as it is, everything about the others changed."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from labelqa.sealed import MANIFEST, seal
from labelqa.snapshots import Snapshot, open_snapshot

VOLUMES = {
    "label_days": ("labels", "first_pass", "timed", "active_ms"),
    "handling_days": ("timed", "active_ms"),
    "handling_people": ("timed",),
    "time_days": ("seconds",),
    "adherence_days": ("seconds",),
}
"""Counts of others' rows that are doubled."""

ANSWERS = {
    "audited_labels": {"verdict": ("correct", "incorrect"), "critical_class": ("none", "user_harm")},
    "audit_reviews": {"review_verdict": ("uphold", "overturn")},
    "appeals": {"outcome": ("upheld", "overturned")},
    "gold_answers": {"correct": (True, False)},
}
"""Answers about others that are turned round."""

DRAWN = {
    "audited_labels": ("incl_prob", "frame_size", "sample_size"),
    "audit_reviews": ("incl_prob",),
    "requests": ("items_requested",),
    "deliveries": ("items",),
}
"""What sources say of the whole market in anybody's rows."""


@dataclass(frozen=True)
class World:
    """A snapshot in which a random half of all that is not `vendor`'s is gone and the rest is changed."""

    snapshot: Snapshot
    vendor: str
    rng: np.random.Generator

    def write(self, folder: Path) -> Snapshot:
        """The world, frozen."""
        shutil.copytree(self.snapshot.folder, folder)
        (folder / MANIFEST).unlink()
        for name in self.snapshot.tables():
            path = folder / f"{name}.parquet"
            held = pq.read_table(path)
            changed = self._changed(name, held.to_pandas(types_mapper=pd.ArrowDtype))
            pq.write_table(pa.Table.from_pandas(changed, held.schema, preserve_index=False), path)
        seal(folder, self.snapshot.manifest.facts)
        return open_snapshot(folder)

    def _changed(self, name: str, rows: pd.DataFrame) -> pd.DataFrame:
        rows = rows.copy()
        for column in [c for c in DRAWN.get(name, ()) if c in rows]:
            rows[column] = self._redrawn(name, column, rows)
        others = self._of_others(name, rows)
        for column in [c for c in VOLUMES.get(name, ()) if c in rows]:
            rows.loc[others, column] = rows.loc[others, column] * 2
        for column, (one, other) in ANSWERS.get(name, {}).items():
            if column in rows:
                turned = rows[column].map({one: other, other: one})
                rows.loc[others & turned.notna(), column] = turned.astype(rows[column].dtype)
        if name == "adjudications":
            rows = self._adjudicated(rows)
        if name in {"vendors", "sites", "people"}:
            return rows  # who there is stays: what changes is what they did
        return rows[~(others & (self.rng.random(len(rows)) < 0.5))]

    def _redrawn(self, name: str, column: str, rows: pd.DataFrame) -> pd.Series:
        """A number of each stratum, or of the whole table, that is another."""
        values = rows[column].astype(float)
        if column == "incl_prob":
            stratum = rows["design_id"].astype(str) + rows["stratum_id"].astype(str)
            factor = stratum.map({s: self.rng.uniform(0.3, 1.0) for s in sorted(set(stratum))})
            return (values * factor).astype(rows[column].dtype)
        return (values * self.rng.integers(2, 5)).astype(rows[column].dtype)

    def _adjudicated(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Items that others labelled too are decided otherwise."""
        shared = rows["item_id"].astype(str).isin(self._labelled_by_others)
        other = rows["final_label_id"].iloc[::-1].to_numpy()
        return rows.assign(final_label_id=rows["final_label_id"].where(~shared, pd.Series(other, rows.index)))

    def _of_others(self, name: str, rows: pd.DataFrame) -> pd.Series:
        """Which rows tell of others only."""
        if name == "adjudications":
            return rows["item_id"].astype(str).isin(self._labelled_by_others)
        if "audit_id" in rows and name != "audited_labels":
            return ~rows["audit_id"].astype(str).isin(self._audits)
        if "vendor_id" in rows and name != "targets":
            return (rows["vendor_id"].astype(str) != self.vendor) & rows["vendor_id"].notna()
        if "person_id" in rows:
            return ~rows["person_id"].astype(str).isin(self._people)
        return pd.Series(name in {"requests", "deliveries", "incidents", "delivered_labels"}, rows.index)

    @cached_property
    def _people(self) -> set[str]:
        people = self._read("people")
        return set(people.loc[people["vendor_id"] == self.vendor, "person_id"])

    @cached_property
    def _audits(self) -> set[str]:
        audits = self._read("audited_labels")
        return set(audits.loc[audits["vendor_id"] == self.vendor, "audit_id"])

    @cached_property
    def _labelled_by_others(self) -> set[str]:
        overlaps = self._read("overlaps")
        return set(overlaps.loc[~overlaps["person_id"].isin(self._people), "item_id"])

    def _read(self, name: str) -> pd.DataFrame:
        return pd.read_parquet(self.snapshot.folder / f"{name}.parquet")
