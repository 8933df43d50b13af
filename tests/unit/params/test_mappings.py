"""sources.yml: which files become which canonical tables."""

from __future__ import annotations

import pytest

from labelqa.params import Sources, load


def spoilt(text: str) -> tuple[str, str]:
    """The change that puts a table with that mapping into the valid sources.yml."""
    return "tables:\n", f"tables:\n  audits:\n    {text}\n"


def test_one_mapping_and_a_list_of_them_are_read_alike(workspace):
    """A plain text names a column; endings name the format."""
    (workspace / "params" / "sources.yml").write_text(
        """\
tables:
  labels:
    files: ../../shared/labels_*.csv.gz
    header: false
    names: [worker, item]
    delimiter: ;
    encoding: UTF8
    where: worker <> ''
    distinct: true
    columns:
      person_id: worker
      submitted_at: {constant: 2012-01-15}
      started_at: {column: t, format: '%m/%d/%Y %H:%M:%S', zone: America/Sao_Paulo}
      active_ms: {expression: source_row * 10}
      status: {column: s, values: {1: final, '': null}}
      sop_version: {constant: 1.10}
  audits:
    - {files: a.parquet}
    - {files: b.dat, format: csv}
control_totals:
  labels: {SG: {2026-10: 12}}
""",
        encoding="utf-8",
    )

    sources = load(workspace).sources

    (labels,) = sources.tables["labels"]
    assert ("csv", False, ("worker", "item"), ";", "utf-8") == (
        labels.format,
        labels.header,
        labels.names,
        labels.delimiter,
        labels.encoding,
    )
    assert ("worker", "UTC") == (labels.columns["person_id"].column, labels.columns["person_id"].zone)
    assert ("2012-01-15", "1.10") == (
        labels.columns["submitted_at"].constant,
        labels.columns["sop_version"].constant,
    )
    assert {"1": "final", "": None} == labels.columns["status"].values
    assert ["parquet", "csv"] == [mapping.format for mapping in sources.tables["audits"]]
    assert {"labels": {"SG": {"2026-10": 12}}} == sources.control_totals


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("fils: a.csv", "3: unknown key fils; did you mean files? known: changed, columns, database, "),
        ("files: a.txt", "2: format should be 'csv', 'tsv', 'json', "),
        ("files: /data/a.csv", "3: files: '/data/a.csv' is not a relative path; write it from the workspace"),
        (
            "files: '{market.__class__}/a.csv'",
            "3: files: '{market.__class__}/a.csv' has an unknown placeholder; known: {market}, {month}",
        ),
        ("files: '{market.csv'", "3: files: '{market.csv' has an unknown placeholder; known: {market}, "),
        ("files: ''", "3: files: '' is not a relative path; write it from the workspace's folder"),
        ('files: "a\\0.csv"', "3: files: 'a\\x00.csv' is not a relative path; write it from the workspace's"),
        ("files: '{vendor}.csv'", "3: files: '{vendor}.csv' has an unknown placeholder; known: {market}, "),
        (
            "{files: a.parquet, delimiter: ;}",
            "2: audits, item 1: delimiter: only for csv and tsv files, not parquet; ",
        ),
        (
            "{files: a.csv, header: false}",
            "2: audits, item 1: names go with header: false, and ",
        ),
        ("{files: a.csv, names: [a]}", "2: audits, item 1: names go with header: false, and "),
        ("{files: a.csv, header: false, names: [a, a]}", "3: names: names a column twice; give every column"),
        ("{files: a.csv, encoding: utf-9}", "3: encoding: utf-9 is not an encoding; write one like utf-8"),
        ("{files: a.csv, header: no}", '3: header: "no" is no head; write true, false or a number of rows'),
        (
            "{files: a.csv, columns: {a: {}}}",
            "3: a: has 0 origins; give exactly one of column, constant and ",
        ),
        (
            "{files: a.csv, columns: {a: {column: x, constant: y}}}",
            "3: a: has 2 origins; give exactly one of column, constant and expression",
        ),
        (
            "{files: a.csv, columns: {a: {constant: y, values: {x: y}}}}",
            "3: a: maps the values of a constant; write the constant as it shall be",
        ),
        (
            "{files: a.csv, columns: {a: {colunm: x}}}",
            "3: unknown key colunm; did you mean column? known: abbreviations, column, constant, ",
        ),
        ("{files: a.csv, columns: {a: 7}}", "3: a is not a set of keys: 7; Canonical column to its origin"),
        (
            "{files: a.csv, columns: {a: {column: x, zone: Berlin}}}",
            "3: zone: Berlin is not an IANA time zone; ",
        ),
        ("[]", "2: audits should have at least 1 item after validation, not 0: []; Canonical table to"),
    ],
)
def test_a_mistake_in_a_mapping_is_named_with_its_line(spoil, text, message):
    """P17, P18: no absolute path, and a placeholder is one of two words, never an attribute."""
    found = spoil("sources.yml", *spoilt(text))

    assert f"params/sources.yml:{message}" in "\n".join(map(str, found))


def test_the_table_of_markets_cannot_be_mapped(spoil):
    """It is made of params/markets."""
    (found,) = spoil("sources.yml", "tables:\n", "tables:\n  markets: {files: m.csv}\n")

    assert (
        "params/sources.yml:1: tables: maps the table markets; it is made from params/markets; take it out"
    ) == str(found)


def test_a_mapping_made_in_python_follows_the_same_rules():
    """Tests and readers of other formats build them without a file."""
    sources = Sources(tables={"labels": {"files": "a.csv", "columns": {"label_id": "label"}}})

    assert "label" == sources.tables["labels"][0].columns["label_id"].column
