"""Ratios whose observations come in clusters: what one person does is alike, so people are what counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy import stats

from ..estimates import Estimate, Estimates, Unit
from .grouping import Groups, grouped, named, tabulated
from .homogeneity import TINY
from .proportions import Floats, wilson

PERSON = "person_id"
FEW_PEOPLE = 10  # below, an interval that counts people is itself uncertain


def clustered_ratio(frame: pd.DataFrame, over: str, under: str, by: tuple[str, ...] = ()) -> pd.DataFrame:
    """
    The ratio R = sum(over) / sum(under) by group, with its standard error robust to clusters of people.

    Linearised over the G people: se = sqrt(G / (G - 1) sum (over_g - R under_g)^2) / sum(under)
    (Woodruff 1971). With `under` 1 on every row this is least squares on a constant with
    cluster-robust errors (Liang and Zeger 1986). Columns: over, under, value, se, people; se is nan
    where there is but one person. Groups in which `under` sums to 0 are left out.
    """
    rows = named(frame, (*by, PERSON))
    domains = Groups.by(rows, by)
    mine = domains.with_(Groups.by(rows, [PERSON]))
    of_domain = domains.of_groups(mine)
    done, due = (mine.sums(np.nan_to_num(rows[each].to_numpy(float))) for each in (over, under))
    all_done, all_due, people = of_domain.sums(done), of_domain.sums(due), of_domain.sizes
    with np.errstate(divide="ignore", invalid="ignore"):
        value = all_done / all_due
        squares = of_domain.sums((done - value[of_domain.of] * due) ** 2)
        se = np.where(people > 1, np.sqrt(people / (people - 1) * squares), np.nan) / all_due
    table = pd.DataFrame({"over": all_done, "under": all_due, "people": people, "value": value, "se": se})
    return table.set_axis(domains.keys(rows, by))[all_due > 0]


def clustered_product(
    frame: pd.DataFrame, powers: Mapping[str, int], by: tuple[str, ...] = ()
) -> pd.DataFrame:
    """
    The product of powers of sums, prod (sum x_k)^p_k, by group, with its standard error on the log scale.

    `powers` gives p_k by column and sums to 0: a ratio, or a ratio of products, as clustered_ratio is
    the one of 1 and -1. Linearised over the G people: se = sqrt(G / (G - 1) sum_g (sum_k p_k x_kg /
    sum x_k)^2). Columns: value, se, people; se is nan where there is but one person. Groups in which a
    sum is 0 are left out.
    """
    names = list(powers)
    people = _of_people(frame, by)[names].sum().astype(float).reset_index()
    totals = grouped(people, by)[names].transform("sum")
    people, totals = people[(totals > 0).all(axis=1)], totals[(totals > 0).all(axis=1)]
    pull = (people[names] / totals * pd.Series(powers)).sum(axis=1)
    groups = grouped(people.assign(people=1, squares=pull**2), by)
    table: pd.DataFrame = groups[[*names, "people", "squares"]].sum()
    count = table["people"].where(table["people"] > 1)
    value = (table[names] ** pd.Series(powers)).prod(axis=1)
    return table.assign(value=value, se=np.sqrt(count / (count - 1) * table["squares"]))[
        ["value", "se", "people"]
    ]


def student(people: ArrayLike) -> Floats:
    """The 97.5 % quantile of Student's t with people - 1 degrees of freedom; one person's is that of two."""
    return np.asarray(stats.t.ppf(0.975, np.maximum(people, 2) - 1))


def clustered_share(rows: pd.DataFrame, outcome: pd.Series) -> Estimate:
    """
    The share of `outcome`, rows counting by their column `weight`.

    Interval: Wilson with n_eff = p (1 - p) / se^2, se robust to clusters of people (Woodruff 1971), at most
    Kish's n of the weights (Korn and Graubard 1998). Needs a row.
    """
    weight = rows["weight"].astype(float)
    table = clustered_ratio(rows.assign(over=weight * outcome, weight=weight), "over", "weight")
    value, se = float(table["value"].iloc[0]), float(table["se"].iloc[0])
    worth = float(weight.sum() ** 2 / (weight**2).sum())
    if se > 0 and 0 < value < 1:
        worth = min(worth, value * (1 - value) / se**2)
    low, high = wilson(value * worth, worth)
    return Estimate(value, float(low), float(high), len(rows), worth, "wilson-effective-n")


def clustered_shares(
    rows: pd.DataFrame, outcome: str, name: str, by: tuple[str, ...], *, independent: bool = False
) -> Estimates:
    """
    The share of rows with `outcome`, by `by`; rows count by their column `weight`.

    Interval: Student's, 95 %, of people - 1 degrees of freedom, with standard errors robust to clusters of
    people, cut to [0, 1]; that is least squares on a constant (Liang and Zeger 1986). Wilson by rows, on
    Kish's n of the weights, where clustering does not widen it (everything right or wrong, one person, or
    people no more alike than chance), and of `independent` rows. Needs a row.
    """
    weight = rows["weight"].astype(float)
    weighed = named(rows, by).assign(
        over=rows[outcome].astype(float) * weight, weight=weight, square=weight**2, rows=1
    )
    table, sums = (
        clustered_ratio(weighed, "over", "weight", by),
        grouped(weighed, by)[["square", "rows"]].sum(),
    )
    n, worth, value = sums["rows"], table["under"] ** 2 / sums["square"], table["value"]
    low, high = wilson(table["over"] * worth / table["under"], worth)
    effect = (table["se"] ** 2 * worth / (value * (1 - value)).where(value.between(0, 1, "neither"))).fillna(
        0
    )
    wider, half = (effect > 1) & (not independent), student(table["people"]) * table["se"]
    effect = effect.where(wider, 1)
    found = table.assign(
        low=np.where(wider, (value - half).clip(0), low),
        high=np.where(wider, (value + half).clip(upper=1), high),
        n=n,
        n_eff=worth / effect,
        method=np.where(wider, "cluster-robust", np.where(worth < n * (1 - TINY), "wilson-kish", "wilson")),
        flags=[() if independent else doubts(e, p) for e, p in zip(effect, table["people"], strict=True)],
    )
    return tabulated(found, name, by, "")


def few_people(people: int) -> tuple[str, ...]:
    """The flag of an interval that rests on so few people that it is itself uncertain."""
    if people >= FEW_PEOPLE:
        return ()
    return ("one person" if people == 1 else f"only {people} people",)


def doubts(effect: float, people: int) -> tuple[str, ...]:
    """The flags of an interval: a design effect that can be seen, few people."""
    clustering = (f"design effect {effect:.1f}",) if effect >= 1.05 else ()
    return (*clustering, *few_people(people))


def by_people(
    table: pd.DataFrame,
    name: str,
    by: tuple[str, ...],
    unit: Unit = Unit.SHARE,
    *,
    least: float | None = 0,
    most: float | None = None,
) -> Estimates:
    """
    Estimates of ratios from a table of clustered_ratio, cut to [`least`, `most`].

    n is the people, if not in it. Student's interval with people - 1 degrees of freedom; one person has
    none, and is not shown. On 2 000 samples each of 6, 10 and 20 people it covers 94 to 95 %, the percentiles
    of a bootstrap of people 86, 90 and 93 %.
    """
    half = table["se"] * student(table["people"])
    return _shown(
        table.assign(low=(table["value"] - half).clip(least), high=(table["value"] + half).clip(upper=most)),
        name,
        by,
        unit,
        "ratio-linearised",
    )


def product_by_people(table: pd.DataFrame, name: str, by: tuple[str, ...], unit: Unit) -> Estimates:
    """Estimates from a table of clustered_product: Student's interval as of by_people, on the log scale."""
    spread = np.exp(table["se"] * student(table["people"]))
    return _shown(
        table.assign(low=table["value"] / spread, high=table["value"] * spread),
        name,
        by,
        unit,
        "product-linearised",
    )


def _shown(table: pd.DataFrame, name: str, by: tuple[str, ...], unit: Unit, method: str) -> Estimates:
    few = table["people"] < 2
    table = table.assign(
        value=table["value"].mask(few),
        low=table["low"].mask(few),
        high=table["high"].mask(few),
        n=table.get("n", table["people"]),
        n_eff=table["people"].astype(float),
        flags=[("one person is too few for an interval",) if one else () for one in few],
    )
    return tabulated(table, name, by, method, unit)


def rows_per_person(frame: pd.DataFrame, by: tuple[str, ...] = ()) -> pd.Series:
    """How many rows the person behind an average row has, by group: sum(m^2) / sum(m) (Kish 1965)."""
    rows = named(frame, (*by, PERSON))
    domains = Groups.by(rows, by)
    mine = domains.with_(Groups.by(rows, [PERSON]))
    of_domain, sizes = domains.of_groups(mine), mine.sizes
    return pd.Series(of_domain.sums(sizes**2) / of_domain.sums(sizes), domains.keys(rows, by))


def _of_people(frame: pd.DataFrame, by: tuple[str, ...]) -> Any:
    """The rows of each person in each group; those that name no group are a group, as everywhere."""
    return named(frame, by).groupby([*dict.fromkeys((*by, PERSON))], observed=True, dropna=False)
