"""Labels made under a version of a procedure that their people had not acknowledged."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from ...findings import Entity
from ..clusters import PERSON
from ..compliance import obligations, unread
from .cases import Case, complete, standing_for
from .evidence import shown
from .material import LABELS, Material


def unread_procedures(material: Material) -> Iterator[Case]:
    """
    By site the share of labels made before their person had acknowledged the SOP version: an exact rule.

    Broken where it is above `margins.unread`.
    """
    queues, setting = material.table("queues"), material.setting
    families = dict(zip(queues["queue_id"], queues["sop_family"], strict=True))
    known = material.known(LABELS)
    owed = obligations(
        known, material.table("sop_acknowledgements"), families, setting.zone, material.start.date()
    )
    if owed.empty:
        return
    for keys, share in unread(owed, ("site_id",)):
        site = keys["site_id"]
        own = owed[owed["site_id"] == site]
        labels = float(own["unread"].sum()) * material.scale
        affected = complete(labels, share.n)
        late = own.loc[~own["on_time"], PERSON].drop_duplicates()
        yield Case(
            Entity.of("site", site_id=site),
            share,
            setting.margins.unread,
            posterior=float(share.value > setting.margins.unread),
            wrong=standing_for(affected, setting.counts.unread),
            affected=affected,
            weight=material.weight_of("site_id", site),
            evidence=functools.partial(shown, "people", late),
        )
