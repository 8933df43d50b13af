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
from ..language.sentences import extremes
from ..language.vocabulary import PLURALS, SingularPlural, term
from ..language.words import joined, listed, sentence
from . import words
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
    outside = [name for name, out in zip(names, judged["outside"], strict=True) if out]
    title = _title(setting, outside, forms)
    verdicts = setting.verdicts(estimates, target)
    alt = _alt(setting, estimates, _common(setting, judged, centre), title)
    shown = _drawn(setting, estimates, judged.assign(title=names), centre, target, Caption(chart_id, alt))
    return shown.chart(
        title=title,
        measure=words.BY(
            setting.numerals, measure=said.measure, unit=forms[0], period=setting.days(estimates)
        ),
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
    labels = _limits(axes, setting, curves, centre, _common(setting, judged, centre))
    labels += target_line(axes, target, estimates.unit, setting.numerals)
    label_ends(axes, labels)
    value_axis(axes, estimates.unit, setting.numerals)
    fit([axes])
    _units(axes, judged)
    unnamed = _names(axes, judged)
    counted = term(estimates.name).counted[1].capitalize()
    axes.set_xlabel(words.SIZES(setting.numerals, counted=counted))
    return finished(axes, caption)._replace(unnamed=tuple(unnamed))


def _common(setting: Setting, judged: pd.DataFrame, centre: float) -> str:
    return setting.numerals.observed(centre, float(judged["n_eff"].sum()))


def _curves(judged: pd.DataFrame, centre: float) -> pd.DataFrame:
    """The limits over the range of n, from half the smallest unit."""
    fewest, most = float(judged["n_eff"].min()), float(judged["n_eff"].max())
    sizes = np.unique(np.rint(np.geomspace(max(10.0, 0.5 * fewest), max(20.0, 1.06 * most), 80)))
    return funnel_limits(centre, sizes, tau2=float(judged["tau2"].iloc[0]))


def _limits(axes: Axes, setting: Setting, curves: pd.DataFrame, centre: float, common: str) -> list[Label]:
    for level, ink, dashes in (("998", theme.BAND_LIGHT, ()), ("95", theme.BAND, (2, 1.6))):
        low, high = curves[f"low_{level}"], curves[f"high_{level}"]
        axes.fill_between(curves["n"], low, high, color=ink, linewidth=0, zorder=0.5)
        for bound in (low, high):
            axes.plot(
                curves["n"], bound, color=theme.BLUE_LIGHT, linewidth=0.8, dashes=dashes or (None, None)
            )
    axes.axhline(centre, color=theme.BLUE_LIGHT, linewidth=0.8)
    last, (bottom, top) = curves.iloc[-1], axes.get_ylim()
    ends = {"high_998": words.LIMIT_998, "low_95": words.LIMIT_95, "low_998": words.LIMIT_998}
    market = (centre, words.MEAN(setting.numerals, mean=common), theme.BLUE)
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
    numerals, units = setting.numerals, PLURALS[estimates.by[0]][1]
    run = words.RUN(numerals, label=term(estimates.name).label, run=extremes(every, numerals))
    kind = words.FUNNEL_ALT(numerals, n=len(every), units=units, mean=common)
    return joined(kind, sentence(title), sentence(run))


def _title(setting: Setting, outside: list[str], forms: SingularPlural) -> str:
    if not outside:
        return words.NONE_OUTSIDE(setting.numerals, unit=forms[0])
    return words.OUTSIDE(setting.numerals, names=listed(outside, NAMED), n=len(outside))


def _note(setting: Setting, judged: pd.DataFrame, forms: SingularPlural, unnamed: Sequence[str]) -> str:
    numerals, wider = setting.numerals, float(judged["tau2"].iloc[0])
    said = words.AS_CHANCE(numerals, units=forms[1])
    if wider:
        said = words.WIDENED(numerals, units=forms[1], points=numerals.decimal(100 * wider**0.5, 1))
    missing = words.NO_ROOM(numerals, names=listed(unnamed, NAMED)) if unnamed else ""
    return joined(said, family_words.each(forms[0]), missing)
