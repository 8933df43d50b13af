"""Words for time and productivity."""

from __future__ import annotations

from ....estimates import Unit
from ...language.messages import Message
from ...language.terms import LABELS, PEOPLE, Term

TERMS: dict[str, Term] = {
    "utilisation": Term("Utilisation", "Share of paid time that counts as used", PEOPLE, "utilisation"),
    "occupancy": Term("Occupancy", "Handling as a share of handling and waiting time", PEOPLE, "occupancy"),
    "shrinkage": Term("Shrinkage", "Share of paid time neither handling nor waiting", PEOPLE, "shrinkage"),
    "time.use": Term("Paid time", "Share of all paid time", PEOPLE, head="Share"),
    **{
        f"time.{part.replace(' ', '_')}": Term(part.capitalize(), "Share of paid time", PEOPLE)
        for part in ("handling", "waiting", "internal shrinkage", "external shrinkage")
    },
    "adherence": Term("Adherence", "Share of planned time that was spent as planned", PEOPLE, "adherence"),
    "conformance": Term("Conformance", "Time worked over work planned", PEOPLE, "conformance"),
    "throughput": Term("Throughput", "Labels an hour of handling", PEOPLE, "throughput", Unit.PER_HOUR),
    "throughput.quality_adjusted": Term(
        "Throughput of right labels",
        "Right labels an hour of handling, throughput times accuracy",
        PEOPLE,
        "quality_adjusted_throughput",
        Unit.PER_HOUR,
        "Right labels",
    ),
    "efficiency": Term(
        "Efficiency", "Standard time of the labels over the time they took", PEOPLE, "efficiency", Unit.INDEX
    ),
    "time.per_item.median": Term(
        "Median handling time",
        "Seconds of handling a label",
        LABELS,
        "handling_median",
        Unit.SECONDS,
        "Median",
    ),
    "time.per_item.p90": Term(
        "The 90th percentile of handling time",
        "Seconds of handling a label",
        LABELS,
        "handling_p90",
        Unit.SECONDS,
        "90th percentile",
    ),
    "time.per_item.mean": Term(
        "Mean handling time", "Seconds of handling a label", LABELS, "handling_mean", Unit.SECONDS, "Mean"
    ),
    "time.per_item.trimmed_mean": Term(
        "Trimmed mean handling time",
        "Seconds of handling a label, the 5% longest and the 5% shortest left out",
        LABELS,
        "handling_trimmed",
        Unit.SECONDS,
        "Trimmed mean",
    ),
}

# how paid time went, in bars
TOOK = Message("{part} took {share} of paid time{ends}")
ALIKE, BETWEEN = Message("{both:percent}"), Message("{least:percent} to {most:percent}")
ENDS = Message(", most at {first}, least at {last}")
MEASURE = Message("Share of paid time by {noun}, {period}")
ALT = Message("Stacked bars of paid time, one per {noun}.")
