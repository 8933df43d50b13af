"""Text inside drawings is set as a reader of its script expects."""

from __future__ import annotations

import pypdfium2
import pytest
from weasyprint import HTML

from labelqa.render.shaping import shaped_drawings

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


def ink(text: str, attributes: str = "") -> tuple[float, float]:
    """Left and right end of what is drawn for `text`, in points."""
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="60">'
        f'<text x="10" y="40" font-size="30" font-family="Noto Sans Thai" {attributes}>{text}</text></svg>'
    )
    with shaped_drawings():
        pdf = HTML(string=f"<style>@page{{margin:0;size:400px 60px}}</style>{drawing}").write_pdf()
    image = pypdfium2.PdfDocument(pdf)[0].render(scale=4).to_pil().convert("L")
    left, _, right, _ = image.point(lambda shade: 255 * (shade < 128)).getbbox()
    return left / 4, right / 4


def test_a_mark_stands_on_its_letter_and_not_beside_it():
    """A Thai vowel or tone mark above a letter takes no room of its own."""
    bare, marked = ink("รา"), ink("ร้า")

    assert pytest.approx(bare, abs=1) == marked


def test_letters_with_places_of_their_own_keep_them():
    """A text that spaces its letters is wider than one that does not."""
    assert ink("รา", 'letter-spacing="20"')[1] > ink("รา")[1] + 10
