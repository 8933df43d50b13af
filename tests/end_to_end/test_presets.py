"""Each tool's export, through `init --from` and a freeze: what is frozen equals what pandas makes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest
from builders import exports
from builders.beginning import alpha, frozen, init

SPAN = "2026-10-01..2026-11-30"


@pytest.fixture(scope="module")
def done() -> pd.DataFrame:
    """The made-up work that every export has."""
    return exports.work(seed=11)


def _with_ground_truth(done: pd.DataFrame) -> pd.DataFrame:
    """The answers that a lead marked as right are annotations too, and known answers of nobody's item."""
    truth = done[done["gold"] != ""].drop_duplicates("item")
    return pd.concat([done, truth.assign(person="lead", label=truth["gold"], gold="")])


def _first(done: pd.DataFrame) -> pd.DataFrame:
    return done.drop_duplicates("item").assign(person="unknown")


@dataclass(frozen=True)
class Case:
    """An export, how its questions are answered, what of the work it holds, and whether gold is in it."""

    files: Callable[[Path, pd.DataFrame], list[Path]]
    options: tuple[str, ...] = ()
    holds: Callable[[pd.DataFrame], pd.DataFrame] = lambda done: done
    gold: bool = False


def one(preset: str) -> Callable[[Path, pd.DataFrame], list[Path]]:
    """The export in one file."""
    return lambda folder, done: [exports.write(preset, folder, done)]


def _with_answers(folder: Path, done: pd.DataFrame) -> list[Path]:
    exports.task_file(folder / "answers.csv", done)
    return [folder / "answers.csv", exports.write("prolific", folder, done)]


def _members(folder: Path, done: pd.DataFrame) -> list[Path]:
    paths = [folder / f"{person}.jsonl" for person in sorted(done["person"].unique())]
    for path in paths:
        exports.doccano(path, done)
    return paths


MONTH = ("--period", "2026-10")
NOBODY = ("--column", "person_id==unknown")
CASES = {
    "appen_full": Case(one("appen_full"), ("--zone", "UTC"), gold=True),
    "mturk_batch": Case(one("mturk_batch")),
    "toloka": Case(one("toloka"), gold=True),
    "prolific": Case(_with_answers, gold=True),
    "label_studio_json": Case(one("label_studio_json"), holds=_with_ground_truth, gold=True),
    "label_studio_json_min": Case(one("label_studio_json_min")),
    "label_studio_csv": Case(one("label_studio_csv")),
    "argilla": Case(one("argilla"), MONTH),
    "doccano": Case(_members, MONTH),
    "surge": Case(one("surge")),
    "scale": Case(one("scale"), NOBODY, lambda done: done.assign(person="unknown", item=done["event"])),
    "cvat_datumaro": Case(one("cvat_datumaro"), (*NOBODY, *MONTH), _first),
    "qa_scorecard": Case(
        one("qa_scorecard"), ("--zone", "UTC"), lambda done: done.assign(item=done["event"]), gold=False
    ),
}


@pytest.mark.parametrize("preset", CASES)
def test_what_is_frozen_of_an_export_is_the_work(preset, done, tmp_path):
    """Volumes, people, classes, accuracy against known answers and agreement, without an edit by hand."""
    case, team = CASES[preset], tmp_path / "team"
    files = [argument for path in case.files(tmp_path, done) for argument in ("--from", path)]
    expected = case.holds(done)

    made = init(team, *files, "--market", "SG", *case.options)
    assert 0 == made.exit_code, made.output
    tables = frozen(team, "SG", SPAN)

    labels = tables["label_days"]
    assert len(expected) == labels["labels"].sum()
    assert expected["person"].nunique() == labels["person_id"].nunique()
    assert expected["label"].value_counts().to_dict() == labels.groupby("label_id")["labels"].sum().to_dict()
    assert (_accuracy(expected) if case.gold else None) == _known(tables)
    if expected.groupby("item")["person"].nunique().max() > 1:
        assert alpha(expected) == pytest.approx(alpha(_answers(tables["overlaps"])), abs=1e-12)
    else:
        assert "overlaps" not in tables


def test_a_report_of_reviews_and_one_of_a_scorecard_have_their_verdicts(done, tmp_path):
    """Label Studio's last review, Scale's customers and a scorecard's Pass and Fail are audits."""
    even = done[done["event"] % 2 == 0]
    failed = (done["gold"] != "") & (done["gold"] != done["label"])
    states = (done["event"] % 5).map(dict(enumerate(("correct", "incorrect", None, "incorrect", "unsure"))))
    for preset, expected in {
        "label_studio_json": (even["event"] % 4 > 0).map({True: "correct", False: "incorrect"}),
        "scale": states.dropna(),
        "qa_scorecard": failed.map({True: "incorrect", False: "correct"}),
    }.items():
        path = exports.write(preset, tmp_path, done)
        assert 0 == init(tmp_path / preset, "--from", path, "--market", "SG", "--yes").exit_code

        verdicts = frozen(tmp_path / preset, "SG", SPAN)["audited_labels"]["verdict"]

        assert expected.value_counts().to_dict() == verdicts.value_counts().to_dict()


def _accuracy(expected: pd.DataFrame) -> float:
    known = expected[expected["gold"] != ""]
    return float((known["label"] == known["gold"]).mean())


def _known(tables: dict[str, pd.DataFrame]) -> float | None:
    answers = tables.get("gold_answers")
    return float(answers["correct"].mean()) if answers is not None and len(answers) else None


def _answers(overlaps: pd.DataFrame) -> pd.DataFrame:
    names = {"person_id": "person", "item_id": "item", "label_id": "label"}
    return overlaps.sort_values("submitted_at").rename(columns=names)
