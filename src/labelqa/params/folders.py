"""Where a workspace's notebooks and templates lie: in folders of its own, else in the package."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .. import shipped
from .models import NOTEBOOKS, TEMPLATES, Project


@dataclass(frozen=True)
class Folders:
    """
    The folders of a workspace whose project.yml, if it can be read, is `project`.

    Those that it names are the workspace's own, and all there is. Where it names none, a notebook in
    notebooks/ and a folder templates/ are the workspace's own, and what is not there is the package's.
    """

    workspace: Path
    project: Project | None = None

    @property
    def own_notebooks(self) -> Path:
        """The folder of the workspace's own notebooks, there or not."""
        return self.workspace / (self._named(NOTEBOOKS) or NOTEBOOKS)

    @property
    def notebooks(self) -> tuple[Path, ...]:
        """The folders in which a notebook is looked for, in order."""
        named = self._named(NOTEBOOKS)
        return (self.own_notebooks,) if named else (self.own_notebooks, shipped.workspace() / NOTEBOOKS)

    @property
    def own_templates(self) -> Path:
        """The folder of the workspace's own templates, there or not."""
        return self.workspace / (self._named(TEMPLATES) or TEMPLATES)

    @property
    def templates(self) -> Path:
        """The folder of templates."""
        own = self.own_templates
        return own if self._named(TEMPLATES) or own.exists() else shipped.workspace() / TEMPLATES

    def notebook(self, file: str) -> Path:
        """The notebook of that name; where there is none, where the workspace's own would be."""
        found = (folder / file for folder in self.notebooks if (folder / file).is_file())
        return next(found, self.own_notebooks / file)

    def is_own(self, path: Path) -> bool:
        """Whether a notebook or a folder of templates is the workspace's own."""
        return path.is_relative_to(self.workspace)

    def called(self, path: Path) -> str:
        """A notebook or folder as people know it: from the workspace, or as the package's."""
        if self.is_own(path):
            return path.relative_to(self.workspace).as_posix()
        return f"{path.relative_to(shipped.workspace()).as_posix()} of {shipped.version()}"

    def _named(self, folder: str) -> str | None:
        named = getattr(self.project, folder, None)
        return str(named) if named else None
