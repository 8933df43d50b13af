"""Auditors who let wrong labels pass, and samples that were not drawn as their design says."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import numpy as np
import pandas as pd
from scipy import special, stats

from ...estimates import Z95, Estimate, Unit
from ...findings import Entity
from .. import compliance, qa
from ..confusion import GIVEN
from ..leniency import leniency
from .cases import Case, counted, scaled, standing_for
from .evidence import entity, shown
from .material import AUDITS, DAY, Material

FEWEST_AUDITS, FEWEST_REVIEWED = 50, 20
FEWEST_DRAWN, FEWEST_EXPECTED = 30, 5
UNAUDITED = 500  # labels of a queue in the period without an audit that are too many
CHECKS, STRATA = "audit checks", "audit strata"


def lenient_auditors(material: Material) -> Iterator[Case]:
    """
    Auditors who fail clearly fewer labels than a typical one would, of the same agents and strata.

    Below `margins.lenient`, by measures.leniency; its posterior is normal on the log scale, and p is its
    other side. Beside it: the share of wrong labels that second looks say the auditor found, and the seconds
    in which one audit in ten is done. Guard: 50 audits, 20 of them with a second look where there are any.
    """
    audits = material.quarter_audits
    found = leniency(audits)
    if not len(found):
        return
    reviews = material.table("audit_reviews")
    checked = qa.reviewed(audits, reviews) if len(reviews) else pd.DataFrame()
    looks = checked[checked["review_weight"].notna()].groupby(qa.QA).size() if len(checked) else {}
    margin, rows = material.setting.margins.lenient, found.rows.set_index(qa.QA)
    rate = rows["failed"].sum() / max(len(audits), 1)
    for keys, ratio in found:
        auditor = keys[qa.QA]
        if ratio.n < FEWEST_AUDITS or (len(checked) and dict(looks).get(auditor, 0) < FEWEST_REVIEWED):
            continue
        error = float(np.log(ratio.high / ratio.low)) / (2 * Z95)
        posterior = float(special.ndtr((np.log(margin) - np.log(ratio.value)) / error))
        part = ratio.n / len(audits)
        hidden = material.labels * part * rate / ratio.value
        ends = [hidden * (1 - each) for each in (ratio.value, ratio.high, ratio.low)]
        affected = counted(*ends, n=ratio.n, method=ratio.method)
        own = audits[audits[qa.QA] == auditor]
        yield Case(
            Entity.of("auditor", qa_person_id=auditor),
            ratio,
            1.0,
            p=1 - posterior,
            posterior=posterior,
            wrong=standing_for(affected, material.setting.counts.hidden),
            affected=affected,
            weight=material.weight,
            parts=functools.partial(_beside, checked, own, auditor),
            evidence=functools.partial(shown, AUDITS, own.loc[own["verdict"] == "correct", "audit_id"]),
        )


def _beside(checked: pd.DataFrame, own: pd.DataFrame, auditor: str) -> dict[str, Estimate]:
    parts = {"fastest": qa.audit_seconds(own, q=0.1).only()}
    if len(checked):
        parts["found"] = qa.sensitivity(checked[checked[qa.QA] == auditor]).only()
    return parts


def biased_strata(material: Material) -> Iterator[Case]:
    """
    Strata whose audits do not fall on days, or on sites, as their labels do: chi-squared, the smaller doubled.

    A stratum's labels are those of the queues and given labels that its audits show. Days of the period in
    weeks. Guard: 30 audits, cells of fewer than 5 expected put together.
    """
    audits = material.audits
    if audits.empty:
        return
    labels = material.made
    for (design, stratum), rows in audits.groupby(["design_id", "stratum_id"], observed=True):
        if len(rows) < FEWEST_DRAWN:
            continue
        pair = rows[["queue_id", GIVEN]].drop_duplicates()
        frame = labels.merge(pair, on=["queue_id", GIVEN])
        tests = [_evenly(rows[c], frame, c) for c in (DAY, "site_id") if frame[c].nunique() > 1]
        if not tests or frame.empty:
            continue
        p = min(1.0, len(tests) * min(p for _, p in tests))
        size = float(frame["made"].sum()) * material.scale
        share = tests[0][0]
        affected = counted(size, size, size, len(rows), "count")
        yield Case(
            Entity.of("stratum", design_id=str(design), stratum_id=str(stratum)),
            share,
            0.0,
            p=p,
            family=STRATA,
            wrong=standing_for(affected, material.setting.counts.unseen),
            affected=affected,
            weight=float(material.queue_weights.get(rows["queue_id"].iloc[0], material.weight)),
            evidence=functools.partial(shown, AUDITS, rows["audit_id"]),
        )


def _evenly(drawn: pd.Series, frame: pd.DataFrame, column: str) -> tuple[Estimate, float]:
    """How far the audits are from the frame, as total variation, and the p value of being drawn from it."""
    cells = frame.groupby(column, observed=True)["made"].sum()
    counts = drawn.value_counts().reindex(cells.index, fill_value=0)
    expected = cells / cells.sum() * len(drawn)
    if column == DAY:
        week = np.arange(len(expected)) * max(1, len(expected) // 7) // max(len(expected), 1)
        counts, expected = counts.groupby(week).sum(), expected.groupby(week).sum()
    order = expected.sort_values().index
    group = np.floor(expected[order].cumsum() / max(FEWEST_EXPECTED, 1)).to_numpy()
    group = np.minimum(group, group.max() - 1) if group.max() > 0 else group
    k, e = (each[order].groupby(group).sum().to_numpy(float) for each in (counts, expected))
    distance = float(np.abs(counts - expected).sum() / 2 / max(len(drawn), 1))
    p = float(stats.chi2.sf(((k - e) ** 2 / e).sum(), len(e) - 1)) if len(e) > 1 else 1.0
    error = 1.96 * 0.5 / np.sqrt(len(drawn))
    low, high = max(0.0, distance - error), min(1.0, distance + error)
    return Estimate(distance, low, high, len(drawn), float(len(drawn)), "total-variation", Unit.SHARE), p


def audit_checks(material: Material) -> Iterator[Case]:
    """
    What no sample may be, exactly: queues without an audit, audits of one's own labels, audits made late.

    Late are more than `margins.late` of the audits after `audit_days` business days.
    """
    audits, setting = material.month(AUDITS), material.setting
    if audits.empty:
        return
    volume = material.volume("queue_id")
    seen = material.audits["queue_id"].value_counts() if len(material.audits) else pd.Series(dtype=int)
    for queue, labels in volume.items():
        found = int(seen.get(queue, 0))
        share = found / max(float(labels), 1.0)
        affected = counted(labels, labels, labels, found, "count")
        yield Case(
            Entity.of("queue", queue_id=str(queue)),
            Estimate(share, share, share, found, float(found), "count"),
            0.0,
            posterior=float(found == 0 and labels >= UNAUDITED),
            family=CHECKS,
            cause="none",
            wrong=standing_for(affected, setting.counts.unseen),
            affected=affected,
        )
    for cause, share, least in (
        ("own", compliance.independent_audits(audits), 1.0),
        (
            "late",
            compliance.prompt_audits(audits, setting.zone, setting.audit_days),
            1 - setting.margins.late,
        ),
    ):
        estimate = share.only()
        affected = scaled(estimate, material.labels)
        lost = counted(*[material.labels - affected.value] * 3, n=estimate.n, method="count")
        yield Case(
            entity(material),
            estimate,
            least,
            posterior=float(estimate.exists and estimate.value < least),
            family=CHECKS,
            cause=cause,
            wrong=standing_for(lost, setting.counts.unseen),
            affected=lost,
        )
