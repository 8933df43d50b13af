"""A vendor's gate: its own numbers as they are, none of too few, and how QA works on coarse steps."""

from __future__ import annotations

import pandas as pd
import pytest

from labelqa.components import FigureOfRecord
from labelqa.errors import NotebookError
from labelqa.estimates import Estimate, Estimates, Unit
from labelqa.report import clearing


def estimates(name: str, n: int) -> Estimates:
    """One share of so many."""
    found = Estimate(0.9123, 0.8817, 0.9377, n, float(n), "wilson", Unit.SHARE)
    return Estimates.of(name, ("queue",), [(("ads",), found)])


def figure(name: str, value: float, n: int) -> FigureOfRecord:
    """A share as it is put on record."""
    return FigureOfRecord(name=name, value=value, low=value, high=value, n=n, unit="share", method="any")


@pytest.mark.parametrize(("n", "exists"), [(9, False), (10, True)])
def test_what_others_judged_of_few_keeps_only_how_few(n, exists):
    """Ten audits are enough; of nine a vendor reads that they are nine."""
    [(_, found)] = clearing.clear(estimates("accuracy.audit", n))

    assert (exists, n) == (found.exists, found.n)
    assert exists or ("fewer than 10",) == found.flags


def test_an_own_rate_is_as_exact_as_inside():
    """Nothing of anybody else is in it."""
    [(_, found)] = clearing.clear(estimates("accuracy.audit", 321))

    assert (0.9123, 0.8817, 0.9377, 321) == (found.value, found.low, found.high, found.n)


def test_how_qa_works_goes_to_half_a_point():
    """It is of people who are not the vendor's."""
    [(_, found)] = clearing.clear(estimates("qa.accuracy", 321))

    assert (0.91, 0.88, 0.94, 320) == (found.value, found.low, found.high, found.n)


def test_answers_keep_their_shape():
    """Frames, numbers and what is in them, of its own as they are and of QA coarse."""
    frame = pd.DataFrame({"share": [0.12345], "name": ["ads"]})
    answer = {"frame": frame, "numbers": (0.12345, 7), "text": "ads"}

    own, qa = clearing.release(answer), clearing.release_of_qa(answer)

    assert (0.12345, 0.12) == (own["frame"]["share"][0], qa["frame"]["share"][0])
    assert ((0.12345, 7), (0.12, 7)) == (own["numbers"], qa["numbers"])
    assert "ads" == own["text"] == qa["text"] == qa["frame"]["name"][0]


@pytest.mark.parametrize(
    ("name", "value", "n"),
    [
        ("accuracy.audit.overall", 0.9123, 9),
        ("accuracy.gold.by_site", 0.9123, 9),
        ("qa.accuracy.overall", 0.9123, 40),
        ("accuracy.audit.peers", 0.9123, 0),
    ],
)
def test_a_figure_that_did_not_pass_the_gate_is_refused(name, value, n):
    """Of few that others judged, of QA off its steps, or a rate of others that nobody cleared."""
    with pytest.raises(NotebookError, match=f"the figure {name} was not cleared for a vendor"):
        clearing.check(figure(name, value, n))


@pytest.mark.parametrize(
    ("name", "value", "n"),
    [
        ("accuracy.audit.overall", 0.9123, 10),
        ("qa.accuracy.overall", 0.915, 40),
        ("accuracy.audit.peers", 0.955, 0),
        ("risks.expected_false.overall", 0.0, 1),
    ],
)
def test_a_figure_that_passed_is_not(name, value, n):
    """As the questions of a vendor's report give it."""
    clearing.check(figure(name, value, n))
