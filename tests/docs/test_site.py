"""The documents make a site that asks nobody for anything."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REMOTE = re.compile(
    r"""(?:\bsrc\s*=|<link\b[^>]*\bhref\s*=|\burl\(|@import)\s*["']?\s*((?:https?:)?//[^"'\s)>]+)""",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def site(repository, tmp_path_factory) -> Path:
    """Built as scripts/docs does: a warning is an error."""
    folder = tmp_path_factory.mktemp("site")
    build = [Path(sys.executable).with_name("sphinx-build"), "-W", "--keep-going", "--quiet"]
    command = [*build, "-c", repository / "scripts/site", "-d", folder / "notes", repository, folder / "html"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=280)

    assert (0, "") == (done.returncode, done.stderr)
    return folder / "html"


def test_nothing_of_it_comes_from_elsewhere(site):
    """No picture, script, stylesheet or typeface has the address of another machine."""
    files = [path for path in site.rglob("*") if path.suffix in {".html", ".css", ".js", ".svg"}]
    found = {
        (path.name, where) for path in files for where in REMOTE.findall(path.read_text(encoding="utf-8"))
    }

    assert site / "docs" / "index.html" in files
    assert set() == found


def test_every_page_of_the_project_is_in_it_and_in_its_search(site, repository):
    """Each Markdown file is a page."""
    written = [*repository.glob("*.md"), *(repository / "docs").rglob("*.md")]
    names = {path.relative_to(repository).with_suffix("").as_posix() for path in written}
    index = (site / "searchindex.js").read_text(encoding="utf-8")

    assert [] == [name for name in names if not (site / f"{name}.html").is_file()]
    assert [] == [name for name in names if f'"{name}"' not in index]


@pytest.mark.parametrize(
    "text", ['<img src="//cdn.example/x.png">', "a {background: url('https://x.example/y')}"]
)
def test_what_comes_from_elsewhere_is_found(text):
    """The search for it finds it."""
    assert REMOTE.search(text)


def test_a_link_that_leads_nowhere_stops_the_build(site, repository, tmp_path):
    """A project of one page with such a link."""
    shutil.copytree(repository / "scripts/site", tmp_path / "scripts/site")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("# One\n\n[Two](two.md)\n", encoding="utf-8")
    build = Path(sys.executable).with_name("sphinx-build")
    command = [build, "-W", "-q", "-c", tmp_path / "scripts/site", tmp_path, tmp_path / "html"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=280)

    assert done.returncode != 0
    assert "two.md" in done.stderr
