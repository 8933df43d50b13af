"""Gold that is known beforehand: right on gold items where blind audits find the usual errors."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator

import numpy as np
import pandas as pd
from scipy import special

from ...estimates import Z95, Estimate
from ...findings import Entity
from ..accuracy import by_design, judged, on_gold
from ..agents import FEWEST_PEERS, by_person
from ..clusters import PERSON
from ..proportions import Floats, mover_difference, wilson
from .cases import Case, Parts, scaled, standing_for
from .evidence import shown
from .material import DAY, Material

FEWEST = 30
GOLD = "gold_answers"
GROUPS = ("vendor_id", "site_id")


def gold_known(material: Material) -> Iterator[Case]:
    """
    Accuracy on gold less that of blind audits, above `margins.gold_lead`, of vendors and sites in the period.

    MOVER (Zou and Donner 2008); p from the lower half of its interval, normal. Beside it: the share of answers
    to items that the person had answered before. A vendor's only site is left out. Guard: 30 of each.
    """
    blind, answers = _blind(material.audits), material.month(GOLD)
    if blind.empty or answers.empty:
        return
    vendors = blind.groupby("site_id", observed=True)["vendor_id"].first()
    for column in GROUPS:
        if column == "site_id" and vendors.is_unique:
            continue
        right = {keys[column]: each for keys, each in by_design(blind, (column,))}
        for keys, on_items in on_gold(answers, (column,)):
            key = keys[column]
            if key not in right or min(on_items.n, right[key].n) < FEWEST:
                continue
            vendor = vendors.get(key)
            within = Entity.of("vendor", vendor_id=str(vendor)) if column == "site_id" else None
            whom = Entity(column.removesuffix("_id"), ((column, key),))
            yield _case(material, whom, (on_items, right[key]), math.nan, within=within)


def agents_know_gold(material: Material) -> Iterator[Case]:
    """
    The same of each agent, over three months, with a posterior by empirical Bayes.

    Leads come from N(mu, tau^2), both by the method of moments over all agents (DerSimonian and Laird 1986).
    """
    blind, answers = _blind(material.quarter_audits), material.quarter(GOLD)
    if blind.empty or answers.empty:
        return
    audits = by_person(judged(blind)).set_index(PERSON)
    gold = answers.groupby(PERSON, observed=True)["correct"].agg(["sum", "size"]).astype(float)
    both = audits.join(gold, how="inner")
    working = both.index.isin(material.volume(PERSON).index)
    both = both[(both["n"] >= FEWEST) & (both["size"] >= FEWEST) & working]
    pairs = [
        (_wilson(row["sum"] / row["size"], row["size"]), _wilson(row["share"], row["n_eff"], int(row["n"])))
        for row in both.to_dict("records")
    ]
    likely = _likely([mover_difference(*pair) for pair in pairs], material.setting.margins.gold_lead)
    for person, pair, posterior in zip(both.index, pairs, likely, strict=True):
        yield _case(material, Entity.of("person", person_id=str(person)), pair, float(posterior))


def _likely(leads: list[Estimate], margin: float) -> Floats:
    """P(lead > margin) of each by empirical Bayes; nan of too few to learn from."""
    if len(leads) < FEWEST_PEERS:
        return np.full(len(leads), math.nan)
    value, error = np.array([e.value for e in leads]), np.array([_error(e) for e in leads])
    weight = 1 / error**2
    mean = float(value @ weight / weight.sum())
    excess = float(weight @ (value - mean) ** 2) - (len(value) - 1)
    tau2 = max(0.0, excess / float(weight.sum() - (weight**2).sum() / weight.sum()))
    drawn = tau2 / (tau2 + error**2)
    centre = float((value / (tau2 + error**2)).sum() / (1 / (tau2 + error**2)).sum())
    spread = np.sqrt(np.maximum(drawn * error**2, 1e-12))
    likely: Floats = special.ndtr((centre + drawn * (value - centre) - margin) / spread)
    return likely


def _case(
    material: Material,
    whom: Entity,
    both: tuple[Estimate, Estimate],
    posterior: float,
    *,
    within: Entity | None = None,
) -> Case:
    ((column, key),) = whom.by
    lead = mover_difference(*both)
    hidden = scaled(lead, float(material.volume(column).get(key, 0.0)))
    return Case(
        whom,
        lead,
        0.0,
        p=float(special.ndtr((material.setting.margins.gold_lead - lead.value) / _error(lead))),
        posterior=posterior,
        wrong=standing_for(hidden, material.setting.counts.hidden),
        affected=hidden,
        weight=material.weight_of(column, key),
        within=within,
        parts=functools.partial(_parts, material, both, whom),
        evidence=lambda: shown(GOLD, _of(material.month(GOLD), whom)["label_event_id"]),
    )


def _parts(material: Material, both: tuple[Estimate, Estimate], whom: Entity) -> Parts:
    """Both accuracies, and the share of the period's answers to items that the person had answered before."""
    known = _of(material.known(GOLD), whom).sort_values(DAY)
    repeated = known.duplicated([PERSON, "item_id"])[known[DAY] >= material.start]
    again = (
        _wilson(float(repeated.mean()), float(len(repeated))) if len(repeated) else Estimate.absent("none")
    )
    return {"gold": both[0], "audits": both[1], "again": again}


def _of(answers: pd.DataFrame, whom: Entity) -> pd.DataFrame:
    ((column, key),) = whom.by
    return answers[answers[column] == key]


def _error(lead: Estimate) -> float:
    return max(1e-9, (lead.value - lead.low) / Z95)


def _blind(audits: pd.DataFrame) -> pd.DataFrame:
    """Audits of which the QA did not see the label; all where that is not recorded."""
    if audits.empty or audits["blind"].isna().all():
        return audits
    return audits[audits["blind"].eq(True).fillna(value=False).astype(bool)]


def _wilson(share: float, n_eff: float, n: int | None = None) -> Estimate:
    low, high = wilson(share * n_eff, n_eff)
    return Estimate(share, float(low), float(high), round(n_eff) if n is None else n, n_eff, "wilson")
