"""Folders that are written once."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from labelqa import sealed
from labelqa.errors import DataError


def finished(parent: Path, text: str = "one", **facts: object) -> Path:
    """A sealed folder, not yet in place."""
    with sealed.staged(parent) as folder:
        (folder / "sub").mkdir()
        (folder / "a.txt").write_text(text)
        (folder / "sub" / "b.txt").write_text("b")
        sealed.seal(folder, facts)
        return folder.rename(parent / f"finished-{text}")


def test_opening_gives_back_the_facts_and_a_digest_of_every_file(tmp_path):
    """What was sealed is what is opened."""
    manifest = sealed.open_sealed(finished(tmp_path, number=7))

    assert {"number": 7} == manifest.facts
    assert ["a.txt", "sub/b.txt"] == sorted(manifest.files)


def test_the_digest_depends_on_the_content_and_not_on_the_facts(tmp_path):
    """Two snapshots of the same rows are the same, whenever they were frozen."""
    first = sealed.open_sealed(finished(tmp_path / "x", frozen_on="2026-11-02"))
    second = sealed.open_sealed(finished(tmp_path / "y", frozen_on="2026-11-03"))
    other = sealed.open_sealed(finished(tmp_path / "z", text="two"))

    assert first.digest == second.digest
    assert first.digest != other.digest


@pytest.mark.parametrize("bit", range(8))
def test_a_flipped_bit_in_any_file_is_found_and_named(tmp_path, bit):
    """A flipped bit never becomes another number."""
    folder = finished(tmp_path)
    content = bytearray((folder / "a.txt").read_bytes())
    content[1] ^= 1 << bit
    (folder / "a.txt").write_bytes(content)

    with pytest.raises(DataError, match=r"a\.txt"):
        sealed.open_sealed(folder)


def test_every_flipped_bit_of_the_manifest_is_found(tmp_path):
    """The facts are protected like the files: only a flip that keeps the JSON's meaning is let through."""
    folder = finished(tmp_path, rows=12, period="2026-10")
    path = folder / sealed.MANIFEST
    whole = path.read_bytes()
    meant = json.loads(whole)
    for place in range(len(whole) * 8):
        broken = bytearray(whole)
        broken[place // 8] ^= 1 << place % 8
        path.write_bytes(broken)
        try:
            manifest = sealed.open_sealed(folder)
        except DataError:
            continue
        assert (meant["files"], meant["facts"]) == (manifest.files, manifest.facts)


def test_all_that_is_wrong_is_told_at_once(tmp_path):
    """A missing, an altered and an extra file are three problems of one error."""
    folder = finished(tmp_path)
    (folder / "a.txt").write_text("other")
    (folder / "sub" / "b.txt").unlink()
    (folder / "extra").touch()

    with pytest.raises(DataError) as error:
        sealed.open_sealed(folder)

    assert ["a.txt", "extra", "b.txt"] == [Path(p.where).name for p in error.value.problems]


def test_a_folder_without_a_manifest_is_refused(tmp_path):
    """An unfinished folder is not taken for a sealed one."""
    with pytest.raises(DataError, match="no readable manifest"):
        sealed.open_sealed(tmp_path)


def test_sealing_again_gives_the_same_manifest(tmp_path):
    """A manifest does not list itself."""
    folder = finished(tmp_path)
    before = sealed.open_sealed(folder)
    sealed.seal(folder, {})

    assert before == sealed.open_sealed(folder)


def test_a_fact_that_is_not_a_number_is_refused(tmp_path):
    """JSON has no nan, so no manifest has."""
    with pytest.raises(ValueError, match="JSON"):
        finished(tmp_path, share=float("nan"))


def test_numbers_follow_one_another_and_current_is_the_last(tmp_path):
    """r1, r2, … r10: by number, not by spelling."""
    assert "r1" == sealed.upcoming(tmp_path / "none yet", "r")
    for number in range(1, 11):
        place = sealed.add(tmp_path, finished(tmp_path, str(number)), "r")
        assert f"r{number}" == place.name
    assert tmp_path / "r10" == sealed.current(tmp_path)
    assert "r11" == sealed.upcoming(tmp_path, "r")


def test_nothing_is_current_before_the_first(tmp_path):
    """An empty place has no current folder."""
    assert sealed.current(tmp_path) is None


def test_a_staged_folder_goes_away_unless_it_was_moved(tmp_path):
    """What was not given its name is not kept."""
    with sealed.staged(tmp_path) as folder:
        (folder / "half").touch()

    assert [] == list(tmp_path.iterdir())


def test_what_killed_runs_left_is_swept_and_nothing_else(tmp_path):
    """Sweeping keeps revisions and the pointer."""
    sealed.add(tmp_path, finished(tmp_path), "r")
    (tmp_path / ".staging-1").mkdir()
    (tmp_path / ".staging-1" / "half").touch()
    (tmp_path / ".current-1").symlink_to("r1")
    sealed.sweep(tmp_path)

    assert ["current", "r1"] == sorted(path.name for path in tmp_path.iterdir())


def test_a_whole_folder_that_was_never_pointed_at_is_adopted(tmp_path):
    """A run killed between the two renames has already done its work."""
    sealed.add(tmp_path, finished(tmp_path, "1"), "r")
    finished(tmp_path, "2", inputs="x").rename(tmp_path / "r2")

    assert sealed.adopt(tmp_path, "r", lambda m: m.facts == {"inputs": "y"}) is None
    assert tmp_path / "r1" == sealed.current(tmp_path)
    assert tmp_path / "r2" == sealed.adopt(tmp_path, "r", lambda m: m.facts == {"inputs": "x"})
    assert tmp_path / "r2" == sealed.current(tmp_path)
    assert sealed.adopt(tmp_path, "r", lambda _: True) is None


def test_a_damaged_leftover_is_not_adopted_and_blocks_nothing(tmp_path):
    """The next run goes past it."""
    finished(tmp_path, "1").rename(tmp_path / "r1")
    (tmp_path / "r1" / "a.txt").write_text("damaged")

    assert sealed.adopt(tmp_path, "r", lambda _: True) is None
    assert tmp_path / "r2" == sealed.add(tmp_path, finished(tmp_path, "2"), "r")


def test_a_reader_never_sees_a_torn_folder(tmp_path):
    """While forty revisions are put in place, every reading of `current` is one whole revision."""
    sealed.add(tmp_path, finished(tmp_path, "0", number=0), "r")
    done = threading.Event()
    seen: list[object] = []

    def read() -> None:
        while not done.is_set():
            manifest = sealed.open_sealed(sealed.current(tmp_path))
            seen.append(manifest.facts["number"])

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for number in range(1, 41):
            sealed.add(tmp_path, finished(tmp_path, str(number), number=number), "r")
    finally:
        done.set()
        reader.join()

    assert seen == sorted(seen)
    assert len(set(seen)) > 1
