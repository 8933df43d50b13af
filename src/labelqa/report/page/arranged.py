"""Which rows of a split an exhibit shows, and in which order; all of them stay in its data."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Literal

from ...estimates import Estimates
from ..data.setting import Setting
from ..language.shortened import THE_FIRST_OF
from ..language.vocabulary import PLURALS

Order = Literal["given", "lowest", "highest", "largest", "name"]


@dataclass(frozen=True)
class Arrangement:
    """
    The order of the rows, and how many are shown at most.

    "lowest" and "highest" are by value, "largest" by n, rows without a value last.
    """

    order: Order = "given"
    most: int | None = None

    def of(self, setting: Setting, estimates: Estimates) -> Estimates:
        """The rows to show."""
        rows = estimates.rows
        match self.order:
            case "lowest" | "highest":
                rows = rows.sort_values("value", ascending=self.order == "lowest", kind="stable")
            case "largest":
                rows = rows.sort_values("n", ascending=False, kind="stable")
            case "name":
                rows = rows.loc[[place for _, place in sorted(self._named(setting, estimates))]]
        return dataclasses.replace(estimates, rows=rows if self.most is None else rows.head(self.most))

    def note(self, setting: Setting, estimates: Estimates) -> str:
        """What is said where rows are left out; nothing where all are shown."""
        if self.most is None or len(estimates) <= self.most:
            return ""
        units = PLURALS[estimates.by[0]][1]
        return THE_FIRST_OF(setting.numerals, n=self.most, all=len(estimates), units=units)

    def _named(self, setting: Setting, estimates: Estimates) -> list[tuple[str, object]]:
        names = [setting.title(by).casefold() for by, _ in estimates]
        return list(zip(names, estimates.rows.index, strict=True))


AS_GIVEN = Arrangement()
