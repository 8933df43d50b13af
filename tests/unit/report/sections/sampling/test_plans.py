"""Next period's sampling plan as a report shows it: nothing it says contradicts its figures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from labelqa.components import ANY_COMPONENT, MIME, AnyComponent, Prose, Table
from labelqa.errors import ParamsError
from labelqa.extracts import open_extract
from labelqa.report import Report, open_report
from labelqa.report.sections.sampling import plan_words

from ...claims import Claims
from ...companies import fabricated as company
from ...market import Fabricated

Shown = tuple[AnyComponent, ...]
FIGURES = {
    *(f"plan.{name}.overall" for name in ("audited", "audits", "half_width_now", "half_width", "hours")),
    *(f"plan.{name}.by_design_stratum" for name in ("frame", "audited", "audits", "half_width", "hours")),
    *(f"plan.{name}.by_true_share" for name in ("audits_to_show", "power")),
    *(f"plan.{name}.overall" for name in ("highest_shown", "audits_for_change")),
}


def show(report: Report, shown: list[dict]) -> Shown:
    """What a section on the plan shows."""
    report.section("sampling_plan", "What to audit next", needs=("audited_labels",))
    report.sampling.plan(half_width=0.01)
    report.sampling.power_table()
    return tuple(ANY_COMPONENT.validate_python(bundle[MIME]) for bundle in shown)


@pytest.fixture
def told(tmp_path) -> Callable[[Fabricated], tuple[Path, Shown]]:
    """The extract of a market, and what its section on the plan shows."""

    def tell(made: Fabricated) -> tuple[Path, Shown]:
        shown: list[dict] = []
        extract = made.write(tmp_path / "x")
        return extract, show(open_report(extract, show=shown.append), shown)

    return tell


@pytest.mark.parametrize("seed", range(8))
def test_what_is_said_of_a_company_s_plan_is_borne_out(tmp_path, seed):
    """With few audits and many, all right and half wrong, one site and no targets, in every notation."""
    shown: list[dict] = []
    extract = company(seed, tmp_path)
    components = show(open_report(extract, show=shown.append), shown)

    assert [] == Claims(components, open_extract(extract)).contradictions()


@pytest.mark.parametrize(
    ("kind", "field", "truth", "lie"),
    [
        (Prose, "paragraphs", "audits would", "0 audits would"),
        (Prose, "paragraphs", "to ±1.0 pts", "to ±1.2 pts"),
        (Prose, "paragraphs", " h of QA", "1 h of QA"),
        (Prose, "paragraphs", "five where", "five times where"),
        (Prose, "paragraphs", "below 95.0%", "below 94.0%"),
        (Table, "title", "more than", "fewer than"),
        (Table, "title", "191 audits", "190 audits"),
        (Table, "note", "from 93.0%", "from 92.0%"),
        (Table, "note", "takes 2,213", "takes 2,212"),
    ],
)
def test_a_lie_about_the_plan_is_found(told, fabricated, kind, field, truth, lie):
    """The same with one changed word."""
    extract, components = told(fabricated)

    def lied(component: AnyComponent) -> AnyComponent:
        if not isinstance(component, kind):
            return component
        value = getattr(component, field)
        parts = tuple(
            part.replace(truth, lie, 1) for part in (value if isinstance(value, tuple) else (value,))
        )
        return component.model_copy(update={field: parts if isinstance(value, tuple) else parts[0]})

    changed = tuple(map(lied, components))

    assert changed != components
    assert [] != Claims(changed, open_extract(extract)).contradictions()


def test_the_plan_names_strata_without_their_month(told, fabricated):
    """Next month's are the same; together they are all labels and all audits of the period."""
    extract, components = told(fabricated)
    table = next(c for c in components if isinstance(c, Table))
    audits = open_extract(extract).table("audited_labels")
    audits = audits[pd.to_datetime(audits["local_date"]) >= "2026-10-01"]
    names = sorted(audits["stratum_id"].str.removeprefix("2026-10|").unique())

    assert [*names, plan_words.ALL_STRATA] == [row[0].text for row in table.rows]
    assert f"{len(audits):,}" == table.rows[-1][2].text
    assert FIGURES <= {figure.name for component in components for figure in component.figures}


def test_a_plan_to_show_a_miss_says_what_it_shows(report, shown):
    """And takes more audits the smaller the miss."""
    report.sampling.plan(shown=0.93)
    sentence = shown[0][MIME]["paragraphs"][0]

    assert " would show a true accuracy of 93.0% to be below 95.0% four times in five, and give" in sentence


def test_a_precision_that_people_deny_is_called_out_of_reach(fabricated, told):
    """Where a person is all right or all wrong, more audits of the same people do not help."""
    audits = fabricated.frames["audited_labels"]
    bad = audits["person_id"].str[1:4].astype(int) % 4 == 0
    changed = audits.assign(verdict=bad.map({True: "incorrect", False: "correct"}))
    extract, components = told(fabricated.with_rows("audited_labels", changed))
    (sentence,) = components[1].paragraphs

    assert sentence.startswith("No number of audits would give accuracy to ±1.0 pts, for people differ; ")
    assert [] == Claims(components, open_extract(extract)).contradictions()


def test_a_vendor_is_told_that_it_plans_no_audits(fabricated, tmp_path):
    """Its edition holds its own labels only; nothing of the plan is on record."""
    shown: list[dict] = []
    extract = fabricated.write(tmp_path / "x", vendor="nw", edition="nw")
    components = show(open_report(extract, show=shown.append), shown)

    assert ["section", "prose"] == [component.kind for component in components]
    assert () == components[1].figures
    assert [] == Claims(components, open_extract(extract)).contradictions()


@pytest.mark.parametrize("shown_share", [0.95, 0.97])
def test_a_share_that_is_no_miss_is_refused(report, shown_share):
    """With the target in the message."""
    with pytest.raises(ParamsError, match=r"is no miss to be shown: the target is 0\.95"):
        report.sampling.plan(shown=shown_share)
