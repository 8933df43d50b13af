"""Cutting: what one edition may see of a snapshot, rebuilt value by value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from .contracts import CANONICAL, FROZEN, Column, Privacy, Table
from .engines.parquet import schema, write
from .errors import ParamsError, Problem
from .extracts import CONTEXT, Context, Extract, MarketFacts, Span
from .params import ALL_MARKETS, Edition, Job, Params
from .periods import Kind, Period
from .sealed import seal
from .snapshots import Snapshot
from .snapshots.holdings import Holdings

DECLARED: dict[str, Table] = CANONICAL | FROZEN


def cut(holdings: Holdings, job: Job, params: Params, into: Path) -> Extract:
    """
    The extract of a job's edition, in the new folder `into`; of all markets, one extract in a folder each.

    A column goes in only where the edition sees its privacy class; personal ones never do. Raises
    ParamsError for an unknown edition and for a table or column without a class.
    """
    if job.market != ALL_MARKETS:
        return _cut(holdings.by_market[job.market], job, params, into)
    into.mkdir(parents=True)
    parts = {
        market: _cut(snapshot, replace(job, market=market), params, into / market)
        for market, snapshot in holdings.by_market.items()
    }
    context = _joint_context(holdings, job, params, parts)
    return _sealed(into, context, job)


def _cut(snapshot: Snapshot, job: Job, params: Params, into: Path) -> Extract:
    edition = params.edition(job.edition)
    columns = {name: _visible(snapshot, name, edition) for name in snapshot.tables()}
    into.mkdir(parents=True)
    for name, seen in columns.items():
        if seen:
            write(_rebuilt(snapshot.folder / f"{name}.parquet", seen), into / f"{name}.parquet")
    return _sealed(into, _context(snapshot, job, params), job)


def _sealed(folder: Path, context: Context, job: Job) -> Extract:
    (folder / CONTEXT).write_text(context.model_dump_json(indent=1) + "\n", encoding="utf-8")
    seal(folder, {"job": job.key, "snapshot": context.snapshot})
    return Extract(folder, context)


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


def _joint_context(holdings: Holdings, job: Job, params: Params, parts: Mapping[str, Extract]) -> Context:
    """What a report on all markets needs to know; its markets know the rest."""
    any_of = next(iter(parts.values())).context
    facts = MarketFacts(id=job.market, name="All markets", timezone="UTC", locale=params.locale(job))
    return any_of.model_copy(
        update={
            "market": facts,
            "snapshot": holdings.digest,
            "snapshot_number": f"of {len(parts)} markets",
            "frozen_on": holdings.frozen_on,
            "missing": {},
            "rejected": {},
            "unobserved": (),
            "notes": tuple(f"{market} is not here: {why}" for market, why in holdings.without.items()),
        }
    )


def _span(period: Period) -> Span:
    return Span(text=period.text, label=period.label, start=period.start, end=period.end)
