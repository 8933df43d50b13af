"""Charts as the galleries of seaborn and matplotlib have them, and frames of every form, of own rows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import matplotlib as mpl
import nbformat
import numpy as np
import pandas as pd
import pytest
import seaborn as sns
from builders.report import FACTS, STRICT, cover, write_notebook
from matplotlib import pyplot as plt

from labelqa.components import ANY_COMPONENT, MIME, Chart, Exhibit, Section
from labelqa.render import render
from labelqa.report.drawing import theme

pytestmark = [
    pytest.mark.filterwarnings("ignore:Glyph .* missing:UserWarning"),  # seaborn measures, too
    pytest.mark.filterwarnings("ignore:vert. bool was deprecated"),  # seaborn's boxes say so still
]
Days = pd.DataFrame
PROSE = "## Why\n\n1. *One*\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n> `x < 1`\n\n---\n\n```\ny\n```"


def by_day(days: Days) -> pd.DataFrame:
    """Labels by day and site."""
    dated = days.assign(local_date=pd.to_datetime(days["local_date"]))
    return dated.groupby(["local_date", "site_id"], as_index=False)["labels"].sum()


def stacked(days: Days) -> object:
    """Bars on bars."""
    wide = (
        by_day(days).pivot_table(index="local_date", columns="site_id", values="labels").resample("MS").sum()
    )
    return wide.plot.bar(stacked=True)


def areas(days: Days) -> object:
    """Areas on areas, over days."""
    wide = by_day(days).pivot_table(index="local_date", columns="site_id", values="labels").fillna(0)
    figure, axes = plt.subplots(figsize=(9, 3))
    axes.stackplot(wide.index, wide.T.to_numpy(), labels=wide.columns)
    axes.legend(loc="upper left")
    return figure


def bars_of_error(days: Days) -> object:
    """Means with their spread."""
    found = days.groupby("site_id")["labels"].agg(["mean", "sem"])
    _, axes = plt.subplots()
    axes.errorbar(found["mean"], found.index, xerr=found["sem"], fmt="o", capsize=3)
    return axes


def shares_of_time(days: Days) -> object:
    """Steps, a filled band and a note with an arrow."""
    daily = by_day(days).groupby("local_date")["labels"].sum()
    _, axes = plt.subplots()
    axes.step(daily.index, daily, where="mid")
    axes.fill_between(daily.index, daily * 0.9, daily * 1.1, alpha=0.3)
    axes.annotate("highest", (daily.idxmax(), daily.max()), xytext=(0.6, 0.9), textcoords="axes fraction",
                  arrowprops={"arrowstyle": "->"})  # fmt: skip
    return axes


CHARTS: dict[str, Callable[[Days], object]] = {
    "stacked bars": stacked,
    "stacked areas": areas,
    "error bars": bars_of_error,
    "steps, a band and a note": shares_of_time,
    "lines by day and site": lambda days: sns.lineplot(
        by_day(days), x="local_date", y="labels", hue="site_id"
    ),
    "a histogram": lambda days: sns.histplot(
        days, x="labels", hue="site_id", multiple="stack", discrete=True
    ),
    "boxes": lambda days: sns.boxplot(days, x="labels", y="site_id", hue="queue_id"),
    "a share up to each": lambda days: sns.ecdfplot(days, x="labels", hue="site_id"),
    "a regression": lambda days: sns.regplot(days.head(300), x="labels", y="active_ms"),
    "small multiples": lambda days: sns.catplot(
        days, x="site_id", y="labels", col="queue_id", kind="bar", col_wrap=2, n_boot=20, seed=1
    ),
}


def frames(days: Days) -> dict[str, pd.DataFrame]:
    """Ten frames by their form."""
    daily = by_day(days)
    return {
        "long": daily,
        "wide": daily.pivot_table(index="site_id", columns="local_date", values="labels"),
        "dates": pd.DataFrame({"day": pd.date_range("2026-10-01", periods=3, tz="Asia/Jakarta")}),
        "percents": (daily.groupby("site_id")["labels"].sum() / daily["labels"].sum()).to_frame("part"),
        "levels": days.groupby(["site_id", "queue_id"]).agg({"labels": ["sum", "mean"], "skipped": ["max"]}),
        "empty": daily.head(0),
        "Thai": pd.DataFrame({"ป้ายกำกับ": ["ถูกต้อง", "ไม่ถูกต้อง"], "จำนวน": [1_234, 5]}),
        "2,000 rows": pd.DataFrame({"n": range(2_000), "x": np.linspace(0, 1, 2_000)}),
        "categories": daily.assign(site_id=daily["site_id"].astype("category")).head(20),
        "missing values": daily.assign(labels=daily["labels"].where(daily.index % 2 == 0)).head(20),
    }


def with_prose(path: Path) -> None:
    """Put a Markdown cell at a notebook's end."""
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.append(nbformat.v4.new_markdown_cell(PROSE, id="cell-prose"))
    nbformat.write(notebook, path)


def test_ten_charts_ten_frames_and_prose_render_without_a_blemish(report, shown, tmp_path, repository):
    """Strictly, in one report; each chart's data, each frame's rows and the prose are in it."""
    days = report.rows("label_days")
    with mpl.rc_context():
        theme.use()
        for name, draw in CHARTS.items():
            report.figure(draw(days), title=name, measure="Labels, all days", alt=name)
    for name, frame in frames(days).items():
        report.table(
            frame, title=name, measure="All days", columns={"part": "share"} if name == "percents" else {}
        )
    parts = [ANY_COMPONENT.validate_python(bundle[MIME]) for bundle in shown]
    notebook = write_notebook(tmp_path / "run.ipynb", [cover(), Section(name="own", title="Own"), *parts])
    with_prose(notebook)
    made = render(notebook, tmp_path, FACTS, repository / "templates", STRICT)
    page = made.html.read_text(encoding="utf-8")

    assert () == made.blemishes
    assert [] == [part.fault for part in parts if isinstance(part, Chart) and part.fault]
    assert len(CHARTS) == sum(isinstance(part, Chart) for part in parts)
    assert {*CHARTS, *frames(days)} - {"empty"} == {part.title for part in parts if isinstance(part, Exhibit)}
    assert "2026-05-04" in page
    assert " 00:00:00" not in page
    assert theme.BLUE.lower() in page.lower()
    assert "#1f77b4" not in page  # the first of the library's own colours
    assert "empty: there are no rows." in page
    assert "<h3>Why</h3>" in page
