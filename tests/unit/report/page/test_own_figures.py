"""An analyst's own figure: matplotlib's or seaborn's, drawn as the page wants it, with words and data."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import sys
from collections.abc import Callable

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
import seaborn as sns
from builders.report import FACTS, STRICT, cover, write_notebook
from matplotlib import pyplot as plt

from labelqa.components import ANY_COMPONENT, MIME, Chart, Section
from labelqa.errors import NotebookError, ParamsError
from labelqa.fonts import SANS
from labelqa.render import render
from labelqa.render.drawings import clean
from labelqa.report import open_report
from labelqa.report.drawing import theme

WORDS = {"title": "Errors by hour", "measure": "Labels, October 2026", "alt": "Bars, highest at night."}
FRAME = pd.DataFrame(
    {
        "x": [1.0, 2.0, 3.0, 4.0] * 5,
        "y": np.linspace(1, 9, 20),
        "kind": ["a", "b"] * 10,
        "site": ["$1", "บ้าน"] * 10,
    }
)
pytestmark = pytest.mark.filterwarnings("ignore:Glyph .* missing:UserWarning")  # seaborn measures, too
RANDOM = np.random.default_rng(1)


@pytest.fixture(autouse=True)
def nothing_stays():
    """Neither figures nor settings."""
    with mpl.rc_context():
        yield
    plt.close("all")


@pytest.fixture
def chart(report, shown):
    """Shows a figure and gives the chart that it became."""

    def show(figure: object, **options: object) -> Chart:
        report.figure(figure, **{**WORDS, **options})
        return ANY_COMPONENT.validate_python(shown[-1][MIME])

    return show


def plain() -> object:
    """Axes with a line, points and bars."""
    _, axes = plt.subplots()
    axes.plot([1, 2, 3], [3.0, np.nan, 1.0], label="line")
    axes.scatter([1, 2], [2, 2], label="points", url="http://canary.invalid")
    axes.bar(["u", "v"], [1, 2], hatch="//", label="bars")
    axes.axhline(2)
    axes.legend(title="Legend")
    return axes


def pixels() -> object:
    """An image, a mesh of colours that run into one another, and a bar of colours."""
    figure, (left, right) = plt.subplots(1, 2)
    left.imshow(np.arange(9).reshape(3, 3))
    mesh = right.pcolormesh(np.arange(3), np.arange(3), np.arange(9).reshape(3, 3), shading="gouraud")
    figure.colorbar(mesh)
    return figure


def odd() -> object:
    """Logarithms, a round plot, a pie, and mathematics that is none."""
    figure = plt.figure()
    logs = figure.add_subplot(1, 3, 1)
    logs.loglog([1, 10, 1000], [1, 10, 1000])
    logs.set_title("costs $5 to $9")
    figure.add_subplot(1, 3, 2, projection="polar").plot([0, 1], [1, 2])
    figure.add_subplot(1, 3, 3).pie([1, 2], labels=["a", "b"])
    return figure


FIGURES: dict[str, Callable[[], object]] = {
    "axes": plain,
    "pixels": pixels,
    "odd": odd,
    "a figure": lambda: plain().figure,
    "one without a title of its own": lambda: mpl.figure.Figure(),
    "a bar plot": lambda: sns.barplot(FRAME, x="kind", y="y", hue="site"),
    "a facet grid": lambda: sns.relplot(FRAME, x="x", y="y", hue="kind", col="site"),
    "a joint grid": lambda: sns.jointplot(FRAME, x="x", y="y", kind="hex"),
    "a pair grid": lambda: sns.pairplot(FRAME, hue="kind"),
    "a cluster grid": lambda: sns.clustermap(FRAME[["x", "y"]]),
    "a heat map": lambda: sns.heatmap(FRAME[["x", "y"]], annot=True),
    "a violin plot": lambda: sns.violinplot(FRAME, x="kind", y="y"),
    "densities": lambda: sns.kdeplot(FRAME, x="x", y="y", fill=True),
}


@pytest.mark.parametrize("draw", FIGURES.values(), ids=list(FIGURES))
def test_a_figure_becomes_a_chart_that_passes_the_renderer(chart, draw):
    """Its elements are allowed, its texts are texts in the page's typeface, its width is the column's."""
    made = chart(draw())
    cleaned = clean(made.svg, made.alt, prefix="x-")
    _, _, across, high = map(float, re.search('viewBox="([^"]+)"', made.svg)[1].split())

    assert "" == made.fault
    assert {SANS} >= set(re.findall(r"font-family=\"'?([^'\"]+)", made.svg))
    assert "canary" not in cleaned
    assert abs(across - theme.WIDTHS["full"] * 72 / 25.4) < 6
    assert high < 235 * 72 / 25.4
    assert [] == plt.get_fignums()


def test_words_stand_around_the_drawing(chart):
    """Title, measure and alternative text are the component's."""
    made = chart(plain(), width="main")

    assert WORDS == {name: getattr(made, name) for name in WORDS}
    assert ("own-errors-by-hour", "own-errors-by-hour.csv", "main") == (made.id, made.data.file, made.width)


def test_proportions_stay_as_they_were_drawn(chart):
    """Twice as wide as high, but for what stands outside the axes."""
    figure, axes = plt.subplots(figsize=(12, 6))
    axes.plot([1, 2])
    _, _, across, high = map(float, re.search('viewBox="([^"]+)"', chart(figure).svg)[1].split())

    assert across / high == pytest.approx(2, rel=0.12)


def test_names_and_logarithms_are_written_out(chart):
    """A dollar is a dollar, Thai is Thai, a power of ten a number."""
    svg = chart(odd()).svg

    assert "costs $5 to $9" in svg
    assert ">1,000<" in svg
    assert "mathdefault" not in svg
    assert "บ้าน" in chart(FIGURES["a bar plot"]()).svg


def test_a_dense_layer_is_pixels_and_a_thin_one_is_not(chart):
    """A page of two hundred thousand shapes opens nowhere."""
    dense = plt.subplots()[1].scatter(*RANDOM.random((2, 3_000))).axes
    thin = plt.subplots()[1].scatter(*RANDOM.random((2, 100))).axes

    assert (True, False) == ("<image" in chart(dense).svg, "<image" in chart(thin).svg)


def test_the_same_figure_gives_the_same_bytes(chart):
    """Ids do not depend on the run."""
    first, second = chart(plain()).svg, chart(plain()).svg.replace("by-hour-2", "by-hour")

    assert first == second


def test_given_data_are_attached(chart):
    """As the other charts' are."""
    made = chart(plain(), data=FRAME)
    head, first, *_ = csv.reader(io.StringIO(made.data.csv))

    assert (["x", "y", "kind", "site"], ["1.0", "1.0", "a", "$1"], 20) == (head, first, made.data.rows)


def test_without_data_what_is_drawn_is_attached(chart):
    """Lines, points and bars, by series; a line across the plot is none of them."""
    rows = list(csv.reader(io.StringIO(chart(plain()).data.csv)))

    assert ["series", "x", "y"] == rows[0]
    assert ["line", "2.0", ""] in rows
    assert {"line", "points", "bars"} == {row[0] for row in rows[1:]}


def test_own_exhibits_render_without_a_blemish(report, shown, tmp_path, repository):
    """Strictly: figures of two widths, a long frame, a wide one and one in Thai, their data attached."""
    report.figure(plain(), **WORDS)
    report.figure(FIGURES["a pair grid"](), **WORDS, width="main")
    report.figure(pixels(), **WORDS, data=FRAME)
    report.table(pd.DataFrame({"n": range(2_000), "word": "ป้ายกำกับ"}), title="Long")
    report.table(pd.DataFrame({f"measure {i}": [1_000.5 + i] for i in range(40)}), title="Wide")
    report.table(FRAME.groupby(["site", "kind"]).agg({"y": ["mean", "max"]}), title="Levels")
    report.table(FRAME.head(0), title="Empty")
    parts = [ANY_COMPONENT.validate_python(bundle[MIME]) for bundle in shown]
    notebook = write_notebook(tmp_path / "run.ipynb", [cover(), Section(name="own", title="Own"), *parts])
    made = render(notebook, tmp_path, FACTS, repository / "templates", STRICT)

    assert () == made.blemishes
    assert "First 80 of 2,000 rows" in made.html.read_text(encoding="utf-8")


@pytest.mark.parametrize("lacking", ["title", "measure", "alt"])
def test_a_figure_without_words_is_refused(report, shown, lacking):
    """Who cannot see it would have nothing."""
    with pytest.raises(ParamsError, match=rf"r\.figure: needs {lacking}; say what it shows"):
        report.figure(plain(), **{**WORDS, lacking: " "})
    assert [] == shown


def test_what_is_no_figure_is_refused(report):
    """With what to pass instead."""
    with pytest.raises(ParamsError, match=r"takes a figure, not a DataFrame; pass a matplotlib figure"):
        report.figure(FRAME, **WORDS)


def test_a_vendors_edition_takes_no_figure(fabricated, tmp_path):
    """Unless the report's params answer for it; nor data beside one."""
    shown: list[dict] = []
    closed = open_report(fabricated.write(tmp_path / "x", vendor="mer"), show=shown.append)
    opened = open_report(fabricated.write(tmp_path / "y", vendor="mer", own_figures=True), show=shown.append)

    with pytest.raises(NotebookError, match=r"nobody can clear a drawing for a vendor; .*own_figures: true"):
        closed.figure(plain(), **WORDS)
    with pytest.raises(NotebookError, match=r"takes no data in a vendor's edition; .*r\.table"):
        opened.figure(plain(), data=FRAME, **WORDS)
    assert [] == shown
    opened.figure(plain(), **WORDS)
    assert (1, 0) == (len(shown), shown[0][MIME]["data"]["rows"])


@pytest.mark.parametrize("imports", ["import matplotlib\n", ""], ids=["before", "after"])
def test_in_jupyter_the_look_is_there_once_a_report_is_open(extract, imports):
    """In the very cell that imports matplotlib; a report does not import it."""
    code = (
        "import sys\n"
        "from IPython.core.interactiveshell import InteractiveShell\n"
        "shell = InteractiveShell.instance()\n"
        f"{imports}"
        "from labelqa.report import open_report\n"
        f"r = open_report({str(extract)!r})\n"
        "before = 'matplotlib' in sys.modules\n"
        "shell.run_cell('import matplotlib.pyplot; found = matplotlib.rcParams[\"font.family\"]')\n"
        "print(before, shell.user_ns['found'])\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert f"{bool(imports)} {[SANS]}" == ran.stdout.strip()
