"""What is labelled and by which rules."""

from __future__ import annotations

MEANINGS = {
    "queues": {
        "queue_id": ("The queue.", "comments"),
        "name": ("The queue's name, as printed.", "Comments"),
        "taxonomy_version": ("The set of classes among which its people choose.", "comments-2026"),
        "sop_family": ("The procedure by which they choose.", "sop-comments"),
        "std_seconds": ("", "46"),
    },
    "label_classes": {
        "label_id": ("The class.", "spam"),
        "name": ("The class's name, as printed.", "Spam"),
        "is_violation": ("Whether an item of this class breaks a rule.", "true"),
        "severity_weight": ("", "2"),
        "order_index": ("", "3"),
        "member_ids": ("", "spam|scam"),
    },
    "sop_versions": {
        "sop_version": ("The version.", "v3"),
        "effective_at": ("From when on it is to be followed.", "2026-09-05T00:00:00Z"),
        "change_type": ("How much it changes.", "minor"),
    },
    "sop_clauses": {
        "sop_version": ("The version that has the clause.", "v3"),
        "clause_id": ("The clause.", "3.2"),
        "title": ("The clause's title, as printed.", "Links to shops"),
    },
    "sop_acknowledgements": {
        "sop_version": ("The version that was to be read.", "v3"),
        "acknowledged_at": (
            "When the person confirmed to have read it; empty until then.",
            "2026-09-04T16:05:05Z",
        ),
        "quiz_right": ("Questions of its quiz that were answered right.", "9"),
        "quiz_asked": ("Questions of its quiz.", "10"),
    },
    "sample_designs": {
        "design_id": ("The design.", "monthly"),
        "purpose": ("What the sample is for.", "monthly_estimate"),
        "method": ("How it is drawn; srs is simple random, pps by size.", "stratified"),
        "is_probability": ("Whether chance alone draws, so that it speaks of all.", "true"),
    },
}
