"""Weeks out of the ordinary: sudden shifts of accuracy, and slow drifts that no single week shows."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import special, stats

from ...estimates import Estimate, Estimates
from ..accuracy import by_design
from ..control_charts import FEWEST_WEEKS, anhoej, ewma, laney
from ..false_discovery import mid_p
from ..proportions import Floats, mover_difference, wilson
from ..volume import without_gold
from .cases import Case, counted
from .evidence import entity, failed
from .material import AUDITS, LABELS, Material, weekly

FEWEST_POINTS = 20  # for runs
OUT = 2.0  # standard deviations from which a week belongs to the episode of one that is beyond three


@dataclass(frozen=True)
class Chart:
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


def sudden_shift(material: Material) -> Iterator[Case]:
    """
    A week of the period beyond three standard deviations of Laney's chart, downwards: one alarm a chart.

    z is the normal deviate of the exact mid-p value, for few errors are skewed, over Laney's sigma_z of at
    least 1; p = 1 - (1 - P(Z <= min z))^weeks (Sidak 1967). Baseline: 12 weeks or more before the period.
    """
    for chart in charts(material):
        now = chart.now
        worst = now.loc[now["z"].idxmin()]
        p = of_all(float(special.ndtr(worst["z"])), len(now))
        week = _of_week(chart, worst["week"])
        yield Case(
            entity(material, *_key(chart)),
            mover_difference(week, chart.baseline),
            0.0,
            p=p,
            wrong=_lost(chart, now[now["z"] <= -OUT], week.n),
            weight=material.weight_of(*_key(chart)),
            within=entity(material) if chart.by else None,
            evidence=functools.partial(failed, material, *_key(chart)),
            parts=functools.partial(dict, week=week, before=chart.baseline),
            cause=str(pd.Timestamp(worst["week"]).date()),
        )


def slow_drift(material: Material) -> Iterator[Case]:
    """
    A drift downwards by EWMA (lambda .2) or by Anhoej's runs, where no week is beyond three deviations.

    p: the smaller of both, doubled. Runs need 20 weeks. Only to be watched.
    """
    for chart in charts(material):
        now = chart.now
        if now["z"].min() < -3:
            continue
        average = ewma(chart.weeks["z"])
        deviates = 3 * average["value"] / average["limit"]
        p = min(
            of_all(float(special.ndtr(deviates[chart.weeks["now"].to_numpy()].min())), len(now)),
            _runs(chart.weeks["value"].to_numpy(float)),
        )
        recent = _together(now)
        yield Case(
            entity(material, *_key(chart)),
            mover_difference(recent, chart.baseline),
            0.0,
            p=min(1.0, 2 * p),
            wrong=_lost(chart, now[now["value"] < chart.centre], recent.n),
            weight=material.weight_of(*_key(chart)),
            within=entity(material) if chart.by else None,
            watched=True,
            evidence=functools.partial(failed, material, *_key(chart)),
            parts=functools.partial(dict, weeks=recent, before=chart.baseline),
        )


def charts(material: Material) -> list[Chart]:
    """The charts of the market and, where there are several, of its sites; those with baseline enough."""
    return material.once("charts", functools.partial(_charts, material))


def _charts(material: Material) -> list[Chart]:
    found = []
    for by, estimates, volume in material.once("weeks", functools.partial(_weeks, material), lasting=True):
        rows = estimates.rows[estimates.rows["week"] < material.end]
        for key, mine in rows.groupby([*by], observed=True) if by else [((), rows)]:
            weekly = Estimates(estimates.name, ("week",), mine.drop(columns=[*by]))
            chart = _chart(material, dict(zip(by, key, strict=True)), weekly, volume)
            found += [chart] if chart else []
    return found


def _weeks(material: Material) -> list[tuple[tuple[str, ...], Estimates, pd.Series]]:
    """Accuracy and labels by week, of the market and, where there are several, by site."""
    audits = material.drawn(material.table(AUDITS))
    if audits.empty:
        return []
    audits, labels = weekly(audits), weekly(without_gold(material.table(LABELS)))
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


def _chart(material: Material, keys: dict[str, str], weekly: Estimates, volume: pd.Series) -> Chart | None:
    rows = weekly.rows.dropna(subset=["value"]).sort_values("week", ignore_index=True)
    now = rows["week"] >= material.start
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
    base = _together(weeks[~now])
    return Chart(keys, weeks, weekly, laneys.centre, base)


def _together(weeks: pd.DataFrame) -> Estimate:
    """The accuracy of several weeks."""
    n = float(weeks["n_eff"].sum())
    k = float((weeks["value"] * weeks["n_eff"]).sum())
    low, high = wilson(k, n)
    return Estimate(k / n, float(low), float(high), int(weeks["n"].sum()), n, "wilson-effective-n")


def _of_week(chart: Chart, week: pd.Timestamp) -> Estimate:
    return Estimates(
        chart.weekly.name, ("week",), chart.weekly.rows[chart.weekly.rows["week"] == week]
    ).first()


def _lost(chart: Chart, weeks: pd.DataFrame, n: int) -> Estimate:
    """The wrong labels of weeks beyond those of the baseline."""
    n_eff = weeks["n_eff"].to_numpy(float)
    low, high = wilson(weeks["value"] * n_eff, n_eff)
    labels = weeks["labels"].to_numpy(float)

    def beyond(share: Floats | pd.Series) -> float:
        return float((labels * np.maximum(0.0, chart.centre - np.asarray(share, float))).sum())

    return counted((beyond(weeks["value"]), beyond(high), beyond(low)), n, "wilson-effective-n")


def of_all(p: float, tests: int) -> float:
    """The p value of the smallest of so many (Sidak 1967)."""
    return float(-np.expm1(tests * np.log1p(-min(p, 1 - 1e-12))))


def _runs(values: Floats) -> float:
    """The p value of the runs around the median, downwards; 1 with too few weeks."""
    if len(values) < FEWEST_POINTS or values[len(values) // 2 :].mean() >= values[: len(values) // 2].mean():
        return 1.0
    runs = anhoej(values, float(np.median(values)))
    crossings = float(stats.binom.cdf(runs.crossings, runs.n - 1, 0.5))
    return min(1.0, 2 * min(crossings, longest_run(runs.n, runs.longest)))


def longest_run(n: int, length: int) -> float:
    """
    P(n fair tosses have `length` or more of one side in a row).

    That is length - 1 times "the same again" in a row among n - 1, of which the share q without has
    q(m) = q(m - 1) - q(m - length) / 2^length (Feller 1968, XIII.7).
    """
    run = length - 1
    if run < 1:
        return 1.0
    without = [1.0] * run
    for tosses in range(run, n):
        ended = 0.5 * without[0] if tosses == run else 0.25 * without[tosses - run - 1]
        without.append(without[-1] - ended * 0.5 ** (run - 1))
    return 1 - without[n - 1]


def _key(chart: Chart) -> tuple[str, str]:
    return next(iter(chart.by.items()), ("", ""))
