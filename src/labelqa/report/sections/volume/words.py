"""Words for how much was labelled."""

from __future__ import annotations

from ....estimates import Unit
from ...language.terms import LABELS, PEOPLE, Term

TERMS: dict[str, Term] = {
    "volume.labels": Term("Labels made", "Labels made", LABELS, unit=Unit.COUNT, verb="were"),
    "volume.people": Term("People", "People who gave labels", PEOPLE, unit=Unit.COUNT, verb="were"),
}
