"""A cell's last line shows an answer as it will stand in the report."""

from __future__ import annotations

import subprocess
import sys

from labelqa.report.page.in_jupyter import as_html


def shown(report, estimates) -> str:
    """The HTML that Jupyter gets."""
    return as_html(report._setting, estimates)


def test_one_figure_is_its_sentence(report):
    """With interval and verdict, as `r.tell` prints it."""
    assert f"<p>{report._result(report.accuracy())}</p>" == shown(report, report.accuracy())


def test_a_split_is_its_table(report, fabricated):
    """One row for each site, its names escaped."""
    html = shown(report, report.accuracy(by="site"))

    assert 1 + len(fabricated.frames["sites"]) == html.count("<tr>")
    assert "Meridian Batam &amp; Co. &lt;$1&gt;" in html


def test_a_split_by_two_things_is_its_rows(report):
    """There is no exhibit of it."""
    found = report.confusion.pairs()

    assert 1 + len(found) == shown(report, found).count("<tr")


def test_an_absent_answer_says_why(report):
    """Instead of an empty table."""
    assert "<p>Table overlaps is missing" in shown(report, report.agreement.alpha(by="queue"))


def test_a_notebook_s_last_line_is_shown_so(extract):
    """Through IPython itself, as soon as a report is open; the report shows what it holds."""
    code = (
        "from IPython.core.interactiveshell import InteractiveShell\n"
        "shell = InteractiveShell.instance()\n"
        "from labelqa.report import open_report\n"
        f"r = open_report({str(extract)!r})\n"
        "html = shell.display_formatter.format(r.accuracy(by='site'))[0]['text/html']\n"
        "held = shell.display_formatter.format(r)[0]['text/html']\n"
        "print(html.count('<tr>'), 'r.requests' in held, repr(r))\n"
    )

    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "6 True Label quality report, Indonesia, October 2026, internal" == ran.stdout.strip()
