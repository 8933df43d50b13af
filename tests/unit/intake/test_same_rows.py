"""The same rows, whatever form their file has."""

from __future__ import annotations

import datetime as dt

from builders import forms

AT = dt.datetime(2026, 10, 1, 2, 0, 0)  # noqa: DTZ001  a spreadsheet knows no zone
HEAD = ["label_event_id", "item_id", "market_id", "queue_id", "person_id", "label_id", "submitted_at"]
HEAD += ["active_ms", "is_gold", "sop_version"]


def rows() -> forms.Grid:
    """Forty decisions, with ids that look like numbers, blanks, quotes and commas."""
    made = []
    for n in range(1, 41):
        at = AT + dt.timedelta(minutes=n)
        item = ["0042", "1E5", "x,y", 'say "no"', "new  spaces", "é 上海"][n % 6]
        version = None if n % 3 else "1.10"
        made.append([f"e{n}", item, "SG", "q1", f"p{1 + n % 2}", "ok", at, 1000 * n, n % 2 == 0, version])
    return [HEAD, *made]


def frozen(company, name: str) -> dict[str, bytes]:
    """The bytes of every frozen table with the decisions from a file of that name."""
    company.rows.pop("labels", None)
    forms.write(company.root / "data" / name, rows())
    company.mappings["labels"] = f"{{files: data/{name}}}"
    folder = company.freeze().folder
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.parquet"))}


def test_the_form_of_a_file_changes_nothing(company):
    """Bit for bit, in every table of the snapshot."""
    company.drop("audits", "sample_designs")
    names = [f"labels.{form}" for form in ("tsv", "json", "jsonl", "parquet", "xlsx", "xls", "ods")]
    names += ["labels.csv.gz", "labels.csv.zst", "labels.csv.zip", "labels.jsonl.zst", "labels.xlsx.gz"]

    as_csv = frozen(company, "labels.csv")

    assert [] == [name for name in names if frozen(company, name) != as_csv]
