"""What is done about risks: the kinds of actions, what past ones did, and what a next one may do."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..estimates import Z95, Estimate, Unit
from .agents import FEWEST_PEERS, fit_beta_binomial
from .clusters import PERSON
from .contrasts import contrast
from .proportions import plain_share

DAY, TEAM = "local_date", "team_id"
SPREAD = (
    0.02  # standard deviation, in points, between the effects of actions of one type, and of what is expected
)
USUAL_DAYS, BEFORE = 28, 91  # until an action is judged, and before it was opened
SIGNS = {"treated after": 1, "treated before": -1, "others after": -1, "others before": 1}
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


def effects(actions: pd.DataFrame, checks: pd.DataFrame, zone: str, end: pd.Timestamp) -> tuple[Effect, ...]:
    """
    The effects of the actions on accuracy that were done and whose window was over by `end`.

    `checks` are decisions known to be right or not: person_id, local_date, correct, weight, stratum (audits
    and gold apart), and the columns of scopes. From the day it was closed for up to twice verify_days, as far
    as the data reach, against the BEFORE days before it was opened, by difference in differences with those
    it was not for (`contrast`). Who is picked for being bad gets better by being looked at again: the scope's
    share before is drawn to that of its peers (empirical Bayes over at least FEWEST_PEERS), and the effect
    is counted from there.
    """
    if actions.empty or checks.empty:
        return ()
    done = actions[(actions["status"] == "done") & actions["verify_metric"].isin(ACCURACY)]
    times = {c: _local(done[c], zone) for c in ("opened_at", "closed_at")}
    done = done.assign(**times).dropna(subset=["opened_at", "closed_at"])
    found = []
    for row in done.sort_values(["closed_at", "action_id"]).to_dict("records"):
        days = int(row["verify_days"]) if row["verify_days"] == row["verify_days"] else USUAL_DAYS
        until = row["closed_at"].normalize() + pd.Timedelta(days=days)
        if until < end:
            scope = (str(row["scope_type"]), str(row["scope_id"]))
            span = (row["opened_at"].normalize(), row["closed_at"].normalize())
            effect = _effect(checks[checks[DAY] < end], scope, span, 2 * days)
            expected = row["expected_effect_pp"]
            points = expected / 100 if expected == expected else _usual(str(row["type"]))
            found.append(Effect(str(row["action_id"]), str(row["type"]), scope, until, effect, points))
    return tuple(found)


def expected_effect(type_: str, past: Sequence[Effect]) -> Estimate:
    """
    What an action of this type may do to accuracy: past effects, drawn to what its kind is expected to do.

    Normal, with SPREAD between actions of a type and of the expectation: mean and 95 % interval of the
    posterior. n counts past actions.
    """
    prior = _usual(type_)
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
    return plain_share(sum(each.hit for each in known), len(known))


def _usual(type_: str) -> float:
    """What is expected of a type of action before any was measured; nothing of an unknown one."""
    return CATALOGUE[type_].effect if type_ in CATALOGUE else 0.0


def _effect(
    checks: pd.DataFrame, scope: tuple[str, str], span: tuple[pd.Timestamp, pd.Timestamp], days: int
) -> Estimate:
    column, (opened, closed) = SCOPES.get(scope[0], ""), span
    if column not in checks:
        return Estimate.absent("nobody was left out who could be compared", Unit.POINTS)
    after = (checks[DAY] > closed) & (checks[DAY] <= closed + pd.Timedelta(days=days))
    before = (checks[DAY] < opened) & (checks[DAY] >= opened - pd.Timedelta(days=BEFORE))
    who = np.where(checks[column] == scope[1], "treated", "others")
    cell = pd.Series(who, checks.index) + np.where(after, " after", " before")
    rows = checks.assign(cell=cell)
    effect = contrast(rows[before | after], SIGNS, method="difference-in-differences")
    if not effect.exists:
        return effect
    luck = _luck(rows[before], column, scope[1])
    value, low, high = (end - luck for end in (effect.value, effect.low, effect.high))
    return dataclasses.replace(effect, value=value, low=low, high=high)


def _luck(before: pd.DataFrame, column: str, scope: str) -> float:
    """By how much the scope's accuracy is expected to rise by itself, for it was picked for being low."""
    weight = before["weight"].astype(float)
    sums = before.assign(square=weight**2, right=weight * before["correct"])
    cells = (
        sums.groupby([column, "stratum"], observed=True)[["weight", "square", "right"]].sum().astype(float)
    )
    worth = cells["weight"] ** 2 / cells["square"]
    n = worth.groupby(level=0).sum()
    share = (worth * cells["right"] / cells["weight"]).groupby(level=0).sum() / n
    if len(n) < FEWEST_PEERS:
        return 0.0
    a, b = fit_beta_binomial(share * n, n)
    drawn = (a + share[scope] * n[scope]) / (a + b + n[scope])
    return float(drawn - share[scope])


def _local(column: pd.Series, zone: str) -> pd.Series:
    return pd.to_datetime(column, utc=True).dt.tz_convert(zone).dt.tz_localize(None)
