"""Gold that is known beforehand: right on gold items where blind audits find the usual errors."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from scipy import special

from ....estimates import Z95, Estimate
from ....findings import Entity, Evidence
from ...accuracy import by_design, judged, on_gold
from ...agents import FEWEST_PEERS, by_person
from ...clusters import PERSON
from ...proportions import Floats, mover_difference, wilson
from ..calm_market import calm_market
from ..cases import Case, Parts, scaled, standing_for
from ..detector import AGENTS, GROUPS, WRONG, Detector, DetectorRule, Example, Words
from ..detector_data import AUDITS, DAY, DetectorData
from ..evidence import GOLD, shown
from ..people import RECORD, people_table, record_of, rests_on

FEWEST = 30  # audits, and answers to gold
LEAD = 0.01  # of accuracy on gold above that of blind audits, that nobody minds
HIDDEN = 0.25  # of a wrong label: what one stands for that gold does not show
SMALL = 1e-12  # keeps an error off 0 where everything is right
PLACES = ("vendor_id", "site_id")


def gold_known(data: DetectorData) -> Iterator[Case]:
    """
    Accuracy on gold less that of blind audits, above LEAD, of vendors and sites in the period.

    MOVER (Zou and Donner 2008); p from the lower half of its interval, normal. Beside it: the share of
    answers to items that the person had answered before. A vendor's only site is left out. Guard: 30 of each.
    """
    blind, answers = _blind(data.audits), data.month(GOLD)
    if blind.empty or answers.empty:
        return
    vendors = blind.groupby("site_id", observed=True)["vendor_id"].first()
    for column in PLACES:
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
            yield _case(data, whom, (on_items, right[key]), within=within)


def agents_know_gold(data: DetectorData) -> Iterator[Case]:
    """
    The same of each agent, over three months, beyond what the agents have in common.

    A lead that all have is their site's or vendor's. Leads have the errors of the agents' common shares and
    come from N(mu, tau^2), both by the method of moments (DerSimonian and Laird 1986); p and the posterior
    are of a lead of LEAD above mu.
    """
    blind, answers = _blind(data.quarter_audits), data.quarter(GOLD)
    if blind.empty or answers.empty:
        return
    audits = by_person(judged(blind)).set_index(PERSON)
    gold = answers.groupby(PERSON, observed=True)["correct"].agg(["sum", "size"]).astype(float)
    both = audits.join(gold, how="inner")
    working = both.index.isin(data.volume(PERSON).index)
    both = both[(both["n"] >= FEWEST) & (both["size"] >= FEWEST) & working]
    if len(both) < FEWEST_PEERS:
        return
    common, p, likely = _among_peers(both, LEAD)
    for row, one, posterior in zip(both.reset_index().to_dict("records"), p, likely, strict=True):
        whom = Entity.of("person", person_id=str(row[PERSON]))
        on_items = _wilson(row["sum"] / row["size"], row["size"])
        pair = (on_items, _wilson(row["share"], row["n_eff"], int(row["n"])))
        case = _case(data, whom, pair, base=max(0.0, common), p=float(one), posterior=float(posterior))
        own = record_of(people_table(data), str(row[PERSON]))
        yield replace(case, parts=functools.partial(_with_record, case.parts, own))


def _with_record(parts: Callable[[], Parts], own: Mapping[str, Any]) -> Parts:
    return {**parts(), **rests_on(own)}


def _among_peers(both: pd.DataFrame, margin: float) -> tuple[float, Floats, Floats]:
    """The mean lead; the p value and the posterior probability of each to be `margin` or more above it."""
    lead = (both["sum"] / both["size"] - both["share"]).to_numpy(float)
    right = (
        both["sum"].sum() / both["size"].sum(),
        (both["share"] * both["n_eff"]).sum() / both["n_eff"].sum(),
    )
    variance = (
        sum(
            share * (1 - share) / n.to_numpy(float)
            for share, n in zip(right, (both["size"], both["n_eff"]), strict=True)
        )
        + SMALL
    )
    weight = 1 / variance
    excess = float(weight @ (lead - lead @ weight / weight.sum()) ** 2) - (len(lead) - 1)
    tau2 = max(0.0, excess / float(weight.sum() - (weight**2).sum() / weight.sum()))
    weight = 1 / (tau2 + variance)
    centre = float(lead @ weight / weight.sum())
    drawn = tau2 / (tau2 + variance)
    p = special.ndtr((max(0.0, centre) + margin - lead) / np.sqrt(variance))
    spread = np.sqrt(drawn * variance + SMALL)
    return centre, np.asarray(p), np.asarray(special.ndtr((drawn * (lead - centre) - margin) / spread))


def _case(
    data: DetectorData, whom: Entity, both: tuple[Estimate, Estimate], *, base: float = 0.0, **more: Any
) -> Case:
    """A case with `p` or, without, that of the lower half of MOVER's interval."""
    ((column, key),) = whom.by
    lead = mover_difference(*both)
    error = max(SMALL, (lead.value - lead.low) / Z95)
    hidden = scaled(lead, float(data.volume(column).get(key, 0.0)))
    return Case(
        whom,
        lead,
        base,
        wrong=standing_for(hidden, HIDDEN),
        affected=hidden,
        weight=data.weight_of(column, key),
        parts=functools.partial(_parts, data, both, whom),
        evidence=functools.partial(_answers, data, whom),
        **{"p": float(special.ndtr((LEAD - lead.value) / error)), **more},
    )


def _answers(data: DetectorData, whom: Entity) -> Evidence:
    return shown(GOLD, _of(data.month(GOLD), whom)["label_event_id"])


def _parts(data: DetectorData, both: tuple[Estimate, Estimate], whom: Entity) -> Parts:
    """Both accuracies, and the share of the period's answers to items that the person had answered before."""
    known = _of(data.known(GOLD), whom).sort_values(DAY)
    repeated = known.duplicated([PERSON, "item_id"])[known[DAY] >= data.start]
    again = (
        _wilson(float(repeated.mean()), float(len(repeated))) if len(repeated) else Estimate.absent("none")
    )
    return {"gold": both[0], "audits": both[1], "again": again}


def _of(answers: pd.DataFrame, whom: Entity) -> pd.DataFrame:
    ((column, key),) = whom.by
    return answers[answers[column] == key]


def _blind(audits: pd.DataFrame) -> pd.DataFrame:
    """Audits of which the QA did not see the label; all where that is not recorded."""
    if audits.empty or audits["blind"].isna().all():
        return audits
    return audits[audits["blind"].eq(True).fillna(value=False).astype(bool)]


def _wilson(share: float, n_eff: float, n: int | None = None) -> Estimate:
    low, high = wilson(share * n_eff, n_eff)
    return Estimate(share, float(low), float(high), round(n_eff) if n is None else n, n_eff, "wilson")


def _example() -> Example:
    """A quarter of all labels is wrong, on gold as in audits; but one vendor is always right on gold."""
    market = calm_market().without("targets").erring(lambda rows: rows["verdict"] == "correct", 0.23)
    wrong = np.arange(len(market.frames[GOLD])) % 4 == 0
    market = market.changed(GOLD, correct=lambda rows: (rows["vendor_id"] == "mer") | ~wrong)
    return Example(market.frames, Entity.of("site", site_id="bth"))


DETECTOR = Detector(
    slug="known_gold",
    number="R8",
    title="Gold items are known beforehand",
    rules=(
        DetectorRule(GROUPS, gold_known, (AUDITS, GOLD), "gold_refresh"),
        DetectorRule(AGENTS, agents_know_gold, (AUDITS, GOLD), "gold_refresh"),
    ),
    words=Words(
        told=("Right on gold more often than in blind audits: {value:signed}",),
        affected=f"{WRONG} that gold does not show",
        parts=RECORD,
    ),
    example=_example,
    personal=True,
)
