"""A small made market in which nothing is wrong, and ways to let one thing go wrong in it, for examples."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from .detector_data import DetectorData
from .setting import MarketMonth

START, END = pd.Timestamp(2026, 5, 4), pd.Timestamp(2026, 11, 1)
OCTOBER = MarketMonth("ID", "Asia/Jakarta", dt.date(2026, 10, 1), dt.date(2026, 11, 1))
SITES = {"yog": "nw", "smg": "nw", "bth": "mer"}
QUEUES = {"ads": ("fine", "false", "vague"), "shop": ("right", "leaf", "branch")}
SEVERITY = {"fine": 1.0, "false": 5.0, "vague": 2.0, "right": 1.0, "leaf": 1.0, "branch": 2.0}
SHARES = (0.7, 0.2, 0.1)
WHO = ["person_id", "site_id", "vendor_id"]
AGENTS, PER_DAY, AUDITED, WRONG = 36, 24, 0.03, 0.03
Change = Callable[[pd.DataFrame], pd.Series]


@dataclass(frozen=True)
class CalmMarket:
    """The frames of an extract by name."""

    frames: Mapping[str, pd.DataFrame]

    def with_table(self, name: str, frame: pd.DataFrame) -> CalmMarket:
        """The same with another table, or one more."""
        return replace(self, frames={**self.frames, name: frame})

    def changed(self, name: str, **columns: Change) -> CalmMarket:
        """The same with other values in columns of a table."""
        frame = self.frames[name]
        return self.with_table(name, frame.assign(**{c: change(frame) for c, change in columns.items()}))

    def data(self, setting: MarketMonth = OCTOBER) -> DetectorData:
        """What detectors look at."""
        return DetectorData.of(self.frames, setting)

    def without(self, *names: str) -> CalmMarket:
        """The same less some of its tables."""
        return CalmMarket({name: frame for name, frame in self.frames.items() if name not in names})

    def unplaced(self) -> CalmMarket:
        """The same with audits that do not say what the wrong labels should have been."""
        right = self.frames["audited_labels"]["verdict"] == "correct"
        return self.changed("audited_labels", ref_label_id=lambda rows: rows["ref_label_id"].where(right))

    def erring(
        self, where: Callable[[pd.DataFrame], pd.Series], share: float, *, seed: int = 5
    ) -> CalmMarket:
        """The same with a share of the audits found wrong where `where` holds."""
        audits = self.frames["audited_labels"]
        hit = where(audits) & (np.random.default_rng(seed).random(len(audits)) < share)
        return self.with_table("audited_labels", _found_wrong(audits, hit))


def calm_market(seed: int = 3) -> CalmMarket:
    """36 agents of 3 sites and 4 teams, 2 queues of 3 labels, 26 weeks, 3 % audited, 3 % wrong."""
    rng = np.random.default_rng(seed)
    people = _people()
    days = pd.date_range(START, END, inclusive="left")
    days = days[days.day_of_week < 6]
    work = people[WHO].merge(pd.DataFrame({"local_date": days}), how="cross")
    labels = _labels(work, rng)
    audits = _audits(labels, rng)
    return CalmMarket(
        {
            "people": people,
            "label_days": labels,
            "audited_labels": audits,
            "gold_answers": _gold(labels, rng),
            "label_classes": pd.DataFrame(
                {"label_id": list(SEVERITY), "severity_weight": list(SEVERITY.values())}
            ),
            "targets": targets(accuracy=(0.95, 0.90)),
            "queues": pd.DataFrame({"queue_id": list(QUEUES), "sop_family": list(QUEUES)}),
        }
    )


def targets(**agreed: tuple[float, float]) -> pd.DataFrame:
    """The table `targets`: a target and a floor by metric, for the market."""
    nobody = dict.fromkeys(("vendor_id", "queue_id", "role", "tenure_band", "valid_to"))
    return pd.DataFrame(
        [
            {**nobody, "metric": metric, "market_id": "ID", "valid_from": dt.date(2026, 1, 1),
             "target": target, "floor": floor, "direction": "at_least"}
            for metric, (target, floor) in agreed.items()
        ]
    )  # fmt: skip


def _people() -> pd.DataFrame:
    number = np.arange(AGENTS)
    site = np.array(list(SITES))[number % 3]
    return pd.DataFrame(
        {
            "person_id": [f"p{i:02d}" for i in number],
            "valid_from": dt.date(2025, 1, 1),
            "valid_to": None,
            "role": "agent",
            "vendor_id": [SITES[each] for each in site],
            "site_id": site,
            "team_id": [f"{each}-{i % 2}" for each, i in zip(site, number // 3, strict=True)],
            "hire_date": dt.date(2025, 1, 1),
            "production_start": dt.date(2025, 1, 15),
            "left_date": None,
            "ramp_track": None,
        }
    )


def _labels(work: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    parts = [
        work.assign(queue_id=queue, label_id=label, labels=rng.poisson(PER_DAY / 2 * share, len(work)))
        for queue, names in QUEUES.items()
        for label, share in zip(names, SHARES, strict=True)
    ]
    rows = pd.concat(parts, ignore_index=True).query("labels > 0").reset_index(drop=True)
    return rows.assign(
        sop_version="v1", is_gold=False, first_pass=rows["labels"], skipped=0, suggested=0,
        timed=rows["labels"], active_ms=30_000 * rows["labels"],
    )  # fmt: skip


def _audits(labels: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    month = labels["local_date"].dt.strftime("%Y-%m")
    stratum = month + "/" + labels["queue_id"]
    frame = labels.groupby(stratum)["labels"].transform("sum")
    drawn = rng.binomial(labels["labels"], AUDITED)
    rows = labels.assign(stratum_id=stratum, frame_size=frame).loc[labels.index.repeat(drawn)]
    rows = rows.reset_index(drop=True)
    number = np.arange(len(rows))
    size = rows.groupby("stratum_id")["labels"].transform("size")
    at = rows["local_date"] + pd.Timedelta(hours=30)
    rows = rows.assign(
        audit_id=[f"a{i}" for i in number], label_event_id=[f"l{i}" for i in number],
        item_id=[f"i{i}" for i in number], attempt=1, suggested_label_id=None, suggestion_shown=False,
        qa_person_id=[f"q{i % 5}" for i in number], design_id="monthly", sample_size=size,
        incl_prob=size / rows["frame_size"], blind=True, verdict="correct", ref_label_id=rows["label_id"],
        reason_id=None, clause_id=None, critical_class="none", audited_at=at, audit_s=60,
        corrected_before_delivery=False,
    )  # fmt: skip
    return _found_wrong(rows, pd.Series(rng.random(len(rows)) < WRONG))


def _found_wrong(audits: pd.DataFrame, hit: pd.Series) -> pd.DataFrame:
    """The audits with those hit found wrong: the next label of the queue belongs there."""
    after = {a: b for names in QUEUES.values() for a, b in zip(names, (*names[1:], names[0]), strict=True)}
    return audits.assign(
        verdict=audits["verdict"].mask(hit, "incorrect"),
        ref_label_id=audits["ref_label_id"].mask(hit, audits["label_id"].map(after)),
    )


def _gold(labels: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    rows = labels.sample(3000, random_state=1, weights="labels").sort_index().reset_index(drop=True)
    return rows[["local_date", "person_id", "site_id", "vendor_id", "queue_id", "label_id"]].assign(
        label_event_id=[f"g{i}" for i in rows.index],
        item_id=[f"gi{i % 300}" for i in rows.index],
        correct=rng.random(len(rows)) > WRONG,
    )
