"""Accuracy before and after: second looks at QA's verdicts, and new versions of procedures."""

from __future__ import annotations

from collections.abc import Sequence

from ....components import Cell, Column, FigureOfRecord, Table
from ....estimates import Estimate, Outcome, Unit, Verdict
from ....measures.adjustment import Adjusted
from ....measures.non_inferiority import NoWorse
from ....measures.procedures import Version
from ...data.setting import Setting
from ...language import words
from ...language.numerals import NOTHING
from ...page.records import record, sheet

VERSIONS = ("new SOP version", "new SOP versions")
_HELD = ["value", "low", "high", "n", "n_eff"]
_WORDS = {Outcome.MET: "No worse", Outcome.MISSED: "Worse", Outcome.UNDECIDED: "Undecided"}


def adjustment_table(setting: Setting, found: Adjusted, table_id: str) -> Table:
    """From accuracy as audited to accuracy after second looks, by way of what second looks found."""
    lines = {
        "As audited": ("accuracy.audit.overall", found.apparent),
        "Wrong among labels passed": ("accuracy.wrongly_passed.overall", found.wrongly_passed),
        "Right among labels failed": ("accuracy.wrongly_failed.overall", found.wrongly_failed),
        "After second looks": ("accuracy.adjusted.overall", found.adjusted),
        "Difference": ("accuracy.adjusted.difference", found.difference),
    }
    return Table(
        id=table_id,
        title=_moved(setting, found),
        measure=f"Label accuracy with QA's own mistakes taken out, {setting.period}",
        columns=(
            Column(name="Share", share=0.4),
            Column(name="Rests on", numeric=True, share=0.15),
            Column(name="Value", numeric=True, share=0.2),
            Column(name="95% interval", numeric=True, share=0.25),
        ),
        rows=tuple(_line(setting, name, estimate) for name, (_, estimate) in lines.items()),
        note="Second looks are drawn from labels passed and from labels failed, and weighted up to both.",
        data=sheet(table_id, ["share", "figure", *_HELD],
                   [[name, figure, *(getattr(e, held) for held in _HELD)]
                    for name, (figure, e) in lines.items()]),
        figures=tuple(record(figure, estimate) for figure, estimate in list(lines.values())[1:]),
    )  # fmt: skip


def sop_table(
    setting: Setting, effects: Sequence[tuple[Version, NoWorse]], weeks: int, table_id: str
) -> Table:
    """One row per new version: accuracy before and since, the difference and whether it is no worse."""
    margin = setting.numerals.goal(effects[0][1].margin, Unit.POINTS)
    return Table(
        id=table_id,
        title=_counted(setting, [found.verdict for _, found in effects], margin),
        measure=f"Accuracy of the family's queues, {weeks} weeks from its day against as many before",
        columns=(
            Column(name="New version", share=0.16),
            Column(name="From", share=0.08),
            Column(name="Before", numeric=True, share=0.195),
            Column(name="Since", numeric=True, share=0.195),
            Column(name="Difference", numeric=True, share=0.24),
            Column(name="Verdict", share=0.13),
        ),
        rows=tuple(_version(setting, *effect) for effect in effects),
        note=_sop_note(setting, margin, len(effects)),
        data=sheet(table_id, ["version", "from", "queues", "before", "since", *_HELD, "margin", "verdict"],
                   [[version.name, version.day.isoformat(), " ".join(version.queues), found.before.value,
                     found.after.value, *(getattr(found.difference, held) for held in _HELD), found.margin,
                     words.status(found.verdict)] for version, found in effects]),
        figures=tuple(_figure(*effect) for effect in effects),
    )  # fmt: skip


def _sop_note(setting: Setting, margin: str, versions: int) -> str:
    said = (
        f"No worse: surely not below by more than {margin}. Weeks after the end of {setting.period} are "
        "not counted."
    )
    return words.joined(said, setting.together(VERSIONS[1]) if versions > 1 else "")


def _line(setting: Setting, name: str, estimate: Estimate) -> tuple[Cell, ...]:
    numerals, points = setting.numerals, estimate.unit is Unit.POINTS
    shown = numerals.change(estimate) if points else numerals.estimate(estimate)
    between = numerals.change_interval(estimate) if points else numerals.interval(estimate)
    return tuple(Cell(text=text) for text in (name, numerals.count(estimate.n), shown, between))


def _moved(setting: Setting, found: Adjusted) -> str:
    if not words.is_clear(found.difference):
        return "Second looks do not clearly change accuracy"
    way = "raise" if found.difference.low > 0 else "lower"
    return f"Second looks {way} accuracy: {words.change(found.difference, setting.numerals)}"


def _counted(setting: Setting, verdicts: Sequence[Verdict | None], margin: str) -> str:
    """How many versions cost more than the margin, did not, or are undecided."""
    outcomes = [verdict.outcome if verdict else Outcome.UNDECIDED for verdict in verdicts]
    counts = [
        (outcomes.count(outcome), outcome) for outcome in (Outcome.MISSED, Outcome.MET, Outcome.UNDECIDED)
    ]
    did = {
        Outcome.MISSED: (f"cost more than {margin} of accuracy",) * 2,
        Outcome.MET: (f"did not cost more than {margin} of accuracy",) * 2,
        Outcome.UNDECIDED: ("is undecided", "are undecided"),
    }
    said = [(count, did[outcome][count != 1]) for count, outcome in counts if count]
    if len(said) == 1:
        count, done = said[0]
        return f"{_all_of(count, setting)} {done}"
    parts = [f"{words.spelt(count, setting.numerals)} {done}" for count, done in said]
    return f"Of {words.plural(len(outcomes), VERSIONS, setting.numerals)}, {words.listed(parts)}"


def _all_of(count: int, setting: Setting) -> str:
    if count < 3:
        return ("The one new SOP version", "Both new SOP versions")[count - 1]
    return f"All {words.spelt(count, setting.numerals)} {VERSIONS[1]}"


def _version(setting: Setting, version: Version, found: NoWorse) -> tuple[Cell, ...]:
    numerals, verdict = setting.numerals, found.verdict
    change = words.change(found.difference, numerals) or NOTHING
    return (
        Cell(text=version.name),
        Cell(text=numerals.short_day(version.day)),
        *(Cell(text=words.with_interval(side, numerals)) for side in (found.before, found.after)),
        Cell(text=change),
        Cell(text=_WORDS[verdict.outcome], status=words.status(verdict)) if verdict else Cell(text=NOTHING),
    )


def _figure(version: Version, found: NoWorse) -> FigureOfRecord:
    return record(
        "accuracy.sop_change.by_version", found.difference, found.verdict, {"version": version.name}
    )
