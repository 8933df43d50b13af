"""Suggestions followed where they are wrong."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import pandas as pd
from scipy import special

from ...estimates import Z95
from ...findings import Entity
from ..clusters import clustered_share
from ..confusion import GIVEN, REFERENCE, placed
from ..grouping import UNKNOWN
from ..proportions import mover_difference
from .cases import Case, scaled
from .evidence import shown
from .material import AUDITS, Material

FEWEST = 50  # audits of labels given beside a wrong suggestion
SUGGESTED, SHOWN = "suggested_label_id", "suggestion_shown"


def automation_bias(material: Material) -> Iterator[Case]:
    """
    P(the label is the suggestion | shown and wrong) less the error rate where none was shown, by queue.

    Of three months' audits, weighted by 1 / incl_prob and clustered by people; MOVER (Zou and Donner 2008).
    p of a lead of at most `margins.followed`, normal from the lower half of the interval. The labels it
    costs: those shown, times the share of wrong suggestions, times the lead. Guard: 50 audits.
    """
    rows = material.quarter_audits
    if rows.empty or SUGGESTED not in rows or rows[SUGGESTED].isna().all():
        return
    rows = placed(rows)
    rows = rows[rows[REFERENCE] != UNKNOWN]
    was_shown = rows[SHOWN].eq(True).fillna(value=False).astype(bool) & rows[SUGGESTED].notna()
    rows = rows.assign(shown=was_shown, astray=was_shown & (rows[SUGGESTED] != rows[REFERENCE]))
    suggested = material.volume("queue_id", of="suggested")
    for queue, part in rows.groupby("queue_id", observed=True):
        if part["astray"].sum() >= FEWEST and (~part["shown"]).any():
            yield _case(material, str(queue), part, float(suggested.get(queue, 0.0)))


def _case(material: Material, queue: str, rows: pd.DataFrame, volume: float) -> Case:
    astray, alone, seen = rows[rows["astray"]], rows[~rows["shown"]], rows[rows["shown"]]
    followed = clustered_share(astray, astray[GIVEN] == astray[SUGGESTED])
    unassisted = clustered_share(alone, ~alone["correct"])
    wrong = clustered_share(seen, seen["astray"])
    lead, margin = mover_difference(followed, unassisted), material.setting.margins.followed
    error = max(1e-9, (lead.value - lead.low) / Z95)
    p = float(special.ndtr((margin - lead.value) / error))
    misled = astray[astray[GIVEN] == astray[SUGGESTED]]
    return Case(
        Entity.of("queue", queue_id=queue),
        lead,
        0.0,
        p=p,
        wrong=scaled(lead, volume * wrong.value),
        weight=float(material.queue_weights.get(queue, material.weight)),
        evidence=functools.partial(shown, AUDITS, misled["audit_id"]),
        parts=functools.partial(dict, followed=followed, unassisted=unassisted, wrong_suggestions=wrong),
    )
