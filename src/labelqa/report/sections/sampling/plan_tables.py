"""Next period's audits by stratum, and the audits that show an agent to be below the target."""

from __future__ import annotations

from collections.abc import Sequence

from ....components import Cell, Column, FigureOfRecord, Table
from ....estimates import Estimate, Unit
from ....measures.plans import FEWEST, SamplingPlan
from ....measures.sample_sizes import ALPHA, POWER, Power
from ...data.setting import Setting
from ...language import words
from ...language.numerals import NOTHING
from ...language.vocabulary import AUDITS
from ...page.records import record, records, sheet

PRINTED = 24
CHANGE = 0.02  # between two groups
FOUR_IN_FIVE = "four times in five"  # POWER in words
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
    audits, now = (words.plural(round(each.value), AUDITS, numerals) for each in (plan.total, plan.now))
    then, before = (f"±{numerals.estimate(width)}" for width in (plan.width, plan.width_now))
    wanted = f"give accuracy to ±{numerals.value(half_width, Unit.POINTS)}"
    if miss:
        share, target = (numerals.goal(end, Unit.SHARE) for end in miss)
        wanted = f"show a true accuracy of {share} to be below {target} {FOUR_IN_FIVE}"
    if plan.short:
        said = f"No number of audits would {wanted}, for {plan.short}; {audits}, drawn anew, would"
    else:
        said = f"{audits} would {wanted}, and" if miss else f"{audits} would"
    said = f"{said} give accuracy to {then}; the {now} of {setting.period} gave {before}."
    if plan.hours.exists:
        hours = f"{numerals.estimate(plan.hours)} of QA ({numerals.interval(plan.hours)})"
        said = f"{said} The plan takes about {hours}."
    return said


def plan_table(setting: Setting, plan: SamplingPlan, table_id: str) -> Table:
    """One row per stratum, the largest where they do not fit, and all of them together."""
    columns = (plan.frame, plan.audited, plan.proposed, plan.half_width, plan.hours_by_stratum)
    held = [list(estimates) for estimates in columns]
    rows = [(by, [each[i][1] if each else None for each in held]) for i, (by, _) in enumerate(held[0])]
    largest = sorted(range(len(rows)), key=lambda i: -held[0][i][1].value)[:PRINTED]
    labels = float(plan.frame.rows["value"].sum())
    return Table(
        id=table_id,
        title=_plan_title(setting, plan),
        measure="Audits to draw by stratum, were next period like this one, "
        f"beside those of {setting.period}",
        columns=(
            Column(name="Stratum", share=0.3),
            *(
                Column(name=name, numeric=True, share=0.14)
                for name in ("Frame", "Audited", "To draw", "Precision", "QA hours")
            ),
        ),
        rows=(
            *(_row(setting, rows[i][0]["stratum_id"], rows[i][1]) for i in sorted(largest)),
            _row(setting, "All strata", [_exact(labels), plan.now, plan.total, plan.width, plan.hours]),
        ),
        note=_plan_note(setting, len(rows)),
        data=sheet(
            table_id,
            _COLUMNS,
            [[*by.values(), *(e.value if e else None for e in each)] for by, each in rows],
        ),
        figures=(*plan_figures(plan), *(figure for each in columns for figure in records(each))),
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
    numerals, goal = setting.numerals, setting.numerals.goal(target, Unit.SHARE)
    usual = f"{words.plural(found.usual, AUDITS, numerals)}, an agent's median in three months"
    if found.highest.value == 0:
        return f"{usual}, cannot show anybody to be below {goal}."
    return (
        f"{usual}, show an agent to be below {goal} {FOUR_IN_FIVE} where its true accuracy is "
        f"{numerals.estimate(found.highest)} or less."
    )


def power_table(setting: Setting, found: Power, target: float, table_id: str) -> Table:
    """The audits it takes by how far an agent is below the target, and the chance of the usual number."""
    numerals, goal = setting.numerals, setting.numerals.goal(target, Unit.SHARE)
    pairs = [
        (float(by["true_share"]), audits, chance)
        for (by, audits), (_, chance) in zip(found.needed, found.chance, strict=True)
    ]
    share, audits, _ = pairs[len(pairs) // 2 - 1]
    texts = [
        (numerals.goal(share, Unit.SHARE), numerals.estimate(audits), numerals.estimate(chance))
        for share, audits, chance in pairs
    ]
    count = words.plural(round(audits.value), AUDITS, numerals)
    return Table(
        id=table_id,
        title=f"{count} show a true {numerals.goal(share, Unit.SHARE)} to be below {goal}",
        measure=f"Audits of an agent that show a miss of {goal} with power {numerals.percent(POWER, 0)}",
        columns=(
            Column(name="True accuracy", share=0.3),
            Column(name="Audits needed", numeric=True, share=0.3),
            Column(name=f"Chance with {numerals.count(found.usual)}", numeric=True, share=0.4),
        ),
        rows=tuple(tuple(Cell(text=text) for text in row) for row in texts),
        note=f"Exact binomial, one-sided at {numerals.percent(ALPHA, 0)}, of audits drawn evenly. "
        f"To tell {goal} from {numerals.goal(target - CHANGE, Unit.SHARE)} in two groups takes "
        f"{numerals.estimate(found.apart)} audits of each.",
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
    numerals = setting.numerals
    total, more = round(plan.total.value), round(plan.total.value - plan.now.value)
    audits = words.plural(total, AUDITS, numerals)
    if more == 0:
        return f"{audits} to draw, as many as in {setting.period}"
    apart = f"{numerals.count(abs(more))} {'more' if more > 0 else 'fewer'}"
    return f"{audits} to draw, {apart} than in {setting.period}"


def _plan_note(setting: Setting, count: int) -> str:
    numerals = setting.numerals
    cut = f"The {PRINTED} largest of {numerals.count(count)} strata; the data file has all. "
    return (
        f"{cut if count > PRINTED else ''}Drawn in proportion to labels and to how much being right varies, "
        f"at least {numerals.count(FEWEST)} from each stratum (Neyman). Precision: half the width of the 95% "
        "interval to expect. QA hours: at the mean time of an audit."
    )
