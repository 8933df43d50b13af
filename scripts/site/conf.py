"""How Sphinx makes a site of the project's Markdown: of the same files, by the same links, as on GitHub."""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.addnodes import pending_xref

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

# Pages whose lists of links are the site's navigation, a heading each.
CONTENTS = ("docs/index", "docs/commands", "docs/parameters", "docs/notebook")
LISTED = re.compile(r"^- \[[^\]]+\]\(([^)#:]+)\.md\)", re.MULTILINE)

project = "labelqa"
version = release = metadata.version("labelqa")
extensions = ["myst_parser"]
root_doc = "docs/index"
include_patterns = ["docs/**.md", "*.md"]
exclude_patterns = ["docs/_build", "data", "outputs", ".*"]
myst_heading_anchors = 4
highlight_language = "text"
html_theme = "furo"
html_title = f"labelqa {version}"
html_copy_source = html_show_sphinx = html_show_copyright = False
html_extra_path = ["root"]
html_static_path, html_js_files = ["static"], ["access.js"]
html_theme_options = {"footer_icons": []}


def setup(app: Sphinx) -> None:
    """Connect what this file does beside its settings."""
    app.connect("source-read", _navigation)
    app.connect("doctree-read", _outside)


def _navigation(_app: Sphinx, name: str, source: list[str]) -> None:
    """Add what a page of contents links to, under its headings, to the tree of pages."""
    if name in CONTENTS:
        heading, *parts = re.split(r"^## ", source[0], flags=re.MULTILINE)
        trees = [_tree("", heading), *(_tree(part.partition("\n")[0], part) for part in parts)]
        source[0] += "".join(trees)


def _tree(caption: str, text: str) -> str:
    pages = "\n".join(LISTED.findall(text))
    named = f":caption: {caption}\n" if caption else ""
    return f"\n```{{toctree}}\n:hidden:\n{named}\n{pages}\n```\n" if pages else ""


def _outside(_app: Sphinx, page: nodes.document) -> None:
    """Leave of a link to a folder of the checkout, which is one on GitHub only, its words."""
    here = Path(page["source"]).parent
    for link in list(page.findall(pending_xref)):
        if (here / link["reftarget"]).is_dir():
            link.replace_self(link.children)
