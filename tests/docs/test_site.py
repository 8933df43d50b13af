"""The documents make a site that asks nobody for anything."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest
from builders.site import build_site

REMOTE = re.compile(
    r"""(?:\bsrc\s*=|<link\b[^>]*\bhref\s*=|\burl\(|@import)\s*["']?\s*((?:https?:)?//[^"'\s)>]+)""",
    re.IGNORECASE,
)


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

    with pytest.raises(subprocess.CalledProcessError) as caught:
        build_site(tmp_path, tmp_path / "html")

    assert "two.md" in caught.value.stderr
