"""A small, valid params/ folder to be spoilt by the tests, one file at a time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from labelqa.errors import ParamsError, Problem
from labelqa.params import Params, load

FILES = {
    "project.yml": "organisation: Acme\n",
    "sources.yml": """\
tables:
  labels: {files: "data/{market}/{month}/*.parquet"}
""",
    "editions.yml": """\
internal:
  kind: internal
  sees: [open, pseudonymous]
""",
    "markets/SG.yml": """\
name: Singapore
timezone: Asia/Singapore
locale: en_SG
languages: [en]
owner: Quality team
""",
    "markets/NO.yml": """\
id: NO
name: Norway
timezone: Europe/Oslo
locale: nb_NO
languages: [nb]
owner: Quality team
""",
    "reports/monthly.yml": """\
title: Monthly report
notebook: monthly.ipynb
owner: Quality team
editions: [internal]
parameters:
  top: {type: integer, default: 3, low: 1, high: 9, about: Agents listed.}
  note: {type: text, default: "", about: Printed below the title.}
figures:
  - {name: accuracy.audit.overall, section: accuracy}
limits: {pages: 10}
""",
}


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace whose params/ has FILES."""
    for name, text in FILES.items():
        path = tmp_path / "params" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def params(workspace: Path) -> Params:
    """The workspace's parameters."""
    return load(workspace)


@pytest.fixture
def spoil(workspace: Path) -> Callable[[str, str, str], tuple[Problem, ...]]:
    """Replace text in one file of params/ and return the problems that loading then finds."""

    def replace(name: str, old: str, new: str) -> tuple[Problem, ...]:
        path = workspace / "params" / name
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(ParamsError) as refused:
            load(workspace)
        return refused.value.problems

    return replace
