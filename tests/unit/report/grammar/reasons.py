"""Why something is not there: the table is missing in truth, or has no such rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..claims import Check, Claims

TITLES = ()
FIXED = (r"(?:[A-Z][\w ]+: )?(?:no request was due|no audit came to a verdict)[.;]?$",)
MADE_OF = {"audits": "audited_labels", "gold": "gold_answers", "time": "time_days", "labels": "label_days"}
ROWS = {"audits": "audited_labels", "answers to gold items": "gold_answers", "time records": "time_days"}


def sentences(claims: Claims) -> Iterator[tuple[str, Check]]:
    """Each reason is looked up in the tables."""
    said = r"(?:[A-Z][\w ,]+: )?"
    yield (
        rf"{said}[Tt]able (?P<name>\w+) is missing: (?P<why>[^.;]+(?:\.yml)?)[.;]?(?: |$)",
        lambda m: (
            not claims.holds(MADE_OF.get(m["name"], m["name"]))
            and claims.context.missing.get(m["name"], "this edition does not hold it") == m["why"]
        ),
    )
    yield (
        rf"{said}[Nn]o (?P<what>{'|'.join(ROWS)}|labels|handling times) in {claims.month}[.;]?(?: |$)",
        lambda m: claims.period(ROWS.get(m["what"], "label_days")).empty,
    )
    yield rf"{said}no (?P<what>site|queue|vendor) is recorded\.", lambda m: (
        claims.period("label_days")[f"{m['what']}_id"].isna().all()
    )  # fmt: skip
    yield (
        rf"{said}(?P<flag>one person is too few for an interval)\.",
        lambda m: any(
            f.value is None and m["flag"] in f.flags for found in claims.figures.values() for f in found
        ),
    )
    yield rf"{said}no audit was drawn at random[.;]?$", lambda m: claims.drawn().empty
