"""Inputs of the measures of audits and gold: accuracy, labels, QA, impact, plans."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pandas as pd

from labelqa.estimates import Estimate, Estimates, Unit
from labelqa.measures import (
    accuracy,
    actions,
    adjustment,
    agents,
    ambiguity,
    comparison,
    confusion,
    contrasts,
    control_charts,
    decomposition,
    evidence,
    followup,
    heterogeneity,
    impact,
    inquiry,
    labels,
    leniency,
    lots,
    non_inferiority,
    plans,
    qa,
    quality,
    ranks,
    sampling,
    shift,
    standardisation,
    subgroups,
    transfer,
)
from labelqa.measures.risks.detector_data import DetectorData
from labelqa.measures.risks.evidence import checks
from labelqa.measures.weeks import mondays

from .held import Held
from .inputs import NONE, SIGNED, SITES, Calls, Inputs, each, kept, one
from .market import NOW, SEVERITY, START, ZONE, Frames
from .of_risks import SETTING

AUDITS, DAYS, GOLD = "audited_labels", "label_days", "gold_answers"
LABEL = ["label_id", "queue_id"]
HALF = pd.Timestamp(2026, 9, 7)
EVENT = pd.Timestamp(2026, 11, 1)


@kept
def _delivered(f: Frames) -> pd.Series:
    return f[DAYS].groupby(LABEL)["labels"].sum()


def _by_queue(f: Frames) -> dict[tuple[str, ...], float]:
    return {(str(queue),): float(n) for queue, n in f[DAYS].groupby("queue_id")["labels"].sum().items()}


@kept
def _halves(f: Frames) -> tuple[pd.DataFrame, pd.DataFrame]:
    day = pd.to_datetime(f[AUDITS]["local_date"])
    return f[AUDITS][day < HALF], f[AUDITS][day >= HALF]


@kept
def _sites(f: Frames) -> Estimates:
    return accuracy.by_design(f[AUDITS], SITES)


@kept
def _share(f: Frames) -> Estimate:
    return accuracy.by_design(f[AUDITS]).only()


@kept
def _reviewed(f: Frames) -> pd.DataFrame:
    return qa.reviewed(f[AUDITS], f["audit_reviews"])


@kept
def _kinds(f: Frames) -> pd.DataFrame:
    return impact.with_kinds(f[AUDITS], ["false", "leaf"])


def _checks(f: Frames) -> pd.DataFrame:
    data = DetectorData.of(f, SETTING)
    return checks(data, data.table(AUDITS)).assign(team_id="t")


def _followed(f: Frames, past: Sequence[actions.Effect]) -> tuple[followup.FollowUp, ...]:
    return followup.follow_up(f["actions"], past, ZONE, EVENT, frozen_on=EVENT.date())


@kept
def _effects(f: Frames) -> tuple[actions.Effect, ...]:
    return actions.effects(f["actions"], _checks(f), ZONE, EVENT)


def _cells(f: Frames) -> pd.DataFrame:
    rows = accuracy.judged(f[AUDITS])
    stage = rows["local_date"].ge(HALF).map({True: "after", False: "before"})
    return rows.assign(cell=rows["site_id"].eq("yog").map({True: "in ", False: "out "}) + stage, weight=1.0)


def _over_cells(f: Frames) -> Calls:
    """Cells of shares: few, many, none wrong, with drift."""
    sizes = [(1, 1.0), (3, 0.0), (40, 0.95), (1, 0.0), (40, 1.0)] * (1 + len(f[AUDITS]) % 3)
    cells = pd.DataFrame(sizes, columns=["n", "p"]).assign(
        weight=1.0, drift=0.0, effect=1.0, cautious=1.0, people=1
    )
    cells["square"] = cells["weight"] ** 2 / cells["n"]
    tables = [
        cells,
        cells.head(1),
        cells.assign(p=1.0),
        cells.assign(p=0.0, drift=0.1, effect=9.0, cautious=20.0, people=12),
    ]
    return [partial(accuracy.over_cells, table, rare=rare) for table in tables for rare in (False, True)]


def _did(f: Frames) -> Calls:
    rows = accuracy.judged(f[AUDITS])
    rows = rows.assign(attended=rows["person_id"].isin(["p00", "p04"]), after=rows["local_date"] >= HALF)
    return one(transfer.difference_in_differences, rows)


def _contrast(f: Frames) -> Calls:
    signs = {"in after": 1, "in before": -1, "out after": -1, "out before": 1}
    rows = _cells(f)
    return [
        partial(contrasts.contrast, rows, signs),
        partial(contrasts.contrast, rows.assign(stratum=rows["queue_id"]), signs),
        partial(contrasts.contrast, rows, {"in after": 1, "out after": -1}),
    ]


def _plan(f: Frames) -> Calls:
    audits = f[AUDITS]
    return [
        *(partial(plans.sampling_plan, audits, error) for error in (1e-9, 0.005, 0.02, 0.9)),
        partial(plans.sampling_plan, audits, 0.01, share=0.9),
        partial(plans.sampling_plan, audits, 0.01, share=0.999, fewest=1),
    ]


def _answer(f: Frames) -> Calls:
    sides = [accuracy.by_design(half).only() for half in _halves(f)]
    change = decomposition.decompose(*_halves(f), ("queue_id",)).rate
    return [
        partial(inquiry.answer, change, *sides),
        partial(inquiry.answer, change, *sides, rule=inquiry.InquiryRule(least=0.5)),
    ]


def _weekly(f: Frames) -> Estimates:
    day = pd.to_datetime(f[AUDITS]["local_date"])
    return accuracy.by_design(f[AUDITS].assign(week=mondays(day).dt.date), ("week",))


def _given_and_true(f: Frames) -> list[tuple[Estimate, Estimate]]:
    found = labels.by_label(f[AUDITS], _delivered(f))
    pairs = [(given, true) for (_, given), (_, true) in zip(found.given, found.true, strict=True)]
    return [(given, true) for given, true in pairs if given.exists and true.exists]


def _wrong_of_pairs(f: Frames) -> Calls:
    found = confusion.pairs(f[AUDITS], f[DAYS].groupby("label_id")["labels"].sum(), SEVERITY)
    rows = found.rows.dropna(subset="value").to_dict("records")
    return [partial(confusion.wrong_labels, row, weight=weight) for row in rows for weight in (1.0, 3.0)]


def _nothing_judged(f: Frames) -> bool:
    return accuracy.judged(f[AUDITS]).empty


INPUTS: dict[str, Inputs] = {
    "accuracy.by_design": Inputs(lambda f: each(accuracy.by_design, f[AUDITS])),
    "accuracy.critical": Inputs(lambda f: each(accuracy.critical, f[AUDITS])),
    "accuracy.defects": Inputs(
        lambda f: one(accuracy.defects, _sites(f)), Held(units={Unit.INDEX: (0.0, 1000.0)})
    ),
    "accuracy.design_effect": Inputs(
        lambda f: one(accuracy.design_effect, accuracy.judged(f[AUDITS])), Held((1, 1e12))
    ),
    "accuracy.first_pass": Inputs(lambda f: each(accuracy.first_pass, f[AUDITS])),
    "accuracy.clustering": Inputs(
        lambda f: one(accuracy.clustering, accuracy.judged(f[AUDITS])), Held((0.0, 1e12))
    ),
    "accuracy.judged": Inputs(lambda f: one(accuracy.judged, f[AUDITS])),
    "accuracy.on_gold": Inputs(lambda f: each(accuracy.on_gold, f[GOLD])),
    "accuracy.on_gold_rows": Inputs(lambda f: each(accuracy.on_gold_rows, f[GOLD])),
    "accuracy.over_cells": Inputs(_over_cells),
    "accuracy.wrong_labels": Inputs(
        lambda f: [partial(accuracy.wrong_labels, _share(f), n) for n in (0, 1, 10**12)]
    ),
    "actions.effects": Inputs(lambda f: [lambda: _effects(f)]),
    "actions.expected_effect": Inputs(
        lambda f: [
            lambda: actions.expected_effect("coach_team", _effects(f)),
            lambda: actions.expected_effect("", ()),
        ]
    ),
    "actions.hit_rate": Inputs(
        lambda f: [lambda: actions.hit_rate(_effects(f)), lambda: actions.hit_rate(())]
    ),
    "adjustment.double_sampled": Inputs(
        lambda f: [lambda: adjustment.double_sampled(_share(f), _reviewed(f))]
    ),
    "agents.agents": Inputs(
        lambda f: [
            partial(agents.agents, rows, f[DAYS].groupby("person_id")["labels"].sum(), target, floor)
            for rows in (f[AUDITS], f[GOLD])
            for target, floor in ((0.95, 0.9), (1.0, None), (0.0, 0.0))
        ]
    ),
    "agents.by_person": Inputs(
        lambda f: [partial(agents.by_person, rows) for rows in (accuracy.judged(f[AUDITS]), f[GOLD])]
    ),
    "agents.coaching": Inputs(
        lambda f: [lambda: agents.coaching(agents.agents(f[AUDITS], {}, 0.95), 3)], NONE
    ),
    "agents.evidence": Inputs(
        lambda f: [
            partial(agents.evidence, rows, {}, (0.95, floor), gold=gold, since=HALF)
            for rows, gold in ((f[AUDITS], f[GOLD]), (f[AUDITS], None), (f[GOLD], None))
            for floor in (0.9, float("nan"))
        ]
    ),
    "ambiguity.by_clause": Inputs(
        lambda f: [partial(ambiguity.by_clause, f[AUDITS], volume) for volume in (0.0, 1e12)]
    ),
    "ambiguity.sop_share": Inputs(lambda f: each(ambiguity.sop_share, f[AUDITS])),
    "comparison.funnel": Inputs(
        lambda f: [partial(comparison.funnel, _sites(f), centre) for centre in (0.0, 0.5, 0.95, 1.0)]
    ),
    "confusion.matrix": Inputs(lambda f: one(confusion.matrix, f[AUDITS])),
    "confusion.pairs": Inputs(
        lambda f: [
            partial(confusion.pairs, f[AUDITS], f[DAYS].groupby("label_id")["labels"].sum(), SEVERITY),
            partial(confusion.pairs, f[AUDITS], {}, {}),
        ]
    ),
    "confusion.wrong_labels": Inputs(_wrong_of_pairs),
    "confusion.placed": Inputs(lambda f: one(confusion.placed, f[AUDITS])),
    "contrasts.contrast": Inputs(_contrast),
    "control_charts.laney": Inputs(
        lambda f: [
            lambda: control_charts.laney(_weekly(f)),
            lambda: control_charts.laney(_weekly(f), baseline=12),
        ],
        Held((0.0, 1e9), gaps=True),
    ),
    "decomposition.decompose": Inputs(
        lambda f: [
            lambda: decomposition.decompose(*_halves(f), ("queue_id",)),
            lambda: decomposition.decompose(*_halves(f), ("queue_id", "label_id")),
        ]
    ),
    "evidence.stratified_sample": Inputs(
        lambda f: [partial(evidence.stratified_sample, f[AUDITS], SITES, size=n) for n in (0, 1, 24, 10**6)]
    ),
    "followup.closed_on_time": Inputs(lambda f: [lambda: followup.closed_on_time(_followed(f, ()), EVENT)]),
    "followup.follow_up": Inputs(lambda f: [lambda: _followed(f, _effects(f))]),
    "followup.local": Inputs(lambda f: one(followup.local, f["actions"]["opened_at"], ZONE)),
    "heterogeneity.pooled": Inputs(
        lambda f: [
            lambda: heterogeneity.pooled(_sites(f)),
            lambda: heterogeneity.pooled(accuracy.by_design(f[AUDITS], ("person_id",))),
        ],
        Held(gaps=True),
    ),
    "impact.avoidable": Inputs(
        lambda f: [partial(impact.avoidable, _share(f), target, 1e6) for target in (0.0, 0.5, 0.95, 1.0)]
    ),
    "impact.by_kind": Inputs(lambda f: [partial(impact.by_kind, _kinds(f), volume) for volume in (0.0, 1e9)]),
    "impact.with_kinds": Inputs(lambda f: [lambda: _kinds(f)]),
    "impact.wrong_delivered": Inputs(
        lambda f: [
            partial(impact.wrong_delivered, _kinds(f), {(): 1e6}),
            partial(impact.wrong_delivered, _kinds(f), _by_queue(f), ("queue_id",), kind="missed"),
        ]
    ),
    "inquiry.answer": Inputs(_answer, Held(gaps=True)),
    "labels.are_apart": Inputs(
        lambda f: [lambda: labels.are_apart(_given_and_true(f), 0.95), lambda: labels.are_apart([], 0.95)]
    ),
    "labels.balanced": Inputs(
        lambda f: [
            lambda: labels.balanced(labels.by_label(f[AUDITS], _delivered(f)).recall),
            lambda: labels.balanced(labels.by_label(f[AUDITS], _delivered(f)).recall, ("queue_id",)),
        ]
    ),
    "labels.by_label": Inputs(lambda f: one(labels.by_label, f[AUDITS], _delivered(f))),
    "labels.distance": Inputs(
        lambda f: [partial(labels.distance, *pair) for pair in _given_and_true(f)],
        Held((0.0, float("inf")), open=True),
    ),
    "labels.fitted": Inputs(lambda f: one(labels.fitted, f[AUDITS], _delivered(f))),
    "leniency.leniency": Inputs(
        lambda f: one(leniency.leniency, f[AUDITS]), Held(units={Unit.INDEX: (0.0, 1e9)})
    ),
    "lots.audited": Inputs(lambda f: one(lots.audited, f[AUDITS])),
    "lots.chance": Inputs(
        lambda f: [
            partial(lots.chance, f["deliveries"], pd.Series(share, f["deliveries"].index))
            for share in (0.0, 0.05, 1.0, float("nan"))
        ]
    ),
    "lots.characteristic": Inputs(
        lambda f: [
            partial(lots.characteristic, f["deliveries"], pd.Series(share, f["deliveries"].index))
            for share in (0.0, 0.05, 1.0, float("nan"))
        ],
        Held((0.0, 1e9)),
    ),
    "lots.found_wrong": Inputs(lambda f: one(lots.found_wrong, f[AUDITS])),
    "lots.inspected_lots": Inputs(lambda f: one(lots.inspected_lots, f["deliveries"])),
    "lots.outgoing_limit": Inputs(lambda f: one(lots.outgoing_limit, f["deliveries"])),
    "lots.passed": Inputs(lambda f: each(lots.passed, f["deliveries"], by=((), ("queue_id",)))),
    "lots.rejected_labels": Inputs(lambda f: one(lots.rejected_labels, f["deliveries"])),
    "non_inferiority.no_worse": Inputs(
        lambda f: [
            lambda: non_inferiority.no_worse(*(accuracy.by_design(half).only() for half in _halves(f)), 0.01)
        ]
    ),
    "plans.outlook": Inputs(lambda f: [] if _nothing_judged(f) else one(plans.outlook, f[AUDITS])),
    "plans.sampling_plan": Inputs(_plan),
    "qa.audit_seconds": Inputs(
        lambda f: [*each(qa.audit_seconds, f[AUDITS]), *each(qa.audit_seconds, f[AUDITS], q=0.9)]
    ),
    "qa.audits_made": Inputs(lambda f: each(qa.audits_made, f[AUDITS])),
    "qa.double_samples": Inputs(
        lambda f: each(qa.double_samples, _reviewed(f)), Held((0.0, 1e12), gaps=True)
    ),
    "qa.overturned": Inputs(lambda f: each(qa.overturned, f["appeals"], by=((), SITES))),
    "qa.reviewed": Inputs(lambda f: one(qa.reviewed, f[AUDITS], f["audit_reviews"])),
    "qa.sensitivity": Inputs(lambda f: each(qa.sensitivity, _reviewed(f))),
    "qa.specificity": Inputs(lambda f: each(qa.specificity, _reviewed(f))),
    "qa.verdicts_right": Inputs(lambda f: each(qa.verdicts_right, _reviewed(f))),
    "quality.score": Inputs(
        lambda f: [
            call
            for costs in (SEVERITY, {}, dict.fromkeys(SEVERITY, 0.0))
            for call in each(quality.score, f[AUDITS], _delivered(f), costs)
        ],
        Held(units={Unit.INDEX: (0.0, 1.0)}),
    ),
    "ranks.ranks": Inputs(
        lambda f: [lambda: ranks.ranks(_sites(f)), lambda: ranks.ranks(lots.audited(f[AUDITS]))]
    ),
    "sampling.audit_lag": Inputs(lambda f: each(sampling.audit_lag, f[AUDITS], ZONE), SIGNED),
    "sampling.audits_of_a_person": Inputs(lambda f: one(sampling.audits_of_a_person, f[AUDITS])),
    "sampling.blind_share": Inputs(lambda f: each(sampling.blind_share, f[AUDITS])),
    "sampling.coverage": Inputs(lambda f: each(sampling.coverage, f[DAYS], f[AUDITS].assign(is_gold=False))),
    "shift.shift": Inputs(lambda f: [lambda: shift.shift(*_halves(f))]),
    "shift.spread": Inputs(lambda f: [partial(shift.spread, rows) for rows in (f[AUDITS], f[GOLD])]),
    "standardisation.standardised": Inputs(
        lambda f: [
            partial(standardisation.standardised, f[AUDITS], mix, SITES)
            for mix in (_by_queue(f), {}, {("ads",): 1.0, ("none",): 5.0})
        ]
    ),
    "subgroups.where": Inputs(
        lambda f: [
            lambda: subgroups.where(*_halves(f), ["site_id", "queue_id"], fewest=5),
            lambda: subgroups.where(f[AUDITS].head(0), f[AUDITS], ["site_id"]),
        ],
        Held(units={Unit.INDEX: (0.0, 1e9)}),
    ),
    "transfer.difference_in_differences": Inputs(_did),
    "transfer.transfer": Inputs(
        lambda f: [
            partial(transfer.transfer, f[AUDITS], {"p00", "p04"}, held, NOW.tz_localize(None))
            for held in (HALF, START, NOW.tz_localize(None))
        ]
    ),
}
