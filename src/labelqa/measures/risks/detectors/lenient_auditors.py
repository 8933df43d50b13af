"""Auditors who let wrong labels pass."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import numpy as np
import pandas as pd
from scipy import special

from ....estimates import Z95, Estimate
from ....findings import Entity
from ... import qa
from ...leniency import leniency
from ..calm_market import calm_market
from ..cases import Case, counted, standing_for
from ..detector import WRONG, Detector, DetectorRule, Example, Words
from ..detector_data import AUDITS, DetectorData
from ..evidence import shown

FEWEST_AUDITS, FEWEST_REVIEWED = 50, 20
LENIENT = 0.9  # labels failed for every one that is typical
HIDDEN = 0.25  # of a wrong label: what one stands for that a lenient auditor does not show


def lenient_auditors(data: DetectorData) -> Iterator[Case]:
    """
    Auditors who fail clearly fewer labels than a typical one would, of the same agents and strata.

    Below LENIENT, by measures.leniency; its posterior is normal on the log scale, and p is its
    other side. Beside it: the share of wrong labels that second looks say the auditor found, and the seconds
    in which one audit in ten is done. Guard: 50 audits, 20 of them with a second look where there are any.
    """
    audits = data.quarter_audits
    found = leniency(audits)
    if not len(found):
        return
    reviews = data.table("audit_reviews")
    checked = qa.reviewed(audits, reviews) if len(reviews) else pd.DataFrame()
    looks = checked[checked["review_weight"].notna()].groupby(qa.QA).size() if len(checked) else {}
    usual = found.rows.set_index(qa.QA)["expected"]
    for keys, ratio in found:
        auditor = keys[qa.QA]
        if ratio.n < FEWEST_AUDITS or (len(checked) and dict(looks).get(auditor, 0) < FEWEST_REVIEWED):
            continue
        error = float(np.log(ratio.high / ratio.low)) / (2 * Z95)
        posterior = float(special.ndtr((np.log(LENIENT) - np.log(ratio.value)) / error))
        hidden = data.labels * float(usual[auditor]) / len(audits)
        ends = (hidden * (1 - each) for each in (ratio.value, ratio.high, ratio.low))
        affected = counted(ends, ratio.n, ratio.method)
        own = audits[audits[qa.QA] == auditor]
        yield Case(
            Entity.of("auditor", qa_person_id=auditor),
            ratio,
            1.0,
            p=1 - posterior,
            posterior=posterior,
            wrong=standing_for(affected, HIDDEN),
            affected=affected,
            weight=data.weight,
            parts=functools.partial(_beside, checked, own, auditor),
            evidence=functools.partial(shown, AUDITS, own.loc[own["verdict"] == "correct", "audit_id"]),
        )


def _beside(checked: pd.DataFrame, own: pd.DataFrame, auditor: str) -> dict[str, Estimate]:
    parts = {"fastest": qa.audit_seconds(own, q=0.1).only()}
    if len(checked):
        parts["found"] = qa.sensitivity(checked[checked[qa.QA] == auditor]).only()
    return parts


def _example() -> Example:
    """One of five auditors passes three in four of what is wrong."""
    market = calm_market().without("targets", "gold_answers")
    market = market.erring(lambda rows: rows["verdict"] == "correct", 0.2)
    audits = market.frames[AUDITS]
    passed = (audits[qa.QA] == "q2") & (np.arange(len(audits)) % 4 > 0)
    market = market.changed(AUDITS, verdict=lambda rows: rows["verdict"].mask(passed, "correct"))
    return Example(market.frames, Entity.of("auditor", qa_person_id="q2"))


DETECTOR = Detector(
    slug="lenient_auditors",
    number="R7",
    title="An auditor passes what others fail",
    rules=(DetectorRule("auditors", lenient_auditors, (AUDITS,), "qa_retraining"),),
    words=Words(
        told=("Fails {value} labels for every one that a typical auditor would",),
        affected=f"{WRONG} not seen",
    ),
    example=_example,
    beside=("audit_reviews",),
    internal=True,
)
