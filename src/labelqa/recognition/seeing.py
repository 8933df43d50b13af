"""Files opened once, so that whatever is asked of them is answered from all their rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ..engines import Engine, Files, connect
from ..errors import ParamsError, Problem
from ..intake import Intake
from ..params import Mapping
from ..params.presets import Preset, every
from .drafts import Seen
from .forms import Form, form_of
from .matching import Match, matches, named
from .profiles import Profile


@contextmanager
def seen(paths: Sequence[Path], scratch: Path) -> Iterator[tuple[Seen, ...]]:
    """
    What is in each file, for as long as they are looked at; `scratch` is a folder for what is unpacked.

    Raises ParamsError for files that are not there, in no known form, or of no use for a report.
    """
    missing = [path for path in paths if not path.is_file()]
    if missing:
        raise ParamsError(*(Problem("no such file", str(path), "correct its name") for path in missing))
    presets = every()
    formed = [(path, form_of(path)) for path in paths]
    known = [(path, form, _known(path, form, presets)) for path, form in formed]
    intake = Intake(scratch / "intake")
    staged = [_staged(intake, *each) for each in known]
    engine = connect("duckdb", {files.path(name) for files in staged for name in files.names}, scratch)
    try:
        profiles = [_profile(engine, f"seen_{number}", files) for number, files in enumerate(staged)]
        yield tuple(Seen(*each[:2], rows, each[2]) for each, rows in zip(known, profiles, strict=True))
    finally:
        engine.close()


def _known(path: Path, form: Form, presets: dict[str, Preset]) -> Match | None:
    """The preset that fits a file, if one does; ParamsError where no report can be made of what it is."""
    found = matches(form, presets)
    if not found:
        if form.family == "xml":
            raise ParamsError(Problem("is XML, which is not read", path.name, "export it as JSON or CSV"))
        return None
    if found[0].preset.refuses:
        raise ParamsError(Problem(f"is {found[0].why()}", path.name, found[0].preset.refuses))
    return found[0]


def _staged(intake: Intake, path: Path, form: Form, match: Match | None) -> Files:
    """A file as one that an engine reads, with all of its columns."""
    keys = {"files": path.name, **form.keys, **unfolding(form, match)}
    mapping = Mapping.model_validate(keys)
    files = Files(
        path.resolve().parent,
        (path.name,),
        "parquet" if mapping.format == "parquet" else "csv",
        mapping.names,
        mapping.delimiter,
        mapping.encoding,
        mapping.quote,
        mapping.skip,
    )
    return intake.stage(mapping, files)


def _profile(engine: Engine, name: str, files: Files) -> Profile:
    """All rows of a file; its sheets, or the files in it, are one where their columns are the same."""
    views = engine.register(name, files)
    return Profile(engine, views[0])


def unfolding(form: Form, match: Match | None) -> dict[str, Any]:
    """The lists that a file's rows are the elements of, as its preset says or, elsewhere, as they stand."""
    if match is None or form.family != "json":
        return {}
    if match.preset.each_of:
        [first, *_] = each_of(form, match)
        return {"each": [first]}
    table: Any = next(iter(match.preset.tables.values()), {})
    return {"each": table["each"]} if "each" in table else {}


def each_of(form: Form, match: Match) -> list[str]:
    """The paths of the lists that may be unfolded, one for each question of the file."""
    pattern = match.preset.each_of or ""
    depth = pattern.count(".") + 1
    found = (".".join(name.split(".")[:depth]) for name in named([f"{pattern}.*"], form.fields))
    return list(dict.fromkeys(found))
