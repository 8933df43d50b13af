"""Critical errors in a cluster: more than there used to be, label for label."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import numpy as np
import pandas as pd

from ....estimates import Estimate, Unit
from ....findings import Entity
from ...accuracy import judged
from ...confusion import GIVEN, placed
from ...false_discovery import mid_p
from ...proportions import clopper_pearson
from ..calm_market import calm_market
from ..cases import Case, counted
from ..detector import CHARTS, Detector, DetectorRule, Example, Words
from ..detector_data import AUDITS, DAY, DetectorData
from ..evidence import entity, shown

COMPLIANCE = "compliance"
USUAL = 1.5  # times the rate of critical errors before, that nobody minds


def critical_cluster(data: DetectorData) -> Iterator[Case]:
    """
    Critical errors against those expected at the rates of the three months before, queue and label alike.

    O / E with E = sum n r over queue and given label (indirect standardisation): more audits of a label are
    no more errors. Given both counts, O is binomial (Przyborowski and Wilenski 1940): exact mid-p of the
    ratio being at most USUAL. Interval: Clopper and Pearson's of that binomial.
    """
    now, before = (_critical(rows) for rows in (data.audits, data.drawn(data.base(AUDITS))))
    if now.empty or before.empty or not before["critical"].any():
        return
    expected, past = _expected(now, before), float(before["critical"].sum())
    seen = float(now["critical"].sum())
    usual = expected / past  # of the errors of both spans, the part of the month if nothing changed
    share = usual * USUAL / (1 + usual * USUAL)
    low, high = map(float, clopper_pearson(seen, seen + past))
    ratios = [odds / (1 - odds) / usual if odds < 1 else np.inf for odds in (low, high)]
    ratio = Estimate(seen / expected, ratios[0], ratios[1], int(seen), seen + past, "exact", Unit.INDEX)
    rows = now[now["critical"]]
    excess = data.labels * float((rows["weight"]).sum() / now["weight"].sum())
    keep = [max(0.0, 1 - 1 / each) if each > 0 else 0.0 for each in (ratio.value, ratio.low, ratio.high)]
    compliance = rows["critical_class"] == COMPLIANCE
    p = float(mid_p(past, seen + past, 1 - share))
    yield Case(
        entity(data),
        ratio,
        1.0,
        p=p,
        wrong=counted((excess * each for each in keep), len(now), "exact"),
        weight=float(data.costs(rows).mean()) if len(rows) else 1.0,
        critical=bool(compliance.any()),
        evidence=functools.partial(shown, AUDITS, rows["audit_id"]),
    )


def _critical(audits: pd.DataFrame) -> pd.DataFrame:
    """The judged audits with the boolean column `critical`; none where classes are not recorded."""
    if audits.empty or "critical_class" not in audits or audits["critical_class"].isna().all():
        return pd.DataFrame()
    rows = placed(judged(audits))
    critical = rows["critical_class"].fillna("none").ne("none") & ~rows["correct"]
    return rows.assign(critical=critical.astype(bool))


def _expected(now: pd.DataFrame, before: pd.DataFrame) -> float:
    """Critical errors to expect of the audits now at the rates before, drawn a little to the overall rate."""
    by = ["queue_id", GIVEN]
    overall = float(before["critical"].mean())
    table = before.groupby(by, observed=True)["critical"].agg(["sum", "size"])
    rate = (table["sum"] + 5 * overall) / (table["size"] + 5)
    audits = now.groupby(by, observed=True).size()
    return float((audits * rate.reindex(audits.index).fillna(overall)).sum())


def _example() -> Example:
    """One error in eight is critical, and in October every one."""
    market = calm_market()
    audits = market.frames[AUDITS]
    wrong = audits["verdict"] == "incorrect"
    hit = wrong & ((wrong.cumsum() % 8 == 0) | (audits[DAY] >= "2026-10-01"))
    market = market.changed(AUDITS, critical_class=lambda rows: rows["critical_class"].mask(hit, "user"))
    return Example(market.frames, Entity.of("market", market_id="ID"))


DETECTOR = Detector(
    slug="critical_errors",
    number="R19",
    title="Critical errors are more frequent",
    rules=(DetectorRule(CHARTS, critical_cluster, (AUDITS,), "stop_ship"),),
    words=Words(
        told=("Critical errors were {value} times as many as before",),
        wrong="{n:label|labels} with critical errors a month more than before",
    ),
    example=_example,
)
