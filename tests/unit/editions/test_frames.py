"""A vendor's draws are weighted by its own decisions, whatever tells its strata apart."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from labelqa.editions.frames import own_audits, own_reviews

STRATA = {
    "one": lambda rows: "all",
    "queues": lambda rows: rows["queue_id"],
    "labels": lambda rows: rows["queue_id"] + "/" + rows["label_id"].isin(["sold", "stolen"]).astype(str),
    "people": lambda rows: rows["person_id"],
    "sites": lambda rows: rows["site_id"],
    "weeks": lambda rows: rows["local_date"].map("{:%G-W%V}/".format) + rows["queue_id"],
    "months": lambda rows: rows["local_date"].map(lambda day: f"{day:%m}/") + rows["queue_id"],
}


def decisions(n: int = 6_000) -> pd.DataFrame:
    """A vendor's decisions of September and October, one a row."""
    rng = np.random.default_rng(7)
    person = rng.integers(0, 12, n)
    return pd.DataFrame(
        {
            "local_date": [
                dt.date(2026, 9, 7) + dt.timedelta(days=int(day)) for day in rng.integers(0, 50, n)
            ],
            "person_id": [f"p{p}" for p in person],
            "site_id": [f"s{p % 3}" for p in person],
            "queue_id": rng.choice(["ads", "chat"], n, p=[0.7, 0.3]),
            "label_id": rng.choice(["fine", "sold", "stolen"], n, p=[0.8, 0.15, 0.05]),
        }
    )


def audits(rows: pd.DataFrame, stratum: pd.Series | str, rates: tuple[float, ...]) -> pa.Table:
    """A random part of each stratum, the rates by turns; what the source says of the market is nonsense."""
    rng = np.random.default_rng(8)
    rows = rows.assign(stratum_id=stratum, design_id="monthly", incl_prob=0.123, frame_size=77, sample_size=7)
    place = pd.factorize(rows["stratum_id"], sort=True)[0]
    drawn = rows[rng.random(len(rows)) < np.array(rates)[place % len(rates)]]
    named = drawn.assign(audit_id=[f"a{i}" for i in range(len(drawn))], verdict="correct")
    return pa.Table.from_pandas(named, preserve_index=False)


def days(rows: pd.DataFrame) -> pa.Table:
    """The vendor's decisions counted by day, as an extract has them, with answers on gold beside."""
    keys = [*rows.columns]
    counted = rows.groupby(keys).size().rename("labels").reset_index()
    made = counted.assign(is_gold=False, skipped=1, removed=1)
    gold = made.assign(is_gold=True, labels=1_000)
    return pa.Table.from_pandas(pd.concat([made, gold]), preserve_index=False)


@pytest.mark.parametrize("strata", STRATA)
def test_a_frame_is_what_the_vendor_did_in_the_stratum(strata):
    """Found from its own rows alone, by whatever column the strata were made of."""
    rows = decisions()
    stratum = STRATA[strata](rows)
    true = rows.assign(stratum=stratum).groupby("stratum").size()

    found = own_audits(audits(rows, stratum, (0.1, 0.4)), days(rows), ["monthly"]).to_pandas()
    by_stratum = found.groupby("stratum_id")

    assert true.to_dict() == pytest.approx(by_stratum["frame_size"].first().to_dict(), abs=0.6)
    assert by_stratum.size().to_dict() == by_stratum["sample_size"].first().to_dict()
    assert found["incl_prob"].to_list() == pytest.approx([*(found["sample_size"] / found["frame_size"])])


def test_a_label_without_an_audit_goes_where_the_rest_of_its_queue_goes():
    """Together the strata still hold all that was done."""
    rows = decisions()
    drawn = audits(rows, rows["queue_id"] + "/" + rows["label_id"], (0.2,))
    seen = drawn.filter(pa.compute.not_equal(drawn["label_id"], "stolen"))

    found = own_audits(seen, days(rows), ["monthly"]).to_pandas().drop_duplicates("stratum_id")

    assert len(rows) == pytest.approx(found["frame_size"].sum(), abs=len(found))


def test_a_queue_without_an_audit_is_in_no_frame():
    """It was not drawn from."""
    rows = decisions()
    drawn = audits(rows, rows["queue_id"], (0.2,))
    chat = drawn.filter(pa.compute.equal(drawn["queue_id"], "chat"))

    found = own_audits(chat, days(rows), ["monthly"]).to_pandas()

    assert {(rows["queue_id"] == "chat").sum()} == set(found["frame_size"])


def test_strata_that_no_column_of_its_own_tells_apart_share_out_its_decisions():
    """As the audits in them are."""
    rows = decisions()
    hidden = pd.Series(np.random.default_rng(1).choice(["hard", "easy"], len(rows), p=[0.25, 0.75]))

    found = own_audits(audits(rows, hidden, (0.2, 0.2)), days(rows), ["monthly"]).to_pandas()
    frames = found.drop_duplicates("stratum_id").set_index("stratum_id")["frame_size"]

    assert len(rows) == pytest.approx(frames.sum(), abs=2)
    assert pytest.approx(0.25, abs=0.02) == frames["hard"] / len(rows)


def test_an_audit_that_was_not_drawn_at_random_stands_for_itself():
    """A judge's choice has no frame."""
    rows = decisions()

    found = own_audits(audits(rows, "all", (0.2,)), days(rows), ["other"]).to_pandas()

    assert {1.0} == set(found["incl_prob"])
    assert {len(found)} == set(found["frame_size"])


def test_no_audits_at_all_are_none():
    """A vendor that nobody audited has the columns, and no row."""
    rows = decisions()

    assert 0 == len(own_audits(audits(rows, "all", (0.0,)), days(rows), ["monthly"]))


def test_what_the_source_says_of_the_market_changes_nothing():
    """Other frames, samples and probabilities in the same rows give the same table."""
    rows = decisions()
    drawn = audits(rows, rows["queue_id"], (0.1, 0.4))
    names = ("incl_prob", "frame_size", "sample_size")
    places = {name: drawn.column_names.index(name) for name in names}
    other = drawn
    for name, value in zip(names, (0.9, 5, 3), strict=True):
        column = pa.array([value] * len(drawn), drawn.schema.field(name).type)
        other = other.set_column(places[name], name, column)

    assert own_audits(drawn, days(rows), ["monthly"]) == own_audits(other, days(rows), ["monthly"])


@pytest.mark.parametrize("by", ["verdict", "queue_id"])
def test_reviews_are_drawn_from_the_vendors_own_audits(by):
    """The chance of a review is the share of its audits of the stratum that were reviewed."""
    rng = np.random.default_rng(3)
    audited = audits(decisions(), "all", (0.5,)).to_pandas()
    audited["verdict"] = rng.choice(["correct", "incorrect"], len(audited), p=[0.9, 0.1])
    likely = audited[by].isin(["incorrect", "chat"]).map({True: 0.6, False: 0.1})
    chosen = audited[rng.random(len(audited)) < likely]
    reviews = chosen[["audit_id"]].assign(design_id="review", stratum_id=chosen[by], incl_prob=0.03)
    share = chosen.groupby(by).size() / audited.groupby(by).size()

    tables = [pa.Table.from_pandas(table, preserve_index=False) for table in (reviews, audited)]
    found = own_reviews(*tables).to_pandas().groupby("stratum_id")["incl_prob"].first()

    assert share.to_dict() == pytest.approx(found.to_dict())
