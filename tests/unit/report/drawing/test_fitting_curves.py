"""Drawings of curves, states and lines fit whatever they are of, and no two of their texts meet."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from labelqa.estimates import Estimate, Estimates, Target, Unit
from labelqa.measures.acceptance import AcceptancePlan
from labelqa.measures.competing_risks import aalen_johansen
from labelqa.measures.investigation.episode import Episode
from labelqa.measures.learning_curves import Band, LearningCurve
from labelqa.measures.lots import characteristic
from labelqa.measures.ramp_up import COACH, EXTEND, GRADUATE, LEARNING, LEFT, PROFICIENT
from labelqa.measures.survival import kaplan_meier
from labelqa.report.sections.investigation.since_when import since_when
from labelqa.report.sections.lots.oc_curve import oc_curve
from labelqa.report.sections.ramp_up.incidence import incidence
from labelqa.report.sections.ramp_up.learning import Learning, learning
from labelqa.report.sections.ramp_up.swimmers import swimmers
from labelqa.report.sections.requests.cumulative_flow import cumulative_flow
from labelqa.report.sections.requests.waiting import waiting

from ..fitted import NAMES, SHARES, fonts_of_print, setting, unfit

__all__ = ["fonts_of_print", "setting", "unfit"]
# WeasyPrint leaves its colour profile open; the render process ends, a test does not.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed file.*sRGB2014:ResourceWarning")
SAID = ("Title", "Measure", "Note")
TIMES = {"one": [1.0], "a day": [0.01, 0.02], "years": [1.0, 400.0, 2000.0]}
NONE = Estimate.absent("not asked")


@pytest.mark.parametrize("times", TIMES.values(), ids=list(TIMES))
@pytest.mark.parametrize("happened", [0, 1])
@pytest.mark.parametrize("count", [1, 4])
def test_waiting_of_any_length_and_name_fits(setting, times, happened, count, unfit):
    """Nobody or everybody, one curve or four that end at one place."""
    curve = kaplan_meier(times, [happened] * len(times))
    curves = [(name, curve) for name in list(NAMES.values())[1 : count + 1]]

    assert [] == unfit(waiting(setting, curves, SAID, (), "c"))


@pytest.mark.parametrize("of", SHARES)
@pytest.mark.parametrize("weeks", [1, 2, 26])
def test_learning_of_any_value_and_name_fits(setting, of, weeks, unfit):
    """Six cohorts at one value, the tenured and the target there, too."""
    value, low, high, _ = SHARES[of]
    ages = 3.5 + 7.0 * np.arange(weeks)
    points = pd.DataFrame({"age": ages, "value": value, "people": 3})
    fitted = points.assign(low=low, high=high)[["age", "value", "low", "high"]]
    curve = LearningCurve(NONE, NONE, NONE, points, fitted, 3)
    names = list(NAMES.values())[:6]
    drawn = Learning(
        dict.fromkeys(names, curve),
        names[0],
        True,
        (),
        Band(value, value, value, 9),
        Target(value or 0.5),
        Unit.SHARE,
    )

    assert [] == unfit(learning(setting, drawn, SAID, (), "c"))


@pytest.mark.parametrize("days", [2, 31, 365])
@pytest.mark.parametrize("labels", [0, 1, 40_000_000])
def test_flow_of_any_number_fits(setting, days, labels, unfit):
    """Nothing asked for, or tens of millions, all in one state."""
    index = pd.date_range("2026-10-31", periods=days, freq="-1D")[::-1]
    states = ["requested", "ready", "started", "delivered"]

    assert [] == unfit(cumulative_flow(setting, pd.DataFrame(labels, index, states), (), "c"))


@pytest.mark.parametrize("of", SHARES)
@pytest.mark.parametrize("weeks", [1, 2, 26])
def test_weeks_of_an_investigation_of_any_value_fit(setting, of, weeks, unfit):
    """From one week on."""
    one = Estimate(*SHARES[of], float(SHARES[of][3]), "test")
    first = dt.date(2026, 10, 26) - dt.timedelta(weeks=weeks - 1)
    rows = [((first + dt.timedelta(weeks=i),), one) for i in range(weeks)]
    episode = Episode(Estimates.of("investigation.accuracy", ("week",), rows))

    found = SimpleNamespace(episode=episode, level=SimpleNamespace(before=one))

    assert [] == unfit(since_when(setting, found, "c"))


@pytest.mark.parametrize(
    "plan", [AcceptancePlan(1, 0), AcceptancePlan(80, 2), AcceptancePlan(5000, 0), AcceptancePlan(500, 100)]
)
@pytest.mark.parametrize("tolerated", [0.0001, 0.01, 0.5, 0.99])
def test_oc_curves_of_any_plan_fit(setting, plan, tolerated, unfit):
    """Two points that may fall together, near either end."""
    lots = pd.DataFrame({"lot_n": [plan.n], "lot_c": [plan.c], "lot_verdict": ["accepted"]})
    found = characteristic(lots, pd.Series([tolerated]))

    assert [] == unfit(oc_curve(setting, found, "c"))


@pytest.mark.parametrize("times", TIMES.values(), ids=list(TIMES))
@pytest.mark.parametrize("cause", [0, 1, 2])
@pytest.mark.parametrize("count", [1, 3])
def test_incidence_of_any_length_and_name_fits(setting, times, cause, count, unfit):
    """All still learning, all proficient, all left; up to three panels of the widest names."""
    causes = [cause] * len(times)
    both = aalen_johansen(times, causes), aalen_johansen(times, causes, cause=2)
    panels = [(name, *both) for name in list(NAMES.values())[1 : count + 1]]

    assert [] == unfit(incidence(setting, panels, SAID, (), "c"))


@pytest.mark.parametrize("count", [1, 36, 500])
@pytest.mark.parametrize("watched", [1, 90, 3000])
def test_lines_of_joiners_of_any_name_and_number_fit(setting, count, watched, unfit):
    """Each of a cohort of its own, or all of one."""
    names, outcomes = list(NAMES.values()), [GRADUATE, COACH, EXTEND, LEFT]
    rows = pd.DataFrame(
        {
            "person_id": [names[i % len(names)] for i in range(count)],
            "cohort_id": [names[i // 7 % len(names)] for i in range(count)],
            "watched": float(watched),
            "outcome": [PROFICIENT if i % 2 else LEARNING for i in range(count)],
            "duration": watched / 2,
            "gate": watched / 3,
            "decision": [outcomes[i % 4] for i in range(count)],
        }
    )

    assert [] == unfit(swimmers(setting, rows, "Title", (), "c"))
