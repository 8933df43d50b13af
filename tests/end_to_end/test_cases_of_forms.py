"""Small inputs that no engine read: each is published, and its figures are those of its rows."""

from __future__ import annotations

import shutil

import pandas as pd
import pytest
import yaml
from builders import forms

CASES = ["p01_pandas_index", "p05_jsonl", "p06_xlsx", "p09_bigquery", "p14_raw_quote"]
SAID = {"p14_raw_quote": {"quote": ""}}  # what the mapping must say besides


@pytest.fixture
def case(shared, repository, tmp_path):
    """A copy of a case with its files whole, and its rows as pandas reads them."""

    def made(name: str):
        folder = tmp_path / "case"
        shutil.copytree(shared / "cases" / name, folder, copy_function=shutil.copyfile)
        for each in (folder, *(path for path in folder.rglob("*") if path.is_dir())):
            each.chmod(0o755)
        for part in ("notebooks", "templates"):
            if not (folder / part).exists():
                (folder / part).symlink_to(repository / part)
        rows = pd.read_csv(shared / "cases/p09_bigquery/in/labels.csv", dtype=str)
        # NOTE: the files of two cases are only a sign of their kind: they get the rows of another.
        rewritten = {"p05_jsonl": "labels.jsonl", "p06_xlsx": "labels.xlsx"}.get(name)
        if rewritten:
            forms.write(folder / "in" / rewritten, [list(rows), *rows.itertuples(index=False)])
        if name == "p14_raw_quote":
            rows = pd.read_csv(folder / "in/labels.tsv", sep="\t", dtype=str, quoting=3)
        mend(folder / "params/sources.yml", SAID.get(name, {}))
        return folder, rows

    return made


def mend(sources, said) -> None:
    """Say more of the files of labels in each mapping of theirs."""
    content = yaml.safe_load(sources.read_text(encoding="utf-8"))
    for table in ("labels", "people"):
        content["tables"][table].update(said)
    sources.write_text(yaml.safe_dump(content), encoding="utf-8")


@pytest.mark.parametrize("name", CASES)
def test_the_case_is_published_with_the_volumes_of_its_rows(case, labelqa, name):
    """Labels by class, and people."""
    folder, rows = case(name)

    ran = labelqa(folder, "run", "market_report", "-p", "2026-10")

    assert 0 == ran.code, ran.said
    assert "published" == ran.line["status"]
    assert len(rows) == ran.figure("volume.labels.overall")["value"]
    assert rows["worker"].nunique() == ran.figure("volume.people.overall")["value"]
    days = pd.read_parquet(folder / "outputs/snapshots/2026-10/SG/s1/label_days.parquet")
    assert dict(rows["label"].value_counts()) == dict(days.groupby("label_id")["labels"].sum())
