"""Numbers coarse enough that the counts behind them cannot be found again."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from ..estimates import VALUE_COLUMNS, Estimates, Unit

SHARE_STEP = 0.005  # half a point: a share printed to four decimals gives its k and n away in 93 % of cases
COUNT_STEP = 5
FEWEST = 10  # observations behind a cell
FEW = f"fewer than {FEWEST}"
STEPS = {
    Unit.SHARE: SHARE_STEP,
    Unit.POINTS: SHARE_STEP,
    Unit.COUNT: COUNT_STEP,
    Unit.SECONDS: 0.5,
    Unit.PER_HOUR: 0.5,
    Unit.INDEX: 0.05,
    Unit.DAYS: 0.5,
    Unit.HOURS: 0.5,
    Unit.FTE: 0.5,
}

BESIDE = {
    **dict.fromkeys(("audited", "wrong", "wrong_low", "wrong_high", "loss", "more"), COUNT_STEP),
    **dict.fromkeys(("observed", "low_90", "high_90"), SHARE_STEP),
    **dict.fromkeys(("p_below", "p_below_floor", "q_value"), 0.01),
    "wrong_above_target": 1.0,
}
"""Steps of what stands beside an estimate."""

Floats = NDArray[np.float64]


def to_step(values: ArrayLike, step: float) -> Floats:
    """The nearest multiples of `step`, a half upwards."""
    return np.round(np.floor(np.asarray(values, float) / step + 0.5) * step, 10)


def outwards(low: ArrayLike, high: ArrayLike, step: float) -> tuple[Floats, Floats]:
    """An interval's ends on multiples of `step`, no narrower than before."""
    slack = 1e-9
    below = np.floor(np.asarray(low, float) / step + slack) * step
    above = np.ceil(np.asarray(high, float) / step - slack) * step
    return np.round(below, 10), np.round(above, 10)


def base_five(counts: pd.DataFrame) -> pd.DataFrame:
    """
    A table of counts rounded to COUNT_STEP, with margins that are the sums of the rounded cells.

    Margins of the true cells would tell the cells that were rounded the other way. The last row and
    column, named "total", are made anew.
    """
    rounded = counts.apply(lambda column: pd.Series(to_step(column, COUNT_STEP), index=column.index))
    rounded["total"] = rounded.sum(axis=1)
    rounded.loc["total"] = rounded.sum()
    return rounded.astype(int)


def cleared(estimates: Estimates, *, fewest: int = FEWEST) -> Estimates:
    """
    Estimates on coarse steps: values to the nearest, intervals outwards, n and n_eff to COUNT_STEP.

    A row of fewer than `fewest` observations keeps neither value nor n, and says so. Flags that hold
    numbers and columns beside the estimate without a step in BESIDE are dropped. Clearing twice changes
    nothing.
    """
    rows, step = estimates.rows, STEPS[estimates.unit]
    few = (rows["n"].astype(float) < fewest) & rows["value"].notna()
    whole = (rows["low"] == rows["value"]) & (rows["high"] == rows["value"])  # a count of all there are
    low, high = outwards(rows["low"], rows["high"], step)
    low, high = (np.where(whole, to_step(rows["value"], step), end) for end in (low, high))
    high = np.minimum(high, 1.0) if estimates.unit is Unit.SHARE else high
    rows = rows.assign(
        value=np.clip(to_step(rows["value"], step), low, high),
        low=low,
        high=high,
        n=to_step(rows["n"], COUNT_STEP).astype(int),
        n_eff=np.maximum(to_step(rows["n_eff"], COUNT_STEP), COUNT_STEP),
        flags=[
            (FEW,) if hide else tuple(flag for flag in flags if not any(map(str.isdigit, flag)))
            for hide, flags in zip(few, rows["flags"], strict=True)
        ],
    )
    beside = [column for column in rows if column in BESIDE]
    rows[beside] = rows[beside].apply(lambda column: to_step(column, BESIDE[column.name]))
    rows.loc[few, ["value", "low", "high", *beside]] = np.nan
    rows.loc[few, ["n", "n_eff"]] = 0
    kept = rows[[*estimates.by, *VALUE_COLUMNS, *beside]]
    return Estimates(estimates.name, estimates.by, kept, estimates.unit, estimates.why)
