"""What is labelled and by which rules."""

from __future__ import annotations

from .columns import TableContract
from .declare import (
    FAMILY,
    MARKET,
    OPEN,
    PERSON,
    at,
    count,
    number,
    one_of,
    ref,
    text,
    texts,
    yes,
)

TABLES = (
    TableContract(
        "queues",
        "A stream of items under one taxonomy and one SOP family.",
        ("queue_id",),
        (
            ref("queue_id"),
            text("name", OPEN, required=True),
            ref("taxonomy_version"),
            FAMILY,
            number("std_seconds", low=0, about="Standard handling time of one label, in seconds."),
        ),
        by_market=False,
        retired=(
            "task_type",
            "risk_tier",
            "idle_cap_s",
        ),
        from_labels=("queue_id", "queue_name"),
    ),
    TableContract(
        "label_classes",
        "A label of a taxonomy.",
        ("taxonomy_version", "label_id"),
        (
            ref("taxonomy_version"),
            ref("label_id"),
            text("name", OPEN, required=True),
            yes("is_violation", required=True),
            number(
                "severity_weight", required=True, low=0, about="What a wrong label costs, relative to one."
            ),
            count("order_index", required=False, about="Place on an ordinal scale."),
            texts("member_ids", about="The labels that a combined one is made of."),
        ),
        by_market=False,
        retired=(
            "parent_label_id",
            "is_skip",
        ),
        from_labels=("label_id", "label_name", "label_ids", "gold_label_id", "audit_label_id"),
    ),
    TableContract(
        "sop_versions",
        "A version of a standard operating procedure.",
        ("sop_family", "sop_version"),
        (
            FAMILY,
            ref("sop_version"),
            at("effective_at", required=True),
            one_of("change_type", "minor", "major", required=False),
        ),
        by_market=False,
        retired=(
            "published_at",
            "owner",
            "summary",
            "supersedes",
        ),
    ),
    TableContract(
        "sop_clauses",
        "A clause of an SOP version.",
        ("sop_family", "sop_version", "clause_id"),
        (
            FAMILY,
            ref("sop_version"),
            ref("clause_id"),
            text("title", OPEN, required=True),
        ),
        by_market=False,
        retired=(
            "label_ids",
            "clause_hash",
        ),
    ),
    TableContract(
        "sop_acknowledgements",
        "Who has read which SOP version.",
        ("person_id", "sop_family", "sop_version"),
        (
            PERSON,
            MARKET,
            FAMILY,
            ref("sop_version"),
            at("acknowledged_at"),
            count("quiz_right", required=False),
            count("quiz_asked", required=False),
        ),
    ),
    TableContract(
        "sample_designs",
        "How decisions were drawn for audit.",
        ("design_id",),
        (
            ref("design_id"),
            one_of("purpose", "monthly_estimate", "targeted", "ramp", "lot_acceptance", "risk", "review"),
            one_of("method", "srs", "stratified", "pps", "systematic", "judgemental"),
            yes("is_probability", required=True),
        ),
        by_market=False,
        retired=("strata",),
    ),
)
