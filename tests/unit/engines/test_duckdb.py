"""The DuckDB adapter keeps to its files, and gives plain Arrow."""

from __future__ import annotations

import datetime as dt

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from labelqa.contracts import CANONICAL, ColumnKind
from labelqa.engines import Files, connect
from labelqa.engines.parquet import ROWS_PER_GROUP, schema, write
from labelqa.errors import DataError


@pytest.fixture
def engine(tmp_path):
    """An engine that may read these files of tmp_path/in."""
    (tmp_path / "in").mkdir()
    names = ("1.csv", "1.csv.gz", "2.csv", "a[1].parquet", "b.parquet")
    engine = connect("duckdb", [tmp_path / "in" / name for name in names], tmp_path / "scratch")
    yield engine
    engine.close()


def read(engine, text: str, kind: ColumnKind) -> object:
    """One text, read as `kind`."""
    sql = engine.reading(f"'{text}'", "text", kind)
    return engine.fetch(f"SELECT {sql} AS v")["v"][0].as_py()


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (ColumnKind.INTEGER, "-12", -12),
        (ColumnKind.INTEGER, "0042", 42),
        (ColumnKind.INTEGER, "12.0", None),
        (ColumnKind.INTEGER, "9" * 30, None),
        (ColumnKind.NUMBER, "-1.5e3", -1500.0),
        (ColumnKind.NUMBER, ".5", 0.5),
        (ColumnKind.NUMBER, "1e999", None),
        (ColumnKind.NUMBER, "inf", None),
        (ColumnKind.NUMBER, "0,5", None),
        (ColumnKind.NUMBER, "95%", None),
        (ColumnKind.BOOLEAN, "False", False),
        (ColumnKind.BOOLEAN, "yes", None),
        (ColumnKind.DATE, "2026-02-28", dt.date(2026, 2, 28)),
        (ColumnKind.DATE, "2026-02-29", None),
        (ColumnKind.DATE, "28/02/2026", None),
        (ColumnKind.TEXTS, "a|b", ["a", "b"]),
    ],
)
def test_text_is_read_strictly(engine, kind, text, value):
    """D10, D25: what is not written as expected is null, never something near."""
    assert value == read(engine, text, kind)


def test_only_whole_fractions_become_integers(engine):
    """Libraries write integers with gaps as fractions."""
    sql = engine.reading("v", "number", ColumnKind.INTEGER)

    found = engine.fetch(f"SELECT {sql} AS i FROM (VALUES (2.0), (2.5), (NULL)) AS t (v)")

    assert [2, None, None] == found["i"].to_pylist()


@pytest.mark.parametrize(
    ("found", "kind"),
    [
        ("number", ColumnKind.TEXT),
        ("boolean", ColumnKind.INTEGER),
        ("integer", ColumnKind.DATE),
        ("other", ColumnKind.TEXT),
    ],
)
def test_some_columns_can_never_be_what_they_should(engine, found, kind):
    """A number is no id and an integer no day."""
    assert None is engine.reading("v", found, kind)


def test_rows_carry_their_file_and_number(engine, tmp_path):
    """From one, in each file, in its order; also where a name looks like a pattern."""
    for name, values in {"a[1].parquet": ["x", "y"], "b.parquet": ["z"]}.items():
        pq.write_table(pa.table({"v": values}), tmp_path / "in" / name)
    files = Files(tmp_path, ("in/a[1].parquet", "in/b.parquet"), "parquet")

    [view] = engine.register("t_files_1", files)

    rows = engine.fetch(f"SELECT source_file, source_row, v FROM {view} ORDER BY ALL").to_pylist()
    assert [("in/a[1].parquet", 1, "x"), ("in/a[1].parquet", 2, "y"), ("in/b.parquet", 1, "z")] == [
        tuple(row.values()) for row in rows
    ]


def test_csv_files_with_other_headers_become_other_views(engine, tmp_path):
    """Columns are matched by name, never by place."""
    (tmp_path / "in/1.csv").write_text("a,b\n1,2\n")
    (tmp_path / "in/2.csv").write_text("b,a\n2,1\n")

    views = engine.register("t_files_1", Files(tmp_path, ("in/1.csv", "in/2.csv"), "csv"))

    assert [("1", "2"), ("1", "2")] == [
        (row["a"], row["b"]) for view in views for row in engine.fetch(f"SELECT * FROM {view}").to_pylist()
    ]


def test_latin_files_are_read(engine, tmp_path):
    """As their mapping says."""
    (tmp_path / "in/1.csv").write_bytes("a\né\n".encode("latin-1"))

    [view] = engine.register("t_files_1", Files(tmp_path, ("in/1.csv",), "csv", encoding="iso8859-1"))

    assert ["é"] == engine.fetch(f"SELECT a FROM {view}")["a"].to_pylist()


def test_an_encoding_the_engine_lacks_is_refused(engine, tmp_path):
    """D4: with the remedy."""
    (tmp_path / "in/1.csv").write_text("a\n1\n")

    with pytest.raises(DataError, match=r"in/1\.csv: encoding cp874 cannot be read; save it as UTF-8"):
        engine.register("t_files_1", Files(tmp_path, ("in/1.csv",), "csv", encoding="cp874"))


def test_files_elsewhere_and_settings_are_closed(engine, tmp_path):
    """Whatever a mapping's SQL says."""
    (tmp_path / "other.csv").write_text("a\n1\n")

    for statement in (
        f"SELECT * FROM read_csv('{tmp_path}/other.csv')",
        f"SELECT * FROM read_text('{tmp_path}/in/../other.csv')",
    ):
        with pytest.raises(DataError, match="Cannot access file"):
            engine.fetch(statement)
    with pytest.raises(DataError, match="locked"):
        engine.fetch("SET enable_external_access = true")


def test_the_same_rows_give_the_same_bytes(tmp_path):
    """However they were cut into pieces, and whatever metadata they came with."""
    columns = CANONICAL["vendors"].columns
    rows = [{"vendor_id": f"v{n}", "name": "x"} for n in range(1000)]
    whole = pa.Table.from_pylist(rows, schema(columns))
    pieces = pa.concat_tables([whole.slice(0, 300), whole.slice(300)]).replace_schema_metadata(
        {"pandas": "{}"}
    )

    write(whole, tmp_path / "1.parquet")
    write(pieces, tmp_path / "2.parquet")

    assert (tmp_path / "1.parquet").read_bytes() == (tmp_path / "2.parquet").read_bytes()
    assert None is pq.read_metadata(tmp_path / "2.parquet").metadata


def test_row_groups_have_a_fixed_size(tmp_path):
    """So that files of any length are read alike."""
    write(pa.table({"n": range(ROWS_PER_GROUP + 1)}), tmp_path / "1.parquet")

    groups = pq.read_metadata(tmp_path / "1.parquet")
    assert [ROWS_PER_GROUP, 1] == [groups.row_group(n).num_rows for n in range(groups.num_row_groups)]


@pytest.mark.parametrize(
    ("codes", "mended"),
    [
        ((66, 97), "Ba"),
        ((32, 66, 32), " B "),
        ((66, 10, 10, 97), "B a"),
        ((66, 0, 97), "B a"),
        ((66, 0x202E, 97), "Ba"),
        ((0xFEFF, 66, 0x2028), "B"),
        ((0x200F,), ""),
        ((0x05D0, 0x0E01, 0x200D, 0xE9), "\u05d0\u0e01\u200d\u00e9"),
    ],
)
def test_signs_that_nobody_sees_are_found_and_mended(engine, codes, mended):
    """Controls part words, the others are dropped; a text without any keeps its own spaces."""
    text = f"concat({', '.join(f'chr({code})' for code in codes)})"
    found = engine.fetch(f"SELECT {engine.unseen(text)} AS unseen, {engine.mended(text)} AS mended")

    assert mended == found["mended"][0].as_py()
    assert (mended != "".join(map(chr, codes))) == found["unseen"][0].as_py()


def test_files_that_stand_elsewhere_are_read_under_their_own_names(tmp_path):
    """By the names of their columns, whatever order these have, and refused under that name as well."""
    pq.write_table(pa.table({"a": ["1"], "b": ["x"]}), tmp_path / "1.parquet")
    pq.write_table(pa.table({"b": ["y"], "a": ["2"]}), tmp_path / "2.parquet")
    (tmp_path / "3.parquet").write_bytes(b"PAR1 and no more")
    at = {f"s3://labels/{n}.parquet": tmp_path / f"{n}.parquet" for n in (1, 2, 3)}
    engine = connect("duckdb", at.values(), tmp_path / "scratch")
    try:
        whole, broken = [*at][:2], [*at][2:]
        (view,) = engine.register("labels", Files(tmp_path / "root", tuple(whole), "parquet", at=at))
        rows = engine.fetch(f"SELECT source_file, source_row, a, b FROM {view} ORDER BY a").to_pylist()
        with pytest.raises(DataError) as refused:
            engine.register("broken", Files(tmp_path / "root", tuple(broken), "parquet", at=at))
    finally:
        engine.close()

    assert [
        {"source_file": "s3://labels/1.parquet", "source_row": 1, "a": "1", "b": "x"},
        {"source_file": "s3://labels/2.parquet", "source_row": 1, "a": "2", "b": "y"},
    ] == rows
    assert "s3://labels/3.parquet" in str(refused.value)
    assert str(tmp_path) not in str(refused.value)
