"""Rules that were kept or not."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from labelqa.report.sections.compliance import words

from .reading import count, reads

if TYPE_CHECKING:
    from ..claims import Check, Claims

TITLES = (words.RULES, "Rules and whether they were kept")
FIXED = tuple(reads(text)[0] for text in (words.RULES_NOTE, words.LATE_NOTE))


def sentences(claims: Claims) -> Iterator[tuple[str, Check]]:
    """How many versions were read too late, from the share that was not."""
    yield reads(words.LATE, lambda m: _late(claims, m))
    yield reads(
        words.ALL_READ,
        lambda m: claims.overall("compliance.acknowledged").value == 1,
        period=claims.month,
    )


def _late(claims: Claims, match: re.Match[str]) -> bool:
    read = claims.overall("compliance.acknowledged")
    table = next(c for c in claims.components if c.kind == "table" and c.id.startswith("late-"))
    rows = pd.read_csv(io.StringIO(table.data.csv))
    people = len(set(rows["person"]))
    return (
        count(match["n"]) == round(read.n * (1 - read.value)) == len(rows)
        and count(match["people"]) == people
    )
