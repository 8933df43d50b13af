"""From a path of sources.yml to the files that stand there, and which links among them may be followed."""

from __future__ import annotations

import os
from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path, PurePath

from ..errors import Problem
from ..params.addresses import is_pattern

PLACE = "params/sources.yml"


def expand(workspace: Path, path: str) -> list[str]:
    """
    The files that a path means, from the workspace, sorted; links that lead nowhere are among them.

    Each of its names is tried as it is before it is read as a pattern, so that "week [41].csv" and
    "old [copy]/*.csv" are found as they are called.
    """
    found = [""]
    for name in (part for part in path.split("/") if part not in ("", ".")):
        found = [f"{start}{each}/" for start in found for each in _named(workspace / start, name)]
    names = [each.rstrip("/") for each in found]
    return sorted(each for each in names if (workspace / each).is_file() or _leads_nowhere(workspace / each))


def refusals(workspace: Path, folders: Iterable[str], names: Iterable[str]) -> list[Problem]:
    """
    What speaks against reading the files of these names, which may be links.

    A link's target must lie in the workspace or in one of the `folders` that sources.yml names, absolute or
    from the workspace: whoever delivers a file shall not choose what of this machine is read. Where a folder
    above a file is the link, that one is named, in the same words for each file below it.
    """
    root = workspace.resolve()
    allowed = [root, *((root / folder).resolve() for folder in folders)]
    problems = []
    for name in sorted(names):
        path = root / name
        if _leads_nowhere(path):
            remedy = "fetch the file, such as by dvc pull or git annex get"
            problems.append(Problem(f"is a link to {path.readlink()}, which is not there", name, remedy))
            continue
        target = path.resolve()
        # NOTE: a path that climbs ("../shared/x.csv") and meets no link is where its author says it is.
        if target != Path(os.path.normpath(path)) and not any(map(target.is_relative_to, allowed)):
            remedy = f"name that folder under folders in {PLACE}, or put a copy in the place of the link"
            problems.append(Problem(_leads_out(root, name, allowed), name, remedy))
    return problems


def _leads_out(root: Path, name: str, allowed: Iterable[Path]) -> str:
    """What is wrong with a file whose path leads out of the workspace: the outermost link that does so."""
    within = list(allowed)
    for folder in reversed(PurePath(name).parents[:-1]):
        target = (root / folder).resolve()
        if (root / folder).is_symlink() and not any(map(target.is_relative_to, within)):
            return f"is below {folder}, a link to {target}, which is outside the workspace"
    return f"is a link into {(root / name).resolve().parent}, which is outside the workspace"


def _named(folder: Path, name: str) -> list[str]:
    if name == ".." or os.path.lexists(folder / name):
        return [name]
    if not is_pattern(name) or not folder.is_dir():
        return []
    there = [path.name for path in folder.iterdir()]
    return [each for each in there if fnmatchcase(each, name) and (each[0] != "." or name[0] == ".")]


def _leads_nowhere(path: Path) -> bool:
    return path.is_symlink() and not path.exists()
