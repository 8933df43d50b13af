"""The typefaces of charts and pages, as files: OpenType for print and charts, WOFF2 for the screen."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent
SANS = "Inter"
DISPLAY = "Inter Display"
SERIF = "Source Serif 4"
