"""The public data sets of ../shared: who gave which item which label, what is known, how long it took."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

TIMES = "%m/%d/%Y %H:%M:%S"
CROWD = ["person_id", "item_id", "label_id", "ref_label_id", "seconds"]
EXPORT = {
    "_unit_id": "item_id",
    "_worker_id": "person_id",
    "_country": "market_id",
    "_channel": "vendor_id",
    "_started_at": "started_at",
    "_created_at": "submitted_at",
    "selected_answer": "label_id",
}
STANDARD = {
    "orig_id": "item_id",
    "!amt_worker_ids": "person_id",
    "response": "label_id",
    "gold": "ref_label_id",
}


def read(name: str, data: Path) -> pd.DataFrame:
    """A set of the reference values by its name there, as text; seconds are numbers, times are instants."""
    if name == "act_ZenCrowd":
        markets = {market: crowd(f"ZenCrowd_{market.lower()}", data) for market in ("US", "IN")}
        return pd.concat([rows.assign(market_id=m) for m, rows in markets.items()], ignore_index=True)
    if name.startswith("act_"):
        return crowd(name.removeprefix("act_"), data)
    if name.startswith("snow_"):
        return standard(data / "crowdtruth_core" / f"{name.removeprefix('snow_')}.standardized.csv")
    if name == "ctcore_all_time":
        folder = data / "crowdtruth_core"
        paths = sorted([*folder.glob("person-video-*.csv"), *folder.glob("event-text-*.csv")])
        parts = [export(path).assign(batch_id=path.stem, label_id=None) for path in paths]
        return pd.concat(parts, ignore_index=True)
    kind = name.removeprefix("ctcore_person_")
    return export(data / "crowdtruth_core" / f"person-video-{kind}-choice.csv")


def crowd(name: str, data: Path) -> pd.DataFrame:
    """A file of active_crowd_toolkit; seconds are missing where it has four columns."""
    path = data / "active_crowd_toolkit" / f"{name}.csv"
    rows = pd.read_csv(path, names=CROWD, dtype=str, keep_default_na=False, na_values={"seconds": [""]})
    return rows.assign(seconds=rows["seconds"].astype(float))


def standard(path: Path) -> pd.DataFrame:
    """A file of standardised answers; its times are one constant and say nothing."""
    return (
        pd.read_csv(path, dtype=str, keep_default_na=False)
        .rename(columns=STANDARD)
        .assign(seconds=float("nan"))
    )


def export(path: Path) -> pd.DataFrame:
    """A platform's full report; the items of one page share its time."""
    rows = pd.read_csv(path, dtype=str, keep_default_na=False).rename(columns=EXPORT)
    times = {
        name: pd.to_datetime(rows[name], format=TIMES, utc=True) for name in ("started_at", "submitted_at")
    }
    rows = rows.assign(**times)
    page = rows.groupby(["person_id", "started_at", "submitted_at"])["item_id"].transform("size")
    took = (rows["submitted_at"] - rows["started_at"]).dt.total_seconds()
    columns = [name for name in EXPORT.values() if name in rows]
    return rows[columns].assign(seconds=took / page)
