"""Hostile SQL in sources.yml is refused before anything runs, and nothing of the workspace changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from labelqa.engines import connect
from labelqa.errors import DataError, ParamsError
from labelqa.params import load
from labelqa.sources import check

COPY = "COPY (SELECT 1 AS a) TO 'data/queues.parquet'"
HOSTILE = [
    f"TRUE; {COPY}",
    f"TRUE; {COPY}; SELECT 1",
    f"TRUE); {COPY} --",
    f"TRUE -- \n; {COPY}",
    "TRUE; DROP VIEW queues_files_1_1",
    "TRUE; ATTACH 'x.db'",
    "TRUE; INSTALL httpfs",
    "TRUE; SET threads = 1",
    "TRUE; PRAGMA version",
    "TRUE; CREATE MACRO f() AS 1",
    "TRUE; DELETE FROM queues_files_1_1",
    "TRUE; EXPORT DATABASE 'x'",
    "TRUE; CALL pragma_version()",
    "TRUE;",
    "TRUE --",
    "TRUE /*",
    "name <> (SELECT content FROM read_text('SECRET'))",
    "name <> (SELECT a FROM read_csv('SECRET'))",
    "name <> (FROM read_csv('SECRET'))",
    "name <> (SELECT a FROM 'SECRET')",
    "name IN (SELECT file FROM glob('*'))",
    "EXISTS (SELECT 1 FROM duckdb_settings())",
    "name <> (WITH x AS (SELECT 1 AS a) SELECT a FROM x)",
    "TRUE UNION SELECT 1 FROM read_text('SECRET')",
    "name = getenv('HOME')",
    "name = current_setting('temp_directory')",
    "name = getvariable('x')",
    "name = current_query()",
    "set_config('threads', '1') IS NULL",
    "nextval('s') > 0",
    "query('SELECT 1') IS NULL",
    "write_log('x') IS NULL",
    "name.read_text() IS NULL",
    "system.main.getenv('HOME') = name",
    "random() < 0.5",
    "valid_from < now()",
    "valid_from < current_date",
    "unnest([1, 2]) = 1",
    "json_execute_serialized_sql('x') IS NULL",
    "COLUMNS(*) IS NULL",
]


def bytes_of(root: Path) -> dict[str, bytes]:
    """Every source of the workspace."""
    return {str(path): path.read_bytes() for path in (root / "data").rglob("*")}


@pytest.mark.parametrize("sql", HOSTILE)
def test_hostile_sql_is_refused_with_place_and_remedy_and_touches_nothing(company, sql):
    """As a condition and as an expression; the sources keep every byte."""
    root = company.written()
    before = bytes_of(root)
    told = sql.replace("SECRET", str(root / "data/people.parquet")).replace(
        "data/queues", f"{root}/data/queues"
    )
    written = told.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    company.mappings["queues"] = (
        f'{{files: data/queues.parquet, where: "{written}",\n'
        f'    columns: {{queue_id: queue_id, market_id: market_id, name: {{expression: "{written}"}}}}}}'
    )

    with pytest.raises(ParamsError) as refused:
        company.freeze()

    ours = [problem for problem in refused.value.problems if "queues" in problem.what]
    places = ["where of queues", "queues.name"]
    assert places == [problem.what.partition(":")[0] for problem in ours]
    assert 1 == int(ours[1].where.rpartition(":")[2]) - int(ours[0].where.rpartition(":")[2])
    assert all(problem.remedy for problem in ours)
    assert before == bytes_of(root)


def test_the_line_told_is_that_of_the_expression(company):
    """In a list of mappings, too."""
    company.mappings["queues"] = (
        "\n    - files: data/queues.parquet\n      columns:\n        name:\n          expression: now()\n"
    )
    root = company.written()
    text = (root / "params/sources.yml").read_text(encoding="utf-8")
    line = next(number for number, row in enumerate(text.splitlines(), start=1) if "now()" in row)

    with pytest.raises(ParamsError) as refused:
        company.freeze()

    assert f"params/sources.yml:{line}" in [problem.where for problem in refused.value.problems]


def test_an_engine_runs_one_statement_at_a_time(tmp_path):
    """Should an expression ever get past its reading: a path that may be read could be written, too."""
    source = tmp_path / "a.csv"
    source.write_text("a\n1\n", encoding="utf-8")
    engine = connect("duckdb", [source], tmp_path / "scratch")
    query = f"SELECT 1 AS a; COPY (SELECT 2 AS a) TO '{source}'"

    for run in (
        engine.fetch,
        engine.found,
        lambda sql: engine.define("v", sql),
        lambda sql: engine.keep("t", sql),
    ):
        with pytest.raises(DataError, match="more than one statement"):
            run(query)
    engine.close()

    assert "a\n1\n" == source.read_text(encoding="utf-8")


def test_the_mappings_of_the_sample_company_are_taken(repository):
    """They and those of every test workspace hold no more than expressions."""
    folders = [repository, *(repository / "tests/workspaces").iterdir()]

    assert [None] * len(folders) == [check(load(folder)) for folder in folders]
