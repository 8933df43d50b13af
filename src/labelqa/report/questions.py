"""What a notebook may ask of its extract: each question cuts the rows and hands them to a measure."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import math
from collections.abc import Callable
from typing import Any, Literal
from zoneinfo import ZoneInfo

import pandas as pd

from ..estimates import Estimate, Estimates, Target, Unit
from ..measures import accuracy, agents, confusion, productivity, requests, sampling
from ..measures.proportions import mover_difference
from . import procedures, volume
from .rows import NOUNS, Rows, When, columns, mondays
from .setting import Setting
from .tiles import Reading
from .vocabulary import term

AUDITS, GOLD, LABELS, TIMES, HISTOGRAMS = (
    "audited_labels",
    "gold_answers",
    "label_days",
    "time_days",
    "handling_days",
)

By = Literal["week", "site", "queue", "vendor"]
_ALL_GOLD = "every label is on a gold item"

Estimator = Callable[..., Estimates]


class Questions:
    """Every answer is Estimates; where there are no data it has no rows and says why."""

    def __init__(self, rows: Rows, setting: Setting) -> None:
        self._rows = rows
        self._setting = setting

    def target(self, metric: str) -> Target | None:
        """The market-wide target of a metric, such as "accuracy"; None where none was agreed."""
        return self._setting.targets.get(metric)

    def labels(self, by: By | None = None, *, when: When | None = None) -> Estimates:
        """How many labels were delivered, gold items and skips left out: a count."""
        return self._ask("volume.labels", LABELS, by, when, volume.labels)

    def people(self, by: By | None = None, *, when: When | None = None) -> Estimates:
        """How many people gave labels: a count."""
        return self._ask("volume.people", LABELS, by, when, volume.people)

    def accuracy(self, by: By | None = None, *, when: When | None = None) -> Estimates:
        """Label accuracy, by the sampling design of the audits."""
        return self._ask("accuracy.audit", AUDITS, by, when, accuracy.by_design)

    def critical_accuracy(self, by: By | None = None, *, when: When | None = None) -> Estimates:
        """The share of labels without a critical error, by the sampling design of the audits."""
        return self._ask("accuracy.critical", AUDITS, by, when, accuracy.critical)

    def gold_accuracy(self, by: By | None = None, *, when: When | None = None) -> Estimates:
        """Accuracy on gold items, with an interval that takes people as clusters."""
        return self._ask("accuracy.gold", GOLD, by, when, accuracy.on_gold)

    def gold_accuracy_by_rows(self, by: By | None = None, *, when: When | None = None) -> Estimates:
        """Accuracy on gold items, with an interval that takes answers as independent."""
        return self._ask("accuracy.gold.rows", GOLD, by, when, accuracy.on_gold_rows)

    def utilisation(self, by: By | None = None, *, when: When | None = None) -> Estimates:
        """Handling time over paid time, as the project defines it."""
        states = self._states("utilisation_counts")
        return self._ask("utilisation", TIMES, by, when, productivity.utilisation, states=states)

    def occupancy(self, by: By | None = None, *, when: When | None = None) -> Estimates:
        """Handling time over handling and waiting time."""
        return self._ask("occupancy", TIMES, by, when, productivity.occupancy)

    def shrinkage(self, by: By | None = None, *, when: When | None = None) -> Estimates:
        """Paid time neither handling nor waiting, over paid time."""
        return self._ask("shrinkage", TIMES, by, when, productivity.shrinkage)

    def time_use(self) -> Estimates:
        """Each state's share of paid time, the largest first."""
        found = self._ask("time.use", TIMES, None, None, productivity.time_use)
        return dataclasses.replace(found, rows=found.rows.sort_values("value", ascending=False))

    def throughput(self, by: By | None = None, *, when: When | None = None) -> Estimates:
        """Labels for each hour of handling."""
        return self._ask("throughput", LABELS, by, when, productivity.throughput)

    def on_time(self, by: Literal["week", "queue"] | None = None, *, when: When | None = None) -> Estimates:
        """The share of requests due that were delivered by then; open ones past their date are late."""
        if why := self._rows.why_none("requests"):
            return Estimates.missing("requests.on_time", columns(by), why)
        table, zone = self._rows.table("requests"), ZoneInfo(self._setting.context.market.timezone)
        due = pd.to_datetime(table["due_at"], utc=True).dt.tz_convert(zone).dt.tz_localize(None)
        table = table.assign(week=mondays(due.dt.normalize()))
        first, last = self._rows.span(when or _usual(by))
        now = min(self._setting.context.frozen_on, last)
        start, end, known = (_midnight(day, zone) for day in (first, last, now))
        return requests.on_time(table, start, end, known, by=columns(by))

    def handling_time(self, by: By | None = None, *, when: When | None = None) -> Estimates:
        """The median seconds of handling a label."""
        return self._ask("time.per_item.median", HISTOGRAMS, by, when, productivity.handling_time, q=0.5)

    def handling_time_p90(self, by: By | None = None, *, when: When | None = None) -> Estimates:
        """The seconds of handling that nine labels in ten stay below."""
        return self._ask("time.per_item.p90", HISTOGRAMS, by, when, productivity.handling_time, q=0.9)

    def mean_handling_time(self, by: By | None = None, *, when: When | None = None) -> Estimates:
        """The mean seconds of handling a label."""
        return self._ask("time.per_item.mean", LABELS, by, when, productivity.mean_handling_time)

    def coverage(self, by: By | None = None, *, when: When | None = None) -> Estimates:
        """Audits as a share of labels."""
        span = when or _usual(by)
        none = self._rows.why_none(AUDITS, span)
        audits = pd.DataFrame() if none else self._rows.cut(AUDITS, span, columns(by))
        measured = functools.partial(sampling.coverage, audits=audits)
        found = self._ask("audits.coverage", LABELS, by, span, measured)
        return found if len(found) or found.why != "no data" else dataclasses.replace(found, why=_ALL_GOLD)

    def blind_share(self) -> Estimates:
        """The share of audits that did not see the label given."""
        return self._ask("audits.blind", AUDITS, None, None, sampling.blind_share)

    def audit_lag(self) -> Estimates:
        """The median time from a decision to its audit."""
        zone = self._setting.context.market.timezone
        return self._ask("audits.lag.median", AUDITS, None, None, sampling.audit_lag, zone=zone)

    def wrong_labels(self, by: By | None = None, *, when: When | None = None) -> Estimates:
        """Delivered labels that are wrong, by the audits' accuracy."""
        name, unit, split = "impact.wrong_labels", Unit.COUNT, columns(by)
        right = self.accuracy(by, when=when)
        if not len(right):
            return Estimates.missing(name, split, right.why, unit)
        delivered = self._delivered(split, when or _usual(by))
        found: list[tuple[tuple[object, ...], Estimate]] = [
            (tuple(keys.values()), accuracy.wrong_labels(estimate, delivered.get(tuple(keys.values()), 0)))
            for keys, estimate in right
            if by != "week" or self._is_whole(keys["week"])
        ]
        return Estimates.of(name, split, found, unit)

    def confusion_pairs(self) -> Estimates:
        """The costliest confusions of the period, weighted to all labels and by severity."""
        given = ("label_id", "ref_label_id")
        if why := self._rows.why_none(AUDITS):
            return Estimates.missing("confusion.pairs", given, why)
        delivered = {keys[0]: count for keys, count in self._delivered(("label_id",), "period").items()}
        return confusion.pairs(self._drawn(self._rows.cut(AUDITS)), delivered, self.severity())

    def confusion_matrix(self, queue: str) -> tuple[pd.DataFrame, pd.Series]:
        """Shares of a queue's labels by given and true label, and the audits they rest on by given label."""
        audits = self._drawn(self._rows.cut(AUDITS))
        audits = accuracy.judged(audits[audits["queue_id"] == queue])
        return confusion.matrix(audits), audits.groupby("label_id", observed=True).size()

    def agents(self) -> Estimates:
        """
        Each person's accuracy from three months of audits, drawn to the market's (empirical Bayes).

        From answers to gold items where there are no audits; the probability of being below the target is
        nan where there is no target.
        """
        table = self._table_of_agents()
        if why := self._rows.why_none(table, "quarter"):
            return Estimates.missing("agents.accuracy", ("person_id",), why)
        rows, target = self._rows.cut(table, "quarter"), self.target_of_agents()
        volume = {keys[0]: count for keys, count in self._delivered(("person_id",), "period").items()}
        return agents.agents(
            self._drawn(rows) if table == AUDITS else rows, volume, target.value if target else math.nan
        )

    def target_of_agents(self) -> Target | None:
        """The target that agents are held against: of accuracy, or of accuracy on gold items."""
        return self.target("accuracy" if self._table_of_agents() == AUDITS else "gold_accuracy")

    def counted_of_agents(self) -> str:
        """What agents are judged by."""
        return NOUNS[self._table_of_agents()]

    def weeks_of_cover(self) -> Estimates:
        """Accuracy by week and site, or what else splits the market; on gold items without audits."""
        for table, estimator in ((AUDITS, accuracy.by_design), (GOLD, accuracy.on_gold)):
            if self._rows.why_none(table, "window"):
                continue
            rows = self._rows.cut(table, "window", ("week",))
            recorded = [
                column for column in ("site_id", "vendor_id", "queue_id") if rows[column].notna().any()
            ]
            split = ("week", *recorded[:1])
            return estimator(self._drawn(rows) if table == AUDITS else rows, by=split)
        return Estimates.missing("accuracy.audit", ("week",), "no audits")

    def sop_changes(self) -> list[procedures.Change]:
        """When a new version of a procedure of this market's queues took effect, but for minor ones."""
        return procedures.changes(self._rows)

    def severity(self) -> dict[str, float]:
        """What a wrong label costs, by true label; the greatest where taxonomies differ."""
        if not self._rows.holds("label_classes"):
            return {}
        weights: dict[str, float] = (
            self._rows.table("label_classes").groupby("label_id")["severity_weight"].max().to_dict()
        )
        return weights

    def time_parts(self, by: By) -> list[tuple[str, Estimates]]:
        """Handling, waiting, internal and external shrinkage as shares of paid time."""
        parts = {
            "handling": ("handling",),
            "waiting": ("waiting",),
            "internal_shrinkage": self._states("shrinkage_internal"),
            "external_shrinkage": self._states("shrinkage_external"),
        }
        return [
            (part.replace("_", " ").capitalize(), self._time_share(f"time.{part}", states, by))
            for part, states in parts.items()
        ]

    def change(self, question: Callable[..., Estimates]) -> Estimate:
        """The change of an overall figure on the period before, such as `r.change(r.accuracy)`."""
        return mover_difference(question().only(), question(when="previous").only())

    def reading(self, question: Callable[..., Estimates]) -> Reading:
        """A measure as a tile reads it: now, its change, its weeks and its target."""
        now = question()
        return Reading(now, self.change(question), question(by="week"), self.target(term(now.name).metric))

    def _ask(
        self, name: str, table: str, by: str | None, when: When | None, estimator: Estimator, **options: Any
    ) -> Estimates:
        split, span, unit = columns(by), when or _usual(by), term(name).unit
        if why := self._rows.why_none(table, span):
            return Estimates.missing(name, split, why, unit)
        rows = self._rows.cut(table, span, split)
        if table == AUDITS:
            rows = self._drawn(rows)
        if rows.empty:
            return Estimates.missing(name, split, "no audit was drawn at random", unit)
        if split and rows[split[0]].isna().all():
            return Estimates.missing(name, split, f"no {by} is recorded", unit)
        return estimator(rows, by=split, **options)

    def _states(self, definition: str) -> tuple[str, ...]:
        """The states that a definition of the project names."""
        named = self._setting.context.definitions.get(definition)
        return tuple(str(state) for state in named) if isinstance(named, list) else ()

    def _is_whole(self, monday: str) -> bool:
        """Whether the window holds all days of a week."""
        _, end = self._rows.span("window")
        return dt.date.fromisoformat(monday) + dt.timedelta(days=7) <= end

    def _table_of_agents(self) -> str:
        return GOLD if self._rows.why_none(AUDITS, "quarter") else AUDITS

    def _drawn(self, audits: pd.DataFrame) -> pd.DataFrame:
        """
        The audits drawn at random for a monthly estimate, or, without such a design, at random at all.

        Where designs are not described every audit counts: it comes with its inclusion probability.
        """
        if not self._rows.holds("sample_designs"):
            return audits
        designs = self._rows.table("sample_designs")
        designs = designs[designs["is_probability"].astype(bool)]
        monthly = designs[designs["purpose"] == "monthly_estimate"]
        return audits[audits["design_id"].isin((designs if monthly.empty else monthly)["design_id"])]

    def _delivered(self, split: tuple[str, ...], when: When) -> dict[tuple[str, ...], int]:
        if self._rows.why_none(LABELS, when):
            return {}
        return volume.delivered(self._rows.cut(LABELS, when, split), split)

    def _time_share(self, name: str, states: tuple[str, ...], by: By) -> Estimates:
        found = self._ask("utilisation", TIMES, by, None, productivity.utilisation, states=states)
        return dataclasses.replace(found, name=name)


def _usual(by: str | None) -> When:
    """Weeks are asked of the whole window, everything else of the period."""
    return "window" if by == "week" else "period"


def _midnight(day: dt.date, zone: ZoneInfo) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), zone).astimezone(dt.UTC)
