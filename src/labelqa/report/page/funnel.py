"""Sites against their number of audits, inside the limits that chance alone allows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ...components import Chart
from ...estimates import Estimates, Target
from ...measures.comparison import funnel_limits
from ..data import family_words
from ..data.setting import Setting
from ..drawing import theme
from ..drawing.canvas import Label, label_ends, limits, sheet, target_line, value_axis
from ..drawing.drawing import Caption, Drawing, drawing, finished
from ..drawing.fitting import fit
from ..drawing.naming import name_dots
from ..language import words
from ..language.vocabulary import PLURALS, term
from .records import records
from .tables import estimates_sheet

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LABELLED = 14
NAMED = 3  # in a sentence
_CLEAR = {"facecolor": theme.PAPER, "edgecolor": "none", "alpha": 0.65, "pad": 0.6}


def funnel(
    setting: Setting,
    estimates: Estimates,
    judged: pd.DataFrame,
    centre: float,
    target: Target | None,
    chart_id: str,
) -> Chart:
    """`judged` is what measures.comparison.funnel says of `estimates` around `centre`."""
    said, forms = term(estimates.name), PLURALS[estimates.by[0]]
    names = [setting.name(estimates.by[0], str(key)) for key in judged[estimates.by[0]]]
    title = _title([name for name, out in zip(names, judged["outside"], strict=True) if out], forms)
    verdicts = setting.verdicts(estimates, target)
    alt = _alt(setting, estimates, _common(setting, judged, centre), title)
    shown = _drawn(setting, estimates, judged.assign(title=names), centre, target, Caption(chart_id, alt))
    return Chart(
        id=chart_id,
        title=title,
        measure=f"{said.measure}, by {forms[0]}, {setting.period}",
        alt=alt,
        svg=shown.svg,
        fault=shown.fault,
        note=_note(setting, judged, forms, shown.unnamed),
        width="main",
        data=estimates_sheet(setting, estimates, verdicts, chart_id),
        figures=records(estimates, verdicts),
    )


@drawing
def _drawn(
    setting: Setting,
    estimates: Estimates,
    judged: pd.DataFrame,
    centre: float,
    target: Target | None,
    caption: Caption,
) -> Drawing:
    """`judged` has the titles of its units."""
    axes = sheet("main", 88, (4, 4, 4, 11))
    curves = _curves(judged, centre)
    goal = [target.value] if target else []
    widest = curves.iloc[len(curves) // 8]
    inside = [*judged["value"], widest["low_998"], widest["high_998"], *goal]
    axes.set_ylim(*limits(inside, ceiling=1.004))
    axes.set_xlim(curves["n"].min(), curves["n"].max())
    labels = _limits(axes, curves, centre, _common(setting, judged, centre))
    labels += target_line(axes, target, estimates.unit, setting.numerals)
    label_ends(axes, labels)
    value_axis(axes, estimates.unit, setting.numerals)
    fit([axes])
    _units(axes, judged)
    unnamed = _names(axes, judged)
    axes.set_xlabel(f"{term(estimates.name).counted[1].capitalize()}, effective number")
    return finished(axes, caption)._replace(unnamed=tuple(unnamed))


def _common(setting: Setting, judged: pd.DataFrame, centre: float) -> str:
    return setting.numerals.observed(centre, float(judged["n_eff"].sum()))


def _curves(judged: pd.DataFrame, centre: float) -> pd.DataFrame:
    """The limits over the range of n, from half the smallest unit."""
    fewest, most = float(judged["n_eff"].min()), float(judged["n_eff"].max())
    sizes = np.unique(np.rint(np.geomspace(max(10.0, 0.5 * fewest), max(20.0, 1.06 * most), 80)))
    return funnel_limits(centre, sizes, tau2=float(judged["tau2"].iloc[0]))


def _limits(axes: Axes, curves: pd.DataFrame, centre: float, common: str) -> list[Label]:
    for level, ink, dashes in (("998", theme.BAND_LIGHT, ()), ("95", theme.BAND, (2, 1.6))):
        low, high = curves[f"low_{level}"], curves[f"high_{level}"]
        axes.fill_between(curves["n"], low, high, color=ink, linewidth=0, zorder=0.5)
        for bound in (low, high):
            axes.plot(
                curves["n"], bound, color=theme.BLUE_LIGHT, linewidth=0.8, dashes=dashes or (None, None)
            )
    axes.axhline(centre, color=theme.BLUE_LIGHT, linewidth=0.8)
    last, (bottom, top) = curves.iloc[-1], axes.get_ylim()
    ends = {"high_998": "99.8% limit", "low_95": "95% limit", "low_998": "99.8% limit"}
    market = (centre, f"Mean {common}", theme.BLUE)
    return [
        market,
        *((last[end], text, theme.INK_2) for end, text in ends.items() if bottom <= last[end] <= top),
    ]


def _units(axes: Axes, judged: pd.DataFrame) -> None:
    import seaborn as sns

    inks = np.where(judged["outside"], theme.SIGNAL, theme.BLUE)
    look = {"s": 22, "linewidth": 0.6, "edgecolor": theme.PAPER, "legend": False, "zorder": 4}
    sns.scatterplot(x=judged["n_eff"], y=judged["value"], c=inks, ax=axes, **look)
    axes.set_ylabel("")


def _names(axes: Axes, judged: pd.DataFrame) -> list[str]:
    """Name the units outside, and where there are few the others, the most unlike first; who had no room."""
    named = judged if len(judged) <= LABELLED else judged[judged["outside"]]
    order = named.assign(far=named["z"].abs()).sort_values(["outside", "far"], ascending=False, kind="stable")
    inks = np.where(order["outside"], theme.SIGNAL, theme.INK_2)
    names = dict(zip(order.index, zip(order["title"], inks, strict=True), strict=True))
    dots = list(zip(judged["n_eff"], judged["value"], strict=True))
    written = name_dots(axes, dots, names, bbox=_CLEAR)
    return [title for row, title in named["title"].items() if row not in written]


def _alt(setting: Setting, estimates: Estimates, common: str, title: str) -> str:
    every = [(setting.title(by), estimate) for by, estimate in estimates]
    counted = words.plural(len(every), PLURALS[estimates.by[0]], setting.numerals)
    run = f"{term(estimates.name).label}, {words.extremes(every, setting.numerals)}"
    return f"Funnel plot of {counted} around their mean of {common}. {title}. {run}."


def _title(outside: list[str], forms: tuple[str, str]) -> str:
    if not outside:
        return f"No {forms[0]} is outside the limits"
    return f"{words.listed(outside, NAMED)} {'is' if len(outside) == 1 else 'are'} outside the limits"


def _note(setting: Setting, judged: pd.DataFrame, forms: tuple[str, str], unnamed: Sequence[str]) -> str:
    wider = float(judged["tau2"].iloc[0])
    text = f"Exact binomial limits around the {forms[1]}' mean"
    points = setting.numerals.decimal(100 * wider**0.5, 1)
    said = (
        f"{text}, widened because {forms[1]} differ by {points} pts more than chance allows."
        if wider
        else f"{text}; the {forms[1]} differ no more than chance allows."
    )
    missing = f"No room for the names of {words.listed(unnamed, NAMED)}." if unnamed else ""
    return words.joined(said, family_words.each(forms[0]), missing)
