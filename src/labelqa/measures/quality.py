"""How much labels save whoever must act on them: the quality score, weighted by what mistakes cost."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from ..estimates import Z95, Estimate, Estimates, Unit
from .accuracy import judged
from .clusters import clustered_ratio, few_people
from .confusion import GIVEN, REFERENCE
from .grouping import UNKNOWN, grouped, named
from .labels import QUEUE, fitted
from .proportions import wilson


def score(
    audits: pd.DataFrame,
    delivered: pd.Series,
    severity: Mapping[str, float] | pd.Series,
    by: tuple[str, ...] = (),
) -> Estimates:
    """
    The share of the cost of deciding without labels that labels save (Ipeirotis, Provost and Wang 2010).

    1 - E[cost of the best decision given the label] / E[cost of the best decision without it], decided in
    each queue of a group. To decide for d where l is true costs the greater severity of the two; where
    nobody said what is true, that of d. 1 is no mistake, 0 what one constant answer is worth, whatever its
    accuracy. `delivered` as in labels.by_label. Interval: the ratio of the two costs with the decisions
    held, by people (Woodruff 1971), normal, 95 %, cut to [0, 1]; without a mistake, as if it were the
    share of Wilson's upper end.
    """
    name = "quality.score"
    rows = fitted(audits, delivered) if len(audits) and len(judged(audits)) else audits.iloc[:0]
    if rows.empty:
        return Estimates.missing(name, by, "no audits of delivered labels", Unit.INDEX)
    weights, groups = dict(severity), tuple(dict.fromkeys((*by, QUEUE)))
    costed = pd.concat([_costs(part, weights) for _, part in grouped(named(rows, by), groups)])
    table = clustered_ratio(costed, "with_label", "without", by)
    ratio = grouped(costed, by)["with_label"].transform("sum") / grouped(costed, by)["without"].transform(
        "sum"
    )
    costed = costed.assign(alone=(costed["with_label"] - ratio * costed["without"]) ** 2)
    sums = {"n": ("weight", "size"), "dear": ("dear", "sum"), "independent": ("alone", "sum")}
    table = table.join(grouped(costed, by).agg(**sums))
    found: list[tuple[tuple[object, ...], Estimate]] = [
        ((key if isinstance(key, tuple) else (key,))[: len(by)], _saved(row)) for key, row in table.iterrows()
    ]
    return Estimates.of(name, by, found, Unit.INDEX)


def _costs(rows: pd.DataFrame, severity: Mapping[str, float]) -> pd.DataFrame:
    """What the audits of one queue cost, weighted, where the best is decided with labels and without."""
    truths = sorted({*rows[GIVEN], *rows[REFERENCE]})
    decisions = [label for label in truths if label != UNKNOWN]
    dear = np.array([0.0 if label == UNKNOWN else severity.get(label, 1.0) for label in truths])
    costs = np.maximum.outer(np.array([severity.get(label, 1.0) for label in decisions]), dear)
    costs[np.equal.outer(decisions, truths)] = 0.0
    given, true = pd.Index(truths).get_indexer(rows[GIVEN]), pd.Index(truths).get_indexer(rows[REFERENCE])
    joint = np.zeros((len(truths), len(truths)))
    np.add.at(joint, (given, true), rows["weight"].to_numpy(float))
    best = (joint @ costs.T).argmin(axis=1)
    blind = (joint.sum(axis=0) @ costs.T).argmin()
    weight = rows["weight"].to_numpy(float)
    return rows.assign(
        with_label=weight * costs[best[given], true],
        without=weight * costs[blind, true],
        dear=weight * dear[given],
    )


def _saved(row: pd.Series) -> Estimate:
    """One minus a row of clustered_ratio; its interval by people, or by n where no mistake was found."""
    n, ratio = int(row["n"]), float(row["value"])
    if ratio == 0:
        most = float(wilson(0, n)[1]) * float(row["dear"]) / float(row["under"])
        return Estimate(1.0, max(0.0, 1 - most), 1.0, n, float(n), "wilson", Unit.INDEX)
    if row["people"] < 2:
        return Estimate.absent("one person is too few for an interval", Unit.INDEX)
    half, value = Z95 * float(row["se"]), max(0.0, 1 - ratio)
    low, high = max(0.0, value - half), min(1.0, value + half)
    independent = float(row["independent"]) / float(row["under"]) ** 2
    n_eff = n * min(1.0, independent / float(row["se"]) ** 2) if row["se"] > 0 else float(n)
    flags = few_people(int(row["people"]))
    return Estimate(value, low, high, n, n_eff, "ratio-linearised", Unit.INDEX, flags)
