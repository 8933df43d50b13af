"""Weekly checks of joiners: surely accurate, and nearly as quick as the tenured."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import special

from ..estimates import Target
from .accuracy import judged
from .clusters import PERSON
from .proportions import Floats

DAY = "local_date"
_FAR = 1_000_000  # more days than any date has


@dataclass(frozen=True)
class ProficiencyRule:
    """
    When a joiner counts as proficient.

    At a check, every `every` days from the start of production, P(accuracy >= target) of the last
    `audits` is at least `sure` and the pace of the last `days` worked is at least `pace` of the median
    tenured agent's; and so at `checks` in a row. It is dated at the last of these, when it is known.
    P(accuracy >= target) of `short` or less is surely too low. Nobody is proficient without a target.
    """

    target: Target | None
    sure: float = 0.8
    short: float = 0.2
    audits: int = 60
    pace: float = 0.9
    days: int = 5
    checks: int = 2
    every: int = 7


@dataclass(frozen=True)
class JoinerEvidence:
    """
    What joiners are judged by.

    `audits`: person_id, local_date of the decision, known (the day of the verdict), weight, right (the
    weight if right, else 0). `work`, a row for each person and day: person_id, local_date, expected, the
    milliseconds the median tenured agent takes for the same labels, and active, the milliseconds taken.
    `why` says why there is no pace.
    """

    audits: pd.DataFrame
    work: pd.DataFrame
    why: str = ""


def evidence(
    audits: pd.DataFrame, label_days: pd.DataFrame, tenured: pd.DataFrame, zone: ZoneInfo
) -> JoinerEvidence:
    """
    Audits of all designs and the work of all days, made ready.

    A decision counts once, by the draw it was likeliest to be missed by. Weights are 1 / incl_prob over
    their mean in the design: within a design, labels that were drawn more often count for less, and
    one judgemental check counts like one audit drawn at random.
    """
    rows = judged(audits).sort_values(["incl_prob", "label_event_id"]).drop_duplicates("label_event_id")
    weight = 1 / rows["incl_prob"].astype(float)
    weight = weight / weight.groupby(rows["design_id"]).transform("mean")
    verdict = pd.to_datetime(rows["audited_at"], utc=True).dt.tz_convert(zone).dt.tz_localize(None)
    seen = pd.DataFrame(
        {
            PERSON: rows[PERSON],
            DAY: pd.to_datetime(rows[DAY]),
            "known": verdict.dt.normalize(),
            "weight": weight,
            "right": weight * rows["correct"],
        }
    )
    work, why = _work(label_days, tenured)
    return JoinerEvidence(seen, work, why)


def _work(label_days: pd.DataFrame, tenured: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """Days of work, timed against the tenured in the same queues."""
    empty = label_days[[PERSON]].head(0).assign(**{DAY: pd.to_datetime([]), "expected": 0.0, "active": 0.0})
    timed = label_days[label_days["timed"] > 0]
    settled = timed[timed[PERSON].isin(tenured[PERSON])]
    if timed.empty or settled.empty:
        return empty, "no label was timed" if timed.empty else "nobody is tenured, so no pace is known"
    usual = settled.groupby("queue_id")[["active_ms", "timed"]].sum()
    each = timed["queue_id"].map(usual["active_ms"] / usual["timed"])
    rows = timed.assign(expected=timed["timed"] * each, active=timed["active_ms"].astype(float))
    rows = rows[each.notna()].assign(**{DAY: pd.to_datetime(timed[DAY])})
    days = rows.groupby([PERSON, DAY])[["expected", "active"]].sum().reset_index()
    people = days[days[PERSON].isin(tenured[PERSON])].groupby(PERSON)[["expected", "active"]].sum()
    median = float((people["expected"] / people["active"]).median())
    return days.assign(expected=days["expected"] / median), ""


def checks(joiners: pd.DataFrame, seen: JoinerEvidence, rule: ProficiencyRule) -> pd.DataFrame:
    """
    Every check of every joiner, in order.

    Columns: person_id; day, counted from the start of production; audited, the audits it rests on, and
    n_eff, what they are worth (Kish 1965); share, right among them; p_target, P(accuracy >= target)
    by Jeffreys' prior; pace, against the median tenured agent's, and pace_se, from the spread of its
    days (Woodruff 1971), nan before `rule.days` of work; held, whether both hold; met, whether both
    held at `rule.checks` in a row. Only what was known on the day before counts.
    """
    span = (joiners["until"] - joiners["started"]).dt.days
    times = (span // rule.every).to_numpy(int)
    place = np.repeat(np.arange(len(joiners)), times)
    day = rule.every * (np.arange(len(place)) - np.repeat(np.cumsum(times) - times, times) + 1)
    at = joiners["started"].to_numpy()[place] + day * np.timedelta64(1, "D")
    table = pd.DataFrame({PERSON: joiners[PERSON].to_numpy()[place], "day": day})
    weights = seen.audits.assign(square=seen.audits["weight"] ** 2, audited=1.0)
    sums = _latest(weights, "known", table[PERSON], at, rule.audits)
    n_eff = np.divide(sums["weight"] ** 2, sums["square"], out=np.zeros(len(table)), where=sums["square"] > 0)
    share = np.divide(sums["right"], sums["weight"], out=np.full(len(table), np.nan), where=n_eff > 0)
    right = np.clip(np.nan_to_num(share), 0, 1) * n_eff
    pace, pace_se = _pace(_latest(_with_products(seen.work), DAY, table[PERSON], at, rule.days), rule.days)
    goal = rule.target.value if rule.target else np.nan
    p_target = special.betaincc(0.5 + right, 0.5 + n_eff - right, goal)
    held = (p_target >= rule.sure) & (pace >= rule.pace)
    table = table.assign(audited=sums["audited"].astype(int), n_eff=n_eff, share=share)
    table = table.assign(p_target=p_target, pace=pace, pace_se=pace_se, held=held)
    return table.assign(met=_in_a_row(table) >= rule.checks)


def _with_products(work: pd.DataFrame) -> pd.DataFrame:
    expected, active = work["expected"].astype(float), work["active"].astype(float)
    products = {"ee": expected**2, "ea": expected * active, "aa": active**2}
    return work[[PERSON, DAY]].assign(expected=expected, active=active, worked=1.0, **products)


def _pace(sums: dict[str, Floats], days: int) -> tuple[Floats, Floats]:
    """Expected over active, with its standard error; nan where fewer than `days` were worked."""
    n, unknown = sums["worked"], np.full(len(sums["worked"]), np.nan)
    pace = np.divide(sums["expected"], sums["active"], out=unknown.copy(), where=n >= days)
    squares = np.maximum(sums["ee"] - 2 * pace * sums["ea"] + pace**2 * sums["aa"], 0)
    error = np.sqrt(np.divide(n, n - 1, out=unknown, where=n > 1) * squares) / np.maximum(sums["active"], 1)
    return pace, error


def _latest(
    rows: pd.DataFrame, when: str, people: pd.Series, at: NDArray[np.datetime64], count: int
) -> dict[str, Floats]:
    """Sums of each person's last `count` rows before the day `at`."""
    rows = rows.sort_values([PERSON, when], kind="stable")
    codes = pd.Index(rows[PERSON].unique())
    wanted = codes.get_indexer(people)
    keys = codes.get_indexer(rows[PERSON]) * _FAR + rows[when].to_numpy("datetime64[D]").astype(int)
    ends = np.searchsorted(keys, wanted * _FAR + at.astype("datetime64[D]").astype(int))
    ends = np.where(wanted < 0, 0, ends)
    starts = np.maximum(np.searchsorted(keys, wanted * _FAR), ends - count)
    columns = [column for column in rows if column not in (PERSON, DAY, "known")]
    sums = np.cumsum(np.vstack([np.zeros(len(columns)), rows[columns].to_numpy(float)]), axis=0)
    found = sums[ends] - sums[np.minimum(starts, ends)]
    return dict(zip(columns, found.T, strict=True))


def _in_a_row(table: pd.DataFrame) -> pd.Series:
    """How many checks, up to and with each, held without one between that did not."""
    spell = (~table["held"]).cumsum()
    return table.groupby([PERSON, spell])["held"].cumsum()
