"""Batches as one Parquet file."""

from __future__ import annotations

import random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from labelqa.intake.databases.staging import stage

from .conftest import files


def staged(tmp_path, *batches: pa.Table, ordered: bool = True) -> pa.Table:
    """The batches, staged and read again."""
    stage(batches, tmp_path / "rows.parquet", ordered=ordered)
    assert ["rows.parquet"] == files(tmp_path)
    return pq.read_table(tmp_path / "rows.parquet")


def test_a_column_is_of_the_one_type_that_holds_all_batches(tmp_path):
    """Empty ones decide nothing, integers and numbers are numbers, whatever else differs is text."""
    rows = staged(
        tmp_path,
        pa.table({"a": pa.nulls(1), "b": [1], "c": [1], "d": [["x"]], "e": pa.nulls(1)}),
        pa.table({"a": [2], "b": [0.5], "c": ["0042"], "d": ['{"y":1}'], "e": pa.nulls(1)}),
    )

    assert [None, 2] == rows["a"].to_pylist()
    assert [1.0, 0.5] == rows["b"].to_pylist()
    assert ["1", "0042"] == rows["c"].to_pylist()
    assert ['["x"]', '{"y":1}'] == rows["d"].to_pylist()
    assert [None, None] == rows["e"].to_pylist()
    assert pa.string() == rows.schema.field("e").type


def test_rows_keep_their_order_over_batches_of_several_types(tmp_path):
    """A query that orders its rows orders source_row."""
    batches = [pa.table({"n": [str(n)] if n % 3 else [n]}) for n in range(30)]

    assert [str(n) for n in range(30)] == staged(tmp_path, *batches)["n"].to_pylist()


def test_rows_in_no_order_are_put_into_that_of_their_values(tmp_path):
    """However they came: equal rows, equal table."""
    rows = [{"a": n % 7, "b": str(n) if n % 5 else None} for n in range(1000)]
    made = []
    for seed in (1, 2):
        random.Random(seed).shuffle(rows)  # noqa: S311  an order, no secret
        halves = [pa.Table.from_pylist(rows[:300]), pa.Table.from_pylist(rows[300:])]
        made.append(staged(tmp_path, *halves, ordered=False))

    assert made[0].equals(made[1])
    assert 1000 == made[0].num_rows


def test_no_rows_are_a_table_with_its_columns(tmp_path):
    """A month without any is no mistake of the query's."""
    rows = staged(tmp_path, pa.table({"a": pa.nulls(0), "b": pa.array([], pa.int64())}))

    assert ["a", "b"] == rows.schema.names
    assert 0 == rows.num_rows


def test_batches_that_break_off_leave_nothing(tmp_path):
    """Neither the file nor a part of it."""

    def broken():
        yield pa.table({"a": [1]})
        raise ConnectionError

    with pytest.raises(ConnectionError):
        stage(broken(), tmp_path / "rows.parquet", ordered=True)

    assert [] == files(tmp_path)
