"""Formulas are drawn at their size, read out in words, and refused where they cannot be set."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from labelqa.components import MIME
from labelqa.errors import ParamsError
from labelqa.report.page import formulas

COLUMN = 126 / 25.4 * 72  # points


def outline(svg: str) -> tuple[list[float], list[float]]:
    """Every x and y of a drawing's outlines."""
    (path,) = ET.fromstring(svg)  # noqa: S314 - our own drawing
    numbers = [float(n) for n in re.findall(r"-?\d+\.\d+", path.get("d"))]
    return numbers[::2], numbers[1::2]


@pytest.mark.parametrize("made", formulas.of_measures(), ids=lambda made: made.title)
def test_a_formula_fills_the_height_of_its_drawing_and_no_more_than_its_column(made):
    """The drawing is as wide as the main column, so that ten points are ten points on paper."""
    width, height = map(float, ET.fromstring(made.svg).get("viewBox").split()[2:])  # noqa: S314
    across, down = outline(made.svg)

    assert COLUMN == pytest.approx(width, abs=0.01)
    assert 0 == min(across) < max(across) <= width
    assert formulas.AIR == pytest.approx(min(down), abs=0.01)
    assert height - formulas.AIR == pytest.approx(max(down), abs=0.01)


def test_the_main_measures_have_their_formulas_in_words_too():
    """Each is read out without a sign of TeX, and says what its letters are."""
    made = formulas.of_measures()

    assert {"Accuracy by the sampling design", "Interval of a share", "Interval over strata",
            "Limits of the weekly chart"} <= {one.title for one in made}  # fmt: skip
    assert [] == [one.title for one in made if re.search(r"[\\^_{}$]", one.alt + one.note)]
    assert all(one.alt.endswith(".") and one.note.endswith(".") for one in made)


def test_letters_are_as_large_as_they_are_asked_to_be():
    """A capital of the face is two thirds of its size high."""
    _, down = outline(formulas.formula("x", "H", "H").svg)

    assert 0.66 * formulas.SIZE == pytest.approx(max(down) - min(down), rel=0.03)


def test_the_same_formula_gives_the_same_drawing():
    """Outlines have no names that could differ."""
    assert formulas.of_measures() == formulas.of_measures()


@pytest.mark.parametrize(
    ("tex", "named"),
    [
        (r"\frac{1}{", "formula Mine: cannot be set"),
        (r"\nosuchsign", "formula Mine: cannot be set"),
        ("x" * 120, r"formula Mine: is \d{3} points wide, the column 357; break it into two"),
    ],
)
def test_a_formula_that_cannot_be_set_is_refused(tex, named):
    """In the notebook, where it can be put right."""
    with pytest.raises(ParamsError, match=named):
        formulas.formula("Mine", tex, "mine")


def test_an_analyst_sees_a_formula_as_drawing_and_as_tex(report, shown):
    """The drawing where Jupyter can show one, else its title and the TeX that was typed."""
    report.methods.formula(
        "Mine", r"\alpha=1-\frac{D_o}{D_e}", words="Alpha is one minus D o over D e.", note="D."
    )
    report.methods(formulas=True)

    assert "formula" == shown[0][MIME]["kind"]
    assert "<svg" in shown[0]["text/html"]
    assert "Mine" in shown[0]["text/plain"]
    assert r"\alpha=1-\frac{D_o}{D_e}" in shown[0]["text/plain"]
    assert [one.title for one in formulas.of_measures()] == [bundle[MIME]["title"] for bundle in shown[2:]]
