"""Labels taken for others more than before, clauses that leave it open, and labels that became others."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import numpy as np
import pandas as pd

from ...estimates import Estimate, Unit
from ...findings import Entity, Evidence
from ..accuracy import design_effect
from ..ambiguity import CLAUSE, by_clause
from ..confusion import GIVEN, REFERENCE, placed
from ..false_discovery import mid_p
from ..grouping import UNKNOWN
from ..proportions import mover_difference, wilson
from .cases import Case, scaled
from .material import AUDITS, Material
from .evidence import shown

FEWEST_AUDITS, FEWEST_ERRORS, FEWEST_REASONS = 30, 5, 20
MOST_OF_IT = 0.6  # of the market's growth at one site: it is that site's
PAIRS = "label pairs"


def confusion_growth(material: Material) -> Iterator[Case]:
    """
    Of what truly is l, the share given as g: the period against the three months before, by pair and site.

    Given what is true, so that more of a hard class coming in is nobody's confusion; the labels it costs are
    counted among all. Weighted by 1 / incl_prob, n deflated by the market's design effect. Given the errors
    of both spans theirs is binomial (Przyborowski and Wilenski 1940): exact mid-p, one-sided. Guard: 30
    audits of g in the period and 5 errors in both spans.
    """
    now, before = material.audits, material.drawn(material.base(AUDITS))
    if now.empty or before.empty:
        return
    effect = max(1.0, design_effect(before.assign(correct=before["verdict"].eq("correct"))))
    spans = [placed(rows) for rows in (now, before)]
    market = _pairs(spans, (), effect)
    sites = _pairs(spans, ("site_id",), effect) if now["site_id"].nunique() > 1 else market.iloc[:0]
    for row in market.to_dict("records"):
        yield _pair(material, row, None)
    for row in sites.to_dict("records"):
        yield _pair(material, row, Entity("label_pair", _ids(row)))


def _pairs(spans: list[pd.DataFrame], by: tuple[str, ...], effect: float) -> pd.DataFrame:
    """
    Wrong pairs by `by`, label_id and ref_label_id that meet the guard.

    Columns of either span, now and before: share of what truly is so, n_eff, found; and part, the share of
    all labels of the period that truly are so, and audits of the given label in it.
    """
    keys = [*by, GIVEN, REFERENCE]
    tables = []
    for rows in spans:
        rows = rows.assign(square=rows["weight"] ** 2)
        true = rows.groupby([*by, REFERENCE], observed=True)[["weight", "square"]].sum()
        cells = rows.groupby(keys, observed=True).agg(given=("weight", "sum"), found=("weight", "size"))
        whole = rows.groupby([*by], observed=True)["weight"].sum() if by else rows["weight"].sum()
        table = cells.reset_index().join(true, on=[*by, REFERENCE])
        of = table[by[0]].map(whole) if by else whole
        tables.append(
            table.assign(
                share=table["given"] / table["weight"],
                n_eff=table["weight"] ** 2 / table["square"] / effect,
                part=table["weight"] / of,
            ).set_index(keys)[["share", "n_eff", "found", "part"]]
        )
    both = tables[0].join(tables[1], suffixes=("_now", "_before"), how="left").reset_index()
    both = both[(both[GIVEN] != both[REFERENCE]) & (both[REFERENCE] != UNKNOWN)]
    audits = spans[0].groupby([*by, GIVEN], observed=True).size().rename("audits")
    both = _unseen_before(both.join(audits, on=[*by, GIVEN]), spans[1], by, effect)
    enough = both["found_now"] + both["found_before"] >= FEWEST_ERRORS
    return both[enough & (both["audits"] >= FEWEST_AUDITS) & (both["n_eff_before"] > 0)]


def _unseen_before(
    both: pd.DataFrame, before: pd.DataFrame, by: tuple[str, ...], effect: float
) -> pd.DataFrame:
    """Pairs that were not found before with what could have been: none of so many."""
    rows = before.assign(square=before["weight"] ** 2)
    true = rows.groupby([*by, REFERENCE], observed=True)[["weight", "square"]].sum()
    size = (true["weight"] ** 2 / true["square"] / effect).rename("size")
    both = both.join(size, on=[*by, REFERENCE])
    return both.assign(
        share_before=both["share_before"].fillna(0.0),
        found_before=both["found_before"].fillna(0),
        n_eff_before=both["n_eff_before"].fillna(both["size"]).fillna(0.0),
    )


def _pair(material: Material, row: dict[str, object], within: Entity | None) -> Case:
    now, before = (_share(row, span) for span in ("now", "before"))
    k_now, k_before = now.value * now.n_eff, before.value * before.n_eff
    p = float(mid_p(k_before, k_now + k_before, before.n_eff / (now.n_eff + before.n_eff)))
    site = row.get("site_id")
    volume = material.labels if site is None else float(material.volume("site_id").get(site, 0.0))
    growth = mover_difference(now, before)
    cost = [material.severity.get(row[column], 1.0) for column in (GIVEN, REFERENCE)]
    ids = ((("site_id", str(site)),) if site is not None else ()) + _ids(row)
    return Case(
        Entity("label_pair" if site is None else "site_label_pair", ids),
        growth,
        0.0,
        p=p,
        wrong=scaled(growth, volume * float(str(row["part_now"]))),
        weight=float(max(cost)),
        within=within,
        evidence=functools.partial(_found, material, row),
        parts=functools.partial(dict, now=now, before=before),
    )


def _found(material: Material, row: dict[str, object]) -> Evidence:
    """The period's audits that found the pair."""
    audits = material.month(AUDITS)
    audits = audits[audits["verdict"] == "incorrect"]
    for column in ("site_id", GIVEN, REFERENCE):
        audits = audits[audits[column] == row[column]] if column in row else audits
    return shown(AUDITS, audits["audit_id"])


def _share(row: dict[str, object], span: str) -> Estimate:
    share, n_eff, found = (float(str(row[f"{name}_{span}"])) for name in ("share", "n_eff", "found"))
    low, high = wilson(share * n_eff, n_eff)
    return Estimate(share, float(low), float(high), round(n_eff), n_eff, "wilson", flags=(f"{found:.0f} found",))


def _ids(row: dict[str, object]) -> tuple[tuple[str, str], ...]:
    return ((GIVEN, str(row[GIVEN])), (REFERENCE, str(row[REFERENCE])))


def ambiguous_clause(material: Material) -> Iterator[Case]:
    """
    Clauses more than `margins.ambiguous` of whose errors are laid to the SOP, and that cost enough labels.

    Of three months' audits; exact binomial mid-p on n_eff. Guard: 20 errors whose reason is known, and
    `margins.unclear` wrong labels a month under the clause that are laid to the SOP.
    """
    rows, margins = material.quarter_audits, material.setting.margins
    if rows.empty or "reason_id" not in rows or CLAUSE not in rows:
        return
    found = by_clause(rows, material.labels)
    for row, (keys, estimate) in zip(found.rows.to_dict("records"), found, strict=True):
        if not estimate.exists or estimate.n < FEWEST_REASONS or row["unclear"] < margins.unclear:
            continue
        if keys[CLAUSE] == UNKNOWN:
            continue
        wrong = [row[name] * estimate.value for name in ("wrong", "wrong_low", "wrong_high")]
        k = (1 - estimate.value) * estimate.n_eff
        errors = rows[(rows[CLAUSE] == keys[CLAUSE]) & (rows["verdict"] == "incorrect")]
        p = float(mid_p(k, estimate.n_eff, 1 - margins.ambiguous))
        yield Case(
            Entity.of("clause", clause_id=keys[CLAUSE]),
            estimate,
            margins.ambiguous,
            p=p,
            wrong=Estimate(*wrong, estimate.n, estimate.n_eff, "wilson", Unit.COUNT),
            weight=float(material.costs(placed(errors)).mean()),
            evidence=functools.partial(shown, AUDITS, errors["audit_id"]),
        )


def label_shift(material: Material) -> Iterator[Case]:
    """
    A queue's labels distributed otherwise than in the three months before.

    Chi-squared over the dispersion of the months' weeks among themselves, at least 1 (Rao and Scott 1981,
    first order, with weeks as clusters); its effect the share of labels that became others, the total
    variation distance, which must be above `margins.shift`. Split by the audits: the part of the shift that
    what is true made as well is the items'; where it is half or more nobody labels otherwise, and the intake
    is to be checked. Guard: 500 labels.
    """
    for queue, table in material.once("shifts", lambda: dict(_weekly_labels(material))).items():
        yield from _shift(material, queue, table)


def _weekly_labels(material: Material) -> Iterator[tuple[str, pd.DataFrame]]:
    """Labels by week (rows; the last row is the period) and label, for each queue."""
    from .material import DAY, work

    base = work(material.base("label_days"))
    if base.empty or material.made.empty:
        return
    week = base[DAY] - pd.to_timedelta(base[DAY].dt.day_of_week, unit="D")
    before = base.assign(week=week).pivot_table(
        index=["queue_id", "week"], columns=GIVEN, values="made", aggfunc="sum", fill_value=0, observed=True
    )
    now = material.made.pivot_table(
        index="queue_id", columns=GIVEN, values="made", aggfunc="sum", fill_value=0, observed=True
    )
    for queue in now.index:
        if queue in before.index.get_level_values(0):
            rows = pd.concat([before.loc[queue], now.loc[[queue]]]).fillna(0.0)
            yield str(queue), rows.loc[:, rows.sum() > 0]


FEWEST_LABELS, FEWEST_WEEKS = 500, 8


def _shift(material: Material, queue: str, table: pd.DataFrame) -> Iterator[Case]:
    counts = table.to_numpy(float)
    base, now = counts[:-1], counts[-1]
    if now.sum() < FEWEST_LABELS or len(base) < FEWEST_WEEKS or counts.shape[1] < 2:
        return
    from scipy import stats

    share, past = now / now.sum(), base.sum(axis=0) / base.sum()
    degrees = counts.shape[1] - 1
    usual = _chi(base, past).sum() / (degrees * (len(base) - 1))
    pooled = (now + base.sum(axis=0)) / counts.sum()
    spread = _chi(now[None], pooled).sum() + _chi(base.sum(axis=0)[None], pooled).sum()
    distance = float(np.abs(share - past).sum() / 2)
    margin = material.setting.margins.shift
    p = float(stats.chi2.sf(spread / max(usual, 1.0), degrees)) if distance > margin else 1.0
    error = float(np.sqrt(max(usual, 1.0) * (share * (1 - share) / now.sum()).sum())) / 2
    method, n = "total-variation", int(now.sum())
    low, high = max(0.0, distance - 1.96 * error), min(1.0, distance + 1.96 * error)
    estimate = Estimate(distance, low, high, n, n / max(usual, 1.0), method)
    moved = str(table.columns[int(np.argmax(np.abs(share - past)))])
    of_items = _of_items(material, queue, moved, float((share - past)[table.columns.get_loc(moved)]))
    items = of_items.exists and of_items.value >= 0.5
    labels = float(material.volume("queue_id").get(queue, 0.0))
    affected = scaled(estimate, labels)
    yield Case(
        Entity.of("queue", queue_id=queue),
        estimate,
        margin,
        p=p,
        wrong=scaled(estimate, 0.0 if items else labels),
        affected=affected,
        weight=float(material.queue_weights.get(queue, material.weight)),
        cause="items" if items else "labellers" if of_items.exists else "",
        watched=items or not of_items.exists,
        parts=functools.partial(dict, of_items=of_items),
        evidence=functools.partial(shown, "label_classes", pd.Series([moved])),
    )


def _chi(counts: np.ndarray, share: np.ndarray) -> np.ndarray:
    """The chi-squared of each row of counts against the shares."""
    expected = counts.sum(axis=1, keepdims=True) * share
    parts = np.divide((counts - expected) ** 2, expected, out=np.zeros_like(expected), where=expected > 0)
    chi: np.ndarray = parts.sum(axis=1)
    return chi


def _of_items(material: Material, queue: str, label: str, change: float) -> Estimate:
    """The part of a label's change that its true share has made as well, by the audits of the queue."""
    spans = [material.audits, material.drawn(material.base(AUDITS))]
    shares = []
    for rows in spans:
        rows = placed(rows[rows["queue_id"] == queue]) if len(rows) else rows
        if rows.empty:
            return Estimate.absent("no audits of the queue", Unit.INDEX)
        weight = rows["weight"]
        n = float(weight.sum() ** 2 / (weight**2).sum())
        value = float(weight[rows[REFERENCE] == label].sum() / weight.sum())
        low, high = wilson(value * n, n)
        shares.append(Estimate(value, float(low), float(high), len(rows), n, "wilson"))
    true = mover_difference(*shares)
    ends = sorted([true.low / change, true.high / change])
    return Estimate(true.value / change, ends[0], ends[1], true.n, true.n_eff, "mover", Unit.INDEX)
