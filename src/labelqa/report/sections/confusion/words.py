"""Words for confusions."""

from __future__ import annotations

from ...language.terms import AUDITS, Term

TERMS: dict[str, Term] = {
    "confusion.pairs": Term("Confusions", "Share of labels made, by pair", AUDITS, verb="were"),
}
