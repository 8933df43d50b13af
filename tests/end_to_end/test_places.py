"""The same decisions from files, stores and databases: one report each, of the same bytes."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from pathlib import Path

import pytest
from builders import moved

JOB = ("run", "market_report", "-m", "SG", "-p", "2026-10", "-e", "internal")
TABLES = ("labels", "audits")


def snapshot(workspace: Path) -> dict[str, str]:
    """The digests of the tables in the newest snapshot."""
    newest = max((workspace / "outputs/snapshots/2026-10/SG").glob("s*"), key=lambda path: int(path.name[1:]))
    files: dict[str, str] = json.loads((newest / "manifest.json").read_text(encoding="utf-8"))["files"]
    return files


def mapped(workspace: Path, mappings: dict[str, str], extra: str = "") -> None:
    """Let sources.yml map tables so."""
    path = workspace / "params" / "sources.yml"
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    for table, mapping in mappings.items():
        (number,) = [n for n, line in enumerate(lines) if line.startswith(f"  {table}: ")]
        lines[number] = f"  {table}: {mapping}"
    text = "\n".join(lines) + "\n"
    path.write_text(text + extra, encoding="utf-8")


@pytest.fixture(scope="module")
def rows(sampled):
    """Singapore's decisions and audits of every month, each as one table."""
    return {table: moved.whole(sampled / "data" / table / "market=SG") for table in TABLES}


@pytest.fixture(scope="module")
def reference(made_once, sampled, labelqa):
    """What the report of the sample company's own files rests on and says."""

    def make(folder: Path) -> None:
        shutil.copytree(sampled, folder, symlinks=True)
        ran = labelqa(folder, *JOB)
        assert 0 == ran.code, ran.said
        (folder / "figures.json").write_text(json.dumps(ran.summary["figures"]), encoding="utf-8")

    folder = made_once("places", make)
    return snapshot(folder), json.loads((folder / "figures.json").read_text(encoding="utf-8"))


@pytest.fixture
def same(workspace, labelqa, reference):
    """Run the report of the workspace as it is mapped now: it must be that of the sample company's files."""

    def run(mappings: dict[str, str], extra: str = "") -> None:
        mapped(workspace, mappings, extra)
        ran = labelqa(workspace, *JOB)

        assert (0, "published") == (ran.code, ran.line["status"]), ran.said
        assert reference[0] == snapshot(workspace)
        assert reference[1] == ran.summary["figures"]
        assert [] == secrets_in(workspace / "outputs", ran.said)

    return run


def secrets_in(outputs: Path, said: str) -> list[str]:
    """Where a secret of a place stands: in a file of the outputs, or in what was said."""
    texts = {str(path): path.read_bytes() for path in outputs.rglob("*") if path.is_file()}
    texts["said"] = said.encode()
    return [name for name, text in texts.items() if b"canary" in text]


def test_from_csv_files(same, workspace, rows):
    """All months in one file."""
    for table in TABLES:
        (workspace / f"{table}.csv").write_bytes(moved.csv(rows[table]))

    same({table: f"{{files: {table}.csv}}" for table in TABLES})


def test_from_a_zip_of_monthly_files(same, workspace):
    """A CSV file for each month, all in one archive."""
    months = sorted((workspace / "data/labels/market=SG").glob("month=*"))
    with zipfile.ZipFile(workspace / "labels.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for folder in months:
            archive.writestr(f"{folder.name[6:]}/labels.csv", moved.csv(moved.whole(folder)))

    assert len(months) > 3
    same({"labels": "{files: labels.zip, format: csv}"})


def test_from_a_workbook_of_three_sheets(same, workspace):
    """People, sites and vendors, a sheet each."""
    tables = ("people", "sites", "vendors")
    rows = {table: moved.whole_file(workspace / f"data/{table}.parquet") for table in tables}
    moved.into_workbook(rows, workspace / "roster.xlsx")

    same({table: f"{{files: roster.xlsx, sheet: {table}}}" for table in tables})


def test_from_an_s3_bucket(same, workspace, rows, s3):
    """A pattern and placeholders there, CSV and Parquet."""
    for path in sorted((workspace / "data/labels/market=SG").rglob("*.parquet")):
        s3.put(f"in/SG/{path.parent.name[6:]}/{path.name}", path.read_bytes())
    s3.put("in/audits.csv", moved.csv(rows["audits"]))

    same(
        {
            "labels": '{files: "s3://labels/in/{market}/{month}/*.parquet"}',
            "audits": '{files: "s3://labels/in/audits.csv"}',
        }
    )


def test_from_a_web_server(same, rows, web):
    """Each file with its digest."""
    web.files = {f"/{table}.parquet": moved.parquet(rows[table]) for table in TABLES}

    digests = {path: hashlib.sha256(content).hexdigest() for path, content in web.files.items()}

    same(
        {
            path[1:].removesuffix(".parquet"): f'{{files: "{web.url}{path}", digest: "sha256:{digest}"}}'
            for path, digest in digests.items()
        }
    )


def test_from_postgresql(same, rows, postgresql):
    """A query for the window, and a table."""
    for table in TABLES:
        moved.into_postgresql(rows[table], postgresql, table)

    same(
        {
            "labels": '{database: warehouse, query: "SELECT * FROM labels WHERE market_id = {market}'
            ' AND submitted_at >= {start} AND submitted_at < {end}"}',
            "audits": "{database: warehouse, table: public.audits}",
        },
        f'databases: {{warehouse: {{url: "{postgresql.url}"}}}}\n',
    )


@pytest.mark.parametrize("kind", ["sqlite", "duckdb"])
def test_from_a_database_that_is_a_file(same, workspace, rows, kind):
    """By its URL, from the workspace."""
    into = {"sqlite": moved.into_sqlite, "duckdb": moved.into_duckdb}[kind]
    for table in TABLES:
        into(rows[table], workspace / f"labels.{kind}", table)

    same(
        {table: f"{{database: local, table: {table}}}" for table in TABLES},
        f'databases: {{local: {{url: "{kind}:///labels.{kind}"}}}}\n',
    )


@pytest.mark.parametrize(
    ("mapping", "code", "message"),
    [
        ("{database: warehouse, table: labels}", 3, "password authentication failed"),
        ("{database: warehouse, query: SELECT * FROM labels WHERE pass = 'canary'}", 3, "cannot be opened"),
        ('{files: "s3://canary:canary@labels/a.csv"}', 2, "holds no password"),
        ('{files: "https://127.0.0.1/a.csv?sig=canary"}', 2, "looks like a secret"),
        ('{files: "file:///canary.csv"}', 2, "is no place that is read"),
        ('{files: "s3://labels/in/none.csv"}', 3, "no such file"),
    ],
)
def test_a_run_that_is_refused_says_and_leaves_no_secret(
    workspace, labelqa, postgresql, s3, monkeypatch, mapping, code, message
):
    """Neither on the terminal nor in its record, and no report is made."""
    monkeypatch.setenv("LABELQA_DATABASE_WAREHOUSE", "owner:canary-that-is-wrong")
    mapped(workspace, {"labels": mapping}, f'databases: {{warehouse: {{url: "{postgresql.url}"}}}}\n')
    ran = labelqa(workspace, *JOB)

    assert code == ran.code, ran.said
    assert message in ran.said
    assert "Traceback" not in ran.said
    assert [] == secrets_in(workspace / "outputs", ran.said)
    assert [] == [*workspace.glob("outputs/snapshots/*/*/s*"), *workspace.glob("outputs/reports/**/r1")]
