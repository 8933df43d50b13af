"""How well QA judges: by second looks at its verdicts, by appeals, and by the time it takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..estimates import Estimate, Estimates, Unit
from .accuracy import judged
from .grouping import grouped, named, tabulated
from .proportions import Floats, wilson
from .quantiles import QUANTILES, quantile
from .weighted_shares import Parts, over_parts

QA = "qa_person_id"
DRAWS, SEED = 10_000, 27
Rate = Callable[[Floats, Floats], Floats]  # of verdicts and shares of wrong labels, passed and failed
_UNSEEN = ("no label that it passed was reviewed", "no label that it failed was reviewed")


@dataclass(frozen=True)
class DoubleSample:
    """
    Verdicts, and what was found of those reviewed; each pair is of labels passed and of labels failed.

    `verdicts` counts all, `reviewed` those with a second look, `n` is what these are worth after
    weighting (Kish), `wrong` the share of wrong labels among them, nan where none was reviewed.
    """

    verdicts: Floats
    reviewed: Floats
    n: Floats
    wrong: Floats

    @property
    def why_none(self) -> str:
        """Which verdicts nobody reviewed; empty where both kinds were, or where there are none of a kind."""
        missing = (self.verdicts > 0) & (self.reviewed == 0)
        return "; ".join(why for why, gap in zip(_UNSEEN, missing, strict=True) if gap)


def reviewed(audits: pd.DataFrame, reviews: pd.DataFrame) -> pd.DataFrame:
    """
    The audits that came to a verdict, and what the newest second look says of each.

    `audits` are rows of audited_labels, `reviews` of audit_reviews. Columns beside theirs: failed, whether
    the verdict was "incorrect"; review_weight, 1 / incl_prob of the review, missing where there was none;
    wrong, whether the label is wrong by the review: a verdict upheld stands, one overturned is turned round,
    unless the final label shows that it holds all the same (failed for the wrong reason is still wrong).
    """
    rows = judged(audits)
    seen = reviews.sort_values(["reviewed_at", "review_id"]).drop_duplicates("audit_id", keep="last")
    seen = seen.assign(review_weight=1 / seen["incl_prob"].astype(float))
    seen = seen[["audit_id", "review_weight", "review_verdict", "final_label_id"]]
    rows = rows.assign(failed=~rows["correct"]).merge(seen, how="left", on="audit_id")
    final = rows["final_label_id"]
    turned = np.where(final.notna(), final.ne(rows["label_id"]), ~rows["failed"])
    overturned = rows["review_verdict"].eq("overturn").fillna(False).astype(bool)
    return rows.assign(wrong=np.where(overturned, turned, rows["failed"]).astype(bool))


def sensitivity(checked: pd.DataFrame, by: tuple[str, ...] = ()) -> Estimates:
    """
    The share of the wrong labels among those audited that QA failed; `checked` as `reviewed` gives it.

    Verdicts are reviewed at a rate of their own, so what was found is weighted up to all of them:
    N_f r_f / (N_f r_f + N_p r_p), N labels failed and passed, r the share of wrong ones among those
    reviewed (Begg and Greenes 1983). Each audit counts once. Interval: the middle 95 % of the ratio where
    both shares and the split of verdicts are drawn from Beta(x + 1/2, n - x + 1/2), Jeffreys' posterior.
    For errors are rare among labels passed: Wilson's on the delta method's n covers down to 91 %, this 93 %.
    """

    def found(verdicts: Floats, wrong: Floats) -> Floats:
        labels = verdicts * wrong
        return np.asarray(labels[1] / labels.sum(axis=0))

    return _of_verdicts(checked, by, "qa.sensitivity", _ratio(found, "no review found a wrong label"))


def specificity(checked: pd.DataFrame, by: tuple[str, ...] = ()) -> Estimates:
    """The share of the right labels among those audited that QA passed, made as `sensitivity` is."""

    def kept(verdicts: Floats, wrong: Floats) -> Floats:
        labels = verdicts * (1 - wrong)
        return np.asarray(labels[0] / labels.sum(axis=0))

    return _of_verdicts(checked, by, "qa.specificity", _ratio(kept, "no review found a right label"))


def verdicts_right(checked: pd.DataFrame, by: tuple[str, ...] = ()) -> Estimates:
    """
    The share of QA's verdicts that were right, by double sampling; `checked` as `reviewed` gives it.

    Interval and n_eff: `over_parts`, of labels passed and failed, with what their split varies.
    """

    def right(sample: DoubleSample) -> Estimate:
        there = sample.verdicts > 0
        verdicts, count, n = sample.verdicts[there], sample.reviewed[there], sample.n[there]
        shares = np.array([1 - sample.wrong[0], sample.wrong[1]])[there]
        found = over_parts(Parts(verdicts, count, n, drift=verdicts), shares)
        value, low, high, n_eff = (float(each) for each in (found.value, found.low, found.high, found.n_eff))
        return Estimate(value, low, high, int(count.sum()), n_eff, found.method("wilson"))

    return _of_verdicts(checked, by, "qa.accuracy", right)


def overturned(appeals: pd.DataFrame, by: tuple[str, ...] = ()) -> Estimates:
    """
    The share of appeals decided that overturned QA's verdict. Interval: Wilson.

    Vendors choose what to appeal: this says nothing of how often QA is wrong.
    """
    name = "qa.overturned"
    decided = appeals[appeals["outcome"].notna()] if len(appeals) else appeals
    if decided.empty:
        return Estimates.missing(name, by, "no appeal was decided" if len(appeals) else "no appeals")
    groups = grouped(named(decided, by).assign(over=decided["outcome"] == "overturned"), by)["over"]
    counts = groups.agg(["sum", "size"]).astype(float)
    low, high = wilson(counts["sum"], counts["size"])
    table = counts.assign(value=counts["sum"] / counts["size"], low=low, high=high, n=counts["size"])
    return tabulated(table, name, by, "wilson")


def audits_made(audits: pd.DataFrame, by: tuple[str, ...] = ()) -> Estimates:
    """Audits for each person of QA, of any design and verdict: a count, so its interval is the value."""
    name = "qa.audits"
    if audits.empty:
        return Estimates.missing(name, by, "no audits", Unit.COUNT)
    groups = grouped(named(audits, by), by)[QA]
    n = groups.size()
    each = n / groups.nunique()
    return tabulated(
        pd.DataFrame({"value": each, "low": each, "high": each, "n": n}), name, by, "count", Unit.COUNT
    )


def audit_seconds(audits: pd.DataFrame, by: tuple[str, ...] = (), *, q: float = 0.5) -> Estimates:
    """The quantile `q`, of QUANTILES, of the seconds that an audit takes. Interval: order statistics."""
    name = f"qa.seconds.{QUANTILES[q]}"
    timed = audits[audits["audit_s"].notna()] if len(audits) else audits
    if timed.empty:
        why = "how long audits took is not recorded" if len(audits) else "no audits"
        return Estimates.missing(name, by, why, Unit.SECONDS)
    found = [
        (keys[: len(by)], quantile(part["audit_s"], np.ones(len(part)), q))
        for keys, part in grouped(named(timed, by), by)
    ]
    return Estimates.of(name, by, found, Unit.SECONDS)


def double_samples(
    checked: pd.DataFrame, by: tuple[str, ...] = ()
) -> list[tuple[tuple[object, ...], DoubleSample]]:
    """The verdicts of each group of `reviewed`, and what was found of them."""
    weight = checked["review_weight"].fillna(0)
    rows = named(checked, by).assign(
        verdicts=1, reviewed=weight > 0, weight=weight, square=weight**2, found=weight * checked["wrong"]
    )
    sums = rows.groupby([*by, "failed"], observed=True)[["verdicts", "reviewed", "weight", "square", "found"]]
    table = sums.sum().astype(float).reset_index()
    return [(keys[: len(by)], _sample(part)) for keys, part in grouped(table, by)]


def _sample(part: pd.DataFrame) -> DoubleSample:
    sums = ["verdicts", "reviewed", "weight", "square", "found"]
    both = part.set_index("failed")[sums].reindex([False, True]).fillna(0.0)
    verdicts, reviewed, weight, square, found = (both[name].to_numpy(float) for name in sums)
    nothing = np.full(2, np.nan)
    n = np.divide(weight**2, square, out=np.zeros(2), where=square > 0)
    return DoubleSample(verdicts, reviewed, n, np.divide(found, weight, out=nothing, where=weight > 0))


def _of_verdicts(
    checked: pd.DataFrame, by: tuple[str, ...], name: str, measured: Callable[[DoubleSample], Estimate]
) -> Estimates:
    if checked.empty:
        return Estimates.missing(name, by, "no audit came to a verdict")
    if checked["review_weight"].isna().all():
        return Estimates.missing(name, by, "no verdict was reviewed")
    found = [
        (keys, Estimate.absent(sample.why_none) if sample.why_none else measured(sample))
        for keys, sample in double_samples(checked, by)
    ]
    return Estimates.of(name, by, found)


def _ratio(rate: Rate, why_none: str) -> Callable[[DoubleSample], Estimate]:
    def measured(sample: DoubleSample) -> Estimate:
        wrong, n = np.nan_to_num(sample.wrong), sample.n
        with np.errstate(invalid="ignore"):
            value = float(rate(sample.verdicts, wrong))
        if np.isnan(value):
            return Estimate.absent(why_none)
        rng = np.random.default_rng(SEED)
        passed, failed = sample.verdicts
        split = rng.beta(passed + 0.5, failed + 0.5, DRAWS)
        shares = [rng.beta(wrong[i] * n[i] + 0.5, n[i] - wrong[i] * n[i] + 0.5, DRAWS) for i in (0, 1)]
        drawn = rate(np.array([split, 1 - split]), np.array(shares))
        low, high = (float(end) for end in np.quantile(drawn, [0.025, 0.975]))
        count = float(sample.reviewed.sum())
        n_eff = min(count, float(drawn.mean() * (1 - drawn.mean()) / drawn.var()))
        return Estimate(value, min(low, value), max(high, value), int(count), n_eff, "jeffreys-draws")

    return measured
