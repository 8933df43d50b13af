"""Gold that is known beforehand: right on gold items where blind audits find the usual errors."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import pandas as pd
from scipy import special

from ...estimates import Z95, Estimate, Unit
from ...findings import Entity
from ..accuracy import by_design, judged, on_gold
from ..agents import by_person
from ..clusters import PERSON
from ..proportions import mover_difference, wilson
from .cases import Case, scaled, standing_for
from .material import DAY, Material
from .evidence import shown

FEWEST = 30
GOLD, GROUPS = "gold_answers", "gold by site and vendor"


def gold_known(material: Material) -> Iterator[Case]:
    """
    Accuracy on gold less that of blind audits, above `margins.gold_lead`: of vendors and sites, and of agents.

    MOVER (Zou and Donner 2008); p from the lower half of its interval, normal. Of the period for vendors and
    sites, of three months for agents. Beside it: the share of answers to items that the person had answered
    before. Guard: 30 of each.
    """
    blind = _blind(material.audits)
    answers = material.month(GOLD)
    if blind.empty or answers.empty:
        return
    for column in ("vendor_id", "site_id"):
        if column == "site_id" and _same(blind, "site_id", "vendor_id"):
            continue  # each vendor has one site here
        right = {keys[column]: each for keys, each in by_design(blind, (column,))}
        volume = material.volume(column)
        weights = material.weights(column)
        for keys, on_items in on_gold(answers, (column,)):
            key = keys[column]
            if key in right and min(on_items.n, right[key].n) >= FEWEST:
                rows = answers[answers[column] == key]
                within = None
                if column == "site_id":
                    vendor = str(rows["vendor_id"].iloc[0])
                    within = Entity.of("vendor", vendor_id=vendor)
                yield _case(
                    material,
                    Entity(column.removesuffix("_id"), ((column, key),)),
                    (on_items, right[key]),
                    float(volume.get(key, 0.0)),
                    rows,
                    within=within,
                    weight=float(weights.get(key, material.weight)),
                    family=GROUPS,
                )


def agents_know_gold(material: Material) -> Iterator[Case]:
    """The same of each agent, over three months."""
    blind, answers = _blind(material.quarter_audits), material.quarter(GOLD)
    if blind.empty or answers.empty:
        return

    audits = by_person(judged(blind)).set_index(PERSON)
    gold = answers.groupby(PERSON, observed=True)["correct"].agg(["sum", "size"]).astype(float)
    both = audits.join(gold, how="inner")
    both = both[(both["n"] >= FEWEST) & (both["size"] >= FEWEST)]
    volume, weights = material.volume(PERSON), material.weights(PERSON)
    for row in both.reset_index().to_dict("records"):
        person = str(row[PERSON])
        if volume.get(person, 0.0) <= 0:
            continue
        on_items = _wilson(row["sum"] / row["size"], row["size"], int(row["size"]))
        audited = _wilson(row["share"], row["n_eff"], int(row["n"]))
        yield _case(
            material,
            Entity.of("person", person_id=person),
            (on_items, audited),
            float(volume[person]),
            answers[answers[PERSON] == person],
            weight=float(weights.get(person, material.weight)),
        )


def _case(
    material: Material,
    entity: Entity,
    both: tuple[Estimate, Estimate],
    volume: float,
    answers: pd.DataFrame,
    **more: object,
) -> Case:
    lead, margin = mover_difference(*both), material.setting.margins.gold_lead
    error = max(1e-9, (lead.value - lead.low) / Z95)
    p = float(special.ndtr((margin - lead.value) / error))
    hidden = scaled(lead, volume)
    return Case(
        entity,
        lead,
        0.0,
        p=p,
        posterior=1 - p,
        wrong=standing_for(hidden, material.setting.counts.hidden),
        affected=hidden,
        evidence=functools.partial(shown, GOLD, answers["label_event_id"]),
        parts=functools.partial(_parts, material, both, answers),
        **more,  # type: ignore[arg-type]
    )


def _again(material: Material, answers: pd.DataFrame) -> Estimate:
    """The share of answers to items that the person had answered before, in the data."""
    known = material.known(GOLD)
    known = known[known[PERSON].isin(answers[PERSON].unique())].sort_values(DAY)
    repeat = known.duplicated([PERSON, "item_id"])
    own = repeat[known["label_event_id"].isin(answers["label_event_id"])]
    return _wilson(float(own.mean()), float(len(own)), len(own))


def _blind(audits: pd.DataFrame) -> pd.DataFrame:
    """Audits of which the QA did not see the label; all where that is not recorded."""
    if audits.empty or audits["blind"].isna().all():
        return audits
    return audits[audits["blind"].eq(True).fillna(value=False).astype(bool)]


def _same(rows: pd.DataFrame, one: str, other: str) -> bool:
    return bool(rows[[one, other]].drop_duplicates().groupby(other).size().max() == 1)


def _wilson(share: float, n_eff: float, n: int) -> Estimate:
    low, high = wilson(share * n_eff, n_eff)
    return Estimate(share, float(low), float(high), n, n_eff, "wilson", Unit.SHARE)


