"""Who labels, where, and what was agreed with them."""

from __future__ import annotations

MEANINGS = {
    "markets": {
        "name": ("The market's name, as printed.", "Singapore"),
        "region": ("The part of the world that it is counted to.", "APAC"),
        "timezone": ("Its IANA time zone.", "Asia/Singapore"),
        "languages": ("The languages of its items.", "en, zh"),
    },
    "vendors": {
        "name": ("The vendor's name, as printed.", "Alder"),
        "holding_id": ("The company that owns it: vendors of one are no strangers to one another.", "alder"),
        "peer_benchmark_consent": ("Whether its rates may be part of what other vendors are told.", "true"),
    },
    "sites": {
        "vendor_id": ("The vendor whose workplace it is.", "alder"),
        "name": ("The workplace's name, as printed.", "Alder Tampines"),
    },
    "people": {
        "role": ("What the person does.", "agent"),
        "team_id": ("The team within the workplace.", "tampines-01"),
        "hire_date": ("The day on which the person was hired.", "2025-11-17"),
        "production_start": ("The first day of work that counts; tenure begins on it.", "2026-01-01"),
        "status": ("Whether the person works, is away for long, or has left.", "active"),
        "left_date": ("The day on which the person left.", "2026-12-31"),
        "fte": ("Share of a full week that is worked.", "1.0"),
        "ramp_track": ("The plan by which a joiner learns.", "standard"),
    },
    "targets": {
        "metric": ("What is agreed on: a measure's name, as docs/figures.md has them.", "accuracy"),
        "market_id": ("The market it is for; empty for all.", "SG"),
        "vendor_id": ("The vendor it is for; empty for all.", "alder"),
        "queue_id": ("The queue it is for; empty for all.", "comments"),
        "role": ("The role it is for; empty for all.", "agent"),
        "tenure_band": ("The tenure it is for; empty for all.", "new"),
        "target": ("The value to reach.", "0.95"),
        "floor": ("The value beyond which a consequence follows.", "0.92"),
        "direction": ("Which side of the target is good.", "at_least"),
        "source": ("Where it is written.", "framework contract, annex 2"),
    },
    "incidents": {
        "incident_id": ("The incident.", "e-1"),
        "started_at": ("When it began.", "2026-10-12T00:00:00Z"),
        "ended_at": ("When it was over; empty while it lasts.", "2026-10-13T00:00:00Z"),
        "note": ("What a reader of a chart must know, in a few words.", "Tool was down"),
        "site_id": ("The workplace that it hit; empty for all.", "alder-tampines"),
    },
}
