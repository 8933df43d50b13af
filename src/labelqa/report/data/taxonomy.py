"""What a queue offers to choose from, in which order, and what clauses of the SOP are called."""

from __future__ import annotations

import pandas as pd

from ...signs import isolated
from .rows import ExtractReader


def labels_on_offer(rows: ExtractReader) -> dict[str, list[str]]:
    """All labels of each queue's taxonomy, used or not; none where taxonomies are not described."""
    labels: dict[str, list[str]] = _classes(rows).groupby("queue_id")["label_id"].agg(list).to_dict()
    return labels


def places_on_scales(rows: ExtractReader) -> dict[str, dict[str, float]]:
    """The place of each label on its queue's ordinal scale, where it has one."""
    placed = _classes(rows).dropna(subset=["order_index"])
    return {
        str(queue): dict(zip(part["label_id"], part["order_index"].astype(float), strict=True))
        for queue, part in placed.groupby("queue_id")
    }


def members(rows: ExtractReader) -> dict[str, frozenset[str]]:
    """The labels that each combined label is made of; none where each decision is of one label."""
    if not rows.holds("label_classes") or "member_ids" not in (classes := rows.table("label_classes")):
        return {}
    sets = classes[classes["member_ids"].notna()]
    return {
        str(label): frozenset(filter(None, each))
        for label, each in zip(sets["label_id"], sets["member_ids"], strict=True)
    }


def clause_titles(rows: ExtractReader) -> dict[str, str]:
    """The titles of clauses by id; of several versions the last one's."""
    if not rows.holds("sop_clauses"):
        return {}
    table = rows.table("sop_clauses").sort_values("sop_version")
    titles = table["title"].astype(str).map(isolated)
    return dict(zip(table["clause_id"].astype(str), titles, strict=True))


def _classes(rows: ExtractReader) -> pd.DataFrame:
    columns = ["queue_id", "label_id", "order_index"]
    if not (rows.holds("queues") and rows.holds("label_classes")):
        return pd.DataFrame(columns=columns)
    classes = rows.table("label_classes")
    if "order_index" not in classes:
        classes = classes.assign(order_index=None)
    return rows.table("queues").merge(classes, on="taxonomy_version")[columns]
