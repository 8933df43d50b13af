"""Which label is given where another belongs, and how many wrong labels that makes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from ..estimates import VALUE_COLUMNS, Estimate, Estimates, Unit
from .accuracy import judged
from .grouping import UNKNOWN
from .proportions import wilson

GIVEN, REFERENCE = "label_id", "ref_label_id"


def pairs(
    audits: pd.DataFrame,
    delivered_by_label: Mapping[str, float] | pd.Series,
    severity: Mapping[str, float] | pd.Series,
) -> Estimates:
    """
    The share of delivered labels in which `label_id` was given where `ref_label_id` belongs.

    W_g C_gl / n_g, with W_g the given label's share of what was delivered and C_gl / n_g the share of
    the audits of g, weighted by 1 / incl_prob, that found l (Olofsson et al. 2014). Interval: W_g times
    Wilson on Kish's n_eff. Columns beside: wrong, wrong_low and wrong_high, the expected labels of the
    pair among those delivered; loss, wrong times the greater severity of the two labels. Most loss first.
    """
    name, by = "confusion.pairs", (GIVEN, REFERENCE)
    if audits.empty:
        return Estimates.missing(name, by, "no audits")
    cells, sizes, costs = _cells(audits), dict(delivered_by_label), dict(severity)
    delivered = cells[GIVEN].map(sizes).astype(float).fillna(0)
    low, high = wilson(cells["share"] * cells["n_eff"], cells["n_eff"])
    part = delivered / max(float(sum(sizes.values())), 1.0)
    cost = np.fmax(*(cells[label].map(costs).astype(float) for label in by)).fillna(1)
    cells = cells.assign(
        value=part * cells["share"],
        low=part * low,
        high=part * high,
        method="wilson",
        flags=[()] * len(cells),
    )
    cells = cells.assign(wrong=delivered * cells["share"], wrong_low=delivered * low)
    cells = cells.assign(wrong_high=delivered * high, loss=cells["wrong"] * cost)
    wrong = cells[(cells[GIVEN] != cells[REFERENCE]) & (delivered > 0)]
    wrong = wrong.sort_values(["loss", GIVEN, REFERENCE], ascending=[False, True, True], ignore_index=True)
    columns = [*by, *VALUE_COLUMNS, "wrong", "wrong_low", "wrong_high", "loss"]
    return Estimates(name, by, wrong[columns], why="" if len(wrong) else "no audit found a wrong label")


def matrix(audits: pd.DataFrame) -> pd.DataFrame:
    """Shares of the population by given label (rows) and reference label (columns); they sum to 1."""
    labels = placed(audits)
    table = labels.pivot_table(
        index=GIVEN, columns=REFERENCE, values="weight", aggfunc="sum", fill_value=0.0, observed=True
    )
    return table / table.to_numpy().sum() if table.size else table


def placed(audits: pd.DataFrame) -> pd.DataFrame:
    """Audits with their reference label: the given one where it was right, UNKNOWN where nobody said."""
    rows = judged(audits)
    reference = rows[REFERENCE].astype(object).fillna(UNKNOWN).mask(rows["correct"], rows[GIVEN])
    return rows.assign(**{REFERENCE: reference, "weight": 1 / rows["incl_prob"].astype(float)})


def _cells(audits: pd.DataFrame) -> pd.DataFrame:
    rows = placed(audits)
    rows = rows.assign(square=rows["weight"] ** 2)
    given = rows.groupby(GIVEN, observed=True).agg(
        total=("weight", "sum"), squares=("square", "sum"), n=("weight", "size")
    )
    cells = rows.groupby([GIVEN, REFERENCE], observed=True)["weight"].sum().rename("weight").reset_index()
    cells = cells.join(given, on=GIVEN)
    return cells.assign(share=cells["weight"] / cells["total"], n_eff=cells["total"] ** 2 / cells["squares"])


def wrong_labels(row: Mapping[Any, Any], *, weight: float = 1.0) -> Estimate:
    """The expected wrong labels of a pair, times `weight`; `row` is one of `pairs`."""
    value, low, high = (weight * row[column] for column in ("wrong", "wrong_low", "wrong_high"))
    return Estimate(value, low, high, row["n"], row["n_eff"], row["method"], Unit.COUNT)
