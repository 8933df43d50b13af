"""What people write on figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from labelqa.errors import ParamsError
from labelqa.params import jobs, load
from labelqa.params.commentary import Quotation
from labelqa.periods import parse

COMMENT = """\
- figure: accuracy.audit.overall
  text: Held by **one** queue.
  author: A. Tan
  date: 2026-11-20
  about: 96.0 %
"""


def write(workspace: Path, text: str = COMMENT, place: str = "2026-10/SG") -> Path:
    """Put a file of commentary into the workspace."""
    path = workspace / "params" / "commentary" / f"{place}.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return workspace


def of(workspace: Path, period: str = "2026-10", market: str = "SG") -> list[str]:
    """The texts for the internal edition of a market's report."""
    params = load(workspace)
    (job,) = jobs(params, parse(period), markets=[market])
    return [comment.text for comment in params.commentary_of(job)]


def test_a_comment_is_for_the_internal_edition_of_its_market_and_period(workspace):
    """And for no other."""
    write(workspace)

    assert [["Held by **one** queue."], [], []] == [
        of(workspace),
        of(workspace, market="NO"),
        of(workspace, period="2026-09"),
    ]


@pytest.mark.parametrize("key", ["editions: [internal]\n  reports: [monthly]", "editions: [internal]"])
def test_a_comment_may_name_its_editions_and_reports(workspace, key):
    """Those, and no others."""
    assert 1 == len(of(write(workspace, f"{COMMENT}  {key}\n")))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (COMMENT.replace("2026-11-20", "20 November"), "'20 November' is not a date"),
        (COMMENT.replace("96.0 %", "quite a lot"), "'quite a lot' is no printed value"),
        (COMMENT.replace("author", "autor"), "unknown key autor"),
        (COMMENT.replace("accuracy.audit.overall", "Accuracy"), "figure should match"),
        (f"{COMMENT}  editions: [alder]\n", "no edition alder"),
        (f"{COMMENT}  reports: [weekly]\n", "no report weekly"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(workspace, text, what):
    """Before anything runs."""
    with pytest.raises(ParamsError) as error:
        load(write(workspace, text))

    assert [what in problem.what for problem in error.value.problems if "2026-10/SG.yml:" in problem.where]


@pytest.mark.parametrize(("place", "what"), [("2026-10/XX", "no market XX"), ("october/SG", "october is no")])
def test_a_file_that_is_no_markets_or_no_periods_is_refused(workspace, place, what):
    """It would never be printed."""
    with pytest.raises(ParamsError, match=what):
        load(write(workspace, place=place))


def test_what_is_for_others_does_not_change_what_a_report_is_made_of(workspace):
    """So no edition is made anew for the comment of another one."""
    internal = "internal:\n  kind: internal\n  sees: [open]\n"
    (workspace / "params/editions.yml").write_text(internal + internal.replace("internal:", "board:", 1))
    params = load(workspace)
    (job,) = jobs(params, parse("2026-10"), markets=["SG"])
    before = params.digest(job)

    assert before == load(write(workspace, f"{COMMENT}  editions: [board]\n")).digest(job)
    assert before != load(write(workspace)).digest(job)


@pytest.mark.parametrize(
    ("about", "value", "materiality", "holds"),
    [
        ("96.0 %", 0.9604, 0, True),
        ("96.0 %", 0.9606, 0, False),
        ("96.0%", 0.9606, 0.002, True),
        ("95.1 % to 96.8 %", 0.955, 0, True),
        ("95.1 % to 96.8 %", 0.95, 0, False),
        ("1,240", 1240.4, 0, True),
        ("1,240", 1241.0, 0, False),
        ("\N{MINUS SIGN}1.5 pts", -0.015, 0, True),
        ("-1.5 pts", 0.015, 0, False),
        ("31.7 s", 31.7, 0, True),
    ],
)
def test_a_quotation_holds_while_the_figure_prints_the_same(about, value, materiality, holds):
    """Or moved by less than matters, or stays in the interval that was quoted."""
    assert holds is Quotation.of(about).holds(value, materiality)
