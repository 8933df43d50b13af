"""Documents put in place as immutable revisions."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from labelqa import publish, sealed
from labelqa.errors import DataError, PublishError

KEY = "2026-10/SG/market_report/internal"


def rendered(outputs: Path, words: str = "report") -> Path:
    """Three small documents in a folder of their own."""
    folder = outputs / "runs" / KEY
    folder.mkdir(parents=True)
    for name in ("report.html", "report.pdf", "summary.json"):
        (folder / name).write_text(f"{name} {words}")
    return folder


def published(outputs: Path, inputs: str) -> publish.Revision:
    """One run of the job, made of `inputs`."""
    with publish.reserved(outputs, KEY) as number:
        facts = {"job": KEY, "revision": number, "inputs": inputs}
        return publish.publish(rendered(outputs, inputs), outputs, KEY, facts)


def test_the_number_is_known_before_the_documents_are_made(tmp_path):
    """The documents print their own revision."""
    assert ["r1", "r2"] == [published(tmp_path, i).manifest.facts["revision"] for i in "ab"]
    assert ["r1", "r2"] == sorted(p.name for p in publish.home(tmp_path, KEY).glob("r*"))


def test_a_revision_is_never_touched_again(tmp_path):
    """The first stays byte for byte when the second is published."""
    first = published(tmp_path, "a")
    published(tmp_path, "b")

    assert first.manifest == sealed.open_sealed(first.folder)
    assert "report.pdf a" == (first.folder / "report.pdf").read_text()


def test_the_standing_revision_is_the_current_one_of_the_same_inputs(tmp_path):
    """Other inputs, or a revision that was replaced since, do not count."""
    published(tmp_path, "a")
    second = published(tmp_path, "b")

    assert second == publish.standing(tmp_path, KEY, "b")
    assert publish.standing(tmp_path, KEY, "a") is None


def test_nothing_stands_before_the_first(tmp_path):
    """An empty outputs folder is no error."""
    with publish.reserved(tmp_path, KEY):
        assert publish.standing(tmp_path, KEY, "a") is None


def test_a_damaged_revision_does_not_stand(tmp_path):
    """The job is made again, as the next revision."""
    first = published(tmp_path, "a")
    (first.folder / "report.pdf").write_text("damaged")

    assert publish.standing(tmp_path, KEY, "a") is None
    assert "r2" == published(tmp_path, "a").number


def test_a_revision_that_a_killed_run_left_unpointed_stands(tmp_path):
    """Its documents were whole before it got its name."""
    first = published(tmp_path, "a")
    second = published(tmp_path, "b")
    sealed.point(publish.home(tmp_path, KEY), first.number)

    assert second == publish.standing(tmp_path, KEY, "b")
    assert second.folder == sealed.current(publish.home(tmp_path, KEY))


def test_a_revision_stands_for_the_other_inputs_that_would_print_it(tmp_path):
    """They are noted beside it: the sealed revision itself stays as it was."""
    first = published(tmp_path, "a")
    for inputs in ("b", "c"):
        publish.keep_inputs(tmp_path, KEY, first, inputs)

    assert [first] * 3 == [publish.standing(tmp_path, KEY, inputs) for inputs in "abc"]
    assert first.manifest == sealed.open_sealed(first.folder)


def test_what_a_replaced_revision_was_also_made_of_counts_no_more(tmp_path):
    """The next one is not what those inputs would print."""
    publish.keep_inputs(tmp_path, KEY, published(tmp_path, "a"), "b")
    published(tmp_path, "c")

    assert publish.standing(tmp_path, KEY, "b") is None


@pytest.mark.parametrize("noted", ["", "[]", '{"x": 1}'])
def test_a_note_that_cannot_be_read_is_as_good_as_none(tmp_path, noted):
    """The report is made and compared once more."""
    first = published(tmp_path, "a")
    (publish.home(tmp_path, KEY) / publish.ALSO_MADE_OF).write_text(noted.replace("x", first.manifest.check))

    assert publish.standing(tmp_path, KEY, "b") is None


def test_a_second_run_of_a_job_is_refused_at_once(tmp_path):
    """Not a deadlock, not a mixture."""
    with (
        publish.reserved(tmp_path, KEY),
        pytest.raises(PublishError, match=f"{KEY}: another run is making this report; wait"),
        publish.reserved(tmp_path, KEY),
    ):
        pass


def test_another_process_is_refused_too_and_another_job_is_not(tmp_path):
    """The lock is the file's, not the process's."""
    script = f"""
from pathlib import Path
from labelqa import publish
from labelqa.errors import PublishError
with publish.reserved(Path({str(tmp_path)!r}), "2026-10/ID/market_report/internal"):
    try:
        with publish.reserved(Path({str(tmp_path)!r}), {KEY!r}):
            print("held twice")
    except PublishError:
        print("refused")
"""
    with publish.reserved(tmp_path, KEY):
        told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert "refused\n" == told.stdout


def test_what_killed_runs_left_goes_when_the_job_is_reserved(tmp_path):
    """Under the lock nobody else can be using it."""
    (publish.home(tmp_path, KEY) / ".staging-1").mkdir(parents=True)
    with publish.reserved(tmp_path, KEY):
        assert [".lock"] == [path.name for path in publish.home(tmp_path, KEY).iterdir()]


def test_documents_that_cannot_be_put_in_place_leave_the_old_revision(tmp_path):
    """The error says what the disk said."""
    first = published(tmp_path, "a")
    with publish.reserved(tmp_path, KEY), pytest.raises(PublishError, match="No such file or directory"):
        publish.publish(tmp_path / "none", tmp_path, KEY, {})

    assert first.folder == sealed.current(publish.home(tmp_path, KEY))


def test_a_copy_is_traced_to_its_revision_by_its_bytes(tmp_path):
    """Wherever the file has gone, and whatever it is called now."""
    published(tmp_path / "outputs", "a")
    second = published(tmp_path / "outputs", "b")
    copy = Path(shutil.copy(second.folder / "report.pdf", tmp_path / "from the mail.pdf"))

    assert [second] == publish.revisions_of(copy, tmp_path / "outputs")
    copy.write_text("report.pdf b ")
    assert [] == publish.revisions_of(copy, tmp_path / "outputs")


def test_a_damaged_manifest_is_not_passed_over_when_tracing(tmp_path):
    """An answer that leaves a revision out would be wrong."""
    first = published(tmp_path, "a")
    _damage(first)

    with pytest.raises(DataError, match="may be of one of 1 damaged"):
        publish.revisions_of(first.folder / "report.pdf", tmp_path)


def test_a_document_is_traced_although_another_ones_manifest_is_damaged(tmp_path):
    """Whose it is, is not said, found or not."""
    first, other = published(tmp_path, "a"), published(tmp_path, "b")
    _damage(other)
    altered = tmp_path / "altered.pdf"
    altered.write_text("altered")

    assert [first] == publish.revisions_of(first.folder / "report.pdf", tmp_path)
    with pytest.raises(DataError) as refused:
        publish.revisions_of(altered, tmp_path)
    assert str(other.folder) not in str(refused.value)


def _damage(revision: publish.Revision) -> None:
    manifest = revision.folder / sealed.MANIFEST
    manifest.write_text(manifest.read_text().replace(f'"{revision.number}"', '"r9"'))


def test_an_investigation_is_published_beside_the_reports_and_traced_like_them(tmp_path):
    """Its key is its path below outputs."""
    key = "investigations/ID/2026-10-01..2026-10-20/why-1"
    folder = tmp_path / "runs" / key
    folder.mkdir(parents=True)
    (folder / "report.pdf").write_text("why")
    with publish.reserved(tmp_path, key):
        made = publish.publish(folder, tmp_path, key, {"job": key})

    assert tmp_path / key / "r1" == made.folder
    assert [made] == publish.revisions_of(made.folder / "report.pdf", tmp_path)


def test_a_key_sheet_stands_away_from_the_reports_and_is_sealed_by_its_revision(tmp_path):
    """In a folder that only its owner may enter; traced like a document."""
    key = "2026-10/SG/market_report/alder"
    with publish.reserved(tmp_path, key) as number:
        fact = publish.keep_key_sheet(b"pseudonym,kind,id,site\n", tmp_path, key, number)
        made = publish.publish(rendered(tmp_path), tmp_path, key, {"job": key, **fact})
    sheet = tmp_path / "keys_for_vendors/alder/2026-10/SG/market_report/r1.csv"

    assert sheet == publish.place_of_key_sheet(tmp_path, key, made.number)
    assert fact == {"key_sheet": sealed.digest_of(sheet)}
    assert 0o700 == (tmp_path / "keys_for_vendors").stat().st_mode & 0o777
    assert [made] == publish.revisions_of(sheet, tmp_path)
    sheet.write_text("altered")
    assert [] == publish.revisions_of(sheet, tmp_path)


def test_a_key_sheet_of_a_run_that_was_killed_gives_way_to_the_next_ones(tmp_path):
    """Its number was never published."""
    key = "2026-10/SG/market_report/alder"
    for content in (b"first", b"second"):
        with publish.reserved(tmp_path, key) as number:
            publish.keep_key_sheet(content, tmp_path, key, number)

    assert b"second" == publish.place_of_key_sheet(tmp_path, key, "r1").read_bytes()
