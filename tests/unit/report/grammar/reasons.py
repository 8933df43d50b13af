"""Why something is not there: the table is missing in truth, or has no such rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from labelqa.report.data.absence import CALLED, NEVER_HERE, NONE_DRAWN, NONE_HERE
from labelqa.report.language.vocabulary import TERMS

if TYPE_CHECKING:
    from ..claims import Check, Claims

TITLES = ()
_LABELS: dict[str, list[str]] = {}
for _name, _words in TERMS.items():
    _LABELS.setdefault(_words.label.lower(), []).append(_name)
_ONE = f"(?i:{'|'.join(sorted(map(re.escape, _LABELS), key=len, reverse=True))})"
FIXED = (r"(?:[A-Z][\w ]+: )?(?:no request was due|no audit came to a verdict)[.;]?$",)
MADE_OF = {"audits": "audited_labels", "gold": "gold_answers", "time": "time_days", "labels": "label_days"}
ROWS = {"audits": "audited_labels", "answers to gold items": "gold_answers", "time records": "time_days"}
NEVERS = ("requests", "deliveries", "incidents")


def _called(rows: str) -> list[str]:
    """The tables whose rows a vendor's edition calls so."""
    named = [table for table, called in CALLED.items() if called == rows]
    return named or [rows.replace(" ", "_")]


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
        rf"{said}(?i:{NONE_HERE}) (?P<what>[a-z ]+?)[.;]?(?: |$)",
        lambda m: (
            bool(claims.context.vendor)
            and all(not claims.holds(name) or claims.table(name).empty for name in _called(m["what"]))
        ),
    )
    yield (
        rf"{said}(?P<what>(?i:{'|'.join(NEVERS)})) {NEVER_HERE}[.;]?(?: |$)",
        lambda m: bool(claims.context.vendor) and not claims.holds(m["what"].lower()),
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
    yield rf"{said}{NONE_DRAWN}[.;]?$", lambda m: claims.drawn().empty
    yield rf"(?P<names>{_ONE}(?:(?:, | and ){_ONE})*): (?P<why>[^.]+)\.", lambda m: all(
        any(
            figure.value is None and m["why"] in "; ".join(figure.flags)
            for name in _LABELS[label.lower()]
            for found in claims.figures.values()
            for figure in found
            if figure.name.startswith(name)
        )
        for label in re.findall(_ONE, m["names"])
    )  # fmt: skip
