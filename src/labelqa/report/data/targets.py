"""Which target holds: the market's, or the narrower one agreed with a vendor or for a queue."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

import pandas as pd

from ...estimates import Direction, Target
from ..language.vocabulary import TERMS

USUAL = {"capacity_gap": Target(0.0, Direction.AT_LEAST, "as many people as the work needs", "capacity_gap")}
"""What holds of a metric, market-wide, where nobody agreed on anything else."""
_SCOPES = ("vendor_id", "queue_id", "role", "tenure_band")


@dataclass(frozen=True)
class Targets:
    """
    The rows of the table `targets` that hold for a market on the last day of its period.

    `own` says that every row of a table has its target to itself, whatever the table's target is.
    """

    rows: pd.DataFrame
    own: ClassVar[bool] = False
    _agreed: dict[tuple[str | None, ...], Target | None] = field(default_factory=dict, repr=False)

    def get(self, metric: str, by: Mapping[str, str] | None = None) -> Target | None:
        """
        The target of a metric, such as "accuracy" or "accuracy.audit", for exactly the scope `by`.

        None where none was agreed.
        """
        if self.rows.empty:
            return None
        scope = tuple((by or {}).get(column) for column in _SCOPES)
        if (metric, *scope) not in self._agreed:
            self._agreed[metric, *scope] = self._newest(metric, scope)
        return self._agreed[metric, *scope]

    def _newest(self, metric: str, scope: tuple[str | None, ...]) -> Target | None:
        names = {metric} | {name for name, words in TERMS.items() if words.metric == metric != ""}
        found = self.rows[self.rows["metric"].isin(names)]
        for column, wanted in zip(_SCOPES, scope, strict=True):
            found = found[found[column].isna() if wanted is None else found[column] == wanted]
        if found.empty:
            return None
        row = found.sort_values(["market_id", "valid_from"], na_position="first").iloc[-1]
        source = row.get("source")
        return Target(
            float(row["target"]),
            Direction(row["direction"]),
            source if isinstance(source, str) else "",
            TERMS[metric].metric if metric in TERMS else metric,
        )

    def metrics(self) -> set[str]:
        """Every metric that a target can be of: those of measures, and those that were agreed."""
        of_measures = {name for known, said in TERMS.items() if said.metric for name in (known, said.metric)}
        return of_measures | {str(metric) for metric in self.rows["metric"]}


def targets_of(
    table: pd.DataFrame | None, market_id: str, last_day: dt.date, *, vendor: str | None = None
) -> Targets:
    """
    Those of `table` that hold for the market on that day; none without a table.

    In a report for one `vendor` what was agreed with it stands in the place of what holds for all.
    """
    if table is None:
        return Targets(pd.DataFrame(columns=["metric", "market_id", "valid_from", "target", *_SCOPES]))
    day = pd.Timestamp(last_day)
    starts, ends = pd.to_datetime(table["valid_from"]), pd.to_datetime(table["valid_to"])
    ours = table["market_id"].isna() | (table["market_id"] == market_id)
    held = table[ours & (starts <= day) & (ends.isna() | (ends > day))]
    return Targets(held if vendor is None else _for_vendor(held, vendor))


def _for_vendor(held: pd.DataFrame, vendor: str) -> pd.DataFrame:
    scope = ["metric", "queue_id", "role", "tenure_band"]
    own = held[held["vendor_id"] == vendor].assign(vendor_id=None)
    general = held[held["vendor_id"].isna()]
    agreed = (
        general[scope]
        .astype(object)
        .apply(tuple, axis=1)
        .isin(own[scope].astype(object).apply(tuple, axis=1))
    )
    return pd.concat([general[~agreed.astype(bool)], own], ignore_index=True)
