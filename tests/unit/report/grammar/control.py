"""Week by week: the control chart of accuracy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..printed import INTEGER, NUMBER, prints
from .reading import COUNT, count, lists, value

if TYPE_CHECKING:
    from labelqa.components import FigureOfRecord

    from ..claims import Check, Claims

TITLES = ("Week by week",)
FIXED = (
    r"Vertical lines: a new version of a procedure took effect\.",
    r"No room for the names of .+\.",
    r"\d+ weeks are too few for limits: 12 are needed\.",
)
FEWEST_WEEKS = 12


def sentences(claims: Claims) -> Iterator[tuple[str, Check]]:
    """Signals and drift, worked out anew; the chart's own words."""
    yield r"No week left its control limits(?:\.|$)", lambda m: not claims.weeks_outside()
    yield (
        r"Too few weeks to tell a signal from chance(?:\.|$)",
        lambda m: len(_weekly(claims)) < FEWEST_WEEKS or not claims.weeks_outside(),
    )
    yield (
        rf"(?P<n>{COUNT}) weeks? left the control limits: (?:that|those) of (?P<weeks>[^.]+)(?:\.|$)",
        lambda m: (
            count(m["n"]) == len(claims.weeks_outside())
            and lists(m["weeks"], [f"{day.day} {day:%b}" for day in claims.weeks_outside()])
        ),
    )
    yield (
        r"The weeks drift: (?P<longest>\d+) in a row are on one side of the baseline, where chance allows "
        r"(?P<allowed>\d+), and (?P<crossings>\d+) cross it, where chance asks for (?P<needed>\d+)\.",
        lambda m: claims.control().runs.signal and tuple(map(int, m.groups())) == _drift(claims),
    )
    yield rf"Control chart of (?P<n>{INTEGER}) weeks?\.", lambda m: count(m["n"]) == len(_weekly(claims))
    yield (
        rf"From (?P<low>{NUMBER}) to (?P<high>{NUMBER}); the last week is at (?P<last>{NUMBER})\.",
        lambda m: all(
            prints(m[end], figure)
            for end, figure in (
                ("low", min(_weekly(claims), key=value)),
                ("high", max(_weekly(claims), key=value)),
                ("last", max(_weekly(claims), key=lambda f: f.by["week"])),
            )
        ),
    )
    yield (
        rf"Laney p′ chart; limits from the (?P<n>{INTEGER}) weeks before {claims.month}\.",
        lambda m: count(m["n"]) == sum(f.by["week"] < claims.start.isoformat() for f in _weekly(claims)),
    )


def _weekly(claims: Claims) -> list[FigureOfRecord]:
    return claims.figures["accuracy.audit.by_week"]


def _drift(claims: Claims) -> tuple[int, ...]:
    found = claims.control().runs
    return (found.longest, found.longest_allowed, found.crossings, found.crossings_needed)
