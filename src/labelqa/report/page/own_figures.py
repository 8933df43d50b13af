"""An analyst's own figure as a chart of the report, with its data or what it draws in the data file."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pandas as pd

from ...components import Chart, Width
from ...errors import NotebookError, ParamsError, Problem
from ..data.arguments.shapes import OwnFigure
from ..data.setting import Setting
from ..drawing.drawing import Caption
from ..drawing.own_figure import close, drawn_points, figure_of, own_figure
from . import own_words as words
from .frame_columns import frame_columns
from .frames import OwnExhibit
from .records import sheet

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WHERE = "r.figure"


def require_cleared(setting: Setting, data: pd.DataFrame | None) -> None:
    """Raise NotebookError for a figure that a vendor's edition does not take, or for data beside one."""
    if setting.context.vendor is None:
        return
    if not setting.context.own_figures:
        raise NotebookError(
            Problem(
                "nobody can clear a drawing for a vendor",
                WHERE,
                "show numbers with r.table, or set own_figures: true in the report's params to answer for it",
            )
        )
    if data is not None:
        raise NotebookError(
            Problem(
                "takes no data in a vendor's edition",
                f"{WHERE}, data",
                "leave data away, and show them with r.table(frame, columns=...)",
            )
        )


def require_words(**texts: str) -> None:
    """Raise ParamsError where a text is empty."""
    lacking = [name for name, text in texts.items() if not text.strip()]
    if lacking:
        raise ParamsError(
            Problem(
                f"needs {' and '.join(lacking)}",
                WHERE,
                "say what it shows (title), of what and when (measure), and how it looks in words (alt)",
            )
        )


def figure_chart(
    setting: Setting, given: OwnFigure, own: OwnExhibit, alt: str, data: pd.DataFrame | None, width: Width
) -> Chart:
    """
    The figure drawn and closed, its data as given, else the lines, points and bars that it draws.

    A vendor has none of those. Raises ParamsError for data that no file can hold.
    """
    figure = figure_of(given)
    held = data if data is not None else _drawn(setting, figure)
    columns = frame_columns(setting, held, {}, f"{WHERE}, data")
    drawn = own_figure(figure, width, Caption(own.id, alt))
    close(figure)
    return drawn.chart(
        title=own.title,
        measure=own.measure,
        width=width,
        data=sheet(
            own.id, [each.head for each in columns], zip(*(each.data for each in columns), strict=True)
        ),
    )


def _drawn(setting: Setting, figure: Figure) -> pd.DataFrame:
    points = [] if setting.context.vendor else list(drawn_points(figure))
    rows = [(label, _finite(x), _finite(y)) for label, x, y in points]
    return pd.DataFrame(rows, columns=list(words.POINT), dtype=object)


def _finite(value: Any) -> Any:
    return None if isinstance(value, float) and not math.isfinite(value) else value
