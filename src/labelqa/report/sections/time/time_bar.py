"""How paid time went, one bar per site, the parts named above the first bar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ....components import Chart
from ....estimates import Estimate, Estimates
from ...data.setting import Setting
from ...drawing import theme
from ...drawing.canvas import ABOVE, NAMES, cut_note, sheet, spread, wrapped, write
from ...drawing.drawing import Caption, Drawing, drawing, finished
from ...drawing.fitting import fit, short, wide
from ...language.vocabulary import PLURALS
from ...page.records import records, sheet_of_many
from . import words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Part = tuple[str, Estimates]

MOST_ROWS = 24  # that leave room for the words of their section on a page
_TALL, _ROW = 110.0, 7.4  # mm of all rows at most, and of one
_ROOM = 0.045  # share from which a part holds its percentage
_HEAD = 0.095  # share that a part's name is wide
_QUARTERS = (0, 0.25, 0.5, 0.75, 1)


def time_bar(setting: Setting, parts: Sequence[Part], chart_id: str) -> Chart:
    """
    One bar per value of `by`, the longest first part on top.

    `parts` are at most four (words, shares of paid time by the same column), drawn left to right.
    """
    shares = {name: {setting.title(by): e for by, e in part} for name, part in parts}
    first, by = shares[parts[0][0]], parts[0][1].by[0]
    order = sorted((row for row in first if first[row].exists), key=lambda row: (-first[row].value, row))
    numerals, noun = setting.numerals, PLURALS[by][0]
    took = {"part": parts[0][0], "share": _share(setting, first, order)}
    ends = words.ENDS(numerals, first=order[0], last=order[-1]) if len(order) > 1 else ""
    alt = f"{words.ALT(numerals, noun=noun)} {words.TOOK(numerals, **took, ends=ends)}."
    bars = {row: [(part, shares[part][row]) for part, _ in parts] for row in order[-MOST_ROWS:]}
    shown = _drawn(setting, bars, Caption(chart_id, alt))
    return shown.chart(
        title=words.TOOK(numerals, **took, ends=""),
        measure=words.MEASURE(numerals, noun=noun, period=setting.period),
        note=cut_note(setting, len(order), MOST_ROWS, PLURALS[by]),
        width="full",
        data=sheet_of_many(chart_id, [part for _, part in parts]),
        figures=tuple(figure for _, part in parts for figure in records(part)),
    )


@drawing
def _drawn(setting: Setting, bars: Mapping[str, Sequence[tuple[str, Estimate]]], caption: Caption) -> Drawing:
    """`bars` are the named parts of each row, the first on top."""
    axes = sheet("full", min(_ROW * len(bars), _TALL) + 17, (4, 6, 9, 8))
    for row, parts in enumerate(bars.values()):
        _bar(axes, setting, row, [part for _, part in parts])
    axes.set_ylim(len(bars) - 0.45, -0.55)
    axes.set_xlim(0, 1)
    axes.set_yticks(range(len(bars)), [short(name, NAMES) for name in bars])
    axes.set_xticks(_QUARTERS, [setting.numerals.percent(share, 0) for share in _QUARTERS])
    axes.grid(visible=False)
    _heads(axes, next(iter(bars.values())))
    return finished(axes, caption)


def _bar(axes: Axes, setting: Setting, row: int, parts: Sequence[Estimate]) -> None:
    start = 0.0
    for ink, part in zip(theme.STATES, parts, strict=False):
        axes.barh(row, part.value, left=start, height=0.62, color=ink, edgecolor=theme.PAPER, linewidth=0.8)
        if part.value >= _ROOM:
            text = setting.numerals.percent(part.value, 0)
            on = theme.PAPER if ink == theme.STATES[0] else theme.INK
            write(axes, text, (start + part.value / 2, row), ha="center", color=on)
        start += part.value


def _heads(axes: Axes, parts: Sequence[tuple[str, Estimate]]) -> None:
    """The parts' names over the first bar, each over its own part as far as the words leave room."""
    middles, start = [], 0.0
    for _, part in parts:
        middles.append(start + part.value / 2)
        start += part.value
    fit([axes])
    places = spread(middles, _HEAD, within=(_HEAD / 2, 1 - _HEAD / 3))
    look = {"ha": "center", "va": "bottom", "linespacing": 1.15}
    for place, (name, _) in zip(places, parts, strict=True):
        write(axes, wrapped(name, _HEAD * wide(axes)), (place, 1), shift=(0, 3), frame=ABOVE, **look)


def _share(setting: Setting, first: Mapping[str, Estimate], rows: Sequence[str]) -> str:
    """From the least to the most, or both at once where they print the same."""
    most, least = (first[row].value for row in (rows[0], rows[-1]))
    alike, highest = (words.ALIKE(setting.numerals, both=share) for share in (least, most))
    if alike == highest:
        return alike
    return words.BETWEEN(setting.numerals, least=least, most=most)
