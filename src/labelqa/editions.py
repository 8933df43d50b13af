"""Cutting: what one edition may see of a snapshot, rebuilt value by value."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from .contracts import CANONICAL, FROZEN, Column, Privacy, Table
from .engines.parquet import schema, write
from .errors import ParamsError, Problem
from .extracts import CONTEXT, Context, Extract, MarketFacts, Span
from .params import Edition, Job, Params
from .periods import Kind, Period
from .sealed import seal
from .snapshots import Snapshot

DECLARED: dict[str, Table] = CANONICAL | FROZEN


def cut(snapshot: Snapshot, job: Job, params: Params, into: Path) -> Extract:
    """
    The extract of a job's edition, in the new folder `into`.

    A column goes in only where the edition sees its privacy class; personal ones never do. Raises
    ParamsError for an unknown edition and for a table or column without a class.
    """
    edition = params.edition(job.edition)
    columns = {name: _visible(snapshot, name, edition) for name in snapshot.tables()}
    into.mkdir(parents=True)
    for name, seen in columns.items():
        if seen:
            write(_rebuilt(snapshot.folder / f"{name}.parquet", seen), into / f"{name}.parquet")
    context = _context(snapshot, job, params)
    (into / CONTEXT).write_text(context.model_dump_json(indent=1) + "\n", encoding="utf-8")
    seal(into, {"job": job.key, "snapshot": snapshot.digest})
    return Extract(into, context)


def _visible(snapshot: Snapshot, name: str, edition: Edition) -> list[Column]:
    """The columns of a table that the edition sees, as declared."""
    known = {column.name: column for column in DECLARED[name].columns} if name in DECLARED else {}
    found = pq.read_schema(snapshot.folder / f"{name}.parquet").names
    unclassified = [column for column in found if column not in known]
    if unclassified:
        raise ParamsError(
            Problem(
                f"{', '.join(unclassified)} of {name} has no privacy class",
                str(snapshot.folder / f"{name}.parquet"),
                "declare it in labelqa.contracts; until then no edition may hold it",
            )
        )
    seen = {Privacy(privacy) for privacy in edition.sees} - {Privacy.PERSONAL}
    return [known[column] for column in found if known[column].privacy in seen]


def _rebuilt(path: Path, columns: list[Column]) -> pa.Table:
    """The visible columns as plain values of the contract's types; nothing else of the file comes along."""
    return pq.read_table(path, columns=[column.name for column in columns]).cast(schema(columns))


def _context(snapshot: Snapshot, job: Job, params: Params) -> Context:
    facts, market, report = snapshot.facts, params.market(job.market), params.report(job.report)
    return Context(
        report=job.report,
        title=report.title,
        owner=report.owner,
        edition=job.edition,
        market=MarketFacts(id=market.id, name=market.name, timezone=market.timezone, locale=market.locale),
        period=_span(job.period),
        previous=_span(job.period.previous()),
        window=_span(Period(Kind.RANGE, *facts.window)),
        parameters=dict(job.parameters),
        definitions=params.project.definitions.model_dump(mode="json"),
        decided=params.project.decided,
        snapshot=snapshot.digest,
        snapshot_number=snapshot.number,
        frozen_on=facts.frozen_on,
        missing=facts.missing,
        rejected=facts.rejected,
        unobserved=facts.unobserved,
        notes=facts.notes,
    )


def _span(period: Period) -> Span:
    return Span(text=period.text, label=period.label, start=period.start, end=period.end)
