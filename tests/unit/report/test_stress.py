"""Names of any script and markets of any size go through the whole notebook."""

from __future__ import annotations

import dataclasses
import xml.etree.ElementTree as ET

import pandas as pd
import pytest

from labelqa.components import MIME, Chart, Cover, Table
from labelqa.estimates import Estimate, Estimates
from labelqa.report.drawing.svg import escaped
from labelqa.report.page import forest
from labelqa.report.sections.time import time_bar

NAMES = [
    "ศูนย์ตรวจสอบเนื้อหากรุงเทพมหานครตะวันตก",
    "Trung tâm kiểm duyệt nội dung Thành phố Hồ Chí Minh",
    "上海市浦东新区内容质量审核与标注中心",
    "Emoji 🎯 Team 🚀",
    "<script>alert('x')</script> $x$ and _x",
]
ALERTS = pytest.mark.filterwarnings("error")


def renamed(made, sites=NAMES):
    """The market with those names for sites, queues, labels and vendors, and strange ids of people."""
    frames = {
        name: frame.assign(person_id="$p_" + frame["person_id"] + "<ใ>") if "person_id" in frame else frame
        for name, frame in made.frames.items()
    }
    for table, names in (("queues", NAMES), ("vendors", NAMES), ("label_classes", NAMES), ("sites", sites)):
        frames[table] = frames[table].assign(name=names[: len(frames[table])])
    return dataclasses.replace(made, frames=frames)


def spread_over(made, count):
    """The market with its people at so many sites."""
    ids = [f"s{i:02d}" for i in range(count)]

    def moved(frame):
        if not {"site_id", "person_id"} <= set(frame):
            return frame
        places = pd.util.hash_pandas_object(frame["local_date"].astype(str) + frame["person_id"], index=False)
        return frame.assign(site_id=[ids[place % count] for place in places])

    frames = {name: moved(frame) for name, frame in made.frames.items() if name != "people"}
    names = [f"{NAMES[i % 5]} {i}" for i in range(count)]
    sites = pd.DataFrame({"site_id": ids, "vendor_id": "nw", "name": names})
    return dataclasses.replace(made, frames={**made.frames, **frames, "sites": sites})


def charts(components) -> dict[str, Chart]:
    """The charts by id."""
    return {c.id: c for c in components if isinstance(c, Chart)}


@ALERTS
def test_names_of_any_script_are_written_as_they_are(run, fabricated, tmp_path):
    """Components are valid, drawings well-formed with text as text; no warning of a missing glyph."""
    components = run(renamed(fabricated).write(tmp_path / "x"))
    sites = charts(components)["forest-accuracy-audit-by-site"]

    assert [] == [c.id for c in charts(components).values() if ET.fromstring(c.svg).tag[-3:] != "svg"]  # noqa: S314
    assert [] == [name for name in NAMES if name not in sites.data.csv]
    assert escaped(NAMES[3]) in sites.svg
    assert "<script" not in "".join(c.svg for c in charts(components).values())


@ALERTS
def test_sixty_sites_are_cut_where_a_page_ends_and_the_report_says_so(run, fabricated, tmp_path):
    """Charts draw the lowest, the cover the largest, the table has all."""
    components = run(spread_over(fabricated, 60).write(tmp_path / "x"))
    drawn = charts(components)
    (table,) = [c for c in components if isinstance(c, Table) and c.id == "results-accuracy-audit-by-site"]
    (cover,) = [c for c in components if isinstance(c, Cover)]

    assert 60 == len(table.rows) == drawn["forest-accuracy-audit-by-site"].data.rows
    assert f"The {forest.MOST_ROWS} of 60 sites" in drawn["forest-accuracy-audit-by-site"].note
    assert f"The {time_bar.MOST_ROWS} of" in drawn["time-by-site"].note
    assert "Rows: the 12 of 60 sites with most audits." in cover.key
    assert "Dot plot of 12 sites" in cover.alt


@pytest.mark.parametrize("count", [1, 12])
def test_the_cover_has_room_for_every_site(run, fabricated, tmp_path, count):
    """From one row to twelve none is left out and the art grows no taller than that of five."""
    (cover,) = [c for c in run(spread_over(fabricated, count).write(tmp_path / "x")) if isinstance(c, Cover)]
    height = float(ET.fromstring(cover.svg).get("viewBox").split()[3])  # noqa: S314

    assert f"Dot plot of {count} site{'s' if count > 1 else ''} and" in cover.alt
    assert "Rows:" not in cover.key
    assert height <= 24 + 4 * 53 + 30


def test_five_thousand_agents_are_one_small_picture(report, shown):
    """Dots and intervals are pixels, axes and words stay text, every agent is in the data."""
    rows = [((f"p{i}",), Estimate(0.9 + i / 50_000, 0.85, 1.0, 50, 50.0, "test")) for i in range(5000)]
    agents = Estimates.of("agents.accuracy", ("person_id",), rows)
    beside = {"low_90": 0.88, "high_90": 1.0, "p_below": 0.5}
    report.agents.caterpillar(dataclasses.replace(agents, rows=agents.rows.assign(**beside)))
    chart = shown[-1][MIME]

    assert "data:image/png;base64," in chart["svg"]
    assert "5,000 agents, lowest first" in chart["svg"]
    assert len(chart["svg"]) < 250_000
    assert 5000 == chart["data"]["rows"]
