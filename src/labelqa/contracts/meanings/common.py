"""Columns that mean the same in every table that has them."""

from __future__ import annotations

MEANINGS = {
    "market_id": ("The market: the name of its file in params/markets.", "SG"),
    "person_id": ("Who it was: an id, never a name; the same in every table.", "p-0098"),
    "item_id": ("What was labelled: a post, a picture, a call.", "i-212501"),
    "queue_id": ("The stream of work that it belongs to.", "comments"),
    "vendor_id": ("The vendor; empty of the company's own people.", "alder"),
    "site_id": ("The workplace.", "alder-tampines"),
    "request_id": ("The request for labels that it serves.", "r-0007"),
    "label_event_id": ("The decision that was looked at.", "d-209319"),
    "audit_id": ("The audit that it is about.", "a-8840"),
    "session_id": ("The calibration session.", "s-6"),
    "design_id": ("The sample design by which it was drawn.", "monthly"),
    "stratum_id": ("The part of the frame that it was drawn from.", "2026-10/comments"),
    "incl_prob": ("The probability with which it was drawn.", "0.08"),
    "taxonomy_version": ("The set of classes among which is chosen.", "comments-2026"),
    "sop_family": ("The standard operating procedure, whatever its version.", "sop-comments"),
    "sop_version": ("The version of the procedure that was followed.", "v3"),
    "clause_id": ("The clause of the procedure that it is about.", "3.2"),
    "label_id": ("The class that was chosen.", "spam"),
    "ref_label_id": ("The class that is right.", "spam"),
    "final_label_id": ("The class that stands in the end.", "spam"),
    "overlap_group_id": ("What the double labels of one item have in common.", "g-209076"),
    "spans": ("The marked stretches of the text: start-end:class, the end not included.", "0-4:spam"),
    "boxes": ("The boxes drawn: x,y,width,height:class, in any one unit.", "10,20,110,90:spam"),
    "labelled_at": ("When the audited decision was submitted.", "2026-10-05T01:00:12Z"),
    "valid_from": ("The first day on which the row holds.", "2026-01-01"),
    "valid_to": ("The first day on which it no longer holds; empty while it does.", "2027-01-01"),
}
