"""Suggestions followed where they are wrong."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import numpy as np
import pandas as pd
from scipy import special

from ....estimates import Z95
from ....findings import Entity
from ...clusters import clustered_share
from ...confusion import GIVEN, REFERENCE, placed
from ...grouping import UNKNOWN
from ...proportions import mover_difference
from ..calm_market import calm_market
from ..cases import Case, scaled
from ..detector import QUEUES, WRONG, Detector, DetectorRule, Example, Words
from ..detector_data import AUDITS, LABELS, DetectorData
from ..evidence import shown

FEWEST = 50  # audits of labels given beside a wrong suggestion
FOLLOWED = 0.20  # of wrong suggestions, beyond the errors made without one, that nobody minds
SUGGESTED, SHOWN = "suggested_label_id", "suggestion_shown"


def automation_bias(data: DetectorData) -> Iterator[Case]:
    """
    P(the label is the suggestion | shown and wrong) less the error rate where none was shown, by queue.

    Of three months' audits, weighted by 1 / incl_prob and clustered by people; MOVER (Zou and Donner 2008).
    p of a lead of at most FOLLOWED, normal from the lower half of the interval. The labels it
    costs: those shown, times the share of wrong suggestions, times the lead. Guard: 50 audits.
    """
    rows = data.quarter_audits
    if rows.empty or SUGGESTED not in rows or rows[SUGGESTED].isna().all():
        return
    rows = placed(rows)
    rows = rows[rows[REFERENCE] != UNKNOWN]
    was_shown = rows[SHOWN].eq(True).fillna(value=False).astype(bool) & rows[SUGGESTED].notna()
    rows = rows.assign(shown=was_shown, astray=was_shown & (rows[SUGGESTED] != rows[REFERENCE]))
    suggested = data.volume("queue_id", of="suggested")
    for queue, part in rows.groupby("queue_id", observed=True):
        if part["astray"].sum() >= FEWEST and (~part["shown"]).any():
            yield _case(data, str(queue), part, float(suggested.get(queue, 0.0)))


def _case(data: DetectorData, queue: str, rows: pd.DataFrame, volume: float) -> Case:
    astray, alone, seen = rows[rows["astray"]], rows[~rows["shown"]], rows[rows["shown"]]
    followed = clustered_share(astray, astray[GIVEN] == astray[SUGGESTED])
    unassisted = clustered_share(alone, ~alone["correct"])
    wrong = clustered_share(seen, seen["astray"])
    lead = mover_difference(followed, unassisted)
    error = max(1e-9, (lead.value - lead.low) / Z95)
    p = float(special.ndtr((FOLLOWED - lead.value) / error))
    misled = astray[astray[GIVEN] == astray[SUGGESTED]]
    return Case(
        Entity.of("queue", queue_id=queue),
        lead,
        0.0,
        p=p,
        wrong=scaled(lead, volume * wrong.value),
        weight=float(data.queue_weights.get(queue, data.weight)),
        evidence=functools.partial(shown, AUDITS, misled["audit_id"]),
        parts=functools.partial(dict, followed=followed, unassisted=unassisted, wrong_suggestions=wrong),
    )


def _example() -> Example:
    """Ads with a suggestion beside them, one in three of it wrong and every other of these followed."""
    market = calm_market().without("targets", "gold_answers")
    rows = market.frames[AUDITS]
    number = np.arange(len(rows))
    was_shown = (rows["queue_id"] == "ads") & (number % 7 > 0)
    astray = was_shown & (number % 3 == 0)
    suggested = rows[REFERENCE].mask(astray, "vague").where(was_shown)
    given = rows[GIVEN].mask(astray & (number % 2 == 0), suggested)
    verdict = np.where(given == rows[REFERENCE], "correct", "incorrect")
    beside = {SUGGESTED: suggested, SHOWN: was_shown, GIVEN: given, "verdict": verdict}
    market = market.with_table(AUDITS, rows.assign(**beside)).changed(
        LABELS, suggested=lambda days: days["labels"].where(days["queue_id"] == "ads", 0)
    )
    return Example(market.frames, Entity.of("queue", queue_id="ads"))


DETECTOR = Detector(
    slug="automation_bias",
    number="R12",
    title="Wrong suggestions are followed",
    rules=(DetectorRule(QUEUES, automation_bias, (AUDITS,), "hide_suggestion"),),
    words=Words(
        told=("Wrong suggestions are followed more often than errors are made without one: {value:signed}",),
        wrong=f"{WRONG} by suggestions followed",
    ),
    example=_example,
)
