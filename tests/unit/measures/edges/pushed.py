"""The edges that data can be pushed to: each makes another market of one."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .market import AFTER, END, NOW, QUEUES, Edge, Frames

SETTINGS = ("targets", "sample_designs", "label_classes", "queues")
LABELS = ("label_id", "ref_label_id", "key_label_id", "final_label_id", "suggested_label_id")
UNKNOWN = (
    *("site_id", "vendor_id", "team_id", "reason_id", "clause_id", "critical_class", "attempt", "blind"),
    *("audit_s", "cohort_id", "delivered_batch_id", "volume_delivered", "sop_version"),
)


def _of_work(frames: Frames, change: object) -> Frames:
    """Every table but the settings, changed."""
    return {n: frame if n in SETTINGS else change(frame) for n, frame in frames.items()}  # type: ignore[operator]


def _set(frame: pd.DataFrame, **values: object) -> pd.DataFrame:
    """The columns that the table has, set to one value each; the table itself where it has none of them."""
    held = {column: value for column, value in values.items() if column in frame}
    return frame.assign(**held) if held else frame


def usual(frames: Frames) -> Frames:
    """As it is."""
    return frames


def empty(frames: Frames) -> Frames:
    """No row anywhere."""
    return {name: frame.head(0) for name, frame in frames.items()}


def one_row(frames: Frames) -> Frames:
    """One row of each table."""
    return {name: frame.head(1) for name, frame in frames.items()}


def last_rows(frames: Frames) -> Frames:
    """The last two rows of each table."""
    return _of_work(frames, lambda frame: frame.tail(2))


def one_person(frames: Frames) -> Frames:
    """All that one person did."""
    return _of_work(
        frames, lambda frame: frame[frame["person_id"] == "p04"] if "person_id" in frame else frame
    )


def two_people(frames: Frames) -> Frames:
    """All that two people of different sites did."""
    return _of_work(
        frames,
        lambda frame: frame[frame["person_id"].isin(["p00", "p04"])] if "person_id" in frame else frame,
    )


def one_of_each(frames: Frames) -> Frames:
    """One label, queue, site, QA, stratum, week and state."""
    one = {"queue_id": "ads", "site_id": "yog", "vendor_id": "nw", "team_id": "t", "qa_person_id": "q0"}
    same = dict.fromkeys(LABELS, "fine") | one | {"stratum_id": "s", "state": "handling", "clause_id": "c"}
    return _of_work(frames, lambda frame: _set(frame, **same))


def all_right(frames: Frames) -> Frames:
    """Nothing wrong anywhere."""
    return _of_work(frames, lambda frame: _judged(frame, wrong=False))


def all_wrong(frames: Frames) -> Frames:
    """Everything wrong."""
    return _of_work(frames, lambda frame: _judged(frame, wrong=True))


def one_wrong(frames: Frames) -> Frames:
    """One thing wrong in each table."""

    def change(frame: pd.DataFrame) -> pd.DataFrame:
        right = _judged(frame, wrong=False)
        return frame if right is frame else pd.concat([_judged(frame.head(1), wrong=True), right.iloc[1:]])

    return _of_work(frames, change)


def _judged(frame: pd.DataFrame, *, wrong: bool) -> pd.DataFrame:
    if "label_id" in frame:
        true = frame["label_id"].map(AFTER) if wrong else frame["label_id"]
        frame = _set(frame, ref_label_id=true, key_label_id=true)
    return _set(
        frame,
        verdict="incorrect" if wrong else "correct",
        correct=not wrong,
        critical_class="user" if wrong else "none",
        outcome="overturned" if wrong else "upheld",
        review_verdict="overturn" if wrong else "uphold",
        lot_verdict="rejected" if wrong else "accepted",
        quiz_right=0 if wrong else 10,
        passed=not wrong,
        reason_id="sop_gap" if wrong else None,
    )


def unsure(frames: Frames) -> Frames:
    """No audit came to a verdict."""
    return _of_work(frames, lambda frame: _set(frame, verdict="unsure"))


def census(frames: Frames) -> Frames:
    """Everything was drawn."""
    return _of_work(frames, lambda frame: _set(frame, incl_prob=1.0, frame_size=3, sample_size=3))


def thin_strata(frames: Frames) -> Frames:
    """Each audit is its stratum's only one, of a frame of one decision."""

    def change(frame: pd.DataFrame) -> pd.DataFrame:
        if "stratum_id" not in frame:
            return frame
        return _set(frame, stratum_id=[f"s{i}" for i in range(len(frame))], frame_size=1, incl_prob=1.0)

    return _of_work(frames, change)


def one_heavy_stratum(frames: Frames) -> Frames:
    """One audit stands for nearly all decisions."""

    def change(frame: pd.DataFrame) -> pd.DataFrame:
        if "stratum_id" not in frame:
            return frame
        first = np.arange(len(frame)) == 0
        return _set(
            frame,
            stratum_id=np.where(first, "heavy", "light"),
            frame_size=np.where(first, 10**9, len(frame)),
            incl_prob=np.where(first, 1e-9, 1.0),
        )

    return _of_work(frames, change)


def no_time(frames: Frames) -> Frames:
    """Nothing took any time, and everything happened at one instant."""

    def change(frame: pd.DataFrame) -> pd.DataFrame:
        return _set(frame, active_ms=0, seconds=0, audit_s=0, bin_ms=0, fte=0.0)

    def at_once(frame: pd.DataFrame) -> pd.DataFrame:
        return frame.assign(**{name: NOW - pd.Timedelta(days=3) for name in frame if name.endswith("_at")})

    changed = _of_work(frames, change)
    return {**changed, "requests": at_once(frames["requests"]), "deliveries": at_once(frames["deliveries"])}


def no_labels(frames: Frames) -> Frames:
    """Rows that count nothing."""
    none = dict.fromkeys(
        ("labels", "timed", "first_pass", "n_labels", "volume_requested", "volume_delivered"), 0
    )
    return _of_work(frames, lambda frame: _set(frame, **none, active_ms=0, quiz_asked=0, quiz_right=0))


def unpaid(frames: Frames) -> Frames:
    """Nothing weighs or costs anything."""
    changed = _of_work(frames, lambda frame: _set(frame, paid=False))
    return {**changed, "label_classes": changed["label_classes"].assign(severity_weight=0.0)}


def constant(frames: Frames) -> Frames:
    """Every day and every row like every other one."""
    same = {"labels": 5, "timed": 5, "first_pass": 5, "active_ms": 150_000, "seconds": 100, "audit_s": 30}
    return _of_work(frames, lambda frame: _set(frame, **same, volume_requested=10, bin_ms=1000))


def one_day(frames: Frames) -> Frames:
    """All on the last day."""
    return _of_work(frames, lambda frame: _set(frame, local_date=END - pd.Timedelta(days=1)))


def nothing_known(frames: Frames) -> Frames:
    """Nothing in any column that may be missing."""
    return _of_work(frames, lambda frame: _set(frame, **dict.fromkeys(UNKNOWN)))


def nothing_done(frames: Frames) -> Frames:
    """Nothing was finished."""

    def change(frame: pd.DataFrame) -> pd.DataFrame:
        never = ("delivered_at", "sop_final_at", "accepted_at", "first_label_at", "acknowledged_at")
        return _set(frame, **dict.fromkeys(never, pd.NaT))

    return {**_of_work(frames, change), "deliveries": frames["deliveries"].head(0)}


def huge(frames: Frames) -> Frames:
    """A thousand million of everything that is counted."""
    many = dict.fromkeys(("labels", "timed", "first_pass", "n_labels", "volume_requested"), 10**9)
    return _of_work(frames, lambda frame: _set(frame, **many, active_ms=10**13))


def other_labels(frames: Frames) -> Frames:
    """Two labels only, each always taken for the other."""
    two = dict(zip([*QUEUES["ads"], *QUEUES["shop"]], ["fine", "false"] * 3, strict=True))
    return _of_work(
        frames,
        lambda frame: _set(frame, **{c: frame[c].map(two) for c in LABELS if c in frame}),
    )


def together(*edges: Edge) -> Edge:
    """Several edges at once, one after the other."""

    def pushed(frames: Frames) -> Frames:
        for edge in edges:
            frames = edge(frames)
        return frames

    pushed.__name__ = " and ".join(edge.__name__ for edge in edges)
    return pushed


EDGES: tuple[Edge, ...] = (
    *(usual, empty, one_row, last_rows, one_person, all_right, all_wrong, no_time, thin_strata),
    together(two_people, one_wrong, census),
    together(one_of_each, all_right, constant),
    together(unsure, unpaid, nothing_done),
    together(one_heavy_stratum, other_labels, no_labels),
    together(one_day, huge),
    together(nothing_known, all_wrong),
)
