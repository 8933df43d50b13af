"""L, H, W: what a notebook may try to publish besides components, and what it leaves behind."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest
from builders.documents import without_script
from builders.notebooks import BEFORE

from .conftest import Probed

LIVE = "<script>alert(1)</script>"
SECRET = "s3cr3t-0c7"
HTML = "text/html"
SHOWN = {  # by case: what a cell shows, and as what it is refused
    "h1 a frame": (f"pd.DataFrame({{{LIVE!r}: [{LIVE!r}]}}, index=[{LIVE!r}])", HTML),
    "h2 a styled frame": (f"pd.DataFrame([[{LIVE!r}]]).style.set_caption({LIVE!r})", HTML),
    "h3 a styled frame, escaped": (f"pd.DataFrame({{{LIVE!r}: [1]}}).style.format(escape='html')", HTML),
    "h4 a frame as HTML": (f"HTML(pd.DataFrame([{LIVE!r}]).to_html(escape=False))", HTML),
    "h4 links": ("""HTML(pd.DataFrame(['http://x/"onmouseover="x']).to_html(render_links=True))""", HTML),
    "h5 a frame with formatters": ("HTML(pd.DataFrame([1]).to_html(formatters=[str]))", HTML),
    "h6 Markdown": (f"Markdown('{LIVE} [x](javascript:x) ![y](http://canary.invalid/y)')", "text/markdown"),
    "h7 HTML": (f"HTML({LIVE!r})", HTML),
    "h7 Javascript": ("Javascript('alert(1)')", "application/javascript"),
    "h8 mermaid": (f"bundle('text/vnd.mermaid', 'graph TD; a[{LIVE}]')", "text/vnd.mermaid"),
    "h9 another library's table": ("AnyTable('escaped')", HTML),
    "h10 another library's table, unescaped": (f"AnyTable({LIVE!r})", HTML),
    "h11 a picture that is none": ("bundle('image/png', 'bm9uZQ==')", "image/png"),
    "h11 a widget": ("bundle('application/vnd.jupyter.widget-view+json', {'model_id': 'x'})",
                     "application/vnd.jupyter.widget-view+json"),
    "h11 LaTeX": (r"Latex('$\\href{javascript:alert(1)}{x}$')", "text/latex"),
    "h13 a drawing": (f"SVG('<svg xmlns=\"http://www.w3.org/2000/svg\">{LIVE}</svg>')", "image/svg+xml"),
}  # fmt: skip
TOOLS = """
import pandas as pd
from IPython.display import HTML, SVG, Javascript, Latex, Markdown
class AnyTable:
    def __init__(self, text):
        self.text = text
    def _repr_html_(self):
        return f"<table><tr><td>{self.text}</td></tr></table>"
def bundle(kind, held):
    display({kind: held, "text/plain": "x"}, raw=True)
"""


@pytest.fixture(scope="module")
def refusals(probe) -> dict[str, str]:
    """Why a notebook with a cell for each case was refused, by case."""
    run = probe(TOOLS, *(source for source, _ in SHOWN.values()))
    assert ("failed", {}) == (run.result.status, run.result.documents)
    assert not (run.outputs / "reports").exists() or not [*(run.outputs / "reports").rglob("report.*")]
    told = dict(re.findall(r"cell (\d+): shows a bare ([^\s;]+)", run.result.cause))
    return {case: told.get(str(number), "") for number, case in enumerate(SHOWN, start=BEFORE + 2)}


@pytest.mark.parametrize("case", SHOWN)
def test_what_is_no_component_is_refused(refusals, case):
    """H1 to H11, H13: whatever a library makes of a string, a report does not print it; the cell is named."""
    assert SHOWN[case][1] == refusals[case]


NOTES = f"# {LIVE} ![](/etc/passwd) ![x](../data/x.png) <img src=http://canary.invalid/n.png> {SECRET}"
ACTING = {  # by case: Markdown that is prose of the report, and why it is refused; empty where it is text
    "a script": (LIVE, "holds HTML"),
    "a comment": (f"a <!-- {SECRET} --> b", "holds HTML"),
    "an event": ("<b onmouseover=alert(1)>x</b>", "holds HTML"),
    "a remote picture": ("![x](http://canary.invalid/x.png)", "holds a picture"),
    "a file": ("![x](/etc/passwd)", "holds a picture"),
    "addresses": ("[x](javascript:alert) [y](http://canary.invalid/y) [z](csv:z.csv) <http://a.invalid>", ""),
    "code and entities": ("`<script>` &lt;script&gt; &#60;script&#62;", ""),
}  # fmt: skip
ABOUT = {
    "title": f"{LIVE} {SECRET}",
    "authors": [{"name": f"{LIVE} {SECRET}"}],
    "language_info": {"name": "python", "pygments_lexer": f"{LIVE} {SECRET}"},
    "widgets": {"application/vnd.jupyter.widget-state+json": {"state": {SECRET: LIVE}}},
}
SAYING = f"""
import sys, warnings
warnings.warn("/srv/somebody/{SECRET}")
print({SECRET!r}, word, "\\x1b[31m{LIVE}\\x1b[0m")
print({SECRET!r}, file=sys.stderr)
import logging
logging.getLogger("anything").error({SECRET!r})
type("Shown", (), {{"__repr__": lambda self: {SECRET!r}}})()
"""


@pytest.fixture(scope="module")
def saying(probe) -> Probed:
    """A report whose notebook says much more than it shows, in cells that are tagged for it."""
    run = probe(
        SAYING, f"word\n{LIVE!r}", word=SECRET, metadata=ABOUT, markdown=NOTES, note=True, scratch=True
    )
    assert "published" == run.result.status, run.result.cause
    return run


def test_what_a_notebook_says_beside_its_components_is_not_published(saying):
    """L1, L4, H11, H12, H15: parameters, streams, warnings, logs, reprs, metadata, the analyst's notes."""
    found = [where for where, text in saying.documents if SECRET in text or "alert(1)" in text]

    assert [] == found
    assert [where for where, text in saying.documents if "Probe" in text]


@pytest.mark.parametrize("case", ACTING)
def test_h6_markdown_of_the_report_is_text_or_refused(probe, case):
    """H6: HTML and pictures stop the run before a cell runs; an address is printed and leads nowhere."""
    text, why = ACTING[case]
    run = probe(markdown=text)
    published = run.result.status == "published"
    page = without_script(run.result.documents["html"].read_text(encoding="utf-8")) if published else ""

    assert why in (run.result.cause or "")
    assert (not why) == published
    assert [] == re.findall(r"<script>|(?:href|src)=.(?:javascript|http|csv:z)", page)


def test_l10_the_executed_notebook_is_gone_and_its_metadata_were_not_kept(saying, probe):
    """Of a run that failed it is kept for the analyst, without paths, times and versions."""
    failed = probe("1 / 0")
    kept = nbformat.read(failed.kept / "executed.ipynb", as_version=4)

    assert [] == [path for path in (saying.outputs / "runs").rglob("*") if path.is_file()]
    assert "papermill" not in kept.metadata
    assert not any("papermill" in cell.metadata for cell in kept.cells)


FAILURES = {
    "l2 a database's address": f"raise OSError('postgresql://reader:{SECRET}@db.invalid/audits')",
    "l3 an agent's id": f"{{}}[{SECRET!r}]",
    "l3 a frame's values": f"import pandas as pd\npd.Series([{SECRET!r}]).astype(float)",
    "l3 a component's values": f"show(Section(name={SECRET!r}.upper(), title='t'))",
}


@pytest.mark.parametrize("case", FAILURES)
def test_what_an_error_says_stays_inside(probe, case):
    """L2, L3: the cause names the kind of error and the cell; the traceback is kept where the run was."""
    run = probe(FAILURES[case])
    told = [run.result.cause, *(one.cause for one in run.registry.runs(9))]

    assert ("failed", {}) == (run.result.status, run.result.documents)
    assert not any(SECRET in each.casefold() for each in told)
    assert SECRET in (run.kept / "traceback.txt").read_text().casefold()
    assert [] == [*(run.outputs / "reports").rglob("report.*")]


HISTORY = """
from pathlib import Path
kept = [path for path in Path.home().rglob("*") if "history" in path.name]
show(Lede(text="x", figures=[figure("history.files", len(kept)),
                             figure("history.kept", get_ipython().history_manager.enabled)]))
"""


def test_l11_no_history_is_kept(probe, monkeypatch, tmp_path):
    """Neither in the kernel's home nor in that of who runs it."""
    monkeypatch.setenv("HOME", str(tmp_path))
    figures = probe("x = 1", HISTORY).summary["figures"]

    assert {"history.files": 0, "history.kept": 0} == {each["name"]: each["value"] for each in figures}
    assert [] == [*tmp_path.rglob("*")]


BASE = "templates/report/base.css"
SPOILED = {
    "a stylesheet that is not there": lambda at: (at / "templates/report/print.css").unlink(),
    "a picture that is not there": lambda at: _add(at / BASE, "p { background: url(x.png) }"),
    "a rule that print does not know": lambda at: _add(at / BASE, "p { float: middle }"),
}


@pytest.mark.parametrize("what", SPOILED)
def test_w7_what_print_would_only_log_fails_the_run(probe, what):
    """No report goes out that is not the one that was meant."""
    run = probe(spoil=SPOILED[what])

    assert ("failed", {}) == (run.result.status, run.result.documents)


def test_w11_the_same_report_has_the_same_bytes(saying, probe):
    """Made again in another folder, in another process."""
    again = probe(
        SAYING, f"word\n{LIVE!r}", word=SECRET, metadata=ABOUT, markdown=NOTES, note=True, scratch=True
    )

    assert all(
        path.read_bytes() == again.result.documents[name].read_bytes()
        for name, path in saying.result.documents.items()
    )


def _add(sheet: Path, rule: str) -> None:
    sheet.write_text(f"{sheet.read_text()}\n{rule}\n")
