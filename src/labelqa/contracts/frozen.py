"""The tables a snapshot freezes besides the small canonical ones: what the marts make of the large ones."""

from __future__ import annotations

from .columns import ColumnContract, ColumnKind, Privacy, TableContract
from .tables import CANONICAL

OPEN, PSEUDONYMOUS = Privacy.OPEN, Privacy.PSEUDONYMOUS


def _day() -> ColumnContract:
    return ColumnContract(
        "local_date", ColumnKind.DATE, OPEN, about="Business day in the market's time zone."
    )


def _ids(*names: str) -> tuple[ColumnContract, ...]:
    secret = {"person_id", "qa_person_id", "item_id", "label_event_id", "audit_id"}
    return tuple(
        ColumnContract(n, ColumnKind.TEXT, PSEUDONYMOUS if n in secret else OPEN, required=n in secret)
        for n in names
    )


def _counts(*names: str) -> tuple[ColumnContract, ...]:
    return tuple(ColumnContract(n, ColumnKind.INTEGER, OPEN, low=0) for n in names)


def _taken(table: str, *names: str) -> tuple[ColumnContract, ...]:
    return tuple(CANONICAL[table].column(name) for name in names)


WHO = _ids("person_id", "vendor_id", "site_id")
WHAT = _ids("queue_id", "label_id", "sop_version")

_TABLES = (
    TableContract(
        "label_days",
        "Additive daily counts of decisions.",
        ("local_date", "person_id", "queue_id", "label_id", "sop_version", "is_gold"),
        (
            _day(),
            *WHO,
            *WHAT,
            ColumnContract("is_gold", ColumnKind.BOOLEAN, OPEN),
            *_counts("labels", "first_pass", "skipped", "removed", "suggested", "timed", "active_ms"),
        ),
        at="local_date",
    ),
    TableContract(
        "handling_days",
        "Histogram of handling times: bin_ms is a bin's lower bound.",
        ("local_date", "site_id", "queue_id", "bin_ms"),
        (
            _day(),
            *_ids("vendor_id", "site_id", "queue_id"),
            *_counts("bin_ms", "timed", "active_ms"),
        ),
        at="local_date",
    ),
    TableContract(
        "handling_people",
        "Handling times by person, in bins a fifth wide: bin_ms is a bin's lower bound.",
        ("local_date", "person_id", "queue_id", "bin_ms"),
        (
            _day(),
            *WHO,
            *_ids("queue_id"),
            *_counts("bin_ms", "timed"),
        ),
        at="local_date",
    ),
    TableContract(
        "delivered_labels",
        "Additive counts of the labels handed over, gold items left out.",
        ("batch_id", "site_id", "queue_id", "label_id"),
        (
            *_ids("batch_id", "vendor_id", "site_id", "queue_id", "label_id"),
            *_counts("labels"),
        ),
    ),
    TableContract(
        "audited_labels",
        "Audited decisions, newest verdict of each design, with the decision's own columns.",
        ("label_event_id", "design_id"),
        (
            _day(),
            *_ids("audit_id", "label_event_id", "item_id"),
            *WHO,
            *WHAT,
            *_taken(
                "labels", "attempt", "is_gold", "suggested_label_id", "suggestion_shown", "delivered_batch_id"
            ),
            *_taken(
                "audits",
                "qa_person_id",
                "design_id",
                "stratum_id",
                "incl_prob",
                "frame_size",
                "sample_size",
                "blind",
                "verdict",
                "ref_label_id",
                "reason_id",
                "clause_id",
                "critical_class",
                "audited_at",
                "audit_s",
                "corrected_before_delivery",
                "score",
            ),
        ),
        at="local_date",
    ),
    TableContract(
        "gold_answers",
        "Decisions on items whose answer is known, but for those removed since.",
        ("label_event_id",),
        (
            _day(),
            *_ids("label_event_id", "item_id"),
            *WHO,
            *WHAT,
            *_taken("gold", "ref_label_id"),
            ColumnContract("correct", ColumnKind.BOOLEAN, OPEN),
            *_taken("labels", "active_ms", "attempt"),
        ),
        at="local_date",
    ),
    TableContract(
        "removed_answers",
        "Answers to gold items that were removed since: open, superseded or tainted.",
        ("label_event_id",),
        (
            _day(),
            *_ids("label_event_id", "item_id"),
            *WHO,
            *WHAT,
            *_taken("gold", "ref_label_id"),
            ColumnContract("correct", ColumnKind.BOOLEAN, OPEN),
            *_taken("labels", "status", "is_tainted"),
        ),
        at="local_date",
    ),
    TableContract(
        "score_days",
        "Scores of decisions, summed in hundredths of a point.",
        ("local_date", "person_id", "queue_id"),
        (
            _day(),
            *WHO,
            *_ids("queue_id"),
            *_counts("scored", "audited", "points"),
        ),
        at="local_date",
    ),
    TableContract(
        "time_days",
        "Seconds by person, business day and state.",
        ("local_date", "person_id", "state", "paid"),
        (
            _day(),
            *WHO,
            *_taken("time", "state", "paid"),
            *_counts("seconds"),
        ),
        at="local_date",
    ),
    TableContract(
        "adherence_days",
        "Seconds by person, business day, what was planned and what was done; null is nothing.",
        ("local_date", "person_id", "planned_state", "state"),
        (
            _day(),
            *WHO,
            *_ids("planned_state", "state"),
            *_counts("seconds"),
        ),
        at="local_date",
    ),
)

ONLY_IN_MARTS = ("labels", "time", "audits")  # canonical, and too large to be frozen as they are
FROZEN: dict[str, TableContract] = {table.name: table for table in _TABLES}
