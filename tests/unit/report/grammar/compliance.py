"""Rules that were kept or not."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from ..printed import INTEGER
from .reading import count

if TYPE_CHECKING:
    from ..claims import Check, Claims

TITLES = ("Rules, and how far they were kept", "Rules and whether they were kept")
FIXED = (
    r"– for an interval: all were counted\.",
    r"Unread decisions: those of the period made before the version was read\.",
)


def sentences(claims: Claims) -> Iterator[tuple[str, Check]]:
    """How many versions were read too late, from the share that was not."""
    yield (
        rf"(?P<n>{INTEGER}) SOP versions? not read in time, by (?P<people>{INTEGER}) (?:person|people)$",
        lambda m: _late(claims, m),
    )
    yield (
        rf"Every SOP version labelled on in {claims.month} had been read in time\.",
        lambda m: claims.overall("compliance.acknowledged").value == 1,
    )


def _late(claims: Claims, match: re.Match[str]) -> bool:
    read = claims.overall("compliance.acknowledged")
    table = next(c for c in claims.components if c.kind == "table" and c.id.startswith("late-"))
    rows = pd.read_csv(io.StringIO(table.data.csv))
    people = len(set(rows["person"]))
    return (
        count(match["n"]) == round(read.n * (1 - read.value)) == len(rows)
        and count(match["people"]) == people
        and ("versions" in match[0]) == (len(rows) != 1)
        and ("people" in match[0]) == (people != 1)
    )
