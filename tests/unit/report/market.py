"""A small market made from a seed: the tables an extract holds, as frames, and the sealed folder of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pandas as pd

from labelqa.extracts import CONTEXT, Context, MarketFacts, Span
from labelqa.sealed import seal

START, END = dt.date(2026, 5, 4), dt.date(2026, 11, 1)
SITES = {
    "yog": ("nw", "Northwind Yogyakarta"),
    "smg": ("nw", "Northwind Semarang"),
    "bth": ("mer", "Meridian Batam & Co. <$1>"),
    "mdn": ("mer", "Meridian Medan"),
    "bdg": ("ald", "=Alder Bandung"),
}
VENDORS = {"nw": "Northwind", "mer": "Meridian", "ald": "Alder"}
CLASSES = {
    "counterfeit": ("Counterfeit", 3.0),
    "logo": ("Brand logo misuse", 2.0),
    "health": ("Health claim", 2.0),
    "adult": ("Adult content", 4.0),
    "none": ("No violation", 1.0),
}
QUEUES = {"ads": ("Ads policy", "tax-1", "sop-ads"), "shop": ("Shop listings", "tax-1", "sop-shop")}
STATES = {
    "handling": 0.66,
    "waiting": 0.08,
    "break": 0.06,
    "training": 0.05,
    "meeting": 0.04,
    "system_down": 0.02,
    "leave": 0.06,
    "absence": 0.03,
}
MARKETS = {"ID": ("Indonesia", 7), "SG": ("Singapore", 8), "TH": ("Thailand", 9)}
PER_DAY = 60
AUDITED = 0.05


@dataclass(frozen=True)
class Fabricated:
    """Frames by table name, and what the context adds to them."""

    frames: dict[str, pd.DataFrame]
    missing: dict[str, str] = field(default_factory=dict)
    locale: str = "en_SG"

    def without(self, *tables: str) -> Fabricated:
        """The same market lacking some tables; `audits` also takes away what is made of them."""
        made = {"audits": "audited_labels", "gold": "gold_answers", "time": "time_days"}
        gone = {made.get(name, name) for name in tables}
        kept = {name: frame for name, frame in self.frames.items() if name not in gone}
        missing = {**self.missing, **dict.fromkeys(tables, "not in sources.yml")}
        return replace(self, frames=kept, missing=missing)

    def with_rows(self, name: str, frame: pd.DataFrame) -> Fabricated:
        """The same market with other rows in one table."""
        return replace(self, frames={**self.frames, name: frame})

    def write(self, folder: Path, **changes: object) -> Path:
        """The sealed folder of an extract; `changes` replace fields of its context."""
        folder.mkdir(parents=True)
        for name, frame in self.frames.items():
            frame.to_parquet(folder / f"{name}.parquet", index=False)
        facts = {**context(self.missing, self.locale).model_dump(), **changes}
        (folder / CONTEXT).write_text(Context.model_validate(facts).model_dump_json(), encoding="utf-8")
        seal(folder, {})
        return folder


def context(missing: dict[str, str], locale: str = "en_SG") -> Context:
    """October 2026 of a fictional market."""
    return Context(
        report="market_report",
        title="Label quality report",
        owner="Labelling Quality, Trust and Safety",
        edition="internal",
        market=MarketFacts(id="ID", name="Indonesia", timezone="Asia/Jakarta", locale=locale),
        period=Span(text="2026-10", label="October 2026", start=dt.date(2026, 10, 1), end=END),
        previous=Span(
            text="2026-09", label="September 2026", start=dt.date(2026, 9, 1), end=dt.date(2026, 10, 1)
        ),
        window=Span(text="2026-05-04..2026-10-31", label="26 weeks to October 2026", start=START, end=END),
        parameters={"coaching_list": 12},
        definitions={
            "utilisation_counts": ["handling"],
            "occupancy": "handling / (handling + waiting)",
            "shrinkage_internal": ["break", "training", "meeting", "system_down"],
            "shrinkage_external": ["leave", "absence"],
            "idle_cap": "The timer stops after 300 idle seconds.",
        },
        snapshot="sha256:9f2c41d7e0aa8b1c9f2c41d7e0aa8b1c9f2c41d7e0aa8b1c9f2c41d7e0aa8b1c",
        snapshot_number="s1",
        frozen_on=dt.date(2026, 11, 2),
        missing=missing,
        rejected={"labels": {"active_ms is below 0": 3}},
        examples={"labels": {"active_ms is below 0": "'-5' in data/labels-2026-10.csv row 812"}},
        zones={"UTC": ("audits", "labels"), "Asia/Singapore": ("time.start_at in part",)},
        unobserved=(),
    )


def write_markets(folder: Path, markets: dict[str, Fabricated]) -> Path:
    """The sealed extract of all markets."""
    for market_id, made in markets.items():
        facts = MarketFacts(id=market_id, name=MARKETS[market_id][0], timezone="Asia/Jakarta", locale="en_SG")
        made.write(folder / market_id, market=facts)
    whole = MarketFacts(id="all", name="All markets", timezone="UTC", locale="en_GB")
    joint = context({}).model_copy(update={"market": whole, "notes": ("BR is not here: refused",)})
    (folder / CONTEXT).write_text(joint.model_dump_json(), encoding="utf-8")
    seal(folder, {})
    return folder


def market(seed: int = 7) -> Fabricated:
    """26 weeks of 5 sites; one site drops three points from 14 September."""
    rng = np.random.default_rng(seed)
    people = _people(rng)
    days = [day.date() for day in pd.date_range(START, END, inclusive="left") if day.weekday() < 6]
    work = people.merge(pd.DataFrame({"local_date": days}), how="cross")
    label_days = _label_days(work, rng)
    audited = _audited(label_days, rng)
    return Fabricated(
        {
            "label_days": label_days,
            "handling_days": _handling(label_days, rng),
            "audited_labels": audited,
            "gold_answers": _gold(label_days, rng),
            "time_days": _time(work, rng),
            **_small(people),
            "requests": _requests(rng),
        }
    )


def _people(rng: np.random.Generator) -> pd.DataFrame:
    sites = [site for site, size in zip(SITES, (12, 10, 14, 9, 7), strict=True) for _ in range(size)]
    return pd.DataFrame(
        {
            "person_id": [f"p{i:03d}-{site}" for i, site in enumerate(sites)],
            "site_id": sites,
            "vendor_id": [SITES[site][0] for site in sites],
            "skill": rng.normal(0, 0.008, len(sites)),
        }
    )


def _label_days(work: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    base = pd.concat(
        [work.assign(queue_id=queue, share=share) for queue, share in (("ads", 0.65), ("shop", 0.35))]
    )
    frames = [
        base.assign(label_id=label, labels=rng.poisson(PER_DAY * base["share"] * part))
        for label, part in zip(CLASSES, (0.14, 0.12, 0.12, 0.07, 0.55), strict=True)
    ]
    rows = pd.concat(frames, ignore_index=True).query("labels > 0").reset_index(drop=True)
    seconds = rng.gamma(20, 1.6, len(rows)) * np.where(rows["queue_id"] == "ads", 1.0, 1.35)
    return rows.assign(
        sop_version=np.where(rows["local_date"] >= dt.date(2026, 9, 14), "4.2", "4.1"),
        is_gold=False,
        first_pass=rows["labels"],
        skipped=0,
        suggested=0,
        timed=rows["labels"],
        active_ms=(1000 * seconds * rows["labels"]).astype("int64"),
    ).drop(columns="share")


def _right(rows: pd.DataFrame, rng: np.random.Generator) -> np.ndarray:
    fallen = (rows["site_id"] == "bth") & (rows["local_date"] >= dt.date(2026, 9, 14))
    hard = rows["label_id"].map({"logo": -0.04, "health": -0.03}).fillna(0.0)
    return rng.random(len(rows)) < 0.962 + rows["skill"] + hard - 0.045 * fallen


def _mistaken(rows: pd.DataFrame, right: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    other = {
        "counterfeit": "logo",
        "logo": "counterfeit",
        "health": "none",
        "adult": "none",
        "none": "health",
    }
    strange = rng.choice(list(CLASSES), len(rows))
    usual = rows["label_id"].map(other).to_numpy()
    wrong = np.where((rng.random(len(rows)) < 0.7) | (strange == rows["label_id"]), usual, strange)
    return np.where(right, rows["label_id"], wrong)


def _audited(label_days: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    month = label_days["local_date"].map(lambda day: f"{day:%Y-%m}")
    stratum = month + "|" + label_days["queue_id"] + "|" + label_days["label_id"]
    frame = label_days.groupby(stratum)["labels"].transform("sum")
    rate = np.where(label_days["label_id"] == "none", AUDITED / 2, 2 * AUDITED)
    drawn = label_days.assign(
        stratum_id=stratum, frame_size=frame, drawn=rng.binomial(label_days["labels"], rate)
    )
    rows = drawn.loc[drawn.index.repeat(drawn["drawn"])].reset_index(drop=True)
    size = rows.groupby("stratum_id")["drawn"].transform("size")
    right = _right(rows, rng)
    number = np.arange(len(rows))
    audited_at = pd.to_datetime(rows["local_date"]).dt.tz_localize("UTC") + pd.Timedelta(hours=30)
    return rows.assign(
        audit_id=[f"a{i}" for i in number],
        label_event_id=[f"l{i}" for i in number],
        item_id=[f"i{i}" for i in number],
        attempt=1,
        suggested_label_id=None,
        suggestion_shown=False,
        delivered_batch_id=None,
        qa_person_id=[f"q{i % 6}" for i in number],
        design_id="monthly",
        sample_size=size,
        incl_prob=size / rows["frame_size"],
        blind=rng.random(len(rows)) < 0.9,
        verdict=np.where(right, "correct", "incorrect"),
        ref_label_id=_mistaken(rows, right, rng),
        reason_id=None,
        clause_id=None,
        critical_class=np.where(right | (rng.random(len(rows)) > 0.12), "none", "user"),
        selected_at=audited_at,
        audited_at=audited_at,
        audit_s=60,
        corrected_before_delivery=False,
    ).drop(columns=["skill", "labels", "first_pass", "skipped", "suggested", "timed", "active_ms", "drawn"])


def _gold(label_days: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    rows = label_days.sample(2500, random_state=3).reset_index(drop=True)
    right = _right(rows, rng)
    return pd.DataFrame(
        {
            "local_date": rows["local_date"],
            "label_event_id": [f"g{i}" for i in rows.index],
            "item_id": [f"gi{i % 400}" for i in rows.index],
            **{
                c: rows[c]
                for c in ("person_id", "vendor_id", "site_id", "queue_id", "label_id", "sop_version")
            },
            "ref_label_id": _mistaken(rows, right, rng),
            "correct": right,
            "active_ms": 30_000,
            "attempt": 1,
        }
    )


def _handling(label_days: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    keys = ["local_date", "vendor_id", "site_id", "queue_id"]
    cells = label_days.groupby(keys, as_index=False)["timed"].sum()
    bins = np.array([8, 12, 18, 27, 40, 60, 90, 135]) * 1000
    shares = np.array([0.05, 0.12, 0.2, 0.24, 0.18, 0.12, 0.06, 0.03])
    counts = rng.multinomial(cells["timed"], shares)
    return (
        pd.concat(
            [
                cells[keys].assign(
                    bin_ms=low, timed=counts[:, i], active_ms=(counts[:, i] * low * 1.2).astype("int64")
                )
                for i, low in enumerate(bins)
            ],
            ignore_index=True,
        )
        .query("timed > 0")
        .reset_index(drop=True)
    )


def _time(work: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    low = (work["site_id"] == "mdn") & (work["local_date"] >= dt.date(2026, 10, 1))
    shares = np.tile(list(STATES.values()), (len(work), 1))
    shares[low.to_numpy(), 0] -= 0.08
    shares[low.to_numpy(), 5] += 0.08
    noisy = shares * rng.gamma(40, 1 / 40, shares.shape)
    seconds = (28_800 * noisy / noisy.sum(axis=1, keepdims=True)).astype("int64")
    keys = work[["local_date", "person_id", "vendor_id", "site_id"]]
    return pd.concat(
        [keys.assign(state=state, paid=True, seconds=seconds[:, i]) for i, state in enumerate(STATES)],
        ignore_index=True,
    )


def _requests(rng: np.random.Generator) -> pd.DataFrame:
    created = pd.to_datetime(START).tz_localize("UTC") + pd.to_timedelta(rng.integers(0, 175, 120), unit="D")
    due = created + pd.to_timedelta(rng.integers(4, 12, 120), unit="D")
    late = rng.random(120) < 0.09
    done = due + pd.to_timedelta(
        np.where(late, rng.integers(6, 60, 120), -rng.integers(1, 80, 120)), unit="h"
    )
    volume, delivered = rng.integers(500, 8000, 120), done < pd.Timestamp("2026-11-01", tz="UTC")
    return pd.DataFrame(
        {
            "request_id": [f"r{i}" for i in range(120)],
            "market_id": "ID",
            "requester_team": "algo",
            "queue_id": rng.choice(list(QUEUES), 120),
            "created_at": created,
            "accepted_at": created,
            "sop_final_at": created,
            "first_label_at": created,
            "due_at": due,
            "delivered_at": pd.Series(done).where(delivered),
            "cancelled_at": pd.Series(pd.NaT, index=range(120), dtype="datetime64[us, UTC]"),
            "priority": "normal",
            "volume_requested": volume,
            "volume_delivered": np.where(delivered, volume, 0),
            "quality_target": 0.95,
            "sop_version": "4.2",
            "rework_of": None,
        }
    )


def _small(people: pd.DataFrame) -> dict[str, pd.DataFrame]:
    return {
        "sites": pd.DataFrame([{"site_id": k, "vendor_id": v, "name": n} for k, (v, n) in SITES.items()]),
        "vendors": pd.DataFrame([{"vendor_id": k, "name": n} for k, n in VENDORS.items()]),
        "queues": pd.DataFrame(
            [
                {
                    "queue_id": k,
                    "name": n,
                    "task_type": "single",
                    "taxonomy_version": t,
                    "sop_family": f,
                    "std_seconds": 30.0,
                }
                for k, (n, t, f) in QUEUES.items()
            ]
        ),
        "label_classes": pd.DataFrame(
            [
                {
                    "taxonomy_version": "tax-1",
                    "label_id": k,
                    "name": n,
                    "is_violation": k != "none",
                    "severity_weight": w,
                }
                for k, (n, w) in CLASSES.items()
            ]
        ),
        "people": people[["person_id", "vendor_id", "site_id"]].assign(
            role="agent",
            valid_from=START,
            valid_to=None,
            production_start=START,
            status="active",
            left_date=None,
            fte=1.0,
        ),
        "targets": pd.DataFrame(
            [
                {
                    "metric": metric,
                    "market_id": "ID",
                    "vendor_id": None,
                    "queue_id": None,
                    "role": None,
                    "tenure_band": None,
                    "valid_from": dt.date(2026, 1, 1),
                    "valid_to": None,
                    "target": target,
                    "floor": float("nan"),
                    "direction": "at_least",
                    "source": "contract 4.1",
                }
                for metric, target in (
                    ("accuracy", 0.95),
                    ("critical_accuracy", 0.99),
                    ("on_time", 0.9),
                    ("utilisation", 0.65),
                    ("throughput", 95.0),
                )
            ]
        ),
        "sop_versions": pd.DataFrame(
            [
                {
                    "sop_family": "sop-ads",
                    "sop_version": version,
                    "effective_at": pd.Timestamp(day, tz="UTC"),
                    "change_type": kind,
                }
                for version, day, kind in (("4.1", "2026-02-02", "major"), ("4.2", "2026-09-14", "major"))
            ]
        ),
        "sample_designs": pd.DataFrame(
            [
                {
                    "design_id": "monthly",
                    "purpose": "monthly_estimate",
                    "strata": "queue x label",
                    "method": "stratified",
                    "is_probability": True,
                }
            ]
        ),
    }
