"""Agents in order of their estimated accuracy, each with its interval."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ....components import Chart
from ....estimates import Estimates, Target
from ....measures.agents import SURE
from ...data.setting import Setting
from ...drawing import theme
from ...drawing.canvas import DENSE, label_ends, limits, sheet, target_line, value_axis
from ...drawing.drawing import Caption, Drawing, drawing, finished
from ...language.sentences import extremes
from ...language.words import joined
from ...page.standing import Standings, agents_below, unlike_before
from ...page.tables import estimates_sheet
from . import words
from .tables import agent_records

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def caterpillar(
    setting: Setting,
    agents: Estimates,
    standing: Standings,
    target: Target | None,
    counted: str,
    chart_id: str,
) -> Chart:
    """
    One line per agent from lowest to highest; red where P(below target) is above SURE.

    `agents` are those of measures.agents, with low_90, high_90 and p_below (nan without a target);
    `standing` is theirs, and `counted` says of what their n is the number.
    """
    rows = agents.rows.dropna(subset="value").sort_values(["value", "person_id"], ignore_index=True)
    in_order = dataclasses.replace(agents, rows=rows)
    numerals, many = setting.numerals, len(rows)
    run = extremes([(by["person_id"], estimate) for by, estimate in in_order], numerals)
    title = agents_below(standing, numerals) if target else words.NO_TARGET(numerals, n=many)
    alt = joined(words.ALT(numerals, n=many), f"{title}.", words.RUN(numerals, run=run))
    shown = _drawn(setting, in_order, target, Caption(chart_id, alt))
    return shown.chart(
        title=title,
        measure=words.MEASURE(numerals, counted=counted, period=setting.period),
        note=_note(setting, agents, standing, target),
        width="main",
        data=estimates_sheet(setting, in_order, [None] * many, chart_id),
        figures=agent_records(agents, target),
    )


@drawing
def _drawn(setting: Setting, agents: Estimates, target: Target | None, caption: Caption) -> Drawing:
    rows = agents.rows
    axes = sheet("main", 82, (4, 4, 4, 9))
    axes.set(xlim=(-1, len(rows)), xticks=[], xlabel=words.AXIS(setting.numerals, n=len(rows)))
    ends = [*rows["low_90"], *rows["high_90"], *([target.value] if target else [])]
    axes.set_ylim(*limits(ends, ceiling=1.002))
    _agents(axes, rows, (rows["p_below"] > SURE).to_numpy(bool))
    label_ends(axes, target_line(axes, target, agents.unit, setting.numerals))
    value_axis(axes, agents.unit, setting.numerals)
    return finished(axes, caption)


def _note(setting: Setting, agents: Estimates, standing: Standings, target: Target | None) -> str:
    red = words.RED(setting.numerals, sure=SURE) if target else ""
    return joined(red, unlike_before(setting, standing), _not_drawn(setting, agents))


def _not_drawn(setting: Setting, agents: Estimates) -> str:
    """How many agents have no value, and why; nothing where all have one."""
    hidden = [estimate for _, estimate in agents if not estimate.exists]
    if not hidden:
        return ""
    return words.NOT_DRAWN(setting.numerals, n=len(hidden), why=hidden[0])


def _agents(axes: Axes, rows: pd.DataFrame, flagged: NDArray[np.bool_]) -> None:
    import seaborn as sns

    dense, many = len(rows) > DENSE, len(rows)
    size = max(1.2, min(11, 1400 / many))
    bars = np.where(flagged, theme.SIGNAL, theme.BLUE_LIGHT)
    dots = np.where(flagged, theme.SIGNAL, theme.BLUE)
    thick = max(0.2, min(2.0, 150 / many))
    axes.vlines(
        rows.index, rows["low_90"], rows["high_90"], bars, linewidth=thick, alpha=0.45, rasterized=dense
    )
    look = {"s": size, "linewidth": 0, "legend": False, "rasterized": dense, "zorder": 3}
    sns.scatterplot(x=rows.index, y=rows["value"], c=dots, ax=axes, **look)
    axes.set_ylabel("")
