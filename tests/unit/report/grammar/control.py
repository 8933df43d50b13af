"""Week by week: the control chart of accuracy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from labelqa.report.page import words

from ..printed import prints
from .reading import count, lists, reads, value

if TYPE_CHECKING:
    from labelqa.components import FigureOfRecord

    from ..claims import Check, Claims

TITLES = ("Week by week",)
FIXED = (
    reads(words.MARKS)[0],
    reads(words.NO_ROOM, names=".+")[0],
    r"\d+ weeks are too few for limits: 12 are needed\.",
)
FEWEST_WEEKS = 12


def sentences(claims: Claims) -> Iterator[tuple[str, Check]]:
    """Signals and drift, worked out anew; the chart's own words."""
    yield reads(words.NO_WEEK_LEFT, lambda m: not claims.weeks_outside())
    yield reads(
        words.TOO_FEW_WEEKS, lambda m: len(_weekly(claims)) < FEWEST_WEEKS or not claims.weeks_outside()
    )
    yield reads(
        words.WEEKS_LEFT,
        lambda m: (
            count(m["n"]) == len(claims.weeks_outside())
            and lists(m["weeks"], [f"{day.day} {day:%b}" for day in claims.weeks_outside()])
        ),
        weeks="[^.]+",
    )
    yield reads(
        words.DRIFT,
        lambda m: (
            (runs := claims.control().runs).signal
            and all(count(text) == getattr(runs, name) for name, text in m.groupdict().items())
        ),
    )
    yield reads(words.CONTROL_ALT, lambda m: count(m["n"]) == len(_weekly(claims)))
    yield reads(
        words.COURSE,
        lambda m: all(
            prints(m[end], figure)
            for end, figure in (
                ("low", min(_weekly(claims), key=value)),
                ("high", max(_weekly(claims), key=value)),
                ("last", max(_weekly(claims), key=lambda f: f.by["week"])),
            )
        ),
    )
    yield reads(
        words.LANEY,
        lambda m: count(m["n"]) == sum(f.by["week"] < claims.start.isoformat() for f in _weekly(claims)),
        period=claims.month,
    )


def _weekly(claims: Claims) -> list[FigureOfRecord]:
    return claims.figures["accuracy.audit.by_week"]
