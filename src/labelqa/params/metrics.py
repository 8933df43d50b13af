"""What can be agreed: every metric that a target may name, and the values that it can take."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from .remedies import instead


@dataclass(frozen=True)
class Values:
    """What values a metric has: from `low` to `high`, each of them included."""

    noun: str
    low: float = -math.inf
    high: float = math.inf


@dataclass(frozen=True)
class Misfit:
    """What is wrong with one `key` of a target, and what to write instead."""

    key: str
    what: str
    remedy: str


SHARE = Values("a share", 0, 1)
SCORE = Values("a score", 0, 1)
POINTS = Values("a score of 0 to 100", 0, 100)
COEFFICIENT = Values("a coefficient", -1, 1)
AMOUNT = Values("an amount", 0)
DIFFERENCE = Values("a difference")
_NAMED: dict[Values, dict[str, tuple[str, ...]]] = {
    SHARE: {
        "accuracy": ("accuracy.audit", "agents.accuracy", "lots.accuracy", "ramp.accuracy"),
        "actions_hit_rate": ("actions.hit_rate",),
        "actions_on_time": ("actions.on_time",),
        "adherence": ("adherence",),
        "attrition": ("capacity.attrition",),
        "audit_coverage": ("audits.coverage",),
        "audits_blind": ("audits.blind",),
        "audits_independent": ("audits.independent",),
        "audits_per_person": ("audits.per_person",),
        "audits_prompt": ("audits.prompt",),
        "balanced_accuracy": ("labels.balanced",),
        "conformance": ("conformance",),
        "critical_accuracy": ("accuracy.critical",),
        "first_pass": ("accuracy.first_pass",),
        "gold_accuracy": ("accuracy.gold",),
        "left_day_60": ("ramp.left.day_60",),
        "lots_passed": ("lots.passed",),
        "occupancy": ("occupancy",),
        "on_time": ("requests.on_time",),
        "proficient_day_30": ("ramp.proficient.day_30",),
        "proficient_day_60": ("ramp.proficient.day_60",),
        "proficient_day_90": ("ramp.proficient.day_90",),
        "qa_accuracy": ("qa.accuracy",),
        "qa_overturned": ("qa.overturned",),
        "qa_sensitivity": ("qa.sensitivity",),
        "qa_specificity": ("qa.specificity",),
        "raw_agreement": ("agreement.raw",),
        "rework": ("requests.rework",),
        "shrinkage": ("shrinkage",),
        "sop_acknowledged": ("compliance.acknowledged",),
        "sop_quiz": ("compliance.quiz",),
        "sop_unread": ("compliance.unread",),
        "training_passed": ("compliance.trained",),
        "utilisation": ("utilisation",),
    },
    SCORE: {"quality_score": ("quality.score",)},
    POINTS: {"score": ("score.mean",)},
    COEFFICIENT: {"ac1": ("agreement.ac1",), "alpha": ("agreement.alpha",)},
    AMOUNT: {
        "defects": ("accuracy.defects",),
        "efficiency": ("efficiency",),
        "handling_mean": ("time.per_item.mean",),
        "handling_median": ("time.per_item.median",),
        "handling_p90": ("time.per_item.p90",),
        "handling_trimmed": ("time.per_item.trimmed_mean",),
        "quality_adjusted_throughput": ("throughput.quality_adjusted",),
        "sop_lead_median": ("requests.sop_lead.median",),
        "sop_lead_p90": ("requests.sop_lead.p90",),
        "throughput": ("throughput",),
        "time_to_proficiency": ("ramp.time_to_proficiency.median",),
        "turnaround_median": ("requests.turnaround.median",),
        "turnaround_p90": ("requests.turnaround.p90",),
        "wrong_labels": ("impact.wrong_labels",),
    },
    DIFFERENCE: {"capacity_gap": ("capacity.gap", "capacity.gap_ahead")},
}
FIGURES: dict[str, tuple[str, ...]] = {name: of for named in _NAMED.values() for name, of in named.items()}
"""By metric the figures that it is agreed for; a target may also name one of these."""
METRICS: dict[str, Values] = {
    each: values for values, named in _NAMED.items() for name, of in named.items() for each in (name, *of)
}


def misfits(metric: str, target: float, floor: float | None, direction: str) -> Iterator[Misfit]:
    """What is wrong with a target: a metric that nobody measures, an impossible value, a floor beyond it."""
    values = METRICS.get(metric)
    if values is None:
        yield Misfit("metric", f"no metric {metric}", instead(metric, METRICS, shown=len(METRICS)))
        return
    for key, value in (("target", target), ("floor", floor)):
        if value is not None and not values.low <= value <= values.high:
            yield _outside(key, value, metric, values)
    if floor is not None and (floor > target if direction == "at_least" else floor < target):
        beyond, side = ("above", "below") if direction == "at_least" else ("below", "above")
        yield Misfit(
            "floor",
            f"floor {floor:g} of {metric} is {beyond} its target {target:g}, which is {direction}",
            f"write one at the target or {side} it, or correct the direction",
        )


def _outside(key: str, value: float, metric: str, values: Values) -> Misfit:
    span = "0 or above" if values.high == math.inf else f"between {values.low:g} and {values.high:g}"
    in_percent = 1 < value <= 100 and values.high == 1
    remedy = f"write {value / 100:g}" if in_percent else f"write a number that is {span}"
    return Misfit(key, f"{key} {value:g} of {metric}, which is {values.noun}, is not {span}", remedy)
