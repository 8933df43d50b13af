"""Inputs of the measures of time, capacity, requests, rules and people."""

from __future__ import annotations

import datetime as dt
from functools import partial
from zoneinfo import ZoneInfo

import pandas as pd

from labelqa.estimates import Estimates, Target, Unit
from labelqa.measures import (
    accuracy,
    adherence,
    capacity,
    clearance,
    competing_risks,
    compliance,
    conduct,
    efficiency,
    flow,
    gates,
    handling,
    joiners,
    learning_curves,
    productivity,
    proficiency,
    ramp_up,
    requests,
    survival,
    workforce,
)

from .held import Held
from .inputs import SIGNED, SITES, Calls, Inputs, each, kept, one
from .market import MONTH, NOW, START, ZONE, Frames

PACE = Held(units={Unit.INDEX: (0.0, 1e12), Unit.SECONDS: (0.0, 1e15)})
KEEPS = {"handling": ("handling", "waiting"), "waiting": ("handling", "waiting")}
SINCE = dt.date(2026, 7, 6)
FIRST, TODAY = pd.Timestamp(2026, 10, 1), pd.Timestamp(2026, 11, 1)
RULE = proficiency.ProficiencyRule(Target(0.9), audits=20, days=3)
BEGUN = dt.date(2025, 1, 1)
NO_TARGET = proficiency.ProficiencyRule(None)
WEEKS = {"accuracy": learning_curves.accuracy_weeks, "pace": learning_curves.pace_weeks}


@kept
def _flowing(f: Frames) -> pd.DataFrame:
    return flow.flow(f["requests"], f["deliveries"], ZoneInfo(ZONE), NOW)


@kept
def _waiting(f: Frames) -> pd.DataFrame:
    rows = f["requests"]
    rows = rows[rows["delivered_at"].isna() & rows["cancelled_at"].isna()]
    due = pd.to_datetime(rows["due_at"], utc=True).dt.tz_localize(None)
    return clearance.pending(rows.assign(due=due), _flowing(f), _made(f), TODAY)


@kept
def _made(f: Frames) -> pd.DataFrame:
    return f["label_days"].groupby(["local_date", "queue_id"])["labels"].sum().reset_index()


@kept
def _joined(f: Frames) -> pd.DataFrame:
    return joiners.joiners(f["people"], f["training"], BEGUN, MONTH[1])


@kept
def _seen(f: Frames) -> proficiency.JoinerEvidence:
    settled = joiners.tenured(f["people"], SINCE, MONTH[1])
    return proficiency.evidence(f["audited_labels"], f["label_days"], settled, ZoneInfo(ZONE))


def _checks(f: Frames, rule: proficiency.ProficiencyRule = RULE) -> pd.DataFrame:
    return proficiency.checks(_joined(f), _seen(f), rule)


@kept
def _outcomes(f: Frames) -> pd.DataFrame:
    return ramp_up.outcomes(_joined(f), _checks(f))


def _weeks(f: Frames, kind: str = "accuracy") -> pd.DataFrame:
    return WEEKS[kind](_joined(f), _seen(f), until=800)


@kept
def _owed(f: Frames) -> pd.DataFrame:
    families = {"ads": "ads", "shop": "shop"}
    return compliance.obligations(f["label_days"], f["sop_acknowledgements"], families, ZONE, SINCE)


@kept
def _curve(f: Frames) -> competing_risks.IncidenceCurve:
    rows = _outcomes(f)
    return competing_risks.aalen_johansen(rows["duration"], rows["cause"])


@kept
def _survival(f: Frames) -> survival.SurvivalCurve:
    rows = requests.waits(f["requests"], "requests.turnaround", NOW)
    return survival.kaplan_meier(rows["duration"], rows["happened"])


def _fte(f: Frames, staffing: capacity.Staffing) -> Estimates:
    return capacity.fte_needed(
        capacity.decisions(f["label_days"]), f["label_days"], f["time_days"], 31, staffing
    )


def _right_per_hour(f: Frames) -> Estimates:
    pace = productivity.throughput(f["label_days"], SITES)
    return efficiency.quality_adjusted(pace, accuracy.by_design(f["audited_labels"], SITES))


def _read(measure: object, f: Frames, *more: object) -> Calls:
    return each(measure, _outcomes(f), *more, by=((), ("site_id",), ("cohort_id",)))  # type: ignore[arg-type]


def _curves(f: Frames) -> Calls:
    return [
        partial(learning_curves.learning_curve, _weeks(f), Unit.SHARE),
        partial(learning_curves.learning_curve, _weeks(f, "pace"), Unit.INDEX),
    ]


def _times(f: Frames) -> Calls:
    people = f["handling_people"]
    return [
        call
        for q in (0.5, 0.9)
        for given in (people, None)
        for call in each(handling.handling_time, f["handling_days"], q, people=given)
    ]


def _own_and_others(f: Frames) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One person's labels, and the others'."""
    rows = f["label_days"].assign(made=f["label_days"]["labels"])
    own = rows["person_id"] == "p04"
    return rows[own], rows[~own]


INPUTS: dict[str, Inputs] = {
    "adherence.adherence": Inputs(lambda f: each(adherence.adherence, f["adherence_days"], KEEPS, ["break"])),
    "adherence.conformance": Inputs(
        lambda f: each(adherence.conformance, f["adherence_days"], KEEPS, ["handling"]),
        Held(units={Unit.SHARE: (0.0, 1e9)}),
    ),
    "capacity.committed": Inputs(
        lambda f: [
            partial(capacity.committed, f["requests"], NOW, NOW + pd.Timedelta(days=30), each)
            for each in (0.0, 1.1)
        ]
    ),
    "capacity.decisions": Inputs(lambda f: each(capacity.decisions, f["label_days"])),
    "capacity.forecast": Inputs(
        lambda f: [
            call for days in (0, 28) for call in each(capacity.forecast, f["label_days"], MONTH[1], days)
        ]
    ),
    "capacity.fte_needed": Inputs(
        lambda f: [
            partial(_fte, f, capacity.Staffing()),
            partial(_fte, f, capacity.Staffing(shrinkage=0.3, occupancy=0.8)),
        ]
    ),
    "capacity.gap": Inputs(
        lambda f: [lambda: capacity.gap(workforce.fte(f["people"], *MONTH), _fte(f, capacity.Staffing()))],
        SIGNED,
    ),
    "capacity.row_by_row": Inputs(
        lambda f: one(
            capacity.row_by_row,
            "x",
            workforce.fte(f["people"], *MONTH, SITES),
            workforce.fte(f["people"], *MONTH),
            lambda a, b: a if a.exists else b,
        )
    ),
    "clearance.clearance": Inputs(lambda f: [lambda: clearance.clearance(_waiting(f), _made(f), TODAY)]),
    "clearance.pending": Inputs(lambda f: [lambda: _waiting(f)]),
    "competing_risks.aalen_johansen": Inputs(lambda f: [lambda: _curve(f)], Held((0.0, 1e9))),
    "competing_risks.incidence_by": Inputs(
        lambda f: [lambda t=t: competing_risks.incidence_by(_curve(f), t) for t in (0.0, 50.0, 1e6)]
    ),
    "competing_risks.incidence_quantile": Inputs(
        lambda f: [lambda q=q: competing_risks.incidence_quantile(_curve(f), q) for q in (0.01, 0.5, 0.9)]
    ),
    "competing_risks.mean_before": Inputs(
        lambda f: [lambda t=t: competing_risks.mean_before(_curve(f), t) for t in (0.0, 50.0, 1e6)]
    ),
    "competing_risks.quantile_interval": Inputs(
        lambda f: [lambda q=q: competing_risks.quantile_interval(_curve(f), q) for q in (0.01, 0.5, 0.9)],
        Held((0.0, 1e9), open=True),
    ),
    "competing_risks.readings": Inputs(
        lambda f: [
            lambda by=by: competing_risks.readings(
                _outcomes(f), "x", by, competing_risks.incidence_quantile, unit=Unit.DAYS
            )
            for by in ((), SITES)
        ]
    ),
    "compliance.acknowledged": Inputs(lambda f: each(compliance.acknowledged, _owed(f), by=((), SITES))),
    "compliance.audited_enough": Inputs(
        lambda f: [
            call
            for least in (0, 1, 5)
            for call in each(
                compliance.audited_enough, f["label_days"], f["audited_labels"].assign(is_gold=False), least
            )
        ]
    ),
    "compliance.independent_audits": Inputs(
        lambda f: each(compliance.independent_audits, f["audited_labels"])
    ),
    "compliance.joiners": Inputs(
        lambda f: [
            partial(compliance.joiners, f["people"], f["training"], ZONE, (BEGUN, MONTH[1]), modules)
            for modules in ((), ("m1",), ("none",))
        ]
    ),
    "compliance.obligations": Inputs(lambda f: [lambda: _owed(f)]),
    "compliance.prompt_audits": Inputs(
        lambda f: each(compliance.prompt_audits, f["audited_labels"], ZONE, 2)
    ),
    "compliance.quiz_score": Inputs(lambda f: each(compliance.quiz_score, _owed(f), by=((), SITES))),
    "compliance.trained": Inputs(
        lambda f: each(
            compliance.trained,
            compliance.joiners(f["people"], f["training"], ZONE, (BEGUN, MONTH[1])),
            by=((), SITES),
        )
    ),
    "compliance.unread": Inputs(lambda f: each(compliance.unread, _owed(f), by=((), SITES))),
    "conduct.agreeing": Inputs(lambda f: one(conduct.agreeing, f["overlaps"])),
    "conduct.commonest": Inputs(
        lambda f: [
            partial(conduct.commonest, *pair) for pair in (_own_and_others(f), _own_and_others(f)[::-1])
        ]
    ),
    "conduct.fast": Inputs(
        lambda f: [
            partial(conduct.fast, rows, f["handling_days"])
            for rows in (f["handling_people"], f["handling_people"].head(0))
        ]
    ),
    "efficiency.efficiency": Inputs(
        lambda f: [
            call
            for seconds in ({"ads": 30.0, "shop": 20.0}, {"ads": 0.0}, {})
            for call in each(efficiency.efficiency, f["label_days"], seconds)
        ],
        PACE,
    ),
    "efficiency.quality_adjusted": Inputs(lambda f: [lambda: _right_per_hour(f)]),
    "flow.backlog": Inputs(lambda f: each(flow.backlog, _flowing(f), TODAY, by=((), ("queue_id",)))),
    "flow.cumulative": Inputs(lambda f: [lambda: flow.cumulative(_flowing(f), FIRST, TODAY)]),
    "flow.flow": Inputs(lambda f: [lambda: _flowing(f)]),
    "flow.littles_law": Inputs(
        lambda f: [partial(flow.littles_law, f["requests"], since, NOW) for since in (START, FIRST, TODAY)]
    ),
    "flow.moved": Inputs(
        lambda f: [
            call
            for state in flow.STATES
            for call in each(flow.moved, _flowing(f), state, FIRST, TODAY, by=((), ("queue_id",)))
        ]
    ),
    "flow.rework": Inputs(lambda f: [lambda: flow.rework(_flowing(f), FIRST, TODAY)]),
    "gates.gates": Inputs(lambda f: [lambda: gates.gates(_joined(f), _seen(f).audits, gates.Gate(5, 0.2))]),
    "gates.time_to_gate": Inputs(
        lambda f: [lambda: gates.time_to_gate(gates.gates(_joined(f), _seen(f).audits, gates.Gate(5)), SITES)]
    ),
    "handling.handling_time": Inputs(_times),
    "handling.trimmed_handling_time": Inputs(
        lambda f: each(handling.trimmed_handling_time, f["handling_days"], people=f["handling_people"])
    ),
    "joiners.hired": Inputs(lambda f: one(joiners.hired, f["people"], BEGUN, MONTH[1])),
    "joiners.joiners": Inputs(lambda f: [lambda: _joined(f)]),
    "joiners.tenured": Inputs(lambda f: one(joiners.tenured, f["people"], SINCE, MONTH[1])),
    "joiners.time_to_production": Inputs(
        lambda f: [lambda: joiners.time_to_production(joiners.hired(f["people"], BEGUN, MONTH[1]))]
    ),
    "learning_curves.accuracy_weeks": Inputs(lambda f: [lambda: _weeks(f)]),
    "learning_curves.learning_curve": Inputs(_curves, Held(units={Unit.INDEX: (0.0, 1e12)})),
    "learning_curves.learning_rate": Inputs(
        lambda f: [lambda: learning_curves.learning_rate(_weeks(f, "pace"))],
        Held(units={Unit.SHARE: (0.0, 1e12)}),
    ),
    "learning_curves.middle_half": Inputs(
        lambda f: [
            lambda: learning_curves.middle_half(joiners.tenured(f["people"], SINCE, MONTH[1]), _seen(f))
        ],
        Held((0.0, 1e9)),
    ),
    "learning_curves.pace_weeks": Inputs(lambda f: [lambda: _weeks(f, "pace")]),
    "learning_curves.person_weeks": Inputs(
        lambda f: [lambda: learning_curves.person_weeks(_joined(f), _seen(f).audits, "right", "weight")]
    ),
    "productivity.mean_handling_time": Inputs(
        lambda f: each(productivity.mean_handling_time, f["label_days"]), PACE
    ),
    "productivity.occupancy": Inputs(lambda f: each(productivity.occupancy, f["time_days"], by=((), SITES))),
    "productivity.shrinkage": Inputs(
        lambda f: each(productivity.shrinkage, f["time_days"], by=((), SITES, ("site_id", "state")))
    ),
    "productivity.throughput": Inputs(lambda f: each(productivity.throughput, f["label_days"])),
    "productivity.time_use": Inputs(lambda f: each(productivity.time_use, f["time_days"], by=((), SITES))),
    "productivity.utilisation": Inputs(
        lambda f: [
            *each(productivity.utilisation, f["time_days"], by=((), SITES)),
            partial(productivity.utilisation, f["time_days"], ()),
        ]
    ),
    "proficiency.checks": Inputs(lambda f: [lambda: _checks(f), lambda: _checks(f, NO_TARGET)]),
    "proficiency.evidence": Inputs(lambda f: [lambda: _seen(f)]),
    "ramp_up.accuracy_at_age": Inputs(
        lambda f: each(ramp_up.accuracy_at_age, _weeks(f), by=((), ("cohort_id",)))
    ),
    "ramp_up.against_others": Inputs(lambda f: [lambda: ramp_up.against_others(_weeks(f))]),
    "ramp_up.behind": Inputs(lambda f: [lambda: ramp_up.behind(ramp_up.against_others(_weeks(f)))]),
    "ramp_up.days_before_proficiency": Inputs(
        lambda f: [call for t in (0, 90, 10**4) for call in _read(ramp_up.days_before_proficiency, f, t)]
    ),
    "ramp_up.decisions": Inputs(lambda f: [lambda: ramp_up.decisions(_outcomes(f), RULE, 60)]),
    "ramp_up.left_by": Inputs(lambda f: _read(ramp_up.left_by, f, 90)),
    "ramp_up.meeting": Inputs(lambda f: [lambda: ramp_up.meeting(_checks(f))]),
    "ramp_up.outcomes": Inputs(lambda f: [lambda: _outcomes(f)]),
    "ramp_up.paces": Inputs(lambda f: [lambda: ramp_up.paces(_outcomes(f), RULE)], PACE),
    "ramp_up.proficient_by": Inputs(lambda f: _read(ramp_up.proficient_by, f, 90)),
    "ramp_up.time_from_hiring": Inputs(
        lambda f: [
            lambda: ramp_up.time_from_hiring(joiners.hired(f["people"], BEGUN, MONTH[1]), _outcomes(f))
        ]
    ),
    "ramp_up.time_to_proficiency": Inputs(lambda f: _read(ramp_up.time_to_proficiency, f)),
    "requests.on_time": Inputs(
        lambda f: each(requests.on_time, f["requests"], FIRST, TODAY, NOW, by=((), ("queue_id",)))
    ),
    "requests.time_taken": Inputs(
        lambda f: [
            call
            for span in requests.SPANS
            for q in (0.5, 0.9)
            for call in each(
                requests.time_taken, requests.waits(f["requests"], span, NOW), span, q, by=((), ("queue_id",))
            )
        ]
    ),
    "requests.waits": Inputs(
        lambda f: [partial(requests.waits, f["requests"], span, NOW) for span in requests.SPANS]
    ),
    "survival.kaplan_meier": Inputs(lambda f: [lambda: _survival(f)], Held((0.0, 1e9), open=True)),
    "survival.lifetimes": Inputs(
        lambda f: one(
            survival.lifetimes, f["requests"], "created_at", "delivered_at", NOW, lost="cancelled_at"
        )
    ),
    "survival.survival_quantile": Inputs(
        lambda f: [lambda q=q: survival.survival_quantile(_survival(f), q) for q in (0.01, 0.5, 1.0)]
    ),
    "workforce.attrition": Inputs(
        lambda f: one(workforce.attrition, f["people"], SINCE, MONTH[1]), Held(units={Unit.SHARE: (0.0, 1e9)})
    ),
    "workforce.fte": Inputs(lambda f: each(workforce.fte, f["people"], *MONTH, by=((), SITES))),
    "workforce.fte_ahead": Inputs(
        lambda f: [
            partial(workforce.fte_ahead, f["people"], SINCE, MONTH[1], until, by)
            for until in (dt.date(2026, 11, 2), dt.date(2030, 1, 1))
            for by in ((), SITES)
        ]
    ),
    "workforce.headcount": Inputs(lambda f: each(workforce.headcount, f["people"], MONTH[0], by=((), SITES))),
    "workforce.left": Inputs(lambda f: each(workforce.left, f["people"], *MONTH, by=((), SITES))),
    "workforce.started": Inputs(lambda f: each(workforce.started, f["people"], *MONTH, by=((), SITES))),
}
