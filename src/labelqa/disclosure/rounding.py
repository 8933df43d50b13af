"""Numbers coarse enough that the counts behind them cannot be found again."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from ..estimates import VALUE_COLUMNS, Estimates, Unit

SHARE_STEP = 0.005  # half a point: a share printed to four decimals gives its k and n away in 93 % of cases
COUNT_STEP = 5
FEWEST = 10  # observations behind a cell
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

PROBABILITY_STEP = 0.01
DIGITS = 2  # of a number whose unit nobody has stated

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


def coarse(values: pd.Series) -> pd.Series:
    """
    Numbers of no stated unit made coarse; what is no number stays.

    Whole numbers go to COUNT_STEP, numbers from 0 to 1 to PROBABILITY_STEP, others to DIGITS digits.
    """
    if not pd.api.types.is_numeric_dtype(values) or pd.api.types.is_bool_dtype(values):
        return values
    known = values.dropna().astype(float)
    if known.empty:
        return values
    if (known == known.round()).all() and known.abs().max() > 1:
        rounded = to_step(known, COUNT_STEP)
    elif known.between(-1, 1).all():
        rounded = to_step(known, PROBABILITY_STEP)
    else:
        size = np.floor(np.log10(known.abs().where(known != 0, 1)))
        scale = 10 ** (DIGITS - 1 - size)
        rounded = (known * scale).round() / scale
    return pd.Series(rounded, index=known.index).reindex(values.index)


def without_few(estimates: Estimates, *, fewest: int = FEWEST, own: bool = True) -> Estimates:
    """
    Estimates of which a row of fewer than `fewest` observations keeps its n only, and says so.

    A complete count stays where it is the recipient's `own`. Done twice it changes nothing.
    """
    rows = estimates.rows
    few = (rows["n"].astype(float) < fewest) & rows["value"].notna() & ~(_own(estimates) & own)
    flags = [(f"fewer than {fewest}",) if hide else f for hide, f in zip(few, rows["flags"], strict=True)]
    rows = rows.assign(flags=flags)
    beside = [column for column in rows if column not in (*estimates.by, *VALUE_COLUMNS)]
    numbers = [column for column in beside if pd.api.types.is_float_dtype(rows[column])]
    rows.loc[few, ["value", "low", "high", *numbers]] = np.nan
    return Estimates(estimates.name, estimates.by, rows, estimates.unit, estimates.why)


def on_steps(estimates: Estimates, *, own: bool = True) -> Estimates:
    """
    Estimates on coarse steps: values to the nearest, intervals outwards, n and n_eff to COUNT_STEP.

    Flags that hold numbers are dropped, and numbers beside the estimate are made coarse. A complete count
    stays where it is the recipient's `own`, and so does then the n of a row without a value. Done twice it
    changes nothing.
    """
    rows, step = estimates.rows, STEPS[estimates.unit]
    whole, kept = _complete(estimates), _own(estimates) & own
    value = np.where(kept, rows["value"], to_step(rows["value"], step))
    low, high = outwards(rows["low"], rows["high"], step)
    low, high = (np.where(whole, value, end) for end in (low, high))
    high = np.minimum(high, 1.0) if estimates.unit is Unit.SHARE else high
    named, n_eff = [*estimates.by, *VALUE_COLUMNS], to_step(rows["n_eff"], COUNT_STEP)
    beside = {column: coarse(rows[column]) for column in rows if column not in named}
    known = rows["value"].notna()
    told = zip(known, rows["flags"], strict=True)
    rows = rows.assign(
        value=np.clip(value, low, high),
        low=low,
        high=high,
        n=np.where(known | (not own), to_step(rows["n"], COUNT_STEP), rows["n"]).astype(int),
        n_eff=np.where(known, np.maximum(n_eff, COUNT_STEP), rows["n_eff"]),
        flags=[_wordy(flags) if there else tuple(flags) for there, flags in told],
        **beside,
    )
    return Estimates(estimates.name, estimates.by, rows, estimates.unit, estimates.why)


def cleared(estimates: Estimates, *, fewest: int = FEWEST, own: bool = True) -> Estimates:
    """Estimates `without_few` rows, and `on_steps`."""
    return on_steps(without_few(estimates, fewest=fewest, own=own), own=own)


def _complete(estimates: Estimates) -> pd.Series:
    """Which rows count all there are."""
    rows = estimates.rows
    return (rows["low"] == rows["value"]) & (rows["high"] == rows["value"])


def _own(estimates: Estimates) -> pd.Series:
    """Which rows are complete counts, that the recipient can make itself."""
    return _complete(estimates) & (estimates.unit is Unit.COUNT)


def _wordy(flags: Sequence[str]) -> tuple[str, ...]:
    """Flags without a number in them: a design effect to one decimal is a number too."""
    return tuple(flag for flag in flags if not any(map(str.isdigit, flag)))
