"""The share of decisions that were right: from audits by their sampling design, and from gold items."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from ..contracts.decisions import NO_DESIGN
from ..estimates import Estimate, Estimates, Unit
from .clusters import PERSON, clustered_shares, doubts
from .grouping import Groups, grouped, named, tabulated
from .homogeneity import NO_EFFECT, DesignEffect, Tally, Workload
from .proportions import Floats, clopper_pearson, wilson
from .weighted_shares import Parts, over_parts

STRATUM = ["design_id", "stratum_id"]
UNDRAWN = "no sampling design is known"  # the flag of audits that came without weights
SMALLEST_CELL = 10  # audits; smaller cells of stratum and domain are collapsed into one


def judged(audits: pd.DataFrame) -> pd.DataFrame:
    """The audits that came to a verdict, with the boolean column `correct`."""
    correct = audits["verdict"] == "correct"
    known = correct | (audits["verdict"] == "incorrect")
    return audits[known].assign(correct=correct[known])


def by_design(
    audits: pd.DataFrame,
    by: tuple[str, ...] = (),
    *,
    outcome: str = "correct",
    name: str = "accuracy.audit",
) -> Estimates:
    """
    The population share of decisions with `outcome`, from audits drawn by a stratified design.

    `audits` are rows of audited_labels from one probability design, or from designs whose frames do
    not overlap; "unsure" counts in neither part. e = sum W p over the strata, W the stratum's share
    of the frame. In a domain `by` a cell of stratum and domain has the weight sum(1 / incl_prob), and
    that this weight is itself an estimate is counted; cells of fewer than SMALLEST_CELL audits are
    collapsed into one (Cochran 1977, 5A.12). n is deflated by the design effect of people, the more so the
    fewer they and their errors are (DesignEffect). Interval and n_eff: grouped MOVER over the cells
    (`over_parts`).
    """
    if audits.empty:
        return Estimates.missing(name, by, "no audits")
    needed = {"verdict", "incl_prob", "frame_size", *STRATUM, PERSON, outcome, *by}
    rows = judged(audits[[column for column in audits if column in needed]])
    if rows.empty:
        return Estimates.missing(name, by, "no audit came to a verdict")
    rows = named(rows, by)
    sample, domains = _Sample.of(rows, outcome, whole=not by), Groups.by(rows, by)
    keys = rows[[*by]].iloc[domains.first].itertuples(index=False, name=None)
    found = zip(keys, map(over_cells, _cells(sample, domains)), strict=True)
    return undrawn(Estimates.of(name, by, list(found)), audits)


def undrawn(found: Estimates, audits: pd.DataFrame) -> Estimates:
    """The estimates, flagged where nobody knows how some of the audits were drawn."""
    if not audits["design_id"].eq(NO_DESIGN).any():
        return found
    return dataclasses.replace(
        found, rows=found.rows.assign(flags=[(*f, UNDRAWN) for f in found.rows["flags"]])
    )


def design_effect(audits: pd.DataFrame, outcome: str = "correct") -> float:
    """
    How much the variance grows because one person's decisions are alike; at least 1 (Kish 1965).

    From residuals from the stratum's share, weighted by the design: `Workload.effect`.
    """
    return float(_Sample.of(audits, outcome, whole=True).design_effect().value)


@dataclass(frozen=True)
class Clustering:
    """
    How alike one person's decisions are: (design effect - 1) / (m - 1), m audits a person (Kish 1965).

    As estimated, and as `cautious` as DesignEffect is.
    """

    homogeneity: float
    cautious: float

    def effect(self, per_person: ArrayLike) -> DesignEffect:
        """The design effect where the person behind an average audit has so many."""
        others = np.maximum(np.asarray(per_person, float) - 1, 0)
        return DesignEffect(1 + self.homogeneity * others, 1 + self.cautious * others)


NO_CLUSTERING = Clustering(0.0, 0.0)


def clustering(audits: pd.DataFrame, outcome: str = "correct") -> Clustering:
    """How alike one person's decisions are, as estimated and as an interval is to take them."""
    return _Sample.of(audits, outcome, whole=True).clustering()


def critical(audits: pd.DataFrame, by: tuple[str, ...] = ()) -> Estimates:
    """The population share of decisions without a critical error, estimated like `by_design`."""
    name = "accuracy.critical"
    recorded = audits.get("critical_class", pd.Series(dtype=object))
    if len(audits) and recorded.isna().all():
        return Estimates.missing(name, by, "critical classes are not recorded")
    harmless = recorded.isna() | (recorded == "none")
    return by_design(audits.assign(harmless=harmless), by, outcome="harmless", name=name)


def first_pass(audits: pd.DataFrame, by: tuple[str, ...] = ()) -> Estimates:
    """
    First-pass yield: the share of first attempts that were right, estimated like `by_design`.

    A decision made again is no first attempt; neither it nor what became of it counts. Where attempts are
    not recorded every decision counts as the first.
    """
    name = "accuracy.first_pass"
    if audits.empty or audits["attempt"].isna().all():
        return by_design(audits, by, name=name)
    rows = named(audits, by).assign(again=audits["attempt"].fillna(1) > 1)
    found = by_design(rows, (*by, "again"), name=name)
    if not len(found):
        return Estimates.missing(name, by, found.why)
    first = found.rows[~found.rows["again"].astype(bool)].drop(columns="again").reset_index(drop=True)
    return Estimates(name, by, first, why="" if len(first) else "no first attempt was audited")


def defects(accuracy: Estimates) -> Estimates:
    """Wrong labels in a thousand, 1000 (1 - p), with the interval turned round."""
    name = "accuracy.defects"
    if not len(accuracy):
        return Estimates.missing(name, accuracy.by, accuracy.why, Unit.INDEX)
    found: list[tuple[tuple[object, ...], Estimate]] = [
        (tuple(keys.values()), dataclasses.replace(wrong_labels(share, 1000), unit=Unit.INDEX))
        for keys, share in accuracy
    ]
    return Estimates.of(name, accuracy.by, found, Unit.INDEX)


def on_gold(answers: pd.DataFrame, by: tuple[str, ...] = ()) -> Estimates:
    """The share of right answers on gold items, k / n, with the interval of `clustered_shares`."""
    if answers.empty:
        return Estimates.missing("accuracy.gold", by, "no answers on gold items")
    return clustered_shares(answers.assign(weight=1), "correct", "accuracy.gold", by)


def on_gold_rows(answers: pd.DataFrame, by: tuple[str, ...] = ()) -> Estimates:
    """The share of right answers on gold items as if answers were independent: Wilson by rows."""
    name = "accuracy.gold.rows"
    if answers.empty:
        return Estimates.missing(name, by, "no answers on gold items")
    counts = grouped(named(answers, by), by)["correct"].agg(["sum", "size"]).astype(float)
    low, high = wilson(counts["sum"], counts["size"])
    table = counts.assign(value=counts["sum"] / counts["size"], low=low, high=high, n=counts["size"])
    return tabulated(table, name, by, "wilson")


def wrong_labels(accuracy: Estimate, delivered: int) -> Estimate:
    """The wrong labels among those `delivered`: N (1 - p), with the interval N (1 - high), N (1 - low)."""
    if not accuracy.exists:
        return Estimate.absent("; ".join(accuracy.flags) or "no data", Unit.COUNT)
    value, low, high = (delivered * (1 - share) for share in (accuracy.value, accuracy.high, accuracy.low))
    flags, method = accuracy.flags, accuracy.method
    return Estimate(value, low, high, accuracy.n, accuracy.n_eff, method, Unit.COUNT, flags)


@dataclass(frozen=True)
class _Sample:
    """
    Audits as arrays: y (0 or 1) and weight of each, its stratum and its person; the share of y by stratum.

    The weights of the `whole` sum to the frame size of each stratum, those of a domain are
    1 / incl_prob.
    """

    y: Floats
    weight: Floats
    stratum: Groups
    person: Groups
    share: Floats

    @classmethod
    def of(cls, audits: pd.DataFrame, outcome: str, *, whole: bool) -> _Sample:
        y, weight = audits[outcome].to_numpy(float), 1 / audits["incl_prob"].to_numpy(float)
        stratum = Groups.by(audits, STRATUM)
        drawn = stratum.sums(weight)
        share = stratum.sums(weight * y) / drawn
        if whole:
            frame = audits["frame_size"].to_numpy(float)[stratum.first]
            weight = weight * frame[stratum.of] / drawn[stratum.of]
        return cls(y, weight, stratum, Groups.by(named(audits, (PERSON,)), [PERSON]), share)

    def design_effect(self) -> DesignEffect:
        """By residuals from the strata's shares."""
        if not len(self.y):
            return NO_EFFECT
        share, person = self.share[self.stratum.of], self.person
        residual = self.weight * (self.y - share)
        tally = Tally(person.sums(self.y), person.sums(share), person.sizes.astype(float))
        work = Workload.of(person.of, self.stratum.of, self.weight)
        return work.effect(person.sums(residual), float((residual**2).sum()), tally)

    def clustering(self) -> Clustering:
        """The design effect as the rate of homogeneity, whatever the rows a person has."""
        sizes = self.person.sizes
        others = float((sizes**2).sum() / sizes.sum()) - 1 if len(self.y) else 0.0
        if others <= 0:
            return NO_CLUSTERING
        found = self.design_effect()
        return Clustering((float(found.value) - 1) / others, (float(found.cautious) - 1) / others)


def _cells(sample: _Sample, domains: Groups) -> Iterator[dict[str, Floats]]:
    """
    By domain the cells of its strata, as `over_cells` takes them.

    The design effect of a domain follows from that of the whole by the rate of homogeneity
    (effect - 1) / (m - 1), m the audits per person (Kish 1965), for it is too noisy to measure there.
    """
    cells = domains.with_(sample.stratum)
    domain, n, weight = domains.of_groups(cells), cells.sizes, cells.sums(sample.weight)
    part = n / sample.stratum.sizes[sample.stratum.of_groups(cells).of]
    sums = {
        "weight": weight,
        "square": cells.sums(sample.weight**2),
        "right": cells.sums(sample.weight * sample.y),
        "n": n,
        "drift": weight**2 * (1 - part) / n,
    }
    small = Groups(np.where(n < SMALLEST_CELL, 0, np.arange(1, cells.count + 1)), cells.count + 1)
    parts = domain.with_(small)
    of_part = domain.of_groups(parts).of
    table = {name: parts.sums(values) for name, values in sums.items()}
    table["p"] = table.pop("right") / table["weight"]
    table |= {name: values[of_part] for name, values in _of_people(sample, domains).items()}
    ends = np.searchsorted(of_part, np.arange(domains.count + 1))
    for start, end in pairwise(ends):
        yield {name: values[start:end] for name, values in table.items()}


def _of_people(sample: _Sample, domains: Groups) -> dict[str, Floats]:
    """By domain its people, and the design effect that follows from how many audits each of them has."""
    mine = domains.with_(sample.person)
    people, sizes = domains.of_groups(mine), mine.sizes
    effect = sample.clustering().effect(people.sums(sizes**2) / people.sums(sizes))
    return {"effect": effect.value, "cautious": effect.cautious, "people": people.sizes.astype(float)}


def over_cells(cells: Mapping[str, ArrayLike] | pd.DataFrame, *, rare: bool = False) -> Estimate:
    """
    One share from its cells, and its interval from theirs: `over_parts`.

    Columns: weight; square, the sum of squared weights; n audits; share p; drift, what an estimated
    weight adds to the variance; effect and cautious, the design effect, and people, each the same on every
    row. What is `rare` has Clopper and Pearson's interval in place of Wilson's (Korn and Graubard 1998).
    """
    bounds, called = (clopper_pearson, "exact") if rare else (wilson, "wilson")
    weight, square, p, audits, drift = (
        np.asarray(cells[name], float) for name in ("weight", "square", "p", "n", "drift")
    )
    value, cautious, people = (np.asarray(cells[name], float)[0] for name in ("effect", "cautious", "people"))
    effect = DesignEffect(value, cautious)
    parts = Parts(weight, audits, weight**2 / square, drift)
    found = over_parts(parts, p, people=effect, bounds=bounds)
    value, low, high, n_eff = (float(each) for each in (found.value, found.low, found.high, found.n_eff))
    flags = doubts(float(effect.value), int(people))
    return Estimate(value, low, high, int(audits.sum()), n_eff, found.method(called), flags=flags)
