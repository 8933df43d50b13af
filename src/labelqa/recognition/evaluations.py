"""Rows of scorecards: those that sum up others are left out, and scores are read as they are written."""

from __future__ import annotations

from .decisions import restrict
from .drafts import Draft, sql_name
from .profiles import quoted_text


def tidy(draft: Draft) -> None:
    """Leave out rows of totals, and read a score on the scale of 0 to 100."""
    _without_totals(draft)
    _score(draft)


def _without_totals(draft: Draft) -> None:
    words = draft.seen.match.preset.totals if draft.seen.match else ()
    first = next(iter(draft.profile.columns))
    there = (
        [value for value in draft.profile.values(first, at_most=100_000) if value in words] if words else []
    )
    if there:
        listed = ", ".join(map(quoted_text, there))
        restrict(
            draft,
            f"COALESCE({sql_name(first)}, '') NOT IN ({listed})",
            f"rows of {', '.join(there)} left out",
        )


def _score(draft: Draft) -> None:
    """95% and 95 are 95; where no value is above 1 without a sign, they are shares."""
    origin = draft.columns.get("score")
    name = origin if isinstance(origin, str) else (origin or {}).get("column")
    if name is None:
        return
    column, called = draft.profile.columns[name], sql_name(name)
    if any(value.endswith("%") for value in column.examples):
        made = f"CAST(NULLIF(TRIM(REPLACE({called}, '%', '')), '') AS DOUBLE)"
        draft.columns["score"] = {"expression": made}
        draft.why["score"] = f"percent texts on a scale of 0 to 100; {draft.examples(name)}"
    elif column.numeric and all(float(value) <= 1 for value in draft.profile.values(name)):
        draft.columns["score"] = {
            "expression": f"100 * CAST(NULLIF(CAST({called} AS VARCHAR), '') AS DOUBLE)"
        }
        draft.why["score"] = f"guess: shares, since none is above 1; {draft.examples(name)}"
