"""The finished documents of one report, as made by the render process."""

from __future__ import annotations

import io
import itertools
import zlib

import page as validation
import pikepdf
import pypdfium2
import pytest
from builders.report import FACTS, STRICT, a_report, chart, cover, table, write_notebook

from labelqa.components import Component, Data, Prose, Section
from labelqa.errors import RenderError
from labelqa.params import Limits
from labelqa.render import render
from labelqa.render.outline import outline


@pytest.fixture(scope="module")
def documents(tmp_path_factory, repository):
    """The documents of the report with every component."""
    folder = tmp_path_factory.mktemp("report")
    notebook = write_notebook(folder / "run.ipynb", a_report())
    return render(notebook, folder, FACTS, repository / "templates", STRICT)


def printed_text(path) -> str:
    """All text of a PDF, page by page."""
    with pypdfium2.PdfDocument(path) as pdf:
        return "\n".join(page.get_textpage().get_text_bounded() for page in pdf)


@pytest.mark.parametrize("profile", ["PDF_UA_1", "PDF_A_3A"])
def test_the_pdf_is_accessible_and_archival(documents, profile):
    """One file keeps both standards."""
    result = validation.validate_pdf(documents.pdf, profile=getattr(validation.ValidationProfile, profile))

    assert result.is_compliant, str(result)


def test_the_pdf_is_archival_whatever_byte_its_data_end_in(tmp_path, repository):
    """Compressed data may end in CR; a validator then counts the stream one byte short."""
    texts = (f"site,n\r\nA,{n}\r\n" for n in itertools.count())
    csv = next(text for text in texts if zlib.adler32(text.encode()) % 256 == ord("\r"))
    ends_in_cr = table(data=Data(file="a.csv", csv=csv, rows=1))
    notebook = write_notebook(tmp_path / "run.ipynb", [cover(), Section(name="s", title="S"), ends_in_cr])
    made = render(notebook, tmp_path, FACTS, repository / "templates", STRICT)
    result = validation.validate_pdf(made.pdf, profile=validation.ValidationProfile.PDF_A_3A)

    assert result.is_compliant, str(result)


def test_the_syntax_of_the_pdf_is_sound(documents):
    """The library behind qpdf --check finds nothing to say."""
    with pikepdf.open(documents.pdf) as pdf:
        assert [] == pdf.check_pdf_syntax()


def test_bookmarks_are_the_cover_the_front_and_the_sections(documents):
    """Nothing nests under the cover, and a section that is off has none."""
    with pikepdf.open(documents.pdf) as pdf, pdf.open_outline() as bookmarks:
        titles = [str(item.title) for item in bookmarks.root]

    sections = [c.title for c in a_report() if isinstance(c, Section) and not c.off]
    assert ["Cover", "Main points", "Contents", "Not shown", *sections] == titles


def test_the_data_of_every_exhibit_is_attached(documents):
    """Same names, same bytes, described by the exhibit's title."""
    report = outline([c for c in a_report() if isinstance(c, Component)], FACTS)
    with pikepdf.open(documents.pdf) as pdf:
        attached = {name: spec.get_file().read_bytes() for name, spec in pdf.attachments.items()}

    assert {e.data.file: e.data.csv.encode() for e in report.exhibits} == attached


def test_the_pdf_carries_the_jobs_facts_and_the_snapshots_date_only(documents):
    """No clock of the machine is in the file."""
    with pikepdf.open(documents.pdf) as pdf:
        described = dict(pdf.docinfo.items())

    assert "Label quality report: Indonesia, October 2026" == str(described["/Title"])
    assert {"D:20261103000000+00'00"} == {str(described[key]) for key in ("/CreationDate", "/ModDate")}


def test_the_contents_give_the_page_of_each_section(documents):
    """The last section of the report begins on its last page."""
    with pypdfium2.PdfDocument(documents.pdf) as pdf:
        contents = pdf[1].get_textpage().get_text_bounded()
        pages = len(pdf)

    line = next(line for line in contents.splitlines() if "Where the numbers come from" in line)
    assert line.split()[-1] == str(pages)


def test_running_heads_name_the_report_and_its_section(documents):
    """Every page but the cover says where it belongs."""
    with pypdfium2.PdfDocument(documents.pdf) as pdf:
        texts = [page.get_textpage().get_text_bounded() for page in pdf]

    assert [] == [number for number, text in enumerate(texts[1:], 2) if "report: Indonesia" not in text]
    assert 2 == texts[2].count("Quality slipped below target, and one")


def test_the_head_of_a_table_is_repeated_on_its_next_page(tmp_path, repository):
    """A table of 60 rows takes two pages."""
    shown = [cover(), Section(name="s", title="S"), table(rows=60)]
    made = render(
        write_notebook(tmp_path / "run.ipynb", shown), tmp_path, FACTS, repository / "templates", STRICT
    )

    assert 2 == printed_text(made.pdf).count("95% interval")


def test_the_same_request_gives_the_same_bytes(documents, tmp_path, repository):
    """Two processes with different hash seeds agree on all four files."""
    notebook = write_notebook(tmp_path / "again.ipynb", a_report())
    again = render(notebook, tmp_path, FACTS, repository / "templates", STRICT)

    assert documents.html.read_bytes() == again.html.read_bytes()
    assert documents.pdf.read_bytes() == again.pdf.read_bytes()
    assert documents.xlsx.read_bytes() == again.xlsx.read_bytes()
    assert documents.summary.read_bytes() == again.summary.read_bytes()


def test_nothing_is_written_beside_the_four_documents(documents):
    """The staged folder is sealed as it is."""
    assert {"run.ipynb", "report.html", "report.pdf", "report.xlsx", "summary.json"} == {
        path.name for path in documents.html.parent.iterdir()
    }


@pytest.fixture
def printed(tmp_path, repository):
    """Render components; the PDF's path."""

    def made(shown, **facts: str):
        notebook = write_notebook(tmp_path / "run.ipynb", shown)
        told = FACTS.model_copy(update=facts)
        return render(notebook, tmp_path, told, repository / "templates", STRICT).pdf

    return made


def test_both_papers_are_what_they_are_called(printed):
    """Every page is of the size, landscape pages turned; in points."""
    for paper, size in (("a4", (595, 842)), ("letter", (612, 792))):
        with pypdfium2.PdfDocument(printed(a_report(), paper=paper)) as pdf:
            sizes = {tuple(round(side) for side in page.get_size()) for page in pdf}
        assert {size, size[::-1]} == sizes


def test_a_footnote_stands_at_the_foot_of_its_page(printed):
    """The call is in the text, the note below all else, and the file stays accessible."""
    prose = Prose(paragraphs=("First.", "Second."), footnotes=("", "How it was tested."))
    path = printed([cover(), Section(name="s", title="S"), prose, chart()])
    with pypdfium2.PdfDocument(path) as pdf:
        text = pdf[2].get_textpage()
        found = text.search("How it was tested.").get_next()
        left, low = text.get_charbox(found[0])[:2]
    result = validation.validate_pdf(path, profile=validation.ValidationProfile.PDF_UA_1)

    assert "Second.1" in printed_text(path)
    assert low < 30 / 25.4 * 72
    assert left > 60 / 25.4 * 72
    assert result.is_compliant, str(result)


def test_a_footnote_belongs_to_a_paragraph():
    """One note for two paragraphs would leave open which."""
    with pytest.raises(ValueError, match="1 footnotes for 2 paragraphs"):
        Prose(paragraphs=("a", "b"), footnotes=("c",))


def test_a_character_without_a_glyph_stops_the_render(tmp_path, repository):
    """U+10FFFD is in no font; the message gives the character and the remedy."""
    shown = [cover(), Section(name="s", title="S"), Prose(paragraphs=("\U0010fffd",))]
    notebook = write_notebook(tmp_path / "run.ipynb", shown)

    with pytest.raises(RenderError, match=r"U\+10FFFD.*install a font") as caught:
        render(notebook, tmp_path, FACTS, repository / "templates", STRICT)

    assert 1 == len(caught.value.problems)
    assert not (tmp_path / "report.html").exists()


def test_a_report_with_too_many_pages_is_said_to_be_one(tmp_path, repository):
    """Only where looks stop a report this stops it."""
    notebook = write_notebook(tmp_path / "run.ipynb", a_report())

    made = render(notebook, tmp_path, FACTS, repository / "templates", Limits(pages=3))

    assert 1 == sum("pages, more than 3" in each.what for each in made.blemishes)
    with pytest.raises(RenderError, match=r"has \d+ pages, more than 3"):
        render(notebook, tmp_path, FACTS, repository / "templates", Limits(strict=True, pages=3))


def test_a_report_with_nothing_but_one_section_is_whole(tmp_path, repository):
    """No main points, no drawings, no data: a page that says so."""
    shown = [cover(svg="", facts=()), Section(name="s", title="No audits in October 2026"), table(rows=0)]
    made = render(
        write_notebook(tmp_path / "run.ipynb", shown), tmp_path, FACTS, repository / "templates", STRICT
    )

    assert "No audits in October 2026" in printed_text(io.BytesIO(made.pdf.read_bytes()))
