"""A target names a metric that there is, a value that it can have, and a floor on the bad side of it."""

from __future__ import annotations

import pytest

from labelqa.estimates import Unit
from labelqa.params import load
from labelqa.params.metrics import AMOUNT, DIFFERENCE, FIGURES, METRICS, SHARE, misfits
from labelqa.report.language.vocabulary import TERMS


def test_the_metrics_are_those_that_reports_hold_against_targets():
    """By the names that their words give them, and by those of their figures."""
    named = {}
    for figure, words in TERMS.items():
        if words.metric:
            named.setdefault(words.metric, []).append(figure)

    assert {metric: tuple(sorted(figures)) for metric, figures in named.items()} == {
        metric: tuple(sorted(figures)) for metric, figures in FIGURES.items()
    }


def test_shares_are_the_metrics_whose_figures_are():
    """What is counted or timed has no upper end, and what is a difference has none at all."""
    assert {name for name, words in TERMS.items() if words.metric and words.unit is Unit.SHARE} == {
        figure for metric, figures in FIGURES.items() if METRICS[metric] is SHARE for figure in figures
    }
    units = {TERMS[name].unit for name in TERMS if TERMS[name].metric and METRICS[name] is AMOUNT}
    assert {Unit.SECONDS, Unit.DAYS, Unit.PER_HOUR, Unit.COUNT, Unit.INDEX} == units
    assert DIFFERENCE is METRICS["capacity.gap"]


@pytest.mark.parametrize(
    ("agreed", "found"),
    [
        (("accuracy", 0.95, 0.9, "at_least"), []),
        (("shrinkage", 0.3, 0.35, "at_most"), []),
        (("handling_p90", 70, 80, "at_most"), []),
        (("capacity_gap", -2, None, "at_least"), []),
        (("alpha", -0.1, None, "at_least"), []),
        (
            ("accuracy", 95, None, "at_least"),
            ["target 95 of accuracy, which is a share, is not between 0 and 1"],
        ),
        (
            ("throughput", -1, None, "at_least"),
            ["target -1 of throughput, which is an amount, is not 0 or above"],
        ),
        (
            ("on_time", 0.9, 0.95, "at_least"),
            ["floor 0.95 of on_time is above its target 0.9, which is at_least"],
        ),
        (
            ("rework", 0.1, 0.05, "at_most"),
            ["floor 0.05 of rework is below its target 0.1, which is at_most"],
        ),
        (("acuracy", 0.9, None, "at_least"), ["no metric acuracy"]),
    ],
)
def test_what_cannot_be_is_no_target(agreed, found):
    """The floor of what shall be large is below it, that of what shall be small above."""
    assert found == [misfit.what for misfit in misfits(*agreed)]


def test_a_share_in_percent_is_told_as_a_share():
    """Of the target and of its floor."""
    assert ["write 0.95", "write 0.9"] == [m.remedy for m in misfits("accuracy", 95, 90, "at_least")]


def test_params_name_the_line_of_a_target_that_cannot_be(workspace):
    """And all the metrics that there are, the nearest first."""
    (workspace / "params" / "targets.yml").write_text(
        "- {metric: acuracy, valid_from: 2026-01-01, target: 0.95, direction: at_least}\n"
        "- metric: on_time\n  valid_from: 2026-01-01\n  target: 90\n  floor: 0.8\n  direction: at_least\n",
        encoding="utf-8",
    )

    with pytest.raises(Exception, match="no metric acuracy; did you mean accuracy") as refused:
        load(workspace)

    assert ["params/targets.yml:1", "params/targets.yml:4"] == [p.where for p in refused.value.problems]
    assert set(METRICS) == set(refused.value.problems[0].remedy.partition("known: ")[2].split(", "))
