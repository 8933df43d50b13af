"""Labels made under a version of a procedure that their people had not acknowledged."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import pandas as pd

from ....findings import Entity
from ...clusters import PERSON
from ...compliance import obligations, unread
from ..calm_market import calm_market
from ..cases import Case, complete, standing_for
from ..detector import EXACT, Detector, DetectorRule, Example, Words
from ..detector_data import LABELS, DetectorData
from ..evidence import shown

TOO_EARLY = 0.02  # of labels made before the SOP was read, that nobody minds
UNREAD = 0.05  # of a wrong label: what one stands for that was made without the SOP read


def unread_procedures(data: DetectorData) -> Iterator[Case]:
    """
    By site the share of labels made before their person had acknowledged the SOP version: an exact rule.

    Broken where it is above TOO_EARLY.
    """
    queues, setting = data.table("queues"), data.setting
    families = dict(zip(queues["queue_id"], queues["sop_family"], strict=True))
    known = data.known(LABELS)
    owed = obligations(known, data.table("sop_acknowledgements"), families, setting.zone, data.start.date())
    if owed.empty:
        return
    for keys, share in unread(owed, ("site_id",)):
        site = keys["site_id"]
        own = owed[owed["site_id"] == site]
        labels = float(own["unread"].sum()) * data.scale
        affected = complete(labels, share.n)
        late = own.loc[~own["on_time"], PERSON].drop_duplicates()
        yield Case(
            Entity.of("site", site_id=site),
            share,
            TOO_EARLY,
            posterior=float(share.value > TOO_EARLY),
            wrong=standing_for(affected, UNREAD),
            affected=affected,
            weight=data.weight_of("site_id", site),
            evidence=functools.partial(shown, "people", late),
        )


def _example() -> Example:
    """Three of a site's twelve agents never acknowledged either procedure."""
    market = calm_market()
    read = market.frames["people"][[PERSON]].query(f"{PERSON} not in ['p00', 'p03', 'p06']")
    read = read.merge(pd.DataFrame({"sop_family": ["ads", "shop"]}), how="cross")
    read = read.assign(sop_version="v1", acknowledged_at=pd.Timestamp(2026, 4, 1))
    read = read.assign(quiz_right=9, quiz_asked=10)
    market = market.with_table("sop_acknowledgements", read)
    return Example(market.frames, Entity.of("site", site_id="yog"))


DETECTOR = Detector(
    slug="unread_procedures",
    number="R16",
    title="Decisions were made before the SOP was read",
    rules=(DetectorRule(EXACT, unread_procedures, ("sop_acknowledgements", "queues"), "block_until_read"),),
    words=Words(
        told=("{value} of decisions were made before the SOP was read",),
        affected="{n:decision|decisions} made before reading it",
    ),
    example=_example,
    exact=True,
)
