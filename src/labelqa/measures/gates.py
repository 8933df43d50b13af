"""How much of a joiner's work is to be audited: everything until a clean run, then a fraction (CSP-1)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..estimates import Estimates, Unit
from .clusters import PERSON
from .competing_risks import incidence_quantile, readings

WAITING, PASSED, LEFT = 0, 1, 2


@dataclass(frozen=True)
class Gate:
    """Audit everything until `clean` audits in a row are clean, then the share `fraction` (Dodge 1943)."""

    clean: int = 20
    fraction: float = 0.2


def gates(joiners: pd.DataFrame, audits: pd.DataFrame, gate: Gate) -> pd.DataFrame:
    """
    Where each joiner stands at the gate.

    `audits` as of `proficiency.Evidence`, in the order of their verdicts. Adds to `joiners`: run, the
    clean audits since the last one that was not; due, the share to audit now, 1 or `gate.fraction`, for
    a wrong label closes the gate again; cause, PASSED, LEFT before it or WAITING; duration, days from
    the start of production until the gate was first passed, or watched.
    """
    rows = audits.merge(joiners[[PERSON, "started", "until"]], on=PERSON)
    rows = rows[rows["known"] < rows["until"]].sort_values([PERSON, "known"], kind="stable")
    clean = rows["right"] > 0
    if joiners.empty:
        return joiners.assign(run=0, due=1.0, cause=WAITING, duration=0)
    rows["run"] = clean.groupby([rows[PERSON], (~clean).cumsum()]).cumsum() if len(rows) else 0
    passed = rows[rows["run"] >= gate.clean].groupby(PERSON)["known"].first()
    table = joiners.join(rows.groupby(PERSON)["run"].last(), on=PERSON).join(passed, on=PERSON)
    table["known"] = pd.to_datetime(table["known"])
    through, run = table["known"].notna(), table["run"].fillna(0).astype(int)
    return table.drop(columns="known").assign(
        run=run,
        due=np.where(run >= gate.clean, gate.fraction, 1.0),
        cause=np.where(through, PASSED, np.where(table["left"], LEFT, WAITING)),
        duration=(table["known"].where(through, table["until"]) - table["started"]).dt.days,
    )


def time_to_gate(rows: pd.DataFrame, by: tuple[str, ...] = ()) -> Estimates:
    """The days by which half of all joiners had passed the gate, by Aalen-Johansen; rows of `gates`."""
    return readings(rows, "ramp.time_to_gate.median", by, incidence_quantile, cause=PASSED, unit=Unit.DAYS)
