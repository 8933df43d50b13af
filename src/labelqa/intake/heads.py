"""Heads of several rows, one above the other, as one name for each column."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, zip_longest

from ..params import Form

BETWEEN = " / "


def rows(form: Form) -> int:
    """How many rows the head has; none where the names are given."""
    return int(form.header)


def joined(stacked: Sequence[Sequence[str]]) -> list[str]:
    """The names of columns: what stands above one another, without blanks and what is only said again."""
    columns = zip_longest(*stacked, fillvalue="")
    return [BETWEEN.join(part for part, _ in groupby(filter(None, column))) for column in columns]
