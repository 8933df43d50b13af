"""Reports that are hard to set: long tables, dense drawings, long labels, names in every script."""

from __future__ import annotations

import base64
import random
import struct
import zlib

import page as validation
import pikepdf
import pypdfium2
import pytest
from builders.report import FACTS, STRICT, XMLNS, chart, cover, table, write_notebook

from labelqa.components import Callout, Cell, Component, Facts, KeyPoints, Lede, Prose, Section, Tile, Tiles
from labelqa.render import Documents, render

NAMES = {
    "thai": "นครราชสีมา ประเทศไทย",
    "vietnamese": "Thành phố Hồ Chí Minh, Đặng Thị Ngọc",
    "chinese": "上海市内容审核中心",
    "japanese": "東京レビュー",
    "korean": "서울 검수팀",
    "polish": "Łódź, Žižkov, Győr",
    "markup": "<script>alert(1)</script> & <b>",
    "dollars": "$x$ costs $\\alpha$ 5",
    "underlines": "north_west_ops_team __init__ *a*",
    "unbroken": "W" * 60,
    "sixty": "Misleading or unsubstantiated claims about health or safety.",
}


@pytest.fixture
def made(tmp_path, repository):
    """Render components with the usual limits."""

    def rendered(shown: list[Component]) -> Documents:
        notebook = write_notebook(tmp_path / "run.ipynb", shown)
        return render(notebook, tmp_path, FACTS, repository / "templates", STRICT)

    return rendered


def everywhere(name: str) -> list[Component]:
    """A report with the name in every kind of place."""
    row = tuple(Cell(text=text) for text in (name, "1,234", "94.5%", "93.1% to 95.2%", name))
    tile = Tile(label=name, value="94.5%", status="met", word=name, interval=name, target=name)
    return [
        cover(market=name, owner=name, facts=((name, name),) * 4),
        KeyPoints(points=(name, f"**{name}**")),
        Section(name="s", title=name),
        Lede(text=name),
        Tiles(tiles=(tile,) * 3, note=name),
        chart(title=name, measure=name, note=name, width="main"),
        table("names", title=name, measure=name).model_copy(update={"rows": (row,) * 3}),
        Callout(title=name, text=name),
        Prose(paragraphs=(name,), footnotes=(name,)),
        Facts(title=name, rows=((name, name),)),
    ]


def scatter(points: int) -> str:
    """A rasterised layer with that many points, inside a drawing whose words are text."""
    width, height = 600, 300
    rows = [bytearray(b"\xff" * width) for _ in range(height)]
    place = random.Random(1)  # noqa: S311 - a drawing
    for _ in range(points):
        rows[place.randrange(height)][place.randrange(width)] = 60
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"".join(b"\x00" + row for row in rows))),
        (b"IEND", b""),
    )
    png = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in parts
    )
    picture = base64.b64encode(png).decode()
    return (
        f'<svg {XMLNS} xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 493 250"><image x="24" y="0" '
        f'width="460" height="230" xlink:href="data:image/png;base64,{picture}"/>'
        f'<text x="24" y="245" font-family="Inter" font-size="7.2">Audits</text></svg>'
    )


def text_of(documents: Documents) -> str:
    """All text of the PDF, spaces and line ends left out."""
    with pypdfium2.PdfDocument(documents.pdf) as pdf:
        return "".join("".join(page.get_textpage().get_text_bounded().split()) for page in pdf)


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_name_is_printed_as_it_is_written_wherever_it_stands(made, name):
    """On the cover, in heads, tiles, tables, captions, notes and footnotes; accessible and archival."""
    documents = made(everywhere(name))
    printed = text_of(documents).replace("\ufffe", "")  # how pdfium gives a hyphen at a line's end
    results = [
        validation.validate_pdf(documents.pdf, profile=profile)
        for profile in (validation.ValidationProfile.PDF_UA_1, validation.ValidationProfile.PDF_A_3A)
    ]

    assert [] == [word for word in name.split() if printed.count(word) < 15]
    assert [] == [str(result) for result in results if not result.is_compliant]


def test_the_parts_of_the_serif_are_fonts_of_their_own(made):
    """WeasyPrint keeps fonts by name: namesakes would print the letters of one with the shapes of another."""
    shown = [cover(), Section(name="s", title="S"), Lede(text="Plain, Łódź, Hồ Chí Minh, Đặng Thị Ngọc")]
    with pikepdf.open(made(shown).pdf) as pdf:
        dictionaries = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary)]
        fonts = {str(d.FontName).split("+")[1].rstrip(",") for d in dictionaries if "/FontName" in d}

    parts = {"Source-Serif-4", "Source-Serif-4-Extended", "Source-Serif-4-Vietnamese"}
    assert parts == {font for font in fonts if "Serif" in font}


def test_an_emoji_is_a_picture_of_the_size_of_its_text(made):
    """One for each, also where it is made of several characters; the page stays accessible."""
    documents = made(everywhere("Team 🚀 👩🏽‍💻 ✅"))
    with pypdfium2.PdfDocument(documents.pdf) as pdf:
        pictures = [p for page in pdf for p in page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])]
        heights = [high - low for _, low, _, high in (picture.get_bounds() for picture in pictures)]
    result = validation.validate_pdf(documents.pdf, profile=validation.ValidationProfile.PDF_UA_1)

    assert 15 * 3 < len(heights)
    assert 0 == len(heights) % 3
    assert [] == [height for height in heights if not 5 < height < 80]
    assert 15 < text_of(documents).count("Team")
    assert result.is_compliant, str(result)


def test_a_table_of_two_thousand_rows_prints_its_first_and_attaches_all(made):
    """The line below it says so, on paper and on the screen; each page has the head."""
    documents = made([cover(), Section(name="s", title="S"), table(rows=2000)])
    line = "First 80 of 2,000 rows; all are in the attached site-results.csv."
    with pikepdf.open(documents.pdf) as pdf:
        attached = pdf.attachments["site-results.csv"].get_file().read_bytes()
    printed = text_of(documents)

    assert "".join(line.split()) in printed
    assert line in documents.html.read_text(encoding="utf-8")
    assert ("Semarang80" in printed, "Semarang81" in printed) == (True, False)
    assert 2 == printed.count("Verdict")
    assert 2001 == len(attached.splitlines())


def test_a_scatter_of_five_thousand_points_is_one_picture_with_text(made):
    """The dense layer is a picture, axes and words are not."""
    documents = made([cover(), Section(name="s", title="S"), chart(svg=scatter(5000))])
    with pypdfium2.PdfDocument(documents.pdf) as pdf:
        pictures = list(pdf[2].get_objects([pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]))

    assert 1 == len(pictures)
    assert "Audits" in text_of(documents)
    assert documents.pdf.stat().st_size < 1_000_000


def test_sections_of_empty_tables_are_set(made):
    """A market without anything to list."""
    shown = [cover()]
    for number in range(12):
        shown += [Section(name=f"s{number}", title=f"Part {number}"), table(f"t{number}", rows=0)]

    assert 12 == text_of(made(shown)).count("Norows.")
