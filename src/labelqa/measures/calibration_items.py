"""The items of a calibration session: how hard each is, and whether its key may be wrong."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pandas as pd
from scipy import special, stats

from ..estimates import Z95, Estimate, Estimates
from .calibration import ITEM, PHASE, PHASES
from .clusters import PERSON
from .proportions import plain_share

FEWEST_COMPETENT = 5
SUSPECT = 0.05
BESIDE = ["key", "majority", "clause_id", "entropy", "discrimination", "discrimination_low",
          "discrimination_high", "competent", "against", "p", "suspect", "challenged"]  # fmt: skip


def items(answers: pd.DataFrame, phase: str) -> Estimates:
    """
    How easy each item is: the share of people whose answer is the key's, Wilson, the hardest first.

    Columns beside: key; majority, the commonest answer of the competent; clause_id; entropy of all
    answers, in bits; discrimination, the correlation of being right here and on the other items
    (point-biserial, corrected) with Fisher's interval; challenged, by how many. The key is suspect where
    of at least FEWEST_COMPETENT competent people more give the majority's answer than the key's and the
    exact one-sided sign test between the two has p < SUSPECT: competent, against (with the majority), p.
    Competent are those who on the other items are right at least as often as the median person, so a
    wrong key makes nobody look bad on its own item. Before a session a hard item looks like one with a
    wrong key; after it, those who know the clause have come round to a right key.
    """
    name, by = f"calibration.item.{phase}", (ITEM,)
    rows = answers[answers[PHASE] == phase] if len(answers) else answers
    if rows.empty:
        return Estimates.missing(name, by, f"no answers {PHASES[phase]} the session")
    rows = _with_others(rows)
    found = [(keys, part) for keys, part in rows.groupby(ITEM)]
    made: list[tuple[tuple[object, ...], Estimate]] = [((key,), _easiness(part)) for key, part in found]
    more = pd.DataFrame([_beside(part) for _, part in found], columns=BESIDE)
    estimates = Estimates.of(name, by, made)
    table = estimates.rows.join(more).sort_values(["value", ITEM], ignore_index=True)
    return replace(estimates, rows=table)


def suspects(found: Estimates) -> Estimates:
    """Those of `items` whose key is suspect, most surely first; none is also an answer."""
    rows = found.rows
    if len(rows):
        rows = rows[rows["suspect"].astype(bool)].sort_values(["p", ITEM], ignore_index=True)
    return Estimates("calibration.suspect_keys", found.by, rows, found.unit, found.why)


def _with_others(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows with `others`, the person's share of right answers on the other items, and `competent`."""
    people = rows.groupby(PERSON)["correct"]
    right, count = people.transform("sum"), people.transform("size")
    others = (right - rows["correct"]) / (count - 1).where(count > 1)
    median = others.groupby(rows[ITEM]).transform("median")
    return rows.assign(others=others, competent=others >= median)


def _easiness(part: pd.DataFrame) -> Estimate:
    return plain_share(int(part["correct"].sum()), len(part))


def _beside(part: pd.DataFrame) -> tuple[object, ...]:
    key = part["key_label_id"].iloc[0]
    shares = part["label_id"].value_counts(normalize=True).to_numpy(float)
    entropy = float(special.entr(shares).sum() / math.log(2))
    competent = part.loc[part["competent"], "label_id"]
    counts = competent.value_counts()
    majority = min(counts[counts == counts.max()].index) if len(counts) else key
    against, agreeing = int(counts.get(majority, 0)), int(counts.get(key, 0))
    p = math.nan
    if majority != key:
        p = float(stats.binomtest(against, against + agreeing, alternative="greater").pvalue)
    suspect = len(competent) >= FEWEST_COMPETENT and p < SUSPECT
    challenged = int(part["key_challenged"].eq(True).fillna(False).sum())
    r = _correlation(part["correct"].to_numpy(float), part["others"].to_numpy(float))
    return (key, majority, part["clause_id"].iloc[0], entropy, *r,
            len(competent), against if majority != key else 0, p, suspect, challenged)  # fmt: skip


def _correlation(x: np.ndarray, y: np.ndarray) -> tuple[float, float, float]:
    """Pearson's r with Fisher's 95 % interval; nan where one side does not vary or fewer than 4 are known."""
    known = ~np.isnan(y)
    x, y = x[known], y[known]
    if len(x) < 4 or np.ptp(x) == 0 or np.ptp(y) < 1e-12:
        return math.nan, math.nan, math.nan
    r = float(np.clip(np.corrcoef(x, y)[0, 1], -1 + 1e-12, 1 - 1e-12))
    half = Z95 / math.sqrt(len(x) - 3)
    low, high = np.tanh(np.arctanh(r) + np.array([-half, half]))
    return r, float(low), float(high)
