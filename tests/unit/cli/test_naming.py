"""The company's own side asks who is behind a pseudonym."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from labelqa.cli import app
from labelqa.keys import VendorKey, read

from .. import workspaces


@pytest.fixture
def root(company, repository) -> Path:
    """A workspace with a vendor's edition, keys and the snapshot of October."""
    root = workspaces.write(company, repository / "templates")
    workspaces.add_vendor(root)
    labelqa(root, "keys")
    labelqa(root, "snapshot", "-p", "2026-10")
    return root


@pytest.fixture
def key(root) -> VendorKey:
    """The vendor's key."""
    return read(root / "labelqa.keys").of("v1")


def labelqa(root: Path, *words: str) -> Result:
    """Run a command in a workspace."""
    return CliRunner().invoke(app, [*words, "-w", str(root)], catch_exceptions=False)


def test_each_pseudonym_is_told_with_its_kind_and_id(root, key):
    """In the order asked, however they are spelt."""
    person, item = key.pseudonym("person", "p1"), key.pseudonym("item_id", "i1")
    result = labelqa(root, "who", item.lower(), person, "-v", "v1")

    assert 0 == result.exit_code
    assert [
        f"{item}  item  i1  (SG 2026-10)",
        f"{person}  person  p1  vendor v1  site s1  role agent  (SG 2026-10)",
    ] == result.stdout.splitlines()


def test_programs_get_a_line_of_json_for_each(root, key):
    """With what an internal edition sees of the row."""
    person = key.pseudonym("person", "p2")
    line = json.loads(labelqa(root, "who", person, "-v", "v1", "--json").stdout)

    assert {"pseudonym", "kind", "id", "beside", "found"} == set(line)
    assert ("person", "p2", "s1") == (line["kind"], line["id"], line["beside"]["site_id"])


def test_what_nothing_has_is_refused_with_a_remedy_after_what_was_found(root, key):
    """Exit code 3; the others are told all the same."""
    person = key.pseudonym("person", "p1")
    result = labelqa(root, "who", "AAAAAAAAAA", person, "-v", "v1", "-m", "SG", "-p", "2026-10")

    assert (3, 1) == (result.exit_code, len(result.stdout.splitlines()))
    assert "AAAAAAAAAA: nothing has this pseudonym in an edition of v1; see that" in result.stderr


def test_a_vendor_that_has_no_edition_is_answered_with_those_that_have(root):
    """A mistake of the command line."""
    result = labelqa(root, "who", "AAAAAAAAAA", "-v", "v2")

    said = "error: --vendor: no vendor 'v2'; have v1\nmore: labelqa docs errors.md#paramserror\n"

    assert (2, said) == (result.exit_code, result.stderr)


def test_without_keys_nobody_is_named(root):
    """They are not made anew: other keys are other pseudonyms."""
    (root / "labelqa.keys").unlink()
    result = labelqa(root, "who", "AAAAAAAAAA", "-v", "v1")

    assert 4 == result.exit_code
    assert "has no keys" in result.stderr
