"""Audits drawn by a stratified design, as small as a test needs them, and real answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pytest


@pytest.fixture(scope="session")
def stratified() -> Callable[..., pd.DataFrame]:
    """Audits by stratum: `right` of `drawn` from frames of `sizes`, by `people` or as many people."""

    def audits(
        sizes: Sequence[int], drawn: Sequence[int], right: Sequence[int], people: int = 0
    ) -> pd.DataFrame:
        rows = [
            {"stratum_id": f"s{stratum}", "frame_size": size, "incl_prob": n / size, "correct": place < k}
            for stratum, (size, n, k) in enumerate(zip(sizes, drawn, right, strict=True))
            for place in range(n)
        ]
        frame = pd.DataFrame(rows).assign(design_id="monthly", critical_class=None)
        frame["label_event_id"] = [f"e{place}" for place in range(len(frame))]
        frame["person_id"] = [f"p{place % people if people else place}" for place in range(len(frame))]
        frame["verdict"] = np.where(frame.pop("correct"), "correct", "incorrect")
        return frame

    return audits


@pytest.fixture(scope="session")
def reference(shared: Path) -> dict:
    """What other libraries computed on the ZenCrowd answers."""
    text = (shared / "reference" / "real_data_values.json").read_text(encoding="utf-8")
    return json.loads(text)["sets"]["act_ZenCrowd"]


@pytest.fixture(scope="session")
def zencrowd(shared: Path) -> pd.DataFrame:
    """The ZenCrowd answers of both markets."""
    columns = ["person_id", "item_id", "label_id", "ref_label_id", "seconds"]
    parts = [
        pd.read_csv(
            shared / "data" / "active_crowd_toolkit" / f"ZenCrowd_{file}.csv", names=columns, dtype=str
        ).assign(market_id=file.upper())
        for file in ("us", "in")
    ]
    answers = pd.concat(parts, ignore_index=True)
    return answers.assign(
        correct=answers["label_id"] == answers["ref_label_id"], seconds=answers["seconds"].astype(int)
    )
