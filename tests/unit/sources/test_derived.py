"""One table of labels is enough: the others are made of what its rows carry, by the values that they have."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

from labelqa.contracts.decisions import NO_DESIGN
from labelqa.errors import DataError
from labelqa.snapshots import Snapshot

SEEDS = (11, 12)
LENIENT = "organisation: Test Company\nrejected_share: 0.2\n"


@pytest.fixture
def bare(company):
    """A company of which only labels are there."""
    company.drop(*(set(company.rows) - {"labels"}))
    return company


def drawn(seed: int) -> pd.DataFrame:
    """Rows of labels that carry all they can, of two vendors who share their people."""
    rng, n = np.random.default_rng(seed), 300
    item = rng.integers(0, 120, n)
    audited, gold, other = rng.random(n) < 0.3, item % 4 == 0, rng.random(n) < 0.4
    classes = np.array(["cat", "dog", "neither"])
    day = pd.Timestamp("2026-10-01 04:00") + pd.to_timedelta(rng.integers(0, 30, n), unit="D")
    verdict = np.where(rng.random(n) < 0.8, "correct", "incorrect")
    return pd.DataFrame(
        {
            "label_event_id": [f"e{i}" for i in range(n)],
            "item_id": [f"i{i}" for i in item],
            "market_id": "SG",
            "queue_id": [f"q{i % 2}" for i in item],
            "queue_name": [f"Queue {i % 2}" for i in item],
            "person_id": [f"p{i}" for i in rng.integers(0, 9, n)],
            "label_id": classes[rng.integers(0, 3, n)],
            "submitted_at": day.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "gold_label_id": np.where(gold, classes[item % 3], ""),
            "audit_verdict": np.where(audited, verdict, ""),
            "auditor_id": np.where(audited, "qa1", ""),
            "audit_weight": np.where(audited, np.where(item % 2, "4", "2.5"), ""),
            "vendor_id": np.where(other, "v2", "v1"),
            "vendor_name": np.where(other, "Second", "First"),
            "site_id": np.where(other, "s2", "s1"),
            "score": rng.integers(0, 101, n),
        }
    )


def given(company, frame: pd.DataFrame) -> Snapshot:
    """Freeze rows of labels from a CSV file."""
    company.write_csv("labels.csv", frame.columns, frame.itertuples(index=False))
    company.rows, company.mappings = {}, {"labels": "{files: data/labels.csv}"}
    return company.freeze()


def table(snapshot: Snapshot, name: str) -> pd.DataFrame:
    """A frozen table."""
    return pq.read_table(snapshot.folder / f"{name}.parquet").to_pandas()


@pytest.mark.parametrize("seed", SEEDS)
def test_the_derived_tables_hold_what_the_rows_carry(bare, seed):
    """Names, vendors, sites, people and classes, each once."""
    frame = drawn(seed)
    snapshot = given(bare, frame)

    queues, vendors, sites = (table(snapshot, name) for name in ("queues", "vendors", "sites"))
    assert dict(zip(frame["queue_id"], frame["queue_name"], strict=True)) == dict(
        zip(queues["queue_id"], queues["name"], strict=True)
    )
    assert {"v1": "First", "v2": "Second"} == dict(zip(vendors["vendor_id"], vendors["name"], strict=True))
    assert {("s1", "v1", "s1"), ("s2", "v2", "s2")} == {
        *sites[["site_id", "vendor_id", "name"]].itertuples(index=False, name=None)
    }
    people = table(snapshot, "people")
    agents = people[people["role"] == "agent"]
    assert {*zip(frame["person_id"], frame["vendor_id"], strict=True)} == {
        *zip(agents["person_id"], agents["vendor_id"], strict=True)
    }
    assert ["qa1"] == list(people.loc[people["role"] == "qa", "person_id"])
    classes = table(snapshot, "label_classes")
    assert {*zip(frame["queue_id"], frame["label_id"], strict=True)} <= {
        *zip(classes["taxonomy_version"], classes["label_id"], strict=True)
    }
    assert ("vendors", "sites", "people", "queues", "label_classes", "sample_designs", "audits", "gold",
            "overlaps") == snapshot.facts.derived  # fmt: skip


@pytest.mark.parametrize("seed", SEEDS)
def test_counts_and_answers_are_those_of_the_rows(bare, seed):
    """By vendor, as each row names it: labels, answers to gold items, audits, scores."""
    frame = drawn(seed)
    snapshot = given(bare, frame)

    days = table(snapshot, "label_days")
    assert frame.groupby("vendor_id").size().to_dict() == days.groupby("vendor_id")["labels"].sum().to_dict()
    answers, gold = table(snapshot, "gold_answers"), frame[frame["gold_label_id"] != ""]
    right = (gold["label_id"] == gold["gold_label_id"]).groupby(gold["vendor_id"]).mean()
    assert right.to_dict() == pytest.approx(answers.groupby("vendor_id")["correct"].mean().to_dict())
    audits, audited = table(snapshot, "audited_labels"), frame[frame["audit_verdict"] != ""]
    assert audited.set_index("label_event_id")["vendor_id"].to_dict() == (
        audits.set_index("label_event_id")["vendor_id"].to_dict()
    )
    scores = table(snapshot, "score_days")
    assert (frame["score"].sum() * 100, len(frame)) == (scores["points"].sum(), scores["scored"].sum())


def test_weights_are_a_design_and_their_sum_is_its_frame(bare):
    """A probability of 1 / weight, in strata of queue, month and weight."""
    frame = drawn(SEEDS[0])
    audits = table(given(bare, frame), "audited_labels")

    audited = frame[frame["audit_verdict"] != ""].set_index("label_event_id")
    weight = audited["audit_weight"].astype(float).reindex(audits["label_event_id"])
    assert np.allclose(1 / weight, audits["incl_prob"])
    frames = audits.drop_duplicates("stratum_id").set_index("stratum_id")["frame_size"]
    stands = audits.assign(weight=weight.to_numpy()).groupby("stratum_id")["weight"].sum()
    assert (stands.sub(frames).abs() <= 0.5).all()


def test_without_weights_no_design_is_pretended(bare):
    """Equal within queue and month, and marked as of no known design."""
    frame = drawn(SEEDS[0]).drop(columns="audit_weight")
    snapshot = given(bare, frame)
    audits = table(snapshot, "audited_labels")

    assert "sample_designs" not in snapshot.tables()
    assert [NO_DESIGN] == list(audits["design_id"].unique())
    counted = (
        frame[(frame["gold_label_id"] == "") | (frame["audit_verdict"] != "")].groupby("queue_id").size()
    )
    drawn_of = frame[frame["audit_verdict"] != ""].groupby("queue_id").size()
    expected = (drawn_of / counted).reindex(audits["queue_id"])
    assert np.allclose(expected, audits["incl_prob"], atol=1e-6)


def test_double_labels_are_the_first_answers_of_two_people_or_more(bare):
    """On an item of a queue, for each vendor by itself; who answers an item alone has no double."""
    frame = drawn(SEEDS[1])
    doubles = table(given(bare, frame), "overlaps")

    columns = ["item_id", "person_id", "vendor_id", "label_id"]
    first = frame.sort_values("submitted_at", kind="stable").drop_duplicates(columns[:3])
    several = first.groupby("item_id")["person_id"].transform("nunique") > 1
    expected = {*first.loc[several, columns].itertuples(index=False, name=None)}
    assert expected == {*doubles[columns].itertuples(index=False, name=None)}


def test_who_does_an_item_again_gives_no_double_label(bare):
    """The first answer lay before them."""
    bare.rows["labels"] = [bare.label(1), bare.label(2, "p2", item_id="i1", attempt=2)]

    assert "overlaps" not in bare.freeze().tables()


def test_a_mapped_table_wins_whole(company):
    """A class that its taxonomy does not know stays refused."""
    company.project = LENIENT
    company.drop("queues", "people", "vendors", "sites", "audits", "sample_designs")
    company.rows["labels"][0]["label_id"] = "cat"

    snapshot = company.freeze()

    assert {"labels": {"label_id is not a class of its queue's taxonomy": 1}} == snapshot.facts.rejected
    assert "label_classes" not in snapshot.facts.derived
    assert {"ok", "bad"} == {*table(snapshot, "label_classes")["label_id"]}


def test_two_known_answers_of_one_item_are_set_aside(bare):
    """With the reason and an example; which of them is right is not ours to guess."""
    bare.project = LENIENT
    bare.rows["labels"][0] |= {"gold_label_id": "ok", "is_gold": None}
    bare.rows["labels"][1] |= {"gold_label_id": "bad", "is_gold": None, "item_id": "i1"}
    bare.rows["labels"] += [bare.label(50 + n, gold_label_id="ok", is_gold=True) for n in range(20)]

    facts = bare.freeze().facts

    reason = "its item has another known answer in another row"
    assert {"gold": {reason: 2}} == facts.rejected
    assert "data/labels.parquet" == facts.examples["gold"][reason].file
    assert any("2 answers to gold items in October 2026 have no known answer" in note for note in facts.notes)


def test_several_names_of_one_queue_are_told(bare):
    """The one of most rows is printed."""
    for number, row in enumerate(bare.rows["labels"]):
        row["queue_name"] = "Pictures" if number else "pictures"

    snapshot = bare.freeze()

    assert ["Pictures"] == list(table(snapshot, "queues")["name"])
    expected = (
        "labels: 1 queue has several names, such as q1 (Pictures, pictures); the one of most rows is printed"
    )
    assert expected in snapshot.facts.notes


def test_several_acceptable_answers_may_stand_in_a_row(bare):
    """Each of them is right."""
    bare.rows["labels"][0] |= {"gold_label_ids": ["bad", "ok"], "is_gold": None}

    assert [True] == [row["correct"] for row in bare.frozen("gold_answers")]


def test_what_no_row_speaks_of_is_not_there(bare):
    """Neither vendors nor audits nor gold nor doubles: their sections are off for the same reason as ever."""
    snapshot = bare.freeze()

    assert ("people", "queues", "label_classes") == snapshot.facts.derived
    assert {"it is not in params/sources.yml"} == {
        snapshot.facts.missing[name] for name in ("audits", "gold", "overlaps", "vendors", "sites")
    }


def test_people_of_two_vendors_must_have_rows_that_name_theirs(company):
    """Else nothing says whose a row is."""
    company.rows["vendors"].append({"vendor_id": "v2", "name": "Second"})
    company.rows["people"].append(company.person("p1", vendor_id="v2", site_id=None))

    with pytest.raises(DataError, match=r"people stand in two roster rows at one time: p1 \(v1 and v2"):
        company.freeze()

    for row in company.rows["labels"]:
        row["vendor_id"] = "v2" if row["person_id"] == "p1" and int(row["label_event_id"][1:]) > 10 else "v1"
    days = pd.DataFrame(company.frozen("label_days"))
    sums = days.groupby(["person_id", "vendor_id"])["labels"].sum().to_dict()
    assert {("p1", "v1"): 5, ("p1", "v2"): 15, ("p2", "v1"): 20} == sums


def test_time_of_people_of_two_vendors_is_refused(company):
    """Nothing could share it out."""
    company.rows["vendors"].append({"vendor_id": "v2", "name": "Second"})
    company.rows["people"].append(company.person("p1", vendor_id="v2", site_id=None))
    for row in company.rows["labels"]:
        row["vendor_id"] = "v1"
    start = dt.datetime(2026, 10, 1, 2, tzinfo=dt.UTC)
    company.rows["time"] = [
        {"person_id": "p1", "market_id": "SG", "start_at": start, "state": "handling", "paid": True,
         "end_at": start + dt.timedelta(hours=1)}
    ]  # fmt: skip

    with pytest.raises(DataError, match="people stand in two roster rows at one time"):
        company.freeze()


def test_a_site_of_another_vendor_is_refused(company):
    """Or one vendor's edition would print another's site."""
    company.project = LENIENT
    company.drop("audits", "sample_designs")
    company.rows["vendors"].append({"vendor_id": "v2", "name": "Second"})
    company.rows["labels"][0] |= {"vendor_id": "v2", "site_id": "s1"}

    assert {"labels": {"site_id is of another vendor than vendor_id": 1}} == company.freeze().facts.rejected
