"""Many jobs at once."""

from __future__ import annotations

from threading import Event

import pytest

from labelqa import fleet
from labelqa.progress import Step

from . import workspaces

SECOND = "title: Second\nnotebook: market_report.ipynb\nowner: Quality team\neditions: [internal]\n"


@pytest.fixture
def root(company, repository):
    """A workspace of a good and a bad market, with two reports."""
    workspaces.add_market(company, "ID")
    workspaces.refuse_market(company, "ID")
    root = workspaces.write(company, repository / "templates")
    (root / "params" / "reports" / "second.yml").write_text(SECOND)
    return root


def test_one_markets_failure_is_its_own(root):
    """The good market's reports are published, the bad one's are listed."""
    params, jobs = workspaces.asked(root)
    results = {result.job: result for result in fleet.run_all(jobs, params, workspaces.workplace(root))}

    assert {job.key for job in jobs} == set(results)
    assert {("SG", "published"), ("ID", "refused")} == {
        (key.split("/")[1], r.status) for key, r in results.items()
    }


def test_a_market_is_frozen_once_for_all_its_reports(root):
    """A refusal is shared too: the second report does not ask the sources again."""
    params, jobs = workspaces.asked(root)
    steps: list[Step] = []
    list(fleet.run_all(jobs, params, workspaces.workplace(root, steps.append), workers=4))

    assert ["2026-10/ID", "2026-10/SG"] == sorted(step.subject for step in steps if step.stage == "freeze")


OVERVIEW = """
context = open_extract(Path(extract)).context
parts = open_extract(Path(extract)).markets()
show(Section(name="markets", title=", ".join(parts)))
show(Lede(text=" ".join(context.notes) or "All are here."))
"""


@pytest.fixture
def overview(root):
    """The workspace with one report on both its markets."""
    text = "title: Second\nnotebook: second.ipynb\nowner: Quality team\neditions: [internal]\n"
    (root / "params" / "reports" / "second.yml").write_text(f"{text}scope: all_markets\n")
    made = workspaces.write_notebook(root, OVERVIEW)
    made.rename(made.with_name("second.ipynb"))
    workspaces.write_notebook(root, workspaces.SECTION)
    return root


def test_a_report_on_all_markets_goes_on_without_a_refused_one_and_says_so(overview):
    """Its digest is not that of the one snapshot it holds, since it tells of the other market too."""
    params, jobs = workspaces.asked(overview)
    results = {r.job: r for r in fleet.run_all(jobs, params, workspaces.workplace(overview), workers=2)}
    made, single = results["2026-10/all/second/internal"], results[workspaces.KEY]
    page = made.documents["html"].read_text(encoding="utf-8")

    assert ("published", "published") == (made.status, single.status)
    assert "ID is not here: its data were refused" in page
    assert made.snapshot != single.snapshot


def test_where_all_markets_are_refused_there_is_no_report_on_them(overview, company):
    """It is refused with what is wrong with each."""
    workspaces.refuse_market(company, "SG")
    company.written()
    params, jobs = workspaces.asked(overview, reports=["second"])
    [result] = fleet.run_all(jobs, params, workspaces.workplace(overview))

    assert ("refused", 3) == (result.status, result.exit_code)


def test_a_defect_met_in_one_market_does_not_stop_the_others(root):
    """Its traceback is kept, its cause names its kind."""

    def watch(step: Step) -> None:
        if step.subject == workspaces.KEY:
            raise ZeroDivisionError("in the observer")

    params, jobs = workspaces.asked(root, markets=["SG"])
    results = {r.job: r for r in fleet.run_all(jobs, params, workspaces.workplace(root, watch))}
    broken = results.pop(workspaces.KEY)
    kept = root / "outputs" / "runs" / workspaces.KEY / "traceback.txt"

    assert ("failed", "ZeroDivisionError: in the observer", 1) == (
        broken.status,
        broken.cause,
        broken.exit_code,
    )
    assert "in watch" in kept.read_text()
    assert ["published"] == [result.status for result in results.values()]


def test_once_asked_to_stop_no_further_job_starts(root):
    """The job at work is brought to its end; the others have no result."""
    params, jobs = workspaces.asked(root)
    stop = Event()
    results = []
    for result in fleet.run_all(jobs, params, workspaces.workplace(root), workers=1, stop=stop):
        stop.set()
        results.append(result)

    assert [jobs[0].key] == [result.job for result in results]
