"""Which figures of record moved, and which came or went."""

from __future__ import annotations

import pytest
from builders.report import figure

from labelqa.differences import figures


def compared(before, after, least: float | None = None) -> figures.FigureChanges:
    """What became of one figure, for which params name the least change that counts."""
    return figures.compare([before], [after], {} if least is None else {"accuracy.audit.overall": least})


def test_a_figure_whose_print_changed_has_moved():
    """94.7% became 95.1%."""
    found = compared(figure(), figure(value=0.951, high=0.956))
    (change,) = found.changes

    assert ("moved", "accuracy.audit.overall: 94.7% to 95.1%") == (change.kind, change.told)
    assert (0, 0) == (found.stayed, found.slight)


def test_what_nobody_sees_in_print_has_moved_by_less_than_matters():
    """Its full precision is another one all the same."""
    found = compared(figure(), figure(value=0.94689))

    assert ((), 0, 1) == (found.changes, found.stayed, found.slight)


def test_the_same_figure_stayed():
    """To the last digit."""
    assert 1 == compared(figure(), figure()).stayed


def test_another_verdict_is_a_change_whatever_the_value():
    """A target may have been raised."""
    (change,) = compared(figure(verdict="met"), figure(verdict="missed"), least=0.5).changes

    assert ("met", "missed") == change.verdicts


@pytest.mark.parametrize(("least", "moved"), [(0.004, 1), (0.005, 0)])
def test_params_may_say_from_which_change_on_a_figure_has_moved(least, moved):
    """Larger or smaller than what is seen in print."""
    assert moved == len(compared(figure(value=0.945), figure(value=0.949), least=least).changes)


def test_a_figure_without_data_is_told_from_one_with():
    """It has no value to compare."""
    (change,) = compared(figure(), figure(value=None, low=None, high=None), least=0.9).changes

    assert "94.7% to \N{EN DASH}" in change.told


def test_new_and_gone_figures_are_told_by_name_and_breakdown():
    """The same name of another site is another figure."""
    found = figures.compare([figure(by={"site": "a"})], [figure(by={"site": "b"})], {})

    assert [("new", {"site": "b"}), ("gone", {"site": "a"})] == [(c.kind, c.either.by) for c in found.changes]


@pytest.mark.parametrize(
    ("over", "value", "interval"),
    [
        ({}, "94.7%", "94.4% to 95.0%"),
        ({"low": 0.8, "high": 0.99}, "95%", "80% to 99%"),
        ({"value": -3.25, "low": -4.0, "high": -2.0, "unit": "hours"}, "\N{MINUS SIGN}3.2 h", ""),
        ({"value": 1310.0, "low": 1310.0, "high": 1310.0, "unit": "count"}, "1,310", ""),
    ],
)
def test_values_have_the_digits_that_reports_print(over, value, interval):
    """No more than the interval supports; a number that is known for certain has none."""
    shown = figure(**over)

    assert value == figures.value(shown, "en")
    assert interval in figures.interval(shown, "en")
