"""`labelqa init --from`: files looked at, questions asked or answered by options, params proposed."""

from __future__ import annotations

import datetime as dt
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import ParamsError, Problem
from .options import assignments

if TYPE_CHECKING:
    from ..recognition import Answers, Proposal, Question

From = Annotated[
    list[Path] | None,
    typer.Option("--from", help="A file of labels, in any form: an export, a table; more may follow it."),
]
More = Annotated[list[Path] | None, typer.Argument(help="Further files, behind --from.", show_default=False)]
ZoneName = Annotated[str | None, typer.Option("--zone", help="IANA zone of times that name none.")]
MarketName = Annotated[
    list[str] | None, typer.Option("--market", help="A code such as SG, or a column; of one file: a.csv:SG.")
]
DayFirst = Annotated[
    bool | None, typer.Option("--day-first/--month-first", help="Whether 03/04/2026 is in April.")
]
Columns = Annotated[
    list[str] | None,
    typer.Option("--column", help="label_id=answer: which column is which; =TEXT is a constant, none none."),
]
MonthName = Annotated[str | None, typer.Option("--period", help="The month of files without any time.")]
UnitName = Annotated[
    str | None, typer.Option("--unit", help="Of a duration: seconds, milliseconds, minutes, none.")
]
QueueName = Annotated[str | None, typer.Option("--queue", help="A name for all rows, or a column.")]
QuestionName = Annotated[
    str | None, typer.Option("--question", help="Of a file with several questions, the report's.")
]
Letters = Annotated[
    str | None, typer.Option("--abbreviations", help="What letters of zones mean: PST=-08:00,PDT=-07:00.")
]
Yes = Annotated[
    bool, typer.Option("--yes", help="Take what is proposed to each question, marked as assumed.")
]


@dataclass(frozen=True)
class Given:
    """What options say in advance."""

    zone: str | None = None
    market: Sequence[str] = ()
    day_first: bool | None = None
    column: Sequence[str] = ()
    period: str | None = None
    unit: str | None = None
    queue: str | None = None
    question: str | None = None
    abbreviations: str | None = None
    yes: bool = False

    def answers(self) -> Answers:
        """The same by topic."""
        from ..recognition import Answers

        order = {None: None, True: "day", False: "month"}[self.day_first]
        single = {
            "zone": self.zone,
            "order": order,
            "period": self.period,
            "unit": self.unit,
            "queue": self.queue,
            "question": self.question,
            "abbreviations": self.abbreviations,
        }
        said = {topic: value for topic, value in single.items() if value is not None}
        return Answers({**said, **dict(_markets(self.market)), **assignments(self.column)})


def _markets(given: Sequence[str]) -> Iterator[tuple[str, str]]:
    for text in given:
        file, _, market = text.rpartition(":")
        yield (f"{file}:market" if file else "market"), market


def proposed(folder: Path, files: Sequence[Path], given: Given) -> Proposal:
    """
    What can be made of the files, when every question has its answer.

    Raises ParamsError with all questions that are open where nobody can be asked.
    """
    from ..recognition import propose, seen

    today = dt.datetime.now().astimezone().date()
    with (
        tempfile.TemporaryDirectory() as scratch,
        seen(files, Path(scratch), given.question or "") as looked_at,
    ):
        answers = given.answers()
        while (found := propose(looked_at, answers, folder, today)).questions:
            answer = _way_to_answer(given)
            for question in found.questions if given.yes else found.questions[:1]:
                if answer is None or (given.yes and not question.proposal):
                    raise ParamsError(*(_open(each) for each in found.questions))
                answers = answers.and_(question, answer(question), assumed=given.yes)
    return found


def _way_to_answer(given: Given) -> Callable[[Question], str] | None:
    if given.yes:
        return lambda question: question.proposal
    return _prompted if sys.stdin.isatty() and sys.stderr.isatty() else None


def _prompted(question: Question) -> str:
    return str(typer.prompt(question.text, default=question.proposal or None, err=True))


def _open(question: Question) -> Problem:
    proposed = f"answer {question.option}" + (", or take it by --yes" if question.proposal else "")
    return Problem(question.text, "init --from", proposed)


def texts(found: Proposal, organisation: str) -> dict[str, str]:
    """The params of a proposal, by path in params/."""
    from ..recognition.texts import params_of

    return params_of(found, organisation)


def next_steps(found: Proposal) -> list[str]:
    """What to type next, a line each; the months are those of the labels."""
    month = found.months[-1] if found.months else "last-month"
    span = f"    # the labels are of {found.months[0]} to {month}" if len(found.months) > 1 else ""
    return [
        "edit params/sources.yml                # see that what is marked guess or assumed is right",
        f"labelqa check -p {month}               # what is read, and which sections are on",
        f"labelqa run -p {month}{span}",
    ]
