"""Next period's sampling plan: how many audits of which stratum, what they will show, what they cost."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy import optimize, special

from ..estimates import Z95, Estimate, Estimates, Unit
from .accuracy import NO_CLUSTERING, STRATUM, Clustering, by_design, clustering, judged
from .agents import FEWEST_PEERS, fit_beta_binomial
from .clusters import PERSON, by_people, clustered_ratio, rows_per_person
from .grouping import tabulated
from .homogeneity import DesignEffect
from .proportions import Floats, wilson
from .weighted_shares import Parts, over_parts

FEWEST = 50  # audits of a stratum, or all of a smaller one
TIMED = 30  # timed audits from which on a stratum has a mean time of its own
METHOD = "neyman"
_CALM = 1e-9  # of the largest spread; a stratum that does not vary comes last, not never


@dataclass(frozen=True)
class SamplingPlan:
    """
    What to audit of each stratum next period, beside what was audited, and what either shows and costs.

    By stratum: frame (decisions), audited, proposed (audits), half_width (expected, of the stratum's own
    share). Of all strata: now and total (audits), width_now and width (half the width of the interval of the
    overall share) and hours. Without a time of any audit hours are absent. `short` is why no
    number of audits has the standard error that was asked for, empty where the plan has it; else the
    audits of this period are allotted anew.
    """

    frame: Estimates
    audited: Estimates
    proposed: Estimates
    half_width: Estimates
    hours_by_stratum: Estimates
    now: Estimate
    total: Estimate
    width_now: Estimate
    width: Estimate
    hours: Estimate
    short: str


@dataclass(frozen=True)
class Outlook:
    """
    What a period's audits say of its strata, taken to be so again.

    `strata` has design_id, stratum_id, frame, audited, share and spread. `alike` is the homogeneity of a
    person's decisions as the interval of these audits has it, estimated and cautious; `per_audit` the
    audits of the person behind an average audit, per audit of all.
    """

    strata: pd.DataFrame
    alike: Clustering
    per_audit: float

    def effect(self, total: float) -> DesignEffect:
        """
        The design effect of so many audits over the same people (Kish 1965).

        By what factor it may be greater depends on how many people there are, not on how much each does: it
        stays as it is now.
        """
        now, then = (self.alike.effect(self.per_audit * n) for n in (self.strata["audited"].sum(), total))
        return DesignEffect(then.value, then.value * now.cautious / now.value)

    def error(self, audits: Floats) -> float:
        """The standard error of the overall share from so many audits by stratum."""
        weight = self.strata["frame"].to_numpy(float) / self.strata["frame"].sum()
        variance = float(weight**2 @ (self.strata["spread"].to_numpy() ** 2 / audits))
        return float(np.sqrt(float(self.effect(audits.sum()).value) * variance))

    def at(self, share: float) -> Outlook:
        """The same strata were overall accuracy `share`: the odds of each are moved alike."""
        odds, frame = special.logit(self.strata["share"].to_numpy()), self.strata["frame"].to_numpy(float)

        def moved(by: float) -> Floats:
            return np.asarray(special.expit(odds + by))

        by = optimize.brentq(lambda step: moved(step) @ frame / frame.sum() - share, -50, 50)
        there = moved(by)
        strata = self.strata.assign(share=there, spread=np.sqrt(there * (1 - there)))
        return dataclasses.replace(self, strata=strata)

    def short(self, error: float) -> str:
        """Why not even audits of all labels give an interval of this standard error."""
        everything = self.strata["frame"].to_numpy(float)
        alone = dataclasses.replace(self, alike=NO_CLUSTERING).half_widths(everything)[0]
        return "there are too few labels" if alone > Z95 * error else "people differ"

    def half_widths(self, audits: Floats) -> tuple[float, Floats]:
        """Half the width of the interval expected overall, as `by_design` has it, and of each stratum's."""
        share, frame = (self.strata[name].to_numpy(float) for name in ("share", "frame"))
        people = self.effect(audits.sum())
        worth = audits / people.cautious
        whole = over_parts(Parts(frame, audits, audits, np.zeros(len(frame))), share, people=people)
        low, high = wilson(share * worth, worth)
        return float(whole.high - whole.low) / 2, (high - low) / 2


def outlook(audits: pd.DataFrame) -> Outlook:
    """
    The strata of `audits` (rows of audited_labels from one stratified design), at least one with a verdict.

    A stratum without a wrong decision is not taken to be without error: each share is drawn to the
    others', Beta(a, b) learnt from all strata (empirical Bayes; Jeffreys' from fewer than FEWEST_PEERS),
    and spread = sqrt(E[p (1 - p)]) = sqrt(a b / ((a + b) (a + b + 1))) of its posterior, which makes the
    allocation the one of least expected variance (Ericson 1965). A person's decisions are as alike as they
    are in the interval of these same audits, so that as many audits again are expected to have its width.
    """
    rows = judged(audits)
    right = rows.groupby(STRATUM, observed=True)["correct"].agg(["sum", "size"])
    strata = audits.groupby(STRATUM, observed=True).agg(
        frame=("frame_size", "first"), audited=("frame_size", "size")
    )
    k, n = (right[name].reindex(strata.index, fill_value=0).to_numpy(float) for name in ("sum", "size"))
    enough = len(strata) >= FEWEST_PEERS
    prior = fit_beta_binomial(k, n, boundary_avoiding=True) if enough else (0.5, 0.5)
    a, b = prior[0] + k, prior[1] + n - k
    strata = strata.assign(share=a / (a + b), spread=np.sqrt(a * b / ((a + b) * (a + b + 1))))
    per_person = float(rows_per_person(rows).iloc[0])
    return Outlook(strata.reset_index(), clustering(rows), per_person / len(rows))


def sampling_plan(
    audits: pd.DataFrame,
    error: float,
    *,
    share: float | None = None,
    fewest: int = FEWEST,
) -> SamplingPlan | None:
    """
    The smallest plan for overall accuracy to within 1.96 times `error`, next period's frame being as now.

    That is half the interval which `by_design` is expected to give. The strata's shares stay as they are, or,
    with `share`, move until overall accuracy is that: what is to be shown of a lower accuracy takes the
    audits that a lower accuracy takes. At least `fewest` audits of each stratum; the same people, so that
    more audits are more of each person's and clustering grows with them. Frames count as large, as they do
    in `by_design`. None where no audit came to a verdict.
    """
    if audits.empty or judged(audits).empty:
        return None
    seen = outlook(audits)
    if_so = seen if share is None else seen.at(share)
    frame, spread = (if_so.strata[name].to_numpy(float) for name in ("frame", "spread"))
    total = _smallest(if_so, error, fewest)
    proposed = allocate(len(audits) if total is None else total, frame, spread, fewest=fewest)
    width, half = seen.half_widths(proposed)
    held = by_design(audits).only()
    by_stratum, hours = _hours(audits, proposed, seen.strata)
    return SamplingPlan(
        _of_strata(seen.strata, "plan.frame", frame),
        _of_strata(seen.strata, "plan.audited", seen.strata["audited"].to_numpy(float)),
        _of_strata(seen.strata, "plan.audits", proposed),
        _of_strata(seen.strata, "plan.half_width", half, Unit.POINTS),
        by_stratum,
        _exact(len(audits), Unit.COUNT),
        _exact(proposed.sum(), Unit.COUNT),
        _exact((held.high - held.low) / 2, Unit.POINTS),
        _exact(width, Unit.POINTS),
        hours,
        if_so.short(error) if total is None else "",
    )


def neyman_total(weights: ArrayLike, spread: ArrayLike, error: float) -> float:
    """
    The audits for a standard `error` of the weighted mean, (sum W s / error)^2 (Cochran 1977, 5.25).

    W are the strata's shares of the frame, `spread` their standard deviations sqrt(p (1 - p)). For
    independent audits allotted as `allocate` does where no bound holds; frames count as large.
    """
    w, s = np.asarray(weights, float), np.asarray(spread, float)
    return float((w @ s / w.sum() / error) ** 2)


def allocate(total: int, frame: ArrayLike, spread: ArrayLike, *, fewest: int = FEWEST) -> Floats:
    """
    `total` audits over the strata in proportion to N s (Neyman 1934), at least `fewest` and at most all.

    What a bound takes or gives is shared among the others in the same proportion; where nothing varies, in
    proportion to N. Whole numbers, by largest remainders; a total beyond what the bounds allow is cut to it.
    """
    size, varied = np.asarray(frame, float), np.asarray(spread, float)
    least = np.minimum(fewest, size)
    total = int(np.clip(total, least.sum(), size.sum()))
    if total in (least.sum(), size.sum()):
        return least if total == least.sum() else size
    score = size * np.maximum(varied, _CALM * varied.max() or 1.0)

    def allotted(scale: float) -> Floats:
        return np.asarray(np.clip(score * np.exp(scale), least, size))

    few = np.maximum(least, _CALM)
    span = float(np.log(few / score).min()) - 1, float(np.log(size / score).max()) + 1
    exact = allotted(optimize.brentq(lambda scale: allotted(scale).sum() - total, *span, xtol=1e-12))
    whole = np.floor(exact + 1e-6)
    order = np.argsort(whole - exact, kind="stable")
    whole[order[: total - int(whole.sum())]] += 1
    return np.asarray(whole)


def _smallest(seen: Outlook, error: float, fewest: int) -> int | None:
    """The smallest total whose interval is no wider than of this standard error; None where none is."""
    frame, spread = (seen.strata[name].to_numpy(float) for name in ("frame", "spread"))

    def missed(total: int) -> bool:
        return seen.half_widths(allocate(total, frame, spread, fewest=fewest))[0] > Z95 * error

    low = int(max(np.minimum(fewest, frame).sum(), np.floor(neyman_total(frame, spread, error) / 2)))
    high = int(frame.sum())
    if low >= high or missed(high):
        return None
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if missed(middle) else (low, middle)
    return high


def _hours(audits: pd.DataFrame, proposed: Floats, strata: pd.DataFrame) -> tuple[Estimates, Estimate]:
    """
    What the audits proposed take: a stratum's mean time, or that of all where fewer than TIMED were timed.

    The mean, for the sum of many times is many means; its interval takes QAs as clusters.
    """
    timed = audits[audits["audit_s"].notna()] if len(audits) else audits
    if timed.empty:
        why = "no audit was timed"
        return Estimates.missing("plan.hours", tuple(STRATUM), why, Unit.HOURS), Estimate.absent(
            why, Unit.HOURS
        )
    rows = timed.assign(seconds=timed["audit_s"].astype(float), timed=1, **{PERSON: timed["qa_person_id"]})
    mean = by_people(clustered_ratio(rows, "seconds", "timed"), "plan.hours", (), Unit.SECONDS).only()
    own = rows.groupby(STRATUM, observed=True)["seconds"].agg(["mean", "size"])
    own = own["mean"].where(own["size"] >= TIMED)
    overall = float(rows["seconds"].mean())
    each = own.reindex(pd.MultiIndex.from_frame(strata[STRATUM])).fillna(overall).to_numpy(float)
    hours = proposed * each / 3600
    by_stratum = _of_strata(strata, "plan.hours", hours, Unit.HOURS)
    if not mean.exists or mean.value == 0:
        return by_stratum, _exact(hours.sum(), Unit.HOURS)
    value = float(hours.sum())
    low, high = (value * end / mean.value for end in (mean.low, mean.high))
    return by_stratum, Estimate(value, low, high, len(rows), mean.n_eff, mean.method, Unit.HOURS)


def _of_strata(strata: pd.DataFrame, name: str, values: Floats, unit: Unit = Unit.COUNT) -> Estimates:
    table = strata[STRATUM].assign(value=values, low=values, high=values, n=strata["audited"])
    return tabulated(table.set_index(STRATUM), name, tuple(STRATUM), METHOD, unit)


def _exact(value: float, unit: Unit) -> Estimate:
    """What follows from the plan itself: no interval but its value."""
    return Estimate(float(value), float(value), float(value), 0, 0.0, METHOD, unit)
