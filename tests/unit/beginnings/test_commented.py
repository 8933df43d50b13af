"""Params are written as YAML that people read and the reader takes for the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from labelqa.beginnings import text
from labelqa.params.yaml import read

words = st.text(st.characters(blacklist_categories=("Cs", "Cc"), whitelist_characters="\n"), max_size=30)
tricky = st.sampled_from(
    [
        "no",
        "0123",
        "0.90",
        "1.10",
        "2026-10-01",
        "1e5",
        "~",
        "",
        "a: b",
        "a #b",
        "[x]",
        "{month}",
        "- x",
        "'",
        '"',
    ]
)
scalars = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | words | tricky
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words | tricky, inner, max_size=4),
    max_leaves=12,
)


def reread(tmp_path_factory, written: str) -> object:
    """What the reader of params makes of a text."""
    path = tmp_path_factory.mktemp("yaml") / "file.yml"
    path.write_text(written, encoding="utf-8")
    document = read(path, "file.yml")

    assert [] == document.problems

    return document.value


@given(content=st.dictionaries(words | tricky, values, min_size=1, max_size=4), remark=words)
def test_what_is_written_reads_back(tmp_path_factory, content, remark):
    """Whatever the words, with a comment on every key or none."""
    comments = {(key,): remark for key in content} | {(): remark}

    assert content == reread(tmp_path_factory, text(content))
    assert content == reread(tmp_path_factory, text(content, comments))


def test_a_comment_stands_above_its_key():
    """What holds one is a block; the rest goes into one line; a long comment is wrapped."""
    content = {"tables": {"labels": [{"files": "in/*.csv", "columns": {"market_id": {"constant": "SG"}}}]}}
    long = "Only one market was seen, and nothing says that there are more of them anywhere in these files."
    place = ("tables", "labels", 0, "columns", "market_id")

    assert text(content) == ("tables: {labels: [{files: in/*.csv, columns: {market_id: {constant: SG}}}]}\n")
    assert text(content, {(): "Seen.\nTwice.", place: long}).splitlines() == [
        "# Seen.",
        "# Twice.",
        "",
        "tables:",
        "  labels:",
        "    - files: in/*.csv",
        "      columns:",
        "        # Only one market was seen, and nothing says that there are more of them anywhere in these",
        "        # files.",
        "        market_id: {constant: SG}",
    ]
