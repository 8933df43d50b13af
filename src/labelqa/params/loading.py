"""A workspace's params/ folder, read whole: every mistake of every file is reported at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from .. import periods
from ..errors import ParamsError, Problem
from .agreement import NamedReference, in_commentary, in_editions, in_reports, in_sources, in_targets
from .commentary import Comment, CommentaryParams
from .folders import Folders
from .mappings import Sources
from .metrics import misfits
from .models import Editions, MarketParams, Project, ReportParams, TargetParams, TargetsParams
from .params import Params
from .problems import problems
from .remedies import instead
from .yaml import Document, read

FOLDER, COMMENTARY = "params", "commentary"
_FILES = ("project.yml", "sources.yml", "editions.yml", "targets.yml")
_FOLDERS = ("markets", "reports")
REPORTS = f"{FOLDER}/reports"  # the place of the mistake that there is none
_Read = TypeVar("_Read", bound=BaseModel)


@dataclass(frozen=True)
class Survey:
    """
    What of params/ can be read, and every mistake of every file, by line.

    `params` leaves out what cannot be read; there is none without project.yml and sources.yml.
    """

    params: Params | None
    folders: Folders
    reports: Mapping[str, ReportParams]
    documents: Mapping[str, Document]
    problems: tuple[Problem, ...]


def load(workspace: Path) -> Params:
    """The parameters of a workspace. Raises ParamsError with every mistake of every file, by line."""
    found = survey(workspace)
    if found.problems or not found.params:
        raise ParamsError(*found.problems)
    return found.params


def survey(workspace: Path) -> Survey:
    """The parameters of a workspace as far as they can be read."""
    folder = _Folder(workspace / FOLDER)
    folder.refuse_strangers()
    project = folder.one("project.yml", Project)
    sources = folder.one("sources.yml", Sources)
    editions = folder.one("editions.yml", Editions)
    targets = folder.one("targets.yml", TargetsParams) if folder.has("targets.yml") else TargetsParams(())
    markets = folder.each("markets", MarketParams, "id")
    reports = folder.each("reports", ReportParams, "name")
    commentary = folder.commentary()
    if sources:
        folder.check(in_sources(sources, folder.names("markets")))
    if editions:
        folder.check(in_editions(editions.root, folder.names("markets")))
        folder.check(in_reports(reports, editions.root))
    if targets:
        folder.check(in_targets(targets.root, folder.names("markets")))
        folder.check_agreed(targets.root)
    folder.check(
        in_commentary(commentary, editions.root if editions else {}, reports, folder.names("markets"))
    )
    read_editions = editions.root if editions else {}
    read_targets = targets.root if targets else ()
    beside = Folders(workspace, project)
    params = (
        Params(
            *(project, sources, markets, reports, read_editions, read_targets, commentary),
            folders=beside,
            documents=folder.documents,
        )
        if project and sources
        else None
    )
    return Survey(params, beside, reports, folder.documents, tuple(folder.problems))


@dataclass
class _Folder:
    """The files of params/ as they are read, and what is wrong with them."""

    path: Path
    documents: dict[str, Document] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def has(self, file: str) -> bool:
        """Whether the file is there."""
        return (self.path / file).exists()

    def names(self, folder: str) -> list[str]:
        """The names of a folder's entries, valid or not."""
        return sorted(path.stem for path in (self.path / folder).glob("[!.]*.yml"))

    def refuse_strangers(self) -> None:
        """Note files that would be ignored: misspelt ones, and ones whose name ends in .yaml."""
        for path in sorted(self.path.glob("[!.]*.y*ml")):
            if path.name not in _FILES:
                self._refuse("is no parameter file", f"{FOLDER}/{path.name}", instead(path.name, _FILES))
        for folder in _FOLDERS:
            for path in sorted((self.path / folder).glob("[!.]*.yaml")):
                where = f"{FOLDER}/{folder}/{path.name}"
                self._refuse("is no parameter file", where, "let its name end in .yml")

    def one(self, file: str, model: type[_Read], **given: str) -> _Read | None:
        """The model in one file, or None with its problems noted; `given` fills keys left out."""
        name = f"{FOLDER}/{file}"
        if not self.has(file):
            self._refuse("is missing", name, "write it; params/schemas says what it holds")
            return None
        document = self.documents[file] = read(self.path / file, name)
        self.problems.extend(document.problems)
        if document.problems:
            return None
        value = document.value
        try:
            return model.model_validate({**given, **value} if isinstance(value, dict) else value)
        except ValidationError as error:
            self.problems.extend(problems(error, model, document))
            return None

    def each(self, folder: str, model: type[_Read], key: str) -> dict[str, _Read]:
        """The models in a folder's files, by the name of the file, which their `key` repeats."""
        found = {}
        for name in self.names(folder):
            file = f"{folder}/{name}.yml"
            entry = self.one(file, model, **{key: name})
            if entry is None:
                continue
            found[name] = entry
            if (written := getattr(entry, key)) != name:
                where = self.documents[file].place(key)
                self._refuse(f"{key} {written} is not the file's name", where, "rename one of them")
        if not self.names(folder):
            self._refuse("holds no file", f"{FOLDER}/{folder}", f"write {FOLDER}/{folder}/<{key}>.yml")
        return found

    def commentary(self) -> dict[tuple[str, str], tuple[Comment, ...]]:
        """What people wrote, by period and market, as the folder and the file are called."""
        found = {}
        for path in sorted((self.path / COMMENTARY).glob("[!.]*/[!.]*.yml")):
            period, file = path.parent.name, f"{COMMENTARY}/{path.parent.name}/{path.name}"
            try:
                periods.parse(period)
            except ParamsError:
                self._refuse(f"{period} is no period", f"{FOLDER}/{file}", "call the folder 2026-10")
            if entry := self.one(file, CommentaryParams):
                found[period, path.stem] = entry.root
        return found

    def check(self, references: Iterable[NamedReference]) -> None:
        """Note names that are not known."""
        for to in references:
            if to.name not in to.known:
                where = self.documents[to.file].place(*to.keys)
                self._refuse(f"no {to.noun} {to.name}", where, instead(to.name, to.known))

    def check_agreed(self, targets: Iterable[TargetParams]) -> None:
        """Note targets that nothing could ever be held against."""
        for number, target in enumerate(targets):
            for misfit in misfits(target.metric, target.target, target.floor, target.direction):
                where = self.documents["targets.yml"].place(number, misfit.key)
                self._refuse(misfit.what, where, misfit.remedy)

    def _refuse(self, what: str, where: str, remedy: str) -> None:
        self.problems.append(Problem(what, where, remedy))
