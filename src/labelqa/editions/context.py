"""The words around an extract's tables: what a report must know that is not a row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .. import provenance
from ..contracts import CANONICAL, Privacy
from ..extracts import NEVER, WITHHELD, Context, Extract, MarketFacts, Span
from ..params import Edition, Job, Params
from ..periods import Period, PeriodKind
from ..snapshots import Snapshot, SnapshotFacts
from ..snapshots.clocks import by_zone
from ..snapshots.snapshot_set import SnapshotSet
from .ownership import WITHHELD as OF_NO_VENDOR


def context_of(snapshot: Snapshot, job: Job, params: Params) -> Context:
    """What a market's report needs to know."""
    facts, market, report = snapshot.facts, params.market(job.market), params.report(job.report)
    edition = params.edition(job.edition)
    return Context(
        report=job.report,
        title=report.title,
        owner=report.owner,
        edition=job.edition,
        vendor=edition.vendor,
        market=MarketFacts(id=market.id, name=market.name, timezone=market.timezone, locale=market.locale),
        period=_span(job.period),
        previous=_span(job.period.previous()),
        window=_span(Period(PeriodKind.RANGE, *facts.window)),
        parameters=dict(job.parameters),
        definitions=params.project.definitions.model_dump(mode="json"),
        decided=params.project.decided,
        snapshot=snapshot.digest,
        snapshot_number=snapshot.number,
        frozen_on=facts.frozen_on,
        provisional=facts.provisional,
        own_figures=report.own_figures,
        origins=provenance.origins(params.folders.notebook(report.notebook), params.folders.templates),
        unobserved=facts.unobserved,
        derived=facts.derived,
        **_told(facts, edition),
    )


def joint_context(
    snapshot_set: SnapshotSet, job: Job, params: Params, parts: Mapping[str, Extract]
) -> Context:
    """What a report on all markets needs to know; its markets know the rest."""
    any_of = next(iter(parts.values())).context
    facts = MarketFacts(id=job.market, name="All markets", timezone="UTC", locale=params.locale(job))
    return any_of.model_copy(
        update={
            "market": facts,
            "snapshot": snapshot_set.digest,
            "snapshot_number": f"of {len(parts)} markets",
            "frozen_on": snapshot_set.frozen_on,
            "provisional": snapshot_set.provisional,
            "missing": {},
            "rejected": {},
            "examples": {},
            "zones": {},
            "unobserved": (),
            "derived": (),
            "notes": tuple(f"{market} is not here: {why}" for market, why in snapshot_set.without.items()),
        }
    )


def _told(facts: SnapshotFacts, edition: Edition) -> dict[str, Any]:
    """What the snapshot says of its data; to a vendor nothing, for it speaks of all vendors."""
    if edition.vendor:
        missing = dict.fromkeys(CANONICAL, WITHHELD) | dict.fromkeys(OF_NO_VENDOR, NEVER)
        return {"missing": missing, "rejected": {}, "notes": ()}
    return {
        "missing": facts.missing,
        "rejected": facts.rejected,
        "examples": _examples(facts, edition),
        "zones": by_zone(facts.clocks),
        "notes": facts.notes,
    }


def _examples(facts: SnapshotFacts, edition: Edition) -> dict[str, dict[str, str]]:
    """A row for each reason to set rows aside, with the values that an internal edition may see."""
    classes = {*edition.sees, Privacy.INTERNAL}
    seen = {
        table: {column.name for column in CANONICAL[table].columns if column.privacy in classes}
        for table in facts.examples
    }
    return {
        table: {reason: example.told(seen[table]) for reason, example in found.items()}
        for table, found in facts.examples.items()
    }


def _span(period: Period) -> Span:
    return Span(text=period.text, label=period.label, start=period.start, end=period.end)
