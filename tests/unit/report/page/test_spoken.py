"""An analyst's own sentences speak of figures of record, in the report's notation."""

from __future__ import annotations

import pytest

from labelqa.components import ANY_COMPONENT, MIME, Callout, Prose
from labelqa.errors import ParamsError


@pytest.fixture
def say(report, shown):
    """Says something and gives what was shown."""

    def said(*paragraphs: str, **options: object) -> Prose | Callout:
        report.say(*paragraphs, **options)
        return ANY_COMPONENT.validate_python(shown[-1][MIME])

    return said


def test_a_figure_that_is_given_prints_with_its_interval_and_is_kept(report, say):
    """As r.tell prints it; the figure of record goes along."""
    right = report.accuracy()
    said = say("Right were {right} of {right.n}.", right=right)
    told = report._result(right).partition(" was ")[2].partition(";")[0].partition(",")[0]

    assert said.paragraphs[0].startswith(f"Right were {told} of {right.only().n:,}.")
    assert [right.figure] == [figure.name for figure in said.figures]


def test_a_figure_that_was_printed_is_known_by_its_name(report, say):
    """With or without overall; its parts and its verdict too."""
    report.tell(report.accuracy())
    said = say("{accuracy.audit.value}, {accuracy.audit.overall.interval}; it {accuracy.audit.verdict}.")
    value, interval = said.paragraphs[0].split("; ")[0].split(", ")

    assert value in report._result(report.accuracy())
    assert interval in report._result(report.accuracy())
    assert said.paragraphs[0].endswith(("target.", "undecided."))


def test_a_figure_of_ones_own_is_called_as_it_was_named(report, say):
    """own. is understood."""
    report.tell(report.count(report.rows("label_days"), name="Rows at all"))

    assert f"{len(report.rows('label_days')):,} rows" == say("{rows_at_all} rows").paragraphs[0]


def test_with_a_title_it_is_a_box(say):
    """A recommendation, by its tone; braces print doubled."""
    box = say("Replace {{gold}}.", title="Next month", tone="action")

    assert ("Next month", "Replace {gold}.", "action") == (box.title, box.text, box.tone)


def test_an_absent_figure_says_that_it_has_no_value(report, say):
    """Nothing is made up, and it cannot be judged."""
    nobody = report.share(report.rows("gold_answers").head(0), "correct", name="Of nobody")

    assert "no value, cannot be judged" == say("{x}, {x.verdict}", x=nobody).paragraphs[0]


SLIPS = {
    "a figure nobody knows": ("{nope}", "r.say: no figure is called 'nope' up to here; "),
    "a part there is none of": ("{accuracy.audit.sd}", "r.say: no figure is called 'accuracy.audit.sd' "),
    "a slot that says how": (
        "{accuracy.audit:.3f}",
        "r.say: the slot 'accuracy.audit' says how it is written",
    ),
    "a brace alone": ("100 {", "r.say: has a brace without its other; print a brace as {{ or }}"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_told_with_what_is_known(report, slip):
    """Every figure that was printed so far."""
    report.tell(report.accuracy())
    text, told = SLIPS[slip]
    with pytest.raises(ParamsError) as refused:
        report.say(text)

    assert str(refused.value).startswith(told)
    assert ("have accuracy.audit" in str(refused.value)) == ("no figure" in told)


def test_a_verdict_needs_a_target(report):
    """The remedy says where it comes from."""
    days = report.rows("label_days")
    with pytest.raises(ParamsError, match="verdict on a figure without a target; give its measure a target"):
        report.say("{x.verdict}", x=report.mean(days, "labels", name="Labels"))


def test_in_a_section_that_is_off_nothing_is_said_and_nothing_asked(report, shown):
    """Its figures were not printed, so their names are not known."""
    report.section("none", "None", needs=("overlaps",))
    report.say("{agreement.alpha}")

    assert 1 == len(shown)
