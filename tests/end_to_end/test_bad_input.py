"""What wrong parameters and wrong data get: a message that names the place and the remedy, and no report."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pyarrow.csv as pc
import pyarrow.parquet as pq
import pytest

JOB = ("run", "market_report", "-m", "SG", "-p", "2026-10", "-e", "internal")
AUDITS = "data/audits/market=SG"
LABELS = "data/labels/market=SG"


@pytest.fixture
def refused(workspace, labelqa):
    """Run the job, expect an exit code and nothing published, and hand back what was said."""

    def run(code: int, *arguments: str) -> str:
        ran = labelqa(workspace, *(arguments or JOB))
        made = [*(workspace / "outputs").glob("reports/*/*/*/*/*")]

        assert code == ran.code, ran.said
        assert [] == [path for path in made if not path.name.startswith(".")]
        assert "Traceback" not in ran.said
        return " ".join(ran.said.split())

    return run


def rewrite(folder: Path, change) -> None:
    """Change every Parquet file below `folder` as a pandas frame; the shared original stays."""
    paths = sorted(folder.rglob("*.parquet")) if folder.is_dir() else [folder]
    assert paths
    for path in paths:
        frame = change(pd.read_parquet(path, partitioning=None))
        path.unlink()
        frame.to_parquet(path, index=False)


def edit(path: Path, old: str, new: str) -> None:
    """Replace one piece of text that must be there once."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_an_unknown_market_is_named_with_those_there_are(refused):
    """Exit 2, listing the known markets."""
    said = refused(2, "run", "-m", "XX", "-p", "2026-10")

    assert "XX" in said
    assert "SG" in said


def test_a_thirteenth_month_is_refused_with_the_way_to_write_it(refused):
    """Exit 2 and an example."""
    assert "2026-13 is not a month; write it as 2026-10" in refused(2, "run", "--period", "2026-13")


def test_a_misspelt_key_is_named_with_its_line_and_the_nearest(refused, workspace):
    """Exit 2: file, line and what was meant."""
    edit(workspace / "params/markets/SG.yml", "timezone:", "timezome:")
    said = refused(2)

    assert re.search(r"params/markets/SG\.yml:\d+", said)
    assert "timezone" in said


def test_a_key_given_twice_is_refused(refused, workspace):
    """Exit 2: file and line of the second."""
    path = workspace / "params/markets/SG.yml"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, "name: Singapore"]) + "\n", encoding="utf-8")

    assert f"params/markets/SG.yml:{len(lines) + 1}" in refused(2)


def test_mistakes_in_several_files_are_reported_together(refused, workspace):
    """Exit 2 with both."""
    edit(workspace / "params/markets/SG.yml", "timezone:", "timezome:")
    edit(workspace / "params/markets/TH.yml", "Asia/Bangkok", "Asia/Bangok")
    said = refused(2)

    assert "params/markets/SG.yml" in said
    assert "params/markets/TH.yml" in said


def test_a_missing_column_is_named(refused, workspace):
    """Exit 3: table, column and file."""
    rewrite(workspace / LABELS, lambda frame: frame.drop(columns="label_id"))
    said = refused(3)

    assert "label_id" in said
    assert "labels" in said


def test_a_column_of_the_wrong_type_is_named(refused, workspace):
    """Exit 3: times that are whole numbers cannot be read as times."""
    rewrite(workspace / LABELS, lambda frame: frame.assign(submitted_at=range(len(frame))))

    assert "submitted_at" in refused(3)


def test_audit_ids_given_twice_stop_the_market(refused, workspace):
    """Exit 3: a broken key."""
    rewrite(workspace / AUDITS, lambda frame: pd.concat([frame, frame.head(1)]))

    assert "audit_id" in refused(3)


def test_audits_of_labels_that_do_not_exist_stop_the_market(refused, workspace):
    """Exit 3: a broken reference."""
    rewrite(workspace / AUDITS, lambda frame: frame.assign(label_event_id="gone-" + frame["label_event_id"]))

    assert "of decisions that are not in labels" in refused(3)


def test_verdicts_that_are_nan_stop_the_market(refused, workspace):
    """Exit 3: more rejected rows than params allow."""
    rewrite(workspace / AUDITS, lambda frame: frame.assign(verdict=float("nan")))

    assert "verdict" in refused(3)


def test_a_flipped_bit_in_a_snapshot_is_found(refused, workspace, labelqa):
    """Exit 3: the file whose digest differs."""
    assert labelqa(workspace, "snapshot", "-m", "SG", "-p", "2026-10").code == 0

    table = next((workspace / "outputs/snapshots/2026-10/SG").glob("s1/label_days.parquet"))
    content = bytearray(table.read_bytes())
    content[len(content) // 2] ^= 1
    table.chmod(0o644)
    table.write_bytes(content)

    assert "label_days.parquet" in refused(3)


def test_a_csv_file_with_a_short_row_is_refused_with_its_line(refused, workspace):
    """Exit 3: file and line."""
    table = workspace / "data" / "queues.csv"
    pc.write_csv(pq.read_table(workspace / "data/queues.parquet"), table)
    lines = table.read_text(encoding="utf-8").splitlines()
    lines[2] = lines[2].rpartition(",")[0]
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    edit(workspace / "params/sources.yml", "data/queues.parquet", "data/queues.csv")

    assert "data/queues.csv:3" in refused(3)


def test_one_market_with_bad_data_does_not_stop_the_others(workspace, labelqa):
    """Exit 3 for the refused market; the other one is published."""
    rewrite(workspace / AUDITS, lambda frame: frame.assign(verdict=None))

    ran = labelqa(workspace, *JOB, "-m", "VN")
    statuses = {line["job"].split("/")[1]: line["status"] for line in ran.lines}

    assert {"SG": "refused", "VN": "published"} == statuses
    assert ran.code == 3
