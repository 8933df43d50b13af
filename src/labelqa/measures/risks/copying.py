"""Two people who are wrong alike: the same wrong labels on the same items, more than chance has it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
from scipy import stats

from ...estimates import Estimate, Unit
from ...findings import Entity
from ..attribution import ITEM
from ..clusters import PERSON
from ..ratings import LABEL, UNIT, independent
from .cases import Case, counted
from .material import AUDITS, Material
from .targets import people_table, shown

FEWEST = 20  # items on which both are wrong
TRUE = "true"


def copying(material: Material) -> Iterator[Case]:
    """
    The items on which both of a pair gave the same wrong label, against what their confusions make of chance.

    Of three months' shared items with a known label: overlaps, and items of which audits judged both. Each is
    wrong at random at the own rate, and then gives l with the market's share of l among wrong labels where g
    is true: the expected number is the sum of e_a e_b sum_l c(l|g)^2, times what other pairs have more than
    theirs, for hard items mislead everybody. Poisson (Le Cam 1960). Guard: 20 items on which both are wrong.
    """
    rows = _known(material)
    pairs = _pairs(rows) if len(rows) else rows
    if pairs.empty:
        return
    table = pairs.groupby(["first", "second"]).agg(
        items=("same", "size"), both=("both", "sum"), same=("same", "sum"), expected=("expected", "sum")
    )
    rest = table[["same", "expected"]].sum() - table[["same", "expected"]]
    lift = ((rest["same"] + 1) / (rest["expected"] + 1)).clip(lower=1)
    table = table.assign(expected=table["expected"] * lift)
    people = people_table(material).set_index(PERSON) if len(material.quarter_audits) else pd.DataFrame()
    for (one, other), row in table[table["both"] >= FEWEST].iterrows():
        mine = pairs[(pairs["first"] == one) & (pairs["second"] == other) & pairs["same"]]
        yield _case(str(one), str(other), row, people, mine[ITEM])


def _case(one: str, other: str, row: pd.Series, people: pd.DataFrame, items: pd.Series) -> Case:
    seen, expected = float(row["same"]), max(float(row["expected"]), 0.05)
    low, high = stats.chi2.ppf([0.025, 0.975], [2 * seen, 2 * (seen + 1)]) / 2 / expected
    known = people.index.intersection([one, other])
    own = people.loc[known] if len(known) else pd.DataFrame(columns=["wrong", "wrong_low", "wrong_high", "n"])
    wrong = [float(own[name].sum()) for name in ("wrong", "wrong_low", "wrong_high")]
    return Case(
        Entity.of("pair", person_id=one, other_person_id=other),
        Estimate(seen / expected, float(low), float(high), int(row["items"]), seen, "exact", Unit.INDEX),
        1.0,
        p=float(stats.poisson.sf(seen - 1, expected)),
        wrong=counted(*wrong, n=int(own["n"].sum()), method="beta-binomial"),
        affected=counted(seen - expected, 0, seen, int(row["items"]), "count"),
        weight=float(own["weight"].mean()) if len(own) else 1.0,
        evidence=shown("overlaps", items),
    )


def _known(material: Material) -> pd.DataFrame:
    """One label of each person on each shared item of the quarter whose true label is known."""
    parts = []
    overlaps = material.table("overlaps")
    if len(overlaps):
        given = material.instants(overlaps["submitted_at"])
        rows = independent(overlaps[(given >= material.quarter_start) & (given < material.end)])
        parts.append(_settled(rows, material.table("adjudications")))
    audits = material.quarter(AUDITS)
    if len(audits):
        judged = audits[audits["verdict"].isin(["correct", "incorrect"])]
        several = judged[judged.groupby(ITEM, observed=True)[PERSON].transform("nunique") > 1]
        true = several["ref_label_id"].astype(object).where(several["verdict"] == "incorrect", several[LABEL])
        parts.append(several.assign(**{TRUE: true}).dropna(subset=[TRUE]))
    if not parts:
        return pd.DataFrame()
    rows = pd.concat([part[[ITEM, PERSON, LABEL, TRUE]] for part in parts]).drop_duplicates([ITEM, PERSON])
    return rows[rows.groupby(ITEM)[PERSON].transform("size") > 1]


def _settled(rows: pd.DataFrame, adjudications: pd.DataFrame) -> pd.DataFrame:
    """`rows` of overlaps with the true label: the adjudicated one, else the one that all gave."""
    agreed = rows[LABEL].where(rows.groupby(UNIT, observed=True)[LABEL].transform("nunique") == 1)
    final = dict(zip(adjudications[ITEM], adjudications["final_label_id"], strict=True)) if len(adjudications) else {}
    true = rows[ITEM].map(final).astype(object).fillna(agreed)
    return rows.assign(**{TRUE: true})[true.notna()]


def _pairs(rows: pd.DataFrame) -> pd.DataFrame:
    """A row for each item and pair of people: both wrong, the same wrong label, and the chance of it."""
    wrong = rows[rows[LABEL] != rows[TRUE]]
    if wrong.empty:
        return rows.iloc[:0]
    likely = wrong.groupby([TRUE, LABEL]).size()
    alike = ((likely / likely.groupby(level=0).transform("sum")) ** 2).groupby(level=0).sum()
    overall = len(wrong) / len(rows)
    people = rows.assign(wrong=rows[LABEL] != rows[TRUE]).groupby(PERSON)["wrong"].agg(["sum", "size"])
    rate = (people["sum"] + 20 * overall) / (people["size"] + 20)
    hard = wrong.groupby(TRUE).size() / rows.groupby(TRUE).size() / overall
    rows = rows.assign(rate=rows[PERSON].map(rate) * rows[TRUE].map(hard).fillna(0.0))
    both = rows.merge(rows, on=[ITEM, TRUE], suffixes=("", "_other"))
    both = both[both[PERSON] < both[f"{PERSON}_other"]]
    is_wrong = (both[LABEL] != both[TRUE]) & (both[f"{LABEL}_other"] != both[TRUE])
    chance = np.minimum(1.0, both["rate"] * both["rate_other"]) * both[TRUE].map(alike).fillna(0.0)
    return both.assign(
        first=both[PERSON],
        second=both[f"{PERSON}_other"],
        both=is_wrong,
        same=is_wrong & (both[LABEL] == both[f"{LABEL}_other"]),
        expected=chance,
    )
