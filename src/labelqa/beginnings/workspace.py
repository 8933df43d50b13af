"""A workspace written whole or not at all; what is there already is never overwritten."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from .. import params
from ..errors import ParamsError, Problem
from ..params.loading import FOLDER
from ..params.schemas import write_schemas

BESIDE = Path(__file__).parent / "beside"
_NAMES = {"README.md": "README.md", "gitignore": ".gitignore"}  # a file of that name here would be git's


def begin(folder: Path, files: Mapping[str, str]) -> tuple[Path, ...]:
    """
    Make a folder, which may be there, a workspace with `files` in its params/; what was written.

    `files` are texts by their path in params/, such as markets/SG.yml. Its README and .gitignore are written
    where there are none. Raises ParamsError where it has params already, and where they would be wrong:
    then nothing is written.
    """
    _require_none(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with _staged(folder, files) as staged:
        (staged / FOLDER).rename(folder / FOLDER)
    return (folder / FOLDER, *_beside(folder))


def stands(folder: Path, files: Mapping[str, str]) -> bool:
    """Whether the params of a folder are still `files`, and no other."""
    place = folder / FOLDER
    found = {path.relative_to(place).as_posix(): path for path in place.rglob("*.yml")}
    return found.keys() == files.keys() and all(
        path.read_text(encoding="utf-8") == files[name] for name, path in found.items()
    )


def renew(folder: Path, files: Mapping[str, str]) -> Path:
    """Put `files` in the place of all params of a workspace, checked before; its params/."""
    with _staged(folder, files) as staged:
        (folder / FOLDER).rename(staged / "before")
        (staged / FOLDER).rename(folder / FOLDER)
    return folder / FOLDER


@contextmanager
def _staged(folder: Path, files: Mapping[str, str]) -> Iterator[Path]:
    """A folder inside `folder` for as long as it is used, with the params, which are right."""
    staged = Path(tempfile.mkdtemp(prefix=".begin-", dir=folder))
    try:
        for name, content in files.items():
            path = staged / FOLDER / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
        (staged / FOLDER / "schemas").mkdir()
        write_schemas(staged / FOLDER / "schemas")
        params.load(staged)
        yield staged
    finally:
        shutil.rmtree(staged)


def _require_none(folder: Path) -> None:
    """Raise ParamsError for what is no folder, or has params."""
    if folder.exists() and not folder.is_dir():
        raise ParamsError(Problem("is no folder", str(folder), "name a new or another one"))
    if (folder / FOLDER).exists():
        remedy = (
            "go on in it, or name another folder; `labelqa init --notebooks` copies the notebooks into it"
        )
        raise ParamsError(Problem("is a workspace already", str(folder), remedy))


def _beside(folder: Path) -> Iterator[Path]:
    """The files beside params/ that were not there, as they are written."""
    for name, called in _NAMES.items():
        path = folder / called
        if not path.exists():
            path.write_text((BESIDE / name).read_text(encoding="utf-8"), encoding="utf-8")
            yield path
