"""All markets side by side print the figures of the markets' own reports."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from labelqa.components import ANY_COMPONENT, MIME, Chart, Cover, KeyPoints, Section, Table
from labelqa.errors import ParamsError
from labelqa.findings import Level
from labelqa.measures.risks import DETECTORS
from labelqa.report import Overview, open_overview, open_report

from ..market import MARKETS, Fabricated, market, write_markets

NUMBERS = ("no", "one", "two", "three", "four", "five")


@pytest.fixture(scope="module")
def markets() -> dict[str, Fabricated]:
    """Three markets; one lacks audits."""
    made = {market_id: market(seed) for market_id, (_, seed) in MARKETS.items()}
    return {**made, "TH": made["TH"].without("audits")}


@pytest.fixture(scope="module")
def extract(markets, tmp_path_factory) -> Path:
    """Their extract."""
    return write_markets(tmp_path_factory.mktemp("overview") / "x", markets)


@pytest.fixture
def overview(extract, shown) -> Overview:
    """An overview of the three."""
    return open_overview(extract, show=shown.append)


def components(shown: list[dict]) -> list:
    """What was shown, as components."""
    return [ANY_COMPONENT.validate_python(bundle[MIME]) for bundle in shown]


def test_every_market_answers_as_its_own_report_does(overview, extract):
    """Value, interval, n and method are the same; a market without audits says why it has none."""
    found = {by["market_id"]: estimate for by, estimate in overview.each("accuracy")}
    own = {m: open_report(extract / m, show=list.append).accuracy().only() for m in ("ID", "SG")}

    assert own == {m: found[m] for m in own}
    assert not found["TH"].exists
    assert ("table audits is missing: not in sources.yml",) == found["TH"].flags
    assert "accuracy.audit.by_market" == overview.each("accuracy").figure
    assert "accuracy.audit.by_market_week" == overview.each("accuracy", by="week").figure


def test_where_no_market_can_answer_every_reason_is_given(tmp_path, markets, shown):
    """In one line."""
    folder = write_markets(
        tmp_path / "x", {m: made.without("gold") for m, made in markets.items() if m != "TH"}
    )
    found = open_overview(folder, show=shown.append).each("accuracy.on_gold", by="site")

    assert 0 == len(found)
    assert "; ".join(f"{m}: table gold is missing: not in sources.yml" for m in ("ID", "SG")) == found.why


def test_a_question_that_no_report_can_answer_is_refused(overview):
    """Also a private one."""
    for question in ("acuracy", "_ask"):
        with pytest.raises(ParamsError, match="no question is called"):
            overview.each(question)


def test_each_row_is_judged_by_its_markets_own_target(tmp_path, markets, shown):
    """Where targets differ there is no common one, and each market still has its verdict."""
    targets = markets["SG"].frames["targets"]
    low = targets.assign(target=targets["target"].mask(targets["metric"] == "accuracy", 0.5), market_id=None)
    folder = write_markets(
        tmp_path / "x", {"ID": markets["ID"], "SG": markets["SG"].with_rows("targets", low)}
    )
    overview = open_overview(folder, show=shown.append)
    overview.verdict_map(overview.each("accuracy"))
    [table] = components(shown)

    assert overview.target("accuracy") is None
    assert {"ID": "missed", "SG": "met"} == {f.by["market"]: f.verdict for f in table.figures}
    assert ["missed", "met"] == [row[1].status for row in table.rows]


def test_the_verdict_map_has_a_row_for_each_market(overview, shown):
    """Without data a cell has neither value nor mark; the title counts the verdicts."""
    overview.verdict_map(overview.each("accuracy"), overview.each("time.utilisation"))
    [table] = components(shown)
    marks = [cell.status for row in table.rows for cell in row[1:] if cell.status]

    assert isinstance(table, Table)
    assert ["Indonesia", "Singapore", "Thailand"] == [row[0].text for row in table.rows]
    assert ("–", None) == (table.rows[2][1].text, table.rows[2][1].status)
    assert table.title.startswith(f"Of {len(marks)} figures, {marks.count('missed')} missed the target")


def test_each_market_is_drawn_on_its_own_limits(overview, shown):
    """The site that drops in the last weeks shows; the alternative text counts what is drawn."""
    overview.multiples(overview.each("accuracy", by="week"))
    [chart] = components(shown)

    assert isinstance(chart, Chart)
    assert chart.alt.startswith("Small control charts of 2 markets over 26 weeks.")
    assert "Indonesia" in chart.svg
    assert 2 * 26 == chart.data.rows


def test_a_rule_is_counted_in_the_markets_whose_own_reports_call_for_action(overview, extract, shown):
    """Row by row as the reports have it; the title counts those of several markets."""
    overview.shared_risks()
    [table] = components(shown)
    acting = {
        market: {
            one.number for one in open_report(extract / market, show=list.append).risks.findings(Level.ACT)
        }
        for market in MARKETS
    }
    counts = {f.by["kind"]: f.value for f in table.figures}
    numbers = [each.number for each in DETECTORS]
    several = sum(sum(kind in kinds for kinds in acting.values()) > 1 for kind in numbers)

    assert {kind: sum(kind in kinds for kinds in acting.values()) for kind in counts} == counts
    assert set().union(*acting.values()) <= set(counts)
    assert table.title.startswith(NUMBERS[several].capitalize())
    assert list(counts.values()) == sorted(counts.values(), reverse=True)


def test_the_notebook_shows_every_section(extract, repository):
    """Cell for cell, as an analyst would run it."""
    notebook = json.loads((repository / "notebooks/market_overview.ipynb").read_text(encoding="utf-8"))
    shown: list[dict] = []
    names: dict[str, object] = {"open_overview": lambda folder: open_overview(folder, show=shown.append)}
    for cell in (c for c in notebook["cells"] if c["cell_type"] == "code"):
        code = "".join(cell["source"]).replace("from labelqa.report import open_overview", "")
        exec(code, names)  # noqa: S102 - our own notebook
        names["extract"] = extract
    found = components(shown)

    assert [] == [part.name for part in found if isinstance(part, Section) and part.off]
    assert ["all"] == [part.market_id for part in found if isinstance(part, Cover)]
    assert [True] == [len(part.points) > 0 for part in found if isinstance(part, KeyPoints)]


def test_an_overview_of_one_market_is_made_too(tmp_path, markets, shown):
    """A company may have but one."""
    overview = open_overview(write_markets(tmp_path / "x", {"ID": markets["ID"]}), show=shown.append)
    overview.cover()
    overview.multiples(overview.each("accuracy", by="week"))
    overview.verdict_map(dataclasses.replace(overview.each("accuracy")))

    assert 3 == len(components(shown))
