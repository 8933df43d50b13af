"""QA as a report shows it: nothing it says of auditors contradicts its figures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from labelqa.components import ANY_COMPONENT, MIME, AnyComponent, Lede, Table
from labelqa.extracts import open_extract
from labelqa.measures import qa
from labelqa.report import Report, open_report
from labelqa.report.language.numerals import Numerals
from labelqa.report.sections.auditors import words

from ...claims import Claims
from ...handed_over import with_reviews
from ...market import Fabricated

Told = tuple[Report, Path, tuple[AnyComponent, ...]]


@pytest.fixture(scope="session")
def reviewed(fabricated) -> Fabricated:
    """The market with reviews of verdicts and appeals against them; q3 passes four errors of five."""
    audits = fabricated.frames["audited_labels"]
    audits = audits.assign(qa_person_id=[f"q{place // 7 % 6}" for place in range(len(audits))])
    blind = (audits["qa_person_id"] == "q3") & (np.arange(len(audits)) % 5 > 0)
    audits = audits.assign(verdict=audits["verdict"].mask(blind, "correct"), audit_s=40 + audits.index % 50)
    made = with_reviews(fabricated.with_rows("audited_labels", audits))
    return made.with_rows("appeals", appeals(audits))


def appeals(audits: pd.DataFrame) -> pd.DataFrame:
    """One in twenty failed labels is appealed, two days after; a third overturned, the last one open."""
    failed = audits[audits["verdict"] == "incorrect"].iloc[::20]
    outcome = np.where(np.arange(len(failed)) % 3 == 0, "overturned", "upheld").astype(object)
    outcome[-1] = None
    return pd.DataFrame(
        {
            "appeal_id": "x" + failed["audit_id"],
            "audit_id": failed["audit_id"],
            "raised_at": failed["audited_at"] + pd.Timedelta(days=2),
            "outcome": outcome,
        }
    )


@pytest.fixture(scope="session")
def tell(tmp_path_factory) -> Callable[[Fabricated], Told]:
    """The report on a market, its extract, and what its section on QA shows."""

    def tell(made: Fabricated) -> Told:
        shown: list[dict] = []
        extract = made.write(tmp_path_factory.mktemp("qa") / "x")
        report = open_report(extract, show=shown.append)
        title = report.headline(report.auditors.sensitivity())
        report.section("qa", title, needs=("audit_reviews", "audited_labels"))
        report.auditors.tell()
        report.auditors.table()
        return report, extract, tuple(ANY_COMPONENT.validate_python(bundle[MIME]) for bundle in shown)

    return tell


@pytest.fixture(scope="session")
def told(tell, reviewed) -> Told:
    """Of the whole market."""
    return tell(reviewed)


def without_appeals(made: Fabricated) -> Fabricated:
    """Nobody appealed."""
    return made.without("appeals")


def none_decided(made: Fabricated) -> Fabricated:
    """All appeals are open."""
    return made.with_rows("appeals", made.frames["appeals"].assign(outcome=None))


def all_pass(made: Fabricated) -> Fabricated:
    """Nothing is failed."""
    return with_reviews(
        made.with_rows("audited_labels", made.frames["audited_labels"].assign(verdict="correct"))
    )


def all_upheld(made: Fabricated) -> Fabricated:
    """No review overturns a verdict."""
    return made.with_rows("audit_reviews", made.frames["audit_reviews"].assign(review_verdict="uphold"))


def one_review(made: Fabricated) -> Fabricated:
    """A single verdict was reviewed."""
    audits, reviews = made.frames["audited_labels"], made.frames["audit_reviews"]
    october = audits[pd.to_datetime(audits["local_date"]) >= "2026-10-01"]["audit_id"]
    return made.with_rows("audit_reviews", reviews[reviews["audit_id"].isin(october)].head(1))


def one_auditor(made: Fabricated) -> Fabricated:
    """With nobody beside."""
    return made.with_rows("audited_labels", made.frames["audited_labels"].assign(qa_person_id="q1"))


def with_targets(made: Fabricated) -> Fabricated:
    """QA has targets of its own."""
    targets = made.frames["targets"]
    own = targets.head(2).assign(metric=["qa_sensitivity", "qa_specificity"], target=[0.8, 0.99])
    return made.with_rows("targets", pd.concat([targets, own], ignore_index=True))


def nobody_lenient(made: Fabricated) -> Fabricated:
    """The audits of q3 are somebody else's."""
    audits = made.frames["audited_labels"]
    return made.with_rows("audited_labels", audits[audits["qa_person_id"] != "q3"])


def chosen_reviews(made: Fabricated) -> Fabricated:
    """What was reviewed was chosen, not drawn."""
    designs = made.frames["sample_designs"]
    judged = designs.head(1).assign(design_id="qa_review", purpose="review", is_probability=False)
    return made.with_rows("sample_designs", pd.concat([designs, judged]))


COMPANIES: dict[str, Callable[[Fabricated], Fabricated]] = {
    "whole": lambda made: made,
    "without appeals": without_appeals,
    "none decided": none_decided,
    "all pass": all_pass,
    "all upheld": all_upheld,
    "one review": one_review,
    "one auditor": one_auditor,
    "with targets": with_targets,
    "nobody lenient": nobody_lenient,
    "chosen reviews": chosen_reviews,
}


@pytest.mark.parametrize("name", COMPANIES)
def test_what_is_said_of_qa_is_borne_out(tell, reviewed, name):
    """Titles, ledes and notes, in all kinds of markets."""
    _, extract, components = tell(COMPANIES[name](reviewed))

    assert [] == Claims(components, open_extract(extract)).contradictions()


@pytest.mark.parametrize(
    ("kind", "field", "truth", "lie"),
    [
        (Table, "title", "One of 6", "Two of 6"),
        (Table, "title", "fewer", "more"),
        (Lede, "text", " verdicts of", "1 verdicts of"),
        (Lede, "text", "Errors found by QA were", "Errors found by QA were 1"),
        (Lede, "text", "Verdicts overturned on appeal were", "Right labels passed by QA were"),
    ],
)
def test_a_lie_about_qa_is_found(told, kind, field, truth, lie):
    """The same with one changed word."""
    _, extract, components = told
    lied = tuple(
        c.model_copy(update={field: getattr(c, field).replace(truth, lie, 1)}) if isinstance(c, kind) else c
        for c in components
    )

    assert lied != components
    assert [] != Claims(lied, open_extract(extract)).contradictions()


def test_the_lenient_auditor_is_first(told):
    """Each row is that auditor's own figures, of three months."""
    report, _, components = told
    (table,) = [c for c in components if isinstance(c, Table)]
    ratio = {by["qa_person_id"]: e for by, e in report.auditors.leniency()}
    cells = [[cell.text for cell in row] for row in table.rows]
    found = {by["qa_person_id"]: e for by, e in report.auditors.sensitivity("auditor")}
    audits = {by["qa_person_id"]: round(e.value) for by, e in report.auditors.audits()}

    assert ("q3", 6) == (cells[0][0], len(cells))
    assert ratio["q3"].high < 1
    assert [f"{audits[row[0]]:,}" for row in cells] == [row[1] for row in cells]
    assert [str(found[row[0]].n) for row in cells] == [row[2] for row in cells]
    assert f"{ratio['q3'].value:.2f} (" in cells[0][5]
    assert cells[0][6].endswith(" s")
    assert words.TABLE_MEASURE(Numerals("en_SG"), span="the three months to October 2026") == table.measure


def test_qa_is_asked_of_the_audits_drawn_at_random(told):
    """The questions hand on what the measures make of the period's rows."""
    report, extract, _ = told
    held = open_extract(extract)
    audits, days = held.table("audited_labels"), pd.to_datetime(held.table("audited_labels")["local_date"])
    month = qa.reviewed(audits[days >= "2026-10-01"], held.table("audit_reviews"))

    assert qa.sensitivity(month).only() == report.auditors.sensitivity(span="period").only()
    assert qa.specificity(month).only() == report.auditors.specificity(span="period").only()
    assert qa.verdicts_right(month).only() == report.auditors.accuracy(span="period").only()
    assert report.auditors.accuracy().only().n > report.auditors.accuracy(span="period").only().n


def test_an_appeal_belongs_to_when_it_was_raised(tell, reviewed):
    """18:00 UTC on 31 July is August in Jakarta."""
    held = reviewed.frames["appeals"].head(1).assign(outcome="overturned")
    early, late = (
        held.assign(raised_at=pd.Timestamp(f"2026-07-31 {hour}:00", tz="UTC")) for hour in (16, 18)
    )
    report, _, _ = tell(reviewed.with_rows("appeals", pd.concat([early, late])))

    assert 1 == report.auditors.appeals_overturned().only().n


def test_without_reviews_the_section_is_off(tell, fabricated):
    """With its reason."""
    report, _, components = tell(fabricated)

    assert ["section"] == [component.kind for component in components]
    assert "Table audit_reviews is missing: this edition does not hold it." == components[0].off
    assert not report.auditors.accuracy("auditor").rows.size
