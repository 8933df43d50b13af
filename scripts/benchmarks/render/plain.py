"""The first step of the plain chain as a program: an executed notebook in, nbconvert's lab HTML out."""

from __future__ import annotations

import sys
from pathlib import Path

from nbconvert import HTMLExporter

executed, html = map(Path, sys.argv[1:])
body, _ = HTMLExporter(template_name="lab", exclude_input=True).from_filename(str(executed))
html.write_text(body, encoding="utf-8")
