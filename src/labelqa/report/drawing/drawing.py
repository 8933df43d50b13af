"""
The one place where charts are drawn: what matplotlib makes of them, or why it could not.

A drawing repeats what the words, figures and data around it say, so only it may fail: those are made outside.
"""

from __future__ import annotations

import functools
import io
import logging
import traceback
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, ParamSpec

from ...components import Chart, Data, FigureOfRecord, Width
from ...errors import LabelQAError
from . import theme
from .fitting import PlotCell, fit
from .svg import tidy

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Arguments = ParamSpec("Arguments")
PACKAGE = Path(__file__).parents[2]

_LOG = logging.getLogger(__name__)


class Caption(NamedTuple):
    """A chart's id and what its drawing shows in words."""

    id: str
    alt: str


class Drawing(NamedTuple):
    """One <svg> element, or the fault that there is none for; `unnamed` is what it had no room to name."""

    caption: Caption
    svg: str = ""
    fault: str = ""
    unnamed: tuple[str, ...] = ()

    def chart(
        self,
        *,
        title: str,
        measure: str,
        width: Width,
        data: Data,
        note: str = "",
        figures: tuple[FigureOfRecord, ...] = (),
    ) -> Chart:
        """The exhibit that it is, with its words, its data and the figures that it shows."""
        return Chart(
            id=self.caption.id,
            title=title,
            measure=measure,
            alt=self.caption.alt,
            svg=self.svg,
            fault=self.fault,
            note=note,
            width=width,
            data=data,
            figures=figures,
        )


def drawing(draw: Callable[Arguments, Drawing]) -> Callable[Arguments, Drawing]:
    """
    Draw in the report's look; what goes wrong there is logged and named, and the report goes on.

    Our own errors do not pass for faults of a drawing.
    """

    @functools.wraps(draw)
    def drawn(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Drawing:
        try:
            with theme.themed():
                return draw(*args, **kwargs)
        except LabelQAError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever matplotlib meets, a table can say the same
            _LOG.warning("a chart could not be drawn", exc_info=True)
            caption = next(each for each in (*args, *kwargs.values()) if isinstance(each, Caption))
            return Drawing(caption, fault=_fault(error))

    return drawn


def finished(axes: Axes | Sequence[Axes], caption: Caption, cells: Sequence[PlotCell] = ()) -> Drawing:
    """
    The finished figure, its texts given their room, as one tidy <svg> element; same figure, same text.

    Of several plots each keeps to its cell.
    """
    plots = [axes] if not isinstance(axes, Sequence) else axes
    fit(plots, cells)
    return saved(plots[0].figure, caption)


def saved(figure: Figure, caption: Caption, **how: Any) -> Drawing:
    """A figure as it is, as one tidy <svg> element; `how` are options of matplotlib's savefig."""
    text = io.StringIO()
    plain = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    with only_measured():
        figure.savefig(text, format="svg", metadata=plain, **how)
    return Drawing(caption, tidy(text.getvalue(), caption.id, caption.alt))


@contextmanager
def only_measured() -> Iterator[None]:
    """Inside it, names that matplotlib's typeface cannot write do not matter: the page has faces that can."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing from", UserWarning)
        yield


def _fault(error: Exception) -> str:
    """The kind of error and our own line it came from; its text may hold data."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if PACKAGE in Path(frame.filename).parents]
    where = f"{Path(ours[-1].filename).relative_to(PACKAGE).as_posix()}, line {ours[-1].lineno}"
    return f"cannot be drawn: {type(error).__name__} in {where}"
