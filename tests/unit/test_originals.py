"""What revisions were made of, kept for the company's own eyes."""

from __future__ import annotations

import stat

from labelqa import originals

KEY = "2026-10/SG/market_report/internal"


def test_what_was_kept_is_found_by_its_digest(tmp_path):
    """Once; what has the same digest later changes nothing."""
    for content in (b"first", b"second"):
        originals.keep(tmp_path, KEY, "sha256:ab", content)

    assert b"first" == originals.kept(tmp_path, KEY, "sha256:ab")


def test_what_was_never_kept_is_none(tmp_path):
    """As of revisions of earlier versions."""
    assert originals.kept(tmp_path, KEY, "sha256:ab") is None


def test_only_the_owner_may_look_into_it(tmp_path):
    """Notes and parameters may name vendors; nothing of it lies where reports are handed on from."""
    originals.keep(tmp_path, KEY, "sha256:ab", b"first")

    assert 0o700 == stat.S_IMODE((tmp_path / originals.FOLDER).stat().st_mode)
    assert [originals.FOLDER] == [path.name for path in tmp_path.iterdir()]
