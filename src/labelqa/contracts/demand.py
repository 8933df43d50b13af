"""What was asked for, delivered and put right."""

from __future__ import annotations

from .columns import TableContract
from .declare import MARKET, OPEN, PSEUDONYMOUS, QUEUE, at, count, maybe, number, one_of, ref, text, yes

TABLES = (
    TableContract(
        "requests",
        "A request for labels.",
        ("request_id",),
        (
            ref("request_id"),
            MARKET,
            QUEUE,
            at("created_at", required=True),
            at("accepted_at"),
            at("sop_final_at"),
            at("first_label_at"),
            at("due_at", required=True),
            at("delivered_at"),
            at("cancelled_at"),
            text("priority", OPEN),
            count("volume_requested"),
            count("volume_delivered"),
            number("quality_target", low=0, high=1),
            maybe("rework_of"),
        ),
        retired=(
            "requester_team",
            "sop_version",
        ),
    ),
    TableContract(
        "deliveries",
        "A batch handed over.",
        ("batch_id",),
        (
            ref("batch_id"),
            MARKET,
            maybe("request_id", OPEN, ("requests", "request_id")),
            at("delivered_at", required=True),
            count("n_labels"),
            count("lot_n", required=False),
            count("lot_c", required=False),
            one_of("lot_verdict", "accepted", "rejected", required=False),
            one_of("consumer", "training", "eval", "enforcement"),
        ),
        at="delivered_at",
    ),
    TableContract(
        "actions",
        "A corrective or preventive action.",
        ("action_id",),
        (
            ref("action_id"),
            MARKET,
            at("opened_at", required=True),
            maybe("risk_id"),
            one_of("scope_type", "market", "vendor", "site", "team", "person", "queue"),
            ref("scope_id", PSEUDONYMOUS),
            text("type", OPEN, required=True),
            text("owner_role", OPEN),
            yes("vendor_visible", required=True),
            at("due_at", required=True),
            at("closed_at"),
            one_of("status", "open", "done", "cancelled"),
            number("expected_effect_pp"),
            text("verify_metric", OPEN),
            count("verify_days", required=False),
        ),
        retired=("owner_id",),
    ),
)
