"""Every canonical table is there and keeps its contract."""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from labelqa.contracts import CANONICAL, ColumnKind
from labelqa.sample.writing import filled

TYPES = {
    ColumnKind.TEXT: pa.string(),
    ColumnKind.INTEGER: pa.int64(),
    ColumnKind.NUMBER: pa.float64(),
    ColumnKind.BOOLEAN: pa.bool_(),
    ColumnKind.INSTANT: pa.timestamp("us"),
    ColumnKind.DATE: pa.date32(),
}
LABELS = 800_000
PARTITIONED = ("labels", "audits", "time", "schedules")


@pytest.fixture(params=sorted(CANONICAL))
def contract(request):
    """Each canonical table's contract, less what the sample does not fill."""
    whole, columns = CANONICAL[request.param], tuple(filled(request.param))
    names = {column.name for column in columns}
    return replace(whole, columns=columns, key=tuple(name for name in whole.key if name in names))


def test_columns_have_the_names_order_and_types_of_the_contract(troubled, contract):
    """Text is plain text, instants are without a zone."""
    path = next(iter(sorted(troubled.folder.glob(f"{contract.name}/*/*/*.parquet"))), None)
    schema = pq.read_schema(path or troubled.folder / f"{contract.name}.parquet")

    assert [column.name for column in contract.columns] == schema.names
    for column, kind in zip(contract.columns, schema.types, strict=True):
        expected = TYPES.get(column.kind)
        assert pa.types.is_list(kind) if expected is None else expected == kind, column.name


def test_no_required_value_is_missing(troubled, contract):
    """Every row says what it must."""
    required = [column.name for column in contract.columns if column.required]
    missing = " OR ".join(f'"{name}" IS NULL' for name in required)

    assert 0 == troubled.value(f'SELECT COUNT(*) FROM "{contract.name}" WHERE {missing}')
    assert 0 < troubled.value(f'SELECT COUNT(*) FROM "{contract.name}"')


def test_words_and_numbers_are_allowed_ones(troubled, contract):
    """A choice is one of its values, a number within its range."""
    ruled = [c for c in contract.columns if c.values or c.low is not None or c.high is not None]
    for column in ruled:
        found = {
            value for (value,) in troubled.rows(f'SELECT DISTINCT "{column.name}" FROM "{contract.name}"')
        } - {None}
        assert not column.values or found <= set(column.values), column.name
        assert column.low is None or all(value >= column.low for value in found), column.name
        assert column.high is None or all(value <= column.high for value in found), column.name


def test_keys_are_unique(troubled, contract):
    """No key stands twice."""
    key = ", ".join(f'"{name}"' for name in contract.key)
    twice = f'SELECT {key} FROM "{contract.name}" GROUP BY {key} HAVING COUNT(*) > 1'

    assert [] == troubled.rows(twice)


def test_references_lead_somewhere(troubled, contract):
    """What a column refers to is there."""
    for column in contract.columns:
        if column.refers is None:
            continue
        lost = (
            f'SELECT COUNT(*) FROM "{contract.name}" WHERE "{column.name}" NOT IN'
            f' (SELECT "{column.refers.column}" FROM "{column.refers.table}")'
        )
        assert 0 == troubled.value(lost), column.name


def test_markets_of_a_table_are_all_there(troubled, contract):
    """Whatever belongs to markets is there for each, but for incidents, which not every market has."""
    if not contract.by_market or contract.name == "incidents":
        return

    assert 6 == troubled.value(f'SELECT COUNT(DISTINCT market_id) FROM "{contract.name}"')


@pytest.mark.parametrize("name", PARTITIONED)
def test_large_tables_stand_by_market_and_utc_month_in_order_of_time(troubled, name):
    """A file holds its own market's rows of its own UTC month, sorted."""
    at = CANONICAL[name].at
    for path in sorted(troubled.folder.glob(f"{name}/*/*/part.parquet")):
        market, month = (part.partition("=")[2] for part in path.parts[-3:-1])
        table = pq.read_table(path, columns=["market_id", at], partitioning=None)
        times = table.column(at).to_numpy()

        assert [market] == table.column("market_id").unique().to_pylist()
        assert {month} == set(times.astype("datetime64[M]").astype(str))
        assert (times[:-1] <= times[1:]).all()


def test_a_labels_class_belongs_to_its_queues_taxonomy(troubled):
    """Given, suggested and reference labels are ones of the queue."""
    for table, column in (("decisions", "label_id"), ("decisions", "suggested_label_id")):
        strangers = (
            f"SELECT COUNT(*) FROM {table} JOIN queues USING (queue_id) WHERE {column} IS NOT NULL AND"
            f" (taxonomy_version, {column}) NOT IN (SELECT (taxonomy_version, label_id) FROM label_classes)"
        )
        assert 0 == troubled.value(strangers)


def test_the_files_are_read_as_one_dataset(troubled):
    """The partitions of a table agree on its schema."""
    dataset = ds.dataset(troubled.folder / "labels", format="parquet")

    assert LABELS == pytest.approx(dataset.count_rows(), rel=0.02)
