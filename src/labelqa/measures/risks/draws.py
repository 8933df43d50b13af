"""Audits that were not drawn as their design says: strata drawn unevenly, and what no sample may be."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import numpy as np
import pandas as pd
from scipy import stats

from ...estimates import Z95, Estimate
from ...findings import Entity
from .. import compliance
from ..confusion import GIVEN
from ..proportions import Floats
from ..volume import without_gold
from .cases import Case, complete, scaled, standing_for
from .evidence import entity, shown
from .material import AUDITS, DAY, LABELS, Material

FEWEST, FEWEST_EXPECTED = 30, 5
UNAUDITED = 500  # labels of a queue in the period without an audit that are too many
WEEK = 7


def biased_strata(material: Material) -> Iterator[Case]:
    """
    Strata whose audits do not lie as their labels do, over weeks or over sites.

    A stratum's labels are those of the queues and given labels that its audits show. Chi-squared, the smaller
    p doubled. The estimate is the total variation distance, the share of the audits that would have to move;
    as many of the stratum's labels are not seen. Guard: 30 audits; cells of fewer than 5 join the next.
    """
    audits = material.audits
    if audits.empty:
        return
    work = without_gold(material.month(LABELS))
    place = ["queue_id", GIVEN]
    frames = work.groupby([*place, DAY, "site_id"], observed=True, dropna=False)["labels"].sum().reset_index()
    for (design, stratum), rows in audits.groupby(["design_id", "stratum_id"], observed=True):
        frame = frames.merge(rows[place].drop_duplicates(), on=place)
        if len(rows) < FEWEST or frame.empty:
            continue
        tests = [_evenly(_cells(material, each, column), len(rows)) for column in (DAY, "site_id")
                 for each in [(rows, frame)]]  # fmt: skip
        made = [test for test in tests if test[1] < 1]
        distance, p = min(made or tests, key=lambda test: test[1])
        size = float(frame["labels"].sum()) * material.scale
        affected = scaled(distance, size)
        yield Case(
            Entity.of("stratum", design_id=str(design), stratum_id=str(stratum)),
            distance,
            0.0,
            p=min(1.0, max(1, len(made)) * p),
            wrong=standing_for(affected, material.setting.counts.unseen),
            affected=affected,
            weight=material.weight_of("queue_id", str(rows["queue_id"].iloc[0])),
            evidence=functools.partial(shown, AUDITS, rows["audit_id"]),
        )


def _cells(material: Material, both: tuple[pd.DataFrame, pd.DataFrame], column: str) -> pd.DataFrame:
    """Audits drawn and expected by week of the period, or by site."""
    drawn, frame = both
    keys = [
        (rows[DAY] - material.start).dt.days // WEEK
        if column == DAY
        else rows[column].astype(object).fillna("unknown")
        for rows in both
    ]
    labels = frame["labels"].groupby(keys[1]).sum()
    audits = drawn["audit_id"].groupby(keys[0]).size().reindex(labels.index, fill_value=0)
    return pd.DataFrame({"drawn": audits, "expected": labels / labels.sum() * len(drawn)}).astype(float)


def _evenly(cells: pd.DataFrame, n: int) -> tuple[Estimate, float]:
    """The distance of the audits drawn from those expected, and the p value of chance; 1 with one cell."""
    k, e = _joined(cells)
    distance = float(np.abs(k - e).sum() / 2 / n)
    p = float(stats.chi2.sf(((k - e) ** 2 / e).sum(), len(e) - 1)) if len(e) > 1 else 1.0
    half = Z95 / 2 / np.sqrt(n)
    low, high = max(0.0, distance - half), min(1.0, distance + half)
    return Estimate(distance, low, high, n, float(n), "total-variation"), p


def _joined(cells: pd.DataFrame) -> tuple[Floats, Floats]:
    """The cells in order, each of FEWEST_EXPECTED or more; what is left over joins the last."""
    reached = (cells["expected"].cumsum() / FEWEST_EXPECTED).to_numpy()
    group = np.zeros(len(cells), int)
    start = 0.0
    for place in range(len(reached)):
        group[place] = group[place - 1] if place else 0
        if place and reached[place - 1] - start >= 1:
            group[place], start = group[place] + 1, reached[place - 1]
    if len(cells) > 1 and reached[-1] - start < 1:
        group[group == group[-1]] = max(0, group[-1] - 1)
    sums = cells.groupby(group)[["drawn", "expected"]].sum()
    return sums["drawn"].to_numpy(), sums["expected"].to_numpy()


def audit_checks(material: Material) -> Iterator[Case]:
    """
    What no sample may be, exactly: queues without an audit, audits of one's own labels, audits made late.

    Without an audit are queues of 500 labels or more of which the monthly design drew none. Late are more
    than `margins.late` of the audits after `audit_days` business days.
    """
    if material.month(AUDITS).empty:
        return
    yield from _unaudited(material)
    audits, setting = material.month(AUDITS), material.setting
    prompt = compliance.prompt_audits(audits, setting.zone, setting.audit_days).only()
    yield _broken(material, prompt, 1 - setting.margins.late, "late")
    yield _broken(material, compliance.independent_audits(audits).only(), 1.0, "own")


def _unaudited(material: Material) -> Iterator[Case]:
    seen = material.audits["queue_id"].value_counts() if len(material.audits) else pd.Series(dtype=int)
    for queue, labels in material.volume("queue_id").items():
        found = int(seen.get(queue, 0))
        share = min(1.0, found / max(float(labels), 1.0))
        affected = complete(float(labels), found)
        yield Case(
            Entity.of("queue", queue_id=str(queue)),
            Estimate(share, share, share, found, float(found), "count"),
            0.0,
            posterior=float(found == 0 and labels >= UNAUDITED),
            cause="none",
            wrong=standing_for(affected, material.setting.counts.unseen),
            affected=affected,
            weight=material.weight_of("queue_id", str(queue)),
        )


def _broken(material: Material, kept: Estimate, least: float, cause: str) -> Case:
    """A rule that a share of the market's audits has to keep; the labels behind the others are not seen."""
    lost = material.labels * (1 - kept.value)
    affected = complete(lost, kept.n)
    whom = entity(material)
    return Case(
        Entity("audits", (*whom.by, ("check", cause))),
        kept,
        least,
        posterior=float(kept.value < least),
        cause=cause,
        wrong=standing_for(affected, material.setting.counts.unseen),
        affected=affected,
        weight=material.weight,
    )
