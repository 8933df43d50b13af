"""Companies that nobody tuned anything to: drawn from a seed, with every table a market may deliver."""

from __future__ import annotations

import dataclasses
import datetime as dt
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import yaml

from labelqa.contracts import CANONICAL
from labelqa.engines.parquet import schema

MARKET, PERIOD, FROZEN = "XX", "2026-10", dt.date(2026, 11, 3)
NAMES = {
    "plain": ["Alpha", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot", "Golf", "Hotel"],
    "one letter": list("ABCDEFGH"),
    "wide": ["W" * 300 + str(i) for i in range(8)],
    "long": [f"Counterfeit goods in live streams, second review, team {i}" for i in range(8)],
    "thai": ["กรุงเทพฯ", "เชียงใหม่", "ภูเก็ต", "ขอนแก่น", "หาดใหญ่", "อุดรธานี", "ชลบุรี", "ระยอง"],
    "chinese": ["上海一组", "北京审核", "深圳", "成都质检团队", "广州", "武汉", "西安", "杭州"],
    "arabic": ["فريق القاهرة", "فريق الرياض", "دبي", "عمان", "بيروت", "تونس", "الدار البيضاء", "الدوحة"],
    "emoji": ["Team 🦊", "Team 🐼", "Team 🚀", "Team 🍜", "Team 🎯", "Team 🐙", "Team 🌊", "Team 🔥"],
    "turned": ["\u202eevil", "a\u2066b", "x\u200fy", "R&D", "x<y", "=1+1", "'quoted'", "a/b\\c"],
}
ZONES = ("UTC", "Asia/Singapore", "Europe/London", "America/Sao_Paulo", "Asia/Kolkata", "Australia/Lord_Howe")
LOCALES = ("en_SG", "en_GB", "id_ID", "th_TH", "vi_VN", "pt_BR", "de_DE")
METRICS = {
    "accuracy": 0.95, "critical_accuracy": 0.99, "gold_accuracy": 0.9, "utilisation": 0.8, "on_time": 0.9,
    "throughput": 60.0, "alpha": 0.8,
}  # fmt: skip
TABLES = ("time", "reviews", "requests", "actions", "training", "calibration", "procedures", "schedules")
STATES = ("handling", "handling", "handling", "waiting", "break", "lunch", "training", "meeting")


@dataclass(frozen=True)
class Shape:
    """What was drawn: sizes, rates, and which optional tables there are."""

    seed: int
    sites: int
    vendors: int
    agents: int
    queues: int
    classes: int
    labels: int
    months: int
    wrong: float
    gold: float
    audited: float
    doubled: float
    removed: float
    moved: float
    names: str
    zone: str
    locale: str
    targets: str
    tables: frozenset[str]


def drawn(seed: int) -> Shape:
    """The shape of a seed."""
    rng = np.random.default_rng(seed)

    def pick(*options: Any) -> Any:
        return options[rng.integers(len(options))]

    return Shape(
        seed,
        sites=pick(1, 2, 3, 9, 11, 12, 30, 60, 200),
        vendors=pick(1, 2, 3, 8, 60),
        agents=pick(1, 2, 5, 30, 120, 800),
        queues=pick(1, 1, 3, 8, 14),
        classes=pick(2, 2, 5, 30),
        labels=pick(1, 40, 300, 2000, 6000),
        months=pick(1, 1, 3),
        wrong=pick(0.0, 0.0, 0.002, 0.03, 0.2, 1.0),
        gold=pick(0.0, 0.05, 0.5, 1.0),
        audited=pick(0.0, 0.03, 0.2, 1.0),
        doubled=pick(0.0, 0.1),
        removed=pick(0.0, 0.0, 0.05),
        moved=pick(0.0, 0.0, 0.1),
        names=pick(*NAMES),
        zone=pick(*ZONES),
        locale=pick(*LOCALES),
        targets=pick("none", "some", "all", "extreme"),
        tables=frozenset(table for table in TABLES if rng.random() < 0.5),
    )


def write(shape: Shape, root: Path, repository: Path) -> None:
    """A workspace of the company: data, params, and the project's notebooks and templates."""
    for name, frame in _Company(shape).tables().items():
        _write(name, frame, root / "data" / f"{name}.parquet")
    for folder in ("notebooks", "templates"):
        shutil.copytree(repository / folder, root / folder)
    names = sorted(path.stem for path in (root / "data").glob("*.parquet"))
    report = yaml.safe_load((repository / "params/reports/market_report.yml").read_text(encoding="utf-8"))
    documents = {
        "project.yml": {"organisation": "Strangers"},
        f"markets/{MARKET}.yml": {
            "name": "Market of strangers", "timezone": shape.zone, "locale": shape.locale,
            "languages": ["en"], "owner": "QA",
        },
        "reports/market_report.yml": report,
        "editions.yml": {
            "internal": {"kind": "internal", "sees": ["open", "pseudonymous", "commercial"]},
            "first": {"kind": "vendor", "vendor": "v0", "markets": [MARKET],
                      "sees": ["open", "pseudonymous"]},
        },
        "sources.yml": {"tables": {name: {"files": f"data/{name}.parquet"} for name in names}},
    }  # fmt: skip
    if agreed := _targets(shape):
        documents["targets.yml"] = agreed
    for name, content in documents.items():
        path = root / "params" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump(content, sort_keys=False, allow_unicode=True), encoding="utf-8")


def _targets(shape: Shape) -> list[dict[str, Any]]:
    """None, one, all that reports know, or all at the very end of what they can be."""
    if shape.targets == "none":
        return []
    named = dict(list(METRICS.items())[:1]) if shape.targets == "some" else METRICS
    ends = {name: 1.0 if value <= 1 else 1e6 for name, value in named.items()}
    return [
        {"metric": name, "valid_from": dt.date(2020, 1, 1), "target": value, "direction": "at_least"}
        for name, value in (ends if shape.targets == "extreme" else named).items()
    ]


def _write(name: str, frame: pd.DataFrame, path: Path) -> None:
    declared = schema(CANONICAL[name].columns)
    rows = frame.astype(object).where(frame.notna(), None)
    columns = [
        pa.array(rows[field.name].tolist() if field.name in rows else [None] * len(rows), field.type)
        for field in declared
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.Table.from_arrays(columns, schema=declared), path)


class _Company:
    """The rows of one shape, drawn once in a fixed order."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self.rng = np.random.default_rng(shape.seed + 1_000_000)
        vendors = min(shape.vendors, shape.sites)
        self.sites = pd.DataFrame({"site_id": [f"s{i}" for i in range(shape.sites)]})
        self.sites["vendor_id"] = [f"v{i % vendors}" for i in range(shape.sites)]
        self.people = self._people()
        self.labels = self._labels()

    def tables(self) -> dict[str, pd.DataFrame]:
        """Every table of the company by its canonical name."""
        found = {
            "vendors": self._named(self.sites[["vendor_id"]].drop_duplicates(), 5),
            "sites": self._named(self.sites, 1),
            "people": self.people,
            "queues": self._queues(),
            "label_classes": self._classes(),
            "labels": self.labels.drop(columns="truth"),
            "sample_designs": _designs(),
        }
        gold = self.labels[self.labels["is_gold"]]
        if len(gold):
            found["gold"] = gold[["item_id", "queue_id"]].assign(gold_version="1", ref_label_id=gold["truth"])
        if len(audits := self._audits()):
            found["audits"] = audits.drop(columns="frame")
            if "reviews" in self.shape.tables:
                found["audit_reviews"] = self._reviews(audits)
        if self.shape.doubled and self.shape.agents > 1:
            found["overlaps"] = self._overlaps()
        for name in sorted(self.shape.tables - {"reviews"}):
            found |= getattr(self, f"_{name}")()
        return {name: frame for name, frame in found.items() if len(frame)}

    def _name(self, number: int) -> str:
        pool = NAMES[self.shape.names]
        return pool[number % len(pool)] + ("" if number < len(pool) else f" {number // len(pool) + 1}")

    def _named(self, frame: pd.DataFrame, start: int) -> pd.DataFrame:
        return frame.assign(name=[self._name(start + i) for i in range(len(frame))])

    def _queues(self) -> pd.DataFrame:
        queues = [f"q{i}" for i in range(self.shape.queues)]
        frame = pd.DataFrame({"queue_id": queues, "taxonomy_version": queues, "sop_family": queues})
        return self._named(frame.assign(task_type="single", std_seconds=30.0), 0)

    def _classes(self) -> pd.DataFrame:
        rows = [
            (f"q{q}", f"q{q}-c{c}", c) for q in range(self.shape.queues) for c in range(self.shape.classes)
        ]
        frame = pd.DataFrame(rows, columns=["taxonomy_version", "label_id", "number"])
        frame = frame.assign(
            name=frame["number"].map(lambda number: self._name(number + 3)),
            is_violation=frame["number"] > 0,
            severity_weight=1.0 + frame["number"] % 3,
        )
        return frame.drop(columns="number")

    def _people(self) -> pd.DataFrame:
        """Agents, of whom some move to another site in the middle of the month, and two auditors."""
        agents = pd.DataFrame({"person_id": [f"p{i:04}" for i in range(self.shape.agents)]})
        agents["site_id"] = [f"s{i % self.shape.sites}" for i in range(self.shape.agents)]
        agents = agents.merge(self.sites, on="site_id").assign(role="agent", valid_from=dt.date(2020, 1, 1))
        middle, moves = dt.date(2026, 10, 15), self.rng.random(len(agents)) < self.shape.moved
        agents["valid_to"] = [middle if moved else None for moved in moves]
        after = agents[moves].assign(valid_from=middle, valid_to=None)
        after["site_id"] = [f"s{(int(site[1:]) + 1) % self.shape.sites}" for site in after["site_id"]]
        after = after.drop(columns="vendor_id").merge(self.sites, on="site_id")
        auditors = pd.DataFrame(
            {"person_id": ["qa1", "qa2"], "role": "qa", "valid_from": dt.date(2020, 1, 1)}
        )
        auditors = auditors.assign(site_id="s0", vendor_id=self.sites["vendor_id"][0])
        return pd.concat([agents, after, auditors], ignore_index=True).assign(fte=1.0, status="active")

    def _labels(self) -> pd.DataFrame:
        shape, rng, n = self.shape, self.rng, self.shape.labels * self.shape.months
        start = pd.Timestamp("2026-11-01 12:00", tz="UTC") - pd.DateOffset(months=shape.months)
        days = 30 if shape.months == 1 else 91
        at = start + pd.to_timedelta(rng.integers(0, (days - 1) * 86_400, n), unit="s")
        if not ((at >= "2026-10-02") & (at < "2026-10-31")).any():
            at = at.where(np.arange(n) > 0, pd.Timestamp("2026-10-12", tz="UTC"))
        truth, queue = rng.integers(0, shape.classes, n), rng.integers(0, shape.queues, n)
        given = np.where(rng.random(n) < shape.wrong, (truth + 1) % shape.classes, truth)
        ms = rng.integers(2_000, 90_000, n)
        return pd.DataFrame(
            {
                "label_event_id": [f"e{i}" for i in range(n)],
                "item_id": [f"i{i}" for i in range(n)],
                "market_id": MARKET,
                "queue_id": [f"q{q}" for q in queue],
                "person_id": [f"p{p:04}" for p in rng.integers(0, shape.agents, n)],
                "label_id": [f"q{q}-c{c}" for q, c in zip(queue, given, strict=True)],
                "truth": [f"q{q}-c{c}" for q, c in zip(queue, truth, strict=True)],
                "submitted_at": at,
                "active_ms": ms,
                "is_gold": rng.random(n) < shape.gold,
                "status": np.where(rng.random(n) < shape.removed, "superseded", "final"),
                "sop_version": np.where(at < pd.Timestamp("2026-10-14", tz="UTC"), "1", "2"),
                "delivered_batch_id": [f"b{i % 3}" for i in range(n)] if "requests" in shape.tables else None,
                "request_id": [f"r{i % 7}" for i in range(n)] if "requests" in shape.tables else None,
            }
        )

    def _audits(self) -> pd.DataFrame:
        """Drawn in each queue and month at a rate of its own."""
        parts, rest = [], self.labels[~self.labels["is_gold"]]
        month = rest["submitted_at"].dt.tz_convert(self.shape.zone).dt.strftime("%Y-%m")
        for (queue, text), rows in rest.groupby([rest["queue_id"], month]):
            rate = self.shape.audited
            rate = rate if rate in (0, 1) else min(1.0, rate * self.rng.uniform(0.5, 3))
            if size := round(len(rows) * rate):
                some = rows.iloc[self.rng.permutation(len(rows))[:size]]
                drawn_of = {"incl_prob": size / len(rows), "frame_size": len(rows), "sample_size": size}
                parts.append(some.assign(stratum_id=f"{text}/{queue}", frame=len(rows), **drawn_of))
        if not parts:
            return pd.DataFrame()
        found = pd.concat(parts, ignore_index=True)
        right = found["label_id"] == found["truth"]
        return found[
            ["market_id", "label_event_id", "stratum_id", "incl_prob", "frame_size", "sample_size", "frame"]
        ].assign(
            audit_id="a" + found["label_event_id"],
            qa_person_id=np.where(np.arange(len(found)) % 2, "qa1", "qa2"),
            design_id="monthly",
            labelled_at=found["submitted_at"],
            audited_at=found["submitted_at"] + pd.Timedelta(days=2),
            blind=True,
            verdict=np.where(right, "correct", "incorrect"),
            ref_label_id=found["truth"],
            critical_class=np.where(right, "none", "user"),
        )

    def _reviews(self, audits: pd.DataFrame) -> pd.DataFrame:
        parts = []
        month = audits["labelled_at"].dt.tz_convert(self.shape.zone).dt.strftime("%Y-%m")
        for (verdict, text), rows in audits.groupby([audits["verdict"], month]):
            some = rows.iloc[: max(1, len(rows) // 4)]
            parts.append(some.assign(stratum_id=f"{text}/{verdict}", incl_prob=len(some) / len(rows)))
        found = pd.concat(parts, ignore_index=True)
        overturned = self.rng.random(len(found)) < 0.1
        return found[["market_id", "audit_id", "stratum_id", "incl_prob", "labelled_at"]].assign(
            review_id="w" + found["audit_id"],
            reviewer_id="expert",
            design_id="review",
            review_verdict=np.where(overturned, "overturn", "uphold"),
            reviewed_at=found["audited_at"] + pd.Timedelta(days=1),
        )

    def _overlaps(self) -> pd.DataFrame:
        twice = self.labels.sample(frac=self.shape.doubled, random_state=self.shape.seed)
        other = twice.assign(
            person_id=[f"p{(int(p[1:]) + 1) % self.shape.agents:04}" for p in twice["person_id"]],
            label_id=twice["truth"],
        )
        columns = ["market_id", "item_id", "queue_id", "person_id", "label_id", "submitted_at"]
        both = pd.concat([twice, other], ignore_index=True)[columns]
        return both.assign(overlap_group_id=both["item_id"], blind=True, purpose="agreement")

    def _shifts(self) -> pd.DataFrame:
        """Eight hours of an agent on some days, one state an hour."""
        agents = self.people.loc[self.people["role"] == "agent", "person_id"].drop_duplicates().head(60)
        days = pd.date_range("2026-10-05 02:00", periods=8, freq="2D", tz="UTC")
        rows = [
            (person, day + pd.Timedelta(hours=hour), state)
            for person in agents
            for day in days
            for hour, state in enumerate(STATES)
        ]
        frame = pd.DataFrame(rows, columns=["person_id", "start_at", "state"])
        return frame.assign(market_id=MARKET, end_at=frame["start_at"] + pd.Timedelta(hours=1))

    def _time(self) -> dict[str, pd.DataFrame]:
        shifts = self._shifts()
        away = self.rng.random(len(shifts)) < 0.05
        return {"time": shifts.assign(state=shifts["state"].mask(away, "leave"), paid=True)}

    def _schedules(self) -> dict[str, pd.DataFrame]:
        return {"schedules": self._shifts().drop(columns="state").assign(planned_state="work")}

    def _requests(self) -> dict[str, pd.DataFrame]:
        created = pd.date_range("2026-09-20", periods=7, freq="5D", tz="UTC")
        late = self.rng.random(7) < 0.4
        requests = pd.DataFrame({"request_id": [f"r{i}" for i in range(7)], "created_at": created})
        requests = requests.assign(
            market_id=MARKET,
            queue_id="q0",
            requester_team="algo",
            accepted_at=created + pd.Timedelta(days=1),
            due_at=created + pd.Timedelta(days=8),
            delivered_at=pd.Series(created + pd.Timedelta(days=7)).mask(late),
            volume_requested=100,
            volume_delivered=90,
        )  # fmt: skip
        batches = pd.DataFrame({"batch_id": ["b0", "b1", "b2"], "request_id": ["r0", "r1", "r2"]})
        at = pd.date_range("2026-10-10", periods=3, freq="7D", tz="UTC")
        sizes = {"n_labels": 100, "lot_n": 20, "lot_c": 1, "lot_verdict": "accepted", "consumer": "training"}
        return {
            "requests": requests,
            "deliveries": batches.assign(market_id=MARKET, delivered_at=at, **sizes),
        }

    def _actions(self) -> dict[str, pd.DataFrame]:
        opened = pd.date_range("2026-09-10", periods=4, freq="10D", tz="UTC")
        frame = pd.DataFrame({"action_id": [f"x{i}" for i in range(4)], "opened_at": opened})
        return {
            "actions": frame.assign(
                market_id=MARKET, scope_type="site", scope_id="s0", type="coaching", vendor_visible=True,
                due_at=opened + pd.Timedelta(days=14), status=["open", "done", "open", "cancelled"],
                closed_at=[None, opened[1] + pd.Timedelta(days=9), None, opened[3] + pd.Timedelta(days=3)],
            )
        }  # fmt: skip

    def _training(self) -> dict[str, pd.DataFrame]:
        people = self.people["person_id"].drop_duplicates().head(20)
        frame = pd.DataFrame({"person_id": people, "module_id": "basics", "attempt": 1})
        done = {"completed_at": pd.Timestamp("2026-09-01", tz="UTC"), "score_right": 9, "score_asked": 10}
        return {"training": frame.assign(market_id=MARKET, passed=True, cohort_id="c1", **done)}

    def _calibration(self) -> dict[str, pd.DataFrame]:
        held = pd.Timestamp("2026-10-08", tz="UTC")
        session = {"session_id": "k1", "market_id": MARKET, "queue_id": "q0", "held_at": held}
        people = self.people["person_id"].drop_duplicates().head(12)
        rows = [
            (f"i{item}", person, phase, f"q0-c{self.rng.integers(0, self.shape.classes)}")
            for item in range(5)
            for person in people
            for phase in ("pre", "post")
        ]
        answers = pd.DataFrame(rows, columns=["item_id", "person_id", "phase", "label_id"])
        answers = answers.assign(session_id="k1", market_id=MARKET, key_label_id="q0-c0")
        return {"calibration_sessions": pd.DataFrame([session]), "calibration_responses": answers}

    def _procedures(self) -> dict[str, pd.DataFrame]:
        families = [f"q{i}" for i in range(self.shape.queues)]
        at = [pd.Timestamp(day, tz="UTC") for day in ("2026-07-01", "2026-10-14")]
        versions = pd.DataFrame(
            [(family, str(number), at[number - 1]) for family in families for number in (1, 2)],
            columns=["sop_family", "sop_version", "effective_at"],
        )
        people = self.people.loc[self.people["role"] == "agent", "person_id"].drop_duplicates().head(40)
        read = pd.DataFrame(
            [(person, "q0", "2") for person in people], columns=["person_id", "sop_family", "sop_version"]
        )
        read = read.assign(
            market_id=MARKET, acknowledged_at=at[1] + pd.Timedelta(days=1), quiz_right=4, quiz_asked=5
        )
        return {"sop_versions": versions.assign(change_type="major"), "sop_acknowledgements": read}


def _designs() -> pd.DataFrame:
    same = {"strata": "queue", "method": "stratified", "is_probability": True}
    return pd.DataFrame(
        [
            {"design_id": "monthly", "purpose": "monthly_estimate", **same},
            {"design_id": "review", "purpose": "review", **same, "strata": "verdict"},
        ]
    )


def without(shape: Shape, **over: Any) -> Shape:
    """The same company, but for some of its traits."""
    return dataclasses.replace(shape, **over)


def totals(root: Path, shape: Shape) -> dict[str, float]:
    """By name of the figure, what pandas counts in the files; without what nobody delivered."""
    labels = _read(root, "labels")
    kept = labels[(labels["status"] == "final") & _in_period(labels["submitted_at"], shape)]
    gold = kept[kept["is_gold"]]
    found = {"volume.labels.overall": float((~kept["is_gold"]).sum())}
    if len(gold):
        known = gold.merge(_read(root, "gold"), on=["item_id", "queue_id"])
        found["accuracy.gold.overall"] = float((known["label_id"] == known["ref_label_id"]).mean())
    if (root / "data" / "audits.parquet").is_file():
        audits = _read(root, "audits")
        audits = audits[_in_period(audits["labelled_at"], shape)]
        strata = audits.assign(right=audits["verdict"] == "correct").groupby("stratum_id")
        if len(audits):
            shares = strata.agg(right=("right", "mean"), frame=("frame_size", "first"))
            found["accuracy.audit.overall"] = float(np.average(shares["right"], weights=shares["frame"]))
    return found


def has_labels(root: Path, vendor: str) -> bool:
    """Whether somebody of a vendor labelled in the period, by the roster of the day."""
    labels, people = _read(root, "labels"), _read(root, "people")
    zone = yaml.safe_load((root / f"params/markets/{MARKET}.yml").read_text(encoding="utf-8"))["timezone"]
    day = _utc(labels["submitted_at"]).dt.tz_convert(zone).dt.date
    rows = labels.assign(day=day)[(day >= dt.date(2026, 10, 1)) & (day < dt.date(2026, 11, 1))]
    met = rows.merge(people[people["vendor_id"] == vendor], on="person_id", suffixes=("", "_of"))
    ends = met["valid_to"].map(lambda until: dt.date.max if pd.isna(until) else until)
    return bool(((met["valid_from"] <= met["day"]) & (met["day"] < ends)).any())


def _read(root: Path, name: str) -> pd.DataFrame:
    return pq.read_table(root / "data" / f"{name}.parquet").to_pandas()


def _in_period(at: pd.Series, shape: Shape) -> pd.Series:
    return _utc(at).dt.tz_convert(shape.zone).dt.strftime("%Y-%m") == PERIOD


def _utc(at: pd.Series) -> pd.Series:
    return at.dt.tz_localize("UTC") if at.dt.tz is None else at
