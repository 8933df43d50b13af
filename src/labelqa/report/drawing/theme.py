"""One look: the inks, widths and chart defaults that the pages use too."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from contextlib import contextmanager

from ...components import Width
from ...fonts import FOLDER, SANS

INK, INK_2, INK_3 = "#13202B", "#44525F", "#66737E"
RULE, HAIR, PAPER = "#B9C2C9", "#DDE2E6", "#FFFFFF"
BLUE, BLUE_LIGHT, BAND, BAND_LIGHT = "#12436D", "#6E95B5", "#E1E7ED", "#EFF3F6"
SIGNAL, TEAL, AMBER = "#C8421B", "#1B7F79", "#9A6700"
STATES = ("#12436D", "#6E95B5", "#B9CBD9", "#E4E9ED")  # adjacent shades differ in lightness, not in hue only
STATUS = {"met": TEAL, "missed": SIGNAL, "undecided": AMBER, "none": BLUE}

MILLIMETRE = 1 / 25.4  # in inches
WIDTHS: dict[Width, float] = {"main": 126, "full": 174, "wide": 261}  # mm, so that 7.6 pt are 7.6 pt on paper

SMALL, TICKS, NORMAL = 7.0, 7.2, 7.6
PAD = 4.0  # points between the names of rows and their plot

_DEFAULTS = {
    "font.family": SANS,
    "font.size": NORMAL,
    "axes.labelsize": TICKS,
    "xtick.labelsize": TICKS,
    "ytick.labelsize": TICKS,
    "axes.edgecolor": RULE,
    "axes.linewidth": 0.6,
    "axes.labelcolor": INK_2,
    "text.color": INK,
    "xtick.color": INK_2,
    "ytick.color": INK_2,
    "xtick.major.width": 0.6,
    "xtick.major.size": 3,
    "xtick.major.pad": 3,
    "ytick.major.size": 0,
    "ytick.major.pad": PAD,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "grid.color": HAIR,
    "grid.linewidth": 0.6,
    "axes.axisbelow": True,
    "lines.linewidth": 1.4,
    "lines.solid_capstyle": "round",
    "lines.solid_joinstyle": "round",
    "figure.facecolor": "none",
    "axes.facecolor": "none",
    "savefig.facecolor": "none",
    "text.parse_math": False,  # a "$" in a site's name is a dollar
    "svg.fonttype": "none",
    "svg.hashsalt": "labelqa",
    "figure.dpi": 72,
    "savefig.dpi": 300,  # of rasterised layers only
}

_CYCLE = (BLUE, BLUE_LIGHT, SIGNAL, TEAL, AMBER, INK_3)
_OWN = {
    "axes.prop_cycle": f"cycler('color', {list(_CYCLE)})",
    "figure.figsize": (WIDTHS["full"] * MILLIMETRE, WIDTHS["full"] * MILLIMETRE * 0.45),  # two on a page
    "legend.facecolor": PAPER,
    "legend.edgecolor": "none",
    "patch.linewidth": 0.4,
    "boxplot.flierprops.markersize": 2.5,
    "boxplot.flierprops.markeredgecolor": INK_3,
}
"""What our own drawings say themselves, and an analyst's leave to the library."""


def use() -> None:
    """Let matplotlib draw in the report's look from now on, an analyst's own figures too."""
    import matplotlib as mpl

    _add_typeface()
    mpl.rcParams.update({**_DEFAULTS, **_OWN})


@contextmanager
def themed() -> Iterator[None]:
    """Inside it, matplotlib draws in the report's look; nothing of it stays behind."""
    import matplotlib as mpl

    _add_typeface()
    with mpl.rc_context({**_DEFAULTS, "axes.prop_cycle": mpl.rcParamsDefault["axes.prop_cycle"]}):
        yield


@functools.cache
def _add_typeface() -> None:
    from matplotlib import font_manager

    for file in sorted(FOLDER.glob(f"{SANS}-*.otf")):
        font_manager.fontManager.addfont(file)
