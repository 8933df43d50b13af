"""Charts and tables that any measure can be shown in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from ...components import Chart, Prose, Table, Width
from ...errors import ParamsError, Problem
from ...estimates import Estimates, Target
from ...measures import comparison, control_charts
from ..data.arguments.shapes import Many, OwnFigure, Split, SplitShares, WeeklyShares
from ..data.gate import exhibit
from ..data.procedures import Change
from ..language.vocabulary import PLURALS
from . import words
from .arranged import Arrangement, Order
from .control import control_chart
from .forest import forest
from .frame_columns import UnitName
from .frames import OwnExhibit, frame_table
from .funnel import funnel
from .own_figures import figure_chart, require_cleared, require_words
from .records import records
from .section_exhibits import SectionExhibits, exhibit_id
from .side_by_side import side_by_side
from .tables import result_table

FEWEST_UNITS = 3  # a funnel of two shows no more than their intervals do


class Charts(SectionExhibits):
    """They take Estimates only; without rows they say in one line why there are none."""

    @exhibit
    def forest(
        self,
        estimates: Split,
        *,
        target: Target | None = None,
        title: str = "",
        order: Order = "given",
        most: Many | None = None,
    ) -> None:
        """
        Values side by side with their intervals, against the target.

        `order` is "lowest", "highest", "largest" (by n) or "name"; beyond `most` rows only the data file has.

        >>> r.forest(r.accuracy(by="site"), target=r.target("accuracy"), order="lowest")
        """
        target = self._agreed("forest", estimates, target)
        if self._there(estimates):
            chart_id, arranged = exhibit_id("forest", estimates), Arrangement(order, most)
            self._titled(forest(self._setting, estimates, target, chart_id, arranged), title)

    @exhibit
    def table(
        self,
        *measures: Split | pd.DataFrame,
        target: Target | None = None,
        title: str = "",
        order: Order = "given",
        most: Many | None = None,
        measure: str = "",
        columns: Mapping[str, UnitName] | None = None,
    ) -> None:
        """
        One row per value of `by`: of one measure n, value, interval and verdict; several side by side.

        `order` and `most` as `r.forest` has them, of one measure. Raises ParamsError for several without a
        `title`, or with a `target`, an `order` or `most`: they share their rows, and each has its own target.

        A frame of one's own has a `title`, and prints by the types of its columns, or by their units:
        `r.table(frame, title="Volume", columns={"audited": "share"})`. `measure` says what, over which days.
        In a vendor's edition every column of numbers has a unit, and its numbers are on the unit's steps.

        >>> r.table(r.accuracy(by="site"), target=r.target("accuracy"), most=10)
        """
        frames = [each for each in measures if isinstance(each, pd.DataFrame)]
        if frames or measure or columns is not None:
            alone = len(measures) == len(frames) == 1 and target is None and order == "given"
            self._require_own("table", title, fits=alone)
            own = OwnExhibit(self._stage.own_id(title), title, measure)
            self._stage.emit(frame_table(self._setting, frames[0], own, columns or {}, most))
            return
        estimates = [each for each in measures if isinstance(each, Estimates)]
        self._results(estimates, target, title, Arrangement(order, most))

    @exhibit
    def figure(
        self,
        figure: OwnFigure,
        *,
        title: str,
        measure: str,
        alt: str,
        data: pd.DataFrame | None = None,
        width: Width = "full",
    ) -> None:
        """
        A figure of one's own: matplotlib's, its axes, or a grid of seaborn's; drawn as wide as its column.

        `alt` says how it looks, for who cannot see it; `data` go into the data file, else the lines, points
        and bars do. Raises NotebookError in a vendor's edition, unless the report's params say own_figures.

        >>> r.figure(
        >>>     r.rows("label_days")["labels"].plot.hist(),
        >>>     title="Most people label little of a kind a day",
        >>>     measure="Rows by labels, all weeks",
        >>>     alt="Histogram, highest at the left.",
        >>> )
        """
        require_cleared(self._setting, data)
        require_words(title=title, measure=measure, alt=alt)
        own = OwnExhibit(self._stage.own_id(title), title, measure)
        self._stage.emit(figure_chart(self._setting, figure, own, alt, data, width))

    def _results(
        self, measures: Sequence[Estimates], target: Target | None, title: str, arranged: Arrangement
    ) -> None:
        """A table of one measure, or of several side by side."""
        self._alike("table, measures", *measures)
        if len(measures) > 1:
            self._side_by_side(title, measures, alone=bool(target) or arranged != Arrangement())
            return
        (estimates,) = measures
        target = self._agreed("table", estimates, target)
        if self._there(estimates):
            table_id = exhibit_id("results", estimates)
            self._titled(result_table(self._setting, estimates, target, table_id, arranged), title)

    @exhibit
    def control_chart(
        self,
        weekly: WeeklyShares,
        *,
        target: Target | None = None,
        title: str = "",
        marks: Sequence[Change] = (),
    ) -> None:
        """
        Weekly values on Laney p′ limits from the weeks before the period.

        >>> r.control_chart(r.accuracy(by="week"), target=r.target("accuracy"))
        """
        target = self._agreed("control_chart", weekly, target)
        if not self._there(weekly):
            return
        before = sum(by["week"] < self._context.period.start.isoformat() for by, _ in weekly)
        control = control_charts.laney(weekly, baseline=before or None)
        chart_id = exhibit_id("trend", weekly)
        self._titled(control_chart(self._setting, weekly, control, target, marks, chart_id), title)

    @exhibit
    def funnel(self, estimates: SplitShares, *, target: Target | None = None, title: str = "") -> None:
        """
        Units against their sample sizes, inside limits around their common value.

        >>> r.funnel(r.accuracy(by="site"))
        """
        target = self._agreed("funnel", estimates, target)
        if not self._there(estimates):
            return
        forms = PLURALS[estimates.by[0]]
        if len(estimates) < FEWEST_UNITS:
            n = len(estimates)
            text = self._say(words.FEW_UNITS, n=n, units=forms[n != 1], least=FEWEST_UNITS)
            judged = self._setting.verdicts(estimates, target)
            self._stage.emit(Prose(paragraphs=(text,), figures=records(estimates, judged)))
            return
        rows = estimates.rows
        centre = float((rows["value"] * rows["n_eff"]).sum() / rows["n_eff"].sum())
        judged = comparison.funnel(estimates, centre)
        chart_id = exhibit_id("funnel", estimates)
        self._titled(funnel(self._setting, estimates, judged, centre, target, chart_id), title)

    def _require_own(self, shown: str, title: str, *, fits: bool) -> None:
        """Raise ParamsError for an own exhibit without a title, or with what it cannot have."""
        where = f"{self._name}.{shown}"
        if not fits:
            raise ParamsError(
                Problem(
                    "measure and columns are of one frame, which has no target and no order",
                    where,
                    "show frames one by one, in the order of their rows",
                )
            )
        if not title.strip():
            raise ParamsError(Problem("needs a title", where, 'say title="Errors by hour of the day"'))

    def _titled(self, shown: Chart | Table, title: str) -> None:
        """Show an exhibit, under an analyst's own title where there is one."""
        self._stage.emit(shown.model_copy(update={"title": title}) if title else shown)

    def _side_by_side(self, title: str, measures: Sequence[Estimates], *, alone: bool) -> None:
        """`alone` says that something was asked for which only one measure can have."""
        if alone or not title:
            raise ParamsError(
                Problem(
                    "target, order and most are of one measure" if alone else "several measures need a title",
                    f"{self._name}.table",
                    "leave them away, or show one measure" if alone else 'say title="Time by site"',
                )
            )
        if there := self._those_there(*measures):
            self._stage.emit(side_by_side(self._setting, title, there, exhibit_id("measures", there[0])))
