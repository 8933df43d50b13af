"""The figures other programs read."""

from __future__ import annotations

import json

import pytest
from builders.report import FACTS, a_report, figure

from labelqa.components import Component, Lede
from labelqa.errors import RenderError
from labelqa.render.outline import outline
from labelqa.render.summary import figures_of_record, summary


def written() -> dict:
    """The summary of the report with every component."""
    return json.loads(summary(outline([c for c in a_report() if isinstance(c, Component)], FACTS), FACTS))


def test_the_summary_names_the_job_its_revision_and_its_inputs():
    """These keys are the stable face of a report."""
    keys = [
        "report",
        "market",
        "period",
        "edition",
        "revision",
        "snapshot",
        "code",
        "provisional",
        "sections",
        "figures",
        "findings",
    ]

    assert keys == list(written())
    assert "r1" == written()["revision"]


def test_drawings_that_nobody_cleared_are_told():
    """In a vendor's edition whose params say so, and nowhere else."""
    facts = FACTS.model_copy(update={"own_figures": True})
    told = json.loads(summary(outline([c for c in a_report() if isinstance(c, Component)], FACTS), facts))

    assert (True, None) == (told["own_figures"], written().get("own_figures"))


def test_a_section_that_is_off_says_why():
    """Shown sections have no reason."""
    sections = {section["name"]: section for section in written()["sections"]}

    assert {"name": "time", "shown": False, "why": "The table time is not in the snapshot."} == sections[
        "time"
    ]
    assert {"name": "trend", "shown": True, "why": None} == sections["trend"]


def test_findings_have_their_rank_and_all_that_is_printed_of_them():
    """By the name that is the same from month to month."""
    findings = written()["findings"]

    assert [(1, "r1.site-0", "S4", "persisting"), (2, "r2.site-1", "S3", "new")] == [
        (f["rank"], f["finding"], f["severity"], f["state"]) for f in findings[:2]
    ]
    assert "about 240 wrong labels a month" == findings[0]["cost"]


def test_figures_keep_full_precision_and_the_order_they_were_printed_in():
    """Nothing is rounded on the way."""
    figures = written()["figures"]

    assert ["accuracy.audit.overall", "accuracy.audit.by_site"] == [f["name"] for f in figures]
    assert 0.9468723 == figures[0]["value"]
    assert {"site": "Semarang"} == figures[1]["by"]


def test_a_figure_printed_twice_with_one_value_is_listed_once():
    """The same figure may stand on the first page and in its section."""
    assert [figure()] == figures_of_record([figure(), figure()])


def test_a_figure_printed_with_two_values_is_refused():
    """The report would contradict itself."""
    with pytest.raises(
        RenderError, match=r"figure accuracy\.gold site=A: is printed with two different values"
    ):
        figures_of_record(
            [figure("accuracy.gold", by={"site": "A"}), figure("accuracy.gold", by={"site": "A"}, value=0.9)]
        )


def test_a_figure_may_be_printed_with_and_without_its_verdict():
    """A chart beside its table need not speak of the target; the summary has it, wherever it was first."""
    plain, judged = figure(), figure(target=0.95, verdict="missed", probability=0.01, more=9)

    assert [judged] == figures_of_record([plain, judged]) == figures_of_record([judged, plain])


def test_a_figure_cannot_be_held_against_two_targets():
    """The report would call it missed and met."""
    with pytest.raises(RenderError, match=r"figure accuracy\.audit\.overall: is held against two targets"):
        figures_of_record([figure(target=0.95, verdict="missed"), figure(target=0.9, verdict="met")])


def test_a_breakdown_is_one_name_in_whatever_order_its_keys_are():
    """By site and queue is by queue and site."""
    one, other = figure(by={"site": "A", "queue": "q"}), figure(by={"queue": "q", "site": "A"})

    assert 1 == len(figures_of_record([one, other]))


@pytest.mark.parametrize("field", ["value", "low", "high", "target", "probability"])
def test_a_figure_that_is_not_a_number_is_refused(field):
    """JSON has no nan; None says that there are no data."""
    with pytest.raises(RenderError, match="is not a number"):
        figures_of_record([figure(**{field: float("nan")})])


def test_other_programs_read_names_as_they_are_and_lines_whole():
    """Isolates are for pages only; what some take for the end of a line is escaped."""
    shown = [c for c in a_report() if isinstance(c, Component)]
    held = figure("a.b", by={"site": "\u05e9\u05dc \u2028x"})
    shown.append(Lede(text="\u2068\u05e9\u05dc\u2069", figures=(held,)))
    text = summary(outline(shown, FACTS), FACTS).decode()

    assert [] == [sign for sign in "\u2068\u2069\u2028" if sign in text]
    assert {"site": "\u05e9\u05dc \u2028x"} in [figure["by"] for figure in json.loads(text)["figures"]]
