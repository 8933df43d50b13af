"""What comes with the package beside its code: the documents, and the sample company's workspace."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path

PACKAGE = Path(__file__).parent
CHECKOUT = PACKAGE.parents[1]
OWN = "own"  # where `version` would be said of a file, but the workspace has another


def docs() -> Path:
    """The folder of the documents, as installed or in a checkout."""
    return _installed("docs", CHECKOUT / "docs")


def workspace() -> Path:
    """The folder with the sample company's params/, and notebooks/ and templates/ for every workspace."""
    return _installed("workspace", CHECKOUT)


def version() -> str:
    """The package and its version, as printed."""
    return f"labelqa {metadata.version('labelqa')}"


def _installed(name: str, otherwise: Path) -> Path:
    folder = PACKAGE / name
    return folder if folder.is_dir() else otherwise
