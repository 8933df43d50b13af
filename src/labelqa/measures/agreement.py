"""How far independent labels of the same unit agree: alpha, AC1, kappa, raw, and label by label."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from ..estimates import Estimate, Estimates, Unit
from .chance import FLEISS, ONE_LABEL, beyond_chance
from .distances import Members, Metric, SetDistance, nominal, ordinal
from .proportions import Floats, wilson
from .ratings import LABEL, QUEUE, UNIT, Classes, Counts, Ratings, ratings

REPLICATES, SEED = 2000, 20261123
BLOCK = 2_000_000  # resampled counts held at a time

Found = Iterable[tuple[tuple[object, ...], Estimate]]


def alpha(
    rows: pd.DataFrame,
    by: tuple[str, ...] = (),
    *,
    metric: Metric = nominal,
    unit: str = UNIT,
    seed: int = SEED,
) -> Estimates:
    """
    Krippendorff's alpha, 1 - observed / expected disagreement, of `rows` of overlaps.

    1 - sum o_ck d_ck / sum n_c n_k d_ck / (n - 1), o the coincidences within units (Krippendorff 2011);
    over several queues both sums run over the queues, so that chance never mixes their taxonomies. With
    label_id last in `by`, each label against the rest. Interval: bootstrap of units within queues by
    count pattern, bias-corrected and accelerated (Efron 1987): percentiles cover 82 to 94 % where few
    units disagree. It takes the people as given. Where no unit disagrees, Wilson's bound on the share
    that might. Absent with one label, one rater or no unit of two labels. Labels that are sets are near or
    far by a SetDistance; against the rest stands then each label that sets hold.
    """
    members = metric.members if isinstance(metric, SetDistance) else {}
    apart = nominal if LABEL in by else metric
    found = (
        (keys, _alpha(rated, apart, np.random.default_rng(seed)))
        for keys, rated in ratings(rows, by, unit=unit, members=members)
    )
    return _told("agreement.alpha", by, found, Unit.INDEX)


def ordinal_alpha(
    rows: pd.DataFrame, places: Mapping[str, Mapping[str, float]], *, unit: str = UNIT
) -> Estimates:
    """
    Alpha on the ordinal scale of each queue that has one: near misses count for less than far ones.

    `places` gives the place on the scale by queue and label. Labels without one, such as a skip, are left
    out; a queue that then has no two labels of a unit is not in the table.
    """
    name, by = "agreement.alpha_ordinal", (QUEUE,)
    found: list[tuple[tuple[object, ...], Estimate]] = []
    for queue, part in rows.groupby(QUEUE, observed=True) if len(rows) else ():
        place = dict(places.get(str(queue), {}))
        placed = part[part[LABEL].isin(place)]
        estimate = alpha(placed, metric=ordinal(place), unit=unit).only()
        if estimate.exists:
            found.append(((str(queue),), estimate))
    if not found:
        return Estimates.missing(name, by, "no queue has labels in an order", Unit.INDEX)
    return Estimates.of(name, by, found, Unit.INDEX)


def ac1(
    rows: pd.DataFrame, by: tuple[str, ...] = (), *, classes: Classes | None = None, unit: str = UNIT
) -> Estimates:
    """
    Gwet's AC1 of `rows` of overlaps: pe = sum pi_k (1 - pi_k) / (q - 1) over a taxonomy's q labels.

    `classes` gives each queue's labels, used or not; without them those used count, and AC1 is too low.
    Units of one label inform pi (Gwet 2008). Standard error and interval as in `beyond_chance`; it covers
    87 to 96 %, least where two or three units of 200 disagree.
    """
    found = ((keys, _ac1(rated)) for keys, rated in ratings(rows, by, unit=unit, classes=classes))
    return _told("agreement.ac1", by, found, Unit.INDEX)


def kappa(rows: pd.DataFrame, by: tuple[str, ...] = (), *, unit: str = UNIT) -> Estimates:
    """
    Fleiss' kappa of `rows` of overlaps: pe = sum pi_k^2, pi the mean share of a label by unit.

    Units may have unequal numbers of labels (Fleiss 1971, in the general form of Gwet 2014); of two people
    it is Scott's pi. It falls where one label is common: read it beside AC1. Standard error and interval
    as in `beyond_chance`. Absent with one label.
    """
    found = (
        (keys, beyond_chance(rated, _kappa_chance, method=FLEISS))
        for keys, rated in ratings(rows, by, unit=unit)
    )
    return _told("agreement.kappa", by, found, Unit.INDEX)


def raw(rows: pd.DataFrame, by: tuple[str, ...] = (), *, unit: str = UNIT) -> Estimates:
    """
    The share of equal pairs of labels, averaged over units.

    Interval: Wilson with n_eff = p (1 - p) / Var(p); a bootstrap covers 82 to 93 % near all equal.
    """
    found = ((keys, _raw(rated)) for keys, rated in ratings(rows, by, unit=unit))
    return _told("agreement.raw", by, found, Unit.SHARE)


def specific(
    rows: pd.DataFrame,
    by: tuple[str, ...] = (LABEL,),
    *,
    unit: str = UNIT,
    members: Members | None = None,
) -> Estimates:
    """
    How likely another rater gives a label too where one gave it: 2 n_ll / (n_l. + n_.l) with two raters.

    In general o_ll / n_l with Krippendorff's coincidences; label_id stands last in `by` (Cicchetti and
    Feinstein 1990). n are the units where somebody gave the label, alone or in a set that `members` tell of.
    Interval: Wilson with n_eff, linearised.
    """
    found = ((keys, _specific(rated)) for keys, rated in ratings(rows, by, unit=unit, members=members or {}))
    return _told("agreement.specific", by, found, Unit.SHARE)


def blind(rows: pd.DataFrame) -> Estimates:
    """The share of labels of `rows` of overlaps given without sight of another: a count, with no interval."""
    name = "agreement.blind"
    known = rows[rows["blind"].notna()] if "blind" in rows else rows.head(0)
    if known.empty:
        return Estimates.missing(name, (), "whether labels were given blind is not recorded")
    share, n = float(known["blind"].astype(bool).mean()), len(known)
    return Estimates.of(name, (), [((), Estimate(share, share, share, n, float(n), "count"))])


def _told(name: str, by: tuple[str, ...], found: Found, unit: Unit) -> Estimates:
    rows = list(found)
    return Estimates.of(name, by, rows, unit) if rows else Estimates.missing(name, by, "no labels", unit)


@dataclass(frozen=True)
class _Queue:
    """A queue's p patterns over q labels: the units of each, its coincidences (p x q x q), its labels."""

    labels: tuple[str, ...]
    times: Floats
    pairs: Floats
    given: Floats

    @classmethod
    def of(cls, counts: Counts) -> _Queue:
        given, times = counts.paired().patterns()
        both = given[:, :, None] * given[:, None, :]
        both -= np.eye(len(counts.labels)) * given[:, :, None]
        return cls(counts.labels, times, both / (given.sum(axis=1) - 1)[:, None, None], given)

    def sums(self, times: Floats) -> tuple[Floats, Floats]:
        """Coincidences and margins of draws (rows of `times`) of the patterns."""
        size = len(self.labels)
        return (times @ self.pairs.reshape(-1, size**2)).reshape(-1, size, size), times @ self.given

    def disagreement(self, pairs: Floats, given: Floats, metric: Metric) -> Floats:
        """Observed and expected disagreement (columns) of each draw, both per n."""
        apart, n = metric(self.labels, given), given.sum(axis=1)
        chance = given[:, :, None] * given[:, None, :] / np.maximum(n - 1, 1)[:, None, None]
        return np.stack([(pairs * apart).sum(axis=(1, 2)), (chance * apart).sum(axis=(1, 2))], axis=1)


def _alpha(rated: Ratings, metric: Metric, rng: np.random.Generator) -> Estimate:
    if rated.why_none:
        return Estimate.absent(rated.why_none, Unit.INDEX)
    queues = [_Queue.of(counts) for counts in rated.queues if len(counts.paired().table)]
    if len(queues) > 1 and not (metric is nominal or isinstance(metric, SetDistance)):
        return Estimate.absent("the scales of several queues do not add up", Unit.INDEX)
    parts = [queue.disagreement(*queue.sums(queue.times[None, :]), metric)[0] for queue in queues]
    observed, expected = np.sum(parts, axis=0)
    if expected == 0:
        return Estimate.absent(ONE_LABEL, Unit.INDEX)
    value, flags = 1 - observed / expected, rated.flags(1.0 if observed == 0 else 0.0)
    if observed == 0:
        method, (low, high) = "wilson", (_floor(queues, rated, expected, metric), 1.0)
    else:
        draws = np.sum([_resampled(queue, metric, rng) for queue in queues], axis=0)
        redrawn = _one_less(draws[:, 0], draws[:, 1])
        leaves = [_left_out(queue, metric, np.array([observed, expected])) for queue in queues]
        weights = np.concatenate([queue.times for queue in queues])
        method, (low, high) = "bca-bootstrap", _bca(value, redrawn, np.concatenate(leaves), weights)
    return Estimate(float(value), low, high, rated.units, float(rated.units), method, Unit.INDEX, flags)


def _floor(queues: list[_Queue], rated: Ratings, expected: float, metric: Metric) -> float:
    """Alpha if as many units disagreed, and as far, as could without one in the sample."""
    far = max(float(metric(queue.labels, queue.times[None, :] @ queue.given).max()) for queue in queues)
    share = 1 - float(wilson(rated.units, rated.units)[0])
    return max(-1.0, 1 - share * far * rated.labels / expected)


def _resampled(queue: _Queue, metric: Metric, rng: np.random.Generator) -> Floats:
    units = int(queue.times.sum())
    share, block = queue.times / units, max(1, BLOCK // len(queue.times))
    sizes = [min(block, REPLICATES - done) for done in range(0, REPLICATES, block)]
    drawn = (queue.sums(rng.multinomial(units, share, size).astype(float)) for size in sizes)
    return np.concatenate([queue.disagreement(*sums, metric) for sums in drawn])


def _left_out(queue: _Queue, metric: Metric, whole: Floats) -> Floats:
    """Alpha without one unit of each pattern."""
    pairs, given = queue.sums(queue.times[None, :])
    own = queue.disagreement(pairs, given, metric)
    without = whole - own + queue.disagreement(pairs - queue.pairs, given - queue.given, metric)
    return _one_less(without[:, 0], without[:, 1])


def _one_less(observed: Floats, expected: Floats) -> Floats:
    """1 - observed / expected; 1 where one label is all there is, for then nothing disagrees."""
    return 1 - np.divide(observed, expected, out=np.zeros_like(observed), where=expected > 0)


def _bca(value: float, redrawn: Floats, left_out: Floats, times: Floats) -> tuple[float, float]:
    """The 95 % interval of bootstrap values, corrected for bias and skewness (Efron 1987)."""
    pull = np.average(left_out, weights=times) - left_out
    squares, n = float(times @ pull**2), len(redrawn)
    skewness = float(times @ pull**3) / (6 * squares**1.5) if squares else 0.0
    below = ((redrawn < value).sum() + 0.5 * (redrawn == value).sum()) / n
    shift = float(stats.norm.ppf(np.clip(below, 1 / n, 1 - 1 / n)))
    reach = shift + stats.norm.ppf([0.025, 0.975])
    low, high = np.quantile(redrawn, stats.norm.cdf(shift + reach / (1 - skewness * reach)))
    return float(min(low, value)), float(max(high, value))


def _ac1(rated: Ratings) -> Estimate:
    if any(len(queue.labels) < 2 for queue in rated.queues):
        return Estimate.absent(ONE_LABEL, Unit.INDEX)
    return beyond_chance(rated, _ac1_chance)


def _ac1_chance(counts: Counts) -> Floats:
    share = counts.table / counts.per_unit[:, None]
    parts: Floats = share @ (1 - share.mean(axis=0)) / (len(counts.labels) - 1)
    return parts


def _kappa_chance(counts: Counts) -> Floats:
    share = counts.table / counts.per_unit[:, None]
    parts: Floats = share @ share.mean(axis=0)
    return parts


def _raw(rated: Ratings) -> Estimate:
    if rated.why_none:
        return Estimate.absent(rated.why_none)
    agreed = np.concatenate([queue.paired().agreed for queue in rated.queues])
    return _share(agreed, np.ones_like(agreed), rated, most=rated.labels - rated.units)


def _specific(rated: Ratings) -> Estimate:
    if rated.why_none:
        return Estimate.absent(rated.why_none)
    own = np.concatenate([queue.paired().table[:, 0] for queue in rated.queues])
    per_unit = np.concatenate([queue.paired().per_unit for queue in rated.queues])
    if not own.any():
        return Estimate.absent("nobody gave the label to a unit of two labels")
    met = own > 0
    return _share((own * (own - 1) / (per_unit - 1))[met], own[met], rated, most=own.sum())


def _share(over: Floats, under: Floats, rated: Ratings, *, most: float) -> Estimate:
    """The ratio of sums over units as a share, linearised (Woodruff 1971); n_eff is at `most` that."""
    n, value = len(over), float(over.sum() / under.sum())
    square = float(((over - value * under) ** 2).sum()) * n / max(n - 1, 1) / float(under.sum()) ** 2
    n_eff = min(float(most), value * (1 - value) / square) if square > 0 else float(n)
    low, high = wilson(value * n_eff, n_eff)
    return Estimate(value, float(low), float(high), n, n_eff, "wilson-effective-n", flags=rated.flags(value))
