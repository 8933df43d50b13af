"""Many markets' answers to one question as one answer, by market, and the targets each market has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

import pandas as pd

from ...estimates import VALUE_COLUMNS, Estimates, Target
from ..data.targets import Targets, targets_of

MARKET = "market_id"


def joined(answers: Mapping[str, Estimates]) -> Estimates:
    """
    The rows of all markets, each under its id; a market without an answer has one row that says why.

    All answers are of one measure and have the same `by`.
    """
    any_of = next(iter(answers.values()))
    name, by, unit = any_of.name, (MARKET, *any_of.by), any_of.unit
    told = {
        market: answer if len(answer) or answer.by else _absent(answer) for market, answer in answers.items()
    }
    parts = [answer.rows.assign(**{MARKET: market}) for market, answer in sorted(told.items()) if len(answer)]
    if not parts:
        why = "; ".join(f"{market}: {answer.why}" for market, answer in answers.items())
        return Estimates.missing(name, by, why, unit)
    return Estimates(name, by, pd.concat(parts, ignore_index=True)[[*by, *VALUE_COLUMNS]], unit)


def _absent(answer: Estimates) -> Estimates:
    return Estimates.of(answer.name, (), [((), answer.only())], answer.unit)


@dataclass(frozen=True)
class TargetsByMarket(Targets):
    """Each market's targets; without a market, the target that all of them share."""

    rows: pd.DataFrame = field(default_factory=lambda: targets_of(None, "", pd.Timestamp(0).date()).rows)
    markets: Mapping[str, Targets] = field(default_factory=dict)
    own: ClassVar[bool] = True

    def get(self, metric: str, by: Mapping[str, str] | None = None) -> Target | None:
        """The target of a metric in the market that `by` names, else the one that every market has."""
        scope = dict(by or {})
        if market := scope.pop(MARKET, None):
            return self.markets[market].get(metric, scope)
        found = [targets.get(metric, scope) for targets in self.markets.values()]
        shared = {(t.value, t.direction) if t else None for t in found}
        return found[0] if len(shared) == 1 else None

    def metrics(self) -> set[str]:
        """Those of every market."""
        return super().metrics().union(*(targets.metrics() for targets in self.markets.values()))
