"""Two people who are wrong alike: the same wrong labels on the same items, more than chance has it."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import numpy as np
import pandas as pd
from scipy import stats

from ....estimates import Estimate, Unit
from ....findings import Entity
from ... import impact
from ...attribution import ITEM
from ...clusters import PERSON
from ...proportions import wilson
from ...ratings import LABEL, UNIT, independent
from ..calm_market import calm_market
from ..cases import NONE, Case, counted
from ..detector import Detector, DetectorRule, Example, Words
from ..detector_data import AUDITS, DetectorData
from ..evidence import shown
from ..targets import market_target

FEWEST = 20  # items on which both are wrong
TRUE = "true"


def copying(data: DetectorData) -> Iterator[Case]:
    """
    The items on which both of a pair gave the same wrong label, against what their confusions make of chance.

    Of three months' shared items with a known label: overlaps, and items of which audits judged both. Each is
    wrong at random at the own rate, and then gives l with the market's share of l among wrong labels where g
    is true: the expected number is the sum of e_a e_b sum_l c(l|g)^2, times what other pairs have more than
    theirs, for hard items mislead everybody. p is the greater of that of a Poisson count (Le Cam 1960) and,
    given the counts of this pair and of all others, that of a binomial one (Przyborowski and Wilenski 1940).
    Guard: 20 items on which both are wrong.
    """
    rows = _known(data)
    pairs = _pairs(rows) if len(rows) else rows
    if pairs.empty:
        return
    table = pairs.groupby(["first", "second"]).agg(
        items=("same", "size"), both=("both", "sum"), same=("same", "sum"), expected=("expected", "sum")
    )
    rest = table[["same", "expected"]].sum() - table[["same", "expected"]]
    lift = ((rest["same"] + 1) / (rest["expected"] + 1)).clip(lower=1)
    p = stats.poisson.sf(table["same"] - 1, table["expected"])
    if len(table) > 1:
        chance = table["expected"] / table["expected"].sum()
        p = np.maximum(p, stats.binom.sf(table["same"] - 1, table["same"].sum(), chance))
    table = table.assign(p=p, expected=table["expected"] * lift)
    errors = rows.assign(wrong=rows[LABEL] != rows[TRUE]).groupby(PERSON)["wrong"].agg(["sum", "size"])
    for (one, other), row in table[table["both"] >= FEWEST].iterrows():
        mine = pairs[(pairs["first"] == one) & (pairs["second"] == other) & pairs["same"]]
        yield _case(data, (str(one), str(other)), row, errors, mine[ITEM])


def _case(
    data: DetectorData, pair: tuple[str, str], row: pd.Series, errors: pd.DataFrame, items: pd.Series
) -> Case:
    seen, expected = float(row["same"]), max(float(row["expected"]), 0.05)
    low, high = stats.chi2.ppf([0.025, 0.975], [2 * seen, 2 * (seen + 1)]) / 2 / expected
    n = int(row["items"])
    return Case(
        Entity.of("pair", person_id=pair[0], other_person_id=pair[1]),
        Estimate(seen / expected, float(low), float(high), n, seen, "exact", Unit.INDEX),
        1.0,
        p=float(row["p"]),
        wrong=_own_errors(data, pair, errors),
        affected=counted((seen - expected, expected * (low - 1), expected * (high - 1)), n, "exact"),
        weight=max(data.weight_of(PERSON, person) for person in pair),
        evidence=functools.partial(shown, "overlaps", items),
    )


def _own_errors(data: DetectorData, pair: tuple[str, str], errors: pd.DataFrame) -> Estimate:
    """The wrong labels a month of both above the target, by the items whose label is known."""
    goal = market_target(data).target
    if goal != goal:
        return NONE
    ends = np.zeros(3)
    for person in pair:
        wrong, n = (float(errors.loc[person, name]) for name in ("sum", "size"))
        low, high = (float(end) for end in wilson(n - wrong, n))
        accuracy = Estimate(1 - wrong / n, low, high, int(n), n, "wilson")
        missing = impact.avoidable(accuracy, goal, float(data.volume(PERSON).get(person, 0.0)))
        ends += [missing.value, missing.low, missing.high]
    return counted(ends, int(errors.loc[[*pair], "size"].sum()), "beta")


def _known(data: DetectorData) -> pd.DataFrame:
    """One label of each person on each shared item of the quarter whose true label is known."""
    parts = []
    overlaps = data.table("overlaps")
    if len(overlaps):
        given = data.instants(overlaps["submitted_at"])
        rows = independent(overlaps[(given >= data.quarter_start) & (given < data.end)])
        parts.append(_settled(rows, data.table("adjudications")))
    audits = data.quarter(AUDITS)
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
    final = (
        dict(zip(adjudications[ITEM], adjudications["final_label_id"], strict=True))
        if len(adjudications)
        else {}
    )
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


def _example() -> Example:
    """Two who gave the same wrong label to the same 30 of 200 items, whose labels were then settled."""
    items = [f"x{i}" for i in range(200)]
    given = pd.DataFrame({ITEM: items, UNIT: items, "queue_id": "ads"})
    given = given.assign(submitted_at=pd.Timestamp(2026, 10, 5))
    given = given.assign(**{LABEL: np.where(given.index < 30, "false", "fine")})
    overlaps = pd.concat([given.assign(**{PERSON: person}) for person in ("p00", "p03")], ignore_index=True)
    settled = pd.DataFrame({ITEM: items, "final_label_id": "fine"})
    market = calm_market().with_table("overlaps", overlaps).with_table("adjudications", settled)
    return Example(market.frames, Entity.of("pair", person_id="p00", other_person_id="p03"))


DETECTOR = Detector(
    slug="copying",
    number="R11",
    title="Two people make the same mistakes",
    rules=(DetectorRule("pairs of people", copying, (f"overlaps or {AUDITS}",), "investigate"),),
    words=Words(
        told=("Wrong alike {value} times as often as by chance",),
        affected="wrong {n:label|labels} made alike beyond chance",
    ),
    example=_example,
    beside=("adjudications",),
    personal=True,
)
