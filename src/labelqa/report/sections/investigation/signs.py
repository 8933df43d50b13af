"""All that speaks for a suspicion or does not: audits, gold, double labels, speed, the mix of labels."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from ....estimates import Estimate
from ....measures import conduct
from ....measures.conduct import Share
from ....measures.exact_test import more_wrong
from ....measures.false_discovery import mid_p, q_values
from ....measures.proportions import wilson
from ....measures.risks.detectors.speeding import MOST_TIMES
from ....measures.risks.detectors.straight_lining import MAJORITY
from ....measures.subgroups import FALSE_DISCOVERIES
from .asked import Asked
from .sides import Sides


@dataclass(frozen=True)
class Sign:
    """
    One kind of evidence: a share in these days, and the usual one that it is held against.

    `kind` names both, as vocabulary.investigation.SIGNS has them. `p`: of as much, or more, if nothing is
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


@dataclass(frozen=True)
class Traces:
    """
    What is not known to be right or wrong: `labels` made by day, `times` in bins, `overlaps` with local_date.

    Empty with a reason in `missing`, by these names.
    """

    labels: pd.DataFrame
    times: pd.DataFrame
    overlaps: pd.DataFrame
    missing: Mapping[str, str]


def signs(sides: Sides, traces: Traces, asked: Asked, start: pd.Timestamp) -> tuple[Sign, ...]:
    """Every kind of evidence, in the order of how much it can say; their false discovery rate is held."""
    found = [*_checked(sides), *_traced(traces, asked, start)]
    known = [each for each in found if each.known]
    q = dict(zip((each.kind for each in known), q_values([each.p for each in known]), strict=True))
    return tuple(replace(each, q=float(q[each.kind])) if each.known else each for each in found)


def _checked(sides: Sides) -> Iterator[Sign]:
    for name, rows, why in (
        ("audits", sides.rows, sides.why or "no audits in these days"),
        ("gold", sides.gold, "no answers to gold items in these days"),
    ):
        yield _against(f"{name}_before", rows, "before", sides.alike, why)
        yield _against(f"{name}_others", rows, "others", sides.alike, why)


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


def _traced(traces: Traces, asked: Asked, start: pd.Timestamp) -> Iterator[Sign]:
    overlaps = traces.overlaps
    if len(overlaps):
        rows = conduct.agreeing(overlaps)
        overlaps = rows.assign(here=asked.picks(rows), after=rows["local_date"] >= start)
    why = traces.missing["overlaps"] or "no double labels in these days"
    yield _against("agreement_before", overlaps, "before", ("queue_id",), why, right="agrees")
    yield _habit(
        "speed_others",
        traces.missing["times"],
        lambda: _fast(traces.times, asked, start),
        lambda share: min(0.5, share * MOST_TIMES),
    )
    yield _habit(
        "mix_others",
        traces.missing["labels"],
        lambda: _commonest(traces.labels, asked, start),
        lambda share: min(0.999, share + MAJORITY),
    )


def _habit(kind: str, why: str, found: Callable[[], Share | None], allowed: Callable[[float], float]) -> Sign:
    """A share beyond what people may differ by; binomial mid-p."""
    share = None if why else found()
    if share is None:
        absent = Estimate.absent(why or "there are no others")
        return Sign(kind, absent, absent)
    low, high = (float(end) for end in wilson(share.part, share.n))
    now = Estimate(share.part / share.n, low, high, int(share.n), share.n, "wilson")
    usual = Estimate(share.usual, share.usual, share.usual, int(share.n), share.n, "count")
    return Sign(kind, now, usual, float(mid_p(share.n - share.part, share.n, 1 - allowed(share.usual))))


def _fast(times: pd.DataFrame, asked: Asked, start: pd.Timestamp) -> Share | None:
    here, after = asked.picks(times), times["local_date"] >= start
    return conduct.fast(times[here & after], times[~here & ~after])


def _commonest(labels: pd.DataFrame, asked: Asked, start: pd.Timestamp) -> Share | None:
    labels = labels[labels["local_date"] >= start]
    here = asked.picks(labels)
    return conduct.commonest(labels[here], labels[~here])


def _share(right: pd.Series) -> Estimate:
    n, k = len(right), int(right.astype(bool).sum())
    low, high = (float(end) for end in wilson(k, n))
    return Estimate(k / n, low, high, n, float(n), "wilson")


def speaking(found: tuple[Sign, ...]) -> tuple[int, int]:
    """How many of the signs that are known speak for it, and how many are known."""
    known = [each for each in found if each.known]
    return int(np.sum([each.speaks for each in known])), len(known)
