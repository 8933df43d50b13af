"""Files opened once, so that whatever is asked of them is answered from all their rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
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


@dataclass(frozen=True)
class _Known:
    """A file before its rows are read: its form, the preset that fits, and the lists to unfold."""

    path: Path
    form: Form
    match: Match | None
    each: tuple[str, ...]


@contextmanager
def seen(paths: Sequence[Path], scratch: Path, question: str = "") -> Iterator[tuple[Seen, ...]]:
    """
    What is in each file, for as long as they are looked at; `scratch` is a folder for what is unpacked.

    `question` names the list to look into where each question of a file has one of its own.

    Raises ParamsError for files that are not there, in no known form, or of no use for a report.
    """
    missing = [path for path in paths if not path.is_file()]
    if missing:
        raise ParamsError(*(Problem("no such file", str(path), "correct its name") for path in missing))
    presets = every()
    formed = [(path, form_of(path)) for path in paths]
    matched = [(path, form, _known(path, form, presets)) for path, form in formed]
    known = [_Known(*each, unfolding(*each, question)) for each in matched]
    intake = Intake(scratch / "intake")
    staged = [_staged(intake, each) for each in known]
    engine = connect("duckdb", {files.path(name) for files in staged for name in files.names}, scratch)
    try:
        profiles = [_profile(engine, f"seen_{number}", files) for number, files in enumerate(staged)]
        yield tuple(
            Seen(each.path, each.form, rows, each.match, each.each)
            for each, rows in zip(known, profiles, strict=True)
        )
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


def _staged(intake: Intake, known: _Known) -> Files:
    """A file as one that an engine reads, with all of its columns."""
    each = {"each": known.each} if known.each else {}
    mapping = Mapping.model_validate({"files": known.path.name, **known.form.keys, **each})
    path = known.path
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
    """All rows of a file, its sheets or the files in it. Raises ParamsError where their columns differ."""
    views = engine.register(name, files)
    if len(views) > 1:
        remedy = "deliver those of one kind in a file of their own"
        raise ParamsError(Problem("holds tables with different columns", ", ".join(files.names), remedy))
    return Profile(engine, views[0])


def unfolding(path: Path, form: Form, match: Match | None, question: str) -> tuple[str, ...]:
    """
    The lists that a file's rows are the elements of, as its preset says.

    Raises ParamsError where each question has a list of its own and none of several is named.
    """
    if match is None or form.family != "json":
        return ()
    if match.preset.each_of is None:
        table: Any = next(iter(match.preset.tables.values()), {})
        return tuple(table.get("each", ()))
    there = {found.rpartition(".")[2]: found for found in _each_of(form, match.preset.each_of)}
    chosen = question if question in there else next(iter(there)) if len(there) == 1 else None
    if chosen is None:
        remedy = f"name the one that the report is about: --question {next(iter(there))}"
        raise ParamsError(Problem(f"answers several questions: {', '.join(there)}", path.name, remedy))
    return (there[chosen],)


def _each_of(form: Form, pattern: str) -> list[str]:
    """The paths of the lists that a pattern means."""
    depth = pattern.count(".") + 1
    found = (".".join(name.split(".")[:depth]) for name in named([f"{pattern}.*"], form.fields))
    return list(dict.fromkeys(found))
