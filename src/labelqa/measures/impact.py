"""What wrong labels cost: how many were handed over, of which kind, and how many could be avoided."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy import special

from ..estimates import Estimate, Estimates, Unit
from .accuracy import by_design, wrong_labels
from .confusion import GIVEN, REFERENCE, placed
from .grouping import UNKNOWN, grouped, named
from .proportions import Floats

DELIVERED = "impact.delivered"
MISSED, FALSE, OTHER_VIOLATION, OTHER = KINDS = ("missed", "false", "other_violation", "other")


def shortfall(alpha: ArrayLike, beta: ArrayLike, target: float) -> Floats:
    """
    The expected distance below `target`, E[(t - theta)+], of a share theta ~ Beta(alpha, beta).

    Closed form: t F(t; a, b) - a / (a + b) F(t; a + 1, b), F the Beta distribution function.
    """
    a, b = np.asarray(alpha, float), np.asarray(beta, float)
    below = target * special.betainc(a, b, target) - a / (a + b) * special.betainc(a + 1, b, target)
    return np.asarray(np.maximum(0.0, below))


def avoidable(accuracy: Estimate, target: float, volume: float, *, effect: float = 1.0) -> Estimate:
    """
    The wrong labels among `volume` to come that reaching `target` would avoid: V E[(t - theta)+] effect.

    `effect` is the part of the shortfall that what is planned takes away. theta ~ Beta with the mean and
    n_eff of `accuracy`, plus Jeffreys' half. Interval: V (t - high)+ and V (t - low)+, with the value inside.
    """
    if not accuracy.exists:
        return Estimate.absent("; ".join(accuracy.flags), Unit.COUNT)
    right = accuracy.value * accuracy.n_eff
    expected = float(shortfall(right + 0.5, accuracy.n_eff - right + 0.5, target))
    value, low, high = (
        volume * effect * below
        for below in (expected, max(0.0, target - accuracy.high), max(0.0, target - accuracy.low))
    )
    return dataclasses.replace(
        accuracy, value=value, low=min(low, value), high=max(high, value), method="beta", unit=Unit.COUNT
    )


def with_kinds(audits: pd.DataFrame, violations: Collection[str]) -> pd.DataFrame:
    """
    The judged audits with the column `kind` of the wrong ones, one of KINDS; missing where a label is right.

    missed: a violation given as none; false: none given as a violation; other_violation: one violation
    given as another; other: the rest, and what is wrong without anybody having said what is right.
    """
    rows = placed(audits)
    given, true = rows[GIVEN].isin([*violations]), rows[REFERENCE].isin([*violations])
    kind = np.select(
        [~given & true, given & true, given & (rows[REFERENCE] != UNKNOWN)],
        [MISSED, OTHER_VIOLATION, FALSE],
        OTHER,
    )
    return rows.assign(kind=pd.Series(kind, rows.index, dtype=object).mask(rows["correct"]))


def wrong_delivered(
    audits: pd.DataFrame,
    delivered: Mapping[tuple[str, ...], float],
    by: tuple[str, ...] = (),
    *,
    kind: str = "",
    seen: pd.DataFrame | None = None,
) -> Estimates:
    """
    The wrong labels among those handed over: N (1 - p), less those corrected before they were.

    `audits` are rows of with_kinds, of a probability design on decisions handed over; `delivered` counts
    these by the values of `by`. With a `kind` only that kind counts. `seen` are rows of with_kinds of every
    design, for all of them may have had labels corrected; without it the `audits`. Interval: that of
    `by_design` in the domain, less the corrected, and no fewer than were found wrong and left so.
    """
    name = f"{DELIVERED}.{kind}" if kind else DELIVERED
    if audits.empty:
        return Estimates.missing(name, by, "no audits of what was handed over", Unit.COUNT)
    rows = named(audits, by).assign(delivered=True, fine=~_counts(audits, kind))
    known = _known(named(audits if seen is None else seen, by), by, kind)
    found: list[tuple[tuple[object, ...], Estimate]] = []
    for keys, right in by_design(rows, (*by, "delivered"), outcome="fine"):
        key = tuple(keys[column] for column in by)
        wrong = wrong_labels(right, round(delivered.get(key, 0)))
        found.append((key, _less(wrong, *known.get(key, (0, 0)))))
    return Estimates.of(name, by, found, Unit.COUNT)


def by_kind(audits: pd.DataFrame, delivered: float, *, seen: pd.DataFrame | None = None) -> Estimates:
    """`wrong_delivered` of all that was handed over, one row for each of KINDS; they add up to it."""
    found = {kind: wrong_delivered(audits, {(): delivered}, kind=kind, seen=seen) for kind in KINDS}
    if why := found[OTHER].why:
        return Estimates.missing(DELIVERED, ("kind",), why, Unit.COUNT)
    return Estimates.of(DELIVERED, ("kind",), [((k,), e.only()) for k, e in found.items()], Unit.COUNT)


def _counts(rows: pd.DataFrame, kind: str) -> pd.Series:
    return rows["kind"] == kind if kind else rows["kind"].notna()


def _known(rows: pd.DataFrame, by: tuple[str, ...], kind: str) -> dict[tuple[str, ...], tuple[int, int]]:
    """By group how many wrong labels were found and corrected, and how many found and left."""
    wrong = rows[_counts(rows, kind)]
    corrected = wrong["corrected_before_delivery"].eq(True).fillna(False).astype(bool)
    wrong = wrong.assign(corrected=corrected.groupby(wrong["label_event_id"]).transform("any"))
    wrong = wrong.drop_duplicates("label_event_id").assign(left=lambda each: ~each["corrected"])
    sums = grouped(wrong, by)[["corrected", "left"]].sum()
    keys = [tuple(map(str, key)) if isinstance(key, tuple) else (str(key),) for key in sums.index]
    return {key[: len(by)]: (int(c), int(n)) for key, (c, n) in zip(keys, sums.to_numpy(), strict=True)}


def _less(wrong: Estimate, corrected: int, left: int) -> Estimate:
    if not wrong.exists:
        return wrong
    value, low, high = (max(float(left), end - corrected) for end in (wrong.value, wrong.low, wrong.high))
    flags = (*wrong.flags, f"{corrected} corrected before delivery") if corrected else wrong.flags
    return dataclasses.replace(wrong, value=value, low=low, high=high, flags=flags)
