"""Next period's audits by stratum, and the audits that show an agent to be below the target."""

from __future__ import annotations

from collections.abc import Sequence

from ....components import Cell, FigureOfRecord, Table
from ....estimates import Estimate, Unit
from ....measures.plans import FEWEST, SamplingPlan
from ....measures.sample_sizes import ALPHA, POWER, Power
from ...data.setting import Setting
from ...language.numerals import NOTHING
from ...language.words import joined
from ...page.records import record, records, sheet
from ...page.tables import columns
from . import plan_words as words

PRINTED = 24
CHANGE = 0.02  # between two groups
_COLUMNS = ("design", "stratum", "labels", "audited", "proposed", "half_width", "hours")


def plan_sentence(
    setting: Setting, plan: SamplingPlan, half_width: float, miss: tuple[float, float] | None
) -> str:
    """
    What the plan gets, what this period's audits got, and the time it takes.

    `miss` are the true accuracy that is to be shown below the target, and the target; without it the plan
    is for the `half_width` of accuracy.
    """
    numerals = setting.numerals
    known: dict[str, object] = {
        "total": round(plan.total.value),
        "now": round(plan.now.value),
        "width": plan.width,
        "width_now": plan.width_now,
        "period": setting.period,
    }
    if miss:
        known |= dict(zip(("shown", "target"), miss, strict=True))
    if plan.short:
        known |= {"why": plan.short} | ({} if miss else {"wanted": numerals.value(half_width, Unit.POINTS)})
        said = words.NO_MISS if miss else words.NO_WIDTH
    else:
        said = words.MISS if miss else words.WIDTH
    hours = words.HOURS(numerals, hours=plan.hours) if plan.hours.exists else ""
    return joined(said(numerals, **known), hours)


def plan_table(setting: Setting, plan: SamplingPlan, table_id: str) -> Table:
    """One row per stratum, the largest where they do not fit, and all of them together."""
    measures = (plan.frame, plan.audited, plan.proposed, plan.half_width, plan.hours_by_stratum)
    held = [list(estimates) for estimates in measures]
    rows = [(by, [each[i][1] if each else None for each in held]) for i, (by, _) in enumerate(held[0])]
    largest = sorted(range(len(rows)), key=lambda i: -held[0][i][1].value)[:PRINTED]
    labels = float(plan.frame.rows["value"].sum())
    return Table(
        id=table_id,
        title=_plan_title(setting, plan),
        measure=words.PLAN_MEASURE(setting.numerals, period=setting.period),
        columns=columns(words.PLAN_HEADS, (0.3, *[0.14] * 5), numeric=1),
        rows=(
            *(_row(setting, rows[i][0]["stratum_id"], rows[i][1]) for i in sorted(largest)),
            _row(setting, words.ALL_STRATA, [_exact(labels), plan.now, plan.total, plan.width, plan.hours]),
        ),
        note=_plan_note(setting, len(rows)),
        data=sheet(
            table_id,
            _COLUMNS,
            [[*by.values(), *(e.value if e else None for e in each)] for by, each in rows],
        ),
        figures=(*plan_figures(plan), *(figure for each in measures for figure in records(each))),
    )


def plan_figures(plan: SamplingPlan) -> tuple[FigureOfRecord, ...]:
    """The figures of all strata together."""
    return (
        record("plan.audited.overall", plan.now),
        record("plan.audits.overall", plan.total),
        record("plan.half_width_now.overall", plan.width_now),
        record("plan.half_width.overall", plan.width),
        record("plan.hours.overall", plan.hours),
    )


def power_sentence(setting: Setting, found: Power, target: float) -> str:
    """What the usual number of an agent's audits can show."""
    if found.highest.value == 0:
        return words.SHOWS_NOBODY(setting.numerals, n=found.usual, goal=target)
    return words.SHOWS(setting.numerals, n=found.usual, goal=target, highest=found.highest)


def power_table(setting: Setting, found: Power, target: float, table_id: str) -> Table:
    """The audits it takes by how far an agent is below the target, and the chance of the usual number."""
    numerals = setting.numerals
    pairs = [
        (float(by["true_share"]), audits, chance)
        for (by, audits), (_, chance) in zip(found.needed, found.chance, strict=True)
    ]
    share, audits, _ = pairs[len(pairs) // 2 - 1]
    texts = [
        (numerals.goal(share, Unit.SHARE), numerals.estimate(audits), numerals.estimate(chance))
        for share, audits, chance in pairs
    ]
    heads = (*words.POWER_HEADS, words.CHANCE(numerals, n=found.usual))
    other, alpha = target - CHANGE, numerals.percent(ALPHA, 0)
    return Table(
        id=table_id,
        title=words.POWER(numerals, n=round(audits.value), share=share, goal=target),
        measure=words.POWER_MEASURE(numerals, goal=target, power=numerals.percent(POWER, 0)),
        columns=columns(heads, (0.3, 0.3, 0.4), numeric=1),
        rows=tuple(tuple(Cell(text=text) for text in row) for row in texts),
        note=words.POWER_NOTE(numerals, alpha=alpha, goal=target, other=other, apart=found.apart),
        data=sheet(
            table_id,
            ("true_accuracy", "audits", "right_at_most", "usual_audits", "power"),
            [
                [share, audits.value, right, found.usual, chance.value]
                for (share, audits, chance), right in zip(pairs, found.needed.rows["right"], strict=True)
            ],
        ),
        figures=(
            *records(found.needed),
            *records(found.chance),
            record("plan.audits_for_change.overall", found.apart),
        ),
    )


def _row(setting: Setting, name: str, held: Sequence[Estimate | None]) -> tuple[Cell, ...]:
    texts = [setting.numerals.estimate(each) if each and each.exists else NOTHING for each in held]
    half = texts[3] if texts[3] == NOTHING else f"±{texts[3]}"
    return tuple(Cell(text=text) for text in (name, *texts[:3], half, texts[4]))


def _exact(value: float) -> Estimate:
    return Estimate(value, value, value, 0, 0.0, "count", Unit.COUNT)


def _plan_title(setting: Setting, plan: SamplingPlan) -> str:
    total, more = round(plan.total.value), round(plan.total.value - plan.now.value)
    if more == 0:
        return words.TO_DRAW_AS_MANY(setting.numerals, n=total, period=setting.period)
    said = words.TO_DRAW_MORE if more > 0 else words.TO_DRAW_FEWER
    return said(setting.numerals, n=total, apart=abs(more), period=setting.period)


def _plan_note(setting: Setting, count: int) -> str:
    cut = words.THE_LARGEST(setting.numerals, n=PRINTED, all=count) if count > PRINTED else ""
    return joined(cut, words.PLAN_NOTE(setting.numerals, fewest=FEWEST))
