"""The public data as it lies there, through `init --from`: the reference values, without an edit by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from builders.beginning import frozen, init
from typer.testing import CliRunner

from labelqa.cli import app

CROWD = ("--market", "ALL", "--period", "2026-10", "--yes")
STANDARD = ("--market", "ALL", "--yes")
FILES = {
    "act_CF": ("active_crowd_toolkit/CF.csv", CROWD, "2026-10"),
    "act_CF_amt": ("active_crowd_toolkit/CF_amt.csv", CROWD, "2026-10"),
    "act_MS": ("active_crowd_toolkit/MS.csv", CROWD, "2026-10"),
    "act_SP_amt": ("active_crowd_toolkit/SP_amt.csv", CROWD, "2026-10"),
    "snow_rte": ("crowdtruth_core/rte.standardized.csv", STANDARD, "2019-03"),
    "snow_temp": ("crowdtruth_core/temp.standardized.csv", STANDARD, "2019-03"),
    "ctcore_person_binary": ("crowdtruth_core/person-video-binary-choice.csv", STANDARD, "2018-08"),
    "ctcore_person_ternary": ("crowdtruth_core/person-video-ternary-choice.csv", STANDARD, "2018-08"),
}


@pytest.fixture(scope="module")
def reference(shared) -> dict[str, Any]:
    """What other libraries computed, by data set."""
    text = (shared / "reference" / "real_data_values.json").read_text(encoding="utf-8")
    return json.loads(text)["sets"]


@pytest.mark.parametrize("name", FILES)
def test_rows_people_classes_and_gold_accuracy_of_a_raw_file_are_the_references(
    name, shared, reference, tmp_path
):
    """Files without a head, and full reports, with what is proposed taken."""
    path, options, period = FILES[name]
    expected = reference[name]

    made = init(tmp_path / "team", "--from", shared / "data" / path, *options)
    assert 0 == made.exit_code, made.output
    tables = frozen(tmp_path / "team", "ALL", period)

    labels = tables["label_days"]
    assert expected["rows"] == labels["labels"].sum()
    assert expected["raters"] == labels["person_id"].nunique()
    assert expected["label_counts"] == labels.groupby("label_id")["labels"].sum().to_dict()
    if "gold" in expected:
        gold = expected["gold"]["overall"]
        assert (gold["n"], gold["correct"]) == (
            len(tables["gold_answers"]),
            tables["gold_answers"]["correct"].sum(),
        )


@pytest.mark.parametrize("name", ["act_CF", "ctcore_person_binary"])
def test_a_report_on_a_raw_file_prints_the_references_accuracy_and_alpha(name, shared, reference, tmp_path):
    """One init, one run."""
    path, options, period = FILES[name]
    assert 0 == init(tmp_path / "team", "--from", shared / "data" / path, *options).exit_code

    run = CliRunner().invoke(
        app, ["run", "market_report", "-p", period, "-w", str(tmp_path / "team"), "--json"]
    )

    assert 0 == run.exit_code, run.output
    summary = json.loads(run.stdout.splitlines()[0])["documents"]["summary"]
    figures = {each["name"]: each["value"] for each in _figures(summary) if not each["by"]}
    assert reference[name]["agreement"]["all"]["alpha_nominal"] == pytest.approx(
        figures["agreement.alpha.overall"], abs=5.1e-7
    )
    if "gold" in reference[name]:
        accuracy = reference[name]["gold"]["overall"]["accuracy"]
        assert accuracy == pytest.approx(figures["accuracy.gold.overall"], abs=5.1e-7)


def test_two_markets_of_one_crowd_are_told_apart_by_file(shared, reference, tmp_path):
    """A market for each file; people work in both."""
    files = [shared / "data" / "active_crowd_toolkit" / f"ZenCrowd_{market}.csv" for market in ("us", "in")]
    markets = ["--market", "ZenCrowd_us.csv:US", "--market", "ZenCrowd_in.csv:IN"]
    options = ("--queue", "entity-linking", "--period", "2012-01", "--yes")
    made = init(tmp_path / "team", "--from", *files, *markets, *options)
    assert 0 == made.exit_code, made.output

    for market, rows in reference["act_ZenCrowd"]["rows_by_market"].items():
        tables = frozen(tmp_path / "team", market, "2012-01")
        expected = reference["act_ZenCrowd"]["gold"]["by_market"][market]

        assert rows == tables["label_days"]["labels"].sum()
        assert expected["raters"] == tables["label_days"]["person_id"].nunique()
        assert expected["accuracy"] == pytest.approx(tables["gold_answers"]["correct"].mean(), abs=5.1e-7)


def _figures(path: str) -> list[dict[str, Any]]:
    figures: list[dict[str, Any]] = json.loads(Path(path).read_text(encoding="utf-8"))["figures"]
    return figures
