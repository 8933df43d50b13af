"""The targets of a market: those of the sources and of params/targets.yml, each agreed once and reachable."""

from __future__ import annotations

import pyarrow as pa

from ..contracts import CANONICAL
from ..engines import Engine
from ..engines.parquet import schema
from ..errors import DataError, ParamsError, Problem
from ..params import TargetParams, misfits

DECLARED = CANONICAL["targets"]


def refuse_misfits(engine: Engine) -> None:
    """
    Raise ParamsError naming every target of the sources that nothing could be held against.

    What was agreed is a parameter wherever it is written: the same mistake in params/targets.yml is one.
    """
    rows = engine.fetch(
        "SELECT metric, target, floor, direction, source_file, source_row FROM targets_slice"
        " ORDER BY source_file, source_row, metric"
    )
    problems = [
        Problem(misfit.what, f"{row['source_file']} row {row['source_row']}", misfit.remedy)
        for row in rows.to_pylist()
        for misfit in misfits(row["metric"], row["target"], row["floor"], row["direction"])
    ]
    if problems:
        raise ParamsError(*problems)


def with_targets(table: pa.Table | None, agreed: list[TargetParams]) -> pa.Table:
    """The targets of the sources and of params/targets.yml. Raises DataError for one agreed in both."""
    rows = [] if table is None else table.to_pylist()
    rows += [target.model_dump() for target in agreed]
    keys = [tuple(row[name] for name in DECLARED.key) for row in rows]
    problems = [
        Problem(
            f"the target {'/'.join(str(part) for part in key if part is not None)} is agreed twice",
            "params/targets.yml",
            "keep it there or in the table targets",
        )
        for key in dict.fromkeys(keys)
        if keys.count(key) > 1
    ]
    if problems:
        raise DataError(*problems)
    rows.sort(key=lambda row: [str(row[name] or "") for name in DECLARED.key])
    return pa.Table.from_pylist(rows, schema(DECLARED.columns))
