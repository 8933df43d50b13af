"""Which audits an estimate may rest on, and what a wrong label costs: as the tables of a company set it."""

from __future__ import annotations

import pandas as pd


def drawn(audits: pd.DataFrame, sample_designs: pd.DataFrame) -> pd.DataFrame:
    """
    The audits drawn at random for a monthly estimate, or, without such a design, at random at all.

    Where no designs are described every audit counts: it comes with its inclusion probability.
    """
    if sample_designs.empty or audits.empty:
        return audits
    random = sample_designs[sample_designs["is_probability"].astype(bool)]
    monthly = random[random["purpose"] == "monthly_estimate"]
    return audits[audits["design_id"].isin((random if monthly.empty else monthly)["design_id"])]


def severity(label_classes: pd.DataFrame) -> pd.Series:
    """What a wrong label costs, by true label; the greatest where taxonomies differ."""
    if label_classes.empty:
        return pd.Series(dtype=float)
    weights: pd.Series = label_classes.groupby("label_id")["severity_weight"].max().astype(float)
    return weights
