"""What can be done about what was found: options with their expected effect, and the finding itself."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from ....components import Cell, Risk, RiskList, Table
from ....estimates import Estimate, Outcome
from ....findings import Grade, Level, State
from ....measures.actions import CATALOGUE, Effect, expected_effect
from ....measures.evidence import SIZE
from ....measures.inquiry import Answer
from ....measures.investigation import reach
from ....measures.investigation.causes import SUGGESTIONS
from ....measures.investigation.groups import JOINER
from ....measures.investigation.result import InvestigationResult
from ....measures.risks.setting import MarketMonth as Limits
from ...data.setting import Setting
from ...language.actions import kind_of_action
from ...language.numerals import NOTHING
from ...language.words import capital, change, is_clear
from ...page.records import number, record, sheet
from ...page.tables import columns
from . import answer, sentences, words


@dataclass(frozen=True)
class Option:
    """An action of the catalogue, why it is offered, and its expected effect on accuracy in points."""

    type: str
    why: str
    effect: Estimate

    @property
    def owner(self) -> str:
        """The role that is asked."""
        return CATALOGUE[self.type].owner


def options(
    setting: Setting, found: InvestigationResult, excess: Estimate, past: Sequence[Effect]
) -> list[Option]:
    """What the findings lead to, each kind of action once; nothing where nothing is the matter."""
    offered: dict[str, str] = {}
    for kind, why in _offered(setting, found, excess):
        offered.setdefault(kind, why)
    return [Option(kind, why, expected_effect(kind, past)) for kind, why in offered.items()]


def options_table(setting: Setting, found: Sequence[Option], table_id: str) -> Table:
    """One row per option: what, why, who, until when, and what may be expected of it."""
    numerals = setting.numerals
    rows = [
        (
            Cell(text=kind_of_action(each.type)),
            Cell(text=each.why),
            Cell(text=capital(each.owner)),
            Cell(text=numerals.short_day(_due(setting, each))),
            Cell(text=capital(CATALOGUE[each.type].metric)),
            Cell(text=_expected(setting, each)),
        )
        for each in found
    ]
    return Table(
        id=table_id,
        title=words.OPTIONS,
        measure=words.OPTIONS_MEASURE,
        columns=columns(words.OPTIONS_HEADS, (0.18, 0.27, 0.12, 0.1, 0.16, 0.17), numeric=5),
        rows=tuple(rows),
        note=words.OPTIONS_NOTE,
        data=sheet(
            table_id,
            ["action", "because", "owner", "due", "effect", "low", "high", "n"],
            [_line(setting, each) for each in found],
        ),
        figures=tuple(
            record("investigation.options.by_action", each.effect, by={"action": each.type}) for each in found
        ),
    )


def finding(
    setting: Setting,
    found: InvestigationResult,
    excess: Estimate,
    offered: Sequence[Option],
    severity: Mapping[str, float],
) -> RiskList:
    """The confirmed finding, as reports refer to it."""
    span = setting.context.period
    month = reach.of_month(excess, (span.end - span.start).days)
    risk = _risk(setting, found, month, offered, severity)
    return RiskList(
        id="finding",
        title=words.FINDING,
        measure=words.FINDING_MEASURE,
        risks=(risk,),
        none=words.NO_FINDING,
        data=sheet(
            "finding",
            ["finding", "wrong_a_month", "low", "high"],
            [[risk.finding, month.value, month.low, month.high]],
        ),
        figures=(record("investigation.month.overall", month),),
    )


def _risk(
    setting: Setting,
    found: InvestigationResult,
    month: Estimate,
    offered: Sequence[Option],
    severity: Mapping[str, float],
) -> Risk:
    numerals = setting.numerals
    first = offered[0] if offered else None
    return Risk(
        finding=_name(found),
        severity=_grade(reach.loss(found, month, severity)),
        title=_title(setting, found),
        entity=capital(sentences.only(setting, found.request)),
        cost=words.COST(numerals, month=month) if month.exists else words.NO_COST,
        interval=numerals.interval(month) if month.exists else "",
        confidence=sentences.chance(setting, found.judgement.lost),
        action=kind_of_action(first.type) if first else "",
        owner=capital(first.owner) if first else "",
        due=numerals.day(_due(setting, first)) if first else "",
        state=State.NEW.value,
        record=_of_record(found, month, severity)
        | {"due_on": _due(setting, first).isoformat() if first else None},
    )


def _offered(setting: Setting, found: InvestigationResult, excess: Estimate) -> Iterator[tuple[str, str]]:
    given, numerals = found.judgement.answer, setting.numerals
    if given is Answer.INCONCLUSIVE:
        yield "targeted_audit", capital(answer.needed(setting, found))
        return
    if given is Answer.REFUTED:
        mix = found.level.parts.mix
        if is_clear(mix) and mix.value < 0:
            yield "intake_check", words.OTHER_MIX
        verdict = answer.standing(setting, found)
        if verdict and verdict.outcome is Outcome.MISSED:
            yield "corrective_plan", words.TARGET_MISSED
        return
    cells = dict(found.leading)
    if found.confused:
        confused = words.ARE_CONFUSED(numerals, pair=sentences.pair(setting, found.confused))
        yield from (("calibration_session", confused), ("sop_clarification", confused))
    if "person_id" in cells:
        yield "coach_agent", words.STANDS_OUT(numerals, person=cells["person_id"])
    for person in found.request.columns.get("person_id", []):
        yield "coach_agent", words.CONFIRMED_OF(numerals, who=person)
    if any(sign.kind == "speed_others" and sign.speaks for sign in found.signs):
        yield "throttle", words.AS_FAST
    if cells.get("tenure") == JOINER:
        yield "extended_ramp", words.JOINERS_STAND_OUT
    if any(each.name == SUGGESTIONS for each in found.blamed):
        yield "hide_suggestion", words.SUGGESTIONS
    if excess.exists and excess.low > 0:
        yield "relabel_batch", words.WENT_OUT(numerals, excess=excess)
    whole = sentences.only(setting, found.request)
    yield "corrective_plan", words.CONFIRMED_OF(numerals, who=whole)


def _grade(loss: float) -> Grade:
    return list(Grade)[sum(loss >= limit for limit in Limits.grades)]


def _of_record(
    found: InvestigationResult, month: Estimate, severity: Mapping[str, float]
) -> dict[str, JsonValue]:
    """The finding's numbers, for other programs: the keys of every finding in summary.json."""
    rate, wrong = found.basis.rate, found.wrong
    ids = [str(audit) for audit in wrong["audit_id"]] if len(wrong) else []
    return {
        "kind": "investigation",
        "entity_type": "+".join(column for column, _ in found.request.filters) or None,
        "entity_id": "+".join(value for _, value in found.request.filters) or None,
        "level": Level.ACT.value,
        **{name: number(getattr(rate, name)) for name in ("value", "low", "high")},
        "n": int(rate.n),
        "unit": rate.unit.value,
        "base": 0.0,
        "p": number(found.level.p),
        "q": None,
        "posterior": number(found.judgement.lost),
        "wrong": number(month.value),
        "wrong_low": number(month.low),
        "wrong_high": number(month.high),
        "loss": number(reach.loss(found, month, severity)),
        "periods": None,
        "cause": found.blamed[0].name if found.blamed else None,
        "evidence": {"table": "audited_labels", "ids": [*ids[:SIZE]], "total": len(ids)},
        "actions": [],
    }


def _title(setting: Setting, found: InvestigationResult) -> str:
    numerals = setting.numerals
    if found.confused:
        return words.CONFUSED_MORE(numerals, pair=sentences.pair(setting, found.confused))
    if found.leading:
        return words.MORE_WRONG(numerals, cell=sentences.cell(setting, found.leading))
    return words.FELL


def _name(found: InvestigationResult) -> str:
    """The finding's name, the same for the same filters."""
    values = "-".join(value for _, value in found.request.filters) or "market"
    return "investigation." + (re.sub(r"[^a-z0-9_.-]+", "-", values.lower()).strip("-.") or "market")


def _due(setting: Setting, option: Option) -> dt.date:
    return setting.context.frozen_on + dt.timedelta(days=CATALOGUE[option.type].due_days)


def _line(setting: Setting, option: Option) -> list[object]:
    effect, due = option.effect, _due(setting, option).isoformat()
    return [option.type, option.why, option.owner, due, effect.value, effect.low, effect.high, effect.n]


def _expected(setting: Setting, option: Option) -> str:
    """The effect on accuracy; nothing where the action is not taken for it."""
    taken_for = CATALOGUE[option.type].effect > 0 or option.effect.n > 0
    return change(option.effect, setting.numerals) if taken_for else NOTHING
