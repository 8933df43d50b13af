"""Who labels, where, and what was agreed with them."""

from __future__ import annotations

from .columns import TableContract
from .declare import (
    COMMERCIAL,
    MARKET,
    OPEN,
    PSEUDONYMOUS,
    VALIDITY,
    at,
    maybe,
    number,
    on,
    one_of,
    ref,
    text,
    yes,
)

TABLES = (
    TableContract(
        "markets",
        "Where labels are made and used.",
        ("market_id",),
        (
            MARKET,
            text("name", OPEN, required=True),
            text("region", OPEN),
            text("timezone", OPEN, required=True),
            text("languages", OPEN),
        ),
    ),
    TableContract(
        "vendors",
        "Who employs the labellers.",
        ("vendor_id",),
        (
            ref("vendor_id"),
            text("name", COMMERCIAL, required=True),
            maybe("holding_id"),
            yes("peer_benchmark_consent"),
        ),
        by_market=False,
        retired=("contract_tier",),
    ),
    TableContract(
        "sites",
        "A vendor's workplace.",
        ("site_id",),
        (
            ref("site_id"),
            maybe("vendor_id", OPEN, ("vendors", "vendor_id")),
            text("name", OPEN, required=True),
        ),
        by_market=False,
        retired=(
            "city",
            "timezone",
            "open_date",
        ),
    ),
    TableContract(
        "people",
        "Who worked where, and from when to when.",
        ("person_id", "valid_from", "vendor_id"),
        (
            ref("person_id", PSEUDONYMOUS),
            *VALIDITY,
            one_of("role", "agent", "qa", "sme", "lead", "policy"),
            maybe("vendor_id", OPEN, ("vendors", "vendor_id")),
            maybe("site_id", OPEN, ("sites", "site_id")),
            maybe("team_id"),
            on("hire_date"),
            on("production_start"),
            one_of("status", "active", "leave", "left", required=False),
            on("left_date"),
            number("fte", low=0, high=1.5),
            text("ramp_track", OPEN),
        ),
        by_market=False,
        retired=(
            "lead_id",
            "language",
        ),
    ),
    TableContract(
        "targets",
        "What was agreed.",
        ("metric", "market_id", "vendor_id", "queue_id", "role", "tenure_band", "valid_from"),
        (
            ref("metric"),
            maybe("market_id"),
            maybe("vendor_id"),
            maybe("queue_id"),
            maybe("role"),
            maybe("tenure_band"),
            *VALIDITY,
            number("target", required=True),
            number("floor"),
            one_of("direction", "at_least", "at_most"),
            text("source"),
        ),
        by_market=False,
        retired=("credit_malus",),
    ),
    TableContract(
        "incidents",
        "Something that happened and must be known to read a chart.",
        ("incident_id",),
        (
            ref("incident_id"),
            MARKET,
            at("started_at", required=True),
            at("ended_at"),
            text("note", required=True),
            maybe("site_id"),
        ),
        retired=("type",),
    ),
)
