"""The market report says what the data say: whole, thin or empty markets alike, and never nan."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re

import pandas as pd
import pytest

from labelqa.components import MIME, AnyComponent, KeyPoints, Prose, Section, Table, Tiles
from labelqa.measures.agents import SURE
from labelqa.params import load
from labelqa.report import open_report
from labelqa.report.language.numerals import Numerals
from labelqa.report.sections.agents import words
from labelqa.report.sections.volume.words import NOTHING_AUDITED

SECTIONS = [
    *("executive", "data_health", "accuracy", "gold", "trend", "sites", "confusion", "labels"),
    *("sop_ambiguity", "agreement", "agents", "qa", "requests", "time", "output", "handling", "capacity"),
    *("compliance", "ramp_up", "calibration", "impact", "lots", "risks", "actions", "sampling_plan"),
    "methods",
]
LACKING = {
    "agreement": "overlaps",
    "qa": "audit_reviews",
    "calibration": "calibration_sessions",
    "impact": "deliveries",
    "lots": "deliveries",
    "actions": "actions",
}
"""Sections that are off in the fabricated market, and the table that each lacks there."""
OF_AUDITS = {
    *("accuracy", "trend", "sites", "confusion", "labels", "sop_ambiguity", "qa", "compliance", "ramp_up"),
    *("impact", "sampling_plan"),
}
TILES = [
    *("Label accuracy", "Critical accuracy", "On-time requests"),
    *("Utilisation", "Throughput", "Wrong labels made"),
]


def sections(components) -> dict[str, Section]:
    """The sections by name."""
    return {c.name: c for c in components if isinstance(c, Section)}


def only(components, kind: type) -> AnyComponent:
    """The one component of a kind."""
    (found,) = [c for c in components if isinstance(c, kind)]
    return found


def tables(components) -> dict[str, Table]:
    """The tables by id."""
    return {c.id: c for c in components if isinstance(c, Table)}


def october(frame: pd.DataFrame) -> pd.Series:
    """Which rows are of the period."""
    return frame["local_date"] >= dt.date(2026, 10, 1)


def text_of(components) -> str:
    """Everything a reader sees."""
    return " ".join(c.model_dump_json(exclude={"figures"}) for c in components)


def test_sections_come_in_order_and_are_on_where_they_have_their_tables(components):
    """Those that are off name the table that the market lacks."""
    found = sections(components)
    off = {name: section.off for name, section in found.items() if section.off}

    assert list(found) == SECTIONS
    assert LACKING.keys() == off.keys()
    assert [] == [name for name in off if not off[name].startswith(f"Table {LACKING[name]} is missing: ")]


def test_every_declared_figure_is_shown(components, repository):
    """What params/reports/market_report.yml asks for is emitted, in its section, where that is on."""
    off = {name for name, section in sections(components).items() if section.off}
    declared = [f for f in load(repository).report("market_report").figures if f.section not in off]
    emitted: dict[str, set[str]] = {}
    name = ""
    for component in components:
        name = component.name if isinstance(component, Section) else name
        emitted.setdefault(name, set()).update(figure.name for figure in component.figures)

    assert [] == [(f.name, f.section) for f in declared if f.name not in emitted[f.section]]


def test_the_executive_page_has_six_tiles_with_everything(components):
    """Value, interval, target, verdict, change and two drawings."""
    found = only(components, Tiles)

    assert [tile.label for tile in found.tiles] == TILES
    assert all(tile.value and tile.interval and tile.change for tile in found.tiles)
    assert all(tile.strip_svg and tile.trend_svg for tile in found.tiles)
    assert ["missed", "undecided", "undecided"] == [tile.status for tile in found.tiles[:3]]


def test_words_agree_with_the_figure_they_speak_of(components):
    """The headline, the tile and the key point name one verdict and one value."""
    accuracy = next(f for c in components for f in c.figures if f.name == "accuracy.audit.overall")
    tile, point = only(components, Tiles).tiles[0], only(components, KeyPoints).points[0]

    assert "missed" == accuracy.verdict == tile.status
    assert f"{100 * accuracy.value:.1f}%" == tile.value
    assert point.startswith(f"Label accuracy was {tile.value}")
    assert "Label accuracy missed its target" == sections(components)["executive"].title


def test_at_most_six_key_points_name_the_planted_drop(components):
    """The site that fell is among them."""
    points = only(components, KeyPoints).points

    assert len(points) <= 6
    assert any("Meridian Batam" in point for point in points)


def test_shares_of_a_table_s_width_are_all_of_it(components):
    """Columns of the printed tables fill the page and do not pass it."""
    widths = {i: sum(c.share or 0 for c in t.columns) for i, t in tables(components).items() if not t.heat}

    assert {i: pytest.approx(1.0, abs=0.02) for i in widths} == widths


def test_a_table_s_rows_have_a_cell_for_every_column(components):
    """Neither more nor less."""
    assert [] == [i for i, t in tables(components).items() for row in t.rows if len(row) != len(t.columns)]


def test_the_coaching_list_ends_where_the_coaches_have_no_room(report, shown):
    """The most wrong labels above target first, at most so many, and the title says of how many."""
    agents = report.agents()
    report.agents.coaching_table(agents, most=2)
    table = shown[-1][MIME]
    below = int((agents.rows["p_below"] > SURE).sum())

    assert agents.rows.head(2)["person_id"].tolist() == [row[0]["text"] for row in table["rows"]]
    assert words.COACHED_OF(Numerals("en_SG"), n=2, below=below) == table["title"]


def test_nobody_to_coach_is_a_sentence_and_no_empty_table(report, shown):
    """An empty list looks like a mistake."""
    agents = report.agents()
    safe = dataclasses.replace(agents, rows=agents.rows.assign(p_below=0.2))
    report.agents.coaching_table(safe, most=2)

    assert "prose" == shown[-1][MIME]["kind"]


def test_a_market_without_audits_has_accuracy_on_gold_and_says_so(run, fabricated, tmp_path):
    """The tile is named for what it is; the sections that need audits give their reason."""
    components = run(fabricated.without("audits").write(tmp_path / "x"))
    found, shown = sections(components), only(components, Tiles)

    assert "Accuracy on gold items" == shown.tiles[0].label
    assert (
        "Critical accuracy and wrong labels made are left out: "
        "table audits is missing: not in sources.yml." in shown.note
    )
    assert OF_AUDITS | LACKING.keys() == {name for name, section in found.items() if section.off}
    assert "Table audits is missing: not in sources.yml." == found["accuracy"].off


def test_a_market_with_labels_only_says_no_audits_and_never_nan(run, fabricated, tmp_path):
    """What can be said of volume and handling stays."""
    bare = fabricated.without(
        "audits", "gold", "time", "requests", "targets", "sop_versions", "sample_designs"
    )
    components = run(bare.write(tmp_path / "x"))
    on = [name for name, section in sections(components).items() if not section.off]

    assert ["executive", "data_health", "output", "handling", "risks", "methods"] == on
    assert NOTHING_AUDITED in text_of(components)
    assert None is re.search(r"\bnan\b", text_of(components))


def test_a_market_with_nothing_in_its_month_has_a_page_that_says_so(run, fabricated, tmp_path):
    """The history is there, October is not."""
    empty = fabricated
    for name in ("label_days", "handling_days", "audited_labels", "gold_answers", "time_days"):
        empty = empty.with_rows(name, fabricated.frames[name][~october(fabricated.frames[name])])
    components = run(empty.write(tmp_path / "x"))
    found = sections(components)

    assert "No audits in October 2026." == found["accuracy"].off
    assert "No labels in October 2026" in text_of(components) or "no labels in October 2026" in text_of(
        components
    )
    assert None is re.search(r"\bnan\b", text_of(components))


def test_one_right_audit_is_an_estimate_too_wide_to_judge(run, fabricated, tmp_path):
    """100 % of one, an interval that says how little that is, and the right noun."""
    audits = fabricated.frames["audited_labels"]
    one = audits[october(audits) & (audits["verdict"] == "correct")].head(1)
    components = run(fabricated.with_rows("audited_labels", one).write(tmp_path / "x"))
    tile = only(components, Tiles).tiles[0]

    assert ("100%", "undecided") == (tile.value, tile.status)
    assert tile.interval.endswith(", 1 audit")
    assert "audits" in only(components, Tiles).note
    assert None is re.search(r"\bnan\b", text_of(components))


def test_all_right_is_said_without_a_confusion_table(run, fabricated, tmp_path):
    """Nothing is mistaken for anything, and the figure is on record."""
    audits = fabricated.frames["audited_labels"]
    right = audits.assign(verdict="correct", ref_label_id=audits["label_id"], critical_class="none")
    components = run(fabricated.with_rows("audited_labels", right).write(tmp_path / "x"))
    told = [p for c in components if isinstance(c, Prose) for p in c.paragraphs]

    assert "Confusions: no audit found a wrong label." in told
    assert ("100.0%", "met") == tuple(
        getattr(only(components, Tiles).tiles[0], f) for f in ("value", "status")
    )


def test_columns_that_a_mapping_made_up_are_named_as_not_observed(run, fabricated, tmp_path):
    """In the state of the data and in the provenance."""
    components = run(fabricated.write(tmp_path / "x", unobserved=("labels.submitted_at",)))

    assert 2 == text_of(components).count("labels.submitted_at: a constant of the mapping")


@pytest.mark.parametrize(
    ("origins", "said"),
    [
        ({"notebook": "labelqa 0.1.0", "templates": "labelqa 0.1.0"}, "labelqa 0.1.0"),
        ({"notebook": "own", "templates": "own"}, "the workspace's own"),
        (
            {"notebook": "own", "templates": "labelqa 0.1.0"},
            "notebook: the workspace's own; templates: labelqa 0.1.0",
        ),
        ({}, None),
    ],
)
def test_the_provenance_says_whose_notebook_and_templates_were_used(fabricated, tmp_path, origins, said):
    """In one word where it is the same of both; an extract of an earlier version does not say it."""
    shown: list[dict] = []
    open_report(fabricated.write(tmp_path / "x", origins=origins), show=shown.append).methods.provenance()
    (bundle,) = shown

    assert said == dict(bundle[MIME]["rows"]).get("Notebook and templates")


def test_the_probability_that_decides_is_the_project_s(run, fabricated, components, tmp_path):
    """With 0.51 what was undecided is decided, and the methods say 49%."""
    sure = run(fabricated.write(tmp_path / "x", decided=0.51))
    undecided = [
        [tile.label for tile in only(shown, Tiles).tiles if tile.status == "undecided"]
        for shown in (components, sure)
    ]

    assert len(undecided[0]) > len(undecided[1])
    assert "in at most 49%" in text_of(sure)
