"""Scores before and after, one row each: two dots and the way between them."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ....components import Chart
from ....estimates import Estimate, Estimates, Target
from ...data.setting import Setting
from ...drawing import theme
from ...drawing.canvas import (
    DASHED,
    ROWS,
    among,
    columns,
    cut_note,
    head_at,
    limits,
    lowest,
    name_rows,
    sheet,
    value_axis,
)
from ...drawing.drawing import Caption, Drawing, drawing, finished
from ...language.sentences import extremes
from ...language.vocabulary import PLURALS, term
from ...language.words import joined, status
from ...page.records import records, sheet_of_many
from . import words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_ROWS = 30  # that leave room for the words of their section on a page
_TALL, _ROW = 126.0, 5.6  # mm of all rows at most, and of one
Pair = tuple[Estimate | None, Estimate]


def before_after(
    setting: Setting, before: Estimates, after: Estimates, target: Target, chart_id: str
) -> Chart:
    """One row per value of `by` of `after`, the lowest on top; its interval and colour are those of after."""
    rows = after.rows.sort_values(["value", *after.by], ignore_index=True)
    drawn = lowest(dataclasses.replace(after, rows=rows), MOST_ROWS)
    earlier = {tuple(by.values()): e for by, e in before}
    named = [(setting.title(by), (earlier.get(tuple(by.values())), e)) for by, e in drawn]
    verdicts = setting.verdicts(after, target)
    inks = [theme.STATUS[status(verdict)] for verdict in among(after, verdicts, drawn)]
    forms, title = PLURALS[after.by[0]], _title(setting, before, after)
    alt = f"{words.DUMBBELL} {title}."
    shown = _drawn(setting, named, inks, target, Caption(chart_id, alt))
    dots = words.DOTS if len(before) else words.ONE_DOT
    return shown.chart(
        title=title,
        measure=words.DUMBBELL_MEASURE(
            setting.numerals, measure=term(after.name).measure, noun=forms[0], dots=dots
        ),
        note=joined(cut_note(setting, len(after), MOST_ROWS, forms), setting.allowance(after, verdicts)),
        width="main",
        data=sheet_of_many(chart_id, [one for one in (after, before) if len(one)]),
        figures=(*records(before), *records(after, verdicts)),
    )


@drawing
def _drawn(
    setting: Setting, named: Sequence[tuple[str, Pair]], inks: Sequence[str], target: Target, caption: Caption
) -> Drawing:
    pairs = [pair for _, pair in named]
    axes = sheet("main", min(_ROW * len(pairs), _TALL) + 16, ROWS)
    name_rows(axes, [name for name, _ in named])
    _axes(axes, setting, pairs, target)
    for row, (pair, ink) in enumerate(zip(pairs, inks, strict=True)):
        _row(axes, row, pair, ink)
    _numbers(axes, setting, pairs)
    return finished(axes, caption)


def _axes(axes: Axes, setting: Setting, pairs: Sequence[Pair], target: Target) -> None:
    after = [late for _, late in pairs]
    ends = [end for late in after for end in (late.low, late.high)]
    ends += [early.value for early, _ in pairs if early]
    axes.set_xlim(*limits([*ends, target.value], ceiling=1.002))
    value_axis(axes, after[0].unit, setting.numerals, across=True)
    axes.axvline(target.value, zorder=1, **DASHED)
    head_at(axes, words.PASS_MARK(setting.numerals, goal=target.value), target.value)


def _row(axes: Axes, row: int, pair: Pair, ink: str) -> None:
    early, late = pair
    axes.plot([late.low, late.high], [row, row], color=ink, alpha=0.25, linewidth=4.2, solid_capstyle="butt")
    if early is not None:
        axes.plot([early.value, late.value], [row, row], color=theme.INK_3, linewidth=0.9)
        axes.plot(early.value, row, "o", color=theme.PAPER, markersize=4.2, markeredgecolor=theme.INK_2)
    axes.plot(late.value, row, "o", color=ink, markersize=4.6, markeredgewidth=0)


def _numbers(axes: Axes, setting: Setting, pairs: Sequence[Pair]) -> None:
    """Two columns right of the axes: before and after."""
    numerals = setting.numerals
    rows = [(numerals.estimate(early) if early else "", numerals.estimate(late)) for early, late in pairs]
    columns(axes, (words.BEFORE, words.AFTER), rows, bold=1)


def _title(setting: Setting, before: Estimates, after: Estimates) -> str:
    """How many rose and fell; without a before, from which score to which."""
    earlier = {tuple(by.values()): e.value for by, e in before}
    moves = [e.value - earlier[key] for by, e in after if (key := tuple(by.values())) in earlier]
    forms, numerals = PLURALS[after.by[0]], setting.numerals
    if not moves:
        run = extremes([(setting.title(by), e) for by, e in after], numerals)
        return words.RUN(numerals, label=term(after.name).label, run=run)
    rose, fell = sum(move > 0 for move in moves), sum(move < 0 for move in moves)
    if len(moves) == 1:
        moved = words.ONE_HIGHER if rose else words.ONE_LOWER
        return (moved if rose or fell else words.ONE_SAME)(numerals, noun=forms[0])
    return words.HIGHER(numerals, up=rose, n=len(moves), nouns=forms[1], down=fell)
