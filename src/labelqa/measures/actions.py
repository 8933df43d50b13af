"""What is done about risks: the kinds of actions, what past ones did, and what a next one may do."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..estimates import Z95, Estimate, Unit
from .accuracy import judged
from .agents import FEWEST_PEERS, fit_beta_binomial
from .clusters import PERSON
from .proportions import wilson
from .transfer import difference_in_differences

DAY, TEAM = "local_date", "team_id"
SPREAD = (
    0.02  # standard deviation, in points, between the effects of actions of one type, and of what is expected
)
SCOPES = {"team": TEAM, "site": "site_id", "vendor": "vendor_id", "person": PERSON, "queue": "queue_id"}
ACCURACY = ("accuracy", "accuracy.audit")


@dataclass(frozen=True)
class ActionType:
    """
    A kind of action: who is asked to take it, and how it will be known whether it worked.

    `days`: how long after it is done it is judged by `metric`; `due_days`: within how many it is to be done;
    `effect`: the rise of accuracy, in points, expected before any was measured.
    """

    owner: str
    metric: str
    days: int
    due_days: int
    effect: float


CATALOGUE: dict[str, ActionType] = {
    "corrective_plan": ActionType("vendor manager", "accuracy", 56, 14, 0.01),
    "coach_agent": ActionType("team lead", "accuracy of the next 60 audits", 28, 14, 0.03),
    "coach_team": ActionType("team lead", "accuracy", 28, 14, 0.02),
    "targeted_audit": ActionType("QA lead", "accuracy", 28, 7, 0.0),
    "relabel_batch": ActionType("operations lead", "wrong labels in the batch", 14, 7, 0.0),
    "investigate": ActionType("QA lead", "verdict of the investigation", 14, 7, 0.01),
    "sop_clarification": ActionType("policy lead", "errors under the clause", 28, 14, 0.02),
    "calibration_session": ActionType("policy lead", "agreement", 28, 14, 0.02),
    "qa_retraining": ActionType("QA lead", "errors found by second looks", 28, 14, 0.0),
    "gold_refresh": ActionType("QA lead", "accuracy on gold less that of audits", 28, 7, 0.0),
    "hide_suggestion": ActionType("tooling lead", "wrong suggestions followed", 28, 14, 0.02),
    "throttle": ActionType("team lead", "labels faster than usual", 14, 3, 0.02),
    "staffing": ActionType("workforce lead", "utilisation", 28, 7, 0.0),
    "reprioritise": ActionType("operations lead", "chance to be through by the due date", 14, 3, 0.0),
    "extended_ramp": ActionType("training lead", "accuracy at the same age", 28, 14, 0.02),
    "block_until_read": ActionType("site lead", "labels made before reading", 14, 3, 0.0),
    "sampling_fix": ActionType("QA lead", "audits by day and site", 28, 7, 0.0),
    "intake_check": ActionType("operations lead", "labels by class", 28, 7, 0.0),
    "stop_ship": ActionType("operations lead", "critical errors", 14, 1, 0.02),
    "escalation": ActionType("market lead", "accuracy", 28, 7, 0.02),
    "watching": ActionType("QA lead", "accuracy", 28, 28, 0.0),
}


@dataclass(frozen=True)
class Effect:
    """
    What a finished action did to the accuracy of its scope, in points, and what was expected of it.

    `until`: the last day of the window in which it is judged.
    """

    action: str
    type: str
    scope: tuple[str, str]
    until: pd.Timestamp
    effect: Estimate
    expected: float

    @property
    def hit(self) -> bool:
        """Whether it raised accuracy: the whole interval is above 0."""
        return self.effect.exists and self.effect.low > 0


def effects(actions: pd.DataFrame, audits: pd.DataFrame, zone: str, end: pd.Timestamp) -> tuple[Effect, ...]:
    """
    The effects of the actions on accuracy that were done and whose window was over by `end`.

    `audits` are audited_labels drawn by a design, with team_id for actions on teams. The verify_days after it
    was closed against twice as many before it was opened, by difference in differences with those it was not
    for. Who is picked for being bad gets better by being looked at again: the scope's share before is drawn
    to that of its peers (empirical Bayes over at least FEWEST_PEERS), and the effect is counted from there.
    """
    if actions.empty or audits.empty:
        return ()
    rows = judged(audits)
    done = actions[(actions["status"] == "done") & actions["verify_metric"].isin(ACCURACY)]
    times = {c: _local(done[c], zone) for c in ("opened_at", "closed_at")}
    done = done.assign(**times).dropna(subset=["opened_at", "closed_at"])
    found = []
    for row in done.sort_values(["closed_at", "action_id"]).to_dict("records"):
        days = int(row["verify_days"]) if row["verify_days"] == row["verify_days"] else 28
        until = row["closed_at"].normalize() + pd.Timedelta(days=days)
        if until < end:
            effect = _effect(rows, row, until, days)
            expected = float(row["expected_effect_pp"]) / 100
            scope = (str(row["scope_type"]), str(row["scope_id"]))
            found.append(Effect(str(row["action_id"]), str(row["type"]), scope, until, effect, expected))
    return tuple(found)


def expected_effect(type_: str, past: Sequence[Effect]) -> Estimate:
    """
    What an action of this type may do to accuracy: past effects, drawn to what its kind is expected to do.

    Normal, with SPREAD between actions of a type and of the expectation: mean and 95 % interval of the
    posterior. n counts past actions.
    """
    kind = CATALOGUE.get(type_)
    prior = kind.effect if kind else 0.0
    known = [each.effect for each in past if each.type == type_ and each.effect.exists]
    precision, weighted = 1 / SPREAD**2, prior / SPREAD**2
    for effect in known:
        error = (effect.high - effect.low) / (2 * Z95)
        part = 1 / (SPREAD**2 + error**2)
        precision, weighted = precision + part, weighted + part * effect.value
    mean, half = weighted / precision, Z95 / precision**0.5
    flags = () if known else ("no action of this kind was judged yet",)
    return Estimate(
        mean, mean - half, mean + half, len(known), float(len(known)), "normal", Unit.POINTS, flags
    )


def hit_rate(past: Sequence[Effect]) -> Estimate:
    """The share of judged actions that raised accuracy; Wilson."""
    known = [each for each in past if each.effect.exists]
    if not known:
        return Estimate.absent("no action was judged yet")
    hits, n = sum(each.hit for each in known), len(known)
    low, high = wilson(hits, n)
    return Estimate(hits / n, float(low), float(high), n, float(n), "wilson")


def _effect(rows: pd.DataFrame, row: dict[str, object], until: pd.Timestamp, days: int) -> Estimate:
    column = SCOPES.get(str(row["scope_type"]), "")
    if column not in rows:
        return Estimate.absent("nobody was left out who could be compared", Unit.POINTS)
    opened, closed = (pd.Timestamp(str(row[at])).normalize() for at in ("opened_at", "closed_at"))
    after = (rows[DAY] > closed) & (rows[DAY] <= until)
    before = (rows[DAY] < opened) & (rows[DAY] >= opened - pd.Timedelta(days=2 * days))
    treated = rows[column] == row["scope_id"]
    for who, there in (("those it was for", treated), ("others", ~treated)):
        for when, span in (("before", before), ("after", after)):
            if not (there & span).any():
                return Estimate.absent(f"no audits of {who} {when}", Unit.POINTS)
    chosen = rows.assign(after=after, treated=treated)[before | after]
    effect = difference_in_differences(chosen, treated="treated")
    if not effect.exists:
        return Estimate.absent("too few people for an interval", Unit.POINTS)
    luck = _luck(rows[before], column, str(row["scope_id"]))
    ends = (each - luck for each in (effect.value, effect.low, effect.high))
    value, low, high = ends
    return dataclasses.replace(effect, value=value, low=low, high=high)


def _luck(before: pd.DataFrame, column: str, scope: str) -> float:
    """By how much the scope's accuracy is expected to rise by itself, for it was picked for being low."""
    weight = 1 / before["incl_prob"].astype(float)
    sums = before.assign(weight=weight, square=weight**2, right=weight * before["correct"])
    units = sums.groupby(column, observed=True)[["weight", "square", "right"]].sum()
    n, share = units["weight"] ** 2 / units["square"], units["right"] / units["weight"]
    if len(units) < FEWEST_PEERS:
        return 0.0
    a, b = fit_beta_binomial(np.asarray(share * n), np.asarray(n), boundary_avoiding=True)
    drawn = (a + share[scope] * n[scope]) / (a + b + n[scope])
    return float(drawn - share[scope])


def _local(column: pd.Series, zone: str) -> pd.Series:
    return pd.to_datetime(column, utc=True).dt.tz_convert(zone).dt.tz_localize(None)
