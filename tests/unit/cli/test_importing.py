"""`labelqa init --from`: nothing is guessed in silence, and nothing half-made is left."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from builders import exports
from builders.beginning import init

from labelqa.params import load

AMBIGUOUS = {
    "which market": ("id,worker,item,answer,submitted", "2026-10-13T10:00:00Z", ("--market", "SG")),
    "in which zone": ("id,worker,item,answer,submitted", "2026-10-13 10:00:00", ("--zone", "Asia/Singapore")),
    "the day or the month first": ("id,worker,item,answer,submitted", "05/06/2026", ("--day-first",)),
    "of which month": ("id,worker,item,answer,note", "x", ("--period", "2026-10")),
    "what offset from UTC": (
        "id,worker,item,answer,submitted",
        "Tue Oct 13 10:00:00 PDT 2026",
        ("--abbreviations", "PDT=-07:00"),
    ),
    "which column is the answer": (
        "id,worker,item,this,that,submitted",
        "2026-10-13T10:00:00Z",
        ("--column", "label_id=that"),
    ),
    "which column says who labelled": (
        "id,whoever,item,answer,submitted",
        "2026-10-13T10:00:00Z",
        ("--column", "person_id=whoever"),
    ),
    "how long a label took": (
        "id,worker,item,answer,duration,submitted",
        "2026-10-13T10:00:00Z",
        ("--unit", "milliseconds"),
    ),
}
ANSWERS = [option for *_, option in AMBIGUOUS.values()]


def file_of(folder: Path, head: str, time: str) -> Path:
    """Labels of three people on six items; the last column has that value in every row."""
    fields = head.count(",") + 1
    rows = []
    for n in range(18):
        answers = [("yes", "no")[n % 2], ("a", "b")[n % 5 > 1]]
        rows.append([f"e{n}", f"w{n % 3}", f"i{n // 3}", answers[0], *answers[1:][: fields - 5], time])
    if "duration" in head:
        rows = [[*row[:4], str(3 + 17 * n), row[-1]] for n, row in enumerate(rows)]
    path = folder / "labels.csv"
    path.write_text("\n".join([head, *(",".join(row) for row in rows)]) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("question", AMBIGUOUS)
def test_what_a_file_does_not_say_is_asked_and_nothing_is_written(question, tmp_path):
    """Exit 2 with the question, the proposal's option in it; an option answers it."""
    head, time, answer = AMBIGUOUS[question]
    path, team = file_of(tmp_path, head, time), tmp_path / "team"
    needed = [word for option in ANSWERS if option != answer for word in option]

    refused = init(team, "--from", path, *_fitting(needed, head))

    assert 2 == refused.exit_code
    assert question in refused.output
    assert answer[0] in refused.output
    assert not team.exists()
    assert 0 == init(team, "--from", path, *_fitting([*needed, *answer], head)).exit_code


def _fitting(options: list[str], head: str) -> list[str]:
    """The options that name a column only if the file has it."""
    pairs = pairwise(options)
    missing = {b for a, b in pairs if a == "--column" and b.partition("=")[2] not in head.split(",")}
    return [
        word
        for word, after in zip(options, [*options[1:], ""], strict=True)
        if word not in missing and not (word == "--column" and after in missing)
    ]


def test_yes_takes_what_is_proposed_and_says_so(tmp_path):
    """Every answer that nobody gave is marked as assumed."""
    path = file_of(tmp_path, "id,worker,item,answer,submitted", "2026-10-13 10:00:00")

    assert 0 == init(tmp_path / "team", "--from", path, "--yes").exit_code

    text = (tmp_path / "team" / "params" / "sources.yml").read_text(encoding="utf-8")
    said = " ".join(text.replace("#", " ").split())
    assert "assumed: zone UTC" in said
    assert "assumed: one market for the file" in said
    assert "guess: by its name; w0, w1, w2" in said


def test_what_nothing_can_be_proposed_for_is_asked_even_with_yes(tmp_path):
    """Somebody has to say who labelled."""
    path = file_of(tmp_path, "id,whoever,item,answer,submitted", "2026-10-13T10:00:00Z")

    refused = init(tmp_path / "team", "--from", path, "--yes")

    assert 2 == refused.exit_code
    assert "which column says who labelled? have whoever" in refused.output


def test_several_files_stand_behind_one_from(tmp_path):
    """As a shell expands a pattern."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        file_of(tmp_path / name, "id,worker,item,answer,submitted", "2026-10-13T10:00:00Z").rename(
            tmp_path / f"{name}.csv"
        )

    made = init(tmp_path / "team", "--from", tmp_path / "a.csv", tmp_path / "b.csv", "--market", "SG")

    assert 0 == made.exit_code, made.output
    files = [mapping.files for mapping in load(tmp_path / "team").sources.tables["labels"]]
    assert ["../a.csv", "../b.csv"] == files


@pytest.mark.parametrize("preset", ["appen_aggregated", "cvat_images", "cvat_quality"])
def test_an_export_without_anybodys_labels_is_refused_with_what_to_deliver(preset, tmp_path):
    """It is recognised, and told what it is."""
    path = exports.write(preset, tmp_path, exports.work())

    refused = init(tmp_path / "team", "--from", path, "--yes")

    assert 2 == refused.exit_code
    assert "export the" in refused.output or "deliver the" in refused.output
    assert not (tmp_path / "team").exists()


def test_a_workspace_that_stands_is_not_asked_about(tmp_path):
    """Before any file is looked at."""
    path = file_of(tmp_path, "id,worker,item,answer,submitted", "2026-10-13T10:00:00Z")
    assert 0 == init(tmp_path / "team", "--from", path, "--market", "SG").exit_code

    again = init(tmp_path / "team", "--from", path)

    assert 2 == again.exit_code
    assert "is a workspace already" in again.output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--from", "nowhere.csv"), "no such file"),
        (("--market", "SG"), "answers are given, and no file"),
        (("--sample", "--from", "nowhere.csv"), "two workspaces"),
    ],
)
def test_a_wrong_command_line_is_refused(tmp_path, arguments, words):
    """With its remedy."""
    refused = init(tmp_path / "team", *arguments)

    assert 2 == refused.exit_code
    assert words in refused.output


def test_on_a_terminal_the_question_is_asked_and_the_answer_taken(tmp_path):
    """In a pseudo-terminal: Enter takes the proposal, words are an answer."""
    path = file_of(tmp_path, "id,worker,item,answer,submitted", "2026-10-13 10:00:00")
    program = [sys.executable, "-c", "from labelqa.cli import app; app()"]
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*program, "init", str(tmp_path / "team"), "--from", str(path)],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    os.write(ours, b"SG\nAsia/Singapore\n")
    said = _all_of(ours)

    assert 0 == process.wait(timeout=60), said
    assert "in which zone are times such as 2026-10-13 10:00:00?" in said
    assert "Asia/Singapore" == load(tmp_path / "team").markets["SG"].timezone


def _all_of(terminal: int) -> str:
    """What was shown until the other end closed it."""
    parts = []
    try:
        while part := os.read(terminal, 4096):
            parts.append(part)
    except OSError:  # Linux says so at the end
        pass
    os.close(terminal)
    return b"".join(parts).decode()


def test_columns_that_fill_nothing_are_listed(tmp_path):
    """On the screen as in the comments."""
    path = exports.write("toloka", tmp_path, exports.work())

    made = init(tmp_path / "team", "--from", path, "--market", "SG")

    assert "assignments.tsv: not mapped: INPUT:image (what was shown), HINT:text" in made.output
    assert "INPUT:image (what was shown)" in (tmp_path / "team/params/sources.yml").read_text(
        encoding="utf-8"
    )
