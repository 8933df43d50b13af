"""CSP-1: everything is audited until a clean run, and again after a wrong label."""

from __future__ import annotations

import pandas as pd
import pytest

from labelqa.measures.gates import Gate, gates, time_to_gate

START = pd.Timestamp(2026, 6, 1)
GATE = Gate(clean=3, fraction=0.25)


def joined(*people: str, days: int = 28, left: bool = False) -> pd.DataFrame:
    """People who began together."""
    until = START + pd.Timedelta(days=days)
    return pd.DataFrame(
        {"person_id": people, "cohort_id": "c", "started": START, "until": until, "left": left}
    )


def audits(**verdicts: str) -> pd.DataFrame:
    """One verdict a day for each person: + clean, - wrong."""
    rows = [
        (who, START + pd.Timedelta(days=at), float(sign == "+"))
        for who, said in verdicts.items()
        for at, sign in enumerate(said)
    ]
    return pd.DataFrame(rows, columns=["person_id", "known", "right"]).assign(weight=1.0)


@pytest.mark.parametrize(
    ("verdicts", "run", "due", "passed"),
    [
        ("+++", 3, 0.25, 2),
        ("++", 2, 1.0, None),
        ("++-+++", 3, 0.25, 5),
        ("+++-++", 2, 1.0, 2),
        ("+++-+++", 3, 0.25, 2),
        ("-", 0, 1.0, None),
        ("", 0, 1.0, None),
    ],
)
def test_the_gate_opens_after_a_clean_run_and_closes_with_a_wrong_label(verdicts, run, due, passed):
    """Three in a row; the day it was first passed stays."""
    (found,) = gates(joined("a"), audits(a=verdicts), GATE).to_dict("records")

    assert (run, due) == (found["run"], found["due"])
    assert (
        (1, passed) == (found["cause"], found["duration"])
        if passed
        else (0, 28) == (found["cause"], found["duration"])
    )


def test_a_run_is_one_person_s():
    """Two clean audits of either are no run of four."""
    found = gates(joined("a", "b"), audits(a="++", b="++"), GATE)

    assert [2, 2] == found["run"].tolist()


def test_to_leave_before_the_gate_is_the_other_risk():
    """Two of four pass on day 2, two leave on day 1: only then has half of all passed."""
    rows = pd.concat([joined("a", "b"), joined("c", "d", days=1, left=True)])
    found = gates(rows, audits(a="+++", b="+++", c="+", d="+"), GATE)
    median = time_to_gate(found).only()

    assert [1, 1, 2, 2] == found["cause"].tolist()
    assert (2, 4) == (median.value, median.n)
    assert "ramp.time_to_gate.median" == time_to_gate(found).figure
    assert "nobody was watched" == time_to_gate(found.iloc[:0]).why


def test_verdicts_after_the_watch_do_not_count():
    """Watched for two days."""
    assert [2] == gates(joined("a", days=2), audits(a="+++"), GATE)["run"].tolist()
