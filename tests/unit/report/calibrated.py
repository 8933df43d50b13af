"""Calibration sessions of the fabricated market, made from a seed."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd

from .market import CLASSES, Fabricated

HELD = pd.Timestamp("2026-10-13 03:00", tz="UTC")
CLAUSES = {"c1": "Logos", "c2": "Claims", "c3": "Everything else"}


@dataclasses.dataclass(frozen=True)
class Session:
    """`people` of the market answer `items` items, right as often as `before` and `after` say."""

    people: int = 12
    items: int = 30
    before: float = 0.8
    after: float = 0.97
    wrong_keys: int = 0
    unlearnt: str = ""
    held: pd.Timestamp = HELD
    name: str = "S1"

    def responses(self, market: Fabricated, seed: int = 3) -> pd.DataFrame:
        """Rows of calibration_responses; of the items with a wrong key everybody knows the right label."""
        rng, labels = np.random.default_rng(seed), list(CLASSES)
        everybody = market.frames["people"]["person_id"].iloc[:: max(1, 52 // self.people)].head(self.people)
        true = rng.choice(labels, self.items)
        key = np.where(np.arange(self.items) < self.wrong_keys, np.roll(true, 1), true)
        key = np.where((key == true) & (np.arange(self.items) < self.wrong_keys), "another", key)
        clause = np.array(list(CLAUSES))[np.arange(self.items) % len(CLAUSES)]
        parts = []
        for phase, skill in (("pre", self.before), ("post", self.after)):
            chance = np.where(clause == self.unlearnt, 0.5, skill)
            right = rng.random((len(everybody), self.items)) < chance
            given = np.where(right, true, rng.choice(labels, right.shape))
            person, item = (each.ravel() for each in np.indices(right.shape))
            parts.append(
                pd.DataFrame(
                    {
                        "session_id": self.name,
                        "market_id": "ID",
                        "item_id": [f"{self.name}-i{i:02}" for i in item],
                        "person_id": everybody.to_numpy()[person],
                        "phase": phase,
                        "label_id": given.ravel(),
                        "key_label_id": key[item],
                        "key_challenged": False,
                        "clause_id": clause[item],
                        "minutes": 1.0,
                    }
                )
            )
        return pd.concat(parts, ignore_index=True)


def with_sessions(market: Fabricated, *sessions: Session) -> Fabricated:
    """The market that also calibrated."""
    held = pd.DataFrame(
        [
            {"session_id": s.name, "market_id": "ID", "queue_id": "ads", "sop_version": "4.2",
             "held_at": s.held, "facilitator_id": "sme"}
            for s in sessions
        ]
    )  # fmt: skip
    clauses = pd.DataFrame(
        [
            {"sop_family": "sop-ads", "sop_version": "4.2", "clause_id": k, "title": v}
            for k, v in CLAUSES.items()
        ]
    )
    answers = pd.concat([session.responses(market) for session in sessions], ignore_index=True)
    frames = {"calibration_sessions": held, "calibration_responses": answers, "sop_clauses": clauses}
    return dataclasses.replace(market, frames={**market.frames, **frames})
