"""Which files a path of sources.yml means, and which links are followed."""

from __future__ import annotations

from pathlib import Path

import pytest

from labelqa.errors import DataError
from labelqa.sources.paths import expand, refusals


def written(root: Path, *names: str) -> Path:
    """Empty files of these names; their folder."""
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(b"")
    return root


def linked(link: Path, target: Path | str) -> None:
    """Make a link, and the folders it stands in."""
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(target)


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("in/week [41].csv", ["in/week [41].csv"]),
        ("in/a*.csv", ["in/a*.csv"]),
        ("in/week ?41?.csv", ["in/week [41].csv", "in/week (41).csv"]),
        ("in/a?.csv", ["in/a*.csv", "in/ab.csv"]),
        ("old [copy]/*.csv", ["old [copy]/1.csv", "old [copy]/2.csv"]),
        ("old [c]/*.csv", ["old c/3.csv"]),
        ("*/2.csv", ["old [copy]/2.csv"]),
        ("./in//ab.csv", ["in/ab.csv"]),
        ("in/*/x.csv", []),
        ("in", []),
    ],
)
def test_a_name_is_tried_as_it_is_before_it_is_read_as_a_pattern(tmp_path, path, found):
    """And each name of a path for itself; hidden files only where the pattern says so."""
    written(tmp_path, "in/week [41].csv", "in/week (41).csv", "in/week 4.csv", "in/a*.csv", "in/ab.csv")
    written(tmp_path, "old [copy]/1.csv", "old [copy]/2.csv", "old [copy]/.3.csv", "old c/3.csv")

    assert sorted(found) == expand(tmp_path, path)


def test_a_path_may_climb(tmp_path):
    """Out of a workspace whose own name looks like a pattern."""
    written(tmp_path, "shared/[x]/1.csv", "shared/[x]/2.csv")
    workspace = tmp_path / "work [*]"
    workspace.mkdir()

    assert ["../shared/[x]/1.csv", "../shared/[x]/2.csv"] == expand(workspace, "../shared/[x]/*.csv")
    assert [] == refusals(workspace, (), expand(workspace, "../shared/[x]/*.csv"))


@pytest.mark.parametrize("folders", [("../cache",), ("{cache}",)])
def test_a_link_is_followed_into_the_workspace_and_into_the_folders_named(tmp_path, folders):
    """A link to a file, as data-versioning tools make them, and one to a folder."""
    workspace, cache = tmp_path / "work", tmp_path / "cache"
    written(tmp_path, "work/.store/ab/cd", "cache/ef/gh", "cache/whole/2.csv")
    linked(workspace / "in/1.csv", "../.store/ab/cd")
    linked(workspace / "in/2.csv", cache / "ef/gh")
    linked(workspace / "all", cache / "whole")
    names = [*expand(workspace, "in/*.csv"), *expand(workspace, "all/2.csv")]

    assert ["in/1.csv", "in/2.csv", "all/2.csv"] == names
    assert [] == refusals(workspace, [folder.format(cache=cache) for folder in folders], names)
    assert [
        f"all/2.csv: is below all, a link to {cache}/whole, which is outside the workspace",
        f"in/2.csv: is a link into {cache}/ef, which is outside the workspace",
    ] == [str(problem).partition(";")[0] for problem in refusals(workspace, (), names)]


@pytest.mark.parametrize("target", ["../elsewhere/2.csv", "4.csv"])
def test_a_link_that_leads_nowhere_is_no_missing_month(tmp_path, target):
    """Under a pattern too: its content was never fetched, or it leads to itself."""
    linked(tmp_path / "in/4.csv", target)

    names = expand(tmp_path, "in/*.csv")

    assert [f"in/4.csv: is a link to {target}, which is not there"] == [
        str(problem).partition(";")[0] for problem in refusals(tmp_path, (), names)
    ]


def test_a_folder_that_shares_its_beginning_with_one_named_is_not_named(tmp_path):
    """cache2 is not in cache."""
    written(tmp_path, "cache2/1.csv")
    linked(tmp_path / "work/1.csv", tmp_path / "cache2/1.csv")

    assert 1 == len(refusals(tmp_path / "work", ("../cache",), ["1.csv"]))


def test_linked_and_bracketed_files_are_read_to_the_end(company):
    """Names, links and the engine's own ideas of patterns together, in CSV and Parquet."""
    company.root = company.root / "work [1] *"
    cache = company.root.parent / "cache"
    root = company.written()
    for table in ("people", "labels"):
        (cache / table).parent.mkdir(parents=True, exist_ok=True)
        (root / f"data/{table}.parquet").rename(cache / table)
        linked(root / f"in [2]/{table} [x].parquet", cache / table)
        company.rows.pop(table)
        company.mappings[table] = f'{{files: "in [2]/{table} [x].parquet"}}'

    with pytest.raises(DataError, match="outside the workspace"):
        company.freeze()
    company.extra = "folders: [../cache]\n"

    assert 40 == sum(row["labels"] for row in company.frozen("label_days"))
