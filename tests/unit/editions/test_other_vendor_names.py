"""Names of other vendors in what is the vendor's own too."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from labelqa.editions import cut
from labelqa.editions.other_vendor_names import OtherVendorNames
from labelqa.keys import parse
from labelqa.sealed import seal
from labelqa.snapshots import open_snapshot
from labelqa.snapshots.snapshot_set import SnapshotSet

from .conftest import MARKET, VENDOR

WIDE = "".join(chr(ord(letter) + 0xFEE0) for letter in "MERIDIAN")  # full-width letters
KEY = parse("ab" * 32 + " 12", "test").of(VENDOR)


@pytest.fixture(scope="module")
def strangers(cutting) -> OtherVendorNames:
    """Those of a vendor in a market with four."""
    return OtherVendorNames.of(cutting.snapshot, VENDOR, ["lumen-works", VENDOR], KEY)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "meridian",
            "Meridian",
            WIDE,
            "cohort of meridian, June",
            "C-MERIDIAN-2026-06",
            "xmeridianx",
        ),
        *("Meridian Batam", "meridian_batam", "with kestrel", "northwind and kestrel", "LumenWorks pilot"),
    ],
)
def test_a_strangers_name_is_found_however_it_is_written(strangers, text):
    """A vendor or a site, of this market or of another one, joined to other words or not."""
    assert KEY.pseudonym("name", text) == strangers.text(text)


@pytest.mark.parametrize(
    "text",
    [VENDOR, "Northwind Surabaya", "Indonesia", "", "Ad claims", "v1", "2026-05/listing/violation", "ID-S6"],
)
def test_other_texts_stay(strangers, text):
    """The vendor's own names, the market's, and all that names nobody."""
    assert text == strangers.text(text)


def test_a_name_that_holds_a_strangers_is_still_the_vendors_own(cutting):
    """Both may belong to one group; what is called after the stranger alone is not."""
    found = OtherVendorNames(frozenset({"north"}), ("northwindsurabaya", "northwind"), KEY)

    assert "northwind-surabaya" == found.text("northwind-surabaya")
    assert "north-batam" != found.text("north-batam")
    assert "northwind and north" != found.text("northwind and north")


def test_in_lists_too_and_what_is_missing_stays_missing(strangers, cutting):
    """Only in columns of texts; words of a contract are nobody's name."""
    declared = {column.name: column for column in _columns()}
    table = pa.table(
        {"ref_label_id": ["a", None, "kestrel-1"], "acceptable_label_ids": [["x", "kestrel.x"], None, []]}
    )
    found = strangers.hidden(table, [declared["ref_label_id"], declared["acceptable_label_ids"]]).to_pydict()

    assert ["a", None, KEY.pseudonym("name", "kestrel-1")] == found["ref_label_id"]
    assert [["x", KEY.pseudonym("name", "kestrel.x")], None, []] == found["acceptable_label_ids"]


def test_a_session_and_a_cohort_called_after_others_keep_their_rows_under_another_name(cutting, tmp_path):
    """In every table alike, so that they still fit together, and in the parameters typed for all editions."""
    folder = tmp_path / "s1"
    shutil.copytree(cutting.snapshot.folder, folder)
    for name, column in (
        ("calibration_sessions", "session_id"),
        ("calibration_responses", "session_id"),
        ("training", "cohort_id"),
    ):
        table = pq.read_table(folder / f"{name}.parquet")
        texts = [None if text is None else f"kestrel-{text}" for text in table[column].to_pylist()]
        pq.write_table(
            table.set_column(table.column_names.index(column), column, pa.array(texts)),
            folder / f"{name}.parquet",
        )
    seal(folder, cutting.snapshot.manifest.facts)
    job = replace(cutting.job, edition=VENDOR, parameters={"session": "kestrel-ID-S6", "margin": 0.05})
    extract = cut(SnapshotSet.of(open_snapshot(folder)), job, cutting.params, tmp_path / "x", cutting.keys)
    sessions, responses = extract.table("calibration_sessions"), extract.table("calibration_responses")

    assert b"kestrel" not in b"".join(path.read_bytes() for path in extract.folder.iterdir())
    assert (
        {extract.context.parameters["session"]} < set(sessions["session_id"]) == set(responses["session_id"])
    )
    assert 0.05 == extract.context.parameters["margin"]
    assert 6 == len(sessions)
    assert MARKET == extract.context.market.id


def _columns():
    from labelqa.contracts import CANONICAL

    return CANONICAL["gold"].columns
