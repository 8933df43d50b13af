"""Markets against several targets at once, as a table of verdicts."""

from __future__ import annotations

from collections.abc import Sequence

from ..components import Cell, Column, Table
from ..estimates import Estimate, Estimates, Verdict
from . import words
from .records import records, sheet_of_many
from .setting import Setting
from .vocabulary import PLURALS, Forms, term

FIGURES: Forms = ("figure", "figures")
Judged = tuple[Estimate, Verdict | None]


def verdict_map(setting: Setting, measures: Sequence[Estimates], table_id: str) -> Table:
    """One row per market, one column per measure: its value with the mark of its verdict."""
    judged = [_judged(setting, estimates) for estimates in measures]
    markets = sorted({keys for column in judged for keys in column})
    verdicts = verdicts_on(setting, measures)
    forms = PLURALS["market_id"]
    title = together(setting, verdicts) if verdicts else "No target was agreed"
    return Table(
        id=table_id,
        title=title,
        measure=f"Values by market with the mark of their verdicts, {setting.period}",
        columns=(
            Column(name=forms[0].capitalize(), share=0.22),
            *(Column(name=term(e.name).column, share=0.78 / len(measures)) for e in measures),
        ),
        rows=tuple(
            (
                Cell(text=setting.name("market_id", market)),
                *(_cell(setting, column, market) for column in judged),
            )
            for market in markets
        ),
        note="Intervals, n and targets of every figure are in its data file.",
        data=sheet_of_many(table_id, measures),
        figures=tuple(
            figure
            for estimates, column in zip(measures, judged, strict=True)
            for figure in records(estimates, [verdict for _, verdict in column.values()])
        ),
    )


def verdicts_on(setting: Setting, measures: Sequence[Estimates]) -> list[Verdict]:
    """Every verdict there is on the measures of all markets."""
    columns = [_judged(setting, estimates) for estimates in measures]
    return [verdict for column in columns for _, verdict in column.values() if verdict]


def together(setting: Setting, verdicts: Sequence[Verdict]) -> str:
    """How many figures met, missed or left open their targets."""
    return words.together(FIGURES, verdicts, setting.numerals)


def _judged(setting: Setting, estimates: Estimates) -> dict[str, Judged]:
    verdicts = setting.verdicts(estimates, setting.targets.get(term(estimates.name).metric))
    return {
        by["market_id"]: (estimate, verdict)
        for (by, estimate), verdict in zip(estimates, verdicts, strict=True)
    }


def _cell(setting: Setting, column: dict[str, Judged], market: str) -> Cell:
    estimate, verdict = column.get(market, (Estimate.absent("no data"), None))
    text = words.value(estimate, verdict, setting.numerals)
    return Cell(text=text, status=words.status(verdict) if verdict else None)
