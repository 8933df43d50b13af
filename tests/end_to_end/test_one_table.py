"""One table that carries everything: a report says what pandas and krippendorff say of its rows."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import krippendorff
import numpy as np
import pandas as pd
import pytest
import yaml

from labelqa.editions import cut
from labelqa.measures import agreement
from labelqa.params import jobs, load
from labelqa.periods import parse
from labelqa.report import Report, open_report
from labelqa.snapshots import freeze
from labelqa.snapshots.snapshot_set import SnapshotSet

TODAY = dt.date(2026, 11, 23)
SECRET = f"{'ab' * 32} 12"
CLASSES = ["cat", "dog", "neither"]


def wide(seed: int, n: int = 700) -> pd.DataFrame:
    """Rows with names, gold, audits, scores, vendors; people work for both vendors."""
    rng = np.random.default_rng(seed)
    item, person = rng.integers(0, 250, n), rng.integers(0, 14, n)
    true = np.array(CLASSES)[item % 3]
    label = np.where(rng.random(n) < 0.85, true, np.array(CLASSES)[rng.integers(0, 3, n)])
    audited = rng.random(n) < 0.4
    day = pd.Timestamp("2026-10-01 03:00") + pd.to_timedelta(rng.integers(0, 31, n), unit="D")
    vendor = np.where((person + item) % 3 == 0, "birch", "alder")
    return pd.DataFrame(
        {
            "id": [f"e{i}" for i in range(n)],
            "item": [f"i{i}" for i in item],
            "queue": np.where(item % 2, "moving", "still"),
            "queue_title": np.where(item % 2, "Moving pictures", "Still pictures"),
            "who": [f"p{i:02}" for i in person],
            "answer": label,
            "answer_title": np.char.capitalize(label.astype(str)),
            "at": day.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "truth": np.where(item % 5 == 0, true, ""),
            "verdict": np.where(audited, np.where(label == true, "correct", "incorrect"), ""),
            "right": np.where(audited, true, ""),
            "auditor": np.where(audited, np.where(item % 2, "qa1", "qa2"), ""),
            "vendor": vendor,
            "vendor_title": np.where(vendor == "alder", "Alder Ltd", "Birch Ltd"),
            "site": np.char.add(vendor.astype(str), "-main"),
            "score": rng.integers(20, 101, n),
        }
    )


MAPPED = {
    "label_event_id": "id", "item_id": "item", "market_id": {"constant": "SG"}, "queue_id": "queue",
    "queue_name": "queue_title", "person_id": "who", "label_id": "answer", "label_name": "answer_title",
    "submitted_at": "at", "gold_label_id": "truth", "audit_verdict": "verdict", "audit_label_id": "right",
    "auditor_id": "auditor", "vendor_id": "vendor", "vendor_name": "vendor_title", "site_id": "site",
    "score": "score",
}  # fmt: skip


def workspace(repository: Path, folder: Path, labels: dict[str, object]) -> Path:
    """A workspace whose only table is labels."""
    for name in ("notebooks", "templates"):
        shutil.copytree(repository / name, folder / name)
    editions = {"internal": {"kind": "internal", "sees": ["open", "pseudonymous", "commercial"]}}
    for vendor in ("alder", "birch"):
        editions[vendor] = {
            "kind": "vendor",
            "vendor": vendor,
            "markets": ["SG"],
            "sees": ["open", "pseudonymous"],
        }
    report = yaml.safe_load((repository / "params/reports/market_report.yml").read_text(encoding="utf-8"))
    market = {
        "name": "Singapore",
        "timezone": "Asia/Singapore",
        "locale": "en_SG",
        "languages": ["en"],
        "owner": "QA",
    }
    written = {
        "project.yml": {"organisation": "Mine", "limits": {"strict": True}},
        "editions.yml": editions,
        "sources.yml": {"tables": {"labels": labels}},
        "markets/SG.yml": market,
        "reports/market_report.yml": report | {"editions": ["internal", "vendors"]},
        "targets.yml": [
            {"metric": "score", "target": 55, "direction": "at_least", "valid_from": "2026-01-01"}
        ],
    }
    for name, content in written.items():
        path = folder / "params" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump(content), encoding="utf-8")
    return folder


@pytest.fixture
def asked(tmp_path) -> Callable[..., Report]:
    """The questions of a market's report on a workspace, without its pages."""

    def make(root: Path, period: str, market: str = "SG") -> Report:
        params, when = load(root), parse(period)
        snapshot = freeze(params, market, when, tmp_path / "outputs", root, today=TODAY)
        [job] = jobs(params, when, reports=["market_report"], markets=[market], editions=["internal"])
        extract = cut(SnapshotSet.of(snapshot), job, params, tmp_path / "cut")
        return open_report(extract.folder, show=[].append)

    return make


def alpha(frame: pd.DataFrame, unit: str, who: str, label: str) -> float:
    """krippendorff's nominal alpha of the first label of each person on each unit."""
    first = frame.drop_duplicates([unit, who])
    grid = first.assign(code=pd.factorize(first[label])[0]).set_index([who, unit])["code"].unstack()  # noqa: PD010
    return float(krippendorff.alpha(reliability_data=grid.to_numpy(float), level_of_measurement="nominal"))


def figures(line: dict) -> dict[tuple[str, str], dict]:
    """The printed figures of a job by name and what they are split by."""
    summary = json.loads(Path(line["documents"]["summary"]).read_text(encoding="utf-8"))
    return {(each["name"], "".join(each["by"].values())): each for each in summary["figures"]}


def accuracy(frame: pd.DataFrame) -> float:
    """Audits weighted to the labels of their queue and month, gold that nobody audited left out."""
    audited = frame["verdict"] != ""
    framed = frame[audited | (frame["truth"] == "")]
    right = frame[audited].assign(ok=frame["verdict"] == "correct").groupby("queue")["ok"].mean()
    return float((framed.groupby("queue").size() * right).sum() / len(framed))


def test_a_report_and_a_vendors_edition_of_one_file(repository, tmp_path, labelqa, monkeypatch):
    """Volumes, people, accuracy on gold and by audits, agreement and scores, all or one vendor's own."""
    frame = wide(8)
    labels = {"files": "in/labels.csv", "columns": MAPPED}
    root = workspace(repository, tmp_path / "wide", labels)
    (root / "in").mkdir()
    frame.to_csv(root / "in/labels.csv", index=False)
    monkeypatch.setitem(os.environ, "LABELQA_KEYS", SECRET)

    ran = labelqa(root, "run", "market_report", "-p", "2026-10", "-e", "internal", "-e", "alder")

    assert 0 == ran.code, ran.said
    told = {line["job"].rpartition("/")[2]: figures(line) for line in ran.lines}
    for edition, rows in (("internal", frame), ("alder", frame[frame["vendor"] == "alder"])):
        found = told[edition]
        gold, made = rows[rows["truth"] != ""], rows[rows["truth"] == ""]
        assert len(made) == found["volume.labels.overall", ""]["value"]
        assert (gold["answer"] == gold["truth"]).mean() == pytest.approx(
            found["accuracy.gold.overall", ""]["value"]
        )
        assert rows["score"].mean() == pytest.approx(found["score.mean", ""]["value"])
        by_audits = found["accuracy.audit.overall", ""]
        assert ("no sampling design is known" in by_audits["flags"], (rows["verdict"] != "").sum()) == (
            True,
            by_audits["n"],
        )
    internal = told["internal"]
    assert accuracy(frame) == pytest.approx(internal["accuracy.audit.overall", ""]["value"])
    assert frame["who"].nunique() == internal["volume.people.overall", ""]["value"]
    assert ("met", 55) == (internal["score.mean", ""]["verdict"], internal["score.mean", ""]["target"])
    for vendor, part in frame.groupby("vendor"):
        assert part["score"].mean() == pytest.approx(internal["score.mean.by_vendor", vendor]["value"])
    page = Path(next(line["documents"]["html"] for line in ran.lines if line["job"].endswith("/alder")))
    assert not [word for word in ("birch", "Birch") if word in page.read_text(encoding="utf-8")]


def test_agreement_of_derived_double_labels_is_krippendorffs(repository, tmp_path, asked):
    """Of each queue by itself, on rows that nobody tuned to."""
    frame = wide(21).sort_values("at", kind="stable")
    root = workspace(repository, tmp_path / "wide", {"files": "in/labels.csv", "columns": MAPPED})
    (root / "in").mkdir()
    frame.to_csv(root / "in/labels.csv", index=False)

    found = {
        keys["queue_id"]: each.value for keys, each in asked(root, "2026-10").agreement.alpha(by="queue")
    }

    assert {
        queue: alpha(part, "item", "who", "answer") for queue, part in frame.groupby("queue")
    } == pytest.approx(found)


@pytest.mark.parametrize("roster", [False, True])
def test_case_08m_a_worker_of_two_vendors(shared, repository, tmp_path, asked, roster):
    """Each row counts for the channel that it names, with a roster of both or none."""
    case = shared / "cases/08M_two_vendors"
    root = shutil.copytree(case, tmp_path / "case")
    place = root / "params/sources.yml"
    sources = yaml.safe_load(place.read_text(encoding="utf-8"))
    sources["tables"]["labels"]["columns"] |= {"vendor_id": "channel", "gold_label_id": "truth"}
    if not roster:
        sources["tables"] = {"labels": sources["tables"]["labels"]}
    place.write_text(yaml.safe_dump(sources), encoding="utf-8")
    frame = pd.read_csv(root / "in/labels.csv")

    report = asked(root, "2026-10")

    right = (frame["label"] == frame["truth"]).groupby(frame["channel"]).mean()
    by_vendor = {keys["vendor_id"]: each.value for keys, each in report.accuracy.on_gold(by="vendor")}
    assert right.to_dict() == pytest.approx(by_vendor)
    assert frame["worker"].nunique() == report.volume.people().only().value


def test_case_05f_several_labels_of_a_labelling_tool(shared, tmp_path, asked):
    """By the distance of sets; nominal on the combined classes is the check."""
    root = shutil.copytree(shared / "cases/05F_ls_multi_json", tmp_path / "case")
    place = root / "params/sources.yml"
    sources = yaml.safe_load(place.read_text(encoding="utf-8"))
    columns = sources["tables"]["labels"]["columns"]
    del columns["label_id"]
    columns["label_ids"] = "choice"
    sources["tables"] = {"labels": sources["tables"]["labels"]}
    place.write_text(yaml.safe_dump(sources), encoding="utf-8")

    report = asked(root, "2026-10")

    doubles = report.rows("overlaps")
    assert round(agreement.alpha(doubles).only().value, 4) == 0.5807
    found = report.agreement.alpha().only()
    assert found.exists
    assert found.value != pytest.approx(0.5807, abs=1e-3)
    assert {"hate", "spam", "ok", "nudity"} == {
        keys["label_id"] for keys, _ in report.agreement.raw(by="label")
    }


@pytest.mark.parametrize("market", ["US", "IN"])
def test_zencrowd_as_one_wide_table(shared, repository, tmp_path, asked, market):
    """Real answers with a gold label on every row: accuracy of the reference, alpha of krippendorff."""
    reference = json.loads((shared / "reference/real_data_values.json").read_text(encoding="utf-8"))
    expected = reference["sets"]["act_ZenCrowd"]["gold"]["by_market"][market]
    names = ["worker", "item", "label", "gold", "seconds"]
    columns = {
        "label_event_id": {"expression": "'r' || source_row"}, "item_id": "item", "person_id": "worker",
        "market_id": {"constant": "SG"}, "queue_id": {"constant": "linking"}, "label_id": "label",
        "gold_label_id": "gold", "submitted_at": {"constant": "2012-01-15T00:00:00Z"},
    }  # fmt: skip
    labels = {"files": "in/wide.csv", "header": False, "names": names, "columns": columns}
    root = workspace(repository, tmp_path / "wide", labels)
    (root / "in").mkdir()
    source = shared / f"data/active_crowd_toolkit/ZenCrowd_{market.lower()}.csv"
    shutil.copy(source, root / "in/wide.csv")

    report = asked(root, "2012-01")

    gold = report.accuracy.on_gold().only()
    assert (expected["n"], expected["accuracy"]) == (gold.n, round(gold.value, 6))
    assert expected["raters"] == report.volume.people().only().value
    rows = pd.read_csv(source, names=names, dtype=str)
    assert alpha(rows, "item", "worker", "label") == pytest.approx(report.agreement.alpha().only().value)
