"""Accuracy with the mistakes of those who judge it taken out."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from ..estimates import Estimate, Unit
from .accuracy import by_design
from .proportions import square_and_add


@dataclass(frozen=True)
class Adjusted:
    """
    Accuracy as QA saw it and as second looks do.

    `wrongly_passed` is the share of the labels passed that are wrong, `wrongly_failed` that of the labels
    failed that are right; `difference` is adjusted less apparent, in points.
    """

    apparent: Estimate
    adjusted: Estimate
    difference: Estimate
    wrongly_passed: Estimate
    wrongly_failed: Estimate

    @classmethod
    def missing(cls, apparent: Estimate, why: str) -> Adjusted:
        """Nothing but the apparent accuracy, and the reason."""
        absent = Estimate.absent(why)
        return cls(apparent, absent, Estimate.absent(why, Unit.POINTS), absent, absent)


def double_sampled(apparent: Estimate, checked: pd.DataFrame) -> Adjusted:
    """
    The accuracy that second looks at a part of the verdicts say: a (1 - r_p) + (1 - a) r_f.

    `apparent`, a, is the share of labels passed, by the design of the audits; `checked` are audits with
    their reviews as qa.reviewed gives them, each weighted by both inclusion probabilities; r_p is the share
    of wrong ones among labels passed, r_f that of right ones among labels failed (double sampling,
    Cochran 1977, 12.2; Tenenbein 1970). Interval: each of the three moved to its ends. n is that of the
    verdicts reviewed, n_eff by the delta method.
    """
    seen = checked[checked["review_weight"].notna()] if len(checked) else checked
    passed, failed = (_wrong(seen, of) for of in (False, True))
    if not passed.exists or not failed.exists or not apparent.exists:
        why = "; ".join(
            dict.fromkeys(flag for e in (apparent, passed, failed) if not e.exists for flag in e.flags)
        )
        absent = Estimate.absent(why)
        return Adjusted(apparent, absent, Estimate.absent(why, Unit.POINTS), passed, failed)
    kept = dataclasses.replace(failed, value=1 - failed.value, low=1 - failed.high, high=1 - failed.low)
    parts, n = (apparent, passed, kept), passed.n + kept.n
    adjusted = _moved(lambda a, r_p, r_f: a * (1 - r_p) + (1 - a) * r_f, parts, n)
    value, low, high = square_and_add(lambda a, r_p, r_f: (1 - a) * r_f - a * r_p, *parts)
    difference = Estimate(value, low, high, n, adjusted.n_eff, "mover", Unit.POINTS)
    return Adjusted(apparent, adjusted, difference, passed, kept)


def _wrong(seen: pd.DataFrame, failed: bool) -> Estimate:
    """The share of wrong labels among those failed, or passed, that had a second look."""
    rows = seen[seen["failed"] == failed] if len(seen) else seen
    if rows.empty:
        return Estimate.absent(f"no label that QA {'failed' if failed else 'passed'} was reviewed")
    rows = rows.assign(
        design_id="review",
        stratum_id=failed,
        incl_prob=rows["incl_prob"].astype(float) / rows["review_weight"],
    )
    return by_design(rows, ("failed",), outcome="wrong").first()


def _moved(function: Callable[[float, float, float], float], parts: tuple[Estimate, ...], n: int) -> Estimate:
    value, low, high = square_and_add(function, *parts)
    value, low, high = (min(1.0, max(0.0, end)) for end in (value, low, high))
    variance = sum(_slope(function, parts, place) ** 2 * _variance(part) for place, part in enumerate(parts))
    n_eff = value * (1 - value) / variance if variance > 0 else float(n)
    return Estimate(value, low, high, n, n_eff, "square-and-add")


def _slope(function: Callable[..., float], parts: tuple[Estimate, ...], place: int) -> float:
    step, values = 1e-6, [part.value for part in parts]
    ends = [function(*values[:place], values[place] + move, *values[place + 1 :]) for move in (-step, step)]
    return (ends[1] - ends[0]) / (2 * step)


def _variance(part: Estimate) -> float:
    return part.value * (1 - part.value) / part.n_eff if part.high > part.low else 0.0
