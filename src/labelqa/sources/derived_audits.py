"""Audits that stand in rows of labels, with the design that their weights tell of, or none."""

from __future__ import annotations

from ..contracts.decisions import NO_DESIGN
from ..engines import Engine

WEIGHTED = "labels"
UNKNOWN_AUDITOR = "not-recorded"


def audits(engine: Engine, zone: str, *, weighted: bool) -> str:
    """
    SQL for the audits, in strata of queue and business month.

    With weights a stratum holds those of one weight, and its frame is what they stand for. Without them every
    audit of the queue and month counts alike, as if its labels had been drawn evenly: NO_DESIGN says that
    nobody knows whether they were.
    """
    month = f"SUBSTRING({engine.text(engine.local_date('submitted_at', zone))}, 1, 7)"
    weight = f" || '/' || {engine.text('audit_weight')}" if weighted else ""
    drawn_from = "CASE WHEN NOT COALESCE(is_gold, FALSE) OR audit_verdict IS NOT NULL THEN 1 END"
    rows = (
        f"SELECT *, queue_id || '/' || {month}{weight} AS stratum_id FROM labels_window"
        " WHERE queue_id <> '' AND submitted_at IS NOT NULL"
    )
    counted = (
        "SELECT *, COUNT(audit_verdict) OVER (PARTITION BY stratum_id) AS sample_size,"
        f" COUNT({drawn_from}) OVER (PARTITION BY stratum_id) AS labels FROM ({rows}) AS of_labels"
    )
    frame, probability, design = "labels", "CAST(sample_size AS DECIMAL(18, 6)) / labels", NO_DESIGN
    if weighted:
        frame, design = "CAST(FLOOR(sample_size * audit_weight + 0.5) AS BIGINT)", WEIGHTED
        probability = "1 / audit_weight"
    return (
        "SELECT source_file, source_row, label_event_id AS audit_id, market_id, label_event_id,"
        f" COALESCE(auditor_id, '{UNKNOWN_AUDITOR}') AS qa_person_id, '{design}' AS design_id, stratum_id,"
        f" {probability} AS incl_prob, {frame} AS frame_size, sample_size, submitted_at AS labelled_at,"
        " audit_verdict AS verdict, audit_label_id AS ref_label_id, audit_reason_id AS reason_id,"
        " COALESCE(audited_at, submitted_at) AS audited_at, score"
        f" FROM ({counted}) AS drawn WHERE audit_verdict IS NOT NULL"
    )


def designs() -> str:
    """SQL for the one design of audits that have weights."""
    return (
        f"SELECT source_file, source_row, '{WEIGHTED}' AS design_id, 'monthly_estimate' AS purpose,"
        " 'stratified' AS method, TRUE AS is_probability"
        " FROM (SELECT * FROM audits_source ORDER BY source_file, source_row LIMIT 1) AS audits"
    )
