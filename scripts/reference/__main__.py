"""Write the reference documents and the table of letter widths into the two folders on the command line."""

from __future__ import annotations

import sys
from pathlib import Path

from reference.letters import letters
from reference.pages import pages

if __name__ == "__main__":
    documents, typefaces = map(Path, sys.argv[1:])
    for name, text in pages().items():
        page = documents / name
        page.parent.mkdir(exist_ok=True)
        page.write_text(text, encoding="utf-8")
    (typefaces / "letters.json").write_text(letters(), encoding="utf-8")
