"""The secrets behind pseudonyms: made once, read only by their owner, and nothing is told of them."""

from __future__ import annotations

import pytest

from labelqa import keys
from labelqa.errors import ReleaseError


@pytest.fixture
def made(tmp_path):
    """A new file of keys."""
    keys.write(tmp_path / "labelqa.keys")
    return tmp_path / "labelqa.keys"


def test_new_keys_are_secret_and_can_be_read_again(made):
    """Only the owner may read them; a second file has others."""
    keys.write(made.with_name("second"))

    assert 0o600 == made.stat().st_mode & 0o777
    assert keys.read(made) == keys.read(made)
    assert keys.read(made).key != keys.read(made.with_name("second")).key


def test_keys_are_never_written_over(made):
    """With others every pseudonym of the past would be another."""
    before = made.read_text()
    with pytest.raises(ReleaseError, match="is there already"):
        keys.write(made)

    assert before == made.read_text()


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o666])
def test_keys_that_others_may_read_are_refused(made, mode):
    """Whoever reads them can undo every pseudonym."""
    made.chmod(mode)

    with pytest.raises(ReleaseError, match="may be read by others"):
        keys.read(made)


@pytest.mark.parametrize(
    "text", ["", "ab 12", "zz" * 32 + " 12", "ab" * 32, "ab" * 32 + " 99", "ab" * 31 + " 12"]
)
def test_what_is_no_key_is_refused_and_not_repeated(tmp_path, text):
    """Too short, no number, a p out of bounds: the message does not show what was there."""
    with pytest.raises(ReleaseError) as refused:
        keys.parse(text, "LABELQA_KEYS")

    assert "LABELQA_KEYS: holds no keys" in str(refused.value)
    assert text == "" or text not in str(refused.value)


def test_a_missing_file_says_how_to_make_it(tmp_path):
    """With the command."""
    with pytest.raises(ReleaseError, match="labelqa keys"):
        keys.read(tmp_path / "none")


def test_a_pseudonym_is_one_of_its_vendor_kind_and_id(made):
    """The same id has one pseudonym with one vendor, and others with another vendor, kind or key."""
    one = keys.read(made)
    first = one.of("alder").pseudonym("person", "SG-0001")
    others = {
        one.of("kestrel").pseudonym("person", "SG-0001"),
        one.of("alder").pseudonym("item_id", "SG-0001"),
        one.of("alder").pseudonym("person", "SG-0002"),
        keys.parse("ab" * 32 + " 12", "test").of("alder").pseudonym("person", "SG-0001"),
    }

    assert first == one.of("alder").pseudonym("person", "SG-0001")
    assert 4 == len(others - {first})


def test_nothing_that_is_printed_holds_the_key(made):
    """Neither as text nor as a model's dump."""
    held, text = keys.read(made), made.read_text().split()[0]

    assert text not in f"{held!r} {held} {held.of('alder')!r} {held.of('alder').fingerprint}"
    assert text not in held.model_dump_json()
