"""The totals of a report: each has a name of its own, and is defined here and nowhere else."""

from __future__ import annotations

MADE = ("label made", "labels made")

TOTALS: dict[str, tuple[str, str]] = {
    "made": (
        "Labels made",
        "given in the period, by business day; neither answers to gold items, skips nor removed work",
    ),
    "work": ("Work done", "labels made, skips and removed work: what audits are drawn from"),
    "frame": ("Frame", "work done as the audits' own sampling frames count it, of strata with a verdict"),
    "decisions": ("Decisions", "work done and answers to gold items: all that people decided"),
    "audits": (
        "Audits",
        "of labels made in the period, whenever they were audited; unsure ones count in no figure",
    ),
    "gold": ("Answers to gold items", "given in the period on items whose right answer is known"),
    "handed_over": (
        "Labels handed over",
        "in batches handed over in the period, whenever they were made. Lots are such batches",
    ),
    "wrong_made": ("Wrong labels made", "estimated: labels made, times one less their accuracy"),
    "wrong_handed_over": (
        "Wrong labels handed over",
        "estimated: of labels handed over, by the audits of their batches, less those corrected before",
    ),
    "delivered": (
        "Delivered",
        "of requests: labels handed over for them since the first day of the history",
    ),
}
"""Name and rule by key, in the order in which they are printed."""
