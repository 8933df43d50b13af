"""How far the people of a calibration session agree with one another, before and after."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from ..estimates import Estimate, Estimates, Unit
from . import agreement
from .calibration import ITEM, PHASE, PHASES, POST, PRE
from .proportions import Floats
from .ratings import LABEL, QUEUE

REPLICATES, SEED = 2000, 19_830_712

Classes = Mapping[str, Sequence[str]]
Table = tuple[Floats, Floats]
"""How often each item (row) got each label (column) before, and after."""


def alpha(answers: pd.DataFrame, phase: str) -> Estimates:
    """Krippendorff's alpha of a phase, items as units within their queues: see agreement.alpha."""
    return _of_phase(answers, phase, "alpha", agreement.alpha)


def ac1(answers: pd.DataFrame, phase: str, classes: Classes | None = None) -> Estimates:
    """Gwet's AC1 of a phase; `classes` gives each queue's labels, used or not: see agreement.ac1."""
    return _of_phase(
        answers, phase, "ac1", lambda rows, unit: agreement.ac1(rows, unit=unit, classes=classes)
    )


def alpha_change(answers: pd.DataFrame, *, seed: int = SEED) -> Estimates:
    """Alpha after less alpha before on the items of both phases; interval: see `_change`."""
    return _change(answers, "alpha", _alpha, {}, seed)


def ac1_change(answers: pd.DataFrame, classes: Classes | None = None, *, seed: int = SEED) -> Estimates:
    """AC1 after less AC1 before on the items of both phases; interval: see `_change`."""
    return _change(answers, "ac1", _ac1, classes or {}, seed)


def _of_phase(answers: pd.DataFrame, phase: str, name: str, measure: Callable[..., Estimates]) -> Estimates:
    rows = answers[answers[PHASE] == phase] if len(answers) else answers
    full = f"calibration.{name}.{phase}"
    if rows.empty:
        return Estimates.missing(full, (), f"no answers {PHASES[phase]} the session", Unit.INDEX)
    return replace(measure(rows, unit=ITEM), name=full)


def _change(
    answers: pd.DataFrame,
    name: str,
    measure: Callable[[Sequence[Floats], Sequence[Floats]], Floats],
    classes: Classes,
    seed: int,
) -> Estimates:
    """
    `measure` after less before, items the units.

    Interval: percentiles of REPLICATES resamples of the items, each with its answers of both phases, for
    what makes an item hard is in both. Items need two answers in each phase.
    """
    full, why = f"calibration.{name}.change", "no item has two answers in both phases"
    tables = [table for table in _tables(answers, classes) if len(table[0])]
    if not tables:
        return Estimates.missing(full, (), why, Unit.INDEX)
    rng = np.random.default_rng(seed)
    once = [np.ones((1, len(before))) for before, _ in tables]
    often = [
        rng.multinomial(len(before), np.full(len(before), 1 / len(before)), REPLICATES).astype(float)
        for before, _ in tables
    ]
    value, redrawn = (
        measure(times, [after for _, after in tables]) - measure(times, [before for before, _ in tables])
        for times in (once, often)
    )
    known, items = redrawn[np.isfinite(redrawn)], sum(len(before) for before, _ in tables)
    if not np.isfinite(value[0]) or not len(known):
        return Estimates.missing(full, (), "only one label was used", Unit.INDEX)
    low, high = np.quantile(known, [0.025, 0.975])
    ends = min(float(low), float(value[0])), max(float(high), float(value[0]))
    flags = () if ends[0] < ends[1] else ("no item differs from another in it",)
    estimate = Estimate(float(value[0]), *ends, items, float(items), "paired-bootstrap", Unit.INDEX, flags)
    return Estimates.of(full, (), [((), estimate)], Unit.INDEX)


def _tables(answers: pd.DataFrame, classes: Classes) -> list[Table]:
    """Counts of both phases by queue, the same items and labels in both."""
    if answers.empty or not {PRE, POST} <= set(answers[PHASE]):
        return []
    tables = []
    for queue, part in answers.groupby(QUEUE, dropna=False) if QUEUE in answers else [("", answers)]:
        labels = sorted({*part[LABEL], *classes.get(str(queue), ())})
        items = sorted(set(part[ITEM]))
        before, after = (
            pd.crosstab(rows[ITEM], rows[LABEL])
            .reindex(index=items, columns=labels, fill_value=0)
            .to_numpy(float)
            for rows in (part[part[PHASE] == PRE], part[part[PHASE] == POST])
        )
        kept = (before.sum(axis=1) >= 2) & (after.sum(axis=1) >= 2)
        tables.append((before[kept], after[kept]))
    return tables


def _alpha(times: Sequence[Floats], counts: Sequence[Floats]) -> Floats:
    """Alpha of each draw (row of `times`), observed and expected disagreement summed over queues."""
    observed = expected = np.zeros(len(times[0]))
    for drawn, table in zip(times, counts, strict=True):
        m = table.sum(axis=1)
        given = drawn @ table
        n = given.sum(axis=1)
        observed = observed + drawn @ ((m**2 - (table**2).sum(axis=1)) / (m - 1))
        expected = expected + (n**2 - (given**2).sum(axis=1)) / (n - 1)
    with np.errstate(invalid="ignore", divide="ignore"):
        alpha: Floats = 1 - observed / expected
    return alpha


def _ac1(times: Sequence[Floats], counts: Sequence[Floats]) -> Floats:
    """AC1 of each draw, chance reckoned within each queue and averaged over its items."""
    agreed = chance = np.zeros(len(times[0]))
    items = sum(len(table) for table in counts)
    for drawn, table in zip(times, counts, strict=True):
        m = table.sum(axis=1)
        agreed = agreed + drawn @ ((table * (table - 1)).sum(axis=1) / (m * (m - 1)))
        share = drawn @ (table / m[:, None]) / len(table)
        chance = chance + len(table) * (share * (1 - share)).sum(axis=1) / max(table.shape[1] - 1, 1)
    with np.errstate(invalid="ignore", divide="ignore"):
        found: Floats = (agreed - chance) / (items - chance)
    return found
