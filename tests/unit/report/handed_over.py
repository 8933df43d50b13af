"""What the fabricated market handed over in weekly batches, and second looks at its verdicts."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .market import Fabricated

CONSUMERS = {"ads": "training", "shop": "enforcement"}


def with_batches(made: Fabricated) -> Fabricated:
    """Every Monday each queue hands over its labels of the week before; some wrong ones were corrected."""
    days = made.frames["label_days"]
    days = days.assign(batch_id=_batch(days))
    keys = ["batch_id", "vendor_id", "site_id", "queue_id", "label_id"]
    held = days.groupby(keys, as_index=False, dropna=False)["labels"].sum()
    audits = made.frames["audited_labels"]
    corrected = (audits["verdict"] == "incorrect") & (np.arange(len(audits)) % 3 == 0)
    audits = audits.assign(delivered_batch_id=_batch(audits), corrected_before_delivery=corrected)
    frames = {"audited_labels": audits, "delivered_labels": held, "deliveries": _deliveries(days)}
    return Fabricated({**made.frames, **frames}, made.missing, made.locale)


def with_reviews(made: Fabricated) -> Fabricated:
    """Of labels passed a tenth, of those failed a half are looked at again; one in twelve is overturned."""
    audits = made.frames["audited_labels"]
    share = np.where(audits["verdict"] == "incorrect", 0.5, 0.1)
    seen = audits.assign(share=share)[np.arange(len(audits)) % np.rint(1 / share) == 0]
    overturned = np.arange(len(seen)) % 12 == 0
    failed = seen["verdict"] == "incorrect"
    final = np.where(overturned, np.where(failed, seen["label_id"], "logo"), seen["ref_label_id"])
    reviews = pd.DataFrame(
        {
            "review_id": "v" + seen["audit_id"],
            "audit_id": seen["audit_id"],
            "reviewer_id": "sme1",
            "design_id": "qa_review",
            "stratum_id": seen["verdict"],
            "incl_prob": seen["share"],
            "review_verdict": np.where(overturned, "overturn", "uphold"),
            "final_label_id": final,
            "labelled_at": seen["audited_at"],
            "reviewed_at": seen["audited_at"],
        }
    )
    return made.with_rows("audit_reviews", reviews)


def _batch(rows: pd.DataFrame) -> pd.Series:
    return "B-" + rows["queue_id"] + "-" + _monday(rows).dt.strftime("%m%d")


def _monday(rows: pd.DataFrame) -> pd.Series:
    day = pd.to_datetime(rows["local_date"])
    return day + pd.to_timedelta(7 - day.dt.day_of_week, unit="D")


def _deliveries(days: pd.DataFrame) -> pd.DataFrame:
    batches = days.assign(monday=_monday(days)).groupby(["batch_id", "queue_id", "monday"], as_index=False)
    batches = batches["labels"].sum()
    return pd.DataFrame(
        {
            "batch_id": batches["batch_id"],
            "market_id": "ID",
            "request_id": None,
            "delivered_at": batches["monday"].dt.tz_localize("UTC") + pd.Timedelta(hours=3),
            "n_labels": batches["labels"],
            "lot_n": 80,
            "lot_c": 7,
            "lot_verdict": np.where(np.arange(len(batches)) % 9 == 0, "rejected", "accepted"),
            "consumer": batches["queue_id"].map(CONSUMERS),
        }
    )
