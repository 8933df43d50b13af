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

    MOVER (Zou and Donner 2008); p from the lower half of its interval, normal. Beside it: the share of
    answers to items that the person had answered before. A vendor's only site is left out. Guard: 30 of each.
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
    The same of each agent, over three months, beyond what the agents have in common.

    A lead that all have is their site's or vendor's. Leads come from N(mu, tau^2), both by the method of
    moments (DerSimonian and Laird 1986); p and the posterior are of a lead `margins.gold_lead` above mu.
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
    if len(pairs) < FEWEST_PEERS:
        return
    common, likely = _among_peers(
        [mover_difference(*pair) for pair in pairs], material.setting.margins.gold_lead
    )
    for person, pair, posterior in zip(both.index, pairs, likely, strict=True):
        whom = Entity.of("person", person_id=str(person))
        yield _case(material, whom, pair, float(posterior), common=max(0.0, common))


def _among_peers(leads: list[Estimate], margin: float) -> tuple[float, Floats]:
    """The mean lead, and the posterior probability of each to be `margin` or more above it."""
    value, error = np.array([e.value for e in leads]), np.array([_error(e) for e in leads])
    weight = 1 / error**2
    excess = float(weight @ (value - value @ weight / weight.sum()) ** 2) - (len(value) - 1)
    tau2 = max(0.0, excess / float(weight.sum() - (weight**2).sum() / weight.sum()))
    weight = 1 / (tau2 + error**2)
    centre = float(value @ weight / weight.sum())
    drawn = tau2 / (tau2 + error**2)
    spread = np.sqrt(np.maximum(drawn * error**2, 1e-12))
    return centre, np.asarray(special.ndtr((drawn * (value - centre) - margin) / spread))


def _case(
    material: Material,
    whom: Entity,
    both: tuple[Estimate, Estimate],
    posterior: float,
    *,
    within: Entity | None = None,
    common: float = 0.0,
) -> Case:
    ((column, key),) = whom.by
    lead, margin = mover_difference(*both), material.setting.margins.gold_lead + common
    hidden = scaled(lead, float(material.volume(column).get(key, 0.0)))
    return Case(
        whom,
        lead,
        common,
        p=float(special.ndtr((margin - lead.value) / _error(lead))),
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
