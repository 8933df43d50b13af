"""Write the reference documents and the table of letter widths into the two folders on the command line."""

from __future__ import annotations

import sys
from pathlib import Path

from reference import measures
from reference.letters import letters
from reference.notebook import notebook

if __name__ == "__main__":
    documents, typefaces = map(Path, sys.argv[1:])
    (documents / "measures.md").write_text(measures(), encoding="utf-8")
    (documents / "notebook.md").write_text(notebook(), encoding="utf-8")
    (typefaces / "letters.json").write_text(letters(), encoding="utf-8")
