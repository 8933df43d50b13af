"""Whether the rules were kept: procedures read in time, training passed, audits made as agreed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping

import pandas as pd

from ..estimates import Estimates
from .clusters import PERSON, by_people, clustered_ratio
from .grouping import grouped, named, tabulated
from .proportions import wilson
from .volume import without_gold

VERSION = ["sop_family", "sop_version"]


def obligations(
    label_days: pd.DataFrame,
    acknowledgements: pd.DataFrame,
    families: Mapping[str, str],
    zone: str,
    start: dt.date,
    *,
    grace: int = 0,
) -> pd.DataFrame:
    """
    Who had to have read which SOP version: a row for each person and version labelled on from `start` on.

    `label_days` reaches back as far as there are data, so that `first`, the day of the person's first
    label on the version, is known; `families` gives the SOP family by queue. Columns: person_id,
    vendor_id and site_id (of the first label), sop_family, sop_version, first; acknowledged, the business
    day in `zone`, missing where there is none; labels, unread (those before that day), quiz_right,
    quiz_asked; on_time, whether it was acknowledged by `first`, or `grace` days later.
    """
    rows = label_days.assign(
        sop_family=label_days["queue_id"].map(dict(families)), day=pd.to_datetime(label_days["local_date"])
    ).dropna(subset=VERSION)
    keys, now = [PERSON, *VERSION], pd.Timestamp(start)
    rows = rows.sort_values("day", kind="stable").merge(_read(acknowledgements, zone), on=keys, how="left")
    current = rows["labels"].where(rows["day"] >= now, 0)
    unread = current.where(~(rows["acknowledged"] <= rows["day"]), 0)
    found = (
        rows.assign(labels=current, unread=unread, first=rows["day"])
        .groupby(keys, observed=True)
        .agg(
            dict.fromkeys(
                ["vendor_id", "site_id", "first", "acknowledged", "quiz_right", "quiz_asked"], "first"
            )
            | dict.fromkeys(["labels", "unread"], "sum")
        )
        .reset_index()
    )
    late = found["acknowledged"] - found["first"] > pd.Timedelta(days=grace)
    return found.assign(on_time=found["acknowledged"].notna() & ~late)[found["labels"] > 0]


def acknowledged(owed: pd.DataFrame, by: tuple[str, ...] = ()) -> Estimates:
    """
    Share of the `obligations` that were met on time.

    Interval: Wilson, 95 %, with the people as n_eff: who leaves one version unread tends to leave others.
    """
    name = "compliance.acknowledged"
    if owed.empty:
        return Estimates.missing(name, by, "no label names its SOP version")
    groups = grouped(named(owed, by), by)
    value, people = groups["on_time"].mean(), groups[PERSON].nunique().astype(float)
    low, high = wilson(value * people, people)
    table = pd.DataFrame({"value": value, "low": low, "high": high, "n": groups.size(), "n_eff": people})
    return tabulated(table, name, by, "wilson-effective-n")


def unread(owed: pd.DataFrame, by: tuple[str, ...] = ()) -> Estimates:
    """Share of labels made before their person had acknowledged the SOP version: a count."""
    name = "compliance.unread"
    if owed.empty:
        return Estimates.missing(name, by, "no label names its SOP version")
    sums = grouped(named(owed, by), by)[["unread", "labels"]].sum()
    return _share(sums["unread"], sums["labels"], name, by)


def quiz_score(owed: pd.DataFrame, by: tuple[str, ...] = ()) -> Estimates:
    """Share of right answers in the quizzes on the SOP versions of `obligations`, its interval by people."""
    name = "compliance.quiz"
    taken = owed[owed["quiz_asked"] > 0] if len(owed) else owed
    if taken.empty:
        return Estimates.missing(name, by, "no quiz was taken")
    table = clustered_ratio(named(taken, by).astype({"quiz_right": float}), "quiz_right", "quiz_asked", by)
    return by_people(table.assign(n=table["under"]), name, by, most=1)


def joiners(
    people: pd.DataFrame,
    training: pd.DataFrame,
    zone: str,
    span: tuple[dt.date, dt.date],
    modules: Collection[str] = (),
) -> pd.DataFrame:
    """
    Who began production in `span` (its end exclusive), and whether they were trained by then.

    `trained` is whether all of `modules` were passed by the day of production_start, or any module where
    none is named. Columns: person_id, vendor_id, site_id, production_start, trained.
    """
    begun = pd.to_datetime(people["production_start"])
    start, end = (pd.Timestamp(day) for day in span)
    rows = people.assign(production_start=begun)[(begun >= start) & (begun < end)].drop_duplicates(PERSON)
    day = _business_day(training["completed_at"], zone)
    passed = training.assign(day=day)[training["passed"].astype(bool)].merge(
        rows[[PERSON, "production_start"]], on=PERSON
    )
    passed = passed[passed["day"] <= passed["production_start"]]
    if modules:
        passed = passed[passed["module_id"].isin([*modules])]
    done = rows[PERSON].map(passed.groupby(PERSON)["module_id"].nunique()).fillna(0)
    rows = rows.assign(trained=done >= max(1, len({*modules})))
    return rows[[PERSON, "vendor_id", "site_id", "production_start", "trained"]]


def trained(begun: pd.DataFrame, by: tuple[str, ...] = ()) -> Estimates:
    """Share of `joiners` who had passed their training before production: a count."""
    name = "compliance.trained"
    if begun.empty:
        return Estimates.missing(name, by, "nobody began production")
    groups = grouped(named(begun, by), by)["trained"]
    return _share(groups.sum(), groups.size(), name, by)


def prompt_audits(audits: pd.DataFrame, zone: str, days: int, by: tuple[str, ...] = ()) -> Estimates:
    """Share of audits made within so many business days in `zone`, counted by the calendar: a count."""
    name = "audits.prompt"
    if audits.empty:
        return Estimates.missing(name, by, "no audits")
    lag = _business_day(audits["audited_at"], zone) - pd.to_datetime(audits["local_date"])
    groups = grouped(named(audits, by).assign(prompt=lag <= pd.Timedelta(days=days)), by)["prompt"]
    return _share(groups.sum(), groups.size(), name, by)


def independent_audits(audits: pd.DataFrame, by: tuple[str, ...] = ()) -> Estimates:
    """Share of audits that somebody else made than the one who gave the label: a count."""
    name = "audits.independent"
    if audits.empty:
        return Estimates.missing(name, by, "no audits")
    other = audits["qa_person_id"] != audits[PERSON]
    groups = grouped(named(audits, by).assign(other=other), by)["other"]
    return _share(groups.sum(), groups.size(), name, by)


def audited_enough(
    label_days: pd.DataFrame, audits: pd.DataFrame, least: int, by: tuple[str, ...] = ()
) -> Estimates:
    """
    Share of people with at least `least` audited labels, among those who gave as many: a count.

    Gold items left out; a label drawn by several designs counts once.
    """
    name = "audits.per_person"
    keys = [*by, PERSON]
    made = named(without_gold(label_days), by).groupby(keys, observed=True)["labels"].sum()
    made = made[made >= least]
    if made.empty:
        return Estimates.missing(name, by, f"nobody gave {least} labels")
    drawn = named(without_gold(audits), by).drop_duplicates("label_event_id")
    counts = drawn.groupby(keys, observed=True).size().reindex(made.index, fill_value=0)
    groups = grouped(counts.ge(least).rename("enough").reset_index(), by)["enough"]
    return _share(groups.sum(), groups.size(), name, by)


def _read(acknowledgements: pd.DataFrame, zone: str) -> pd.DataFrame:
    """The acknowledgements that have a time, with its business day."""
    rows = acknowledgements[acknowledgements["acknowledged_at"].notna()]
    rows = rows.assign(acknowledged=_business_day(rows["acknowledged_at"], zone))
    return rows[[PERSON, *VERSION, "acknowledged", "quiz_right", "quiz_asked"]]


def _business_day(instants: pd.Series, zone: str) -> pd.Series:
    return pd.to_datetime(instants, utc=True).dt.tz_convert(zone).dt.tz_localize(None).dt.normalize()


def _share(part: pd.Series, whole: pd.Series, name: str, by: tuple[str, ...]) -> Estimates:
    share = part / whole
    return tabulated(
        pd.DataFrame({"value": share, "low": share, "high": share, "n": whole}), name, by, "count"
    )
