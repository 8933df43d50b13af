"""Sampling probabilities of a vendor's own: how much of what it did was drawn, stratum by stratum."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

DESIGN, STRATUM, LABEL = "design_id", "stratum_id", "label_id"
SIZE = "size"
Key = tuple[str, ...]
DECISION_KEYS: tuple[Key, ...] = tuple(
    (time, *what)
    for time in ("month", "week")
    for what in (("queue_id",), ("queue_id", LABEL), ("site_id",), ("person_id",), ("person_id", "queue_id"))
)
AUDIT_KEYS: tuple[Key, ...] = tuple(
    (time, *what)
    for time in ("month", "week")
    for what in ((), ("verdict",), ("queue_id",), ("queue_id", "verdict"), ("person_id",))
)
"""What may tell strata apart, the coarsest first; the second is taken where none of them does."""


def own_audits(
    audits: pa.Table, label_days: pa.Table, random: Sequence[str] | None, *, weighted: bool = False
) -> pa.Table:
    """
    A vendor's audits, each stratum's frame, sample and probability counted over its own decisions and audits.

    What a source says of a stratum is of the whole market: less its own, a vendor would have the others'.
    Audits of designs that are not `random` stand for themselves; None takes all for random. Where each
    decision came `weighted`, it stands for as many as its own row says.
    """
    rows = _timed(audits.to_pandas())
    days = _timed(label_days.filter(pc.invert(label_days["is_gold"])).to_pandas())
    days[SIZE] = days["labels"]  # skips and removed work are drawn from, too
    drawn = _counted(rows, days, DECISION_KEYS)
    if random is not None:
        judged = ~rows[DESIGN].isin(list(random))
        drawn.loc[judged, "frame"] = drawn.loc[judged, "sample"]
    if weighted:
        drawn["frame"] = (drawn["sample"] / rows["incl_prob"]).round().astype(int)
    return _with(
        audits,
        frame_size=drawn["frame"],
        sample_size=drawn["sample"],
        incl_prob=drawn["sample"] / drawn["frame"],
    )


def own_reviews(reviews: pa.Table, audits: pa.Table) -> pa.Table:
    """Reviews of a vendor's audits, with the probability that one of these audits of a stratum was drawn."""
    rows, audited = reviews.to_pandas(), _timed(audits.to_pandas())
    known = audited.drop(columns=[DESIGN, STRATUM]).drop_duplicates("audit_id")
    rows = rows[["audit_id", DESIGN, STRATUM]].merge(known, on="audit_id", how="left")
    reviewed = audited[audited[DESIGN].isin(audited.loc[audited["audit_id"].isin(rows["audit_id"]), DESIGN])]
    drawn = _counted(rows, reviewed.assign(**{SIZE: 1}), AUDIT_KEYS)
    return _with(reviews, incl_prob=drawn["sample"] / drawn["frame"])


def _timed(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows with the month and the ISO week of their `local_date`, their categories as plain text."""
    day = pd.to_datetime(rows["local_date"])
    year_and_week = day.dt.isocalendar()
    week = year_and_week["year"].astype(str) + "-W" + year_and_week["week"].astype(str)
    return rows.assign(month=day.dt.strftime("%Y-%m"), week=week)


def _counted(drawn: pd.DataFrame, whole: pd.DataFrame, keys: Sequence[Key]) -> pd.DataFrame:
    """For each row of `drawn` its stratum's `sample`, and its `frame` in `whole`: at least the sample."""
    parts = [_of_design(part, whole, keys) for _, part in drawn.groupby(DESIGN, sort=False, dropna=False)]
    empty = pd.DataFrame({"sample": [], "frame": []}, dtype=int)
    return pd.concat([empty, *parts]).reindex(drawn.index)


def _of_design(drawn: pd.DataFrame, whole: pd.DataFrame, keys: Sequence[Key]) -> pd.DataFrame:
    sample = drawn.groupby(STRATUM, dropna=False)[STRATUM].transform("size")
    frame = drawn[STRATUM].map(_frames(drawn, whole, keys)).fillna(0).round().astype(int)
    return pd.DataFrame({"sample": sample, "frame": frame.where(frame > sample, sample)})


def _frames(drawn: pd.DataFrame, whole: pd.DataFrame, keys: Sequence[Key]) -> pd.Series:
    """
    How much of `whole` each stratum stands for.

    By the first key of which every value lies in one stratum, else by the second, whose values are shared
    out as their draws are.
    """
    key = [*next((key for key in keys if _tells_apart(key, drawn)), keys[1])]
    cells = drawn.groupby([*key, STRATUM], dropna=False).size().rename("drawn").reset_index()
    part = cells["drawn"] / cells.groupby(key, dropna=False)["drawn"].transform("sum")
    sizes = whole.groupby(key, dropna=False)[SIZE].sum().reset_index()
    met = cells.assign(part=part).merge(sizes, on=key)
    met["frame"] = met["part"] * met[SIZE]
    if key[-1] == LABEL:
        met["frame"] *= _grown(met, sizes, key[:-1])
    return met.groupby(STRATUM)["frame"].sum()


def _grown(met: pd.DataFrame, sizes: pd.DataFrame, queue: list[str]) -> pd.Series:
    """By how much each cell grows for the labels of its queue of which nothing was drawn."""
    whole = sizes.groupby(queue, dropna=False)[SIZE].sum().rename("whole").reset_index()
    held = met.groupby(queue, dropna=False)["frame"].transform("sum")
    grown: pd.Series = met[queue].merge(whole, on=queue, how="left")["whole"].to_numpy() / held
    return grown


def _tells_apart(key: Key, drawn: pd.DataFrame) -> bool:
    columns = [column for column in key if column in drawn]
    return len(columns) == len(key) and drawn.groupby(columns, dropna=False)[STRATUM].nunique().max() == 1


def _with(table: pa.Table, **columns: pd.Series) -> pa.Table:
    """The table with these columns in place of its own."""
    for name, values in columns.items():
        place = table.column_names.index(name)
        table = table.set_column(place, name, pa.array(values.to_numpy(), table.schema.field(name).type))
    return table
