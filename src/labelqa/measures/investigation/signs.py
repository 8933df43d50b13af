"""All that speaks for a suspicion or does not: audits, gold, double labels, speed, the mix of labels."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from ...estimates import Estimate
from .. import conduct
from ..conduct import Share
from ..exact_test import more_wrong
from ..false_discovery import mid_p, q_values
from ..proportions import plain_share
from ..risks.detectors.speeding import MOST_TIMES
from ..risks.detectors.straight_lining import MAJORITY
from ..subgroups import FALSE_DISCOVERIES
from ..volume import made
from .frames import Frames
from .groups import Groups
from .request import InvestigationRequest


@dataclass(frozen=True)
class Sign:
    """
    One kind of evidence: a share in these days, and the usual one that it is held against.

    `kind` names both: what is looked at, and what is usual. `p`: of as much, or more, if nothing is
    worse; `q`: its false discovery rate among all signs. Absent with its reason where nothing is known.
    """

    kind: str
    now: Estimate
    usual: Estimate
    p: float = math.nan
    q: float = math.nan

    @property
    def known(self) -> bool:
        """Whether there is anything to hold against anything."""
        return not math.isnan(self.p)

    @property
    def speaks(self) -> bool:
        """Whether it surely points to worse labels."""
        return self.q <= FALSE_DISCOVERIES


def signs(request: InvestigationRequest, groups: Groups, frames: Frames) -> tuple[Sign, ...]:
    """
    Every kind of evidence, in the order of how much it can say; their false discovery rate is held.

    None where nothing was labelled.
    """
    if frames.missing["labels"]:
        return ()
    found = [*_checked(groups), *_traced(request, frames)]
    known = [each for each in found if each.known]
    q = dict(zip((each.kind for each in known), q_values([each.p for each in known]), strict=True))
    return tuple(replace(each, q=float(q[each.kind])) if each.known else each for each in found)


def _checked(groups: Groups) -> Iterator[Sign]:
    for name, rows, why in (
        ("audits", groups.rows, groups.why or "no audits in these days"),
        ("gold", groups.gold, "no answers to gold items in these days"),
    ):
        yield _against(f"{name}_before", rows, "before", groups.alike, why)
        yield _against(f"{name}_others", rows, "others", groups.alike, why)


def _against(
    kind: str, rows: pd.DataFrame, usual: str, alike: tuple[str, ...], why: str, *, right: str = "correct"
) -> Sign:
    """What is right of what is asked about, against before or against others in these days; exact."""
    if rows.empty:
        return Sign(kind, Estimate.absent(why), Estimate.absent(why))
    now = rows[rows["here"] & rows["after"]]
    if now.empty:
        return Sign(kind, Estimate.absent(why), Estimate.absent(why))
    other = rows[rows["here"] & ~rows["after"]] if usual == "before" else rows[~rows["here"] & rows["after"]]
    if other.empty:
        nobody = "nothing is known of the weeks before" if usual == "before" else "there are no others"
        return Sign(kind, _share(now[right]), Estimate.absent(nobody))
    strata = pd.concat([now.assign(now=True), other.assign(now=False)])
    strata = strata.assign(wrong=(~strata[right].astype(bool)).astype(int), all=1)
    table = strata.pivot_table(
        index=[*alike], columns="now", values=["wrong", "all"], aggfunc="sum", fill_value=0, observed=True
    )
    counts = (table[(name, side)].to_numpy() for side in (True, False) for name in ("wrong", "all"))
    return Sign(kind, _share(now[right]), _share(other[right]), more_wrong(*counts))


def _traced(request: InvestigationRequest, frames: Frames) -> Iterator[Sign]:
    why = frames.missing["overlaps"] or "no double labels in these days"
    doubled = _agreeing(request, frames)
    yield _against("agreement_before", doubled, "before", ("queue_id",), why, right="agrees")
    yield _habit(
        "speed_others",
        frames.missing["times"],
        lambda: _fast(request, frames),
        lambda share: min(0.5, share * MOST_TIMES),
    )
    yield _habit(
        "mix_others",
        "",
        lambda: _commonest(request, frames),
        lambda share: min(0.999, share + MAJORITY),
    )


def _agreeing(request: InvestigationRequest, frames: Frames) -> pd.DataFrame:
    if frames.missing["overlaps"] or frames.overlaps.empty:
        return pd.DataFrame()
    rows = frames.overlaps[frames.overlaps["local_date"] < frames.end]
    rows = conduct.agreeing(rows) if len(rows) else rows
    return rows.assign(here=request.picks(rows), after=rows["local_date"] >= frames.start)


def _habit(kind: str, why: str, found: Callable[[], Share | None], allowed: Callable[[float], float]) -> Sign:
    """A share beyond what people may differ by; binomial mid-p."""
    share = None if why else found()
    if share is None:
        absent = Estimate.absent(why or "there are no others")
        return Sign(kind, absent, absent)
    now = plain_share(share.part, share.n)
    usual = Estimate(share.usual, share.usual, share.usual, int(share.n), share.n, "count")
    return Sign(kind, now, usual, float(mid_p(share.n - share.part, share.n, 1 - allowed(share.usual))))


def _fast(request: InvestigationRequest, frames: Frames) -> Share | None:
    times = frames.times
    here, after = request.picks(times), times["local_date"] >= frames.start
    return conduct.fast(times[here & after], times[~here & ~after])


def _commonest(request: InvestigationRequest, frames: Frames) -> Share | None:
    labels = made(frames.labels)
    labels = labels[(labels["local_date"] >= frames.start) & (labels["local_date"] < frames.end)]
    here = request.picks(labels)
    return conduct.commonest(labels[here], labels[~here])


def _share(right: pd.Series) -> Estimate:
    return plain_share(int(right.astype(bool).sum()), len(right))


def speaking(found: tuple[Sign, ...]) -> tuple[int, int]:
    """How many of the signs that are known speak for it, and how many are known."""
    known = [each for each in found if each.known]
    return int(np.sum([each.speaks for each in known])), len(known)
