"""What a new workspace's params hold: an example to be filled in, or the sample company's."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from string import Template

from .. import shipped

BLANK = Path(__file__).parent / "blank"
_KINDS = ("*.yml", "markets/*.yml", "reports/*.yml")
_OWNER = "Labelling Quality, Trust and Safety"  # the sample company's team


def blank(organisation: str, owner: str = "Quality team") -> dict[str, str]:
    """
    Params of one market without data, by path in params/, with comments that explain them.

    Its reports are those of the package, with another `owner` and in the company's own edition and vendors'.
    """
    given = {"organisation": json.dumps(organisation, ensure_ascii=False)}
    files = {name: Template(text).safe_substitute(given) for name, text in _texts(BLANK)}
    reports = {name: text for name, text in _texts(_params()) if name.startswith("reports/")}
    return files | {name: text.replace(_OWNER, owner) for name, text in reports.items()}


def sample_company() -> dict[str, str]:
    """The params of the fictional company whose tables `labelqa sample` writes."""
    return dict(_texts(_params()))


def _params() -> Path:
    return shipped.workspace() / "params"


def _texts(folder: Path) -> Iterator[tuple[str, str]]:
    for kind in _KINDS:
        for path in sorted(folder.glob(kind)):
            yield path.relative_to(folder).as_posix(), path.read_text(encoding="utf-8")
