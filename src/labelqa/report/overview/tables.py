"""Markets against several targets at once, as a table of verdicts, and the risks that they share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...components import Cell, Table
from ...estimates import Estimate, Estimates, Unit, Verdict
from ...findings import Finding, Findings, Level
from ...measures.risks.detectors import BY_SLUG
from ..data import family_words
from ..data.setting import Setting
from ..language import sentences
from ..language.numerals import NOTHING
from ..language.vocabulary import PLURALS, SingularPlural, term
from ..language.words import joined, listed, status, value
from ..page.records import record, records, sheet, sheet_of_many
from ..page.tables import columns
from ..page.words import NO_DATA
from ..sections.risks.ledger import tested
from ..sections.risks.sentences import called_for
from . import words

FIGURES: SingularPlural = ("figure", "figures")
Judged = tuple[Estimate, Verdict | None]


def verdict_map(setting: Setting, measures: Sequence[Estimates], table_id: str) -> Table:
    """One row per market, one column per measure: its value with the mark of its verdict."""
    judged = [_judged(setting, estimates) for estimates in measures]
    markets = sorted({keys for column in judged for keys in column})
    verdicts = verdicts_on(setting, measures)
    heads = (PLURALS["market_id"][0].capitalize(), *(term(each.name).column for each in measures))
    shares = (0.22, *[0.78 / len(measures)] * len(measures))
    return Table(
        id=table_id,
        title=together(setting, verdicts) if verdicts else words.NO_TARGET,
        measure=words.VERDICTS(setting.numerals, period=setting.period),
        columns=columns(heads, shares, numeric=()),
        rows=tuple(
            (
                Cell(text=setting.name("market_id", market)),
                *(_cell(setting, column, market) for column in judged),
            )
            for market in markets
        ),
        note=joined(words.VERDICTS_NOTE, family_words.each(FIGURES[0]) if len(verdicts) > 1 else ""),
        data=sheet_of_many(table_id, measures),
        figures=tuple(
            figure
            for estimates, column in zip(measures, judged, strict=True)
            for figure in records(estimates, [verdict for _, verdict in column.values()])
        ),
    )


def shared_risks(setting: Setting, found: Mapping[str, Findings], table_id: str) -> Table:
    """One row per detector that found something: the markets in which it calls for action, and is watched."""
    act, watch = (_markets_by_kind(found, level) for level in (Level.ACT, Level.WATCH))
    kinds = sorted({*act, *watch}, key=lambda kind: (-len(act.get(kind, ())), list(BY_SLUG).index(kind)))
    return Table(
        id=table_id,
        title=_shared_title(setting, act),
        measure=words.SHARED_MEASURE(setting.numerals, period=setting.period),
        columns=columns(words.SHARED_HEADS, (0.36, 0.1, 0.27, 0.27), numeric=(1,)),
        rows=tuple(
            (
                Cell(text=BY_SLUG[kind].title),
                Cell(text=setting.numerals.count(len(act.get(kind, ())))),
                *(Cell(text=_listed(setting, level.get(kind, ()))) for level in (act, watch)),
            )
            for kind in kinds
        ),
        note=words.SHARED_NOTE(setting.numerals, tested=tested(setting, _together(found))),
        data=sheet(
            table_id,
            ["market", "finding", "kind", "entity", "level", "state", "severity", "wrong", "low", "high"],
            [_finding(market, one) for market, all_ in found.items() for one in all_.at(*Level)],
        ),
        figures=tuple(
            record(
                "risks.markets.by_kind",
                _number_of(act.get(kind, ()), found),
                by={"kind": BY_SLUG[kind].number},
            )
            for kind in kinds
        ),
    )


def verdicts_on(setting: Setting, measures: Sequence[Estimates]) -> list[Verdict]:
    """Every verdict there is on the measures of all markets."""
    columns = [_judged(setting, estimates) for estimates in measures]
    return [verdict for column in columns for _, verdict in column.values() if verdict]


def together(setting: Setting, verdicts: Sequence[Verdict]) -> str:
    """How many figures met, missed or left open their targets."""
    return sentences.together(FIGURES, verdicts, setting.numerals)


def _judged(setting: Setting, estimates: Estimates) -> dict[str, Judged]:
    verdicts = setting.verdicts(estimates, setting.targets.get(term(estimates.name).metric))
    return {
        by["market_id"]: (estimate, verdict)
        for (by, estimate), verdict in zip(estimates, verdicts, strict=True)
    }


def _cell(setting: Setting, column: dict[str, Judged], market: str) -> Cell:
    estimate, verdict = column.get(market, (Estimate.absent(NO_DATA), None))
    text = value(estimate, verdict, setting.numerals)
    return Cell(text=text, status=status(verdict) if verdict else None)


def _markets_by_kind(found: Mapping[str, Findings], level: Level) -> dict[str, list[str]]:
    kinds: dict[str, list[str]] = {}
    for market, findings in found.items():
        for kind in dict.fromkeys(one.kind for one in findings.at(level)):
            kinds.setdefault(kind, []).append(market)
    return kinds


def _shared_title(setting: Setting, act: Mapping[str, Sequence[str]]) -> str:
    shared = sum(len(markets) > 1 for markets in act.values())
    if not shared:
        return words.NOT_SHARED
    return words.SHARED(setting.numerals, risks=called_for(setting, shared))


def _together(found: Mapping[str, Findings]) -> Findings:
    """The ledgers of all markets as one."""
    return Findings((), tuple(family for each in found.values() for family in each.ledger))


def _listed(setting: Setting, markets: Sequence[str]) -> str:
    return listed([setting.name("market_id", market) for market in markets]) if markets else NOTHING


def _number_of(markets: Sequence[str], found: Mapping[str, Findings]) -> Estimate:
    number = float(len(markets))
    return Estimate(number, number, number, len(found), float(len(found)), "count", Unit.COUNT)


def _finding(market: str, one: Finding) -> list[object]:
    return [
        *(market, one.name, one.number, one.entity.id, one.level.value, one.state.value),
        *(one.severity.grade.value, one.wrong.value, one.wrong.low, one.wrong.high),
    ]
