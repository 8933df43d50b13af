"""Each label on its own: how many of those given are right, how many of the true ones were found."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import special

from ..estimates import Z95, Estimate, Estimates, Unit
from .accuracy import STRATUM, by_design, clustering, judged, over_cells
from .clusters import PERSON, rows_per_person
from .confusion import GIVEN, REFERENCE, placed
from .false_discovery import q_values
from .grouping import UNKNOWN
from .proportions import mover, square_and_add

QUEUE = "queue_id"
LABEL = (GIVEN, QUEUE)
Key = tuple[str, str]


@dataclass(frozen=True)
class LabelResults:
    """
    What audits say of each label of a queue, by label_id and queue_id.

    `given` and `true` are shares of the queue's delivered labels; `missed` counts delivered labels that
    should have been the label, `false` those of the label that should not.
    """

    given: Estimates
    true: Estimates
    precision: Estimates
    recall: Estimates
    missed: Estimates
    false: Estimates

    @classmethod
    def missing(cls, why: str) -> LabelResults:
        """No estimates, and the reason."""
        return cls(*(Estimates.missing(name, LABEL, why, unit) for name, unit in _NAMES.items()))


@dataclass(frozen=True)
class _Parts:
    """A label's delivered `labels` and those of its `queue`; its precision; the misses among the others."""

    labels: float
    queue: float
    found: int
    precision: Estimate
    missed: Estimate

    @property
    def hits(self) -> Estimate:
        """Delivered labels of the class that are right."""
        if self.labels == 0:
            return Estimate(0.0, 0.0, 0.0, 0, 0.0, "count", Unit.COUNT)
        return _times(self.precision, self.labels)


def by_label(audits: pd.DataFrame, delivered: pd.Series) -> LabelResults:
    """
    Precision, recall, true share and wrong labels of every label, from audits of any probability design.

    `delivered` counts the labels of the population by (label_id, queue_id). Audits of one given label are
    weighted up to its count, so that the strata need not be the labels: N_g sum(w y) / sum(w) for each
    (Olofsson et al. 2014, where they are). Precision (user's accuracy) U is that of `by_design`. Misses are
    the rate at which audits of the queue's other labels found this one, over their strata, with Clopper and
    Pearson's interval, for there are few. Hits A = N_l U and misses B are of different audits, so
    recall (producer's accuracy) A / (A + B) and the true share (A + B) / N take both ends of both:
    the squared moves of the figure from its value to each end are added (Zou and Donner 2008). Without a
    miss found the recall is 1 and its lower end is what the audits of the other labels cannot rule out.
    """
    if why := _why_none(audits):
        return LabelResults.missing(why)
    rows = fitted(audits, delivered)
    if rows.empty:
        return LabelResults.missing("no audit is of a delivered label")
    parts = _parts(rows, delivered)
    made: tuple[Callable[[_Parts], Estimate], ...] = (_given, _true, _precision, _recall, _missed, _false)
    return LabelResults(
        *(
            Estimates.of(name, LABEL, [(key, make(part)) for key, part in parts.items()], unit)
            for make, (name, unit) in zip(made, _NAMES.items(), strict=True)
        )
    )


def fitted(audits: pd.DataFrame, delivered: pd.Series) -> pd.DataFrame:
    """
    The judged audits, each with the `weight` of the delivered labels that it stands for.

    1 / incl_prob, scaled so that the audits of a queue's given label sum to its count in `delivered`, by
    (label_id, queue_id): post-stratified (Holt and Smith 1979). Audits of labels not delivered are left out.
    """
    rows = placed(audits)
    counts = pd.MultiIndex.from_frame(rows[[*LABEL]]).map(delivered.to_dict())
    drawn = rows.groupby([*LABEL], observed=True)["weight"].transform("sum")
    rows = rows.assign(weight=rows["weight"] * np.nan_to_num(counts.to_numpy(float)) / drawn)
    return rows[rows["weight"] > 0]


def balanced(recall: Estimates, by: tuple[str, ...] = ()) -> Estimates:
    """
    The mean recall of the labels, each counting alike, by nothing or by queue; `recall` of `by_label`.

    Interval: MOVER over theirs, taken as independent. Labels without a recall are left out and counted in
    the flags.
    """
    name = "labels.balanced"
    known = recall.rows[recall.rows["value"].notna()]
    if known.empty:
        return Estimates.missing(name, by, recall.why or "no label has a recall")
    found: list[tuple[tuple[object, ...], Estimate]] = []
    for keys, part in known.groupby(list(by)) if by else [((), known)]:
        value, low, high = mover(np.ones(len(part)), *(part[end] for end in ("value", "low", "high")))
        every = recall.rows.merge(part[list(by)].drop_duplicates()) if by else recall.rows
        left_out = len(every) - len(part)
        what = "1 label that has" if left_out == 1 else f"{left_out} labels that have"
        flags = (f"without {what} no recall",) if left_out else ()
        n = int(part["n"].sum())
        n_eff = min(_worth(value, low, high), n)
        found.append((keys, Estimate(value, low, high, n, n_eff, "mover", flags=flags)))
    return Estimates.of(name, by, found)


_NAMES = {
    "labels.given": Unit.SHARE,
    "labels.true": Unit.SHARE,
    "labels.precision": Unit.SHARE,
    "labels.recall": Unit.SHARE,
    "labels.missed": Unit.COUNT,
    "labels.false": Unit.COUNT,
}


def are_apart(pairs: Sequence[tuple[Estimate, Estimate]], decided: float) -> list[bool]:
    """
    Which labels are surely given more or less often than true, judged together; pairs are given and true.

    p, two-sided, of the given share by the true one's interval, the side towards it taken as normal; they are
    where its q value is at most 1 - `decided` (Benjamini and Hochberg 1995).
    """
    distances = np.array([distance(given, true) for given, true in pairs])
    q = q_values(2 * special.ndtr(-Z95 * distances))
    return [bool(one <= 1 - decided) for one in q]


def distance(given: Estimate, true: Estimate) -> float:
    """How far the given share is from the true one, in widths of that side of its interval."""
    side = true.high - true.value if given.value > true.value else true.value - true.low
    if given.value == true.value:
        return 0.0
    return abs(given.value - true.value) / side if side > 0 else math.inf


def _why_none(audits: pd.DataFrame) -> str:
    if audits.empty:
        return "no audits"
    return "" if len(judged(audits)) else "no audit came to a verdict"


def _parts(rows: pd.DataFrame, delivered: pd.Series) -> dict[Key, _Parts]:
    counts = {key: float(count) for key, count in delivered.items() if count > 0}
    sizes = delivered.groupby(level=1).sum()
    precision = dict(_keyed(by_design(rows, LABEL)))
    found = rows.groupby([REFERENCE, QUEUE], observed=True).size()
    truths = [key for key in found.index if key[0] != UNKNOWN]
    others = dict(_keyed_cells(_cells_of_others(rows, sorted({*counts, *truths}))))
    nothing = Estimate.absent("nothing else was audited in its queue")
    return {
        key: _Parts(
            counts.get(key, 0.0),
            float(sizes[key[1]]),
            int(found.get(key, 0)),
            precision.get(key, Estimate.absent("no audit of the label as given")),
            others.get(key, nothing),
        )
        for key in sorted({*counts, *truths})
    }


def _keyed(estimates: Estimates) -> list[tuple[Key, Estimate]]:
    return [((by[GIVEN], by[QUEUE]), estimate) for by, estimate in estimates]


def _keyed_cells(cells: pd.DataFrame) -> list[tuple[Key, Estimate]]:
    return [(key, over_cells(part, rare=True)) for key, part in cells.groupby([*LABEL], observed=True)]


def _cells_of_others(rows: pd.DataFrame, labels: list[Key]) -> pd.DataFrame:
    """For each label the strata of the audits of its queue that were given another, and what found it."""
    rows = rows.assign(square=rows["weight"] ** 2, n=1)
    strata, sums = [QUEUE, *STRATUM], ["weight", "square", "n"]
    all_of = rows.groupby(strata, observed=True)[sums].sum().reset_index()
    own = rows.groupby([*strata, GIVEN], observed=True)[sums].sum().reset_index()
    missed = rows[rows[REFERENCE] != rows[GIVEN]]
    missed = missed.groupby([*strata, REFERENCE], observed=True)["weight"].sum().rename("right").reset_index()
    cells = pd.DataFrame(labels, columns=[*LABEL]).merge(all_of, on=QUEUE)
    cells = cells.merge(own, how="left", on=[*strata, GIVEN], suffixes=("", "_own"))
    cells = cells.merge(missed.rename(columns={REFERENCE: GIVEN}), how="left", on=[*strata, GIVEN]).fillna(0)
    rest = {name: cells[name] - cells[f"{name}_own"] for name in sums}
    alike = clustering(rows)
    cells = cells.assign(**rest, drift=0.0)
    cells = cells[cells["n"] > 0]
    people = rows.groupby(QUEUE, observed=True)[PERSON].nunique().rename("people")
    per_person = rows_per_person(rows, (QUEUE,))
    effect = alike.effect(per_person)
    effects = pd.DataFrame({"effect": effect.value, "cautious": effect.cautious}, per_person.index)
    cells = cells.join(people, on=QUEUE).join(effects, on=QUEUE)
    return cells.assign(p=(cells["right"] / cells["weight"]).clip(0, 1))


def _given(parts: _Parts) -> Estimate:
    share, n = parts.labels / parts.queue, round(parts.queue)
    return Estimate(share, share, share, n, float(n), "count")


def _precision(parts: _Parts) -> Estimate:
    return parts.precision if parts.labels else Estimate.absent("it was never given")


def _recall(parts: _Parts) -> Estimate:
    hits, misses = parts.hits, _missed(parts)
    if parts.labels == 0:
        return Estimate.absent("it was never given")
    if absent := _absent(hits, misses):
        return absent
    if hits.value + misses.value == 0:
        return Estimate.absent("no audit found it")
    value, low, high = square_and_add(_share_found, hits, misses)
    low, high = max(0.0, low), min(1.0, high)
    n_eff = min(_worth(value, low, high), parts.found)
    return Estimate(value, low, high, parts.found, n_eff, "mover", flags=hits.flags)


def _true(parts: _Parts) -> Estimate:
    hits, misses = parts.hits, _missed(parts)
    if absent := _absent(hits, misses):
        return absent
    value, low, high = square_and_add(lambda a, b: min(1.0, (a + b) / parts.queue), hits, misses)
    low, n = max(0.0, low), hits.n + misses.n
    n_eff = min(_worth(value, low, high), hits.n_eff + misses.n_eff)
    return Estimate(value, low, min(1.0, high), n, n_eff, "mover", flags=misses.flags)


def _missed(parts: _Parts) -> Estimate:
    return _times(parts.missed, parts.queue - parts.labels)


def _false(parts: _Parts) -> Estimate:
    right = _precision(parts)
    if not right.exists:
        return _times(right, parts.labels)
    value, low, high = 1 - right.value, 1 - right.high, 1 - right.low
    return _times(dataclasses.replace(right, value=value, low=low, high=high), parts.labels)


def _times(share: Estimate, labels: float) -> Estimate:
    """That share of so many labels, as a count."""
    if not share.exists:
        return Estimate.absent("; ".join(share.flags), Unit.COUNT)
    value, low, high = (labels * end for end in (share.value, share.low, share.high))
    return dataclasses.replace(share, value=value, low=low, high=high, unit=Unit.COUNT)


def _absent(*parts: Estimate) -> Estimate | None:
    """The absent share that follows from an absent part; None where all are there."""
    lacking = [part for part in parts if not part.exists]
    return Estimate.absent("; ".join(lacking[0].flags)) if lacking else None


def _share_found(hits: float, misses: float) -> float:
    return hits / (hits + misses) if hits > 0 else 0.0


def _worth(value: float, low: float, high: float) -> float:
    """The n whose interval is as wide: by the normal approximation, at 0 and 1 by Wilson's one end."""
    if 0 < value < 1:
        return value * (1 - value) * (2 * Z95 / (high - low)) ** 2
    nearest = low if value == 1 else 1 - high
    return Z95**2 * nearest / (1 - nearest)
