"""Which label is given where another belongs, and how many wrong labels that makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from ..errors import DataError, Problem
from ..estimates import VALUE_COLUMNS, Estimate, Estimates, Unit
from .accuracy import judged
from .grouping import UNKNOWN
from .proportions import Floats, wilson

_SMALL = "leave it out, or put it together with another"
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


@dataclass(frozen=True)
class PostStratified:
    """Accuracy and true areas from audits stratified by given label, each with its standard error."""

    overall: float
    overall_se: float
    users: Floats
    users_se: Floats
    producers: Floats
    producers_se: Floats
    areas: Floats
    areas_se: Floats


def wrong_labels(row: Mapping[Any, Any], *, weight: float = 1.0) -> Estimate:
    """The expected wrong labels of a pair, times `weight`; `row` is one of `pairs`."""
    value, low, high = (weight * row[column] for column in ("wrong", "wrong_low", "wrong_high"))
    return Estimate(value, low, high, row["n"], row["n_eff"], row["method"], Unit.COUNT)


def post_stratified(counts: ArrayLike, sizes: ArrayLike) -> PostStratified:
    """
    Estimates from a confusion matrix of `counts` (given x reference) in a population of `sizes` by row.

    Overall accuracy; user's accuracy (precision) by given label; producer's accuracy (recall) and area
    (true share) by reference label (Olofsson et al. 2014, equations 4 to 10); producer's accuracy is nan
    where nothing is of the label. DataError where a row has fewer than two audits, or none has a size.
    """
    c, size = np.asarray(counts, float), np.asarray(sizes, float)
    n = c.sum(axis=1)
    if (n < 2).any() or not size.sum() > 0:
        raise DataError(
            Problem("a row has fewer than two audits, or no row a size", "post_stratified", _SMALL)
        )
    weight = size / size.sum()
    inside = c / n[:, None]
    cell = weight[:, None] * inside
    noise = inside * (1 - inside) / (n - 1)[:, None]
    users, areas = np.diag(inside), cell.sum(axis=0)
    producers = np.divide(np.diag(cell), areas, out=np.full_like(areas, np.nan), where=areas > 0)
    true = size.sum() * areas
    spread = size[:, None] ** 2 * noise
    own = np.diag(spread)
    others = spread.sum(axis=0) - own
    missed = (1 - producers) ** 2 * own + producers**2 * others
    return PostStratified(
        overall=float(np.trace(cell)),
        overall_se=float(np.sqrt(weight**2 @ np.diag(noise))),
        users=users,
        users_se=np.sqrt(np.diag(noise)),
        producers=producers,
        producers_se=np.divide(np.sqrt(missed), true, out=np.full_like(true, np.nan), where=true > 0),
        areas=areas,
        areas_se=np.sqrt((weight[:, None] ** 2 * noise).sum(axis=0)),
    )
