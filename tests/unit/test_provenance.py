"""What a report was made of, as digests."""

from __future__ import annotations

from pathlib import Path

import pytest

from labelqa import provenance
from labelqa.errors import ParamsError
from labelqa.sealed import Manifest


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder of templates."""
    (tmp_path / "templates" / "report").mkdir(parents=True)
    (tmp_path / "templates" / "report" / "page.css").write_text("p {}")
    return tmp_path


def made_of(files: Path, params: str = "p", notebook: str = "n", **facts: object) -> dict[str, str]:
    """The ingredients of a report on a snapshot with these facts."""
    snapshot = Manifest({"a.parquet": "0"}, facts)
    return provenance.ingredients(snapshot.digest, snapshot.check, params, notebook, files / "templates")


def test_the_same_things_have_the_same_digests(files):
    """Whenever they are looked at."""
    assert made_of(files) == made_of(files)


def test_each_ingredient_changes_its_own_digest_and_that_of_all(files):
    """So a report can say what is different from the one before."""
    before = made_of(files)
    changes = {
        "params": made_of(files, "q"),
        "notebook": made_of(files, notebook="m"),
        "snapshot_facts": made_of(files, rejected=3),
    }
    (files / "templates" / "report" / "page.css").write_text("p {color: red}")
    changes["templates"] = made_of(files)

    for name, after in changes.items():
        assert {name, "inputs"} == {key for key in before if before[key] != after[key]}


def test_compiled_files_do_not_count(files):
    """Python writes them beside the code when it likes."""
    before = made_of(files)
    (files / "templates" / "__pycache__").mkdir()
    (files / "templates" / "__pycache__" / "x.pyc").touch()

    assert before == made_of(files)


def test_what_is_not_there_is_named_at_once(files):
    """Notebook and templates are both looked for."""
    with pytest.raises(ParamsError) as error:
        provenance.require(files / "a.ipynb", files / "templates", files / "none")

    assert ["a.ipynb", "none"] == [Path(problem.where).name for problem in error.value.problems]
