"""The one table about others, and an edition that has none of it."""

from __future__ import annotations

from dataclasses import replace

from labelqa.editions.peers import NAME, without_peers
from labelqa.editions.releases import told_in

from .conftest import VENDOR


def test_an_edition_without_peers_tells_no_rate_and_is_the_same_otherwise(cutting, own, tmp_path):
    """Every file but that of the rates has the same bytes."""
    silent = replace(cutting, params=without_peers(cutting.params, VENDOR)).cut(tmp_path / "silent")

    assert told_in(own)
    assert {} == told_in(silent)
    assert own.context == silent.context
    assert own.tables() == silent.tables()
    for table in {*own.tables()} - {NAME}:
        file = f"{table}.parquet"
        assert (own.folder / file).read_bytes() == (silent.folder / file).read_bytes(), table


def test_an_internal_edition_stays_as_it_is(cutting):
    """It tells of nobody by a rate of others."""
    assert cutting.params is without_peers(cutting.params, "internal")
