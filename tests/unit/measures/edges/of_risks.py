"""Inputs of the detectors and of what they share: all take a market as it was known at a period's end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from labelqa.measures import risks
from labelqa.measures.risks import (
    calm_market,
    cases,
    charts,
    detector_data,
    effects,
    evidence,
    history,
    levels,
    people,
    targets,
)
from labelqa.measures.risks.detectors import late_requests, slow_drift

from .held import Held
from .inputs import Inputs, kept, one
from .market import MONTH, ZONE, Frames

SETTING = risks.MarketMonth("ID", ZONE, *MONTH)
VENDORS = risks.MarketMonth("ID", ZONE, *MONTH, vendor="nw")
GOALS = ((0.95, 0.9), (1.0, float("nan")))
CASES = Held(gaps=True, none=True, numbers=(-1e15, 1e15))
"""A case's p or posterior is nan where its rule has none."""
Look = Callable[[detector_data.DetectorData], Any]


def _data(f: Frames) -> detector_data.DetectorData:
    return detector_data.DetectorData.of(f, SETTING)


def _detector(look: Look) -> Inputs:
    def calls(f: Frames) -> list[Callable[[], Any]]:
        return [lambda: _told(look, _data(f)), lambda: _told(look, detector_data.DetectorData.of(f, VENDORS))]

    return Inputs(calls, CASES)


def _told(look: Look, seen: detector_data.DetectorData) -> list[Any]:
    """The cases with what is only made for those that are flagged."""
    return [(case, case.evidence(), case.parts(), case.loss) for case in look(seen)]


@kept
def _judged(f: Frames) -> list[levels.Judged]:
    return risks.judged(_data(f))


def _history(f: Frames) -> history.History:
    held = {each.key: each for each in _judged(f)}
    return history.History(SETTING, [held, held], ["2026-10", "2026-09"], (), f["actions"])


@kept
def _records(f: Frames) -> list[Mapping[str, Any]]:
    """What is known of two people and of nobody, by two goals."""
    found = [people.records(_data(f), goal) for goal in GOALS]
    return [people.record_of(table, person) for table in found for person in ("p00", "p04", "nobody")]


RULES: dict[str, Look] = {
    f"detectors.{each.slug}.{rule.look.__name__}": rule.look
    for each in risks.DETECTORS
    for rule in each.rules
}
SLOW = {"find", "judged", "history", "levels"}
OTHERS: dict[str, Inputs] = {
    "find": Inputs(
        lambda f: [lambda: risks.find(f, VENDORS), partial(risks.find, {}, SETTING)],
        CASES,
    ),
    "judged": Inputs(lambda f: [lambda: _judged(f)], CASES),
    "calm_market.calm_market": Inputs(lambda f: one(calm_market.calm_market, len(f["people"])), once=True),
    "calm_market.targets": Inputs(lambda f: [partial(calm_market.targets, accuracy=(0.9, 0.8))], once=True),
    "cases.complete": Inputs(lambda f: one(cases.complete, float(len(f["people"])), 3)),
    "cases.counted": Inputs(
        lambda f: [
            partial(cases.counted, ends, len(f["people"]), "m")
            for ends in ((-1, -2, 3), (5, 6, 7), (0, 0, 0))
        ]
    ),
    "cases.scaled": Inputs(
        lambda f: [
            partial(cases.scaled, each, 0.0 * len(f["people"])) for each in (cases.NONE, cases.complete(1, 1))
        ]
    ),
    "cases.standing_for": Inputs(
        lambda f: [
            partial(cases.standing_for, each, len(f["people"])) for each in (cases.NONE, cases.complete(1, 1))
        ]
    ),
    "effects.past_effects": Inputs(lambda f: [lambda: effects.past_effects(_data(f))]),
    "evidence.checks": Inputs(lambda f: [lambda: evidence.checks(_data(f), f["audited_labels"])]),
    "evidence.entity": Inputs(lambda f: [lambda: evidence.entity(_data(f))]),
    "evidence.failed": Inputs(
        lambda f: [
            lambda: evidence.failed(_data(f)),
            lambda: evidence.failed(_data(f), "site_id", "yog"),
        ]
    ),
    "evidence.failed_team": Inputs(lambda f: [lambda: evidence.failed_team(_data(f), "yog-0")]),
    "evidence.shown": Inputs(lambda f: one(evidence.shown, "people", f["people"]["person_id"])),
    "history.findings": Inputs(lambda f: [lambda: history.findings(_history(f))], CASES),
    "levels.judge_all": Inputs(
        lambda f: [
            lambda: levels.judge_all(
                [levels.Suspicion(j.detector, j.rule, j.case) for j in _judged(f)], SETTING
            )
        ],
        CASES,
    ),
    "levels.ledger": Inputs(lambda f: [lambda: levels.ledger(_judged(f), SETTING)], Held((0.0, 1e9))),
    "levels.told_once": Inputs(lambda f: [lambda: levels.told_once(_judged(f))], CASES),
    "detector_data.weekly": Inputs(lambda f: [lambda: detector_data.weekly(_data(f).table("label_days"))]),
    "detector_data.with_team": Inputs(
        lambda f: [lambda: detector_data.with_team(_data(f).table("audited_labels"), f["people"])]
    ),
    "people.expected": Inputs(
        lambda f: [
            partial(people.expected, record, of) for record in _records(f) for of in ("wrong", "above")
        ]
    ),
    "people.is_checked": Inputs(lambda f: [partial(people.is_checked, record) for record in _records(f)]),
    "people.of_agents": Inputs(lambda f: one(people.of_agents, _data(f))),
    "people.record_of": Inputs(lambda f: [lambda: _records(f)], Held(gaps=True)),
    "people.records": Inputs(lambda f: [partial(people.records, _data(f), goal) for goal in GOALS]),
    "people.rests_on": Inputs(lambda f: [partial(people.rests_on, record) for record in _records(f)]),
    "detectors.late_requests.open_requests": Inputs(
        lambda f: [lambda: late_requests.open_requests(_data(f))]
    ),
    "targets.agreed": Inputs(lambda f: [lambda: targets.agreed(_data(f))]),
    "charts.together": Inputs(
        lambda f: [lambda: [charts.together(each.weeks) for each in charts.charts(_data(f))]]
    ),
    "targets.goal_of_agents": Inputs(lambda f: [lambda: targets.goal_of_agents(_data(f))], Held(gaps=True)),
    "targets.market_target": Inputs(lambda f: [lambda: targets.market_target(_data(f))], Held(gaps=True)),
    "people.people_table": Inputs(lambda f: [lambda: people.people_table(_data(f))]),
    "charts.charts": Inputs(lambda f: [lambda: charts.charts(_data(f))], Held((0.0, 1.0))),
    "detectors.slow_drift.longest_run": Inputs(
        lambda f: [
            partial(slow_drift.longest_run, n, min(n, length))
            for n in (1, 2, 30 + len(f))
            for length in (1, 2, 9, 40)
        ],
        Held((0.0, 1.0)),
    ),
    "charts.of_all": Inputs(
        lambda f: [
            partial(charts.of_all, p, n) for p in (0.0, 1e-300, 0.5, 1.0) for n in (1, 10**6 + len(f))
        ],
        Held((0.0, 1.0)),
    ),
}
INPUTS: dict[str, Inputs] = {f"risks.{name}": _detector(look) for name, look in RULES.items()} | {
    f"risks.{name}": replace(inputs, few=name.split(".")[0] in SLOW) for name, inputs in OTHERS.items()
}
