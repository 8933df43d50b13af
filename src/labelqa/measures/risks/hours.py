"""Handling time that a site lost, and to what."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import numpy as np
import pandas as pd
from scipy import stats

from ...estimates import Estimate, Estimates, Unit
from ...findings import Entity, Evidence
from ..control_charts import FEWEST_WEEKS
from ..productivity import utilisation
from ..proportions import mover_difference
from .cases import Case, counted, standing_for
from .evidence import shown
from .material import DAY, Material, weekly
from .trends import of_all

TIME = "time_days"
SMALLEST = 0.002  # standard deviation of a site's weeks, at least


def utilisation_loss(material: Material) -> Iterator[Case]:
    """
    Weeks of the period in which a site's utilisation is below its own usual range: an individuals chart.

    t = (x - mean + margins.idle) / (mean moving range / 1.128) of the weeks before the period, at least 12,
    with 0.62 (weeks - 1) degrees of freedom, what that estimate of sigma is worth (Wheeler 1995); the
    smallest of the period's weeks, p by Sidak. Its cause is the state whose share of the time grew most.
    Labels not made: the hours lost, at the site's labels an hour of handling.
    """
    rows, found = material.once("utilised", functools.partial(_weeks, material), lasting=True)
    if not len(found):
        return
    rows, known = rows[rows[DAY] < material.end], found.rows[found.rows["week"] < material.end]
    for site, weeks in known.groupby("site_id", observed=True):
        weeks = weeks.dropna(subset=["value"]).sort_values("week", ignore_index=True)
        now = weeks["week"] >= material.start
        if (~now).sum() >= FEWEST_WEEKS and now.any():
            yield _case(material, str(site), weeks.assign(now=now), rows[rows["site_id"] == site])


def _weeks(material: Material) -> tuple[pd.DataFrame, Estimates]:
    """Paid time of sites with its week, and the utilisation of each site's weeks."""
    rows = material.table(TIME)
    rows = weekly(rows[rows["paid"].astype(bool) & rows["site_id"].notna()])
    return rows, utilisation(rows, material.setting.utilised, ("site_id", "week"))


def _case(material: Material, site: str, weeks: pd.DataFrame, rows: pd.DataFrame) -> Case:
    base, now = weeks.loc[~weeks["now"], "value"].to_numpy(float), weeks[weeks["now"]]
    mean = float(base.mean())
    sigma = max(SMALLEST, float(np.abs(np.diff(base)).mean()) / 1.128)
    t = (now["value"] - mean + material.setting.margins.idle) / sigma
    p = of_all(float(stats.t.cdf(t.min(), 0.62 * (len(base) - 1))), len(t))
    out = now[t <= -2] if (t <= -2).any() else now.loc[[t.idxmin()]]
    lost_weeks, usual_weeks = rows["week"].isin(out["week"]), ~rows["week"].isin(now["week"])
    half = float(stats.t.ppf(0.975, len(base) - 1)) * float(base.std(ddof=1)) / np.sqrt(len(base))
    before = Estimate(mean, mean - half, mean + half, len(base), float(len(base)), "student")
    during = utilisation(rows[lost_weeks], material.setting.utilised, ()).only()
    change = mover_difference(during, before)
    hours = float(rows.loc[lost_weeks, "seconds"].sum()) / 3600
    affected = _unmade(material, site, change, hours)
    return Case(
        Entity.of("site", site_id=site),
        change,
        0.0,
        p=p,
        wrong=standing_for(affected, material.setting.counts.unmade),
        affected=affected,
        weight=material.weight_of("site_id", site),
        cause=_where(rows, lost_weeks, usual_weeks, material.setting.utilised),
        evidence=functools.partial(_incidents, material, site, out["week"]),
        parts=functools.partial(dict, weeks=during, before=before),
    )


def _unmade(material: Material, site: str, change: Estimate, hours: float) -> Estimate:
    """Labels not made in the hours lost."""
    if not change.exists:
        return Estimate.absent("one person is too few for an interval", Unit.COUNT)
    made = material.made[material.made["site_id"] == site]
    spent = material.month(TIME)
    spent = spent[(spent["site_id"] == site) & spent["state"].isin(material.setting.utilised)]
    handled = float(spent["seconds"].sum()) / 3600
    rate = float(made["made"].sum()) / handled if handled else 0.0
    ends = [-each * hours * rate for each in (change.value, change.high, change.low)]
    return counted(ends, change.n, change.method)


def _where(rows: pd.DataFrame, lost: pd.Series, usual: pd.Series, utilised: tuple[str, ...]) -> str:
    """The state, other than work, whose share of paid time grew most."""
    shares = [
        rows[weeks].groupby("state", observed=True)["seconds"].sum() / rows.loc[weeks, "seconds"].sum()
        for weeks in (lost, usual)
    ]
    growth = shares[0].sub(shares[1], fill_value=0.0).drop([*utilised], errors="ignore")
    return str(growth.idxmax()) if len(growth) else ""


def _incidents(material: Material, site: str, weeks: pd.Series) -> Evidence:
    """Known incidents of the site that began before the last of the weeks ended and not before the first."""
    table = material.table("incidents")
    if table.empty:
        return Evidence("incidents")
    began = material.instants(table["started_at"])
    ours = table["site_id"].isna() | (table["site_id"] == site)
    inside = (began >= weeks.min()) & (began < weeks.max() + pd.Timedelta(days=7))
    return shown("incidents", table.loc[ours & inside, "incident_id"])
