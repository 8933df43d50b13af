"""Figures of record from an analyst's own rows, which every exhibit takes like those of sections."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
import warnings

import pandas as pd

from ...errors import ParamsError, Problem
from ...estimates import Estimates, Unit
from ...measures import own_rows as measures
from ...measures.grouping import named
from ...measures.volume import counts
from ..data.arguments.known import quoted
from ..data.arguments.shapes import InnerShare
from ..data.gate import of_any_work
from ..data.own_rows import OwnRows, own_rows
from ..language.messages import Message
from ..language.terms import Term
from ..language.vocabulary import declare_own
from . import own_words as words
from .frame_columns import UnitName
from .frames import days_said
from .section_exhibits import SectionExhibits

By = str | tuple[str, str] | None
PREFIX = "own."


class OwnMeasures(SectionExhibits):
    """
    All take rows, which `r.rows`, `r.sql` and pandas give, and a `name` that says what the figure is.

    `by` is a column, or two. Rows of one person_id are alike, so intervals count people; rows without that
    column are independent. Rows without a value do not count, those that name no `by` are "unknown".
    `r.target(at_least=0.9, of=figure)` is what every exhibit then judges the figure by. In a vendor's edition
    nothing is told of fewer than ten rows, and all numbers are on their units' steps.
    """

    @of_any_work
    def share(
        self,
        rows: pd.DataFrame,
        column: str,
        *,
        name: str,
        by: By = None,
        weight: str = "",
    ) -> Estimates:
        """
        The share of rows whose column is true, or 1; `weight` is the column of a sample's weights.

        >>> r.share(r.rows("gold_answers"), "correct", name="Right on gold", by="queue")
        """
        asked = own_rows(rows, by, weight=weight, where="r.share")
        made = asked.made(value=asked.yes_or_no(column))
        figure = self._declared(asked, name, words.SHARE, Unit.SHARE, column=column)
        return _told(asked, measures.own_share(made, figure, asked.by, independent=asked.independent))

    @of_any_work
    def mean(
        self,
        rows: pd.DataFrame,
        column: str,
        *,
        name: str,
        by: By = None,
        unit: UnitName = "index",
        weight: str = "",
    ) -> Estimates:
        """
        The mean of a column of numbers; `unit` says how it prints.

        >>> r.mean(r.rows("label_days"), "labels", name="Labels of a kind a day", by="site")
        """
        asked = own_rows(rows, by, weight=weight, where="r.mean")
        made, in_unit = asked.made(value=asked.numbers(column)), Unit(unit)
        figure = self._declared(asked, name, words.MEAN, in_unit, column=column)
        return _told(asked, measures.own_mean(made, figure, asked.by, in_unit, independent=asked.independent))

    @of_any_work
    def quantile(
        self,
        rows: pd.DataFrame,
        column: str,
        q: InnerShare = 0.5,
        *,
        name: str,
        by: By = None,
        unit: UnitName = "index",
    ) -> Estimates:
        """
        A quantile of a column of numbers, without `q` its median.

        >>> r.quantile(r.rows("label_days"), "labels", 0.9, name="Labels on a long day", unit="count")
        """
        asked = own_rows(rows, by, where="r.quantile")
        made, in_unit = asked.made(value=asked.numbers(column)), Unit(unit)
        figure = self._declared(asked, name, words.QUANTILE, in_unit, column=column, q=f"{q:g}")
        return _told(
            asked, measures.own_quantile(made, q, figure, asked.by, in_unit, independent=asked.independent)
        )

    @of_any_work
    def rate(
        self,
        rows: pd.DataFrame,
        column: str,
        per: str,
        *,
        name: str,
        by: By = None,
        unit: UnitName = "index",
    ) -> Estimates:
        """
        One column's sum over another's: skipped per label, labels per hour.

        >>> r.rate(r.rows("label_days"), "skipped", "labels", name="Skipped", by="site", unit="share")
        """
        asked = own_rows(rows, by, where="r.rate")
        made = asked.made(over=asked.numbers(column, least=0), under=asked.numbers(per, least=0))
        figure = self._declared(asked, name, words.RATE, Unit(unit), column=column, per=per)
        return _told(
            asked, measures.own_rate(made, figure, asked.by, Unit(unit), independent=asked.independent)
        )

    @of_any_work
    def count(
        self,
        rows: pd.DataFrame,
        column: str = "",
        *,
        name: str,
        by: By = None,
    ) -> Estimates:
        """
        How many rows, or how many different values of a column; a complete count, without an interval.

        >>> r.count(r.rows("label_days"), "person_id", name="People at work", by="site")
        """
        asked = own_rows(rows, by, where="r.count")
        said = words.DIFFERENT if column else words.COUNT
        figure = self._declared(asked, name, said, Unit.COUNT, **({"column": column} if column else {}))
        counted = named(asked.counted(column), asked.by)
        return _told(asked, counts(counted, figure, asked.by, "value", "nunique" if column else "sum"))

    def _declared(self, asked: OwnRows, name: str, said: Message, unit: Unit, **slots: str) -> str:
        """The name of the figure of record, whose words and days are known from now on."""
        figure = _figure(name, asked.where)
        self._setting.own_days[Estimates.missing(figure, asked.by, "").figure] = days_said(
            self._setting, asked.days
        )
        measure = self._say(said, **{slot: text.replace("_", " ") for slot, text in slots.items()})
        declare_own(figure, Term(name, measure, words.ROWS_COUNTED, figure, unit, verb=words.VERB), asked.by)
        return figure


def _figure(name: str, where: str) -> str:
    """A figure's name in summary.json: own.right_on_gold. Raises ParamsError where there is none in it."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    found = "_".join(re.findall("[a-z0-9]+", plain))
    if not re.match("[a-z]", found):
        raise ParamsError(
            Problem(
                f"{quoted(name)} gives no name for summary.json",
                f"{where}, name",
                'begin it with a letter from a to z: name="Right on gold"',
            )
        )
    return PREFIX + found


def _told(asked: OwnRows, found: Estimates) -> Estimates:
    """Estimates that say, and an analyst who is told, where a row may stand more than once."""
    if not (column := asked.repeated):
        return found
    flag = words.REPEATED.text.format(column=column)
    warnings.warn(f"{asked.where}: {flag}; rows.drop_duplicates({column!r})", stacklevel=4)
    return dataclasses.replace(found, rows=found.rows.assign(flags=[(*f, flag) for f in found.rows["flags"]]))
