"""Whether two runs of one notebook show the same, and where not."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from ..components import AnyComponent, Section


def difference(before: Sequence[AnyComponent], after: Sequence[AnyComponent]) -> str:
    """Where the second of two runs first shows something else, by section; empty where it does not."""
    section = "cover"
    for one, other in zip_longest(before, after):
        if isinstance(one, Section):
            section = one.name
        if one != other:
            return f"{(one or other).kind} in section {section}"
    return ""
