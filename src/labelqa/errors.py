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
    """
    Something went wrong that a person can put right; carries every problem found, not the first.

    The lines say what, where and the remedy. Most are raised as one of the kinds below.
    """

    exit_code = 1

    def __init__(self, *problems: Problem | str) -> None:
        self.problems = tuple(p if isinstance(p, Problem) else Problem(p) for p in problems)
        super().__init__(*self.problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)

    @property
    def page(self) -> str:
        """The part of the documents that is about this kind of error; `labelqa docs` prints it."""
        return f"errors.md#{type(self).__name__.lower()}"


class ParamsError(LabelQAError):
    """
    A parameter, a parameter file or a command line is wrong; nothing ran.

    Mend the lines named and try again: `labelqa check --fast` says in a moment all that is still wrong.
    """

    exit_code = 2


class UnknownNameError(ParamsError, AttributeError):
    """
    A notebook asks for something by a name that nothing has.

    The remedy names the nearest; notebook.md lists all there are.
    """


class DataError(LabelQAError):
    """
    The input data, or a frozen copy of it, is refused; nothing was published.

    `labelqa check -p PERIOD -m MARKET` reads the sources as a run would and keeps nothing.
    """

    exit_code = 3


class ReleaseError(LabelQAError):
    """
    A release or disclosure rule refused.

    A vendor's edition stays unpublished until what is named is settled: editions.md has the rules,
    operations.md the ledger and the box.
    """

    exit_code = 4


class JobError(LabelQAError):
    """
    One report failed; the others go on.

    `labelqa runs` numbers the last runs, `labelqa runs NUMBER` tells all that is known of one.
    """


class NotebookError(JobError):
    """
    A notebook did not run to a clean end.

    The place names the cell. Take its extract to your desk (desk.md) and run it there.
    """


class RenderError(JobError):
    """
    A report's pages could not be made as they must be.

    What only looks wrong stops a report with `--strict` alone.
    """


class PublishError(JobError):
    """
    A report's documents could not be put in place.

    What stood before stands. See to the disk, the rights or the other run, then run again.
    """
