"""How people's time went, and what they were taught."""

from __future__ import annotations

from .columns import ForeignKey, TableContract
from .declare import (
    ITEM,
    MARKET,
    OPEN,
    PERSON,
    QUEUE,
    a_class,
    at,
    count,
    maybe,
    one_of,
    ref,
    text,
    yes,
)

TABLES = (
    TableContract(
        "time",
        "What a person did from when to when.",
        ("person_id", "start_at"),
        (
            PERSON,
            MARKET,
            at("start_at", required=True),
            at("end_at", required=True),
            one_of(
                "state",
                "handling",
                "waiting",
                "break",
                "lunch",
                "training",
                "coaching",
                "meeting",
                "calibration",
                "system_down",
                "admin",
                "leave",
                "absence",
            ),
            yes("paid", required=True),
        ),
        at="start_at",
        retired=(
            "queue_id",
            "source",
        ),
    ),
    TableContract(
        "schedules",
        "What a person was planned to do.",
        ("person_id", "start_at"),
        (
            PERSON,
            MARKET,
            at("start_at", required=True),
            at("end_at", required=True),
            text("planned_state", OPEN, required=True),
        ),
        at="start_at",
        retired=("published_at",),
    ),
    TableContract(
        "calibration_sessions",
        "A calibration session.",
        ("session_id",),
        (
            ref("session_id"),
            MARKET,
            QUEUE,
            maybe("sop_version"),
            at("held_at", required=True),
        ),
        retired=("facilitator_id",),
    ),
    TableContract(
        "calibration_responses",
        "One participant's answer to one item.",
        ("session_id", "item_id", "person_id", "phase"),
        (
            ref("session_id", OPEN, ("calibration_sessions", "session_id")),
            MARKET,
            ITEM,
            PERSON,
            one_of("phase", "pre", "post"),
            a_class("label_id"),
            a_class("key_label_id"),
            yes("key_challenged"),
            maybe("clause_id"),
        ),
        queue_by=ForeignKey("calibration_sessions", "session_id"),
        retired=("minutes",),
    ),
    TableContract(
        "training",
        "A training module taken.",
        ("person_id", "module_id", "attempt"),
        (
            PERSON,
            MARKET,
            ref("module_id"),
            count("attempt", low=1),
            at("completed_at", required=True),
            yes("passed", required=True),
            maybe("cohort_id"),
        ),
        retired=(
            "score_right",
            "score_asked",
        ),
    ),
)
