"""A vendor's gate: its own numbers as they are, none of too few, and how QA works on coarse steps."""

from __future__ import annotations

import pandas as pd
import pytest

from labelqa.components import FigureOfRecord
from labelqa.errors import NotebookError
from labelqa.estimates import Estimate, Estimates, Unit
from labelqa.report.data import gate


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
    [(_, found)] = gate.of_audits.release(estimates("accuracy.audit", n))

    assert (exists, n) == (found.exists, found.n)
    assert exists or ("fewer than 10",) == found.flags


def test_an_own_rate_is_as_exact_as_inside():
    """Nothing of anybody else is in it."""
    [(_, found)] = gate.of_audits.release(estimates("accuracy.audit", 321))

    assert (0.9123, 0.8817, 0.9377, 321) == (found.value, found.low, found.high, found.n)


def test_how_qa_works_goes_to_half_a_point():
    """It is of people who are not the vendor's."""
    [(_, found)] = gate.of_qa.release(estimates("qa.accuracy", 321))

    assert (0.91, 0.88, 0.94, 320) == (found.value, found.low, found.high, found.n)


def test_answers_keep_their_shape():
    """Frames, numbers and what is in them, of its own as they are and of QA coarse."""
    frame = pd.DataFrame({"share": [0.12345], "name": ["ads"]})
    answer = {"frame": frame, "numbers": (0.12345, 7), "text": "ads"}

    own, qa = gate.of_own_work.release(answer), gate.of_qa.release(answer)

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
        gate.check(figure(name, value, n))


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
    gate.check(figure(name, value, n))


class Asked:
    """A section with a question for vendors, one declared for nobody, and one for itself."""

    @gate.of_audits
    def declared(self) -> Estimates:
        """Of nine audits."""
        return estimates("accuracy.audit", 9)

    def undeclared(self) -> Estimates:
        """Of whoever."""
        return self.declared()

    def _own(self) -> Estimates:
        return self.declared()


def test_a_question_that_declares_nothing_is_not_in_a_vendors_report():
    """Whoever forgets to say what a vendor may have of it has hidden it from vendors."""
    inside, vendors = Asked(), gate.for_vendors(Asked)()

    assert 9 == inside.undeclared().rows["n"].iloc[0]
    with pytest.raises(AttributeError):
        _ = vendors.undeclared


def test_what_a_section_works_out_of_its_own_questions_has_passed_the_gate():
    """The gate stands before the question, not before who asks it."""
    [(_, inside)], [(_, vendors)] = Asked()._own(), gate.for_vendors(Asked)()._own()

    assert (True, False) == (inside.exists, vendors.exists)
