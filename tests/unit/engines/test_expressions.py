"""What sources.yml may say in SQL: one expression over a row, with functions that a table lists."""

from __future__ import annotations

import duckdb
import pytest

from labelqa.engines import faults
from labelqa.engines.sql_functions import ALLOWED, FUNCTIONS, KEPT, ORDERED, OVER_ROWS, TYPES

USED = [
    "lower(gold) = 'true'",
    "1000 * CAST(seconds AS BIGINT)",
    "TRY_CAST(a AS DECIMAL(10, 2))",
    "'in-' || source_row",
    "regexp_extract(source_file, '([a-z_-]+)[.]csv$', 1)",
    "array_to_string(list_sort(CAST(json_extract_string(choice, '$.choices[*]') AS VARCHAR[])), '+')",
    "ms // count(*) OVER (PARTITION BY who, started)",
    "row_number() OVER (PARTITION BY who ORDER BY t, source_file, source_row) = 1",
    "CASE WHEN a THEN 1 WHEN b IS NOT NULL THEN 2 END",
    "a BETWEEN 1 AND 2 AND b IN ('x', 'y') AND NOT c LIKE 'z%'",
    "date_trunc('day', strptime(t, '%d/%m/%Y') + INTERVAL 3 DAYS)",
    "t AT TIME ZONE 'Asia/Singapore'",
    "EXTRACT(epoch FROM t)",
    "answer->'$.choice'",
    "answer->>'$.choice'",
    "parts[1] || parts[2:3][1]",
    "record.inner.value",
    "\"user\" <> 'größe'",
    "a /* the first */ + 1",
    "';--'",
]
HOSTILE = [
    ("a; DROP TABLE labels", "holds a statement"),
    ("1; COPY (SELECT 1) TO 'data/labels.csv'", "holds a statement"),
    ("TRUE; SELECT 1", "holds a statement"),
    ("a;", "ends in a comment, a semicolon or a clause"),
    ("a -- b", "ends in a comment, a semicolon or a clause"),
    ("a WINDOW w AS ()", "ends in a comment, a semicolon or a clause"),
    ("a /*", "is no SQL expression: unterminated /* comment"),
    ("a) FROM read_text('x'", "is no SQL expression: syntax error"),
    ("1), (SELECT 1", "is no SQL expression: syntax error"),
    ("", "is no SQL expression"),
    ("a, b", "is not one expression, but more of a query"),
    ("a AS b", "is not one expression, but more of a query"),
    ("a FROM labels_files_1_1", "is not one expression, but more of a query"),
    ("a UNION SELECT 1", "is not one expression, but more of a query"),
    ("a ORDER BY b", "is not one expression, but more of a query"),
    ("a LIMIT 1", "is not one expression, but more of a query"),
    ("DISTINCT a", "is not one expression, but more of a query"),
    ("a USING SAMPLE 5", "is not one expression, but more of a query"),
    ("?", "is not one expression, but more of a query"),
    ("a\0", "holds a control character"),
    ("(SELECT a FROM read_csv('x'))", "(SELECT a FROM read_csv('x')) holds a query of its own"),
    ("EXISTS (SELECT 1)", "EXISTS (SELECT 1) holds a query of its own"),
    ("a = ANY (SELECT 1)", "a = ANY (SELECT 1) holds a query of its own"),
    ("*", "* takes several columns at once"),
    ("COLUMNS('a')", "COLUMNS('a') takes several columns at once"),
    ("#1", "#1 names a column by its number"),
    ("DEFAULT", "DEFAULT asks for a default"),
    ("list_transform(a, b -> b)", "list_transform(a, b -> b) calls what is not allowed"),
    ("a COLLATE de", "a COLLATE de compares by a collation"),
    ("'ü' || read_text('x')", "read_text('x') reads files"),
    ("a.read_text()", "a.read_text() reads files"),
    ("system.main.read_blob('x')", "system.main.read_blob('x') reads files"),
    ("read_parquet('x')", "read_parquet('x') reads files"),
    ("glob('*')", "glob('*') reads files"),
    ("a.lower()", "a.lower() calls a function behind a dot"),
    ("GetEnv('HOME')", "GetEnv('HOME') asks this machine, not the file"),
    ("current_setting('threads')", "current_setting('threads') asks this machine, not the file"),
    ("set_config('threads', '1')", "set_config('threads', '1') asks this machine, not the file"),
    ("pragma_version()", "pragma_version() asks this machine, not the file"),
    ("current_user", "current_user asks this machine, not the file"),
    ("query('SELECT 1')", "query('SELECT 1') runs a statement"),
    ("json_execute_serialized_sql('x')", "json_execute_serialized_sql('x') runs a statement"),
    ("now()", "now() reads the clock, so that the same files would yield other rows tomorrow"),
    ("CURRENT_DATE", "CURRENT_DATE reads the clock, so that the same files would yield other rows tomorrow"),
    ("age(a)", "age(a) reads the clock, so that the same files would yield other rows tomorrow"),
    ("random() < a", "random() differs from run to run, so that the same files would yield other rows"),
    ("nextval('s')", "nextval('s') differs from run to run, so that the same files would yield other rows"),
    ("error(a)", "error(a) stops or delays the run"),
    ("unnest(a)", "unnest(a) makes other rows than those of the file"),
    ("count(*)", "count(*) makes one row of many"),
    ("lower(DISTINCT a)", "lower(DISTINCT a) is written as of many rows"),
    ("sum(a) OVER ()", "sum(a) OVER () is not allowed over rows"),
    ("row_number() OVER ()", "row_number() OVER () depends on an order that is not told to the row"),
    ("count(getenv(a)) OVER ()", "getenv(a) asks this machine, not the file"),
    ("CAST(a AS ENUM('x'))", "ENUM('x') is no type to read as"),
    ("a::pg_catalog.int4", "pg_catalog.int4 is no type to read as"),
    ("grouping_id(a)", "grouping_id(a) is no part of a row"),
    ("lowr(a)", "lowr(a) calls what is not allowed"),
    (" + ".join(["a"] * 200), "is nested too deeply"),
    ("a" * 10_001, "is longer than 10,000 letters"),
]


@pytest.mark.parametrize("expression", USED)
def test_an_expression_over_a_row_is_taken(expression):
    """Operators, casts, choices, JSON, lists, and rows of the same kind where their order is told."""
    assert {} == faults("duckdb", [expression])


@pytest.mark.parametrize(("expression", "told"), HOSTILE)
def test_anything_more_is_refused_with_the_part_and_a_remedy(expression, told):
    """Statements, queries, files, the machine, the clock and chance among it."""
    [problem] = faults("duckdb", [expression])[expression]

    assert told == problem.what[: len(told)]
    assert problem.remedy


def test_a_misspelt_function_is_answered_with_the_nearest():
    """And with the page that lists them all."""
    [problem] = faults("duckdb", ["lowr(a)"])["lowr(a)"]

    assert "did you mean lower? docs/expressions.md lists what may be written" == problem.remedy


def test_every_fault_of_an_expression_is_told():
    """In the order in which they stand."""
    expression = "getenv(a) || lowr(b)"

    whats = [problem.what for problem in faults("duckdb", [expression])[expression]]

    assert ["getenv(a) asks this machine, not the file", "lowr(b) calls what is not allowed"] == whats


def test_every_function_listed_is_one_that_the_engine_has_and_that_has_no_state():
    """So that a misspelling in the table, or a function that changed, is found."""
    with duckdb.connect() as connection:
        rows = connection.execute(
            "SELECT function_name, function_type, stability FROM duckdb_functions()"
            " WHERE schema_name IN ('main', 'pg_catalog')"
        ).fetchall()
    steady = {name for name, kind, how in rows if kind == "macro" or (kind, how) == ("scalar", "CONSISTENT")}
    syntax = {"coalesce", "ifnull"}

    assert set() == FUNCTIONS - steady - syntax
    assert set() == {name for name in FUNCTIONS if any(kept.holds(name) for kept in KEPT)}


def test_the_page_lists_what_may_be_written(repository):
    """Every group with its functions, those over rows, and the types."""
    page = (repository / "docs/expressions.md").read_text(encoding="utf-8")
    lines = [f"| {about} | {', '.join(sorted(names.split()))} |" for about, names in ALLOWED.items()]
    lines.append(f"| rows like this one | {', '.join(sorted(OVER_ROWS | ORDERED))} |")
    lines.append(f"| types | {', '.join(sorted(TYPES))} |")

    assert [] == [line for line in lines if line not in page.splitlines()]
