"""Labels taken for others more than before."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from ....estimates import Estimate
from ....findings import Entity, Evidence
from ...accuracy import design_effect, judged
from ...confusion import GIVEN, REFERENCE, placed
from ...false_discovery import mid_p
from ...grouping import UNKNOWN
from ...proportions import mover_difference, wilson
from ..calm_market import calm_market
from ..cases import Case, scaled
from ..detector import WRONG, Detector, DetectorRule, Example, Words
from ..detector_data import AUDITS, DAY, DetectorData
from ..evidence import shown

FEWEST_AUDITS, FEWEST_ERRORS = 30, 5
NOW, BEFORE = "_now", "_before"


def confusion_growth(data: DetectorData) -> Iterator[Case]:
    """
    Of what truly is l, the share given as g: the period against the three months before, by pair and site.

    Of what is true, so that more of a hard class coming in is nobody's confusion; the labels it costs are
    counted among all. Errors of a pair are expected in proportion to what truly is l, estimated with weights
    1 / incl_prob, times the rate at which g is audited. Given the errors of both spans those of one are then
    binomial (Przyborowski and Wilenski 1940): exact mid-p, one-sided, errors deflated by the market's design
    effect. Guard: 30 audits of g in the period, 5 errors in both spans.
    """
    now, before = data.audits, data.drawn(data.base(AUDITS))
    if now.empty or before.empty:
        return
    effect = design_effect(judged(before))
    spans = (placed(now), placed(before))
    for row in _pairs(spans, (), effect).to_dict("records"):
        yield _pair(data, row, None)
    if len(now["site_id"].dropna().unique()) > 1:
        for row in _pairs(spans, ("site_id",), effect).to_dict("records"):
            yield _pair(data, row, Entity("label_pair", _ids(row)))


def _pairs(spans: tuple[pd.DataFrame, pd.DataFrame], by: tuple[str, ...], effect: float) -> pd.DataFrame:
    """
    Wrong pairs by `by`, label_id and ref_label_id that meet the guard, found in either span.

    Columns of both spans, with NOW and BEFORE: errors found; rate, at which the given label was audited;
    sum, the labels they stand for; true, labels that truly are so, with their squared weights and number n.
    Beside: p, and part, of all labels those that truly are so now.
    """
    keys = [*by, GIVEN, REFERENCE]
    cells = [rows.groupby(keys, observed=True)["weight"].agg(["size", "sum"]) for rows in spans]
    both = cells[0].join(cells[1], how="outer", suffixes=(NOW, BEFORE)).fillna(0.0).reset_index()
    both = both[(both[GIVEN] != both[REFERENCE]) & (both[REFERENCE] != UNKNOWN)]
    for rows, span in zip(spans, (NOW, BEFORE), strict=True):
        given = rows.groupby([*by, GIVEN], observed=True)["weight"].agg(["size", "sum"])
        true = rows.assign(square=rows["weight"] ** 2, n=1).groupby([*by, REFERENCE], observed=True)
        both = both.join((given["size"] / given["sum"]).rename(f"rate{span}"), on=[*by, GIVEN])
        both = both.join(given["size"].rename(f"audits{span}"), on=[*by, GIVEN])
        sums = true[["weight", "square", "n"]].sum()
        sums = sums.set_axis([f"true{span}", f"square{span}", f"n{span}"], axis=1)
        both = both.join(sums, on=[*by, REFERENCE])
    whole = spans[0].groupby([*by], observed=True)["weight"].sum() if by else spans[0]["weight"].sum()
    both = both.assign(part=both[f"true{NOW}"] / (both[by[0]].map(whole).astype(float) if by else whole))
    both = both.dropna(subset=[f"true{NOW}", f"true{BEFORE}", f"rate{NOW}", f"rate{BEFORE}"])
    found = both[f"size{NOW}"] + both[f"size{BEFORE}"]
    both = both[(found >= FEWEST_ERRORS) & (both[f"audits{NOW}"] >= FEWEST_AUDITS)]
    expected = [both[f"true{span}"] * both[f"rate{span}"] for span in (NOW, BEFORE)]
    errors = [both[f"size{span}"] / effect for span in (NOW, BEFORE)]
    usual = expected[1] / (expected[0] + expected[1])
    p = [float(mid_p(k, n, u)) for k, n, u in zip(errors[1], errors[0] + errors[1], usual, strict=True)]
    return both.assign(p=p, effect=effect)


def _pair(data: DetectorData, row: Mapping[str, Any], within: Entity | None) -> Case:
    now, before = _share(row, NOW), _share(row, BEFORE)
    growth, site = mover_difference(now, before), row.get("site_id")
    volume = data.labels if site is None else float(data.volume("site_id").get(site, 0.0))
    costs = [float(data.severity.get(row[column], 1.0)) for column in (GIVEN, REFERENCE)]
    ids = _ids(row) if site is None else (("site_id", str(site)), *_ids(row))
    return Case(
        Entity("label_pair" if site is None else "site_label_pair", ids),
        growth,
        0.0,
        p=row["p"],
        wrong=scaled(growth, volume * row["part"]),
        weight=max(costs),
        within=within,
        parts=functools.partial(dict, now=now, before=before),
        evidence=functools.partial(_found, data, row),
    )


def _share(row: Mapping[str, Any], span: str) -> Estimate:
    """
    The share of what truly is l that was given as g.

    n_eff = p (1 - p) / Var(p), linearised: Var = (w_g^2 c (1 - 2 p) + p^2 sum w^2) / (sum w)^2, c the errors
    found at weight w_g; without one, the draws at the rate of g that what truly is so stands for.
    """
    total, square, c = row[f"true{span}"], row[f"square{span}"], row[f"size{span}"]
    p = row[f"sum{span}"] / total
    weight = row[f"sum{span}"] / c if c else 1 / row[f"rate{span}"]
    variance = (weight**2 * c * (1 - 2 * p) + p**2 * square) / total**2
    n_eff = p * (1 - p) / variance if 0 < p < 1 and variance > 0 else total / weight
    n_eff = float(min(n_eff, total**2 / square) / row["effect"])
    low, high = wilson(p * n_eff, n_eff)
    return Estimate(p, float(low), float(high), int(row[f"n{span}"]), n_eff, "wilson")


def _found(data: DetectorData, row: Mapping[str, Any]) -> Evidence:
    """The period's audits that found the pair."""
    audits = data.month(AUDITS)
    audits = audits[audits["verdict"] == "incorrect"]
    for column in ("site_id", GIVEN, REFERENCE):
        audits = audits[audits[column] == row[column]] if column in row else audits
    return shown(AUDITS, audits["audit_id"])


def _ids(row: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    return ((GIVEN, str(row[GIVEN])), (REFERENCE, str(row[REFERENCE])))


def _example() -> Example:
    """A site that calls three in ten of what is to be right a leaf, in October."""
    market = calm_market().without("targets", "gold_answers")
    rows = market.frames[AUDITS]
    recent = market.with_table(AUDITS, rows[rows[DAY] >= "2026-07-20"])
    bad = recent.erring(
        lambda rows: (rows[DAY] >= "2026-10-01") & (rows["site_id"] == "bth") & (rows[GIVEN] == "right"), 0.3
    )
    pair = {"site_id": "bth", "label_id": "right", "ref_label_id": "leaf"}
    return Example(bad.frames, Entity.of("site_label_pair", **pair))


DETECTOR = Detector(
    slug="confusion_growth",
    number="R5",
    title="A label is taken for another more often",
    rules=(DetectorRule("label pairs", confusion_growth, (AUDITS,), "sop_clarification"),),
    words=Words(
        told=(
            "{true} is taken for {given} more often: {now} of the time, {before} before",
            "{true} is taken for {given} more often",
        ),
        wrong=f"{WRONG} by this confusion",
        parts=("now", "before"),
        unsaid=(GIVEN, REFERENCE),
    ),
    example=_example,
)
