"""Write the reference documents into the folder named on the command line."""

from __future__ import annotations

import sys
from pathlib import Path

from reference import measures

if __name__ == "__main__":
    (Path(sys.argv[1]) / "measures.md").write_text(measures(), encoding="utf-8")
