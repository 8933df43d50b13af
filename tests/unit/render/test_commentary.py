"""What people wrote, under the exhibit that shows the figure."""

from __future__ import annotations

import datetime as dt
import re

import page as validation
import pypdfium2
import pytest
from builders.report import FACTS, STRICT, chart, cover, figure, write_notebook

from labelqa.components import Lede, Section
from labelqa.params.commentary import Comment
from labelqa.render import render
from labelqa.render.commentary import Remark, remarks
from labelqa.render.outline import outline

COMMENT = {
    "figure": "accuracy.audit.overall",
    "text": "Held by **one** queue.",
    "author": "A. Tan",
    "date": dt.date(2026, 11, 3),
    "about": "94.7 %",
}


def remarked(comment: dict[str, object], **facts: object) -> list[list[Remark]]:
    """What stands under the lede and under the chart that both show one figure."""
    parts = [Lede(text="It is.", figures=(figure(),)), chart(figures=(figure(),))]
    report = outline([cover(), Section(name="s", title="S"), *parts], FACTS)
    made = Comment(**{**COMMENT, **comment})
    placed = remarks(report, FACTS.model_copy(update={"commentary": (made,), **facts}))
    return [placed.under(part) for part in report.chapters[0].parts]


def test_a_comment_stands_once_under_the_exhibit_signed_and_dated():
    """Not under the sentence that also tells the figure."""
    (under_lede, (remark,)) = remarked({})

    assert [] == under_lede
    assert ("<p>Held by <strong>one</strong> queue.</p>", "A. Tan", "3 November 2026", "") == (
        remark.text.strip(),
        remark.author,
        remark.day,
        remark.now,
    )


@pytest.mark.parametrize(("about", "now"), [("96.0 %", "94.7 %"), ("95 %", ""), ("0.90", "0.95")])
def test_a_comment_on_what_the_figure_was_says_what_it_is_now(about, now):
    """With the digits and the unit of what was quoted."""
    assert now == remarked({"about": about})[1][0].now


def test_materiality_decides_when_a_comment_is_out_of_date():
    """As it decides whether a figure moved."""
    assert "" == remarked({"about": "96.0 %"}, materiality={"accuracy.audit.overall": 0.02})[1][0].now


def test_a_comment_on_another_breakdown_is_not_printed():
    """It is about another figure."""
    assert [[], []] == remarked({"by": {"site": "batam"}})


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>", "[a](https://example.org)", "![a](https://example.org/a.png)", "<b>x</b>"],
)
def test_what_is_no_plain_writing_stays_as_it_is_written(text):
    """No markup, link or picture comes of it."""
    shown = remarked({"text": text})[1][0].text

    assert [] == re.findall(r"<(?!/?p>)", shown)
    assert "example.org" in shown or "&lt;" in shown


def test_a_report_with_commentary_keeps_the_standards_of_one_without(tmp_path, repository):
    """In print it is read with the rest, tags and all; nothing about its look is noted."""
    parts = [cover(), Section(name="s", title="S"), chart(figures=(figure(),))]
    text = "First.\n\n- one\n- *two*\n\n1. `code`"
    comments = (Comment(**{**COMMENT, "text": text, "about": "96.0 %"}),)
    facts = FACTS.model_copy(update={"commentary": comments})
    made = render(
        write_notebook(tmp_path / "run.ipynb", parts), tmp_path, facts, repository / "templates", STRICT
    )
    result = validation.validate_pdf(made.pdf, profile=validation.ValidationProfile.PDF_UA_1)
    with pypdfium2.PdfDocument(made.pdf) as pdf:
        printed = " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in pdf)

    assert result.is_compliant, str(result)
    assert "Written about 96.0 %; the figure is now 94.7 %. First." in printed.replace("\xa0", " ")
    assert "one two code A. Tan, 3 November 2026" in printed
