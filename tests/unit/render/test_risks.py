"""Risks and actions as they are set: the list of findings, and the executive page's two columns."""

from __future__ import annotations

import json
import re

import page as validation
import pikepdf
import pypdfium2
import pytest
from builders.report import (
    FACTS,
    RISKS,
    STRICT,
    a_report,
    cover,
    priorities,
    risk,
    risks,
    table,
    tiles,
    write_notebook,
)
from pydantic import ValidationError

from labelqa.components import (
    ANY_COMPONENT,
    Action,
    Cell,
    Column,
    Component,
    Lede,
    Priorities,
    Risk,
    Section,
    graded,
)
from labelqa.errors import RenderError
from labelqa.params import Limits
from labelqa.render import Documents, render
from labelqa.render.outline import outline

HEADLINE = "No target was missed; on-time requests are undecided; two of 14 queues missed the accuracy target"
LEDE = (
    "1,072,258 labels were made by 1,152 people at 14 sites in October 2026. 13,204 were audited. "
    "12,189 answers can be checked against gold."
)


@pytest.fixture
def made(tmp_path, repository):
    """Render components with the usual limits, or with `limits`."""

    def rendered(*shown: Component, limits: Limits | None = None) -> Documents:
        notebook = write_notebook(tmp_path / "run.ipynb", [cover(), *shown])
        return render(notebook, tmp_path, FACTS, repository / "templates", limits or STRICT)

    return rendered


def texts(documents) -> list[str]:
    """The text of each page, with single spaces."""
    with pypdfium2.PdfDocument(documents.pdf) as pdf:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in pdf]


def test_each_risk_is_printed_whole_in_its_rank(made):
    """Rank, title, entity, severity with its word, cost, interval, confidence, action, owner, due, state."""
    page = texts(made(Section(name="s", title="Risks"), risks(4)))[2]

    for number in range(4):
        one = risk(number)
        words = (f"{number + 1} ", one.title, one.entity, one.grade, one.interval, one.confidence, one.owner)
        assert [] == [word for word in words if word.replace(" ", "") not in page.replace(" ", "")]
    assert ["S4 Critical", "S3 High", "S2 Medium", "S1 Low"] == re.findall(r"S\d \w+", page)
    assert ["Persisting", "New", "Improving", "Reopened"] == [
        word for word in page.split() if word in ("Persisting", "New", "Improving", "Reopened")
    ]
    assert 4 == page.replace(" ", "").count("by20November2026")
    assert "at most 0.9 of them by chance" in page


def test_a_severity_has_a_shape_of_its_own_beside_its_word(repository):
    """Square, turned square, disc and ring: told apart without colour, and without the word."""
    sheet = (repository / "templates/report/base.css").read_text(encoding="utf-8")
    looks = dict(re.findall(r"^\.severity(?:\.(s\d))? i \{(.+)\}$", sheet, re.MULTILINE))

    assert {"", "s1", "s2", "s3"} == set(looks)
    assert "rotate(45deg)" in looks["s3"]
    assert "border-radius: 50%" in looks["s2"]
    assert "border-radius: 50%; background: none; border:" in looks["s1"]
    assert "border-radius" not in looks[""] + looks["s3"]


def test_a_severity_has_its_mark_in_any_table(made):
    """The same as in the list of findings."""
    cells = tuple(Cell(text=graded(each), severity=each) for each in ("S1", "S2", "S3", "S4"))
    shown = table(columns=(Column(name="Of"), Column(name="Severity"))).model_copy(
        update={"rows": tuple((Cell(text=f"Site {cell.severity}"), cell) for cell in cells)}
    )
    html = made(Section(name="s", title="S"), shown).html.read_text(encoding="utf-8")

    assert [("s1", "S1 Low"), ("s2", "S2 Medium"), ("s3", "S3 High"), ("s4", "S4 Critical")] == re.findall(
        r'<td><span class="severity (s\d)"><i aria-hidden="true"></i>([^<]+)</span></td>', html
    )


def test_a_month_without_a_finding_says_so(made):
    """The sentence stands where the table would; its data, without a row, are attached all the same."""
    documents = made(Section(name="s", title="Risks"), risks(0))
    page = texts(documents)[2]
    with pikepdf.open(documents.pdf) as pdf:
        attached = pdf.attachments["risks.csv"].get_file().read_bytes()

    assert "No finding calls for action in October 2026." in page
    assert "Recommended action" not in page
    assert 1 == len(attached.splitlines())


def test_many_risks_are_cut_like_any_table_and_attached_whole(made):
    """The first rows, a line that says so, a head on each page, all rows in the file."""
    documents = made(Section(name="s", title="Risks"), risks(40), limits=Limits(strict=True, printed_rows=20))
    printed = " ".join(texts(documents))
    with pikepdf.open(documents.pdf) as pdf:
        attached = pdf.attachments["risks.csv"].get_file().read_bytes()

    assert "First 20 of 40 risks; all are in the attached risks.csv." in printed
    assert 20 == len(re.findall(r"S\d (?:Critical|High|Medium|Low)", printed))
    assert 1 < printed.count("Recommended action")
    assert 41 == len(attached.splitlines())


def test_a_list_may_be_cut_shorter_than_a_table(made):
    """Its own limit, where that is below the usual one; all of them are on record."""
    documents = made(
        Section(name="s", title="Risks"),
        risks(12, most=5),
        limits=Limits(strict=True, printed_rows=20),
    )
    printed = " ".join(texts(documents))
    told = json.loads(documents.summary.read_text(encoding="utf-8"))["findings"]

    assert "First 5 of 12 risks; all are in the attached risks.csv." in printed
    assert 5 == len(re.findall(r"S\d (?:Critical|High|Medium|Low)", printed))
    assert 12 == len(told)


@pytest.mark.parametrize(("found", "acted"), [(0, 0), (0, 3), (1, 2), (2, 1), (3, 0), (3, 3)])
def test_the_executive_page_holds_up_to_three_risks_and_actions(made, found, acted):
    """On one page below a long headline and all tiles; what there is none of is said in a sentence."""
    shown = priorities(found, acted)
    pages = texts(made(Section(name="s", title=HEADLINE), Lede(text=LEDE), tiles(), shown))

    assert 3 == len(pages)
    assert [one.title for one in shown.risks if one.title not in pages[2]] == []
    assert [one.title for one in shown.actions if one.title not in pages[2]] == []
    assert (found == 0) == (shown.no_risks in pages[2])
    assert (acted == 0) == (shown.no_actions in pages[2])


def test_the_two_columns_are_no_sections_of_the_report(made):
    """They have headings for those who listen, and no bookmarks; the file keeps its standards."""
    documents = made(Section(name="s", title="S"), tiles(), priorities())
    results = [
        validation.validate_pdf(documents.pdf, profile=profile)
        for profile in (validation.ValidationProfile.PDF_UA_1, validation.ValidationProfile.PDF_A_3A)
    ]
    with pikepdf.open(documents.pdf) as pdf, pdf.open_outline() as bookmarks:
        titles = [str(item.title) for item in bookmarks.root]

    assert [] == [str(result) for result in results if not result.is_compliant]
    assert ["Cover", "Contents", "S"] == titles
    assert 2 == documents.html.read_text(encoding="utf-8").count("<h3>Top ")


def test_names_in_risks_are_text(made):
    """A site's name is somebody else's string."""
    bad = "<script>alert(1)</script>"
    one = risk(title=bad, entity=bad, cost=bad, interval=bad, confidence=bad, action=bad, owner=bad, due=bad)
    todo = Action(title=bad, owner=bad, due=bad, aim=bad)
    top = priorities().model_copy(update={"risks": (one,), "actions": (todo,)})
    html = made(
        Section(name="s", title="S"), risks().model_copy(update={"risks": (one,)}), top
    ).html.read_text(encoding="utf-8")

    assert 1 == html.count("<script>")
    assert 14 <= html.count("&lt;script&gt;")


def test_a_finding_stands_once_in_a_report():
    """Two lines of one finding would be counted twice."""
    twice = risks().model_copy(update={"risks": (risk(), risk())})

    with pytest.raises(RenderError, match=r"2 times the finding r1\.site-0"):
        outline([cover(), Section(name="s", title="S"), twice], FACTS)


@pytest.mark.parametrize(
    "wrong",
    [
        {"severity": "S5"}, {"state": "old"}, {"title": ""}, {"entity": ""}, {"cost": ""}, {"confidence": ""},
        {"finding": "R1 Batam"}, {"surprise": 1},
    ],
)  # fmt: skip
def test_a_risk_is_typed(wrong):
    """Severity and state are of their scales; what it is, of whom, its cost and certainty are required."""
    with pytest.raises(ValidationError):
        Risk(**{**risk().model_dump(), **wrong})


def test_a_fourth_risk_or_action_has_no_place_on_the_executive_page():
    """The list of all findings is in its own section."""
    for field in ("risks", "actions"):
        told = priorities().model_dump()
        with pytest.raises(ValidationError, match="at most 3"):
            Priorities(**{**told, field: (*told[field], told[field][0])})


def test_the_components_of_risks_travel_as_json():
    """From the kernel to the renderer and back."""
    for component in (risks(), priorities()):
        assert component == ANY_COMPONENT.validate_json(component.model_dump_json())
    assert len(RISKS) == len(risks().risks)
    assert 2 == len([c for c in a_report() if getattr(c, "kind", "") in ("risks", "priorities")])
