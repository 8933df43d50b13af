"""What a report was made of, as digests: equal ingredients make equal bytes."""

from __future__ import annotations

import hashlib
import platform
from functools import cache
from importlib import metadata, resources
from pathlib import Path

from . import shipped
from .errors import ParamsError, Problem
from .sealed import canonical, digest_of

# The libraries whose code can be seen in a report's bytes.
LIBRARIES = (
    *("babel", "duckdb", "fonttools", "jinja2", "matplotlib", "nbconvert", "nh3", "numpy", "pandas"),
    *("pyarrow", "pydyf", "pyphen", "scipy", "seaborn", "weasyprint"),
)


def ingredients(snapshot: str, facts: str, params: str, notebook: str, templates: Path) -> dict[str, str]:
    """
    The digest of each thing a report is made of, and of all of them together as `inputs`.

    `snapshot`, its `facts`, `params` and `notebook` are digests already.
    """
    made_of = {
        "snapshot": snapshot,
        "snapshot_facts": facts,
        "params": params,
        "notebook": notebook,
        "templates": _digest_of_folder(templates),
        "code": code(),
        "libraries": libraries(),
    }
    return {**made_of, "inputs": digest(made_of)}


def require(*paths: Path) -> None:
    """Raise ParamsError with every file or folder that is not there."""
    if missing := [path for path in paths if not path.exists()]:
        remedy = "see notebook in params/reports and the folders in params/project.yml"
        raise ParamsError(*(Problem("is not there", str(path), remedy) for path in missing))


def origins(notebook: Path, templates: Path) -> dict[str, str]:
    """
    Whose `notebook` and `templates` are: the package's, by its version, or shipped.OWN, the workspace's.

    An unchanged copy is the package's.
    """
    theirs = shipped.workspace()
    known = theirs / "notebooks" / notebook.name
    equal = {
        "notebook": known.is_file() and notebook.is_file() and digest_of(known) == digest_of(notebook),
        "templates": _digest_of_folder(theirs / "templates") == _digest_of_folder(templates),
    }
    return {name: shipped.version() if same else shipped.OWN for name, same in equal.items()}


@cache
def code() -> str:
    """The digest of this package's own files."""
    return _digest_of_folder(Path(str(resources.files("labelqa"))))


@cache
def libraries() -> str:
    """The digest of the interpreter's and the libraries' versions."""
    versions = {name: metadata.version(name) for name in LIBRARIES}
    return digest({"python": platform.python_version(), **versions})


def digest(value: object) -> str:
    """The digest of a value that can be written as JSON."""
    return "sha256:" + hashlib.sha256(canonical(value)).hexdigest()


def _digest_of_folder(folder: Path) -> str:
    files = sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return digest({path.relative_to(folder).as_posix(): digest_of(path) for path in files})
