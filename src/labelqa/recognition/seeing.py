"""Files opened once, so that whatever is asked of them is answered from all their rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ..engines import Engine, Files, connect
from ..errors import ParamsError, Problem
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
    engine = connect("duckdb", [path.resolve() for path in paths], scratch)
    try:
        yield tuple(_opened(engine, number, *each) for number, each in enumerate(known))
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


def _opened(engine: Engine, number: int, path: Path, form: Form, match: Match | None) -> Seen:
    mapping = Mapping.model_validate({"files": path.name, **form.keys, **unfolding(form, match)})
    views = engine.register(f"seen_{number}", _files(mapping, path.resolve()))
    return Seen(path, form, Profile(engine, views[0]), match)


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


def _files(mapping: Mapping, path: Path) -> Files:
    return Files(path.parent, (path.name,), mapping.format, mapping.names, mapping.delimiter, mapping.encoding)
