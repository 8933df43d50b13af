"""Findings as they are shown: the list, the executive page's columns, and their evidence."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pydantic import JsonValue

from ....components import Action, Cell, FigureOfRecord, Priorities, Risk, RiskList, Table
from ....findings import Finding, Findings, Level, State
from ....measures.risks.detectors import BY_SLUG
from ...data.setting import Setting
from ...language.actions import role
from ...language.words import capital, sentence
from ...page.records import number, record, sheet
from ...page.tables import columns
from . import sentences as risk_words
from . import words
from .ledger import tested
from .sentences import base

_COLUMNS: dict[str, Callable[[Finding], object]] = {
    "finding": lambda f: f.name,
    "kind": lambda f: f.number,
    "entity_type": lambda f: f.entity.type,
    "entity": lambda f: f.entity.id,
    "level": lambda f: f.level.value,
    "state": lambda f: f.state.value,
    "severity": lambda f: f.severity.grade.value,
    "value": lambda f: f.estimate.value,
    "low": lambda f: f.estimate.low,
    "high": lambda f: f.estimate.high,
    "n": lambda f: f.estimate.n,
    "unit": lambda f: f.estimate.unit.value,
    "base": base,
    "p": lambda f: f.p,
    "q": lambda f: f.q,
    "posterior": lambda f: f.posterior,
    "wrong": lambda f: f.wrong.value,
    "wrong_low": lambda f: f.wrong.low,
    "wrong_high": lambda f: f.wrong.high,
    "loss": lambda f: f.severity.loss,
    "confidence": lambda f: f.severity.confidence,
    "periods": lambda f: f.severity.periods,
    "cause": lambda f: f.cause,
    "action": lambda f: f.recommendation.type,
    "owner": lambda f: f.recommendation.owner,
    "evidence_table": lambda f: f.evidence.table,
    "evidence": lambda f: " ".join(f.evidence.ids),
    "evidence_total": lambda f: f.evidence.total,
}


def risks(
    setting: Setting, found: Findings, levels: Sequence[Level], most: int, limits: Sequence[float]
) -> RiskList:
    """The findings at `levels` as rows; without levels all, those resolved last. `most` are printed."""
    found = found.at(*levels) if levels else found
    numerals, grades = setting.numerals, dict(zip(("s2", "s3", "s4"), limits, strict=True))
    return RiskList(
        id="risks",
        title=words.TITLE,
        measure=words.MEASURE(numerals, period=setting.period),
        risks=tuple(risk(setting, each) for each in found),
        most=most,
        none=words.NOTHING_AT[frozenset(levels or Level)](numerals, period=setting.period),
        note=words.NOTE(numerals, **grades) if len(found) else "",
        data=sheet("risks", [*_COLUMNS], [[of(each) for of in _COLUMNS.values()] for each in found]),
        figures=tuple(figure for each in found for figure in figures(setting, each)),
    )


def priorities(setting: Setting, found: Findings, tracked: Sequence[Action]) -> Priorities:
    """The three gravest findings, of an entity each, and the actions they ask for, then the tracker's."""
    first = found.gravest(3)
    none = words.NONE_TO_ACT_ON_IN(setting.numerals, period=setting.period)
    return Priorities(
        risks=tuple(risk(setting, each) for each in first),
        actions=tuple([*_asked(setting, first), *tracked][:3]),
        no_risks=none if found.tests else words.UNTESTED,
        no_actions=words.NO_ACTION,
        note=sentence(tested(setting, found)) if found.tests else "",
        figures=tuple(figure for each in first for figure in figures(setting, each)),
    )


def evidence_table(setting: Setting, found: Findings, table_id: str) -> Table:
    """One row per finding that has evidence: what it is, and the ids of the rows that show it."""
    shown = [each for each in found.at(*Level) if each.evidence.ids]
    return Table(
        id=table_id,
        title=words.EVIDENCE,
        measure=words.EVIDENCE_MEASURE(setting.numerals, period=setting.period),
        columns=columns(words.EVIDENCE_HEADS, (0.27, 0.15, 0.13, 0.45), numeric=4),
        rows=tuple(_evidence(setting, each) for each in shown),
        data=sheet(
            table_id,
            ["finding", "table", "id"],
            [[each.name, each.evidence.table, one] for each in shown for one in each.evidence.ids],
        ),
    )


def risks_title(setting: Setting, found: Findings) -> str:
    """How many risks call for action, and how many are watched."""
    act, watch = (len(found.at(level)) for level in (Level.ACT, Level.WATCH))
    if not act + watch:
        return words.NONE_FOUND
    acted = risk_words.called_for(setting, act)
    return words.AND_WATCHED(setting.numerals, acted=acted, watch=watch) if watch else acted


def risk(setting: Setting, finding: Finding) -> Risk:
    """A finding put into words; of one that is resolved nothing is asked."""
    over = finding.state is State.RESOLVED
    return Risk(
        finding=finding.name,
        severity=finding.severity.grade.value,
        title=risk_words.title(setting, finding),
        entity=capital(risk_words.entity(setting, finding)),
        cost=risk_words.cost(setting, finding),
        interval=risk_words.interval(setting, finding),
        rests_on=risk_words.rests_on(setting, finding),
        confidence=risk_words.confidence(setting, finding),
        action="" if over else risk_words.action(setting, finding),
        owner="" if over else role(risk_words.asked(finding).owner),
        due="" if over else setting.numerals.short_day(risk_words.due(setting, finding)),
        state=finding.state.value,
        record=_of_record(setting, finding),
    )


def figures(setting: Setting, finding: Finding) -> tuple[FigureOfRecord, ...]:
    """The numbers that a finding prints, under its name."""
    by, kind, said = {"finding": finding.name}, finding.number.lower(), BY_SLUG[finding.kind].words
    main = record(f"risks.{kind}.by_finding", finding.estimate, by=by)
    if finding.target and finding.estimate.exists:
        main = main.model_copy(update={"target": finding.target.value})
    parts = {name: finding.parts[name] for name in said.parts if name in finding.parts}
    if any("{usual}" in text for text in said.told):
        parts["usual"] = risk_words.usual(finding)
    parts |= {name: risk_words.seen(setting, parts[name]) for name in words.CHECKS if name in parts}
    return (
        main,
        record("risks.labels.by_finding", risk_words.counted(finding), by=by),
        *(record(f"risks.{kind}.{name}.by_finding", part, by=by) for name, part in parts.items()),
    )


def _asked(setting: Setting, first: Sequence[Finding]) -> list[Action]:
    """What findings ask for; what several ask for alike is one action for all of them."""
    whom: dict[str, list[Finding]] = {}
    for each in first:
        whom.setdefault(each.recommendation.type, []).append(each)
    return [
        Action(
            title=risk_words.action(setting, some[0]),
            owner=role(risk_words.asked(some[0]).owner),
            due=setting.numerals.short_day(risk_words.due(setting, some[0])),
            aim=risk_words.aim(setting, some),
        )
        for some in whom.values()
    ]


def _evidence(setting: Setting, finding: Finding) -> tuple[Cell, ...]:
    return (
        Cell(text=risk_words.title(setting, finding)),
        Cell(text=capital(risk_words.entity(setting, finding))),
        Cell(text=_rows_of(setting, finding)),
        Cell(text=", ".join(finding.evidence.ids)),
    )


def _rows_of(setting: Setting, finding: Finding) -> str:
    """How many rows are named, and of how many: 7 audits, 20 of 45 audits."""
    evidence, numerals = finding.evidence, setting.numerals
    named, rows = len(evidence.ids), words.ROWS[evidence.table](numerals, n=evidence.total)
    return rows if evidence.total == named else words.SOME_ROWS(numerals, named=named, rows=rows)


def _of_record(setting: Setting, finding: Finding) -> dict[str, JsonValue]:
    """What a finding is to other programs; its keys are the same from month to month."""
    e, wrong, evidence = finding.estimate, finding.wrong, finding.evidence
    over = finding.state is State.RESOLVED
    return {
        "kind": finding.number,
        "entity_type": finding.entity.type,
        "entity_id": finding.entity.id,
        "level": finding.level.value,
        **{name: number(getattr(e, name)) for name in ("value", "low", "high")},
        "n": int(e.n),
        "unit": e.unit.value,
        "base": number(base(finding)),
        **{name: number(getattr(finding, name)) for name in ("p", "q", "posterior")},
        **{f"wrong{end}": number(value) for end, value in
           (("", wrong.value), ("_low", wrong.low), ("_high", wrong.high))},
        "loss": number(finding.severity.loss),
        "periods": finding.severity.periods,
        "cause": finding.cause,
        "evidence": {
            "table": evidence.table, "ids": [*evidence.ids], "total": finding.evidence.total
        },
        "due_on": None if over else risk_words.due(setting, finding).isoformat(),
        "actions": [*finding.actions],
    }  # fmt: skip
