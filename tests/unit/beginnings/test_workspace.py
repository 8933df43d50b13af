"""A workspace is written whole or not at all, and nothing that is there is touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from labelqa import beginnings
from labelqa.errors import ParamsError
from labelqa.params import load


def files(folder: Path) -> dict[str, bytes]:
    """All files of a folder, hidden ones among them."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_blank_workspace_is_valid_and_explains_itself(tmp_path):
    """Its params load, its reports are the package's, and every file of params begins with a comment."""
    beginnings.begin(tmp_path / "team", beginnings.blank('Über "Team": #1'))
    known = load(tmp_path / "team")
    texts = [path.read_text(encoding="utf-8") for path in (tmp_path / "team/params").glob("*.yml")]

    assert 'Über "Team": #1' == known.project.organisation
    assert {"market_report", "calibration", "ramp_up", "market_overview"} <= set(known.reports)
    assert {"Quality team"} == {report.owner for report in known.reports.values()}
    assert all(known.folders.notebook(report.notebook).is_file() for report in known.reports.values())
    assert all(text.startswith("# ") for text in texts)


def test_params_that_would_be_wrong_are_not_written(tmp_path):
    """The mistakes are those of a check, and no trace is left."""
    wrong = beginnings.blank("Team") | {"editions.yml": "internal: {kind: outernal, sees: [open]}\n"}

    with pytest.raises(ParamsError, match=r"params/editions\.yml:1"):
        beginnings.begin(tmp_path / "team", wrong)

    assert {} == files(tmp_path)


def test_what_is_there_stays_as_it_is(tmp_path):
    """Data, a README and a .gitignore of one's own; a second workspace in the same folder is refused."""
    (tmp_path / "README.md").write_text("mine", encoding="utf-8")
    (tmp_path / "export.csv").write_text("a,b\n", encoding="utf-8")
    written = beginnings.begin(tmp_path, beginnings.blank("Team"))
    before = files(tmp_path)

    with pytest.raises(ParamsError, match="is a workspace already"):
        beginnings.begin(tmp_path, beginnings.blank("Other"))

    assert (tmp_path / "params", tmp_path / ".gitignore") == written
    assert b"mine" == before["README.md"]
    assert before == files(tmp_path)


def test_only_params_as_they_were_begun_are_renewed(tmp_path):
    """A changed word, or a file more, makes them somebody's own."""
    blank = beginnings.blank("Team")
    beginnings.begin(tmp_path, blank)

    assert beginnings.stands(tmp_path, blank)

    beginnings.renew(tmp_path, beginnings.sample_company())

    assert "Harbour Market" == load(tmp_path).project.organisation
    assert not beginnings.stands(tmp_path, blank)
    assert beginnings.stands(tmp_path, beginnings.sample_company())

    (tmp_path / "params/targets.yml").write_text("[]\n", encoding="utf-8")

    assert not beginnings.stands(tmp_path, beginnings.sample_company())
    assert [] == list(tmp_path.glob(".begin-*"))
