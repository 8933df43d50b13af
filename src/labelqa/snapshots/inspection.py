"""A market's slice held against its contracts: rows set aside, and all that stops the market."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from ..contracts import CANONICAL, TableContract
from ..contracts.checks import BETWEEN, reasons, rules, unseen
from ..contracts.stops import Stop, stops
from ..engines import Engine
from ..engines.parquet import write
from ..errors import DataError, Problem
from ..sources import Mapped
from .examples import RefusedRow, examples

LARGEST = ("labels", "time", "schedules")
REMOVED = "(COALESCE(status IN ('open', 'superseded'), FALSE) OR COALESCE(is_tainted, FALSE))"
EPOCH = "TIMESTAMP '1970-01-01 00:00:00'"


@dataclass
class SnapshotInspection:
    """What was found: rows read and kept by table, those set aside by reason, one of them for each reason."""

    read: dict[str, int] = field(default_factory=dict)
    kept: dict[str, int] = field(default_factory=dict)
    rejected: dict[str, dict[str, int]] = field(default_factory=dict)
    examples: dict[str, dict[str, RefusedRow]] = field(default_factory=dict)


def inspect(
    engine: Engine, tables: Mapping[str, Mapped], zone: str, rejected_share: float, folder: Path
) -> SnapshotInspection:
    """
    Define `<table>_slice`: the rows of `<table>_window` that keep their contract.

    labels, time and schedules also get local_date, the business day in `zone`, the latter two start_s and
    end_s, seconds since 1970, time seconds, and labels is_removed: open, superseded or tainted. Rows that
    break their contract are written to rejected/<table>.parquet in `folder`. Raises DataError listing all
    that stops the market: too many such rows, broken keys, references or designs.
    """
    inspection = SnapshotInspection()
    problems: list[Problem] = []
    for name in CANONICAL:
        if name not in tables:
            continue
        mapped = tables[name]
        counts = _check_rows(engine, mapped, tables)
        _define_slice(engine, mapped.table, zone, clean=set(counts) <= {""})
        inspection.read[name] = sum(counts.values())
        inspection.kept[name] = counts.pop("", 0)
        if counts:
            inspection.rejected[name] = _by_reason(counts)
            inspection.examples[name] = examples(mapped.table, _write_rejected(engine, mapped.table, folder))
            problems += _too_many(name, inspection, rejected_share)
        problems += [
            problem for stop in stops(mapped.table, tables) for problem in _broken(engine, name, stop)
        ]
    if problems:
        raise DataError(*problems)
    return inspection


def _check_rows(engine: Engine, mapped: Mapped, present: Collection[str]) -> dict[str, int]:
    """Rows by their reasons; the empty text is for those that keep the contract."""
    name, table = mapped.table.name, mapped.filled
    kept = rules(table, mapped.unreadable, present, engine.each)
    told = reasons([*unseen(table, engine.unseen), *kept, *mapped.rules])
    engine.define(f"{name}_checked", f"SELECT *, {told} AS reasons FROM {name}_window")
    found = engine.fetch(f"SELECT reasons, COUNT(*) AS cases FROM {name}_checked GROUP BY reasons")
    return dict(zip(found["reasons"].to_pylist(), found["cases"].to_pylist(), strict=True))


def _define_slice(engine: Engine, table: TableContract, zone: str, *, clean: bool) -> None:
    # NOTE: without a row to set aside the rules need not run again in every query that reads the slice.
    rows = f"{table.name}_window" if clean else f"{table.name}_checked WHERE reasons = ''"
    columns = ["source_file", "source_row", *(f'"{column.name}"' for column in table.columns)]
    if table.name in ("labels", "time", "schedules") and table.at:
        columns.append(f"{engine.local_date(table.at, zone)} AS local_date")
    if table.name == "labels":
        columns.append(f"{REMOVED} AS is_removed")
    if table.name in ("time", "schedules"):
        ends = {"start_s": "start_at", "end_s": "end_at"}
        columns += [f"{engine.seconds(EPOCH, instant)} AS {name}" for name, instant in ends.items()]
    if table.name == "time":
        columns.append(f"{engine.seconds('start_at', 'end_at')} AS seconds")
    # NOTE: rules read other tables' slices, so that rows to set aside there would be looked for once more by
    # every rule of theirs; only the largest tables are not worth a copy.
    made = engine.define if clean or table.name in LARGEST else engine.keep
    made(f"{table.name}_slice", f"SELECT {', '.join(columns)} FROM {rows}")


def _by_reason(counts: Mapping[str, int]) -> dict[str, int]:
    """Rows by single reason; a row with two counts in both."""
    single: Counter[str] = Counter()
    for told, cases in counts.items():
        single.update(dict.fromkeys(told.split(BETWEEN), cases))
    return dict(sorted(single.items()))


def _too_many(name: str, inspection: SnapshotInspection, share: float) -> list[Problem]:
    total, shown = inspection.read[name], inspection.examples[name]
    rejected = total - inspection.kept[name]
    if rejected <= share * total:
        return []
    reasons = sorted(inspection.rejected[name].items(), key=lambda reason: (-reason[1], reason[0]))
    causes = ", ".join(f"{reason} ({cases:,}, such as {shown[reason].told()})" for reason, cases in reasons)
    return [
        Problem(
            f"{rejected:,} of {total:,} rows break their contract: {causes}",
            name,
            f"correct the rows or their mapping; up to {share:.1%} may be set aside (rejected_share)",
        )
    ]


def _write_rejected(engine: Engine, table: TableContract, folder: Path) -> pa.Table:
    """Write the rows set aside; returns them, in the order of files and rows."""
    key = " || '/' || ".join(f"COALESCE(raw_{name}, '')" for name in table.key)
    raw = ", ".join(f'raw_{column.name} AS "{column.name}"' for column in table.columns)
    rows = engine.fetch(
        f'SELECT source_file, CAST(source_row AS BIGINT) AS source_row, {key} AS "key", reasons, {raw}'
        f" FROM {table.name}_checked WHERE reasons <> '' ORDER BY source_file, source_row"
    )
    (folder / "rejected").mkdir(exist_ok=True)
    write(rows, folder / "rejected" / f"{table.name}.parquet")
    return rows


def _broken(engine: Engine, name: str, stop: Stop) -> list[Problem]:
    found = engine.fetch(stop.query).to_pylist()
    if not found:
        return []
    cases = found[0]["cases"]
    examples = ", ".join(row["example"] for row in found)
    more = ", …" if cases > len(found) else ""
    return [Problem(f"{cases:,} {stop.what}: {examples}{more}", name, stop.remedy)]
