"""The weeks of the market and of its sites as charts of accuracy, against those before the period."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import special

from ...estimates import Estimate, Estimates
from ..accuracy import by_design
from ..control_charts import FEWEST_WEEKS, laney
from ..false_discovery import mid_p
from ..proportions import Floats, wilson
from ..volume import without_gold
from .cases import counted
from .detector_data import AUDITS, LABELS, DetectorData, weekly


@dataclass(frozen=True)
class WeeklyChart:
    """
    The weeks of an entity: week, value, n_eff, z (against the baseline), labels, now (in the period).

    `centre` and `baseline` are of the weeks before the period; `weekly` their estimates.
    """

    by: dict[str, str]
    weeks: pd.DataFrame
    weekly: Estimates
    centre: float
    baseline: Estimate

    @property
    def now(self) -> pd.DataFrame:
        """The weeks that begin in the period."""
        return self.weeks[self.weeks["now"]]

    @property
    def key(self) -> tuple[str, str]:
        """The column and the id of its entity; both empty of the market."""
        return next(iter(self.by.items()), ("", ""))

    def of_week(self, week: pd.Timestamp) -> Estimate:
        """The accuracy of one of its weeks."""
        rows = self.weekly.rows[self.weekly.rows["week"] == week]
        return Estimates(self.weekly.name, ("week",), rows).first()

    def lost(self, weeks: pd.DataFrame, n: int) -> Estimate:
        """The wrong labels of some of its weeks beyond those of the baseline."""
        n_eff = weeks["n_eff"].to_numpy(float)
        low, high = wilson(weeks["value"] * n_eff, n_eff)
        labels = weeks["labels"].to_numpy(float)

        def beyond(share: Floats | pd.Series) -> float:
            return float((labels * np.maximum(0.0, self.centre - np.asarray(share, float))).sum())

        return counted((beyond(weeks["value"]), beyond(high), beyond(low)), n, "wilson-effective-n")


def charts(data: DetectorData) -> list[WeeklyChart]:
    """The charts of the market and, where there are several, of its sites; those with baseline enough."""
    return data.once("charts", functools.partial(_charts, data))


def _charts(data: DetectorData) -> list[WeeklyChart]:
    found = []
    for by, estimates, volume in data.once("weeks", functools.partial(_weeks, data), lasting=True):
        rows = estimates.rows[estimates.rows["week"] < data.end]
        for key, mine in rows.groupby([*by], observed=True) if by else [((), rows)]:
            weekly = Estimates(estimates.name, ("week",), mine.drop(columns=[*by]))
            chart = _chart(data, dict(zip(by, key, strict=True)), weekly, volume)
            found += [chart] if chart else []
    return found


def _weeks(data: DetectorData) -> list[tuple[tuple[str, ...], Estimates, pd.Series]]:
    """Accuracy and labels by week, of the market and, where there are several, by site."""
    audits = data.drawn(data.table(AUDITS))
    if audits.empty:
        return []
    audits, labels = weekly(audits), weekly(without_gold(data.table(LABELS)))
    splits: list[tuple[str, ...]] = [()]
    if len(audits["site_id"].dropna().unique()) > 1:
        splits.append(("site_id",))
    return [
        (
            by,
            by_design(audits.dropna(subset=[*by]), (*by, "week")),
            labels.groupby([*by, "week"], observed=True)["labels"].sum(),
        )
        for by in splits
    ]


def _chart(
    data: DetectorData, keys: dict[str, str], weekly: Estimates, volume: pd.Series
) -> WeeklyChart | None:
    rows = weekly.rows.dropna(subset=["value"]).sort_values("week", ignore_index=True)
    now = rows["week"] >= data.start
    before = int((~now).sum())
    if before < FEWEST_WEEKS or not now.any():
        return None
    laneys = laney(Estimates(weekly.name, weekly.by, rows), baseline=before)
    value, n = rows["value"].to_numpy(float), rows["n_eff"].to_numpy(float)
    z = special.ndtri(np.clip(mid_p(value * n, n, laneys.centre), 1e-12, 1 - 1e-12))
    labels = [float(volume.get((*keys.values(), week) if keys else week, 0)) for week in rows["week"]]
    weeks = pd.DataFrame(
        {"week": rows["week"], "value": value, "n_eff": n, "n": rows["n"], "labels": labels, "now": now}
    ).assign(z=z / max(laneys.sigma_z, 1.0))
    base = together(weeks[~now])
    return WeeklyChart(keys, weeks, weekly, laneys.centre, base)


def together(weeks: pd.DataFrame) -> Estimate:
    """The accuracy of several weeks."""
    n = float(weeks["n_eff"].sum())
    k = float((weeks["value"] * weeks["n_eff"]).sum())
    low, high = wilson(k, n)
    return Estimate(k / n, float(low), float(high), int(weeks["n"].sum()), n, "wilson-effective-n")


def of_all(p: float, tests: int) -> float:
    """The p value of the smallest of so many (Sidak 1967)."""
    return float(-np.expm1(tests * np.log1p(-min(p, 1 - 1e-12))))
