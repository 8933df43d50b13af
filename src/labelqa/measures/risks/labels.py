"""Labels taken for others more than before, clauses that leave it open, and labels that became others."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import pandas as pd

from ...estimates import Estimate
from ...findings import Entity, Evidence
from ..accuracy import design_effect
from ..confusion import GIVEN, REFERENCE, placed
from ..false_discovery import mid_p
from ..grouping import UNKNOWN
from ..proportions import mover_difference, wilson
from .cases import Case, scaled
from .evidence import shown
from .material import AUDITS, Material

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
    return Estimate(
        share, float(low), float(high), round(n_eff), n_eff, "wilson", flags=(f"{found:.0f} found",)
    )


def _ids(row: dict[str, object]) -> tuple[tuple[str, str], ...]:
    return ((GIVEN, str(row[GIVEN])), (REFERENCE, str(row[REFERENCE])))
