"""Auditors who let wrong labels pass."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import numpy as np
import pandas as pd
from scipy import special

from ...estimates import Z95, Estimate
from ...findings import Entity
from .. import qa
from ..leniency import leniency
from .cases import Case, counted, standing_for
from .evidence import shown
from .material import AUDITS, Material

FEWEST_AUDITS, FEWEST_REVIEWED = 50, 20


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
    margin, usual = material.setting.margins.lenient, found.rows.set_index(qa.QA)["expected"]
    for keys, ratio in found:
        auditor = keys[qa.QA]
        if ratio.n < FEWEST_AUDITS or (len(checked) and dict(looks).get(auditor, 0) < FEWEST_REVIEWED):
            continue
        error = float(np.log(ratio.high / ratio.low)) / (2 * Z95)
        posterior = float(special.ndtr((np.log(margin) - np.log(ratio.value)) / error))
        hidden = material.labels * float(usual[auditor]) / len(audits)
        ends = (hidden * (1 - each) for each in (ratio.value, ratio.high, ratio.low))
        affected = counted(ends, ratio.n, ratio.method)
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
