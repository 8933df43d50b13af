"""What a calibration session shows: scores against the key before and after, and whether sites agree."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy import stats

from ..estimates import Z95, Estimate, Estimates, Unit
from .clusters import PERSON
from .grouping import grouped, named
from .proportions import newcombe, wilson

ITEM, SITE, PHASE = "item_id", "site_id", "phase"
PRE, POST = "pre", "post"
PHASES = {PRE: "before", POST: "after"}
FEWEST_ITEMS, FEWEST_RATERS = 30, 5
MARGIN = 0.05
"""Sites whose scores differ by less than this are equivalent."""


@dataclass(frozen=True)
class CochranQ:
    """Whether several raters are right equally often on the same items: Q, its degrees of freedom and p."""

    statistic: float
    freedom: int
    p: float
    items: int


def marked(responses: pd.DataFrame) -> pd.DataFrame:
    """Rows of calibration_responses with the boolean column `correct`: the answer is the key's."""
    return responses.assign(correct=responses["label_id"] == responses["key_label_id"])


def score(answers: pd.DataFrame, phase: str, by: tuple[str, ...] = ()) -> Estimates:
    """
    Share of the answers of a phase that are the key's; `answers` as `marked` gives them.

    Interval: Wilson, n deflated by the design effect of people and items: answers of one person are
    alike, and so are answers to one item (Cameron, Gelbach and Miller 2011); 12 people on 20 items are
    covered in 93 to 95 % where both differ. Flagged where items or raters are fewer than a session
    should have. Column beside: items.
    """
    name = f"calibration.score.{phase}"
    rows = answers[answers[PHASE] == phase] if len(answers) else answers
    if rows.empty:
        return Estimates.missing(name, by, f"no answers {PHASES[phase]} the session")
    parts = [(keys[: len(by)], part) for keys, part in grouped(named(rows, by), by)]
    found = Estimates.of(name, by, [(keys, _share(part, thin(part, by))) for keys, part in parts])
    return replace(found, rows=found.rows.assign(items=[part[ITEM].nunique() for _, part in parts]))


def _share(rows: pd.DataFrame, flags: tuple[str, ...]) -> Estimate:
    y = rows["correct"].to_numpy(float)
    n = len(y) / _design_effect(rows, y)
    low, high = wilson(y.mean() * n, n)
    return Estimate(float(y.mean()), float(low), float(high), len(y), n, "wilson-two-way", flags=flags)


def _design_effect(rows: pd.DataFrame, y: np.ndarray) -> float:
    """
    Variance of the mean of y with people and items as crossed clusters over that of rows, at least 1.

    Times (t / z)^2, t with Satterthwaite's degrees of freedom: a variance of few clusters is uncertain.
    """
    residual, n = pd.Series(y - y.mean(), index=rows.index), len(y)
    alone = n / max(n - 1, 1) * float((residual**2).sum())
    sizes = {column: rows[column].nunique() for column in (PERSON, ITEM)}
    several = {column: count for column, count in sizes.items() if 1 < count < n}
    if alone == 0 or not several:
        return 1.0
    more = {
        column: max(count / (count - 1) * float((residual.groupby(rows[column]).sum() ** 2).sum()), alone)
        - alone
        for column, count in several.items()
    }
    total, half = alone + sum(more.values()), alone / len(several)
    parts = ((more[column] + half) ** 2 / (count - 1) for column, count in several.items())
    t = float(stats.t.ppf(0.975, total**2 / sum(parts)))
    return float(total / alone * (t / Z95) ** 2)


def thin(answers: pd.DataFrame, by: tuple[str, ...] = ()) -> tuple[str, ...]:
    """What the answers fall short of FEWEST_ITEMS and FEWEST_RATERS by, unless split `by` them; as flags."""
    counts = ((ITEM, FEWEST_ITEMS, "item"), (PERSON, FEWEST_RATERS, "rater"))
    seen = [(answers[column].nunique(), least, noun) for column, least, noun in counts if column not in by]
    return tuple(
        f"{count} {noun}{'' if count == 1 else 's'}, fewer than {least}"
        for count, least, noun in seen
        if count < least
    )


def paired(answers: pd.DataFrame) -> pd.DataFrame:
    """The answers given in both phases: one row per person and item with the columns pre and post."""
    keys = [PERSON, ITEM]
    before, after = (answers[answers[PHASE] == phase] for phase in (PRE, POST))
    both = before.merge(after[[*keys, "correct"]], on=keys, suffixes=("", "_after"))
    return both.assign(pre=both["correct"].astype(float), post=both["correct_after"].astype(float))


def change(answers: pd.DataFrame, by: tuple[str, ...] = ()) -> Estimates:
    """
    How much the score rose from before to after, in points, on the answers given in both phases.

    Columns beside: gained and lost, the answers that became right and wrong; p, McNemar's exact test
    (1947), which takes answers as independent. Interval: of one person Wald's with half an answer added
    to each cell (Agresti and Min 2005), also where all people change alike; else Student's over people.
    """
    name = "calibration.change"
    rows = paired(answers) if len(answers) else answers
    if rows.empty:
        return Estimates.missing(name, by, "no item was answered before and after", Unit.POINTS)
    found, beside = [], []
    for keys, part in grouped(named(rows, by), by):
        gained = int(((part[PRE] == 0) & (part[POST] == 1)).sum())
        lost = int(((part[PRE] == 1) & (part[POST] == 0)).sum())
        found.append((keys[: len(by)], _change(part, gained, lost)))
        beside.append((gained, lost, mcnemar(gained, lost)))
    estimates = Estimates.of(name, by, found, Unit.POINTS)
    more = pd.DataFrame(beside, columns=["gained", "lost", "p"])
    return replace(estimates, rows=estimates.rows.join(more))


def mcnemar(gained: int, lost: int) -> float:
    """The exact two-sided p of as many answers becoming right as wrong (McNemar 1947); 1 without any."""
    if gained + lost == 0:
        return 1.0
    return float(stats.binomtest(gained, gained + lost).pvalue)


def _change(rows: pd.DataFrame, gained: int, lost: int) -> Estimate:
    people = (rows[POST] - rows[PRE]).groupby(rows[PERSON]).agg(["sum", "size"]).astype(float)
    n, g = len(rows), len(people)
    value = (gained - lost) / n
    squares = float(((people["sum"] - value * people["size"]) ** 2).sum())
    if g < 2 or squares < 1e-12:
        return _change_by_answers(gained, lost, n)
    half = float(stats.t.ppf(0.975, g - 1)) * math.sqrt(g / (g - 1) * squares) / n
    low, high = max(-1.0, value - half), min(1.0, value + half)
    return Estimate(value, low, high, n, float(g), "student-people", Unit.POINTS)


def _change_by_answers(gained: int, lost: int, n: int) -> Estimate:
    value, wide = (gained - lost) / n, n + 2
    middle = (gained - lost) / wide
    half = Z95 * math.sqrt(gained + lost + 1 - (gained - lost) ** 2 / wide) / wide
    low, high = min(value, max(-1.0, middle - half)), max(value, min(1.0, middle + half))
    return Estimate(value, low, high, n, float(n), "agresti-min", Unit.POINTS)


def cochran_q(correct: np.ndarray) -> CochranQ:
    """
    Cochran's Q (1950) of `correct`, items by raters, 0 or 1, complete.

    Items that all raters have right, or all wrong, say nothing. nan where none says anything.
    """
    x = np.asarray(correct, float)
    items, raters = x.shape if x.ndim == 2 else (0, 0)
    by_rater, by_item = x.sum(axis=0), x.sum(axis=-1)
    free = float((by_item * (raters - by_item)).sum()) if items else 0.0
    if raters < 2 or free == 0:
        return CochranQ(math.nan, max(raters - 1, 0), math.nan, items)
    total = float(by_rater.sum())
    q = (raters - 1) * (raters * float((by_rater**2).sum()) - total**2) / free
    return CochranQ(q, raters - 1, float(stats.chi2.sf(q, raters - 1)), items)


def common(answers: pd.DataFrame, phase: str, raters: str = PERSON) -> pd.DataFrame:
    """
    Right or wrong by item and rater, on the items that all raters answered: items by raters.

    A site (`raters` site_id) answers right where most of its people do; half is not most.
    """
    rows = answers[answers[PHASE] == phase]
    wide = rows.pivot_table(index=ITEM, columns=raters, values="correct", aggfunc="mean")
    return (wide.dropna() > 0.5).astype(int)


def equivalence(answers: pd.DataFrame, phase: str, *, margin: float = MARGIN) -> Estimates:
    """
    Each site's mean score minus that of all others, in points, on the items both answered.

    People are what varies: Welch's interval over their scores, 95 %. Columns beside: p, of two one-sided
    tests against `margin` (Schuirmann 1987); equivalent, p < .05; different, the interval leaves out 0.
    Where all people score alike Newcombe's interval by answers has to lie inside the margin, and p is
    nan. Absent with fewer than two people on either side.
    """
    name, by = "calibration.site_difference", (SITE,)
    rows = answers[(answers[PHASE] == phase) & answers[SITE].notna()] if len(answers) else answers
    sites = sorted(rows[SITE].unique()) if len(rows) else []
    if len(sites) < 2:
        return Estimates.missing(name, by, "fewer than two sites took part", Unit.POINTS)
    found, beside = list[tuple[tuple[object, ...], Estimate]](), []
    for site in sites:
        estimate, p, equivalent = _against_others(rows, rows[SITE] == site, margin)
        found.append(((site,), estimate))
        beside.append((p, equivalent, estimate.low > 0 or estimate.high < 0))
    more = pd.DataFrame(beside, columns=["p", "equivalent", "different"])
    estimates = Estimates.of(name, by, found, Unit.POINTS)
    return replace(estimates, rows=estimates.rows.join(more))


def _against_others(rows: pd.DataFrame, inside: pd.Series, margin: float) -> tuple[Estimate, float, bool]:
    both = set(rows.loc[inside, ITEM]) & set(rows.loc[~inside, ITEM])
    ours, theirs = (
        rows[side & rows[ITEM].isin(both)].groupby(PERSON)["correct"].mean() for side in (inside, ~inside)
    )
    if min(len(ours), len(theirs)) < 2:
        return Estimate.absent("fewer than two people to compare", Unit.POINTS), math.nan, False
    value, n = float(ours.mean() - theirs.mean()), len(ours) + len(theirs)
    parts = [float(side.var() / len(side)) for side in (ours, theirs)]
    se = math.sqrt(sum(parts))
    if se == 0:
        return _alike(rows[rows[ITEM].isin(both)], inside, margin)
    freedom = sum(parts) ** 2 / sum(
        part**2 / (len(side) - 1) for part, side in zip(parts, (ours, theirs), strict=True)
    )
    half = float(stats.t.ppf(0.975, freedom)) * se
    p = float(max(stats.t.sf((value + margin) / se, freedom), stats.t.cdf((value - margin) / se, freedom)))
    estimate = Estimate(value, value - half, value + half, n, float(n), "welch", Unit.POINTS)
    return estimate, p, p < 0.05


def _alike(rows: pd.DataFrame, inside: pd.Series, margin: float) -> tuple[Estimate, float, bool]:
    groups = rows.groupby(inside[rows.index])["correct"].agg(["sum", "size"])
    (k2, n2), (k1, n1) = groups.to_numpy(float)
    value, low, high = newcombe(k1, n1, k2, n2)
    people = rows[PERSON].nunique()
    estimate = Estimate(value, low, high, people, float(people), "newcombe", Unit.POINTS)
    return estimate, math.nan, -margin < low and high < margin


def between_sites(answers: pd.DataFrame, phase: str) -> Estimate:
    """
    The share of the variance between people's scores that lies between their sites.

    One-way analysis of variance with the F interval of the intraclass correlation (Shrout and Fleiss
    1979), n0 for sites of unequal size; cut to 0 and 1. n counts people, n_eff sites.
    """
    rows = answers[(answers[PHASE] == phase) & answers[SITE].notna()] if len(answers) else answers
    if rows.empty:
        return Estimate.absent(f"no answers {PHASES[phase]} the session")
    people = rows.groupby([SITE, PERSON])["correct"].mean().rename("score").reset_index()
    sizes = people.groupby(SITE)["score"].transform("size")
    means = people.groupby(SITE)["score"].transform("mean")
    n, sites = len(people), people[SITE].nunique()
    within = float(((people["score"] - means) ** 2).sum())
    if sites < 2:
        return Estimate.absent("fewer than two sites took part")
    if n <= sites or within < 1e-12:
        return Estimate.absent("the people of a site do not differ in their scores")
    across = float(((means - people["score"].mean()) ** 2).sum()) / (sites - 1)
    ratio, typical = across / (within / (n - sites)), (n - float(sizes.sum()) / n) / (sites - 1)
    ends = (
        ratio / float(stats.f.ppf(0.975, sites - 1, n - sites)),
        ratio * float(stats.f.ppf(0.975, n - sites, sites - 1)),
    )
    value, low, high = (min(1.0, max(0.0, (f - 1) / (f - 1 + typical))) for f in (ratio, *ends))
    return Estimate(value, low, high, n, float(sites), "anova")
