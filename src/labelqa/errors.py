"""Every error we raise: what is wrong, where, and what to do about it.

LabelQAError
├── ParamsError       exit 2: a parameter, a parameter file or a command line is wrong
│   └── UnknownNameError  a notebook asks for what there is none of; an AttributeError besides
├── DataError         exit 3: the input data, or a frozen copy of it, is refused
├── ReleaseError      exit 4: a release or disclosure rule refused
└── JobError          exit 1: one report failed
    ├── NotebookError     its notebook did not run to a clean end
    ├── RenderError       its pages could not be made as they must be
    └── PublishError      its documents could not be put in place
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One mistake: what is wrong, where it stands, and the remedy."""

    what: str
    where: str = ""
    remedy: str = ""

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        cure = f"; {self.remedy}" if self.remedy else ""
        return f"{place}{self.what}{cure}"


class LabelQAError(Exception):
    """Something went wrong that a person can put right; carries every problem found, not the first."""

    exit_code = 1

    def __init__(self, *problems: Problem | str) -> None:
        self.problems = tuple(p if isinstance(p, Problem) else Problem(p) for p in problems)
        super().__init__(*self.problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


class ParamsError(LabelQAError):
    """A parameter, a parameter file or a command line is wrong; nothing ran."""

    exit_code = 2


class UnknownNameError(ParamsError, AttributeError):
    """A notebook asks for something by a name that nothing has."""


class DataError(LabelQAError):
    """The input data, or a frozen copy of it, is refused; nothing was published."""

    exit_code = 3


class ReleaseError(LabelQAError):
    """A release or disclosure rule refused."""

    exit_code = 4


class JobError(LabelQAError):
    """One report failed; the others go on."""


class NotebookError(JobError):
    """A notebook did not run to a clean end."""


class RenderError(JobError):
    """A report's pages could not be made as they must be."""


class PublishError(JobError):
    """A report's documents could not be put in place."""
