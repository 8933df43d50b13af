"""A request as a notebook's parameters write it down: read, and checked against what there is."""

from __future__ import annotations

import pandas as pd

from ....errors import ParamsError, Problem
from ....measures.inquiry import FEWEST, LEAST
from ....measures.investigation.request import InvestigationRequest

FILTERS = {
    "site": "site_id",
    "vendor": "vendor_id",
    "queue": "queue_id",
    "label": "label_id",
    "sop_version": "sop_version",
    "person": "person_id",
}
"""The columns behind the words of a filter."""
WORDS = {column: name.replace("_", " ").replace("sop", "SOP") for name, column in FILTERS.items()}
"""The words of the columns, as printed."""
_MOST_NAMED = 8


def request(
    question: str, *, where: str = "", rule: str = "", least: float = LEAST, fewest: int = FEWEST
) -> InvestigationRequest:
    """
    What a notebook's parameters ask; `where` has one filter on a line, such as site=batam.

    Raises ParamsError for a filter that is none.
    """
    lines = [line.strip() for line in where.splitlines() if line.strip()]
    pairs = [line.partition("=") for line in lines]
    if wrong := [
        line for line, (name, _, value) in zip(lines, pairs, strict=True) if name not in FILTERS or not value
    ]:
        have = ", ".join(FILTERS)
        raise ParamsError(Problem(f"{wrong[0]!r} filters nothing", "where", f"write site=batam; have {have}"))
    filters = tuple((FILTERS[name], value) for name, _, value in pairs)
    return InvestigationRequest(question, rule, filters, least, fewest)


def check(request: InvestigationRequest, labels: pd.DataFrame) -> None:
    """Raise ParamsError for values that no label of the window has: a typo must not read as "no audits"."""
    problems = []
    for column, values in request.columns.items():
        known = sorted(labels[column].dropna().astype(str).unique())
        named = ", ".join(known[:_MOST_NAMED]) + (", …" if len(known) > _MOST_NAMED else "")
        problems += [
            Problem(f"no label of these weeks has {column} {value!r}", "where", f"have {named}")
            for value in values
            if value not in known
        ]
    if problems:
        raise ParamsError(*problems)
