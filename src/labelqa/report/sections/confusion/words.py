"""Words for confusions."""

from __future__ import annotations

from ...language.messages import Message
from ...language.terms import AUDITS, Term

TERMS: dict[str, Term] = {
    "confusion.pairs": Term("Confusions", "Share of labels made, by pair", AUDITS, verb="were"),
}

# the costliest pairs
PAIRS = "The costliest confusions"
PAIRS_MEASURE = Message("Expected wrong labels among those made, {period}, most weighted loss first")
PAIRS_HEADS = ("Audit found", "Labelled as", "Wrong labels", "95% interval", "Of all labels", "Weighted")
PAIRS_NOTE = "Weighted: wrong labels times the greater severity of the two labels."
FIRST = Message("The first {shown} of {n} pairs.")

# a queue's matrix
MATRIX = Message("What audits found: {queue}")
MATRIX_MEASURE = Message(
    "Each row: labels made as the one named, by what audits found, in percent of the row; "
    "{n} {n:audit|audits}, {period}"
)
GIVEN, OF_ALL = "Labelled as", "Of all"
SHADING = Message(
    "Shading marks confusions from {least:share} of the row; the diagonal is agreement with the audit."
)
RARER = Message("{n} rarer {n:label is|labels are} left out.")
FEW = Message("What audits found in {queue}: fewer than {fewest} of each label given.")
