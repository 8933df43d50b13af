"""The ramp-up report says who is behind and what is due for each, and says when nobody is new."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from builders.workspace import sample_workspace

from labelqa import editions, params, periods, snapshots
from labelqa.components import ANY_COMPONENT, MIME, Chart, Component, KeyPoints, Lede, Prose, Section, Table
from labelqa.extracts import open_extract
from labelqa.report import open_report
from labelqa.report.language.numerals import Numerals
from labelqa.report.page.words import ALSO
from labelqa.report.sections.ramp_up.words import BEHIND, NONE_BEHIND
from labelqa.snapshots.snapshot_set import SnapshotSet

from ...claims import Claims
from ...joined import USUAL, Cohort, with_joiners
from ...market import Fabricated

SECTIONS = ["joiners", "proficiency", "learning", "decisions", "methods"]
MARKETS = ["BR", "GB", "ID", "SG", "TH", "VN"]
NUMERALS = Numerals("en_SG")

Components = tuple[Component, ...]


@pytest.fixture(scope="module")
def ramp(repository) -> Callable[..., Components]:
    """Runs the ramp-up report over an extract; nothing an internal edition says may be untrue."""
    notebook = json.loads((repository / "notebooks/ramp_up.ipynb").read_text(encoding="utf-8"))
    cells = [c for c in notebook["cells"] if c["cell_type"] == "code"]

    def over(extract: Path, **parameters: object) -> Components:
        shown: list[dict] = []
        names = {"open_report": lambda folder: open_report(folder, show=shown.append)}
        for cell in cells:
            code = "".join(cell["source"]).replace("from labelqa.report import open_report", "")
            exec(code, names)  # noqa: S102 - our own notebook
            if cell["id"] == "parameters":
                names |= {"extract": extract, **parameters}
        found = tuple(ANY_COMPONENT.validate_python(bundle[MIME]) for bundle in shown)
        opened = open_extract(extract)
        assert opened.context.vendor or [] == Claims(found, opened).contradictions()
        return found

    return over


@pytest.fixture(scope="module")
def made(ramp, fabricated, tmp_path_factory) -> Callable[..., Components]:
    """The report on the fabricated market with cohorts of joiners."""

    def over(
        *cohorts: Cohort, change: Callable[[Fabricated], Fabricated] = lambda market: market
    ) -> Components:
        market = change(with_joiners(fabricated, *cohorts) if cohorts else fabricated)
        return ramp(market.write(tmp_path_factory.mktemp("ramp") / "x", report="ramp_up", parameters={}))

    return over


@pytest.fixture(scope="module")
def usual(made) -> Components:
    """A cohort that learns and one that lags."""
    return made(*USUAL)


@pytest.fixture(scope="session")
def small(made_once, repository) -> Path:
    """A sample company with a tenth of its labels and people."""
    return made_once("ramp-company", partial(sample_workspace, repository, labels=150_000))


@pytest.fixture(params=MARKETS)
def sampled(request, small, ramp, tmp_path) -> Components:
    """The report on each market of the sample company."""
    known, today = params.load(small), dt.date(2026, 11, 2)
    period = periods.parse("2026-10", today)
    frozen = snapshots.freeze(known, request.param, period, tmp_path / "outputs", small, today=today)
    (job,) = params.jobs(known, period, reports=["ramp_up"], markets=[request.param], editions=["internal"])
    return ramp(editions.cut(SnapshotSet.of(frozen), job, known, tmp_path / "extract").folder)


def only(found: Components, kind: type, name: str = "") -> Component:
    """The component of a kind, by id where there are several."""
    (one,) = [c for c in found if isinstance(c, kind) and (not name or c.id == name)]
    return one


def sections(found: Components) -> dict[str, Section]:
    """The sections by name."""
    return {c.name: c for c in found if isinstance(c, Section)}


def figures(found: Components, name: str) -> dict[str, object]:
    """Figures of a name by cohort or person."""
    return {next(iter(f.by.values()), ""): f for c in found for f in c.figures if f.name == name}


def texts(table: Table) -> list[list[str]]:
    """What a table's cells say."""
    return [[cell.text for cell in row] for row in table.rows]


def test_it_runs_on_every_market_of_the_sample_company(sampled):
    """All sections are on, and every joiner has a decision."""
    table = only(sampled, Table, "joiners-due")

    assert SECTIONS == list(sections(sampled))
    assert {""} == {section.off for section in sections(sampled).values()}
    assert {"Coach", "Extend", "Graduate"} >= {row[-1] for row in texts(table)}
    assert len(table.rows) == figures(sampled, "ramp.joiners.overall")[""].n


def test_the_lagging_cohort_is_the_headline(usual):
    """In the section, the first key point, the lede and the chart, in red."""
    points = only(usual, KeyPoints).points

    assert BEHIND(NUMERALS, n=1, cohorts="August") == sections(usual)["joiners"].title
    assert points[0].startswith("Cohort August was less accurate than the other joiners on days 14 to 60")
    assert points[0] in only(usual, Lede).text
    assert only(usual, Chart, "learning-accuracy").title.startswith("Cohort August is less accurate")
    assert "#c8421b" in only(usual, Chart, "learning-accuracy").svg.lower()


def test_nobody_is_called_behind_where_cohorts_learn_alike(made):
    """No red either; whom a risk names, at one in ten by chance, is told of beside it."""
    found = made(Cohort("June", dt.date(2026, 6, 15)), Cohort("August", dt.date(2026, 8, 17)))

    title = NONE_BEHIND(NUMERALS, also=ALSO(NUMERALS, named="August"))
    assert title == sections(found)["joiners"].title
    assert "#c8421b" not in only(found, Chart, "learning-accuracy").svg.lower()


def test_leavers_are_the_other_risk(made):
    """They are in the figures and on the chart, and nothing is due for them."""
    found = made(Cohort("June", dt.date(2026, 6, 15), people=12, left=4), USUAL[1])
    left = figures(found, "ramp.left.day_60.overall")[""]
    marks = only(found, Chart, "joiners").data.csv.count(",left")

    assert 0 < left.value <= 4 / 22
    assert marks >= 4
    assert 22 - 4 == len(only(found, Table, "joiners-due").rows)


def test_the_tenured_are_held_against_the_same_rule(usual):
    """A row says how many of them meet it."""
    rows = texts(only(usual, Table, "joiners-in-figures"))

    assert rows[-1][0].startswith("The share of tenured agents who meet the same rule")
    assert rows[-1][3].endswith("agents")


def test_parameters_move_the_rules(ramp, fabricated, tmp_path):
    """A rule that anybody meets makes all of them proficient by the second check."""
    asked = {"sure": 0.5, "pace": 0.5, "latest_audits": 20, "checks_in_a_row": 1, "plan_days": 30}
    market = with_joiners(fabricated, USUAL[0])
    found = ramp(market.write(tmp_path / "x", report="ramp_up", parameters=asked), **asked)

    assert figures(found, "ramp.proficient.day_60.overall")[""].value > 0.8


def test_nobody_new_is_said_in_one_line(made, fabricated):
    """One section is shown, with the line; the others are off with the same."""
    found = made(change=lambda market: with_joiners(market, Cohort("Old", dt.date(2025, 1, 1))))
    said = "Nobody began production in the weeks to October 2026."

    assert (said,) == only(found, KeyPoints).points
    assert said == only(found, Lede).text
    assert {"joiners": "", "methods": "", **dict.fromkeys(SECTIONS[1:4], said)} == {
        name: section.off for name, section in sections(found).items()
    }
    assert [] == [c for c in found if isinstance(c, Chart | Table)]


@pytest.mark.parametrize("table", ["people", "audits"])
def test_without_its_tables_the_report_says_why(made, table):
    """In the same places."""
    found = made(*USUAL, change=lambda market: market.without(table))

    assert f"Table {table} is missing: not in sources.yml." == only(found, Lede).text
    assert "New joiners" == sections(found)["joiners"].title


def test_without_a_target_nobody_is_proficient_but_cohorts_are_compared(made):
    """The line says why; the learning curves need no target."""
    found = made(*USUAL, change=lambda market: market.without("targets"))
    off = {name: section.off for name, section in sections(found).items() if section.off}

    assert dict.fromkeys(("proficiency", "decisions"), "No target for accuracy was agreed.") == off
    assert "Cohort August is behind the other joiners" == sections(found)["joiners"].title
    assert {"learning-accuracy", "learning-pace"} == {c.id for c in found if isinstance(c, Chart)}


def test_a_market_of_nothing_but_joiners_has_no_yardstick_for_pace(made):
    """As when a site opens: accuracy is compared, pace is not, and the report says so."""
    found = made()

    assert "Nobody is tenured, so no pace is known." == sections(found)["decisions"].off
    assert ["learning-accuracy"] == [c.id for c in found if isinstance(c, Chart)]


def test_a_vendor_s_edition_rounds_its_answers_and_not_its_target(ramp, fabricated, tmp_path):
    """97.5 % stays; days and counts are on their steps; four joiners are too few to be called behind."""
    market = with_joiners(fabricated, USUAL[0], Cohort("August", dt.date(2026, 8, 17), people=4, wrong=0.3))
    targets = market.frames["targets"]
    market = market.with_rows("targets", targets.assign(target=targets["target"].replace(0.95, 0.975)))
    found = ramp(market.write(tmp_path / "x", report="ramp_up", parameters={}, vendor="nw"))

    assert "accuracy is 97.5% or more" in only(found, Table, "joiners-due").note
    assert NONE_BEHIND(NUMERALS, also="") == sections(found)["joiners"].title
    assert {0.0} == {2 * f.value % 1 for f in figures(found, "ramp.time_to_gate.median").values() if f.value}


SMALL = [
    (Cohort("One", dt.date(2026, 8, 3), people=1),),
    (Cohort("Late", dt.date(2026, 10, 29), people=3),),
    (Cohort(None, dt.date(2026, 7, 6), people=4), Cohort("New", dt.date(2026, 10, 26), people=4)),
    (Cohort("Bad", dt.date(2026, 6, 1), people=12, wrong=0.6),),
    (Cohort("Gone", dt.date(2026, 6, 1), people=6, left=6),),
    tuple(Cohort(f"C{month}", dt.date(2026, month, 7), people=6, wrong=month / 60) for month in range(5, 11)),
    (Cohort("Large", dt.date(2026, 6, 1), people=45),),
]


@pytest.mark.parametrize(
    "cohorts", SMALL, ids=["one", "three days", "unnamed", "bad", "all left", "six cohorts", "large"]
)
def test_nothing_that_is_said_of_joiners_is_untrue(made, cohorts):
    """However few, new, bad or many they are; `ramp` holds every sentence against its figures."""
    assert SECTIONS == list(sections(made(*cohorts)))


LIES = [
    (Section, "title", "Cohort August is behind", "Cohort June is behind"),
    (Section, "title", BEHIND(NUMERALS, n=1, cohorts="August"), NONE_BEHIND(NUMERALS, also="")),
    (KeyPoints, "points", "coaching is due for ", "coaching is due for 1"),
    (KeyPoints, "points", "was less accurate than the other joiners on days 14 to 60 of production: −",
     "was less accurate than the other joiners on days 14 to 60 of production: −1"),
    (Lede, "text", "20 joiners in 2", "20 joiners in 3"),
    (Lede, "text", "20 joiners in", "21 joiners in"),
    (Chart, "title", "Cohort August is less", "Cohort June is less"),
    (Chart, "title", " of 20 joiners became proficient", " of 19 joiners became proficient"),
    (Table, "title", " of 20 joiners", " of 21 joiners"),
    (Table, "note", "accuracy is 95.0% or more", "accuracy is 94.0% or more"),
    (Prose, "paragraphs", "two weekly checks", "three weekly checks"),
    (Prose, "paragraphs", "is at most 20%, or where after 60 days", "is at most 20%, or where after 90 days"),
    (Prose, "paragraphs", "until 20 audits", "until 30 audits"),
    (Prose, "paragraphs", "at most 3.4% of what", "at most 4.4% of what"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "field", "true", "lie"), LIES)
def test_a_lie_is_found(usual, fabricated, tmp_path, kind, field, true, lie):
    """A sentence changed in one word is no longer borne out."""
    extract = with_joiners(fabricated, *USUAL).write(tmp_path / "x", report="ramp_up", parameters={})
    told = [(i, c) for i, c in enumerate(usual) if isinstance(c, kind) and true in str(getattr(c, field))]

    assert told

    place, component = told[0]
    text = getattr(component, field)
    new = tuple(t.replace(true, lie) for t in text) if isinstance(text, tuple) else text.replace(true, lie)
    spoilt = [*usual[:place], component.model_copy(update={field: new}), *usual[place + 1 :]]

    assert [] != Claims(tuple(spoilt), open_extract(extract)).contradictions()
