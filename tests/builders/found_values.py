"""What labelqa's measures find in a public data set, laid out as the reference values are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

from labelqa.estimates import Z95, Estimate, Unit
from labelqa.measures import accuracy, agreement, dawid_skene
from labelqa.measures.clusters import clustered_ratio
from labelqa.measures.confusion import matrix
from labelqa.measures.proportions import wilson
from labelqa.measures.quantiles import quantile
from labelqa.measures.ratings import independent, ratings

ITEM, LABEL, GOLD = "item_id", "label_id", "ref_label_id"
PARTS = {"market_id": "by_market", "vendor_id": "by_vendor", "batch_id": "by_batch"}
QUANTILES = (0, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1)
FEWEST_GOLD = (1, 10, 30)
CROWD_KIT_ADDS = 1e-10  # the least that crowd-kit counts of any label
Found = dict[str, Any]


def of(rows: pd.DataFrame) -> Found:
    """Everything that the reference values say of a set."""
    found = counted(rows)
    if GOLD in rows:
        rows = rows.assign(correct=rows[LABEL] == rows[GOLD])
        found["gold"] = against_gold(rows)
    if rows[LABEL].notna().all():
        found["agreement"] = agreements(rows)
        found["consensus"] = consensus(rows)
    found["rater_distribution"] = raters(rows)
    found["time"] = times(rows) if rows["seconds"].notna().any() else None
    found["calendar"] = calendar(rows) if "started_at" in rows else None
    return found


def counted(rows: pd.DataFrame) -> Found:
    """What is there: counts, not measures."""
    found: Found = {
        "rows": len(rows),
        "raters": rows["person_id"].nunique(),
        "items": rows[ITEM].nunique(),
        "label_counts": rows[LABEL].value_counts().to_dict(),
        "duplicate_rater_item_rows": len(rows) - len(_first(rows)) if rows[LABEL].notna().all() else 0,
        "missing_labels": int(rows[LABEL].isna().sum()),
    }
    for column, name in (("market_id", "market"), ("vendor_id", "vendor")):
        if column in rows:
            found[f"rows_by_{name}"] = rows[column].value_counts().to_dict()
            places = rows.drop_duplicates(["person_id", column])["person_id"].value_counts()
            found[f"raters_with_more_than_one_{name}"] = int((places > 1).sum())
    return found


def right(rows: pd.DataFrame) -> Found:
    """accuracy.on_gold_rows has the value and Wilson's interval, clustered_ratio the one by raters."""
    plain = accuracy.on_gold_rows(rows).only()
    people = clustered_ratio(rows.assign(answers=1), "correct", "answers").iloc[0]
    return {
        "n": plain.n,
        "correct": round(plain.value * plain.n),
        "accuracy": plain.value,
        "wilson95": [plain.low, plain.high],
        "raters": int(people["people"]),
        "cluster95": [people["value"] - Z95 * people["se"], people["value"] + Z95 * people["se"]],
        "cluster_se": people["se"],
        "design_effect": plain.n / accuracy.on_gold(rows).only().n_eff,
    }


def against_gold(rows: pd.DataFrame) -> Found:
    """Accuracy, the table of gold and given labels, and what follows from it."""
    labels = sorted({*rows[GOLD], *rows[LABEL]})
    verdict = np.where(rows["correct"], "correct", "incorrect")
    cells = matrix(rows.assign(verdict=verdict, incl_prob=1.0)).reindex(index=labels, columns=labels)
    table = cells.fillna(0).to_numpy().T
    precision, recall = (np.diag(table) / table.sum(axis=axis) for axis in (0, 1))
    counts = np.rint(table * len(rows)).astype(int)
    each = zip(labels, precision, recall, counts.sum(axis=1), strict=True)
    found = {
        "overall": right(rows),
        "gold_items": rows[ITEM].nunique(),
        "overall_first_label_only": right(_first(rows)),
        "confusion_rows_gold_cols_label": {"labels": labels, "matrix": counts.tolist()},
        "per_class": {
            label: {"precision": p, "recall": r, "f1": 2 * p * r / (p + r), "gold_rows": int(n)}
            for label, p, r, n in each
        },
        "balanced_accuracy": float(recall.mean()),
    }
    if "market_id" in rows:
        found["by_market"] = {market: right(part) for market, part in rows.groupby("market_id")}
    return found


def agreements(rows: pd.DataFrame) -> Found:
    """Alpha and its kin over all labels, and by market and vendor."""
    found: Found = {"all": agreement_of(rows) | other_coefficients(rows)}
    for column, name in PARTS.items():
        if column in rows:
            found[name] = {key: agreement_of(part) for key, part in rows.groupby(column)}
    return found


def agreement_of(rows: pd.DataFrame) -> Found:
    """Of the items with two first labels or more; Fleiss' kappa where all have equally many."""
    ((_, rated),) = ratings(rows, unit=ITEM)
    counts = rated.queues[0].paired()
    if not len(counts.table):
        return {"items_2plus": 0}
    found = {
        "items_2plus": rated.units,
        "labels_used": rated.labels,
        "raters_per_item": {
            "min": int(counts.per_unit.min()),
            "mean": counts.per_unit.mean(),
            "max": int(counts.per_unit.max()),
        },
        "alpha_nominal": agreement.alpha(rows, unit=ITEM).only().value,
        "mean_pairwise_agreement_per_item": agreement.raw(rows, unit=ITEM).only().value,
    }
    if counts.per_unit.min() == counts.per_unit.max():
        found["fleiss_kappa"] = agreement.kappa(_doubled(rows), unit=ITEM).only().value
    return found


def other_coefficients(rows: pd.DataFrame) -> Found:
    """What irrCAC computed on the items with two labels or more; alpha's interval is labelqa's bootstrap."""
    rows = _doubled(rows)
    return {
        "irrCAC_krippendorff": interval(agreement.alpha(rows, unit=ITEM).only()),
        "irrCAC_gwet_ac1": interval(agreement.ac1(rows, unit=ITEM).only()),
    }


def interval(estimate: Estimate) -> Found:
    """Value, ends and the standard error that their distance shows."""
    reach = 2 * float(stats.t.ppf(0.975, estimate.n - 1))
    ends = [estimate.low, estimate.high]
    return {"value": estimate.value, "ci95": ends, "se": (estimate.high - estimate.low) / reach}


def consensus(rows: pd.DataFrame) -> Found:
    """The model of Dawid and Skene: against gold where there is some, else against the vote."""
    first = _first(rows)
    model = judged(dawid_skene.fit(first, unit=ITEM))
    found: Found = {"items": len(model)}
    if GOLD not in rows:
        return found | {"mv_equals_ds": float(voted(first).eq(model).mean())}
    gold = rows.drop_duplicates(ITEM).set_index(ITEM)[GOLD].reindex(model.index)
    return found | {"dawid_skene": share_right(model == gold)}


def voted(first: pd.DataFrame) -> pd.Series:
    """The label that most gave each item, first in order where several tie."""
    return pd.crosstab(first[ITEM], first[LABEL]).idxmax(axis=1)


def stopped_early(rows: pd.DataFrame, steps: int) -> Found:
    """What `consensus` has of the model, of a fit that was stopped after so many steps."""
    first, model = _first(rows), model_of(rows, most=steps)
    if GOLD in rows:
        gold = rows.drop_duplicates(ITEM).set_index(ITEM)[GOLD]
        return {"dawid_skene": share_right(judged(model) == gold.reindex(model.posterior.index))}
    return {"mv_equals_ds": float(voted(first).eq(judged(model)).mean())}


def model_of(rows: pd.DataFrame, *, most: int) -> dawid_skene.DawidSkene:
    """The model after exactly so many steps, unsmoothed but for what crowd-kit adds."""
    return dawid_skene.fit(_first(rows), unit=ITEM, smoothing=CROWD_KIT_ADDS, tolerance=-1, most=most)


def crowd_kit_steps(rows: pd.DataFrame) -> int:
    """
    After how many steps crowd-kit 1.4.2 stops: where its loss rises by less than 1e-5 a label.

    The loss is meant to be the evidence lower bound, but adds the log-prior once for every label of an
    item, not once for the item, and so may fall while the likelihood still rises.
    """
    before = -np.inf
    for steps in range(1, 101):
        loss = crowd_kit_loss(model_of(rows, most=steps), _first(rows))
        if loss - before < 1e-5:
            return steps
        before = loss
    return 100


def crowd_kit_loss(model: dawid_skene.DawidSkene, first: pd.DataFrame) -> float:
    """The mean over labels of the expected log-joint with its repeated prior, plus the entropy."""
    size = len(model.prior)
    chances = (
        np.log(model.confusion.to_numpy().reshape(-1, size, size)) + np.log(model.prior.to_numpy())[:, None]
    )
    rater = model.confusion.index.get_level_values(0).unique().get_indexer(first["person_id"])
    given = model.prior.index.get_indexer(first[LABEL])
    certainty = model.posterior.to_numpy()
    joint = certainty[model.posterior.index.get_indexer(first[ITEM])] * chances[rater, :, given]
    entropy = -(certainty * np.log(np.where(certainty > 0, certainty, 1))).sum()
    return float((joint.sum() + entropy) / len(first))


def judged(model: dawid_skene.DawidSkene) -> pd.Series:
    """The consensus by item."""
    return model.consensus().set_index(ITEM)[LABEL]


def share_right(correct: pd.Series) -> Found:
    """k of n with Wilson's interval."""
    n, k = len(correct), int(correct.sum())
    return {"n": n, "correct": k, "accuracy": k / n, "wilson95": [float(end) for end in wilson(k, n)]}


def raters(rows: pd.DataFrame) -> Found:
    """Labels of each rater, and each rater's accuracy among those with enough answers."""
    sizes = rows.groupby("person_id").size()
    found: Found = {"raters": len(sizes), "labels_per_rater": quantiles(sizes, Unit.COUNT)}
    if GOLD not in rows:
        return found
    each = rows.groupby("person_id")["correct"].agg(["mean", "size"])
    for fewest in FEWEST_GOLD:
        share = each["mean"][each["size"] >= fewest]
        if len(share) > 1:
            found[f"accuracy_min_gold_{fewest}"] = {
                "raters": len(share),
                "mean": float(share.mean()),
                "sd": float(share.std()),
                "below_0_70": int((share < 0.7).sum()),
                "below_0_90": int((share < 0.9).sum()),
                "quantiles": quantiles(share, Unit.SHARE),
            }
    return found


def quantiles(values: pd.Series, unit: Unit) -> Mapping[str, float]:
    """By the measure that handling times are summed up with."""
    ones = np.ones(len(values), int)
    return {f"{q:g}": quantile(values, ones, q, unit).value for q in QUANTILES}


def times(rows: pd.DataFrame) -> Found:
    """Seconds per item: the mean is sum over sum, as handling time's."""
    seconds = rows["seconds"]
    found: Found = {
        "seconds_per_item": {
            "n": len(seconds),
            "mean": mean(rows),
            "sd": float(seconds.std()),
            "quantiles": quantiles(seconds, Unit.SECONDS),
            "zero_or_negative": int((seconds <= 0).sum()),
        }
    }
    for column, name in PARTS.items():
        if column in rows:
            found[name] = {key: short(part) for key, part in rows.groupby(column)}
    return found


def short(rows: pd.DataFrame) -> Found:
    """n, median, 90th percentile, mean."""
    known = quantiles(rows["seconds"], Unit.SECONDS)
    return {"n": len(rows), "median": known["0.5"], "p90": known["0.9"], "mean": mean(rows)}


def mean(rows: pd.DataFrame) -> float:
    """A ratio of sums over people."""
    return float(clustered_ratio(rows.assign(items=1), "seconds", "items")["value"].iloc[0])


def calendar(rows: pd.DataFrame) -> Found:
    """When work was done: counts of the set, not measures; busy time is a union of pages per person."""
    month = rows["submitted_at"].dt.strftime("%Y-%m")
    by_market = rows.groupby([month, "market_id"]).size()
    pages = rows.drop_duplicates(["person_id", "started_at", "submitted_at"])
    pages = pages.sort_values(["person_id", "started_at", "submitted_at"])
    reached = pages.groupby("person_id")["submitted_at"].cummax().groupby(pages["person_id"]).shift()
    overlap = pages["started_at"] < reached
    busy = pages["submitted_at"] - pages["started_at"].where(~overlap, reached)
    return {
        "first": str(rows["submitted_at"].min()),
        "last": str(rows["submitted_at"].max()),
        "labels_by_month": month.value_counts().to_dict(),
        "raters_by_month": rows.groupby(month)["person_id"].nunique().to_dict(),
        "labels_by_month_market": {m: by_market[m].to_dict() for m in sorted(set(month))},
        "overlapping_page_starts": int(overlap.sum()),
        "union_busy_hours": busy.clip(lower=pd.Timedelta(0)).sum() / pd.Timedelta(hours=1),
        "sum_page_hours": (pages["submitted_at"] - pages["started_at"]).sum() / pd.Timedelta(hours=1),
    }


def on_common_items(one: pd.DataFrame, other: pd.DataFrame) -> Found:
    """Accuracy of two pools of raters on the items that both labelled."""
    common = set(one[ITEM]) & set(other[ITEM])
    pools = [
        rows[rows[ITEM].isin(common)].assign(correct=lambda part: part[LABEL] == part[GOLD])
        for rows in (one, other)
    ]
    gold = [rows.drop_duplicates(ITEM).set_index(ITEM)[GOLD].sort_index() for rows in pools]
    return {
        "common_items": len(common),
        "SP": right(pools[0]),
        "SP_amt": right(pools[1]),
        "gold_equal_on_common": bool(gold[0].equals(gold[1])),
    }


def _first(rows: pd.DataFrame) -> pd.DataFrame:
    return independent(rows, ITEM)


def _doubled(rows: pd.DataFrame) -> pd.DataFrame:
    """The first labels of the items that have two or more."""
    first = _first(rows)
    return first[first.groupby(ITEM)[LABEL].transform("size") > 1]
