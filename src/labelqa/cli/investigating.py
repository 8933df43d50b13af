"""The command that looks into something that smells: one question, some days, whatever filter."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

import typer

from ..errors import ParamsError, Problem
from .answers import told
from .making import make
from .options import HERE, AsJson, Frozen, Strict, Workspace, registry_of

REPORT = "risk_investigation"
DIMENSIONS = ("site", "vendor", "queue", "label", "sop_version", "person")
_LONGEST = 48  # characters of the question in the name of its folder


@told
def investigate(
    market: Annotated[str, typer.Option("--market", "-m", help="The market.")],
    first: Annotated[str, typer.Option("--from", help="The first day: 2026-10-01.")],
    last: Annotated[str, typer.Option("--to", help="The last day: 2026-10-20.")],
    question: Annotated[str, typer.Option(help="What is to be found out, as it will be printed.")],
    rule: Annotated[str, typer.Option(help="By which rule it is decided, beside the report's own.")] = "",
    where: Annotated[
        list[str] | None,
        typer.Option(help=f"Only these: {', '.join(DIMENSIONS)}, as site=batam; may be repeated."),
    ] = None,
    least: Annotated[
        float | None, typer.Option(help="The smallest loss of accuracy that matters, in points, such as 3.")
    ] = None,
    fewest: Annotated[
        int | None, typer.Option(help="The known answers on either side without which nothing is decided.")
    ] = None,
    workspace: Workspace = HERE,
    frozen: Frozen = False,
    json_lines: AsJson = False,
    strict: Strict = False,
) -> None:
    """Investigate a suspicion: is it real, since when, where, why, what it cost, and what to do."""
    from .. import params, periods
    from ..pipeline import RunContext

    root, now = workspace.resolve(), dt.datetime.now().astimezone()
    known, written = params.load(root), _written(question, rule, where or [])
    given = {"least": None if least is None else least / 100, "fewest": fewest}
    numbers = {name: number for name, number in given.items() if number is not None}
    (job,) = params.jobs(
        known,
        periods.parse(f"{first}..{last}", now.date()),
        reports=[REPORT],
        markets=[market],
        parameters={**written, **numbers},
    )
    job = replace(job, subject=_subject(written, numbers))
    place = RunContext(root, root / "outputs", registry_of(known, root), now, frozen=frozen, strict=strict)
    make([job], known, place, workers=1, json_lines=json_lines)


def _written(question: str, rule: str, where: Sequence[str]) -> dict[str, str]:
    """The texts that were written in advance. Raises ParamsError where one says nothing."""
    written = {"question": question.strip(), "rule": rule.strip(), "where": "\n".join(_filters(where))}
    if not written["question"]:
        raise ParamsError(Problem("the question is empty", "--question", "write what is to be found out"))
    return written


def _filters(texts: Sequence[str]) -> list[str]:
    """The filters in order, each once. Raises ParamsError for those that name no dimension or no value."""
    problems = []
    for text in texts:
        name, sign, value = text.partition("=")
        if not (sign and value.strip()) or "\n" in text:
            problems.append(Problem(f"{text!r} filters nothing", "--where", "write it as site=batam"))
        elif name not in DIMENSIONS:
            remedy = f"have {', '.join(DIMENSIONS)}"
            problems.append(Problem(f"nothing is filtered by {name!r}", "--where", remedy))
    if problems:
        raise ParamsError(*problems)
    return sorted(set(texts))


def _subject(written: dict[str, str], numbers: dict[str, float]) -> str:
    """The folder of an investigation: the question's words, and a digest of all that was written."""
    plain = re.sub(r"[^a-z0-9]+", "-", written["question"].lower()).strip("-")[:_LONGEST].strip("-")
    given = [f"{100 * numbers['least']:g}" if "least" in numbers else ""]
    given += [f"{numbers['fewest']:g}"] if "fewest" in numbers else []
    every = "\0".join([*written.values(), *given])
    return f"{plain}-{hashlib.sha256(every.encode()).hexdigest()[:8]}".lstrip("-")
