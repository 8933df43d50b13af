"""The reports' notebooks run without a kernel: their cells over an extract, and what these show."""

from __future__ import annotations

import json
import re
from pathlib import Path

from labelqa.components import ANY_COMPONENT, MIME, AnyComponent
from labelqa.report import open_report


def run(notebook: Path, extract: Path, **parameters: object) -> tuple[AnyComponent, ...]:
    """What a market's notebook shows of an extract."""
    shown: list[dict] = []
    names = {"open_report": lambda folder: open_report(folder, show=shown.append)}
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            code = re.sub(
                r"^from labelqa\.report import open_report$", "", "".join(cell["source"]), flags=re.MULTILINE
            )
            exec(code, names)  # noqa: S102 - our own notebook
        if "parameters" in cell["metadata"].get("tags", []):
            names |= {"extract": extract, **parameters}
    return tuple(ANY_COMPONENT.validate_python(bundle[MIME]) for bundle in shown)
