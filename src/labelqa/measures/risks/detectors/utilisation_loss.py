"""Handling time that a site lost, and to what."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import numpy as np
import pandas as pd
from scipy import stats

from ....estimates import Estimate, Estimates, Unit
from ....findings import Entity, Evidence
from ...clusters import PERSON
from ...control_charts import FEWEST_WEEKS
from ...productivity import utilisation
from ...proportions import mover_difference
from ..calm_market import calm_market
from ..cases import Case, counted, standing_for
from ..charts import of_all
from ..detector import GROUPS, Detector, DetectorRule, Example, Words
from ..detector_data import DAY, DetectorData, weekly
from ..evidence import shown

TIME = "time_days"
SMALLEST = 0.002  # standard deviation of a site's weeks, at least
IDLE = 0.01  # of utilisation that a site may lose
UNMADE = 0.10  # of a wrong label: what one stands for that was not made


def utilisation_loss(data: DetectorData) -> Iterator[Case]:
    """
    Weeks of the period in which a site's utilisation is below its own usual range: an individuals chart.

    t = (x - mean + IDLE) / (mean moving range / 1.128) of the weeks before the period, at least 12,
    with 0.62 (weeks - 1) degrees of freedom, what that estimate of sigma is worth (Wheeler 1995); the
    smallest of the period's weeks, p by Sidak. Its cause is the state whose share of the time grew most.
    Labels not made: the hours lost, at the site's labels an hour of handling.
    """
    rows, found = data.once("utilised", functools.partial(_weeks, data), lasting=True)
    if not len(found):
        return
    rows, known = rows[rows[DAY] < data.end], found.rows[found.rows["week"] < data.end]
    for site, weeks in known.groupby("site_id", observed=True):
        weeks = weeks.dropna(subset=["value"]).sort_values("week", ignore_index=True)
        now = weeks["week"] >= data.start
        if (~now).sum() >= FEWEST_WEEKS and now.any():
            yield _case(data, str(site), weeks.assign(now=now), rows[rows["site_id"] == site])


def _weeks(data: DetectorData) -> tuple[pd.DataFrame, Estimates]:
    """Paid time of sites with its week, and the utilisation of each site's weeks."""
    rows = data.table(TIME)
    rows = weekly(rows[rows["paid"].astype(bool) & rows["site_id"].notna()])
    return rows, utilisation(rows, data.setting.utilised, ("site_id", "week"))


def _case(data: DetectorData, site: str, weeks: pd.DataFrame, rows: pd.DataFrame) -> Case:
    base, now = weeks.loc[~weeks["now"], "value"].to_numpy(float), weeks[weeks["now"]]
    mean = float(base.mean())
    sigma = max(SMALLEST, float(np.abs(np.diff(base)).mean()) / 1.128)
    t = (now["value"] - mean + IDLE) / sigma
    p = of_all(float(stats.t.cdf(t.min(), 0.62 * (len(base) - 1))), len(t))
    out = now[t <= -2] if (t <= -2).any() else now.loc[[t.idxmin()]]
    lost_weeks, usual_weeks = rows["week"].isin(out["week"]), ~rows["week"].isin(now["week"])
    half = float(stats.t.ppf(0.975, len(base) - 1)) * float(base.std(ddof=1)) / np.sqrt(len(base))
    before = Estimate(mean, mean - half, mean + half, len(base), float(len(base)), "student")
    during = utilisation(rows[lost_weeks], data.setting.utilised, ()).only()
    change = mover_difference(during, before)
    hours = float(rows.loc[lost_weeks, "seconds"].sum()) / 3600
    affected = _unmade(data, site, change, hours)
    return Case(
        Entity.of("site", site_id=site),
        change,
        0.0,
        p=p,
        wrong=standing_for(affected, UNMADE),
        affected=affected,
        weight=data.weight_of("site_id", site),
        cause=_where(rows, lost_weeks, usual_weeks, data.setting.utilised),
        evidence=functools.partial(_incidents, data, site, out["week"]),
        parts=functools.partial(dict, weeks=during, before=before),
    )


def _unmade(data: DetectorData, site: str, change: Estimate, hours: float) -> Estimate:
    """Labels not made in the hours lost."""
    if not change.exists:
        return Estimate.absent("one person is too few for an interval", Unit.COUNT)
    made = data.made[data.made["site_id"] == site]
    spent = data.month(TIME)
    spent = spent[(spent["site_id"] == site) & spent["state"].isin(data.setting.utilised)]
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


def _incidents(data: DetectorData, site: str, weeks: pd.Series) -> Evidence:
    """Known incidents of the site that began before the last of the weeks ended and not before the first."""
    table = data.table("incidents")
    if table.empty:
        return Evidence("incidents")
    began = data.instants(table["started_at"])
    ours = table["site_id"].isna() | (table["site_id"] == site)
    inside = (began >= weeks.min()) & (began < weeks.max() + pd.Timedelta(days=7))
    return shown("incidents", table.loc[ours & inside, "incident_id"])


def _example() -> Example:
    """Eight paid hours a day, of which a site waits for more than one on a system in two weeks of October."""
    market = calm_market()
    days = market.frames["label_days"][[DAY, PERSON, "site_id", "vendor_id"]].drop_duplicates()
    down = (days["site_id"] == "smg") & days[DAY].between("2026-10-12", "2026-10-25")
    handled = 20_000 + 100 * (np.arange(len(days)) % 7) - 4_000 * down
    states = {"handling": handled, "system_down": 28_800 - handled}
    parts = [days.assign(state=state, paid=True, seconds=seconds) for state, seconds in states.items()]
    market = market.with_table(TIME, pd.concat(parts, ignore_index=True))
    return Example(market.frames, Entity.of("site", site_id="smg"))


DETECTOR = Detector(
    slug="utilisation_loss",
    number="R14",
    title="Utilisation fell",
    rules=(DetectorRule(GROUPS, utilisation_loss, (TIME,), "staffing"),),
    words=Words(
        told=("Utilisation fell, lost to {state}: {value:signed}", "Utilisation fell: {value:signed}"),
        affected="{n:label|labels} not made",
    ),
    example=_example,
    beside=("incidents",),
)
