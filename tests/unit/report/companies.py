"""Companies made from seeds: large and tiny, good and bad, whole and with holes, in every notation."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
from builders.workspace import sample_workspace

from labelqa import editions, params, periods, snapshots
from labelqa.snapshots.snapshot_set import SnapshotSet

from .market import Fabricated, market
from .printed import NOTATIONS

FABRICATED, SAMPLED = 24, 6
"""So many that each trait, each notation and each market of the sample has its turn."""
_SAMPLED_LABELS = 20_000
_LOCALES = sorted(NOTATIONS)
_TABLES = ("audits", "gold", "time", "requests", "targets", "sop_versions", "sample_designs", "label_classes")
_OCTOBER, _SEPTEMBER = pd.Timestamp(2026, 10, 1), pd.Timestamp(2026, 9, 1)

Change = Callable[[Fabricated, np.random.Generator], Fabricated]


def fabricated(seed: int, folder: Path) -> Path:
    """The extract of a made-up company: one plain trait in turn, up to three by chance, a locale in turn."""
    rng = np.random.default_rng(1000 + seed)
    made = _audited(market(seed), rng, float(rng.choice([0.02, 0.1, 0.3])))
    traits = [TRAITS[seed % len(TRAITS)], *rng.choice(np.array(TRAITS, dtype=object), rng.integers(0, 4))]
    for trait in traits:
        made = trait(made, rng)
    return dataclasses.replace(made, locale=_LOCALES[seed % len(_LOCALES)]).write(folder / "extract")


def sampled(seed: int, folder: Path, repository: Path) -> Path:
    """The extract of one market of a small sample company, frozen and cut as a run would."""
    sample_workspace(repository, folder, seed=seed, labels=_SAMPLED_LABELS)
    known, period = params.load(folder), periods.parse("2026-10", dt.date(2026, 11, 2))
    place = sorted(known.markets)[seed % len(known.markets)]
    frozen = snapshots.freeze(known, place, period, folder / "outputs", folder, today=dt.date(2026, 11, 2))
    (job,) = params.jobs(known, period, reports=["market_report"], markets=[place], editions=["internal"])
    return editions.cut(SnapshotSet.of(frozen), job, known, folder / "extract").folder


def _audited(made: Fabricated, rng: np.random.Generator, share: float) -> Fabricated:
    if "audited_labels" not in made.frames:
        return made
    audits = made.frames["audited_labels"]
    return made.with_rows("audited_labels", audits[rng.random(len(audits)) < share])


def _plain(made: Fabricated, rng: np.random.Generator) -> Fabricated:
    return made


def _few_audits(made: Fabricated, rng: np.random.Generator) -> Fabricated:
    if "audited_labels" not in made.frames:
        return made
    audits = made.frames["audited_labels"]
    return made.with_rows("audited_labels", audits.head(int(rng.integers(1, 60))))


def _no_audits(made: Fabricated, rng: np.random.Generator) -> Fabricated:
    return made.without("audits")


def _no_audits_now(made: Fabricated, rng: np.random.Generator) -> Fabricated:
    if "audited_labels" not in made.frames:
        return made
    audits = made.frames["audited_labels"]
    return made.with_rows("audited_labels", audits[pd.to_datetime(audits["local_date"]) < _OCTOBER])


def _all_right(made: Fabricated, rng: np.random.Generator) -> Fabricated:
    if "audited_labels" not in made.frames:
        return made
    audits = made.frames["audited_labels"]
    right = {"verdict": "correct", "ref_label_id": audits["label_id"], "critical_class": "none"}
    return made.with_rows("audited_labels", audits.assign(**right))


def _all_wrong_at_one(made: Fabricated, rng: np.random.Generator) -> Fabricated:
    if "audited_labels" not in made.frames:
        return made
    audits = made.frames["audited_labels"]
    bad = (audits["site_id"] == "yog") & (audits["verdict"] == "correct")
    worse = {"verdict": "incorrect", "ref_label_id": "none", "critical_class": "user"}
    return made.with_rows(
        "audited_labels", audits.assign(**{c: audits[c].mask(bad, v) for c, v in worse.items()})
    )


def _kept(made: Fabricated, column: str, values: set[str]) -> Fabricated:
    frames = {n: f[f[column].isin(values)] if column in f else f for n, f in made.frames.items()}
    return dataclasses.replace(made, frames=frames)


def _one_lines_up(made: Fabricated, rng: np.random.Generator) -> Fabricated:
    """In October one agent gives one label to everything; three of ten of those are wrong."""
    labels = made.frames["label_days"]
    person, given = str(rng.choice(labels["person_id"].unique())), "none"

    def october(rows: pd.DataFrame) -> pd.Series:
        days = pd.to_datetime(rows["local_date"])
        return (rows["person_id"] == person) & (days >= _OCTOBER)

    made = made.with_rows(
        "label_days", labels.assign(label_id=labels["label_id"].mask(october(labels), given))
    )
    for table in ("audited_labels", "gold_answers"):
        if table not in made.frames:
            continue
        rows = made.frames[table]
        wrong = october(rows) & (rng.random(len(rows)) < 0.3)
        hit = {"label_id": given, "ref_label_id": "health"}
        hit |= {"verdict": "incorrect"} if "verdict" in rows else {"correct": False}
        made = made.with_rows(table, rows.assign(**{c: rows[c].mask(wrong, v) for c, v in hit.items()}))
    return made


def _one_site(made: Fabricated, rng: np.random.Generator) -> Fabricated:
    return _kept(made, "site_id", {str(rng.choice(["yog", "bth", "mdn"]))})


def _two_sites(made: Fabricated, rng: np.random.Generator) -> Fabricated:
    return _kept(made, "site_id", {"yog", "bth"})


def _one_agent(made: Fabricated, rng: np.random.Generator) -> Fabricated:
    return _kept(made, "person_id", {str(made.frames["label_days"]["person_id"].iloc[0])})


def _few_agents(made: Fabricated, rng: np.random.Generator) -> Fabricated:
    people = made.frames["label_days"]["person_id"].unique()
    return _kept(made, "person_id", set(rng.choice(people, 3)))


def _no_sites_recorded(made: Fabricated, rng: np.random.Generator) -> Fabricated:
    frames = {n: f.assign(site_id=None) if "local_date" in f else f for n, f in made.frames.items()}
    return dataclasses.replace(made, frames=frames)


def _same_months(made: Fabricated, rng: np.random.Generator) -> Fabricated:
    """October repeats September, so nothing changed."""
    frames = dict(made.frames)
    for name in ("audited_labels", "label_days", "time_days"):
        if name in frames:
            days = pd.to_datetime(frames[name]["local_date"])
            before = frames[name][(days >= _SEPTEMBER) & (days < _OCTOBER)]
            again = before.assign(local_date=(days[before.index] + pd.Timedelta(days=30)).dt.date)
            frames[name] = pd.concat([frames[name][days < _OCTOBER], again], ignore_index=True)
    return dataclasses.replace(made, frames=frames)


def _no_past(made: Fabricated, rng: np.random.Generator) -> Fabricated:
    frames = {
        n: f[pd.to_datetime(f["local_date"]) >= _OCTOBER] if "local_date" in f else f
        for n, f in made.frames.items()
    }
    return dataclasses.replace(made, frames=frames)


def _other_targets(made: Fabricated, rng: np.random.Generator) -> Fabricated:
    """Near the rates, far above them or far below."""
    if "targets" not in made.frames:
        return made
    targets, far = made.frames["targets"], rng.choice([-0.2, 0.0, 0.0, 0.04])
    moved = np.round(targets["target"] * (1 + far) - rng.normal(0, 0.01, len(targets)), 3)
    return made.with_rows("targets", targets.assign(target=moved.clip(upper=1.0)))


def _high_targets(made: Fabricated, rng: np.random.Generator) -> Fabricated:
    return made.with_rows(
        "targets", market().frames["targets"].assign(target=[0.999, 0.9999, 1.0, 0.9, 150.0])
    )


def _low_targets(made: Fabricated, rng: np.random.Generator) -> Fabricated:
    return made.with_rows("targets", market().frames["targets"].assign(target=[0.5, 0.5, 0.01, 0.2, 10.0]))


def _a_target_of_one_queue(made: Fabricated, rng: np.random.Generator) -> Fabricated:
    if "targets" not in made.frames:
        return made
    targets = made.frames["targets"]
    own = targets.head(1).assign(queue_id="ads", target=0.8)
    return made.with_rows("targets", pd.concat([targets, own.astype(object)], ignore_index=True))


def _without_some(made: Fabricated, rng: np.random.Generator) -> Fabricated:
    return made.without(*rng.choice(_TABLES, 2, replace=False))


def _few_requests(made: Fabricated, rng: np.random.Generator) -> Fabricated:
    if "requests" not in made.frames:
        return made
    requests = made.frames["requests"]
    few = min(int(rng.integers(1, 12)), len(requests))
    return made.with_rows("requests", requests.sample(few, random_state=1))


TRAITS: tuple[Change, ...] = (
    *(_plain, _few_audits, _no_audits, _no_audits_now, _all_right, _all_wrong_at_one, _one_site),
    _one_lines_up,
    *(_two_sites, _one_agent, _few_agents, _no_sites_recorded, _same_months, _no_past, _other_targets),
    *(_high_targets, _low_targets, _a_target_of_one_queue, _without_some, _few_requests),
)
