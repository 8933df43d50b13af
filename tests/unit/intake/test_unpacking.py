"""Packed files, and what is refused of them."""

from __future__ import annotations

import gzip
import zipfile

import pyarrow as pa
import pytest

from labelqa.engines import Files
from labelqa.errors import DataError
from labelqa.intake import Intake
from labelqa.params import Mapping

TEXT = b"a,b\n1,2\n"


def staged(folder, name: str, **form: str):
    """The staged text by the name that people know it by."""
    mapping = Mapping(files=name, **form)
    files = Files(folder, (name,), "csv")
    ready = Intake(folder / "work").stage(mapping, files)
    return {each: ready.path(each).read_bytes() for each in ready.names}


def zipped(path, members: dict[str, bytes]) -> None:
    """Pack members into a zip file."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)


@pytest.mark.parametrize("ending", ["gz", "zst", "GZ"])
def test_compressed_files_are_unpacked_under_their_name(tmp_path, ending):
    """As often as they were joined, as daily files of a log are."""
    pack = gzip.compress if ending != "zst" else lambda text: pa.compress(text, "zstd", asbytes=True)
    (tmp_path / f"a.csv.{ending}").write_bytes(pack(TEXT) + pack(b"3,4\n"))

    assert {f"a.csv.{ending}": TEXT + b"3,4\n"} == staged(tmp_path, f"a.csv.{ending}")


def test_an_archive_gives_its_files_of_the_format_in_order(tmp_path):
    """Not its notes, nor what macOS adds."""
    members = {"b/week2.csv": b"2", "week1.csv": b"1", "read me.txt": b"x", "__MACOSX/._week1.csv": b"x"}
    zipped(tmp_path / "a.zip", members)

    assert {"a.zip/b/week2.csv": b"2", "a.zip/week1.csv": b"1"} == staged(tmp_path, "a.zip", format="csv")
    assert {"a.zip/week1.csv": b"1"} == staged(tmp_path, "a.zip", members="week1.*v", format="csv")
    assert {"a.zip/b/week2.csv": b"2"} == staged(tmp_path, "a.zip", members="b/*.csv")


def test_a_file_that_is_cut_off_is_refused(tmp_path):
    """And one that is something else."""
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(TEXT * 1000)[:-20])
    (tmp_path / "a.csv.zst").write_bytes(b"a,b\n")
    zipped(tmp_path / "whole.zip", {"a.csv": TEXT * 1000})
    (tmp_path / "a.csv.zip").write_bytes((tmp_path / "whole.zip").read_bytes()[:-40])

    for name, kind in {"a.csv.gz": "gzip", "a.csv.zst": "zstd", "a.csv.zip": "zip"}.items():
        with pytest.raises(
            DataError, match=rf"^{name}: is no whole {kind} file .*; deliver it again, whole$"
        ):
            staged(tmp_path, name)


@pytest.mark.parametrize("name", ["a.csv.gz", "a.csv.zip"])
def test_a_bomb_is_refused_before_it_goes_off(tmp_path, name):
    """No more is written than could honestly be within."""
    zeros = bytes(100 << 20)
    if name.endswith("gz"):
        (tmp_path / name).write_bytes(gzip.compress(zeros))
    else:
        zipped(tmp_path / name, {"a.csv": zeros})

    with pytest.raises(DataError, match=rf"{name}: unpacks to .* bytes, from .*; deliver it unpacked"):
        staged(tmp_path, name)
    assert (64 << 20) >= sum(path.stat().st_size for path in (tmp_path / "work").glob("*"))


def test_names_that_lead_out_and_locked_files_are_refused(tmp_path):
    """Whoever packs an archive does not choose what is written where, and nobody is asked for a password."""
    zipped(tmp_path / "a.zip", {"../../evil.csv": TEXT})
    with pytest.raises(
        DataError, match=r"a\.zip: holds a file whose name leads out of it: '\.\./\.\./evil\.csv'"
    ):
        staged(tmp_path, "a.zip", format="csv")

    zipped(tmp_path / "b.zip", {"x.csv": TEXT})
    locked = bytearray((tmp_path / "b.zip").read_bytes())
    locked[6] |= 1
    locked[locked.index(b"PK\1\2") + 8] |= 1
    (tmp_path / "b.zip").write_bytes(locked)
    with pytest.raises(DataError, match=r"b\.zip/x\.csv: is locked by a password; deliver it unlocked"):
        staged(tmp_path, "b.zip", format="csv")


def test_an_archive_without_such_a_file_says_what_it_has(tmp_path):
    """So that the mapping can be mended."""
    zipped(tmp_path / "a.zip", {"x.txt": TEXT})

    with pytest.raises(
        DataError, match=r"a\.zip: holds no file \*\.csv, but 'x\.txt'; say format: or members:"
    ):
        staged(tmp_path, "a.zip", format="csv")
