"""Names in one file of params/ that another must know."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from .commentary import Comment
from .mappings import Sources
from .models import VENDORS, Edition, ReportParams, TargetParams
from .params import ALL_MARKETS


@dataclass(frozen=True)
class NamedReference:
    """A name of a `noun`, where it stands, and the names there are."""

    noun: str
    name: str
    known: Collection[str]
    file: str
    keys: tuple[str | int, ...]


def in_sources(sources: Sources, markets: Collection[str]) -> Iterator[NamedReference]:
    """The tables and markets of control totals, and the databases of mappings."""
    for table, mappings in sources.tables.items():
        for number, mapping in enumerate(mappings):
            if mapping.database is not None:
                keys = ("tables", table, number, "database")
                yield NamedReference("database", mapping.database, sources.databases, "sources.yml", keys)
    for table, by_market in sources.control_totals.items():
        place = ("control_totals", table)
        yield NamedReference("mapped table", table, sources.tables, "sources.yml", place)
        for market in by_market:
            yield NamedReference("market", market, markets, "sources.yml", (*place, market))


def in_editions(editions: Mapping[str, Edition], markets: Collection[str]) -> Iterator[NamedReference]:
    """The markets of vendors' editions."""
    for name, edition in editions.items():
        for number, market in enumerate(edition.markets):
            yield NamedReference("market", market, markets, "editions.yml", (name, "markets", number))


def in_reports(
    reports: Mapping[str, ReportParams], editions: Mapping[str, Edition]
) -> Iterator[NamedReference]:
    """The editions of reports; a report on all markets has none of a vendor."""
    internal = {name for name, edition in editions.items() if edition.kind == "internal"}
    for name, report in reports.items():
        known = internal if report.scope == "all_markets" else {*editions, VENDORS}
        for number, edition in enumerate(report.editions):
            yield NamedReference("edition", edition, known, f"reports/{name}.yml", ("editions", number))


def in_targets(targets: tuple[TargetParams, ...], markets: Collection[str]) -> Iterator[NamedReference]:
    """The markets of targets."""
    for number, target in enumerate(targets):
        if target.market_id is not None:
            yield NamedReference("market", target.market_id, markets, "targets.yml", (number, "market_id"))


def in_commentary(
    commentary: Mapping[tuple[str, str], tuple[Comment, ...]],
    editions: Collection[str],
    reports: Collection[str],
    markets: Collection[str],
) -> Iterator[NamedReference]:
    """The markets, editions and reports of what people wrote."""
    for (period, market), comments in commentary.items():
        file = f"commentary/{period}/{market}.yml"
        yield NamedReference("market", market, [*markets, ALL_MARKETS], file, ())
        for number, comment in enumerate(comments):
            for key, noun, names, known in (
                ("editions", "edition", comment.editions, editions),
                ("reports", "report", comment.reports, reports),
            ):
                for place, name in enumerate(names):
                    yield NamedReference(noun, name, known, file, (number, key, place))
