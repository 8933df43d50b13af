"""Names stand beside their dots, or not at all; a funnel says who has none."""

from __future__ import annotations

import itertools

import pytest

from labelqa.estimates import Estimate, Estimates
from labelqa.measures import comparison
from labelqa.report.drawing import theme
from labelqa.report.drawing.canvas import sheet
from labelqa.report.drawing.fitting import boxes, overlap
from labelqa.report.drawing.naming import name_dots
from labelqa.report.page import funnel

from ..fitted import setting

__all__ = ["setting"]
LINE = 8.4  # points


@pytest.fixture
def axes():
    """An empty plot from 0 to 1, both ways."""
    with theme.themed():
        plot = sheet("main", 80, (4, 4, 4, 11))
        plot.set(xlim=(0, 1), ylim=(0, 1))
        yield plot


def named(count: int) -> dict[int, tuple[str, str]]:
    """So many names in one ink."""
    return {i: (f"Counterfeit goods in live streams, team {i}", theme.INK) for i in range(count)}


@pytest.mark.parametrize("at", [(0.5, 0.5), (0.02, 0.02), (0.98, 0.98)])
def test_names_of_dots_on_one_spot_stay_beside_it(axes, at):
    """As many as a line above and below it, on both sides, have room for; none stands over another."""
    written = name_dots(axes, [at] * 12, named(12))
    texts, (_, middle) = list(boxes(axes)), axes.transData.transform(at)
    notes = [box for box in texts if box.text.startswith("Counterfeit")]

    assert 1 <= len(written) == len(notes) < 12
    assert [] == [box for box in notes if abs((box.bottom + box.top) / 2 - middle) > LINE + 0.1]
    assert [] == [pair for pair in itertools.combinations(texts, 2) if overlap(*pair)]


def test_names_keep_off_other_dots_and_the_first_choose_first(axes):
    """Right of its dot unless another is there."""
    name_dots(axes, [(0.5, 0.5), (0.6, 0.5), (0.9, 0.9)], named(3))
    first, second, last = (box for box in boxes(axes) if box.text.startswith("Counterfeit"))
    ends = [float(axes.transData.transform((x, 0))[0]) for x in (0.5, 0.6, 0.9)]

    assert first.right < ends[0]
    assert second.left > ends[1]
    assert last.right < ends[2]


def test_a_funnel_says_whose_names_have_no_room(setting):
    """Of twelve sites at one place with the widest names."""
    rows = [((f"{'W' * 60} {i}",), Estimate(1.0, 0.9, 1.0, 50, 50.0, "test")) for i in range(12)]
    sites = Estimates.of("accuracy.audit", ("site_id",), rows)
    shown = funnel.funnel(setting, sites, comparison.funnel(sites, 1.0), 1.0, None, "c")

    assert "No room for the names of " in shown.note
    assert " more." in shown.note


def test_a_name_is_nearest_to_its_own_dot(axes):
    """Or else it would be read as the name of another."""
    middle = axes.transData.transform((0.5, 0.5))
    beside = [(12, 0), (-12, 0)]
    above_and_below = [(3, 15), (-3, 15), (3, -15), (-3, -15)]

    def written(around: list[tuple[int, int]]) -> set[int]:
        dots = axes.transData.inverted().transform([middle, *(middle + point for point in around)])
        return name_dots(axes, list(dots), named(1))

    assert {0} == written(beside)
    assert set() == written([*beside, *above_and_below])
