"""What a reader must know of data that is whole in form but perhaps not in fact, in sentences."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from ..contracts import CANONICAL, ids
from ..engines import Engine
from ..errors import Problem
from ..periods import Period
from ..sources import Mapped, Source, is_united
from ..sources.names import NAMED, NamedIds, several

_IN_PERIOD = "{at} >= (SELECT start_at FROM period_bounds) AND {at} < (SELECT end_at FROM period_bounds)"
_LABELLED = _IN_PERIOD.format(at="l.submitted_at")


@dataclass(frozen=True)
class Note:
    """
    Something that is counted and said: `query` gives the number of cases, over the tables it `reads`.

    `one` and `many` are the sentence, with {cases} and {period}.
    """

    reads: frozenset[str]
    query: str
    one: str
    many: str

    def told(self, engine: Engine, period: Period) -> list[str]:
        """The sentence; none where there is no case."""
        cases = engine.fetch(self.query)["cases"][0].as_py()
        text = self.one if cases == 1 else self.many
        return [text.format(cases=f"{cases:,}", period=period.label)] if cases else []


COUNTED = (
    Note(
        frozenset({"labels", "people"}),
        "SELECT CAST(COALESCE(SUM(labels), 0) AS BIGINT) AS cases FROM label_days d WHERE NOT EXISTS ("
        "SELECT 1 FROM people_slice r WHERE r.person_id = d.person_id AND r.valid_from <= d.local_date"
        " AND (r.valid_to IS NULL OR d.local_date < r.valid_to))",
        "labels: {cases} decision falls on a day when its person is in no roster row (a row's valid_to is"
        " the first day on which it no longer holds)",
        "labels: {cases} decisions fall on days when their person is in no roster row (a row's valid_to is"
        " the first day on which it no longer holds)",
    ),
    Note(
        frozenset({"gold", "labels"}),
        f"SELECT COUNT(*) AS cases FROM labels_slice l WHERE l.is_gold AND {_LABELLED} AND NOT EXISTS ("
        "SELECT 1 FROM gold_judged g WHERE g.label_event_id = l.label_event_id)",
        "labels: {cases} answer to a gold item in {period} has no known answer in gold: it is left out",
        "labels: {cases} answers to gold items in {period} have no known answer in gold: they are left out",
    ),
    Note(
        frozenset({"gold", "labels"}),
        f"SELECT COUNT(*) AS cases FROM labels_slice l WHERE l.is_gold AND {_LABELLED} AND NOT EXISTS ("
        "SELECT 1 FROM gold_source g WHERE g.item_id = l.item_id)"
        f" AND {ids.plain('l.item_id')} IN (SELECT {ids.plain('g.item_id')} FROM gold_source g)",
        f"gold: {{cases}} answer of {{period}} is to an item that it spells otherwise: {ids.CHANGED}",
        f"gold: {{cases}} answers of {{period}} are to items that it spells otherwise: {ids.CHANGED}",
    ),
    Note(
        frozenset({"overlaps"}),
        "SELECT CAST(COALESCE(SUM(times - 1), 0) AS BIGINT) AS cases FROM (SELECT COUNT(*) AS times"
        f" FROM overlaps_slice l WHERE {_LABELLED} GROUP BY item_id, queue_id, person_id) AS given",
        "overlaps: {cases} label in {period} is a person's second one on an item and queue, in another group",
        "overlaps: {cases} labels in {period} are a person's second or later ones on an item and queue",
    ),
    Note(
        frozenset({"labels"}),
        "SELECT CAST(COALESCE(SUM(times - 1), 0) AS BIGINT) AS cases FROM (SELECT COUNT(*) AS times"
        f" FROM labels_slice l WHERE {_LABELLED} AND NOT COALESCE(is_gold, FALSE) AND NOT is_removed"
        " GROUP BY item_id, queue_id, person_id) AS given",
        "labels: {cases} decision in {period} repeats one of its person, item and queue, and counts too",
        "labels: {cases} decisions in {period} repeat others of their person, item and queue, and count too",
    ),
    Note(
        frozenset({"audits", "labels"}),
        "SELECT CAST(CASE WHEN framed > 1.01 * n + 0.5 THEN framed - n ELSE 0 END AS BIGINT) AS cases FROM ("
        "SELECT COALESCE(MAX(whole), 0) AS framed FROM (SELECT SUM(frame_size) AS whole FROM ("
        "SELECT design_id, MIN(frame_size) AS frame_size FROM audits_market GROUP BY design_id, stratum_id"
        " HAVING MIN(labelled_at) >= (SELECT start_at FROM period_bounds)"
        " AND MAX(labelled_at) < (SELECT end_at FROM period_bounds)) AS strata GROUP BY design_id) AS designs"
        f") AS frames CROSS JOIN (SELECT COUNT(*) AS n FROM labels_slice l WHERE {_LABELLED}) AS counted",
        "audits: the frames of {period} hold {cases} decision more than labels: less is covered than said",
        "audits: the frames of {period} hold {cases} decisions more than labels: less is covered than said",
    ),
    Note(
        frozenset({"labels", "requests"}),
        f"SELECT COUNT(*) AS cases FROM labels_slice l WHERE l.request_id <> '' AND {_LABELLED}"
        " AND NOT EXISTS (SELECT 1 FROM requests_slice r WHERE r.request_id = l.request_id)",
        "labels: {cases} decision in {period} is for a request that is not in requests",
        "labels: {cases} decisions in {period} are for requests that are not in requests",
    ),
    Note(
        frozenset({"labels"}),
        f"SELECT COUNT(*) AS cases FROM labels_slice l WHERE l.is_removed AND {_LABELLED}",
        "labels: {cases} decision in {period} was removed since (open, superseded or tainted): it is work"
        " done, but neither delivered nor an answer to gold",
        "labels: {cases} decisions in {period} were removed since (open, superseded or tainted): they are"
        " work done, but neither delivered nor answers to gold",
    ),
    Note(
        frozenset({"audits", "labels"}),
        "SELECT COUNT(*) AS cases FROM audits_slice a JOIN labels_slice l"
        f" ON l.label_event_id = a.label_event_id WHERE l.is_removed AND {_LABELLED}",
        "audits: {cases} audit of {period} is of a decision removed since: it counts, as it was drawn",
        "audits: {cases} audits of {period} are of decisions removed since: they count, as they were drawn",
    ),
)


def too_many_homeless(engine: Engine, tables: Collection[str], share: float) -> list[Problem]:
    """
    The tables in which more than a share of all markets' rows name no market.

    They count once, against the table: to no market are they all its own.
    """
    counted = {name: _homeless(engine, name) for name in tables if CANONICAL[name].by_market}
    return [
        Problem(
            f"{cases:,} of {of_all:,} rows of all markets name no market, such as {example}",
            name,
            f"name it in every row, or map it; up to {share:.1%} may be left out (rejected_share)",
        )
        for name, (cases, of_all, example) in counted.items()
        if cases > share * of_all
    ]


def _united(engine: Engine, name: str) -> list[str]:
    """What intervals were made into one."""
    (row,) = engine.fetch(
        f"SELECT COUNT(*) AS made, COALESCE(SUM(joined), 0) AS cases FROM {name}_window WHERE joined > 1"
    ).to_pylist()
    told = (
        f"{name}: {row['cases']:,} intervals of one person that overlap are {row['made']:,} (overlaps: union)"
    )
    return [told] if row["made"] else []


def _homeless(engine: Engine, name: str) -> tuple[int, int, str]:
    """Rows without a market, all rows, and where one of the former stands."""
    (row,) = engine.fetch(f"SELECT cases, of_all, example FROM {name}_homeless").to_pylist()
    return row["cases"], row["of_all"], row["example"] or ""


def _several_names(engine: Engine, named: NamedIds) -> list[str]:
    """A sentence on the ids of a derived table that rows of labels call by several names."""
    (row,) = engine.fetch(several(named)).to_pylist()
    cases = row["cases"]
    have = named.noun[cases != 1]
    told = f"{cases:,} {have} several names, such as {row['example']}; the one of most rows is printed"
    return [f"labels: {told}"] if cases else []


def notes(
    engine: Engine, found: Mapping[str, Source], tables: Mapping[str, Mapped], period: Period
) -> tuple[str, ...]:
    """All there is to say of the slices and marts of the `tables` read."""
    derived = {name for name, mapped in tables.items() if mapped.derived}
    said = [
        f"{name}: there is no file {path}"
        for name, source in found.items()
        for path, month in source.absent.items()
        if source.parts and month in period.months()
    ]
    for name in sorted(name for name in tables if CANONICAL[name].by_market):
        if cases := _homeless(engine, name)[0]:
            rows = "1 row names" if cases == 1 else f"{cases:,} rows name"
            said.append(
                f"{name}: {rows} no market, of all markets' rows of these weeks, and no report has them"
            )
    said += [
        told for name in tables if name in found and is_united(found[name]) for told in _united(engine, name)
    ]
    said += [text for named in NAMED if named.table in derived for text in _several_names(engine, named)]
    for note in COUNTED:
        if note.reads <= {*tables}:
            said += note.told(engine, period)
    return tuple(said)
