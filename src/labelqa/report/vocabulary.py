"""What each measure is called: on a tile, in a sentence, on a chart, and in the table of targets."""

from __future__ import annotations

from dataclasses import dataclass

from ..estimates import Unit

Forms = tuple[str, str]  # singular, plural


@dataclass(frozen=True)
class Term:
    """
    The words for one measure.

    `counted` is what its n counts, `metric` its name in the table `targets`, `verb` follows its label,
    and `drawn` says that a larger sample can be had: then a report says how much larger.
    """

    label: str
    measure: str
    counted: Forms
    metric: str = ""
    unit: Unit = Unit.SHARE
    head: str = ""
    verb: str = "was"
    drawn: bool = False

    @property
    def noun(self) -> str:
        """The label inside a sentence."""
        return self.label[0].lower() + self.label[1:]

    @property
    def column(self) -> str:
        """The label over a column."""
        return self.head or self.label


AGENTS = ("agent", "agents")
AUDITS, ANSWERS = ("audit", "audits"), ("answer", "answers")
PEOPLE, LABELS, REQUESTS = ("person", "people"), ("label", "labels"), ("request", "requests")

TERMS: dict[str, Term] = {
    "accuracy.audit": Term(
        "Label accuracy",
        "Share of delivered labels that are right",
        AUDITS,
        "accuracy",
        head="Accuracy",
        drawn=True,
    ),
    "accuracy.critical": Term(
        "Critical accuracy",
        "Share of delivered labels without a critical error",
        AUDITS,
        "critical_accuracy",
        drawn=True,
    ),
    "accuracy.gold": Term(
        "Accuracy on gold items",
        "Share of answers to gold items that are right",
        ANSWERS,
        "gold_accuracy",
        head="Accuracy",
    ),
    "accuracy.gold.rows": Term(
        "Accuracy on gold items with answers taken as independent",
        "Share of answers to gold items that are right",
        ANSWERS,
    ),
    "agents.accuracy": Term(
        "Agent accuracy", "Accuracy of each agent, drawn towards the market's", AUDITS, "accuracy"
    ),
    "requests.on_time": Term(
        "On-time requests",
        "Share of requests due that were delivered by then",
        REQUESTS,
        "on_time",
        verb="were",
    ),
    "utilisation": Term("Utilisation", "Share of paid time that counts as used", PEOPLE, "utilisation"),
    "occupancy": Term("Occupancy", "Handling as a share of handling and waiting time", PEOPLE, "occupancy"),
    "shrinkage": Term("Shrinkage", "Share of paid time neither handling nor waiting", PEOPLE, "shrinkage"),
    "time.use": Term("Paid time", "Share of all paid time", PEOPLE, head="Share"),
    **{
        f"time.{part.replace(' ', '_')}": Term(part.capitalize(), "Share of paid time", PEOPLE)
        for part in ("handling", "waiting", "internal shrinkage", "external shrinkage")
    },
    "throughput": Term("Throughput", "Labels an hour of handling", PEOPLE, "throughput", Unit.PER_HOUR),
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
    "impact.wrong_labels": Term(
        "Wrong labels delivered",
        "Delivered labels that are wrong",
        AUDITS,
        "wrong_labels",
        Unit.COUNT,
        verb="were",
        drawn=True,
    ),
    "audits.coverage": Term(
        "Audit coverage", "Audits as a share of delivered labels", LABELS, "audit_coverage"
    ),
    "volume.labels": Term("Labels", "Labels delivered", LABELS, unit=Unit.COUNT, verb="were"),
    "volume.people": Term("People", "People who gave labels", PEOPLE, unit=Unit.COUNT, verb="were"),
    "audits.blind": Term("Blind audits", "Share of audits that did not see the label", AUDITS, verb="were"),
    "audits.lag.median": Term(
        "Median audit lag", "Seconds from a decision to its audit", AUDITS, unit=Unit.SECONDS
    ),
    "confusion.pairs": Term("Confusions", "Share of delivered labels, by pair", AUDITS, verb="were"),
}

DIMENSIONS = {"week": "week", "site": "site_id", "queue": "queue_id", "vendor": "vendor_id"}
PLURALS: dict[str, Forms] = {
    "week": ("week", "weeks"),
    "site_id": ("site", "sites"),
    "queue_id": ("queue", "queues"),
    "vendor_id": ("vendor", "vendors"),
    "state": ("state", "states"),
}


def term(name: str) -> Term:
    """The words for a measure; an analyst's own measure is called by its dotted name."""
    plain = name.replace(".", " ").replace("_", " ").capitalize()
    return TERMS.get(name, Term(plain, plain, ("observation", "observations")))
