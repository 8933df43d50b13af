"""What detectors look at: an extract's frames, cut to a period as it was known at its end."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

import pandas as pd

from .. import designs, volume
from ..clusters import PERSON
from ..confusion import GIVEN, REFERENCE, placed
from ..weeks import mondays
from .setting import MarketMonth

AUDITS, LABELS, PEOPLE = "audited_labels", "label_days", "people"
SHARED = (AUDITS, LABELS, PEOPLE, "gold_answers", "targets", "label_classes", "sample_designs", "actions")
"""The tables that cuts, costs, targets and recommendations are made of, whatever a detector looks at."""
DAY = "local_date"
QUARTER = pd.DateOffset(months=3)
MONTH_DAYS = 30.4375
Made = TypeVar("Made")


@dataclass(frozen=True)
class DetectorData:
    """
    Frames by table name, with `local_date` as timestamps, seen from the end of the period `start` to `end`.

    Every cut is made once, and what does not depend on the period once for all periods. The `base` are the
    three months before the period, the `quarter` the three months to its end.
    """

    frames: Mapping[str, pd.DataFrame]
    setting: MarketMonth
    start: pd.Timestamp
    end: pd.Timestamp
    _made: dict[str, object] = field(default_factory=dict, repr=False)
    _lasting: dict[str, object] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, frames: Mapping[str, pd.DataFrame], setting: MarketMonth) -> DetectorData:
        """The period of the setting."""
        dated = {
            name: frame.assign(**{DAY: pd.to_datetime(frame[DAY])}) if DAY in frame else frame
            for name, frame in frames.items()
        }
        return cls(dated, setting, pd.Timestamp(setting.start), pd.Timestamp(setting.end))

    def before(self, periods: int) -> DetectorData:
        """The period so many periods before."""
        if not periods:
            return self
        start, end = (self.setting.shifted(day.date(), periods) for day in (self.start, self.end))
        return replace(self, start=pd.Timestamp(start), end=pd.Timestamp(end), _made={})

    def why_none(self, need: str) -> str:
        """Why none of the tables that `need` names has rows; empty where one has."""
        names = need.split(" or ")
        if any(len(self.table(name)) for name in names):
            return ""
        absent = [name for name in names if name not in self.frames]
        return f"table {absent[0]} is missing" if absent else f"table {names[0]} is empty"

    @property
    def covered(self) -> bool:
        """Whether the whole period lies within the data."""
        first = self.once("first", lambda: self.table(LABELS)[DAY].min() if len(self.table(LABELS)) else None)
        return first is not None and bool(first <= self.start)

    @property
    def period(self) -> str:
        """The period's first day, by which it is named."""
        return str(self.start.date())

    @property
    def scale(self) -> float:
        """What a count of the period is to be multiplied by to be that of a month."""
        days = (self.end - self.start).days
        return 1.0 if 28 <= days <= 31 else MONTH_DAYS / days

    def once(self, name: str, make: Callable[[], Made], *, lasting: bool = False) -> Made:
        """What `make` gives, made once under this name; `lasting` what is the same for every period."""
        held = self._lasting if lasting else self._made
        if name not in held:
            held[name] = make()
        return held[name]  # type: ignore[return-value]

    def table(self, name: str) -> pd.DataFrame:
        """A whole table; an empty frame where there is none."""
        return self.frames.get(name, pd.DataFrame())

    def known(self, name: str) -> pd.DataFrame:
        """The rows of a table up to the end of the period."""
        return self.once(f"known {name}", lambda: self._cut(name, pd.Timestamp.min, self.end))

    def month(self, name: str) -> pd.DataFrame:
        """The rows of the period."""
        return self.once(f"month {name}", lambda: self._cut(name, self.start, self.end))

    def quarter(self, name: str) -> pd.DataFrame:
        """The rows of the three months to the period's end, or of the period where it is longer."""
        return self.once(f"quarter {name}", lambda: self._cut(name, self.quarter_start, self.end))

    def base(self, name: str) -> pd.DataFrame:
        """The rows of the three months before the period."""
        return self.once(f"base {name}", lambda: self._cut(name, self.start - QUARTER, self.start))

    @property
    def quarter_start(self) -> pd.Timestamp:
        """The first day of the `quarter`."""
        return min(self.start, self.end - QUARTER)

    def drawn(self, audits: pd.DataFrame) -> pd.DataFrame:
        """The audits drawn at random for a monthly estimate or, without such a design, at random at all."""
        return designs.drawn(audits, self.table("sample_designs"))

    @functools.cached_property
    def audits(self) -> pd.DataFrame:
        """The audits of the period that were drawn at random."""
        return self.drawn(self.month(AUDITS))

    @functools.cached_property
    def quarter_audits(self) -> pd.DataFrame:
        """The audits of the quarter that were drawn at random."""
        return self.drawn(self.quarter(AUDITS))

    @functools.cached_property
    def made(self) -> pd.DataFrame:
        """label_days of the period without gold items, with the column `made`: labels delivered."""
        return volume.made(self.month(LABELS))

    def volume(self, by: str, *, of: str = "made") -> pd.Series:
        """Labels of a month by the values of a column, or what another count of label_days sums to."""
        return self.once(f"{of} {by}", lambda: self.made.groupby(by, observed=True)[of].sum() * self.scale)

    @property
    def labels(self) -> float:
        """Labels of a month."""
        return float(self.made["made"].sum() * self.scale)

    def instants(self, column: pd.Series) -> pd.Series:
        """Instants on the market's clock, without a zone."""
        return pd.to_datetime(column, utc=True).dt.tz_convert(self.setting.zone).dt.tz_localize(None)

    @functools.cached_property
    def severity(self) -> pd.Series:
        """What a wrong label costs, by true label; the greatest where taxonomies differ."""
        return designs.severity(self.table("label_classes"))

    def costs(self, rows: pd.DataFrame) -> pd.Series:
        """What each wrong label of placed audits costs: the greater severity of its two labels."""
        pair = [rows[column].map(self.severity).astype(float) for column in (GIVEN, REFERENCE)]
        return pair[0].combine(pair[1], max).fillna(pair[0]).fillna(pair[1]).fillna(1.0)

    def weights(self, by: str) -> pd.Series:
        """What a wrong label costs on the mean, by the values of a column: that of its mix of queues."""
        if by == "queue_id":
            return self.queue_weights
        return self.once(f"weights {by}", lambda: self._weights(by))

    def _weights(self, by: str) -> pd.Series:
        mix = self.made.groupby([by, "queue_id"], observed=True)["made"].sum().rename("made").reset_index()
        cost = mix["queue_id"].map(self.queue_weights).astype(float).fillna(self.weight)
        sums = mix.assign(cost=cost * mix["made"]).groupby(by, observed=True)[["cost", "made"]].sum()
        mean: pd.Series = sums["cost"] / sums["made"]
        return mean

    def weight_of(self, column: str, key: str) -> float:
        """That of one value of a column; of the market without a column, or where nothing is known of it."""
        return float(self.weights(column).get(key, self.weight)) if column else self.weight

    @functools.cached_property
    def queue_weights(self) -> pd.Series:
        """What a wrong label of a queue costs on the mean, by the quarter's errors."""
        wrong = self._errors
        sums = wrong.assign(cost=wrong["weight"] * wrong["cost"]).groupby("queue_id", observed=True)
        table = sums[["cost", "weight"]].sum()
        mean: pd.Series = table["cost"] / table["weight"]
        return mean

    @functools.cached_property
    def weight(self) -> float:
        """What a wrong label costs on the mean."""
        wrong = self._errors
        return float((wrong["weight"] * wrong["cost"]).sum() / wrong["weight"].sum()) if len(wrong) else 1.0

    @functools.cached_property
    def _errors(self) -> pd.DataFrame:
        if self.quarter_audits.empty:
            return pd.DataFrame({"queue_id": [], "weight": [], "cost": []})
        rows = placed(self.quarter_audits)
        wrong = rows[~rows["correct"]]
        return wrong.assign(cost=self.costs(wrong))

    def _cut(self, name: str, since: pd.Timestamp, until: pd.Timestamp) -> pd.DataFrame:
        frame = self.table(name)
        return frame[(frame[DAY] >= since) & (frame[DAY] < until)] if len(frame) else frame


def weekly(frame: pd.DataFrame) -> pd.DataFrame:
    """Rows with the column `week`: the Monday of their business day."""
    return frame.assign(week=mondays(frame[DAY]))


def with_team(rows: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """`rows` of people on days with the column team_id: the team of that day, missing where unknown."""
    if people.empty or "team_id" not in people:
        return rows.assign(team_id=None)
    held = people.dropna(subset=["team_id"])[[PERSON, "team_id", "valid_from", "valid_to"]]
    days = rows[[PERSON, DAY]].drop_duplicates().merge(held, on=PERSON)
    since, until = pd.to_datetime(days["valid_from"]), pd.to_datetime(days["valid_to"])
    days = days[(since <= days[DAY]) & (until.isna() | (days[DAY] < until))]
    team = days.drop_duplicates([PERSON, DAY]).set_index([PERSON, DAY])["team_id"]
    return rows.join(team, on=[PERSON, DAY])
