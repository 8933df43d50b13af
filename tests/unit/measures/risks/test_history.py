"""From flags to findings: persistence, states, severity, recommendations and open actions."""

from __future__ import annotations

import dataclasses
import math

import pandas as pd
import pytest

from labelqa.estimates import Estimate, Unit
from labelqa.findings import Entity, Grade, Level, State
from labelqa.measures.actions import Effect
from labelqa.measures.risks.calm_market import OCTOBER
from labelqa.measures.risks.cases import Case
from labelqa.measures.risks.detectors.agents_below_floor import DETECTOR
from labelqa.measures.risks.history import History, findings
from labelqa.measures.risks.levels import Judged

NOBODY = pd.DataFrame()


def judged(loss: float = 20.0, *, significant: bool = True, likely: bool = False, **facts: object) -> Judged:
    """An agent at 80 % against a floor of 90 %."""
    case = Case(
        Entity.of("person", person_id="p1"),
        Estimate(0.8, 0.7, 0.88, 50, 50.0, "x"),
        0.9,
        posterior=0.9,
        wrong=Estimate(loss, 0.0, 2 * loss, 50, 50.0, "x", Unit.COUNT),
    )
    (rule,) = DETECTOR.rules
    return Judged(DETECTOR, rule, dataclasses.replace(case, **facts), 0.01, significant, likely)


def history(*months: Judged | None, actions: pd.DataFrame = NOBODY, past: tuple[Effect, ...] = ()) -> History:
    """Months, the newest first."""
    held = [{each.key: each} if each else {} for each in months]
    return History(OCTOBER, held, [f"2026-{10 - i:02d}-01" for i in range(len(months))], past, actions)


@pytest.mark.parametrize(
    ("months", "level"),
    [
        ((judged(), None, None), Level.WATCH),
        ((judged(), judged(), None), Level.ACT),
        ((judged(), None, judged()), Level.ACT),
        ((judged(120.0), None, None), Level.ACT),
        ((judged(significant=False, likely=True), judged(), judged()), Level.WATCH),
        ((judged(120.0, watched=True), judged(), judged()), Level.WATCH),
    ],
)
def test_to_act_on_is_what_is_significant_and_persists_or_is_grave(months, level):
    """Two of three periods, or a hundred wrong labels a month; what is only to be watched never is."""
    (found,) = findings(history(*months))

    assert level is found.level


@pytest.mark.parametrize(
    ("months", "state"),
    [
        ((judged(), None, None), State.NEW),
        ((judged(), judged(), None), State.PERSISTING),
        ((judged(9.0), judged(20.0), None), State.IMPROVING),
        ((judged(), None, judged()), State.REOPENED),
        ((None, judged(120.0), None), State.RESOLVED),
        ((judged(significant=False), judged(120.0), None), State.RESOLVED),
        ((None, judged(20.0, significant=False, likely=True), judged(120.0)), State.RESOLVED),
    ],
)
def test_a_risk_keeps_its_identity_from_month_to_month(months, state):
    """The same name all along; new, persisting, improving at half the loss, reopened, resolved."""
    (found,) = findings(history(*months))

    assert (state, "r2.person.p1", "2026-10-01") == (found.state, found.name, found.period)


def test_what_was_only_watched_and_is_gone_is_not_spoken_of():
    """Resolved is what was to be acted on."""
    assert () == findings(history(None, judged(20.0), None))
    assert () == findings(history(None, None, judged(120.0)))


@pytest.mark.parametrize(
    ("loss", "critical", "grade"),
    [(9.9, False, "S1"), (10, False, "S2"), (100, False, "S3"), (1000, False, "S4"), (1, True, "S4")],
)
def test_the_grade_follows_the_expected_loss(loss, critical, grade):
    """Ten, a hundred, a thousand wrong labels a month; a critical harm is the gravest at any number."""
    (found,) = findings(history(judged(loss, critical=critical)))

    assert Grade(grade) is found.severity.grade
    assert loss == found.severity.loss


def test_findings_rank_by_loss_confidence_and_persistence():
    """log10(1 + L) x c x (1 + k / 4): 1.3222 x .9 x 1.5 for 20 labels in two periods."""
    (found,) = findings(history(judged(20.0), judged(20.0)))

    assert math.log10(21) * 0.9 * 1.5 == pytest.approx(found.severity.score)
    assert 2 == found.severity.periods


def test_a_weight_is_what_a_wrong_label_costs():
    """Twenty labels at six each are a loss of 120."""
    (found,) = findings(history(judged(20.0, weight=6.0)))

    assert (120.0, Grade.S3) == (found.severity.loss, found.severity.grade)


def test_a_recommendation_says_who_when_and_what_it_may_avoid():
    """Coaching is expected to bring 3 of the 10 missing points, and so to avoid 6 of 20 wrong labels."""
    (found,) = findings(history(judged()))
    asked = found.recommendation

    assert ("coach_agent", "team lead", 28, 14) == (asked.type, asked.owner, asked.days, asked.due_days)
    assert (0.03, 6.0) == pytest.approx((asked.effect.value, asked.avoided.value))
    assert ("no action of this kind was judged yet",) == asked.effect.flags


def test_past_effects_draw_the_expected_one_to_themselves():
    """Two past coachings of 0 points halve what is expected of the next, and more."""
    none = Estimate(0.0, -0.01, 0.01, 100, 20.0, "did", Unit.POINTS)
    past = tuple(
        Effect(f"A{i}", "coach_agent", ("person", "p"), pd.Timestamp(2026, 9, 1), none, 0.03) for i in (1, 2)
    )
    (found,) = findings(history(judged(), past=past))

    assert 0.009 < found.recommendation.effect.value < 0.015
    assert 2 == found.recommendation.effect.n


def test_open_actions_on_the_entity_are_joined():
    """By scope or by the finding's name; closed ones, and those of others, are not."""
    rows = [
        ("A1", None, "person", "p1", "open"), ("A2", "r2.person.p1", "team", "t", "open"),
        ("A3", None, "person", "p1", "done"), ("A4", None, "person", "p2", "open"),
    ]  # fmt: skip
    actions = pd.DataFrame(rows, columns=["action_id", "risk_id", "scope_type", "scope_id", "status"])
    (found,) = findings(history(judged(), actions=actions))

    assert ("A1", "A2") == found.actions
