"""What was asked for, delivered and put right."""

from __future__ import annotations

MEANINGS = {
    "requests": {
        "request_id": ("The request.", "r-0007"),
        "created_at": ("When it was made.", "2026-09-28T09:09:00Z"),
        "accepted_at": ("When it was taken on.", "2026-09-29T01:43:00Z"),
        "sop_final_at": ("When the procedure for it was ready.", "2026-09-30T08:54:00Z"),
        "first_label_at": ("When its first label was submitted.", "2026-10-01T10:29:28Z"),
        "due_at": ("When it was to be delivered.", "2026-10-25T00:00:00Z"),
        "delivered_at": ("When all of it was delivered; empty until then.", "2026-10-24T07:53:00Z"),
        "cancelled_at": ("When it was called off.", "2026-10-20T08:00:00Z"),
        "priority": ("How urgent it is, in the company's own word.", "normal"),
        "volume_requested": ("Labels asked for.", "31560"),
        "volume_delivered": ("Labels delivered.", "31560"),
        "quality_target": ("Share of its labels that must be right.", "0.95"),
        "rework_of": ("The request whose labels it puts right.", "r-0003"),
    },
    "deliveries": {
        "batch_id": ("The batch.", "b-0232"),
        "delivered_at": ("When it was handed over; puts it in its period.", "2026-10-24T07:53:00Z"),
        "n_labels": ("Labels in it.", "4293"),
        "lot_n": ("Labels that its acceptance sample had.", "80"),
        "lot_c": ("Wrong ones in the sample that are still tolerated.", "7"),
        "lot_verdict": ("What acceptance sampling found.", "accepted"),
        "consumer": ("What the labels are used for.", "training"),
    },
    "actions": {
        "action_id": ("The action.", "c-0012"),
        "opened_at": ("When it was decided.", "2026-10-12T09:00:00Z"),
        "risk_id": ("The risk that it answers, as a report names it.", "site_drop:SG:alder-tampines"),
        "scope_type": ("What kind of thing it is about.", "site"),
        "scope_id": ("The market, vendor, site, team, person or queue that it is about.", "alder-tampines"),
        "type": ("What is done, in the company's own word.", "coaching"),
        "owner_role": ("Who has to do it: a role, no person's name.", "lead"),
        "vendor_visible": ("Whether the vendor may read of it.", "true"),
        "due_at": ("When it was to be done.", "2026-11-09T09:00:00Z"),
        "closed_at": ("When it was done or called off.", "2026-10-30T15:00:00Z"),
        "status": ("How it stands.", "done"),
        "expected_effect_pp": ("What it should bring, in percentage points.", "2.0"),
        "verify_metric": ("The measure by which that is looked at.", "accuracy"),
        "verify_days": ("Days after it was done over which that is looked at.", "28"),
    },
}
