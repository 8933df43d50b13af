"""Units side by side on one mix of work: what each one's accuracy would be had all done the same."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import numpy as np
import pandas as pd

from ..estimates import Estimate, Estimates
from .accuracy import SMALLEST_CELL, by_design, judged
from .grouping import named
from .proportions import Floats

LEAST_APART = 0.5  # of the mix, as far as a unit has audits enough of it: with less there is no comparison


def standardised(
    audits: pd.DataFrame,
    mix: Mapping[tuple[str, ...], float],
    by: tuple[str, ...],
    *,
    over: tuple[str, ...] = ("queue_id",),
) -> Estimates:
    """
    The accuracy of each unit on the common `mix` of work, by direct standardisation.

    theta_v = sum W_g p_vg, W_g the share of `mix`, labels by the values of `over`, p_vg by design: each
    audit's weight is scaled so that a unit's audits of g count for W_g, and `by_design` does the rest. The g
    of which a unit has fewer than SMALLEST_CELL audits, or none, count as one; the smallest of its others
    joins them where they are still too few. A unit is absent where less than LEAST_APART of the mix has
    audits enough of its own.

    `over` are columns that a unit cannot change, such as the queue. The label given it can: of two units of
    equal skill that get 20 and 5 % violations, standardising by the label given puts the first 1.0 points
    above the second, where the crude shares put it 1.2 below.
    """
    name = "accuracy.standardised"
    if audits.empty:
        return Estimates.missing(name, by, "no audits")
    done = {keys: float(labels) for keys, labels in mix.items() if labels > 0}
    place = {keys: cell for cell, keys in enumerate(done)}
    rows = named(judged(audits), (*by, *over))
    cell = [place.get(keys, -1) for keys in rows[[*over]].itertuples(index=False, name=None)]
    rows = rows.assign(cell=cell).query("cell >= 0")
    if rows.empty:
        return Estimates.missing(name, by, "no audit is of the work to compare on")
    share = np.array([*done.values()]) / sum(done.values())
    units = {keys: _on_mix(part, share) for keys, part in rows.groupby([*by], observed=True)}
    found: list[tuple[tuple[object, ...], Estimate]] = []
    for keys, estimate in by_design(pd.concat([part for part, _ in units.values()]), by, name=name):
        unit = tuple(keys.values())
        found.append((unit, _flagged(estimate, units[unit][1])))
    return Estimates.of(name, by, found)


def _on_mix(audits: pd.DataFrame, share: Floats) -> tuple[pd.DataFrame, float]:
    """A unit's audits weighted to the mix, and the share of the mix that has audits enough of its own."""
    count = np.bincount(audits["cell"], minlength=len(share))
    few = count < SMALLEST_CELL
    if few.any() and count[few].sum() < SMALLEST_CELL and not few.all():
        few |= np.arange(len(share)) == np.where(few, np.inf, count).argmin()
    group = np.where(few, -1, np.arange(len(share)))
    of_mix = np.where(few, share[few].sum(), share)
    weight = 1 / audits["incl_prob"].astype(float)
    drawn = weight.groupby(group[audits["cell"]]).transform("sum")
    return audits.assign(incl_prob=drawn / (weight * of_mix[audits["cell"]])), float(share[~few].sum())


def _flagged(estimate: Estimate, apart: float) -> Estimate:
    if apart < LEAST_APART:
        return Estimate.absent(f"only {apart:.0%} of the mix has {SMALLEST_CELL} audits or more")
    if apart > 0.99:
        return estimate
    return dataclasses.replace(estimate, flags=(*estimate.flags, f"{1 - apart:.0%} of the mix on few audits"))
