"""A notebook's way in: open one extract, ask, and show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from ..contracts import CANONICAL
from ..extracts import Extract, open_extract
from ..signs import isolated
from . import clearing
from .data import queries
from .data.rows import Rows, When
from .data.setting import Setting
from .data.targets import targets_of
from .exhibits import Exhibits
from .language.numerals import Numerals
from .page.stage import Show, Stage, jupyter
from .sections.impact.words import CONSUMERS, KINDS

_STATES = CANONICAL["time"].column("state").values  # noqa: PD011 - of a column, not of a frame
_NAMED = {
    "site_id": "sites",
    "vendor_id": "vendors",
    "queue_id": "queues",
    "label_id": "label_classes",
    "ref_label_id": "label_classes",
}


class Report(Exhibits):
    """
    One edition's data and everything a notebook can do with it.

    Ask for a measure (`r.accuracy(by="site")`), show it (`r.forest(...)`), or ask in SQL.
    """

    def table(self, name: str) -> pd.DataFrame:
        """
        A table of the extract, with all its rows: of the whole window, where they have a time.

        Raises ParamsError for a table that no report knows, DataError for one that this extract lacks.
        """
        self._rows.require(name, "r.table, name")
        return self._rows.table(name).copy()

    def sql(self, query: str, *, span: When = "period") -> pd.DataFrame:
        """
        The result of an SQL query (DuckDB) over the extract's tables.

        Of a table whose rows have a time it sees those of `span`: the period, or with span="window" all there
        are. Raises ParamsError for a query that names what there is not.
        """
        return queries.answer(self._rows, query, span)


def open_report(extract: str | Path, *, show: Show = jupyter) -> Report:
    """
    Open and verify an extract's folder.

    A vendor's extract gives a report whose every answer is cleared for it. Raises DataError where a file
    was altered. `show` takes the MIME bundle of each component.
    """
    opened = open_extract(Path(extract))
    if opened.context.vendor is None:
        return Report(Rows(opened), setting_of(opened), Stage(show))
    stage = Stage(show, clearing.check)
    report: Report = clearing.gated(Report)(Rows(opened), setting_of(opened), stage)
    return report


def setting_of(extract: Extract) -> Setting:
    """What every exhibit of a market's report needs to know."""
    context = extract.context
    table = extract.table("targets") if "targets" in extract.tables() else None
    last_day = context.period.end - dt.timedelta(days=1)
    targets = targets_of(table, context.market.id, last_day, vendor=context.vendor)
    return Setting(context, Numerals(context.market.locale), names_of(extract), targets)


def names_of(extract: Extract) -> Mapping[str, Mapping[str, str]]:
    """What ids are called, by column, to stand in a text; an id with two names keeps itself."""
    names = {
        "state": {state: state.replace("_", " ").capitalize() for state in _STATES},
        "consumer": {**CONSUMERS},
        "kind": {**KINDS},
    }
    for column, table in _NAMED.items():
        if table not in extract.tables():
            continue
        frame = extract.table(table)
        key = "label_id" if column == "ref_label_id" else column
        if "name" not in frame:
            continue
        named = frame[[key, "name"]].dropna().drop_duplicates().drop_duplicates(key, keep=False)
        names[column] = dict(
            zip(named[key].astype(str), map(isolated, named["name"].astype(str)), strict=True)
        )
    return names
