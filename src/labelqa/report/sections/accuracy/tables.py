"""Accuracy before and after: second looks at QA's verdicts, and new versions of procedures."""

from __future__ import annotations

from collections.abc import Sequence

from ....components import Cell, FigureOfRecord, Table
from ....estimates import Estimate, Outcome, Unit, Verdict
from ....measures.adjustment import Adjusted
from ....measures.non_inferiority import NoWorse
from ....measures.procedures import Version
from ...data.setting import Setting
from ...language.numerals import NOTHING
from ...language.words import change, is_clear, joined, listed, status, with_interval
from ...page.records import record, sheet
from ...page.tables import columns
from . import words

_HELD = ["value", "low", "high", "n", "n_eff"]
_WORDS = {
    Outcome.MISSED: words.WORSE,
    Outcome.MET: words.NO_WORSE,
    Outcome.UNDECIDED: words.UNDECIDED,
}


def adjustment_table(setting: Setting, found: Adjusted, table_id: str) -> Table:
    """From accuracy as audited to accuracy after second looks, by way of what second looks found."""
    lines = {
        words.AUDITED: ("accuracy.audit.overall", found.apparent),
        words.WRONG_PASSED: ("accuracy.wrongly_passed.overall", found.wrongly_passed),
        words.RIGHT_FAILED: ("accuracy.wrongly_failed.overall", found.wrongly_failed),
        words.AFTER: ("accuracy.adjusted.overall", found.adjusted),
        words.DIFFERENCE: ("accuracy.adjusted.difference", found.difference),
    }
    return Table(
        id=table_id,
        title=_moved(setting, found),
        measure=words.LOOKS_MEASURE(setting.numerals, period=setting.period),
        columns=columns(words.LOOKS_HEADS, (0.4, 0.15, 0.2, 0.25), numeric=1),
        rows=tuple(_line(setting, name, estimate) for name, (_, estimate) in lines.items()),
        note=words.LOOKS_NOTE,
        data=sheet(table_id, ["share", "figure", *_HELD],
                   [[name, figure, *(getattr(e, held) for held in _HELD)]
                    for name, (figure, e) in lines.items()]),
        figures=tuple(record(figure, estimate) for figure, estimate in list(lines.values())[1:]),
    )  # fmt: skip


def sop_table(
    setting: Setting, effects: Sequence[tuple[Version, NoWorse]], weeks: int, table_id: str
) -> Table:
    """One row per new version: accuracy before and since, the difference and whether it is no worse."""
    margin = effects[0][1].margin
    return Table(
        id=table_id,
        title=_counted(setting, [found.verdict for _, found in effects], margin),
        measure=words.VERSIONS_MEASURE(setting.numerals, weeks=weeks),
        columns=columns(
            words.VERSIONS_HEADS, (0.16, 0.08, 0.195, 0.195, 0.24, 0.13), numeric=range(2, 5)
        ),
        rows=tuple(_version(setting, *effect) for effect in effects),
        note=joined(
            words.VERSIONS_NOTE(setting.numerals, margin=margin, period=setting.period),
            setting.together(words.VERSIONS) if len(effects) > 1 else "",
        ),
        data=sheet(table_id, ["version", "from", "queues", "before", "since", *_HELD, "margin", "verdict"],
                   [[version.name, version.day.isoformat(), " ".join(version.queues), found.before.value,
                     found.after.value, *(getattr(found.difference, held) for held in _HELD), found.margin,
                     status(found.verdict)] for version, found in effects]),
        figures=tuple(_figure(*effect) for effect in effects),
    )  # fmt: skip


def _line(setting: Setting, name: str, estimate: Estimate) -> tuple[Cell, ...]:
    numerals, points = setting.numerals, estimate.unit is Unit.POINTS
    shown = numerals.change(estimate) if points else numerals.estimate(estimate)
    between = numerals.change_interval(estimate) if points else numerals.interval(estimate)
    return tuple(Cell(text=text) for text in (name, numerals.count(estimate.n), shown, between))


def _moved(setting: Setting, found: Adjusted) -> str:
    if not is_clear(found.difference):
        return words.NOT_MOVED
    moved = words.RAISED if found.difference.low > 0 else words.LOWERED
    return moved(setting.numerals, change=found.difference)


def _counted(setting: Setting, verdicts: Sequence[Verdict | None], margin: float) -> str:
    """How many versions cost more than the margin, did not, or are undecided."""
    outcomes = [verdict.outcome if verdict else Outcome.UNDECIDED for verdict in verdicts]
    counts = [(outcomes.count(each), each) for each in _WORDS if each in outcomes]
    numerals, did = setting.numerals, [(n, _did(setting, each, n, margin)) for n, each in counts]
    if len(did) > 1:
        parts = [words.PART(numerals, n=n, did=done) for n, done in did]
        return words.MIXED(numerals, of=len(outcomes), parts=listed(parts))
    ((count, done),) = did
    if count > 2:
        return words.ALL(numerals, n=count, did=done)
    return (words.ONE if count == 1 else words.BOTH)(numerals, did=done)


def _did(setting: Setting, outcome: Outcome, count: int, margin: float) -> str:
    if outcome is Outcome.UNDECIDED:
        return words.OPEN(setting.numerals, n=count)
    return (words.COST if outcome is Outcome.MISSED else words.SPARED)(setting.numerals, margin=margin)


def _version(setting: Setting, version: Version, found: NoWorse) -> tuple[Cell, ...]:
    numerals, verdict = setting.numerals, found.verdict
    return (
        Cell(text=version.name),
        Cell(text=numerals.short_day(version.day)),
        *(Cell(text=with_interval(side, numerals)) for side in (found.before, found.after)),
        Cell(text=change(found.difference, numerals) or NOTHING),
        Cell(text=_WORDS[verdict.outcome], status=status(verdict)) if verdict else Cell(text=NOTHING),
    )


def _figure(version: Version, found: NoWorse) -> FigureOfRecord:
    return record(
        "accuracy.sop_change.by_version", found.difference, found.verdict, {"version": version.name}
    )
