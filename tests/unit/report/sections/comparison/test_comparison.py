"""Units on the same work as a report shows them: no league table, and no claim without its figure."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from labelqa.components import ANY_COMPONENT, MIME, AnyComponent, Prose, Table
from labelqa.extracts import CONTEXT, MarketFacts, open_extract
from labelqa.report import Report, open_overview, open_report
from labelqa.sealed import seal

from ...claims import Claims
from ...market import Fabricated, context

Told = tuple[Report, Path, tuple[AnyComponent, ...]]


@pytest.fixture(scope="session")
def tell(tmp_path_factory) -> Callable[..., Told]:
    """The report on a market, its extract, and what it shows of sites, vendors and agents."""

    def tell(made: Fabricated, **changes: object) -> Told:
        shown: list[dict] = []
        extract = made.write(tmp_path_factory.mktemp("units") / "x", **changes)
        report = open_report(extract, show=shown.append)
        agents = report.agents()
        report.section("sites", "Sites beside one another", needs=("audited_labels or gold_answers",))
        report.comparison.table("site")
        report.comparison.table("vendor")
        report.comparison.pooled(report.accuracy(by="site"))
        report.agents.undecided(agents)
        report.agents.shift_table()
        report.agents.coaching_table(agents, most=12)
        return report, extract, tuple(ANY_COMPONENT.validate_python(bundle[MIME]) for bundle in shown)

    return tell


@pytest.fixture(scope="session")
def told(tell, fabricated) -> Told:
    """Of the whole market."""
    return tell(fabricated)


def _kept(made: Fabricated, column: str, keep: set[str]) -> Fabricated:
    for name, frame in made.frames.items():
        made = made.with_rows(name, frame[frame[column].isin(keep)]) if column in frame else made
    return made


def two_sites(made: Fabricated) -> Fabricated:
    """Too few to say what sites have in common."""
    return _kept(made, "site_id", {"yog", "bth"})


def four_people(made: Fabricated) -> Fabricated:
    """Too few for a distribution."""
    return _kept(made, "person_id", set(made.frames["people"]["person_id"].iloc[::13]))


def sites_far_apart(made: Fabricated) -> Fabricated:
    """One site is always right, one never."""
    audits = made.frames["audited_labels"]
    verdict = audits["verdict"].mask(audits["site_id"] == "yog", "correct")
    return made.with_rows(
        "audited_labels", audits.assign(verdict=verdict.mask(audits["site_id"] == "bth", "incorrect"))
    )


def everybody_fell(made: Fabricated) -> Fabricated:
    """A fifth of October's labels are wrong."""
    audits = made.frames["audited_labels"]
    bad = (pd.to_datetime(audits["local_date"]) >= "2026-10-01") & (np.arange(len(audits)) % 5 == 0)
    return made.with_rows("audited_labels", audits.assign(verdict=audits["verdict"].mask(bad, "incorrect")))


def few_audits(made: Fabricated) -> Fabricated:
    """Hardly anybody is decided."""
    return made.with_rows("audited_labels", made.frames["audited_labels"].iloc[::25])


def one_agent(made: Fabricated) -> Fabricated:
    """Who may be on either side."""
    held = _kept(made, "person_id", {made.frames["people"]["person_id"].iloc[0]})
    return held.with_rows("audited_labels", held.frames["audited_labels"].iloc[::4])


def other_queues(made: Fabricated) -> Fabricated:
    """One site labels only what no other does, and little of it."""
    held = made
    for name in ("audited_labels", "label_days"):
        frame = held.frames[name]
        held = held.with_rows(name, frame[(frame["site_id"] != "mdn") | (frame["queue_id"] == "shop")])
    return held


def no_sites(made: Fabricated) -> Fabricated:
    """Where people work is not recorded."""
    for name in ("audited_labels", "label_days"):
        made = made.with_rows(name, made.frames[name].assign(site_id=None))
    return made


COMPANIES: dict[str, Callable[[Fabricated], Fabricated]] = {
    "whole": lambda made: made,
    "without audits": lambda made: made.without("audits"),
    "without targets": lambda made: made.without("targets"),
    "without labels": lambda made: made.without("labels"),
    "two sites": two_sites,
    "four people": four_people,
    "sites far apart": sites_far_apart,
    "everybody fell": everybody_fell,
    "few audits": few_audits,
    "one agent": one_agent,
    "other queues": other_queues,
    "no sites": no_sites,
}


@pytest.mark.parametrize("name", COMPANIES)
def test_what_is_said_of_units_is_borne_out(tell, fabricated, name):
    """Titles, notes and sentences, in all kinds of markets."""
    _, extract, components = tell(COMPANIES[name](fabricated))

    assert [] == Claims(components, open_extract(extract)).contradictions()


@pytest.mark.parametrize(
    ("kind", "field", "truth", "lie"),
    [
        (Table, "title", "of 5 sites may", "of 4 sites may"),
        (Table, "title", "may be the most", "is the most"),
        (Table, "title", " and the median fell", " and the median rose"),
        (Table, "title", " and the median fell", " and the best tenth fell"),
        (Table, "title", "Of agents the lowest tenth, the lower quarter and the median", "Agents' accuracy"),
        (Prose, "paragraphs", "Over 5 sites", "Over 6 sites"),
        (Prose, "paragraphs", "has a mean of 9", "has a mean of 8"),
        (Prose, "paragraphs", "is not chance", "is chance"),
        (Prose, "paragraphs", " of 52 agents are undecided", " of 51 agents are undecided"),
        (Prose, "paragraphs", "for half of these ", "for half of these 1"),
    ],
)
def test_a_lie_about_units_is_found(told, kind, field, truth, lie):
    """The same with one changed word."""
    _, extract, components = told

    def changed(component: AnyComponent) -> AnyComponent:
        if not isinstance(component, kind):
            return component
        held = getattr(component, field)
        new = (
            held.replace(truth, lie, 1) if field == "title" else tuple(t.replace(truth, lie, 1) for t in held)
        )
        return component.model_copy(update={field: new})

    lied = tuple(map(changed, components))

    assert lied != components
    assert [] != Claims(lied, open_extract(extract)).contradictions()


def test_crude_and_standardised_stand_side_by_side(told):
    """In the order of the sites, not of their accuracy; ranks as what chance leaves open."""
    report, _, components = told
    table = next(c for c in components if getattr(c, "id", "") == "comparison-accuracy-standardised-by-site")
    crude = {by["site_id"]: e for by, e in report.accuracy(by="site")}
    fair = {by["site_id"]: e for by, e in report.comparison.standardised("site")}
    cells = [[cell.text for cell in row] for row in table.rows]

    assert sorted(crude) == [*crude]
    assert [f"{e.value:.0%}" for e in crude.values()] == [f"{float(row[2][:-1]):.0f}%" for row in cells]
    assert [f"{e.value:.0%}" for e in fair.values()] == [f"{float(row[4][:-1]):.0f}%" for row in cells]
    assert ["1 to 4", "1 to 5", "4 to 5"] == sorted({row[6] for row in cells})
    assert {"accuracy.standardised.by_site", "accuracy.standardised.rank.by_site"} <= {
        figure.name for component in components for figure in component.figures
    }


def test_a_vendor_sees_neither_ranks_nor_the_market_s_mix(tell, fabricated):
    """Its edition holds its own work only."""
    report, _, components = tell(_kept(fabricated, "vendor_id", {"nw"}), vendor="nw")
    said = [text for c in components if isinstance(c, Prose) for text in c.paragraphs]

    assert "Accuracy on one mix of work: a vendor's edition holds its own work only." == said[0].replace(
        "A v", "a v"
    )
    assert not [c for c in components if c.kind == "table" and c.id.startswith("comparison")]
    assert (
        "a vendor's edition holds its own work only"
        == report.comparison.ranks(report.accuracy(by="site")).why
    )


def test_the_coaching_list_prints_q_beside_the_probability(told):
    """Two decimals, never 0."""
    report, _, components = told
    table = next(c for c in components if getattr(c, "id", "") == "coaching-list")
    q = dict(report.agents().rows[["person_id", "q_value"]].itertuples(index=False, name=None))
    place = [column.name for column in table.columns].index("q")
    texts = {row[0].text: row[place].text for row in table.rows}

    assert "P(below)" == table.columns[place - 1].name
    assert {who: f"{q[who]:.2f}" if q[who] >= 0.01 else "<0.01" for who in texts} == texts


def test_an_undecided_agent_s_figure_says_how_many_audits_would_tell(told):
    """As the column `more` has it; a decided one's says nothing."""
    report, _, components = told
    rows = report.agents().rows.set_index("person_id")["more"]
    figures = {
        f.by["person"]: f for c in components for f in c.figures if f.name == "agents.accuracy.by_person"
    }

    assert {who: None if pd.isna(n) or n == 0 else n for who, n in rows.items()} == {
        who: f.more for who, f in figures.items()
    }
    assert any(f.more for f in figures.values())


def test_markets_are_summed_up_in_the_overview(fabricated, tmp_path):
    """Their mean, how much they differ beyond chance, and where a further one may lie; too few are not."""
    said = {}
    for count in (5, 3):
        folder, shown = tmp_path / str(count), []
        for site in ("yog", "smg", "bth", "mdn", "bdg")[:count]:
            facts = MarketFacts(id=site, name=site, timezone="Asia/Jakarta", locale="en_SG")
            _kept(fabricated, "site_id", {site}).write(folder / site, market=facts)
        (folder / CONTEXT).write_text(context({}).model_dump_json(), encoding="utf-8")
        seal(folder, {})
        overview = open_overview(folder, show=shown.append)
        overview.pooled(overview.each("accuracy"))
        (said[count],) = (ANY_COMPONENT.validate_python(bundle[MIME]) for bundle in shown)
    figures = {figure.name: figure for figure in said[5].figures}
    mean, predicted = (figures[f"accuracy.audit.over_markets.{name}"] for name in ("mean", "predicted"))

    assert said[5].paragraphs[0].startswith("Over 5 markets label accuracy has a mean of 9")
    assert "is not chance; one more market would be expected between" in said[5].paragraphs[0]
    assert predicted.low < mean.low < mean.value < mean.high < predicted.high
    assert ("What markets have in common cannot be said: 3 units are too few to compare.",) == said[
        3
    ].paragraphs
