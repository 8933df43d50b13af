"""A small market with every table that measures look at, and the edges that data can be pushed to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping

import numpy as np
import pandas as pd
import pyarrow as pa

Frames = Mapping[str, pd.DataFrame]
Edge = Callable[[Frames], Frames]

START, END = pd.Timestamp(2026, 7, 6), pd.Timestamp(2026, 11, 1)
MONTH, ZONE = (dt.date(2026, 10, 1), dt.date(2026, 11, 1)), "Asia/Jakarta"
NOW = pd.Timestamp(2026, 11, 1, tz="UTC")
QUEUES = {"ads": ("fine", "false", "vague"), "shop": ("right", "leaf", "branch")}
SEVERITY = {"fine": 1.0, "false": 5.0, "vague": 2.0, "right": 1.0, "leaf": 1.0, "branch": 2.0}
AFTER = {a: b for names in QUEUES.values() for a, b in zip(names, (*names[1:], names[0]), strict=True)}
PEOPLE, SITES = 12, {"yog": "nw", "smg": "nw", "bth": "mer"}
WHO = ["person_id", "site_id", "vendor_id"]


class Watched(Mapping[str, pd.DataFrame]):
    """The frames of a market, and the names of those that were looked at."""

    def __init__(self, frames: Frames) -> None:
        self.frames, self.read = frames, set[str]()

    def __getitem__(self, name: str) -> pd.DataFrame:
        self.read.add(name)
        return self.frames[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.frames)

    def __len__(self) -> int:
        return len(self.frames)


def market(seed: int = 11) -> Frames:
    """12 agents of 3 sites, 2 queues of 3 labels, 17 weeks; a little of everything is wrong, late or open."""
    rng = np.random.default_rng(seed)
    people = _people()
    days = pd.date_range(START, END, inclusive="left")
    labels = _labels(people, days[days.day_of_week < 5], rng)
    audits = _audits(labels, rng)
    requests = _requests(rng)
    made = {
        "people": people,
        "label_days": labels,
        "audited_labels": audits,
        "gold_answers": _gold(labels, rng),
        **_overlaps(people, rng),
        **_reviews(audits, rng),
        "calibration_responses": _sessions(people, rng),
        **_time(people, days, rng),
        **_requested(requests, rng),
        **_procedures(people, labels, rng),
        "actions": _actions(),
        **_settings(),
    }
    return {name: as_read(frame) for name, frame in made.items()}


def as_read(frame: pd.DataFrame) -> pd.DataFrame:
    """A table with the types that it has when it was read from Parquet."""
    return pa.Table.from_pandas(frame, preserve_index=False).to_pandas()


def _people() -> pd.DataFrame:
    number = np.arange(PEOPLE)
    site = np.array(list(SITES))[number % 3]
    begun = [dt.date(2025, 1, 15) + dt.timedelta(days=int(50 * i)) for i in number]
    return pd.DataFrame(
        {
            "person_id": [f"p{i:02d}" for i in number],
            "valid_from": [day - dt.timedelta(days=14) for day in begun],
            "valid_to": None,
            "role": "agent",
            "status": "active",
            "vendor_id": [SITES[each] for each in site],
            "site_id": site,
            "team_id": [f"{each}-{i % 2}" for each, i in zip(site, number // 3, strict=True)],
            "hire_date": [day - dt.timedelta(days=14) for day in begun],
            "production_start": begun,
            "left_date": [dt.date(2026, 10, 20) if i == 4 else None for i in number],
            "ramp_track": None,
            "fte": 1.0,
        }
    )


def _labels(people: pd.DataFrame, days: pd.DatetimeIndex, rng: np.random.Generator) -> pd.DataFrame:
    work = people[WHO].merge(pd.DataFrame({"local_date": days}), how="cross")
    parts = [
        work.assign(queue_id=queue, label_id=label, labels=rng.poisson(10 * share, len(work)))
        for queue, names in QUEUES.items()
        for label, share in zip(names, (0.7, 0.2, 0.1), strict=True)
    ]
    rows = pd.concat(parts, ignore_index=True).query("labels > 0").reset_index(drop=True)
    return rows.assign(
        sop_version="v1", is_gold=False, first_pass=rows["labels"], skipped=0, suggested=0,
        timed=rows["labels"], active_ms=rng.integers(20_000, 40_000, len(rows)) * rows["labels"],
    )  # fmt: skip


def _audits(labels: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    stratum = labels["local_date"].dt.strftime("%Y-%m") + "/" + labels["queue_id"]
    frame = labels.groupby(stratum)["labels"].transform("sum")
    drawn = rng.binomial(labels["labels"], 0.05)
    rows = labels.assign(stratum_id=stratum, frame_size=frame).loc[labels.index.repeat(drawn)]
    rows = rows.reset_index(drop=True)
    n, size = len(rows), rows.groupby("stratum_id")["labels"].transform("size")
    wrong = rng.random(n) < 0.08
    return rows.assign(
        audit_id=[f"a{i}" for i in range(n)], label_event_id=[f"l{i}" for i in range(n)],
        item_id=[f"i{i}" for i in range(n)], attempt=1 + (rng.random(n) < 0.1),
        suggested_label_id=rows["label_id"], suggestion_shown=rng.random(n) < 0.5,
        qa_person_id=[f"q{i % 4}" for i in range(n)], design_id="monthly", sample_size=size,
        incl_prob=size / rows["frame_size"], blind=rng.random(n) < 0.9,
        verdict=np.where(wrong, "incorrect", np.where(rng.random(n) < 0.03, "unsure", "correct")),
        ref_label_id=rows["label_id"].mask(wrong, rows["label_id"].map(AFTER)),
        reason_id=np.where(wrong, rng.choice(["sop_gap", "slip"], n), None),
        clause_id=rng.choice(["c1", "c2", "c3"], n),
        critical_class=np.where(wrong & (rng.random(n) < 0.3), "user", "none"),
        audited_at=rows["local_date"] + pd.to_timedelta(rng.integers(24, 90, n), unit="h"),
        audit_s=rng.integers(20, 90, n), corrected_before_delivery=wrong & (rng.random(n) < 0.5),
        delivered_batch_id=rng.choice(["b0", "b1", "b2", None], n),
    )  # fmt: skip


def _gold(labels: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    rows = labels.sample(600, random_state=1).sort_index().reset_index(drop=True)
    return rows[["local_date", *WHO, "queue_id", "label_id"]].assign(
        label_event_id=[f"g{i}" for i in rows.index],
        item_id=[f"gi{i % 90}" for i in rows.index],
        correct=rng.random(len(rows)) > 0.08,
    )


def _overlaps(people: pd.DataFrame, rng: np.random.Generator) -> dict[str, pd.DataFrame]:
    item = np.repeat(np.arange(80), 3)
    person = (item * 5 + np.tile(np.arange(3), 80) * 4) % PEOPLE
    queue = np.where(item % 2, "ads", "shop")
    truth = np.array([QUEUES[each][i % 3] for each, i in zip(queue, item, strict=True)])
    given = pd.Series(truth).mask(rng.random(len(item)) < 0.2, pd.Series(truth).map(AFTER))
    rows = people.iloc[person].reset_index(drop=True)[WHO]
    rows = rows.assign(
        overlap_group_id=[f"o{i}" for i in item], item_id=[f"oi{i}" for i in item], queue_id=queue,
        label_id=given.to_numpy(), blind=True, local_date=END - pd.Timedelta(days=5),
        label_event_id=[f"oe{i}" for i in range(len(item))],
        submitted_at=END - pd.to_timedelta(rng.integers(60, 600, len(item)), unit="min"),
    )  # fmt: skip
    final = pd.DataFrame({"item_id": [f"oi{i}" for i in range(80)], "final_label_id": truth[::3]})
    return {"overlaps": rows, "adjudications": final}


def _reviews(audits: pd.DataFrame, rng: np.random.Generator) -> dict[str, pd.DataFrame]:
    rows = audits.sample(frac=0.2, random_state=2).sort_index()
    over = rng.random(len(rows)) < 0.1
    reviews = pd.DataFrame(
        {
            "review_id": [f"r{i}" for i in range(len(rows))],
            "audit_id": rows["audit_id"].to_numpy(),
            "reviewer_id": "lead",
            "incl_prob": 0.2,
            "review_verdict": np.where(over, "overturn", "uphold"),
            "final_label_id": None,
            "reviewed_at": rows["audited_at"].to_numpy() + pd.Timedelta(days=2),
        }
    )
    appeals = pd.DataFrame(
        {
            "audit_id": rows["audit_id"].to_numpy(),
            "site_id": rows["site_id"].to_numpy(),
            "outcome": np.where(over, "overturned", "upheld"),
        }
    )
    return {"audit_reviews": reviews, "appeals": appeals}


def _sessions(people: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    place = pd.MultiIndex.from_product([range(PEOPLE), range(20), ["pre", "post"]]).to_frame(index=False)
    person, item, phase = (place[column] for column in place)
    key = np.array(QUEUES["ads"])[item % 3]
    wrong = rng.random(len(place)) < np.where(phase == "pre", 0.3, 0.1)
    rows = people.iloc[person].reset_index(drop=True)[WHO]
    return rows.assign(
        session_id="s1", item_id=[f"ci{i}" for i in item], phase=phase, queue_id="ads", key_label_id=key,
        label_id=pd.Series(key).mask(wrong, pd.Series(key).map(AFTER)), key_challenged=wrong & (item == 3),
        clause_id=[f"c{i % 4}" for i in item],
    )  # fmt: skip


def _time(people: pd.DataFrame, days: pd.DatetimeIndex, rng: np.random.Generator) -> dict[str, pd.DataFrame]:
    states = {"handling": 20_000, "waiting": 4_000, "break": 2_000, "training": 1_500}
    grid = people[WHO].merge(pd.DataFrame({"local_date": days[days.day_of_week < 5]}), how="cross")
    time = grid.merge(pd.DataFrame({"state": list(states), "usual": list(states.values())}), how="cross")
    time = time.assign(seconds=rng.poisson(time["usual"]), paid=True, queue_id=None).drop(columns="usual")
    kept = rng.random(len(time)) < 0.9
    planned = time.drop(columns="paid").assign(planned_state=time["state"].where(kept, "break"))
    bins = pd.DataFrame({"queue_id": list(QUEUES)}).merge(
        pd.DataFrame({"bin_ms": 1000 * 2 ** np.arange(7)}), how="cross"
    )
    bins = grid[grid["local_date"] >= END - pd.Timedelta(days=31)].merge(bins, how="cross")
    bins = bins.assign(timed=rng.poisson(2, len(bins)))
    bins = bins.assign(active_ms=(bins["timed"] * bins["bin_ms"] * 1.3).astype(int))
    return {"time_days": time, "adherence_days": planned, "handling_days": bins, "handling_people": bins}


def _requests(rng: np.random.Generator) -> pd.DataFrame:
    n = 24
    made = START.tz_localize("UTC") + pd.to_timedelta(rng.integers(0, 110, n), unit="D")
    took = pd.to_timedelta(rng.integers(2, 20, n), unit="D")
    done = (rng.random(n) < 0.7) & (made + took < NOW)
    asked = rng.integers(100, 900, n)
    late = pd.Series(made + took)
    return pd.DataFrame(
        {
            "request_id": [f"rq{i}" for i in range(n)],
            "queue_id": rng.choice(list(QUEUES), n),
            "requester_team": rng.choice(["algo", "ops"], n),
            "created_at": made,
            "accepted_at": made + pd.Timedelta(hours=5),
            "sop_final_at": made + pd.Timedelta(days=1),
            "first_label_at": made + pd.Timedelta(days=2),
            "due_at": made + pd.Timedelta(days=12),
            "delivered_at": late.where(done),
            "cancelled_at": late.where(~done & (rng.random(n) < 0.2)),
            "priority": rng.choice(["high", "low"], n),
            "volume_requested": asked,
            "volume_delivered": np.where(done, asked, 0),
            "rework_of": np.where(rng.random(n) < 0.2, "rq0", None),
        }
    )


def _requested(requests: pd.DataFrame, rng: np.random.Generator) -> dict[str, pd.DataFrame]:
    sent = requests[requests["delivered_at"].notna()]
    lots = pd.DataFrame(
        {
            "batch_id": [f"b{i}" for i in range(len(sent))],
            "request_id": sent["request_id"].to_numpy(),
            "queue_id": sent["queue_id"].to_numpy(),
            "delivered_at": sent["delivered_at"].to_numpy(),
            "local_date": sent["delivered_at"].dt.tz_localize(None).dt.normalize().to_numpy(),
            "n_labels": sent["volume_delivered"].to_numpy(),
            "lot_n": 50,
            "lot_c": 5,
            "lot_verdict": np.where(rng.random(len(sent)) < 0.9, "accepted", "rejected"),
        }
    )
    return {"requests": requests, "deliveries": lots}


def _procedures(
    people: pd.DataFrame, labels: pd.DataFrame, rng: np.random.Generator
) -> dict[str, pd.DataFrame]:
    read = people[["person_id"]].merge(pd.DataFrame({"sop_family": list(QUEUES)}), how="cross")
    read = read.assign(
        sop_version="v1", quiz_asked=10, quiz_right=rng.integers(6, 11, len(read)),
        acknowledged_at=START.tz_localize("UTC") + pd.to_timedelta(rng.integers(-40, 5, len(read)), unit="D"),
    )  # fmt: skip
    taught = people[["person_id"]].assign(
        module_id="m1", cohort_id=["autumn", "spring"] * (PEOPLE // 2), passed=True, attempt=1,
        completed_at=pd.to_datetime(people["production_start"]).dt.tz_localize("UTC") - pd.Timedelta(days=2),
    )  # fmt: skip
    del labels
    return {"sop_acknowledgements": read, "training": taught}


def _actions() -> pd.DataFrame:
    opened = pd.Timestamp(2026, 8, 20, tz="UTC")
    rows = [("a1", "coach_team", "site", "yog", "done"), ("a2", "coach_agent", "person", "p03", "open")]
    table = pd.DataFrame(rows, columns=["action_id", "type", "scope_type", "scope_id", "status"])
    return table.assign(
        opened_at=opened, due_at=opened + pd.Timedelta(days=10),
        closed_at=[opened + pd.Timedelta(days=8), pd.NaT], verify_metric="accuracy", verify_days=20,
        expected_effect_pp=2.0, risk_id=None, local_date=pd.Timestamp(2026, 8, 20),
    )  # fmt: skip


def _settings() -> dict[str, pd.DataFrame]:
    nobody = dict.fromkeys(("vendor_id", "queue_id", "role", "tenure_band", "valid_to"))
    agreed = {"market_id": "ID", "metric": "accuracy", "valid_from": dt.date(2026, 1, 1), "target": 0.95,
              "floor": 0.90, "direction": "at_least"}  # fmt: skip
    design = {"design_id": "monthly", "purpose": "monthly_estimate", "is_probability": True}
    return {
        "targets": pd.DataFrame([{**nobody, **agreed}]),
        "sample_designs": pd.DataFrame([design]),
        "label_classes": pd.DataFrame(
            {"label_id": list(SEVERITY), "severity_weight": list(SEVERITY.values())}
        ),
        "queues": pd.DataFrame({"queue_id": list(QUEUES), "sop_family": list(QUEUES)}),
        "incidents": pd.DataFrame(
            {"incident_id": ["x"], "type": ["outage"], "started_at": [NOW - pd.Timedelta(days=9)],
             "ended_at": [NOW - pd.Timedelta(days=8)], "site_id": [None],
             "local_date": [pd.Timestamp(2026, 10, 23)]}
        ),
    }  # fmt: skip
