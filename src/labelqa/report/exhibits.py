"""What a notebook may show of its estimates: charts and tables, each with its data and its figures."""

from __future__ import annotations

from collections.abc import Sequence

from ..components import Prose
from ..estimates import Estimates, Target
from ..measures import comparison, control_charts
from ..measures.agents import coaching
from . import words
from .agent_table import coaching_table
from .charts.caterpillar import caterpillar
from .charts.control import control_chart
from .charts.forest import forest
from .charts.funnel import funnel
from .charts.time_bar import time_bar
from .confusion_tables import matrix_table, pairs_table
from .display import Display, only_estimates
from .procedures import Change
from .questions import By
from .records import records
from .requests_table import open_requests
from .tables import coverage_table, result_table, side_by_side
from .vocabulary import PLURALS, term

FEWEST_UNITS = 3  # a funnel of two shows no more than their intervals do


class Exhibits(Display):
    """Charts and tables take Estimates only; without rows they say in one line why there are none."""

    def forest(self, estimates: Estimates, *, target: Target | None = None) -> None:
        """Values side by side with their intervals, against the target."""
        if self._there(estimates):
            self._stage.emit(forest(self._setting, estimates, target, _id("forest", estimates)))

    def result_table(self, estimates: Estimates, *, target: Target | None = None) -> None:
        """One row per value of `by`: n, value, interval and verdict."""
        if self._there(estimates):
            self._stage.emit(result_table(self._setting, estimates, target, _id("results", estimates)))

    def side_by_side(self, title: str, *measures: Estimates) -> None:
        """Several measures by the same column, one row per value, each with its interval."""
        there = [estimates for estimates in measures if self._there(estimates)]
        if there:
            self._stage.emit(side_by_side(self._setting, title, there, _id("measures", there[0])))

    def control_chart(
        self, weekly: Estimates, *, target: Target | None = None, marks: Sequence[Change] = ()
    ) -> None:
        """Weekly values on Laney p′ limits from the weeks before the period."""
        if not self._there(weekly):
            return
        before = sum(by["week"] < self._setting.context.period.start.isoformat() for by, _ in weekly)
        control = control_charts.laney(weekly, baseline=before or None)
        self._stage.emit(control_chart(self._setting, weekly, control, target, marks, _id("trend", weekly)))

    def funnel(self, estimates: Estimates, *, target: Target | None = None) -> None:
        """Units against their sample sizes, inside limits around their common value."""
        if not self._there(estimates):
            return
        forms = PLURALS[estimates.by[0]]
        if len(estimates) < FEWEST_UNITS:
            count = words.plural(len(estimates), forms, self._setting.numerals)
            there = "is" if len(estimates) == 1 else "are"
            needed = words.spelt(FEWEST_UNITS, self._setting.numerals)
            text = f"There {there} only {count}; a funnel needs {needed}."
            judged = self._setting.verdicts(estimates, target)
            self._stage.emit(Prose(paragraphs=(text,), figures=records(estimates, judged)))
            return
        rows = estimates.rows
        centre = float((rows["value"] * rows["n_eff"]).sum() / rows["n_eff"].sum())
        judged = comparison.funnel(estimates, centre)
        self._stage.emit(funnel(self._setting, estimates, judged, centre, target, _id("funnel", estimates)))

    def caterpillar(self, agents: Estimates) -> None:
        """Agents from lowest to highest, those surely below their target in red."""
        if self._there(agents):
            target, counted = self.target_of_agents(), self.counted_of_agents()
            self._stage.emit(caterpillar(self._setting, agents, target, counted, _id("agents", agents)))

    def coaching_table(self, agents: Estimates, *, most: int) -> None:
        """The agents whom coaching would help most, at most `most`; nothing without a target."""
        target = self.target_of_agents()
        if not (len(only_estimates(agents)) and target):
            return
        if len(coached := coaching(agents, most)):
            self._stage.emit(coaching_table(self._setting, agents, coached, target, "coaching-list"))
        else:
            self.prose("Nobody is below the target surely enough to be listed for coaching.")

    def pairs_table(self, pairs: Estimates) -> None:
        """The costliest confusions."""
        if self._there(pairs):
            self._stage.emit(pairs_table(self._setting, pairs, self.severity(), "confusion-pairs"))

    def worst_matrix(self, by_queue: Estimates) -> None:
        """The confusion matrix of the queue that is most surely low: by its interval's upper end."""
        if not self._there(by_queue):
            return
        queue = str(by_queue.rows.sort_values(["high", "queue_id"]).iloc[0]["queue_id"])
        matrix, audits = self.confusion_matrix(queue)
        self._stage.emit(matrix_table(self._setting, matrix, queue, audits, "confusion-matrix"))

    def coverage_table(self, coverage: Estimates, accuracy: Estimates) -> None:
        """Labels, audits and what the audits are worth, one row per value of `by`."""
        if self._there(coverage):
            self._stage.emit(coverage_table(self._setting, coverage, accuracy, _id("coverage", coverage)))

    def open_requests(self) -> None:
        """The requests not delivered by the end of the period."""
        if self._rows.why_none("requests"):
            return
        table = open_requests(self._setting, self._rows.table("requests"), "open-requests")
        if table.rows:
            self._stage.emit(table)
        else:
            self.prose(f"No request was open at the end of {self._setting.period}.")

    def time_bar(self, by: By = "site") -> None:
        """How paid time went: handling, waiting, internal and external shrinkage."""
        parts = self.time_parts(by)
        if self._there(parts[0][1]):
            self._stage.emit(time_bar(self._setting, parts, f"time-by-{by}"))

    def _there(self, estimates: Estimates) -> bool:
        """Whether there are values to show; else a line says why not, with the absent figure on record."""
        if only_estimates(estimates).rows["value"].notna().any():
            return True
        text = words.sentence(f"{term(estimates.name).label}: {words.reason(estimates.only())}")
        self._stage.emit(Prose(paragraphs=(text,), figures=records(estimates)))
        return False


def _id(kind: str, estimates: Estimates) -> str:
    return f"{kind}-{estimates.figure}".replace(".", "-").replace("_", "-")
