"""Formulas as a report sets them: drawn as outlines, and read out in words."""

from __future__ import annotations

import numpy as np

from ...components import Formula
from ...errors import ParamsError, Problem
from ..drawing import theme
from .formula_words import FORMULAS

SIZE = 10.5  # points
AIR = 1.0  # points above and below
FACE = "stix"  # of the faces that matplotlib brings the one nearest to the report's serif


def formula(title: str, tex: str, words: str, note: str = "") -> Formula:
    """
    A formula in TeX as matplotlib's mathtext knows it, at the left of the main column.

    `words` read it out, for those who cannot see it. Raises ParamsError where it cannot be set or is wider
    than the column.
    """
    return Formula(title=title, tex=tex, alt=words, svg=_drawn(title, tex), note=note)


def of_measures() -> tuple[Formula, ...]:
    """How the main measures and their intervals are worked out."""
    return tuple(formula(*parts) for parts in FORMULAS)


def _drawn(title: str, tex: str) -> str:
    import matplotlib as mpl
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextPath

    try:
        with mpl.rc_context({"text.parse_math": True}):
            outlines = TextPath((0, 0), f"${tex}$", SIZE, prop=FontProperties(math_fontfamily=FACE))
    except ValueError as error:
        last = str(error).strip().splitlines()[-1]
        raise ParamsError(
            Problem(f"cannot be set: {last}", f"formula {title}", "use what mathtext knows of TeX")
        ) from error
    box, room = outlines.get_extents(), theme.WIDTHS["main"] * theme.MILLIMETRE * 72
    if box.width > room:
        raise ParamsError(
            Problem(
                f"is {box.width:.0f} points wide, the column {room:.0f}",
                f"formula {title}",
                "break it into two",
            )
        )
    shift = np.array([-box.x0, box.y1 + AIR])
    strokes = (
        "MLQC"[code - 1] + " ".join(f"{n:.2f}" for n in (points.reshape(-1, 2) * [1, -1] + shift).flat)
        if code != outlines.CLOSEPOLY
        else "Z"
        for points, code in outlines.iter_segments(simplify=False)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {room:.2f} {box.height + 2 * AIR:.2f}">'
        f'<path d="{"".join(strokes)}" fill="{theme.INK}"/></svg>'
    )
