"""What is known of the window's joiners and of the tenured, row by row; no edition prints it unasked."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

import pandas as pd

from ....measures import gates, joiners, proficiency, ramp_up
from ....measures.gates import PASSED, Gate
from ....measures.proficiency import JoinerEvidence, ProficiencyRule
from ...data.rows import ExtractReader


@dataclass(frozen=True)
class JoinerCohorts:
    """Joiners with what became of them, and at the gate; the tenured; those hired."""

    seen: JoinerEvidence
    outcomes: pd.DataFrame
    gates: pd.DataFrame
    tenured: pd.DataFrame
    hired: pd.DataFrame

    def lines(self, decisions: pd.DataFrame) -> pd.DataFrame:
        """
        A row for each joiner, by cohort and what is due, as `charts.swimmers` draws them.

        `decisions` are rows of `ramp_up.decisions`; nothing is due for those who left. `due` is the share
        of the joiner's work to audit.
        """
        rows = self.outcomes
        due = decisions.set_index("person_id")["decision"].to_dict() if len(decisions) else {}
        lines = rows[["person_id", "cohort_id", "started", "outcome", "duration"]].assign(
            watched=(rows["until"] - rows["started"]).dt.days,
            gate=self.gates["duration"].where(self.gates["cause"] == PASSED),
            due=self.gates["due"],
            decision=rows["person_id"].map(due).astype(object).fillna(ramp_up.LEFT),
        )
        order = ["started", "cohort_id", "decision", "duration", "person_id"]
        return lines.sort_values(order, ignore_index=True)


def watch(rows: ExtractReader, zone: ZoneInfo, rule: ProficiencyRule, gate: Gate) -> JoinerCohorts:
    """Check everybody who began production in the window, week by week; tables must be there."""
    start, end = rows.span("window")
    people = rows.table("people")
    training = rows.table("training") if rows.holds("training") else pd.DataFrame()
    joined, tenured = joiners.joiners(people, training, start, end), joiners.tenured(people, start, end)
    audits, labels = rows.cut("audited_labels", "window"), rows.cut("label_days", "window")
    seen = proficiency.evidence(audits, labels, tenured, zone)
    return JoinerCohorts(
        seen,
        ramp_up.outcomes(joined, proficiency.checks(joined, seen, rule)),
        gates.gates(joined, seen.audits, gate),
        tenured,
        joiners.hired(people, start, end),
    )
